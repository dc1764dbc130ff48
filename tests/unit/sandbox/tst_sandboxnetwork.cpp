// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The sandbox over real brokers, seen by clients as the console is one.
#include "backend/sandbox/sandboxcontrol.h"
#include "backend/sandbox/sandboxnetwork.h"
#include "tests/support/testmain.h"
#include "tests/unit/sandbox/testclient.h"

#include <QFileInfo>
#include <QTcpSocket>

using namespace Backend;

namespace {

constexpr qint64 Second = 1'000'000'000;

/// As the console subscribes.
QStringList greenhouseFilters()
{
    Domain::Profile profile;
    profile.generation = Domain::Generation::V2;
    return profile.subscriptions(QStringLiteral("greenhouse"));
}

QString all(const QString &application)
{
    return u"v3/" + application + u"/devices/#";
}

} // namespace

class TestSandboxNetwork : public TestBase
{
    Q_OBJECT

private:
    static SandboxOptions still()
    {
        SandboxOptions options;
        options.seed = 1;
        options.paused = true;
        return options;
    }

    static bool begin(SandboxNetwork &network)
    {
        QSignalSpy started(&network, &SandboxNetwork::started);
        QSignalSpy failed(&network, &SandboxNetwork::failed);
        network.start();
        return QTest::qWaitFor([&] { return started.count() + failed.count() > 0; }, 20'000) && failed.isEmpty();
    }

    static QString key(const SandboxNetwork &network) { return network.access().userKey; }

    static bool listenV3(SandboxNetwork &network, TestClient &client, const QString &application)
    {
        return client.listen(network.access().v3Port, application, key(network), {all(application)});
    }

    static bool listenV2(SandboxNetwork &network, TestClient &client)
    {
        return client.listen(network.access().v2Port, QStringLiteral("greenhouse"), network.access().v2.first().key,
                             greenhouseFilters());
    }

private Q_SLOTS:
    void connectPackets_data();
    void connectPackets();
    void trafficOfAllKindsArrives()
    {
        SandboxNetwork network(still());
        QVERIFY(begin(network));
        TestClient orchard;
        TestClient vineyard;
        TestClient greenhouse;
        QVERIFY(listenV3(network, orchard, QStringLiteral("orchard")));
        QVERIFY(listenV3(network, vineyard, QStringLiteral("vineyard")));
        QVERIFY(listenV2(network, greenhouse));
        network.fastForward(240 * Second);
        for (const char *end : {"/up", "/up/normalized", "/location/solved", "/down/queued", "/down/sent", "/down/ack"})
            QVERIFY2(orchard.waitFor(end), end);
        for (const char *end : {"/up", "/join", "/down/sent"})
            QVERIFY2(vineyard.waitFor(end), end);
        for (const char *end : {"/up", "/events/activations", "/events/up/errors", "/events/down/scheduled",
                                "/events/down/sent", "/events/down/acks"})
            QVERIFY2(greenhouse.waitFor(end), end);
        for (const Domain::RawMessage &message : std::as_const(orchard.messages)) {
            QVERIFY(message.topic.startsWith("v3/orchard/devices/"));
            QVERIFY(!message.retained);
            QCOMPARE(int(message.qos), 0);
        }
    }

    void liveTrafficNeedsNoHelp()
    {
        SandboxOptions options;
        options.seed = 1;
        options.rate = 50;
        SandboxNetwork network(options);
        QVERIFY(begin(network));
        TestClient orchard;
        QVERIFY(listenV3(network, orchard, QStringLiteral("orchard")));
        QVERIFY(orchard.waitFor("/up", 20));
    }

    void keysAreNeeded()
    {
        SandboxNetwork network(still());
        QVERIFY(begin(network));
        const SandboxAccess &access = network.access();
        const auto refused = [](TestClient &client) {
            return QTest::qWaitFor([&] { return client.closed; }, 10'000)
                && (client.problem.code == Domain::Problem::Code::NotAuthorized
                    || client.problem.code == Domain::Problem::Code::BadUserNameOrPassword);
        };
        TestClient wrong;
        wrong.connectTo(access.v3Port, QStringLiteral("orchard"), QStringLiteral("guess"));
        QVERIFY(refused(wrong));
        TestClient otherNetwork;
        otherNetwork.connectTo(access.v3Port, QStringLiteral("orchard"), access.v2.first().key);
        QVERIFY(refused(otherNetwork));
        TestClient unknown;
        unknown.connectTo(access.v3Port, QStringLiteral("cellar"), access.userKey);
        QVERIFY(refused(unknown));
        TestClient nobody;
        nobody.connectTo(access.v2Port, {}, {});
        QVERIFY(refused(nobody));
        TestClient right;
        QVERIFY(right.listen(access.v2Port, QStringLiteral("greenhouse"), access.v2.first().key, greenhouseFilters()));
    }

    void anotherApplicationIsOutOfReach()
    {
        SandboxNetwork network(still());
        QVERIFY(begin(network));
        TestClient nosy;
        QVERIFY(nosy.listen(network.access().v3Port, QStringLiteral("orchard"), key(network), {QStringLiteral("#")}));
        TestClient vineyard;
        QVERIFY(listenV3(network, vineyard, QStringLiteral("vineyard")));
        // Neither traffic made up by a client nor a downlink for another application gets through.
        nosy.publish(QStringLiteral("v3/vineyard/devices/valve-01/up"), "{}");
        nosy.publish(QStringLiteral("v3/orchard/devices/field-01/up"), "{\"false\":1}");
        nosy.publish(QStringLiteral("v3/vineyard/devices/valve-01/down/push"),
                     R"({"downlinks":[{"f_port":15,"frm_payload":"AQ=="}]})");
        nosy.publish(QStringLiteral("v3/orchard/devices/field-01/down/push"),
                     R"({"downlinks":[{"f_port":15,"frm_payload":"AQAK"}]})");
        QVERIFY(nosy.waitFor("/down/queued"));
        network.fastForward(60 * Second);
        QVERIFY(vineyard.waitFor("/up", 5));
        QVERIFY(nosy.waitFor("/up", 5));
        for (const Domain::RawMessage &message : std::as_const(nosy.messages)) {
            QVERIFY2(message.topic.startsWith("v3/orchard/"), message.topic.constData());
            QVERIFY(!message.topic.endsWith("/push") && !message.payload.contains("false\":1"));
        }
        for (const Domain::RawMessage &message : std::as_const(vineyard.messages))
            QVERIFY(message.payload != "{}");
    }

    void tlsIsTrustedByItsCa()
    {
        SandboxNetwork network(still());
        QVERIFY(begin(network));
        const SandboxAccess &access = network.access();
        QFile file(access.v3CaPath);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray ca = file.readAll();
        QCOMPARE(QFileInfo(file).permissions() & ~(QFile::ReadUser | QFile::WriteUser),
                 QFile::ReadOwner | QFile::WriteOwner);
        for (const auto &[port, user, password, filter] :
             {std::tuple(access.v3TlsPort, access.v3.first().id, access.v3.first().key, all(access.v3.first().id)),
              std::tuple(access.v2TlsPort, access.v2.first().id, access.v2.first().key, greenhouseFilters().first())}) {
            TestClient client;
            QVERIFY(client.listen(port, user, password, {filter}, Domain::TrustPolicy::ca(ca)));
            TestClient careful;
            careful.connectTo(port, user, password, Domain::TrustPolicy::system());
            QTRY_VERIFY_WITH_TIMEOUT(careful.closed, 10'000);
            QVERIFY(!careful.open && careful.problem);
        }
    }

    void downlinkV3GoesItsWay()
    {
        SandboxNetwork network(still());
        QVERIFY(begin(network));
        TestClient client;
        QVERIFY(listenV3(network, client, QStringLiteral("orchard")));
        client.publish(QStringLiteral("v3/orchard/devices/field-01/down/push"), "not JSON");
        client.publish(QStringLiteral("v3/orchard/devices/field-01/down/push"),
                       R"({"downlinks":[{"f_port":0,"frm_payload":"AQ=="}]})");
        QVERIFY(client.waitFor("field-01/down/failed"));
        client.publish(
            QStringLiteral("v3/orchard/devices/field-01/down/push"),
            R"({"downlinks":[{"f_port":15,"frm_payload":"AQAK","confirmed":true,"correlation_ids":["mine"]}]})");
        QVERIFY(client.waitFor("field-01/down/queued"));
        QCOMPARE(client.count("field-01/down/queued"), 1);
        network.fastForward(40 * Second);
        QVERIFY(client.waitFor("field-01/down/ack"));
        QByteArrayList course;
        for (const Domain::RawMessage &message : std::as_const(client.messages)) {
            if (message.payload.contains("\"mine\""))
                course.append(message.topic.split('/').last());
        }
        QCOMPARE(course.join(' '), QByteArray("queued sent ack"));
    }

    void downlinkV2GoesItsWay()
    {
        SandboxNetwork network(still());
        QVERIFY(begin(network));
        TestClient client;
        QVERIFY(listenV2(network, client));
        client.publish(QStringLiteral("greenhouse/devices/leaf-1/down"), R"({"port":1})");
        QVERIFY(client.waitFor("leaf-1/events/down/errors"));
        client.publish(QStringLiteral("greenhouse/devices/leaf-1/down"),
                       R"({"port":7,"payload_raw":"EA==","confirmed":true})");
        QVERIFY(client.waitFor("leaf-1/events/down/scheduled"));
        network.fastForward(60 * Second);
        QVERIFY(client.waitFor("leaf-1/events/down/acks"));
        QVERIFY(client.count("leaf-1/events/down/sent") >= 1);
    }

    void faultsOfTheConnection()
    {
        SandboxOptions options;
        options.seed = 1;
        options.rate = 60;
        SandboxNetwork network(options);
        QVERIFY(begin(network));
        SandboxControl control(network);
        TestClient client;
        QVERIFY(listenV3(network, client, QStringLiteral("orchard")));
        QVERIFY(client.waitFor("/up", 3));

        QCOMPARE(control.execute("fault v3 cut"), QByteArray("{\"ok\":true}"));
        QTRY_VERIFY_WITH_TIMEOUT(client.closed, 10'000);
        client.connectTo(network.access().v3Port, QStringLiteral("orchard"), key(network));
        QTRY_VERIFY_WITH_TIMEOUT(client.closed, 10'000);
        QVERIFY(!client.open);
        // The other generation is not concerned.
        TestClient greenhouse;
        QVERIFY(listenV2(network, greenhouse));

        control.execute("fault v3 none");
        QVERIFY(listenV3(network, client, QStringLiteral("orchard")));
        control.execute("fault v3 broker-down");
        QTRY_VERIFY_WITH_TIMEOUT(client.closed, 10'000);
        QVERIFY(!network.link(Domain::Generation::V3).isConnected());
        control.execute("fault v3 none");
        QTRY_VERIFY_WITH_TIMEOUT(network.link(Domain::Generation::V3).isConnected(), 15'000);
        QVERIFY(listenV3(network, client, QStringLiteral("orchard")));
        client.messages.clear();
        QVERIFY(client.waitFor("/up", 3));

        control.execute("fault v3 stall");
        QTest::qWait(100);
        client.fetch();
        const qsizetype before = client.messages.size();
        QTest::qWait(300);
        client.fetch();
        QVERIFY2(client.messages.size() - before < 3, "messages passed a stalled connection");
        control.execute("fault v3 none");
        QVERIFY(client.waitFor("/up", 20));
        QVERIFY(client.open);

        const qint64 broker = network.link(Domain::Generation::V3).brokerProcessId();
        control.execute("fault v3 broker-restart");
        QTRY_VERIFY_WITH_TIMEOUT(client.closed, 10'000);
        QTRY_VERIFY_WITH_TIMEOUT(network.link(Domain::Generation::V3).isConnected(), 15'000);
        QVERIFY(network.link(Domain::Generation::V3).brokerProcessId() != broker);
        QVERIFY(listenV3(network, client, QStringLiteral("orchard")));
        QVERIFY(greenhouse.open);
    }

    void faultsOfTheDevices()
    {
        SandboxNetwork network(still());
        QVERIFY(begin(network));
        SandboxControl control(network);
        TestClient client;
        QVERIFY(listenV2(network, client));
        control.execute("fault v2 silent");
        network.fastForward(60 * Second);
        control.execute("uplink greenhouse bed-2");
        network.fastForward(Second);
        QVERIFY(client.waitFor("/up"));
        for (const Domain::RawMessage &message : std::as_const(client.messages))
            QVERIFY2(!message.topic.endsWith("/up") || message.topic.contains("bed-2"), message.topic.constData());
        control.execute("fault v2 none");
        control.execute("fault v2 undecodable");
        client.messages.clear();
        network.fastForward(20 * Second);
        QVERIFY(client.waitFor("/up", 3));
        for (const Domain::RawMessage &message : std::as_const(client.messages))
            QVERIFY(!message.payload.contains("payload_fields") || !message.topic.endsWith("/up"));
    }

    void controlCommandsAreChecked()
    {
        SandboxNetwork network(still());
        QVERIFY(begin(network));
        SandboxControl control(network);
        for (const char *line : {"",
                                 "dance",
                                 "rate",
                                 "rate 0",
                                 "rate 10001",
                                 "rate nan",
                                 "fault",
                                 "fault v4 cut",
                                 "fault v3 flood",
                                 "fault v3 delay x",
                                 "fault v3 delay -1",
                                 "join",
                                 "join orchard nobody",
                                 "join orchard frost-01",
                                 "uplink orchard fresh-01",
                                 "downlink orchard field-01",
                                 "downlink orchard field-01 1 zz",
                                 "downlink orchard field-01 one 01",
                                 "forward",
                                 "forward 0",
                                 "forward 99999999"}) {
            QVERIFY2(control.execute(line).startsWith("{\"ok\":false,\"error\":\""), line);
        }
        QVERIFY(control.execute("status").startsWith("{\"ok\":true,"));
    }

    void nothingIsLeft()
    {
        QString folder;
        qint64 brokers[2] = {};
        quint16 port = 0;
        {
            SandboxNetwork network(still());
            QVERIFY(begin(network));
            folder = QFileInfo(network.access().v3CaPath).absolutePath();
            brokers[0] = network.link(Domain::Generation::V3).brokerProcessId();
            brokers[1] = network.link(Domain::Generation::V2).brokerProcessId();
            port = network.access().v3Port;
            QVERIFY(brokers[0] > 0 && brokers[1] > 0 && QFileInfo::exists(folder));
            QSignalSpy stopped(&network, &SandboxNetwork::stopped);
            network.stop();
            QVERIFY(stopped.count() == 1 || stopped.wait(5'000));
        }
        QVERIFY(!QFileInfo::exists(folder));
#ifdef Q_OS_LINUX
        for (const qint64 broker : brokers)
            QVERIFY(!QFileInfo::exists(QStringLiteral("/proc/%1").arg(broker)));
#endif
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), port);
        QVERIFY(!socket.waitForConnected(2'000));
    }
};

void TestSandboxNetwork::connectPackets_data()
{
    QTest::addColumn<QByteArray>("packet");
    QTest::addColumn<QByteArray>("expected"); // empty: as it came
    // 3.1.1, client id "c", user "app", password "key"
    const QByteArray good = QByteArray::fromHex("101700044d51545404c2003c00016300036170700003") + "key";
    QTest::newRow("3.1.1") << good
                           << QByteArray(QByteArray::fromHex("101a00044d51545404c2003c00016300056170702f720004")
                                         + "pass");
    const QByteArray will = QByteArray::fromHex("101d00044d51545404c6003c00016300017400017700036170700003") + "key";
    QTest::newRow("with a will") << will
                                 << QByteArray(QByteArray::fromHex("102000044d51545404c6003c000163000174000177")
                                               + QByteArray::fromHex("00056170702f720004") + "pass");
    const QByteArray five = QByteArray::fromHex("101b00044d51545405c2003c0311000100016300036170700003") + "key";
    QTest::newRow("5") << five
                       << QByteArray(QByteArray::fromHex("101e00044d51545405c2003c03110001000163")
                                     + QByteArray::fromHex("00056170702f720004") + "pass");
    QTest::newRow("another key") << QByteArray(QByteArray(good).replace("key", "kex")) << QByteArray();
    QTest::newRow("cut off") << QByteArray(good.chopped(1)) << QByteArray();
    QTest::newRow("too long") << QByteArray(good + "x") << QByteArray();
    QTest::newRow("length lies") << QByteArray(
        QByteArray(good).replace(QByteArray::fromHex("00036170"), QByteArray::fromHex("ffff6170")))
                                 << QByteArray();
    QTest::newRow("no password") << QByteArray::fromHex("101200044d5154540482003c0001630003617070") << QByteArray();
    QTest::newRow("publish") << QByteArray::fromHex("3003000161") << QByteArray();
    QTest::newRow("empty") << QByteArray() << QByteArray();
    QTest::newRow("header only") << QByteArray::fromHex("1000") << QByteArray();
    QTest::newRow("endless length") << QByteArray::fromHex("10ffffffffff") << QByteArray();
}

/// What clients say is untrusted; only whole and true packets are changed.
void TestSandboxNetwork::connectPackets()
{
    QFETCH(const QByteArray, packet);
    QFETCH(const QByteArray, expected);
    const auto judge = [](const QByteArray &user, const QByteArray &password) -> std::optional<MqttGate::Login> {
        if (user != "app" || password != "key")
            return std::nullopt;
        return MqttGate::Login{"app/r", "pass", false};
    };
    const std::optional<QByteArray> changed = MqttGate::translated(packet, judge);
    QCOMPARE(changed.has_value(), !expected.isEmpty());
    if (changed)
        QCOMPARE(changed->toHex(), expected.toHex());
}

TTN_TEST_MAIN(TestSandboxNetwork)
#include "tst_sandboxnetwork.moc"
