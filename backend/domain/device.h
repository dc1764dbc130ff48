// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/aes128key.h"
#include "backend/domain/devicedetails.h"
#include "backend/domain/identifiers.h"
#include "backend/domain/problem.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace Domain {

struct GeoPoint
{
    double latitude = 0;
    double longitude = 0;
    int altitude = 0; ///< metres
    int accuracy = 0; ///< metres; 0: not told (v3)
    friend bool operator==(const GeoPoint &, const GeoPoint &) = default;
};

/// What the network server of v3 has to know of a device's radio. Names as on the wire, so that a new version needs no
/// new program.
struct RadioProfile
{
    QString frequencyPlan; ///< EU_863_870_TTN and the like
    QString macVersion; ///< MAC_V1_0_3 and the like
    QString phyVersion; ///< PHY_V1_0_3_REV_A and the like
    bool supportsJoin = true; ///< false: activated by personalization. Cannot change later
    bool supportsClassB = false;
    bool supportsClassC = false;
    friend bool operator==(const RadioProfile &, const RadioProfile &) = default;
};

/// Hosts at which a device of v3 lives.
struct ServerAddresses
{
    QString network;
    QString application;
    QString join; ///< empty for devices that do not join
    friend bool operator==(const ServerAddresses &, const ServerAddresses &) = default;
};

/// A device as the network has it. Value type. nullopt: not set, or not read.
struct Device
{
    QString application;
    QString id;
    QString name; ///< v3
    QString description;
    QMap<QString, QString> attributes;
    std::optional<GeoPoint> location;
    std::optional<Eui> devEui;
    std::optional<Eui> joinEui;
    std::optional<DevAddr> devAddr;
    std::optional<Aes128Key> appKey;
    std::optional<Aes128Key> nwkKey; ///< v3, LoRaWAN 1.1
    std::optional<Aes128Key> nwkSKey; ///< LoRaWAN 1.1: FNwkSIntKey
    std::optional<Aes128Key> sNwkSIntKey; ///< v3, LoRaWAN 1.1
    std::optional<Aes128Key> nwkSEncKey; ///< v3, LoRaWAN 1.1
    std::optional<Aes128Key> appSKey;
    std::optional<quint32> fCntUp; ///< nullopt in lists of v2, which do not tell
    std::optional<quint32> fCntDown;
    bool checksCounters = true;
    bool uses32BitCounters = true;
    QString activationConstraints; ///< v2
    std::optional<RadioProfile> radio; ///< v3
    std::optional<bool> resetsJoinNonces; ///< v3, over the air
    ServerAddresses servers; ///< v3
    bool multicast = false; ///< v3. Cannot change later
    VersionIds versionIds; ///< v3
    ProfileIds profileIds; ///< v3
    QString serialNumber; ///< v3
    QString claimCode; ///< v3: claim authentication code. A secret like a key
    std::optional<MacSettings> mac; ///< v3
    std::optional<Formatters> formatters; ///< v3; nullopt: those of the application
    QDateTime created; ///< v3
    QDateTime updated; ///< v3
    QDateTime activated; ///< v3: first activation
    QDateTime lastSeen; ///< invalid: never, or not told
    // What the servers have seen; only read.
    QDateTime sessionStarted; ///< v3
    std::optional<DevAddr> pendingDevAddr; ///< v3: of a session that was offered and not yet used
    std::optional<quint32> lastAFCntDown; ///< v3: the Application Server's downlink counter
    std::optional<quint32> lastDevNonce; ///< v3
    std::optional<quint32> lastJoinNonce; ///< v3
    QList<quint32> usedDevNonces; ///< v3, LoRaWAN 1.0.x
    std::optional<double> battery; ///< v3: 0…1
    std::optional<int> downlinkMargin; ///< v3: dB
    QDateTime lastStatus; ///< v3: when the two above were told
    /// v3: servers of the cluster that should have it and do not, as "Network Server": it is registered by half.
    QStringList missingAt;
    QString elsewhere; ///< v3: host of another cluster that has it: only its identity can be read and changed here

    /// By its keys, as v2 decides it.
    [[nodiscard]] bool joins() const { return appKey && !appKey->isZero(); }
};

/// What to change of a device; nullopt stays as it is. Frame counters only change when they are named.
struct DeviceChange
{
    std::optional<QString> name; ///< v3
    std::optional<QString> description;
    std::optional<QMap<QString, QString>> attributes; ///< all of them
    std::optional<GeoPoint> location;
    bool removesLocation = false; ///< wins over `location`
    std::optional<Eui> devEui;
    std::optional<Eui> joinEui;
    std::optional<DevAddr> devAddr;
    std::optional<Aes128Key> appKey; ///< zero: none any more
    std::optional<Aes128Key> nwkKey; ///< v3, LoRaWAN 1.1
    std::optional<Aes128Key> nwkSKey;
    std::optional<Aes128Key> sNwkSIntKey; ///< v3, LoRaWAN 1.1
    std::optional<Aes128Key> nwkSEncKey; ///< v3, LoRaWAN 1.1
    std::optional<Aes128Key> appSKey;
    std::optional<quint32> fCntUp;
    std::optional<quint32> fCntDown;
    std::optional<bool> checksCounters;
    std::optional<bool> uses32BitCounters;
    std::optional<QString> activationConstraints;
    std::optional<RadioProfile> radio; ///< v3; `supportsJoin` must be what it was
    std::optional<MacSettings> mac; ///< v3: all of them; what is not set is cleared
    std::optional<VersionIds> versionIds; ///< v3
    std::optional<QString> serialNumber; ///< v3
    std::optional<Formatters> formatters; ///< v3
    bool inheritsFormatters = false; ///< v3: those of the application again; wins over `formatters`
    std::optional<bool> resetsJoinNonces; ///< v3
};

struct DeviceQuery
{
    enum class Order : quint8 { Id, Name, Created, LastSeen };

    int limit = 100; ///< 1…1000
    int page = 1; ///< from 1
    QString search = {}; ///< v3: in id, name and EUIs; empty: all
    Order order = Order::Id; ///< v3
    bool descending = false;
};

struct DevicePage
{
    QList<Device> devices;
    qint64 total = 0; ///< of all pages
};

/// All that the servers tell of a device, so that it can be registered again as it was: keys, session and counters
/// included, as far as the credential may read them. A secret as a whole. Value type.
struct DeviceBackup
{
    QString application;
    QString id;
    QByteArray message; ///< v3: EndDevice; v2: handler.Device; in binary form
    QByteArray json; ///< the same, as ttn-lw-cli prints it (v3)
    /// What could not be read, in words of the wire ("root_keys", "session", …): it is lost when the device goes.
    QStringList missing;
};

/// What became of one device of many.
struct DeviceOutcome
{
    QString id;
    Problem problem; ///< none: done
};

} // namespace Domain
