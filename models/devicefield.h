// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/device.h"
#include "backend/domain/networkapi.h"

#include <QObject>

namespace Models {

/// Names for the parts of a device's page.
class DeviceParts
{
    Q_GADGET

public:
    /// What can be changed of a registered device, field by field.
    enum class Field : quint8 {
        Name,
        Description,
        Attributes, ///< one `name = value` a line
        SerialNumber,
        DevEui,
        JoinEui,
        FrequencyPlan,
        MacVersion,
        PhyVersion,
        ClassB,
        ClassC,
        ActivationConstraints,
        AppKey,
        NwkKey,
        NwkSKey,
        SNwkSIntKey,
        NwkSEncKey,
        AppSKey,
        DevAddr,
        FCntUp,
        FCntDown,
        ChecksCounters,
        Uses32BitCounters,
        ResetsJoinNonces,
        Adr,
        AdrMargin,
        StaticDataRate,
        StaticTxPower,
        StaticRepetitions,
        Rx1Delay,
        DesiredRx1Delay,
        Rx1DataRateOffset,
        DesiredRx1DataRateOffset,
        Rx2DataRate,
        DesiredRx2DataRate,
        Rx2Frequency,
        DesiredRx2Frequency,
        PresetFrequencies,
        MaxDutyCycle,
        ClassBTimeout,
        PingSlotPeriod,
        PingSlotDataRate,
        PingSlotFrequency,
        BeaconFrequency,
        ClassCTimeout,
        StatusSeconds,
        StatusUplinks,
        SchedulesDownlinks,
        Latitude,
        Longitude,
        Altitude,
        InheritsFormatters,
        FormatterUp,
        ParameterUp,
        FormatterDown,
        ParameterDown,
    };
    Q_ENUM(Field)

    /// The sections, in their order.
    enum class Section : quint8 { Overview, Joining, Keys, Session, General, Mac, Location, Formatters, Live };
    Q_ENUM(Section)
};
using DeviceField = DeviceParts::Field;
using DeviceSection = DeviceParts::Section;
constexpr int DeviceFieldCount = int(DeviceField::ParameterDown) + 1;
constexpr int DeviceSectionCount = int(DeviceSection::Live) + 1;

/// How a field is typed.
enum class FieldKind : quint8 { Line, Secret, Choice, Switch, Lines, Script };

/// What kind of device it is, as far as fields and their names depend on it. Value type.
struct DeviceShape
{
    enum class Activation : quint8 {
        OverTheAir,
        Personalized,
        Multicast,
        Unknown, ///< only its keys could tell, and they were not read
    };

    Activation activation = Activation::Unknown;
    bool isVersion11 = false; ///< LoRaWAN 1.1: two root keys, four session keys
    Domain::Capabilities capabilities;

    [[nodiscard]] static DeviceShape of(const Domain::Device &device, Domain::Capabilities capabilities);
    [[nodiscard]] bool joins() const { return activation == Activation::OverTheAir; }
    [[nodiscard]] bool has(Domain::Capability capability) const { return capabilities.testFlag(capability); }
    friend bool operator==(const DeviceShape &, const DeviceShape &) = default;
};

[[nodiscard]] FieldKind kindOf(DeviceField field);
[[nodiscard]] DeviceSection sectionOf(DeviceField field);
/// A root or session key: shown and changed with rights of their own.
[[nodiscard]] bool isKey(DeviceField field);
/// Whether a device of this kind has the field at all.
[[nodiscard]] bool isPresent(DeviceField field, const DeviceShape &shape);

} // namespace Models
