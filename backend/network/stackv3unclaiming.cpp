// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/stackv3unclaiming.h"

#include "backend/network/stackv3values.h"
#include "backend/network/v3catalogmethods.h"

#include <utility>

namespace Backend {

namespace {

namespace wire = V3::wire;
using Code = Domain::Problem::Code;

} // namespace

StackV3Unclaiming::StackV3Unclaiming(std::shared_ptr<RpcTask> task, StackV3Settings settings)
    : m_task(std::move(task))
    , m_settings(std::move(settings))
{
}

void StackV3Unclaiming::start(const std::vector<wire::EndDevice> &devices, Handler handler)
{
    m_handler = std::move(handler);
    for (const wire::EndDevice &device : devices) {
        const bool joinsElsewhere = device.join_server_address().empty() && !device.ids().join_eui().empty()
            && !device.ids().dev_eui().empty();
        if (joinsElsewhere)
            m_waiting.push_back(device.ids());
    }
    next();
}

void StackV3Unclaiming::next()
{
    if (m_waiting.empty()) {
        m_handler(m_failures);
        return;
    }
    const Ids ids = m_waiting.back();
    m_waiting.pop_back();
    const auto known = m_claimable.constFind(QByteArray::fromStdString(ids.join_eui()));
    if (known == m_claimable.cend())
        askFor(ids);
    else if (*known)
        unclaim(ids);
    else
        next();
}

/// Whether a Join Server gives devices of this JoinEUI away at all.
void StackV3Unclaiming::askFor(const Ids &ids)
{
    wire::GetInfoByJoinEUIRequest request;
    request.set_join_eui(ids.join_eui());
    m_task->call(V3::getClaimInfo, m_settings.toCluster(), request,
                 [self = shared_from_this(), ids](const RpcTask::Answer<wire::GetInfoByJoinEUIResponse> &answer) {
                     // Where there is no claiming, nothing is claimed.
                     if (answer.problem && answer.problem.code != Code::ServiceMissing) {
                         self->fail(ids, answer.problem);
                         return;
                     }
                     const bool isClaimable = !answer.problem && answer.message.supports_claiming();
                     self->m_claimable.insert(QByteArray::fromStdString(ids.join_eui()), isClaimable);
                     isClaimable ? self->unclaim(ids) : self->next();
                 });
}

void StackV3Unclaiming::unclaim(const Ids &ids)
{
    m_task->call(V3::unclaimDevice, m_settings.toCluster(), ids,
                 [self = shared_from_this(), ids](const RpcTask::Answer<V3::Empty> &answer) {
                     answer.problem ? self->fail(ids, answer.problem) : self->next();
                 });
}

void StackV3Unclaiming::fail(const Ids &ids, const Domain::Problem &problem)
{
    m_failures.insert(V3::text(ids.device_id()), problem);
    next();
}

} // namespace Backend
