// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/historysearch.h"
#include "tests/fakes/fakehistory.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>

using Domain::EventRecord;
using Domain::ScanPage;
using Models::HistorySearch;
using Models::LiveLogStore;
using TestSupport::batch;
using TestSupport::FakeReader;
using TestSupport::uplink;
using TestSupport::uplinks;

class TestHistorySearch : public TestBase
{
    Q_OBJECT

private:
    static void answer(const FakeReader::ScanAsked &asked, std::vector<qint64> seqs, qint64 nextSeq,
                       quint64 scanned = 100)
    {
        ScanPage page;
        for (const qint64 seq : seqs)
            page.matches.push_back(uplink(seq));
        page.nextSeq = nextSeq;
        page.scanned = scanned;
        asked.source.deliver(std::move(page));
    }
    static std::vector<qint64> seqs(const LiveLogStore &store)
    {
        std::vector<qint64> result;
        for (int row = 0; row < store.rowCount(); ++row)
            result.push_back(store.record(row).seq);
        return result;
    }

private Q_SLOTS:
    void goesThroughTheHistoryPageByPage()
    {
        LiveLogStore live, results;
        live.append(batch(1, uplinks(901, 100)));
        HistorySearch search(&live, &results);
        QSignalSpy finished(&search, &HistorySearch::finished);
        QSignalSpy progressed(&search, &HistorySearch::progressed);
        FakeReader reader;
        search.setReader(1, &reader);
        search.start({});
        QVERIFY(search.isRunning());
        QCOMPARE(reader.scansAsked.size(), std::size_t(1));
        QCOMPARE(reader.scansAsked[0].beforeSeq, qint64(1001));
        answer(reader.scansAsked[0], {950, 980}, 900);
        QTRY_COMPARE(reader.scansAsked.size(), std::size_t(2));
        QCOMPARE(reader.scansAsked[1].beforeSeq, qint64(900));
        QCOMPARE(seqs(results), (std::vector<qint64>{950, 980}));
        answer(reader.scansAsked[1], {}, 500);
        QTRY_COMPARE(reader.scansAsked.size(), std::size_t(3));
        answer(reader.scansAsked[2], {3, 400}, 0);
        QTRY_COMPARE(finished.count(), 1);
        QVERIFY(!search.isRunning());
        QCOMPARE(progressed.count(), 3);
        QCOMPARE(search.scanned(), quint64(300));
        QCOMPARE(seqs(results), (std::vector<qint64>{3, 400, 950, 980}));
    }

    void newEventsAreFoundToo()
    {
        LiveLogStore live, results;
        live.append(batch(1, uplinks(1, 100)));
        HistorySearch search(&live, &results);
        FakeReader reader;
        search.setReader(1, &reader);
        search.start({});
        answer(reader.scansAsked[0], {50}, 0);
        QTRY_COMPARE(results.rowCount(), 1);
        live.append(batch(1, uplinks(101, 10)));
        live.append(batch(1, uplinks(111, 10)));
        QTRY_COMPARE(reader.scansAsked.size(), std::size_t(2));
        QCOMPARE(reader.scansAsked[1].beforeSeq, qint64(121));
        // What was looked at before is not looked at again.
        QCOMPARE(reader.scansAsked[1].untilSeq, qint64(100));
        QSignalSpy appended(&results, &LiveLogStore::rowsAppended);
        answer(reader.scansAsked[1], {115, 118}, 112);
        QTRY_COMPARE(reader.scansAsked.size(), std::size_t(3));
        QCOMPARE(reader.scansAsked[2].untilSeq, qint64(100));
        answer(reader.scansAsked[2], {103}, 0);
        QTRY_COMPARE(appended.count(), 1);
        QCOMPARE(seqs(results), (std::vector<qint64>{50, 103, 115, 118}));
    }

    void profilesSideBySide()
    {
        LiveLogStore live, results;
        HistorySearch search(&live, &results);
        QSignalSpy finished(&search, &HistorySearch::finished);
        FakeReader one, two;
        search.setReader(1, &one);
        search.setReader(2, &two);
        search.start({});
        answer(one.scansAsked[0], {10, 30}, 0);
        QTRY_COMPARE(results.rowCount(), 2);
        QCOMPARE(finished.count(), 0);
        answer(two.scansAsked[0], {20, 40}, 0);
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(seqs(results), (std::vector<qint64>{10, 20, 30, 40}));
    }

    void stopsAtOnce()
    {
        LiveLogStore live, results;
        HistorySearch search(&live, &results);
        FakeReader reader;
        search.setReader(1, &reader);
        search.start({});
        search.stop();
        QVERIFY(!search.isActive());
        QVERIFY(reader.scansAsked[0].source.isCancelled());
        answer(reader.scansAsked[0], {10}, 5);
        QTest::qWait(5);
        QCOMPARE(results.rowCount(), 0);
        QCOMPARE(reader.scansAsked.size(), std::size_t(1));
        // A new search forgets the one before.
        search.start({});
        answer(reader.scansAsked[1], {11}, 0);
        QTRY_COMPARE(results.rowCount(), 1);
        search.setReader(1, nullptr);
        QCOMPARE(results.rowCount(), 1);
    }

    void problemsEndIt()
    {
        LiveLogStore live, results;
        HistorySearch search(&live, &results);
        QSignalSpy finished(&search, &HistorySearch::finished);
        search.start({});
        QCOMPARE(finished.count(), 1);
        FakeReader reader;
        search.setReader(1, &reader);
        ScanPage page;
        page.problem.code = Domain::Problem::Code::HistoryFailed;
        page.nextSeq = 5;
        reader.scansAsked[0].source.deliver(std::move(page));
        QTRY_COMPARE(finished.count(), 2);
        QCOMPARE(finished.at(1).at(0).value<Domain::Problem>().code, Domain::Problem::Code::HistoryFailed);
        QVERIFY(!search.isRunning());
    }
};

TTN_TEST_MAIN(TestHistorySearch)
#include "tst_historysearch.moc"
