// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/faultproxy.h"
#include "tests/support/testmain.h"
#include "tests/unit/mqtt/mqttrig.h"

#include <QSet>
#include <QSignalSpy>
#include <QTcpSocket>

using namespace Backend;
using Code = Domain::Problem::Code;
using Kind = MqttTransport::Kind;

/// One suite for every transport that was built, on a real mosquitto.
class TestMqttTransport : public TestBase
{
    Q_OBJECT

private:
    static void kinds()
    {
        QTest::addColumn<Kind>("kind");
        for (const Kind kind : builtTransports())
            QTest::newRow(transportName(kind)) << kind;
    }

    [[nodiscard]] MqttOptions options() const
    {
        MqttOptions result = localOptions(m_broker->port());
        result.userName = QStringLiteral("all");
        result.password = "secret";
        return result;
    }

    std::unique_ptr<MosquittoBroker> m_broker;

private Q_SLOTS:
    void initTestCase()
    {
        BrokerOptions broker;
        broker.users = {{QStringLiteral("all"), "secret", {QStringLiteral("readwrite #")}},
                        {QStringLiteral("reader"), "secret", {QStringLiteral("read open/#")}}};
        m_broker = std::make_unique<MosquittoBroker>(broker);
        QVERIFY(startBroker(*m_broker));
    }

    void atLeastOneIsBuilt()
    {
        QVERIFY(!builtTransports().isEmpty());
        QVERIFY(MqttTransport::isBuilt(MqttTransport::defaultKind()));
    }

    void opensAndCloses_data() { kinds(); }
    void opensAndCloses()
    {
        QFETCH(const Kind, kind);
        TransportRig rig(kind);
        for (int attempt = 0; attempt < 3; ++attempt) {
            QVERIFY(rig.open(options()));
            rig.transport->close();
            QVERIFY(!rig.closed); // queued
            QTRY_VERIFY(rig.closed);
            QCOMPARE(rig.closed->code, Code::None);
        }
        rig.closed.reset();
        rig.transport->open(options());
        rig.transport->close();
        QTRY_VERIFY(rig.closed);
        QCOMPARE(rig.closed->code, Code::None);
        QCOMPARE(rig.transport->publish(QStringLiteral("a"), {}, 0, false), 0);
    }

    void wrongPassword_data() { kinds(); }
    void wrongPassword()
    {
        QFETCH(const Kind, kind);
        TransportRig rig(kind);
        MqttOptions wrong = options();
        wrong.password = "wrong";
        const Domain::Problem problem = rig.openUntilClosed(wrong);
        QCOMPARE(problem.code, Code::NotAuthorized);
        QCOMPARE(problem.args, (QStringList{QStringLiteral("127.0.0.1"), QStringLiteral("all")}));
        QVERIFY(!problem.retryable);
        QCOMPARE(rig.openedCount, 0);
    }

