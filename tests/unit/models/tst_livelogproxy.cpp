// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/livelogproxy.h"
#include "tests/support/testmain.h"
#include "tests/unit/models/fakehistory.h"

#include <QAbstractItemModelTester>
#include <QSemaphore>
#include <QSignalSpy>
#include <QThreadPool>

using Domain::EventKind;
using Domain::EventRecord;
using Domain::FilterSpec;
using Domain::FilterTerm;
using Models::EventKey;
using Models::LiveLogModel;
using Models::LiveLogProxy;
using Models::LiveLogStore;
using TestSupport::batch;
using TestSupport::uplink;
using TestSupport::uplinks;

namespace {

constexpr Domain::ProfileRef Profile = 1;

/// "every n-th frame counter", as a filter that a test can make without words.
FilterSpec everyNth(int n)
{
    FilterTerm term;
    term.field = FilterTerm::Field::FCnt;
    term.number = n;
    FilterSpec filter;
    filter.terms.push_back(term);
    return filter;
}

FilterSpec kind(const QString &word)
{
    FilterTerm term;
    term.field = FilterTerm::Field::Kind;
    term.words = {word};
    FilterSpec filter;
    filter.terms.push_back(term);
    return filter;
}

Models::RecordJudge judgeOf(const FilterSpec &filter)
{
    const FilterTerm term = filter.terms.front();
    if (term.field == FilterTerm::Field::Kind)
        return [](const EventRecord &record) { return record.kind == EventKind::Normalized; };
    const auto n = quint32(term.number);
    return [n](const EventRecord &record) { return record.fCnt % n == 0; };
}

} // namespace

class TestLiveLogProxy : public TestBase
{
    Q_OBJECT

private:
    struct House
    {
        explicit House(Models::JudgeFactory judges = judgeOf)
            : model(&store, &dictionary)
            , proxy(std::move(judges))
            , tester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest)
        {
            proxy.setSourceModel(&model);
        }
        Domain::Dictionary dictionary;
        LiveLogStore store;
        LiveLogModel model;
        LiveLogProxy proxy;
        QAbstractItemModelTester tester;

        [[nodiscard]] std::vector<qint64> seqs() const
        {
            std::vector<qint64> result;
            for (int row = 0; row < proxy.rowCount(); ++row)
                result.push_back(proxy.index(row, 0).data(LiveLogModel::SeqRole).toLongLong());
            return result;
        }
        /// The rows are what judging all of the store anew would give.
        [[nodiscard]] bool isExactly(quint32 n) const
        {
            std::vector<qint64> expected;
            for (int row = 0; row < store.rowCount(); ++row) {
                if (store.record(row).fCnt % n == 0)
                    expected.push_back(store.record(row).seq);
            }
            return seqs() == expected;
        }
    };

