// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/stackv3deviceconvert.h"

#include <algorithm>
#include <utility>

namespace Backend {

namespace {

namespace wire = ttn::lorawan::v3;
using Domain::Aes128Key;
using Domain::Device;
using Domain::DeviceChange;
using Domain::DeviceKeys;
using Domain::RadioProfile;

/// The name under which the web console keeps a place that a person has set.
constexpr auto userPlace = "user";

QString text(const std::string &bytes)
{
    return QString::fromStdString(bytes);
}

template <typename Identifier>
std::optional<Identifier> idOf(const std::string &bytes)
{
    if (bytes.size() != std::size_t(Identifier::byteCount))
        return std::nullopt;
    quint64 value = 0;
    for (const char byte : bytes)
        value = value << 8 | quint8(byte);
    return Identifier(value);
}

template <typename Identifier>
std::string bytesOf(Identifier id)
{
    std::string out(std::size_t(Identifier::byteCount), '\0');
    quint64 value = id.value();
    for (auto byte = out.rbegin(); byte != out.rend(); ++byte, value >>= 8)
        *byte = char(value & 0xFF);
    return out;
}

std::optional<Aes128Key> keyOf(const wire::KeyEnvelope &envelope)
{
    return Aes128Key::fromBytes(QByteArrayView(envelope.key().data(), qsizetype(envelope.key().size())));
}

void setKey(wire::KeyEnvelope *envelope, const Aes128Key &key)
{
    envelope->set_key(key.bytes().toStdString());
}

bool isSet(const std::optional<Aes128Key> &key)
{
    return key && !key->isZero();
}

QDateTime timeOf(const google::protobuf::Timestamp &time)
{
    return QDateTime::fromMSecsSinceEpoch(time.seconds() * 1'000 + time.nanos() / 1'000'000, Qt::UTC);
}

void setPlace(wire::EndDevice &device, const Domain::GeoPoint &place)
{
    wire::Location &location = (*device.mutable_locations())[userPlace];
    location.set_latitude(place.latitude);
    location.set_longitude(place.longitude);
    location.set_altitude(place.altitude);
    location.set_source(wire::SOURCE_REGISTRY);
}

void setAttributes(wire::EndDevice &device, const QMap<QString, QString> &attributes)
{
    for (auto it = attributes.begin(); it != attributes.end(); ++it)
        (*device.mutable_attributes())[it.key().toStdString()] = it.value().toStdString();
}

wire::EndDeviceIdentifiers idsOf(const Device &device)
{
    wire::EndDeviceIdentifiers ids = deviceIds(device.application, device.id);
    if (device.devEui)
        ids.set_dev_eui(bytesOf(*device.devEui));
    if (device.joinEui)
        ids.set_join_eui(bytesOf(*device.joinEui));
    return ids;
}

DevicePart partFor(const wire::EndDevice &stored)
{
    DevicePart part;
    *part.device.mutable_ids() = stored.ids();
    part.device.mutable_ids()->clear_dev_addr();
    return part;
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

FieldPaths identityPaths()
{
    return {"name",
            "description",
            "attributes",
            "locations",
            "network_server_address",
            "application_server_address",
            "join_server_address",
            "last_seen_at"};
}

FieldPaths networkPaths(DeviceKeys keys)
{
    FieldPaths paths{
        "frequency_plan_id", "lorawan_version",       "lorawan_phy_version",       "supports_join",
        "supports_class_b",  "supports_class_c",      "mac_settings.resets_f_cnt", "mac_settings.supports_32_bit_f_cnt",
        "session.dev_addr",  "session.last_f_cnt_up", "session.last_n_f_cnt_down"};
    if (keys == DeviceKeys::Read) {
        paths.insert(
            paths.end(),
            {"session.keys.f_nwk_s_int_key.key", "session.keys.s_nwk_s_int_key.key", "session.keys.nwk_s_enc_key.key"});
    }
    return paths;
}

FieldPaths applicationPaths(DeviceKeys keys)
{
    FieldPaths paths{"session.last_a_f_cnt_down"};
    if (keys == DeviceKeys::Read)
        paths.emplace_back("session.keys.app_s_key.key");
    return paths;
}

FieldPaths joinPaths(DeviceKeys keys)
{
    FieldPaths paths{"resets_join_nonces"};
    if (keys == DeviceKeys::Read)
        paths.insert(paths.end(), {"root_keys.app_key.key", "root_keys.nwk_key.key"});
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
    Device out;
    out.application = text(identity.ids().application_ids().application_id());
    out.id = text(identity.ids().device_id());
    out.name = text(identity.name());
    out.description = text(identity.description());
    for (const auto &[name, value] : identity.attributes())
        out.attributes.insert(text(name), text(value));
    if (const auto place = identity.locations().find(userPlace); place != identity.locations().end())
        out.location = {place->second.latitude(), place->second.longitude(), place->second.altitude()};
    out.devEui = idOf<Domain::Eui>(identity.ids().dev_eui());
    out.joinEui = idOf<Domain::Eui>(identity.ids().join_eui());
    out.servers = {text(identity.network_server_address()), text(identity.application_server_address()),
                   text(identity.join_server_address())};
    if (identity.has_created_at())
        out.created = timeOf(identity.created_at());
    if (identity.has_last_seen_at())
        out.lastSeen = timeOf(identity.last_seen_at());
    return out;
}

void addNetworkPart(Device &device, const wire::EndDevice &network)
{
    const wire::MACSettings &settings = network.mac_settings();
    device.radio = RadioProfile{text(network.frequency_plan_id()),
                                text(wire::MACVersion_Name(network.lorawan_version())),
                                text(wire::PHYVersion_Name(network.lorawan_phy_version())),
                                network.supports_join(),
                                network.supports_class_b(),
                                network.supports_class_c()};
    device.checksCounters = !settings.resets_f_cnt().value();
    device.uses32BitCounters = !settings.has_supports_32_bit_f_cnt() || settings.supports_32_bit_f_cnt().value();
    if (!network.has_session())
        return;
    const wire::Session &session = network.session();
    device.devAddr = idOf<Domain::DevAddr>(session.dev_addr());
    device.fCntUp = session.last_f_cnt_up();
    device.fCntDown = session.last_n_f_cnt_down();
    device.nwkSKey = keyOf(session.keys().f_nwk_s_int_key());
    device.sNwkSIntKey = keyOf(session.keys().s_nwk_s_int_key());
    device.nwkSEncKey = keyOf(session.keys().nwk_s_enc_key());
}

void addApplicationPart(Device &device, const wire::EndDevice &application)
{
    if (!application.has_session())
        return;
    device.appSKey = keyOf(application.session().keys().app_s_key());
    // Before LoRaWAN 1.1 both servers count with one counter, and the higher number is the last one used.
    if (device.fCntDown && device.radio && device.radio->macVersion != u"MAC_V1_1")
        device.fCntDown = std::max(*device.fCntDown, quint32(application.session().last_a_f_cnt_down()));
}

void addJoinPart(Device &device, const wire::EndDevice &join)
{
    device.resetsJoinNonces = join.resets_join_nonces();
    device.appKey = keyOf(join.root_keys().app_key());
    device.nwkKey = keyOf(join.root_keys().nwk_key());
}

DevicePart identityPart(const Device &device, const QString &host)
{
    const auto address = [&host](const QString &given) { return (given.isEmpty() ? host : given).toStdString(); };
    DevicePart part;
    *part.device.mutable_ids() = idsOf(device);
    part.device.set_name(device.name.toStdString());
    part.device.set_description(device.description.toStdString());
    setAttributes(part.device, device.attributes);
    if (device.location)
        setPlace(part.device, *device.location);
    // The server fills in nothing.
    part.device.set_network_server_address(address(device.servers.network));
    part.device.set_application_server_address(address(device.servers.application));
    if (device.radio->supportsJoin)
        part.device.set_join_server_address(address(device.servers.join));
    return part;
}

DevicePart joinPart(const Device &device, const QString &host)
{
    DevicePart part;
    *part.device.mutable_ids() = idsOf(device);
    part.device.set_network_server_address(
        (device.servers.network.isEmpty() ? host : device.servers.network).toStdString());
    part.device.set_application_server_address(
        (device.servers.application.isEmpty() ? host : device.servers.application).toStdString());
    part.paths = {"network_server_address", "application_server_address", "root_keys.app_key.key"};
    setKey(part.device.mutable_root_keys()->mutable_app_key(), *device.appKey);
    if (isSet(device.nwkKey)) {
        setKey(part.device.mutable_root_keys()->mutable_nwk_key(), *device.nwkKey);
        part.paths.emplace_back("root_keys.nwk_key.key");
    }
    if (device.resetsJoinNonces) {
        part.device.set_resets_join_nonces(*device.resetsJoinNonces);
        part.paths.emplace_back("resets_join_nonces");
    }
    return part;
}

DevicePart networkPart(const Device &device)
{
    const RadioProfile &radio = *device.radio;
    DevicePart part;
    *part.device.mutable_ids() = idsOf(device);
    part.device.set_frequency_plan_id(radio.frequencyPlan.toStdString());
    part.device.set_lorawan_version(macVersion(radio));
    part.device.set_lorawan_phy_version(phyVersion(radio));
    part.device.set_supports_join(radio.supportsJoin);
    part.device.set_supports_class_b(radio.supportsClassB);
    part.device.set_supports_class_c(radio.supportsClassC);
    part.paths = {"frequency_plan_id", "lorawan_version",  "lorawan_phy_version",
                  "supports_join",     "supports_class_b", "supports_class_c"};
    if (!device.uses32BitCounters) {
        part.device.mutable_mac_settings()->mutable_supports_32_bit_f_cnt()->set_value(false);
        part.paths.emplace_back("mac_settings.supports_32_bit_f_cnt");
    }
    if (radio.supportsJoin)
        return part;
    if (!device.checksCounters) {
        part.device.mutable_mac_settings()->mutable_resets_f_cnt()->set_value(true);
        part.paths.emplace_back("mac_settings.resets_f_cnt");
    }
    wire::Session &session = *part.device.mutable_session();
    session.set_dev_addr(bytesOf(*device.devAddr));
    setKey(session.mutable_keys()->mutable_f_nwk_s_int_key(), *device.nwkSKey);
    session.set_last_f_cnt_up(device.fCntUp.value_or(0));
    session.set_last_n_f_cnt_down(device.fCntDown.value_or(0));
    part.paths.insert(
        part.paths.end(),
        {"session.dev_addr", "session.keys.f_nwk_s_int_key.key", "session.last_f_cnt_up", "session.last_n_f_cnt_down"});
    if (macVersion(radio) == wire::MAC_V1_1) {
        setKey(session.mutable_keys()->mutable_s_nwk_s_int_key(), *device.sNwkSIntKey);
        setKey(session.mutable_keys()->mutable_nwk_s_enc_key(), *device.nwkSEncKey);
        part.paths.insert(part.paths.end(), {"session.keys.s_nwk_s_int_key.key", "session.keys.nwk_s_enc_key.key"});
    }
    return part;
}

DevicePart applicationPart(const Device &device)
{
    DevicePart part;
    *part.device.mutable_ids() = idsOf(device);
    if (device.radio->supportsJoin)
        return part; // a record all the same: without it nothing is decoded
    wire::Session &session = *part.device.mutable_session();
    session.set_dev_addr(bytesOf(*device.devAddr));
    setKey(session.mutable_keys()->mutable_app_s_key(), *device.appSKey);
    part.paths = {"session.dev_addr", "session.keys.app_s_key.key"};
    if (device.fCntDown) {
        session.set_last_a_f_cnt_down(*device.fCntDown);
        part.paths.emplace_back("session.last_a_f_cnt_down");
    }
    return part;
}

DevicePart identityPart(const DeviceChange &change, const wire::EndDevice &stored)
{
    DevicePart part = partFor(stored);
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
    if (change.location) {
        // They are replaced as a whole: keep the ones that come from elsewhere.
        *part.device.mutable_locations() = stored.locations();
        setPlace(part.device, *change.location);
        part.paths.emplace_back("locations");
    }
    return part;
}

DevicePart joinPart(const DeviceChange &change, const wire::EndDevice &stored)
{
    DevicePart part = partFor(stored);
    if (change.appKey) {
        setKey(part.device.mutable_root_keys()->mutable_app_key(), *change.appKey);
        part.paths.emplace_back("root_keys.app_key.key");
    }
    return part;
}

DevicePart networkPart(const DeviceChange &change, const wire::EndDevice &stored)
{
    DevicePart part = partFor(stored);
    if (change.devAddr) {
        part.device.mutable_session()->set_dev_addr(bytesOf(*change.devAddr));
        part.paths.emplace_back("session.dev_addr");
    }
    if (change.nwkSKey) {
        setKey(part.device.mutable_session()->mutable_keys()->mutable_f_nwk_s_int_key(), *change.nwkSKey);
        part.paths.emplace_back("session.keys.f_nwk_s_int_key.key");
    }
    if (change.fCntUp) {
        part.device.mutable_session()->set_last_f_cnt_up(*change.fCntUp);
        part.paths.emplace_back("session.last_f_cnt_up");
    }
    if (change.fCntDown) {
        part.device.mutable_session()->set_last_n_f_cnt_down(*change.fCntDown);
        part.paths.emplace_back("session.last_n_f_cnt_down");
    }
    if (change.checksCounters) {
        part.device.mutable_mac_settings()->mutable_resets_f_cnt()->set_value(!*change.checksCounters);
        part.paths.emplace_back("mac_settings.resets_f_cnt");
    }
    if (change.uses32BitCounters) {
        part.device.mutable_mac_settings()->mutable_supports_32_bit_f_cnt()->set_value(*change.uses32BitCounters);
        part.paths.emplace_back("mac_settings.supports_32_bit_f_cnt");
    }
    return part;
}

DevicePart applicationPart(const DeviceChange &change, const wire::EndDevice &stored)
{
    DevicePart part = partFor(stored);
    if (change.devAddr) {
        part.device.mutable_session()->set_dev_addr(bytesOf(*change.devAddr));
        part.paths.emplace_back("session.dev_addr");
    }
    if (change.appSKey) {
        setKey(part.device.mutable_session()->mutable_keys()->mutable_app_s_key(), *change.appSKey);
        part.paths.emplace_back("session.keys.app_s_key.key");
    }
    if (change.fCntDown) {
        part.device.mutable_session()->set_last_a_f_cnt_down(*change.fCntDown);
        part.paths.emplace_back("session.last_a_f_cnt_down");
    }
    return part;
}

} // namespace Backend
