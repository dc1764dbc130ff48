// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/mqtt/mqttproblems.h"
#include "backend/mqtt/mqtttransport.h"

#include <QHash>
#include <QTimer>

class QMqttClient;
class QMqttMessage;
class QSslSocket;
class QTcpSocket;

namespace Backend {

class FrameDevice;

/// MqttTransport on QMqttClient. It never lets QMqttClient open a socket: ours has a bounded read buffer (without one
/// it falls behind and stays behind), tells its errors apart and is encrypted before the client sees it. Socket and
/// client are new for each attempt.
class QtMqttTransport final : public MqttTransport
{
    Q_OBJECT

public:
    QtMqttTransport(MessageQueue &queue, quint32 connection, QObject *parent = nullptr);
    ~QtMqttTransport() override;

    void open(const MqttOptions &options) override;
    void close() override;
    void subscribe(const QString &filter, int qos) override;
    int publish(const QString &topic, const QByteArray &payload, int qos, bool retain) override;

private:
    enum class State { Closed, Active, Closing };

    void openSocket(const QList<QSslCertificate> &roots);
    void checkCertificate(QSslSocket &socket);
    void startClient();
    void clientStateChanged();
    void deliver(const QMqttMessage &message);
    /// False when the message stays held, or nobody wants it any more.
    bool offerHeld();
    void keepAlive();
    void socketFailed(QAbstractSocket::SocketError error);
    void finish(const Domain::Problem &problem);
    void release();

    QTcpSocket *m_socket = nullptr;
    FrameDevice *m_device = nullptr;
    QMqttClient *m_client = nullptr;
    QTimer m_limit{this}; ///< for the current phase
    QTimer m_pingTimer{this};
    QTimer m_holdTimer{this}; ///< asks the full queue again
    MqttOptions m_options;
    State m_state = State::Closed;
    MqttProblems::Phase m_phase = MqttProblems::Phase::Connecting;
    Domain::Problem m_certificateProblem;
    Domain::Problem m_pendingEnd; ///< the socket ended while the queue was full
    std::optional<ReceivedMessage> m_heldMessage;
    QHash<qint32, int> m_publishing; ///< our id by the client's
    quint64 m_pings = 0;
    quint64 m_receivedAtPing = 0;
    int m_lastId = 0;
};

} // namespace Backend
