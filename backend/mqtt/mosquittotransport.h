// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/mqtt/mqtttransport.h"

#include <QTimer>

#include <functional>
#include <thread>

namespace Backend {

class MosquittoSession;

/// MqttTransport on libmosquitto. Each attempt is a MosquittoSession in a thread of its own.
class MosquittoTransport final : public MqttTransport
{
    Q_OBJECT

public:
    MosquittoTransport(MessageQueue &queue, quint32 connection, QObject *parent = nullptr);
    ~MosquittoTransport() override;

    void open(const MqttOptions &options) override;
    void close() override;
    void subscribe(const QString &filter, int qos) override;
    int publish(const QString &topic, const QByteArray &payload, int qos, bool retain) override;

private:
    friend class MosquittoSession;
    enum class State { Closed, Connecting, AwaitingConnack, Open, Closing };

    /// From the session's thread; `what` runs here unless the attempt is over by then.
    void fromSession(quint64 attempt, std::function<void(MosquittoTransport &)> what);
    void sessionLinked();
    void sessionOpened();
    void sessionSubscribed(const QString &filter, int qos);
    void sessionClosed(const Domain::Problem &problem);
    void releaseSession();
    void closeLater(const Domain::Problem &problem);

    std::shared_ptr<MosquittoSession> m_session;
    std::thread m_thread;
    QTimer m_timer{this};
    MqttOptions m_options;
    State m_state = State::Closed;
    quint64 m_attempt = 0; ///< events that an earlier attempt still had under way are dropped
    int m_lastId = 0;
};

} // namespace Backend
