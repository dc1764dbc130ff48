// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deviceactivity.h"
#include "models/livelogstore.h"
#include "models/seqranges.h"
#include "tests/fakes/fakehistory.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QSignalSpy>

#include <optional>

using Domain::DeviceRef;
using Domain::EventKind;
using Domain::EventRecord;
using Domain::ProfileRef;
using Models::DeviceActivity;
using Models::LiveLogStore;
using Models::SeqRanges;
using Models::UplinkSpan;
using TestSupport::batch;
using State = DeviceActivity::State;
using Listening = DeviceActivity::Listening;

namespace {

constexpr qint64 Second = 1'000'000'000;
constexpr qint64 Start = 1'795'000'000 * Second;

qint64 at(double seconds)
{
    return Start + qint64(seconds * Second);
}

EventRecord made(EventKind kind, DeviceRef device, double seconds, qint64 seq = 0)
{
    EventRecord record;
    record.kind = kind;
    record.device = device;
    record.seq = seq;
    record.timeNs = record.receivedNs = at(seconds);
    return record;
}

/// Open while `to` is 0.
EventRecord gap(double from, double to, qint64 seq = 0)
{
    EventRecord record = made(EventKind::Gap, 0, from, seq);
    record.receivedNs = to == 0 ? 0 : at(to);
    record.group = quint32(from) + 1;
    return record;
}

/// A log and what is known of its devices; the time stands still until the test moves it.
struct House
{
    House()
        : activity(&log, &names, nullptr, [this] { return now; })
    {
    }
    void add(EventRecord record, ProfileRef profile = 1)
    {
        record.seq = record.seq == 0 ? ++seq : record.seq;
        log.append(batch(profile, {record}));
    }
    void uplink(double seconds, quint16 flags = 0)
    {
        EventRecord record = made(EventKind::Uplink, field, seconds);
        record.flags = flags;
        add(record);
    }
    void uplinks(double from, double step, int count)
    {
        for (int i = 0; i < count; ++i)
            uplink(from + step * i);
    }
    State stateAt(double seconds)
    {
        now = at(seconds);
        activity.tick();
        return device(field).state;
    }
    [[nodiscard]] const DeviceActivity::Device &device(DeviceRef ref) const
    {
        for (int i = 0; i < activity.count(); ++i) {
            if (activity.device(i).ref == ref)
                return activity.device(i);
        }
        static const DeviceActivity::Device none;
        return none;
    }

    Domain::Dictionary names;
    LiveLogStore log;
    qint64 now = Start;
    qint64 seq = 0;
    DeviceRef field = names.internDevice(1, "orchard", "field-01");
    DeviceRef pump = names.internDevice(1, "vineyard", "pump-02");
    DeviceActivity activity;
};

} // namespace

