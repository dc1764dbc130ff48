// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/devicetabledetails.h"
#include "models/devicetablelister.h"
#include "models/devicetablemodel.h"
#include "models/livelogstore.h"
#include "tests/fakes/fakehistory.h"
#include "tests/fakes/fakenetwork.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>

#include <optional>

using Domain::Device;
using Domain::DeviceRef;
using Domain::EventRecord;
using Models::DeviceActivity;
using Models::DeviceTableColumn;
using Models::DeviceTableLister;
using Models::DeviceTableModel;
using TestSupport::FakeNetwork;
using Column = DeviceTableColumn;

namespace {

constexpr qint64 Second = 1'000'000'000;
/// 2026-11-20T10:00:00Z
constexpr qint64 Start = 1'795'168'800 * Second;

Device device(const QString &id, const QString &name = {}, quint64 devEui = 0)
{
    Device result;
    result.application = QStringLiteral("orchard");
    result.id = id;
    result.name = name;
    if (devEui)
        result.devEui = Domain::Eui(devEui);
    result.joinEui = Domain::Eui(0x70B3D57ED0000000);
    result.servers.join = QStringLiteral("localhost");
    return result;
}

Device numbered(int number)
{
    return device(QStringLiteral("field-%1").arg(number, 6, 10, QLatin1Char('0')),
                  QStringLiteral("Field %1").arg(number), 0x0004A30B00000000 + quint64(number));
}

QDateTime secondsFromStart(double seconds)
{
    return QDateTime::fromMSecsSinceEpoch(Start / 1'000'000 + qint64(seconds * 1000), Qt::UTC);
}

/// A log, what is known of its devices, and the table of an application; time stands still until the test moves it.
struct House
{
    explicit House(Domain::Generation generation = Domain::Generation::V3, bool isTested = true)
        : activity(&log, &names, nullptr, [this] { return now; })
        , profile(names.internProfile(QStringLiteral("Sandbox v3")))
        , table(&activity, profile, QStringLiteral("orchard"), generation)
    {
        if (isTested)
            test();
        QObject::connect(&lister, &DeviceTableLister::listingBegan, &table, &DeviceTableModel::beginListing);
        QObject::connect(&lister, &DeviceTableLister::arrived, &table, &DeviceTableModel::addPage);
        QObject::connect(&lister, &DeviceTableLister::finished, &table, &DeviceTableModel::endListing);
    }
    void test() { tester.emplace(&table, QAbstractItemModelTester::FailureReportingMode::QtTest); }
    void list(const QList<Device> &devices)
    {
        table.beginListing();
        table.addPage(devices);
        table.endListing();
    }
    /// `count` uplinks, the last one `ago` seconds before now.
    void uplinks(const char *name, int count, double step, double ago, const char *application = "orchard")
    {
        const DeviceRef ref = names.internDevice(profile, application, name);
        std::vector<EventRecord> records;
        for (int i = count - 1; i >= 0; --i) {
            EventRecord record = TestSupport::uplink(++seq, ref);
            record.timeNs = record.receivedNs = now - qint64((ago + step * i) * Second);
            record.fCnt = quint32(100 - i);
            record.rssiCentiDbm = -6050;
            record.snrCentiDb = 850;
            records.push_back(record);
        }
        log.append(TestSupport::batch(profile, records));
        activity.tick();
    }
    [[nodiscard]] QStringList ids() const
    {
        QStringList result;
        for (int row = 0; row < table.rowCount(); ++row)
            result << table.index(row, 0).data().toString();
        return result;
    }
    [[nodiscard]] QString text(const char *id, Column column, int role = Qt::DisplayRole) const
    {
        return table.index(table.findRow(QLatin1String(id)), int(column)).data(role).toString();
    }

    qint64 now = Start + 10'000 * Second;
    qint64 seq = 0;
    Domain::Dictionary names;
    Models::LiveLogStore log;
    DeviceActivity activity;
    Domain::ProfileRef profile;
    DeviceTableModel table;
    std::optional<QAbstractItemModelTester> tester;
    DeviceTableLister lister;
};

QStringList list(const char *names)
{
    return QString::fromLatin1(names).split(u' ', Qt::SkipEmptyParts);
}

void addMany(FakeNetwork &network, int count)
{
    for (int i = 1; i <= count; ++i)
        network.deviceApi.add(numbered(i));
}

} // namespace

