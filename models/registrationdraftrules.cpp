// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/devicelimits.h"
#include "backend/domain/hexinput.h"
#include "backend/domain/lorawanversions.h"
#include "models/connectiontext.h"
#include "models/hextext.h"
#include "models/placetext.h"
#include "models/registrationdraft.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace Models {

using ConnectionText::IdMistake;
using Domain::Generation;
using namespace Domain::DeviceLimits;
using Field = RegistrationDraft::Field;

namespace {

constexpr int LongestId = 36;
constexpr int LongestTemplateId = 19; ///< v2: the DevEUI is added to it
constexpr qsizetype ShownText = 40;

/// Characters as the servers count them.
qsizetype letters(const QString &text)
{
    return text.toUcs4().size();
}

QString shown(const QString &text)
{
    return text.size() > ShownText ? QString(text.left(ShownText) + u'…') : text;
}

int byteCount(Field field)
{
    if (field == Field::DevEui || field == Field::JoinEui)
        return Domain::Eui::byteCount;
    return field == Field::DevAddr ? Domain::DevAddr::byteCount : Domain::Aes128Key::byteCount;
}

} // namespace

QString RegistrationDraft::title(Field field) const
{
    const bool networkKeys = hasRadio() && Domain::LorawanVersions::hasNetworkKeys(macVersion);
    switch (field) {
    case Field::None:
        return {};
    case Field::Plan:
        return tr("Frequency plan");
    case Field::MacVersion:
        return tr("LoRaWAN version");
    case Field::PhyVersion:
        return tr("Regional Parameters");
    case Field::PingSlot:
        return tr("Ping slot every");
    case Field::DevEui:
        return tr("DevEUI");
    case Field::JoinEui:
        return !hasRadio() ? tr("AppEUI") : networkKeys ? tr("JoinEUI") : tr("JoinEUI (AppEUI)");
    case Field::DevAddr:
        return tr("DevAddr");
    case Field::AppKey:
        return tr("AppKey");
    case Field::NwkKey:
        return tr("NwkKey");
    case Field::NwkSKey:
        return networkKeys ? tr("FNwkSIntKey") : tr("NwkSKey");
    case Field::SNwkSIntKey:
        return tr("SNwkSIntKey");
    case Field::NwkSEncKey:
        return tr("NwkSEncKey");
    case Field::AppSKey:
        return tr("AppSKey");
    case Field::Constraints:
        return tr("Activation constraints");
    case Field::Id:
        return tr("Device ID");
    case Field::Name:
        return tr("Name");
    case Field::Description:
        return tr("Description");
    case Field::SerialNumber:
        return tr("Serial number");
    case Field::ClaimCode:
        return tr("Claim code (owner token)");
    case Field::Latitude:
        return tr("Latitude");
    case Field::Longitude:
        return tr("Longitude");
    case Field::Altitude:
        return tr("Altitude");
    case Field::Attributes:
        return tr("Attributes");
    }
    return {};
}

