// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/problem.h"
#include "backend/domain/profile.h"
#include "backend/mqtt/mqttconnection.h"

#include <QObject>
#include <QPointer>

#include <memory>

namespace Backend {

class Pipeline;

/// The MQTT connection of one application of a profile, as the main thread knows it. The connection itself lives in the
/// pipeline's `net` thread; its news go into the queue there, so that they stand where they belong among the messages.
class ApplicationLink : public QObject
{
    Q_OBJECT

public:
    /// `number`: the pipeline's for this connection; ingest must know it already.
    ApplicationLink(Pipeline &pipeline, QString application, quint32 number);
    ~ApplicationLink() override;

    [[nodiscard]] const QString &application() const { return m_application; }
    [[nodiscard]] quint32 number() const { return m_number; }
    [[nodiscard]] MqttConnection::State state() const { return m_state; }
    /// Why it waits or was refused.
    [[nodiscard]] const Domain::Problem &problem() const { return m_problem; }
    [[nodiscard]] qint64 nextAttemptNs() const { return m_nextAttemptNs; }
    /// Connects, is about to listen, or listens.
    [[nodiscard]] bool isUnderWay() const;

    /// Connects unless it is under way with this key. Refused at once: no key, plaintext without permission.
    void start(const Domain::Profile &profile, const QByteArray &key);
    /// The next start() connects anew, with another key.
    void markStale() { m_stale = true; }
    /// Says DISCONNECT; ends in state Stopped.
    void stop();

Q_SIGNALS:
    /// Not from within start(); from within stop() only where there was no connection yet.
    void changed();

private:
    struct NetSide;

    static void connectSide(NetSide &side, Pipeline &pipeline, const QPointer<ApplicationLink> &self, quint32 number);
    void setState(MqttConnection::State state, const Domain::Problem &problem, qint64 nextAttemptNs = 0);

    Pipeline &m_pipeline;
    const QString m_application;
    const quint32 m_number;
    std::shared_ptr<NetSide> m_net;
    MqttConnection::State m_state = MqttConnection::State::Stopped;
    Domain::Problem m_problem;
    qint64 m_nextAttemptNs = 0;
    bool m_connected = false; ///< there is a connection in the `net` thread, in whatever state
    bool m_stale = false;
};

} // namespace Backend
