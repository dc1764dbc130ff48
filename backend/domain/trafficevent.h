// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/eventrecord.h"
#include "backend/domain/identifiers.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace Domain {

/// One gateway (or one of its antennas) that received an uplink.
struct GatewayReception
{
    QString id; ///< gateway id; for Packet Broker the forwarder's name for it
    std::optional<Eui> eui;
    int antenna = 0;
    std::optional<double> rssi; ///< dBm
    std::optional<double> channelRssi; ///< dBm
    std::optional<double> signalRssi; ///< dBm
    std::optional<double> snr; ///< dB
    std::optional<qint64> timeNs; ///< the gateway's own clock
    std::optional<qint64> gpsTimeNs; ///< v3 gps_time
    std::optional<qint64> receivedNs; ///< at the Gateway Server
    std::optional<quint64> fineTimestamp;
    std::optional<double> latitude, longitude, altitude;
    QString forwarder; ///< Packet Broker: `NetID/tenant/cluster` of who forwarded it; empty: a gateway of this network
};

/// Everything a person may ask of one event, owned. Made on demand from the raw message (inspector, ttnc), never kept
/// by the million: that is EventRecord. Absent values are nullopt or empty; nothing is guessed or copied from others.
struct TrafficEvent
{
    EventKind kind = EventKind::Unknown;
    qint64 timeNs = 0; ///< as EventRecord::timeNs
    qint64 receivedNs = 0;
    std::optional<qint64> networkReceivedNs; ///< v3 `uplink_message.received_at` (NS), v2 metadata time
    std::optional<qint64> serverReceivedNs; ///< v3 envelope `received_at` (AS)
    QString applicationId;
    QString deviceId;
    std::optional<Eui> devEui;
    std::optional<Eui> joinEui;
    std::optional<DevAddr> devAddr;
    std::optional<int> fPort;
    std::optional<quint32> fCnt;
    bool confirmed = false;
    bool simulated = false;
    bool retry = false;
    std::optional<QByteArray> payload; ///< application bytes
    QByteArray decoded; ///< JSON text exactly as sent; empty: absent
    QByteArray normalized; ///< JSON text exactly as sent; empty: absent
    QStringList warnings;
    QString dataRate;
    QString codingRate; ///< `4/5`
    quint64 frequencyHz = 0;
    std::optional<double> rssi; ///< of the best gateway, dBm
    std::optional<double> snr; ///< of the best gateway's same antenna, dB
    std::vector<GatewayReception> gateways; ///< one per antenna, as sent
    int bestGateway = -1; ///< whose RSSI and SNR are the event's, an index of `gateways`; -1: none
    int gatewayCount = 0; ///< distinct gateways
    std::optional<double> consumedAirtimeMs;
    QStringList correlationIds;
    std::vector<quint32> groups; ///< all that EventRecord::group can be of what belongs to it: of each server-made id
    QString sessionKeyId; ///< v3, base64
    QString priority; ///< v3 downlinks: `HIGH`; empty: the lowest
    std::optional<quint32> attempt; ///< v3 confirmed downlinks: which one this is …
    std::optional<quint32> maxAttempts; ///< … of how many
    QString sendingGateway; ///< v2 `down/sent`
    QString error; ///< the network's words, or why the message could not be read
    QString service; ///< location and service data
    QByteArray topic;
};

/// The texts of the columns that are not in EventRecord.
struct CellText
{
    QByteArray payload; ///< application bytes, at most 255 of them
    bool payloadCut = false;
    QString decoded; ///< one line: fields with dotted names, or what the event says in words that the network sent
    QString warning; ///< first warning
    QString devAddr; ///< of a join
    QString field; ///< value of the decoded field that was asked for, as sent; strings without quotes
};

} // namespace Domain
