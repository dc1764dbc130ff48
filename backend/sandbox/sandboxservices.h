// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace Backend {

struct Certificate;
struct SandboxAccess;
class Simulation;

/// What a key may do over MQTT with an application of The Things Stack. With neither it may connect all the same.
struct MqttRights
{
    bool reads = false;
    bool writes = false;
};

/// What serves the sandbox's management calls, beside its brokers. All in the thread of the network.
class SandboxServices
{
public:
    virtual ~SandboxServices() = default;

    /// Listens on loopback and puts its ports into `access`. Keeps both references. False: it cannot listen.
    virtual bool start(SandboxAccess &access, Simulation &simulation, const Certificate &certificate) = 0;
    /// Ends all calls at once, without waiting for the end.
    virtual void stop() = 0;

    /// nullopt: the key does not open this application.
    [[nodiscard]] virtual std::optional<MqttRights> mqttRights(const QByteArray &application, const QByteArray &key)
        = 0;
    /// A command of its own, in words: the answer as a line of JSON; nullopt: not one of its own.
    [[nodiscard]] virtual std::optional<QByteArray> execute(const QByteArrayList &words) = 0;
    /// How its commands are used.
    [[nodiscard]] virtual QByteArrayList usage() const = 0;
};

using SandboxServicesFactory = std::function<std::unique_ptr<SandboxServices>()>;

} // namespace Backend