class TestDeviceActivity : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void ranges()
    {
        SeqRanges ranges;
        QVERIFY(ranges.isEmpty() && !ranges.contains(1));
        for (const qint64 seq : {5, 6, 9, 3, 4, 8, 7, 20, 1, 5})
            ranges.add(seq);
        for (qint64 seq = 0; seq <= 21; ++seq)
            QCOMPARE(ranges.contains(seq), seq == 1 || (seq >= 3 && seq <= 9) || seq == 20);
        QCOMPARE(ranges.first(), 1);
        QCOMPARE(ranges.last(), 20);
    }

    void silence_data()
    {
        QTest::addColumn<int>("uplinks");
        QTest::addColumn<double>("step");
        QTest::addColumn<double>("factor");
        QTest::addColumn<double>("quiet"); ///< seconds after the last uplink
        QTest::addColumn<State>("state");
        QTest::newRow("too few") << 5 << 10.0 << 3.0 << 1000.0 << State::Unknown;
        QTest::newRow("five intervals") << 6 << 10.0 << 3.0 << 31.0 << State::Silent;
        QTest::newRow("not yet") << 6 << 10.0 << 3.0 << 30.0 << State::Active;
        QTest::newRow("adjustable") << 6 << 10.0 << 5.0 << 49.0 << State::Active;
        QTest::newRow("adjusted") << 6 << 10.0 << 5.0 << 51.0 << State::Silent;
        QTest::newRow("once a day") << 30 << 86'400.0 << 3.0 << 250'000.0 << State::Active;
        QTest::newRow("once a day, late") << 30 << 86'400.0 << 3.0 << 260'000.0 << State::Silent;
        QTest::newRow("a burst") << 8 << 0.1 << 3.0 << 4.0 << State::Active;
        QTest::newRow("after a burst") << 8 << 0.1 << 3.0 << 6.0 << State::Silent;
        QTest::newRow("none at all") << 0 << 10.0 << 3.0 << 1000.0 << State::Unknown;
    }
    void silence()
    {
        QFETCH(int, uplinks);
        QFETCH(double, step);
        QFETCH(double, factor);
        QFETCH(double, quiet);
        QFETCH(State, state);
        House house;
        house.activity.setFactor(factor);
        house.uplinks(0, step, uplinks);
        QCOMPARE(house.stateAt(step * (uplinks - 1) + quiet), state);
        QCOMPARE(house.activity.silentCounts().empty(), state != State::Silent);
    }

    void medianOfTheLastTwenty()
    {
        House house;
        house.uplinks(0, 1000, 30);
        house.uplinks(29'010, 10, 10);
        (void)house.stateAt(29'100);
        // Ten of each are left.
        QCOMPARE(house.device(house.field).span.intervals(), UplinkSpan::MostIntervals);
        QCOMPARE(house.device(house.field).span.usualIntervalNs(), 505 * Second);
        house.uplink(29'110);
        QCOMPARE(house.device(house.field).span.usualIntervalNs(), 10 * Second);
    }

    void whatDoesNotCount()
    {
        House house;
        house.uplinks(0, 10, 6);
        for (const quint16 flag : {EventRecord::Repeat, EventRecord::Recovered, EventRecord::Simulated})
            house.uplink(85, flag);
        house.add(made(EventKind::DownlinkSent, house.field, 85));
        house.add(made(EventKind::Join, house.field, 88));
        QCOMPARE(house.stateAt(90), State::Silent);
        const DeviceActivity::Device &device = house.device(house.field);
        QCOMPARE(device.span.uplinks(), 6u);
        // But a join was something to hear.
        QVERIFY(device.lastHeard().joined);
        QCOMPARE(device.lastHeard().ns, at(88));
        house.uplink(91);
        QCOMPARE(house.stateAt(92), State::Active);
        QVERIFY(!device.lastHeard().joined);
        QCOMPARE(device.lastHeard().ns, at(91));
    }

    void intervalsWithAGapDoNotCount()
    {
        House house;
        house.uplinks(0, 10, 4);
        house.add(gap(32, 95));
        house.uplinks(100, 10, 3);
        QCOMPARE(house.device(house.field).span.intervals(), 0); // not told before the tick
        QCOMPARE(house.stateAt(121), State::Active);
        QCOMPARE(house.device(house.field).span.intervals(), 5);
        QCOMPARE(house.device(house.field).span.usualIntervalNs(), 10 * Second);
        // Nor does one that the counter shows to have spanned a gap of this connection alone.
        house.uplink(500, EventRecord::MissedAcrossGap);
        QCOMPARE(house.device(house.field).span.intervals(), 5);
    }

    void missedAreThoseOfTheRadio()
    {
        House house;
        EventRecord record = made(EventKind::Uplink, house.field, 1);
        record.missed = 2;
        house.add(record);
        record.flags = EventRecord::MissedAcrossGap;
        record.missed = 100;
        house.add(record);
        house.activity.tick();
        QCOMPARE(house.device(house.field).span.missed(), 2u);
        QCOMPARE(house.device(house.field).span.uplinks(), 2u);
    }

    void gapsMakeNobodySilent()
    {
        House house;
        house.uplinks(0, 10, 6);
        house.add(gap(55, 0));
        QCOMPARE(house.stateAt(10'000), State::Active);
        Domain::EventBatch over;
        over.profile = 1;
        over.revised = {gap(55, 9'990, house.seq)};
        house.log.append(std::make_shared<Domain::EventBatch>(over));
        QCOMPARE(house.stateAt(10'000), State::Active); // 5 s before the gap and 10 s after
        QCOMPARE(house.activity.quietNs(house.device(house.field)), 15 * Second);
        QCOMPARE(house.stateAt(10'016), State::Silent);
    }

    void anApplicationThatIsBackIsJudged()
    {
        House house;
        house.uplinks(0, 10, 6);
        house.add(gap(50, 0));
        // Another device of the application shows that it is back, while the other application is not.
        const DeviceRef second = house.names.internDevice(1, "orchard", "field-02");
        house.add(made(EventKind::Uplink, second, 100));
        QCOMPARE(house.stateAt(129), State::Active);
        QCOMPARE(house.stateAt(131), State::Silent);
    }

    void onlyWhileWeListen()
    {
        House house;
        house.uplinks(0, 10, 6);
        house.now = at(60);
        house.activity.setListening(1, Listening::No);
        house.activity.setListening(1, Listening::Yes);
        QCOMPARE(house.stateAt(70), State::Active);
        house.activity.setListening(1, Listening::No);
        QCOMPARE(house.stateAt(5000), State::Active);
        // The row of the gap comes some moments after the connection: nobody is judged too early.
        house.activity.setListening(1, Listening::Yes);
        QCOMPARE(house.stateAt(5001), State::Active);
        house.add(gap(70, 5000));
        QCOMPARE(house.stateAt(5009), State::Active);
        QCOMPARE(house.stateAt(5011), State::Silent);
    }

    void atTheStartOnlyTheTimeBeforeCounts()
    {
        House house;
        house.activity.setListening(1, Listening::No);
        house.uplinks(0, 10, 6);
        QCOMPARE(house.stateAt(5000), State::Active);
        Domain::DevicesAnswer known;
        known.lastListeningNs = at(100);
        house.activity.addKnown(1, known);
        QCOMPARE(house.stateAt(5000), State::Silent); // it was when we last listened
    }

    void partlyListening()
    {
        House house;
        house.uplinks(0, 10, 6);
        house.activity.setListening(1, Listening::No);
        house.now = at(60);
        house.activity.setListening(1, Listening::Partly);
        QCOMPARE(house.stateAt(1000), State::Active);
        const DeviceRef second = house.names.internDevice(1, "orchard", "field-02");
        house.add(made(EventKind::Uplink, second, 1000));
        QCOMPARE(house.stateAt(1001), State::Silent);
    }

    void remembersWhatTheLogDoesNotHold()
    {
        House house;
        Domain::DevicesAnswer known;
        known.devices = {{house.field, 7, 0, at(-2'000'000), true, false}, {house.pump, 0, 0, at(-10), false, true}};
        house.activity.addKnown(1, known);
        QSignalSpy added(&house.activity, &DeviceActivity::devicesAdded);
        QCOMPARE(house.stateAt(0), State::Unknown);
        QCOMPARE(added.count(), 1);
        QCOMPARE(house.activity.count(), 2);
        QCOMPARE(house.device(house.field).lastHeard().ns, at(-2'000'000));
        QVERIFY(house.device(house.pump).lastHeard().joined);
        // What the log tells is newer.
        house.uplink(1);
        (void)house.stateAt(2);
        QCOMPARE(house.device(house.field).lastHeard().ns, at(1));
        // A history that was deleted.
        house.log.clearProfile(1);
        QCOMPARE(house.activity.count(), 0);
        house.uplink(3);
        (void)house.stateAt(4);
        QCOMPARE(house.activity.count(), 1);
        QCOMPARE(house.device(house.field).span.uplinks(), 1u);
    }

    void otherProfilesStay()
    {
        House house;
        const DeviceRef other = house.names.internDevice(2, "greenhouse", "light-01");
        for (int i = 0; i < 6; ++i) {
            house.add(made(EventKind::Uplink, house.field, i));
            house.add(made(EventKind::Uplink, other, i), 2);
        }
        house.add(gap(6, 0));
        QCOMPARE(house.stateAt(100), State::Active); // its gap, not the other's
        QCOMPARE(house.device(other).state, State::Silent);
        const Models::SilentCounts expected{{{0, {}}, 1}, {{2, {}}, 1}, {{2, QStringLiteral("greenhouse")}, 1}};
        QVERIFY(house.activity.silentCounts() == expected);
        QSignalSpy reset(&house.activity, &DeviceActivity::wasReset);
        house.log.clearProfile(1);
        QCOMPARE(reset.count(), 1);
        QCOMPARE(house.activity.count(), 1);
        QCOMPARE(house.device(other).span.intervals(), 5);
    }

    void onlyWhatChangedIsTold()
    {
        House house;
        house.uplinks(0, 10, 6);
        house.add(made(EventKind::Uplink, house.pump, 50));
        (void)house.stateAt(51);
        std::vector<int> told;
        QObject::connect(&house.activity, &DeviceActivity::devicesChanged,
                         [&](const std::vector<int> &devices) { told = devices; });
        QSignalSpy counts(&house.activity, &DeviceActivity::silentCountsChanged);
        (void)house.stateAt(60);
        QVERIFY(told.empty());
        house.add(made(EventKind::Uplink, house.pump, 61));
        (void)house.stateAt(62);
        QCOMPARE(told, std::vector<int>{1});
        (void)house.stateAt(90);
        QCOMPARE(told, std::vector<int>{0});
        QCOMPARE(counts.count(), 1);
        QCOMPARE(house.activity.silentCounts().at({0, QString()}), 1);
        QCOMPARE(house.activity.silentCounts().at({1, QStringLiteral("orchard")}), 1);
        QSignalSpy factor(&house.activity, &DeviceActivity::factorChanged);
        house.activity.setFactor(1e9);
        QCOMPARE(house.activity.factor(), DeviceActivity::LargestFactor);
        QCOMPARE(factor.count(), 1);
        QVERIFY(house.activity.silentCounts().empty());
    }

    void longestIntervalsAndSteppingClocks()
    {
        House house;
        house.uplink(0);
        house.uplink(-500); // late
        QCOMPARE(house.activity.count(), 0);
        house.uplink(0);
        house.uplink(0); // a burst
        house.uplink(3e9);
        house.activity.tick();
        const UplinkSpan &span = house.device(house.field).span;
        QCOMPARE(span.intervals(), 3);
        QCOMPARE(span.usualIntervalNs(), 500 * Second);
    }

    /// A million events in whatever pieces tell the same.
    void piecesTellTheSame_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 12; ++seed)
            QTest::addRow("%d", seed) << seed;
    }
    void piecesTellTheSame()
    {
        QFETCH(int, seed);
        QRandomGenerator random{quint32(seed)};
        House inOrder, inPieces;
        std::vector<DeviceRef> devices[2];
        for (int i = 0; i < 12; ++i) {
            const ProfileRef profile = ProfileRef(1 + i % 2);
            const std::string application = i % 3 == 0 ? "orchard" : "vineyard";
            const std::string name = "device-" + std::to_string(i);
            devices[i % 2].push_back(inOrder.names.internDevice(profile, application, name));
            inPieces.names.internDevice(profile, application, name);
        }
        struct Row
        {
            ProfileRef profile;
            EventRecord record;
        };
        std::vector<Row> rows;
        double time = 0;
        qint64 seqs[2] = {0, 0};
        for (int i = 0; i < 3000; ++i) {
            time += random.bounded(20.0);
            const int side = random.bounded(2);
            const std::vector<DeviceRef> &own = devices[side];
            EventRecord record;
            const int dice = random.bounded(100);
            if (dice < 3)
                record = gap(time, dice == 0 ? 0 : time + random.bounded(300.0));
            else
                record = made(dice < 8 ? EventKind::Join : EventKind::Uplink,
                              own[std::size_t(random.bounded(int(own.size())))], time);
            if (dice > 95)
                record.flags = EventRecord::MissedAcrossGap;
            else if (dice > 92)
                record.flags = EventRecord::Repeat;
            record.missed = quint16(dice == 50 ? 3 : 0);
            record.rssiCentiDbm = qint16(-dice * 100);
            record.seq = ++seqs[side];
            rows.push_back({ProfileRef(side + 1), record});
        }
        for (const Row &row : rows)
            inOrder.log.append(batch(row.profile, {row.record}));
        // The newest of each profile first, then backwards in pages, while new ones arrive.
        std::vector<EventRecord> older[2];
        const int live = 2500;
        for (int i = 0; i < live; ++i)
            older[rows[std::size_t(i)].profile - 1].push_back(rows[std::size_t(i)].record);
        std::size_t next = live;
        while (!older[0].empty() || !older[1].empty() || next < rows.size()) {
            if (const int dice = random.bounded(3); dice == 2 && next < rows.size()) {
                // Not before the first page of its profile: that is how a history is opened.
                const Row &row = rows[next];
                if (inPieces.log.newestSeq(row.profile) == 0)
                    continue;
                inPieces.log.append(batch(row.profile, {row.record}));
                ++next;
            } else if (dice < 2 && !older[dice].empty()) {
                const auto count = std::min<std::size_t>(older[dice].size(), 1 + random.bounded(300));
                const std::vector<EventRecord> page(older[dice].end() - qsizetype(count), older[dice].end());
                older[dice].resize(older[dice].size() - count);
                inPieces.log.prepend(ProfileRef(dice + 1), page);
                inPieces.log.prepend(ProfileRef(dice + 1), page); // known already
            }
        }
        inOrder.now = inPieces.now = at(time + random.bounded(500.0));
        inOrder.activity.tick();
        inPieces.activity.tick();
        QCOMPARE(inPieces.activity.count(), inOrder.activity.count());
        int judged = 0;
        for (int i = 0; i < inOrder.activity.count(); ++i) {
            const DeviceActivity::Device &expected = inOrder.activity.device(i);
            const DeviceActivity::Device &device = inPieces.device(expected.ref);
            QVERIFY(device.span == expected.span);
            QCOMPARE(inPieces.activity.quietNs(device), inOrder.activity.quietNs(expected));
            QCOMPARE(device.state, expected.state);
            judged += expected.state != State::Unknown;
        }
        QVERIFY(judged > 0);
        QVERIFY(inPieces.activity.silentCounts() == inOrder.activity.silentCounts());
    }

    void rowsThatComeBackAreNotCountedTwice()
    {
        House house;
        house.log.setCap(2 * LiveLogStore::BlockRows);
        std::vector<EventRecord> all;
        for (int i = 1; i <= 12'000; ++i)
            all.push_back(made(EventKind::Uplink, house.field, i, i));
        house.log.append(batch(1, all));
        QVERIFY(house.log.rowCount() < 12'000);
        const std::vector<EventRecord> left(all.begin(), all.begin() + 2000);
        house.log.prepend(1, left);
        // Rows of another program in the middle of ours are counted, in their place.
        std::vector<EventRecord> later{made(EventKind::Uplink, house.field, 12'010, 12'010)};
        house.log.append(batch(1, later));
        house.log.prepend(1, std::vector<EventRecord>{made(EventKind::Uplink, house.field, 12'005, 12'005)});
        (void)house.stateAt(12'011);
        const UplinkSpan &span = house.device(house.field).span;
        QVERIFY(span.uplinks() <= 12'002);
        QCOMPARE(span.lastTimeNs(), at(12'010));
        // And newer ones than all of ours stand behind them.
        house.log.prepend(1, std::vector<EventRecord>{made(EventKind::Uplink, house.field, 12'020, 12'020)});
        QCOMPARE(span.lastTimeNs(), at(12'020));
    }

    void aLargePageIsCountedInSlices()
    {
        std::vector<EventRecord> all;
        House inOrder;
        House inSlices;
        const auto span = [](House &house) {
            house.activity.tick();
            return house.device(house.field).span;
        };
        for (int i = 1; i <= 20'000; ++i) {
            if (i % 1'000 == 0)
                all.push_back(gap(i, i + 0.5));
            else
                all.push_back(made(EventKind::Uplink, inOrder.field, i));
            all.back().seq = i;
        }
        inOrder.log.append(batch(1, all));
        inSlices.log.append(batch(1, {all.end() - 100, all.end()}));
        inSlices.log.prepend(1, {all.begin() + 12'000, all.end() - 100});
        const quint32 atOnce = span(inSlices).uplinks();
        QVERIFY(atOnce > 100 && atOnce < 7'900); // the beginning
        inSlices.log.prepend(1, {all.begin(), all.begin() + 12'000});
        QTRY_VERIFY(span(inSlices) == span(inOrder));
        inOrder.now = inSlices.now = at(20'010);
        inOrder.activity.tick();
        inSlices.activity.tick();
        QCOMPARE(inSlices.activity.quietNs(inSlices.device(inSlices.field)),
                 inOrder.activity.quietNs(inOrder.device(inOrder.field)));
    }

    void whatIsNotCountedYetIsForgottenWithItsProfile()
    {
        House house;
        std::vector<EventRecord> all;
        for (int i = 1; i <= 20'000; ++i)
            all.push_back(made(EventKind::Uplink, house.field, i, i));
        house.log.prepend(1, all);
        house.log.clearProfile(1);
        QCoreApplication::processEvents();
        house.activity.tick();
        QCOMPARE(house.activity.count(), 0);
    }

    void aHundredThousandDevices()
    {
        House house;
        constexpr int Count = 100'000;
        static_assert(sizeof(DeviceActivity::Device) <= 200);
        std::vector<DeviceRef> devices;
        for (int i = 0; i < Count; ++i)
            devices.push_back(house.names.internDevice(1, "orchard", "many-" + std::to_string(i)));
        for (int round = 0; round < 7; ++round) {
            std::vector<EventRecord> records;
            for (int i = 0; i < Count; ++i) {
                if (round < 6 || i % 4 != 0)
                    records.push_back(
                        made(EventKind::Uplink, devices[std::size_t(i)], round * 600 + i * 0.001, ++house.seq));
            }
            house.log.append(batch(1, std::move(records)));
        }
        house.now = at(3600 + 1350);
        house.activity.tick();
        QCOMPARE(house.activity.count(), Count);
        QCOMPARE(house.activity.silentCounts().at({1, QString()}), Count / 4);
    }
};

TTN_TEST_MAIN(TestDeviceActivity)
#include "tst_deviceactivity.moc"
