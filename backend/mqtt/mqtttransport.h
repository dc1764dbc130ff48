// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/problem.h"
#include "backend/domain/profile.h"
#include "backend/mqtt/messagequeue.h"

#include <QObject>
#include <QStringList>

#include <memory>
#include <optional>

namespace Backend {

/// What one attempt to connect needs.
struct MqttOptions
{
    Domain::Endpoint endpoint;
    QByteArray clientId;
    QString userName;
    QByteArray password;
    int keepAliveSeconds = 30;
    int connectTimeoutMs = 15'000; ///< name, TCP and TLS
    int connackTimeoutMs = 15'000;
};

/// One MQTT 3.1.1 connection (clean session) over TCP or TLS. Lives in the `net` thread, where all calls are made and
/// all signals come; received messages go straight from the reading thread into the MessageQueue, without a signal. One
/// object serves any number of attempts, one after the other; it never reconnects by itself.
class MqttTransport : public QObject
{
    Q_OBJECT

public:
    enum class Kind { Qt, Mosquitto };

    /// `connection` marks the messages in the queue; the queue must outlive the transport.
    MqttTransport(MessageQueue &queue, quint32 connection, QObject *parent = nullptr)
        : QObject(parent)
        , m_queue(queue)
        , m_connection(connection)
    {
    }

    /// nullptr when that transport was not built.
    static std::unique_ptr<MqttTransport> create(Kind kind, MessageQueue &queue, quint32 connection);
    static bool isBuilt(Kind kind);
    /// The first that was built, QMqttClient before libmosquitto.
    static Kind defaultKind();
    /// `qt` or `mosquitto`, as in `--mqtt`.
    static QString name(Kind kind);
    static std::optional<Kind> kindFromName(QStringView name);
    /// Of those that were built, the default one first.
    static QStringList builtNames();

    /// Begins an attempt; ends in opened() or closed(). Only when closed.
    virtual void open(const MqttOptions &options) = 0;
    /// Says DISCONNECT when open. Always ends in one closed() with Problem::Code::None, queued; no message comes after
    /// it.
    virtual void close() = 0;
    /// Answered by subscribed(). `filter` must not overlap with another one of this transport.
    virtual void subscribe(const QString &filter, int qos) = 0;
    /// Returns an id > 0 that published() names (QoS 0: left the client; 1: acknowledged), or 0 when not open.
    virtual int publish(const QString &topic, const QByteArray &payload, int qos, bool retain) = 0;

Q_SIGNALS:
    void opened();
    /// The attempt failed or the connection ended; once per open().
    void closed(const Domain::Problem &problem);
    /// `problem` is SubscriptionRefused when the server said 0x80.
    void subscribed(const QString &filter, int grantedQos, const Domain::Problem &problem);
    void published(int id);

protected:
    MessageQueue &m_queue;
    const quint32 m_connection;
};

} // namespace Backend
