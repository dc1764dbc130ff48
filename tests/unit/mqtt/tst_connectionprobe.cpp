// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mqtt/certificateprobe.h"
#include "backend/mqtt/connectionprobe.h"
#include "backend/sandbox/certificates.h"
#include "tests/support/testmain.h"
#include "tests/unit/mqtt/mqttrig.h"

#include <QSignalSpy>
#include <QTcpServer>

using namespace Backend;
using Code = Domain::Problem::Code;
using State = Domain::ConnectionTestStep::State;
using Steps = QList<Domain::ConnectionTestStep>;

namespace {

constexpr int PatienceMs = 30'000;
const QString User = QStringLiteral("orchard@ttn");

/// What a probe said, step by step.
struct Record
{
    explicit Record(ConnectionProbe &probe, const Domain::Profile &profile)
        : steps(ConnectionProbe::stepsOf(profile))
        , finished(&probe, &ConnectionProbe::finished)
    {
        QObject::connect(&probe, &ConnectionProbe::stepChanged, &probe,
                         [this](int index, const Domain::ConnectionTestStep &step) { steps[index] = step; });
    }

    [[nodiscard]] QList<State> states() const
    {
        QList<State> result;
        for (const auto &step : steps)
            result += step.state;
        return result;
    }

    Steps steps;
    QSignalSpy finished;
};

} // namespace

class TestConnectionProbe : public TestBase
{
    Q_OBJECT

private:
    struct Server
    {
        Certificate certificate;
        std::unique_ptr<MosquittoBroker> broker;
    };

    void serve(const QByteArray &name, const Certificate &certificate)
    {
        BrokerOptions options;
        options.users = {{User, "right", {QStringLiteral("readwrite #")}},
                         {QStringLiteral("vineyard@ttn"), "right", {QStringLiteral("readwrite #")}}};
        options.certificate = certificate;
        Server &server = m_servers[name];
        server.certificate = certificate;
        server.broker = std::make_unique<MosquittoBroker>(options);
        QVERIFY(startBroker(*server.broker));
    }

    [[nodiscard]] Domain::Profile profile(const QByteArray &server = "good") const
    {
        Domain::Profile profile;
        profile.name = QStringLiteral("lab");
        profile.mqtt = {QStringLiteral("127.0.0.1"), m_servers.at(server).broker->tlsPort(),
                        Domain::TrustPolicy::ca(m_ca.certificatePem)};
        profile.tenant = QStringLiteral("ttn");
        profile.applications = {QStringLiteral("orchard")};
        return profile;
    }

    static ConnectionTestOptions options(const Domain::Profile &profile, const QByteArray &key = "right")
    {
        ConnectionTestOptions options;
        options.profile = profile;
        for (const QString &application : profile.applications)
            options.keys.insert(application, key);
        options.messageLimitMs = 200;
        return options;
    }

    static Steps run(const ConnectionTestOptions &options)
    {
        ConnectionProbe probe(options);
        Record record(probe, options.profile);
        probe.start();
        if (record.finished.isEmpty())
            record.finished.wait(PatienceMs);
        return record.finished.size() == 1 ? record.steps : Steps();
    }

    Certificate m_ca;
    Certificate m_otherCa;
    std::map<QByteArray, Server> m_servers;

private Q_SLOTS:
    void initTestCase()
    {
        m_ca = Certificates::makeCa({QStringLiteral("Lab CA"), {}});
        m_otherCa = Certificates::makeCa({QStringLiteral("Other CA"), {}});
        const QStringList here{QStringLiteral("127.0.0.1")};
        const QString name = QStringLiteral("broker");
        const QDateTime now = QDateTime::currentDateTimeUtc();
        serve("good", Certificates::makeLeaf(m_ca, {name, here}));
        serve("expired", Certificates::makeLeaf(m_ca, {name, here, now.addDays(-20), now.addDays(-10)}));
        serve("elsewhere", Certificates::makeLeaf(m_ca, {name, {QStringLiteral("lab.example")}}));
    }

    void subscribedIsNotProven()
    {
        const Steps steps = run(options(profile()));
        QCOMPARE(steps.size(), 5);
        for (int i = 0; i < 4; ++i) {
            QCOMPARE(steps[i].state, State::Passed);
            QVERIFY(steps[i].elapsedMs >= 0);
        }
        QCOMPARE(steps[4].state, State::Unproven);
        QCOMPARE(steps[0].facts, QStringList{QStringLiteral("127.0.0.1")});
        QCOMPARE(steps[2].facts.value(1), QStringLiteral("broker"));
        QCOMPARE(steps[2].facts.value(2), QStringLiteral("Lab CA"));
        QCOMPARE(steps[3].facts, QStringList{User});
        QVERIFY(steps[4].elapsedMs >= 200);
    }

