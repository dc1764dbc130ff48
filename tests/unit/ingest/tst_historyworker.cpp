// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ingest/historyworker.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>

using namespace Backend;
using namespace Domain;

namespace {

/// A history in memory that can be told to fail.
class FakeStore : public HistoryStore
{
public:
    struct Shared
    {
        std::vector<EventRecord> rows;
        std::vector<EventRecord> revised;
        std::vector<DeviceCounter> counters;
        bool full = false;
        bool announced = false;
        quint64 due = 0;
        quint64 deleted = 0;
        qint64 listening = 0;
    };
    explicit FakeStore(std::shared_ptr<Shared> shared)
        : m(std::move(shared))
    {
    }
    Problem append(std::span<EventRecord> records, std::span<const RawMessage>) override
    {
        if (m->full)
            return {Problem::Code::DiskFull, {QStringLiteral("/tmp/x")}};
        for (EventRecord &record : records) {
            record.seq = qint64(m->rows.size()) + 1;
            m->rows.push_back(record);
        }
        return {};
    }
    Problem revise(std::span<const EventRecord> records, std::span<const RawMessage>) override
    {
        if (m->full)
            return {Problem::Code::DiskFull, {QStringLiteral("/tmp/x")}};
        m->revised.insert(m->revised.end(), records.begin(), records.end());
        return {};
    }
    HistoryInfo info() const override { return {m->rows.size(), 0, 0, 0, 0}; }
    std::vector<DeviceCounter> counters() override { return m->counters; }
    void saveCounters(std::span<const DeviceCounter> counters) override
    {
        m->counters.assign(counters.begin(), counters.end());
    }
    qint64 lastListeningNs() const override { return m->listening; }
    void noteListening(qint64 ns) override { m->listening = ns; }
    quint64 expired(const RetentionPolicy &, qint64) override { return m->due; }
    bool retentionAnnounced() const override { return m->announced; }
    void setRetentionAnnounced() override { m->announced = true; }
    quint64 deleteExpired(const RetentionPolicy &, qint64, quint64) override
    {
        const quint64 slice = std::min<quint64>(m->due, 10);
        m->due -= slice;
        m->deleted += slice;
        return slice;
    }
    Problem clear() override
    {
        m->rows.clear();
        return {};
    }

private:
    std::shared_ptr<Shared> m;
};

IngestBatch batch(int rows, qsizetype payloadBytes = 10)
{
    IngestBatch out;
    out.profile = 1;
    for (int i = 0; i < rows; ++i) {
        EventRecord record;
        record.kind = EventKind::Uplink;
        out.records.push_back(record);
        out.raw.push_back({"topic", QByteArray(payloadBytes, 'x'), 1, false, 0});
    }
    return out;
}

struct Bench
{
    explicit Bench(std::size_t retryLimit = 1 << 20)
        : worker(mailbox, retryLimit)
        , state(std::make_shared<FakeStore::Shared>())
    {
        worker.addStore(1, std::make_unique<FakeStore>(state));
    }
    /// Hands a batch over and lets the worker's event loop run.
    void give(IngestBatch &&work)
    {
        worker.take(std::move(work));
        QCoreApplication::processEvents();
    }
    EventBatch shown()
    {
        EventBatch all;
        for (const EventBatchPtr &part : mailbox.take()) {
            all.records.insert(all.records.end(), part->records.begin(), part->records.end());
            all.revised.insert(all.revised.end(), part->revised.begin(), part->revised.end());
            all.saved.insert(all.saved.end(), part->saved.begin(), part->saved.end());
        }
        return all;
    }

    BatchMailbox mailbox;
    HistoryWorker worker;
    std::shared_ptr<FakeStore::Shared> state;
};

} // namespace

class TestHistoryWorker : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void storesBeforeItShows();
    void oneNewsForManyBatches();
    void unsavedRowsAreShownAndSavedLater();
    void whatCannotWaitIsCountedAsLost();
    void lostEventsAreTapped();
    void aHistoryThatCouldNotBeOpenedIsTriedAgain();
    void aFullDiskDoesNotCountAsListening();
    void gapRowsAreRevisedBySeq();
    void aGapThatEndedUnsavedIsStoredAsEnded_data();
    void aGapThatEndedUnsavedIsStoredAsEnded();
    void withoutAStoreEventsAreToldAsUnsaved();
    void nobodyWaitsAfterGivingUp();
    void countersAreSavedAtTheEnd();
    void retentionIsAnnouncedFirst();
    void batchesOfClosedProfilesAreIgnored();
};

void TestHistoryWorker::storesBeforeItShows()
{
    Bench bench;
    std::size_t tapped = 0;
    bench.worker.setTap([&](const IngestBatch &seen) { tapped += seen.records.size(); });
    bench.give(batch(3));
    const EventBatch shown = bench.shown();
    QCOMPARE(shown.records.size(), std::size_t(3));
    QCOMPARE(shown.records[2].seq, 3);
    QCOMPARE(tapped, std::size_t(3));
}

