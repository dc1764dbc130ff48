// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ingest/gaptracker.h"
#include "tests/support/testmain.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Backend;

namespace {

QJsonObject json(const GapTracker::Row &row)
{
    return QJsonDocument::fromJson(row.raw.payload).object();
}

} // namespace

class TestGapTracker : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void oneRowForAllConnections();
    void countsUpAsDevicesReturn();
    void aClosedConsole();
    void backBeforeLost();
};

void TestGapTracker::oneRowForAllConnections()
{
    GapTracker tracker(7);
    const auto row = tracker.lost(1, 1'000'000'000, "connection lost");
    QVERIFY(row);
    QCOMPARE(row->record.kind, Domain::EventKind::Gap);
    QCOMPARE(row->record.device, 7u);
    QCOMPARE(row->record.receivedNs, 0); // still open
    QCOMPARE(json(*row).value(u"cause").toString(), QStringLiteral("connection lost"));
    QVERIFY(!json(*row).contains(u"to"));
    QVERIFY(!tracker.lost(2, 1'100'000'000, "connection lost"));
    QCOMPARE(tracker.live(1, 2'000'000'000), 0);
    QCOMPARE(tracker.live(2, 3'000'000'000), 3'000'000'000);
    const auto revised = tracker.takeRevision();
    QVERIFY(revised);
    QCOMPARE(revised->record.group, row->record.group);
    QCOMPARE(revised->record.receivedNs, 3'000'000'000);
    QCOMPARE(json(*revised).value(u"applications").toInt(), 2);
    QVERIFY(!tracker.takeRevision());
    const auto next = tracker.lost(1, 4'000'000'000, "connection lost");
    QVERIFY(next && next->record.group != row->record.group);
}

void TestGapTracker::countsUpAsDevicesReturn()
{
    GapTracker tracker(1);
    tracker.missed(3); // no gap yet: nothing to count for
    QVERIFY(!tracker.takeRevision());
    tracker.lost(1, 10, "connection lost");
    tracker.live(1, 20);
    (void)tracker.takeRevision();
    tracker.missed(3);
    tracker.missed(1);
    const auto revised = tracker.takeRevision();
    QVERIFY(revised);
    QCOMPARE(revised->record.fCnt, 4u);
    QCOMPARE(revised->record.missed, quint16(2));
    QCOMPARE(json(*revised).value(u"missed").toInt(), 4);
    QCOMPARE(json(*revised).value(u"devices").toInt(), 2);
}

void TestGapTracker::aClosedConsole()
{
    GapTracker tracker(1);
    const auto row = tracker.past(10, 20, "console closed", 3);
    QCOMPARE(row.record.timeNs, 10);
    QCOMPARE(row.record.receivedNs, 20);
    QCOMPARE(json(row).value(u"applications").toInt(), 3);
    tracker.missed(1);
    QVERIFY(tracker.takeRevision());
}

void TestGapTracker::backBeforeLost()
{
    GapTracker tracker(1);
    QCOMPARE(tracker.live(1, 5), 0);
    QVERIFY(!tracker.takeRevision());
}

TTN_TEST_MAIN(TestGapTracker)
#include "tst_gaptracker.moc"
