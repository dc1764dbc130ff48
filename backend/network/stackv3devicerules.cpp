// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/stackv3devicerules.h"

#include "backend/domain/lorawanversions.h"
#include "backend/network/stackv3convert.h"
#include "backend/network/stackv3macsettings.h"
#include "backend/network/stackv3values.h"

#include <QRegularExpression>

#include <algorithm>

namespace Backend {

namespace {

namespace wire = ttn::lorawan::v3;
using Code = Domain::Problem::Code;
using Domain::Aes128Key;
using Domain::Device;
using Domain::DeviceChange;
using Domain::Problem;
using V3::isSet;

constexpr qsizetype maxFrequencyPlan = 64;
constexpr qsizetype maxVersionText = 32;
constexpr qsizetype maxScript = 40'960;

Problem fieldProblem(const char *field, const char *rule)
{
    return {Code::FieldInvalid, {QString::fromLatin1(field), QString::fromUtf8(rule)}, {}, {}, false};
}

Problem readOnly(const char *field)
{
    return {Code::FieldReadOnly, {QString::fromLatin1(field)}, {}, {}, false};
}

Problem placeProblem(const std::optional<Domain::GeoPoint> &place)
{
    // Written so that what is no number fails, too.
    if (place && !(place->latitude >= -90 && place->latitude <= 90))
        return fieldProblem("locations.user.latitude", "−90…90");
    if (place && !(place->longitude >= -180 && place->longitude <= 180))
        return fieldProblem("locations.user.longitude", "−180…180");
    if (place && place->accuracy < 0)
        return fieldProblem("locations.user.accuracy", "≥ 0");
    return {};
}

Problem radioProblem(const Domain::RadioProfile &radio)
{
    if (radio.frequencyPlan.isEmpty() || radio.frequencyPlan.size() > maxFrequencyPlan)
        return fieldProblem("frequency_plan_id", "1…64");
    if (macVersion(radio) == wire::MAC_UNKNOWN)
        return fieldProblem("lorawan_version", "MAC_V1_0…MAC_V1_1");
    if (Domain::LorawanVersions::fitTogether(radio.macVersion, radio.phyVersion))
        return {};
    return {Code::FieldInvalid,
            {QStringLiteral("lorawan_phy_version"), QString(radio.macVersion + u" + ? ≠ " + radio.phyVersion)},
            {},
            {},
            false};
}

Problem versionProblem(const Domain::VersionIds &version)
{
    const auto isId = [](const QString &id) { return id.isEmpty() || Domain::isValidId(Domain::Generation::V3, id); };
    if (!isId(version.brand))
        return fieldProblem("version_ids.brand_id", "a-z, 0-9, -");
    if (!isId(version.model))
        return fieldProblem("version_ids.model_id", "a-z, 0-9, -");
    for (const QString &words : {version.hardware, version.firmware, version.band}) {
        if (words.size() > maxVersionText)
            return fieldProblem("version_ids", "≤ 32");
    }
    return {};
}

Problem serialProblem(const QString &serial)
{
    if (serial.isEmpty() || Domain::isValidId(Domain::Generation::V3, serial))
        return {};
    return fieldProblem("serial_number", "a-z, 0-9, -; ≤ 36");
}

Problem formattersProblem(const std::optional<Domain::Formatters> &formatters)
{
    if (!formatters)
        return {};
    for (const QString &name : {formatters->up, formatters->down}) {
        wire::PayloadFormatter known = wire::FORMATTER_NONE;
        if (!wire::PayloadFormatter_Parse(name.toStdString(), &known))
            return fieldProblem("formatters", "FORMATTER_NONE…FORMATTER_CAYENNELPP");
    }
    for (const QString &script : {formatters->upParameter, formatters->downParameter}) {
        const qsizetype bytes = script.toUtf8().size();
        if (bytes > maxScript)
            return {Code::ScriptTooLarge, {QString::number(bytes), QString::number(maxScript)}, {}, {}, false};
    }
    return {};
}

/// Of a device that joins: it may come with the session that it has from somewhere else, but only with all of it.
Problem movedSessionProblem(const Device &device, wire::MACVersion mac)
{
    if (!device.devAddr && !isSet(device.nwkSKey) && !isSet(device.appSKey))
        return {};
    const bool isWhole = device.devAddr && !device.devAddr->isZero() && isSet(device.nwkSKey) && isSet(device.appSKey)
        && (mac != wire::MAC_V1_1 || (isSet(device.sNwkSIntKey) && isSet(device.nwkSEncKey)));
    return isWhole ? Problem() : fieldProblem("session", "dev_addr + f_nwk_s_int_key + app_s_key");
}

Problem joiningProblem(const Device &device, wire::MACVersion mac)
{
    if (!device.devEui || device.devEui->isZero())
        return fieldProblem("ids.dev_eui", "≠ 0");
    if (!device.joinEui)
        return {Code::JoinEuiMissing, {}, {}, {}, false};
    if (!isSet(device.appKey))
        return fieldProblem("root_keys.app_key.key", "≠ 0");
    if (mac == wire::MAC_V1_1 && !isSet(device.nwkKey))
        return fieldProblem("root_keys.nwk_key.key", "≠ 0 (LoRaWAN 1.1)");
    if (mac != wire::MAC_V1_1 && isSet(device.nwkKey))
        return fieldProblem("root_keys.nwk_key.key", "LoRaWAN ≥ 1.1");
    if (device.multicast)
        return fieldProblem("multicast", "supports_join = false");
    if (!device.checksCounters)
        return fieldProblem("mac_settings.resets_f_cnt", "supports_join = false");
    return movedSessionProblem(device, mac);
}

Problem personalizedProblem(const Device &device, wire::MACVersion mac)
{
    if (!device.devAddr || device.devAddr->isZero())
        return fieldProblem("session.dev_addr", "≠ 0");
    if (!isSet(device.nwkSKey))
        return fieldProblem("session.keys.f_nwk_s_int_key.key", "≠ 0");
    if (!isSet(device.appSKey))
        return fieldProblem("session.keys.app_s_key.key", "≠ 0");
    if (mac == wire::MAC_V1_1 && !(isSet(device.sNwkSIntKey) && isSet(device.nwkSEncKey)))
        return fieldProblem("session.keys", "s_nwk_s_int_key, nwk_s_enc_key ≠ 0 (LoRaWAN 1.1)");
    if (mac != wire::MAC_V1_1 && (isSet(device.sNwkSIntKey) || isSet(device.nwkSEncKey)))
        return fieldProblem("session.keys", "s_nwk_s_int_key, nwk_s_enc_key: LoRaWAN ≥ 1.1");
    if (!device.multicast && (mac == wire::MAC_V1_0_4 || mac == wire::MAC_V1_1)
        && (!device.devEui || device.devEui->isZero()))
        return fieldProblem("ids.dev_eui", "≠ 0 (LoRaWAN ≥ 1.0.4)");
    if (isSet(device.appKey) || isSet(device.nwkKey))
        return fieldProblem("root_keys", "supports_join = true");
    if (device.multicast && !device.radio->supportsClassB && !device.radio->supportsClassC)
        return fieldProblem("supports_class_b", "multicast: class B or C");
    if (device.radio->supportsClassB && !(device.mac && device.mac->pingSlotPeriod))
        return fieldProblem("mac_settings.ping_slot_periodicity", "class B");
    return {};
}

Problem zeroProblem(const DeviceChange &change)
{
    const auto isZero = [](const std::optional<Aes128Key> &key) { return key && key->isZero(); };
    if (isZero(change.appKey))
        return fieldProblem("root_keys.app_key.key", "≠ 0");
    if (isZero(change.nwkSKey))
        return fieldProblem("session.keys.f_nwk_s_int_key.key", "≠ 0");
    if (isZero(change.sNwkSIntKey) || isZero(change.nwkSEncKey))
        return fieldProblem("session.keys", "≠ 0");
    if (isZero(change.appSKey))
        return fieldProblem("session.keys.app_s_key.key", "≠ 0");
    if (change.devAddr && change.devAddr->isZero())
        return fieldProblem("session.dev_addr", "≠ 0");
    return {};
}

/// What the Network Server has of the device; `mac`: as it will be.
Problem networkChangeProblem(const DeviceChange &change, const wire::EndDevice &network, wire::MACVersion mac)
{
    const bool joins = network.supports_join();
    if (change.radio && change.radio->supportsJoin != joins)
        return readOnly("supports_join");
    const bool keys11 = isSet(change.sNwkSIntKey) || isSet(change.nwkSEncKey);
    if (keys11 && mac != wire::MAC_V1_1)
        return fieldProblem("session.keys", "s_nwk_s_int_key, nwk_s_enc_key: LoRaWAN ≥ 1.1");
    const bool session = change.devAddr || change.nwkSKey || change.appSKey || keys11;
    if (session && joins) // it is made by joining
        return fieldProblem("session", "supports_join = false");
    if (change.checksCounters && !*change.checksCounters && joins)
        return fieldProblem("mac_settings.resets_f_cnt", "supports_join = false");
    if ((change.fCntUp || change.fCntDown) && network.session().dev_addr().empty())
        return {Code::NoDeviceSession, {}, {}, {}, false};
    const bool becomes11 = mac == wire::MAC_V1_1 && network.lorawan_version() != wire::MAC_V1_1;
    if (becomes11 && joins && !isSet(change.nwkKey))
        return fieldProblem("root_keys.nwk_key.key", "≠ 0 (LoRaWAN 1.1)");
    if (becomes11 && !joins && !(isSet(change.sNwkSIntKey) && isSet(change.nwkSEncKey)))
        return fieldProblem("session.keys", "s_nwk_s_int_key, nwk_s_enc_key ≠ 0 (LoRaWAN 1.1)");
    const bool classB = change.radio ? change.radio->supportsClassB : network.supports_class_b();
    const bool hasPeriod
        = change.mac ? change.mac->pingSlotPeriod.has_value() : network.mac_settings().has_ping_slot_periodicity();
    if (!joins && classB && !hasPeriod && (change.radio || change.mac))
        return fieldProblem("mac_settings.ping_slot_periodicity", "class B");
    const bool classC = change.radio ? change.radio->supportsClassC : network.supports_class_c();
    if (network.multicast() && !classB && !classC)
        return fieldProblem("supports_class_b", "multicast: class B or C");
    return {};
}

} // namespace

Problem newDeviceProblem(const Device &device)
{
    for (const QString &id : {device.application, device.id}) {
        if (!Domain::isValidId(Domain::Generation::V3, id))
            return {Code::IdInvalid, {id}, {}, {}, false};
    }
    static const QRegularExpression claimCode(QStringLiteral("\\A[A-Za-z0-9]{1,32}\\z"),
                                              QRegularExpression::DontCaptureOption);
    if (!device.claimCode.isEmpty() && !claimCode.match(device.claimCode).hasMatch())
        return fieldProblem("claim_authentication_code.value", "A-Z, a-z, 0-9; ≤ 32");
    if (!device.activationConstraints.isEmpty())
        return {Code::NotOfThisNetwork, {}, {}, {}, false};
    if (!device.radio)
        return fieldProblem("frequency_plan_id", "1…64");
    for (Problem problem :
         {textProblem(device.name, device.description, device.attributes), placeProblem(device.location),
          versionProblem(device.versionIds), serialProblem(device.serialNumber), formattersProblem(device.formatters),
          radioProblem(*device.radio), device.mac ? macSettingsProblem(*device.mac) : Problem()}) {
        if (problem)
            return problem;
    }
    const wire::MACVersion mac = macVersion(*device.radio);
    return device.radio->supportsJoin ? joiningProblem(device, mac) : personalizedProblem(device, mac);
}

Problem changeProblem(const DeviceChange &change)
{
    if (change.activationConstraints)
        return {Code::NotOfThisNetwork, {}, {}, {}, false};
    for (Problem problem : {zeroProblem(change), change.removesLocation ? Problem() : placeProblem(change.location),
                            change.radio ? radioProblem(*change.radio) : Problem(),
                            change.mac ? macSettingsProblem(*change.mac) : Problem(),
                            change.versionIds ? versionProblem(*change.versionIds) : Problem(),
                            change.serialNumber ? serialProblem(*change.serialNumber) : Problem(),
                            change.inheritsFormatters ? Problem() : formattersProblem(change.formatters),
                            textProblem(change.name.value_or(QString()), change.description.value_or(QString()),
                                        change.attributes.value_or(QMap<QString, QString>()))}) {
        if (problem)
            return problem;
    }
    return {};
}

Problem changeProblem(const DeviceChange &change, const StoredDevice &stored)
{
    const Device device = deviceOf(stored.identity);
    const Domain::Eui none;
    if (change.devEui && *change.devEui != device.devEui.value_or(none))
        return readOnly("ids.dev_eui");
    if (change.joinEui && *change.joinEui != device.joinEui.value_or(none))
        return readOnly("ids.join_eui");
    // A Join Server would make an entry of its own for it.
    if ((change.appKey || change.nwkKey || change.resetsJoinNonces) && device.servers.join.isEmpty())
        return fieldProblem("root_keys.app_key.key", "join_server_address");
    if (!stored.network)
        return {};
    const wire::MACVersion mac = change.radio ? macVersion(*change.radio) : stored.network->lorawan_version();
    if (change.nwkKey && change.nwkKey->isZero() && mac == wire::MAC_V1_1)
        return fieldProblem("root_keys.nwk_key.key", "≠ 0 (LoRaWAN 1.1)");
    if (isSet(change.nwkKey) && mac != wire::MAC_V1_1)
        return fieldProblem("root_keys.nwk_key.key", "LoRaWAN ≥ 1.1");
    return networkChangeProblem(change, *stored.network, mac);
}

} // namespace Backend