QString RegistrationDraft::hint(Field field) const
{
    switch (field) {
    case Field::Plan:
        return tr("The one that the gateways near the device use.");
    case Field::MacVersion:
        return tr("As in the device's data sheet. With a wrong one it joins badly or not at all.");
    case Field::PingSlot:
        return tr("How often a class B device listens. A device that does not join cannot tell it itself.");
    case Field::DevEui:
        return isNeeded(field) ? tr("On the device, or from its maker: 16 digits.")
                               : tr("16 digits. May stay empty for this version.");
    case Field::JoinEui:
        return isNeeded(field) ? tr("From the device or its maker. All zeros when the device has none.")
                               : tr("16 digits. May stay empty.");
    case Field::DevAddr:
        return tr("8 digits. An address of another network is never heard.");
    case Field::AppKey:
    case Field::NwkKey:
    case Field::NwkSKey:
    case Field::SNwkSIntKey:
    case Field::NwkSEncKey:
    case Field::AppSKey:
        return tr("32 digits, the same in the device.");
    case Field::Constraints:
        return tr("Words with commas between, for example local. Most devices need none.");
    case Field::Id:
        return generation() == Generation::V2
            ? tr("Lower-case letters, digits, single hyphens and underscores. It cannot change later.")
            : tr("3 to 36 lower-case letters, digits and single hyphens. It cannot change later.");
    case Field::Name:
        return tr("At most %1 characters. May change at any time.").arg(LongestName);
    case Field::SerialNumber:
        return tr("As on the device; kept in lower case.");
    case Field::ClaimCode:
        return tr("1 to 32 letters and digits. Whoever has it can claim the device.");
    case Field::Latitude:
        return tr("Degrees, −90 to 90. A pair copied from a map fills both.");
    case Field::Longitude:
        return tr("Degrees, −180 to 180.");
    case Field::Altitude:
        return tr("Metres above the sea. May stay empty.");
    case Field::Attributes:
        return hasRadio()
            ? tr("At most %1: names like ids, values up to %2 characters.").arg(MostAttributes).arg(LongestValue)
            : tr("At most %1, names and values up to %2 bytes.").arg(MostAttributesV2).arg(LongestAttributeV2);
    case Field::PhyVersion:
    case Field::Description:
    case Field::None:
        return {};
    }
    return {};
}

bool RegistrationDraft::isNeeded(Field field) const
{
    switch (field) {
    case Field::DevEui:
        // v2 takes one device without EUIs, and refuses the second.
        return joins || !hasRadio() || Domain::LorawanVersions::needsDevEui(macVersion);
    case Field::JoinEui:
        return joins;
    default:
        return true; // what has() says
    }
}

QString RegistrationDraft::mistake(Field field, bool complete) const
{
    if (!has(field))
        return {};
    switch (field) {
    case Field::Plan:
    case Field::MacVersion:
    case Field::PhyVersion:
    case Field::PingSlot:
        return radioMistake(field, complete);
    case Field::Id:
        return idMistake(complete);
    case Field::Latitude:
    case Field::Longitude:
    case Field::Altitude:
        return placeMistake(field, complete);
    case Field::Attributes:
        return attributesMistake();
    default:
        return hexText(field) ? hexFieldMistake(field, complete) : textMistake(field);
    }
}

QString RegistrationDraft::radioMistake(Field field, bool complete) const
{
    if (field == Field::Plan && plan.isEmpty() && complete)
        return tr("Choose the frequency plan of your region.");
    if (field == Field::MacVersion && complete && !Domain::LorawanVersions::macVersions().contains(macVersion))
        return tr("Choose the version of LoRaWAN that the device was made for.");
    if (field == Field::PhyVersion && !phyVersion.isEmpty() && !macVersion.isEmpty()
        && !Domain::LorawanVersions::fitTogether(macVersion, phyVersion))
        return tr("%1 does not go with %2.")
            .arg(Domain::LorawanVersions::phyTitle(phyVersion), Domain::LorawanVersions::macTitle(macVersion));
    if (field == Field::PhyVersion && phyVersion.isEmpty() && complete)
        return tr("Choose the regional parameters that the device was made for.");
    if (field == Field::PingSlot && !joins && !pingSlotPeriod && complete)
        return tr("A class B device that does not join needs it.");
    return {};
}

QString RegistrationDraft::hexFieldMistake(Field field, bool complete) const
{
    using Mistake = Domain::HexInput::Mistake;
    const Domain::HexInput input = Domain::readHex(*hexText(field), byteCount(field));
    if (input.mistake == Mistake::Empty)
        return complete && isNeeded(field) ? Models::hexMistake(input) : QString();
    if (!complete && (input.mistake == Mistake::Incomplete || input.mistake == Mistake::Odd))
        return {};
    if (!input)
        return Models::hexMistake(input);
    const bool zero = std::all_of(input.bytes.begin(), input.bytes.end(), [](char byte) { return byte == 0; });
    if (!zero || field == Field::JoinEui || (field == Field::DevEui && !hasRadio() && joins))
        return {};
    if (field == Field::DevEui)
        return tr("All zeros are no DevEUI.");
    return field == Field::DevAddr ? tr("All zeros are no address.") : tr("All zeros are no key.");
}

