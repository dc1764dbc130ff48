// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mqtt/mosquittotransport.h"

#include "backend/mqtt/mosquittosession.h"
#include "backend/mqtt/mqttproblems.h"

namespace Backend {

using Code = Domain::Problem::Code;

MosquittoTransport::MosquittoTransport(MessageQueue &queue, quint32 connection, QObject *parent)
    : MqttTransport(queue, connection, parent)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        sessionClosed(MqttProblems::connection(
            m_state == State::Connecting ? Code::ConnectTimeout : Code::ConnackTimeout, m_options.endpoint));
    });
}

MosquittoTransport::~MosquittoTransport()
{
    releaseSession();
}

void MosquittoTransport::open(const MqttOptions &options)
{
    Q_ASSERT(m_state == State::Closed);
    m_options = options;
    m_state = State::Connecting;
    const MqttProblems::Roots roots = MqttProblems::roots(options.endpoint);
    if (roots.problem) {
        closeLater(roots.problem);
        return;
    }
    m_session
        = std::make_shared<MosquittoSession>(options, roots.certificates, m_queue, m_connection, this, ++m_attempt);
    m_thread = std::thread([session = m_session] { session->run(); });
    m_timer.start(options.connectTimeoutMs);
}

void MosquittoTransport::close()
{
    if (m_state == State::Closed || m_state == State::Closing)
        return;
    releaseSession();
    closeLater({});
}

void MosquittoTransport::subscribe(const QString &filter, int qos)
{
    if (m_state == State::Open)
        m_session->subscribe(filter, qos);
}

int MosquittoTransport::publish(const QString &topic, const QByteArray &payload, int qos, bool retain)
{
    if (m_state != State::Open)
        return 0;
    m_session->publish(++m_lastId, topic, payload, qos, retain);
    return m_lastId;
}

void MosquittoTransport::fromSession(quint64 attempt, std::function<void(MosquittoTransport &)> what)
{
    QMetaObject::invokeMethod(
        this,
        [this, attempt, what = std::move(what)] {
            if (m_session && m_attempt == attempt)
                what(*this);
        },
        Qt::QueuedConnection);
}

void MosquittoTransport::sessionLinked()
{
    // Handshake and CONNACK may come in one turn of the session's loop, which then reports the latter first.
    if (m_state != State::Connecting)
        return;
    m_state = State::AwaitingConnack;
    m_timer.start(m_options.connackTimeoutMs);
}

void MosquittoTransport::sessionOpened()
{
    m_timer.stop();
    m_state = State::Open;
    Q_EMIT opened();
}

void MosquittoTransport::sessionSubscribed(const QString &filter, int qos)
{
    const bool refused = qos >= 0x80;
    Q_EMIT subscribed(filter, refused ? -1 : qos,
                      refused ? MqttProblems::subscription(m_options.endpoint, filter) : Domain::Problem());
}

void MosquittoTransport::sessionClosed(const Domain::Problem &problem)
{
    releaseSession();
    closeLater(problem);
}

void MosquittoTransport::releaseSession()
{
    m_timer.stop();
    if (!m_session)
        return;
    m_session->abandon();
    // Where the library cannot be interrupted the thread is left alone with its session: it ends by itself, silently.
    if (m_session->isConnecting())
        m_thread.detach();
    else
        m_thread.join();
    m_session.reset();
}

void MosquittoTransport::closeLater(const Domain::Problem &problem)
{
    m_state = State::Closing;
    QMetaObject::invokeMethod(
        this,
        [this, problem] {
            m_state = State::Closed;
            Q_EMIT closed(problem);
        },
        Qt::QueuedConnection);
}

} // namespace Backend
