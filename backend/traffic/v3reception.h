// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/traffic/codecbase.h"

namespace Backend {

/// One item of v3 `rx_metadata` (api/ttn/lorawan/v3/metadata.proto), field by field as it is walked.
struct V3Reception
{
    std::string_view gatewayId, gatewayEui;
    bool viaPacketBroker = false;
    std::string_view forwarderGatewayId, forwarderGatewayEui, netId, tenantId, clusterId;
    double rssi = 0;
    std::optional<double> snr;
    // Only read for the inspector:
    std::optional<double> channelRssi, signalRssi, latitude, longitude, altitude;
    std::optional<quint64> antenna, fineTimestamp;
    std::optional<qint64> timeNs, gpsTimeNs, receivedNs;

    /// What people call the gateway: its id; behind Packet Broker, where all share one id, the forwarder's id or EUI
    /// for it, else the forwarder itself.
    [[nodiscard]] std::string_view name(JsonText::Arena &texts) const
    {
        if (!viaPacketBroker)
            return gatewayId.empty() ? gatewayEui : gatewayId;
        if (!forwarderGatewayId.empty())
            return forwarderGatewayId;
        if (!forwarderGatewayEui.empty())
            return forwarderGatewayEui;
        std::string text = forwarder();
        return text.empty() ? gatewayId : std::string_view(texts.emplace_back(std::move(text)));
    }

    /// Which network behind Packet Broker sent it on.
    [[nodiscard]] std::string forwarder() const
    {
        std::string text(netId);
        for (const std::string_view part : {tenantId, clusterId}) {
            if (!part.empty())
                text.append(text.empty() ? "" : "/").append(part);
        }
        return text;
    }

    [[nodiscard]] Antenna toAntenna(std::string_view name) const
    {
        JsonText::Hash hash;
        hash.add(quint64(viaPacketBroker)); // a forwarder's gateway may have the name of one of ours
        hash.add(name);
        return {.gateway = name, .gatewayHash = hash.value(), .rssi = rssi, .snr = snr};
    }

    [[nodiscard]] Domain::GatewayReception toDetails(std::string_view name) const
    {
        Domain::GatewayReception details;
        details.id = QString::fromUtf8(name.data(), qsizetype(name.size()));
        details.eui = Domain::Eui::fromHex(viaPacketBroker ? forwarderGatewayEui : gatewayEui);
        details.antenna = int(antenna.value_or(0));
        details.rssi = rssi;
        details.snr = snr;
        details.channelRssi = channelRssi;
        details.signalRssi = signalRssi;
        details.timeNs = timeNs;
        details.gpsTimeNs = gpsTimeNs;
        details.receivedNs = receivedNs;
        details.fineTimestamp = fineTimestamp;
        details.latitude = latitude;
        details.longitude = longitude;
        details.altitude = altitude;
        if (viaPacketBroker)
            details.forwarder = QString::fromStdString(forwarder());
        return details;
    }
};

} // namespace Backend
