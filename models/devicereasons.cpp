// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/devicerules.h"
#include "models/devicewords.h"

// Why something cannot be done to a device, what it would cost, and which field a refusal means.

namespace Models {

using Domain::Capability;
using Domain::Right;
using Code = Domain::Problem::Code;
using Field = DeviceField;

QString DeviceWords::readOnlyReason(Field field, const DeviceShape &shape, Domain::Rights rights)
{
    const bool changes = (field == Field::DevEui || field == Field::JoinEui) && !shape.has(Capability::EditableEuis);
    if (changes)
        return DeviceRules::rule(field, shape);
    if (!rights.testFlag(Right::EditDevices))
        return tr(
            "The key may not change devices: it lacks the right to edit them (RIGHT_APPLICATION_DEVICES_WRITE). A "
            "collaborator of the application who may manage API keys can give it.");
    if (isKey(field) && !rights.testFlag(Right::EditDeviceKeys))
        return tr(
            "The key may not change keys of devices (RIGHT_APPLICATION_DEVICES_WRITE_KEYS). A collaborator of the "
            "application who may manage API keys can give it the right.");
    return {};
}

QString DeviceWords::noKeysReason(const DeviceShape &shape)
{
    return shape.has(Capability::DeviceNames)
        ? tr("The key may not see keys of devices (RIGHT_APPLICATION_DEVICES_READ_KEYS). A collaborator of the "
             "application who may manage API keys can give it the right.")
        : tr("The access key of this connection may not see devices (right “devices”). The owner of the application "
             "can make one that may.");
}

QString DeviceWords::resetLoss(const DeviceShape &shape, bool joinNonces)
{
    QString loss = shape.joins()
        ? tr("The session, what was agreed about data rates and channels, queued downlinks, battery and margin are "
             "lost. The device is not heard until it joins again; most devices must be restarted for that.")
        : tr("Counters begin at 0, and what was agreed about data rates and channels, battery and margin are lost. "
             "Address, keys and queued downlinks stay. The device must begin at 0, too, or the network drops nothing "
             "but the device drops downlinks.");
    if (joinNonces)
        loss += tr(" The Join Server also forgets which nonces were used: a device that counts them from the beginning "
                   "again can join, and so can somebody who recorded its joins.");
    return loss;
}

QString DeviceWords::halfMade(const Domain::Device &device)
{
    QStringList effects;
    for (const QString &server : device.missingAt) {
        if (server == u"Network Server")
            effects << tr("Network Server (nothing is received or sent)");
        else if (server == u"Application Server")
            effects << tr("Application Server (payloads are not decrypted)");
        else if (server == u"Join Server")
            effects << tr("Join Server (it cannot join)");
        else
            effects << server;
    }
    return tr("This device is only half registered. It is missing at: %1.").arg(effects.join(QStringLiteral(", ")));
}

std::optional<Field> DeviceWords::fieldOf(const Domain::Problem &problem)
{
    switch (problem.code) {
    case Code::FrequencyPlanUnknown:
    case Code::BandUnknown:
    case Code::BandMismatch:
        return Field::FrequencyPlan;
    case Code::BandVersionUnknown:
        return Field::PhyVersion;
    case Code::AttributesRefused:
        return Field::Attributes;
    case Code::ScriptTooLarge:
        return Field::ParameterUp;
    case Code::EuisTaken:
        return Field::DevEui;
    case Code::DevAddrUnavailable:
        return Field::ActivationConstraints;
    case Code::FieldInvalid:
    case Code::FieldReadOnly:
        break;
    default:
        return std::nullopt;
    }
    // The most exact path first.
    static const std::pair<const char *, Field> paths[] = {
        {"root_keys.nwk_key", Field::NwkKey},
        {"root_keys", Field::AppKey},
        {"f_nwk_s_int_key", Field::NwkSKey},
        {"s_nwk_s_int_key", Field::SNwkSIntKey},
        {"nwk_s_enc_key", Field::NwkSEncKey},
        {"app_s_key", Field::AppSKey},
        {"session.last_f_cnt_up", Field::FCntUp},
        {"session.last_n_f_cnt_down", Field::FCntDown},
        {"session.last_a_f_cnt_down", Field::FCntDown},
        {"session", Field::DevAddr},
        {"resets_f_cnt", Field::ChecksCounters},
        {"supports_32_bit_f_cnt", Field::Uses32BitCounters},
        {"resets_join_nonces", Field::ResetsJoinNonces},
        {"dev_eui", Field::DevEui},
        {"join_eui", Field::JoinEui},
        {"latitude", Field::Latitude},
        {"longitude", Field::Longitude},
        {"locations", Field::Latitude},
        {"description", Field::Description},
        {"attributes", Field::Attributes},
        {"serial_number", Field::SerialNumber},
        {"frequency_plan", Field::FrequencyPlan},
        {"lorawan_phy_version", Field::PhyVersion},
        {"lorawan_version", Field::MacVersion},
        {"supports_class_b", Field::ClassB},
        {"supports_class_c", Field::ClassC},
        {"up_formatter_parameter", Field::ParameterUp},
        {"down_formatter_parameter", Field::ParameterDown},
        {"up_formatter", Field::FormatterUp},
        {"down_formatter", Field::FormatterDown},
        {"adr.mode.dynamic", Field::AdrMargin},
        {"adr.mode.static.data_rate", Field::StaticDataRate},
        {"adr.mode.static.tx_power", Field::StaticTxPower},
        {"adr.mode.static.nb_trans", Field::StaticRepetitions},
        {"adr", Field::Adr},
        {"desired_rx1_delay", Field::DesiredRx1Delay},
        {"desired_rx1_data_rate", Field::DesiredRx1DataRateOffset},
        {"desired_rx2_data_rate", Field::DesiredRx2DataRate},
        {"desired_rx2_frequency", Field::DesiredRx2Frequency},
        {"rx1_delay", Field::Rx1Delay},
        {"rx1_data_rate", Field::Rx1DataRateOffset},
        {"rx2_data_rate", Field::Rx2DataRate},
        {"rx2_frequency", Field::Rx2Frequency},
        {"factory_preset", Field::PresetFrequencies},
        {"duty_cycle", Field::MaxDutyCycle},
        {"class_b_timeout", Field::ClassBTimeout},
        {"ping_slot_periodicity", Field::PingSlotPeriod},
        {"ping_slot_data_rate", Field::PingSlotDataRate},
        {"ping_slot_frequency", Field::PingSlotFrequency},
        {"beacon_frequency", Field::BeaconFrequency},
        {"class_c_timeout", Field::ClassCTimeout},
        {"status_time", Field::StatusSeconds},
        {"status_count", Field::StatusUplinks},
        {"schedule_downlinks", Field::SchedulesDownlinks},
        // v2's words
        {"AppEUI", Field::JoinEui},
        {"DevEUI", Field::DevEui},
        {"AppKey", Field::AppKey},
        {"NwkSKey", Field::NwkSKey},
        {"AppSKey", Field::AppSKey},
        {"DevAddr", Field::DevAddr},
        {"Attribute", Field::Attributes},
    };
    const QString path = problem.args.value(0);
    if (path == u"name")
        return Field::Name;
    // Whole words only: one key's name is the end of another's.
    for (const auto &[part, field] : paths) {
        const QString word = QLatin1String(part);
        const qsizetype at = path.indexOf(word);
        const bool begins = at == 0 || (at > 0 && (path.at(at - 1) == u'.' || path.at(at - 1) == u' '));
        if (begins)
            return field;
    }
    return std::nullopt;
}

} // namespace Models