void TestHistoryWorker::oneNewsForManyBatches()
{
    Bench bench;
    QSignalSpy news(&bench.mailbox, &BatchMailbox::ready);
    for (int i = 0; i < 5; ++i)
        bench.give(batch(2));
    QCOMPARE(news.size(), 1);
    QCOMPARE(bench.shown().records.size(), std::size_t(10));
    bench.give(batch(1));
    QCOMPARE(news.size(), 2);
}

void TestHistoryWorker::unsavedRowsAreShownAndSavedLater()
{
    Bench bench;
    QSignalSpy status(&bench.worker, &HistoryWorker::statusChanged);
    bench.state->full = true;
    bench.give(batch(2));
    bench.give(batch(1));
    EventBatch shown = bench.shown();
    QCOMPARE(shown.records.size(), std::size_t(3));
    QCOMPARE(shown.records[0].seq, -1);
    QCOMPARE(shown.records[2].seq, -3);
    QVERIFY(!status.isEmpty());
    QCOMPARE(status.first().at(1).value<HistoryStatus>().problem.code, Problem::Code::DiskFull);

    bench.state->full = false;
    bench.give(batch(1));
    shown = bench.shown();
    const std::vector<std::pair<qint64, qint64>> saved{{-1, 1}, {-2, 2}, {-3, 3}};
    QCOMPARE(shown.saved, saved);
    QCOMPARE(shown.records.size(), std::size_t(1));
    QCOMPARE(shown.records[0].seq, 4); // in order: what waited went first
    QCOMPARE(bench.state->rows.size(), std::size_t(4));
    QVERIFY(!status.last().at(1).value<HistoryStatus>().problem);
}

