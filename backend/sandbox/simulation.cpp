// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/simulation.h"

#include "backend/sandbox/fleet.h"
#include "backend/sandbox/lorawan.h"

#include <algorithm>

namespace Backend {

namespace {

constexpr qint64 Second = 1'000'000'000;
constexpr qint64 JoinRetry = 20 * Second; ///< of a device that got no answer and has no session
constexpr quint64 JoinEui = 0x70B3D57ED0000001;
constexpr quint64 FirstDevEui = 0x70B3D57ED0061A00;

/// Messages for one uplink.
double messagesPerUplink(const DeviceModel &model)
{
    const bool v3 = model.generation == Domain::Generation::V3;
    switch (model.sensor) {
    case SensorKind::Soil:
        return v3 ? 3 : 1; // and two measurements
    case SensorKind::Tracker:
        return v3 ? 2 : 1; // and the location
    case SensorKind::Foreign:
        return v3 ? 1 : 2; // and the decoder's error
    case SensorKind::Door:
        return v3 ? 1 : 2; // and the acknowledgement that was sent
    default:
        return 1;
    }
}

} // namespace

Simulation::Simulation(const Options &options, NetworkServer::Publish publish)
    : m_options(options)
    , m_publish([this, publish = std::move(publish)](ServerMessage message) {
        if (m_observe)
            m_observe(message);
        publish(std::move(message));
    })
    , m_events(options.startNs)
    , m_v3(m_events, m_radio, m_publish)
    , m_v2(m_events, m_radio, m_publish)
    , m_rate(options.rate)
{
    for (const DeviceModel &model : sandboxFleet()) {
        m_usualRate += model.canJoin ? messagesPerUplink(model) / model.period : 0;
        addDevice(model);
    }
    qint64 delay = Second / 5;
    for (const auto &device : m_devices) {
        begin(*device, delay);
        delay += Second / 7;
    }
}

void Simulation::begin(SandboxDevice &device, qint64 delayNs)
{
    device.talkingSince = m_events.nowNs();
    planUplinks(device, std::min(delayNs, interval(device)));
    if (!device.model.joined)
        join(device);
    planJoins(device);
    planDownlinks(device);
}

SandboxDevice &Simulation::add(const DeviceModel &model, const Identity &identity)
{
    SandboxDevice &device = addDevice(model);
    device.devEui = identity.devEui;
    device.joinEui = identity.joinEui;
    if (!model.otaa)
        device.devAddr = identity.devAddr;
    begin(device, Second);
    return device;
}

void Simulation::remove(SandboxDevice &device)
{
    const auto found = std::find_if(m_devices.begin(), m_devices.end(),
                                    [&device](const auto &known) { return known.get() == &device; });
    if (found == m_devices.end())
        return;
    device.removed = true;
    m_removed.push_back(std::move(*found));
    m_devices.erase(found);
}

SandboxDevice &Simulation::addDevice(const DeviceModel &model)
{
    const quint64 index = m_added++;
    auto device = std::make_unique<SandboxDevice>(model, m_options.seed * 0x9E3779B97F4A7C15 + index);
    device->shadowing = m_radio.shadowing(device->random);
    device->devEui = FirstDevEui + index;
    device->joinEui = model.otaa ? JoinEui : 0;
    device->fCntUp = model.firstCounter;
    device->hasSession = model.joined;
    const bool v3 = model.generation == Domain::Generation::V3;
    device->devAddr
        = v3 ? quint32(device->random.next()) & 0x01FFFFFF : 0x26000000 | (quint32(device->random.next()) & 0xFFFF);
    if (v3 && model.otaa && model.joined)
        device->sessionKeyId = device->random.ulidBytes(m_options.startNs - 7'200 * Second).toBase64();
    if (model.joined)
        device->fCntDown = model.firstCounter / 40;
    device->frames = int(std::min<quint32>(model.firstCounter, 1'000));
    return *m_devices.emplace_back(std::move(device));
}

NetworkServer &Simulation::server(Domain::Generation generation)
{
    if (generation == Domain::Generation::V3)
        return m_v3;
    return m_v2;
}

bool Simulation::runUntil(qint64 timeNs, const std::function<bool()> &mayGoOn)
{
    return m_events.runUntil(timeNs, mayGoOn);
}

void Simulation::setRate(double messagesPerSecond)
{
    m_rate = messagesPerSecond;
    ++m_plan;
    for (const auto &device : m_devices)
        planUplinks(*device, qint64(double(interval(*device)) * device->random.unit()));
}

qint64 Simulation::interval(SandboxDevice &device)
{
    const double seconds = device.model.period * m_usualRate / m_rate * device.random.uniform(0.8, 1.2);
    return std::max<qint64>(qint64(seconds * double(Second)), 1'000);
}

void Simulation::planUplinks(SandboxDevice &device, qint64 firstDelayNs)
{
    m_events.in(firstDelayNs, [this, &device, plan = m_plan] {
        if (plan != m_plan || device.removed)
            return;
        planUplinks(device, interval(device));
        if (talks(device))
            uplink(device);
    });
}

void Simulation::planJoins(SandboxDevice &device)
{
    if (device.model.joinsEvery.count() == 0 || device.removed)
        return;
    m_events.in(device.model.joinsEvery.count() * Second, [this, &device] {
        if (talks(device))
            join(device);
        planJoins(device);
    });
}

void Simulation::planDownlinks(SandboxDevice &device)
{
    if (device.model.downlinkEvery.count() == 0 || device.removed)
        return;
    // Not more often at high rates; seldom at low ones.
    const double seconds = double(device.model.downlinkEvery.count()) * std::max(DefaultRate / m_rate, 1.0);
    m_events.in(qint64(seconds * device.random.uniform(0.2, 1) * double(Second)), [this, &device] {
        NetworkServer &network = server(device.model.generation);
        QJsonObject fields = device.model.downlinkFields;
        if (device.model.sensor == SensorKind::Valve && device.random.chance(0.5))
            fields.insert(QStringLiteral("valve"), QStringLiteral("closed"));
        if (talks(device) && network.queued(device) < 3)
            network.applicationDownlink(device, fields, device.model.downlinkConfirmed);
        planDownlinks(device);
    });
}

bool Simulation::talks(SandboxDevice &device)
{
    if (device.silenced || device.removed)
        return false;
    const DeviceModel &model = device.model;
    if (model.talksFor.count() == 0)
        return true;
    const qint64 cycle = (model.talksFor + model.silentFor).count() * Second;
    return (m_events.nowNs() - device.talkingSince) % cycle < model.talksFor.count() * Second;
}

std::shared_ptr<RadioFrame> Simulation::transmit(SandboxDevice &device, int phyBytes)
{
    const SandboxLocation place = device.sensor->position().value_or(device.model.place);
    auto frame = std::make_shared<RadioFrame>();
    frame->endNs = m_events.nowNs();
    frame->spreadingFactor = LoraWan::spreadingFactorFor(m_radio.meanSnr(place, device.shadowing));
    frame->channel = device.random.integer(0, int(LoraWan::UplinkChannels.size()) - 1);
    frame->frequencyHz = LoraWan::UplinkChannels[std::size_t(frame->channel)];
    frame->airtimeNs = LoraWan::timeOnAirNs(phyBytes, frame->spreadingFactor);
    frame->receptions = m_radio.receive(place, device.shadowing, frame->spreadingFactor, frame->endNs, device.random);
    return frame;
}

bool Simulation::join(SandboxDevice &device)
{
    if (!device.model.otaa || !device.model.canJoin || device.joining || device.removed)
        return false;
    device.joining = true;
    m_events.in(Second / 4, [this, &device] {
        if (device.removed)
            return;
        const auto frame = transmit(device, LoraWan::JoinRequestBytes);
        if (frame->receptions.empty()) {
            device.joining = false;
            m_events.in(5 * Second, [this, &device] { join(device); });
            return;
        }
        server(device.model.generation).joinRequest(device, frame, [this, &device](bool accepted) {
            device.joining = false;
            if (!accepted) {
                if (!device.hasSession)
                    m_events.in(JoinRetry, [this, &device] { join(device); });
                return;
            }
            device.sessionSinceNs = m_events.nowNs();
            device.fCntUp = 0;
            device.frames = 0;
            device.owesAck = false;
            m_events.in(Second / 2, [this, &device] {
                if (talks(device))
                    uplink(device);
            });
        });
    });
    return true;
}

bool Simulation::uplink(SandboxDevice &device)
{
    if (!device.hasSession || device.joining || device.removed)
        return false;
    SandboxRandom &random = device.random;
    Sensor::Measurement measurement = device.sensor->measure(random, m_events.nowNs());
    // Now and then an unknown device only answers the network: no port, no payload.
    const bool macOnly = device.model.sensor == SensorKind::Foreign && random.chance(0.05);
    if (macOnly)
        measurement.payload.clear();
    if (random.chance(device.model.skipChance))
        device.fCntUp += quint32(random.integer(1, 12));
    if (device.model.resetsAfter && device.fCntUp >= device.model.resetsAfter)
        device.fCntUp = 0;
    // The second uplink of a session answers the commands that came with the first.
    const int options = device.frames++ == 1 ? random.integer(2, 5) : 0;
    const int phyBytes = LoraWan::HeaderAndMicBytes + options + (macOnly ? 0 : 1 + int(measurement.payload.size()));

    const auto frame = transmit(device, phyBytes);
    frame->fCnt = device.fCntUp++;
    if (!macOnly)
        frame->fPort = measurement.fPort;
    frame->payload = measurement.payload;
    frame->confirmed = measurement.confirmed;
    frame->ack = std::exchange(device.owesAck, false);
    if (!frame->receptions.empty()) {
        device.lastSeenNs = m_events.nowNs();
        server(device.model.generation).uplink(device, frame);
    }
    return true;
}

SandboxDevice *Simulation::find(Domain::Generation generation, QByteArrayView application, QByteArrayView id)
{
    const auto found = std::find_if(m_devices.begin(), m_devices.end(), [&](const auto &device) {
        return device->model.generation == generation && device->model.application == application
            && device->model.id == id;
    });
    return found == m_devices.end() ? nullptr : found->get();
}

void Simulation::clientMessage(Domain::Generation generation, const QByteArray &topic, const QByteArray &payload)
{
    const QList<QByteArray> parts = topic.split('/');
    if (generation == Domain::Generation::V3) {
        if (parts.size() == 6 && parts[0] == "v3" && parts[2] == "devices" && parts[4] == "down")
            m_v3.clientMessage(find(generation, parts[1], parts[3]), parts[5], payload);
    } else if (parts.size() == 4 && parts[1] == "devices") {
        m_v2.clientMessage(find(generation, parts[0], parts[2]), parts[3], payload);
    }
}

} // namespace Backend
