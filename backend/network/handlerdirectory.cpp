// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/handlerdirectory.h"

#include "backend/network/v2methods.h"

namespace Backend {

namespace {

using Code = Domain::Problem::Code;
using Domain::Problem;
using Domain::Result;

Announcement domainOf(const discovery::Announcement &wire)
{
    const auto text = [](const std::string &bytes) { return QString::fromStdString(bytes); };
    return {text(wire.id()),
            text(wire.service_name()),
            text(wire.service_version()),
            text(wire.description()),
            text(wire.url()),
            wire.public_(),
            text(wire.net_address()),
            QByteArray::fromStdString(wire.certificate()),
            text(wire.api_address()),
            text(wire.mqtt_address()),
            text(wire.amqp_address())};
}

} // namespace

HandlerDirectory::HandlerDirectory(HandlerV2Settings settings)
    : m_settings(std::move(settings))
{
}

RpcTarget HandlerDirectory::target(const Domain::Endpoint &endpoint) const
{
    return {Domain::Generation::V2, endpoint, m_settings.plaintextAllowed, m_settings.accessKey};
}

RpcRequest HandlerDirectory::discoveryCall() const
{
    RpcRequest request;
    request.target = target(*m_settings.discovery);
    request.target.credential.clear(); // discovery is open to everybody, so it does not get to see the key
    return request;
}

Result<RpcTarget> HandlerDirectory::targetOf(const Announcement &announcement) const
{
    const std::optional<Domain::Endpoint> endpoint = announcedEndpoint(announcement);
    if (!endpoint)
        return Problem{Code::AnswerUnreadable, {m_settings.discovery->host}, announcement.netAddress, {}, false};
    return target(*endpoint);
}

void HandlerDirectory::find(const std::shared_ptr<RpcTask> &task, const QString &application, const Next &next)
{
    if (m_settings.handler || !m_settings.discovery) {
        findForNew(task, next);
        return;
    }
    std::optional<RpcTarget> known;
    {
        const std::lock_guard lock(m_mutex);
        if (const auto it = m_found.constFind(application); it != m_found.constEnd())
            known = *it;
    }
    if (known) {
        next(*std::move(known));
        return;
    }
    announcement(task, application, [self = shared_from_this(), application, next](const Result<Announcement> &found) {
        if (!found) {
            next(found.problem);
            return;
        }
        const Result<RpcTarget> target = self->targetOf(found.value);
        if (target) {
            const std::lock_guard lock(self->m_mutex);
            self->m_found.insert(application, target.value);
        }
        next(target);
    });
}

void HandlerDirectory::findForNew(const std::shared_ptr<RpcTask> &task, const Next &next)
{
    if (m_settings.handler) {
        next(target(*m_settings.handler));
        return;
    }
    if (!m_settings.discovery || m_settings.handlerId.isEmpty()) {
        next(Problem{Code::EntryNotFound, {}, {}, {}, false});
        return;
    }
    discovery::GetRequest message;
    message.set_service_name("handler");
    message.set_id(m_settings.handlerId.toStdString());
    task->call(V2::announcement, discoveryCall(), message,
               [self = shared_from_this(), next](const RpcTask::Answer<discovery::Announcement> &answer) {
                   next(answer.problem ? Result<RpcTarget>(answer.problem) : self->targetOf(domainOf(answer.message)));
               });
}

void HandlerDirectory::announcement(const std::shared_ptr<RpcTask> &task, const QString &application,
                                    const NextAnnouncement &next)
{
    if (!m_settings.discovery) {
        next(Problem{Code::NotOfThisNetwork, {}, {}, {}, false});
        return;
    }
    discovery::GetByAppIDRequest message;
    message.set_app_id(application.toStdString());
    task->call(V2::announcementOfApplication, discoveryCall(), message,
               [next](const RpcTask::Answer<discovery::Announcement> &answer) {
                   if (answer.problem)
                       next(answer.problem);
                   else
                       next(domainOf(answer.message));
               });
}

void HandlerDirectory::forget(const QString &application)
{
    const std::lock_guard lock(m_mutex);
    m_found.remove(application);
}

void HandlerDirectory::watch(const QString &application, const Problem &problem)
{
    if (problem.code == Code::ApplicationNotFound || problem.code == Code::ConnectTimeout
        || problem.code == Code::NetworkError
        || (problem.code >= Code::HostNotFound && problem.code <= Code::NetworkUnreachable)
        || (problem.code >= Code::TlsHandshakeFailed && problem.code <= Code::CertificateSelfSigned))
        forget(application);
}

} // namespace Backend
