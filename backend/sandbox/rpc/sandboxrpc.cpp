// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/sandboxrpc.h"

#include "backend/sandbox/rpc/handlerv2desk.h"
#include "backend/sandbox/rpc/serverport.h"
#include "backend/sandbox/rpc/serverreflection.h"
#include "backend/sandbox/rpc/stackdesk.h"
#include "backend/sandbox/rpc/v2discovery.h"
#include "backend/sandbox/sandboxnetwork.h"

namespace Backend {

namespace {

class SandboxRpc : public SandboxServices
{
public:
    bool start(SandboxAccess &access, Simulation &simulation, const Certificate &certificate) override
    {
        m_handler = std::make_unique<HandlerV2Desk>(access, simulation);
        m_discovery = std::make_unique<V2Discovery>(access, m_handler->records());
        m_stack = std::make_unique<StackRecords>(access, simulation);
        for (ServerDesk *desk : {&m_handlerDesk, &m_discoveryDesk, &m_stackDesk})
            ServerReflection::addTo(*desk);
        m_handler->addTo(m_handlerDesk);
        m_discovery->addTo(m_discoveryDesk);
        StackDesk::addApplications(m_stackDesk, *m_stack);
        StackDesk::addDevices(m_stackDesk, *m_stack);

        access.handlerPort = open(m_handlerDesk, certificate, {});
        access.discoveryPort = open(m_discoveryDesk, certificate, {});
        const ServerPort::Limits stack{16 * 1024 * 1024, std::chrono::minutes(1)};
        access.v3RpcPort = open(m_stackDesk, {}, stack);
        access.v3RpcTlsPort = open(m_stackDesk, certificate, stack);
        return access.handlerPort && access.discoveryPort && access.v3RpcPort && access.v3RpcTlsPort;
    }

    void stop() override
    {
        for (const auto &port : m_ports)
            port->stop();
    }

private:
    quint16 open(const ServerDesk &desk, const Certificate &certificate, const ServerPort::Limits &limits)
    {
        m_ports.push_back(std::make_unique<ServerPort>(
            [&desk](const ServerRequest &request) { return desk.answer(request); }, certificate, limits));
        return m_ports.back()->port();
    }

    ServerDesk m_handlerDesk;
    ServerDesk m_discoveryDesk;
    ServerDesk m_stackDesk;
    std::unique_ptr<HandlerV2Desk> m_handler;
    std::unique_ptr<V2Discovery> m_discovery;
    std::unique_ptr<StackRecords> m_stack;
    std::vector<std::unique_ptr<ServerPort>> m_ports; ///< first to go
};

} // namespace

std::unique_ptr<SandboxServices> makeSandboxRpc()
{
    return std::make_unique<SandboxRpc>();
}

} // namespace Backend
