// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The program ttn-sandbox from outside: its line of JSON, its commands, its end.
#include "tests/support/testmain.h"
#include "tests/unit/sandbox/testclient.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#ifdef Q_OS_UNIX
#include <signal.h>
#endif

class TestTtnSandbox : public TestBase
{
    Q_OBJECT

private:
    static void start(QProcess &process, const QStringList &arguments = {})
    {
        process.setProcessChannelMode(QProcess::SeparateChannels);
        process.start(QStringLiteral(TTN_BIN_DIR "/ttn-sandbox"), arguments);
    }

    static QJsonObject line(QProcess &process)
    {
        if (!QTest::qWaitFor([&] { return process.canReadLine() || process.state() == QProcess::NotRunning; }, 20'000))
            return {};
        return QJsonDocument::fromJson(process.readLine()).object();
    }

    static QJsonObject ask(QProcess &process, const QByteArray &command)
    {
        process.write(command + '\n');
        return line(process);
    }

    static quint16 port(const QJsonValue &address)
    {
        const QString text = address.toString();
        return text.startsWith(u"127.0.0.1:") ? text.mid(10).toUShort() : 0;
    }

private Q_SLOTS:
    void printsItsAddressesAndKeys()
    {
        QProcess process;
        start(process, {QStringLiteral("--rate"), QStringLiteral("40"), QStringLiteral("--seed"), QStringLiteral("1")});
        const QJsonObject json = line(process);
        QCOMPARE(json.keys(), (QStringList{QStringLiteral("v2"), QStringLiteral("v3")}));
        const QJsonObject v3 = json[u"v3"].toObject();
        QCOMPARE(v3.keys(),
                 (QStringList{QStringLiteral("applications"), QStringLiteral("ca"), QStringLiteral("grpc"),
                              QStringLiteral("grpcs"), QStringLiteral("mqtt"), QStringLiteral("mqtts"),
                              QStringLiteral("user_id"), QStringLiteral("user_key")}));
        const QJsonObject v2 = json[u"v2"].toObject();
        QCOMPARE(v2.keys(),
                 (QStringList{QStringLiteral("applications"), QStringLiteral("certificate"),
                              QStringLiteral("discovery"), QStringLiteral("handler"), QStringLiteral("mqtt")}));
        QCOMPARE(v3[u"applications"].toArray().size(), 2);
        for (const QJsonValue &application : v3[u"applications"].toArray()) {
            TestClient client;
            const QString user = application[u"mqtt_username"].toString();
            QVERIFY(client.listen(port(v3[u"mqtt"]), user, application[u"api_key"].toString(),
                                  {u"v3/" + user + u"/devices/#"}));
            QVERIFY(client.waitFor("/up"));
            TestClient byUserKey;
            QVERIFY(
                byUserKey.listen(port(v3[u"mqtt"]), user, v3[u"user_key"].toString(), {u"v3/" + user + u"/devices/#"}));
        }
        QFile ca(v3[u"ca"].toString());
        QVERIFY(ca.open(QIODevice::ReadOnly));
        const QJsonObject application = v3[u"applications"].toArray().first().toObject();
        TestClient tls;
        QVERIFY(tls.listen(port(v3[u"mqtts"]), application[u"mqtt_username"].toString(),
                           application[u"api_key"].toString(), {QStringLiteral("v3/orchard/devices/#")},
                           Domain::TrustPolicy::ca(ca.readAll())));
        TestClient v2Client;
        const QJsonObject v2Application = v2[u"applications"].toArray().first().toObject();
        QVERIFY(v2Client.listen(port(v2[u"mqtt"]), v2Application[u"id"].toString(),
                                v2Application[u"access_key"].toString(),
                                {v2Application[u"id"].toString() + u"/devices/+/up"}));
        QVERIFY(v2Client.waitFor("/up"));
        QVERIFY(QFileInfo::exists(v2[u"certificate"].toString()));

        QVERIFY(ask(process, "status")[u"ok"].toBool());
        QVERIFY(ask(process, "fault both duplicates")[u"ok"].toBool());
        QVERIFY(!ask(process, "make tea")[u"ok"].toBool());
        QVERIFY(ask(process, "rate 5")[u"ok"].toBool());
        QVERIFY(ask(process, "help")[u"commands"].toArray().size() > 5);

        const QString folder = QFileInfo(ca).absolutePath();
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished(10'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 0);
        QCOMPARE(process.readAllStandardError(), QByteArray());
        QVERIFY(!QFileInfo::exists(folder));
    }

#ifdef Q_OS_UNIX
    void endsBySignal_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
    }

    void endsBySignal()
    {
        QFETCH(int, signal);
        QProcess process;
        start(process);
        const QString folder = QFileInfo(line(process)[u"v3"][u"ca"].toString()).absolutePath();
        QVERIFY(QFileInfo::exists(folder));
        ::kill(pid_t(process.processId()), signal);
        QVERIFY(process.waitForFinished(10'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 0);
        QVERIFY(!QFileInfo::exists(folder));
    }
#endif

    void keysAreFreshEachTime()
    {
        QStringList keys;
        for (int i = 0; i < 2; ++i) {
            QProcess process;
            start(process, {QStringLiteral("--seed"), QStringLiteral("7")});
            keys.append(line(process)[u"v3"][u"user_key"].toString());
            process.closeWriteChannel();
            QVERIFY(process.waitForFinished(10'000));
        }
        QVERIFY(keys[0].startsWith(u"NNSXS.") && keys[0] != keys[1]);
    }

    void standsUntilItIsMovedOn()
    {
        QProcess process;
        start(process,
              {QStringLiteral("--seed"), QStringLiteral("1"), QStringLiteral("--start"),
               QStringLiteral("2026-11-20T12:00:00Z"), QStringLiteral("--paused")});
        const QJsonObject v2 = line(process)[u"v2"].toObject();
        const QJsonObject application = v2[u"applications"].toArray().first().toObject();
        TestClient client;
        QVERIFY(client.listen(port(v2[u"mqtt"]), application[u"id"].toString(), application[u"access_key"].toString(),
                              {application[u"id"].toString() + u"/devices/+/up"}));
        QCOMPARE(ask(process, "forward 0.001")[u"published"].toInt(-1), 0);
        QVERIFY(ask(process, "forward 9.5")[u"published"].toInt() > 0);
        QVERIFY(client.waitFor("/up"));
        // In the simulated seconds that passed, not in those of the wall.
        const QJsonObject uplink = QJsonDocument::fromJson(client.messages.constFirst().payload).object();
        const QString time = uplink[u"metadata"][u"time"].toString();
        QVERIFY2(time.startsWith(u"2026-11-20T12:00:0"), qPrintable(time));
        const int published = ask(process, "status")[u"published"].toInt();
        QTest::qWait(300);
        QCOMPARE(ask(process, "status")[u"published"].toInt(), published);
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished(10'000));
    }

    void wrongUsage_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("rate") << QStringList{QStringLiteral("--rate"), QStringLiteral("0")};
        QTest::newRow("rate text") << QStringList{QStringLiteral("--rate"), QStringLiteral("fast")};
        QTest::newRow("seed") << QStringList{QStringLiteral("--seed"), QStringLiteral("-1")};
        QTest::newRow("start") << QStringList{QStringLiteral("--start"), QStringLiteral("noon")};
        QTest::newRow("unknown") << QStringList{QStringLiteral("--gui")};
        QTest::newRow("argument") << QStringList{QStringLiteral("go")};
    }

    void wrongUsage()
    {
        QFETCH(QStringList, arguments);
        QProcess process;
        start(process, arguments);
        QVERIFY(process.waitForFinished(10'000));
        QCOMPARE(process.exitCode(), 2);
        QCOMPARE(process.readAllStandardOutput(), QByteArray());
        QVERIFY(process.readAllStandardError().startsWith("ttn-sandbox: "));
    }
};

TTN_TEST_MAIN(TestTtnSandbox)
#include "tst_ttnsandbox.moc"
