// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mqtt/qtmqtttransport.h"

#include "backend/domain/clock.h"
#include "backend/mqtt/framedevice.h"

#include <QLoggingCategory>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QtMqtt/QMqttClient>

#include <cstring>

namespace Backend {
namespace {

using Code = Domain::Problem::Code;
using MqttProblems::Phase;

constexpr qint64 readBufferSize = 256 * 1024;
constexpr int holdIntervalMs = 5;
constexpr int goodbyeMs = 2000;

/// Qt MQTT prints a warning for each refused subscription and each strange packet; we report both ourselves.
void silenceLibrary()
{
    static QLoggingCategory::CategoryFilter previous = nullptr;
    [[maybe_unused]] static const bool installed = [] {
        previous = QLoggingCategory::installFilter([](QLoggingCategory *category) {
            if (previous)
                previous(category);
            if (std::strcmp(category->categoryName(), "qt.mqtt.connection") == 0)
                category->setEnabled(QtWarningMsg, false);
        });
        return true;
    }();
}

} // namespace

QtMqttTransport::QtMqttTransport(MessageQueue &queue, quint32 connection, QObject *parent)
    : MqttTransport(queue, connection, parent)
{
    silenceLibrary();
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        finish(MqttProblems::connection(m_phase == Phase::AwaitingConnack ? Code::ConnackTimeout : Code::ConnectTimeout,
                                        m_options.endpoint));
    });
    connect(&m_pingTimer, &QTimer::timeout, this, &QtMqttTransport::keepAlive);
    m_holdTimer.setInterval(holdIntervalMs);
    m_holdTimer.setSingleShot(true);
    connect(&m_holdTimer, &QTimer::timeout, this, [this] {
        if (m_heldMessage && offerHeld())
            m_device->release();
    });
}

QtMqttTransport::~QtMqttTransport()
{
    release();
}

void QtMqttTransport::open(const MqttOptions &options)
{
    Q_ASSERT(m_state == State::Closed);
    m_options = options;
    m_state = State::Active;
    m_phase = Phase::Connecting;
    m_certificateProblem = {};
    m_pendingEnd = {};
    m_pings = m_receivedAtPing = 0;
    const MqttProblems::Roots roots = MqttProblems::roots(options.endpoint);
    if (roots.problem) {
        finish(roots.problem);
        return;
    }
    m_limit.start(options.connectTimeoutMs);
    openSocket(roots.certificates);
}

void QtMqttTransport::openSocket(const QList<QSslCertificate> &roots)
{
    const Domain::Endpoint &endpoint = m_options.endpoint;
    QSslSocket *const secure = endpoint.trust ? new QSslSocket(this) : nullptr;
    m_socket = secure ? secure : new QTcpSocket(this);
    m_socket->setReadBufferSize(readBufferSize);
    connect(m_socket, &QTcpSocket::errorOccurred, this, &QtMqttTransport::socketFailed);
    connect(m_socket, &QTcpSocket::connected, this, [this, secure] {
        m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        m_phase = secure ? Phase::Handshake : Phase::AwaitingConnack;
        if (!secure)
            startClient();
    });
    if (!secure) {
        m_socket->connectToHost(endpoint.host, endpoint.port);
        return;
    }
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setCaCertificates(roots);
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    secure->setSslConfiguration(configuration);
    connect(secure, &QSslSocket::sslErrors, this, [this, secure](const QList<QSslError> &errors) {
        if (m_options.endpoint.trust->kind == Domain::TrustPolicy::Kind::Pin) {
            checkCertificate(*secure);
            if (!m_certificateProblem)
                secure->ignoreSslErrors();
        } else {
            m_certificateProblem = MqttProblems::tls(MqttProblems::certificateCode(errors), m_options.endpoint,
                                                     errors.value(0).errorString());
        }
    });
    connect(secure, &QSslSocket::encrypted, this, [this, secure] {
        // A pin counts also when the system has nothing against the certificate.
        checkCertificate(*secure);
        if (m_certificateProblem) {
            finish(m_certificateProblem);
            return;
        }
        m_phase = Phase::AwaitingConnack;
        startClient();
    });
    secure->connectToHostEncrypted(endpoint.host, endpoint.port);
}

