// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/rpc/serveranswer.h"

#include <google/protobuf/message.h>
#include <map>
#include <set>

namespace Backend {

/// The methods that a port serves, by name. Methods are added at the start; calls are answered in the sandbox's thread.
class ServerDesk
{
public:
    using Method = std::function<ServerAnswer(const ServerRequest &)>;

    /// What an undecodable message gets, behind the words of the servers.
    static ServerAnswer undecodable();

    void add(const std::string &method, Method run);

    /// `run` gets the decoded request.
    template <typename Request>
    void add(const std::string &method, std::function<ServerAnswer(const ServerRequest &, const Request &)> run)
    {
        add(method, [run = std::move(run)](const ServerRequest &request) {
            Request message;
            return message.ParseFromString(request.message) ? run(request, message) : undecodable();
        });
    }

    [[nodiscard]] ServerAnswer answer(const ServerRequest &request) const;
    /// package.Service of all that was added.
    [[nodiscard]] const std::set<std::string> &services() const { return m_services; }

private:
    std::map<std::string, Method> m_methods;
    std::set<std::string> m_services;
};

/// A success with that message.
inline ServerAnswer answered(const google::protobuf::Message &message)
{
    ServerAnswer out;
    out.message = message.SerializeAsString();
    return out;
}

} // namespace Backend
