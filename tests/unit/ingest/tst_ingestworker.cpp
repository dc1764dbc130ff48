// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/clock.h"
#include "backend/ingest/ingestworker.h"
#include "tests/support/testmain.h"

#include <mutex>
#include <tuple>

using namespace Backend;
using namespace Domain;

namespace {

/// Keeps what ingest hands on.
class Collector : public BatchSink
{
public:
    void take(IngestBatch &&batch) override
    {
        const std::lock_guard lock(m_mutex);
        for (std::size_t i = 0; i < batch.records.size(); ++i) {
            m_records.push_back(batch.records[i]);
            m_raw.push_back(batch.raw[i]);
        }
        m_revised.insert(m_revised.end(), batch.revised.begin(), batch.revised.end());
        m_largest = std::max(m_largest, batch.records.size());
        m_batches += !batch.records.empty();
    }
    std::vector<EventRecord> records() const
    {
        const std::lock_guard lock(m_mutex);
        return m_records;
    }
    std::vector<EventRecord> revised() const
    {
        const std::lock_guard lock(m_mutex);
        return m_revised;
    }
    std::size_t size() const
    {
        const std::lock_guard lock(m_mutex);
        return m_records.size();
    }
    std::size_t largest() const
    {
        const std::lock_guard lock(m_mutex);
        return m_largest;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<EventRecord> m_records;
    std::vector<RawMessage> m_raw;
    std::vector<EventRecord> m_revised;
    std::size_t m_largest = 0;
    int m_batches = 0;
};

QByteArray uplink(const char *device, quint32 fCnt)
{
    const QByteArray time = toRfc3339(1'795'218'115'000'000'000 + qint64(fCnt) * 1'000'000);
    return R"({"end_device_ids":{"device_id":")" + QByteArray(device)
        + R"(","application_ids":{"application_id":"orchard"}},"correlation_ids":["gs:uplink:)" + QByteArray(device)
        + QByteArray::number(fCnt) + R"("],"received_at":")" + time
        + R"(","uplink_message":{"session_key_id":"AaH7Vn3nMQQ+15iEjTH6Zw==","f_port":2,"f_cnt":)"
        + QByteArray::number(fCnt) + R"(,"frm_payload":"CPxuDOQ=","received_at":")" + time + R"("}})";
}

/// Queue, worker and collector wired together for one v3 profile with one connection.
struct Bench
{
    explicit Bench(const IngestProfile &options = {1, Generation::V3, {}, 0})
        : worker(queue, dictionary, sink)
    {
        worker.start();
        worker.addProfile(options);
        worker.addConnection(1, options.profile);
    }
    void news(ReceivedMessage::News news, qint64 ns, quint32 connection = 1)
    {
        ReceivedMessage message;
        message.connection = connection;
        message.news = news;
        message.message.topic = "connection lost";
        message.message.receivedNs = ns;
        queue.push(std::move(message));
    }
    void message(const char *device, quint32 fCnt, qint64 ns, quint32 connection = 1)
    {
        queue.push(
            {{"v3/orchard/devices/" + QByteArray(device) + "/up", uplink(device, fCnt), ns, false, 0}, connection, {}});
    }
    void finish()
    {
        queue.close();
        QVERIFY(worker.finish(10'000));
    }

    MessageQueue queue;
    Dictionary dictionary;
    Collector sink;
    IngestWorker worker;
};

constexpr qint64 Second = 1'000'000'000;

} // namespace

class TestIngestWorker : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void rowsCarryNamesAndTimes();
    void nothingIsLostAtTheEnd();
    void batchesAreBounded();
    void batchesCloseWhileTheClockStands();
    void aLostConnectionIsAGapRow();
    void aGapBeginsAfterTheLastMessage();
    void eachApplicationReturnsForItself();
    void aPauseThatWasWantedIsAGapRow();
    void applicationsComeAndGoBesideOthers();
    void oneForAnotherIsNoPause();
    void aShortRestartIsNoGap();
    void aClosedConsoleIsAGapRow();
    void messagesMayOvertakeTheNews();
    void duplicatesAroundAReconnectAreOne();
    void aRepeatDoesNotMoveTheCounter();
    void stoppingEndsAnOpenGap();
    void eachConnectionHasItsOwnGap();
    void gapsOfSeveralRunsDiffer();
    void forgedConsoleRowsArePlainRows();
    void barriersComeAfterWhatWasPushed();
    void unknownConnectionsAreIgnored();
};