void TestHistoryWorker::whatCannotWaitIsCountedAsLost()
{
    Bench bench(10'000);
    bench.state->full = true;
    for (int i = 0; i < 5; ++i)
        bench.give(batch(10, 400)); // about 4,600 bytes each
    (void)bench.shown();
    bench.state->full = false;
    bench.give(batch(1));
    const EventBatch shown = bench.shown();
    QCOMPARE(shown.saved.size(), std::size_t(20));
    QCOMPARE(shown.records.size(), std::size_t(2));
    QCOMPARE(shown.records[0].kind, EventKind::Lost);
    QCOMPARE(shown.records[0].fCnt, 30u);
    QCOMPARE(bench.state->rows.size(), std::size_t(22));
}

void TestHistoryWorker::lostEventsAreTapped()
{
    Bench bench(1'000);
    std::vector<EventKind> tapped;
    bench.worker.setTap([&](const IngestBatch &seen) {
        QCOMPARE(seen.raw.size(), seen.records.size());
        for (const EventRecord &record : seen.records)
            tapped.push_back(record.kind);
    });
    bench.state->full = true;
    bench.give(batch(1, 900));
    bench.give(batch(1, 900));
    bench.state->full = false;
    bench.give(batch(1));
    QCOMPARE(tapped, std::vector({EventKind::Uplink, EventKind::Uplink, EventKind::Lost, EventKind::Uplink}));
}

void TestHistoryWorker::aHistoryThatCouldNotBeOpenedIsTriedAgain()
{
    BatchMailbox mailbox;
    HistoryWorker worker(mailbox);
    const auto state = std::make_shared<FakeStore::Shared>();
    state->full = true;
    worker.addStore(1, nullptr, {Problem::Code::DiskFull, {}}, [&](Problem *) -> std::unique_ptr<HistoryStore> {
        if (state->full)
            return nullptr;
        return std::make_unique<FakeStore>(state);
    });
    QSignalSpy status(&worker, &HistoryWorker::statusChanged);
    worker.take(batch(2));
    const auto last = [&] { return status.last().at(1).value<HistoryStatus>(); };
    QTRY_VERIFY(!status.isEmpty() && last().unsaved == 2);
    QCOMPARE(last().problem.code, Problem::Code::DiskFull);
    state->full = false;
    QTRY_COMPARE(state->rows.size(), std::size_t(2));
    QTRY_COMPARE(last().unsaved, 0ULL);
    QVERIFY(!last().problem);
}

/// Whoever starts next has to tell what the full disk cost.
void TestHistoryWorker::aFullDiskDoesNotCountAsListening()
{
    Bench bench;
    QSignalSpy status(&bench.worker, &HistoryWorker::statusChanged);
    bench.state->full = true;
    IngestBatch work = batch(3);
    work.listening = true;
    work.counters.push_back({3, 41, 0, 1, true, false});
    bench.give(std::move(work));
    QTRY_COMPARE(status.last().at(1).value<HistoryStatus>().unsaved, 3ULL);
    QCOMPARE(bench.state->listening, 0);
    bench.worker.closeStore(1);
    QVERIFY(bench.state->counters.empty());
}

void TestHistoryWorker::gapRowsAreRevisedBySeq()
{
    Bench bench;
    IngestBatch gap = batch(2);
    gap.records[1].kind = EventKind::Gap;
    gap.records[1].group = 77;
    bench.give(std::move(gap));
    IngestBatch change;
    change.profile = 1;
    change.revised.resize(2);
    change.revised[0].kind = EventKind::Gap;
    change.revised[0].group = 77;
    change.revised[0].receivedNs = 5;
    change.revised[1].group = 78; // never seen
    change.revisedRaw.resize(2);
    bench.give(std::move(change));
    QCOMPARE(bench.state->revised.size(), std::size_t(1));
    QCOMPARE(bench.state->revised[0].seq, 2);
    const EventBatch shown = bench.shown();
    QCOMPARE(shown.revised.size(), std::size_t(1));
    QCOMPARE(shown.revised[0].receivedNs, 5);
}

void TestHistoryWorker::aGapThatEndedUnsavedIsStoredAsEnded_data()
{
    QTest::addColumn<bool>("beganUnsaved");
    QTest::addColumn<int>("rowsBetween"); // so many that the batch with the end must be dropped
    QTest::newRow("began stored") << false << 0;
    QTest::newRow("began unsaved") << true << 0;
    QTest::newRow("the end was dropped") << false << 20;
}

void TestHistoryWorker::aGapThatEndedUnsavedIsStoredAsEnded()
{
    QFETCH(bool, beganUnsaved);
    QFETCH(int, rowsBetween);
    Bench bench(4'000);
    bench.state->full = beganUnsaved;
    IngestBatch gap = batch(1);
    gap.records[0].kind = EventKind::Gap;
    gap.records[0].group = 77;
    bench.give(std::move(gap));
    bench.state->full = true;
    IngestBatch end = batch(1);
    end.revised.push_back({});
    end.revised[0].kind = EventKind::Gap;
    end.revised[0].group = 77;
    end.revised[0].receivedNs = 5;
    end.revisedRaw.resize(1);
    bench.give(std::move(end));
    QCOMPARE(bench.shown().revised.size(), std::size_t(1)); // on screen at once
    for (int i = 0; i < rowsBetween; ++i)
        bench.give(batch(1, 400));
    bench.state->full = false;
    bench.give(batch(1));
    QCOMPARE(bench.state->revised.size(), std::size_t(1));
    QCOMPARE(bench.state->revised[0].seq, 1);
    QCOMPARE(bench.state->revised[0].receivedNs, 5);
    QCOMPARE(bench.state->listening, 5); // the record is complete until then
}

void TestHistoryWorker::withoutAStoreEventsAreToldAsUnsaved()
{
    Bench bench;
    QSignalSpy status(&bench.worker, &HistoryWorker::statusChanged);
    bench.worker.addStore(1, nullptr, {Problem::Code::HistoryNewer, {QStringLiteral("/tmp/x")}});
    bench.give(batch(3));
    QTRY_VERIFY(!status.isEmpty() && status.last().at(1).value<HistoryStatus>().unsaved == 3);
    // What was found at the opening is not covered up by what follows from it.
    QCOMPARE(status.last().at(1).value<HistoryStatus>().problem.code, Problem::Code::HistoryNewer);
    QCOMPARE(bench.worker.clearHistory(1).code, Problem::Code::HistoryNewer);
}

void TestHistoryWorker::nobodyWaitsAfterGivingUp()
{
    Bench bench;
    bench.worker.giveUp();
    for (int i = 0; i < 20; ++i) // more than may be under way, and nobody takes them
        bench.worker.take(batch(1));
    QCoreApplication::processEvents();
    QVERIFY(bench.state->rows.empty());
}

void TestHistoryWorker::countersAreSavedAtTheEnd()
{
    Bench bench;
    IngestBatch work = batch(1);
    work.counters.push_back({3, 41, 0, 1, true, false});
    bench.give(std::move(work));
    bench.worker.closeStore(1);
    QCOMPARE(bench.state->counters.size(), std::size_t(1));
    QCOMPARE(bench.state->counters[0].lastFCnt, 41u);
}

void TestHistoryWorker::retentionIsAnnouncedFirst()
{
    Bench bench;
    bench.state->due = 25;
    QSignalSpy due(&bench.worker, &HistoryWorker::retentionDue);
    bench.worker.setRetention(1, {});
    QCOMPARE(due.size(), 1);
    QCOMPARE(due.first().at(1).toULongLong(), 25ULL);
    QCOMPARE(bench.state->deleted, 0ULL);
    bench.worker.allowRetention(1);
    QTRY_COMPARE(bench.state->deleted, 25ULL);
}

void TestHistoryWorker::batchesOfClosedProfilesAreIgnored()
{
    Bench bench;
    bench.worker.closeStore(1);
    for (int i = 0; i < 20; ++i) // more than may be under way: the room is given back
        bench.give(batch(1));
    QVERIFY(bench.shown().records.empty());
}

TTN_TEST_MAIN(TestHistoryWorker)
#include "tst_historyworker.moc"
