// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/mqtt/messagequeue.h"
#include "backend/mqtt/mqtttransport.h"
#include "backend/sandbox/faultproxy.h"
#include "backend/sandbox/mosquittobroker.h"
#include "backend/sandbox/mqttgate.h"

#include <QTimer>

#include <memory>
#include <vector>

namespace Backend {

/// The broker of one generation with the proxies in front of it, and the servers' own connection to it.
/// The proxies' ports are what clients see; they stay the same while brokers come and go. One thread with an event
/// loop.
class SandboxLink : public QObject
{
    Q_OBJECT

public:
    /// As good as none. With mosquitto's own word for that, 0, it throws out clients that publish what they may not;
    /// the real servers let them stay.
    static constexpr int NoQueueLimit = 100'000'000;

    /// `subscriptions` are what the servers listen to. The servers' own user is added here. With `judge` clients log in
    /// by its leave, as users that addUser() names.
    SandboxLink(BrokerOptions options, QStringList subscriptions, const MqttGate::Judge &judge = {},
                QObject *parent = nullptr);
    ~SandboxLink() override;

    /// Ends in ready() or failed().
    void start();
    /// Ends in stopped().
    void stop();

    [[nodiscard]] quint16 port() const { return m_plain.port(); }
    [[nodiscard]] quint16 tlsPort() const { return m_tls.port(); }
    [[nodiscard]] bool isConnected() const { return m_connected; }
    [[nodiscard]] qint64 brokerProcessId() const { return m_broker ? m_broker->processId() : 0; }
    [[nodiscard]] int clientConnections() const { return m_plain.connectionCount() + m_tls.connectionCount(); }

    /// Somebody more may log in.
    void addUser(const BrokerUser &user);

    /// QoS 0, not retained, as the real servers do. Lost while the broker is away.
    void publish(const QByteArray &topic, const QByteArray &payload);
    /// Given to publish() and not yet sent.
    [[nodiscard]] int unsent() const { return m_unsent; }
    /// What clients published since the last call.
    [[nodiscard]] std::vector<ReceivedMessage> takeReceived();

    void setProxyMode(FaultProxy::Mode mode, int delayMs);
    /// Ends the broker at once and leaves it down.
    void killBroker();
    /// Starts the broker; one that runs is killed first. `queueLimit`: messages kept for a slow subscriber, 0: no
    /// limit.
    void restartBroker(int queueLimit);
    [[nodiscard]] bool isBrokerWanted() const { return m_wanted; }
    [[nodiscard]] int queueLimit() const { return m_options.maxQueuedMessages; }

Q_SIGNALS:
    /// The servers are connected and listen; also after each restart of the broker.
    void ready();
    void failed(const Domain::Problem &problem);
    void stopped();

private:
    void startBroker();
    void connectServers();
    void subscribeNext();
    void finishStop();

    BrokerOptions m_options;
    const QStringList m_subscriptions;
    const QString m_user;
    const QByteArray m_password;
    FaultProxy m_plain{0};
    FaultProxy m_tls{0};
    std::unique_ptr<MqttGate> m_plainGate; ///< nullptr: the proxies lead to the broker itself
    std::unique_ptr<MqttGate> m_tlsGate;
    MessageQueue m_queue;
    std::unique_ptr<MosquittoBroker> m_broker;
    std::unique_ptr<MqttTransport> m_transport;
    QTimer m_retry;
    qsizetype m_subscribed = 0;
    int m_unsent = 0;
    bool m_connected = false;
    bool m_transportOpen = false; ///< open() was called and closed() has not come yet
    bool m_wanted = false;
    bool m_stopping = false;
};

} // namespace Backend
