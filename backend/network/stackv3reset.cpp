// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/stackv3reset.h"

#include "backend/network/stackv3values.h"
#include "backend/network/v3methods.h"

#include <utility>

namespace Backend {

namespace {

namespace wire = V3::wire;
using Code = Domain::Problem::Code;
using Domain::Done;
using Domain::Problem;
using Domain::Result;
using DeviceAnswer = RpcTask::Answer<wire::EndDevice>;

wire::SetEndDeviceRequest clearing(const wire::EndDevice &identity, std::initializer_list<const char *> paths)
{
    wire::SetEndDeviceRequest request;
    *request.mutable_end_device()->mutable_ids() = identity.ids();
    request.mutable_end_device()->mutable_ids()->clear_dev_addr();
    // The Join Server wants one at every call, and a JoinEUI of zeros may have got lost.
    if (identity.ids().join_eui().empty() && !identity.join_server_address().empty())
        request.mutable_end_device()->mutable_ids()->set_join_eui(V3::bytesOf(Domain::Eui()));
    for (const char *path : paths)
        request.mutable_field_mask()->add_paths(path);
    return request;
}

} // namespace

StackV3Reset::StackV3Reset(std::shared_ptr<RpcTask> task, std::shared_ptr<StackV3Places> places, QString application,
                           QString device, bool joinNonces, Source source)
    : m_task(std::move(task))
    , m_places(std::move(places))
    , m_application(std::move(application))
    , m_device(std::move(device))
    , m_joinNonces(joinNonces)
    , m_source(std::move(source))
{
}

void StackV3Reset::start()
{
    StackV3Reading::Wanted wanted;
    wanted.identity = {"network_server_address", "join_server_address"};
    wanted.network.paths = {"supports_join"};
    wanted.application.paths = {"session.dev_addr", "session.last_a_f_cnt_down"};
    if (m_joinNonces)
        wanted.join.paths = {"last_dev_nonce"};
    std::make_shared<StackV3Reading>(m_task, m_places, m_application, m_device, wanted)
        ->start([self = shared_from_this()](const Problem &problem, const StackV3Reading::Found &found) {
            self->onRead(problem, found);
        });
}

void StackV3Reset::onRead(const Problem &problem, const StackV3Reading::Found &found)
{
    m_stored = found.stored;
    Problem why = problem;
    if (!why && !found.elsewhere.isEmpty())
        why = elsewhereProblem(m_device, found.elsewhere, m_places->settings().cluster.host);
    if (!why && !found.missingAt.isEmpty())
        why = {Code::DeviceIncomplete,
               {m_device, m_application, found.missingAt.join(QLatin1String(", "))},
               {},
               {},
               false};
    if (why) {
        m_source.deliver(Result<Done>(why));
        return;
    }
    wire::ResetAndGetEndDeviceRequest request;
    *request.mutable_end_device_ids() = deviceIds(m_application, m_device);
    request.mutable_field_mask()->add_paths("supports_join");
    m_task->call(V3::resetNsDevice, m_places->settings().toCluster(), request,
                 [self = shared_from_this()](const DeviceAnswer &answer) {
                     answer.problem ? self->m_source.deliver(Result<Done>(answer.problem)) : self->atApplication();
                 });
}

/// Its address and key cannot be taken away there; the next join replaces them.
void StackV3Reset::atApplication()
{
    if (!m_stored.application || m_stored.application->session().last_a_f_cnt_down() == 0) {
        atJoin();
        return;
    }
    m_task->call(V3::setAsDevice, m_places->settings().toCluster(),
                 clearing(m_stored.identity, {"session.last_a_f_cnt_down"}),
                 [self = shared_from_this()](const DeviceAnswer &answer) {
                     answer.problem ? self->m_source.deliver(Result<Done>(answer.problem)) : self->atJoin();
                 });
}

void StackV3Reset::atJoin()
{
    if (!m_joinNonces || !m_stored.join) {
        m_source.deliver(Result<Done>(Done{}));
        return;
    }
    m_task->call(
        V3::setJsDevice, m_places->settings().toCluster(),
        clearing(m_stored.identity,
                 {"last_dev_nonce", "used_dev_nonces", "last_join_nonce", "last_rj_count_0", "last_rj_count_1"}),
        DeliverDone{m_source});
}

} // namespace Backend
