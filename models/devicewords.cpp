// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/devicewords.h"

#include "backend/domain/lorawanversions.h"

namespace Models {

using Domain::Capability;
using Activation = DeviceShape::Activation;
using Field = DeviceField;

QString DeviceWords::section(DeviceSection section)
{
    switch (section) {
    case DeviceSection::Overview:
        return tr("Overview");
    case DeviceSection::Joining:
        return tr("Joining");
    case DeviceSection::Keys:
        return tr("Keys");
    case DeviceSection::Session:
        return tr("Session and counters");
    case DeviceSection::General:
        return tr("General");
    case DeviceSection::Mac:
        return tr("MAC settings");
    case DeviceSection::Location:
        return tr("Location");
    case DeviceSection::Formatters:
        return tr("Formatters");
    case DeviceSection::Live:
        return tr("Live");
    }
    return {};
}

QString DeviceWords::joinEuiTitle(const DeviceShape &shape)
{
    return shape.has(Capability::DeviceNames) ? tr("JoinEUI (AppEUI)") : tr("AppEUI");
}

QString DeviceWords::title(Field field, const DeviceShape &shape)
{
    switch (field) {
    case Field::Name:
        return tr("Name");
    case Field::Description:
        return tr("Description");
    case Field::Attributes:
        return tr("Attributes");
    case Field::SerialNumber:
        return tr("Serial number");
    case Field::DevEui:
        return tr("DevEUI");
    case Field::JoinEui:
        return joinEuiTitle(shape);
    case Field::FrequencyPlan:
        return tr("Frequency plan");
    case Field::MacVersion:
        return tr("LoRaWAN version");
    case Field::PhyVersion:
        return tr("Regional Parameters");
    case Field::ClassB:
        return tr("Class B");
    case Field::ClassC:
        return tr("Class C");
    case Field::ActivationConstraints:
        return tr("Activation constraints");
    case Field::AppKey:
        return tr("AppKey");
    case Field::NwkKey:
        return tr("NwkKey");
    case Field::NwkSKey:
        return shape.isVersion11 ? tr("FNwkSIntKey") : tr("NwkSKey");
    case Field::SNwkSIntKey:
        return tr("SNwkSIntKey");
    case Field::NwkSEncKey:
        return tr("NwkSEncKey");
    case Field::AppSKey:
        return tr("AppSKey");
    case Field::DevAddr:
        return tr("DevAddr");
    case Field::FCntUp:
        return tr("Uplink counter (FCntUp)");
    case Field::FCntDown:
        return shape.isVersion11 ? tr("Downlink counter of the network (NFCntDown)")
                                 : tr("Downlink counter (FCntDown)");
    case Field::ChecksCounters:
        return tr("Check frame counters");
    case Field::Uses32BitCounters:
        return tr("32-bit frame counters");
    case Field::ResetsJoinNonces:
        return tr("Accept used join nonces");
    case Field::Adr:
        return tr("Adaptive data rate (ADR)");
    case Field::AdrMargin:
        return tr("ADR margin");
    case Field::StaticDataRate:
        return tr("Fixed data rate");
    case Field::StaticTxPower:
        return tr("Fixed transmission power");
    case Field::StaticRepetitions:
        return tr("Fixed number of transmissions");
    case Field::Rx1Delay:
        return tr("RX1 delay");
    case Field::DesiredRx1Delay:
        return tr("Desired RX1 delay");
    case Field::Rx1DataRateOffset:
        return tr("RX1 data rate offset");
    case Field::DesiredRx1DataRateOffset:
        return tr("Desired RX1 data rate offset");
    case Field::Rx2DataRate:
        return tr("RX2 data rate");
    case Field::DesiredRx2DataRate:
        return tr("Desired RX2 data rate");
    case Field::Rx2Frequency:
        return tr("RX2 frequency");
    case Field::DesiredRx2Frequency:
        return tr("Desired RX2 frequency");
    case Field::PresetFrequencies:
        return tr("Factory preset frequencies");
    case Field::MaxDutyCycle:
        return tr("Largest duty cycle");
    case Field::ClassBTimeout:
        return tr("Class B timeout");
    case Field::PingSlotPeriod:
        return tr("Ping slot period");
    case Field::PingSlotDataRate:
        return tr("Ping slot data rate");
    case Field::PingSlotFrequency:
        return tr("Ping slot frequency");
    case Field::BeaconFrequency:
        return tr("Beacon frequency");
    case Field::ClassCTimeout:
        return tr("Class C timeout");
    case Field::StatusSeconds:
        return tr("Ask for the status by time");
    case Field::StatusUplinks:
        return tr("Ask for the status by uplinks");
    case Field::SchedulesDownlinks:
        return tr("Schedule downlinks");
    case Field::Latitude:
        return tr("Latitude");
    case Field::Longitude:
        return tr("Longitude");
    case Field::Altitude:
        return tr("Altitude");
    case Field::InheritsFormatters:
        return tr("Use the formatters of the application");
    case Field::FormatterUp:
        return tr("Uplink formatter");
    case Field::ParameterUp:
        return tr("Uplink parameter");
    case Field::FormatterDown:
        return tr("Downlink formatter");
    case Field::ParameterDown:
        return tr("Downlink parameter");
    }
    return {};
}

std::vector<DeviceFieldGroup> DeviceWords::groups(DeviceSection section, const DeviceShape &shape)
{
    std::vector<DeviceFieldGroup> all;
    switch (section) {
    case DeviceSection::General:
        all = {{tr("Description"), {}, {Field::Name, Field::Description, Field::Attributes, Field::SerialNumber}},
               {tr("Radio"),
                {},
                {Field::FrequencyPlan, Field::MacVersion, Field::PhyVersion, Field::ClassB, Field::ClassC}},
               {tr("Identifiers"), {}, {Field::DevEui, Field::JoinEui}},
               {tr("Activation"), {}, {Field::ActivationConstraints}}};
        break;
    case DeviceSection::Keys:
        all = {{tr("Root keys"),
                shape.isVersion11 ? tr("Built into the device. From them both sides make session keys at each join.")
                                  : tr("Built into the device. From it both sides make session keys at each join."),
                {Field::AppKey, Field::NwkKey}},
               {tr("Session keys"),
                shape.joins() ? tr("Of the present session: others after the next join.")
                              : tr("Built into the device, and the same on the network for good."),
                {Field::NwkSKey, Field::SNwkSIntKey, Field::NwkSEncKey, Field::AppSKey}}};
        break;
    case DeviceSection::Session:
        all = {{tr("Session"), {}, {Field::DevAddr}},
               {tr("Counters"),
                shape.joins() ? tr("Both begin at 0 with each join. There is seldom a reason to change them.")
                              : tr("A personalized device that begins at 0 again, after a new battery for example, "
                                   "loses every frame until its counter has passed the one here. Set both to 0 then, "
                                   "or let the device join instead."),
                {Field::FCntUp, Field::FCntDown, Field::ChecksCounters, Field::Uses32BitCounters}},
               {tr("Join nonces"), {}, {Field::ResetsJoinNonces}}};
        break;
    case DeviceSection::Mac:
        all = {{tr("Data rate and power"),
                tr("Empty fields mean what the band says; it stands in them in grey."),
                {Field::Adr, Field::AdrMargin, Field::StaticDataRate, Field::StaticTxPower, Field::StaticRepetitions}},
               {tr("As the device begins"),
                shape.joins() ? tr("What the device does before its first command. Joins set most of it.")
                              : tr("What is built into the device. It must be right, or downlinks are not heard."),
                {Field::Rx1Delay, Field::Rx1DataRateOffset, Field::Rx2DataRate, Field::Rx2Frequency,
                 Field::PresetFrequencies}},
               {tr("As it should become"),
                tr("What the network asks the device for by commands."),
                {Field::DesiredRx1Delay, Field::DesiredRx1DataRateOffset, Field::DesiredRx2DataRate,
                 Field::DesiredRx2Frequency, Field::MaxDutyCycle}},
               {tr("Class B and C"),
                {},
                {Field::ClassBTimeout, Field::PingSlotPeriod, Field::PingSlotDataRate, Field::PingSlotFrequency,
                 Field::BeaconFrequency, Field::ClassCTimeout}},
               {tr("Network"), {}, {Field::StatusSeconds, Field::StatusUplinks, Field::SchedulesDownlinks}}};
        break;
    case DeviceSection::Location:
        all = {{tr("Where it is"), {}, {Field::Latitude, Field::Longitude, Field::Altitude}}};
        break;
    case DeviceSection::Formatters:
        all = {{tr("How payloads are read and written"),
                {},
                {Field::InheritsFormatters, Field::FormatterUp, Field::ParameterUp, Field::FormatterDown,
                 Field::ParameterDown}}};
        break;
    default:
        break;
    }
    for (DeviceFieldGroup &group : all)
        std::erase_if(group.fields, [&shape](Field field) { return !isPresent(field, shape); });
    std::erase_if(all, [](const DeviceFieldGroup &group) { return group.fields.empty(); });
    return all;
}

std::vector<DeviceChoice> DeviceWords::choices(Field field)
{
    std::vector<DeviceChoice> out;
    switch (field) {
    case Field::MacVersion:
        for (const QString &name : Domain::LorawanVersions::macVersions())
            out.push_back({name, Domain::LorawanVersions::macTitle(name)});
        break;
    case Field::Adr:
        out = {{{}, tr("As the network says")},
               {QStringLiteral("dynamic"), tr("The network, by how the device is heard")},
               {QStringLiteral("static"), tr("Fixed here")},
               {QStringLiteral("disabled"), tr("The device alone")}};
        break;
    case Field::MaxDutyCycle: {
        constexpr int Largest = 15;
        out.push_back({{}, tr("As the band says")});
        for (int i = 0; i <= Largest; ++i)
            out.push_back({QString::number(i), i == 0 ? tr("No limit") : tr("1 / %1").arg(1 << i)});
        break;
    }
    case Field::PingSlotPeriod: {
        constexpr int Longest = 128;
        out.push_back({{}, tr("As the device says")});
        for (int i = 1; i <= Longest; i *= 2)
            out.push_back({QString::number(i), i == 1 ? tr("Every second") : tr("Every %1 seconds").arg(i)});
        break;
    }
    case Field::FormatterUp:
    case Field::FormatterDown:
        for (const char *name :
             {"FORMATTER_NONE", "FORMATTER_REPOSITORY", "FORMATTER_JAVASCRIPT", "FORMATTER_CAYENNELPP"})
            out.push_back({QLatin1String(name), formatter(QLatin1String(name))});
        break;
    default:
        break;
    }
    return out;
}

QString DeviceWords::frequencyPlan(const Domain::FrequencyPlan &plan)
{
    return plan.name.isEmpty() || plan.name == plan.id ? plan.id : QString(plan.name + u" · " + plan.id);
}

QString DeviceWords::activation(const DeviceShape &shape)
{
    switch (shape.activation) {
    case Activation::OverTheAir:
        return tr("Over the air (OTAA)");
    case Activation::Personalized:
        return tr("By personalization (ABP)");
    case Activation::Multicast:
        return tr("Multicast group: only receives");
    case Activation::Unknown:
        break;
    }
    return tr("Not known without its keys");
}

QString DeviceWords::deviceClass(const Domain::Device &device)
{
    if (!device.radio)
        return {};
    const bool b = device.radio->supportsClassB, c = device.radio->supportsClassC;
    return b && c ? tr("A, B and C") : b ? tr("A and B") : c ? tr("A and C") : tr("A");
}

QString DeviceWords::formatter(const QString &name)
{
    if (name.isEmpty() || name == u"FORMATTER_NONE")
        return tr("None");
    if (name == u"FORMATTER_REPOSITORY")
        return tr("From the Device Repository");
    if (name == u"FORMATTER_JAVASCRIPT")
        return tr("JavaScript");
    if (name == u"FORMATTER_CAYENNELPP")
        return tr("CayenneLPP");
    return name;
}

} // namespace Models
