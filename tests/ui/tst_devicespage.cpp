// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fakes/fakecontext.h"
#include "tests/fakes/fakenetwork.h"
#include "tests/fakes/guitest.h"
#include "ui/common/theme.h"
#include "ui/common/toast.h"
#include "ui/device/devicepage.h"
#include "ui/devices/deviceorders.h"
#include "ui/devices/devicespage.h"
#include "ui/devices/devicesview.h"
#include "ui/mainwindow.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QToolButton>
#include <QTreeWidget>

using Domain::Device;
using Gui::DevicesPage;
using Gui::MainWindow;
using Models::DeviceTableModel;
using TestSupport::FakeContext;
using TestSupport::FakeNetwork;
using Code = Domain::Problem::Code;
using Column = Models::DeviceTableColumn;
using Capability = Domain::Capability;

namespace {

Device device(int number)
{
    Device result;
    result.application = QStringLiteral("orchard");
    result.id = QStringLiteral("field-%1").arg(number, 3, 10, QLatin1Char('0'));
    result.name = QStringLiteral("Field %1").arg(number);
    result.devEui = Domain::Eui(0x0004A30B00000000 + quint64(number));
    result.joinEui = Domain::Eui(0x70B3D57ED0000000);
    result.servers.join = QStringLiteral("localhost");
    result.radio = Domain::RadioProfile();
    return result;
}

Domain::Problem rightsMissing()
{
    return {Code::RightsMissing, {QStringLiteral("orchard"), QStringLiteral("view devices")}, {}, {}, false};
}

/// The whole window on a network in memory, at the devices of one application.
struct House
{
    explicit House(int devices = 40, bool open = true)
        : settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat)
        , network(std::make_shared<FakeNetwork>())
    {
        for (int i = 1; i <= devices; ++i)
            network->deviceApi.add(device(i));
        context.services = network;
        profile
            = context.addNetwork(QStringLiteral("Sandbox v3"), {QStringLiteral("orchard"), QStringLiteral("vineyard")});
        context.networks[profile].profile.grpcIdentity = Domain::Endpoint{QStringLiteral("localhost"), 1884, {}};
        if (open)
            show();
    }
    void show()
    {
        window = std::make_unique<MainWindow>(context, settings);
        window->resize(1280, 800);
        window->show();
        window->activateWindow();
        if (!QTest::qWaitForWindowActive(window.get()))
            qWarning("the window does not become active");
        window->showScope(profile, QStringLiteral("orchard"));
        window->workspace()->setKind(Gui::PageKind::Devices);
        page = static_cast<DevicesPage *>(window->workspace()->currentPage());
        page->takeFocus();
    }
    /// Waits for the list.
    void list()
    {
        QVERIFY(QTest::qWaitFor([this] { return page->source()->state() == Gui::DeviceSource::State::Listed; }));
    }
    [[nodiscard]] DeviceTableModel &table() const { return page->source()->table(); }
    [[nodiscard]] Gui::DevicesView *view() const { return page->view(); }
    template <typename T>
    T *find(const char *name) const
    {
        const QList<T *> all = window->findChildren<T *>(QLatin1String(name));
        for (T *found : all) {
            if (auto *widget = qobject_cast<QWidget *>(static_cast<QObject *>(found)); !widget || widget->isVisible())
                return found;
        }
        return nullptr;
    }
    template <typename T>
    T *wait(const char *name) const
    {
        T *found = nullptr;
        if (!QTest::qWaitFor([&] { return (found = find<T>(name)) != nullptr; }))
            qWarning("no %s", name);
        return found;
    }
    void click(const char *name) const { QTest::mouseClick(wait<QAbstractButton>(name), Qt::LeftButton); }
    void choose(int first, int last) const
    {
        view()->setFocus();
        view()->setCurrentIndex(table().index(first, 0));
        for (int row = first; row < last; ++row)
            QTest::keyClick(view(), Qt::Key_Down, Qt::ShiftModifier);
    }
    [[nodiscard]] QString note() const
    {
        const auto *title = find<QLabel>("stateTitle");
        return title ? title->text() : QString();
    }
    [[nodiscard]] QString toast() const
    {
        const auto *text = find<QLabel>("toastText");
        return text ? text->text() : QString();
    }

    QTemporaryDir folder;
    QSettings settings;
    FakeContext context;
    std::shared_ptr<FakeNetwork> network;
    Domain::ProfileRef profile = 0;
    std::unique_ptr<MainWindow> window;
    DevicesPage *page = nullptr;
};

} // namespace