class TestDeviceTable : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhatIsKnown();
    void neverSeenAndSeenByTheNetworkOnly();
    void theNetworkMayHaveHeardItLater();
    void heardBeforeAndAfterTheList();
    void version2TellsOtherThings();
    void detailsFillWhatTheListDoesNotTell();
    void sortsByEveryColumn_data();
    void sortsByEveryColumn();
    void heldRowsKeepTheirPlaces();
    void searches_data();
    void searches();
    void searchFollowsNames();
    void silentOnesAloneAndTheseOnly();
    void listsInPages();
    void pagesOutOfOrder();
    void aListThatMovesIsReadAgain();
    void whatNeverAddsUpLosesNothing();
    void theListFails();
    void cancelsAtTheServer();
    void refreshTakesAwayWhatIsGone();
    void restoredDevicesTakeTheFreePlaces();
    void manyComeAndGo();
    void aHundredThousand();
    void readsDetailsOfTheRowsInView();
    void namesAreEditedOnlyWhereTheyMay();
};

void TestDeviceTable::showsWhatIsKnown()
{
    House house;
    house.uplinks("field-01", 9, 10, 100); // silent
    house.uplinks("field-02", 9, 60, 30);
    house.uplinks("field-03", 2, 10, 5);
    house.uplinks("field-01", 9, 10, 0, "vineyard"); // of the same id elsewhere
    house.list({device(QStringLiteral("field-01"), QStringLiteral("North"), 0x0004A30B001C0530),
                device(QStringLiteral("field-02")), device(QStringLiteral("field-03"))});
    QCOMPARE(house.ids(), list("field-01 field-02 field-03"));
    QCOMPARE(house.text("field-01", Column::Name), QStringLiteral("North"));
    QCOMPARE(house.text("field-01", Column::DevEui), QStringLiteral("0004A30B001C0530"));
    QCOMPARE(house.text("field-02", Column::DevEui), QString());
    QCOMPARE(house.text("field-01", Column::JoinEui), QStringLiteral("70B3D57ED0000000"));
    QCOMPARE(house.text("field-01", Column::Activation), QStringLiteral("OTAA"));
    QCOMPARE(house.text("field-01", Column::Class), QString());
    QCOMPARE(house.text("field-01", Column::State), QStringLiteral("silent"));
    QCOMPARE(house.text("field-02", Column::State), QStringLiteral("active"));
    QCOMPARE(house.text("field-03", Column::State), QStringLiteral("not enough known"));
    QCOMPARE(house.text("field-02", Column::LastSeen), QStringLiteral("30 s ago"));
    QCOMPARE(house.text("field-02", Column::Rssi), QStringLiteral("\u221260.5"));
    QCOMPARE(house.text("field-02", Column::Rssi, DeviceTableModel::CopyRole), QStringLiteral("-60.5"));
    QCOMPARE(house.text("field-02", Column::Snr), QStringLiteral("8.5"));
    QCOMPARE(house.text("field-02", Column::FrameCounter), QStringLiteral("100"));
    QCOMPARE(house.table.silentCount(), 1);
    QCOMPARE(house.table.deviceCount(), 3);
    for (int column = 0; column < Models::DeviceTableColumnCount; ++column)
        QVERIFY(!house.table.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
}

void TestDeviceTable::neverSeenAndSeenByTheNetworkOnly()
{
    House house;
    Device seen = device(QStringLiteral("field-02"));
    seen.lastSeen = secondsFromStart(10'000 - 7200);
    house.list({device(QStringLiteral("field-01")), seen});
    QCOMPARE(house.text("field-01", Column::State), QStringLiteral("never seen"));
    QCOMPARE(house.text("field-01", Column::LastSeen), QString());
    QCOMPARE(house.text("field-02", Column::State), QStringLiteral("not enough known"));
    QCOMPARE(house.text("field-02", Column::LastSeen), QStringLiteral("2 h ago"));
    QCOMPARE(house.text("field-02", Column::FrameCounter), QString());
    QVERIFY(house.text("field-02", Column::State, Qt::ToolTipRole).contains(QStringLiteral("network has seen")));
}

void TestDeviceTable::theNetworkMayHaveHeardItLater()
{
    House house;
    house.uplinks("field-01", 9, 10, 100);
    Device seen = device(QStringLiteral("field-01"));
    seen.lastSeen = secondsFromStart(10'000 - 12);
    house.list({seen});
    QCOMPARE(house.text("field-01", Column::State), QStringLiteral("active"));
    QCOMPARE(house.text("field-01", Column::LastSeen), QStringLiteral("12 s ago"));
    QCOMPARE(house.table.silentCount(), 0);
    // 3 × 10 s after that it is silent, although nothing new was told of it.
    house.now += 19 * Second;
    house.activity.tick();
    QCOMPARE(house.text("field-01", Column::State), QStringLiteral("silent"));
    QCOMPARE(house.table.silentCount(), 1);
    // What was heard later wins again.
    house.uplinks("field-01", 1, 0, 0);
    QCOMPARE(house.text("field-01", Column::State), QStringLiteral("active"));
    QCOMPARE(house.text("field-01", Column::LastSeen), QStringLiteral("now"));
}

void TestDeviceTable::heardBeforeAndAfterTheList()
{
    House house;
    house.list({device(QStringLiteral("field-01")), device(QStringLiteral("field-02"))});
    QSignalSpy changes(&house.table, &QAbstractItemModel::dataChanged);
    QSignalSpy counts(&house.table, &DeviceTableModel::countsChanged);
    house.uplinks("field-02", 9, 10, 1);
    QCOMPARE(house.text("field-02", Column::State), QStringLiteral("active"));
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes.first().at(0).toModelIndex().row(), 1);
    QVERIFY(!counts.isEmpty());
    // A history that is emptied takes its knowledge along; the list stays.
    house.log.clearProfile(house.profile);
    QCOMPARE(house.text("field-02", Column::State), QStringLiteral("never seen"));
    QCOMPARE(house.ids(), list("field-01 field-02"));
    house.uplinks("field-01", 9, 10, 1);
    QCOMPARE(house.text("field-01", Column::State), QStringLiteral("active"));
}

void TestDeviceTable::version2TellsOtherThings()
{
    House house(Domain::Generation::V2);
    Device joins = device(QStringLiteral("light-01"));
    joins.servers = {};
    joins.appKey = Domain::Aes128Key::fromHex("000102030405060708090A0B0C0D0E0F");
    Device fixed = joins;
    fixed.id = QStringLiteral("light-02");
    fixed.nwkSKey = fixed.appKey;
    fixed.appKey.reset();
    fixed.devAddr = Domain::DevAddr(0x26011234);
    Device half = device(QStringLiteral("light-03"));
    half.servers = {};
    house.list({joins, fixed, half});
    QCOMPARE(house.text("light-01", Column::Activation), QStringLiteral("OTAA"));
    QCOMPARE(house.text("light-02", Column::Activation), QStringLiteral("ABP"));
    QCOMPARE(house.text("light-03", Column::Activation), QString());
    // Its list does not tell whether a device was ever seen.
    QCOMPARE(house.text("light-01", Column::State), QString());
    QCOMPARE(house.table.headerData(int(Column::JoinEui), Qt::Horizontal, Qt::DisplayRole).toString(),
             QStringLiteral("AppEUI"));
}

void TestDeviceTable::detailsFillWhatTheListDoesNotTell()
{
    House house;
    house.list({numbered(1), numbered(2), numbered(3)});
    Device details = numbered(2);
    details.radio = Domain::RadioProfile();
    details.radio->supportsJoin = false;
    details.radio->supportsClassC = true;
    details.fCntUp = 41;
    house.table.addDetails(details);
    QCOMPARE(house.text("field-000002", Column::Activation), QStringLiteral("ABP"));
    QCOMPARE(house.text("field-000002", Column::Class), QStringLiteral("C"));
    QCOMPARE(house.text("field-000002", Column::FrameCounter), QStringLiteral("41"));
    // The next list does not know better.
    house.list({numbered(1), numbered(2), numbered(3)});
    QCOMPARE(house.text("field-000002", Column::Activation), QStringLiteral("ABP"));
    details.radio->supportsClassC = false;
    house.table.addDetails(details);
    QCOMPARE(house.text("field-000002", Column::Class), QStringLiteral("A"));
    details.multicast = true;
    details.radio->supportsClassB = true;
    house.table.addDetails(details);
    QCOMPARE(house.text("field-000002", Column::Activation), QStringLiteral("multicast"));
    QCOMPARE(house.text("field-000002", Column::Class), QStringLiteral("B"));
    details.id = QStringLiteral("nobody");
    house.table.addDetails(details);
    QCOMPARE(house.table.rowCount(), 3);
}

void TestDeviceTable::sortsByEveryColumn_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("ascending");
    QTest::addColumn<QString>("descending");
    QTest::newRow("id") << int(Column::Id) << "a-1 b-2 c-3 d-4"
                        << "d-4 c-3 b-2 a-1";
    QTest::newRow("name") << int(Column::Name) << "c-3 a-1 b-2 d-4"
                          << "b-2 a-1 c-3 d-4"; // d has none
    QTest::newRow("DevEUI") << int(Column::DevEui) << "b-2 c-3 a-1 d-4"
                            << "a-1 c-3 b-2 d-4";
    QTest::newRow("JoinEUI") << int(Column::JoinEui) << "a-1 b-2 c-3 d-4"
                             << "a-1 b-2 c-3 d-4"; // all alike
    QTest::newRow("activation") << int(Column::Activation) << "a-1 c-3 d-4 b-2"
                                << "b-2 a-1 c-3 d-4";
    QTest::newRow("class") << int(Column::Class) << "c-3 b-2 a-1 d-4"
                           << "b-2 c-3 a-1 d-4";
    QTest::newRow("last seen") << int(Column::LastSeen) << "c-3 a-1 b-2 d-4"
                               << "b-2 a-1 c-3 d-4";
    QTest::newRow("RSSI") << int(Column::Rssi) << "a-1 b-2 c-3 d-4"
                          << "a-1 b-2 c-3 d-4";
    QTest::newRow("FCnt") << int(Column::FrameCounter) << "a-1 b-2 c-3 d-4"
                          << "a-1 b-2 c-3 d-4";
    QTest::newRow("state") << int(Column::State) << "a-1 d-4 c-3 b-2"
                           << "b-2 c-3 d-4 a-1";
}

void TestDeviceTable::sortsByEveryColumn()
{
    QFETCH(int, column);
    QFETCH(QString, ascending);
    QFETCH(QString, descending);
    House house;
    house.uplinks("a-1", 9, 10, 100); // silent
    house.uplinks("b-2", 9, 60, 30); // active
    Device c = device(QStringLiteral("c-3"), QStringLiteral("alpha"), 0x8000000000000001);
    c.lastSeen = secondsFromStart(1);
    Device a = device(QStringLiteral("a-1"), QStringLiteral("Beta"), 0x9000000000000000);
    Device b = device(QStringLiteral("b-2"), QStringLiteral("gamma"), 0x0000000000000001);
    house.list({device(QStringLiteral("d-4")), c, a, b});
    b.radio = Domain::RadioProfile();
    b.radio->supportsJoin = false;
    b.radio->supportsClassC = true;
    house.table.addDetails(b);
    c.radio = Domain::RadioProfile();
    house.table.addDetails(c);
    // What was not told stands at the end in either order.
    house.table.sort(column, Qt::AscendingOrder);
    QCOMPARE(house.ids(), list(qPrintable(ascending)));
    house.table.sort(column, Qt::DescendingOrder);
    QCOMPARE(house.ids(), list(qPrintable(descending)));
    QVERIFY(house.table.isInOrder());
}

void TestDeviceTable::heldRowsKeepTheirPlaces()
{
    House house;
    house.list({numbered(1), numbered(2), numbered(3)});
    house.table.sort(int(Column::LastSeen), Qt::DescendingOrder);
    house.uplinks("field-000002", 9, 10, 1);
    QCOMPARE(house.ids(), list("field-000002 field-000001 field-000003"));
    const QPersistentModelIndex kept = house.table.index(2, 0);
    house.table.setHeld(true);
    house.uplinks("field-000003", 9, 10, 0.5);
    QCOMPARE(house.ids(), list("field-000002 field-000001 field-000003"));
    QVERIFY(!house.table.isInOrder());
    // A device that comes meanwhile stands at the end, and nothing else moves.
    house.table.addPage({numbered(4)});
    QCOMPARE(house.ids(), list("field-000002 field-000001 field-000003 field-000004"));
    house.table.setHeld(false);
    QCOMPARE(house.ids(), list("field-000003 field-000002 field-000001 field-000004"));
    QVERIFY(house.table.isInOrder());
    QCOMPARE(kept.row(), 0);
    QCOMPARE(kept.data().toString(), QStringLiteral("field-000003"));
}

void TestDeviceTable::searches_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("found");
    QTest::newRow("nothing typed") << ""
                                   << "gate-02 pump-01 pump-02";
    QTest::newRow("part of the id") << "ump"
                                    << "pump-01 pump-02";
    QTest::newRow("any case") << "PUMP-01"
                              << "pump-01";
    QTest::newRow("name") << "süd"
                          << "pump-02";
    QTest::newRow("two words") << "pump nord"
                               << "pump-01";
    QTest::newRow("in any order, with blanks") << "  nord   pump "
                                               << "pump-01";
    QTest::newRow("DevEUI") << "1c0530"
                            << "pump-01";
    QTest::newRow("JoinEUI") << "70b3d57ed"
                             << "gate-02 pump-01 pump-02";
    QTest::newRow("EUI as read aloud") << "00-04-A3-0B-00-1C-05-31"
                                       << "pump-02";
    QTest::newRow("with colons") << "00:1c:05:31"
                                 << "pump-02";
    QTest::newRow("not across texts") << "01nord"
                                      << "";
    QTest::newRow("nothing") << "xyz"
                             << "";
    QTest::newRow("hostile") << "%1 \\ ' \" * [a-z]"
                             << "";
}

