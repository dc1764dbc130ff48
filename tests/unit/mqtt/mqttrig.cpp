// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/mqtt/mqttrig.h"

#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

using namespace Backend;

QList<MqttTransport::Kind> builtTransports()
{
    QList<MqttTransport::Kind> kinds;
    for (const MqttTransport::Kind kind : {MqttTransport::Kind::Qt, MqttTransport::Kind::Mosquitto})
        if (MqttTransport::isBuilt(kind))
            kinds += kind;
    return kinds;
}

const char *transportName(MqttTransport::Kind kind)
{
    return kind == MqttTransport::Kind::Qt ? "qt" : "mosquitto";
}

bool startBroker(MosquittoBroker &broker)
{
    QSignalSpy started(&broker, &MosquittoBroker::started);
    broker.start();
    return started.size() == 1 || started.wait(20'000);
}

MqttOptions localOptions(quint16 port)
{
    MqttOptions options;
    options.endpoint = {QStringLiteral("127.0.0.1"), port, std::nullopt};
    options.clientId = "test-" + QByteArray::number(port);
    return options;
}

TransportRig::TransportRig(MqttTransport::Kind kind, std::size_t queueBytes)
    : queue(queueBytes)
    , transport(MqttTransport::create(kind, queue, 7))
{
    connect(transport.get(), &MqttTransport::opened, this, [this] { ++openedCount; });
    connect(transport.get(), &MqttTransport::closed, this,
            [this](const Domain::Problem &problem) { closed = problem; });
    connect(transport.get(), &MqttTransport::subscribed, this,
            [this](const QString &filter, int qos, const Domain::Problem &problem) {
                subscriptions.append({filter, qos, problem});
            });
    connect(transport.get(), &MqttTransport::published, this, [this](int id) { published += id; });
}

bool TransportRig::open(const MqttOptions &options)
{
    const int before = openedCount;
    closed.reset();
    transport->open(options);
    return QTest::qWaitFor([&] { return openedCount > before || closed; }, 20'000) && !closed;
}

Domain::Problem TransportRig::openUntilClosed(const MqttOptions &options, int limitMs)
{
    closed.reset();
    transport->open(options);
    if (!QTest::qWaitFor([&] { return closed.has_value(); }, limitMs))
        return {};
    return *closed;
}

bool TransportRig::subscribe(const QString &filter, int qos)
{
    const auto before = subscriptions.size();
    transport->subscribe(filter, qos);
    return QTest::qWaitFor([&] { return subscriptions.size() > before; }, 20'000) && !subscriptions.last().problem;
}

void TransportRig::drain()
{
    std::vector<ReceivedMessage> taken;
    queue.take(taken, 0);
    for (ReceivedMessage &message : taken) {
        QCOMPARE(message.connection, 7u);
        messages.push_back(std::move(message.message));
    }
}

bool TransportRig::receive(std::size_t count, int limitMs)
{
    return QTest::qWaitFor(
        [&] {
            drain();
            return messages.size() >= count;
        },
        limitMs);
}

FakeServer::FakeServer(QByteArray answer, Next next, bool byteByByte)
    : m_answer(std::move(answer))
    , m_next(next)
    , m_byteByByte(byteByByte)
{
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        QTcpSocket *const client = m_server.nextPendingConnection();
        client->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(
            client, &QTcpSocket::readyRead, this, [this, client] { answerTo(client); }, Qt::SingleShotConnection);
    });
    m_server.listen(QHostAddress::LocalHost);
}

void FakeServer::answerTo(QTcpSocket *client)
{
    if (!m_byteByByte) {
        client->write(m_answer);
        if (m_next == Next::Close)
            client->disconnectFromHost();
        return;
    }
    auto *timer = new QTimer(client);
    connect(timer, &QTimer::timeout, client, [this, client, timer, sent = 0]() mutable {
        if (sent < m_answer.size()) {
            client->write(m_answer.mid(sent++, 1));
            client->flush();
        } else {
            timer->stop();
            if (m_next == Next::Close)
                client->disconnectFromHost();
        }
    });
    timer->start(5);
}
