// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mqtt/mqttconnection.h"
#include "tests/support/testmain.h"
#include "tests/unit/mqtt/mqttrig.h"

#include <QSignalSpy>

using namespace Backend;
using Code = Domain::Problem::Code;
using State = MqttConnection::State;

namespace {

/// A transport that does what the test says.
class ScriptedTransport : public MqttTransport
{
public:
    using MqttTransport::MqttTransport;

    void open(const MqttOptions &options) override
    {
        QVERIFY(!m_busy);
        m_busy = true;
        opens += options;
    }
    void close() override
    {
        if (m_busy)
            QMetaObject::invokeMethod(
                this, [this] { end({}); }, Qt::QueuedConnection);
    }
    void subscribe(const QString &filter, int) override { filters += filter; }
    int publish(const QString &, const QByteArray &, int, bool) override { return 1; }

    void accept() { Q_EMIT opened(); }
    void answer(const QString &filter, Code code = Code::None)
    {
        Q_EMIT subscribed(filter, code == Code::None ? 0 : -1, {code, {}, {}, {}, false});
    }
    void end(const Domain::Problem &problem)
    {
        m_busy = false;
        Q_EMIT closed(problem);
    }

    QList<MqttOptions> opens;
    QStringList filters;

private:
    bool m_busy = false;
};

Domain::Problem retryable(Code code)
{
    return {code, {}, {}, {}, true};
}

} // namespace

class TestMqttConnection : public TestBase
{
    Q_OBJECT

private:
    struct Rig
    {
        MessageQueue queue;
        ScriptedTransport *transport = new ScriptedTransport(queue, 1);
        MqttConnection connection;
        QSignalSpy live{&connection, &MqttConnection::live};
        QSignalSpy lost{&connection, &MqttConnection::lost};
        QSignalSpy refused{&connection, &MqttConnection::subscriptionRefused};
        QList<State> states;
        QList<Domain::Problem> problems;

