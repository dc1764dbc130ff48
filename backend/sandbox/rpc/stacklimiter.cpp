// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/stacklimiter.h"

#include "backend/domain/clock.h"
#include "backend/sandbox/rpc/stackrefusal.h"

#include <QString>

#include <algorithm>
#include <ttn/lorawan/v3/identifiers.pb.h>

namespace Backend {

namespace {

namespace v3 = ttn::lorawan::v3;
using google::protobuf::Message;

constexpr qint64 Second = 1'000'000'000;
constexpr qint64 Minute = 60 * Second;

const Message *inner(const Message &message, const char *name)
{
    const auto *field = message.GetDescriptor()->FindFieldByName(name);
    if (!field || field->is_repeated() || !field->message_type())
        return nullptr;
    return &message.GetReflection()->GetMessage(message, field);
}

std::string applicationOf(const v3::ApplicationIdentifiers &ids)
{
    return "application:" + (ids.application_id().empty() ? "_" : ids.application_id());
}

std::string deviceOf(const v3::EndDeviceIdentifiers &ids)
{
    const std::string id = ids.application_ids().application_id() + '.' + ids.device_id();
    return "end device:" + (id == "." ? "_" : id);
}

/// What the request is about; some requests do not say so to the servers.
std::string entityOf(const Message &message)
{
    const std::string &type = message.GetDescriptor()->name();
    if (type == "DeleteApplicationAPIKeyRequest" || type == "DeleteApplicationCollaboratorRequest"
        || type == "SearchEndDevicesRequest" || type == "SearchAccountsRequest")
        return {};
    if (const auto *ids = dynamic_cast<const v3::ApplicationIdentifiers *>(&message))
        return applicationOf(*ids);
    if (const auto *ids = dynamic_cast<const v3::EndDeviceIdentifiers *>(&message))
        return deviceOf(*ids);
    for (const char *name : {"application", "end_device"}) {
        const Message *entity = inner(message, name);
        const Message *ids = entity ? inner(*entity, "ids") : nullptr;
        if (ids)
            return entityOf(*ids);
    }
    for (const char *name : {"end_device_ids", "application_ids"}) {
        if (const Message *ids = inner(message, name))
            return entityOf(*ids);
    }
    return {};
}

bool opensStream(const Message &message)
{
    const std::string &type = message.GetDescriptor()->name();
    return type == "StreamEventsRequest" || type == "ConvertEndDeviceTemplateRequest";
}

/// ":token:" and the part of the credential that is no secret.
std::string callerOf(const ServerRequest &request)
{
    const QString id = QString::fromStdString(request.header("authorization").value_or(std::string()))
                           .section(u' ', 1)
                           .section(u'.', 1, 1);
    return id.isEmpty() ? std::string() : ":token:" + id.toStdString();
}

} // namespace

void StackLimiter::setPerMinute(int calls, Scope scope)
{
    m_perMinute = calls;
    m_scope = scope;
    m_fullAtNs.clear();
}

std::string StackLimiter::keyOf(const ServerRequest &request, const Message &message) const
{
    if (m_scope == Scope::Token)
        return "grpc" + callerOf(request);
    if (opensStream(message))
        return "grpc:stream:accept:" + request.method + callerOf(request);
    return "grpc:method:" + request.method + ':' + entityOf(message) + callerOf(request);
}

void StackLimiter::take(const ServerRequest &request, const Message &message, Headers &headers)
{
    if (m_perMinute <= 0)
        return;
    const std::string key = keyOf(request, message);
    const qint64 now = Domain::steadyNs();
    const qint64 interval = Minute / m_perMinute;
    const qint64 room = interval * m_perMinute;
    std::erase_if(m_fullAtNs, [now](const auto &bucket) { return bucket.second <= now; });
    qint64 &fullAt = m_fullAtNs[key];
    const qint64 after = std::max(fullAt, now) + interval;
    const bool refused = after - now > room;
    if (!refused)
        fullAt = after;
    headers["x-rate-limit-limit"] = std::to_string(m_perMinute);
    headers["x-rate-limit-available"] = std::to_string(std::max<qint64>(0, (room - (fullAt - now)) / interval));
    headers["x-rate-limit-reset"] = std::to_string((fullAt - now) / Second);
    const qint64 retryNs = refused ? after - room - now : 0;
    headers["x-rate-limit-retry"] = std::to_string(retryNs / Second);
    if (!refused)
        return;
    StackRefusal refusal{RpcCode::ResourceExhausted, "pkg/ratelimit", "rate_limit_exceeded",
                         "rate limit of `{rate}` accesses per minute exceeded for resource `{key}`"};
    refusal.attributes = {{"key", key}};
    refusal.numbers = {{"rate", double(m_perMinute)}};
    throw refusal;
}

} // namespace Backend
