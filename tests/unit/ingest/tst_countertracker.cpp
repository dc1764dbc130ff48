// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ingest/countertracker.h"
#include "backend/ingest/duplicatefilter.h"
#include "tests/support/testmain.h"

using namespace Backend;

class TestCounterTracker : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void countsWhatIsMissing();
    void aNewDeviceMissesNothing();
    void afterAJoinCountingBeginsAtZero();
    void anotherSessionWithoutAJoinIsANewBeginning();
    void goingBackIsAReset();
    void aRepeatedCounterIsNothing();
    void marksWhatHappenedAcrossAGap();
    void goesOnWhereTheHistoryEnded();
    void tellsEachChangeOnce();
    void duplicatesOnlyAroundAReconnect();
};

void TestCounterTracker::countsWhatIsMissing()
{
    CounterTracker tracker;
    tracker.uplink(1, 10, 5, 100);
    QCOMPARE(tracker.uplink(1, 11, 5, 200).missed, 0u);
    const auto verdict = tracker.uplink(1, 62, 5, 300); // as in the recording uplink-fcnt-gap-50
    QCOMPARE(verdict.missed, 50u);
    QVERIFY(!verdict.acrossGap);
    QVERIFY(!verdict.reset);
    QCOMPARE(tracker.uplink(2, 5, 5, 300).missed, 0u); // another device
}

void TestCounterTracker::aNewDeviceMissesNothing()
{
    CounterTracker tracker;
    const auto verdict = tracker.uplink(1, 4'000'000, 0, 100);
    QCOMPARE(verdict.missed, 0u);
    QVERIFY(!verdict.reset);
}

void TestCounterTracker::afterAJoinCountingBeginsAtZero()
{
    CounterTracker tracker;
    tracker.uplink(1, 99, 5, 100);
    tracker.join(1, 6, 200);
    const auto verdict = tracker.uplink(1, 0, 6, 300);
    QCOMPARE(verdict.missed, 0u);
    QVERIFY(!verdict.reset);
    tracker.join(1, 7, 400);
    QCOMPARE(tracker.uplink(1, 3, 7, 500).missed, 3u);
}

void TestCounterTracker::anotherSessionWithoutAJoinIsANewBeginning()
{
    CounterTracker tracker;
    tracker.uplink(1, 99, 5, 100);
    const auto verdict = tracker.uplink(1, 12, 6, 200);
    QCOMPARE(verdict.missed, 0u);
    QVERIFY(!verdict.reset);
    QCOMPARE(tracker.uplink(1, 14, 6, 300).missed, 1u);
}

void TestCounterTracker::goingBackIsAReset()
{
    CounterTracker tracker;
    tracker.uplink(1, 99, 5, 100);
    const auto verdict = tracker.uplink(1, 0, 5, 200);
    QVERIFY(verdict.reset);
    QCOMPARE(verdict.missed, 0u);
    QVERIFY(!tracker.uplink(1, 1, 5, 300).reset);
}

void TestCounterTracker::aRepeatedCounterIsNothing()
{
    CounterTracker tracker;
    tracker.uplink(1, 7, 0, 100);
    const auto verdict = tracker.uplink(1, 7, 0, 200); // v2 is_retry
    QVERIFY(!verdict.reset);
    QCOMPARE(verdict.missed, 0u);
}

void TestCounterTracker::marksWhatHappenedAcrossAGap()
{
    CounterTracker tracker;
    tracker.uplink(1, 1, 5, 100);
    tracker.uplink(2, 1, 5, 100);
    tracker.noteGap(1'000);
    QVERIFY(tracker.uplink(1, 5, 5, 1'100).acrossGap);
    QVERIFY(!tracker.uplink(1, 8, 5, 1'200).acrossGap); // missed while we listened
    QVERIFY(!tracker.uplink(2, 2, 5, 1'300).acrossGap); // nothing missed
}

void TestCounterTracker::goesOnWhereTheHistoryEnded()
{
    CounterTracker tracker;
    tracker.restore({{1, 41, 5, 100, true, false}, {2, 0, 6, 100, false, true}});
    QVERIFY(tracker.takeChanged().empty());
    QCOMPARE(tracker.uplink(1, 44, 5, 200).missed, 2u);
    QCOMPARE(tracker.uplink(2, 1, 6, 200).missed, 1u); // joined before the end
}

void TestCounterTracker::tellsEachChangeOnce()
{
    CounterTracker tracker;
    tracker.uplink(1, 1, 5, 100);
    tracker.uplink(1, 2, 5, 110);
    tracker.join(2, 9, 120);
    const auto changed = tracker.takeChanged();
    QCOMPARE(changed.size(), std::size_t(2));
    QCOMPARE(changed[0].lastFCnt, 2u);
    QVERIFY(changed[1].joined);
    QVERIFY(tracker.takeChanged().empty());
}

void TestCounterTracker::duplicatesOnlyAroundAReconnect()
{
    DuplicateFilter filter;
    using Verdict = DuplicateFilter::Verdict;
    QVERIFY(filter.judge(42, 100) == Verdict::Fresh);
    QVERIFY(filter.judge(42, 110) == Verdict::Repeat); // a true repeat stays, marked
    filter.openWindow(1'000);
    QVERIFY(filter.judge(42, 500) == Verdict::Duplicate);
    QVERIFY(filter.judge(43, 500) == Verdict::Fresh);
    QVERIFY(filter.judge(43, 1'500) == Verdict::Repeat);
    QVERIFY(filter.judge(0, 500) == Verdict::Fresh);
    QVERIFY(filter.judge(0, 501) == Verdict::Fresh); // no identity: never a duplicate
}

TTN_TEST_MAIN(TestCounterTracker)
#include "tst_countertracker.moc"
