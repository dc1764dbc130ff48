// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/handlerv2messages.h"

#include "backend/domain/clock.h"
#include "backend/sandbox/lorawan.h"

namespace Backend::HandlerV2Messages {

namespace {

QByteArray hex(quint64 value, int digits)
{
    return QByteArray::number(value, 16).toUpper().rightJustified(digits, '0');
}

QByteArray dataRate(int spreadingFactor)
{
    return "SF" + QByteArray::number(spreadingFactor) + "BW125";
}

/// The time without trailing zeros, as Go writes it.
QByteArray goTime(qint64 ns)
{
    QByteArray text = Domain::toRfc3339(ns);
    if (!text.contains('.'))
        return text;
    text.chop(1);
    while (text.endsWith('0'))
        text.chop(1);
    return text + 'Z';
}

void writePlace(Domain::JsonWriter &json, const SandboxLocation &place)
{
    json.key("latitude").real(place.latitude).key("longitude").real(place.longitude);
    if (place.altitude)
        json.key("altitude").integer(place.altitude);
}

void writeLocation(Domain::JsonWriter &json, const SandboxLocation &place, QByteArrayView source)
{
    writePlace(json, place);
    json.key("location_source").text(source);
}

void writeMetadata(Domain::JsonWriter &json, const SandboxDevice &device, const RadioFrame &frame, qint64 airtimeNs,
                   bool activation)
{
    json.key("metadata").beginObject();
    json.key("time").text(goTime(frame.receptions.front().arrivedNs));
    json.key("frequency").real(frame.frequencyHz / 1e6).key("modulation").text("LORA");
    json.key("data_rate").text(dataRate(frame.spreadingFactor));
    json.key("airtime").integer(airtimeNs).key("coding_rate").text("4/5");
    json.key("gateways").beginArray();
    for (const Reception &reception : frame.receptions) {
        const SandboxGateway &gateway = *reception.gateway;
        json.beginObject().key("gtw_id").text(gateway.id);
        if (gateway.trusted && !activation)
            json.key("gtw_trusted").boolean(true);
        json.key("timestamp").integer(reception.timestampUs);
        if (gateway.hasFineTimestamps)
            json.key("fine_timestamp").integer(qint64(reception.fineTimestampNs));
        json.key("time").text(gateway.hasClock ? goTime(frame.endNs) : QByteArray());
        if (reception.antenna)
            json.key("antenna").integer(reception.antenna);
        json.key("channel").integer(frame.channel).key("rssi").real(reception.rssi).key("snr").real(reception.snr);
        json.key("rf_chain").integer(frame.channel < 3 ? 0 : 1);
        if (gateway.showsLocation && !activation)
            writeLocation(json, gateway.location, "config");
        json.endObject();
    }
    json.endArray();
    if (device.model.locationRegistered)
        writeLocation(json, device.model.place, "registry");
    json.endObject();
}

void writeContent(Domain::JsonWriter &json, const HandlerV2Downlink &downlink)
{
    json.key("port").integer(downlink.port);
    if (downlink.confirmed)
        json.key("confirmed").boolean(true);
    if (downlink.payload)
        json.key("payload_raw").base64(*downlink.payload);
    if (!downlink.fields.isEmpty())
        json.key("payload_fields").object(downlink.fields);
}

QByteArray onlyMessage(const HandlerV2Downlink &downlink)
{
    Domain::JsonWriter json;
    json.beginObject().key("message").beginObject();
    writeContent(json, downlink);
    json.endObject().endObject();
    return json.take();
}

} // namespace

QByteArray topic(const SandboxDevice &device, std::string_view suffix)
{
    QByteArray out = device.model.application + "/devices/" + device.model.id + '/';
    out.append(suffix.data(), qsizetype(suffix.size()));
    return out;
}

QByteArray uplink(const SandboxDevice &device, const RadioFrame &frame, bool retry,
                  const std::optional<QJsonObject> &fields)
{
    Domain::JsonWriter json;
    json.beginObject().key("app_id").text(device.model.application).key("dev_id").text(device.model.id);
    json.key("hardware_serial").text(hex(device.devEui, 16));
    json.key("port").integer(frame.fPort.value_or(0)).key("counter").integer(frame.fCnt);
    if (frame.confirmed)
        json.key("confirmed").boolean(true);
    if (retry)
        json.key("is_retry").boolean(true);
    json.key("payload_raw");
    if (frame.payload.isEmpty())
        json.null();
    else
        json.base64(frame.payload);
    if (fields && !fields->isEmpty())
        json.key("payload_fields").object(*fields);
    writeMetadata(json, device, frame, frame.airtimeNs, false);
    if (fields && !device.model.attributes.isEmpty())
        json.key("attributes").object(device.model.attributes);
    json.endObject();
    return json.take();
}

QByteArray simulated(const SandboxDevice &device, int port, const QByteArray &payload, qint64 timeNs,
                     const std::optional<SandboxLocation> &place, const std::optional<QJsonObject> &fields)
{
    Domain::JsonWriter json;
    json.beginObject().key("app_id").text(device.model.application).key("dev_id").text(device.model.id);
    json.key("hardware_serial").text(hex(device.devEui, 16)).key("port").integer(port).key("counter").integer(0);
    json.key("payload_raw");
    if (payload.isEmpty())
        json.null();
    else
        json.base64(payload);
    if (fields && !fields->isEmpty())
        json.key("payload_fields").object(*fields);
    json.key("metadata").beginObject().key("time").text(goTime(timeNs));
    if (place)
        writePlace(json, *place);
    json.endObject();
    if (fields && !device.model.attributes.isEmpty())
        json.key("attributes").object(device.model.attributes);
    json.endObject();
    return json.take();
}

QByteArray activation(const SandboxDevice &device, const RadioFrame &frame)
{
    Domain::JsonWriter json;
    json.beginObject().key("app_eui").text(hex(device.joinEui, 16)).key("dev_eui").text(hex(device.devEui, 16));
    json.key("dev_addr").text(hex(device.devAddr, 8));
    // The server counts the airtime of an empty frame here.
    writeMetadata(json, device, frame, LoraWan::timeOnAirNs(0, frame.spreadingFactor), true);
    json.endObject();
    return json.take();
}

QByteArray scheduled(const HandlerV2Downlink &downlink)
{
    return onlyMessage(downlink);
}

QByteArray acknowledged(const HandlerV2Downlink &downlink)
{
    return onlyMessage(downlink);
}

QByteArray sent(const SandboxDevice &device, const HandlerV2Downlink *downlink, const Transmission &transmission)
{
    Domain::JsonWriter json;
    json.beginObject().key("payload").base64(transmission.frame).key("message").beginObject();
    json.key("app_id").text(device.model.application).key("dev_id").text(device.model.id);
    if (downlink)
        writeContent(json, *downlink);
    else
        json.key("port").integer(0);
    json.endObject().key("gateway_id").text(transmission.gateway).key("config").beginObject();
    json.key("modulation").text("LORA");
    json.key("data_rate").text(dataRate(transmission.spreadingFactor));
    json.key("airtime").integer(transmission.airtimeNs);
    if (transmission.counter)
        json.key("counter").integer(transmission.counter);
    json.key("frequency").integer(transmission.frequencyHz).key("power").integer(transmission.power);
    json.endObject().endObject();
    return json.take();
}

QByteArray error(const SandboxDevice &device, const QByteArray &text, const HandlerV2Downlink *downlink, bool named)
{
    Domain::JsonWriter json;
    json.beginObject().key("error").text(text);
    if (downlink) {
        json.key("message").beginObject();
        if (named)
            json.key("app_id").text(device.model.application).key("dev_id").text(device.model.id);
        writeContent(json, *downlink);
        json.endObject();
    }
    json.endObject();
    return json.take();
}

} // namespace Backend::HandlerV2Messages
