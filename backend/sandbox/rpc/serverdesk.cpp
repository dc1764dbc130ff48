// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/serverdesk.h"

namespace Backend {

ServerAnswer ServerDesk::undecodable()
{
    return ServerAnswer::failure(RpcCode::Internal, "grpc: error unmarshalling request: unexpected EOF");
}

void ServerDesk::add(const std::string &method, Method run)
{
    m_services.insert(method.substr(1, method.rfind('/') - 1));
    m_methods.insert_or_assign(method, std::move(run));
}

ServerAnswer ServerDesk::answer(const ServerRequest &request) const
{
    const auto found = m_methods.find(request.method);
    if (found != m_methods.end())
        return found->second(request);
    const std::size_t slash = request.method.rfind('/');
    if (slash == std::string::npos || slash == 0)
        return ServerAnswer::failure(RpcCode::Unimplemented, "malformed method name: \"" + request.method + '"');
    const std::string service = request.method.substr(1, slash - 1);
    return ServerAnswer::failure(RpcCode::Unimplemented,
                                 m_services.contains(service)
                                     ? "unknown method " + request.method.substr(slash + 1) + " for service " + service
                                     : "unknown service " + service);
}

} // namespace Backend