void TestDeviceTable::searches()
{
    QFETCH(QString, text);
    QFETCH(QString, found);
    House house;
    house.list({device(QStringLiteral("pump-01"), QStringLiteral("Nord"), 0x0004A30B001C0530),
                device(QStringLiteral("pump-02"), QStringLiteral("SÜD"), 0x0004A30B001C0531),
                device(QStringLiteral("gate-02"))});
    // Each letter of the way, forth and back: what a shorter text leaves out must not be lost for the longer one.
    for (qsizetype length = 1; length <= text.size(); ++length)
        house.table.setFilter({text.left(length), false, {}});
    house.table.setFilter({text, false, {}});
    QCOMPARE(house.ids(), list(qPrintable(found)));
    for (qsizetype length = text.size(); length >= 0; --length)
        house.table.setFilter({text.left(length), false, {}});
    QCOMPARE(house.ids(), list("gate-02 pump-01 pump-02"));
    QCOMPARE(house.table.deviceCount(), 3);
}

void TestDeviceTable::searchFollowsNames()
{
    House house;
    house.list({numbered(1), numbered(2)});
    house.table.setFilter({QStringLiteral("orchard"), false, {}});
    QCOMPARE(house.table.rowCount(), 0);
    house.table.setName(QStringLiteral("field-000002"), QStringLiteral("Orchard, east"));
    QCOMPARE(house.ids(), list("field-000002"));
    for (int i = 0; i < 200; ++i) // longer than all that was kept for searching
        house.table.setName(QStringLiteral("field-000001"), QString(QStringLiteral("name %1").arg(i)));
    QCOMPARE(house.ids(), list("field-000002"));
    house.table.setFilter({QStringLiteral("name 199"), false, {}});
    QCOMPARE(house.ids(), list("field-000001"));
    house.table.setName(QStringLiteral("field-000001"), QString());
    QCOMPARE(house.ids(), QStringList());
}

