// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/stackv3registration.h"

#include "backend/domain/problemtext.h"
#include "backend/network/stackv3deviceconvert.h"
#include "backend/network/stackv3removal.h"
#include "backend/network/stackv3values.h"
#include "backend/network/v3methods.h"

#include <algorithm>
#include <utility>

namespace Backend {

namespace {

using Code = Domain::Problem::Code;
using Domain::Done;
using Domain::Problem;
using Domain::Result;
using DeviceAnswer = RpcTask::Answer<V3::wire::EndDevice>;

/// Without an answer nobody knows whether it was done.
bool isUncertain(const Problem &problem)
{
    return problem.code == Code::CallDeadline || problem.code == Code::CallInterrupted
        || problem.code == Code::AnswerUnreadable;
}

/// The server does not take a field as it is.
bool isAboutFields(const Problem &problem)
{
    return problem.code == Code::FieldInvalid || problem.code == Code::FieldsForbidden
        || problem.code == Code::FieldOfAnotherServer || problem.code == Code::StoreRefused;
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

StackV3Registration::StackV3Registration(const std::shared_ptr<RpcLine> &line, StackV3Settings settings,
                                         DeviceParts parts, Source source)
    : m_task(std::make_shared<RpcTask>(line))
    , m_settings(std::move(settings))
    , m_parts(std::move(parts))
    , m_source(std::move(source))
{
}

QString StackV3Registration::application() const
{
    return V3::text(m_parts.identity.ids().application_ids().application_id());
}

QString StackV3Registration::device() const
{
    return V3::text(m_parts.identity.ids().device_id());
}

void StackV3Registration::start()
{
    V3::wire::CreateEndDeviceRequest request;
    *request.mutable_end_device() = m_parts.identity;
    m_task->call(
        V3::createDevice, m_settings.toIdentity(), request, [self = shared_from_this()](const DeviceAnswer &answer) {
            if (!answer.problem) {
                self->m_parts.join ? self->atJoin() : self->atNetwork();
                return;
            }
            // Never taken back from here on: one with this id may have been there before.
            self->m_source.deliver(
                Result<Done>(isUncertain(answer.problem)
                                 ? Problem{Code::RegistrationIncomplete,
                                           {self->device(), self->application(), QStringLiteral("Identity Server"),
                                            Domain::problemText(answer.problem).title},
                                           answer.problem.serverText,
                                           answer.problem.details,
                                           answer.problem.retryable}
                                 : answer.problem));
        });
}

void StackV3Registration::atJoin()
{
    set(V3::setJsDevice, *m_parts.join, &StackV3Registration::atNetwork);
}

void StackV3Registration::atNetwork()
{
    DevicePart part = m_parts.network;
    part.paths.insert(part.paths.end(), m_parts.optionalNetworkPaths.begin(), m_parts.optionalNetworkPaths.end());
    set(V3::setNsDevice, part, &StackV3Registration::atApplication);
}

void StackV3Registration::withoutOptional()
{
    m_parts.optionalNetworkPaths.clear();
    set(V3::setNsDevice, m_parts.network, &StackV3Registration::atApplication);
}

void StackV3Registration::atApplication()
{
    m_parts.optionalNetworkPaths.clear();
    set(V3::setAsDevice, m_parts.application, &StackV3Registration::succeed);
}

template <typename Method>
void StackV3Registration::set(const Method &method, const DevicePart &part, void (StackV3Registration::*next)())
{
    if (m_source.isCancelled()) {
        takeBack({});
        return;
    }
    V3::wire::SetEndDeviceRequest request;
    *request.mutable_end_device() = part.device;
    for (const std::string &path : part.paths)
        request.mutable_field_mask()->add_paths(path);
    const bool mayDoWithLess = !m_parts.optionalNetworkPaths.empty() && next == &StackV3Registration::atApplication;
    m_task->call(method, m_settings.toCluster(), request,
                 [self = shared_from_this(), next, mayDoWithLess, ids = part.device.ids()](const DeviceAnswer &answer) {
                     if (answer.problem) {
                         mayDoWithLess &&isAboutFields(answer.problem) ? self->withoutOptional()
                                                                       : self->takeBack(answer.problem);
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
    const auto removal
        = std::make_shared<StackV3Removal>(m_task, m_settings, application(), device(), m_parts.join.has_value());
    removal->start([self = shared_from_this(), why](const QStringList &left, const Problem &removing) {
        if (left.isEmpty()) {
            self->m_source.deliver(Result<Done>(why));
            return;
        }
        self->m_source.deliver(Result<Done>(Problem{
            Code::RegistrationIncomplete,
            {self->device(), self->application(), left.join(QLatin1String(", ")), Domain::problemText(why).title},
            why.serverText,
            why.details + u'\n' + removing.details,
            removing.retryable}));
    });
}

} // namespace Backend
