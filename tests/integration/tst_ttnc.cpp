// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/accounts/paths.h"
#include "backend/accounts/profilestore.h"
#include "backend/domain/clock.h"
#include "backend/domain/dictionary.h"
#include "backend/history/historyfile.h"
#include "backend/history/sqlitehistorystore.h"
#include "tests/integration/sandboxprocess.h"
#include "tests/integration/ttncprocess.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QJsonArray>
#include <QLocalServer>
#include <QSet>

#ifdef Q_OS_UNIX
#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

class TestTtnc : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void wrongUsage_data();
    void wrongUsage();
    void printsEveryKey();
    void bothGenerationsAndTls_data();
    void bothGenerationsAndTls();
    void severalApplicationsAtOnce();
    void refusedCredentialsEndIt();
    void oneRefusedApplicationEndsIt();
    void nobodyListensThere();
    void timeEndsIt();
    void interruptEndsIt();
    void interruptEndsTheQuestionForTheKey();
    void aFullDiskIsTold();
    void aReaderThatStandsStillDoesNotHoldIt();
    void seesWhatMosquittoSubSees();
    void storesAndGoesOn();
    void deletesWhatIsTooOld();
    void aSecondOneFollows();
    void aSecondOneTakesOver();
    void tellsTheGap();

private:
    SandboxProcess m_sandbox;
    QTemporaryDir m_folder;
};

void TestTtnc::initTestCase()
{
    QVERIFY(m_sandbox.start(
        {QStringLiteral("--rate"), QStringLiteral("40"), QStringLiteral("--seed"), QStringLiteral("1")}));
}

void TestTtnc::wrongUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    const auto add = [](const char *name, const char *arguments) {
        QTest::newRow(name) << QString::fromLatin1(arguments).split(u' ', Qt::SkipEmptyParts);
    };
    add("nothing", "");
    add("unknown command", "dance");
    add("no target", "events");
    add("two targets", "events --profile a --connection b");
    add("unknown profile", "events --profile nobody");
    add("missing file", "events --connection /nonexistent/x.json");
    add("count 0", "events --connection x --count 0");
    add("count text", "events --connection x --count many");
    add("time below 0", "events --connection x --for -3");
    add("unknown option", "events --colour");
    add("half a command", "devices");
    add("devices of what", "devices list --connection x");
    add("which device", "devices get orchard --connection x");
    add("too many names", "applications get orchard grove --connection x");
    add("unknown verb", "applications dance --connection x");
    add("count for devices", "devices list orchard --connection x --count 3");
    add("keys for events", "events --connection x --with-keys");
    add("unknown library", "events --connection x --mqtt=carrier-pigeon");
}

void TestTtnc::wrongUsage()
{
    QFETCH(QStringList, arguments);
    const Ttnc ended = run(arguments);
    QCOMPARE(ended.exitCode, 2);
    QVERIFY(ended.output.isEmpty());
    QVERIFY2(ended.errors.startsWith("ttnc: "), ended.errors.constData());
}

void TestTtnc::printsEveryKey()
{
    const QString file
        = m_sandbox.connectionFile(m_folder, "v3", {m_sandbox.application("v3", 0).value(u"id").toString()});
    const Ttnc ended = run({QStringLiteral("events"), QStringLiteral("--connection"), file, QStringLiteral("--count"),
                            QStringLiteral("20"), QStringLiteral("--for"), QStringLiteral("40")},
                           m_sandbox.key("v3", 0));
    QVERIFY2(ended.exitCode == 0, ended.errors.constData());
    QCOMPARE(ended.lines.size(), 20);
    bool uplink = false;
    for (const QJsonObject &line : ended.lines) {
        for (const char *key : {"kind",
                                "time",
                                "received_at",
                                "network",
                                "application_id",
                                "device_id",
                                "dev_eui",
                                "dev_addr",
                                "f_port",
                                "f_cnt",
                                "missed",
                                "confirmed",
                                "payload_hex",
                                "decoded",
                                "normalized",
                                "warnings",
                                "data_rate",
                                "frequency",
                                "rssi",
                                "snr",
                                "gateways",
                                "consumed_airtime_ms",
                                "correlation_ids",
                                "error",
                                "topic"})
            QVERIFY2(line.contains(QLatin1String(key)), key);
        if (line.value(u"kind") == QStringLiteral("uplink")) {
            uplink = true;
            QVERIFY(line.value(u"f_cnt").isDouble());
            QVERIFY(line.value(u"gateways").toArray().size() >= 1);
            QVERIFY(line.value(u"data_rate").toString().startsWith(u"SF"));
        }
    }
    QVERIFY(uplink);
}

