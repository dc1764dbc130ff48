// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/sandboxkeys.h"
#include "backend/sandbox/rpc/stackdesk.h"
#include "backend/sandbox/rpc/stackmask.h"

#include <google/protobuf/empty.pb.h>
#include <ttn/lorawan/v3/end_device_requests.pb.h>

namespace Backend::StackDesk {

namespace v3 = ttn::lorawan::v3;

namespace {

using Record = std::optional<v3::EndDevice> StackDevice::*;
using Paths = std::set<std::string>;

/// One of the servers that know devices.
struct Server
{
    Record record;
    Paths readable;
    Paths writable;
    StackRefusal missing; ///< of Get
};

/// What asks for keys: a key, or whatever has one below.
bool touchesKeys(const std::string &path)
{
    static const Paths parents = {"session",   "session.keys",      "pending_session", "pending_session.keys",
                                  "mac_state", "pending_mac_state", "root_keys"};
    return parents.contains(path) || (path.find("_key") != std::string::npos && !path.ends_with("_key_id"));
}

const Server &identity()
{
    static const Paths writable = {"activated_at",
                                   "application_server_address",
                                   "attributes",
                                   "claim_authentication_code",
                                   "description",
                                   "join_server_address",
                                   "last_seen_at",
                                   "locations",
                                   "lora_alliance_profile_ids",
                                   "name",
                                   "network_server_address",
                                   "picture",
                                   "serial_number",
                                   "service_profile_id",
                                   "version_ids"};
    static const Server server = [] {
        Paths readable = writable;
        readable.insert({"ids", "created_at", "updated_at"});
        return Server{&StackDevice::identity, readable, writable, {}};
    }();
    return server;
}

const Server &network()
{
    static const Paths both = {"battery_percentage",
                               "downlink_margin",
                               "frequency_plan_id",
                               "ids",
                               "last_dev_status_received_at",
                               "lorawan_phy_version",
                               "lorawan_version",
                               "mac_settings",
                               "mac_state",
                               "pending_mac_state",
                               "max_frequency",
                               "min_frequency",
                               "multicast",
                               "pending_session",
                               "session",
                               "supports_class_b",
                               "supports_class_c",
                               "supports_join",
                               "version_ids"};
    static const Server server = [] {
        Paths readable = both;
        readable.insert({"created_at", "updated_at", "power_state"});
        Paths writable = both;
        writable.insert({"serial_number", "lora_alliance_profile_ids"});
        return Server{&StackDevice::network,
                      readable,
                      writable,
                      {RpcCode::NotFound, "pkg/redis", "not_found", "entity not found"}};
    }();
    return server;
}

const Server &application()
{
    static const Server server
        = {&StackDevice::application,
           {"formatters", "ids", "pending_session", "session", "serial_number", "skip_payload_crypto",
            "skip_payload_crypto_override", "lora_alliance_profile_ids", "version_ids"},
           {"formatters", "ids", "session.dev_addr", "session.keys.app_s_key", "session.keys.app_s_key.key",
            "session.keys.session_key_id", "session.last_a_f_cnt_down", "serial_number", "skip_payload_crypto",
            "skip_payload_crypto_override", "lora_alliance_profile_ids", "version_ids"},
           {RpcCode::NotFound, "pkg/redis", "not_found", "entity not found"}};
    return server;
}

const Server &join()
{
    static const Paths paths = {"application_server_address",
                                "application_server_id",
                                "application_server_kek_label",
                                "claim_authentication_code",
                                "ids",
                                "last_dev_nonce",
                                "last_join_nonce",
                                "last_rj_count_0",
                                "last_rj_count_1",
                                "net_id",
                                "network_server_address",
                                "network_server_kek_label",
                                "provisioner_id",
                                "provisioning_data",
                                "resets_join_nonces",
                                "root_keys",
                                "used_dev_nonces"};
    static const Server server = {&StackDevice::join,
                                  paths,
                                  paths,
                                  {RpcCode::NotFound, "pkg/joinserver", "device_not_found", "device not found"}};
    return server;
}

StackRefusal notRegistered(const v3::EndDeviceIdentifiers &ids)
{
    StackRefusal out{RpcCode::NotFound, "pkg/identityserver/store", "end_device_not_found",
                     "end device with id `{device_id}` not found in application with id `{application_id}`"};
    out.attributes = {{"device_id", ids.device_id()}, {"application_id", ids.application_ids().application_id()}};
    return out;
}

/// ids and times are always there.
v3::EndDevice masked(const v3::EndDevice &stored, const google::protobuf::FieldMask &mask)
{
    v3::EndDevice out;
    *out.mutable_ids() = stored.ids();
    *out.mutable_created_at() = stored.created_at();
    *out.mutable_updated_at() = stored.updated_at();
    StackMask::copy(stored, out, mask);
    return out;
}

StackCall::Rights rightsFor(const google::protobuf::FieldMask &mask, bool write)
{
    StackCall::Rights out = {write ? v3::RIGHT_APPLICATION_DEVICES_WRITE : v3::RIGHT_APPLICATION_DEVICES_READ};
    for (const std::string &path : mask.paths()) {
        if (touchesKeys(path))
            out.insert(write ? v3::RIGHT_APPLICATION_DEVICES_WRITE_KEYS : v3::RIGHT_APPLICATION_DEVICES_READ_KEYS);
    }
    return out;
}

/// nullptr: the server does not know it.
StackDevice *known(StackApplication &application, const std::string &id, Record record)
{
    const auto found = application.devices.find(id);
    return found != application.devices.end() && (found->second.*record) ? &found->second : nullptr;
}

ServerAnswer get(const Server &server, const StackCall &call, const v3::GetEndDeviceRequest &asked)
{
    StackMask::check(asked.field_mask(), *v3::EndDevice::descriptor(), server.readable);
    const v3::EndDeviceIdentifiers &ids = asked.end_device_ids();
    StackCall::Rights needed = rightsFor(asked.field_mask(), false);
    for (const std::string &path : asked.field_mask().paths()) {
        if (&server == &network() && (path == "session" || path == "pending_session"))
            needed.insert(v3::RIGHT_APPLICATION_TRAFFIC_READ);
    }
    const StackDevice *device
        = known(call.require(ids.application_ids().application_id(), needed), ids.device_id(), server.record);
    if (!device)
        throw &server == &identity() ? notRegistered(ids) : server.missing;
    return answered(masked(StackRecords::read(*device, server.record), asked.field_mask()));
}

/// Only the pair of EUIs is unique.
void checkEuis(StackRecords &records, const Server &server, const v3::EndDeviceIdentifiers &ids)
{
    if (ids.dev_eui().empty() || ids.join_eui().empty())
        return;
    for (const auto &[applicationId, application] : records.applications) {
        for (const auto &[id, device] : application.devices) {
            const std::optional<v3::EndDevice> &stored = device.*(server.record);
            const bool same = id == ids.device_id() && applicationId == ids.application_ids().application_id();
            if (same || !stored || stored->ids().dev_eui() != ids.dev_eui()
                || stored->ids().join_eui() != ids.join_eui())
                continue;
            StackRefusal refusal{RpcCode::AlreadyExists,
                                 &server == &identity() ? "pkg/identityserver" : "pkg/internal/registry",
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

v3::EndDevice fresh(const v3::EndDeviceIdentifiers &ids)
{
    v3::EndDevice out;
    *out.mutable_ids() = ids;
    StackRecords::stampNow(*out.mutable_created_at());
    return out;
}

google::protobuf::FieldMask maskOf(const Paths &paths)
{
    google::protobuf::FieldMask out;
    for (const std::string &path : paths)
        out.add_paths(path);
    return out;
}

ServerAnswer create(StackRecords &records, const StackCall &call, const v3::CreateEndDeviceRequest &asked)
{
    const v3::EndDeviceIdentifiers &ids = asked.end_device().ids();
    StackCall::checkId(
        ids.device_id(),
        {{"CreateEndDeviceRequest", "end_device"}, {"EndDevice", "ids"}, {"EndDeviceIdentifiers", "device_id"}});
    StackApplication &owner
        = call.require(ids.application_ids().application_id(), {v3::RIGHT_APPLICATION_DEVICES_WRITE});
    if (known(owner, ids.device_id(), &StackDevice::identity))
        throw StackRefusal{RpcCode::AlreadyExists, "pkg/util/store", "id_taken",
                           "ID already taken, choose a different one and try again"}
            .because({RpcCode::AlreadyExists, "pkg/util/store", "already_exists", "already exists"});
    checkEuis(records, identity(), ids);
    v3::EndDevice stored = fresh(ids);
    *stored.mutable_updated_at() = stored.created_at();
    StackMask::copy(asked.end_device(), stored, maskOf(identity().writable));
    stored.mutable_version_ids();
    stored.mutable_lora_alliance_profile_ids();
    owner.devices[ids.device_id()].identity = stored;
    return answered(stored);
}

ServerAnswer update(const StackCall &call, const v3::UpdateEndDeviceRequest &asked)
{
    StackMask::check(asked.field_mask(), *v3::EndDevice::descriptor(), identity().writable);
    const v3::EndDeviceIdentifiers &ids = asked.end_device().ids();
    StackDevice *device
        = known(call.require(ids.application_ids().application_id(), {v3::RIGHT_APPLICATION_DEVICES_WRITE}),
                ids.device_id(), &StackDevice::identity);
    if (!device)
        throw notRegistered(ids);
    StackMask::copy(asked.end_device(), *device->identity, asked.field_mask());
    StackRecords::stampNow(*device->identity->mutable_updated_at());
    return answered(masked(*device->identity, asked.field_mask()));
}

bool zero(const std::string &bytes)
{
    return bytes.find_first_not_of('\0') == std::string::npos;
}

StackRefusal fieldValue(const char *space, const std::string &field)
{
    StackRefusal out{RpcCode::InvalidArgument, space, "field_value", "invalid value of field `{field}`"};
    out.attributes = {{"field", field}};
    return out;
}

void checkNetwork(const v3::EndDevice &wanted, const Paths &mask, const StackDevice *device)
{
    const char *space = "pkg/networkserver";
    if (mask.contains("frequency_plan_id") && wanted.frequency_plan_id().rfind("EU_863_870", 0) != 0) {
        StackRefusal refusal{RpcCode::NotFound, "pkg/frequencyplans", "not_found", "frequency plan `{id}` not found"};
        refusal.attributes = {{"id", wanted.frequency_plan_id()}};
        throw refusal;
    }
    if (mask.contains("lorawan_version") && wanted.lorawan_version() == v3::MAC_UNKNOWN)
        throw fieldValue(space, "lorawan_version");
    if (mask.contains("lorawan_phy_version") && wanted.lorawan_phy_version() == v3::PHY_UNKNOWN)
        throw fieldValue(space, "lorawan_phy_version");
    if (mask.contains("supports_join") && wanted.supports_join()) {
        if (wanted.ids().join_eui().empty())
            throw fieldValue(space, "ids.join_eui");
        if (wanted.ids().dev_eui().empty())
            throw fieldValue(space, "ids.dev_eui");
    }
    if (device && device->network && !wanted.ids().dev_eui().empty()
        && wanted.ids().dev_eui() != device->network->ids().dev_eui()) {
        StackRefusal refusal{RpcCode::InvalidArgument, "pkg/networkserver/redis", "read_only_field",
                             "read-only field `{field}`"};
        refusal.attributes = {{"field", "ids.dev_eui"}};
        throw refusal;
    }
}

void checkJoin(const v3::EndDevice &wanted, const Paths &mask)
{
    if (wanted.ids().join_eui().empty())
        throw StackRefusal{RpcCode::InvalidArgument, "pkg/joinserver", "no_join_eui", "no JoinEUI specified"};
    if (zero(wanted.ids().dev_eui()))
        throw StackRefusal{RpcCode::InvalidArgument, "pkg/joinserver", "no_dev_eui", "no DevEUI specified"};
    if (mask.contains("root_keys.app_key.key") && zero(wanted.root_keys().app_key().key()))
        throw fieldValue("pkg/joinserver", "root_keys.app_key.key");
}

ServerAnswer set(StackRecords &records, const Server &server, const StackCall &call,
                 const v3::SetEndDeviceRequest &asked)
{
    StackMask::check(asked.field_mask(), *v3::EndDevice::descriptor(), server.writable);
    const v3::EndDevice &wanted = asked.end_device();
    const std::string &key = wanted.root_keys().app_key().key();
    if (!key.empty() && key.size() != 16)
        throw StackRefusal::validation({{"SetEndDeviceRequest", "end_device"},
                                        {"EndDevice", "root_keys"},
                                        {"RootKeys", "app_key"},
                                        {"KeyEnvelope", "key"}},
                                       "value length must be 16 bytes");
    const v3::EndDeviceIdentifiers &ids = wanted.ids();
    StackApplication &owner = call.require(ids.application_ids().application_id(), rightsFor(asked.field_mask(), true));
    const Paths mask(asked.field_mask().paths().begin(), asked.field_mask().paths().end());
    const auto found = owner.devices.find(ids.device_id());
    if (&server == &network())
        checkNetwork(wanted, mask, found == owner.devices.end() ? nullptr : &found->second);
    else if (&server == &join())
        checkJoin(wanted, mask);
    checkEuis(records, server, ids);
    StackDevice &device = owner.devices[ids.device_id()];
    std::optional<v3::EndDevice> &stored = device.*(server.record);
    if (!stored)
        stored = fresh(ids);
    StackMask::copy(wanted, *stored, asked.field_mask());
    StackRecords::stampNow(*stored->mutable_updated_at());
    if (&server == &network() && !stored->session().dev_addr().empty())
        stored->mutable_ids()->set_dev_addr(stored->session().dev_addr());
    const v3::EndDevice out = masked(*stored, asked.field_mask());
    records.wake(device);
    return answered(out);
}

ServerAnswer remove(StackRecords &records, const Server &server, const StackCall &call,
                    const v3::EndDeviceIdentifiers &ids)
{
    const std::string &applicationId = ids.application_ids().application_id();
    StackApplication &owner = call.require(applicationId, {v3::RIGHT_APPLICATION_DEVICES_WRITE});
    StackDevice *device = known(owner, ids.device_id(), server.record);
    if (device) {
        (device->*(server.record)).reset();
        records.tidy(owner, ids.device_id());
        return answered(google::protobuf::Empty());
    }
    if (&server == &identity())
        throw notRegistered(ids);
    if (&server != &application())
        throw StackRefusal{RpcCode::NotFound, &server == &network() ? "pkg/networkserver" : "pkg/joinserver",
                           "device_not_found", "device not found"};
    StackRefusal refusal{RpcCode::NotFound, "pkg/applicationserver", "device_not_found",
                         "device `{device_uid}` not found"};
    refusal.attributes = {{"device_uid", applicationId + '.' + ids.device_id()}};
    throw refusal;
}

ServerAnswer list(const StackCall &call, const v3::ListEndDevicesRequest &asked)
{
    StackMask::check(asked.field_mask(), *v3::EndDevice::descriptor(), identity().readable);
    StackCall::page("ListEndDevicesRequest", asked.limit(), asked.page(), 0);
    StackApplication &owner
        = call.require(asked.application_ids().application_id(), {v3::RIGHT_APPLICATION_DEVICES_READ});
    std::vector<const StackDevice *> all;
    for (const auto &[id, device] : owner.devices) {
        if (device.identity)
            all.push_back(&device);
    }
    if (asked.order() == "-device_id")
        std::reverse(all.begin(), all.end());
    const auto [from, to] = StackCall::page("ListEndDevicesRequest", asked.limit(), asked.page(), all.size());
    v3::EndDevices out;
    for (std::size_t i = from; i < to; ++i)
        *out.add_end_devices() = masked(StackRecords::read(*all[i], &StackDevice::identity), asked.field_mask());
    ServerAnswer answer = answered(out);
    answer.headers = {{"x-total-count", std::to_string(all.size())}};
    return answer;
}

} // namespace

void addDevices(ServerDesk &desk, StackRecords &records)
{
    const std::pair<const char *, const Server &> servers[] = {{"EndDeviceRegistry", identity()},
                                                               {"NsEndDeviceRegistry", network()},
                                                               {"AsEndDeviceRegistry", application()},
                                                               {"JsEndDeviceRegistry", join()}};
    for (const auto &named : servers) {
        const Server &server = named.second;
        const std::string service = named.first;
        add<v3::GetEndDeviceRequest>(
            desk, records, service + "/Get",
            [&server](const StackCall &call, const auto &asked) { return get(server, call, asked); });
        add<v3::EndDeviceIdentifiers>(
            desk, records, service + "/Delete",
            [&records, &server](const StackCall &call, const auto &ids) { return remove(records, server, call, ids); });
        if (&server != &identity())
            add<v3::SetEndDeviceRequest>(desk, records, service + "/Set",
                                         [&records, &server](const StackCall &call, const auto &asked) {
                                             return set(records, server, call, asked);
                                         });
    }
    add<v3::CreateEndDeviceRequest>(
        desk, records, "EndDeviceRegistry/Create",
        [&records](const StackCall &call, const auto &asked) { return create(records, call, asked); });
    add<v3::UpdateEndDeviceRequest>(desk, records, "EndDeviceRegistry/Update",
                                    [](const StackCall &call, const auto &asked) { return update(call, asked); });
    add<v3::ListEndDevicesRequest>(desk, records, "EndDeviceRegistry/List",
                                   [](const StackCall &call, const auto &asked) { return list(call, asked); });
}

} // namespace Backend::StackDesk