    void theFirstMessageProvesIt()
    {
        ConnectionTestOptions wanted = options(profile());
        wanted.messageLimitMs = PatienceMs;
        ConnectionProbe probe(wanted);
        Record record(probe, wanted.profile);
        probe.start();
        QTRY_COMPARE_WITH_TIMEOUT(record.steps[4].state, State::Listening, PatienceMs);
        QVERIFY(record.finished.isEmpty());

        TransportRig rig(MqttTransport::defaultKind());
        MqttOptions publisher = localOptions(m_servers["good"].broker->port());
        publisher.userName = User;
        publisher.password = "right";
        QVERIFY(rig.open(publisher));
        const QString topic = QStringLiteral("v3/orchard@ttn/devices/field-01/up");
        rig.transport->publish(topic, "{}", 0, false);
        QTRY_COMPARE_WITH_TIMEOUT(record.finished.size(), 1, PatienceMs);
        QCOMPARE(record.steps[4].state, State::Passed);
        QCOMPARE(record.steps[4].facts, QStringList{topic});
    }

    void eachApplicationByItself()
    {
        Domain::Profile two = profile();
        two.applications = {QStringLiteral("unknown"), QStringLiteral("vineyard")};
        const Steps steps = run(options(two));
        QCOMPARE(steps.size(), 7);
        QCOMPARE(steps[3].state, State::Failed);
        QCOMPARE(steps[3].problem.code, Code::NotAuthorized);
        QCOMPARE(steps[4].state, State::Skipped);
        QCOMPARE(steps[5].state, State::Passed);
        QCOMPARE(steps[6].state, State::Unproven);
    }

    void withoutTls()
    {
        Domain::Profile plain = profile();
        plain.mqtt.port = m_servers["good"].broker->port();
        plain.mqtt.trust.reset();
        const Steps steps = run(options(plain));
        QCOMPARE(steps[2].state, State::Skipped);
        QCOMPARE(steps[3].state, State::Passed);
    }

    void failures_data()
    {
        QTest::addColumn<Domain::Profile>("wanted");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<int>("step");
        QTest::addColumn<Code>("code");
        const QByteArray key = "right";
        Domain::Profile changed = profile();
        changed.mqtt.host = QStringLiteral("no-such-host.invalid");
        QTest::newRow("unknown name") << changed << key << 0 << Code::HostNotFound;
        changed = profile();
        changed.mqtt.port = 1;
        QTest::newRow("closed port") << changed << key << 1 << Code::ConnectionRefused;
        changed = profile();
        changed.mqtt.trust = Domain::TrustPolicy::ca(m_otherCa.certificatePem);
        QTest::newRow("other CA") << changed << key << 2 << Code::CertificateUntrusted;
        changed.mqtt.trust = Domain::TrustPolicy::ca("no certificate");
        QTest::newRow("no CA") << changed << key << 2 << Code::CaUnreadable;
        changed.mqtt.trust = Domain::TrustPolicy::pin(m_otherCa.sha256());
        QTest::newRow("other pin") << changed << key << 2 << Code::PinMismatch;
        QTest::newRow("expired") << profile("expired") << key << 2 << Code::CertificateExpired;
        QTest::newRow("other host") << profile("elsewhere") << key << 2 << Code::CertificateHostMismatch;
        changed = profile();
        changed.mqtt.port = m_servers["good"].broker->port();
        QTest::newRow("TLS to a port without") << changed << key << 2 << Code::TlsHandshakeFailed;
        changed.mqtt = {QStringLiteral("broker.example"), 1883, std::nullopt};
        QTest::newRow("plaintext was not chosen") << changed << key << 2 << Code::PlaintextNotAllowed;
        QTest::newRow("wrong key") << profile() << QByteArray("wrong") << 3 << Code::NotAuthorized;
        QTest::newRow("no key") << profile() << QByteArray() << 3 << Code::CredentialMissing;
    }

    void failures()
    {
        QFETCH(const Domain::Profile, wanted);
        QFETCH(const QByteArray, key);
        QFETCH(const int, step);
        QFETCH(const Code, code);
        const Steps steps = run(options(wanted, key));
        QCOMPARE(steps.size(), 5);
        for (int i = 0; i < steps.size(); ++i) {
            if (i == step)
                QCOMPARE(steps[i].state, State::Failed);
            else if (i > step)
                QCOMPARE(steps[i].state, State::Skipped);
        }
        QCOMPARE(steps[step].problem.code, code);
        for (const auto &one : steps)
            QVERIFY(!one.facts.contains(QStringLiteral("right")) && !one.problem.args.contains(u"wrong"));
        if (code == Code::CertificateExpired)
            QCOMPARE(steps[step].problem.args.value(1),
                     QDateTime::currentDateTimeUtc().addDays(-10).date().toString(Qt::ISODate));
        if (code == Code::CertificateHostMismatch)
            QCOMPARE(steps[step].problem.args.value(1), QStringLiteral("lab.example"));
    }

