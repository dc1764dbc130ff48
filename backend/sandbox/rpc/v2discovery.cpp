// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/v2discovery.h"

#include "backend/sandbox/rpc/handlerv2records.h"
#include "backend/sandbox/rpc/sandboxkeys.h"

namespace Backend {

namespace {

ServerAnswer notFound(const std::string &key)
{
    return ServerAnswer::failure(RpcCode::NotFound, "discovery:" + key + " not found");
}

ServerAnswer withoutToken(const ServerRequest &)
{
    return ServerAnswer::failure(RpcCode::Unknown, "context: Metadata does not contain token");
}

std::string address(quint16 port)
{
    return "127.0.0.1:" + std::to_string(port);
}

} // namespace

void V2Discovery::addTo(ServerDesk &desk)
{
    const std::string service = "/discovery.Discovery/";
    desk.add<discovery::GetByAppIDRequest>(
        service + "GetByAppID", [this](const ServerRequest &, const discovery::GetByAppIDRequest &asked) {
            return m_records.contains(asked.app_id()) ? answered(handler(false)) : notFound("app_id:" + asked.app_id());
        });
    desk.add<discovery::GetRequest>(service + "Get", [this](const ServerRequest &, const discovery::GetRequest &asked) {
        if (asked.service_name() == "handler" && asked.id() == HandlerId)
            return answered(handler(true));
        return notFound("announcement:" + asked.service_name() + ':' + asked.id());
    });
    desk.add<discovery::GetServiceRequest>(
        service + "GetAll", [this](const ServerRequest &request, const discovery::GetServiceRequest &asked) {
            return all(request, asked.service_name());
        });
    desk.add<discovery::GetByGatewayIDRequest>(
        service + "GetByGatewayID", [](const ServerRequest &, const discovery::GetByGatewayIDRequest &asked) {
            return notFound("gateway_id:" + asked.gateway_id());
        });
    desk.add<discovery::GetByAppEUIRequest>(
        service + "GetByAppEUI", [](const ServerRequest &, const discovery::GetByAppEUIRequest &asked) {
            const std::string &eui = asked.app_eui();
            if (!eui.empty() && eui.size() != 8)
                return ServerAnswer::failure(RpcCode::Internal,
                                             "grpc: error unmarshalling request: ttn/core: Invalid length for EUI64");
            if (eui.find_first_not_of('\0') == std::string::npos)
                return ServerAnswer::failure(RpcCode::InvalidArgument, "AppEUI not valid: empty");
            return notFound("app_eui:" + SandboxKeys::hex(eui));
        });
    for (const char *method : {"Announce", "AddMetadata", "DeleteMetadata"})
        desk.add(service + method, withoutToken);
}

discovery::Announcement V2Discovery::handler(bool metadata) const
{
    discovery::Announcement out;
    out.set_id(HandlerId);
    out.set_service_name("handler");
    out.set_service_version("2.x.x-sandbox");
    out.set_description("The handler of the sandbox");
    out.set_net_address(address(m_access.handlerPort));
    out.set_certificate(m_access.caPem.toStdString());
    out.set_mqtt_address(address(m_access.v2Port));
    if (metadata) {
        for (const std::string &id : m_records.applications())
            out.add_metadata()->set_app_id(id);
    }
    return out;
}

ServerAnswer V2Discovery::all(const ServerRequest &request, const std::string &service) const
{
    const HandlerV2Page page = HandlerV2Page::from(request);
    if (page.problem)
        return *page.problem;
    discovery::AnnouncementsResponse out;
    if (service == "handler" && page.offset == 0)
        *out.add_services() = handler(true);
    return answered(out);
}

} // namespace Backend
