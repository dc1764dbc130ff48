// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/stackv3reading.h"

#include "backend/network/stackv3removal.h"
#include "backend/network/stackv3values.h"
#include "backend/network/v3methods.h"

#include <utility>

namespace Backend {

namespace {

namespace wire = V3::wire;
using Code = Domain::Problem::Code;
using Domain::Problem;

wire::GetEndDeviceRequest getRequest(const QString &application, const QString &id, const FieldPaths &paths)
{
    wire::GetEndDeviceRequest request;
    *request.mutable_end_device_ids() = deviceIds(application, id);
    for (const std::string &path : paths)
        request.mutable_field_mask()->add_paths(path);
    return request;
}

} // namespace

StackV3Reading::StackV3Reading(std::shared_ptr<RpcTask> task, std::shared_ptr<StackV3Places> places,
                               QString application, QString device, Wanted wanted)
    : m_task(std::move(task))
    , m_places(std::move(places))
    , m_application(std::move(application))
    , m_device(std::move(device))
    , m_wanted(std::move(wanted))
{
}

void StackV3Reading::start(Handler handler)
{
    m_handler = std::move(handler);
    m_task->call(V3::getIsDevice, m_places->settings().toIdentity(),
                 getRequest(m_application, m_device, m_wanted.identity),
                 [self = shared_from_this()](const Answer &answer) { self->onIdentity(answer); });
}

void StackV3Reading::onIdentity(const Answer &answer)
{
    if (answer.problem) {
        m_handler(answer.problem, m_found);
        return;
    }
    m_found.stored.identity = answer.message;
    const QString host = V3::text(answer.message.network_server_address());
    m_places->locate(m_task, m_application, host, [self = shared_from_this(), host](Whereabouts where) {
        self->m_whereabouts = where;
        if (where == Whereabouts::Elsewhere)
            self->m_found.elsewhere = hostOf(host);
        self->askOthers();
    });
}

/// Of Application and Join Server: mostly they are where the Network Server is.
Whereabouts StackV3Reading::whereIs(const std::string &address) const
{
    const QString host = hostOf(V3::text(address));
    const bool isSame = host == hostOf(V3::text(m_found.stored.identity.network_server_address()));
    return isSame ? m_whereabouts : whereabouts(host, m_places->settings().cluster.host);
}

void StackV3Reading::askOthers()
{
    const wire::EndDevice &identity = m_found.stored.identity;
    m_open = 1;
    ask(V3::getNsDevice, m_wanted.network,
        {"Network Server", &StoredDevice::network, &Found::lessOfNetwork, m_whereabouts});
    ask(V3::getAsDevice, m_wanted.application,
        {"Application Server", &StoredDevice::application, &Found::lessOfApplication,
         whereIs(identity.application_server_address())});
    // Some devices do not join, others join at a server of somebody else.
    if (!identity.join_server_address().empty())
        ask(V3::getJsDevice, m_wanted.join,
            {"Join Server", &StoredDevice::join, &Found::lessOfJoin, whereIs(identity.join_server_address())});
    finish();
}

template <typename Method>
void StackV3Reading::ask(const Method &method, const Question &question, const Server &server)
{
    if (question.paths.empty() || server.where == Whereabouts::Elsewhere)
        return;
    ++m_open;
    send(method, question.paths, question.withoutRight, server);
}

template <typename Method>
void StackV3Reading::send(const Method &method, const FieldPaths &paths, const FieldPaths &otherwise,
                          const Server &server)
{
    m_task->call(method, m_places->settings().toCluster(), getRequest(m_application, m_device, paths),
                 [self = shared_from_this(), method, otherwise, server](const Answer &answer) {
                     if (answer.problem.code == Code::RightsMissing && !otherwise.empty()) {
                         self->m_found.*server.less = true;
                         self->send(method, otherwise, {}, server);
                         return;
                     }
                     if (!answer.problem)
                         self->m_found.stored.*server.part = answer.message;
                     else if (isGone(answer.problem))
                         self->noteAbsence(server);
                     else if (!self->m_problem)
                         self->m_problem = answer.problem;
                     self->finish();
                 });
}

/// Where it is not sure that the server is meant, the device is not missing there: it is somewhere else.
void StackV3Reading::noteAbsence(const Server &server)
{
    if (server.where == Whereabouts::Here)
        m_found.missingAt += QString::fromLatin1(server.name);
    else if (server.part == &StoredDevice::network)
        m_found.elsewhere = hostOf(V3::text(m_found.stored.identity.network_server_address()));
}

void StackV3Reading::finish()
{
    if (--m_open > 0)
        return;
    m_found.missingAt.sort(); // they answer in any order
    m_handler(m_problem, m_found);
}

} // namespace Backend