void TestTtnc::bothGenerationsAndTls_data()
{
    QTest::addColumn<QByteArray>("network");
    QTest::addColumn<bool>("tls");
    QTest::newRow("v3 plaintext") << QByteArray("v3") << false;
    QTest::newRow("v3 TLS") << QByteArray("v3") << true;
    QTest::newRow("v2 plaintext") << QByteArray("v2") << false;
}

void TestTtnc::bothGenerationsAndTls()
{
    QFETCH(QByteArray, network);
    QFETCH(bool, tls);
    const QString application = m_sandbox.application(network.constData(), 0).value(u"id").toString();
    const QString file = m_sandbox.connectionFile(m_folder, network.constData(), {application}, tls);
    const Ttnc ended = run({QStringLiteral("events"), QStringLiteral("--connection"), file, QStringLiteral("--count"),
                            QStringLiteral("5"), QStringLiteral("--for"), QStringLiteral("40")},
                           m_sandbox.key(network.constData(), 0));
    QVERIFY2(ended.exitCode == 0, ended.errors.constData());
    QCOMPARE(ended.lines.size(), 5);
    QCOMPARE(ended.lines.first().value(u"application_id").toString(), application);
}

void TestTtnc::severalApplicationsAtOnce()
{
    const QString first = m_sandbox.application("v3", 0).value(u"id").toString();
    const QString second = m_sandbox.application("v3", 1).value(u"id").toString();
    const QString file = m_sandbox.connectionFile(m_folder, "v3", {first, second});
    const QByteArray keys = QJsonDocument(QJsonObject{{first, QString::fromUtf8(m_sandbox.key("v3", 0))},
                                                      {second, QString::fromUtf8(m_sandbox.key("v3", 1))}})
                                .toJson(QJsonDocument::Compact);
    const Ttnc ended = run({QStringLiteral("events"), QStringLiteral("--connection"), file, QStringLiteral("--count"),
                            QStringLiteral("120"), QStringLiteral("--for"), QStringLiteral("40")},
                           keys);
    QVERIFY2(ended.exitCode == 0, ended.errors.constData());
    QSet<QString> seen;
    for (const QJsonObject &line : ended.lines)
        seen.insert(line.value(u"application_id").toString());
    QCOMPARE(seen, (QSet<QString>{first, second}));
}

void TestTtnc::refusedCredentialsEndIt()
{
    const QString file
        = m_sandbox.connectionFile(m_folder, "v3", {m_sandbox.application("v3", 0).value(u"id").toString()});
    const Ttnc ended = run({QStringLiteral("events"), QStringLiteral("--connection"), file}, "NNSXS.NOT-THE-KEY");
    QCOMPARE(ended.exitCode, 1);
    QVERIFY(!ended.errors.isEmpty());
    QVERIFY(!ended.errors.contains("NOT-THE-KEY"));
    QVERIFY(ended.output.isEmpty());
}

