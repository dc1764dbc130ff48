// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/sandboxlink.h"

#include <QRandomGenerator>

namespace Backend {

namespace {

QByteArray randomText()
{
    QByteArray bytes(24, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = char(QRandomGenerator::system()->generate());
    return bytes.toBase64(QByteArray::Base64UrlEncoding);
}

} // namespace

SandboxLink::SandboxLink(BrokerOptions options, QStringList subscriptions, const MqttGate::Judge &judge,
                         QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_subscriptions(std::move(subscriptions))
    , m_user(u"servers-" + QString::fromLatin1(randomText().left(8)))
    , m_password(randomText())
{
    m_options.maxQueuedMessages = NoQueueLimit;
    m_options.users.append({m_user, m_password, {QStringLiteral("readwrite #")}});
    if (judge) {
        m_plainGate = std::make_unique<MqttGate>(judge, Certificate());
        m_tlsGate = std::make_unique<MqttGate>(judge, m_options.certificate);
        m_options.certificate = {}; // TLS ends at the gate
    }
    m_retry.setSingleShot(true);
    m_retry.setInterval(150);
    connect(&m_retry, &QTimer::timeout, this, &SandboxLink::connectServers);

    m_transport = MqttTransport::create(MqttTransport::defaultKind(), m_queue, 0);
    connect(m_transport.get(), &MqttTransport::opened, this, [this] {
        m_subscribed = 0;
        subscribeNext();
    });
    connect(m_transport.get(), &MqttTransport::subscribed, this, [this] {
        ++m_subscribed;
        subscribeNext();
    });
    connect(m_transport.get(), &MqttTransport::published, this, [this] { --m_unsent; });
    connect(m_transport.get(), &MqttTransport::closed, this, [this] {
        m_connected = false;
        m_transportOpen = false;
        m_unsent = 0;
        if (m_stopping)
            finishStop();
        else if (m_broker && m_broker->isRunning())
            m_retry.start();
    });
}

SandboxLink::~SandboxLink()
{
    // The transport's reading thread may wait for room in the queue.
    m_queue.close();
    m_transport.reset();
}

void SandboxLink::start()
{
    const bool gates = !m_plainGate || (m_plainGate->listen() && m_tlsGate->listen());
    if (!gates || !m_plain.listen() || !m_tls.listen()) {
        Domain::Problem problem;
        problem.code = Domain::Problem::Code::SandboxFailed;
        problem.details = QStringLiteral("no free port on 127.0.0.1");
        Q_EMIT failed(problem);
        return;
    }
    startBroker();
}

void SandboxLink::startBroker()
{
    m_wanted = true;
    m_broker = std::make_unique<MosquittoBroker>(m_options);
    connect(m_broker.get(), &MosquittoBroker::started, this, [this] {
        if (m_plainGate) {
            for (const auto &gate : {m_plainGate.get(), m_tlsGate.get()})
                gate->setTargetPort(m_broker->port());
        }
        m_plain.setTargetPort(m_plainGate ? m_plainGate->port() : m_broker->port());
        m_tls.setTargetPort(m_tlsGate ? m_tlsGate->port() : m_broker->tlsPort());
        connectServers();
    });
    connect(m_broker.get(), &MosquittoBroker::failed, this, &SandboxLink::failed);
    connect(m_broker.get(), &MosquittoBroker::stopped, this, [this] {
        if (m_stopping)
            finishStop();
    });
    m_broker->start();
}

void SandboxLink::connectServers()
{
    if (m_stopping || !m_broker || !m_broker->isRunning())
        return;
    if (m_transportOpen) {
        // Still learning that the last broker is gone.
        m_retry.start();
        return;
    }
    MqttOptions options;
    options.endpoint = {QStringLiteral("127.0.0.1"), m_broker->port(), std::nullopt};
    options.clientId = m_user.toUtf8();
    options.userName = m_user;
    options.password = m_password;
    m_transportOpen = true;
    m_transport->open(options);
}

void SandboxLink::subscribeNext()
{
    if (m_subscribed < m_subscriptions.size()) {
        m_transport->subscribe(m_subscriptions[m_subscribed], 0);
        return;
    }
    m_connected = true;
    Q_EMIT ready();
}

void SandboxLink::publish(const QByteArray &topic, const QByteArray &payload)
{
    if (!m_connected)
        return;
    // Counted first: published() may come from inside the call.
    ++m_unsent;
    if (m_transport->publish(QString::fromUtf8(topic), payload, 0, false) == 0)
        --m_unsent;
}

std::vector<ReceivedMessage> SandboxLink::takeReceived()
{
    std::vector<ReceivedMessage> out;
    if (m_queue.depth().messages)
        m_queue.take(out, 0);
    return out;
}

void SandboxLink::addUser(const BrokerUser &user)
{
    m_options.users.append(user);
    if (m_broker && m_broker->isRunning() && !m_broker->setUsers(m_options.users))
        restartBroker(m_options.maxQueuedMessages);
}

void SandboxLink::setProxyMode(FaultProxy::Mode mode, int delayMs)
{
    m_plain.setMode(mode, delayMs);
    m_tls.setMode(mode, delayMs);
}

void SandboxLink::killBroker()
{
    m_wanted = false;
    m_retry.stop();
    // Destroying it kills the child. The transport notices and closes.
    if (m_broker)
        m_broker->disconnect(this);
    m_broker.reset();
}

void SandboxLink::restartBroker(int queueLimit)
{
    killBroker();
    m_options.maxQueuedMessages = queueLimit;
    startBroker();
}

void SandboxLink::stop()
{
    m_stopping = true;
    m_wanted = false;
    m_retry.stop();
    if (m_transportOpen)
        m_transport->close();
    else
        finishStop();
}

void SandboxLink::finishStop()
{
    if (m_transportOpen)
        return;
    if (m_broker && m_broker->isRunning()) {
        m_broker->stop();
        return;
    }
    m_broker.reset();
    Q_EMIT stopped();
}

} // namespace Backend
