// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mqtt/mosquittosession.h"

#include "backend/domain/clock.h"
#include "backend/mqtt/mosquittotransport.h"
#include "backend/mqtt/mqttproblems.h"

#include <QElapsedTimer>
#include <QHostAddress>
#include <QUrl>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <mosquitto.h>
#include <thread>

namespace Backend {

using Code = Domain::Problem::Code;
using MqttProblems::Phase;

static constexpr int minKeepAlive = 5; // the library refuses less

/// What libmosquitto calls, in the session's thread.
struct MosquittoSession::Callbacks
{
    static MosquittoSession &self(void *user) { return *static_cast<MosquittoSession *>(user); }

    static void connected(mosquitto *, void *user, int code)
    {
        self(user).m_connack = code;
        if (code == 0)
            self(user).post([](MosquittoTransport &owner) { owner.sessionOpened(); });
    }

    static void subscribed(mosquitto *, void *user, int id, int count, const int *granted)
    {
        MosquittoSession &session = self(user);
        const QString filter = session.m_subscriptions.take(id);
        const int qos = count > 0 ? granted[0] : 0x80;
        if (!filter.isNull())
            session.post([filter, qos](MosquittoTransport &owner) { owner.sessionSubscribed(filter, qos); });
    }

    static void published(mosquitto *, void *user, int id)
    {
        MosquittoSession &session = self(user);
        if (const int ours = session.m_publishing.take(id)) {
            --session.m_unacknowledged;
            session.post([ours](MosquittoTransport &owner) { Q_EMIT owner.published(ours); });
        }
    }

    static void message(mosquitto *, void *user, const mosquitto_message *message)
    {
        self(user).deliverFromLibrary(*message);
        errno = 0; // EAGAIN left behind by us would make the library stop with decrypted packets unread
    }