void TestIngestWorker::rowsCarryNamesAndTimes()
{
    Bench bench;
    bench.news(ReceivedMessage::News::Live, Second);
    bench.message("field-01", 41, 2 * Second);
    bench.message("field-01", 44, 3 * Second);
    bench.finish();
    const auto records = bench.sink.records();
    QCOMPARE(records.size(), std::size_t(2));
    QCOMPARE(bench.dictionary.device(records[0].device).device, QStringLiteral("field-01"));
    QCOMPARE(bench.dictionary.device(records[0].device).application, QStringLiteral("orchard"));
    QCOMPARE(records[0].kind, EventKind::Uplink);
    QCOMPARE(records[0].receivedNs, 2 * Second);
    QVERIFY(records[0].has(EventRecord::HasNetworkTime));
    QCOMPARE(records[0].fCnt, 41u);
    QCOMPARE(records[1].missed, quint16(2));
    QVERIFY(!records[1].has(EventRecord::MissedAcrossGap));
}

void TestIngestWorker::nothingIsLostAtTheEnd()
{
    Bench bench;
    for (quint32 i = 0; i < 12'345; ++i)
        bench.message("field-01", i, Second + i);
    bench.finish();
    QCOMPARE(bench.sink.size(), std::size_t(12'345));
    QCOMPARE(bench.worker.received(), quint64(12'345));
    QCOMPARE(bench.worker.inHand(), quint64(0));
}

void TestIngestWorker::batchesAreBounded()
{
    Bench bench;
    for (quint32 i = 0; i < 10'000; ++i)
        bench.message("field-01", i, Second + i);
    bench.finish();
    QVERIFY(bench.sink.largest() <= 2'000);
}

void TestIngestWorker::batchesCloseWhileTheClockStands()
{
    stopClock(5 * Second);
    const auto goOn = qScopeGuard([] { stopClock(std::nullopt); });
    QCOMPARE(nowNs(), 5 * Second);
    Bench bench;
    bench.news(ReceivedMessage::News::Live, Second);
    bench.message("field-01", 41, 2 * Second);
    QTRY_COMPARE(bench.sink.size(), std::size_t(1));
    bench.finish();
}

void TestIngestWorker::aLostConnectionIsAGapRow()
{
    Bench bench;
    bench.news(ReceivedMessage::News::Live, Second);
    bench.message("field-01", 1, 2 * Second);
    bench.news(ReceivedMessage::News::Lost, 3 * Second);
    bench.news(ReceivedMessage::News::Live, 20 * Second);
    bench.message("field-01", 5, 21 * Second);
    bench.message("field-01", 7, 22 * Second);
    bench.finish();
    const auto records = bench.sink.records();
    QCOMPARE(records.size(), std::size_t(4));
    QCOMPARE(records[1].kind, EventKind::Gap);
    QCOMPARE(records[1].timeNs, 3 * Second);
    QCOMPARE(records[2].missed, quint16(3));
    QVERIFY(records[2].has(EventRecord::MissedAcrossGap));
    QCOMPARE(records[3].missed, quint16(1));
    QVERIFY(!records[3].has(EventRecord::MissedAcrossGap));
    const auto revised = bench.sink.revised();
    QVERIFY(!revised.empty());
    QCOMPARE(revised.back().receivedNs, 20 * Second);
    QCOMPARE(revised.back().fCnt, 3u);
    QCOMPARE(revised.back().missed, quint16(1));
}

void TestIngestWorker::aGapBeginsAfterTheLastMessage()
{
    Bench bench;
    bench.news(ReceivedMessage::News::Live, Second);
    bench.message("field-01", 1, 50 * Second);
    bench.news(ReceivedMessage::News::Lost, 30 * Second); // dated back by twice the keep-alive time
    bench.finish();
    const auto records = bench.sink.records();
    QCOMPARE(records.size(), std::size_t(2));
    QCOMPARE(records[1].kind, EventKind::Gap);
    QCOMPARE(records[1].timeNs, 50 * Second);
}

void TestIngestWorker::eachApplicationReturnsForItself()
{
    using News = ReceivedMessage::News;
    Bench bench;
    bench.worker.addConnection(2, 1);
    for (const quint32 connection : {1u, 2u}) {
        bench.news(News::Live, Second, connection);
        bench.message(connection == 1 ? "field-01" : "field-02", 1, 2 * Second, connection);
    }
    bench.news(News::Lost, 3 * Second, 1);
    bench.news(News::Lost, 3 * Second, 2);
    bench.message("field-01", 5, 9 * Second); // overtakes the news
    bench.news(News::Live, 10 * Second, 1);
    bench.message("field-01", 7, 10 * Second); // was not received well
    bench.news(News::Live, 40 * Second, 2);
    bench.message("field-02", 11, 41 * Second, 2);
    bench.message("field-01", 9, 41 * Second);
    bench.finish();
    std::vector<std::pair<int, bool>> missed;
    for (const EventRecord &record : bench.sink.records()) {
        if (record.kind == EventKind::Uplink && record.missed)
            missed.emplace_back(int(record.missed), record.has(EventRecord::MissedAcrossGap));
    }
    const std::vector<std::pair<int, bool>> expected{{3, true}, {1, false}, {9, true}, {1, false}};
    QCOMPARE(missed, expected);
    const EventRecord gap = bench.sink.revised().back();
    QCOMPARE(gap.receivedNs, 40 * Second);
    QCOMPARE(gap.fCnt, 12u);
    QCOMPARE(gap.missed, quint16(2)); // devices
}

void TestIngestWorker::aPauseThatWasWantedIsAGapRow()
{
    Bench bench;
    bench.news(ReceivedMessage::News::Live, Second);
    bench.message("field-01", 1, 2 * Second);
    bench.news(ReceivedMessage::News::Stopped, 3 * Second);
    bench.news(ReceivedMessage::News::Live, 60 * Second);
    bench.message("field-01", 4, 61 * Second);
    bench.finish();
    const auto records = bench.sink.records();
    QCOMPARE(records.size(), std::size_t(3));
    QCOMPARE(records[1].kind, EventKind::Gap);
    QCOMPARE(records[1].timeNs, 3 * Second);
    QCOMPARE(records[1].receivedNs, 60 * Second);
    QVERIFY(records[2].has(EventRecord::MissedAcrossGap));
}

void TestIngestWorker::applicationsComeAndGoBesideOthers()
{
    using News = ReceivedMessage::News;
    Bench bench;
    bench.worker.addConnection(2, 1);
    for (const quint32 connection : {1u, 2u}) {
        bench.news(News::Live, Second, connection);
        bench.message(connection == 1 ? "field-01" : "field-02", 1, 2 * Second, connection);
    }
    bench.news(News::Removed, 3 * Second, 2);
    bench.message("field-02", 2, 3 * Second, 2); // was under way still
    bench.news(News::Stopped, 3 * Second, 2);
    bench.message("field-01", 2, 4 * Second);
    bench.worker.addConnection(3, 1); // the same application again
    bench.news(News::Added, 60 * Second, 3);
    bench.news(News::Live, 61 * Second, 3);
    bench.message("field-02", 9, 62 * Second, 3);
    bench.message("field-01", 3, 62 * Second);
    bench.news(News::Lost, 63 * Second, 3);
    bench.news(News::Live, 64 * Second, 3);
    bench.message("field-02", 12, 65 * Second, 3);
    bench.finish();
    std::vector<std::tuple<EventKind, quint32, int, bool>> rows;
    for (const EventRecord &record : bench.sink.records())
        rows.emplace_back(record.kind, record.fCnt, int(record.missed), record.has(EventRecord::MissedAcrossGap));
    const std::vector<std::tuple<EventKind, quint32, int, bool>> expected{
        {EventKind::Uplink, 1, 0, false}, {EventKind::Uplink, 1, 0, false}, {EventKind::Uplink, 2, 0, false},
        {EventKind::Uplink, 9, 7, true}, // not heard, for nobody wanted to
        {EventKind::Uplink, 3, 0, false}, {EventKind::Gap, 0, 0, false},    {EventKind::Uplink, 12, 2, true}};
    QCOMPARE(rows, expected);
    QCOMPARE(bench.sink.revised().back().fCnt, 2u); // and not the seven before
}

void TestIngestWorker::oneForAnotherIsNoPause()
{
    using News = ReceivedMessage::News;
    Bench bench;
    bench.news(News::Live, Second);
    bench.news(News::Removed, 3 * Second);
    bench.news(News::Stopped, 3 * Second);
    bench.worker.addConnection(2, 1);
    bench.news(News::Added, 3 * Second, 2);
    bench.news(News::Live, 9 * Second, 2);
    bench.message("field-02", 1, 10 * Second, 2);
    bench.news(News::Stopped, 11 * Second, 2);
    bench.news(News::Live, 12 * Second, 2);
    bench.finish();
    const auto records = bench.sink.records();
    QCOMPARE(records.size(), std::size_t(2));
    QCOMPARE(records[0].kind, EventKind::Uplink);
    QCOMPARE(records[1].kind, EventKind::Gap);
    QCOMPARE(records[1].gatewayCount, quint8(1)); // applications
}

void TestIngestWorker::aShortRestartIsNoGap()
{
    Bench bench({1, Generation::V3, {}, 10 * Second});
    bench.news(ReceivedMessage::News::Live, 10 * Second + 200'000'000);
    bench.finish();
    QVERIFY(bench.sink.records().empty());
}

void TestIngestWorker::aClosedConsoleIsAGapRow()
{
    Bench probe;
    const DeviceRef device = probe.dictionary.internDevice(1, "orchard", "field-01");
    Bench bench({1, Generation::V3, {{device, 10, 0, 9 * Second, true, false}}, 10 * Second});
    bench.worker.addConnection(2, 1);
    QCOMPARE(bench.dictionary.internDevice(1, "orchard", "field-01"), device + 0u);
    bench.news(ReceivedMessage::News::Live, 100 * Second);
    bench.message("field-01", 15, 101 * Second);
    bench.finish();
    const auto records = bench.sink.records();
    QCOMPARE(records.size(), std::size_t(2));
    QCOMPARE(records[0].kind, EventKind::Gap);
    QCOMPARE(records[0].timeNs, 10 * Second);
    QCOMPARE(records[0].receivedNs, 100 * Second);
    // What is known when the row is told first stands in it.
    QCOMPARE(records[0].fCnt, 4u);
    QCOMPARE(records[0].missed, quint16(1));
    QVERIFY(records[1].has(EventRecord::MissedAcrossGap));
}

void TestIngestWorker::messagesMayOvertakeTheNews()
{
    Bench bench({1, Generation::V3, {}, 10 * Second});
    bench.message("field-01", 15, 100 * Second);
    bench.news(ReceivedMessage::News::Live, 101 * Second);
    bench.message("field-01", 16, 102 * Second);
    bench.finish();
    const auto records = bench.sink.records();
    QCOMPARE(records.size(), std::size_t(3));
    QCOMPARE(records[0].kind, EventKind::Gap);
    QCOMPARE(records[0].timeNs, 10 * Second);
    QCOMPARE(records[0].receivedNs, 100 * Second);
    QCOMPARE(records[1].fCnt, 15u);
}

void TestIngestWorker::duplicatesAroundAReconnectAreOne()
{
    Bench bench;
    bench.news(ReceivedMessage::News::Live, Second);
    bench.message("field-01", 1, 2 * Second);
    bench.message("field-01", 1, 2 * Second + 1);
    bench.news(ReceivedMessage::News::Lost, 3 * Second);
    bench.news(ReceivedMessage::News::Live, 4 * Second);
    bench.message("field-01", 1, 5 * Second);
    bench.message("field-01", 2, 6 * Second);
    bench.finish();
    QCOMPARE(bench.worker.duplicates(), quint64(1));
    const auto records = bench.sink.records();
    QCOMPARE(records.size(), std::size_t(4)); // two, the gap, one
    QVERIFY(!records[0].has(EventRecord::Repeat));
    QVERIFY(records[1].has(EventRecord::Repeat));
}

void TestIngestWorker::aRepeatDoesNotMoveTheCounter()
{
    Bench bench;
    bench.news(ReceivedMessage::News::Live, Second);
    bench.message("field-01", 5, 2 * Second);
    bench.message("field-01", 6, 3 * Second);
    bench.message("field-01", 5, 4 * Second); // the server sent it again
    bench.message("field-01", 7, 5 * Second);
    bench.finish();
    const auto records = bench.sink.records();
    QCOMPARE(records.size(), std::size_t(4));
    QVERIFY(records[2].has(EventRecord::Repeat));
    QVERIFY(!records[2].has(EventRecord::CounterReset));
    QCOMPARE(records[3].missed, quint16(0));
}

void TestIngestWorker::stoppingEndsAnOpenGap()
{
    Bench bench;
    bench.news(ReceivedMessage::News::Live, Second);
    bench.news(ReceivedMessage::News::Lost, 3 * Second);
    bench.news(ReceivedMessage::News::Stopped, 5 * Second);
    bench.news(ReceivedMessage::News::Live, 60 * Second);
    bench.finish();
    const auto revised = bench.sink.revised();
    QCOMPARE(revised.size(), std::size_t(1));
    QCOMPARE(revised[0].timeNs, 3 * Second);
    QCOMPARE(revised[0].receivedNs, 5 * Second);
    const auto records = bench.sink.records();
    QCOMPARE(records.size(), std::size_t(2));
    QCOMPARE(records[1].timeNs, 5 * Second); // goes on where the other ended
    QCOMPARE(records[1].receivedNs, 60 * Second);
}

void TestIngestWorker::eachConnectionHasItsOwnGap()
{
    Bench bench;
    bench.worker.addConnection(2, 1);
    bench.worker.addConnection(3, 1);
    for (const quint32 connection : {1, 2, 3}) {
        bench.news(ReceivedMessage::News::Live, Second, connection);
        bench.message(connection == 1 ? "first" : connection == 2 ? "second" : "third", 1, 2 * Second, connection);
    }
    bench.news(ReceivedMessage::News::Lost, 3 * Second, 1);
    bench.news(ReceivedMessage::News::Lost, 3 * Second, 2);
    bench.news(ReceivedMessage::News::Live, 10 * Second, 1);
    bench.message("first", 5, 11 * Second, 1); // the row is still open for the second
    bench.message("third", 3, 12 * Second, 3); // we listened, and yet it did not come
    bench.news(ReceivedMessage::News::Live, 20 * Second, 2);
    bench.message("third", 5, 21 * Second, 3);
    bench.message("second", 3, 22 * Second, 2);
    bench.finish();
    QHash<QString, QList<bool>> acrossGap;
    for (const EventRecord &record : bench.sink.records()) {
        if (record.missed > 0 && record.kind == EventKind::Uplink)
            acrossGap[bench.dictionary.device(record.device).device].append(record.has(EventRecord::MissedAcrossGap));
    }
    QCOMPARE(acrossGap.value(QStringLiteral("first")), QList<bool>{true});
    QCOMPARE(acrossGap.value(QStringLiteral("second")), QList<bool>{true});
    QCOMPARE(acrossGap.value(QStringLiteral("third")), (QList<bool>{false, false}));
    QCOMPARE(bench.sink.revised().back().fCnt, 4u); // three of the first, one of the second
    QCOMPARE(bench.sink.revised().back().missed, quint16(2));
}

void TestIngestWorker::gapsOfSeveralRunsDiffer()
{
    quint32 groups[2] = {};
    for (int run = 0; run < 2; ++run) {
        Bench bench;
        bench.news(ReceivedMessage::News::Live, Second);
        bench.news(ReceivedMessage::News::Lost, (3 + run) * Second);
        bench.finish();
        QCOMPARE(bench.sink.size(), std::size_t(1));
        groups[run] = bench.sink.records()[0].group;
    }
    QVERIFY(groups[0] && groups[1] && groups[0] != groups[1]);
}

void TestIngestWorker::forgedConsoleRowsArePlainRows()
{
    Bench bench;
    bench.queue.push(
        {{"$console/gap", R"({"cause":"connection lost","from":"2026-11-20T23:41:55Z"})", Second, false, 0}, 1, {}});
    bench.finish();
    const auto records = bench.sink.records();
    QCOMPARE(records.size(), std::size_t(1));
    QCOMPARE(records[0].kind, EventKind::Unknown);
}

void TestIngestWorker::barriersComeAfterWhatWasPushed()
{
    Bench bench;
    for (quint32 i = 0; i < 500; ++i)
        bench.message("field-01", i, Second + i);
    std::atomic<int> seen = -1;
    bench.worker.afterEarlier([&] { seen = int(bench.sink.size()); });
    QTRY_COMPARE(seen.load(), 500);
    bench.finish();
}

void TestIngestWorker::unknownConnectionsAreIgnored()
{
    Bench bench;
    bench.queue.push({{"v3/orchard/devices/field-01/up", uplink("field-01", 1), Second, false, 0}, 99, {}});
    bench.finish();
    QCOMPARE(bench.sink.size(), std::size_t(0));
    QCOMPARE(bench.worker.inHand(), quint64(0));
}

TTN_TEST_MAIN(TestIngestWorker)
#include "tst_ingestworker.moc"
