// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/rpc/rpcstatus.h"

#include <array>

namespace Backend {

namespace {

using Code = Domain::Problem::Code;
using Domain::Problem;

/// What the status code alone tells.
Problem plainProblem(const RpcStatus &status, const RpcCallFacts &facts)
{
    switch (status.code) {
    case RpcCode::DeadlineExceeded:
        return {Code::CallDeadline, {facts.host}, {}, {}, true};
    case RpcCode::Cancelled: // not by us: what we cancel is never looked at
        return {Code::CallInterrupted, {facts.host}, {}, {}, true};
    case RpcCode::Unavailable:
        return {Code::NetworkError, {facts.host}, {}, {}, true};
    case RpcCode::Unimplemented:
        return {Code::ServiceMissing, {facts.host}, {}, {}, false};
    case RpcCode::Unauthenticated:
        return {Code::NotSignedIn, {}, {}, {}, false};
    case RpcCode::ResourceExhausted:
        return {Code::RateLimited, {}, {}, {}, true};
    case RpcCode::Internal:
    case RpcCode::Unknown:
    case RpcCode::DataLoss:
        return {Code::ServerFault, {facts.host}, {}, {}, false};
    default:
        return {Code::CallRefused, {facts.host}, {}, {}, false};
    }
}

/// Codes whose sentence lives from the server's words.
bool needsWords(Code code)
{
    return code == Code::CallRefused || code == Code::ServerFault || code == Code::ServiceMissing
        || code == Code::NetworkError;
}

QString technicalText(const RpcStatus &status, const StackErrorText &stack, const RpcCallFacts &facts)
{
    QStringList lines{rpcCodeName(status.code) + u": " + QString::fromStdString(status.message).left(2'000)};
    if (!stack.technical.isEmpty())
        lines += stack.technical;
    if (!facts.requestId.isEmpty())
        lines += QStringLiteral("request id: ") + QString::fromUtf8(facts.requestId.left(100));
    return lines.join(u'\n');
}

} // namespace

QString rpcCodeName(RpcCode code)
{
    static constexpr std::array names{
        "OK",        "CANCELLED",      "UNKNOWN",           "INVALID_ARGUMENT",   "DEADLINE_EXCEEDED",
        "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION",
        "ABORTED",   "OUT_OF_RANGE",   "UNIMPLEMENTED",     "INTERNAL",           "UNAVAILABLE",
        "DATA_LOSS", "UNAUTHENTICATED"};
    const auto at = std::size_t(code);
    return at < names.size() ? QString::fromLatin1(names[at]) : QString::number(int(code));
}

Problem rpcProblem(const RpcStatus &status, const RpcCallFacts &facts)
{
    if (status.code == RpcCode::Ok)
        return {};
    const StackErrorText stack = stackErrorText(status);
    std::optional<Problem> found = stackProblem(status);
    if (!found && stack.sentence.isEmpty())
        found = handlerProblem(status);
    if (!found && stack.sentence.isEmpty())
        found = transportProblem(status, facts);
    Problem problem = found ? *std::move(found) : plainProblem(status, facts);

    if (problem.code == Code::CallDeadline && facts.deadlineSeconds > 0)
        problem.args = {facts.host, QString::number(facts.deadlineSeconds)};
    if (problem.code == Code::RateLimited && facts.retrySeconds > 0)
        problem.args = {QString::number(facts.retrySeconds)};
    if (problem.code == Code::RequestTooLarge)
        problem.args = {facts.host};
    // The Network and Application Server only say that something is not there.
    if (problem.code == Code::EntryNotFound && facts.method.contains("EndDeviceRegistry/"))
        problem.code = Code::DeviceNotFound;
    if (problem.serverText.isEmpty() && needsWords(problem.code))
        problem.serverText = stack.sentence.isEmpty() ? QString::fromStdString(status.message) : stack.sentence;
    problem.details = technicalText(status, stack, facts);
    return problem;
}

} // namespace Backend