void TestDeviceTable::silentOnesAloneAndTheseOnly()
{
    House house;
    house.uplinks("field-000001", 9, 10, 100);
    house.list({numbered(1), numbered(2), numbered(3)});
    house.table.setFilter({{}, true, {}});
    QCOMPARE(house.ids(), list("field-000001"));
    house.uplinks("field-000002", 9, 10, 100);
    QCOMPARE(house.ids(), list("field-000001 field-000002"));
    house.uplinks("field-000001", 1, 0, 0);
    QCOMPARE(house.ids(), list("field-000002"));
    QCOMPARE(house.table.silentCount(), 1);
    house.table.setFilter({{}, false, QSet<QString>{QStringLiteral("field-000003"), QStringLiteral("nobody")}});
    QCOMPARE(house.ids(), list("field-000003"));
    house.table.setFilter({});
    QCOMPARE(house.table.rowCount(), 3);
}

void TestDeviceTable::listsInPages()
{
    House house;
    auto network = std::make_shared<FakeNetwork>();
    addMany(*network, 2'345);
    QSignalSpy finished(&house.lister, &DeviceTableLister::finished);
    QSignalSpy inserted(&house.table, &QAbstractItemModel::rowsInserted);
    QSignalSpy reset(&house.table, &QAbstractItemModel::modelReset);
    house.lister.start(network, QStringLiteral("orchard"));
    QVERIFY(house.lister.isRunning());
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.first().at(0).toInt(), 1);
    QCOMPARE(house.table.rowCount(), 2'345);
    QCOMPARE(network->desk.calls,
             QStringList({QStringLiteral("devices orchard 1 1000"), QStringLiteral("devices orchard 2 1000"),
                          QStringLiteral("devices orchard 3 1000")}));
    QCOMPARE(inserted.size(), 3); // each behind the one before
    QCOMPARE(reset.size(), 0);
    QCOMPARE(house.table.index(2'344, 0).data().toString(), QStringLiteral("field-002345"));
    QVERIFY(!house.lister.isRunning());
    // Nothing registered is an answer, too.
    network->deviceApi.registered.clear();
    house.lister.start(network, QStringLiteral("orchard"));
    QTRY_COMPARE(finished.size(), 2);
    QCOMPARE(house.table.rowCount(), 0);
}

void TestDeviceTable::pagesOutOfOrder()
{
    House house;
    auto network = std::make_shared<FakeNetwork>();
    addMany(*network, 5'500);
    house.lister.start(network, QStringLiteral("orchard"));
    network->desk.hold();
    QTRY_COMPARE(int(network->desk.waiting.size()), DeviceTableLister::MostAtOnce);
    QCOMPARE(house.lister.total(), 5'500);
    QCOMPARE(house.table.rowCount(), 1'000);
    std::reverse(network->desk.waiting.begin(), network->desk.waiting.end());
    network->desk.release(1);
    QTRY_COMPARE(house.table.rowCount(), 2'000);
    QCOMPARE(house.table.index(1'000, 0).data().toString(), QStringLiteral("field-004001"));
    network->desk.goOn();
    QTRY_VERIFY(!house.lister.isRunning());
    QCOMPARE(house.table.rowCount(), 5'500);
    QCOMPARE(house.table.index(1'000, 0).data().toString(), QStringLiteral("field-001001"));
    QStringList sorted = house.ids();
    std::sort(sorted.begin(), sorted.end());
    QCOMPARE(house.ids(), sorted);
}

void TestDeviceTable::aListThatMovesIsReadAgain()
{
    House house;
    auto network = std::make_shared<FakeNetwork>();
    addMany(*network, 2'500);
    QSignalSpy finished(&house.lister, &DeviceTableLister::finished);
    house.lister.start(network, QStringLiteral("orchard"));
    network->desk.hold();
    QTRY_COMPARE(int(network->desk.waiting.size()), 2);
    // One of the first page goes, so that one of the second moves to the page that was read already.
    network->deviceApi.registered[QStringLiteral("orchard")].erase(QStringLiteral("field-000007"));
    network->desk.goOn();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.first().at(0).toInt(), 1);
    QCOMPARE(house.table.rowCount(), 2'499);
    QVERIFY(!house.table.find(QStringLiteral("field-000007")));
    QVERIFY(house.table.find(QStringLiteral("field-001001")));
    QCOMPARE(network->desk.count(QStringLiteral("devices orchard 1 ")), 2);
}

void TestDeviceTable::whatNeverAddsUpLosesNothing()
{
    House house;
    auto network = std::make_shared<FakeNetwork>();
    addMany(*network, 1'500);
    // With each page that is told one more is registered.
    int next = 1'500;
    QObject::connect(&house.lister, &DeviceTableLister::arrived, &house.table,
                     [&] { network->deviceApi.add(numbered(++next)); });
    QSignalSpy finished(&house.lister, &DeviceTableLister::finished);
    house.lister.start(network, QStringLiteral("orchard"));
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(network->desk.count(QStringLiteral("devices orchard 1 ")), DeviceTableLister::MostListings);
    QVERIFY(house.table.rowCount() >= 1'500);
    QVERIFY(house.table.find(QStringLiteral("field-000001")));
}

void TestDeviceTable::theListFails()
{
    House house;
    auto network = std::make_shared<FakeNetwork>();
    addMany(*network, 3'500);
    network->desk.refuse(QStringLiteral("devices orchard 3"), Domain::Problem::Code::CallInterrupted);
    QSignalSpy failed(&house.lister, &DeviceTableLister::failed);
    QSignalSpy finished(&house.lister, &DeviceTableLister::finished);
    house.lister.start(network, QStringLiteral("orchard"));
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.first().at(0).value<Domain::Problem>().code, Domain::Problem::Code::CallInterrupted);
    QVERIFY(!house.lister.isRunning());
    QVERIFY(house.table.rowCount() >= 1'000); // what came stays
    network->desk.allow();
    house.lister.start(network, QStringLiteral("orchard"));
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(house.table.rowCount(), 3'500);
    QCOMPARE(failed.size(), 1);
}

void TestDeviceTable::cancelsAtTheServer()
{
    House house;
    auto network = std::make_shared<FakeNetwork>();
    addMany(*network, 10'000);
    house.lister.start(network, QStringLiteral("orchard"));
    network->desk.hold();
    QTRY_COMPARE(int(network->desk.waiting.size()), DeviceTableLister::MostAtOnce);
    house.lister.cancel();
    QCOMPARE(network->desk.cancelled.size(), DeviceTableLister::MostAtOnce);
    network->desk.release();
    QCoreApplication::processEvents();
    QCOMPARE(house.table.rowCount(), 1'000);
    QVERIFY(!house.lister.isRunning());
}

void TestDeviceTable::refreshTakesAwayWhatIsGone()
{
    House house;
    house.uplinks("field-000002", 9, 10, 100);
    house.list({numbered(1), numbered(2), numbered(3)});
    QCOMPARE(house.table.silentCount(), 1);
    const QPersistentModelIndex last = house.table.index(2, 0);
    Device renamed = numbered(1);
    renamed.name = QStringLiteral("Another");
    house.list({renamed, numbered(3), numbered(4)});
    QCOMPARE(house.ids(), list("field-000001 field-000003 field-000004"));
    QCOMPARE(house.text("field-000001", Column::Name), QStringLiteral("Another"));
    QCOMPARE(house.table.silentCount(), 0);
    QCOMPARE(last.row(), 1);
    // An uplink of what is not registered any more is not of this table.
    house.uplinks("field-000002", 1, 10, 0);
    QCOMPARE(house.table.rowCount(), 3);
    house.table.remove({QStringLiteral("field-000003"), QStringLiteral("nobody")});
    QCOMPARE(house.ids(), list("field-000001 field-000004"));
}

void TestDeviceTable::restoredDevicesTakeTheFreePlaces()
{
    House house;
    house.uplinks("field-000002", 9, 10, 100);
    house.list({numbered(1), numbered(2), numbered(3)});
    house.table.remove({QStringLiteral("field-000002")});
    QCOMPARE(house.table.silentCount(), 0);
    house.table.addPage({numbered(5)});
    house.table.addPage({numbered(2)});
    QCOMPARE(house.ids(), list("field-000001 field-000002 field-000003 field-000005"));
    QCOMPARE(house.text("field-000002", Column::State), QStringLiteral("silent"));
    QCOMPARE(house.text("field-000005", Column::State), QStringLiteral("never seen"));
    QCOMPARE(house.table.silentCount(), 1);
    house.uplinks("field-000002", 1, 10, 0);
    QCOMPARE(house.text("field-000002", Column::State), QStringLiteral("active"));
    QCOMPARE(house.text("field-000005", Column::State), QStringLiteral("never seen"));
}

void TestDeviceTable::manyComeAndGo()
{
    House house;
    QRandomGenerator random(4711);
    QSet<int> there;
    for (int round = 0; round < 60; ++round) {
        QList<Device> page;
        for (int i = 0; i < 40; ++i) {
            const int number = int(random.bounded(400));
            page << numbered(number);
            there << number;
        }
        house.table.addPage(page);
        QStringList gone;
        for (int i = 0; i < 25; ++i) {
            const int number = int(random.bounded(400));
            gone << numbered(number).id;
            there.remove(number);
        }
        house.table.remove(gone);
        house.table.setFilter({round % 3 == 0 ? QStringLiteral("1") : QString(), false, {}});
        house.table.sort(int(random.bounded(Models::DeviceTableColumnCount)),
                         random.bounded(2) ? Qt::AscendingOrder : Qt::DescendingOrder);
        if (round % 5 == 0)
            house.uplinks(qPrintable(numbered(int(random.bounded(400))).id), 9, 10, random.bounded(200));
        QCOMPARE(house.table.deviceCount(), int(there.size()));
    }
    house.table.setFilter({});
    house.table.sort(0, Qt::AscendingOrder);
    QStringList expected;
    for (const int number : there)
        expected << numbered(number).id;
    std::sort(expected.begin(), expected.end());
    QCOMPARE(house.ids(), expected);
}

void TestDeviceTable::aHundredThousand()
{
    House house(Domain::Generation::V3, false); // which looks at each cell with each page
    house.table.beginListing();
    for (int page = 0; page < 100; ++page) {
        QList<Device> devices;
        for (int i = 1; i <= 1'000; ++i)
            devices << numbered(page * 1'000 + i);
        house.table.addPage(devices);
    }
    house.table.endListing();
    QCOMPARE(house.table.rowCount(), 100'000);
    for (const char *text : {"0", "09", "099", "0999", "099999"})
        house.table.setFilter({QLatin1String(text), false, {}});
    QVERIFY(house.ids().contains(QStringLiteral("field-099999")));
    house.table.setFilter({});
    for (int column = 0; column < Models::DeviceTableColumnCount; ++column)
        house.table.sort(column, Qt::DescendingOrder);
    house.table.sort(int(Column::DevEui), Qt::DescendingOrder);
    QCOMPARE(house.table.index(0, 0).data().toString(), QStringLiteral("field-100000"));
    house.test();
    QStringList half;
    for (int i = 1; i <= 100'000; i += 2)
        half << numbered(i).id;
    house.table.remove(half);
    QCOMPARE(house.table.rowCount(), 50'000);
}

void TestDeviceTable::readsDetailsOfTheRowsInView()
{
    auto network = std::make_shared<FakeNetwork>();
    addMany(*network, 50);
    Models::DeviceTableDetails details;
    QSignalSpy arrived(&details, &Models::DeviceTableDetails::arrived);
    details.setNetwork(network, QStringLiteral("orchard"));
    network->desk.hold();
    details.want({numbered(1).id, numbered(2).id, numbered(3).id});
    details.want({numbered(11).id, numbered(12).id, numbered(13).id, QStringLiteral("nobody")});
    QTRY_COMPARE(int(network->desk.waiting.size()), Models::DeviceTableDetails::MostAtOnce);
    network->desk.goOn();
    QTRY_COMPARE(arrived.size(), 3);
    QTRY_COMPARE(network->desk.count(QStringLiteral("device orchard nobody")), 1);
    QCOMPARE(network->desk.calls.first(), QStringLiteral("device orchard field-000011")); // without keys
    // Once is enough.
    details.want({numbered(11).id, numbered(14).id});
    QTRY_COMPARE(arrived.size(), 4);
    QCOMPARE(network->desk.count(QStringLiteral("device orchard field-000011")), 1);
    details.forget({numbered(11).id});
    details.want({numbered(11).id});
    QTRY_COMPARE(arrived.size(), 5);
    // A refusal ends it: nobody asked for them.
    network->desk.refuse(QStringLiteral("device "), Domain::Problem::Code::RightsMissing);
    details.want({numbered(20).id, numbered(21).id, numbered(22).id, numbered(23).id});
    QTRY_COMPARE(network->desk.count(QStringLiteral("device orchard field-00002")), 2);
    details.want({numbered(22).id});
    QTest::qWait(400);
    QCOMPARE(network->desk.count(QStringLiteral("device orchard field-000022")), 0);
    // Where the list tells all, nothing is read.
    network->has &= ~Domain::Capabilities(Domain::Capability::DeviceNames);
    network->desk.allow();
    details.setNetwork(network, QStringLiteral("orchard"));
    const auto calls = network->desk.calls.size();
    details.want({numbered(30).id});
    QTest::qWait(400);
    QCOMPARE(network->desk.calls.size(), calls);
}

void TestDeviceTable::namesAreEditedOnlyWhereTheyMay()
{
    House house;
    house.list({numbered(1)});
    QSignalSpy renamed(&house.table, &DeviceTableModel::renameRequested);
    const QModelIndex name = house.table.index(0, int(Column::Name));
    QVERIFY(!house.table.setData(name, QStringLiteral("x"), Qt::EditRole));
    house.table.setEditable(true);
    QVERIFY(house.table.flags(name) & Qt::ItemIsEditable);
    QVERIFY(!(house.table.flags(house.table.index(0, 0)) & Qt::ItemIsEditable));
    QVERIFY(!house.table.setData(name, QStringLiteral(" Field 1 "), Qt::EditRole)); // as it is
    QVERIFY(house.table.setData(name, QStringLiteral("Barn"), Qt::EditRole));
    QCOMPARE(renamed.size(), 1);
    QCOMPARE(renamed.first().at(1).toString(), QStringLiteral("Barn"));
    QCOMPARE(house.text("field-000001", Column::Name), QStringLiteral("Field 1")); // until it is
}

TTN_TEST_MAIN(TestDeviceTable)
#include "tst_devicetable.moc"
