// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/devicedraft.h"

#include "backend/domain/lorawanversions.h"
#include "models/placetext.h"

namespace Models {

namespace Values = DeviceValues;
using Domain::DeviceChange;
using Field = DeviceField;

namespace {

const QString NetworkServer = QStringLiteral("Network Server");
const QString ApplicationServer = QStringLiteral("Application Server");
const QString JoinServer = QStringLiteral("Join Server");

bool counts(Field field)
{
    return field == Field::FCntUp || field == Field::FCntDown;
}

bool isSame(Field field, const QString &one, const QString &other)
{
    return one == other || Values::canonical(field, one) == Values::canonical(field, other);
}

std::optional<bool> differing(bool changed, const QString &text)
{
    return changed ? std::optional(Values::isOn(text)) : std::nullopt;
}

template <typename Call>
void forEachField(Call call)
{
    for (int i = 0; i < DeviceFieldCount; ++i)
        call(Field(i));
}

} // namespace

DeviceDraft::DeviceDraft(const Domain::Device &stored, Domain::Capabilities capabilities)
    : m_stored(stored)
    , m_capabilities(capabilities)
    , m_base(Values::textsOf(stored))
    , m_texts(m_base)
{
}

void DeviceDraft::rebase(const Domain::Device &stored)
{
    Values::Texts base = Values::textsOf(stored);
    forEachField([&](Field field) {
        if (!isChanged(field))
            Values::at(m_texts, field) = Values::at(base, field);
    });
    m_stored = stored;
    m_base = std::move(base);
}

DeviceShape DeviceDraft::shape() const
{
    DeviceShape shape = DeviceShape::of(m_stored, m_capabilities);
    shape.isVersion11 = Domain::LorawanVersions::hasNetworkKeys(text(Field::MacVersion));
    return shape;
}

void DeviceDraft::setText(Field field, const QString &text)
{
    Values::at(m_texts, field) = text;
}

bool DeviceDraft::isChanged(Field field) const
{
    return !isSame(field, text(field), storedText(field));
}

bool DeviceDraft::isChanged(DeviceSection section) const
{
    bool changed = false;
    forEachField([&](Field field) { changed = changed || (sectionOf(field) == section && isChanged(field)); });
    return changed;
}

bool DeviceDraft::isChanged() const
{
    return !changedFields().isEmpty();
}

QList<Field> DeviceDraft::changedFields() const
{
    QList<Field> fields;
    const DeviceShape now = shape();
    forEachField([&](Field field) {
        if (isPresent(field, now) && isChanged(field))
            fields << field;
    });
    return fields;
}

void DeviceDraft::undo()
{
    m_texts = m_base;
}

void DeviceDraft::undo(Field field)
{
    Values::at(m_texts, field) = storedText(field);
}

QList<Field> DeviceDraft::conflicts(const Domain::Device &now) const
{
    const Values::Texts texts = Values::textsOf(now);
    QList<Field> fields;
    const QList<Field> mine = changedFields();
    for (const Field field : mine) {
        const QString &theirs = Values::at(texts, field);
        // A key that was not read this time is no other key.
        const bool unread = isKey(field) && theirs.isEmpty();
        if (!counts(field) && !unread && !isSame(field, theirs, storedText(field))
            && !isSame(field, theirs, text(field)))
            fields << field;
    }
    return fields;
}

QList<Field> DeviceDraft::fieldsToFinish() const
{
    const DeviceShape now = shape();
    QList<Field> fields;
    const auto need = [&](std::initializer_list<Field> wanted) {
        for (const Field field : wanted) {
            if (isPresent(field, now) && !fields.contains(field))
                fields << field;
        }
    };
    if (m_stored.missingAt.contains(NetworkServer)) {
        need({Field::FrequencyPlan, Field::MacVersion, Field::PhyVersion});
        if (!now.joins())
            need({Field::DevAddr, Field::NwkSKey, Field::SNwkSIntKey, Field::NwkSEncKey});
    }
    if (m_stored.missingAt.contains(ApplicationServer) && !now.joins())
        need({Field::DevAddr, Field::AppSKey});
    if (m_stored.missingAt.contains(JoinServer))
        need({Field::AppKey, Field::NwkKey});
    return fields;
}

// --- The change ---

DeviceChange DeviceDraft::change() const
{
    DeviceChange change;
    const auto differs = [this](Field field) { return has(field) && isChanged(field); };
    if (differs(Field::Name))
        change.name = text(Field::Name);
    if (differs(Field::Description))
        change.description = text(Field::Description);
    if (differs(Field::Attributes))
        change.attributes = Values::attributes(text(Field::Attributes));
    if (differs(Field::SerialNumber))
        change.serialNumber = text(Field::SerialNumber).trimmed();
    if (differs(Field::DevEui))
        change.devEui = Values::eui(text(Field::DevEui));
    if (differs(Field::JoinEui))
        change.joinEui = Values::eui(text(Field::JoinEui));
    if (differs(Field::ActivationConstraints))
        change.activationConstraints = text(Field::ActivationConstraints).trimmed();
    if (m_capabilities.testFlag(Domain::Capability::DeviceNames)) {
        addRadio(change);
        if (anyChanged(Field::Adr, Field::SchedulesDownlinks))
            change.mac = Values::macSettings(m_texts);
        addFormatters(change);
    }
    addKeys(change);
    addSession(change);
    addPlace(change);
    return change;
}

bool DeviceDraft::anyChanged(Field first, Field last) const
{
    for (int i = int(first); i <= int(last); ++i) {
        if (has(Field(i)) && isChanged(Field(i)))
            return true;
    }
    return false;
}

void DeviceDraft::addRadio(DeviceChange &change) const
{
    if (!anyChanged(Field::FrequencyPlan, Field::ClassC))
        return;
    Domain::RadioProfile radio;
    radio.frequencyPlan = text(Field::FrequencyPlan);
    radio.macVersion = text(Field::MacVersion);
    radio.phyVersion = text(Field::PhyVersion);
    radio.supportsJoin = shape().joins();
    radio.supportsClassB = Values::isOn(text(Field::ClassB));
    radio.supportsClassC = Values::isOn(text(Field::ClassC));
    change.radio = radio;
}

void DeviceDraft::addKeys(DeviceChange &change) const
{
    const std::pair<Field, std::optional<Domain::Aes128Key> DeviceChange::*> keys[]
        = {{Field::AppKey, &DeviceChange::appKey},         {Field::NwkKey, &DeviceChange::nwkKey},
           {Field::NwkSKey, &DeviceChange::nwkSKey},       {Field::SNwkSIntKey, &DeviceChange::sNwkSIntKey},
           {Field::NwkSEncKey, &DeviceChange::nwkSEncKey}, {Field::AppSKey, &DeviceChange::appSKey}};
    for (const auto &[field, member] : keys) {
        if (has(field) && isChanged(field))
            change.*member = text(field).trimmed().isEmpty() ? Domain::Aes128Key() : Values::key(text(field));
    }
}

void DeviceDraft::addSession(DeviceChange &change) const
{
    const auto differs = [this](Field field) { return has(field) && isChanged(field); };
    if (differs(Field::DevAddr))
        change.devAddr = Values::devAddr(text(Field::DevAddr));
    if (differs(Field::FCntUp))
        change.fCntUp = Values::counter(text(Field::FCntUp));
    if (differs(Field::FCntDown))
        change.fCntDown = Values::counter(text(Field::FCntDown));
    change.checksCounters = differing(differs(Field::ChecksCounters), text(Field::ChecksCounters));
    change.uses32BitCounters = differing(differs(Field::Uses32BitCounters), text(Field::Uses32BitCounters));
    change.resetsJoinNonces = differing(differs(Field::ResetsJoinNonces), text(Field::ResetsJoinNonces));
    // The servers take an address and its key only together.
    if (change.devAddr && !change.appSKey)
        change.appSKey = m_stored.appSKey;
    if (change.appSKey && !change.devAddr && !m_stored.missingAt.contains(ApplicationServer))
        change.devAddr = m_stored.devAddr;
}

void DeviceDraft::addPlace(DeviceChange &change) const
{
    if (!anyChanged(Field::Latitude, Field::Altitude))
        return;
    const auto latitude = PlaceText::readDegrees(text(Field::Latitude));
    const auto longitude = PlaceText::readDegrees(text(Field::Longitude));
    if (!latitude || !longitude) {
        change.removesLocation = true;
        return;
    }
    Domain::GeoPoint place = m_stored.location.value_or(Domain::GeoPoint());
    if (isChanged(Field::Latitude) || isChanged(Field::Longitude))
        place.accuracy = 0; // it was that of another place
    place.latitude = *latitude;
    place.longitude = *longitude;
    place.altitude = Values::number(text(Field::Altitude)).value_or(0);
    change.location = place;
}

void DeviceDraft::addFormatters(DeviceChange &change) const
{
    // A record that says nothing of its own is what the Application Server lacks.
    const bool finishes = m_stored.missingAt.contains(ApplicationServer) && shape().joins();
    if (!anyChanged(Field::InheritsFormatters, Field::ParameterDown) && !finishes)
        return;
    if (Values::isOn(text(Field::InheritsFormatters))) {
        change.inheritsFormatters = true;
        return;
    }
    change.formatters = Domain::Formatters{text(Field::FormatterUp), text(Field::ParameterUp),
                                           text(Field::FormatterDown), text(Field::ParameterDown)};
}

} // namespace Models
