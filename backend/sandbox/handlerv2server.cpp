// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/handlerv2server.h"

#include "backend/sandbox/handlerv2down.h"
#include "backend/sandbox/lorawan.h"

#include <QJsonDocument>

namespace Backend {

using namespace HandlerV2Messages;

namespace {

constexpr qint64 Millisecond = 1'000'000;

/// A value as the handler publishes it on its field topic.
QByteArray jsonText(const QJsonValue &value)
{
    const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return list.mid(1, list.size() - 2);
}

} // namespace

void HandlerV2Server::publish(const SandboxDevice &device, std::string_view suffix, QByteArray payload)
{
    m_publish({Domain::Generation::V2, topic(device, suffix), std::move(payload)});
}

int HandlerV2Server::queued(const SandboxDevice &device) const
{
    const auto found = m_states.find(&device);
    return found == m_states.end() ? 0 : int(found->second.queue.size()) + (found->second.current ? 1 : 0);
}

void HandlerV2Server::uplink(SandboxDevice &device, std::shared_ptr<const RadioFrame> frame)
{
    // The router waits for the same frame from other gateways.
    m_events.at(frame->receptions.front().arrivedNs + qint64(device.random.uniform(195, 210) * Millisecond),
                [this, &device, frame] { handle(device, *frame); });
}

void HandlerV2Server::handle(SandboxDevice &device, const RadioFrame &frame)
{
    State &known = m_states[&device];
    // The stored counter starts at 0: a first frame with counter 0 looks like a repetition.
    const bool retry = frame.fCnt == known.lastFCnt;
    known.lastFCnt = frame.fCnt;
    const bool answersCurrent = !retry && known.current && known.currentSent && frame.endNs > known.sentNs;
    if (answersCurrent && (!known.current->confirmed || frame.ack)) {
        if (known.current->confirmed)
            publish(device, "events/down/acks", acknowledged(*known.current));
        known.current.reset();
        known.currentSent = false;
    }
    publishUplink(device, frame, retry);
    if (known.current && known.currentSent) {
        answer(device, frame);
        return;
    }
    // So that an application that replies at once still catches this window.
    m_events.in(100 * Millisecond, [this, &device, frame] { answer(device, frame); });
}

HandlerV2Server::Decoded HandlerV2Server::decode(const SandboxDevice &device, int port, const QByteArray &payload) const
{
    if (faults.undecodable)
        return {std::nullopt, QStringLiteral("the sandbox was asked to fail")};
    const DecodedUplink decoded = device.sensor->decode(port, payload);
    return {decoded.fields, decoded.error};
}

void HandlerV2Server::tellError(const SandboxDevice &device, const QString &error)
{
    if (error.isEmpty())
        return;
    publish(device, "events/up/errors",
            HandlerV2Messages::error(device,
                                     "Unable to decode payload fields: Internal error: Decoder threw error: Error: "
                                         + error.toUtf8(),
                                     nullptr, false));
}

void HandlerV2Server::publishUplink(SandboxDevice &device, const RadioFrame &frame, bool retry)
{
    Decoded decoded;
    if (frame.fPort && !frame.payload.isEmpty())
        decoded = decode(device, *frame.fPort, frame.payload);
    const QByteArray message = HandlerV2Messages::uplink(device, frame, retry, decoded.fields);
    publish(device, "up", message);
    if (faults.duplicates)
        publish(device, "up", message);
    if (decoded.fields)
        publishFields(device, "up/", *decoded.fields, false);
    tellError(device, decoded.error);
}

void HandlerV2Server::simulate(const SandboxDevice &device, int port, const QByteArray &payload,
                               const std::optional<SandboxLocation> &place)
{
    Decoded decoded;
    if (!payload.isEmpty())
        decoded = decode(device, port, payload);
    publish(device, "up", HandlerV2Messages::simulated(device, port, payload, m_events.nowNs(), place, decoded.fields));
    if (decoded.fields)
        publishFields(device, "up/", *decoded.fields, false);
    tellError(device, decoded.error);
}

void HandlerV2Server::publishFields(const SandboxDevice &device, const QByteArray &prefix, const QJsonObject &fields,
                                    bool nested)
{
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        const QByteArray name = prefix + it.key().toUtf8();
        publish(device, std::string_view(name.constData(), std::size_t(name.size())), jsonText(it.value()));
        if (it.value().isObject() && (nested || device.model.sensor != SensorKind::CayenneLpp))
            publishFields(device, name + '/', it.value().toObject(), true);
    }
}

