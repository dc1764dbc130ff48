// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/eventline.h"

#include "app/cli/jsonline.h"
#include "backend/domain/clock.h"
#include "backend/domain/filterspec.h"

namespace App {

using namespace Domain;

namespace {

template <typename T, typename Write>
void addOptional(JsonLine &line, const char *key, const std::optional<T> &value, Write write)
{
    if (value)
        line.add(key, write(*value));
    else
        line.addNull(key);
}

void addText(JsonLine &line, const char *key, const QString &text)
{
    if (text.isEmpty())
        line.addNull(key);
    else
        line.add(key, text);
}

void addTime(JsonLine &line, const char *key, std::optional<qint64> ns)
{
    if (ns && *ns)
        line.add(key, QString::fromLatin1(toRfc3339(*ns)));
    else
        line.addNull(key);
}

double asDouble(double value)
{
    return value;
}

qint64 asInt(qint64 value)
{
    return value;
}

template <typename Identifier>
QString asHex(Identifier value)
{
    return value.toString();
}

QByteArray gatewayList(const TrafficEvent &event)
{
    QByteArray list = "[";
    for (const GatewayReception &gateway : event.gateways) {
        JsonLine entry;
        addText(entry, "id", gateway.id);
        addOptional(entry, "eui", gateway.eui, asHex<Eui>);
        entry.add("antenna", qint64(gateway.antenna));
        addOptional(entry, "rssi", gateway.rssi, asDouble);
        addOptional(entry, "snr", gateway.snr, asDouble);
        addOptional(entry, "channel_rssi", gateway.channelRssi, asDouble);
        addOptional(entry, "signal_rssi", gateway.signalRssi, asDouble);
        addTime(entry, "time", gateway.timeNs);
        addTime(entry, "received_at", gateway.receivedNs);
        if (gateway.fineTimestamp)
            entry.addJson("fine_timestamp", QByteArray::number(*gateway.fineTimestamp));
        else
            entry.addNull("fine_timestamp");
        addOptional(entry, "latitude", gateway.latitude, asDouble);
        addOptional(entry, "longitude", gateway.longitude, asDouble);
        addOptional(entry, "altitude", gateway.altitude, asDouble);
        if (list.size() > 1)
            list += ',';
        list += entry.finish();
    }
    return list + ']';
}

} // namespace

QByteArray eventLine(const TrafficEvent &event, const EventRecord &record, const QString &network)
{
    JsonLine line;
    const bool gap = event.kind == EventKind::Gap;
    line.add("kind", QString::fromLatin1(kindWord(event.kind)));
    addTime(line, "time", gap ? record.timeNs : event.timeNs);
    addTime(line, "received_at", gap ? record.receivedNs : event.receivedNs);
    addText(line, "network", network);
    addText(line, "application_id", event.applicationId);
    addText(line, "device_id", event.deviceId);
    addOptional(line, "dev_eui", event.devEui, asHex<Eui>);
    addOptional(line, "dev_addr", event.devAddr, asHex<DevAddr>);
    addOptional(line, "f_port", event.fPort, asInt);
    addOptional(line, "f_cnt", event.fCnt, asInt);
    if (event.kind == EventKind::Uplink)
        line.add("missed", qint64(record.missed));
    else if (gap || event.kind == EventKind::Lost)
        line.add("missed", qint64(record.fCnt));
    else
        line.addNull("missed");
    line.add("confirmed", event.confirmed);
    addOptional(line, "payload_hex", event.payload,
                [](const QByteArray &bytes) { return QString::fromLatin1(bytes.toHex().toUpper()); });
    line.addJson("decoded", event.decoded);
    line.addJson("normalized", event.normalized);
    line.add("warnings", event.warnings);
    addText(line, "data_rate", event.dataRate);
    if (event.frequencyHz)
        line.add("frequency", qint64(event.frequencyHz));
    else
        line.addNull("frequency");
    addOptional(line, "rssi", event.rssi, asDouble);
    addOptional(line, "snr", event.snr, asDouble);
    line.addJson("gateways", gatewayList(event));
    addOptional(line, "consumed_airtime_ms", event.consumedAirtimeMs, asDouble);
    line.add("correlation_ids", event.correlationIds);
    addText(line, "error", event.error);
    addText(line, "topic", QString::fromUtf8(event.topic));
    return line.finish();
}

} // namespace App
