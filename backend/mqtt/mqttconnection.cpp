// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mqtt/mqttconnection.h"

#include "backend/domain/clock.h"
#include "backend/mqtt/mqttproblems.h"

#include <QRandomGenerator>

#include <algorithm>

namespace Backend {

using Code = Domain::Problem::Code;

int MqttRetryPolicy::delayMs(int failures) const
{
    double delay = firstMs;
    for (int i = 1; i < failures && delay < maxMs; ++i)
        delay *= 2;
    delay = std::min(delay, double(maxMs));
    const double share = random ? random() : QRandomGenerator::global()->generateDouble();
    return int(delay * (1 - jitter * share));
}

MqttConnection::MqttConnection(std::unique_ptr<MqttTransport> transport, const MqttRetryPolicy &policy, QObject *parent)
    : QObject(parent)
    , m_transport(std::move(transport))
    , m_policy(policy)
{
    m_transport->setParent(this); // it moves to our thread with us
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &MqttConnection::open);
    m_stable.setSingleShot(true);
    connect(&m_stable, &QTimer::timeout, this, [this] { m_failures = 0; });
    m_subscribeLimit.setSingleShot(true);
    connect(&m_subscribeLimit, &QTimer::timeout, this,
            [this] { endWith(MqttProblems::connection(Code::ConnackTimeout, m_options.endpoint)); });
    connect(m_transport.get(), &MqttTransport::opened, this, &MqttConnection::opened);
    connect(m_transport.get(), &MqttTransport::closed, this, &MqttConnection::closed);
    connect(m_transport.get(), &MqttTransport::published, this, &MqttConnection::published);
    connect(m_transport.get(), &MqttTransport::subscribed, this,
            [this](const QString &filter, int, const Domain::Problem &problem) { subscribed(filter, problem); });
}

void MqttConnection::start(const MqttOptions &options, const QStringList &filters, int qos)
{
    m_options = options;
    m_filters = filters;
    m_qos = qos;
    m_wanted = true;
    m_failures = 0;
    if (m_transportBusy) {
        m_restart = true;
        m_transport->close();
    } else {
        open();
    }
}

void MqttConnection::stop()
{
    m_wanted = false;
    m_restart = false;
    m_retry.stop();
    if (m_transportBusy)
        m_transport->close();
    else
        setState(State::Stopped);
}

void MqttConnection::connectNow()
{
    if (m_state == State::Waiting || m_state == State::Refused)
        open();
}

int MqttConnection::publish(const QString &topic, const QByteArray &payload, int qos, bool retain)
{
    return m_state == State::Live || m_state == State::Subscribing ? m_transport->publish(topic, payload, qos, retain)
                                                                   : 0;
}

void MqttConnection::open()
{
    m_retry.stop();
    m_transportBusy = true;
    m_ownEnd = {};
    setState(State::Connecting);
    m_transport->open(m_options);
}

void MqttConnection::opened()
{
    m_unanswered = m_filters;
    m_granted = 0;
    m_refusal = {};
    m_subscribeLimit.start(m_options.connackTimeoutMs);
    setState(State::Subscribing);
    for (const QString &filter : std::as_const(m_filters))
        m_transport->subscribe(filter, m_qos);
}

void MqttConnection::subscribed(const QString &filter, const Domain::Problem &problem)
{
    if (m_state != State::Subscribing || !m_unanswered.removeOne(filter))
        return;
    if (problem) {
        if (!m_refusal)
            m_refusal = problem;
        Q_EMIT subscriptionRefused(filter, problem);
    } else {
        ++m_granted;
    }
    if (!m_unanswered.isEmpty())
        return;
    m_subscribeLimit.stop();
    if (m_granted == 0) {
        endWith(m_refusal);
        return;
    }
    m_stable.start(m_policy.stableMs);
    setState(State::Live, m_refusal);
    Q_EMIT live();
}

void MqttConnection::endWith(const Domain::Problem &problem)
{
    m_ownEnd = problem;
    m_transport->close();
}

void MqttConnection::closed(const Domain::Problem &transportProblem)
{
    const bool wasLive = m_state == State::Live;
    const Domain::Problem problem = m_ownEnd ? m_ownEnd : transportProblem;
    m_transportBusy = false;
    m_stable.stop();
    m_subscribeLimit.stop();
    const qint64 now = Domain::nowNs();
    if (wasLive && (m_wanted || problem)) {
        // Silence was noticed only after a ping had gone unanswered.
        const qint64 unnoticed
            = problem.code == Code::KeepAliveTimeout ? 2 * qint64(m_options.keepAliveSeconds) * 1'000'000'000 : 0;
        Q_EMIT lost(now - unnoticed, problem);
    }
    if (!m_wanted) {
        setState(State::Stopped);
    } else if (std::exchange(m_restart, false)) {
        open();
    } else if (!problem) {
        // Nobody takes messages any more.
        m_wanted = false;
        setState(State::Stopped);
    } else if (!problem.retryable) {
        setState(State::Refused, problem);
    } else {
        const int delay = m_policy.delayMs(++m_failures);
        m_retry.start(delay);
        setState(State::Waiting, problem, now + qint64(delay) * 1'000'000);
    }
}

void MqttConnection::setState(State state, const Domain::Problem &problem, qint64 nextAttemptNs)
{
    m_state = state;
    Q_EMIT stateChanged(state, problem, nextAttemptNs);
}

} // namespace Backend