    void refusals_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<int>("returnCode");
        QTest::addColumn<bool>("byteByByte");
        QTest::addColumn<Code>("code");
        const QList<std::pair<int, Code>> codes{{1, Code::ProtocolVersionRefused}, {2, Code::ClientIdRefused},
                                                {3, Code::ServerUnavailable},      {4, Code::BadUserNameOrPassword},
                                                {5, Code::NotAuthorized},          {6, Code::RefusedUnknown},
                                                {128, Code::RefusedUnknown},       {255, Code::RefusedUnknown}};
        for (const Kind kind : builtTransports())
            for (const auto &[returnCode, code] : codes)
                for (const bool byteByByte : {false, true})
                    QTest::addRow("%s %d %s", transportName(kind), returnCode, byteByByte ? "bytes" : "whole")
                        << kind << returnCode << byteByByte << code;
    }
    void refusals()
    {
        QFETCH(const Kind, kind);
        QFETCH(const int, returnCode);
        QFETCH(const bool, byteByByte);
        QFETCH(const Code, code);
        QByteArray connack = QByteArray::fromHex("20020000");
        connack[3] = char(returnCode);
        const FakeServer server(connack, FakeServer::Next::Close, byteByByte);
        TransportRig rig(kind);
        const Domain::Problem problem = rig.openUntilClosed(localOptions(server.port()));
        QCOMPARE(problem.code, code);
        if (code == Code::RefusedUnknown)
            QCOMPARE(problem.args.value(1), QString::number(returnCode));
    }

    void acceptedByteByByte_data() { kinds(); }
    void acceptedByteByByte()
    {
        QFETCH(const Kind, kind);
        FaultProxy proxy(m_broker->port());
        QVERIFY(proxy.listen());
        proxy.setMode(FaultProxy::Mode::ByteByByte);
        MqttOptions through = options();
        through.endpoint.port = proxy.port();
        TransportRig rig(kind);
        QVERIFY(rig.open(through));
        QVERIFY(rig.subscribe(QStringLiteral("bytes/#")));
        rig.transport->publish(QStringLiteral("bytes/1"), "one", 0, false);
        rig.transport->publish(QStringLiteral("bytes/2"), QByteArray(300, 'b'), 1, false);
        QVERIFY(rig.receive(2));
        QCOMPARE(rig.messages[0].payload, QByteArrayLiteral("one"));
        QCOMPARE(rig.messages[1].payload, QByteArray(300, 'b'));
    }

    void closedBeforeConnack_data() { kinds(); }
    void closedBeforeConnack()
    {
        QFETCH(const Kind, kind);
        const FakeServer server({}, FakeServer::Next::Close);
        TransportRig rig(kind);
        QCOMPARE(rig.openUntilClosed(localOptions(server.port())).code, Code::ClosedBeforeConnack);
    }

    void noConnack_data() { kinds(); }
    void noConnack()
    {
        QFETCH(const Kind, kind);
        const FakeServer server({}, FakeServer::Next::Nothing);
        TransportRig rig(kind);
        MqttOptions impatient = localOptions(server.port());
        impatient.connackTimeoutMs = 100;
        QCOMPARE(rig.openUntilClosed(impatient).code, Code::ConnackTimeout);
    }

    void garbageInsteadOfConnack_data() { kinds(); }
    void garbageInsteadOfConnack()
    {
        QFETCH(const Kind, kind);
        const FakeServer server("HTTP/1.1 400 Bad Request\r\n\r\n", FakeServer::Next::Nothing);
        TransportRig rig(kind);
        MqttOptions impatient = localOptions(server.port());
        impatient.connackTimeoutMs = 300;
        const Code code = rig.openUntilClosed(impatient).code;
        QVERIFY(code == Code::NetworkError || code == Code::ConnackTimeout);
    }

    void malformedPackets_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QByteArray>("bytes");
        for (const Kind kind : builtTransports()) {
            QTest::addRow("%s topic beyond the end", transportName(kind)) << kind << QByteArray::fromHex("3003ffff41");
            QTest::addRow("%s endless length", transportName(kind)) << kind << QByteArray::fromHex("30ffffffffff");
            QTest::addRow("%s unknown type", transportName(kind)) << kind << QByteArray::fromHex("f003000000");
        }
    }
    void malformedPackets()
    {
        QFETCH(const Kind, kind);
        QFETCH(const QByteArray, bytes);
        const FakeServer server(QByteArray::fromHex("20020000") + bytes, FakeServer::Next::Nothing);
        TransportRig rig(kind);
        const Domain::Problem problem = rig.openUntilClosed(localOptions(server.port()));
        QCOMPARE(problem.code, Code::NetworkError);
        QCOMPARE(rig.openedCount, 1);
        rig.drain();
        QVERIFY(rig.messages.empty());
    }

    void unknownHost_data() { kinds(); }
    void unknownHost()
    {
        QFETCH(const Kind, kind);
        TransportRig rig(kind);
        MqttOptions unknown = options();
        unknown.endpoint.host = QStringLiteral("no-such-host.invalid");
        unknown.connectTimeoutMs = 60'000;
        const Domain::Problem problem = rig.openUntilClosed(unknown, 60'000);
        QCOMPARE(problem.code, Code::HostNotFound);
        QCOMPARE(problem.args.value(0), unknown.endpoint.host);
    }

    void refusedPort_data() { kinds(); }
    void refusedPort()
    {
        QFETCH(const Kind, kind);
        QTcpServer placeholder;
        QVERIFY(placeholder.listen(QHostAddress::LocalHost));
        const quint16 port = placeholder.serverPort();
        placeholder.close();
        TransportRig rig(kind);
        const Domain::Problem problem = rig.openUntilClosed(localOptions(port));
        QCOMPARE(problem.code, Code::ConnectionRefused);
        QCOMPARE(problem.args.value(1), QString::number(port));
    }

    void subscribesAndReceives_data() { kinds(); }
    void subscribesAndReceives()
    {
        QFETCH(const Kind, kind);
        TransportRig rig(kind);
        QVERIFY(rig.open(options()));
        const int retainedId = rig.transport->publish(QStringLiteral("rx/kept"), "kept", 1, true);
        QTRY_VERIFY(rig.published.contains(retainedId));
        QVERIFY(rig.subscribe(QStringLiteral("rx/#"), 1));
        QCOMPARE(rig.subscriptions.last().qos, 1);
        QVERIFY(rig.receive(1));
        QVERIFY(rig.messages[0].retained);
        QCOMPARE(rig.messages[0].payload, QByteArrayLiteral("kept"));
        QCOMPARE(rig.messages[0].qos, 1);

        const QByteArray bytes = QByteArray::fromHex("00ff0a0d00");
        const int first = rig.transport->publish(QStringLiteral("rx/ümlaut"), bytes, 0, false);
        const int second = rig.transport->publish(QStringLiteral("rx/empty"), {}, 1, false);
        QVERIFY(first > 0 && second > first);
        QVERIFY(rig.receive(3));
        QTRY_VERIFY(rig.published.contains(first) && rig.published.contains(second));
        QCOMPARE(QString::fromUtf8(rig.messages[1].topic), QStringLiteral("rx/ümlaut"));
        QCOMPARE(rig.messages[1].payload, bytes);
        QCOMPARE(rig.messages[1].qos, 0);
        QVERIFY(!rig.messages[1].retained);
        QVERIFY(rig.messages[1].receivedNs > 1'600'000'000'000'000'000);
        QVERIFY(rig.messages[2].payload.isEmpty());
        QCOMPARE(rig.messages[2].qos, 1);
        rig.transport->publish(QStringLiteral("rx/kept"), {}, 0, true);
        QVERIFY(rig.receive(4));
    }

    void manyUnacknowledgedAmongTraffic_data() { kinds(); }
    void manyUnacknowledgedAmongTraffic()
    {
        QFETCH(const Kind, kind);
        TransportRig rig(kind);
        QVERIFY(rig.open(options()));
        QVERIFY(rig.subscribe(QStringLiteral("mix/#"), 0));
        QSet<int> expected;
        constexpr int count = 400;
        for (int i = 0; i < count; ++i) {
            const int id = rig.transport->publish(QStringLiteral("mix/x"), QByteArray(i * 13, 'm'), i % 2, false);
            QVERIFY(id > 0);
            expected += id;
        }
        QVERIFY(rig.receive(count));
        QTRY_COMPARE(QSet<int>(rig.published.begin(), rig.published.end()), expected);
        qint64 bytes = 0;
        for (const Domain::RawMessage &message : rig.messages)
            bytes += message.payload.size();
        QCOMPARE(bytes, qint64(13) * count * (count - 1) / 2);
    }

    void refusedSubscription_data() { kinds(); }
    void refusedSubscription()
    {
        QFETCH(const Kind, kind);
        // mosquitto grants what its ACL then withholds, so 0x80 comes from a server of our own.
        QTcpServer refusing;
        QVERIFY(refusing.listen(QHostAddress::LocalHost));
        connect(&refusing, &QTcpServer::newConnection, this, [&] {
            QTcpSocket *const client = refusing.nextPendingConnection();
            connect(client, &QTcpSocket::readyRead, client, [client] {
                const QByteArray got = client->readAll();
                if (quint8(got[0]) == 0x10)
                    client->write(QByteArray::fromHex("20020000"));
                else if (quint8(got[0]) == 0x82)
                    client->write(QByteArray::fromHex("9003") + got.mid(2, 2) + QByteArray::fromHex("80"));
            });
        });
        TransportRig rig(kind);
        QVERIFY(rig.open(localOptions(refusing.serverPort())));
        QVERIFY(!rig.subscribe(QStringLiteral("secret/#")));
        const auto &refused = rig.subscriptions.last();
        QCOMPARE(refused.filter, QStringLiteral("secret/#"));
        QCOMPARE(refused.problem.code, Code::SubscriptionRefused);
        QCOMPARE(refused.problem.args.value(1), QStringLiteral("secret/#"));
        QVERIFY(!rig.closed);
    }

    void oneMebibyte_data() { kinds(); }
    void oneMebibyte()
    {
        QFETCH(const Kind, kind);
        TransportRig rig(kind);
        QVERIFY(rig.open(options()));
        QVERIFY(rig.subscribe(QStringLiteral("big")));
        QByteArray payload(1024 * 1024, Qt::Uninitialized);
        for (qsizetype i = 0; i < payload.size(); ++i)
            payload[i] = char(i * 7 + i / 251);
        rig.transport->publish(QStringLiteral("big"), payload, 0, false);
        rig.transport->publish(QStringLiteral("big"), payload, 1, false);
        QVERIFY(rig.receive(2));
        QVERIFY(rig.messages[0].payload == payload);
        QVERIFY(rig.messages[1].payload == payload);
    }

    void burstLosesNothing_data() { kinds(); }
    void burstLosesNothing()
    {
        QFETCH(const Kind, kind);
        constexpr int count = 100'000;
        // Small, so that the burst also waits for us.
        TransportRig rig(kind, 4 << 20);
        QVERIFY(rig.open(options()));
        QVERIFY(rig.subscribe(QStringLiteral("burst/+")));
        QProcess publisher;
        publisher.start(QCoreApplication::applicationFilePath(),
                        {QStringLiteral("--publish"), QString::number(m_broker->port()), QString::number(count)});
        QVERIFY(rig.receive(count, 120'000));
        QCOMPARE(rig.messages.size(), std::size_t(count));
        for (int i = 0; i < count; ++i)
            QCOMPARE(rig.messages[std::size_t(i)].payload.left(8).toInt(), i);
        QTRY_COMPARE(publisher.state(), QProcess::NotRunning);
        QVERIFY(!rig.closed);
    }

    void fullQueueHoldsTheBroker_data() { kinds(); }
    void fullQueueHoldsTheBroker()
    {
        QFETCH(const Kind, kind);
        TransportRig rig(kind, 3000);
        QVERIFY(rig.open(options()));
        QVERIFY(rig.subscribe(QStringLiteral("full")));
        for (int i = 0; i < 50; ++i)
            rig.transport->publish(QStringLiteral("full"), QByteArray(1000, char('a' + i % 26)), 0, false);
        QTRY_VERIFY(rig.queue.depth().full);
        QVERIFY(rig.queue.depth().bytes <= 3000);
        QVERIFY(rig.receive(50));
        for (int i = 0; i < 50; ++i)
            QCOMPARE(rig.messages[std::size_t(i)].payload[0], char('a' + i % 26));
        // Closing does not wait for room.
        for (int i = 0; i < 50; ++i)
            rig.transport->publish(QStringLiteral("full"), QByteArray(1000, 'z'), 0, false);
        QTRY_VERIFY(rig.queue.depth().full);
        rig.transport->close();
        QTRY_VERIFY(rig.closed);
        rig.drain();
        QTest::qWait(30);
        QCOMPARE(rig.queue.depth().messages, 0u);
    }

    void closedQueueEndsQuietly_data() { kinds(); }
    void closedQueueEndsQuietly()
    {
        QFETCH(const Kind, kind);
        TransportRig rig(kind);
        QVERIFY(rig.open(options()));
        QVERIFY(rig.subscribe(QStringLiteral("quiet")));
        rig.queue.close();
        rig.transport->publish(QStringLiteral("quiet"), "x", 0, false);
        QTRY_VERIFY(rig.closed);
        QCOMPARE(rig.closed->code, Code::None);
    }

    void brokerKilledAndRestarted_data() { kinds(); }
    void brokerKilledAndRestarted()
    {
        QFETCH(const Kind, kind);
        TransportRig rig(kind);
        QVERIFY(rig.open(options()));
        QSignalSpy stopped(m_broker.get(), &MosquittoBroker::stopped);
        m_broker->kill();
        QTRY_VERIFY(rig.closed);
        QCOMPARE(rig.closed->code, Code::SocketClosed);
        QTRY_COMPARE(stopped.size(), 1);
        QCOMPARE(rig.openUntilClosed(options()).code, Code::ConnectionRefused);
        QVERIFY(startBroker(*m_broker));
        QVERIFY(rig.open(options()));
        QVERIFY(rig.subscribe(QStringLiteral("again")));
    }

    void cutByTheNetwork_data() { kinds(); }
    void cutByTheNetwork()
    {
        QFETCH(const Kind, kind);
        FaultProxy proxy(m_broker->port());
        QVERIFY(proxy.listen());
        MqttOptions through = options();
        through.endpoint.port = proxy.port();
        TransportRig rig(kind);
        QVERIFY(rig.open(through));
        proxy.setMode(FaultProxy::Mode::Cut);
        QTRY_VERIFY(rig.closed);
        QCOMPARE(rig.closed->code, Code::SocketClosed);
        QVERIFY(rig.closed->retryable);
    }

    void halfOpenIsNoticed_data() { kinds(); }
    void halfOpenIsNoticed()
    {
        QFETCH(const Kind, kind);
        FaultProxy proxy(m_broker->port());
        QVERIFY(proxy.listen());
        MqttOptions through = options();
        through.endpoint.port = proxy.port();
        through.keepAliveSeconds = kind == Kind::Mosquitto ? 5 : 1; // libmosquitto takes no less
        TransportRig rig(kind);
        QVERIFY(rig.open(through));
        proxy.setMode(FaultProxy::Mode::HalfOpen);
        QTRY_VERIFY_WITH_TIMEOUT(rig.closed, 30'000);
        QCOMPARE(rig.closed->code, Code::KeepAliveTimeout);
    }

    void keepAliveKeepsAlive_data() { kinds(); }
    void keepAliveKeepsAlive()
    {
        QFETCH(const Kind, kind);
        TransportRig rig(kind);
        MqttOptions often = options();
        often.keepAliveSeconds = kind == Kind::Mosquitto ? 5 : 1;
        QVERIFY(rig.open(often));
        // The broker ends it after one and a half times the interval without a packet from us.
        QTest::qWait(often.keepAliveSeconds * 2000 + 500);
        QVERIFY(!rig.closed);
        QVERIFY(rig.subscribe(QStringLiteral("alive")));
    }
};

/// A publisher in a process of its own, as fast as it can.
static int publish(quint16 port, int count)
{
    TransportRig rig(MqttTransport::defaultKind());
    MqttOptions options = localOptions(port);
    options.userName = QStringLiteral("all");
    options.password = "secret";
    options.clientId = "publisher";
    if (!rig.open(options))
        return 1;
    int last = 0;
    for (int i = 0; i < count; ++i) {
        const QByteArray payload = QByteArray::number(i).leftJustified(300, ' ');
        last = rig.transport->publish(QStringLiteral("burst/x"), payload, i + 1 == count ? 1 : 0, false);
        if (i % 1000 == 0)
            QTest::qWait(0);
    }
    return QTest::qWaitFor([&] { return rig.published.contains(last); }, 60'000) ? 0 : 1;
}

int main(int argc, char **argv)
{
    QTemporaryDir home;
    TestSupport::isolateEnvironment(home);
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.value(1) == QLatin1String("--publish"))
        return publish(arguments.value(2).toUShort(), arguments.value(3).toInt());
    TestMqttTransport test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_mqtttransport.moc"