void QtMqttTransport::checkCertificate(QSslSocket &socket)
{
    const Domain::TrustPolicy &trust = *m_options.endpoint.trust;
    if (trust.kind != Domain::TrustPolicy::Kind::Pin)
        return;
    const QSslCertificate leaf = socket.peerCertificate();
    const QByteArray found = leaf.isNull() ? QByteArray() : leaf.digest(QCryptographicHash::Sha256);
    if (found.isEmpty() || found != trust.sha256)
        m_certificateProblem = MqttProblems::pinMismatch(m_options.endpoint, found);
}

void QtMqttTransport::startClient()
{
    m_limit.start(m_options.connackTimeoutMs);
    m_client = new QMqttClient(this);
    // The client writes a last packet when it is destroyed, so the device must go after it.
    m_device = new FrameDevice(*m_socket, m_client);
    connect(m_device, &FrameDevice::malformed, this,
            [this] { finish(MqttProblems::connection(Code::NetworkError, m_options.endpoint)); });
    connect(m_device, &FrameDevice::drained, this, [this] {
        if (m_pendingEnd)
            finish(m_pendingEnd);
    });
    // With MQTT 5 the servers of The Things Stack close the connection without an answer.
    m_client->setProtocolVersion(QMqttClient::MQTT_3_1_1);
    m_client->setClientId(QString::fromUtf8(m_options.clientId));
    m_client->setUsername(m_options.userName);
    m_client->setPassword(QString::fromUtf8(m_options.password));
    m_client->setKeepAlive(quint16(m_options.keepAliveSeconds));
    m_client->setAutoKeepAlive(false);
    m_client->setCleanSession(true);
    connect(m_client, &QMqttClient::stateChanged, this, &QtMqttTransport::clientStateChanged);
    connect(m_client, &QMqttClient::messageSent, this, [this](qint32 id) {
        if (const int ours = m_publishing.take(id))
            Q_EMIT published(ours);
    });
    m_client->setTransport(m_device, QMqttClient::IODevice);
    m_client->connectToHost();
}

void QtMqttTransport::clientStateChanged()
{
    if (m_state != State::Active || !m_client)
        return;
    if (m_client->state() == QMqttClient::Connected) {
        m_limit.stop();
        m_phase = Phase::Open;
        if (m_options.keepAliveSeconds > 0)
            m_pingTimer.start(m_options.keepAliveSeconds * 1000);
        Q_EMIT opened();
    } else if (m_client->state() == QMqttClient::Disconnected) {
        // The socket is ours, so this is the client's own judgement of what the server sent.
        const int code = m_device->connackCode();
        finish(code > 0 ? MqttProblems::connack(code, m_options)
                        : MqttProblems::connection(Code::NetworkError, m_options.endpoint));
    }
}

void QtMqttTransport::close()
{
    if (m_state != State::Active)
        return;
    if (m_phase == Phase::Open)
        m_client->disconnectFromHost();
    finish({});
}

void QtMqttTransport::subscribe(const QString &filter, int qos)
{
    if (m_state != State::Active || m_phase != Phase::Open)
        return;
    const QMqttTopicFilter topicFilter(filter);
    QMqttSubscription *const subscription
        = topicFilter.isValid() ? m_client->subscribe(topicFilter, quint8(qos)) : nullptr;
    if (!subscription) {
        Q_EMIT subscribed(filter, -1, MqttProblems::subscription(m_options.endpoint, filter));
        return;
    }
    // Only here are retain and QoS to be had; QMqttClient::messageReceived has neither.
    connect(subscription, &QMqttSubscription::messageReceived, this, &QtMqttTransport::deliver);
    connect(subscription, &QMqttSubscription::stateChanged, this,
            [this, subscription, filter](QMqttSubscription::SubscriptionState state) {
                if (state == QMqttSubscription::Subscribed)
                    Q_EMIT subscribed(filter, subscription->qos(), {});
                else if (state == QMqttSubscription::Error)
                    Q_EMIT subscribed(filter, -1, MqttProblems::subscription(m_options.endpoint, filter));
            });
}

