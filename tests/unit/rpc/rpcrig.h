// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/profile.h"
#include "backend/sandbox/certificates.h"

#include <QByteArray>
#include <QList>

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

/// A gRPC server within the test, which answers as each test says. Its handlers run in threads of gRPC.
class RpcRig
{
public:
    struct Answer
    {
        int code = 0;
        std::string text;
        std::string details;
        std::map<std::string, std::string> headers;
        std::vector<std::string> messages = {}; ///< one for a call, any number for a stream
        bool hang = false; ///< after the messages: no end before the client cancels or the server goes
    };
    struct Question
    {
        std::string method;
        std::string message;
        std::multimap<std::string, std::string> metadata;
    };
    using Handler = std::function<Answer(const Question &)>;

    /// Listens on 127.0.0.1; `port` 0 finds a free one. With a certificate: TLS.
    explicit RpcRig(Handler handler, const Backend::Certificate &certificate = {}, quint16 port = 0);
    ~RpcRig();

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] Domain::Endpoint endpoint(const std::optional<Domain::TrustPolicy> &trust = std::nullopt) const;
    /// Ends everything at once, as a server that dies.
    void shutDown();

    [[nodiscard]] int cancelled() const;
    [[nodiscard]] int asked() const;
    [[nodiscard]] std::vector<Question> questions() const;

private:
    class Server;
    std::shared_ptr<Server> m_server;
    quint16 m_port = 0;
};
