// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/stackv3change.h"

#include "backend/network/stackv3devicerules.h"
#include "backend/network/stackv3finish.h"
#include "backend/network/v3methods.h"

#include <utility>

namespace Backend {

namespace {

namespace wire = V3::wire;
using Code = Domain::Problem::Code;
using Domain::DeviceKeys;
using Domain::Done;
using Domain::Problem;
using Domain::Result;
using DeviceAnswer = RpcTask::Answer<wire::EndDevice>;
using Time = google::protobuf::Timestamp;

qint64 nsOf(const Time &time)
{
    return time.seconds() * 1'000'000'000 + time.nanos();
}

/// True when a call made the record that it was to change: the answer tells when it was made.
bool hasMadeIt(const wire::EndDevice &before, const wire::EndDevice &after)
{
    constexpr qint64 aCall = 1'000'000'000;
    return before.has_created_at() && after.has_created_at() && nsOf(before.created_at()) != nsOf(after.created_at())
        && nsOf(after.updated_at()) - nsOf(after.created_at()) < aCall;
}

StackV3Reading::Wanted questionsFor(const Domain::DeviceChange &change)
{
    const ConcernedServers concerned = concernedServers(change);
    StackV3Reading::Wanted wanted;
    wanted.identity = identityPaths();
    // Its versions and whether it joins decide about keys, too.
    if (concerned.network || concerned.application || concerned.join)
        wanted.network.paths = networkPaths(DeviceKeys::Leave);
    if (concerned.application) {
        wanted.application.paths = {"session.dev_addr"};
        if (change.devAddr && !change.appSKey) // an address goes with its key
            wanted.application.paths.emplace_back("session.keys.app_s_key.key");
    }
    if (concerned.join)
        wanted.join.paths = {"resets_join_nonces"};
    return wanted;
}

} // namespace

StackV3Change::StackV3Change(std::shared_ptr<RpcTask> task, std::shared_ptr<StackV3Places> places, QString application,
                             QString device, Domain::DeviceChange change, Source source)
    : m_task(std::move(task))
    , m_places(std::move(places))
    , m_application(std::move(application))
    , m_device(std::move(device))
    , m_change(std::move(change))
    , m_source(std::move(source))
{
}

void StackV3Change::start(Intent intent)
{
    m_intent = intent;
    std::make_shared<StackV3Reading>(m_task, m_places, m_application, m_device, questionsFor(m_change))
        ->start([self = shared_from_this()](const Problem &problem, const StackV3Reading::Found &found) {
            self->onRead(problem, found);
        });
}

void StackV3Change::onRead(const Problem &problem, const StackV3Reading::Found &found)
{
    m_stored = found.stored;
    Problem why = problem;
    if (!why)
        why = foundProblem(found);
    if (!why)
        why = changeProblem(m_change, m_stored);
    if (why) {
        fail(why);
        return;
    }
    if (m_intent == Intent::Try) {
        succeed();
        return;
    }
    m_parts = changeParts(m_change, m_stored);
    finishParts(m_parts, m_change, m_stored, found.missingAt);
    atIdentity();
}

/// Only where it is at home, and whole or made so.
Problem StackV3Change::foundProblem(const StackV3Reading::Found &found) const
{
    const ConcernedServers concerned = concernedServers(m_change);
    if (!concerned.network && !concerned.application && !concerned.join)
        return {};
    if (!found.elsewhere.isEmpty())
        return elsewhereProblem(m_device, found.elsewhere, m_places->settings().cluster.host);
    if (!finishesRegistration(m_change, found.stored, found.missingAt)) {
        return {Code::DeviceIncomplete,
                {m_device, m_application, found.missingAt.join(QLatin1String(", "))},
                {},
                {},
                false};
    }
    return {};
}

void StackV3Change::atIdentity()
{
    if (m_parts.identity.paths.empty()) {
        atJoin();
        return;
    }
    wire::UpdateEndDeviceRequest request;
    *request.mutable_end_device() = m_parts.identity.device;
    for (const std::string &path : m_parts.identity.paths)
        request.mutable_field_mask()->add_paths(path);
    m_task->call(V3::updateDevice, m_places->settings().toIdentity(), request,
                 [self = shared_from_this()](const DeviceAnswer &answer) {
                     answer.problem ? self->fail(answer.problem) : self->atJoin();
                 });
}

void StackV3Change::atJoin()
{
    set(V3::setJsDevice, V3::deleteJsDevice, m_parts.join, m_stored.join, &StackV3Change::outdatedAtNetwork);
}

void StackV3Change::outdatedAtNetwork()
{
    set(V3::setNsDevice, V3::deleteNsDevice, m_parts.outdated, m_stored.network, &StackV3Change::atNetwork);
}

void StackV3Change::atNetwork()
{
    set(V3::setNsDevice, V3::deleteNsDevice, m_parts.network, m_stored.network, &StackV3Change::atApplication);
}

void StackV3Change::atApplication()
{
    set(V3::setAsDevice, V3::deleteAsDevice, m_parts.application, m_stored.application, &StackV3Change::succeed);
}

void StackV3Change::succeed()
{
    m_source.deliver(Result<Done>(Done{}));
}

void StackV3Change::fail(const Problem &problem)
{
    m_source.deliver(Result<Done>(problem));
}

template <typename Set, typename Delete>
void StackV3Change::set(const Set &method, const Delete &undo, const DevicePart &part,
                        const std::optional<wire::EndDevice> &before, Next next)
{
    if (part.paths.empty()) {
        (this->*next)();
        return;
    }
    wire::SetEndDeviceRequest request;
    *request.mutable_end_device() = part.device;
    for (const std::string &path : part.paths)
        request.mutable_field_mask()->add_paths(path);
    m_task->call(method, m_places->settings().toCluster(), request,
                 [self = shared_from_this(), undo, next,
                  earlier = before.value_or(wire::EndDevice())](const DeviceAnswer &answer) {
                     if (answer.problem) {
                         self->fail(answer.problem);
                         return;
                     }
                     if (!hasMadeIt(earlier, answer.message)) {
                         (self.get()->*next)();
                         return;
                     }
                     self->m_task->call(
                         undo, self->m_places->settings().toCluster(), deviceIds(self->m_application, self->m_device),
                         [self](const RpcTask::Answer<V3::Empty> &) {
                             self->fail({Code::DeviceNotFound, {self->m_device, self->m_application}, {}, {}, false});
                         });
                 });
}

} // namespace Backend