QString RegistrationDraft::idMistake(bool complete) const
{
    const QString word = effectiveId();
    switch (ConnectionText::idMistake(generation(), word)) {
    case IdMistake::None:
        break;
    case IdMistake::Empty:
        return complete ? tr("Give it an ID.") : QString();
    case IdMistake::UpperCase:
        if (Domain::isValidId(generation(), word.toLower()))
            return tr("Lower-case letters only: %1").arg(shown(word.toLower()));
        return generation() == Generation::V2 ? tr("Only lower-case letters, digits, hyphens and underscores.")
                                              : tr("Only lower-case letters, digits and single hyphens.");
    case IdMistake::Character: {
        const auto bad = std::find_if_not(word.begin(), word.end(), [this](QChar c) {
            return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-'
                || (generation() == Generation::V2 && c == u'_');
        });
        return generation() == Generation::V2
            ? tr("“%1” cannot be in it: only lower-case letters, digits, hyphens and underscores.").arg(*bad)
            : tr("“%1” cannot be in it: only lower-case letters, digits and hyphens.").arg(*bad);
    }
    case IdMistake::Separator:
        // One is still typing: a hyphen at the end is a beginning.
        return !complete && Domain::isValidId(generation(), word.chopped(1))
            ? QString()
            : tr("Single hyphens, and none at the beginning or end.");
    case IdMistake::TooShort:
        return !complete                     ? QString()
            : generation() == Generation::V2 ? tr("Too short: at least 2 letters or digits.")
                                             : tr("Too short: at least 3 characters.");
    case IdMistake::TooLong:
        return tr("%1 characters, at most %2.").arg(word.size()).arg(LongestId);
    }
    // The ones that are known; the server has more of them.
    static const QStringList reserved{QStringLiteral("admin"), QStringLiteral("api"), QStringLiteral("create")};
    if (generation() == Generation::V3 && reserved.contains(word))
        return tr("“%1” is a reserved word.").arg(word);
    const auto eui = Domain::readHex(devEui, Domain::Eui::byteCount).eui();
    if (generation() == Generation::V2 && joins && eui && eui->isZero() && word.size() > LongestTemplateId)
        return tr("At most %1 characters: the DevEUI of each device is added to it.").arg(LongestTemplateId);
    return {};
}

QString RegistrationDraft::textMistake(Field field) const
{
    static const QRegularExpression claim(QStringLiteral("^[A-Za-z0-9]{1,32}$"));
    if (field == Field::Name && letters(name.trimmed()) > LongestName)
        return tr("%1 characters, at most %2.").arg(letters(name.trimmed())).arg(LongestName);
    if (field == Field::Description && letters(description.trimmed()) > LongestDescription)
        return tr("%1 characters, at most %2.").arg(letters(description.trimmed())).arg(LongestDescription);
    const QString serial = serialNumber.trimmed().toLower();
    if (field == Field::SerialNumber && !serial.isEmpty() && !Domain::isValidId(Generation::V3, serial))
        return tr("The network takes 3 to 36 letters, digits and single hyphens only.");
    const QString code = claimCode.trimmed();
    if (field == Field::ClaimCode && !code.isEmpty() && !claim.match(code).hasMatch())
        return tr("1 to 32 letters and digits.");
    return {};
}