void HandlerV2Server::joinRequest(SandboxDevice &device, std::shared_ptr<const RadioFrame> frame,
                                  std::function<void(bool accepted)> answered)
{
    m_events.at(frame->receptions.front().arrivedNs + qint64(device.random.uniform(195, 210) * Millisecond),
                [this, &device, frame, answered = std::move(answered)] {
                    device.devAddr = 0x26000000 | (quint32(device.random.next()) & 0xFFFF);
                    device.hasSession = true;
                    device.fCntDown = 0;
                    m_states[&device].lastFCnt = 0;
                    publish(device, "events/activations", activation(device, *frame));
                    m_events.in(4'900 * Millisecond, [answered] { answered(true); });
                });
}

void HandlerV2Server::clientMessage(SandboxDevice *device, QByteArrayView command, const QByteArray &payload)
{
    if (!device || command != "down")
        return;
    if (auto downlink = parseHandlerV2Downlink(payload))
        schedule(*device, std::move(*downlink));
}

void HandlerV2Server::applicationDownlink(SandboxDevice &device, const QJsonObject &fields, bool confirmed)
{
    HandlerV2Downlink downlink;
    downlink.port = 15;
    downlink.confirmed = confirmed;
    downlink.fields = fields;
    downlink.schedule = HandlerV2Downlink::Schedule::Last;
    schedule(device, std::move(downlink));
}

void HandlerV2Server::schedule(SandboxDevice &device, HandlerV2Downlink downlink)
{
    using Schedule = HandlerV2Downlink::Schedule;
    if (!downlink.payload && downlink.fields.isEmpty()) {
        publish(device, "events/down/errors", error(device, "Downlink Payload not valid: empty", &downlink, true));
        return;
    }
    State &known = m_states[&device];
    switch (downlink.schedule) {
    case Schedule::Unknown:
        publish(device, "events/down/errors", error(device, "ScheduleType not valid: unknown", &downlink, false));
        return;
    case Schedule::Replace:
        known.queue.clear();
        known.current.reset();
        known.currentSent = false;
        known.queue.push_back(downlink);
        break;
    case Schedule::First:
        known.queue.push_front(downlink);
        break;
    case Schedule::Last:
        known.queue.push_back(downlink);
        break;
    }
    publish(device, "events/down/scheduled", scheduled(downlink));
}

bool HandlerV2Server::encode(SandboxDevice &device, HandlerV2Downlink &downlink)
{
    QByteArray problem;
    if (downlink.payload && !downlink.fields.isEmpty()) {
        problem = "Downlink not valid: Both Fields and Payload provided";
    } else if (!downlink.payload && !device.sensor->hasEncoder()) {
        problem = "Downlink Payload not valid: fields supplied, but no Encoder function set";
    } else if (!downlink.payload) {
        downlink.payload = device.sensor->encodeDownlink(downlink.fields);
        if (!downlink.payload)
            problem = "Internal error: Encoder threw error: Error: unknown value";
    }
    if (problem.isEmpty())
        return true;
    publish(device, "events/down/errors", error(device, problem, &downlink, true));
    publish(device, "events/up/errors", error(device, problem, nullptr, false));
    return false;
}

void HandlerV2Server::answer(SandboxDevice &device, const RadioFrame &frame)
{
    State &known = m_states[&device];
    if (!known.current && !known.queue.empty()) {
        known.current = std::move(known.queue.front());
        known.queue.pop_front();
        known.currentSent = false;
    }
    if (!known.current && !frame.confirmed)
        return;
    if (faults.gatewayRefuses) {
        publish(device, "events/down/errors", error(device, "No gateways available for downlink", nullptr, false));
        return;
    }
    std::optional<HandlerV2Downlink> leaving = known.current;
    if (leaving && !encode(device, *leaving)) {
        // Unconfirmed: once. Confirmed: again with every uplink until it is replaced.
        known.currentSent = true;
        known.sentNs = m_events.nowNs();
        return;
    }

    Transmission transmission;
    transmission.gateway = frame.receptions.front().gateway->id;
    transmission.counter = device.fCntDown++;
    const bool secondWindow = device.random.chance(0.3);
    transmission.spreadingFactor = secondWindow ? 9 : frame.spreadingFactor;
    transmission.frequencyHz = secondWindow ? LoraWan::Rx2Frequency : frame.frequencyHz;
    transmission.power = secondWindow ? 27 : 14;
    // The frame itself; payload and MIC are encrypted, so random bytes say as much.
    const bool confirmedDown = leaving && leaving->confirmed;
    QByteArray &bytes = transmission.frame;
    bytes += char(confirmedDown ? 0xA0 : 0x60);
    for (int shift = 0; shift < 32; shift += 8)
        bytes += char(device.devAddr >> shift);
    bytes += char((frame.confirmed ? 0x20 : 0) | (known.queue.empty() ? 0 : 0x10));
    bytes += char(transmission.counter);
    bytes += char(transmission.counter >> 8);
    if (leaving) {
        bytes += char(leaving->port ? leaving->port : 1);
        bytes += device.random.bytes(int(leaving->payload->size()));
    }
    bytes += device.random.bytes(4);
    transmission.airtimeNs = LoraWan::timeOnAirNs(int(bytes.size()), transmission.spreadingFactor);
    publish(device, "events/down/sent", sent(device, leaving ? &*leaving : nullptr, transmission));
    if (!leaving)
        return;
    known.currentSent = true;
    known.sentNs = m_events.nowNs();
    device.sensor->obey(leaving->port, *leaving->payload);
    if (leaving->confirmed && device.random.chance(device.model.answerChance))
        device.owesAck = true;
}

} // namespace Backend
