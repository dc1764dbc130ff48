// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/choicemodel.h"
#include "models/devicechoices.h"
#include "models/filteredit.h"
#include "models/livelogproxy.h"
#include "models/moment.h"
#include "tests/fakes/fakehistory.h"
#include "tests/support/testmain.h"

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
    Domain::Dictionary m_dictionary;

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

    void pauseSurvivesAnotherFilterAndLog()
    {
        LiveLogStore store, results;
        LiveLogModel log(&store, &m_dictionary), found(&results, &m_dictionary);
        LiveLogProxy proxy(judgeOf);
        proxy.setSourceModel(&log);
        store.append(batch(Profile, uplinks(1, 10)));
        proxy.setPaused(true);
        store.append(batch(Profile, uplinks(11, 10)));
        QCOMPARE(proxy.rowCount(), 10);
        proxy.setFilter(everyNth(2));
        QCOMPARE(proxy.rowCount(), 5);
        QCOMPARE(proxy.pendingCount(), 5);
        // A search shows another log for a while.
        QSignalSpy pending(&proxy, &LiveLogProxy::pendingCountChanged);
        proxy.setSourceModel(&found);
        QCOMPARE(proxy.pendingCount(), 0);
        results.prepend(Profile, uplinks(1, 4));
        QCOMPARE(proxy.rowCount(), 2);
        proxy.setSourceModel(&log);
        QCOMPARE(proxy.rowCount(), 5);
        QCOMPARE(proxy.pendingCount(), 5);
        QVERIFY(pending.count() >= 2);
        // Older events of another profile rebuild the log.
        store.append(batch(2, uplinks(21, 1)));
        store.prepend(2, uplinks(5, 8));
        QVERIFY(proxy.pendingCount() >= 5);
        for (int row = 0; row < proxy.rowCount(); ++row)
            QVERIFY(proxy.index(row, 0).data(LiveLogModel::SeqRole).toLongLong() <= 12);
        proxy.setPaused(false);
        QCOMPARE(proxy.pendingCount(), 0);
    }

    void aLargeLogIsJudgedInThePool()
    {
        LiveLogStore store;
        LiveLogModel log(&store, &m_dictionary);
        store.append(batch(Profile, uplinks(1, 20'000)));
        LiveLogProxy proxy(judgeOf);
        QAbstractItemModelTester tester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
        proxy.setFilter(everyNth(2));
        proxy.setSourceModel(&log);
        QVERIFY(proxy.isJudging());
        QCOMPARE(proxy.rowCount(), 0);
        store.append(batch(Profile, uplinks(20'001, 2)));
        QTRY_VERIFY(!proxy.isJudging());
        QCOMPARE(proxy.rowCount(), 10'001);
        QCOMPARE(proxy.index(0, 0).data(LiveLogModel::SeqRole).toLongLong(), 2);
    }

    void rowsThatGrowTooOldLeave_data()
    {
        QTest::addColumn<int>("rows");
        QTest::newRow("few") << 100;
        QTest::newRow("many") << 20'000;
    }
    void rowsThatGrowTooOldLeave()
    {
        QFETCH(int, rows);
        LiveLogStore store;
        LiveLogModel log(&store, &m_dictionary);
        qint64 oldest = 41;
        LiveLogProxy proxy([&oldest](const FilterSpec &) -> Models::RecordJudge {
            return [first = oldest](const EventRecord &record) { return record.seq >= first; };
        });
        QAbstractItemModelTester tester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
        proxy.setSourceModel(&log);
        store.append(batch(Profile, uplinks(1, rows)));
        proxy.setFilter(FilterSpec::parse(QStringLiteral("time>-15min")).spec);
        QTRY_COMPARE(proxy.rowCount(), rows - 40);
        QSignalSpy reset(&proxy, &QAbstractItemModel::modelReset);
        QSignalSpy removed(&proxy, &QAbstractItemModel::rowsRemoved);
        oldest = 61;
        proxy.setPaused(true);
        proxy.refresh();
        QVERIFY(!proxy.isJudging());
        proxy.setPaused(false);
        proxy.refresh();
        store.append(batch(Profile, uplinks(rows + 1, 3)));
        QTRY_COMPARE(proxy.rowCount(), rows - 60 + 3);
        QCOMPARE(proxy.index(0, 0).data(LiveLogModel::SeqRole).toLongLong(), 61);
        // The rest has not moved.
        QCOMPARE(reset.count(), 0);
        QCOMPARE(removed.count(), 1);
        // A filter that does not depend on the clock is not judged again.
        proxy.setFilter({});
        QTRY_VERIFY(!proxy.isJudging());
        proxy.refresh();
        QVERIFY(!proxy.isJudging());
    }

    void findsTimes()
    {
        LiveLogStore store;
        LiveLogModel log(&store, &m_dictionary);
        LiveLogProxy proxy(judgeOf);
        proxy.setSourceModel(&log);
        QCOMPARE(proxy.rowAtTime(0), 0);
        std::vector<EventRecord> records = uplinks(1, 1000);
        std::swap(records[500], records[510]); // delivered late
        store.append(batch(Profile, records));
        QCOMPARE(proxy.rowAtTime(0), 0);
        QCOMPARE(proxy.rowAtTime(uplink(101).timeNs), 100);
        QCOMPARE(proxy.rowAtTime(uplink(101).timeNs + 1), 101);
        QCOMPARE(proxy.rowAtTime(uplink(505).timeNs), 500);
        QCOMPARE(proxy.rowAtTime(uplink(2000).timeNs), 1000);
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

    void menusEditTheText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("on");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *text, const char *value, bool on, const char *expected) {
            QTest::addRow("%s %c%s", text, on ? '+' : '-', value)
                << QString::fromLatin1(text) << QString::fromLatin1(value) << on << QString::fromLatin1(expected);
        };
        row("", "a", true, "device:a");
        row("device:a", "b", true, "device:a,b");
        row("snr<-5 device:a  fport:2", "b", true, "snr<-5 device:a,b  fport:2");
        row("device:a,b", "a", false, "device:b");
        row("device:A fport:2", "a", false, "fport:2");
        row("fport:2 device:a", "a", false, "fport:2");
        row("device:f* fport:2", "f1", false, "device:f* fport:2 -device:f1");
        row("device:f* -device:f1", "f1", true, "device:f*");
        row("-device:f1,f2", "f1", true, "-device:f2");
        row("device:f*,f1", "f1", true, "device:f*,f1");
        row("device:f* device:*1", "f2", true, "device:f* device:*1,f2");
        row("fport:oops  device:a", "b", true, "fport:oops  device:a,b");
        row("", "odd name", true, "device:\"odd name\"");
    }
    void menusEditTheText()
    {
        QFETCH(QString, text);
        QFETCH(QString, value);
        QFETCH(bool, on);
        QFETCH(QString, expected);
        using namespace Models::FilterEdit;
        const QString changed = choose(text, Field::Device, value, on);
        QCOMPARE(changed, expected);
        const FilterSpec spec = FilterSpec::parse(changed).spec;
        QVERIFY(!on || chosenCount(spec, Field::Device) == 0 || isChosen(spec, Field::Device, value));
        QVERIFY(on || !isChosen(spec, Field::Device, value));
    }

    void termsReplaceEachOther()
    {
        using namespace Models::FilterEdit;
        const auto text = [](const char *latin) { return QString::fromLatin1(latin); };
        QCOMPARE(replaceField(text("time>-1h a time<-2min"), Field::Time, {}), text("a"));
        QCOMPARE(only(text("kind:join device:a,b -device:c"), Field::Device, text("c")), text("kind:join device:c"));
        QCOMPARE(only(text("-device:a"), Field::Device, text("c")), text("-device:a device:c"));
        QCOMPARE(withTerm(text("-kind:join x"), wordTerm(Field::Kind, text("join"))), text("x kind:join"));
        QCOMPARE(withTerm(text("kind:join"), wordTerm(Field::Kind, text("join"))), text("kind:join"));
        QCOMPARE(chosenCount(FilterSpec::parse(text("device:a,b -device:c")).spec, Field::Device), 2);
    }

    void momentsAsTyped()
    {
        constexpr qint64 Second = 1'000'000'000;
        const qint64 now = 1'795'218'115 * Second; // 2026-11-20T23:41:55Z
        const auto read = [&](const char *text, bool utc) {
            return Models::momentFromText(QString::fromLatin1(text), now, utc).value_or(-1) / Second;
        };
        QCOMPARE(read("23:41", true), qint64(1'795'218'060));
        QCOMPARE(read(" 23:42 ", true), qint64(1'795'218'120 - 86'400)); // not yet today: yesterday
        QCOMPARE(read("1:02:03", true), qint64(1'795'136'523));
        QCOMPARE(read("2026-11-20 23:41:55", true), qint64(1'795'218'115));
        QCOMPARE(read("2026-11-20T23:41", true), qint64(1'795'218'060));
        QCOMPARE(read("2026-11-20", true), qint64(1'795'132'800));
        QCOMPARE(read("2026-11-21T00:41:55+01:00", true), qint64(1'795'218'115));
        QCOMPARE(read("-15min", true), qint64(1'795'217'215));
        QCOMPARE(read("today", true), qint64(1'795'132'800));
        for (const char *bad : {"", "25:00", "noon", "2026-13-01", "12:04\" x:\"1", "\\"})
            QVERIFY2(!Models::momentFromText(QString::fromLatin1(bad), now, true), bad);
        const QByteArray before = qgetenv("TZ");
        qputenv("TZ", "Asia/Kolkata");
        const qint64 local = read("5:11:55", false);
        const qint64 localDate = read("2026-11-21 05:11", false);
        const qint64 utcAsWell = read("23:41:55", true);
        qputenv("TZ", before);
        QCOMPARE(local, qint64(1'795'218'115));
        QCOMPARE(localDate, qint64(1'795'218'060));
        QCOMPARE(utcAsWell, qint64(1'795'218'115));
    }

    void choicesFollowTheFilter()
    {
        Models::ChoiceModel model(Models::FilterEdit::Field::Device);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setEntries({{QStringLiteral("field-01"), QStringLiteral("field-01"), QStringLiteral("orchard")},
                          {QStringLiteral("pump-02"), QStringLiteral("pump-02"), QStringLiteral("vineyard")}});
        const auto checked = [&](int row) { return model.index(row).data(Qt::CheckStateRole).toInt() == Qt::Checked; };
        QVERIFY(!checked(0) && !checked(1));
        model.setFilter(FilterSpec::parse(QStringLiteral("device:f*")).spec);
        QVERIFY(checked(0) && !checked(1));
        model.setFilter(FilterSpec::parse(QStringLiteral("-device:pump-02")).spec);
        QCOMPARE(model.index(1).data(Models::ChoiceModel::DetailRole).toString(), QStringLiteral("excluded"));
        QSignalSpy chosen(&model, &Models::ChoiceModel::chosen);
        QVERIFY(model.setData(model.index(0), Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(chosen.at(0), (QVariantList{QStringLiteral("field-01"), true}));
        model.setSearch(QStringLiteral("VINE"));
        QCOMPARE(model.rowCount({}), 1);
        QCOMPARE(model.index(0).data().toString(), QStringLiteral("pump-02"));
        model.setSearch({});
        QCOMPARE(model.rowCount({}), 2);
    }

    void devicesToChooseFrom()
    {
        Domain::Dictionary names;
        const Domain::ProfileRef one = names.internProfile(QStringLiteral("one"));
        const Domain::ProfileRef two = names.internProfile(QStringLiteral("two"));
        names.internDevice(one, "orchard", "z-never");
        names.internDevice(one, "orchard", "");
        const Domain::DeviceRef early = names.internDevice(one, "orchard", "a-early");
        const Domain::DeviceRef late = names.internDevice(one, "vineyard", "b-late");
        names.internDevice(two, "orchard", "b-late");
        names.internDevice(one, "orchard", "c-never");
        LiveLogStore store;
        store.append(batch(one, uplinks(1, 3, early)));
        store.append(batch(one, uplinks(4, 3, late)));
        const auto values = [&](Domain::ProfileRef profile, const QString &application) {
            QStringList result;
            bool answered = false;
            auto call = Models::deviceChoices(names, store.snapshot(), profile, application);
            call.then(this, [&](const std::vector<Models::ChoiceModel::Entry> &entries) {
                for (const auto &entry : entries)
                    result << entry.value + (entry.detail.isEmpty() ? QString() : QString(u'@' + entry.detail));
                answered = true;
            });
            [&] { QTRY_VERIFY(answered); }();
            return result.join(u' ');
        };
        QCOMPARE(values(0, {}),
                 QStringLiteral("b-late@vineyard, orchard a-early@orchard c-never@orchard z-never@orchard"));
        QCOMPARE(values(one, QStringLiteral("orchard")), QStringLiteral("a-early c-never z-never"));
        QCOMPARE(values(two, {}), QStringLiteral("b-late@orchard"));
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
