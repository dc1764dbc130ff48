// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/devicerules.h"

#include "backend/domain/devicelimits.h"
#include "backend/domain/lorawanversions.h"
#include "models/hextext.h"
#include "models/placetext.h"

#include <QRegularExpression>

#include <algorithm>

namespace Models {

namespace Values = DeviceValues;
using Domain::Capability;
using namespace Domain::DeviceLimits;
using Field = DeviceField;

namespace {

constexpr qsizetype LongestScript = 40'960;
constexpr int MostPresets = 96;
/// LoRa begins above the first; who writes less or more meant another unit.
constexpr double LeastMegahertz = 100;
constexpr double MostMegahertz = 3'000;

struct Range
{
    int first = 0;
    int last = 0;
};

/// Of the numbers of the MAC layer and of places; nullopt: no such number.
std::optional<Range> rangeOf(Field field)
{
    constexpr int Day = 86'400;
    switch (field) {
    case Field::Rx1Delay:
    case Field::DesiredRx1Delay:
        return Range{1, 15};
    case Field::Rx1DataRateOffset:
    case Field::DesiredRx1DataRateOffset:
        return Range{0, 7};
    case Field::Rx2DataRate:
    case Field::DesiredRx2DataRate:
    case Field::PingSlotDataRate:
    case Field::StaticDataRate:
    case Field::StaticTxPower:
    case Field::MaxDutyCycle:
        return Range{0, 15};
    case Field::StaticRepetitions:
        return Range{1, 15};
    case Field::ClassBTimeout:
    case Field::ClassCTimeout:
        return Range{1, Day};
    case Field::StatusSeconds:
        return Range{0, 366 * Day};
    case Field::StatusUplinks:
        return Range{0, 1'000'000};
    case Field::Altitude:
        return Range{-LargestAltitude, LargestAltitude};
    default:
        return std::nullopt;
    }
}

bool isFrequency(Field field)
{
    return field == Field::Rx2Frequency || field == Field::DesiredRx2Frequency || field == Field::PingSlotFrequency
        || field == Field::BeaconFrequency;
}

bool mayHop(Field field)
{
    return field == Field::PingSlotFrequency || field == Field::BeaconFrequency;
}

bool isFrequencyText(const QString &text, bool zeroToo)
{
    const auto value = Values::decimal(text);
    if (!value || !Values::hertz(text))
        return false;
    return (*value >= LeastMegahertz && *value <= MostMegahertz) || (zeroToo && *value == 0);
}

bool isId(const QString &text)
{
    return Domain::isValidId(Domain::Generation::V3, text);
}

} // namespace

// --- Rules ---

QString DeviceRules::rule(Field field, const DeviceShape &shape)
{
    const bool named = shape.has(Capability::DeviceNames);
    switch (field) {
    case Field::Name:
        return tr("At most 50 characters.");
    case Field::Description:
        return named ? tr("At most 2,000 characters.") : QString();
    case Field::Attributes:
        return named ? tr("One pair a line, “name = value”, at most 10. Names: 3 to 36 lower-case letters, digits and "
                          "single hyphens. Values: at most 200 characters.")
                     : tr("One pair a line, “name = value”, at most 5, with at most 64 bytes in name and value.");
    case Field::SerialNumber:
        return tr("As on its label: 3 to 36 lower-case letters, digits and single hyphens, or empty.");
    case Field::DevEui:
        return shape.has(Capability::EditableEuis)
            ? tr("16 hexadecimal digits, in any spelling. The device must use the same one.")
            : tr("Cannot change after the registration. A device with another one is another device: register it, as "
                 "a copy of this one if you like.");
    case Field::JoinEui:
        return shape.has(Capability::EditableEuis)
            ? tr("16 hexadecimal digits, in any spelling. Zeros are allowed if the device uses zeros.")
            : tr("Cannot change after the registration. Zeros are right for devices that come without one.");
    case Field::PhyVersion:
        return tr("Regional Parameters that belong to the LoRaWAN version.");
    case Field::ClassB:
        return tr("Downlinks at agreed times. A device that was personalized also needs a ping slot period.");
    case Field::ClassC:
        return tr("Downlinks at any time.");
    case Field::ActivationConstraints:
        return tr("Which block of addresses it gets one from: “local”, or empty for any.");
    case Field::DevAddr:
        return shape.joins() ? tr("Given anew at each join.")
                             : tr("8 hexadecimal digits, as the device has them. Saved together with the AppSKey.");
    case Field::FCntUp:
        return tr("The last uplink counter that was accepted; the next one must be higher.");
    case Field::FCntDown:
        return tr("The last downlink counter that was used.");
    case Field::ChecksCounters:
        return tr("Off: frames are accepted whatever their counter is, also recorded ones that somebody sends again.");
    case Field::Uses32BitCounters:
        return tr("Nearly all devices use them.");
    case Field::ResetsJoinNonces:
        return tr("On: a DevNonce may be used again, so that recorded joins can be sent again. Only for tests.");
    case Field::ParameterUp:
    case Field::ParameterDown:
        return tr("At most 40,960 bytes.");
    case Field::InheritsFormatters:
        return tr("Off: what is chosen below is used for this device, also “none”.");
    case Field::Latitude:
        return tr("−90 to 90, in degrees. Coordinates can be pasted as they are: “52.37, 4.89” or "
                  "“52°22'12\"N 4°53'24\"E”.");
    case Field::Longitude:
        return tr("−180 to 180, in degrees.");
    case Field::Altitude:
        return tr("Metres above sea level.");
    case Field::Adr:
        return tr("Who decides about data rate and power.");
    case Field::AdrMargin:
        return tr("dB above what is needed to be heard: more is safer and slower. Usually 15.");
    case Field::Rx1Delay:
    case Field::DesiredRx1Delay:
        return tr("1 to 15 seconds after an uplink.");
    case Field::Rx1DataRateOffset:
    case Field::DesiredRx1DataRateOffset:
        return tr("0 to 7 data rates below that of the uplink.");
    case Field::Rx2DataRate:
    case Field::DesiredRx2DataRate:
    case Field::PingSlotDataRate:
    case Field::StaticDataRate:
        return tr("0 to 15: the number of a data rate of the band.");
    case Field::StaticTxPower:
        return tr("0 to 15: 0 is the most.");
    case Field::StaticRepetitions:
        return tr("1 to 15 transmissions of each frame.");
    case Field::Rx2Frequency:
    case Field::DesiredRx2Frequency:
        return tr("MHz, 100 to 3000.");
    case Field::PingSlotFrequency:
    case Field::BeaconFrequency:
        return tr("MHz, 100 to 3000; 0: it changes by the band's own rule.");
    case Field::PresetFrequencies:
        return tr("MHz, with commas between them, at most 96: the channels that the device begins with.");
    case Field::ClassBTimeout:
    case Field::ClassCTimeout:
        return tr("Seconds that an answer may take.");
    case Field::StatusSeconds:
        return tr("Asks for battery and margin after so many seconds; 0: never.");
    case Field::StatusUplinks:
        return tr("Asks for battery and margin after so many uplinks; 0: never.");
    case Field::SchedulesDownlinks:
        return tr("Off: the network sends nothing at all, not even the answer to a join.");
    default:
        break;
    }
    return isKey(field) ? tr("32 hexadecimal digits, in any spelling.") : QString();
}

QString DeviceRules::warning(const DeviceDraft &draft, Field field)
{
    if (!draft.isChanged(field))
        return {};
    const DeviceShape shape = draft.shape();
    switch (field) {
    case Field::FCntUp: {
        const auto before = Values::counter(draft.storedText(field)), after = Values::counter(draft.text(field));
        if (after && *after > before.value_or(0))
            return tr("Frames are lost: every uplink up to %1 is dropped without a word.").arg(*after);
        return after ? tr("Recorded frames above %1 can be sent again by anybody.").arg(*after) : QString();
    }
    case Field::FCntDown:
        return tr("The device drops every downlink whose counter is not higher than the last one that it heard.");
    case Field::AppKey:
    case Field::NwkKey:
        return tr("The device must use the same key from its next join on.");
    case Field::DevAddr:
        return shape.joins() ? tr("The device has another address: it is not heard until it joins again.")
                             : tr("The device must use the same address.");
    case Field::MacVersion:
        return tr("It must be the version that the device speaks: what it is allowed to do and its keys depend on it.");
    case Field::FrequencyPlan:
        return tr("It must be the plan that the device uses. Joined devices have to join again.");
    case Field::SchedulesDownlinks:
        return Values::isOn(draft.text(field)) ? QString() : tr("The device cannot join while this is off.");
    default:
        break;
    }
    return isKey(field) ? tr("Nothing that the device sends can be read until it uses the same key.") : QString();
}

// --- Mistakes ---

QString DeviceRules::mistake(const DeviceDraft &draft, Field field)
{
    if (!draft.has(field))
        return {};
    const QString text = draft.text(field).trimmed();
    if (draft.fieldsToFinish().contains(field) && text.isEmpty())
        return tr("Needed to finish the registration.");
    // A version with more keys was chosen.
    const bool isNew = isKey(field) && !isPresent(field, DeviceShape::of(draft.stored(), draft.shape().capabilities));
    if (isNew && text.isEmpty())
        return tr("Needed from LoRaWAN 1.1 on.");
    const bool placed = sectionOf(field) == DeviceSection::Location;
    if (!draft.isChanged(field) && !placed && field != Field::PhyVersion && field != Field::AppSKey
        && field != Field::PingSlotPeriod)
        return {};
    if (isKey(field))
        return keyMistake(draft, field, text);
    if (placed)
        return placeMistake(draft, field, text);
    if (sectionOf(field) == DeviceSection::Mac) {
        // An ABP device of class B listens at times that nobody can agree on with it.
        if (field == Field::PingSlotPeriod && text.isEmpty() && Values::isOn(draft.text(Field::ClassB))
            && draft.shape().activation == DeviceShape::Activation::Personalized
            && (draft.isChanged(Field::ClassB) || draft.isChanged(field)))
            return tr("A personalized device of class B needs one.");
        return macMistake(field, text);
    }
    return lineMistake(draft, field, draft.text(field));
}

QString DeviceRules::lineMistake(const DeviceDraft &draft, Field field, const QString &text)
{
    const DeviceShape shape = draft.shape();
    const QString plain = text.trimmed();
    const bool named = shape.has(Capability::DeviceNames);
    const auto characters = [&text] { return text.toUcs4().size(); };
    switch (field) {
    case Field::Name:
        return characters() > LongestName ? tr("%1 characters; at most 50 are allowed.").arg(characters()) : QString();
    case Field::Description:
        return named && characters() > LongestDescription
            ? tr("%1 characters; at most 2,000 are allowed.").arg(characters())
            : QString();
    case Field::Attributes:
        return attributesMistake(text, shape);
    case Field::SerialNumber:
        if (plain.isEmpty() || isId(plain))
            return {};
        return isId(plain.toLower()) ? tr("Only lower-case letters are allowed: “%1”.").arg(plain.toLower())
                                     : tr("3 to 36 lower-case letters, digits and single hyphens are allowed.");
    case Field::DevEui:
        if (const auto eui = Values::eui(plain))
            return eui->isZero() ? tr("Zeros are no DevEUI.") : QString();
        return hexMistake(Domain::readHex(plain, Domain::Eui::byteCount));
    case Field::JoinEui:
        return Values::eui(plain) ? QString() : hexMistake(Domain::readHex(plain, Domain::Eui::byteCount));
    case Field::FrequencyPlan:
    case Field::MacVersion:
        return plain.isEmpty() ? tr("Choose one.") : QString();
    case Field::PhyVersion: {
        if (!draft.isChanged(Field::PhyVersion) && !draft.isChanged(Field::MacVersion))
            return {};
        const QStringList fitting = Domain::LorawanVersions::phyVersions(draft.text(Field::MacVersion));
        return fitting.isEmpty() || fitting.contains(plain)
            ? QString()
            : tr("These Regional Parameters do not belong to the LoRaWAN version.");
    }
    case Field::DevAddr:
        if (const auto address = Values::devAddr(plain))
            return address->isZero() ? tr("Zeros are no address.") : QString();
        return hexMistake(Domain::readHex(plain, Domain::DevAddr::byteCount));
    case Field::FCntUp:
    case Field::FCntDown:
        return Values::counter(plain) ? QString() : tr("A whole number from 0 to 4,294,967,295 is needed.");
    case Field::ParameterUp:
    case Field::ParameterDown: {
        const qsizetype bytes = text.toUtf8().size();
        return bytes > LongestScript ? tr("%1 bytes; at most 40,960 are allowed.").arg(bytes) : QString();
    }
    default:
        return {};
    }
}

QString DeviceRules::attributesMistake(const QString &lines, const DeviceShape &shape)
{
    const bool named = shape.has(Capability::DeviceNames);
    const QStringList all = lines.split(u'\n');
    QStringList names;
    for (qsizetype i = 0; i < all.size(); ++i) {
        const QString &line = all.at(i);
        if (line.trimmed().isEmpty())
            continue;
        if (!line.contains(u'='))
            return tr("Line %1: a “=” is missing between name and value.").arg(i + 1);
        const QString name = line.section(u'=', 0, 0).trimmed();
        if (names.contains(name))
            return tr("Line %1: there is a “%2” already.").arg(i + 1).arg(name);
        names << name;
        const QString value = Values::attributes(line).value(name);
        if (named && !isId(name))
            return tr("Line %1: a name has 3 to 36 lower-case letters, digits and single hyphens.").arg(i + 1);
        if (named && value.toUcs4().size() > LongestValue)
            return tr("Line %1: a value has at most 200 characters.").arg(i + 1);
        const bool tooLong = !isFreeAttributeV2(name)
            && (name.toUtf8().size() > LongestAttributeV2 || value.toUtf8().size() > LongestAttributeV2);
        if (!named && (name.isEmpty() || tooLong))
            return tr("Line %1: name and value have at most 64 bytes, and there must be a name.").arg(i + 1);
    }
    const auto own = std::count_if(names.begin(), names.end(),
                                   [named](const QString &name) { return named || !isFreeAttributeV2(name); });
    const int most = named ? MostAttributes : MostAttributesV2;
    return own > most ? tr("%1 pairs; at most %2 are allowed.").arg(own).arg(most) : QString();
}

QString DeviceRules::keyMistake(const DeviceDraft &draft, Field field, const QString &text)
{
    const DeviceShape shape = draft.shape();
    if (field == Field::AppSKey && !draft.isChanged(field)) {
        // Where it was not read it cannot be sent along either.
        return draft.has(Field::DevAddr) && draft.isChanged(Field::DevAddr) && !draft.stored().appSKey
            ? tr("The address is saved together with this key: type it, too.")
            : QString();
    }
    if (text.isEmpty()) {
        const bool needed = field == Field::AppKey || field == Field::NwkKey || field == Field::AppSKey
            || !shape.has(Capability::EditableEuis);
        return needed && !shape.has(Capability::EditableEuis) ? tr("A device cannot be without this key.") : QString();
    }
    const Domain::HexInput input = Domain::readHex(text, Domain::Aes128Key::byteCount);
    const auto key = input.key();
    if (!key)
        return hexMistake(input);
    return key->isZero() ? tr("Zeros are no key.") : QString();
}

QString DeviceRules::macMistake(Field field, const QString &text)
{
    if (text.isEmpty())
        return {}; // as the band says
    if (const auto range = rangeOf(field)) {
        const auto value = Values::number(text);
        return value && *value >= range->first && *value <= range->last
            ? QString()
            : tr("A whole number from %1 to %2 is needed, or nothing.").arg(range->first).arg(range->last);
    }
    if (isFrequency(field)) {
        return isFrequencyText(text, mayHop(field))
            ? QString()
            : tr("A frequency in MHz is needed, 100 to 3000 like 869.525, or nothing.");
    }
    if (field == Field::AdrMargin) {
        constexpr double Largest = 100;
        const auto value = Values::decimal(text);
        return value && *value >= 0 && *value <= Largest ? QString() : tr("A number from 0 to 100 is needed.");
    }
    if (field == Field::PresetFrequencies) {
        static const QRegularExpression between(QStringLiteral("[,;\\s]+"));
        const QStringList all = text.split(between, Qt::SkipEmptyParts);
        for (const QString &one : all) {
            if (!isFrequencyText(one, false))
                return tr("“%1” is no frequency in MHz. Use a point: 868.1, 868.3.").arg(one.left(20));
        }
        return all.size() > MostPresets ? tr("%1 frequencies; at most 96 are allowed.").arg(all.size()) : QString();
    }
    return {};
}

QString DeviceRules::placeMistake(const DeviceDraft &draft, Field field, const QString &text)
{
    const bool others = !draft.text(Field::Latitude).trimmed().isEmpty()
        || !draft.text(Field::Longitude).trimmed().isEmpty() || !draft.text(Field::Altitude).trimmed().isEmpty();
    if (text.isEmpty())
        return others && field != Field::Altitude ? tr("A place needs both, or neither.") : QString();
    if (field == Field::Altitude)
        return macMistake(field, text).isEmpty() ? QString() : tr("A whole number of metres is needed.");
    constexpr double Right = 90, Straight = 180;
    const double largest = field == Field::Latitude ? Right : Straight;
    const auto value = PlaceText::readDegrees(text);
    if (!value)
        return tr("Degrees are needed, like 52.37 or 52°22'12\"N.");
    return *value >= -largest && *value <= largest ? QString() : tr("It lies between −%1 and %1.").arg(int(largest));
}

std::optional<Field> DeviceRules::firstMistake(const DeviceDraft &draft)
{
    std::optional<Field> found;
    for (int i = 0; i < DeviceFieldCount; ++i) {
        const auto field = Field(i);
        if (!mistake(draft, field).isEmpty() && (!found || sectionOf(field) < sectionOf(*found)))
            found = field;
    }
    return found;
}

} // namespace Models
