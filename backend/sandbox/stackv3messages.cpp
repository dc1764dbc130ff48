// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/stackv3messages.h"

#include "backend/domain/clock.h"
#include "backend/sandbox/lorawan.h"

#include <algorithm>
#include <array>

namespace Backend::StackV3Messages {

namespace {

constexpr std::array<const char *, 7> PriorityNames
    = {"LOWEST", "LOW", "BELOW_NORMAL", "NORMAL", "ABOVE_NORMAL", "HIGH", "HIGHEST"};

QByteArray hex(quint64 value, int digits)
{
    return QByteArray::number(value, 16).toUpper().rightJustified(digits, '0');
}

void writeIds(Domain::JsonWriter &json, const QByteArrayList &ids)
{
    json.key("correlation_ids").beginArray();
    for (const QByteArray &id : ids)
        json.text(id);
    json.endArray();
}

void begin(Domain::JsonWriter &json, const SandboxDevice &device, const Envelope &envelope)
{
    json.beginObject().key("end_device_ids").beginObject();
    json.key("device_id").text(device.model.id);
    json.key("application_ids").beginObject().key("application_id").text(device.model.application).endObject();
    if (device.namesDevEui)
        json.key("dev_eui").text(hex(device.devEui, 16));
    if (device.namesJoinEui)
        json.key("join_eui").text(hex(device.joinEui, 16));
    if (envelope.withDevAddr)
        json.key("dev_addr").text(hex(device.devAddr, 8));
    json.endObject();
    writeIds(json, envelope.correlationIds);
    json.key("received_at").text(Domain::toRfc3339(envelope.receivedNs));
}

void writeVarint(QByteArray &out, quint64 value)
{
    for (; value >= 0x80; value >>= 7)
        out += char(value | 0x80);
    out += char(value);
}

/// Opaque to clients; the real one is a protobuf message with the antenna and the times, and so is this.
QByteArray uplinkToken(const Reception &reception)
{
    QByteArray ids = "\x0a";
    writeVarint(ids, quint64(reception.gateway->id.size()));
    ids += reception.gateway->id + "\x12\x08";
    for (int shift = 56; shift >= 0; shift -= 8)
        ids += char(reception.gateway->eui >> shift);
    QByteArray antenna = "\x0a";
    writeVarint(antenna, quint64(ids.size()));
    antenna += ids;
    QByteArray time = "\x08";
    writeVarint(time, quint64(reception.arrivedNs / 1'000'000'000));
    time += '\x10';
    writeVarint(time, quint64(reception.arrivedNs % 1'000'000'000));
    QByteArray out = "\x0a";
    writeVarint(out, quint64(antenna.size()));
    out += antenna + '\x10';
    writeVarint(out, reception.timestampUs);
    out += '\x1a';
    writeVarint(out, quint64(time.size()));
    out += time + '\x20';
    writeVarint(out, quint64(reception.timestampUs) * 1000);
    return out;
}

void writeReception(Domain::JsonWriter &json, const RadioFrame &frame, const Reception &reception)
{
    const SandboxGateway &gateway = *reception.gateway;
    json.beginObject().key("gateway_ids").beginObject();
    json.key("gateway_id").text(gateway.id).key("eui").text(hex(gateway.eui, 16)).endObject();
    if (reception.antenna)
        json.key("antenna_index").integer(reception.antenna);
    const QByteArray gatewayTime = Domain::toRfc3339(frame.endNs / 1'000'000 * 1'000'000);
    if (gateway.hasClock)
        json.key("time").text(gatewayTime);
    json.key("timestamp").integer(reception.timestampUs);
    if (gateway.hasFineTimestamps)
        json.key("fine_timestamp").text(QByteArray::number(reception.fineTimestampNs));
    if (reception.rssi != 0)
        json.key("rssi").real(reception.rssi);
    if (gateway.hasFineTimestamps)
        json.key("signal_rssi").real(reception.signalRssi);
    if (reception.rssi != 0)
        json.key("channel_rssi").real(reception.rssi);
    // Gateways report tenths, of quarters.
    const double snr = qRound(reception.snr * 10 - 0.01) / 10.0;
    if (snr != 0)
        json.key("snr").real(snr);
    if (gateway.showsLocation)
        json.key("location").raw(location(gateway.location, 0, "SOURCE_REGISTRY"));
    json.key("uplink_token").base64(uplinkToken(reception));
    if (frame.channel)
        json.key("channel_index").integer(frame.channel);
    if (gateway.hasClock)
        json.key("gps_time").text(gatewayTime);
    json.key("received_at").text(Domain::toRfc3339(reception.arrivedNs)).endObject();
}

void writeFrameHead(Domain::JsonWriter &json, const SandboxDevice &device, const RadioFrame &frame)
{
    if (!device.sessionKeyId.isEmpty())
        json.key("session_key_id").text(device.sessionKeyId);
    if (frame.fPort && *frame.fPort)
        json.key("f_port").integer(*frame.fPort);
    if (frame.fCnt)
        json.key("f_cnt").integer(frame.fCnt);
    if (!frame.payload.isEmpty())
        json.key("frm_payload").base64(frame.payload);
}

void writeFrameTail(Domain::JsonWriter &json, const RadioFrame &frame, const UplinkParts &parts)
{
    json.key("rx_metadata").beginArray();
    for (const Reception &reception : frame.receptions)
        writeReception(json, frame, reception);
    json.endArray();

    const Reception &first = frame.receptions.front();
    json.key("settings").beginObject().key("data_rate").beginObject().key("lora").beginObject();
    json.key("bandwidth").integer(LoraWan::Bandwidth).key("spreading_factor").integer(frame.spreadingFactor);
    json.key("coding_rate").text("4/5").endObject().endObject();
    json.key("frequency").text(QByteArray::number(frame.frequencyHz)).key("timestamp").integer(first.timestampUs);
    if (first.gateway->hasClock)
        json.key("time").text(Domain::toRfc3339(frame.endNs / 1'000'000 * 1'000'000));
    json.endObject();

    json.key("received_at").text(Domain::toRfc3339(parts.networkServerNs));
    if (frame.confirmed)
        json.key("confirmed").boolean(true);
    const QByteArray airtime = QByteArray::number(double(frame.airtimeNs) / 1e9, 'f', 6) + 's';
    json.key("consumed_airtime").text(airtime);
    if (parts.packetErrorRate > 0)
        json.key("packet_error_rate").real(double(qRound(parts.packetErrorRate * 1e7)) / 1e7);
    if (!parts.locations.empty()) {
        json.key("locations").beginObject();
        for (const auto &[source, text] : parts.locations)
            json.key(std::string_view(source.constData(), std::size_t(source.size()))).raw(text);
        json.endObject();
    }
    json.key("network_ids").beginObject().key("net_id").text("000000").endObject();
}

void writeDownlink(Domain::JsonWriter &json, const SandboxDevice &device, const StackV3Downlink &downlink,
                   const QByteArrayList &ids, bool queued, bool sent, bool withSession)
{
    json.beginObject();
    if (queued) {
        if (!downlink.echoedSessionKeyId.isEmpty())
            json.key("session_key_id").text(downlink.echoedSessionKeyId);
    } else if (withSession && !device.sessionKeyId.isEmpty()) {
        json.key("session_key_id").text(device.sessionKeyId);
    }
    if (downlink.fPort)
        json.key("f_port").integer(downlink.fPort);
    const quint32 counter = queued || !withSession ? downlink.echoedFCnt.value_or(0) : downlink.fCnt;
    if (counter)
        json.key("f_cnt").integer(counter);
    if (!downlink.payload.isEmpty())
        json.key("frm_payload").base64(downlink.payload);
    // A form that nobody could encode is shown while it waits; what leaves is an empty frame.
    if (downlink.decoded && !(sent && downlink.onlyDecoded))
        json.key("decoded_payload").object(*downlink.decoded);
    if (downlink.confirmed)
        json.key("confirmed").boolean(true);
    if (downlink.classBC && !sent) {
        json.key("class_b_c").beginObject();
        if (!downlink.gateways.empty()) {
            json.key("gateways").beginArray();
            for (const auto &antenna : downlink.gateways) {
                json.beginObject().key("gateway_ids").beginObject().key("gateway_id").text(antenna.gateway).endObject();
                if (antenna.antenna)
                    json.key("antenna_index").integer(antenna.antenna);
                json.endObject();
            }
            json.endArray();
        }
        if (downlink.absoluteTimeNs)
            json.key("absolute_time").text(Domain::toRfc3339(downlink.absoluteTimeNs));
        json.endObject();
    }
    // The Network Server keeps application traffic at HIGH; an empty frame is its own, at HIGHEST.
    const int priority = !sent ? downlink.priority : downlink.payload.isEmpty() ? 6 : std::min(downlink.priority, 5);
    if (priority)
        json.key("priority").text(PriorityNames[std::size_t(priority)]);
    writeIds(json, ids);
    if (downlink.retry && !sent) {
        json.key("confirmed_retry").beginObject();
        if (downlink.retry->attempt)
            json.key("attempt").integer(downlink.retry->attempt);
        if (downlink.retry->maxAttempts)
            json.key("max_attempts").integer(downlink.retry->maxAttempts);
        json.endObject();
    }
    json.endObject();
}

} // namespace

QByteArray topic(const SandboxDevice &device, std::string_view suffix)
{
    QByteArray out = "v3/";
    out += device.model.application;
    out += "/devices/";
    out += device.model.id;
    out += '/';
    out.append(suffix.data(), qsizetype(suffix.size()));
    return out;
}

QByteArrayList merged(QByteArrayList ids)
{
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

QByteArray location(const SandboxLocation &location, int accuracy, std::string_view source)
{
    Domain::JsonWriter json;
    json.beginObject().key("latitude").real(location.latitude).key("longitude").real(location.longitude);
    if (location.altitude)
        json.key("altitude").integer(location.altitude);
    if (accuracy)
        json.key("accuracy").integer(accuracy);
    json.key("source").text(QByteArrayView(source.data(), qsizetype(source.size()))).endObject();
    return json.take();
}

QByteArray uplink(const SandboxDevice &device, const RadioFrame &frame, const Envelope &envelope,
                  const UplinkParts &parts)
{
    Domain::JsonWriter json;
    begin(json, device, envelope);
    json.key("uplink_message").beginObject();
    writeFrameHead(json, device, frame);
    if (parts.decoded)
        json.key("decoded_payload").object(*parts.decoded);
    if (!parts.warnings.isEmpty())
        json.key("decoded_payload_warnings").array(parts.warnings);
    if (!parts.normalized.isEmpty())
        json.key("normalized_payload").array(parts.normalized);
    writeFrameTail(json, frame, parts);
    json.endObject().endObject();
    return json.take();
}

QByteArray normalized(const SandboxDevice &device, const RadioFrame &frame, const Envelope &envelope,
                      const UplinkParts &parts, const QJsonObject &measurement)
{
    Domain::JsonWriter json;
    begin(json, device, envelope);
    json.key("uplink_normalized").beginObject();
    writeFrameHead(json, device, frame);
    json.key("normalized_payload").object(measurement);
    writeFrameTail(json, frame, parts);
    json.endObject().endObject();
    return json.take();
}

QByteArray joinAccept(const SandboxDevice &device, const Envelope &envelope, qint64 requestNs)
{
    Domain::JsonWriter json;
    begin(json, device, envelope);
    json.key("join_accept").beginObject().key("session_key_id").text(device.sessionKeyId);
    json.key("received_at").text(Domain::toRfc3339(requestNs)).endObject().endObject();
    return json.take();
}

QByteArray downlink(const SandboxDevice &device, DownlinkMember member, const StackV3Downlink &downlink,
                    const QByteArrayList &innerIds, const Envelope &envelope)
{
    static constexpr std::array<std::string_view, 4> names
        = {"downlink_queued", "downlink_sent", "downlink_ack", "downlink_nack"};
    Domain::JsonWriter json;
    begin(json, device, envelope);
    json.key(names[std::size_t(member)]);
    writeDownlink(json, device, downlink, innerIds, member == DownlinkMember::Queued, member == DownlinkMember::Sent,
                  true);
    json.endObject();
    return json.take();
}

QByteArray failed(const SandboxDevice &device, const StackV3Downlink &downlink, const QByteArrayList &innerIds,
                  bool withSession, const StackV3Error &error, const Envelope &envelope)
{
    Domain::JsonWriter json;
    begin(json, device, envelope);
    json.key("downlink_failed").beginObject().key("downlink");
    writeDownlink(json, device, downlink, innerIds, false, false, withSession);
    json.key("error").beginObject().key("namespace").text(error.nameSpace).key("name").text(error.name);
    json.key("message_format").text(error.messageFormat);
    if (!error.attributes.isEmpty())
        json.key("attributes").object(error.attributes);
    if (!error.correlationId.isEmpty())
        json.key("correlation_id").text(error.correlationId);
    json.key("code").integer(error.code).endObject().endObject().endObject();
    return json.take();
}

QByteArray locationSolved(const SandboxDevice &device, const Envelope &envelope, const QByteArray &location)
{
    Domain::JsonWriter json;
    begin(json, device, envelope);
    json.key("location_solved").beginObject().key("service").text("frm-payload");
    json.key("location").raw(location).endObject().endObject();
    return json.take();
}

} // namespace Backend::StackV3Messages
