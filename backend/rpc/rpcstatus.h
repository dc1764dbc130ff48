// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/problem.h"

#include <QByteArray>

#include <optional>
#include <string>

namespace Backend {

/// gRPC's status codes, by their numbers on the wire.
enum class RpcCode : int {
    Ok = 0,
    Cancelled = 1,
    Unknown = 2,
    InvalidArgument = 3,
    DeadlineExceeded = 4,
    NotFound = 5,
    AlreadyExists = 6,
    PermissionDenied = 7,
    ResourceExhausted = 8,
    FailedPrecondition = 9,
    Aborted = 10,
    OutOfRange = 11,
    Unimplemented = 12,
    Internal = 13,
    Unavailable = 14,
    DataLoss = 15,
    Unauthenticated = 16,
};

/// How a call ended, without gRPC's types.
struct RpcStatus
{
    RpcCode code = RpcCode::Ok;
    std::string message;
    std::string details; ///< the trailer grpc-status-details-bin
};

/// What is known of a call besides its status.
struct RpcCallFacts
{
    QString host;
    quint16 port = 0;
    bool plaintext = false;
    QByteArray method;
    qint64 deadlineSeconds = 0;
    qint64 retrySeconds = 0; ///< of a rate limit; 0: not said
    QByteArray requestId;
    QByteArray pinExpected; ///< when the trust is a pin
    QByteArray pinFound; ///< SHA-256 of the certificate that came instead
};

/// "INVALID_ARGUMENT" and the like.
QString rpcCodeName(RpcCode code);

/// What a status means, as a code and facts. Pure; any thread. Asks in this order: the details that The Things Stack
/// sends, the texts of v2, the texts of gRPC itself, and last the status code alone.
Domain::Problem rpcProblem(const RpcStatus &status, const RpcCallFacts &facts);

// The parts of it.
/// From The Things Stack's ErrorDetails; nullopt when there are none or their name is not in the table.
std::optional<Domain::Problem> stackProblem(const RpcStatus &status);
/// From the texts of v2's servers.
std::optional<Domain::Problem> handlerProblem(const RpcStatus &status);
/// From the texts of gRPC's transport.
std::optional<Domain::Problem> transportProblem(const RpcStatus &status, const RpcCallFacts &facts);
/// The server's words with attributes filled in, and the chain of causes; empty without details.
struct StackErrorText
{
    QString sentence;
    QString technical; ///< one line for each cause, innermost last, and the correlation id
};
StackErrorText stackErrorText(const RpcStatus &status);

} // namespace Backend
