// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/clock.h"
#include "backend/history/readsession.h"
#include "backend/history/sqlitehistorystore.h"
#include "tests/support/testmain.h"
#include "tests/unit/history/historyfixture.h"

#include <QProcess>

#include <cstdio>
#include <thread>

using namespace Domain;
using namespace Backend;
using namespace HistoryFixture;

namespace {

constexpr int EventsPerSecond = 5'000;
constexpr qint64 BatchNs = 50'000'000;
constexpr qint64 AllowedLossNs = 200'000'000;

/// The program that is going to be killed: "receives" 5,000 events per second and stores what came every 50 ms, as
/// ingest does. After each commit it prints the number of events acknowledged.
int receive(const QString &path)
{
    Dictionary dictionary;
    const DeviceRef device = dictionary.internDevice(1, "orchard", "field-01");
    Problem problem;
    const auto store = SqliteHistoryStore::open({path, 1, &dictionary}, &problem);
    if (!store)
        return 1;
    quint32 fCnt = quint32(store->info().events);
    qint64 receivedNs = nowNs();
    for (;;) {
        std::this_thread::sleep_for(std::chrono::nanoseconds(std::max<qint64>(0, receivedNs + BatchNs - nowNs())));
        Events events;
        const qint64 until = nowNs();
        for (; receivedNs < until; receivedNs += Second / EventsPerSecond) {
            addUplink(events, device, fCnt++, receivedNs);
            events.raw.back().payload += QByteArray(1'200, ' ');
        }
        if (store->append(events.records, events.raw))
            return 1;
        std::printf("%lld\n", static_cast<long long>(events.records.back().seq));
        std::fflush(stdout);
    }
}

} // namespace

class TestHistoryKill : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void losesAtMostTheLastBatches();
};

void TestHistoryKill::losesAtMostTheLastBatches()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("h/one.history"));
    QRandomGenerator random(QRandomGenerator::securelySeeded());
    qint64 largestLossNs = 0;
    for (int round = 0; round < 20; ++round) {
        QProcess child;
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--receive"), path});
        QVERIFY(child.waitForStarted());
        QVERIFY2(child.waitForReadyRead(20'000), "the first commit");
        QTest::qSleep(int(random.bounded(300u, 700u)));
        child.kill();
        const qint64 killedNs = nowNs();
        QVERIFY(child.waitForFinished());
        const QList<QByteArray> lines = child.readAllStandardOutput().trimmed().split('\n');
        const qint64 acknowledged = lines.last().toLongLong();
        QVERIFY(acknowledged > 0);

        Dictionary dictionary;
        Problem problem;
        const auto store = SqliteHistoryStore::open({path, 1, &dictionary}, &problem);
        QVERIFY2(store && !problem, qPrintable(problem.details));
        const HistoryInfo info = store->info();
        QVERIFY2(info.lastSeq >= acknowledged, "what was acknowledged is there");
        QCOMPARE(info.events, quint64(info.lastSeq));
        QCOMPARE(store->counters().at(0).lastFCnt, quint32(info.lastSeq - 1));

        ReadSession session(path, &dictionary, 1);
        QCOMPARE(session.ensureOpen(), SQLITE_OK);
        QCOMPARE(session.database().integer("SELECT quick_check='ok' FROM pragma_quick_check"), qint64(1));
        std::vector<EventRecord> last;
        QCOMPARE(session.rows(info.lastSeq - 1, info.lastSeq + 1, last), SQLITE_OK);
        QCOMPARE(last.size(), std::size_t(2));
        RawMessage message;
        bool found = false;
        QCOMPARE(session.message(info.lastSeq, message, found), SQLITE_OK);
        QVERIFY(found);
        QCOMPARE(message.receivedNs, last.back().receivedNs);
        // Events come without a pause, so the time after the last one is what was lost.
        largestLossNs = std::max(largestLossNs, killedNs - last.back().receivedNs);
    }
    qInfo("largest loss in 20 kills: %.1f ms", double(largestLossNs) / 1e6);
    QVERIFY2(largestLossNs <= AllowedLossNs, qPrintable(QStringLiteral("%1 ms lost").arg(double(largestLossNs) / 1e6)));
}

int main(int argc, char **argv)
{
    if (argc == 3 && QByteArray(argv[1]) == "--receive") {
        QCoreApplication app(argc, argv);
        return receive(QCoreApplication::arguments().at(2));
    }
    QTemporaryDir home;
    TestSupport::isolateEnvironment(home);
    QCoreApplication app(argc, argv);
    TestHistoryKill test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_historykill.moc"
