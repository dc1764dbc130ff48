// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registrationdraft.h"

#include "backend/domain/hexinput.h"
#include "backend/domain/lorawanversions.h"
#include "models/placetext.h"

#include <QHash>
#include <QLocale>

#include <cmath>

namespace Models {

namespace {

using Domain::Capability;
using Domain::Device;
using Domain::Problem;
using Field = RegistrationDraft::Field;

std::optional<Domain::Eui> euiOf(const QString &text)
{
    return Domain::readHex(text, Domain::Eui::byteCount).eui();
}

std::optional<Domain::Aes128Key> keyOf(const QString &text)
{
    return Domain::readHex(text, Domain::Aes128Key::byteCount).key();
}

} // namespace

// --- What is taken from elsewhere ---

void RegistrationDraft::take(const Domain::DeviceTemplate &found)
{
    const Device &made = found.device;
    // Never the rest: a session or counters of another device would be registered with it.
    base = {};
    base.mac = made.mac;
    base.formatters = made.formatters;
    base.versionIds = made.versionIds;
    base.profileIds = made.profileIds;
    base.resetsJoinNonces = made.resetsJoinNonces;
    if (made.radio) {
        joins = made.radio->supportsJoin;
        macVersion = made.radio->macVersion;
        phyVersion = Domain::LorawanVersions::canonicalPhy(made.radio->phyVersion);
        supportsClassB = made.radio->supportsClassB;
        supportsClassC = made.radio->supportsClassC;
    }
    pingSlotPeriod = made.mac ? made.mac->pingSlotPeriod : std::nullopt;
}

void RegistrationDraft::takeSettings(const Device &other)
{
    take(Domain::DeviceTemplate{other, {}});
    if (other.radio)
        plan = other.radio->frequencyPlan;
    else
        joins = other.joins();
    description = other.description;
    attributes.clear();
    for (auto it = other.attributes.begin(); it != other.attributes.end(); ++it)
        attributes += {it.key(), it.value()};
    if (other.location) {
        latitude = PlaceText::degrees(other.location->latitude);
        longitude = PlaceText::degrees(other.location->longitude);
        altitude = QString::number(other.location->altitude);
    }
    resetsCounters = !joins && !other.checksCounters;
    uses32BitCounters = other.uses32BitCounters;
    constraints = other.activationConstraints;
    if (joins && other.joinEui) // that of a maker or an application, not of one device
        joinEui = other.joinEui->toString();
}

void RegistrationDraft::take(const DeviceCode &code)
{
    if (code.form == DeviceCode::Form::Key) {
        appKey = code.key ? code.key->toHex() : QString();
        return;
    }
    joins = true;
    if (code.devEui)
        devEui = code.devEui->toString();
    if (code.joinEui)
        joinEui = code.joinEui->toString();
    base.profileIds = code.profile;
    serialNumber = code.serial;
    claimCode = code.ownerToken;
}

// --- Which fields there are ---

Domain::Generation RegistrationDraft::generation() const
{
    return hasRadio() ? Domain::Generation::V3 : Domain::Generation::V2;
}

bool RegistrationDraft::hasRadio() const
{
    return capabilities.testFlag(Capability::DeviceNames);
}

bool RegistrationDraft::has(Field field) const
{
    const bool networkKeys = hasRadio() && Domain::LorawanVersions::hasNetworkKeys(macVersion);
    switch (field) {
    case Field::None:
        return false;
    case Field::Plan:
    case Field::MacVersion:
    case Field::PhyVersion:
    case Field::Name:
    case Field::SerialNumber:
        return hasRadio();
    case Field::ClaimCode:
        return hasRadio() && joins;
    case Field::PingSlot:
        return hasRadio() && supportsClassB;
    case Field::JoinEui:
        return joins || !hasRadio();
    case Field::AppKey:
        return joins;
    case Field::NwkKey:
        return joins && networkKeys;
    case Field::DevAddr:
    case Field::NwkSKey:
    case Field::AppSKey:
        return !joins;
    case Field::SNwkSIntKey:
    case Field::NwkSEncKey:
        return !joins && networkKeys;
    case Field::Constraints:
        return capabilities.testFlag(Capability::ActivationConstraints);
    case Field::DevEui:
    case Field::Id:
    case Field::Description:
    case Field::Latitude:
    case Field::Longitude:
    case Field::Altitude:
    case Field::Attributes:
        return true;
    }
    return false;
}

QList<Field> RegistrationDraft::fields(Part part)
{
    switch (part) {
    case Part::Radio:
        return {Field::MacVersion, Field::Plan, Field::PhyVersion, Field::PingSlot, Field::Constraints};
    case Part::Identity:
        return {Field::JoinEui,     Field::DevEui,     Field::DevAddr, Field::AppKey, Field::NwkKey, Field::NwkSKey,
                Field::SNwkSIntKey, Field::NwkSEncKey, Field::AppSKey, Field::Id,     Field::Name};
    case Part::Place:
        return {Field::Description, Field::SerialNumber, Field::ClaimCode, Field::Latitude,
                Field::Longitude,   Field::Altitude,     Field::Attributes};
    }
    return {};
}

Field RegistrationDraft::firstMistake(Part part) const
{
    for (const Field field : fields(part)) {
        if (!mistake(field, true).isEmpty())
            return field;
    }
    return Field::None;
}

bool RegistrationDraft::isComplete() const
{
    return firstMistake(Part::Radio) == Field::None && firstMistake(Part::Identity) == Field::None
        && firstMistake(Part::Place) == Field::None;
}

// --- What comes of it ---

QString RegistrationDraft::suggestedId() const
{
    if (const auto eui = euiOf(devEui); eui && !eui->isZero())
        return u"eui-" + eui->toString().toLower();
    const auto address = Domain::readHex(devAddr, Domain::DevAddr::byteCount).devAddr();
    if (!joins && address && !address->isZero())
        return u"dev-" + address->toString().toLower();
    return {};
}

QString RegistrationDraft::effectiveId() const
{
    const QString typed = id.trimmed();
    return typed.isEmpty() ? suggestedId() : typed;
}

Device RegistrationDraft::device() const
{
    Device made = base;
    made.application = application;
    made.id = effectiveId();
    made.description = description.trimmed();
    made.attributes.clear();
    for (const auto &[key, value] : attributes)
        made.attributes.insert(key.trimmed(), value.trimmed());
    made.location = place();
    const auto key = [this](Field field) { return has(field) ? keyOf(*hexText(field)) : std::nullopt; };
    made.devEui = euiOf(devEui);
    made.joinEui = has(Field::JoinEui) ? euiOf(joinEui) : std::nullopt;
    made.devAddr = joins ? std::nullopt : Domain::readHex(devAddr, Domain::DevAddr::byteCount).devAddr();
    made.appKey = key(Field::AppKey);
    made.nwkKey = key(Field::NwkKey);
    made.nwkSKey = key(Field::NwkSKey);
    made.sNwkSIntKey = key(Field::SNwkSIntKey);
    made.nwkSEncKey = key(Field::NwkSEncKey);
    made.appSKey = key(Field::AppSKey);
    made.checksCounters = joins || !resetsCounters;
    made.uses32BitCounters = hasRadio() || uses32BitCounters;
    made.activationConstraints = has(Field::Constraints) ? constraints.trimmed() : QString();
    if (!hasRadio())
        return made;
    made.name = name.trimmed();
    made.serialNumber = serialNumber.trimmed().toLower(); // the servers take nothing else, codes have capitals
    made.claimCode = has(Field::ClaimCode) ? claimCode.trimmed() : QString();
    made.radio = Domain::RadioProfile{plan, macVersion, phyVersion, joins, supportsClassB, supportsClassC};
    if (supportsClassB && pingSlotPeriod) {
        made.mac = made.mac.value_or(Domain::MacSettings{});
        made.mac->pingSlotPeriod = pingSlotPeriod;
    }
    return made;
}

Field RegistrationDraft::fieldOf(const Problem &problem)
{
    using Code = Problem::Code;
    static const QHash<Code, Field> byCode{
        {Code::IdInvalid, Field::Id},
        {Code::IdTaken, Field::Id},
        {Code::IdForbidden, Field::Id},
        {Code::EuisTaken, Field::DevEui},
        {Code::JoinEuiMissing, Field::JoinEui},
        {Code::FrequencyPlanUnknown, Field::Plan},
        {Code::BandMismatch, Field::Plan},
        {Code::BandVersionUnknown, Field::PhyVersion},
        {Code::BandUnknown, Field::Plan},
        {Code::DevAddrUnavailable, Field::DevAddr},
        {Code::AttributesRefused, Field::Attributes},
    };
    if (problem.code != Code::FieldInvalid)
        return byCode.value(problem.code, Field::None);
    // The most telling part of the path; later ones are more general.
    static constexpr std::pair<const char *, Field> byPath[] = {
        {"s_nwk_s_int_key", Field::SNwkSIntKey},
        {"nwk_s_enc_key", Field::NwkSEncKey},
        {"f_nwk_s_int_key", Field::NwkSKey},
        {"app_s_key", Field::AppSKey},
        {"nwk_key", Field::NwkKey},
        {"app_key", Field::AppKey},
        {"dev_addr", Field::DevAddr},
        {"dev_eui", Field::DevEui},
        {"join_eui", Field::JoinEui},
        {"frequency_plan_id", Field::Plan},
        {"lorawan_phy_version", Field::PhyVersion},
        {"lorawan_version", Field::MacVersion},
        {"ping_slot", Field::PingSlot},
        {"supports_class_b", Field::PingSlot},
        {"serial_number", Field::SerialNumber},
        {"claim_authentication_code", Field::ClaimCode},
        {"latitude", Field::Latitude},
        {"longitude", Field::Longitude},
        {"attributes", Field::Attributes},
        {"description", Field::Description},
        {"device_id", Field::Id},
        {"name", Field::Name},
        {"session", Field::DevAddr},
    };
    const QString path = problem.args.value(0);
    for (const auto &[part, field] : byPath) {
        if (path.contains(QLatin1String(part)))
            return field;
    }
    return Field::None;
}

std::optional<double> RegistrationDraft::metres(const QString &text)
{
    QString plain = text.trimmed();
    plain.replace(u',', u'.').replace(QChar(0x2212), u'-');
    bool isNumber = false;
    const double value = QLocale::c().toDouble(plain, &isNumber);
    return isNumber && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::optional<Domain::GeoPoint> RegistrationDraft::place() const
{
    const auto north = PlaceText::readDegrees(latitude);
    const auto east = PlaceText::readDegrees(longitude);
    if (!north || !east)
        return std::nullopt;
    Domain::GeoPoint point;
    point.latitude = *north;
    point.longitude = *east;
    point.altitude = int(std::lround(metres(altitude).value_or(0)));
    return point;
}

const QString *RegistrationDraft::hexText(Field field) const
{
    switch (field) {
    case Field::DevEui:
        return &devEui;
    case Field::JoinEui:
        return &joinEui;
    case Field::DevAddr:
        return &devAddr;
    case Field::AppKey:
        return &appKey;
    case Field::NwkKey:
        return &nwkKey;
    case Field::NwkSKey:
        return &nwkSKey;
    case Field::SNwkSIntKey:
        return &sNwkSIntKey;
    case Field::NwkSEncKey:
        return &nwkSEncKey;
    case Field::AppSKey:
        return &appSKey;
    default:
        return nullptr;
    }
}

} // namespace Models
