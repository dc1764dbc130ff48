// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/stackv3server.h"

#include "backend/sandbox/lorawan.h"
#include "backend/sandbox/stackv3push.h"

#include <algorithm>

namespace Backend {

using namespace StackV3Messages;

namespace {

constexpr qint64 Millisecond = 1'000'000;
constexpr int QueueCapacity = 10'000;
constexpr int DefaultAttempts = 8;

QByteArray rpc(std::string_view method, const QByteArray &ulid)
{
    return "rpc:/ttn.lorawan.v3." + QByteArray(method.data(), qsizetype(method.size())) + ':' + ulid;
}

} // namespace

void StackV3Server::publish(const SandboxDevice &device, std::string_view suffix, QByteArray payload)
{
    m_publish({Domain::Generation::V3, topic(device, suffix), std::move(payload)});
}

int StackV3Server::queued(const SandboxDevice &device) const
{
    const auto found = m_states.find(&device);
    return found == m_states.end() ? 0 : int(found->second.queue.size());
}

std::vector<StackV3Downlink> StackV3Server::queue(const SandboxDevice &device) const
{
    const auto found = m_states.find(&device);
    if (found == m_states.end())
        return {};
    return {found->second.queue.begin(), found->second.queue.end()};
}

void StackV3Server::uplink(SandboxDevice &device, std::shared_ptr<const RadioFrame> frame)
{
    const qint64 gatewayServer = frame->receptions.front().arrivedNs;
    const qint64 networkServer = gatewayServer + qint64(device.random.uniform(0.9, 2.2) * Millisecond);
    UplinkIds ids;
    ids.gsUplink = "gs:uplink:" + device.random.ulid(gatewayServer);
    ids.gsNs = rpc("GsNs/HandleUplink", device.random.ulid(gatewayServer));
    // The Network Server waits 200 ms for the same frame from other gateways.
    const qint64 applicationServer = networkServer + qint64(device.random.uniform(201, 209) * Millisecond);
    ids.nsAs = rpc("NsAs/HandleUplink", device.random.ulid(applicationServer));
    m_events.at(applicationServer, [this, &device, frame, ids, networkServer] {
        answerAwaited(device, *frame, ids);
        publishUplink(device, *frame, ids, networkServer);
        if (!device.model.classC)
            m_events.in(qint64(device.random.uniform(60, 85) * Millisecond),
                        [this, &device, ids] { send(device, &ids); });
        else
            sendClassC(device);
    });
}

void StackV3Server::publishUplink(SandboxDevice &device, const RadioFrame &frame, const UplinkIds &ids,
                                  qint64 networkServerNs)
{
    State &known = state(device);
    if (known.lastFCnt && frame.fCnt > *known.lastFCnt) {
        const quint32 missed = frame.fCnt - *known.lastFCnt - 1;
        const double window = 20;
        known.packetErrorRate = (known.packetErrorRate * window + missed) / (window + 1 + missed);
        if (known.packetErrorRate < 0.01)
            known.packetErrorRate = 0;
    }
    known.lastFCnt = frame.fCnt;

    Envelope envelope;
    envelope.correlationIds = merged({ids.gsUplink, ids.gsNs, ids.nsAs});
    envelope.receivedNs = m_events.nowNs();
    UplinkParts parts;
    parts.networkServerNs = networkServerNs;
    parts.packetErrorRate = known.packetErrorRate;
    if (!faults.undecodable && frame.fPort && !frame.payload.isEmpty()) {
        const DecodedUplink decoded = device.sensor->decode(*frame.fPort, frame.payload);
        parts.decoded = decoded.fields;
        parts.warnings = decoded.warnings;
        parts.normalized = decoded.normalized;
    }
    // The registered place is looked up in the background: the first uplink comes without.
    if (device.model.locationRegistered && std::exchange(known.knowsPlace, true))
        parts.locations["user"] = location(device.model.place, 0, "SOURCE_REGISTRY");
    QByteArray solved;
    if (parts.decoded && parts.decoded->contains(QLatin1String("latitude"))) {
        const SandboxLocation place{parts.decoded->value(QLatin1String("latitude")).toDouble(),
                                    parts.decoded->value(QLatin1String("longitude")).toDouble(),
                                    parts.decoded->value(QLatin1String("altitude")).toInt()};
        solved = location(place, 0, "SOURCE_GPS");
        parts.locations["frm-payload"] = solved;
    }

    const QByteArray message = StackV3Messages::uplink(device, frame, envelope, parts);
    for (const QJsonValue &measurement : std::as_const(parts.normalized))
        publish(device, "up/normalized", normalized(device, frame, envelope, parts, measurement.toObject()));
    publish(device, "up", message);
    if (faults.duplicates)
        publish(device, "up", message);
    if (!solved.isEmpty())
        publish(device, "location/solved", locationSolved(device, envelope, solved));
}

void StackV3Server::joinRequest(SandboxDevice &device, std::shared_ptr<const RadioFrame> frame,
                                std::function<void(bool accepted)> answered)
{
    const qint64 request = frame->receptions.front().arrivedNs + qint64(device.random.uniform(0.9, 2.2) * Millisecond);
    const QByteArray gsUplink = "gs:uplink:" + device.random.ulid(request);
    const QByteArray gsNs = rpc("GsNs/HandleUplink", device.random.ulid(request));
    const quint32 devAddr = quint32(device.random.next()) & 0x01FFFFFF;
    if (judgeJoin && !judgeJoin({device, *frame, request, gsUplink, gsNs, devAddr})) {
        answered(false);
        return;
    }
    // Published when the answer goes to the gateway, about a second before the device's first window.
    m_events.at(request + qint64(device.random.uniform(3'780, 3'850) * Millisecond),
                [this, &device, request, gsUplink, gsNs, devAddr, answered = std::move(answered)] {
                    State &known = state(device);
                    device.devAddr = devAddr;
                    device.sessionKeyId = device.random.ulidBytes(request).toBase64();
                    device.hasSession = true;
                    device.fCntDown = 0;
                    known.lastFCnt.reset();
                    known.knowsPlace = false;
                    known.packetErrorRate = 0;
                    // What was sent in the old session and not answered waits again, in the new one.
                    if (known.awaited)
                        known.queue.push_front(*std::exchange(known.awaited, std::nullopt));
                    Envelope envelope;
                    envelope.receivedNs = m_events.nowNs();
                    envelope.correlationIds
                        = merged({gsUplink, gsNs, rpc("NsAs/HandleUplink", device.random.ulid(envelope.receivedNs))});
                    publish(device, "join", joinAccept(device, envelope, request));
                    m_events.in(1'200 * Millisecond, [answered] { answered(true); });
                });
}

void StackV3Server::answerAwaited(SandboxDevice &device, const RadioFrame &frame, const UplinkIds &ids)
{
    State &known = state(device);
    // A frame that left the antenna before the downlink says nothing about it.
    if (!known.awaited || frame.endNs <= known.awaitedSinceNs)
        return;
    StackV3Downlink downlink = *std::exchange(known.awaited, std::nullopt);
    Envelope envelope;
    envelope.correlationIds = merged(downlink.correlationIds + QByteArrayList{ids.gsUplink, ids.gsNs, ids.nsAs});
    envelope.receivedNs = m_events.nowNs();
    const QByteArrayList own = merged(downlink.correlationIds);
    if (frame.ack) {
        publish(device, "down/ack", StackV3Messages::downlink(device, DownlinkMember::Ack, downlink, own, envelope));
        return;
    }
    StackV3Downlink::Retry retry = downlink.retry.value_or(StackV3Downlink::Retry{1, 0});
    ++retry.attempt;
    downlink.retry = retry;
    const int most = retry.maxAttempts ? retry.maxAttempts : DefaultAttempts;
    if (retry.attempt > most) {
        fail(device, downlink,
             {"pkg/applicationserver", "max_retries_reached", "maximum number of retries ({max_retries}) reached",
              QJsonObject{{QStringLiteral("max_retries"), QString::number(most)}}, device.random.hexId(), 10});
    } else {
        known.queue.push_front(downlink);
    }
    publish(device, "down/nack", StackV3Messages::downlink(device, DownlinkMember::Nack, downlink, own, envelope));
}

void StackV3Server::clientMessage(SandboxDevice *device, QByteArrayView command, const QByteArray &payload)
{
    const bool replace = command == "replace";
    if (!device || (command != "push" && !replace))
        return;
    if (auto downlinks = parseStackV3Push(payload, *device->sensor))
        enqueue(*device, std::move(*downlinks), replace);
}

void StackV3Server::applicationDownlink(SandboxDevice &device, const QJsonObject &fields, bool confirmed)
{
    const auto encoded = device.sensor->encodeDownlink(fields);
    if (!encoded)
        return;
    StackV3Downlink downlink;
    downlink.fPort = 15;
    downlink.payload = *encoded;
    downlink.decoded = fields;
    downlink.confirmed = confirmed;
    if (confirmed)
        downlink.retry = StackV3Downlink::Retry{1, 0};
    enqueue(device, {std::move(downlink)}, false);
}

std::optional<StackV3Error> StackV3Server::enqueue(SandboxDevice &device, std::vector<StackV3Downlink> downlinks,
                                                   bool replace)
{
    State &known = state(device);
    for (StackV3Downlink &downlink : downlinks) {
        downlink.correlationIds.append("as:downlink:" + device.random.ulid(m_events.nowNs()));
        downlink.correlationIds = merged(downlink.correlationIds);
    }
    // One bad item fails all of them.
    StackV3Error error;
    error.nameSpace = "pkg/applicationserver";
    const auto any = [&](auto &&is) { return std::any_of(downlinks.begin(), downlinks.end(), is); };
    if (any([](const auto &downlink) { return downlink.fPort == 0; })) {
        error.name = "no_f_port";
        error.messageFormat = "no FPort";
        error.code = 3;
    } else if (!device.hasSession) {
        error.name = "no_device_session";
        error.messageFormat = "no device session; check device activation";
        error.code = 9;
    } else if (any([&](const auto &d) { return d.absoluteTimeNs && d.absoluteTimeNs <= m_events.nowNs(); })) {
        error.nameSpace = "pkg/networkserver";
        error.name = "downlink_expired";
        error.messageFormat = "queued downlink expired";
        error.code = 9;
    } else if (any([](const auto &downlink) { return downlink.payload.size() > LoraWan::LargestPayload; })) {
        const auto tooLong = std::find_if(downlinks.begin(), downlinks.end(), [](const auto &downlink) {
            return downlink.payload.size() > LoraWan::LargestPayload;
        });
        error.nameSpace = "pkg/networkserver";
        error.name = "application_downlink_too_long";
        error.messageFormat = "application downlink payload length `{length}` exceeds maximum '{max}'";
        error.attributes
            = {{QStringLiteral("length"), tooLong->payload.size()}, {QStringLiteral("max"), LoraWan::LargestPayload}};
        error.code = 3;
    } else if (downlinks.size() + (replace ? 0 : known.queue.size()) > std::size_t(QueueCapacity)) {
        error.nameSpace = "pkg/networkserver";
        error.name = "downlink_queue_capacity";
        error.messageFormat = "downlink queue capacity exceeded";
        error.code = 8;
    }
    if (!error.name.isEmpty()) {
        for (const StackV3Downlink &downlink : downlinks) {
            error.correlationId = device.random.hexId();
            Envelope envelope{false, downlink.correlationIds, m_events.nowNs()};
            publish(device, "down/failed", failed(device, downlink, downlink.correlationIds, false, error, envelope));
        }
        return error;
    }
    if (replace)
        known.queue.clear();
    for (StackV3Downlink &downlink : downlinks) {
        Envelope envelope{false, downlink.correlationIds, m_events.nowNs()};
        publish(device, "down/queued",
                StackV3Messages::downlink(device, DownlinkMember::Queued, downlink, downlink.correlationIds, envelope));
        known.queue.push_back(std::move(downlink));
    }
    if (device.model.classC)
        sendClassC(device);
    return std::nullopt;
}

void StackV3Server::sendClassC(SandboxDevice &device)
{
    State &known = state(device);
    if (known.sending || known.queue.empty() || known.awaited || !device.hasSession)
        return;
    known.sending = true;
    constexpr qint64 ahead = 5'000 * Millisecond;
    const qint64 soon = m_events.nowNs() + qint64(device.random.uniform(270, 360) * Millisecond);
    m_events.at(std::max(soon, known.queue.front().absoluteTimeNs - ahead), [this, &device] {
        state(device).sending = false;
        send(device, nullptr);
        sendClassC(device);
    });
}

void StackV3Server::send(SandboxDevice &device, const UplinkIds *ids)
{
    State &known = state(device);
    if (known.queue.empty() || known.awaited || device.joining || !device.hasSession)
        return;
    // Meant for class B or C: waits for ever on a class A device, and all behind it.
    if (known.queue.front().classBC && !device.model.classC)
        return;
    StackV3Downlink downlink = std::move(known.queue.front());
    known.queue.pop_front();
    downlink.fCnt = device.fCntDown++;

    const qint64 now = m_events.nowNs();
    SandboxRandom &random = device.random;
    const bool pathKnown = std::all_of(downlink.gateways.begin(), downlink.gateways.end(),
                                       [&](const auto &antenna) { return m_radio.gateway(antenna.gateway); });
    if (!pathKnown) {
        Envelope envelope{true, {}, now};
        envelope.correlationIds
            = merged(downlink.correlationIds
                     + QByteArrayList{"as:up:" + random.ulid(now), rpc("NsAs/HandleUplink", random.ulid(now))});
        const StackV3Error error{
            "pkg/networkserver", "fixed_paths", "invalid fixed paths set in application downlink", {}, {}, 3};
        publish(device, "down/failed", failed(device, downlink, downlink.correlationIds, true, error, envelope));
        return;
    }

    QByteArrayList inner = downlink.correlationIds
        + QByteArrayList{"gs:tx_ack:" + random.ulid(now), "ns:transmission:" + random.ulid(now),
                         rpc("GsNs/ReportTxAcknowledgment", random.ulid(now)),
                         rpc("NsGs/ScheduleDownlink", random.ulid(now))};
    if (ids)
        inner += QByteArrayList{ids->gsUplink, ids->gsNs};
    inner = merged(inner);
    Envelope envelope{true, inner, now};
    envelope.correlationIds.append(rpc("NsAs/HandleUplink", random.ulid(now)));
    if (!ids)
        envelope.correlationIds.append("as:up:" + random.ulid(now));
    envelope.correlationIds = merged(envelope.correlationIds);

    if (downlink.confirmed) {
        known.awaited = downlink;
        known.awaitedSinceNs = now;
    }
    if (faults.gatewayRefuses) {
        const StackV3Error error{"pkg/networkserver",
                                 "transmission",
                                 "downlink transmission failed with result `{result}`",
                                 QJsonObject{{QStringLiteral("result"), QStringLiteral("TOO_LATE")}},
                                 random.hexId(),
                                 2};
        StackV3Downlink shown = downlink;
        shown.retry.reset();
        publish(device, "down/failed", failed(device, shown, inner, true, error, envelope));
        return;
    }
    publish(device, "down/sent", StackV3Messages::downlink(device, DownlinkMember::Sent, downlink, inner, envelope));
    device.sensor->obey(downlink.fPort, downlink.payload);
    if (downlink.confirmed && random.chance(device.model.answerChance))
        device.owesAck = true;
}

void StackV3Server::fail(const SandboxDevice &device, const StackV3Downlink &downlink, StackV3Error error)
{
    const QByteArrayList own = merged(downlink.correlationIds);
    Envelope envelope{false, own, m_events.nowNs()};
    publish(device, "down/failed", failed(device, downlink, own, true, error, envelope));
}

} // namespace Backend
