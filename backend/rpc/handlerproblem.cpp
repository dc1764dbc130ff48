// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/rpc/rpcstatus.h"

#include <QRegularExpression>

#include <vector>

namespace Backend {

namespace {

using Code = Domain::Problem::Code;
using Domain::Problem;

struct Text
{
    QRegularExpression pattern;
    Code code;
    QList<int> groups = {}; ///< captures, in the order of the code's arguments
    bool retryable = false;
};

/// The v2 servers have no error names: text is all there is. The first that fits counts.
const std::vector<Text> &table()
{
    const auto re = [](const char *pattern) { return QRegularExpression(QLatin1String(pattern)); };
    static const std::vector<Text> texts{
        {re("Rate limit for (client|application) \".*\" reached"), Code::RateLimited, {}, true},
        {re("received message larger than max|larger than max \\("), Code::RequestTooLarge},
        {re("neither token nor key present|Metadata does not contain token"), Code::NotSignedIn},
        {re("^(.*: )?invalid_grant$"), Code::KeyRejected},
        {re("^Auth server \"(.*)\" not registered"), Code::KeyIssuerUnknown, {1}},
        {re("unable to parse token"), Code::TokenRejected},
        {re("No \"(.*)\" rights to Application \"(.*)\""), Code::RightsMissing, {2, 1}},
        {re("^Application already exists$"), Code::IdTaken},
        {re("Device with AppEUI and DevEUI already exists"), Code::EuisTaken},
        {re("ns:device:(\\S+) not found"), Code::NetworkServerForgot, {1}},
        {re("handler:application:(.*) not found$"), Code::ApplicationNotFound, {1}},
        {re("handler:device:([^:]*):(.*) not found$"), Code::DeviceNotFound, {2, 1}},
        {re("^discovery:(?:app_id|app_eui):(.*) not found$"), Code::HandlerNotFound, {1}},
        {re("^discovery:(?:gateway_id|announcement):.* not found$"), Code::EntryNotFound},
        {re("DevAddr prefix with constraints \\[(.*)\\] not found"), Code::DevAddrUnavailable, {1}},
        {re("Invalid length for (\\w+)"), Code::LengthInvalid, {1}},
        {re("^(Maximum number of custom attributes|Attribute (key|value))"), Code::AttributesRefused},
        {re("payload validator function returned false"), Code::PayloadInvalid},
        {re("^(?:Invalid [^:]*: )*(?:[^:]* not valid: )?(\\S+) not valid: (.*)$"), Code::FieldInvalid, {1, 2}},
    };
    return texts;
}

} // namespace

std::optional<Problem> handlerProblem(const RpcStatus &status)
{
    const QString message = QString::fromStdString(status.message).left(4'000);
    for (const Text &text : table()) {
        const QRegularExpressionMatch match = text.pattern.match(message);
        if (!match.hasMatch())
            continue;
        QStringList args;
        for (const int group : text.groups)
            args += match.captured(group);
        return Problem{text.code, args, {}, {}, text.retryable};
    }
    return std::nullopt;
}

} // namespace Backend
