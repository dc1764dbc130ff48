// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testmain.h"
#include "tests/unit/mqtt/mqttrig.h"

#include <QHostInfo>

using namespace Backend;
using Code = Domain::Problem::Code;
using Kind = MqttTransport::Kind;

/// What each transport makes of a server's certificate.
class TestMqttTls : public TestBase
{
    Q_OBJECT

private:
    struct Server
    {
        Certificate certificate;
        std::unique_ptr<MosquittoBroker> broker;
    };

    void serve(const char *name, const Certificate &certificate)
    {
        QVERIFY(!certificate.isNull());
        BrokerOptions options;
        options.anonymous = true;
        options.certificate = certificate;
        Server &server = m_servers[QByteArray(name)];
        server.certificate = certificate;
        server.broker = std::make_unique<MosquittoBroker>(options);
        QVERIFY(startBroker(*server.broker));
    }

    MqttOptions options(const QByteArray &server, const Domain::TrustPolicy &trust)
    {
        MqttOptions result = localOptions(m_servers[server].broker->tlsPort());
        result.endpoint.trust = trust;
        return result;
    }

    Certificate m_ca;
    Certificate m_otherCa;
    std::map<QByteArray, Server> m_servers;

private Q_SLOTS:
    void initTestCase()
    {
        m_ca = Certificates::makeCa({QStringLiteral("Test root")});
        m_otherCa = Certificates::makeCa({QStringLiteral("Other root")});
        const QStringList here{QStringLiteral("localhost"), QStringLiteral("127.0.0.1")};
        const QDateTime now = QDateTime::currentDateTimeUtc();
        const QString name = QStringLiteral("localhost");
        serve("good", Certificates::makeLeaf(m_ca, {name, here}));
        serve("expired", Certificates::makeLeaf(m_ca, {name, here, now.addDays(-9), now.addDays(-2)}));
        serve("future", Certificates::makeLeaf(m_ca, {name, here, now.addDays(2), now.addDays(9)}));
        serve("elsewhere",
              Certificates::makeLeaf(m_ca, {QStringLiteral("other.example"), {QStringLiteral("other.example")}}));
        serve("self", Certificates::makeSelfSigned({name, here}));
    }

