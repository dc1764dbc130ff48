// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/traffic/v2codec.h"

#include <array>
#include <cmath>

namespace Backend {

using Domain::EventKind;

namespace {

struct Topic
{
    std::string_view tail; ///< behind the device
    EventKind kind;
};

/// mqtt/topics.go and core/types/event.go.
constexpr std::array<Topic, 11> topics = {{
    {"up", EventKind::Uplink},
    {"events/activations", EventKind::Join},
    {"events/activations/errors", EventKind::Error},
    {"events/up/errors", EventKind::Error},
    {"events/down/scheduled", EventKind::DownlinkQueued},
    {"events/down/sent", EventKind::DownlinkSent},
    {"events/down/acks", EventKind::DownlinkAcknowledged},
    {"events/down/errors", EventKind::DownlinkFailed},
    {"events/create", EventKind::DeviceCreated},
    {"events/update", EventKind::DeviceUpdated},
    {"events/delete", EventKind::DeviceDeleted},
}};

/// An UplinkMessage always has port, counter, payload_raw and metadata; older servers and other brokers may leave out
/// some. A decoded object with an empty name has none or, by chance, one of these.
constexpr std::array<std::string_view, 8> uplinkKeys
    = {"app_id", "dev_id", "hardware_serial", "port", "counter", "payload_raw", "payload_fields", "metadata"};
constexpr int FewestUplinkKeys = 2;

constexpr quint64 MostHertz = 1'000'000'000'000;

} // namespace

bool V2Codec::scan(const Domain::RawMessage &message)
{
    Reading &r = m_reading;
    m_bitRate.reset();

    const std::string_view topic(message.topic.constData(), std::size_t(message.topic.size()));
    const std::size_t devices = topic.find("/devices/");
    if (devices != std::string_view::npos && topic.find('/') == devices) {
        const std::string_view rest = topic.substr(devices + 9);
        const std::size_t end = std::min(rest.find('/'), rest.size());
        const std::string_view tail = rest.substr(std::min(end + 1, rest.size()));
        r.application = topic.substr(0, devices);
        r.device = rest.substr(0, end);
        if (tail == "down" || tail.starts_with("up/"))
            return false;
        for (const Topic &known : topics) {
            if (known.tail == tail)
                r.kind = known.kind;
        }
    } else if (const std::size_t events = topic.find("/events/"); events != std::string_view::npos) {
        r.application = topic.substr(0, std::min(events, topic.find('/')));
    }

    bool isEvent = true;
    if (open(message)) {
        if (r.kind == EventKind::Uplink)
            isEvent = scanUplink();
        else
            scanEvent();
    }
    if (r.kind == EventKind::Unknown)
        complain("topic");
    complete();
    return isEvent;
}

bool V2Codec::scanUplink()
{
    if (m_document.type() != JsonType::Object) {
        // The value of a field without name; what only looks like JSON is told.
        if (m_document.type() != JsonType::Invalid)
            return false;
        close(false);
        return true;
    }
    Reading &r = m_reading;
    int uplinkKeysSeen = 0;
    const bool whole = m_document.eachField([&](std::string_view key, JsonValue &value) {
        uplinkKeysSeen += std::find(uplinkKeys.begin(), uplinkKeys.end(), key) != uplinkKeys.end();
        if (key == "metadata")
            return scanMetadata(value);
        if (key == "counter")
            readCounter(value, "counter");
        else if (key == "hardware_serial")
            readId<Domain::Eui>(value, "hardware_serial", r.devEui);
        else if (key == "is_retry")
            readValue(value, "is_retry", r.retry);
        else
            return scanMessageField(key, value);
        return true;
    });
    close(whole);
    return uplinkKeysSeen >= FewestUplinkKeys || r.problem.code == Domain::Problem::Code::NotJson;
}

void V2Codec::scanEvent()
{
    // Older servers send null where newer ones tell more.
    if (m_document.text() == "null")
        return;
    if (m_document.type() == JsonType::Invalid)
        return close(false);
    if (m_document.type() != JsonType::Object)
        return complain("message");
    m_reading.changes = m_document.text();
    close(m_document.eachField([this](std::string_view key, JsonValue &value) { return scanEventField(key, value); }));
}

bool V2Codec::scanEventField(std::string_view key, JsonValue &value)
{
    Reading &r = m_reading;
    if (key == "message") {
        return walkObject(value, "message",
                          [this](std::string_view inner, JsonValue &field) { return scanMessageField(inner, field); });
    }
    if (key == "config")
        return scanTransmission(value);
    if (key == "metadata")
        return scanMetadata(value);
    if (key == "error")
        readValue(value, "error", r.error);
    else if (key == "gateway_id")
        readValue(value, "gateway_id", r.sendingGateway);
    else if (key == "dev_eui")
        readId<Domain::Eui>(value, "dev_eui", r.devEui);
    else if (key == "app_eui")
        readId<Domain::Eui>(value, "app_eui", r.joinEui);
    else if (key == "dev_addr")
        readId<Domain::DevAddr>(value, "dev_addr", r.devAddr);
    return true;
}

/// What uplinks and the message of downlink events share.
bool V2Codec::scanMessageField(std::string_view key, JsonValue &value)
{
    if (key == "port")
        readPort(value, "port");
    else if (key == "confirmed")
        readValue(value, "confirmed", m_reading.confirmed);
    else if (key == "payload_raw")
        readPayload(value, "payload_raw");
    else if (key == "payload_fields")
        return readPart(value, "payload_fields", JsonType::Object, m_reading.decoded);
    return true;
}

bool V2Codec::scanMetadata(JsonValue &value)
{
    return walkObject(value, "metadata", [this](std::string_view key, JsonValue &field) {
        Reading &r = m_reading;
        if (key == "gateways")
            return scanGateways(field);
        if (key == "time") {
            readTime(field, "metadata.time", r.networkNs);
        } else if (key == "frequency") {
            // MHz in single precision: whole Hz come back by rounding.
            std::optional<double> megahertz;
            readValue(field, "metadata.frequency", megahertz);
            if (megahertz && *megahertz >= 0 && *megahertz * 1e6 < double(MostHertz))
                r.frequencyHz = quint64(std::llround(*megahertz * 1e6));
            else if (megahertz)
                complain("metadata.frequency");
        } else if (key == "modulation") {
            std::string_view modulation;
            readValue(field, "metadata.modulation", modulation);
            r.isFsk = modulation == "FSK";
        } else if (key == "data_rate") {
            readValue(field, "metadata.data_rate", r.dataRate);
        } else if (key == "coding_rate") {
            readValue(field, "metadata.coding_rate", r.codingRate);
        } else if (key == "bit_rate") {
            readWhole(field, "metadata.bit_rate", 0xffffffff, m_bitRate);
        } else if (key == "airtime") {
            std::optional<quint64> ns;
            readWhole(field, "metadata.airtime", quint64(std::numeric_limits<qint64>::max()) / 2, ns);
            if (ns)
                r.airtimeNs = qint64(*ns);
        }
        return true;
    });
}

bool V2Codec::scanGateways(JsonValue &value)
{
    forgetReceptions();
    return walkArray(value, "metadata.gateways", [this](JsonValue &item) {
        Antenna antenna;
        Domain::GatewayReception details;
        std::optional<quint64> antennaIndex;
        const bool whole = walkObject(item, "metadata.gateways", [&](std::string_view key, JsonValue &field) {
            if (key == "gtw_id")
                readValue(field, "metadata.gateways.gtw_id", antenna.gateway);
            else if (key == "rssi")
                readRadio(field, "metadata.gateways.rssi", antenna.rssi);
            else if (key == "snr")
                readRadio(field, "metadata.gateways.snr", antenna.snr.emplace(0));
            else if (!m_receptions)
                return true;
            else if (key == "antenna")
                readWhole(field, "metadata.gateways.antenna", 255, antennaIndex);
            else if (key == "time")
                readTime(field, "metadata.gateways.time", details.timeNs);
            else if (key == "fine_timestamp")
                readWhole(field, "metadata.gateways.fine_timestamp", std::numeric_limits<quint64>::max(),
                          details.fineTimestamp);
            else if (key == "latitude")
                readValue(field, "metadata.gateways.latitude", details.latitude);
            else if (key == "longitude")
                readValue(field, "metadata.gateways.longitude", details.longitude);
            else if (key == "altitude")
                readValue(field, "metadata.gateways.altitude", details.altitude);
            return true;
        });
        antenna.gatewayHash = JsonText::Hash::of(antenna.gateway);
        m_gateways.add(antenna);
        if (m_receptions && m_receptions->size() < MostReceptions) {
            details.id = QString::fromUtf8(antenna.gateway.data(), qsizetype(antenna.gateway.size()));
            details.antenna = int(antennaIndex.value_or(0));
            details.rssi = antenna.rssi;
            details.snr = antenna.snr;
            m_receptions->push_back(std::move(details));
        }
        return whole;
    });
}

/// `config` of down/sent. Unlike metadata it counts in Hz, and each value is left out when it is zero.
bool V2Codec::scanTransmission(JsonValue &value)
{
    Reading &r = m_reading;
    if (JsonDocument::typeOf(value) == JsonType::Object)
        r.fCnt = 0;
    return walkObject(value, "config", [this, &r](std::string_view key, JsonValue &field) {
        if (key == "counter") {
            readCounter(field, "config.counter");
        } else if (key == "frequency") {
            std::optional<quint64> hertz;
            readWhole(field, "config.frequency", MostHertz, hertz);
            r.frequencyHz = hertz.value_or(0);
        } else if (key == "data_rate") {
            readValue(field, "config.data_rate", r.dataRate);
        } else if (key == "bit_rate") {
            readWhole(field, "config.bit_rate", 0xffffffff, m_bitRate);
        } else if (key == "airtime") {
            std::optional<quint64> ns;
            readWhole(field, "config.airtime", quint64(std::numeric_limits<qint64>::max()) / 2, ns);
            if (ns)
                r.airtimeNs = qint64(*ns);
        }
        return true;
    });
}

void V2Codec::complete()
{
    Reading &r = m_reading;
    if (r.dataRate.empty() && m_bitRate)
        r.dataRate = fskDataRate(*m_bitRate);
    // Port 0 stands for frames without port and for the network's own; with an application's payload it is what was
    // asked.
    if (r.fPort && *r.fPort == 0 && !r.payload && r.decoded.empty())
        r.fPort.reset();
}

} // namespace Backend