QString RegistrationDraft::placeMistake(Field field, bool complete) const
{
    const QString &text = field == Field::Latitude ? latitude : field == Field::Longitude ? longitude : altitude;
    const bool hasOther = !(field == Field::Latitude ? longitude : latitude).trimmed().isEmpty()
        || (field != Field::Altitude && !altitude.trimmed().isEmpty());
    if (text.trimmed().isEmpty()) {
        return complete && hasOther && field != Field::Altitude ? tr("A place needs latitude and longitude.")
                                                                : QString();
    }
    const auto value = field == Field::Altitude ? metres(text) : PlaceText::readDegrees(text);
    const bool begun = text.trimmed() == u"-" || text.trimmed() == u"−";
    if (!value)
        return begun && !complete ? QString() : tr("This is not a number.");
    const double largest = field == Field::Latitude ? 90 : field == Field::Longitude ? 180 : LargestAltitude;
    if (std::abs(*value) > largest) {
        return field == Field::Altitude ? tr("This is not the altitude of a device.")
                                        : tr("−%1 to %1 degrees.").arg(largest);
    }
    return {};
}

QString RegistrationDraft::attributesMistake() const
{
    QStringList seen;
    int counted = 0;
    for (const auto &[typedKey, typedValue] : attributes) {
        const QString key = typedKey.trimmed();
        const QString value = typedValue.trimmed();
        if (key.isEmpty())
            return value.isEmpty() ? tr("An attribute needs a name.") : tr("“%1” needs a name.").arg(shown(value));
        if (seen.contains(key))
            return tr("“%1” is there twice.").arg(shown(key));
        seen += key;
        if (hasRadio()) {
            if (!Domain::isValidId(Generation::V3, key))
                return tr("“%1”: a name has 3 to 36 lower-case letters, digits and single hyphens.").arg(shown(key));
            if (letters(value) > LongestValue)
                return tr("The value of “%1” has %2 characters, at most %3.")
                    .arg(shown(key))
                    .arg(letters(value))
                    .arg(LongestValue);
            ++counted;
        } else if (!isFreeAttributeV2(key)) {
            if (key.toUtf8().size() > LongestAttributeV2 || value.toUtf8().size() > LongestAttributeV2)
                return tr("“%1”: name and value have at most %2 bytes each.").arg(shown(key)).arg(LongestAttributeV2);
            ++counted;
        }
    }
    const int most = hasRadio() ? MostAttributes : MostAttributesV2;
    return counted > most ? tr("%1 attributes, at most %2.").arg(counted).arg(most) : QString();
}

QString RegistrationDraft::remark(Field field) const
{
    if (!has(field))
        return {};
    const auto eui = Domain::readHex(devEui, Domain::Eui::byteCount).eui();
    switch (field) {
    case Field::JoinEui:
        return joinEuiRemark();
    case Field::DevEui:
        return !hasRadio() && joins && eui && eui->isZero()
            ? tr("A template: each device that joins with this AppEUI and AppKey is registered by itself.")
            : QString();
    case Field::SerialNumber:
        return serialNumber.trimmed() != serialNumber.trimmed().toLower()
            ? tr("Kept as %1: the network takes lower case only.").arg(shown(serialNumber.trimmed().toLower()))
            : QString();
    default:
        return {};
    }
}

QString RegistrationDraft::joinEuiRemark() const
{
    const auto eui = Domain::readHex(joinEui, Domain::Eui::byteCount).eui();
    if (!eui)
        return {};
    if (joins && claimable.value_or(false))
        return tr("The maker's Join Server has devices with it and gives them to who claims them, with their own keys. "
                  "Registered here, the device joins only with the key that you enter.");
    const auto covers = [&eui](const Domain::JoinEuiPrefix &prefix) {
        const int bits = std::clamp(prefix.bits, 0, 64);
        const quint64 mask = bits == 0 ? 0 : ~quint64(0) << (64 - bits);
        return (eui->value() & mask) == (prefix.first.value() & mask);
    };
    if (joins && prefixes && !prefixes->isEmpty() && std::none_of(prefixes->begin(), prefixes->end(), covers))
        return tr("This network's Join Server is not responsible for it: join requests may go elsewhere, where the key "
                  "entered here is not known.");
    if (eui->isZero() && joins)
        return tr("All zeros are allowed, where the device has all zeros too: for devices that you program yourself.");
    return {};
}

} // namespace Models
