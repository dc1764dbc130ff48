// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/stackv3places.h"

#include "backend/network/stackv3values.h"
#include "backend/network/v3methods.h"

#include <QHostAddress>

#include <utility>

namespace Backend {

namespace {

namespace wire = V3::wire;
using Domain::ServerAddresses;

} // namespace

QString hostOf(const QString &address)
{
    const qsizetype bracket = address.lastIndexOf(u']');
    const qsizetype colon = address.lastIndexOf(u':');
    const bool hasPort = colon > bracket && (bracket >= 0 || address.count(u':') == 1);
    QString host = hasPort ? address.left(colon) : address;
    host.remove(u'[');
    host.remove(u']');
    return host.toLower();
}

Whereabouts whereabouts(const QString &address, const QString &configured)
{
    const QString stored = hostOf(address);
    const QString own = hostOf(configured);
    if (stored.isEmpty() || stored == own)
        return Whereabouts::Here;
    const auto isName = [](const QString &host) { return host.contains(u'.') && QHostAddress(host).isNull(); };
    const auto isCloud = [](const QString &host) {
        return host.endsWith(u".cloud.thethings.network") || host.endsWith(u".cloud.thethings.industries");
    };
    // Names of clouds mean one place each, and whole names differ for a reason; an address, "localhost" or a short name
    // may be the same server on another way.
    if (isCloud(stored) || (isName(stored) && isName(own)))
        return Whereabouts::Elsewhere;
    return Whereabouts::Unsure;
}

Domain::Problem elsewhereProblem(const QString &device, const QString &address, const QString &configured)
{
    return {Domain::Problem::Code::DeviceElsewhere, {device, hostOf(address), hostOf(configured)}, {}, {}, false};
}

StackV3Places::StackV3Places(StackV3Settings settings)
    : m_settings(std::move(settings))
{
}

void StackV3Places::addresses(const std::shared_ptr<RpcTask> &task, const QString &application,
                              const AddressHandler &handler)
{
    find(task, application, [handler, host = m_settings.cluster.host](const ServerAddresses &told) {
        const auto orHost = [&host](const QString &address) { return address.isEmpty() ? host : address; };
        handler({orHost(told.network), orHost(told.application), orHost(told.join)});
    });
}

void StackV3Places::locate(const std::shared_ptr<RpcTask> &task, const QString &application, const QString &address,
                           const Handler &handler)
{
    const Whereabouts byName = whereabouts(address, m_settings.cluster.host);
    if (byName != Whereabouts::Unsure) {
        handler(byName);
        return;
    }
    find(task, application, [handler, stored = hostOf(address)](const ServerAddresses &told) {
        const QString own = hostOf(told.network);
        handler(own.isEmpty() ? Whereabouts::Unsure : own == stored ? Whereabouts::Here : Whereabouts::Elsewhere);
    });
}

void StackV3Places::find(const std::shared_ptr<RpcTask> &task, const QString &application,
                         const AddressHandler &handler)
{
    std::optional<ServerAddresses> known;
    {
        const std::lock_guard lock(m_mutex);
        if (const auto it = m_known.constFind(application); it != m_known.cend())
            known = *it;
    }
    if (known) {
        handler(*known);
        return;
    }
    wire::GetApplicationRequest request;
    request.mutable_application_ids()->set_application_id(application.toStdString());
    for (const char *path : {"network_server_address", "application_server_address", "join_server_address"})
        request.mutable_field_mask()->add_paths(path);
    task->call(V3::getApplication, m_settings.toIdentity(), request,
               [self = shared_from_this(), application, handler](const RpcTask::Answer<wire::Application> &answer) {
                   // Without the right to see the application its devices can be managed all the same.
                   if (answer.problem) {
                       handler({});
                       return;
                   }
                   const ServerAddresses told{V3::text(answer.message.network_server_address()),
                                              V3::text(answer.message.application_server_address()),
                                              V3::text(answer.message.join_server_address())};
                   {
                       const std::lock_guard lock(self->m_mutex);
                       self->m_known.insert(application, told);
                   }
                   handler(told);
               });
}

} // namespace Backend
