// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/stackv3registration.h"

#include "backend/domain/problemtext.h"
#include "backend/network/stackv3deviceconvert.h"
#include "backend/network/v3methods.h"

#include <algorithm>

namespace Backend {

namespace {

using Code = Domain::Problem::Code;
using Domain::Done;
using Domain::Problem;
using Domain::Result;
using EmptyAnswer = RpcTask::Answer<V3::Empty>;
using DeviceAnswer = RpcTask::Answer<V3::wire::EndDevice>;

/// Without an answer nobody knows whether it was done.
bool isUncertain(const Problem &problem)
{
    return problem.code == Code::CallDeadline || problem.code == Code::CallInterrupted
        || problem.code == Code::AnswerUnreadable;
}

/// Some servers leave out what is zero.
bool isSameEui(const std::string &one, const std::string &other)
{
    const auto isZero = [](const std::string &eui) {
        return std::all_of(eui.begin(), eui.end(), [](char byte) { return byte == 0; });
    };
    return one == other || (isZero(one) && isZero(other));
}

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

StackV3Registration::StackV3Registration(const std::shared_ptr<RpcLine> &line, StackV3Settings settings,
                                         Domain::Device device, Source source)
    : m_task(std::make_shared<RpcTask>(line))
    , m_settings(std::move(settings))
    , m_device(std::move(device))
    , m_source(std::move(source))
{
}

void StackV3Registration::start()
{
    V3::wire::CreateEndDeviceRequest request;
    *request.mutable_end_device() = identityPart(m_device, m_settings.cluster.host).device;
    m_task->call(V3::createDevice, m_settings.toIdentity(), request,
                 [self = shared_from_this()](const DeviceAnswer &answer) {
                     if (!answer.problem) {
                         self->m_device.radio->supportsJoin ? self->atJoin() : self->atNetwork();
                         return;
                     }
                     // Never taken back from here on: one with this id may have been there before.
                     self->m_source.deliver(Result<Done>(
                         isUncertain(answer.problem)
                             ? Problem{Code::RegistrationIncomplete,
                                       {self->m_device.id, self->m_device.application,
                                        QStringLiteral("Identity Server"), Domain::problemText(answer.problem).title},
                                       answer.problem.serverText,
                                       answer.problem.details,
                                       answer.problem.retryable}
                             : answer.problem));
                 });
}

void StackV3Registration::atJoin()
{
    set(V3::setJsDevice, joinPart(m_device, m_settings.cluster.host), &StackV3Registration::atNetwork);
}

void StackV3Registration::atNetwork()
{
    set(V3::setNsDevice, networkPart(m_device), &StackV3Registration::atApplication);
}

void StackV3Registration::atApplication()
{
    set(V3::setAsDevice, applicationPart(m_device), &StackV3Registration::succeed);
}

template <typename Method, typename Part>
void StackV3Registration::set(const Method &method, const Part &part, void (StackV3Registration::*next)())
{
    if (m_source.isCancelled()) {
        takeBack({});
        return;
    }
    V3::wire::SetEndDeviceRequest request;
    *request.mutable_end_device() = part.device;
    for (const std::string &path : part.paths)
        request.mutable_field_mask()->add_paths(path);
    m_task->call(method, m_settings.toCluster(), request,
                 [self = shared_from_this(), next, ids = part.device.ids()](const DeviceAnswer &answer) {
                     if (answer.problem) {
                         self->takeBack(answer.problem);
                         return;
                     }
                     // What a deleted device left behind keeps its own EUIs, and the server says OK.
                     const V3::wire::EndDeviceIdentifiers &kept = answer.message.ids();
                     if (!isSameEui(kept.dev_eui(), ids.dev_eui()) || !isSameEui(kept.join_eui(), ids.join_eui())) {
                         const Domain::Device other = deviceOf(answer.message);
                         self->takeBack({Code::EuisTaken,
                                         {other.joinEui.value_or(Domain::Eui()).toString(),
                                          other.devEui.value_or(Domain::Eui()).toString(), other.id, other.application},
                                         {},
                                         {},
                                         false});
                         return;
                     }
                     (self.get()->*next)();
                 });
}

void StackV3Registration::succeed()
{
    m_source.deliver(Result<Done>(Done{}));
}

void StackV3Registration::takeBack(const Problem &why)
{
    const auto removal = std::make_shared<StackV3Removal>(m_task, m_settings, m_device.application, m_device.id,
                                                          m_device.radio->supportsJoin);
    removal->start([self = shared_from_this(), why](const QStringList &left, const Problem &removing) {
        if (left.isEmpty()) {
            self->m_source.deliver(Result<Done>(why));
            return;
        }
        self->m_source.deliver(Result<Done>(Problem{Code::RegistrationIncomplete,
                                                    {self->m_device.id, self->m_device.application,
                                                     left.join(QLatin1String(", ")), Domain::problemText(why).title},
                                                    why.serverText,
                                                    why.details + u'\n' + removing.details,
                                                    removing.retryable}));
    });
}

} // namespace Backend
