// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/traffic/eventline.h"

#include "backend/domain/clock.h"
#include "backend/domain/filterspec.h"
#include "backend/domain/jsonwriter.h"

#include <cmath>

namespace Backend {

using namespace Domain;

namespace {

/// One key after the other; a value that the message does not have is null.
class Line
{
public:
    Line &text(const char *key, const QString &value)
    {
        m_json.key(key);
        value.isEmpty() ? m_json.null() : m_json.text(value.toUtf8());
        return *this;
    }
    Line &texts(const char *key, const QStringList &values)
    {
        m_json.key(key).beginArray();
        for (const QString &value : values)
            m_json.text(value.toUtf8());
        m_json.endArray();
        return *this;
    }
    Line &time(const char *key, std::optional<qint64> ns)
    {
        m_json.key(key);
        ns.value_or(0) ? m_json.text(toRfc3339(*ns)) : m_json.null();
        return *this;
    }
    template <typename Integer>
    Line &integer(const char *key, const std::optional<Integer> &value)
    {
        m_json.key(key);
        value ? m_json.raw(QByteArray::number(*value)) : m_json.null();
        return *this;
    }
    Line &real(const char *key, const std::optional<double> &value)
    {
        m_json.key(key);
        value &&std::isfinite(*value) ? m_json.real(*value) : m_json.null();
        return *this;
    }
    template <typename Identifier>
    Line &hex(const char *key, const std::optional<Identifier> &value)
    {
        return text(key, value ? value->toString() : QString());
    }
    /// JSON text as it was sent, so that numbers stay exactly what the network wrote. A raw line break can only stand
    /// between tokens (inside of strings JSON wants it escaped), so on one line it is a blank.
    Line &json(const char *key, QByteArray sent)
    {
        m_json.key(key);
        sent.isEmpty() ? m_json.null() : m_json.raw(sent.replace('\n', ' ').replace('\r', ' '));
        return *this;
    }
    JsonWriter &writer() { return m_json; }

private:
    JsonWriter m_json;
};

void addGateways(Line &line, const std::vector<GatewayReception> &gateways)
{
    line.writer().beginArray();
    for (const GatewayReception &gateway : gateways) {
        line.writer().beginObject();
        line.text("id", gateway.id)
            .hex("eui", gateway.eui)
            .integer("antenna", std::optional(gateway.antenna))
            .real("rssi", gateway.rssi)
            .real("snr", gateway.snr)
            .real("channel_rssi", gateway.channelRssi)
            .real("signal_rssi", gateway.signalRssi)
            .time("time", gateway.timeNs)
            .time("received_at", gateway.receivedNs)
            .integer("fine_timestamp", gateway.fineTimestamp)
            .real("latitude", gateway.latitude)
            .real("longitude", gateway.longitude)
            .real("altitude", gateway.altitude);
        line.writer().endObject();
    }
    line.writer().endArray();
}

} // namespace

std::optional<quint32> missedFrames(const EventRecord &record)
{
    if (record.kind == EventKind::Uplink)
        return record.missed;
    if (record.kind == EventKind::Gap || record.kind == EventKind::Lost)
        return record.fCnt;
    return std::nullopt;
}

QByteArray gatewayList(const std::vector<GatewayReception> &gateways)
{
    Line line;
    addGateways(line, gateways);
    return line.writer().take();
}

QByteArray eventLine(const TrafficEvent &event, const EventRecord &record, const QString &network)
{
    const bool gap = event.kind == EventKind::Gap;
    Line line;
    line.writer().beginObject();
    line.text("kind", QString::fromLatin1(kindWord(event.kind)))
        .time("time", gap ? record.timeNs : event.timeNs)
        .time("received_at", gap ? record.receivedNs : event.receivedNs)
        .text("network", network)
        .text("application_id", event.applicationId)
        .text("device_id", event.deviceId)
        .hex("dev_eui", event.devEui)
        .hex("dev_addr", event.devAddr)
        .integer("f_port", event.fPort)
        .integer("f_cnt", event.fCnt)
        .integer("missed", missedFrames(record));
    line.writer().key("confirmed").boolean(event.confirmed);
    line.writer().key("payload_hex");
    event.payload ? line.writer().text(event.payload->toHex().toUpper()) : line.writer().null();
    line.json("decoded", event.decoded)
        .json("normalized", event.normalized)
        .texts("warnings", event.warnings)
        .text("data_rate", event.dataRate)
        .integer("frequency", event.frequencyHz ? std::optional(event.frequencyHz) : std::nullopt)
        .real("rssi", event.rssi)
        .real("snr", event.snr);
    line.writer().key("gateways");
    addGateways(line, event.gateways);
    line.real("consumed_airtime_ms", event.consumedAirtimeMs)
        .texts("correlation_ids", event.correlationIds)
        .text("error", event.error)
        .text("topic", QString::fromUtf8(event.topic));
    line.writer().endObject();
    return line.writer().take();
}

} // namespace Backend
