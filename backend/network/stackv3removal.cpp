// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/stackv3removal.h"

#include "backend/network/stackv3deviceconvert.h"
#include "backend/network/stackv3unclaiming.h"
#include "backend/network/stackv3values.h"
#include "backend/network/v3methods.h"

#include <utility>

namespace Backend {

namespace {

namespace wire = V3::wire;
using Code = Domain::Problem::Code;
using Domain::Problem;
using EmptyAnswer = RpcTask::Answer<V3::Empty>;

} // namespace

bool isGone(const Problem &problem)
{
    return problem.code == Code::DeviceNotFound || problem.code == Code::EntryNotFound;
}

StackV3Removal::StackV3Removal(std::shared_ptr<RpcTask> task, StackV3Settings settings, QString application,
                               QString device, bool joins)
    : m_task(std::move(task))
    , m_settings(std::move(settings))
    , m_application(std::move(application))
    , m_device(std::move(device))
    , m_joins(joins)
{
}

void StackV3Removal::start(Handler handler)
{
    m_handler = std::move(handler);
    m_task->call(V3::deleteAsDevice, m_settings.toCluster(), deviceIds(m_application, m_device),
                 [self = shared_from_this()](const EmptyAnswer &answer) {
                     self->note("Application Server", answer.problem);
                     self->fromNetwork();
                 });
}

void StackV3Removal::fromNetwork()
{
    m_task->call(V3::deleteNsDevice, m_settings.toCluster(), deviceIds(m_application, m_device),
                 [self = shared_from_this()](const EmptyAnswer &answer) {
                     self->note("Network Server", answer.problem);
                     self->m_joins ? self->fromJoin() : self->fromIdentity();
                 });
}

void StackV3Removal::fromJoin()
{
    m_task->call(V3::deleteJsDevice, m_settings.toCluster(), deviceIds(m_application, m_device),
                 [self = shared_from_this()](const EmptyAnswer &answer) {
                     self->note("Join Server", answer.problem);
                     self->fromIdentity();
                 });
}

void StackV3Removal::fromIdentity()
{
    // Without its identity the rest would be invisible and block its EUIs.
    if (!m_left.isEmpty()) {
        m_left += QStringLiteral("Identity Server");
        m_handler(m_left, m_why);
        return;
    }
    m_task->call(V3::deleteIsDevice, m_settings.toIdentity(), deviceIds(m_application, m_device),
                 [self = shared_from_this()](const EmptyAnswer &answer) {
                     self->note("Identity Server", answer.problem);
                     self->m_handler(self->m_left, self->m_why);
                 });
}

void StackV3Removal::note(const char *server, const Problem &problem)
{
    if (!problem || isGone(problem))
        return;
    if (m_left.isEmpty())
        m_why = problem;
    m_left += QString::fromLatin1(server);
}

StackV3BatchRemoval::StackV3BatchRemoval(std::shared_ptr<RpcTask> task, std::shared_ptr<StackV3Places> places,
                                         QString application, QStringList ids, QList<Domain::DeviceOutcome> outcomes,
                                         Source source)
    : m_task(std::move(task))
    , m_places(std::move(places))
    , m_application(std::move(application))
    , m_waiting(std::move(ids))
    , m_outcomes(std::move(outcomes))
    , m_source(std::move(source))
{
}

void StackV3BatchRemoval::start()
{
    findChunk();
}

/// Which of them there are, and where they live.
void StackV3BatchRemoval::findChunk()
{
    if (m_waiting.isEmpty()) {
        m_source.deliver(m_outcomes);
        return;
    }
    m_chunk = m_waiting.mid(0, atATime);
    m_known.clear();
    m_joining.clear();
    m_found.clear();
    wire::BatchGetEndDevicesRequest request;
    request.mutable_application_ids()->set_application_id(m_application.toStdString());
    for (const QString &id : m_chunk)
        request.add_device_ids(id.toStdString());
    request.mutable_field_mask()->add_paths("join_server_address");
    request.mutable_field_mask()->add_paths("network_server_address");
    m_task->call(V3::getDevices, m_places->settings().toIdentity(), request,
                 [self = shared_from_this()](const RpcTask::Answer<wire::EndDevices> &answer) {
                     if (answer.problem.code == Code::ServiceMissing) {
                         self->oneByOne();
                         return;
                     }
                     self->m_waiting = self->m_waiting.mid(self->m_chunk.size());
                     if (answer.problem) {
                         self->failChunk(answer.problem);
                         return;
                     }
                     self->sort(std::make_shared<wire::EndDevices>(answer.message), 0);
                 });
}

/// Those that live here and are known, one after the other: it may have to be asked.
void StackV3BatchRemoval::sort(const std::shared_ptr<wire::EndDevices> &found, int at)
{
    if (at >= found->end_devices_size()) {
        unclaim();
        return;
    }
    const QString host = V3::text(found->end_devices(at).network_server_address());
    m_places->locate(m_task, m_application, host, [self = shared_from_this(), found, at, host](Whereabouts where) {
        const wire::EndDevice &device = found->end_devices(at);
        const QString id = V3::text(device.ids().device_id());
        if (where == Whereabouts::Elsewhere) {
            self->setOutcome(id, elsewhereProblem(id, host, self->m_places->settings().cluster.host));
            self->m_chunk.removeAll(id);
        } else {
            self->m_known += id;
            self->m_found.push_back(device);
            if (!device.join_server_address().empty())
                self->m_joining.insert(id);
        }
        self->sort(found, at + 1);
    });
}

/// What cannot be given back stays.
void StackV3BatchRemoval::unclaim()
{
    std::make_shared<StackV3Unclaiming>(m_task, m_places->settings())
        ->start(m_found, [self = shared_from_this()](const StackV3Unclaiming::Failures &failures) {
            for (auto it = failures.cbegin(); it != failures.cend(); ++it) {
                self->setOutcome(it.key(), it.value());
                self->m_chunk.removeAll(it.key());
                self->m_known.removeAll(it.key());
            }
            self->fromApplication();
        });
}

/// Also those that the Identity Server does not have: what is left of them blocks their EUIs.
void StackV3BatchRemoval::fromApplication()
{
    remove(V3::deleteAsDevices, m_places->settings().toCluster(), m_chunk, &StackV3BatchRemoval::fromNetwork);
}

void StackV3BatchRemoval::fromNetwork()
{
    remove(V3::deleteNsDevices, m_places->settings().toCluster(), m_chunk, &StackV3BatchRemoval::fromJoin);
}

void StackV3BatchRemoval::fromJoin()
{
    QStringList ids;
    for (const QString &id : std::as_const(m_chunk)) {
        if (m_joining.contains(id) || !m_known.contains(id))
            ids += id;
    }
    remove(V3::deleteJsDevices, m_places->settings().toCluster(), ids, &StackV3BatchRemoval::fromIdentity);
}

void StackV3BatchRemoval::fromIdentity()
{
    remove(V3::deleteIsDevices, m_places->settings().toIdentity(), m_known, &StackV3BatchRemoval::finishChunk);
}

template <typename Method>
void StackV3BatchRemoval::remove(const Method &method, const RpcRequest &server, const QStringList &ids, Next next)
{
    if (ids.isEmpty()) {
        (this->*next)();
        return;
    }
    wire::BatchDeleteEndDevicesRequest request;
    request.mutable_application_ids()->set_application_id(m_application.toStdString());
    for (const QString &id : ids)
        request.add_device_ids(id.toStdString());
    m_task->call(method, server, request, [self = shared_from_this(), next](const EmptyAnswer &answer) {
        if (answer.problem.code == Code::ServiceMissing) {
            self->m_waiting = self->m_chunk + self->m_waiting;
            self->oneByOne();
        } else if (answer.problem && !isGone(answer.problem)) {
            self->failChunk(answer.problem); // those after it must not be asked: see StackV3Removal
        } else {
            (self.get()->*next)();
        }
    });
}

void StackV3BatchRemoval::finishChunk()
{
    failChunk({});
}

void StackV3BatchRemoval::failChunk(const Problem &problem)
{
    for (const QString &id : std::as_const(m_chunk))
        setOutcome(id, problem);
    findChunk();
}

void StackV3BatchRemoval::oneByOne()
{
    m_chunk.clear();
    removeNext();
}

void StackV3BatchRemoval::removeNext()
{
    if (m_waiting.isEmpty()) {
        m_source.deliver(m_outcomes);
        return;
    }
    const QString id = m_waiting.takeFirst();
    wire::GetEndDeviceRequest request;
    *request.mutable_end_device_ids() = deviceIds(m_application, id);
    request.mutable_field_mask()->add_paths("join_server_address");
    request.mutable_field_mask()->add_paths("network_server_address");
    m_task->call(
        V3::getIsDevice, m_places->settings().toIdentity(), request,
        [self = shared_from_this(), id](const RpcTask::Answer<wire::EndDevice> &answer) {
            if (answer.problem && !isGone(answer.problem)) {
                self->setOutcome(id, answer.problem);
                self->removeNext();
                return;
            }
            wire::EndDevice device = answer.message;
            *device.mutable_ids()->mutable_application_ids() = deviceIds(self->m_application, id).application_ids();
            device.mutable_ids()->set_device_id(id.toStdString());
            const QString host = V3::text(device.network_server_address());
            const bool joins = answer.problem || !device.join_server_address().empty();
            self->m_places->locate(self->m_task, self->m_application, host,
                                   [self, device, joins](Whereabouts where) { self->removeOne(device, joins, where); });
        });
}

void StackV3BatchRemoval::removeOne(const wire::EndDevice &device, bool joins, Whereabouts where)
{
    const QString id = V3::text(device.ids().device_id());
    if (where == Whereabouts::Elsewhere) {
        setOutcome(id,
                   elsewhereProblem(id, V3::text(device.network_server_address()), m_places->settings().cluster.host));
        removeNext();
        return;
    }
    const auto removal = std::make_shared<StackV3Removal>(m_task, m_places->settings(), m_application, id, joins);
    std::make_shared<StackV3Unclaiming>(m_task, m_places->settings())
        ->start({device}, [self = shared_from_this(), id, removal](const StackV3Unclaiming::Failures &failures) {
            if (!failures.isEmpty()) {
                self->setOutcome(id, *failures.cbegin());
                self->removeNext();
                return;
            }
            removal->start([self, id](const QStringList &left, const Problem &why) {
                self->setOutcome(id, left.isEmpty() ? Problem() : why);
                self->removeNext();
            });
        });
}

void StackV3BatchRemoval::setOutcome(const QString &id, const Problem &problem)
{
    m_outcomes += Domain::DeviceOutcome{id, problem};
}

} // namespace Backend
