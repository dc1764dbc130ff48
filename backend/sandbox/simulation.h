// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/handlerv2server.h"
#include "backend/sandbox/stackv3server.h"

#include <functional>
#include <memory>
#include <vector>

namespace Backend {

/// Devices, radio and servers of the sandbox, without sockets and without a clock: it runs exactly as far as it is
/// told, and one seed, start time and course of calls give the same messages. Any one thread.
class Simulation
{
public:
    /// Messages per second of the default.
    static constexpr double DefaultRate = 3;

    struct Options
    {
        quint64 seed = 1;
        qint64 startNs = 0;
        double rate = DefaultRate;
    };

    Simulation(const Options &options, NetworkServer::Publish publish);
    Simulation(const Simulation &) = delete;
    Simulation &operator=(const Simulation &) = delete;

    /// Lets everything happen up to `timeNs`, as long as `mayGoOn` says so; false when that stopped it.
    bool runUntil(qint64 timeNs, const std::function<bool()> &mayGoOn);
    [[nodiscard]] qint64 nowNs() const { return m_events.nowNs(); }
    /// All that is planned happens later by this much.
    void postpone(qint64 byNs) { m_events.postponeAll(byNs); }

    /// Events per second over all devices (uplinks, normalized uplinks and the like; v2's field topics do not count).
    void setRate(double messagesPerSecond);
    [[nodiscard]] double rate() const { return m_rate; }

    void clientMessage(Domain::Generation generation, const QByteArray &topic, const QByteArray &payload);

    [[nodiscard]] const std::vector<std::unique_ptr<SandboxDevice>> &devices() const { return m_devices; }
    [[nodiscard]] SandboxDevice *find(Domain::Generation generation, QByteArrayView application, QByteArrayView id);
    [[nodiscard]] NetworkServer &server(Domain::Generation generation);
    [[nodiscard]] HandlerV2Server &handler() { return m_v2; }
    [[nodiscard]] StackV3Server &stack() { return m_v3; }
    /// Sees every message before it is published; unset: nobody.
    void observe(std::function<void(const ServerMessage &)> observe) { m_observe = std::move(observe); }

    /// What tells a device from others.
    struct Identity
    {
        quint64 devEui = 0;
        quint64 joinEui = 0;
        quint32 devAddr = 0; ///< ABP
    };

    /// A device that was registered while it runs: OTAA joins at once, ABP sends at once. Lives as long as this.
    SandboxDevice &add(const DeviceModel &model, const Identity &identity);
    /// It is no longer found nor heard.
    void remove(SandboxDevice &device);
    /// Something of a server's own, in the network's time.
    void later(qint64 delayNs, std::function<void()> run) { m_events.in(delayNs, std::move(run)); }
    /// A message of the servers themselves.
    void announce(ServerMessage message) { m_publish(std::move(message)); }

    /// False when the device cannot join (ABP, already joining).
    bool join(SandboxDevice &device);
    /// An uplink now. False without a session.
    bool uplink(SandboxDevice &device);
    /// The device's counter starts again at 0.
    static void resetCounter(SandboxDevice &device) { device.fCntUp = 0; }

private:
    SandboxDevice &addDevice(const DeviceModel &model);
    void planUplinks(SandboxDevice &device, qint64 firstDelayNs);
    void planJoins(SandboxDevice &device);
    void planDownlinks(SandboxDevice &device);
    [[nodiscard]] qint64 interval(SandboxDevice &device);
    [[nodiscard]] bool talks(SandboxDevice &device);
    void begin(SandboxDevice &device, qint64 delayNs);
    [[nodiscard]] std::shared_ptr<RadioFrame> transmit(SandboxDevice &device, int phyBytes);

    const Options m_options;
    std::function<void(const ServerMessage &)> m_observe;
    NetworkServer::Publish m_publish;
    EventQueue m_events;
    RadioModel m_radio;
    StackV3Server m_v3;
    HandlerV2Server m_v2;
    std::vector<std::unique_ptr<SandboxDevice>> m_devices;
    std::vector<std::unique_ptr<SandboxDevice>> m_removed; ///< planned events still name them
    quint64 m_added = 0;
    double m_usualRate = 0; ///< at the periods of the models
    double m_rate;
    quint64 m_plan = 0; ///< what was planned at another rate no longer counts
};

} // namespace Backend
