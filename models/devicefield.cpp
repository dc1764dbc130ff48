// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/devicefield.h"

#include "backend/domain/lorawanversions.h"

namespace Models {

using Domain::Capability;
using Activation = DeviceShape::Activation;
using Field = DeviceField;

DeviceShape DeviceShape::of(const Domain::Device &device, Domain::Capabilities capabilities)
{
    DeviceShape shape;
    shape.capabilities = capabilities;
    if (device.radio) {
        shape.activation = device.multicast ? Activation::Multicast
            : device.radio->supportsJoin    ? Activation::OverTheAir
                                            : Activation::Personalized;
        shape.isVersion11 = Domain::LorawanVersions::hasNetworkKeys(device.radio->macVersion);
    } else if (capabilities.testFlag(Capability::DeviceNames)) {
        // Half registered: only devices that join have a Join Server.
        shape.activation = device.servers.join.isEmpty() ? Activation::Personalized : Activation::OverTheAir;
    } else if (device.appKey || device.nwkSKey || device.appSKey) {
        shape.activation = device.joins() ? Activation::OverTheAir : Activation::Personalized;
    }
    return shape;
}

FieldKind kindOf(DeviceField field)
{
    switch (field) {
    case Field::Description:
    case Field::Attributes:
        return FieldKind::Lines;
    case Field::FrequencyPlan:
    case Field::MacVersion:
    case Field::PhyVersion:
    case Field::Adr:
    case Field::MaxDutyCycle:
    case Field::PingSlotPeriod:
    case Field::FormatterUp:
    case Field::FormatterDown:
        return FieldKind::Choice;
    case Field::ClassB:
    case Field::ClassC:
    case Field::ChecksCounters:
    case Field::Uses32BitCounters:
    case Field::ResetsJoinNonces:
    case Field::SchedulesDownlinks:
    case Field::InheritsFormatters:
        return FieldKind::Switch;
    case Field::ParameterUp:
    case Field::ParameterDown:
        return FieldKind::Script;
    default:
        return isKey(field) ? FieldKind::Secret : FieldKind::Line;
    }
}

DeviceSection sectionOf(DeviceField field)
{
    if (isKey(field))
        return DeviceSection::Keys;
    if (field < Field::AppKey)
        return DeviceSection::General;
    if (field < Field::Adr)
        return DeviceSection::Session;
    if (field < Field::Latitude)
        return DeviceSection::Mac;
    return field < Field::InheritsFormatters ? DeviceSection::Location : DeviceSection::Formatters;
}

bool isKey(DeviceField field)
{
    return field >= Field::AppKey && field <= Field::AppSKey;
}

bool isPresent(DeviceField field, const DeviceShape &shape)
{
    const bool named = shape.has(Capability::DeviceNames);
    switch (field) {
    case Field::Name:
    case Field::SerialNumber:
    case Field::FrequencyPlan:
    case Field::MacVersion:
    case Field::PhyVersion:
    case Field::ClassB:
    case Field::ClassC:
        return named;
    case Field::ActivationConstraints:
        return shape.has(Capability::ActivationConstraints);
    case Field::AppKey:
        return shape.activation == Activation::OverTheAir || shape.activation == Activation::Unknown
            || shape.has(Capability::EditableEuis);
    case Field::NwkKey:
        return shape.joins() && shape.isVersion11;
    case Field::SNwkSIntKey:
    case Field::NwkSEncKey:
        return shape.isVersion11;
    case Field::ChecksCounters:
        return !named || shape.activation != Activation::OverTheAir;
    case Field::ResetsJoinNonces:
        return named && shape.joins();
    default:
        break;
    }
    const DeviceSection section = sectionOf(field);
    return named || (section != DeviceSection::Mac && section != DeviceSection::Formatters);
}

} // namespace Models
