// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/identifiers.h"
#include "backend/domain/problem.h"
#include "backend/domain/profile.h"

#include <QByteArray>
#include <QHash>

#include <chrono>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace Backend {

/// A gRPC server and who calls it. Value type.
struct RpcTarget
{
    Domain::Generation generation = Domain::Generation::V3;
    Domain::Endpoint endpoint; ///< nullopt trust: plaintext
    bool plaintextAllowed = false; ///< chosen visibly; loopback needs no choice
    QByteArray credential; ///< v3: API key; v2: access key. Blanks around it are not sent. Never logged.
};

/// One unary call as bytes: the message is encoded already, `method` is "/package.Service/Method".
struct RpcRequest
{
    RpcTarget target;
    QByteArray method;
    std::string message;
    std::vector<std::pair<std::string, std::string>> metadata = {}; ///< besides credentials
    std::chrono::milliseconds deadline{15'000}; ///< from the moment the call goes out
    std::chrono::milliseconds patience{120'000}; ///< how long in all to wait where the server limits the rate
    QByteArray pace = {}; ///< calls to one server with the same text share one pace; empty: those of the same method
};

struct RpcReply
{
    Domain::Problem problem; ///< when set, the rest is empty
    std::string message;
    QHash<QByteArray, QByteArray> headers; ///< leading metadata, names in lower case

    /// A number in the leading metadata; `otherwise` when it is not there.
    [[nodiscard]] qint64 number(const QByteArray &name, qint64 otherwise = -1) const
    {
        bool ok = false;
        const qint64 value = headers.value(name).toLongLong(&ok);
        return ok ? value : otherwise;
    }
};

/// A server stream, opened again whenever it ends if wanted. `message` is asked for the request each time.
struct RpcStreamRequest
{
    RpcTarget target;
    QByteArray method;
    std::function<std::string()> message;
    bool again = true; ///< false: a list that comes as a stream; its end is the state Ended without a Problem
    std::chrono::milliseconds firstPause{1'000}; ///< before the second attempt; doubles up to `longestPause`
    std::chrono::milliseconds longestPause{60'000};
};

enum class RpcStreamState : quint8 {
    Connecting,
    Live, ///< the server has answered
    Waiting, ///< will be tried again by itself; the Problem says why
    Ended, ///< for good; the Problem says why
};

/// Both run in the rpc thread. The next message is only read when the handler of the last one has returned.
struct RpcStreamHandlers
{
    std::function<void(std::string)> message;
    std::function<void(RpcStreamState, const Domain::Problem &)> state;
};

} // namespace Backend
