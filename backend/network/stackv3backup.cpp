// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/stackv3backup.h"

#include "backend/network/stackv3json.h"
#include "backend/network/stackv3values.h"

#include <algorithm>

namespace Backend {

namespace {

namespace wire = ttn::lorawan::v3;
using Code = Domain::Problem::Code;
using Domain::DeviceBackup;
using Domain::DeviceKeys;
using Domain::Problem;
using Domain::Result;

bool isEarlier(const google::protobuf::Timestamp &a, const google::protobuf::Timestamp &b)
{
    return a.seconds() != b.seconds() ? a.seconds() < b.seconds() : a.nanos() < b.nanos();
}

/// Without what each server tells of the record that it keeps.
wire::EndDevice withoutRecord(wire::EndDevice part)
{
    part.clear_ids();
    part.clear_created_at();
    part.clear_updated_at();
    return part;
}

void mergeTimes(wire::EndDevice &out, const wire::EndDevice &part)
{
    if (part.has_created_at() && (!out.has_created_at() || isEarlier(part.created_at(), out.created_at())))
        *out.mutable_created_at() = part.created_at();
    if (part.has_updated_at() && (!out.has_updated_at() || isEarlier(out.updated_at(), part.updated_at())))
        *out.mutable_updated_at() = part.updated_at();
}

wire::EndDevice merged(const StoredDevice &stored)
{
    wire::EndDevice out = stored.identity;
    if (stored.join) {
        out.MergeFrom(withoutRecord(*stored.join));
        mergeTimes(out, *stored.join);
    }
    if (stored.network) {
        wire::EndDevice part = withoutRecord(*stored.network);
        if (out.has_version_ids())
            part.clear_version_ids();
        out.MergeFrom(part);
        out.mutable_ids()->set_dev_addr(stored.network->session().dev_addr());
        mergeTimes(out, *stored.network);
    }
    if (stored.application) {
        wire::EndDevice part = withoutRecord(*stored.application);
        part.clear_version_ids();
        out.MergeFrom(part);
        mergeTimes(out, *stored.application);
    }
    if (!out.session().ByteSizeLong())
        out.clear_session();
    return out;
}

bool hasKey(const wire::KeyEnvelope &envelope)
{
    return !envelope.key().empty() || !envelope.encrypted_key().empty();
}

/// Devices that join at a server of somebody else have no keys here, and lists from elsewhere no addresses.
bool joinsHere(const wire::EndDevice &device)
{
    return !device.join_server_address().empty() || (device.supports_join() && hasKey(device.root_keys().app_key()));
}

QStringList missingOf(const StackV3Reading::Found &found, const wire::EndDevice &device)
{
    const StoredDevice &stored = found.stored;
    QStringList out;
    if (!stored.network)
        out += QStringLiteral("frequency_plan_id");
    if (!device.join_server_address().empty() && (found.lessOfJoin || !stored.join))
        out += QStringLiteral("root_keys");
    // It joins at somebody else's Join Server, which gives it back before it is deleted.
    if (device.supports_join() && device.join_server_address().empty())
        out += QStringLiteral("claim");
    const bool hasSession = !device.session().dev_addr().empty();
    if (hasSession && (found.lessOfNetwork || found.lessOfApplication || !stored.application))
        out += QStringLiteral("session");
    // Offered by a join and not yet used: there is no way to set it.
    if (!hasSession && !device.pending_session().dev_addr().empty())
        out += QStringLiteral("pending_session");
    if (found.lessOfNetwork && device.has_mac_state())
        out += QStringLiteral("mac_state");
    if (device.picture().sizes_size() > 0 && !device.picture().has_embedded())
        out += QStringLiteral("picture");
    return out;
}

std::optional<wire::EndDevice> messageOf(const DeviceBackup &backup)
{
    wire::EndDevice device;
    if (backup.message.isEmpty() || !device.ParseFromArray(backup.message.constData(), int(backup.message.size()))
        || device.ids().device_id().empty())
        return std::nullopt;
    // The Identity Server tells these always, also when nothing is in them.
    if (!device.version_ids().ByteSizeLong())
        device.clear_version_ids();
    if (!device.lora_alliance_profile_ids().ByteSizeLong())
        device.clear_lora_alliance_profile_ids();
    return device;
}

Problem noBackup()
{
    return {Code::UnexpectedShape, {QStringLiteral("EndDevice")}, {}, {}, false};
}

Problem keyMissing(const char *field)
{
    return {Code::FieldInvalid, {QString::fromLatin1(field), QStringLiteral("≠ 0")}, {}, {}, false};
}

/// Copies fields of the backup into what a server is told, as far as they say anything.
class Picker
{
public:
    Picker(const wire::EndDevice &from, DevicePart &to)
        : m_from(from)
        , m_to(to)
    {
    }