        explicit Rig(const MqttRetryPolicy &policy = {20, 80, 60'000, 0, {}})
            : connection(std::unique_ptr<MqttTransport>(transport), policy)
        {
            QObject::connect(&connection, &MqttConnection::stateChanged, &connection,
                             [this](State state, const Domain::Problem &problem, qint64) {
                                 states += state;
                                 problems += problem;
                             });
        }
        void goLive()
        {
            transport->accept();
            transport->answer(QStringLiteral("a/#"));
            transport->answer(QStringLiteral("b/#"));
        }
        void start() { connection.start(localOptions(1), {QStringLiteral("a/#"), QStringLiteral("b/#")}); }
    };

private Q_SLOTS:
    void delays()
    {
        MqttRetryPolicy policy;
        policy.random = [] { return 0.0; };
        QList<int> seconds;
        for (int failures = 1; failures <= 9; ++failures)
            seconds += policy.delayMs(failures) / 1000;
        QCOMPARE(seconds, (QList<int>{1, 2, 4, 8, 16, 32, 60, 60, 60}));
        QCOMPARE(policy.delayMs(1'000'000), 60'000);
        policy.random = [] { return 1.0; };
        QCOMPARE(policy.delayMs(1), 750);
        policy.random = {};
        for (int i = 0; i < 100; ++i)
            QVERIFY(policy.delayMs(3) >= 3000 && policy.delayMs(3) <= 4000);
    }

    void isLiveWhenEveryFilterIsAnswered()
    {
        Rig rig;
        rig.start();
        QCOMPARE(rig.transport->opens.size(), 1);
        rig.transport->accept();
        QCOMPARE(rig.transport->filters, (QStringList{QStringLiteral("a/#"), QStringLiteral("b/#")}));
        rig.transport->answer(QStringLiteral("b/#"));
        QCOMPARE(rig.live.size(), 0);
        rig.transport->answer(QStringLiteral("a/#"));
        QCOMPARE(rig.live.size(), 1);
        QCOMPARE(rig.states, (QList<State>{State::Connecting, State::Subscribing, State::Live}));
    }

    void triesAgainAndSubscribesAgain()
    {
        Rig rig;
        rig.start();
        rig.goLive();
        const qint64 before = QDateTime::currentMSecsSinceEpoch();
        rig.transport->end(retryable(Code::SocketClosed));
        QCOMPARE(rig.lost.size(), 1);
        QVERIFY(rig.lost.at(0).at(0).toLongLong() / 1'000'000 >= before - 1);
        QCOMPARE(rig.connection.state(), State::Waiting);
        QTRY_COMPARE(rig.transport->opens.size(), 2);
        rig.transport->end(retryable(Code::ConnectionRefused));
        QCOMPARE(rig.lost.size(), 1); // it was not live
        QTRY_COMPARE(rig.transport->opens.size(), 3);
        rig.goLive();
        QCOMPARE(rig.transport->filters.size(), 4);
        QCOMPARE(rig.live.size(), 2);
    }

    void pausesGrowUntilAStableConnection()
    {
        Rig rig({10, 1000, 30, 0, {}});
        QList<qint64> pauses;
        QObject::connect(&rig.connection, &MqttConnection::stateChanged, this,
                         [&](State state, const Domain::Problem &, qint64 next) {
                             if (state == State::Waiting)
                                 pauses += (next / 1'000'000 - QDateTime::currentMSecsSinceEpoch() + 5) / 10;
                         });
        rig.start();
        for (int i = 0; i < 3; ++i) {
            const auto attempts = rig.transport->opens.size();
            rig.transport->end(retryable(Code::ConnectTimeout));
            QTRY_COMPARE(rig.transport->opens.size(), attempts + 1);
        }
        rig.goLive();
        rig.transport->end(retryable(Code::SocketClosed)); // at once: does not count as stable
        QTRY_COMPARE(rig.transport->opens.size(), 5);
        rig.goLive();
        QTest::qWait(60);
        rig.transport->end(retryable(Code::SocketClosed));
        QCOMPARE(pauses.size(), 5);
        QVERIFY(pauses[1] > pauses[0] && pauses[2] > pauses[1] && pauses[3] > pauses[2]);
        QVERIFY(pauses[4] < pauses[2]);
    }

    void refusalStopsTheRetries_data()
    {
        QTest::addColumn<Code>("code");
        QTest::newRow("password") << Code::BadUserNameOrPassword;
        QTest::newRow("rights") << Code::NotAuthorized;
        QTest::newRow("certificate") << Code::CertificateExpired;
    }
    void refusalStopsTheRetries()
    {
        QFETCH(const Code, code);
        Rig rig;
        rig.start();
        rig.transport->end({code, {}, {}, {}, false});
        QCOMPARE(rig.connection.state(), State::Refused);
        QCOMPARE(rig.problems.last().code, code);
        QTest::qWait(150);
        QCOMPARE(rig.transport->opens.size(), 1);
        rig.connection.connectNow();
        QCOMPARE(rig.transport->opens.size(), 2);
        rig.transport->end({code, {}, {}, {}, false});
        rig.start();
        QCOMPARE(rig.transport->opens.size(), 3);
    }

    void connectNowEndsThePause()
    {
        Rig rig({60'000, 60'000, 60'000, 0, {}});
        rig.start();
        rig.connection.connectNow(); // without effect
        QCOMPARE(rig.transport->opens.size(), 1);
        rig.transport->end(retryable(Code::HostNotFound));
        rig.connection.connectNow();
        QCOMPARE(rig.transport->opens.size(), 2);
    }

    void stops()
    {
        Rig rig;
        rig.start();
        rig.goLive();
        rig.connection.stop();
        QTRY_COMPARE(rig.connection.state(), State::Stopped);
        QCOMPARE(rig.lost.size(), 0);
        rig.start();
        rig.transport->end(retryable(Code::HostNotFound));
        rig.connection.stop();
        QCOMPARE(rig.connection.state(), State::Stopped);
        QTest::qWait(60);
        QCOMPARE(rig.transport->opens.size(), 2);
    }

    void newOptionsReplaceTheOld()
    {
        Rig rig;
        rig.start();
        rig.goLive();
        rig.connection.start(localOptions(2), {QStringLiteral("c")});
        QTRY_COMPARE(rig.transport->opens.size(), 2);
        QCOMPARE(rig.transport->opens.last().endpoint.port, 2);
        rig.transport->accept();
        QCOMPARE(rig.transport->filters.last(), QStringLiteral("c"));
    }

    void reportsARefusedFilter()
    {
        Rig rig;
        rig.start();
        rig.transport->accept();
        rig.transport->answer(QStringLiteral("a/#"), Code::SubscriptionRefused);
        rig.transport->answer(QStringLiteral("b/#"));
        QCOMPARE(rig.refused.size(), 1);
        QCOMPARE(rig.connection.state(), State::Live);
        QCOMPARE(rig.problems.last().code, Code::SubscriptionRefused);
    }

    void everythingRefusedIsARefusal()
    {
        Rig rig;
        rig.start();
        rig.transport->accept();
        rig.transport->answer(QStringLiteral("a/#"), Code::SubscriptionRefused);
        rig.transport->answer(QStringLiteral("b/#"), Code::SubscriptionRefused);
        QTRY_COMPARE(rig.connection.state(), State::Refused);
        QCOMPARE(rig.problems.last().code, Code::SubscriptionRefused);
    }

    void silenceWasNoticedLate()
    {
        Rig rig;
        rig.start();
        rig.goLive();
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        rig.transport->end(retryable(Code::KeepAliveTimeout));
        const qint64 since = rig.lost.at(0).at(0).toLongLong() / 1'000'000;
        QVERIFY(since <= now - 59'000 && since >= now - 61'000);
    }

    void realBrokerComesBack_data()
    {
        QTest::addColumn<MqttTransport::Kind>("kind");
        for (const MqttTransport::Kind kind : builtTransports())
            QTest::newRow(transportName(kind)) << kind;
    }
    void realBrokerComesBack()
    {
        QFETCH(const MqttTransport::Kind, kind);
        BrokerOptions options;
        options.anonymous = true;
        MosquittoBroker broker(options);
        QVERIFY(startBroker(broker));
        MessageQueue queue;
        MqttConnection connection(MqttTransport::create(kind, queue, 3), {50, 200, 60'000, 0, {}});
        QSignalSpy live(&connection, &MqttConnection::live);
        QSignalSpy lost(&connection, &MqttConnection::lost);
        connection.start(localOptions(broker.port()), {QStringLiteral("x/#")}, 1);
        QTRY_COMPARE(live.size(), 1);
        QSignalSpy stopped(&broker, &MosquittoBroker::stopped);
        broker.kill();
        QTRY_COMPARE(stopped.size(), 1);
        QTRY_COMPARE(lost.size(), 1);
        QVERIFY(startBroker(broker));
        QTRY_COMPARE(live.size(), 2);
        QVERIFY(connection.publish(QStringLiteral("x/y"), "after", 1, false) > 0);
        QTRY_COMPARE(queue.depth().messages, 1u);
        connection.stop();
        QTRY_COMPARE(connection.state(), State::Stopped);
    }
};

TTN_TEST_MAIN(TestMqttConnection)
#include "tst_mqttconnection.moc"
