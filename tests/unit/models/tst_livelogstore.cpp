// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/livelogstore.h"
#include "models/logwatch.h"
#include "tests/fakes/fakehistory.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>

#include <thread>

using Domain::EventKind;
using Domain::EventRecord;
using Models::LiveLogStore;
using TestSupport::batch;
using TestSupport::uplink;
using TestSupport::uplinks;

class TestLiveLogStore : public TestBase
{
    Q_OBJECT

private:
    static std::vector<qint64> seqs(const LiveLogStore &store)
    {
        std::vector<qint64> result;
        for (int row = 0; row < store.rowCount(); ++row)
            result.push_back(store.record(row).seq);
        return result;
    }

private Q_SLOTS:
    void appendsOncePerBatch()
    {
        LiveLogStore store;
        QSignalSpy appended(&store, &LiveLogStore::rowsAppended);
        store.append(batch(1, uplinks(1, 10'000)));
        store.append(batch(1, {}));
        store.append({});
        QCOMPARE(appended.count(), 1);
        QCOMPARE(store.rowCount(), 10'000);
        for (const int row : {0, 4095, 4096, 8191, 8192, 9999})
            QCOMPARE(store.record(row).seq, qint64(row + 1));
        QCOMPARE(store.firstId(), qint64(0));
        QCOMPARE(store.endId(), qint64(10'000));
    }

    void knowsWhenSomethingLastArrived()
    {
        Domain::Dictionary names;
        const Domain::ProfileRef one = names.internProfile(QStringLiteral("one"));
        const Domain::ProfileRef two = names.internProfile(QStringLiteral("two"));
        const Domain::DeviceRef field = names.internDevice(one, "orchard", "field");
        const Domain::DeviceRef pump = names.internDevice(one, "vineyard", "pump");
        const Domain::DeviceRef network = names.internDevice(one, "", "");
        LiveLogStore store;
        store.append(batch(one, {uplink(1, field), uplink(2, pump)}));
        Models::LogWatch watch(&store, &names);
        QCOMPARE(watch.lastNs(), uplink(2).receivedNs);
        watch.setScope(one, QStringLiteral("orchard"));
        QCOMPARE(watch.lastNs(), uplink(1).receivedNs);
        QSignalSpy arrived(&watch, &Models::LogWatch::arrived);
        store.append(batch(one, {uplink(3, pump)}));
        store.append(batch(two, {uplink(4, names.internDevice(two, "orchard", "field"))}));
        QCOMPARE(arrived.count(), 0);
        QCOMPARE(watch.lastNs(), uplink(1).receivedNs);
        // Before its end nothing could arrive.
        EventRecord gap = uplink(5, network);
        gap.kind = EventKind::Gap;
        store.append(batch(one, {gap}));
        QCOMPARE(arrived.count(), 1);
        QCOMPARE(watch.lastNs(), gap.receivedNs);
        watch.setScope(two, {});
        QCOMPARE(watch.lastNs(), uplink(4).receivedNs);
        store.clear();
        QCOMPARE(watch.lastNs(), qint64(0));
        store.prepend(two, uplinks(1, 3));
        QCOMPARE(watch.lastNs(), uplink(3).receivedNs);
    }

    void findsByProfileAndSeq()
    {
        LiveLogStore store;
        store.append(batch(1, uplinks(1, 5000)));
        store.append(batch(2, uplinks(4000, 5000)));
        QCOMPARE(store.find(1, 4500), 4499);
        QCOMPARE(store.find(2, 4500), 5500);
        QCOMPARE(store.find(1, 8000), -1);
        QCOMPARE(store.find(3, 1), -1);
        QCOMPARE(store.find(1, 0), -1);
        QCOMPARE(store.oldestSeq(2), qint64(4000));
        QCOMPARE(store.newestSeq(1), qint64(5000));
        QCOMPARE(store.oldestSeq(9), qint64(0));
        QCOMPARE(store.newestSeq(9), qint64(0));
    }

    void wholeBlocksLeaveFromTheFront()
    {
        LiveLogStore store;
        store.setCap(3 * LiveLogStore::BlockRows);
        QSignalSpy removed(&store, &LiveLogStore::rowsRemoved);
        store.append(batch(1, uplinks(1, 3 * LiveLogStore::BlockRows)));
        QCOMPARE(removed.count(), 0);
        store.append(batch(1, uplinks(3 * LiveLogStore::BlockRows + 1, 1)));
        QCOMPARE(removed.count(), 1);
        QCOMPARE(removed.at(0).at(0).toInt(), LiveLogStore::BlockRows);
        QCOMPARE(store.rowCount(), 2 * LiveLogStore::BlockRows + 1);
        QCOMPARE(store.firstId(), qint64(LiveLogStore::BlockRows));
        QCOMPARE(store.record(0).seq, qint64(LiveLogStore::BlockRows + 1));
        QCOMPARE(store.find(1, 1), -1);
        // A batch larger than the cap: the newest stay.
        store.append(batch(1, uplinks(100'000, 5 * LiveLogStore::BlockRows)));
        QVERIFY(store.rowCount() <= 3 * LiveLogStore::BlockRows);
        QCOMPARE(store.record(store.rowCount() - 1).seq, qint64(100'000 + 5 * LiveLogStore::BlockRows - 1));
    }

    void prependsOlderPages()
    {
        LiveLogStore store;
        store.append(batch(1, uplinks(10'001, 100)));
        QSignalSpy prepended(&store, &LiveLogStore::rowsPrepended);
        store.prepend(1, uplinks(5001, 5000));
        store.prepend(1, uplinks(1, 5000));
        QCOMPARE(prepended.count(), 2);
        QCOMPARE(store.rowCount(), 10'100);
        for (int row = 0; row < store.rowCount(); ++row)
            QCOMPARE(store.record(row).seq, qint64(row + 1));
        QCOMPARE(store.firstId(), qint64(-10'000));
        QCOMPARE(store.find(1, 4097), 4096);
        store.append(batch(1, uplinks(10'101, 1)));
        QCOMPARE(store.record(10'100).seq, qint64(10'101));
    }

    void prependLeavesOutWhatIsThere()
    {
        LiveLogStore store;
        store.append(batch(1, uplinks(50, 10)));
        store.prepend(1, uplinks(41, 15));
        QCOMPARE(store.rowCount(), 19);
        for (int row = 0; row < 19; ++row)
            QCOMPARE(store.record(row).seq, qint64(41 + row));
        QSignalSpy prepended(&store, &LiveLogStore::rowsPrepended);
        store.prepend(1, uplinks(41, 15));
        QCOMPARE(prepended.count(), 0);
    }

    void prependIntoEmpty()
    {
        LiveLogStore store;
        store.prepend(1, uplinks(1, 5000));
        QCOMPARE(store.rowCount(), 5000);
        store.append(batch(1, uplinks(5001, 5000)));
        QCOMPARE(store.record(4999).seq, qint64(5000));
        QCOMPARE(store.record(9999).seq, qint64(10'000));
        QCOMPARE(store.find(1, 7777), 7776);
    }

    void pagesOfSeveralProfilesMergeByArrival()
    {
        LiveLogStore store;
        std::vector<EventRecord> odd, even;
        for (qint64 i = 1; i <= 9000; ++i)
            (i % 2 ? odd : even).push_back(uplink(i));
        store.prepend(1, odd);
        QSignalSpy reset(&store, &LiveLogStore::wasReset);
        store.prepend(2, even);
        QCOMPARE(reset.count(), 1);
        QCOMPARE(store.rowCount(), 9000);
        for (int row = 0; row < 9000; ++row) {
            QCOMPARE(store.record(row).seq, qint64(row + 1));
            QCOMPARE(store.profile(row), Domain::ProfileRef(row % 2 ? 2 : 1));
        }
        QCOMPARE(store.find(2, 4444), 4443);
    }

    void olderPagesMayExceedTheCap()
    {
        LiveLogStore store;
        store.setCap(2 * LiveLogStore::BlockRows);
        store.append(batch(1, uplinks(100'000, 2 * LiveLogStore::BlockRows)));
        store.prepend(1, uplinks(100'000 - 6000, 6000));
        QCOMPARE(store.rowCount(), 2 * LiveLogStore::BlockRows + 6000);
        // The first event after it must not throw the pages out at once, but the limit holds.
        store.append(batch(1, uplinks(200'000, 1)));
        QVERIFY(store.rowCount() > 2 * LiveLogStore::BlockRows);
        store.prepend(1, uplinks(1, 50'000));
        QCOMPARE(store.rowCount(), 4 * 2 * LiveLogStore::BlockRows);
        // Of a page that does not fit wholly its newest part is taken.
        const int taken = store.find(1, 50'000) + 1;
        QCOMPARE(store.record(0).seq, qint64(50'000 - taken + 1));
    }

    void revisesInPlace()
    {
        LiveLogStore store;
        EventRecord gap = uplink(2);
        gap.kind = EventKind::Gap;
        gap.receivedNs = 0;
        store.append(batch(1, {uplink(1), gap, uplink(3)}));
        const auto snapshot = store.snapshot();
        QSignalSpy changed(&store, &LiveLogStore::rowsChanged);
        auto revision = std::make_shared<Domain::EventBatch>();
        revision->profile = 1;
        gap.fCnt = 7;
        EventRecord unknown = uplink(99);
        revision->revised = {gap, unknown};
        store.append(revision);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.at(0).at(0).toInt(), 1);
        QCOMPARE(changed.at(0).at(1).toInt(), 1);
        QCOMPARE(store.record(1).fCnt, 7u);
        snapshot.forEach(1, 2, [](qint64, const EventRecord &record) {
            [&] { QCOMPARE(record.fCnt, 2u); }();
            return true;
        });
    }

    void savedRowsGetTheirSeq()
    {
        LiveLogStore store;
        store.append(batch(1, uplinks(1, 3)));
        std::vector<EventRecord> unsaved = uplinks(4, 3);
        for (std::size_t i = 0; i < unsaved.size(); ++i)
            unsaved[i].seq = -1 - qint64(i);
        store.append(batch(1, unsaved));
        store.append(batch(2, unsaved));
        QSignalSpy changed(&store, &LiveLogStore::rowsChanged);
        auto saved = std::make_shared<Domain::EventBatch>();
        saved->profile = 1;
        saved->saved = {{-1, 4}, {-2, 5}};
        store.append(saved);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(seqs(store), (std::vector<qint64>{1, 2, 3, 4, 5, -3, -1, -2, -3}));
        QCOMPARE(store.find(1, 5), 4);
        QCOMPARE(store.find(1, -1), -1);
        QCOMPARE(store.find(1, -3), 5);
        QCOMPARE(store.find(2, -1), 6);
    }

    void clearKeepsIdsUnique()
    {
        LiveLogStore store;
        store.append(batch(1, uplinks(1, 10)));
        store.append(batch(2, uplinks(1, 5)));
        const qint64 end = store.endId();
        store.clearProfile(1);
        QCOMPARE(store.rowCount(), 5);
        QCOMPARE(store.profile(0), Domain::ProfileRef(2));
        QVERIFY(store.firstId() >= end);
        store.clear();
        QCOMPARE(store.rowCount(), 0);
        QCOMPARE(store.find(2, 1), -1);
    }

    void snapshotsStandWhileTheLogGoesOn()
    {
        LiveLogStore store;
        store.setCap(4 * LiveLogStore::BlockRows);
        store.append(batch(1, uplinks(1, 3 * LiveLogStore::BlockRows + 7)));
        const auto snapshot = store.snapshot();
        qint64 sum = 0;
        int rows = 0;
        std::thread reader([&] {
            for (int round = 0; round < 20; ++round) {
                sum = 0;
                rows = 0;
                snapshot.forEach(snapshot.firstId(), snapshot.endId(), [&](qint64, const EventRecord &record) {
                    sum += record.seq;
                    ++rows;
                    return true;
                });
            }
        });
        qint64 next = 3 * LiveLogStore::BlockRows + 8;
        for (int i = 0; i < 50; ++i, next += 500)
            store.append(batch(1, uplinks(next, 500)));
        auto revision = std::make_shared<Domain::EventBatch>();
        revision->profile = 1;
        revision->revised = {uplink(next - 1)};
        store.append(revision);
        reader.join();
        const qint64 n = 3 * LiveLogStore::BlockRows + 7;
        QCOMPARE(rows, int(n));
        QCOMPARE(sum, n * (n + 1) / 2);
    }
};

TTN_TEST_MAIN(TestLiveLogStore)
#include "tst_livelogstore.moc"