private Q_SLOTS:
    void relaysOneInsertPerBatch()
    {
        House house;
        QSignalSpy inserted(&house.proxy, &QAbstractItemModel::rowsInserted);
        house.store.append(batch(Profile, uplinks(1, 50)));
        house.store.append(batch(Profile, uplinks(51, 50)));
        QCOMPARE(inserted.count(), 2);
        QCOMPARE(inserted.at(1).at(1).toInt(), 50);
        QCOMPARE(inserted.at(1).at(2).toInt(), 99);
        QCOMPARE(house.proxy.index(7, LiveLogModel::FCnt).data().toString(), QStringLiteral("8"));
        QCOMPARE(house.proxy.headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("Time"));
    }

    void filtersFewRowsAtOnce()
    {
        House house;
        house.store.append(batch(Profile, uplinks(1, 100)));
        QSignalSpy filtered(&house.proxy, &LiveLogProxy::filtered);
        house.proxy.setFilter(everyNth(10));
        QCOMPARE(filtered.count(), 1);
        QCOMPARE(house.seqs(), (std::vector<qint64>{10, 20, 30, 40, 50, 60, 70, 80, 90, 100}));
        QSignalSpy inserted(&house.proxy, &QAbstractItemModel::rowsInserted);
        house.store.append(batch(Profile, uplinks(101, 9)));
        QCOMPARE(inserted.count(), 0);
        house.store.append(batch(Profile, uplinks(110, 20)));
        QCOMPARE(inserted.count(), 1);
        house.store.prepend(Profile, {});
        QVERIFY(house.isExactly(10));
        house.proxy.setFilter({});
        QCOMPARE(house.proxy.rowCount(), 129);
    }

    void filtersManyRowsInThePool()
    {
        House house;
        house.store.append(batch(Profile, uplinks(100'001, 40'000)));
        QSignalSpy filtered(&house.proxy, &LiveLogProxy::filtered);
        QSignalSpy judging(&house.proxy, &LiveLogProxy::judgingChanged);
        house.proxy.setFilter(everyNth(7));
        QVERIFY(house.proxy.isJudging());
        // Until the answer is here the old rows stay, and the log goes on at both ends.
        QCOMPARE(house.proxy.rowCount(), 40'000);
        house.store.append(batch(Profile, uplinks(140'001, 100)));
        QCOMPARE(house.proxy.rowCount(), 40'100);
        house.store.prepend(Profile, uplinks(99'001, 1000));
        QCOMPARE(house.proxy.rowCount(), 41'100);
        QTRY_COMPARE(filtered.count(), 1);
        QVERIFY(!house.proxy.isJudging());
        QCOMPARE(judging.count(), 2);
        QVERIFY(house.isExactly(7));
    }

    void onlyTheLastOfManyFiltersCounts()
    {
        House house;
        house.store.append(batch(Profile, uplinks(1, 40'000)));
        QSignalSpy filtered(&house.proxy, &LiveLogProxy::filtered);
        for (int n = 2; n < 10; ++n)
            house.proxy.setFilter(everyNth(n));
        QTRY_COMPARE(filtered.count(), 1);
        QThreadPool::globalInstance()->waitForDone();
        QTest::qWait(5);
        QCOMPARE(filtered.count(), 1);
        QVERIFY(house.isExactly(9));
    }

    void eventsThatChangeOrLeaveWhileJudged()
    {
        House house;
        house.store.setCap(5 * LiveLogStore::BlockRows);
        house.store.append(batch(Profile, uplinks(1, 5 * LiveLogStore::BlockRows)));
        QSignalSpy filtered(&house.proxy, &LiveLogProxy::filtered);
        house.proxy.setFilter(everyNth(5));
        house.store.append(batch(Profile, uplinks(50'001, 5000)));
        auto revision = std::make_shared<Domain::EventBatch>();
        revision->profile = Profile;
        revision->revised = {uplink(50'002)};
        revision->revised[0].fCnt = 5;
        house.store.append(revision);
        QTRY_COMPARE(filtered.count(), 1);
        QVERIFY(house.isExactly(5));
        QVERIFY(house.proxy.findRow({Profile, 50'002}) >= 0);
        QCOMPARE(house.proxy.findRow({Profile, 5}), -1);
    }

    void clearWhileJudged()
    {
        House house;
        house.store.append(batch(Profile, uplinks(1, 40'000)));
        house.proxy.setFilter(everyNth(3));
        house.store.clear();
        QVERIFY(!house.proxy.isJudging());
        QCOMPARE(house.proxy.rowCount(), 0);
        house.store.append(batch(Profile, uplinks(1, 10)));
        QThreadPool::globalInstance()->waitForDone();
        QTest::qWait(5);
        QVERIFY(house.isExactly(3));
    }

    void goneWhileJudged()
    {
        QSemaphore begun;
        {
            House house([&begun](const FilterSpec &) -> Models::RecordJudge {
                return [&begun](const EventRecord &) {
                    begun.release();
                    return true;
                };
            });
            house.store.append(batch(Profile, uplinks(1, 40'000)));
            house.proxy.setFilter(everyNth(3));
            begun.acquire();
        }
        QThreadPool::globalInstance()->waitForDone();
        QTest::qWait(5);
    }

    void evictionKeepsPersistentIndexes()
    {
        House house;
        house.store.setCap(2 * LiveLogStore::BlockRows);
        house.proxy.setFilter(everyNth(4));
        house.store.append(batch(Profile, uplinks(1, 2 * LiveLogStore::BlockRows)));
        const QPersistentModelIndex first(house.proxy.index(0, 0));
        const QPersistentModelIndex last(house.proxy.index(house.proxy.rowCount() - 1, 0));
        QSignalSpy removed(&house.proxy, &QAbstractItemModel::rowsRemoved);
        house.store.append(batch(Profile, uplinks(2 * LiveLogStore::BlockRows + 1, 10)));
        QCOMPARE(removed.count(), 1);
        QVERIFY(!first.isValid());
        QCOMPARE(last.data(LiveLogModel::SeqRole).toLongLong(), qint64(2 * LiveLogStore::BlockRows));
        QVERIFY(house.isExactly(4));
    }

    void pauseFreezesTheView()
    {
        House house;
        house.store.setCap(3 * LiveLogStore::BlockRows);
        house.store.append(batch(Profile, uplinks(1, 100)));
        house.proxy.setPaused(true);
        QSignalSpy pending(&house.proxy, &LiveLogProxy::pendingCountChanged);
        QSignalSpy inserted(&house.proxy, &QAbstractItemModel::rowsInserted);
        house.store.append(batch(Profile, uplinks(101, 20)));
        QCOMPARE(house.proxy.rowCount(), 100);
        QCOMPARE(house.proxy.pendingCount(), 20);
        QCOMPARE(pending.count(), 1);
        // Filters work on what is shown, and count what waits.
        house.proxy.setFilter(everyNth(10));
        QCOMPARE(house.proxy.rowCount(), 10);
        QCOMPARE(house.proxy.pendingCount(), 2);
        house.proxy.setFilter({});
        QCOMPARE(house.proxy.rowCount(), 100);
        QCOMPARE(house.proxy.pendingCount(), 20);
        inserted.clear();
        house.proxy.setPaused(false);
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(house.proxy.pendingCount(), 0);
        QVERIFY(house.isExactly(1));
    }

    void clearWhilePaused()
    {
        House house;
        house.store.append(batch(Profile, uplinks(1, 100)));
        house.proxy.setPaused(true);
        house.store.append(batch(Profile, uplinks(101, 20)));
        house.store.clear();
        QCOMPARE(house.proxy.rowCount(), 0);
        QCOMPARE(house.proxy.pendingCount(), 0);
        house.store.append(batch(Profile, uplinks(1, 3)));
        QCOMPARE(house.proxy.pendingCount(), 3);
        house.proxy.setPaused(false);
        QCOMPARE(house.proxy.rowCount(), 3);
    }

    void waitingRowsThatLeave()
    {
        House house;
        house.store.setCap(2 * LiveLogStore::BlockRows);
        house.store.append(batch(Profile, uplinks(1, 100)));
        house.proxy.setPaused(true);
        house.store.append(batch(Profile, uplinks(101, 4 * LiveLogStore::BlockRows)));
        QCOMPARE(house.proxy.rowCount(), 0);
        QCOMPARE(house.proxy.pendingCount(), house.store.rowCount());
        house.proxy.setPaused(false);
        QVERIFY(house.isExactly(1));
    }

    void revisedRowsComeAndGo()
    {
        House house;
        house.proxy.setFilter(everyNth(10));
        house.store.append(batch(Profile, uplinks(1, 30)));
        const auto revise = [&](qint64 seq, quint32 fCnt) {
            auto revision = std::make_shared<Domain::EventBatch>();
            revision->profile = Profile;
            revision->revised = {uplink(seq)};
            revision->revised[0].fCnt = fCnt;
            house.store.append(revision);
        };
        revise(15, 100);
        QCOMPARE(house.seqs(), (std::vector<qint64>{10, 15, 20, 30}));
        revise(10, 1);
        QCOMPARE(house.seqs(), (std::vector<qint64>{15, 20, 30}));
        QSignalSpy changed(&house.proxy, &QAbstractItemModel::dataChanged);
        revise(20, 110);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 1);
        revise(1, 11);
        QCOMPARE(changed.count(), 1);
        house.proxy.setPaused(true);
        house.store.append(batch(Profile, uplinks(31, 10)));
        QCOMPARE(house.proxy.pendingCount(), 1);
        revise(31, 120);
        revise(40, 1);
        QCOMPARE(house.proxy.pendingCount(), 1);
        house.proxy.setPaused(false);
        QCOMPARE(house.seqs(), (std::vector<qint64>{15, 20, 30, 31}));
    }

    void manyRevisedRowsAtOnce()
    {
        House house;
        house.proxy.setFilter(everyNth(2));
        std::vector<EventRecord> unsaved = uplinks(1, 1000);
        auto saved = std::make_shared<Domain::EventBatch>();
        saved->profile = Profile;
        for (EventRecord &record : unsaved) {
            saved->saved.emplace_back(-record.seq, record.seq);
            record.seq = -record.seq;
        }
        house.store.append(batch(Profile, unsaved));
        QSignalSpy changed(&house.proxy, &QAbstractItemModel::dataChanged);
        house.store.append(saved);
        QCOMPARE(changed.count(), 1);
        QVERIFY(house.isExactly(2));
        QVERIFY(house.seqs().front() > 0);
    }

    void normalizedRowsAreFoldedUnlessAskedFor()
    {
        House house;
        EventRecord normalized = uplink(2);
        normalized.kind = EventKind::Normalized;
        house.store.append(batch(Profile, {uplink(1), normalized, uplink(3)}));
        QCOMPARE(house.seqs(), (std::vector<qint64>{1, 3}));
        house.proxy.setFilter(everyNth(1));
        QCOMPARE(house.seqs(), (std::vector<qint64>{1, 3}));
        house.proxy.setFilter(kind(QStringLiteral("Normalized")));
        QCOMPARE(house.seqs(), (std::vector<qint64>{2}));
        FilterSpec excluded = kind(QStringLiteral("normalized"));
        excluded.terms[0].negated = true;
        house.proxy.setFilter(excluded);
        QCOMPARE(house.proxy.rowCount(), 0);
    }

    void findsRows()
    {
        House house;
        house.store.append(batch(Profile, uplinks(1, 100)));
        house.proxy.setFilter(everyNth(10));
        QCOMPARE(house.proxy.findRow({Profile, 30}), 2);
        QCOMPARE(house.proxy.findRow({Profile, 31}), -1);
        QCOMPARE(house.proxy.findRow({2, 30}), -1);
        QCOMPARE(house.proxy.mapToSource(house.proxy.index(2, 3)), house.model.index(29, 3));
        QCOMPARE(house.proxy.mapFromSource(house.model.index(29, 3)), house.proxy.index(2, 3));
        QVERIFY(!house.proxy.mapFromSource(house.model.index(30, 3)).isValid());
        QVERIFY(!house.proxy.index(10, 0).isValid());
        QVERIFY(!house.proxy.mapToSource({}).isValid());
    }

    void anotherLogTakesOver()
    {
        House house;
        house.store.append(batch(Profile, uplinks(1, 100)));
        house.proxy.setFilter(everyNth(10));
        LiveLogStore results;
        LiveLogModel other(&results, &house.dictionary);
        results.append(batch(Profile, uplinks(1000, 11)));
        house.proxy.setSourceModel(&other);
        QCOMPARE(house.seqs(), (std::vector<qint64>{1000, 1010}));
        house.store.append(batch(Profile, uplinks(101, 100)));
        QCOMPARE(house.proxy.rowCount(), 2);
        house.proxy.setSourceModel(&house.model);
        QVERIFY(house.isExactly(10));
    }

    void asksForTheTextsAroundTheScreen()
    {
        House house;
        TestSupport::FakeReader reader;
        house.model.setReader(Profile, &reader);
        house.store.append(batch(Profile, uplinks(1, 1000)));
        house.proxy.setFilter(everyNth(10));
        house.proxy.showRows(50, 59);
        QTRY_COMPARE(reader.cellsAsked.size(), std::size_t(1));
        const std::vector<qint64> &asked = reader.cellsAsked[0].seqs;
        QCOMPARE(asked.size(), std::size_t(70));
        QCOMPARE(asked.front(), qint64(510));
        QCOMPARE(asked[10], qint64(610));
        QCOMPARE(*std::min_element(asked.begin(), asked.end()), qint64(210));
        QCOMPARE(*std::max_element(asked.begin(), asked.end()), qint64(900));
    }
};

TTN_TEST_MAIN(TestLiveLogProxy)
#include "tst_livelogproxy.moc"