void TestTtnc::oneRefusedApplicationEndsIt()
{
    const QString file = m_sandbox.connectionFile(m_folder, "v3",
                                                  {m_sandbox.application("v3", 0).value(u"id").toString(),
                                                   m_sandbox.application("v3", 1).value(u"id").toString()});
    for (const int wrong : {0, 1}) {
        QJsonObject keys;
        for (const int index : {0, 1}) {
            keys.insert(m_sandbox.application("v3", index).value(u"id").toString(),
                        index == wrong ? QStringLiteral("NOT-THE-KEY") : QString::fromUtf8(m_sandbox.key("v3", index)));
        }
        QProcess process;
        prepare(process, QJsonDocument(keys).toJson(QJsonDocument::Compact));
        process.setArguments({QStringLiteral("events"), QStringLiteral("--connection"), file});
        process.start();
        const Ttnc ended = collect(process, 25'000); // well before it gives up without knowing why
        QVERIFY2(ended.exitCode == 1, ended.errors.constData());
        QVERIFY(ended.errors.startsWith("ttnc: "));
        QVERIFY(!ended.errors.contains("NOT-THE-KEY"));
    }
}

void TestTtnc::nobodyListensThere()
{
    QFile file(m_folder.filePath(QStringLiteral("nobody.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        R"({"format":1,"generation":"v3","mqtt":{"address":"127.0.0.1:1","tls":null},"applications":["orchard"]})");
    file.close();
    const Ttnc ended = run({QStringLiteral("events"), QStringLiteral("--connection"), file.fileName(),
                            QStringLiteral("--for"), QStringLiteral("2")},
                           "key");
    QCOMPARE(ended.exitCode, 1);
    QVERIFY2(ended.errors.contains("127.0.0.1"), ended.errors.constData());
}

void TestTtnc::timeEndsIt()
{
    const QString file
        = m_sandbox.connectionFile(m_folder, "v2", {m_sandbox.application("v2", 0).value(u"id").toString()});
    const QStringList base{QStringLiteral("events"), QStringLiteral("--connection"), file, QStringLiteral("--for"),
                           QStringLiteral("2")};
    QCOMPARE(run(base, m_sandbox.key("v2", 0)).exitCode, 0);
    QCOMPARE(
        run(base + QStringList{QStringLiteral("--count"), QStringLiteral("100000")}, m_sandbox.key("v2", 0)).exitCode,
        3);
}

void TestTtnc::interruptEndsIt()
{
#ifdef Q_OS_UNIX
    const QString file
        = m_sandbox.connectionFile(m_folder, "v3", {m_sandbox.application("v3", 0).value(u"id").toString()});
    QProcess process;
    prepare(process, m_sandbox.key("v3", 0));
    process.setArguments({QStringLiteral("events"), QStringLiteral("--connection"), file});
    process.start();
    QVERIFY(process.waitForReadyRead(30'000));
    ::kill(pid_t(process.processId()), SIGINT);
    const Ttnc ended = collect(process, 10'000);
    QVERIFY2(ended.exitCode == 0, ended.errors.constData());
    QVERIFY(!ended.lines.isEmpty());

    QProcess counting;
    prepare(counting, m_sandbox.key("v3", 0));
    counting.setArguments({QStringLiteral("events"), QStringLiteral("--connection"), file, QStringLiteral("--count"),
                           QStringLiteral("100000")});
    counting.start();
    QVERIFY(counting.waitForReadyRead(30'000));
    ::kill(pid_t(counting.processId()), SIGTERM);
    QCOMPARE(collect(counting, 10'000).exitCode, 3);
#endif
}

void TestTtnc::interruptEndsTheQuestionForTheKey()
{
#ifdef Q_OS_LINUX
    // A session bus that never answers.
    QLocalServer bus;
    QVERIFY(bus.listen(m_folder.filePath(QStringLiteral("bus"))));
    const QString file
        = m_sandbox.connectionFile(m_folder, "v3", {m_sandbox.application("v3", 0).value(u"id").toString()});
    QProcess process;
    prepare(process, {});
    QProcessEnvironment environment = process.processEnvironment();
    environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), QString(u"unix:path=" + bus.fullServerName()));
    process.setProcessEnvironment(environment);
    process.setArguments({QStringLiteral("events"), QStringLiteral("--connection"), file});
    process.start();
    if (!bus.waitForNewConnection(10'000))
        QSKIP("built without a keychain");
    ::kill(pid_t(process.processId()), SIGINT);
    const Ttnc ended = collect(process, 10'000);
    QVERIFY2(ended.exitCode == 3, ended.errors.constData());
    QVERIFY(ended.output.isEmpty());
#endif
}

void TestTtnc::aFullDiskIsTold()
{
#ifdef Q_OS_LINUX
    const QString file
        = m_sandbox.connectionFile(m_folder, "v3", {m_sandbox.application("v3", 0).value(u"id").toString()});
    QProcess process;
    prepare(process, m_sandbox.key("v3", 0));
    process.setStandardOutputFile(QStringLiteral("/dev/full"));
    process.setArguments({QStringLiteral("events"), QStringLiteral("--connection"), file, QStringLiteral("--count"),
                          QStringLiteral("1")});
    process.start();
    const Ttnc ended = collect(process);
    QCOMPARE(ended.exitCode, 3); // the one event was not printed
    QVERIFY2(ended.errors.contains("standard output"), ended.errors.constData());
#endif
}

void TestTtnc::aReaderThatStandsStillDoesNotHoldIt()
{
#ifdef Q_OS_UNIX
    const QString file
        = m_sandbox.connectionFile(m_folder, "v3", {m_sandbox.application("v3", 0).value(u"id").toString()});
    const QByteArray pipe = QFile::encodeName(m_folder.filePath(QStringLiteral("stalled")));
    QCOMPARE(::mkfifo(pipe.constData(), 0600), 0);
    const int reader = ::open(pipe.constData(), O_RDONLY | O_NONBLOCK);
    QVERIFY(reader >= 0);
    const int filler = ::open(pipe.constData(), O_WRONLY | O_NONBLOCK);
    QVERIFY(filler >= 0);
    const QByteArray line(4'096, '\n');
    while (::write(filler, line.constData(), std::size_t(line.size())) > 0) { } // until it is full
    QProcess process;
    prepare(process, m_sandbox.key("v3", 0));
    process.setStandardOutputFile(QFile::decodeName(pipe));
    process.setArguments(
        {QStringLiteral("events"), QStringLiteral("--connection"), file, QStringLiteral("--for"), QStringLiteral("3")});
    process.start();
    const Ttnc ended = collect(process, 20'000);
    ::close(reader);
    ::close(filler);
    QVERIFY2(ended.exitCode == 0, ended.errors.constData());
#endif
}

void TestTtnc::seesWhatMosquittoSubSees()
{
    const QString application = m_sandbox.application("v3", 0).value(u"id").toString();
    const QString file = m_sandbox.connectionFile(m_folder, "v3", {application});
    QProcess process;
    prepare(process, m_sandbox.key("v3", 0));
    process.setArguments({QStringLiteral("events"), QStringLiteral("--connection"), file, QStringLiteral("--count"),
                          QStringLiteral("200")});
    process.start();
    QVERIFY(process.waitForReadyRead(30'000));

    // The peer reads its credentials from a file, not from arguments that everybody can list.
    const QString home = m_folder.filePath(QStringLiteral("peer"));
    QVERIFY(QDir().mkpath(home));
    QFile options(home + QStringLiteral("/mosquitto_sub"));
    QVERIFY(options.open(QIODevice::WriteOnly));
    options.write("-u " + application.toUtf8() + "\n-P " + m_sandbox.key("v3", 0) + "\n");
    options.close();
    QProcess peer;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), home);
    peer.setProcessEnvironment(environment);
    const QStringList address = m_sandbox.network("v3").value(u"mqtt").toString().split(u':');
    peer.start(QStringLiteral("mosquitto_sub"),
               {QStringLiteral("-h"), address.at(0), QStringLiteral("-p"), address.at(1), QStringLiteral("-t"),
                QStringLiteral("v3/+/devices/#"), QStringLiteral("-C"), QStringLiteral("60"), QStringLiteral("-F"),
                QStringLiteral("%t %p")});
    QVERIFY(peer.waitForFinished(40'000));
    QCOMPARE(peer.exitCode(), 0);
    const Ttnc ended = collect(process);
    QVERIFY2(ended.exitCode == 0, ended.errors.constData());

    // Every message of the peer while both listened is one of our lines: the same topic and the same correlation ids.
    QMultiHash<QString, QJsonArray> ours;
    for (const QJsonObject &line : ended.lines)
        ours.insert(line.value(u"topic").toString(), line.value(u"correlation_ids").toArray());
    int seen = 0;
    const QList<QByteArray> messages = peer.readAllStandardOutput().split('\n');
    for (const QByteArray &message : messages) {
        const qsizetype blank = message.indexOf(' ');
        if (blank <= 0)
            continue;
        const QString topic = QString::fromUtf8(message.left(blank));
        const QJsonArray ids
            = QJsonDocument::fromJson(message.mid(blank + 1)).object().value(u"correlation_ids").toArray();
        QVERIFY2(ours.contains(topic, ids), qPrintable(topic));
        ++seen;
    }
    QCOMPARE(seen, 60);
}

void TestTtnc::storesAndGoesOn()
{
    const QString file
        = m_sandbox.connectionFile(m_folder, "v3", {m_sandbox.application("v3", 1).value(u"id").toString()});
    const QStringList arguments{
        QStringLiteral("events"),  QStringLiteral("--connection"), file,
        QStringLiteral("--store"), QStringLiteral("--data-dir"),   m_folder.filePath(QStringLiteral("store")),
        QStringLiteral("--count"), QStringLiteral("10"),           QStringLiteral("--for"),
        QStringLiteral("40")};
    const Ttnc first = run(arguments, m_sandbox.key("v3", 1));
    QVERIFY2(first.exitCode == 0, first.errors.constData());
    QTest::qWait(1'500);
    const Ttnc second = run(arguments, m_sandbox.key("v3", 1));
    QVERIFY2(second.exitCode == 0, second.errors.constData());
    // Between the two nobody listened, and the second one says so first.
    QCOMPARE(second.lines.first().value(u"kind").toString(), QStringLiteral("gap"));
    QCOMPARE(second.lines.first().value(u"error").toString(), QStringLiteral("console closed"));
    QCOMPARE(second.lines.size(), 11);
}

void TestTtnc::deletesWhatIsTooOld()
{
    const QString folder = m_folder.filePath(QStringLiteral("old"));
    const auto paths = Backend::Paths::below(folder);
    QVERIFY(!paths.create());
    Backend::ProfileStore profiles(paths.profilesFile());
    QVERIFY(!profiles.load());
    Domain::Profile profile;
    profile.name = QStringLiteral("Old");
    const QString address = m_sandbox.network("v3").value(u"mqtt").toString();
    profile.mqtt = {address.section(u':', 0, 0), address.section(u':', 1).toUShort(), std::nullopt};
    profile.applications = {m_sandbox.application("v3", 0).value(u"id").toString()};
    QVERIFY(!profiles.add(profile));
    Domain::Dictionary dictionary;
    const Backend::HistoryOptions options{paths.historyFile(profile.id), dictionary.internProfile(profile.name),
                                          &dictionary, Domain::Generation::V3};
    Domain::Problem problem;
    {
        const auto store = Backend::SqliteHistoryStore::open(options, &problem);
        QVERIFY(store);
        std::vector<Domain::EventRecord> records(7);
        for (Domain::EventRecord &record : records)
            record.receivedNs = record.timeNs = Domain::nowNs() - qint64(40) * 24 * 3'600'000'000'000;
        QVERIFY(!store->append(records, std::vector<Domain::RawMessage>(records.size())));
        store->setRetentionAnnounced();
    }
    const Ttnc ended = run({QStringLiteral("events"), QStringLiteral("--profile"), profile.name,
                            QStringLiteral("--store"), QStringLiteral("--data-dir"), folder, QStringLiteral("--count"),
                            QStringLiteral("3"), QStringLiteral("--for"), QStringLiteral("40")},
                           m_sandbox.key("v3", 0));
    QVERIFY2(ended.exitCode == 0, ended.errors.constData());
    const auto store = Backend::SqliteHistoryStore::open(options, &problem);
    QVERIFY(store);
    QVERIFY(store->info().firstSeq > 7);
}

void TestTtnc::aSecondOneFollows()
{
    const QString file
        = m_sandbox.connectionFile(m_folder, "v3", {m_sandbox.application("v3", 0).value(u"id").toString()});
    const QStringList arguments{
        QStringLiteral("events"),  QStringLiteral("--connection"), file,
        QStringLiteral("--store"), QStringLiteral("--data-dir"),   m_folder.filePath(QStringLiteral("shared"))};
    QProcess holder;
    prepare(holder, m_sandbox.key("v3", 0));
    holder.setArguments(arguments);
    holder.start();
    QVERIFY(holder.waitForReadyRead(30'000));
    const Ttnc follower = run(arguments
                                  + QStringList{QStringLiteral("--count"), QStringLiteral("10"),
                                                QStringLiteral("--for"), QStringLiteral("40")},
                              m_sandbox.key("v3", 0));
    QVERIFY2(follower.exitCode == 0, follower.errors.constData());
    QCOMPARE(follower.lines.size(), 10);
    QVERIFY2(follower.errors.contains("ttnc"), follower.errors.constData());
    QVERIFY2(follower.errors.contains(QByteArray::number(holder.processId())), follower.errors.constData());
    const QDir histories(m_folder.filePath(QStringLiteral("shared/data/history")));
    const QStringList files = histories.entryList({QStringLiteral("*.sqlite")});
    QCOMPARE(files.size(), 1);
    QVERIFY(Backend::HistoryFile::isHeldElsewhere(histories.filePath(files.constFirst())));
    holder.terminate();
    QCOMPARE(collect(holder, 10'000).exitCode, 0);
    QVERIFY(!Backend::HistoryFile::isHeldElsewhere(histories.filePath(files.constFirst())));
}

void TestTtnc::aSecondOneTakesOver()
{
    const QString file
        = m_sandbox.connectionFile(m_folder, "v3", {m_sandbox.application("v3", 0).value(u"id").toString()});
    const QStringList arguments{
        QStringLiteral("events"),  QStringLiteral("--connection"), file,
        QStringLiteral("--store"), QStringLiteral("--data-dir"),   m_folder.filePath(QStringLiteral("heir"))};
    QProcess holder;
    prepare(holder, m_sandbox.key("v3", 0));
    holder.setArguments(arguments);
    holder.start();
    QVERIFY(holder.waitForReadyRead(30'000));
    QProcess heir;
    prepare(heir, m_sandbox.key("v3", 0));
    heir.setArguments(arguments);
    heir.start();
    QVERIFY(heir.waitForReadyRead(30'000)); // follows
    holder.terminate();
    const Ttnc first = collect(holder, 10'000);
    QCOMPARE(first.exitCode, 0);
    QByteArray output;
    QTRY_VERIFY_WITH_TIMEOUT(
        (heir.waitForReadyRead(50), output += heir.readAllStandardOutput(), output.contains("console closed")), 40'000);
    heir.terminate();
    const Ttnc second = collect(heir, 10'000);
    QVERIFY2(second.exitCode == 0, second.errors.constData());
    QSet<QByteArray> lines;
    output += second.output;
    for (const QByteArray &line : output.split('\n')) {
        QVERIFY2(line.isEmpty() || !lines.contains(line), line.constData()); // once each
        lines.insert(line);
    }
    // Everything that the first one stored last was told by the second.
    const qsizetype end = first.output.lastIndexOf('\n', -2);
    QVERIFY(lines.contains(first.output.mid(end + 1).trimmed()));
}

void TestTtnc::tellsTheGap()
{
    const QString file
        = m_sandbox.connectionFile(m_folder, "v3", {m_sandbox.application("v3", 0).value(u"id").toString()});
    QProcess process;
    prepare(process, m_sandbox.key("v3", 0));
    process.setArguments({QStringLiteral("events"), QStringLiteral("--connection"), file});
    process.start();
    QVERIFY(process.waitForReadyRead(30'000));
    QVERIFY(m_sandbox.command("fault v3 cut").value(u"ok").toBool());
    QTest::qWait(1'500);
    QVERIFY(m_sandbox.command("fault v3 none").value(u"ok").toBool());
    QByteArray output;
    QTRY_VERIFY_WITH_TIMEOUT(
        (process.waitForReadyRead(50), output += process.readAllStandardOutput(), output.contains(R"({"kind":"gap")")),
        40'000);
    process.terminate();
    const Ttnc ended = collect(process, 10'000);
    QVERIFY(ended.errors.contains("ttnc: ")); // said while it lasted
    const qsizetype at = output.indexOf(R"({"kind":"gap")");
    const QByteArray line = output.mid(at, output.indexOf('\n', at) - at);
    const QJsonObject gap = QJsonDocument::fromJson(line).object();
    QCOMPARE(gap.value(u"error").toString(), QStringLiteral("connection lost"));
    QVERIFY(gap.value(u"time").toString() < gap.value(u"received_at").toString());
}

TTN_TEST_MAIN(TestTtnc)
#include "tst_ttnc.moc"