class TestDevicesPage : public GuiTestBase
{
    Q_OBJECT

private Q_SLOTS:
    void listsAndCounts();
    void searchesAsOneTypes();
    void emptyOffersOneThing();
    void loadingShowsASkeleton();
    void failureCanBeTriedAgain();
    void noRightSaysWhoGivesIt();
    void noServersAndNoKey();
    void withoutTheRightToEdit();
    void opensADeviceAndComesBack();
    void anotherDeviceTakesItsPlace();
    void renamesInPlace();
    void copiesAndMenus();
    void deletesWithUndo();
    void deletesManyAtOnce();
    void asksWhereSomethingWouldBeLost();
    void asksWhereBackupsCannotBeKept();
    void failuresAreListedAndTriedAgain();
    void recentlyDeleted();
    void restoresWhatIsInTheWay();
    void movesWithUndo();
    void movingAsksWhereSomethingWouldBeLost();
    void whatIsNotMovedIsListed();
    void stateIsKept();
    void onlyThese();
    void stopsAndRefreshes();
};

void TestDevicesPage::listsAndCounts()
{
    House house;
    QAbstractItemModelTester tester(&house.table(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    house.list();
    QCOMPARE(house.table().rowCount(), 40);
    QCOMPARE(house.find<QLabel>("devicesCount")->text(), QStringLiteral("40 devices"));
    QVERIFY(!house.find<QToolButton>("silentDevices"));
    QVERIFY(!house.find<QToolButton>("stopListing"));
    // What the list does not tell comes for the rows in view.
    QTRY_COMPARE(house.table().index(0, int(Column::Class)).data().toString(), QStringLiteral("A"));
    // One that is silent.
    const Domain::DeviceRef ref = house.context.names.internDevice(house.profile, "orchard", "field-002");
    std::vector<Domain::EventRecord> records;
    const qint64 now = QDateTime::currentMSecsSinceEpoch() * 1'000'000;
    for (int i = 9; i > 0; --i) {
        records.push_back(TestSupport::uplink(10 - i, ref));
        records.back().timeNs = records.back().receivedNs = now - qint64(100 + 10 * i) * 1'000'000'000;
    }
    house.context.log.append(TestSupport::batch(house.profile, records));
    QTRY_COMPARE(house.table().silentCount(), 1);
    QTRY_VERIFY(house.find<QToolButton>("silentDevices"));
    QCOMPARE(house.find<QToolButton>("silentDevices")->text(), QStringLiteral("one silent"));
    house.click("silentDevices");
    QCOMPARE(house.table().rowCount(), 1);
    QCOMPARE(house.find<QLabel>("devicesCount")->text(), QStringLiteral("1 of 40 devices"));
    QTest::keyClick(house.view(), Qt::Key_Escape);
    QCOMPARE(house.table().rowCount(), 40);
    // Its log is one key away.
    house.page->view()->choose(QStringLiteral("field-002"));
    QTest::keyClick(house.view(), Qt::Key_L, Qt::ControlModifier);
    QTRY_COMPARE(house.window->workspace()->kind(), Gui::PageKind::Live);
}

void TestDevicesPage::searchesAsOneTypes()
{
    House house;
    house.list();
    QTest::keyClick(house.view(), Qt::Key_F, Qt::ControlModifier);
    auto *search = house.find<QLineEdit>("devicesSearch");
    QTRY_VERIFY(search->hasFocus());
    QTest::keyClicks(search, QStringLiteral("field-01"));
    QTRY_COMPARE(house.table().rowCount(), 10);
    QCOMPARE(house.find<QLabel>("devicesCount")->text(), QStringLiteral("10 of 40 devices"));
    QTest::keyClicks(search, QStringLiteral(" nobody"));
    QTRY_COMPARE(house.note(), QStringLiteral("No device matches “field-01 nobody”"));
    house.click("stateAction");
    QCOMPARE(house.table().rowCount(), 40);
    QCOMPARE(search->text(), QString());
    QVERIFY(house.view()->hasFocus());
    search->setText(QStringLiteral("00-04-A3-0B-00-00-00-07"));
    QTRY_COMPARE(house.table().rowCount(), 1);
    // Return goes to the rows, Escape back to all.
    search->setFocus();
    QTest::keyClick(search, Qt::Key_Return);
    QVERIFY(house.view()->hasFocus());
    QTest::keyClick(house.view(), Qt::Key_Escape);
    QCOMPARE(house.table().rowCount(), 40);
}

void TestDevicesPage::emptyOffersOneThing()
{
    House house(0);
    QTRY_COMPARE(house.note(), QStringLiteral("No device in orchard yet"));
    QSignalSpy registration(house.page, &Gui::Page::registrationRequested);
    QSignalSpy import(house.page, &Gui::Page::importRequested);
    house.click("stateAction");
    QCOMPARE(registration.size(), 1);
    QCOMPARE(registration.first().at(0).value<Gui::Scope>().application, QStringLiteral("orchard"));
    if (QWidget *wizard = QApplication::activeModalWidget())
        wizard->close();
    house.click("stateSecondAction");
    QCOMPARE(import.size(), 1);
}

void TestDevicesPage::loadingShowsASkeleton()
{
    House house(40, false);
    house.network->desk.hold();
    house.show();
    QVERIFY(!house.find<QWidget>("skeleton")); // what is fast does not flicker
    QTRY_VERIFY(house.find<QWidget>("skeleton"));
    house.network->desk.goOn();
    house.list();
    QVERIFY(!house.find<QWidget>("skeleton"));
}

void TestDevicesPage::failureCanBeTriedAgain()
{
    House house(40, false);
    house.network->desk.refuse(QStringLiteral("devices"),
                               {Code::ConnectionRefused,
                                {QStringLiteral("localhost"), QStringLiteral("1884")},
                                {},
                                QStringLiteral("errno 111"),
                                true});
    house.show();
    QTRY_VERIFY(house.find<QPushButton>("stateAction"));
    QVERIFY(house.find<QLabel>("stateBody")->text().contains(QStringLiteral("localhost")));
    QVERIFY(house.find<QLabel>("stateBody")->toolTip().contains(QStringLiteral("errno 111")));
    house.network->desk.allow();
    house.click("stateAction");
    house.list();
    QCOMPARE(house.table().rowCount(), 40);
    // With rows to read it stands above them.
    house.network->desk.refuse(QStringLiteral("devices"), Code::CallDeadline);
    QTest::keyClick(house.view(), Qt::Key_F5);
    QTRY_VERIFY(house.find<QPushButton>("noticeAction"));
    QCOMPARE(house.table().rowCount(), 40);
    QVERIFY(!house.find<QLabel>("stateTitle"));
    house.network->desk.allow();
    house.click("noticeAction");
    house.list();
    QVERIFY(!house.find<QPushButton>("noticeAction"));
}

void TestDevicesPage::noRightSaysWhoGivesIt()
{
    House house(40, false);
    house.network->desk.refuse(QStringLiteral("devices"), rightsMissing());
    house.show();
    QTRY_VERIFY(house.find<QLabel>("stateBody"));
    QVERIFY(house.find<QLabel>("stateBody")->text().contains(QStringLiteral("view devices")));
    house.click("stateSecondAction");
    QTRY_VERIFY(QApplication::activeModalWidget()); // another key
    QApplication::activeModalWidget()->close();
}

void TestDevicesPage::noServersAndNoKey()
{
    House house(40, false);
    house.context.services = nullptr;
    house.context.networks[house.profile].profile.grpcIdentity.reset();
    house.show();
    QTRY_VERIFY(house.note().contains(QStringLiteral("does not name the servers")));
    QVERIFY(house.find<QToolButton>("newDeviceHereButton"));
    QVERIFY(!house.find<QToolButton>("newDeviceHereButton")->isEnabled());
    house.context.networks[house.profile].profile.grpcIdentity
        = Domain::Endpoint{QStringLiteral("localhost"), 1884, {}};
    Q_EMIT house.context.networksChanged(house.profile);
    QTRY_VERIFY(house.note().contains(QStringLiteral("key for Sandbox v3 is not known")));
    house.context.services = house.network;
    Q_EMIT house.context.networksChanged(house.profile);
    house.list();
    QCOMPARE(house.table().rowCount(), 40);
    QVERIFY(house.find<QToolButton>("newDeviceHereButton")->isEnabled());
}

void TestDevicesPage::withoutTheRightToEdit()
{
    House house(40, false);
    house.network->may &= ~Domain::Rights(Domain::Right::EditDevices);
    house.show();
    house.list();
    QTRY_VERIFY(!house.find<QToolButton>("newDeviceHereButton")->isEnabled());
    QVERIFY(house.find<QToolButton>("newDeviceHereButton")->toolTip().contains(QStringLiteral("edit devices")));
    house.choose(0, 1);
    QVERIFY(!house.find<QAction>("deleteDevices")->isEnabled());
    QTest::keyClick(house.view(), Qt::Key_Delete);
    QTest::keyClick(house.view(), Qt::Key_F2);
    QCOMPARE(house.network->desk.count(QStringLiteral("backup")), 0);
    QVERIFY(!house.find<QLineEdit>("deviceNameField"));
}

void TestDevicesPage::opensADeviceAndComesBack()
{
    House house(300);
    house.list();
    house.view()->choose(QStringLiteral("field-200"));
    const int scrolled = house.view()->verticalScrollBar()->value();
    QVERIFY(scrolled > 0);
    QTest::keyClick(house.view(), Qt::Key_Return);
    auto *opened = house.wait<Gui::DevicePage>("devicePage");
    QCOMPARE(opened->id(), QStringLiteral("field-200"));
    QVERIFY(!house.view()->isVisible());
    Q_EMIT opened->closed();
    QTRY_VERIFY(house.view()->isVisible());
    QVERIFY(house.view()->hasFocus());
    QCOMPARE(house.view()->currentDevice(), QStringLiteral("field-200"));
    QCOMPARE(house.view()->verticalScrollBar()->value(), scrolled);
    // By mouse, and from elsewhere in the window.
    const QRect cell = house.view()->visualRect(house.view()->currentIndex());
    QTest::mouseClick(house.view()->viewport(), Qt::LeftButton, {}, cell.center());
    QTest::mouseDClick(house.view()->viewport(), Qt::LeftButton, {}, cell.center());
    QCOMPARE(house.wait<Gui::DevicePage>("devicePage")->id(), QStringLiteral("field-200"));
    house.window->showDeviceDetails({house.profile, QStringLiteral("orchard")}, QStringLiteral("field-007"));
    QTRY_COMPARE(house.wait<Gui::DevicePage>("devicePage")->id(), QStringLiteral("field-007"));
    // A device that is deleted has no page any more.
    Q_EMIT house.find<Gui::DevicePage>("devicePage")->deletionRequested();
    QTRY_VERIFY(house.view()->isVisible());
    QCOMPARE(house.table().rowCount(), 299);
}

void TestDevicesPage::anotherDeviceTakesItsPlace()
{
    House house;
    house.list();
    house.page->showDevice(QStringLiteral("field-001"));
    auto *opened = house.wait<Gui::DevicePage>("devicePage");
    QVERIFY(!opened->hasChanges());
    house.page->showDevice(QStringLiteral("field-002"));
    QTRY_COMPARE(house.wait<Gui::DevicePage>("devicePage")->id(), QStringLiteral("field-002"));
    QVERIFY(!house.find<QMessageBox>("leaveDeviceBox"));
}

void TestDevicesPage::renamesInPlace()
{
    House house;
    house.list();
    house.view()->choose(QStringLiteral("field-003"));
    QTest::keyClick(house.view(), Qt::Key_F2);
    auto *field = house.wait<QLineEdit>("deviceNameField");
    QCOMPARE(field->text(), QStringLiteral("Field 3"));
    QCOMPARE(field->maxLength(), 50);
    field->selectAll();
    QTest::keyClicks(field, QStringLiteral("Barn"));
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE(house.network->deviceApi.registered[QStringLiteral("orchard")][QStringLiteral("field-003")].name,
                 QStringLiteral("Barn"));
    QCOMPARE(house.table().find(QStringLiteral("field-003"))->name, QStringLiteral("Barn"));
    // What the network refuses is taken back, with the reason above the table.
    house.network->desk.refuse(QStringLiteral("changeDevice"), Code::CallDeadline);
    QTest::keyClick(house.view(), Qt::Key_F2);
    field = house.wait<QLineEdit>("deviceNameField");
    field->setText(QStringLiteral("Shed"));
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_VERIFY(house.find<QLabel>("noticeText"));
    QVERIFY(house.find<QLabel>("noticeText")->text().startsWith(QStringLiteral("field-003 keeps its name")));
    QCOMPARE(house.table().find(QStringLiteral("field-003"))->name, QStringLiteral("Barn"));
    // Escape leaves it.
    QTest::keyClick(house.view(), Qt::Key_F2);
    QTest::keyClick(house.wait<QLineEdit>("deviceNameField"), Qt::Key_Escape);
    QTRY_VERIFY(!house.find<QLineEdit>("deviceNameField"));
    QCOMPARE(house.network->desk.count(QStringLiteral("changeDevice")), 2);
}

void TestDevicesPage::copiesAndMenus()
{
    House house;
    house.list();
    house.choose(0, 1);
    QTest::keyClick(house.view(), Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = QApplication::clipboard()->text().split(u'\n');
    QCOMPARE(lines.size(), 3); // the last one ends
    QVERIFY(lines.first().startsWith(QStringLiteral("field-001\tField 1\t0004A30B00000001\t70B3D57ED0000000")));
    Q_EMIT house.view()->menuRequested(house.table().index(4, 0), house.window->mapToGlobal(QPoint(400, 300)));
    auto *menu = house.wait<QMenu>("deviceMenu");
    QStringList texts;
    const QList<QAction *> actions = menu->actions();
    for (QAction *action : actions) {
        texts << action->text();
        if (action->text() == u"Copy DevEUI")
            action->trigger();
    }
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("0004A30B00000005"));
    QVERIFY(texts.contains(QStringLiteral("Copy JoinEUI")));
    menu->close();
    // A copy begins with this device.
    QSignalSpy copies(house.page, &Gui::Page::copyRequested);
    house.view()->clearSelection();
    house.view()->choose(QStringLiteral("field-004"));
    QTest::keyClick(house.view(), Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(copies.size(), 1);
    QCOMPARE(copies.first().at(1).toString(), QStringLiteral("field-004"));
    if (QWidget *wizard = QApplication::activeModalWidget())
        wizard->close();
}

void TestDevicesPage::deletesWithUndo()
{
    House house;
    house.list();
    house.view()->choose(QStringLiteral("field-003"));
    QTest::keyClick(house.view(), Qt::Key_Delete);
    QTRY_COMPARE(house.table().rowCount(), 39);
    QVERIFY(!house.network->deviceApi.has(QStringLiteral("orchard"), QStringLiteral("field-003")));
    QTRY_COMPARE(house.toast(), QStringLiteral("field-003 is deleted"));
    QCOMPARE(house.context.archive.entries.size(), std::size_t(1));
    const Domain::ArchivedDevice &entry = house.context.archive.entries.front().first;
    QCOMPARE(entry.device, QStringLiteral("field-003"));
    QCOMPARE(entry.name, QStringLiteral("Field 3"));
    QCOMPARE(entry.application, QStringLiteral("orchard"));
    QCOMPARE(entry.profileName, QStringLiteral("Sandbox v3"));
    // The backup was there before the device went.
    QVERIFY(house.network->desk.calls.indexOf(QStringLiteral("backup orchard field-003"))
            < house.network->desk.calls.indexOf(QStringLiteral("deleteDevices orchard field-003")));
    house.click("toastAction");
    QTRY_VERIFY(house.network->deviceApi.has(QStringLiteral("orchard"), QStringLiteral("field-003")));
    QTRY_COMPARE(house.table().rowCount(), 40);
    QTRY_VERIFY(house.context.archive.entries.empty());
}

void TestDevicesPage::deletesManyAtOnce()
{
    House house(120);
    house.list();
    QTest::keyClick(house.view(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(house.view(), Qt::Key_Delete);
    QTRY_COMPARE(house.table().rowCount(), 0);
    QCOMPARE(house.network->desk.count(QStringLiteral("deleteDevices")), 6);
    QTRY_COMPARE(house.context.archive.entries.size(), std::size_t(120));
    QTRY_VERIFY(house.find<QPushButton>("toastAction"));
    house.window->deviceOrders()->restore({house.profile, QStringLiteral("orchard")}, [&] {
        QStringList entries;
        for (const auto &[entry, backup] : house.context.archive.entries)
            entries << entry.id;
        return entries;
    }());
    QTRY_COMPARE(house.table().rowCount(), 120);
    QTRY_VERIFY(house.context.archive.entries.empty());
    QCOMPARE(house.context.work.activeCount(), 0);
}

void TestDevicesPage::asksWhereSomethingWouldBeLost()
{
    House house;
    house.network->deviceApi.unreadable = {QStringLiteral("root_keys"), QStringLiteral("session")};
    house.list();
    house.choose(0, 2);
    QTest::keyClick(house.view(), Qt::Key_Delete);
    auto *box = house.wait<QMessageBox>("deleteDevicesBox");
    QVERIFY(box->informativeText().contains(QStringLiteral("field-001, field-002, field-003")));
    QVERIFY(box->informativeText().contains(QStringLiteral("its root keys and its session")));
    QCOMPARE(house.network->desk.count(QStringLiteral("delete")), 0);
    // Nothing by default.
    QTest::keyClick(box, Qt::Key_Escape);
    QTRY_VERIFY(!house.find<QMessageBox>("deleteDevicesBox"));
    QTest::qWait(50);
    QCOMPARE(house.network->desk.count(QStringLiteral("delete")), 0);
    QCOMPARE(house.table().rowCount(), 40);
    QVERIFY(house.context.archive.entries.empty());
    house.find<QAction>("deleteDevices")->trigger();
    QVERIFY(house.wait<QMessageBox>("deleteDevicesBox"));
    house.click("confirmButton");
    QTRY_COMPARE(house.table().rowCount(), 37);
    QCOMPARE(house.context.archive.entries.size(), std::size_t(3)); // what could be read is kept
}

void TestDevicesPage::asksWhereBackupsCannotBeKept()
{
    House house;
    house.context.archive.problem.code = Code::SecretDenied;
    house.list();
    house.choose(0, 0);
    QTest::keyClick(house.view(), Qt::Key_Delete);
    auto *box = house.wait<QMessageBox>("deleteDevicesBox");
    QVERIFY(box->informativeText().contains(QStringLiteral("no backup")));
    QVERIFY(house.network->deviceApi.has(QStringLiteral("orchard"), QStringLiteral("field-001")));
    house.click("confirmButton");
    QTRY_COMPARE(house.table().rowCount(), 39);
    QTRY_COMPARE(house.toast(), QStringLiteral("field-001 is deleted"));
    QVERIFY(!house.find<QPushButton>("toastAction")); // there is no way back
}

void TestDevicesPage::failuresAreListedAndTriedAgain()
{
    House house;
    house.network->deviceApi.undeletable[QStringLiteral("field-002")] = rightsMissing();
    house.list();
    house.choose(0, 2);
    QTest::keyClick(house.view(), Qt::Key_Delete);
    auto *list = house.wait<QTreeWidget>("failuresList");
    QCOMPARE(list->topLevelItemCount(), 1);
    QCOMPARE(list->topLevelItem(0)->text(0), QStringLiteral("field-002"));
    QVERIFY(list->topLevelItem(0)->text(1).contains(QStringLiteral("view devices")));
    QCOMPARE(house.table().rowCount(), 38);
    QCOMPARE(house.context.archive.entries.size(), std::size_t(2)); // what is still there was not deleted
    house.click("failuresCopy");
    QVERIFY(QApplication::clipboard()->text().startsWith(QStringLiteral("field-002\t")));
    house.network->deviceApi.undeletable.clear();
    house.click("failuresRetry");
    QTRY_COMPARE(house.table().rowCount(), 37);
    QCOMPARE(house.context.archive.entries.size(), std::size_t(3));
}

void TestDevicesPage::recentlyDeleted()
{
    House house;
    house.list();
    house.choose(0, 1);
    QTest::keyClick(house.view(), Qt::Key_Delete);
    QTRY_COMPARE(house.table().rowCount(), 38);
    house.click("recentlyDeletedButton");
    auto *list = house.wait<QTreeWidget>("recentlyDeletedList");
    QTRY_COMPARE(list->topLevelItemCount(), 2);
    QVERIFY(!house.find<QPushButton>("restoreButton")->isEnabled());
    QCOMPARE(list->topLevelItem(0)->text(0), QStringLiteral("field-002")); // the newest first
    QCOMPARE(list->topLevelItem(0)->text(2), QStringLiteral("0004A30B00000002"));
    list->setCurrentItem(list->topLevelItem(0));
    QTest::keyClick(list, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(house.table().rowCount(), 39);
    QTRY_COMPARE(list->topLevelItemCount(), 1);
    // Forgetting asks: there is no way back from it.
    list->setCurrentItem(list->topLevelItem(0));
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Delete);
    QVERIFY(house.wait<QMessageBox>("forgetBox"));
    QCOMPARE(house.context.archive.entries.size(), std::size_t(1));
    house.click("confirmButton");
    QTRY_COMPARE(list->topLevelItemCount(), 0);
    QVERIFY(house.context.archive.entries.empty());
    QTRY_VERIFY(house.find<QLabel>("recentlyDeletedNote")->text().contains(QStringLiteral("Nothing was deleted")));
    house.context.archive.problem.code = Code::SecretDenied;
    Q_EMIT house.context.archive.changed();
    QTRY_VERIFY(!house.find<QLabel>("recentlyDeletedNote")->text().contains(QStringLiteral("Nothing")));
    house.click("recentlyDeletedClose");
}

void TestDevicesPage::restoresWhatIsInTheWay()
{
    House house;
    house.list();
    house.choose(0, 0);
    QTest::keyClick(house.view(), Qt::Key_Delete);
    QTRY_COMPARE(house.table().rowCount(), 39);
    house.network->deviceApi.add(device(1)); // somebody was faster
    house.click("toastAction");
    auto *list = house.wait<QTreeWidget>("failuresList");
    QCOMPARE(list->topLevelItem(0)->text(0), QStringLiteral("field-001"));
    QVERIFY(!list->topLevelItem(0)->text(1).isEmpty());
    QCOMPARE(house.context.archive.entries.size(), std::size_t(1)); // the backup stays
    house.click("failuresClose");
}

void TestDevicesPage::movesWithUndo()
{
    House house;
    for (const char *id : {"orchard", "vineyard", "greenhouse"})
        house.network->add(QLatin1String(id));
    house.list();
    house.choose(0, 1);
    QTest::keyClick(house.view(), Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
    auto *targets = house.wait<QListWidget>("moveTargets");
    QTRY_COMPARE(targets->count(), 2); // not to where they are
    QVERIFY(!house.find<QPushButton>("moveButton")->isEnabled());
    // As one types; the only one left is chosen.
    auto *search = house.find<QLineEdit>("moveSearch");
    QVERIFY(search->hasFocus());
    QTest::keyClicks(search, QStringLiteral("vine"));
    QVERIFY(house.find<QPushButton>("moveButton")->isEnabled());
    QTest::keyClick(search, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(house.table().rowCount(), 38);
    QTRY_COMPARE(house.toast(), QStringLiteral("2 devices are moved to vineyard"));
    const TestSupport::FakeDevices &devices = house.network->deviceApi;
    QVERIFY(devices.has(QStringLiteral("vineyard"), QStringLiteral("field-001")));
    QVERIFY(!devices.has(QStringLiteral("orchard"), QStringLiteral("field-001")));
    QCOMPARE(house.context.archive.entries.size(), std::size_t(2));
    const Domain::ArchivedDevice &entry = house.context.archive.entries.front().first;
    QCOMPARE(entry.reason, Domain::ArchivedDevice::Reason::Moved);
    QCOMPARE(entry.movedTo, QStringLiteral("vineyard"));
    QCOMPARE(entry.who, QStringLiteral("grace"));
    // The backup was there before the device went.
    const QStringList &calls = house.network->desk.calls;
    QVERIFY(calls.indexOf(QStringLiteral("backup orchard field-001"))
            < calls.indexOf(QStringLiteral("deleteDevice orchard field-001")));

    house.click("toastAction");
    QTRY_VERIFY(devices.has(QStringLiteral("orchard"), QStringLiteral("field-002")));
    QTRY_COMPARE(house.table().rowCount(), 40);
    QVERIFY(devices.has(QStringLiteral("orchard"), QStringLiteral("field-001")));
    QVERIFY(!devices.has(QStringLiteral("vineyard"), QStringLiteral("field-001")));
}

void TestDevicesPage::movingAsksWhereSomethingWouldBeLost()
{
    House house;
    house.network->add(QStringLiteral("vineyard"));
    house.network->deviceApi.unreadable = {QStringLiteral("session")};
    house.list();
    house.choose(0, 0);
    house.find<QAction>("moveDevices")->trigger();
    QTRY_COMPARE(house.wait<QListWidget>("moveTargets")->count(), 1);
    house.find<QListWidget>("moveTargets")->setCurrentRow(0);
    house.click("moveButton");
    auto *box = house.wait<QMessageBox>("moveLossBox");
    QVERIFY(box->informativeText().contains(QStringLiteral("its session")));
    QCOMPARE(house.network->desk.count(QStringLiteral("deleteDevice")), 0);
    QTest::keyClick(box, Qt::Key_Escape); // nothing by default
    QTRY_VERIFY(!house.find<QMessageBox>("moveLossBox"));
    QCOMPARE(house.table().rowCount(), 40);
    house.find<QAction>("moveDevices")->trigger();
    QTRY_COMPARE(house.wait<QListWidget>("moveTargets")->count(), 1);
    house.find<QListWidget>("moveTargets")->setCurrentRow(0);
    house.click("moveButton");
    QVERIFY(house.wait<QMessageBox>("moveLossBox"));
    house.click("confirmButton");
    QTRY_COMPARE(house.table().rowCount(), 39);
    QVERIFY(house.network->deviceApi.has(QStringLiteral("vineyard"), QStringLiteral("field-001")));
}

void TestDevicesPage::whatIsNotMovedIsListed()
{
    House house;
    house.network->add(QStringLiteral("vineyard"));
    house.network->desk.refuse(QStringLiteral("restore vineyard field-002"), Code::ServerFault);
    house.list();
    house.choose(0, 2);
    house.find<QAction>("moveDevices")->trigger();
    QTRY_COMPARE(house.wait<QListWidget>("moveTargets")->count(), 1);
    house.find<QListWidget>("moveTargets")->setCurrentRow(0);
    house.click("moveButton");
    auto *list = house.wait<QTreeWidget>("failuresList");
    QCOMPARE(list->topLevelItemCount(), 1);
    QCOMPARE(list->topLevelItem(0)->text(0), QStringLiteral("field-002"));
    // It is where it was, and its backup is not needed.
    QVERIFY(house.network->deviceApi.has(QStringLiteral("orchard"), QStringLiteral("field-002")));
    QTRY_COMPARE(house.context.archive.entries.size(), std::size_t(2));
    QTRY_COMPARE(house.table().rowCount(), 38);
    house.network->desk.allow();
    house.click("failuresRetry");
    QTRY_VERIFY(house.network->deviceApi.has(QStringLiteral("vineyard"), QStringLiteral("field-002")));
    QTRY_COMPARE(house.table().rowCount(), 37);
}

void TestDevicesPage::stateIsKept()
{
    House house;
    house.list();
    house.view()->choose(QStringLiteral("field-012"));
    house.find<QLineEdit>("devicesSearch")->setText(QStringLiteral("field-01"));
    QTRY_COMPARE(house.table().rowCount(), 10);
    house.view()->sortByColumn(int(Column::Name), Qt::DescendingOrder);
    house.view()->setColumnShown(Column::Snr, false);
    QCOMPARE(house.view()->currentDevice(), QStringLiteral("field-012"));
    house.window->close();
    house.window.reset();
    house.show();
    house.list();
    QCOMPARE(house.find<QLineEdit>("devicesSearch")->text(), QStringLiteral("field-01"));
    QCOMPARE(house.table().rowCount(), 10);
    QCOMPARE(house.table().sortColumn(), Column::Name);
    QCOMPARE(house.table().index(0, 0).data().toString(), QStringLiteral("field-019"));
    QVERIFY(house.view()->isColumnHidden(int(Column::Snr)));
    QTRY_COMPARE(house.view()->currentDevice(), QStringLiteral("field-012"));
    house.page->showDevice(QStringLiteral("field-012"));
    house.window->close();
    house.window.reset();
    house.show();
    QTRY_COMPARE(house.wait<Gui::DevicePage>("devicePage")->id(), QStringLiteral("field-012"));
}

void TestDevicesPage::onlyThese()
{
    House house;
    house.list();
    house.page->showOnly({QStringLiteral("field-003"), QStringLiteral("field-005"), QStringLiteral("nobody")});
    QCOMPARE(house.table().rowCount(), 2);
    QCOMPARE(house.find<QLabel>("devicesCount")->text(), QStringLiteral("2 of 40 devices"));
    house.view()->setFocus();
    QTest::keyClick(house.view(), Qt::Key_Escape);
    QCOMPARE(house.table().rowCount(), 40);
}

void TestDevicesPage::stopsAndRefreshes()
{
    House house(5'000);
    house.list();
    house.network->desk.hold();
    QTest::keyClick(house.view(), Qt::Key_F5);
    house.network->desk.release(2); // the rights, and the first page
    QTRY_VERIFY(house.find<QToolButton>("stopListing"));
    QTRY_VERIFY(house.find<QLabel>("devicesCount")->text().contains(QStringLiteral("devices listed")));
    house.click("stopListing");
    QVERIFY(house.page->source()->state() == Gui::DeviceSource::State::Stopped);
    QCOMPARE(house.table().rowCount(), 5'000);
    QVERIFY(!house.network->desk.cancelled.isEmpty());
    house.network->desk.goOn();
    house.network->deviceApi.registered[QStringLiteral("orchard")].erase(QStringLiteral("field-100"));
    QTest::keyClick(house.view(), Qt::Key_F5);
    house.list();
    QCOMPARE(house.table().rowCount(), 4'999);
}

TTN_GUI_TEST_MAIN(TestDevicesPage)
#include "tst_devicespage.moc"