    void aPinReplacesTheOtherChecks()
    {
        Domain::Profile pinned = profile("expired");
        pinned.mqtt.trust = Domain::TrustPolicy::pin(m_servers["expired"].certificate.sha256());
        QCOMPARE(run(options(pinned))[3].state, State::Passed);
    }

    void silentServer_data()
    {
        QTest::addColumn<bool>("tls");
        QTest::addColumn<int>("step");
        QTest::addColumn<Code>("code");
        QTest::newRow("handshake") << true << 2 << Code::TlsHandshakeFailed;
        QTest::newRow("CONNACK") << false << 3 << Code::ConnackTimeout;
    }

    void silentServer()
    {
        QFETCH(const bool, tls);
        QFETCH(const int, step);
        QFETCH(const Code, code);
        const FakeServer server({}, FakeServer::Next::Nothing);
        Domain::Profile silent = profile();
        silent.mqtt.port = server.port();
        if (!tls)
            silent.mqtt.trust.reset();
        ConnectionTestOptions wanted = options(silent);
        wanted.stepLimitMs = 200;
        const Steps steps = run(wanted);
        QCOMPARE(steps[step].state, State::Failed);
        QCOMPARE(steps[step].problem.code, code);
    }

    void subscriptionNeverAnswered()
    {
        // CONNACK, and then nothing.
        const FakeServer server(QByteArray::fromHex("20020000"), FakeServer::Next::Nothing);
        Domain::Profile silent = profile();
        silent.mqtt = {QStringLiteral("127.0.0.1"), server.port(), std::nullopt};
        ConnectionTestOptions wanted = options(silent);
        wanted.stepLimitMs = 300;
        const Steps steps = run(wanted);
        QCOMPARE(steps[3].state, State::Passed);
        QCOMPARE(steps[4].state, State::Failed);
    }

    void showsWhatTheServerPresents()
    {
        BrokerOptions options;
        options.anonymous = true;
        options.certificate
            = Certificates::makeSelfSigned({QStringLiteral("Lab broker"), {QStringLiteral("lab.example")}});
        MosquittoBroker broker(options);
        QSignalSpy started(&broker, &MosquittoBroker::started);
        broker.start();
        QTRY_COMPARE(started.size(), 1);

        CertificateProbe probe;
        QSignalSpy finished(&probe, &CertificateProbe::finished);
        QSignalSpy failed(&probe, &CertificateProbe::failed);
        probe.start(QStringLiteral("127.0.0.1"), broker.tlsPort());
        QTRY_COMPARE(finished.size() + failed.size(), 1);
        QCOMPARE(finished.size(), 1);
        const auto shown = finished.at(0).at(0).value<ProbedCertificate>();
        QCOMPARE(shown.subject, QStringLiteral("Lab broker"));
        QCOMPARE(shown.names, QStringList{QStringLiteral("lab.example")});
        QCOMPARE(shown.sha256, options.certificate.sha256());
        QCOMPARE(shown.pem.trimmed(), options.certificate.certificatePem.trimmed());
        QVERIFY(shown.notBefore < shown.notAfter);
        const auto has = [&](Code code) {
            return std::any_of(shown.problems.begin(), shown.problems.end(),
                               [&](const Domain::Problem &problem) { return problem.code == code; });
        };
        QVERIFY(has(Code::CertificateSelfSigned));
        QVERIFY(has(Code::CertificateHostMismatch));
    }

    void saysWhenThereIsNoTls()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        CertificateProbe probe;
        QSignalSpy failed(&probe, &CertificateProbe::failed);
        probe.start(QStringLiteral("127.0.0.1"), silent.serverPort(), 100);
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed.at(0).at(0).value<Domain::Problem>().code, Code::ConnectTimeout);
    }

    void cancelledAtAnyStep()
    {
        for (const State until : {State::Running, State::Passed}) {
            for (int step = 0; step < 4; ++step) {
                ConnectionTestOptions wanted = options(profile());
                wanted.messageLimitMs = PatienceMs;
                auto probe = std::make_unique<ConnectionProbe>(wanted);
                bool reached = false;
                connect(probe.get(), &ConnectionProbe::stepChanged, this,
                        [&](int index, const Domain::ConnectionTestStep &now) {
                            reached = reached || (index == step && now.state == until);
                        });
                probe->start();
                QTRY_VERIFY_WITH_TIMEOUT(reached, PatienceMs);
                probe.reset();
                QCoreApplication::processEvents();
            }
        }
    }
};

TTN_TEST_MAIN(TestConnectionProbe)
#include "tst_connectionprobe.moc"
