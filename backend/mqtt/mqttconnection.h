// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/mqtt/mqtttransport.h"

#include <QHash>
#include <QStringList>
#include <QTimer>

#include <functional>
#include <memory>

namespace Backend {

/// When to try again: first after `firstMs`, doubling up to `maxMs`, each shortened by a random part of at most
/// `jitter`.
struct MqttRetryPolicy
{
    int firstMs = 1000;
    int maxMs = 60'000;
    int stableMs = 60'000; ///< live for so long: the next loss begins with `firstMs` again
    double jitter = 0.25;
    std::function<double()> random; ///< 0…1; empty: the system's generator

    /// Milliseconds before the attempt that follows `failures` failed ones in a row (≥ 1).
    [[nodiscard]] int delayMs(int failures) const;
};

/// Keeps one MQTT connection up: opens it, subscribes, tries again with growing pauses, and stops trying when only a
/// person can help (credentials or certificate refused). Lives in the `net` thread with its transport. The client id
/// must be used by no other connection: two with one id both get everything at a v3 server and throw each other out at
/// v2's.
class MqttConnection : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Stopped,
        Connecting, ///< until the broker accepted us
        Subscribing,
        Live, ///< every filter is answered, at least one granted
        Waiting, ///< `nextAttemptNs` says until when
        Refused, ///< until connectNow() or start()
    };
    Q_ENUM(State)

    explicit MqttConnection(std::unique_ptr<MqttTransport> transport, const MqttRetryPolicy &policy = {},
                            QObject *parent = nullptr);

    /// Also while running: then the old connection is closed first.
    void start(const MqttOptions &options, const QStringList &filters, int qos = 0);
    /// Ends in state Stopped.
    void stop();
    /// Ends the pause or the refusal; without effect while connecting or live.
    void connectNow();
    /// As MqttTransport::publish().
    int publish(const QString &topic, const QByteArray &payload, int qos, bool retain);

    [[nodiscard]] State state() const { return m_state; }

Q_SIGNALS:
    /// `problem`: why it is Waiting or Refused; with Live: a filter that was refused while others were granted.
    void stateChanged(Backend::MqttConnection::State state, const Domain::Problem &problem, qint64 nextAttemptNs);
    /// Subscribed: from now on nothing is missed.
    void live();
    /// Was live, and is no longer, without having been asked to stop. `sinceNs`: the earliest moment from which
    /// messages may be missing (with KeepAliveTimeout before it was noticed).
    void lost(qint64 sinceNs, const Domain::Problem &problem);
    void subscriptionRefused(const QString &filter, const Domain::Problem &problem);
    void published(int id);

private:
    void open();
    void opened();
    void subscribed(const QString &filter, const Domain::Problem &problem);
    void closed(const Domain::Problem &problem);
    void endWith(const Domain::Problem &problem);
    void setState(State state, const Domain::Problem &problem = {}, qint64 nextAttemptNs = 0);

    const std::unique_ptr<MqttTransport> m_transport;
    const MqttRetryPolicy m_policy;
    MqttOptions m_options;
    QStringList m_filters;
    int m_qos = 0;
    QTimer m_retry{this}; // children, so that they move to the thread of the connection
    QTimer m_stable{this};
    QTimer m_subscribeLimit{this};
    State m_state = State::Stopped;
    QStringList m_unanswered;
    int m_granted = 0;
    int m_failures = 0;
    bool m_transportBusy = false; ///< between open() and closed()
    bool m_wanted = false; ///< between start() and stop()
    bool m_restart = false;
    Domain::Problem m_refusal; ///< first refused filter of this connection
    Domain::Problem m_ownEnd; ///< why we closed the transport ourselves
};

} // namespace Backend
