// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/stackv3macsettings.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <optional>

namespace Backend {

namespace {

namespace wire = ttn::lorawan::v3;
using Domain::MacSettings;
using Domain::Problem;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using Adr = MacSettings::Adr;

constexpr qsizetype maxPresetFrequencies = 96;
constexpr quint64 lowestFrequency = 100'000'000; ///< LoRa starts above; below it somebody typed kHz or MHz
constexpr quint64 highestFrequency = 3'000'000'000;
constexpr int longestSeconds = 30 * 86'400;

/// A setting that is a message of one number on the wire, in a field "value" or, for times, "seconds".
struct Number
{
    const char *name;
    std::optional<int> MacSettings::*member;
    int lowest;
    int highest;
};
constexpr Number numbers[] = {
    {"rx1_delay", &MacSettings::rx1Delay, 1, 15},
    {"rx1_data_rate_offset", &MacSettings::rx1DataRateOffset, 0, 7},
    {"rx2_data_rate_index", &MacSettings::rx2DataRate, 0, 15},
    {"desired_rx1_delay", &MacSettings::desiredRx1Delay, 1, 15},
    {"desired_rx1_data_rate_offset", &MacSettings::desiredRx1DataRateOffset, 0, 7},
    {"desired_rx2_data_rate_index", &MacSettings::desiredRx2DataRate, 0, 15},
    {"max_duty_cycle", &MacSettings::maxDutyCycle, 0, 15},
    {"class_b_timeout", &MacSettings::classBTimeout, 1, longestSeconds},
    {"class_c_timeout", &MacSettings::classCTimeout, 1, longestSeconds},
    {"ping_slot_data_rate_index", &MacSettings::pingSlotDataRate, 0, 15},
    {"status_time_periodicity", &MacSettings::statusEverySeconds, 0, longestSeconds},
    {"status_count_periodicity", &MacSettings::statusEveryUplinks, 0, 1'000'000},
};

struct Frequency
{
    const char *name;
    std::optional<quint64> MacSettings::*member;
    bool mayBeZero;
};
constexpr Frequency frequencies[] = {
    {"rx2_frequency", &MacSettings::rx2Frequency, false},
    {"desired_rx2_frequency", &MacSettings::desiredRx2Frequency, false},
    {"ping_slot_frequency", &MacSettings::pingSlotFrequency, true},
    {"beacon_frequency", &MacSettings::beaconFrequency, true},
};

const FieldDescriptor *fieldOf(const char *name)
{
    const FieldDescriptor *field = wire::MACSettings::descriptor()->FindFieldByName(name);
    Q_ASSERT(field && field->message_type());
    return field;
}

/// The one number of a wrapper; of a duration its whole seconds.
std::optional<quint64> numberIn(const wire::MACSettings &settings, const char *name)
{
    const FieldDescriptor *outer = fieldOf(name);
    if (!settings.GetReflection()->HasField(settings, outer))
        return std::nullopt;
    const Message &inner = settings.GetReflection()->GetMessage(settings, outer);
    const FieldDescriptor *value = inner.GetDescriptor()->FindFieldByNumber(1);
    const Reflection &reflection = *inner.GetReflection();
    switch (value->cpp_type()) {
    case FieldDescriptor::CPPTYPE_ENUM:
        return quint64(reflection.GetEnumValue(inner, value));
    case FieldDescriptor::CPPTYPE_UINT32:
        return reflection.GetUInt32(inner, value);
    case FieldDescriptor::CPPTYPE_INT64:
        return quint64(std::max<qint64>(0, reflection.GetInt64(inner, value)));
    default:
        return reflection.GetUInt64(inner, value);
    }
}

void setNumber(wire::MACSettings &settings, const char *name, quint64 number)
{
    Message *inner = settings.GetReflection()->MutableMessage(&settings, fieldOf(name));
    const FieldDescriptor *value = inner->GetDescriptor()->FindFieldByNumber(1);
    const Reflection &reflection = *inner->GetReflection();
    switch (value->cpp_type()) {
    case FieldDescriptor::CPPTYPE_ENUM:
        reflection.SetEnumValue(inner, value, int(number));
        break;
    case FieldDescriptor::CPPTYPE_UINT32:
        reflection.SetUInt32(inner, value, quint32(number));
        break;
    case FieldDescriptor::CPPTYPE_INT64:
        reflection.SetInt64(inner, value, qint64(number));
        break;
    default:
        reflection.SetUInt64(inner, value, number);
    }
}

void readAdr(MacSettings &out, const wire::MACSettings &settings)
{
    const wire::ADRSettings &adr = settings.adr();
    switch (adr.mode_case()) {
    case wire::ADRSettings::kStatic:
        out.adr = Adr::Static;
        out.staticDataRate = int(adr.static_().data_rate_index());
        out.staticTxPower = int(adr.static_().tx_power_index());
        out.staticRepetitions = int(adr.static_().nb_trans());
        return;
    case wire::ADRSettings::kDynamic:
        out.adr = Adr::Dynamic;
        if (adr.dynamic().has_margin())
            out.adrMargin = double(adr.dynamic().margin().value());
        return;
    case wire::ADRSettings::kDisabled:
        out.adr = Adr::Disabled;
        return;
    case wire::ADRSettings::MODE_NOT_SET:
        break;
    }
    if (settings.has_use_adr())
        out.adr = settings.use_adr().value() ? Adr::Dynamic : Adr::Disabled;
    if (settings.has_adr_margin() && out.adr != Adr::Disabled) {
        out.adr = Adr::Dynamic;
        out.adrMargin = double(settings.adr_margin().value());
    }
}

/// `stored` has what the domain does not know: limits of the dynamic mode and exceptions from them.
wire::ADRSettings adrOf(const MacSettings &wanted, const wire::ADRSettings &stored)
{
    wire::ADRSettings out;
    switch (wanted.adr.value_or(Adr::Dynamic)) {
    case Adr::Static:
        out.mutable_static_()->set_data_rate_index(wire::DataRateIndex(wanted.staticDataRate.value_or(0)));
        out.mutable_static_()->set_tx_power_index(quint32(wanted.staticTxPower.value_or(0)));
        out.mutable_static_()->set_nb_trans(quint32(wanted.staticRepetitions.value_or(1)));
        break;
    case Adr::Dynamic:
        *out.mutable_dynamic() = stored.dynamic();
        out.mutable_dynamic()->clear_margin();
        if (wanted.adrMargin)
            out.mutable_dynamic()->mutable_margin()->set_value(float(*wanted.adrMargin));
        break;
    case Adr::Disabled:
        out.mutable_disabled();
        break;
    }
    return out;
}

void changeAdr(MacSettingsChange &change, const MacSettings &wanted, const MacSettings &stored,
               const wire::MACSettings &wire)
{
    const bool isSame = wanted.adr == stored.adr && wanted.adrMargin == stored.adrMargin
        && wanted.staticDataRate == stored.staticDataRate && wanted.staticTxPower == stored.staticTxPower
        && wanted.staticRepetitions == stored.staticRepetitions;
    if (isSame)
        return;
    if (wire.has_use_adr())
        change.outdated.emplace_back("mac_settings.use_adr");
    if (wire.has_adr_margin())
        change.outdated.emplace_back("mac_settings.adr_margin");
    if (wanted.adr) {
        // The mode as a whole: a leaf of another mode than the stored one is refused.
        change.paths.emplace_back("mac_settings.adr.mode");
        *change.settings.mutable_adr() = adrOf(wanted, wire.adr());
    } else if (wire.has_adr()) {
        change.paths.emplace_back("mac_settings.adr");
    }
}

Problem fieldProblem(const std::string &name, const QString &rule)
{
    return {
        Problem::Code::FieldInvalid, {QString(u"mac_settings." + QString::fromStdString(name)), rule}, {}, {}, false};
}

Problem rangeProblem(const char *name, const std::optional<int> &value, int lowest, int highest)
{
    if (!value || (*value >= lowest && *value <= highest))
        return {};
    return fieldProblem(name, QStringLiteral("%1…%2").arg(lowest).arg(highest));
}

bool isPlausible(quint64 frequency)
{
    return frequency >= lowestFrequency && frequency <= highestFrequency;
}

Problem frequencyProblem(const char *name)
{
    return fieldProblem(name, QStringLiteral("100000000…3000000000 Hz"));
}

Problem adrProblem(const MacSettings &settings)
{
    const bool isStatic = settings.adr == Adr::Static;
    if (!isStatic && (settings.staticDataRate || settings.staticTxPower || settings.staticRepetitions))
        return fieldProblem("adr.mode.static", QStringLiteral("adr = static"));
    if (settings.adr != Adr::Dynamic && settings.adrMargin)
        return fieldProblem("adr.mode.dynamic.margin", QStringLiteral("adr = dynamic"));
    // Written so that what is no number fails, too.
    if (settings.adrMargin && !(std::abs(*settings.adrMargin) <= 100))
        return fieldProblem("adr.mode.dynamic.margin", QStringLiteral("−100…100 dB"));
    Problem problem = rangeProblem("adr.mode.static.data_rate_index", settings.staticDataRate, 0, 15);
    if (!problem)
        problem = rangeProblem("adr.mode.static.tx_power_index", settings.staticTxPower, 0, 15);
    if (!problem)
        problem = rangeProblem("adr.mode.static.nb_trans", settings.staticRepetitions, 1, 15);
    return problem;
}

} // namespace

MacSettings macSettingsOf(const wire::MACSettings &settings)
{
    MacSettings out;
    for (const Number &number : numbers) {
        // Untrusted: what is out of range could not be written again.
        if (const auto value = numberIn(settings, number.name))
            out.*number.member = int(std::clamp<quint64>(*value, quint64(number.lowest), quint64(number.highest)));
    }
    for (const Frequency &frequency : frequencies)
        out.*frequency.member = numberIn(settings, frequency.name);
    if (const auto exponent = numberIn(settings, "ping_slot_periodicity"))
        out.pingSlotPeriod = 1 << std::min<quint64>(*exponent, 7);
    for (const quint64 frequency : settings.factory_preset_frequencies())
        out.presetFrequencies += frequency;
    if (settings.has_schedule_downlinks())
        out.schedulesDownlinks = settings.schedule_downlinks().value();
    readAdr(out, settings);
    return out;
}

MacSettingsChange macSettingsChange(const MacSettings &wanted, const wire::MACSettings &wire)
{
    const MacSettings stored = macSettingsOf(wire);
    MacSettingsChange change;
    const auto name = [&change](const char *field) { change.paths.push_back(std::string("mac_settings.") + field); };
    for (const Number &number : numbers) {
        if (wanted.*number.member == stored.*number.member)
            continue;
        name(number.name);
        if (wanted.*number.member)
            setNumber(change.settings, number.name, quint64(*(wanted.*number.member)));
    }
    for (const Frequency &frequency : frequencies) {
        if (wanted.*frequency.member == stored.*frequency.member)
            continue;
        name(frequency.name);
        if (wanted.*frequency.member)
            setNumber(change.settings, frequency.name, *(wanted.*frequency.member));
    }
    if (wanted.pingSlotPeriod != stored.pingSlotPeriod) {
        name("ping_slot_periodicity");
        if (wanted.pingSlotPeriod)
            setNumber(change.settings, "ping_slot_periodicity",
                      quint64(std::countr_zero(quint32(*wanted.pingSlotPeriod))));
    }
    if (wanted.presetFrequencies != stored.presetFrequencies) {
        name("factory_preset_frequencies");
        for (const quint64 frequency : wanted.presetFrequencies)
            change.settings.add_factory_preset_frequencies(frequency);
    }
    if (wanted.schedulesDownlinks != stored.schedulesDownlinks) {
        name("schedule_downlinks");
        if (wanted.schedulesDownlinks)
            change.settings.mutable_schedule_downlinks()->set_value(*wanted.schedulesDownlinks);
    }
    changeAdr(change, wanted, stored, wire);
    return change;
}

Problem macSettingsProblem(const MacSettings &settings)
{
    for (const Number &number : numbers) {
        if (Problem problem = rangeProblem(number.name, settings.*number.member, number.lowest, number.highest))
            return problem;
    }
    for (const Frequency &frequency : frequencies) {
        const std::optional<quint64> value = settings.*frequency.member;
        if (value && !isPlausible(*value) && !(frequency.mayBeZero && *value == 0))
            return frequencyProblem(frequency.name);
    }
    if (settings.presetFrequencies.size() > maxPresetFrequencies)
        return fieldProblem("factory_preset_frequencies", QStringLiteral("≤ 96"));
    for (const quint64 frequency : settings.presetFrequencies) {
        if (!isPlausible(frequency))
            return frequencyProblem("factory_preset_frequencies");
    }
    const int period = settings.pingSlotPeriod.value_or(1);
    if (period < 1 || period > 128 || !std::has_single_bit(quint32(period)))
        return fieldProblem("ping_slot_periodicity", QStringLiteral("1, 2, 4 … 128 s"));
    return adrProblem(settings);
}

} // namespace Backend
