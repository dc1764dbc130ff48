// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/stackv3deviceparts.h"

#include "backend/domain/clock.h"
#include "backend/network/stackv3macsettings.h"
#include "backend/network/stackv3values.h"

#include <QUuid>

#include <algorithm>

namespace Backend {

namespace {

namespace wire = ttn::lorawan::v3;
using Domain::Device;
using Domain::DeviceChange;
using Domain::RadioProfile;
using Domain::ServerAddresses;

constexpr auto userPlace = "user";

void setPlace(wire::EndDevice &device, const Domain::GeoPoint &place)
{
    wire::Location &location = (*device.mutable_locations())[userPlace];
    location.set_latitude(place.latitude);
    location.set_longitude(place.longitude);
    location.set_altitude(place.altitude);
    location.set_accuracy(place.accuracy);
    location.set_source(wire::SOURCE_REGISTRY);
}

void setAttributes(wire::EndDevice &device, const QMap<QString, QString> &attributes)
{
    for (auto it = attributes.begin(); it != attributes.end(); ++it)
        (*device.mutable_attributes())[it.key().toStdString()] = it.value().toStdString();
}

void setVersion(wire::EndDevice &device, const Domain::VersionIds &version)
{
    wire::EndDeviceVersionIdentifiers &out = *device.mutable_version_ids();
    out.set_brand_id(version.brand.toStdString());
    out.set_model_id(version.model.toStdString());
    out.set_hardware_version(version.hardware.toStdString());
    out.set_firmware_version(version.firmware.toStdString());
    out.set_band_id(version.band.toStdString());
}

void setFormatters(wire::EndDevice &device, const Domain::Formatters &formatters)
{
    const auto named = [](const QString &name) {
        wire::PayloadFormatter formatter = wire::FORMATTER_NONE;
        wire::PayloadFormatter_Parse(name.toStdString(), &formatter);
        return formatter;
    };
    wire::MessagePayloadFormatters &out = *device.mutable_formatters();
    out.set_up_formatter(named(formatters.up));
    out.set_up_formatter_parameter(formatters.upParameter.toStdString());
    out.set_down_formatter(named(formatters.down));
    out.set_down_formatter_parameter(formatters.downParameter.toStdString());
}

/// What three of the servers keep a copy of.
void addProduct(DevicePart &part, const Device &device)
{
    if (device.versionIds != Domain::VersionIds()) {
        setVersion(part.device, device.versionIds);
        part.paths.emplace_back("version_ids");
    }
    if (device.profileIds != Domain::ProfileIds()) {
        part.device.mutable_lora_alliance_profile_ids()->set_vendor_id(device.profileIds.vendor);
        part.device.mutable_lora_alliance_profile_ids()->set_vendor_profile_id(device.profileIds.profile);
        part.paths.emplace_back("lora_alliance_profile_ids");
    }
    if (!device.serialNumber.isEmpty()) {
        part.device.set_serial_number(device.serialNumber.toStdString());
        part.paths.emplace_back("serial_number");
    }
}

wire::EndDeviceIdentifiers idsOf(const Device &device)
{
    wire::EndDeviceIdentifiers ids = deviceIds(device.application, device.id);
    if (device.devEui)
        ids.set_dev_eui(V3::bytesOf(*device.devEui));
    if (device.joinEui)
        ids.set_join_eui(V3::bytesOf(*device.joinEui));
    return ids;
}

DevicePart partFor(const wire::EndDeviceIdentifiers &ids)
{
    DevicePart part;
    *part.device.mutable_ids() = ids;
    part.device.mutable_ids()->clear_dev_addr();
    return part;
}

bool hasSession(const Device &device)
{
    return device.devAddr.has_value();
}

wire::EndDevice newIdentity(const Device &device, const ServerAddresses &servers)
{
    DevicePart part = partFor(idsOf(device));
    wire::EndDevice &out = part.device;
    out.set_name(device.name.toStdString());
    out.set_description(device.description.toStdString());
    setAttributes(out, device.attributes);
    addProduct(part, device);
    if (!device.claimCode.isEmpty())
        out.mutable_claim_authentication_code()->set_value(device.claimCode.toStdString());
    if (device.location)
        setPlace(out, *device.location);
    // The server fills in nothing.
    out.set_network_server_address(servers.network.toStdString());
    out.set_application_server_address(servers.application.toStdString());
    if (device.radio->supportsJoin)
        out.set_join_server_address(servers.join.toStdString());
    return out;
}

DevicePart newJoinPart(const Device &device, const ServerAddresses &servers)
{
    DevicePart part = partFor(idsOf(device));
    part.device.set_network_server_address(servers.network.toStdString());
    part.device.set_application_server_address(servers.application.toStdString());
    part.paths = {"network_server_address", "application_server_address", "root_keys.app_key.key"};
    V3::setKey(part.device.mutable_root_keys()->mutable_app_key(), *device.appKey);
    if (V3::isSet(device.nwkKey)) {
        V3::setKey(part.device.mutable_root_keys()->mutable_nwk_key(), *device.nwkKey);
        part.paths.emplace_back("root_keys.nwk_key.key");
    }
    if (device.resetsJoinNonces) {
        part.device.set_resets_join_nonces(*device.resetsJoinNonces);
        part.paths.emplace_back("resets_join_nonces");
    }
    return part;
}

/// A session that was not made here has no name yet; both servers must know it by the same.
void addNetworkSession(DevicePart &part, const Device &device, const std::string &sessionId)
{
    wire::Session &session = *part.device.mutable_session();
    session.set_dev_addr(V3::bytesOf(*device.devAddr));
    V3::setKey(session.mutable_keys()->mutable_f_nwk_s_int_key(), *device.nwkSKey);
    part.paths.insert(part.paths.end(), {"session.dev_addr", "session.keys.f_nwk_s_int_key.key"});
    if (macVersion(*device.radio) == wire::MAC_V1_1) {
        V3::setKey(session.mutable_keys()->mutable_s_nwk_s_int_key(), *device.sNwkSIntKey);
        V3::setKey(session.mutable_keys()->mutable_nwk_s_enc_key(), *device.nwkSEncKey);
        part.paths.insert(part.paths.end(), {"session.keys.s_nwk_s_int_key.key", "session.keys.nwk_s_enc_key.key"});
    }
    if (device.fCntUp) {
        session.set_last_f_cnt_up(*device.fCntUp);
        part.paths.emplace_back("session.last_f_cnt_up");
    }
    if (device.fCntDown) {
        session.set_last_n_f_cnt_down(*device.fCntDown);
        part.paths.emplace_back("session.last_n_f_cnt_down");
    }
    if (!sessionId.empty()) {
        session.mutable_keys()->set_session_key_id(sessionId);
        V3::setTime(session.mutable_started_at(), QDateTime::fromMSecsSinceEpoch(Domain::nowNs() / 1'000'000, Qt::UTC));
        part.paths.insert(part.paths.end(), {"session.keys.session_key_id", "session.started_at"});
    }
}

DevicePart newNetworkPart(const Device &device, const std::string &sessionId)
{
    const RadioProfile &radio = *device.radio;
    DevicePart part = partFor(idsOf(device));
    wire::EndDevice &out = part.device;
    out.set_frequency_plan_id(radio.frequencyPlan.toStdString());
    out.set_lorawan_version(macVersion(radio));
    out.set_lorawan_phy_version(phyVersion(radio));
    out.set_supports_join(radio.supportsJoin);
    part.paths = {"frequency_plan_id", "lorawan_version", "lorawan_phy_version", "supports_join"};
    const auto flag = [&part](bool value, auto set, const char *path) {
        if (!value)
            return;
        (part.device.*set)(true);
        part.paths.emplace_back(path);
    };
    flag(radio.supportsClassB, &wire::EndDevice::set_supports_class_b, "supports_class_b");
    flag(radio.supportsClassC, &wire::EndDevice::set_supports_class_c, "supports_class_c");
    flag(device.multicast, &wire::EndDevice::set_multicast, "multicast");
    addProduct(part, device);
    if (device.mac) {
        const MacSettingsChange mac = macSettingsChange(*device.mac, wire::MACSettings());
        *out.mutable_mac_settings() = mac.settings;
        part.paths.insert(part.paths.end(), mac.paths.begin(), mac.paths.end());
    }
    if (!device.uses32BitCounters) {
        out.mutable_mac_settings()->mutable_supports_32_bit_f_cnt()->set_value(false);
        part.paths.emplace_back("mac_settings.supports_32_bit_f_cnt");
    }
    if (!device.checksCounters) {
        out.mutable_mac_settings()->mutable_resets_f_cnt()->set_value(true);
        part.paths.emplace_back("mac_settings.resets_f_cnt");
    }
    if (!out.mac_settings().ByteSizeLong())
        out.clear_mac_settings();
    if (hasSession(device))
        addNetworkSession(part, device, sessionId);
    return part;
}

DevicePart newApplicationPart(const Device &device, const std::string &sessionId)
{
    DevicePart part = partFor(idsOf(device));
    addProduct(part, device);
    if (device.formatters) {
        setFormatters(part.device, *device.formatters);
        part.paths.emplace_back("formatters");
    }
    if (!hasSession(device))
        return part; // a record all the same: without it nothing is decoded
    wire::Session &session = *part.device.mutable_session();
    session.set_dev_addr(V3::bytesOf(*device.devAddr));
    V3::setKey(session.mutable_keys()->mutable_app_s_key(), *device.appSKey);
    part.paths.insert(part.paths.end(), {"session.dev_addr", "session.keys.app_s_key.key"});
    // Before LoRaWAN 1.1 both servers count with one counter.
    const bool hasOwnCounter = macVersion(*device.radio) == wire::MAC_V1_1;
    const std::optional<quint32> counter = hasOwnCounter ? device.lastAFCntDown : device.fCntDown;
    if (counter) {
        session.set_last_a_f_cnt_down(*counter);
        part.paths.emplace_back("session.last_a_f_cnt_down");
    }
    if (!sessionId.empty()) {
        session.mutable_keys()->set_session_key_id(sessionId);
        part.paths.emplace_back("session.keys.session_key_id");
    }
    return part;
}

DevicePart identityChange(const DeviceChange &change, const wire::EndDevice &stored)
{
    DevicePart part = partFor(stored.ids());
    if (change.name) {
        part.device.set_name(change.name->toStdString());
        part.paths.emplace_back("name");
    }
    if (change.description) {
        part.device.set_description(change.description->toStdString());
        part.paths.emplace_back("description");
    }
    if (change.attributes) {
        setAttributes(part.device, *change.attributes);
        part.paths.emplace_back("attributes");
    }
    if (change.location || change.removesLocation) {
        // They are replaced as a whole: keep the ones that come from elsewhere.
        *part.device.mutable_locations() = stored.locations();
        if (change.removesLocation)
            part.device.mutable_locations()->erase(userPlace);
        else
            setPlace(part.device, *change.location);
        part.paths.emplace_back("locations");
    }
    return part;
}

/// The copies that three servers have of it.
void addProduct(DevicePart &part, const DeviceChange &change)
{
    if (change.versionIds) {
        setVersion(part.device, *change.versionIds);
        part.paths.emplace_back("version_ids");
    }
    if (change.serialNumber) {
        part.device.set_serial_number(change.serialNumber->toStdString());
        part.paths.emplace_back("serial_number");
    }
}

DevicePart joinChange(const DeviceChange &change, const wire::EndDevice &stored)
{
    DevicePart part = partFor(stored.ids());
    // The server wants it at every call, and a JoinEUI of zeros may have got lost.
    if (part.device.ids().join_eui().empty())
        part.device.mutable_ids()->set_join_eui(V3::bytesOf(Domain::Eui()));
    wire::RootKeys &keys = *part.device.mutable_root_keys();
    if (change.appKey) {
        V3::setKey(keys.mutable_app_key(), *change.appKey);
        part.paths.emplace_back("root_keys.app_key.key");
    }
    if (change.nwkKey) {
        if (!change.nwkKey->isZero()) // named and absent: none any more
            V3::setKey(keys.mutable_nwk_key(), *change.nwkKey);
        part.paths.emplace_back("root_keys.nwk_key.key");
    }
    if (!keys.ByteSizeLong())
        part.device.clear_root_keys();
    if (change.resetsJoinNonces) {
        part.device.set_resets_join_nonces(*change.resetsJoinNonces);
        part.paths.emplace_back("resets_join_nonces");
    }
    return part;
}

void addRadioChange(DevicePart &part, const RadioProfile &radio, const wire::EndDevice &network)
{
    const bool isOther = radio.frequencyPlan.toStdString() != network.frequency_plan_id()
        || macVersion(radio) != network.lorawan_version() || phyVersion(radio) != network.lorawan_phy_version();
    if (isOther) {
        // Together: the server looks at one in the light of the others only when it is told all.
        part.device.set_frequency_plan_id(radio.frequencyPlan.toStdString());
        part.device.set_lorawan_version(macVersion(radio));
        part.device.set_lorawan_phy_version(phyVersion(radio));
        part.paths.insert(part.paths.end(), {"frequency_plan_id", "lorawan_version", "lorawan_phy_version"});
    }
    if (radio.supportsClassB != network.supports_class_b()) {
        part.device.set_supports_class_b(radio.supportsClassB);
        part.paths.emplace_back("supports_class_b");
    }
    if (radio.supportsClassC != network.supports_class_c()) {
        part.device.set_supports_class_c(radio.supportsClassC);
        part.paths.emplace_back("supports_class_c");
    }
}

/// The servers refuse a session without keys, also when the mask names none of them.
void completeSession(DevicePart &part)
{
    part.device.mutable_session()->mutable_keys();
}

void addSessionChange(DevicePart &part, const DeviceChange &change)
{
    wire::Session &session = *part.device.mutable_session();
    const auto key
        = [&part](const std::optional<Domain::Aes128Key> &value, wire::KeyEnvelope *envelope, const char *path) {
              if (!value)
                  return;
              V3::setKey(envelope, *value);
              part.paths.emplace_back(path);
          };
    if (change.devAddr) {
        session.set_dev_addr(V3::bytesOf(*change.devAddr));
        part.paths.emplace_back("session.dev_addr");
    }
    if (change.nwkSKey)
        key(change.nwkSKey, session.mutable_keys()->mutable_f_nwk_s_int_key(), "session.keys.f_nwk_s_int_key.key");
    if (change.sNwkSIntKey)
        key(change.sNwkSIntKey, session.mutable_keys()->mutable_s_nwk_s_int_key(), "session.keys.s_nwk_s_int_key.key");
    if (change.nwkSEncKey)
        key(change.nwkSEncKey, session.mutable_keys()->mutable_nwk_s_enc_key(), "session.keys.nwk_s_enc_key.key");
    if (change.fCntUp) {
        session.set_last_f_cnt_up(*change.fCntUp);
        part.paths.emplace_back("session.last_f_cnt_up");
    }
    if (change.fCntDown) {
        session.set_last_n_f_cnt_down(*change.fCntDown);
        part.paths.emplace_back("session.last_n_f_cnt_down");
    }
    if (session.ByteSizeLong())
        completeSession(part);
    else
        part.device.clear_session();
}

void addNetworkChange(DeviceChangeParts &out, const DeviceChange &change, const StoredDevice &stored)
{
    out.network = partFor(stored.identity.ids());
    out.outdated = partFor(stored.identity.ids());
    DevicePart &part = out.network;
    const wire::EndDevice network = stored.network.value_or(wire::EndDevice());
    if (change.radio)
        addRadioChange(part, *change.radio, network);
    if (change.mac) {
        const MacSettingsChange mac = macSettingsChange(*change.mac, network.mac_settings());
        if (mac.settings.ByteSizeLong())
            *part.device.mutable_mac_settings() = mac.settings;
        part.paths.insert(part.paths.end(), mac.paths.begin(), mac.paths.end());
        out.outdated.paths = mac.outdated;
    }
    if (change.checksCounters) {
        part.device.mutable_mac_settings()->mutable_resets_f_cnt()->set_value(!*change.checksCounters);
        part.paths.emplace_back("mac_settings.resets_f_cnt");
    }
    if (change.uses32BitCounters) {
        part.device.mutable_mac_settings()->mutable_supports_32_bit_f_cnt()->set_value(*change.uses32BitCounters);
        part.paths.emplace_back("mac_settings.supports_32_bit_f_cnt");
    }
    addSessionChange(part, change);
    addProduct(part, change);
}

/// Address and key go together: one without the other is refused, or kept and of no use.
void addApplicationSession(DevicePart &part, const DeviceChange &change, const wire::EndDevice &application)
{
    if (!change.devAddr && !change.appSKey)
        return;
    wire::Session &session = *part.device.mutable_session();
    session.set_dev_addr(change.devAddr ? V3::bytesOf(*change.devAddr) : application.session().dev_addr());
    if (change.appSKey)
        V3::setKey(session.mutable_keys()->mutable_app_s_key(), *change.appSKey);
    else
        session.mutable_keys()->mutable_app_s_key()->set_key(application.session().keys().app_s_key().key());
    part.paths.insert(part.paths.end(), {"session.dev_addr", "session.keys.app_s_key.key"});
}

DevicePart applicationChange(const DeviceChange &change, const StoredDevice &stored)
{
    DevicePart part = partFor(stored.identity.ids());
    if (change.inheritsFormatters || change.formatters) {
        if (!change.inheritsFormatters) // named and absent: those of the application
            setFormatters(part.device, *change.formatters);
        part.paths.emplace_back("formatters");
    }
    addApplicationSession(part, change, stored.application.value_or(wire::EndDevice()));
    // From LoRaWAN 1.1 on this server counts for itself.
    if (change.fCntDown && !(stored.network && stored.network->lorawan_version() == wire::MAC_V1_1)) {
        part.device.mutable_session()->set_last_a_f_cnt_down(*change.fCntDown);
        part.paths.emplace_back("session.last_a_f_cnt_down");
        completeSession(part);
    }
    addProduct(part, change);
    return part;
}

} // namespace

DeviceParts newDeviceParts(const Device &device, const ServerAddresses &defaults)
{
    const auto given = [](const QString &own, const QString &otherwise) { return own.isEmpty() ? otherwise : own; };
    const ServerAddresses servers{given(device.servers.network, defaults.network),
                                  given(device.servers.application, defaults.application),
                                  given(device.servers.join, defaults.join)};
    // Sessions of joins are told apart by it; one that was personalized needs none.
    const std::string sessionId = hasSession(device) && device.radio->supportsJoin
        ? QUuid::createUuid().toRfc4122().toStdString()
        : std::string();
    DeviceParts parts;
    parts.identity = newIdentity(device, servers);
    if (device.radio->supportsJoin)
        parts.join = newJoinPart(device, servers);
    parts.network = newNetworkPart(device, sessionId);
    parts.application = newApplicationPart(device, sessionId);
    return parts;
}

ConcernedServers concernedServers(const DeviceChange &change)
{
    const bool session = change.devAddr || change.fCntDown;
    const bool product = change.versionIds || change.serialNumber;
    ConcernedServers out;
    out.network = session || product || change.radio || change.mac || change.checksCounters || change.uses32BitCounters
        || change.nwkSKey || change.sNwkSIntKey || change.nwkSEncKey || change.fCntUp;
    out.application = session || product || change.appSKey || change.formatters || change.inheritsFormatters;
    out.join = change.appKey || change.nwkKey || change.resetsJoinNonces;
    return out;
}

DeviceChangeParts changeParts(const DeviceChange &change, const StoredDevice &stored)
{
    DeviceChangeParts out;
    out.identity = identityChange(change, stored.identity);
    addProduct(out.identity, change);
    out.join = joinChange(change, stored.identity);
    addNetworkChange(out, change, stored);
    out.application = applicationChange(change, stored);
    return out;
}

} // namespace Backend