    void pick(std::initializer_list<const char *> names)
    {
        for (const char *name : names) {
            if (copy(name))
                m_to.paths.emplace_back(name);
        }
    }
    /// Without naming it.
    bool copy(const char *name)
    {
        using google::protobuf::FieldDescriptor;
        const FieldDescriptor *field = wire::EndDevice::descriptor()->FindFieldByName(name);
        Q_ASSERT(field);
        const auto &reflection = *m_from.GetReflection();
        if (field->is_repeated() ? reflection.FieldSize(m_from, field) == 0 : !reflection.HasField(m_from, field))
            return false;
        wire::EndDevice one = m_from;
        std::vector<const FieldDescriptor *> set;
        reflection.ListFields(m_from, &set);
        for (const FieldDescriptor *other : set) {
            if (other != field)
                reflection.ClearField(&one, other);
        }
        m_to.device.MergeFrom(one);
        return true;
    }

private:
    const wire::EndDevice &m_from;
    DevicePart &m_to;
};

DevicePart partFor(const wire::EndDeviceIdentifiers &ids)
{
    DevicePart part;
    *part.device.mutable_ids() = ids;
    return part;
}

wire::EndDevice identityPart(const wire::EndDevice &backup, const wire::EndDeviceIdentifiers &ids,
                             const Domain::ServerAddresses &servers)
{
    DevicePart part = partFor(ids);
    Picker(backup, part)
        .pick({"name", "description", "attributes", "version_ids", "service_profile_id", "locations", "activated_at",
               "last_seen_at", "claim_authentication_code", "serial_number", "lora_alliance_profile_ids"});
    part.device.set_network_server_address(servers.network.toStdString());
    part.device.set_application_server_address(servers.application.toStdString());
    if (joinsHere(backup))
        part.device.set_join_server_address(servers.join.toStdString());
    return part.device;
}

DevicePart joinPart(const wire::EndDevice &backup, const wire::EndDeviceIdentifiers &ids,
                    const Domain::ServerAddresses &servers)
{
    DevicePart part = partFor(ids);
    part.device.set_network_server_address(servers.network.toStdString());
    part.device.set_application_server_address(servers.application.toStdString());
    part.paths = {"network_server_address", "application_server_address"};
    Picker(backup, part)
        .pick({"root_keys", "net_id", "resets_join_nonces", "last_dev_nonce", "used_dev_nonces", "last_join_nonce",
               "last_rj_count_0", "last_rj_count_1", "network_server_kek_label", "application_server_kek_label",
               "application_server_id", "provisioner_id", "provisioning_data"});
    return part;
}

void addNetworkSession(DevicePart &part, const wire::Session &session, wire::MACVersion version)
{
    wire::Session &out = *part.device.mutable_session();
    const auto add = [&part](const char *path) { part.paths.emplace_back(path); };
    out.set_dev_addr(session.dev_addr());
    add("session.dev_addr");
    *out.mutable_keys()->mutable_f_nwk_s_int_key() = session.keys().f_nwk_s_int_key();
    add("session.keys.f_nwk_s_int_key.key");
    if (version == wire::MAC_V1_1) { // else the server makes them from the first
        *out.mutable_keys()->mutable_s_nwk_s_int_key() = session.keys().s_nwk_s_int_key();
        add("session.keys.s_nwk_s_int_key.key");
        *out.mutable_keys()->mutable_nwk_s_enc_key() = session.keys().nwk_s_enc_key();
        add("session.keys.nwk_s_enc_key.key");
    }
    if (!session.keys().session_key_id().empty()) {
        out.mutable_keys()->set_session_key_id(session.keys().session_key_id());
        add("session.keys.session_key_id");
    }
    if (session.has_started_at()) {
        *out.mutable_started_at() = session.started_at();
        add("session.started_at");
    }
    // Zero counts, too: named, so that nothing else can be meant.
    out.set_last_f_cnt_up(session.last_f_cnt_up());
    add("session.last_f_cnt_up");
    out.set_last_n_f_cnt_down(session.last_n_f_cnt_down());
    add("session.last_n_f_cnt_down");
    out.set_last_conf_f_cnt_down(session.last_conf_f_cnt_down());
    add("session.last_conf_f_cnt_down");
}

DevicePart networkPart(const wire::EndDevice &backup, const wire::EndDeviceIdentifiers &ids, bool session)
{
    DevicePart part = partFor(ids);
    part.device.set_supports_join(backup.supports_join());
    part.paths = {"supports_join"};
    Picker(backup, part)
        .pick({"frequency_plan_id", "lorawan_version", "lorawan_phy_version", "supports_class_b", "supports_class_c",
               "multicast", "min_frequency", "max_frequency", "mac_settings", "version_ids", "serial_number",
               "lora_alliance_profile_ids", "battery_percentage", "downlink_margin", "last_dev_status_received_at"});
    if (session)
        addNetworkSession(part, backup.session(), backup.lorawan_version());
    return part;
}

DevicePart applicationPart(const wire::EndDevice &backup, const wire::EndDeviceIdentifiers &ids, bool session)
{
    DevicePart part = partFor(ids);
    Picker(backup, part)
        .pick({"formatters", "version_ids", "serial_number", "lora_alliance_profile_ids", "skip_payload_crypto",
               "skip_payload_crypto_override"});
    if (!session)
        return part;
    wire::Session &out = *part.device.mutable_session();
    out.set_dev_addr(backup.session().dev_addr());
    *out.mutable_keys()->mutable_app_s_key() = backup.session().keys().app_s_key();
    out.set_last_a_f_cnt_down(backup.session().last_a_f_cnt_down());
    part.paths.insert(part.paths.end(),
                      {"session.dev_addr", "session.keys.app_s_key.key", "session.last_a_f_cnt_down"});
    if (!backup.session().keys().session_key_id().empty()) {
        out.mutable_keys()->set_session_key_id(backup.session().keys().session_key_id());
        part.paths.emplace_back("session.keys.session_key_id");
    }
    return part;
}

bool hasWholeSession(const wire::EndDevice &backup)
{
    const wire::SessionKeys &keys = backup.session().keys();
    return !backup.session().dev_addr().empty() && hasKey(keys.f_nwk_s_int_key()) && hasKey(keys.app_s_key())
        && (backup.lorawan_version() != wire::MAC_V1_1
            || (hasKey(keys.s_nwk_s_int_key()) && hasKey(keys.nwk_s_enc_key())));
}

} // namespace

StackV3Reading::Wanted backupQuestions()
{
    return {identityBackupPaths(),
            {networkBackupPaths(DeviceKeys::Read), networkBackupPaths(DeviceKeys::Leave)},
            {applicationBackupPaths(DeviceKeys::Read), applicationBackupPaths(DeviceKeys::Leave)},
            {joinBackupPaths(DeviceKeys::Read), joinBackupPaths(DeviceKeys::Leave)}};
}

DeviceBackup backupOf(const StackV3Reading::Found &found)
{
    const wire::EndDevice device = merged(found.stored);
    return {V3::text(device.ids().application_ids().application_id()), V3::text(device.ids().device_id()),
            QByteArray::fromStdString(device.SerializeAsString()), stackJson(device, StackSecrets::Show),
            missingOf(found, device)};
}

Result<DeviceBackup> backupOf(const QByteArray &json)
{
    wire::EndDevice device;
    if (!readStackJson(json, device) || device.ids().device_id().empty())
        return noBackup();
    return DeviceBackup{V3::text(device.ids().application_ids().application_id()),
                        V3::text(device.ids().device_id()),
                        QByteArray::fromStdString(device.SerializeAsString()),
                        stackJson(device, StackSecrets::Show),
                        {}};
}

Result<Domain::Device> deviceOf(const DeviceBackup &backup)
{
    const std::optional<wire::EndDevice> message = messageOf(backup);
    if (!message)
        return noBackup();
    Domain::Device device = deviceOf(*message);
    if (!message->frequency_plan_id().empty())
        addNetworkPart(device, *message);
    addApplicationPart(device, *message);
    if (joinsHere(*message))
        addJoinPart(device, *message);
    return device;
}

Result<DeviceParts> restoredParts(const DeviceBackup &backup, const QString &application, const QString &id,
                                  const Domain::ServerAddresses &servers)
{
    const std::optional<wire::EndDevice> message = messageOf(backup);
    if (!message)
        return noBackup();
    if (message->frequency_plan_id().empty())
        return keyMissing("frequency_plan_id");
    wire::EndDeviceIdentifiers ids = message->ids();
    ids.clear_dev_addr();
    ids.set_device_id(id.toStdString());
    ids.mutable_application_ids()->set_application_id(application.toStdString());
    const bool hasSession = hasWholeSession(*message);
    if (joinsHere(*message) && !hasKey(message->root_keys().app_key()))
        return keyMissing("root_keys.app_key.key");
    if (!message->supports_join() && !hasSession)
        return keyMissing("session.keys");
    DeviceParts parts;
    parts.identity = identityPart(*message, ids, servers);
    if (joinsHere(*message))
        parts.join = joinPart(*message, ids, servers);
    parts.network = networkPart(*message, ids, hasSession);
    parts.application = applicationPart(*message, ids, hasSession);
    // Without what was agreed upon when it joined, such as the delay of its windows, the device would hear nothing.
    if (hasSession && Picker(*message, parts.network).copy("mac_state"))
        parts.optionalNetworkPaths = {"mac_state"};
    return parts;
}

} // namespace Backend
