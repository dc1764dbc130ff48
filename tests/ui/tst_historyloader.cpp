// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/historyloader.h"
#include "models/livelogstore.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>

using namespace Domain;
using Models::LiveLogStore;

namespace {

constexpr ProfileRef Home = 1;
constexpr ProfileRef Other = 2;
constexpr int Block = LiveLogStore::BlockRows;

/// Events 1 to `last`, whose times are their numbers.
class NumberedReader : public HistoryReader
{
public:
    explicit NumberedReader(qint64 newest)
        : last(newest)
    {
    }
    Call<RecordPage> page(qint64 beforeSeq, int limit) override
    {
        const CallSource<RecordPage> source;
        RecordPage answer;
        answer.problem = std::exchange(problem, {});
        const qint64 end = beforeSeq > 0 ? beforeSeq : last + 1;
        const qint64 first = std::max<qint64>(1, end - limit);
        if (!answer.problem) {
            for (qint64 seq = first; seq < end; ++seq)
                answer.records.push_back(numbered(seq));
            answer.reachedStart = first == 1;
        }
        source.deliver(std::move(answer));
        return source.call();
    }
    Call<CellsAnswer> cells(std::vector<qint64>, const QString &) override { return CallSource<CellsAnswer>().call(); }
    Call<RawAnswer> raw(qint64) override { return CallSource<RawAnswer>().call(); }
    Call<EventAnswer> event(qint64) override { return CallSource<EventAnswer>().call(); }
    Call<ScanPage> scan(const FilterSpec &, qint64, int, qint64) override { return CallSource<ScanPage>().call(); }
    Call<DevicesAnswer> devices() override { return CallSource<DevicesAnswer>().call(); }
    Call<RowsPage> rows(const FilterSpec &, qint64, qint64, int) override { return CallSource<RowsPage>().call(); }

    static EventRecord numbered(qint64 seq)
    {
        EventRecord record;
        record.seq = seq;
        record.timeNs = record.receivedNs = seq;
        record.kind = EventKind::Uplink;
        return record;
    }

    qint64 last;
    Problem problem; ///< of the next page
};

} // namespace

/// A history in a log that is too small for it.
class TestHistoryLoader : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void bringsTheNewestFirst();
    void goesOnBelowWhatHasLeft();
    void whatLeftTheLogIsOlder();
    void rowsOfOthersMayLeave();
    void canBeAskedAgainAfterAFailure();

private:
    /// As the console does when something was received and stored.
    static void receive(LiveLogStore &log, NumberedReader &reader, int events, ProfileRef profile = Home)
    {
        auto batch = std::make_shared<EventBatch>();
        batch->profile = profile;
        for (int i = 0; i < events; ++i)
            batch->records.push_back(NumberedReader::numbered(++reader.last));
        log.append(batch);
    }
    static void verifyConsecutive(const LiveLogStore &log)
    {
        for (int row = 1; row < log.rowCount(); ++row)
            QCOMPARE(log.record(row).seq, log.record(row - 1).seq + 1);
    }
};

void TestHistoryLoader::bringsTheNewestFirst()
{
    LiveLogStore log;
    NumberedReader reader(200'000);
    App::HistoryLoader loader(Home, reader, log);
    QSignalSpy newest(&loader, &App::HistoryLoader::newestLoaded);
    loader.start();
    QTRY_COMPARE(newest.size(), 1);
    QCOMPARE(log.record(log.rowCount() - 1).seq, 200'000);
    QTRY_COMPARE(log.rowCount(), 200'000);
    verifyConsecutive(log);
    QVERIFY(!loader.hasOlder());
}

void TestHistoryLoader::goesOnBelowWhatHasLeft()
{
    LiveLogStore log;
    log.setCap(2 * Block);
    NumberedReader reader(200'000);
    App::HistoryLoader loader(Home, reader, log);
    loader.start();
    QTRY_COMPARE(log.rowCount(), 2 * Block); // all that there is room for, and no more
    QCOMPARE(log.record(0).seq, 200'000 - 2 * Block + 1);
    for (int i = 0; i < 3; ++i)
        receive(log, reader, Block);
    QVERIFY(log.record(0).seq > 200'000); // everything that was loaded has left
    QVERIFY(loader.hasOlder());
    loader.loadOlder();
    QTRY_VERIFY(log.record(0).seq < 200'000);
    verifyConsecutive(log);
}

void TestHistoryLoader::whatLeftTheLogIsOlder()
{
    LiveLogStore log;
    log.setCap(2 * Block);
    NumberedReader reader(10);
    App::HistoryLoader loader(Home, reader, log);
    QSignalSpy changed(&loader, &App::HistoryLoader::hasOlderChanged);
    loader.start();
    QTRY_COMPARE(changed.size(), 1);
    QVERIFY(!loader.hasOlder());
    for (int i = 0; i < 3; ++i)
        receive(log, reader, Block);
    QVERIFY(log.record(0).seq > 10);
    QVERIFY(loader.hasOlder());
    QCOMPARE(changed.size(), 2);
    loader.loadOlder();
    QTRY_COMPARE(log.record(0).seq, 1);
    verifyConsecutive(log);
    QVERIFY(!loader.hasOlder());
}

void TestHistoryLoader::rowsOfOthersMayLeave()
{
    LiveLogStore log;
    log.setCap(2 * Block);
    NumberedReader others(0);
    receive(log, others, Block, Other);
    NumberedReader reader(0);
    App::HistoryLoader loader(Home, reader, log);
    loader.start();
    QSignalSpy changed(&loader, &App::HistoryLoader::hasOlderChanged);
    QTRY_COMPARE(changed.size(), 1);
    receive(log, reader, Block);
    receive(log, reader, Block); // the others' block leaves
    QCOMPARE(log.profile(0), Home);
    QVERIFY(!loader.hasOlder());
    QCOMPARE(changed.size(), 1);
}

void TestHistoryLoader::canBeAskedAgainAfterAFailure()
{
    LiveLogStore log;
    NumberedReader reader(10);
    reader.problem = {Problem::Code::HistoryFailed, {}};
    App::HistoryLoader loader(Home, reader, log);
    QSignalSpy failed(&loader, &App::HistoryLoader::failed);
    loader.start();
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(loader.hasOlder());
    loader.loadOlder();
    QTRY_COMPARE(log.rowCount(), 10);
    QVERIFY(!loader.hasOlder());
}

TTN_TEST_MAIN(TestHistoryLoader)
#include "tst_historyloader.moc"
