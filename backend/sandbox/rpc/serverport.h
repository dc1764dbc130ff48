// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/certificates.h"
#include "backend/sandbox/rpc/serveranswer.h"

#include <QObject>

#include <memory>
#include <thread>

namespace Backend {

/// A gRPC server on one port of 127.0.0.1. gRPC's threads only hand over: every call is answered in the thread that
/// made this object, which must run an event loop.
class ServerPort
{
public:
    using Handler = std::function<ServerAnswer(const ServerRequest &)>;
    struct Limits
    {
        int messageBytes = 4 * 1024 * 1024;
        std::chrono::seconds pingInterval{30}; ///< clients that ping more often are sent away
        std::chrono::seconds ownPings{30}; ///< to clients,
        std::chrono::seconds ownPingTimeout{10}; ///< which answer in that time
        std::chrono::seconds idle{300}; ///< until a connection without calls is closed
    };

    /// A null certificate: plaintext.
    ServerPort(Handler handler, const Certificate &certificate, const Limits &limits);
    ~ServerPort();
    ServerPort(const ServerPort &) = delete;
    ServerPort &operator=(const ServerPort &) = delete;

    /// 0: it does not listen.
    [[nodiscard]] quint16 port() const { return m_port; }
    /// Ends all calls; the destructor waits for the end.
    void stop();

private:
    class Server;
    std::unique_ptr<Server> m_server;
    std::thread m_ending;
    quint16 m_port = 0;
};

} // namespace Backend
