// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/clock.h"
#include "backend/history/readsession.h"
#include "backend/history/sqlitehistorystore.h"
#include "tests/support/testmain.h"
#include "tests/unit/history/historyfixture.h"

#include <QProcess>

#include <atomic>
#include <cstdio>
#include <thread>

using namespace Domain;
using namespace Backend;
using namespace HistoryFixture;

namespace {

constexpr qint64 EventNs = Second / 5'000;
constexpr auto BatchTime = std::chrono::milliseconds(50);
constexpr qint64 AllowedLossNs = 200'000'000;

/// Memory that survives the program which is killed: how many events it received, when each of them, and how long the
/// machine once kept its receiving thread from running: on a busy machine nobody can store what nobody may receive.
class Received
{
public:
    static constexpr qint64 Capacity = 200'000;

    explicit Received(const QString &path)
        : m_file(path)
    {
        constexpr qint64 Bytes = (Capacity + 2) * qint64(sizeof(qint64));
        if (!m_file.open(QIODevice::ReadWrite))
            return;
        if (m_file.size() < Bytes) {
            // QFile only notices its new size when it is opened again.
            m_file.resize(Bytes);
            m_file.close();
            if (!m_file.open(QIODevice::ReadWrite))
                return;
        }
        m_slots = reinterpret_cast<qint64 *>(m_file.map(0, Bytes));
    }

    [[nodiscard]] bool isValid() const { return m_slots != nullptr; }
    [[nodiscard]] qint64 count() const { return count_().load(std::memory_order_acquire); }
    [[nodiscard]] qint64 time(qint64 event) const { return m_slots[2 + event % Capacity]; }
    [[nodiscard]] qint64 longestPause() const { return m_slots[1]; }
    void notePause(qint64 ns) { m_slots[1] = std::max(m_slots[1], ns); }
    void restart(qint64 count)
    {
        m_slots[1] = 0;
        count_().store(count, std::memory_order_release);
    }
    void add(qint64 ns)
    {
        m_slots[2 + count() % Capacity] = ns;
        count_().store(count() + 1, std::memory_order_release);
    }

private:
    [[nodiscard]] std::atomic_ref<qint64> count_() const { return std::atomic_ref<qint64>(m_slots[0]); }

    QFile m_file;
    qint64 *m_slots = nullptr;
};

/// The program that is going to be killed: receives 5,000 events per second in one thread and, as ingest does, stores
/// every 50 ms what came. After each commit it prints the number of the last event.
int receive(const QString &path)
{
    Dictionary dictionary;
    const DeviceRef device = dictionary.internDevice(1, "orchard", "field-01");
    Problem problem;
    const auto store = SqliteHistoryStore::open({path, 1, &dictionary}, &problem);
    if (!store)
        return 1;
    Received received(path + QStringLiteral(".received"));
    if (!received.isValid())
        return 1;
    qint64 stored = qint64(store->info().events);
    received.restart(stored);
    std::thread([&received] {
        qint64 last = nowNs();
        for (qint64 next = last;; std::this_thread::sleep_for(std::chrono::milliseconds(1))) {
            const qint64 now = nowNs();
            received.notePause(now - last);
            last = now;
            for (; next <= now; next += EventNs)
                received.add(now);
        }
    }).detach();
    for (;;) {
        std::this_thread::sleep_for(BatchTime);
        Events events;
        for (const qint64 until = received.count(); stored < until; ++stored) {
            addUplink(events, device, quint32(stored), received.time(stored));
            events.raw.back().payload += QByteArray(1'200, ' ');
        }
        if (events.records.empty())
            continue;
        if (store->append(events.records, events.raw))
            return 1;
        std::printf("%lld\n", static_cast<long long>(stored));
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
    qint64 largestExcessNs = 0; ///< beyond what is allowed and what the machine took
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
        const Received received(path + QStringLiteral(".received"));
        QVERIFY(received.isValid() && received.count() >= info.lastSeq);
        if (received.count() > info.lastSeq) {
            const qint64 lossNs = killedNs - received.time(info.lastSeq);
            largestLossNs = std::max(largestLossNs, lossNs);
            largestExcessNs = std::max(largestExcessNs, lossNs - AllowedLossNs - received.longestPause());
        }
    }
    qInfo("largest loss in 20 kills: %.1f ms", double(largestLossNs) / 1e6);
    QVERIFY2(largestExcessNs <= 0, qPrintable(QStringLiteral("%1 ms lost").arg(double(largestLossNs) / 1e6)));
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
