// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/import/devicestream.h"

#include <type_traits>

namespace Backend::DeviceStream {

namespace {

using Domain::Aes128Key;
using Domain::Device;
using Domain::MacSettings;

template <typename Tag, int Bytes>
void put(QDataStream &out, Domain::HexIdentifier<Tag, Bytes> id)
{
    out << id.value();
}

void put(QDataStream &out, const Aes128Key &key)
{
    out << key.bytes();
}

template <typename T>
requires std::is_arithmetic_v<T>
void put(QDataStream &out, T value)
{
    out << value;
}

void put(QDataStream &out, MacSettings::Adr value)
{
    out << quint8(value);
}

template <typename Tag, int Bytes>
void take(QDataStream &in, Domain::HexIdentifier<Tag, Bytes> &id)
{
    quint64 value = 0;
    in >> value;
    id = Domain::HexIdentifier<Tag, Bytes>(value);
}

void take(QDataStream &in, Aes128Key &key)
{
    QByteArray bytes;
    in >> bytes;
    if (const auto read = Aes128Key::fromBytes(bytes))
        key = *read;
    else
        in.setStatus(QDataStream::ReadCorruptData);
}

template <typename T>
requires std::is_arithmetic_v<T>
void take(QDataStream &in, T &value)
{
    in >> value;
}

void take(QDataStream &in, MacSettings::Adr &value)
{
    quint8 number = 0;
    in >> number;
    value = MacSettings::Adr(number);
}

void put(QDataStream &out, const Domain::GeoPoint &place)
{
    out << place.latitude << place.longitude << qint32(place.altitude) << qint32(place.accuracy);
}

void take(QDataStream &in, Domain::GeoPoint &place)
{
    qint32 altitude = 0;
    qint32 accuracy = 0;
    in >> place.latitude >> place.longitude >> altitude >> accuracy;
    place.altitude = altitude;
    place.accuracy = accuracy;
}

void put(QDataStream &out, const Domain::RadioProfile &radio)
{
    out << radio.frequencyPlan << radio.macVersion << radio.phyVersion << radio.supportsJoin << radio.supportsClassB
        << radio.supportsClassC;
}

void take(QDataStream &in, Domain::RadioProfile &radio)
{
    in >> radio.frequencyPlan >> radio.macVersion >> radio.phyVersion >> radio.supportsJoin >> radio.supportsClassB
        >> radio.supportsClassC;
}

void put(QDataStream &out, const Domain::Formatters &formatters)
{
    out << formatters.up << formatters.upParameter << formatters.down << formatters.downParameter;
}

void take(QDataStream &in, Domain::Formatters &formatters)
{
    in >> formatters.up >> formatters.upParameter >> formatters.down >> formatters.downParameter;
}

void put(QDataStream &out, const MacSettings &mac);
void take(QDataStream &in, MacSettings &mac);

template <typename T>
void put(QDataStream &out, const std::optional<T> &value)
{
    out << value.has_value();
    if (value)
        put(out, *value);
}

template <typename T>
void take(QDataStream &in, std::optional<T> &value)
{
    bool has = false;
    in >> has;
    value.reset();
    if (has)
        take(in, value.emplace());
}

/// Each member of the settings, in one order for both ways.
template <typename Settings, typename Each>
void eachMember(Settings &mac, Each each)
{
    each(mac.rx1Delay);
    each(mac.rx1DataRateOffset);
    each(mac.rx2DataRate);
    each(mac.rx2Frequency);
    each(mac.desiredRx1Delay);
    each(mac.desiredRx1DataRateOffset);
    each(mac.desiredRx2DataRate);
    each(mac.desiredRx2Frequency);
    each(mac.maxDutyCycle);
    each(mac.adr);
    each(mac.adrMargin);
    each(mac.staticDataRate);
    each(mac.staticTxPower);
    each(mac.staticRepetitions);
    each(mac.classBTimeout);
    each(mac.classCTimeout);
    each(mac.pingSlotPeriod);
    each(mac.pingSlotDataRate);
    each(mac.pingSlotFrequency);
    each(mac.beaconFrequency);
    each(mac.statusEverySeconds);
    each(mac.statusEveryUplinks);
    each(mac.schedulesDownlinks);
}

void put(QDataStream &out, const MacSettings &mac)
{
    out << mac.presetFrequencies;
    eachMember(mac, [&out](const auto &member) { put(out, member); });
}

void take(QDataStream &in, MacSettings &mac)
{
    in >> mac.presetFrequencies;
    eachMember(mac, [&in](auto &member) { take(in, member); });
}

/// Each optional member that a person sets.
template <typename Settings, typename Each>
void eachOptional(Settings &device, Each each)
{
    each(device.location);
    each(device.devEui);
    each(device.joinEui);
    each(device.devAddr);
    each(device.appKey);
    each(device.nwkKey);
    each(device.nwkSKey);
    each(device.sNwkSIntKey);
    each(device.nwkSEncKey);
    each(device.appSKey);
    each(device.fCntUp);
    each(device.fCntDown);
    each(device.radio);
    each(device.resetsJoinNonces);
    each(device.mac);
    each(device.formatters);
}

} // namespace

void write(QDataStream &out, const Device &device)
{
    out << device.application << device.id << device.name << device.description << device.attributes
        << device.checksCounters << device.uses32BitCounters << device.activationConstraints << device.servers.network
        << device.servers.application << device.servers.join << device.multicast << device.versionIds.brand
        << device.versionIds.model << device.versionIds.hardware << device.versionIds.firmware << device.versionIds.band
        << device.profileIds.vendor << device.profileIds.profile << device.serialNumber << device.claimCode;
    eachOptional(device, [&out](const auto &member) { put(out, member); });
}

Device read(QDataStream &in)
{
    Device device;
    in >> device.application >> device.id >> device.name >> device.description >> device.attributes
        >> device.checksCounters >> device.uses32BitCounters >> device.activationConstraints >> device.servers.network
        >> device.servers.application >> device.servers.join >> device.multicast >> device.versionIds.brand
        >> device.versionIds.model >> device.versionIds.hardware >> device.versionIds.firmware >> device.versionIds.band
        >> device.profileIds.vendor >> device.profileIds.profile >> device.serialNumber >> device.claimCode;
    eachOptional(device, [&in](auto &member) { take(in, member); });
    return device;
}

} // namespace Backend::DeviceStream