    void judgesTheServer_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QByteArray>("server");
        QTest::addColumn<QByteArray>("trust");
        QTest::addColumn<Code>("code");
        struct Row
        {
            const char *server;
            const char *trust;
            Code code;
        };
        const Row rows[] = {
            {"good", "ca", Code::None},
            {"good", "other ca", Code::CertificateUntrusted},
            {"good", "pin", Code::None},
            {"good", "other pin", Code::PinMismatch},
            {"good", "no pin", Code::PinMismatch},
            {"good", "bad ca", Code::CaUnreadable},
            {"expired", "ca", Code::CertificateExpired},
            {"expired", "pin", Code::None}, // a pin replaces every other check
            {"future", "ca", Code::CertificateNotYetValid},
            {"elsewhere", "ca", Code::CertificateHostMismatch},
            {"elsewhere", "pin", Code::None},
            {"self", "ca", Code::CertificateSelfSigned},
            {"self", "pin", Code::None},
        };
        for (const Kind kind : builtTransports())
            for (const Row &row : rows)
                QTest::addRow("%s: %s server, %s", transportName(kind), row.server, row.trust)
                    << kind << QByteArray(row.server) << QByteArray(row.trust) << row.code;
    }

    void judgesTheServer()
    {
        QFETCH(const Kind, kind);
        QFETCH(const QByteArray, server);
        QFETCH(const QByteArray, trust);
        QFETCH(const Code, code);
        Domain::TrustPolicy policy;
        if (trust == "ca")
            policy = Domain::TrustPolicy::ca(m_ca.certificatePem);
        else if (trust == "other ca")
            policy = Domain::TrustPolicy::ca(m_otherCa.certificatePem);
        else if (trust == "bad ca")
            policy = Domain::TrustPolicy::ca("not a certificate");
        else if (trust == "pin")
            policy = Domain::TrustPolicy::pin(m_servers[server].certificate.sha256());
        else if (trust == "other pin")
            policy = Domain::TrustPolicy::pin(m_otherCa.sha256());
        else
            policy = Domain::TrustPolicy::pin({});

        TransportRig rig(kind);
        const bool opened = rig.open(options(server, policy));
        QCOMPARE(opened, code == Code::None);
        if (opened) {
            QVERIFY(rig.subscribe(QStringLiteral("t/#")));
            rig.transport->publish(QStringLiteral("t/1"), QByteArray(100'000, 'x'), 1, false);
            rig.transport->publish(QStringLiteral("t/2"), "end", 0, false);
            QVERIFY(rig.receive(2));
            QCOMPARE(rig.messages[0].payload.size(), 100'000);
            return;
        }
        QCOMPARE(rig.closed->code, code);
        QVERIFY(!rig.closed->retryable);
        QCOMPARE(rig.openedCount, 0);
        if (trust == "other pin") {
            QCOMPARE(rig.closed->args.value(1).toLatin1(), m_otherCa.sha256().toHex());
            QCOMPARE(rig.closed->args.value(2).toLatin1(), m_servers[server].certificate.sha256().toHex());
        }
    }

    void localhostByName_data()
    {
        QTest::addColumn<Kind>("kind");
        for (const Kind kind : builtTransports())
            QTest::newRow(transportName(kind)) << kind;
    }
    void localhostByName()
    {
        QFETCH(const Kind, kind);
        MqttOptions byName = options("good", Domain::TrustPolicy::ca(m_ca.certificatePem));
        byName.endpoint.host = QStringLiteral("localhost");
        TransportRig rig(kind);
        // A system without /etc/hosts and without a name server does not even know this name.
        if (QHostInfo::fromName(byName.endpoint.host).error() == QHostInfo::NoError)
            QVERIFY(rig.open(byName));
        else
            QCOMPARE(rig.openUntilClosed(byName).code, Code::HostNotFound);
    }

    /// An address has many spellings; none of them does without the check.
    void addressInShort_data() { localhostByName_data(); }
    void addressInShort()
    {
        QFETCH(const Kind, kind);
        MqttOptions inShort = options("elsewhere", Domain::TrustPolicy::ca(m_ca.certificatePem));
        inShort.endpoint.host = QStringLiteral("127.1");
        TransportRig rig(kind);
        QCOMPARE(rig.openUntilClosed(inShort).code, Code::CertificateHostMismatch);
        MqttOptions good = options("good", Domain::TrustPolicy::ca(m_ca.certificatePem));
        good.endpoint.host = QStringLiteral("127.1");
        TransportRig goodRig(kind);
        QVERIFY(goodRig.open(good));
    }

    void plainServer_data() { localhostByName_data(); }
    void plainServer()
    {
        QFETCH(const Kind, kind);
        MqttOptions plain = options("good", Domain::TrustPolicy::ca(m_ca.certificatePem));
        plain.endpoint.port = m_servers["good"].broker->port();
        TransportRig rig(kind);
        const Domain::Problem problem = rig.openUntilClosed(plain);
        QCOMPARE(problem.code, Code::TlsHandshakeFailed);
    }

    void silentServer_data() { localhostByName_data(); }
    void silentServer()
    {
        QFETCH(const Kind, kind);
        const FakeServer server({}, FakeServer::Next::Nothing);
        MqttOptions silent = localOptions(server.port());
        silent.endpoint.trust = Domain::TrustPolicy::ca(m_ca.certificatePem);
        silent.connectTimeoutMs = 200;
        TransportRig rig(kind);
        QCOMPARE(rig.openUntilClosed(silent).code, Code::ConnectTimeout);
    }

    void serverClosesInTheHandshake_data() { localhostByName_data(); }
    void serverClosesInTheHandshake()
    {
        QFETCH(const Kind, kind);
        const FakeServer server({}, FakeServer::Next::Close);
        MqttOptions options = localOptions(server.port());
        options.endpoint.trust = Domain::TrustPolicy::ca(m_ca.certificatePem);
        TransportRig rig(kind);
        QCOMPARE(rig.openUntilClosed(options).code, Code::TlsHandshakeFailed);
    }
};

TTN_TEST_MAIN(TestMqttTls)
#include "tst_mqtttls.moc"
