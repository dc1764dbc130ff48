// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/traffic/v3codec.h"
#include "backend/traffic/v3reception.h"

// `rx_metadata`: which gateways heard a frame, and how.

namespace Backend {

bool V3Codec::scanReceptions(JsonValue &value)
{
    forgetReceptions();
    return walkArray(value, "rx_metadata", [this](JsonValue &item) {
        V3Reception reception;
        std::string_view location;
        const bool whole = walkObject(item, "rx_metadata", [&](std::string_view key, JsonValue &field) {
            if (key == "gateway_ids") {
                return walkObject(field, "rx_metadata.gateway_ids", [&](std::string_view id, JsonValue &text) {
                    if (id == "gateway_id")
                        readValue(text, "rx_metadata.gateway_ids.gateway_id", reception.gatewayId);
                    else if (id == "eui")
                        readValue(text, "rx_metadata.gateway_ids.eui", reception.gatewayEui);
                    return true;
                });
            }
            if (key == "rssi")
                readRadio(field, "rx_metadata.rssi", reception.rssi);
            else if (key == "snr")
                readRadio(field, "rx_metadata.snr", reception.snr.emplace(0));
            else if (key == "packet_broker")
                return scanPacketBroker(field, reception);
            else if (key == "location")
                return readPart(field, "rx_metadata.location", JsonType::Object, location);
            else if (m_receptions)
                scanReceptionDetail(key, field, reception);
            return true;
        });
        const std::string_view name = reception.name(m_texts);
        m_gateways.add(reception.toAntenna(name));
        if (m_receptions && m_receptions->size() < MostReceptions) {
            // Walked apart, so that the row cannot differ from the event when it is broken.
            scanLocation(location, reception);
            m_receptions->push_back(reception.toDetails(name));
        }
        return whole;
    });
}

bool V3Codec::scanPacketBroker(JsonValue &value, V3Reception &reception)
{
    return walkObject(value, "rx_metadata.packet_broker", [&](std::string_view key, JsonValue &field) {
        reception.viaPacketBroker = true;
        if (key == "forwarder_gateway_id") {
            if (JsonDocument::typeOf(field) != JsonType::Object) {
                readValue(field, "rx_metadata.packet_broker.forwarder_gateway_id", reception.forwarderGatewayId);
                return true;
            }
            // A wrapper message is sent bare, but may be written out.
            return JsonDocument::eachField(field, [&](std::string_view inner, JsonValue &text) {
                if (inner == "value")
                    readValue(text, "rx_metadata.packet_broker.forwarder_gateway_id", reception.forwarderGatewayId);
                return true;
            });
        }
        if (key == "forwarder_gateway_eui")
            readValue(field, "rx_metadata.packet_broker.forwarder_gateway_eui", reception.forwarderGatewayEui);
        else if (key == "forwarder_net_id")
            readValue(field, "rx_metadata.packet_broker.forwarder_net_id", reception.netId);
        else if (key == "forwarder_tenant_id")
            readValue(field, "rx_metadata.packet_broker.forwarder_tenant_id", reception.tenantId);
        else if (key == "forwarder_cluster_id")
            readValue(field, "rx_metadata.packet_broker.forwarder_cluster_id", reception.clusterId);
        return true;
    });
}

void V3Codec::scanReceptionDetail(std::string_view key, JsonValue &value, V3Reception &reception)
{
    if (key == "antenna_index") {
        readWhole(value, "rx_metadata.antenna_index", 0x7fffffff, reception.antenna);
    } else if (key == "channel_rssi") {
        readValue(value, "rx_metadata.channel_rssi", reception.channelRssi);
    } else if (key == "signal_rssi") {
        readValue(value, "rx_metadata.signal_rssi", reception.signalRssi);
    } else if (key == "time") {
        readTime(value, "rx_metadata.time", reception.timeNs);
    } else if (key == "gps_time") {
        readTime(value, "rx_metadata.gps_time", reception.gpsTimeNs);
    } else if (key == "received_at") {
        readTime(value, "rx_metadata.received_at", reception.receivedNs);
    } else if (key == "fine_timestamp") {
        readWhole(value, "rx_metadata.fine_timestamp", std::numeric_limits<quint64>::max(), reception.fineTimestamp);
    }
}

void V3Codec::scanLocation(std::string_view location, V3Reception &reception)
{
    if (location.empty() || !m_part.openPart(location))
        return;
    (void)m_part.eachField([&](std::string_view key, JsonValue &value) {
        if (key == "latitude")
            readValue(value, "rx_metadata.location.latitude", reception.latitude);
        else if (key == "longitude")
            readValue(value, "rx_metadata.location.longitude", reception.longitude);
        else if (key == "altitude")
            readValue(value, "rx_metadata.location.altitude", reception.altitude);
        return true;
    });
}

} // namespace Backend
