// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/stackv3deviceconvert.h"

#include "backend/domain/lorawanversions.h"
#include "backend/network/stackv3macsettings.h"
#include "backend/network/stackv3values.h"

#include <algorithm>

namespace Backend {

namespace {

namespace wire = ttn::lorawan::v3;
using Domain::Device;
using Domain::DeviceKeys;
using Domain::RadioProfile;

/// Where the position stands that a person has set.
constexpr auto userPlace = "user";

void add(FieldPaths &paths, std::initializer_list<const char *> more)
{
    paths.insert(paths.end(), more.begin(), more.end());
}

Domain::GeoPoint placeOf(const wire::Location &location)
{
    return {location.latitude(), location.longitude(), location.altitude(), location.accuracy()};
}

std::optional<Domain::Formatters> formattersOf(const wire::EndDevice &application)
{
    if (!application.has_formatters())
        return std::nullopt;
    const wire::MessagePayloadFormatters &formatters = application.formatters();
    return Domain::Formatters{V3::text(wire::PayloadFormatter_Name(formatters.up_formatter())),
                              V3::text(formatters.up_formatter_parameter()),
                              V3::text(wire::PayloadFormatter_Name(formatters.down_formatter())),
                              V3::text(formatters.down_formatter_parameter())};
}

} // namespace

wire::MACVersion macVersion(const RadioProfile &radio)
{
    wire::MACVersion version = wire::MAC_UNKNOWN;
    wire::MACVersion_Parse(radio.macVersion.toStdString(), &version);
    return version;
}

wire::PHYVersion phyVersion(const RadioProfile &radio)
{
    wire::PHYVersion version = wire::PHY_UNKNOWN;
    wire::PHYVersion_Parse(radio.phyVersion.toStdString(), &version);
    return version;
}

FieldPaths identityListPaths()
{
    return {"name",
            "description",
            "attributes",
            "locations",
            "version_ids",
            "serial_number",
            "network_server_address",
            "application_server_address",
            "join_server_address",
            "activated_at",
            "last_seen_at"};
}

FieldPaths identityPaths()
{
    FieldPaths paths = identityListPaths();
    add(paths, {"lora_alliance_profile_ids", "claim_authentication_code"});
    return paths;
}

FieldPaths identityBackupPaths()
{
    FieldPaths paths = identityPaths();
    add(paths, {"service_profile_id", "picture"});
    return paths;
}

FieldPaths networkPaths(DeviceKeys keys)
{
    FieldPaths paths{"frequency_plan_id",
                     "lorawan_version",
                     "lorawan_phy_version",
                     "supports_join",
                     "supports_class_b",
                     "supports_class_c",
                     "multicast",
                     "mac_settings",
                     "battery_percentage",
                     "downlink_margin",
                     "last_dev_status_received_at",
                     "session.dev_addr",
                     "session.started_at",
                     "session.last_f_cnt_up",
                     "session.last_n_f_cnt_down",
                     "pending_session.dev_addr"};
    if (keys == DeviceKeys::Read) {
        add(paths,
            {"session.keys.f_nwk_s_int_key.key", "session.keys.s_nwk_s_int_key.key", "session.keys.nwk_s_enc_key.key"});
    }
    return paths;
}

FieldPaths networkBackupPaths(DeviceKeys keys)
{
    FieldPaths paths = networkPaths(keys);
    add(paths,
        {"version_ids", "min_frequency", "max_frequency", "session.last_conf_f_cnt_down",
         "session.keys.session_key_id"});
    if (keys == DeviceKeys::Read)
        add(paths, {"mac_state"});
    else
        add(paths, {"mac_state.current_parameters", "mac_state.desired_parameters", "mac_state.device_class"});
    return paths;
}

FieldPaths applicationPaths(DeviceKeys keys)
{
    FieldPaths paths{"formatters", "session.dev_addr", "session.last_a_f_cnt_down"};
    if (keys == DeviceKeys::Read)
        add(paths, {"session.keys.app_s_key.key"});
    return paths;
}

FieldPaths applicationBackupPaths(DeviceKeys keys)
{
    FieldPaths paths = applicationPaths(keys);
    add(paths, {"session.keys.session_key_id", "skip_payload_crypto", "skip_payload_crypto_override"});
    return paths;
}

FieldPaths joinPaths(DeviceKeys keys)
{
    FieldPaths paths{"resets_join_nonces", "last_dev_nonce", "last_join_nonce", "used_dev_nonces"};
    if (keys == DeviceKeys::Read)
        add(paths, {"root_keys.app_key.key", "root_keys.nwk_key.key"});
    return paths;
}

FieldPaths joinBackupPaths(DeviceKeys keys)
{
    FieldPaths paths{"application_server_id",
                     "application_server_kek_label",
                     "last_dev_nonce",
                     "last_join_nonce",
                     "last_rj_count_0",
                     "last_rj_count_1",
                     "net_id",
                     "network_server_kek_label",
                     "provisioner_id",
                     "provisioning_data",
                     "resets_join_nonces",
                     "used_dev_nonces"};
    paths.emplace_back(keys == DeviceKeys::Read ? "root_keys" : "root_keys.root_key_id");
    return paths;
}

wire::EndDeviceIdentifiers deviceIds(const QString &application, const QString &id)
{
    wire::EndDeviceIdentifiers ids;
    ids.set_device_id(id.toStdString());
    ids.mutable_application_ids()->set_application_id(application.toStdString());
    return ids;
}

Device deviceOf(const wire::EndDevice &identity)
{
    using V3::text;
    Device out;
    out.application = text(identity.ids().application_ids().application_id());
    out.id = text(identity.ids().device_id());
    out.name = text(identity.name());
    out.description = text(identity.description());
    for (const auto &[name, value] : identity.attributes())
        out.attributes.insert(text(name), text(value));
    if (const auto place = identity.locations().find(userPlace); place != identity.locations().end())
        out.location = placeOf(place->second);
    out.devEui = V3::idOf<Domain::Eui>(identity.ids().dev_eui());
    out.joinEui = V3::idOf<Domain::Eui>(identity.ids().join_eui());
    out.servers = {text(identity.network_server_address()), text(identity.application_server_address()),
                   text(identity.join_server_address())};
    const wire::EndDeviceVersionIdentifiers &version = identity.version_ids();
    out.versionIds = {text(version.brand_id()), text(version.model_id()), text(version.hardware_version()),
                      text(version.firmware_version()), text(version.band_id())};
    out.profileIds
        = {identity.lora_alliance_profile_ids().vendor_id(), identity.lora_alliance_profile_ids().vendor_profile_id()};
    out.serialNumber = text(identity.serial_number());
    out.claimCode = text(identity.claim_authentication_code().value());
    if (identity.has_created_at())
        out.created = V3::timeOf(identity.created_at());
    if (identity.has_updated_at())
        out.updated = V3::timeOf(identity.updated_at());
    if (identity.has_activated_at())
        out.activated = V3::timeOf(identity.activated_at());
    if (identity.has_last_seen_at())
        out.lastSeen = V3::timeOf(identity.last_seen_at());
    return out;
}

void addNetworkPart(Device &device, const wire::EndDevice &network)
{
    const wire::MACSettings &settings = network.mac_settings();
    device.radio = RadioProfile{V3::text(network.frequency_plan_id()),
                                V3::text(wire::MACVersion_Name(network.lorawan_version())),
                                V3::text(wire::PHYVersion_Name(network.lorawan_phy_version())),
                                network.supports_join(),
                                network.supports_class_b(),
                                network.supports_class_c()};
    device.multicast = network.multicast();
    device.mac = macSettingsOf(settings);
    device.checksCounters = !settings.resets_f_cnt().value();
    device.uses32BitCounters = !settings.has_supports_32_bit_f_cnt() || settings.supports_32_bit_f_cnt().value();
    if (network.has_battery_percentage())
        device.battery = double(network.battery_percentage().value());
    if (network.has_last_dev_status_received_at()) {
        device.lastStatus = V3::timeOf(network.last_dev_status_received_at());
        device.downlinkMargin = network.downlink_margin();
    }
    if (network.has_updated_at())
        device.updated = std::max(device.updated, V3::timeOf(network.updated_at()));
    device.pendingDevAddr = V3::idOf<Domain::DevAddr>(network.pending_session().dev_addr());
    const wire::Session &session = network.session();
    device.devAddr = V3::idOf<Domain::DevAddr>(session.dev_addr());
    if (!device.devAddr)
        return;
    if (session.has_started_at())
        device.sessionStarted = V3::timeOf(session.started_at());
    device.fCntUp = session.last_f_cnt_up();
    device.fCntDown = session.last_n_f_cnt_down();
    device.nwkSKey = V3::keyOf(session.keys().f_nwk_s_int_key());
    // The server copies them before LoRaWAN 1.1, where they are no keys of their own.
    if (network.lorawan_version() == wire::MAC_V1_1) {
        device.sNwkSIntKey = V3::keyOf(session.keys().s_nwk_s_int_key());
        device.nwkSEncKey = V3::keyOf(session.keys().nwk_s_enc_key());
    }
}

void addApplicationPart(Device &device, const wire::EndDevice &application)
{
    device.formatters = formattersOf(application);
    if (application.has_updated_at())
        device.updated = std::max(device.updated, V3::timeOf(application.updated_at()));
    if (!application.has_session())
        return;
    const wire::Session &session = application.session();
    device.appSKey = V3::keyOf(session.keys().app_s_key());
    device.lastAFCntDown = session.last_a_f_cnt_down();
    // Before LoRaWAN 1.1 both servers count with one counter, and the higher number is the last one used.
    if (device.fCntDown && device.radio && !Domain::LorawanVersions::hasNetworkKeys(device.radio->macVersion))
        device.fCntDown = std::max(*device.fCntDown, quint32(session.last_a_f_cnt_down()));
}

void addJoinPart(Device &device, const wire::EndDevice &join)
{
    device.resetsJoinNonces = join.resets_join_nonces();
    device.lastDevNonce = join.last_dev_nonce();
    device.lastJoinNonce = join.last_join_nonce();
    for (const quint32 nonce : join.used_dev_nonces())
        device.usedDevNonces += nonce;
    device.appKey = V3::keyOf(join.root_keys().app_key());
    device.nwkKey = V3::keyOf(join.root_keys().nwk_key());
    if (join.has_updated_at())
        device.updated = std::max(device.updated, V3::timeOf(join.updated_at()));
}

} // namespace Backend
