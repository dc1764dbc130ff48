// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/simulation.h"
#include "tests/unit/sandbox/recordings.h"

/// The sandbox without sockets and clock, for tests.
namespace SandboxRun {

using namespace Backend;

inline constexpr qint64 Start = 1'795'000'000'000'000'000; // 2026-11-18
inline constexpr qint64 Second = 1'000'000'000;

/// The sandbox for a while, and what it published.
struct Run
{
    explicit Run(quint64 seed = 1, double rate = 3)
        : simulation({seed, Start, rate}, [this](ServerMessage message) { messages.append(std::move(message)); })
    {
    }

    void forward(double seconds)
    {
        simulation.runUntil(simulation.nowNs() + qint64(seconds * double(Second)), [] { return true; });
    }

    QList<ServerMessage> of(const QByteArray &topicPart) const
    {
        QList<ServerMessage> out;
        for (const ServerMessage &message : messages) {
            if (message.topic.contains(topicPart))
                out.append(message);
        }
        return out;
    }

    /// The suffixes of topics of one device since the last call.
    QStringList news(const QByteArray &device)
    {
        QStringList out;
        for (; m_seen < messages.size(); ++m_seen) {
            const QString topic = QString::fromUtf8(messages[m_seen].topic);
            if (topic.contains(u"/devices/" + QString::fromUtf8(device) + u'/'))
                out.append(Recordings::suffix(topic));
        }
        return out;
    }

    QJsonObject last(const QByteArray &topic) const
    {
        for (auto it = messages.crbegin(); it != messages.crend(); ++it) {
            if (it->topic == topic)
                return QJsonDocument::fromJson(it->payload).object();
        }
        return {};
    }

    QList<ServerMessage> messages;
    Simulation simulation;

private:
    qsizetype m_seen = 0;
};

/// A run in which nothing happens by itself: devices are silenced.
inline std::unique_ptr<Run> quiet()
{
    auto run = std::make_unique<Run>();
    run->forward(10);
    for (const auto &device : run->simulation.devices())
        device->silenced = true;
    run->forward(2);
    run->news({});
    return run;
}

inline SandboxDevice &v3(Run &run, const char *application, const char *id)
{
    return *run.simulation.find(Domain::Generation::V3, application, id);
}

/// Uplinks until one was heard.
inline void uplink(Run &run, SandboxDevice &device, double thenSeconds = 1)
{
    const qsizetype before = run.messages.size();
    for (int i = 0; i < 20 && run.messages.size() == before; ++i) {
        run.simulation.uplink(device);
        run.forward(0.25);
    }
    run.forward(thenSeconds);
}

inline void push(Run &run, const char *device, const QByteArray &json, const char *command = "push")
{
    run.simulation.clientMessage(Domain::Generation::V3,
                                 QByteArray("v3/orchard/devices/") + device + "/down/" + command, json);
}

} // namespace SandboxRun
