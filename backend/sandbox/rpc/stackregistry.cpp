// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/stackregistry.h"

#include "backend/sandbox/rpc/sandboxkeys.h"
#include "backend/sandbox/rpc/stackmask.h"

namespace Backend {

namespace v3 = ttn::lorawan::v3;

const StackRegistry &StackRegistry::identity()
{
    static const StackRegistry registry{"", &StackDevice::identity, StackPaths::identityRead(),
                                        StackPaths::identityWrite()};
    return registry;
}

const StackRegistry &StackRegistry::network()
{
    static const StackRegistry registry{"Ns", &StackDevice::network, StackPaths::networkRead(),
                                        StackPaths::networkWrite()};
    return registry;
}

const StackRegistry &StackRegistry::application()
{
    static const StackRegistry registry{"As", &StackDevice::application, StackPaths::applicationRead(),
                                        StackPaths::applicationWrite()};
    return registry;
}

const StackRegistry &StackRegistry::join()
{
    static const StackRegistry registry{"Js", &StackDevice::join, StackPaths::joinRead(), StackPaths::joinWrite()};
    return registry;
}

std::string StackRegistry::event(const char *what) const
{
    const QByteArray start = QByteArray(prefix).toLower();
    return (isIdentity() ? std::string() : start.toStdString() + '.') + "end_device." + what;
}

StackRefusal StackRegistry::notFound(const Ids &ids) const
{
    if (this == &network() || this == &application())
        return {RpcCode::NotFound, "pkg/redis", "not_found", "entity not found"};
    return gone(ids);
}

StackRefusal StackRegistry::gone(const Ids &ids) const
{
    if (this == &network())
        return {RpcCode::NotFound, "pkg/networkserver", "device_not_found", "device not found"};
    if (this == &join())
        return {RpcCode::NotFound, "pkg/joinserver", "device_not_found", "device not found"};
    if (this == &application()) {
        StackRefusal out{RpcCode::NotFound, "pkg/applicationserver", "device_not_found",
                         "device `{device_uid}` not found"};
        out.attributes = {{"device_uid", ids.application_ids().application_id() + '.' + ids.device_id()}};
        return out;
    }
    StackRefusal out{RpcCode::NotFound, "pkg/identityserver/store", "end_device_not_found",
                     "end device with id `{device_id}` not found in application with id `{application_id}`"};
    out.attributes = {{"device_id", ids.device_id()}, {"application_id", ids.application_ids().application_id()}};
    return out;
}

StackDevice *StackRegistry::find(StackApplication &application, const std::string &id) const
{
    const auto found = application.devices.find(id);
    return found != application.devices.end() && found->second.*record ? &found->second : nullptr;
}

void StackRegistry::checkEuis(const StackRecords &records, const Ids &ids) const
{
    if (ids.dev_eui().empty() || ids.join_eui().empty())
        return;
    for (const auto &[applicationId, application] : records.applications) {
        for (const auto &[id, device] : application.devices) {
            const std::optional<EndDevice> &stored = device.*record;
            const bool same = id == ids.device_id() && applicationId == ids.application_ids().application_id();
            if (same || !stored || stored->ids().dev_eui() != ids.dev_eui()
                || stored->ids().join_eui() != ids.join_eui())
                continue;
            StackRefusal refusal{RpcCode::AlreadyExists, isIdentity() ? "pkg/identityserver" : "pkg/internal/registry",
                                 "end_device_euis_taken",
                                 "an end device with JoinEUI `{join_eui}` and DevEUI `{dev_eui}` is already registered "
                                 "as `{device_id}` in application `{application_id}`"};
            refusal.attributes = {{"join_eui", SandboxKeys::hex(ids.join_eui())},
                                  {"dev_eui", SandboxKeys::hex(ids.dev_eui())},
                                  {"device_id", id},
                                  {"application_id", applicationId}};
            throw refusal;
        }
    }
}

void StackRegistry::erase(StackRecords &records, StackApplication &application, const std::string &id) const
{
    (application.devices[id].*record).reset();
    records.tidy(application, id);
}

StackRegistry::EndDevice StackRegistry::masked(const EndDevice &stored, const Mask &mask)
{
    EndDevice out;
    *out.mutable_ids() = stored.ids();
    *out.mutable_created_at() = stored.created_at();
    *out.mutable_updated_at() = stored.updated_at();
    StackMask::copy(stored, out, mask);
    return out;
}

v3::EntityIdentifiers StackRegistry::entity(const Ids &ids)
{
    v3::EntityIdentifiers out;
    *out.mutable_device_ids() = ids;
    return out;
}

} // namespace Backend
