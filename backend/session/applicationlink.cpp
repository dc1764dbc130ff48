// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/session/applicationlink.h"

#include "backend/domain/clock.h"
#include "backend/session/pipeline.h"

#include <QCoreApplication>
#include <QRandomGenerator>

#include <utility>

namespace Backend {

using namespace Domain;

namespace {

void pushNews(MessageQueue &queue, quint32 connection, ReceivedMessage::News news, qint64 ns,
              const QByteArray &cause = {})
{
    ReceivedMessage message;
    message.connection = connection;
    message.news = news;
    message.message.topic = cause;
    message.message.receivedNs = ns;
    queue.push(std::move(message));
}

/// Unique per connection: v3 keeps two clients of one id side by side, v2's broker lets them throw each other out.
QByteArray clientId(const Profile &profile)
{
    return "ttn-console-" + profile.id.toRfc4122().toHex().left(8) + '-'
        + QByteArray::number(QRandomGenerator::system()->generate64(), 36);
}

} // namespace

/// The `net` thread's side of a connection; touched in that thread only.
struct ApplicationLink::NetSide
{
    std::unique_ptr<MqttConnection> connection;
    MqttOptions options;
    QStringList filters;
};

ApplicationLink::ApplicationLink(Pipeline &pipeline, QString application, quint32 number)
    : m_pipeline(pipeline)
    , m_application(std::move(application))
    , m_number(number)
    , m_net(std::make_shared<NetSide>())
{
}

ApplicationLink::~ApplicationLink()
{
    m_pipeline.inNetThread([net = m_net] { net->connection.reset(); });
}

bool ApplicationLink::isUnderWay() const
{
    return m_state == MqttConnection::State::Connecting || m_state == MqttConnection::State::Subscribing
        || m_state == MqttConnection::State::Live;
}

void ApplicationLink::setState(MqttConnection::State state, const Problem &problem, qint64 nextAttemptNs)
{
    m_state = state;
    m_problem = problem;
    m_nextAttemptNs = nextAttemptNs;
}

void ApplicationLink::start(const Profile &profile, const QByteArray &key)
{
    if (isUnderWay() && !m_stale)
        return;
    if (!profile.mqtt.trust && !profile.mqtt.isLoopback() && !profile.plaintextAllowed) {
        setState(MqttConnection::State::Refused, {Problem::Code::PlaintextNotAllowed, {profile.mqtt.host}});
        return;
    }
    if (key.isEmpty()) {
        setState(MqttConnection::State::Refused, {Problem::Code::CredentialMissing, {profile.name}});
        return;
    }
    MqttOptions options;
    options.endpoint = profile.mqtt;
    options.clientId = clientId(profile);
    options.userName = profile.userName(m_application);
    options.password = key;
    m_state = MqttConnection::State::Connecting;
    m_connected = true;
    m_stale = false;
    m_pipeline.inNetThread([pipeline = &m_pipeline, net = m_net, number = m_number,
                            self = QPointer<ApplicationLink>(this), options,
                            filters = profile.subscriptions(m_application)] {
        net->options = options;
        net->filters = filters;
        if (!net->connection)
            connectSide(*net, *pipeline, self, number);
        net->connection->start(options, filters);
    });
}

/// In the `net` thread, where the connection lives.
void ApplicationLink::connectSide(NetSide &side, Pipeline &pipeline, const QPointer<ApplicationLink> &self,
                                  quint32 number)
{
    side.connection
        = std::make_unique<MqttConnection>(MqttTransport::create(pipeline.transport(), pipeline.queue(), number));
    MqttConnection *context = side.connection.get();
    MessageQueue *queue = &pipeline.queue();
    connect(context, &MqttConnection::live, context,
            [queue, number] { pushNews(*queue, number, ReceivedMessage::News::Live, nowNs()); });
    connect(context, &MqttConnection::lost, context, [queue, number](qint64 sinceNs) {
        pushNews(*queue, number, ReceivedMessage::News::Lost, sinceNs, QByteArrayLiteral("connection lost"));
    });
    connect(context, &MqttConnection::stateChanged, context,
            [queue, number, self](MqttConnection::State state, const Problem &problem, qint64 nextAttemptNs) {
                if (state == MqttConnection::State::Stopped)
                    pushNews(*queue, number, ReceivedMessage::News::Stopped, nowNs());
                QMetaObject::invokeMethod(
                    qApp,
                    [self, state, problem, nextAttemptNs] {
                        if (!self)
                            return;
                        self->setState(state, problem, nextAttemptNs);
                        Q_EMIT self->changed();
                    },
                    Qt::QueuedConnection);
            });
    connect(&pipeline.wakeWatch(), &WakeWatch::awoke, context, [queue, number, context, &side](qint64 sinceNs) {
        if (context->state() != MqttConnection::State::Live)
            return;
        pushNews(*queue, number, ReceivedMessage::News::Lost, sinceNs, QByteArrayLiteral("asleep"));
        context->start(side.options, side.filters);
    });
}

void ApplicationLink::stop()
{
    if (!m_connected) {
        // Refused here, before there was a connection.
        setState(MqttConnection::State::Stopped, {});
        Q_EMIT changed();
        return;
    }
    m_pipeline.inNetThread([net = m_net] { net->connection->stop(); });
}

} // namespace Backend
