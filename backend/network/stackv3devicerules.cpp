// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/stackv3devicerules.h"

#include "backend/network/stackv3convert.h"
#include "backend/network/stackv3deviceconvert.h"

namespace Backend {

namespace {

namespace wire = ttn::lorawan::v3;
using Code = Domain::Problem::Code;
using Domain::Aes128Key;
using Domain::Device;
using Domain::DeviceChange;
using Domain::Problem;

bool isSet(const std::optional<Aes128Key> &key)
{
    return key && !key->isZero();
}

bool belongTogether(wire::MACVersion mac, wire::PHYVersion phy)
{
    switch (mac) {
    case wire::MAC_V1_0:
        return phy == wire::PHY_V1_0;
    case wire::MAC_V1_0_1:
        return phy == wire::PHY_V1_0_1;
    case wire::MAC_V1_0_2:
        return phy == wire::PHY_V1_0_2_REV_A || phy == wire::PHY_V1_0_2_REV_B;
    case wire::MAC_V1_0_3:
        return phy == wire::PHY_V1_0_3_REV_A;
    case wire::MAC_V1_0_4:
        return phy >= wire::RP002_V1_0_0;
    case wire::MAC_V1_1:
        return phy == wire::PHY_V1_1_REV_A || phy == wire::PHY_V1_1_REV_B || phy >= wire::RP002_V1_0_0;
    default:
        return false;
    }
}

Problem fieldProblem(const char *field, const char *rule)
{
    return {Code::FieldInvalid, {QString::fromLatin1(field), QString::fromUtf8(rule)}, {}, {}, false};
}

Problem placeProblem(const std::optional<Domain::GeoPoint> &place)
{
    // Written so that what is no number fails, too.
    if (place && !(place->latitude >= -90 && place->latitude <= 90))
        return fieldProblem("locations.user.latitude", "−90…90");
    if (place && !(place->longitude >= -180 && place->longitude <= 180))
        return fieldProblem("locations.user.longitude", "−180…180");
    return {};
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
    if (device.devAddr || isSet(device.nwkSKey) || isSet(device.appSKey))
        return fieldProblem("session", "supports_join = false");
    if (!device.checksCounters)
        return fieldProblem("mac_settings.resets_f_cnt", "supports_join = false");
    return {};
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
    if ((mac == wire::MAC_V1_0_4 || mac == wire::MAC_V1_1) && (!device.devEui || device.devEui->isZero()))
        return fieldProblem("ids.dev_eui", "≠ 0 (LoRaWAN ≥ 1.0.4)");
    if (isSet(device.appKey) || isSet(device.nwkKey))
        return fieldProblem("root_keys", "supports_join = true");
    if (device.radio->supportsClassB)
        return fieldProblem("supports_class_b", "mac_settings.ping_slot_periodicity");
    return {};
}

} // namespace

Problem newDeviceProblem(const Device &device)
{
    for (const QString &id : {device.application, device.id}) {
        if (!Domain::isValidId(Domain::Generation::V3, id))
            return {Code::IdInvalid, {id}, {}, {}, false};
    }
    if (Problem problem = textProblem(device.name, device.description, device.attributes))
        return problem;
    if (Problem problem = placeProblem(device.location))
        return problem;
    if (!device.activationConstraints.isEmpty())
        return {Code::NotOfThisNetwork, {}, {}, {}, false};
    if (!device.radio || device.radio->frequencyPlan.isEmpty() || device.radio->frequencyPlan.size() > 64)
        return fieldProblem("frequency_plan_id", "1…64");
    const wire::MACVersion mac = macVersion(*device.radio);
    const wire::PHYVersion phy = phyVersion(*device.radio);
    if (mac == wire::MAC_UNKNOWN)
        return fieldProblem("lorawan_version", "MAC_V1_0…MAC_V1_1");
    if (!belongTogether(mac, phy)) {
        return {Code::FieldInvalid,
                {QStringLiteral("lorawan_phy_version"),
                 QString(device.radio->macVersion + u" + ? ≠ " + device.radio->phyVersion)},
                {},
                {},
                false};
    }
    return device.radio->supportsJoin ? joiningProblem(device, mac) : personalizedProblem(device, mac);
}

Problem changeProblem(const DeviceChange &change)
{
    if (change.activationConstraints)
        return {Code::NotOfThisNetwork, {}, {}, {}, false};
    if (change.appKey && change.appKey->isZero())
        return fieldProblem("root_keys.app_key.key", "≠ 0");
    if (change.nwkSKey && change.nwkSKey->isZero())
        return fieldProblem("session.keys.f_nwk_s_int_key.key", "≠ 0");
    if (change.devAddr && change.devAddr->isZero())
        return fieldProblem("session.dev_addr", "≠ 0");
    // One without the other is refused, or kept and of no use.
    if (change.devAddr.has_value() != change.appSKey.has_value() || (change.appSKey && change.appSKey->isZero()))
        return fieldProblem("session", "dev_addr + app_s_key");
    if (Problem problem = placeProblem(change.location))
        return problem;
    return textProblem(change.name.value_or(QString()), change.description.value_or(QString()),
                       change.attributes.value_or(QMap<QString, QString>()));
}

Problem changeProblem(const DeviceChange &change, const wire::EndDevice &stored)
{
    const Device device = deviceOf(stored);
    if (change.devEui && change.devEui != device.devEui)
        return {Code::FieldReadOnly, {QStringLiteral("ids.dev_eui")}, {}, {}, false};
    if (change.joinEui && change.joinEui != device.joinEui)
        return {Code::FieldReadOnly, {QStringLiteral("ids.join_eui")}, {}, {}, false};
    // A Join Server would make an entry of its own for it.
    if (change.appKey && device.servers.join.isEmpty())
        return fieldProblem("root_keys.app_key.key", "join_server_address");
    return {};
}

} // namespace Backend