int QtMqttTransport::publish(const QString &topic, const QByteArray &payload, int qos, bool retain)
{
    const QMqttTopicName name(topic);
    if (m_state != State::Active || m_phase != Phase::Open || !name.isValid())
        return 0;
    const qint32 packet = m_client->publish(name, payload, quint8(qos), retain);
    if (packet < 0)
        return 0;
    const int id = ++m_lastId;
    if (qos > 0)
        m_publishing.insert(packet, id);
    else
        QMetaObject::invokeMethod(
            this, [this, id] { Q_EMIT published(id); }, Qt::QueuedConnection);
    return id;
}

void QtMqttTransport::deliver(const QMqttMessage &message)
{
    Domain::RawMessage raw;
    raw.topic = message.topic().name().toUtf8();
    raw.payload = message.payload();
    raw.receivedNs = Domain::nowNs();
    raw.retained = message.retain();
    raw.qos = message.qos();
    m_heldMessage = ReceivedMessage{std::move(raw), m_connection};
    if (!offerHeld())
        m_device->hold();
}

bool QtMqttTransport::offerHeld()
{
    switch (m_queue.tryPush(std::move(*m_heldMessage))) {
    case MessageQueue::Taken::Yes:
        m_heldMessage.reset();
        return true;
    case MessageQueue::Taken::Full:
        m_holdTimer.start();
        return false;
    case MessageQueue::Taken::Closed:
        break;
    }
    m_heldMessage.reset();
    QMetaObject::invokeMethod(this, &QtMqttTransport::close, Qt::QueuedConnection);
    return false;
}

void QtMqttTransport::keepAlive()
{
    const bool answered = m_device->pongs() >= m_pings;
    if (!answered && !m_device->isHeld() && m_device->received() == m_receivedAtPing) {
        finish(MqttProblems::connection(Code::KeepAliveTimeout, m_options.endpoint));
        return;
    }
    m_receivedAtPing = m_device->received();
    if (answered && m_client->requestPing())
        ++m_pings;
}

void QtMqttTransport::socketFailed(QAbstractSocket::SocketError error)
{
    if (m_state != State::Active)
        return;
    Domain::Problem problem = m_certificateProblem
        ? m_certificateProblem
        : MqttProblems::socket(error, m_socket->errorString(), m_phase, m_options.endpoint);
    if (m_device) {
        m_device->process();
        if (m_state != State::Active)
            return;
        if (m_device->isHeld()) {
            m_pendingEnd = problem;
            return;
        }
    }
    finish(problem);
}

void QtMqttTransport::finish(const Domain::Problem &problem)
{
    if (m_state != State::Active)
        return;
    m_state = State::Closing;
    release();
    QMetaObject::invokeMethod(
        this,
        [this, problem] {
            m_state = State::Closed;
            Q_EMIT closed(problem);
        },
        Qt::QueuedConnection);
}

void QtMqttTransport::release()
{
    m_limit.stop();
    m_pingTimer.stop();
    m_holdTimer.stop();
    m_heldMessage.reset();
    m_publishing.clear();
    if (m_device) {
        m_device->detach();
        disconnect(m_device, nullptr, this, nullptr);
        m_device = nullptr;
    }
    if (m_client) {
        disconnect(m_client, nullptr, this, nullptr);
        // The subscriptions are children of the client's connection and go with it.
        std::exchange(m_client, nullptr)->deleteLater();
    }
    if (m_socket) {
        disconnect(m_socket, nullptr, this, nullptr);
        QTcpSocket *const socket = std::exchange(m_socket, nullptr);
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        socket->disconnectFromHost();
        if (socket->state() == QAbstractSocket::UnconnectedState)
            socket->deleteLater();
        else
            QTimer::singleShot(goodbyeMs, socket, &QObject::deleteLater);
    }
}

} // namespace Backend