    static void log(mosquitto *, void *user, int level, const char *text)
    {
        if (level == MOSQ_LOG_ERR)
            self(user).m_libraryLog = QString::fromUtf8(text);
    }
};

MosquittoSession::MosquittoSession(const MqttOptions &options, const QList<QSslCertificate> &roots, MessageQueue &queue,
                                   quint32 connection, MosquittoTransport *owner, quint64 attempt)
    : m_options(options)
    , m_connection(connection)
    , m_attempt(attempt)
    , m_owner(owner)
    , m_queue(&queue)
    , m_reader([this](Domain::RawMessage &message) { return deliver(message); })
{
    [[maybe_unused]] static const int initialised = mosquitto_lib_init();
    if (options.endpoint.trust)
        m_tls = std::make_unique<TlsContext>(options.endpoint, roots);
}

MosquittoSession::~MosquittoSession()
{
    if (m_mosquitto)
        mosquitto_destroy(m_mosquitto);
}

void MosquittoSession::run()
{
    int result = MOSQ_ERR_NOMEM;
    int systemError = 0;
    if (m_poll.isValid() && prepare()) {
        const QString &host = m_options.endpoint.host;
        const QByteArray name = QHostAddress(host).isNull() ? QUrl::toAce(host) : host.toLatin1();
        errno = 0;
        // An empty name would be taken for the local host, one that is no name for a path.
        result = name.isEmpty() ? int(MOSQ_ERR_EAI)
                                : mosquitto_connect(m_mosquitto, name.constData(), m_options.endpoint.port,
                                                    qMax(minKeepAlive, m_options.keepAliveSeconds));
        systemError = errno;
        m_connecting = false;
        if (result != MOSQ_ERR_SUCCESS) {
            post([problem = connectProblem(result, systemError)](MosquittoTransport &owner) {
                owner.sessionClosed(problem);
            });
            return;
        }
        if (!m_tls)
            post([](MosquittoTransport &owner) { owner.sessionLinked(); });
        errno = 0;
        result = loop();
        systemError = errno;
    }
    m_connecting = false;
    finish(result, systemError);
}

bool MosquittoSession::prepare()
{
    m_mosquitto = mosquitto_new(m_options.clientId.constData(), true, this);
    if (!m_mosquitto)
        return false;
    mosquitto_connect_callback_set(m_mosquitto, &Callbacks::connected);
    mosquitto_subscribe_callback_set(m_mosquitto, &Callbacks::subscribed);
    mosquitto_publish_callback_set(m_mosquitto, &Callbacks::published);
    mosquitto_message_callback_set(m_mosquitto, &Callbacks::message);
    mosquitto_log_callback_set(m_mosquitto, &Callbacks::log);
    mosquitto_int_option(m_mosquitto, MOSQ_OPT_PROTOCOL_VERSION, MQTT_PROTOCOL_V311);
    mosquitto_int_option(m_mosquitto, MOSQ_OPT_TCP_NODELAY, 1);
    if (!m_options.userName.isEmpty())
        mosquitto_username_pw_set(m_mosquitto, m_options.userName.toUtf8().constData(), m_options.password.constData());
    if (m_tls) {
        // With defaults the library would ask for a file of its own.
        if (!m_tls->context()
            || mosquitto_int_option(m_mosquitto, MOSQ_OPT_SSL_CTX_WITH_DEFAULTS, 0) != MOSQ_ERR_SUCCESS
            || mosquitto_void_option(m_mosquitto, MOSQ_OPT_SSL_CTX, m_tls->context()) != MOSQ_ERR_SUCCESS)
            return false;
    }
    return true;
}

int MosquittoSession::loop()
{
    QElapsedTimer sinceMisc;
    sinceMisc.start();
    while (!m_stopped) {
        runCommands();
        const int socket = mosquitto_socket(m_mosquitto);
        if (socket == -1)
            return MOSQ_ERR_NO_CONN;
        // Asked again soon; until then the socket is not read, and with a full queue the broker has to wait.
        const SocketPoll::Ready ready
            = m_poll.wait(socket, !m_pause, mosquitto_want_write(m_mosquitto), m_pause ? 5 : 500);
        int result = MOSQ_ERR_SUCCESS;
        // What TLS has decrypted already does not make the socket readable.
        if (ready.read || m_pause || m_tls)
            result = readable();
        if (result == MOSQ_ERR_SUCCESS && ready.write)
            result = mosquitto_loop_write(m_mosquitto, 1);
        if (result == MOSQ_ERR_SUCCESS && sinceMisc.hasExpired(500)) {
            result = mosquitto_loop_misc(m_mosquitto);
            sinceMisc.start();
        }
        if (result != MOSQ_ERR_SUCCESS)
            return result;
        if (m_tls && m_tls->handshakeDone() && !std::exchange(m_handshakeReported, true))
            post([](MosquittoTransport &owner) { owner.sessionLinked(); });
    }
    return MOSQ_ERR_SUCCESS;
}

int MosquittoSession::readable()
{
    m_pause = false;
    const int socket = mosquitto_socket(m_mosquitto);
    if (m_tls || m_connack != 0 || m_libraryReads) {
        const int result = mosquitto_loop_read(m_mosquitto, 1);
        // 2.0 takes a connection that is lost in the handshake for one that is still to come.
        char byte = 0;
        if (result == MOSQ_ERR_SUCCESS && m_tls && !m_tls->handshakeDone()) {
            const qsizetype left = SocketRead::peek(socket, &byte, 1);
            if (left == 0 || left == -2)
                return MOSQ_ERR_CONN_LOST;
        }
        return result;
    }
    switch (m_reader.read(socket)) {
    case PublishReader::Result::Wait:
    case PublishReader::Result::Stopped:
        return MOSQ_ERR_SUCCESS;
    case PublishReader::Result::Full:
    case PublishReader::Result::Partial:
        m_pause = true;
        return MOSQ_ERR_SUCCESS;
    case PublishReader::Result::Malformed:
        return MOSQ_ERR_PROTOCOL;
    case PublishReader::Result::Owner:
        // The library reads one packet, or as many as it has unacknowledged messages: then it may stop in the middle of
        // one.
        m_libraryReads = m_unacknowledged > 1;
        return mosquitto_loop_read(m_mosquitto, 1);
    case PublishReader::Result::OwnerOnly:
    case PublishReader::Result::Ended:
        m_libraryReads = true;
        return mosquitto_loop_read(m_mosquitto, 1);
    }
    return MOSQ_ERR_SUCCESS;
}

PublishReader::Delivery MosquittoSession::deliver(Domain::RawMessage &message)
{
    const std::lock_guard lock(m_gate);
    if (!m_queue)
        return PublishReader::Delivery::Stopped;
    ReceivedMessage received{std::move(message), m_connection};
    switch (m_queue->tryPush(std::move(received))) {
    case MessageQueue::Taken::Yes:
        return PublishReader::Delivery::Done;
    case MessageQueue::Taken::Full:
        message = std::move(received.message); // NOLINT(bugprone-use-after-move): it is taken only with Yes
        return PublishReader::Delivery::Later;
    case MessageQueue::Taken::Closed:
        break;
    }
    m_stopped = true;
    return PublishReader::Delivery::Stopped;
}

void MosquittoSession::deliverFromLibrary(const mosquitto_message &message)
{
    Domain::RawMessage copy;
    copy.topic = message.topic;
    copy.payload = QByteArray(static_cast<const char *>(message.payload), message.payloadlen);
    copy.receivedNs = Domain::nowNs();
    copy.retained = message.retain;
    copy.qos = quint8(message.qos);
    // The library has no "not now": the thread waits here, and the socket with it.
    while (deliver(copy) == PublishReader::Delivery::Later)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
}

void MosquittoSession::abandon()
{
    {
        const std::lock_guard lock(m_gate);
        m_owner = nullptr;
        m_queue = nullptr;
        m_commands.clear();
        m_stopped = true;
    }
    m_poll.wake();
}

void MosquittoSession::subscribe(const QString &filter, int qos)
{
    command([this, filter, qos] {
        int id = 0;
        if (mosquitto_subscribe(m_mosquitto, &id, filter.toUtf8().constData(), qos) == MOSQ_ERR_SUCCESS)
            m_subscriptions.insert(id, filter);
        else
            post([filter](MosquittoTransport &owner) { owner.sessionSubscribed(filter, 0x80); });
    });
}

void MosquittoSession::publish(int id, const QString &topic, const QByteArray &payload, int qos, bool retain)
{
    command([this, id, topic, payload, qos, retain] {
        int packet = 0;
        // With QoS 0 the library reports success before it has returned the packet's id.
        const int result = mosquitto_publish(m_mosquitto, &packet, topic.toUtf8().constData(), int(payload.size()),
                                             payload.constData(), qos, retain);
        if (result != MOSQ_ERR_SUCCESS)
            return;
        if (qos > 0) {
            ++m_unacknowledged;
            m_publishing.insert(packet, id);
        } else {
            post([id](MosquittoTransport &owner) { Q_EMIT owner.published(id); });
        }
    });
}

void MosquittoSession::command(Command what)
{
    {
        const std::lock_guard lock(m_gate);
        m_commands.push_back(std::move(what));
    }
    m_poll.wake();
}

void MosquittoSession::runCommands()
{
    std::vector<Command> commands;
    {
        const std::lock_guard lock(m_gate);
        commands.swap(m_commands);
    }
    for (const Command &one : commands)
        one();
}

void MosquittoSession::post(std::function<void(MosquittoTransport &)> what)
{
    const std::lock_guard lock(m_gate);
    if (m_owner)
        m_owner->fromSession(m_attempt, std::move(what));
}

void MosquittoSession::finish(int result, int systemError)
{
    if (m_stopped && m_connack == 0)
        mosquitto_disconnect(m_mosquitto);
    const Domain::Problem problem = problemOf(result, systemError);
    post([problem](MosquittoTransport &owner) { owner.sessionClosed(problem); });
}

Domain::Problem MosquittoSession::connectProblem(int result, int systemError) const
{
    const Domain::Endpoint &endpoint = m_options.endpoint;
    if (result == MOSQ_ERR_EAI || result == MOSQ_ERR_LOOKUP)
        return MqttProblems::connection(Code::HostNotFound, endpoint);
    if (result != MOSQ_ERR_ERRNO)
        return problemOf(result, systemError);
    const QString words = QString::fromLocal8Bit(std::strerror(systemError));
    switch (systemError) {
    case ECONNREFUSED:
        return MqttProblems::connection(Code::ConnectionRefused, endpoint, words);
    case ENETUNREACH:
    case EHOSTUNREACH:
        return MqttProblems::connection(Code::NetworkUnreachable, endpoint, words);
    case ETIMEDOUT:
        return MqttProblems::connection(Code::ConnectTimeout, endpoint, words);
    default:
        return MqttProblems::connection(Code::NetworkError, endpoint, words);
    }
}

Domain::Problem MosquittoSession::problemOf(int result, int systemError) const
{
    if (m_stopped)
        return {};
    const Domain::Endpoint &endpoint = m_options.endpoint;
    if (m_tls && m_tls->problem())
        return m_tls->problem();
    if (m_connack > 0)
        return MqttProblems::connack(m_connack, m_options);
    if (m_tls && !m_tls->handshakeDone())
        return MqttProblems::tls(Code::TlsHandshakeFailed, endpoint, m_libraryLog);
    switch (result) {
    case MOSQ_ERR_KEEPALIVE:
        return MqttProblems::connection(Code::KeepAliveTimeout, endpoint);
    case MOSQ_ERR_CONN_LOST:
    case MOSQ_ERR_NO_CONN:
        return MqttProblems::closed(m_connack == 0 ? Phase::Open : Phase::AwaitingConnack, endpoint);
    case MOSQ_ERR_ERRNO:
        // TLS reports every end as EPROTO.
        if (systemError == ECONNRESET || systemError == EPIPE || m_tls)
            return MqttProblems::closed(m_connack == 0 ? Phase::Open : Phase::AwaitingConnack, endpoint);
        return MqttProblems::connection(Code::NetworkError, endpoint,
                                        QString::fromLocal8Bit(std::strerror(systemError)));
    default:
        return MqttProblems::connection(Code::NetworkError, endpoint, QString::fromUtf8(mosquitto_strerror(result)));
    }
}

} // namespace Backend
