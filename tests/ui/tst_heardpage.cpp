// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/connectionsmodel.h"
#include "tests/fakes/fakecontext.h"
#include "tests/fakes/guitest.h"
#include "ui/common/theme.h"
#include "ui/heard/activityfeed.h"
#include "ui/heard/heardpage.h"
#include "ui/heard/heardview.h"
#include "ui/mainwindow.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QDoubleSpinBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QToolButton>
#include <QTreeView>

using Domain::DeviceRef;
using Domain::EventKind;
using Domain::EventRecord;
using Gui::HeardPage;
using Gui::HeardView;
using Models::DeviceActivity;
using Models::HeardColumn;
using Models::HeardModel;
using TestSupport::batch;
using TestSupport::FakeContext;

namespace {

constexpr qint64 Second = 1'000'000'000;
/// 2026-11-20T10:00:00Z
constexpr qint64 Start = 1'795'168'800 * Second;

/// A console with two networks, its devices, and the page on a clock that the test moves.
struct House
{
    explicit House(bool open = true)
        : activity(&context.log, &context.names, nullptr, [this] { return now; })
    {
        v3 = context.addNetwork(QStringLiteral("Sandbox v3"), {QStringLiteral("orchard"), QStringLiteral("vineyard")});
        v2 = context.addNetwork(QStringLiteral("Sandbox v2"), {QStringLiteral("greenhouse")});
        field = context.names.internDevice(v3, "orchard", "field-01");
        pump = context.names.internDevice(v3, "vineyard", "pump-02");
        light = context.names.internDevice(v2, "greenhouse", "light-03");
        context.names.setDevEui(pump, Domain::Eui(0x70B3D57ED0001234));
        if (open)
            show({});
    }
    void show(const Gui::Scope &scope)
    {
        page = std::make_unique<HeardPage>(&context, &activity, &theme, scope);
        tester = std::make_unique<QAbstractItemModelTester>(const_cast<HeardModel *>(&page->devices()),
                                                            QAbstractItemModelTester::FailureReportingMode::QtTest);
        page->resize(1000, 400);
        page->show();
        page->activateWindow();
        if (!QTest::qWaitForWindowActive(page.get()))
            qWarning("the page does not become active");
        page->view()->setFocus();
    }
    ~House()
    {
        tester.reset();
        page.reset();
    }
    /// `count` uplinks, the last one `ago` seconds before the clock.
    void uplinks(DeviceRef device, int count, double step, double ago)
    {
        std::vector<EventRecord> records;
        for (int i = count - 1; i >= 0; --i) {
            EventRecord record = TestSupport::uplink(++seq, device);
            record.timeNs = record.receivedNs = now - qint64((ago + step * i) * Second);
            record.rssiCentiDbm = -6050;
            record.snrCentiDb = 850;
            record.missed = quint16(i == 0 ? 1 : 0);
            records.push_back(record);
        }
        context.log.append(batch(context.names.device(device).profile, records));
    }
    /// One silent, one active, one of which too little is known.
    void fill()
    {
        uplinks(field, 9, 10, 100);
        uplinks(pump, 9, 60, 30);
        uplinks(light, 2, 10, 5);
        activity.tick();
    }
    [[nodiscard]] QStringList names() const
    {
        QStringList result;
        for (int row = 0; row < page->devices().rowCount(); ++row)
            result << page->devices().index(row, int(HeardColumn::Device)).data().toString();
        return result;
    }
    [[nodiscard]] QString text(int row, HeardColumn column, int role = Qt::DisplayRole) const
    {
        return page->devices().index(row, int(column)).data(role).toString();
    }
    template <typename T>
    T *find(const char *name) const
    {
        T *found = page->findChild<T *>(QLatin1String(name));
        if (!found)
            qWarning("no %s", name);
        return found;
    }
    void clickHeader(HeardColumn column) const
    {
        QHeaderView *header = page->view()->horizontalHeader();
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                          {header->sectionViewportPosition(int(column)) + 10, header->height() / 2});
    }

    qint64 now = Start + 10'000 * Second;
    qint64 seq = 0;
    Gui::Theme theme;
    FakeContext context;
    Domain::ProfileRef v3 = 0, v2 = 0;
    DeviceRef field = 0, pump = 0, light = 0;
    DeviceActivity activity;
    std::unique_ptr<HeardPage> page;
    std::unique_ptr<QAbstractItemModelTester> tester;
};

QStringList list(const char *names)
{
    return QString::fromLatin1(names).split(u' ', Qt::SkipEmptyParts);
}

} // namespace

class TestHeardPage : public GuiTestBase
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhatIsKnown()
    {
        House house;
        house.fill();
        QCOMPARE(house.names(), list("field-01 pump-02 light-03")); // silent, active, not enough known
        QCOMPARE(house.text(0, HeardColumn::State), QStringLiteral("silent"));
        QCOMPARE(house.text(1, HeardColumn::State), QStringLiteral("active"));
        QCOMPARE(house.text(2, HeardColumn::State), QStringLiteral("not enough known"));
        QCOMPARE(house.text(0, HeardColumn::LastHeard), QStringLiteral("1 min ago"));
        QCOMPARE(house.text(1, HeardColumn::LastHeard), QStringLiteral("30 s ago"));
        QVERIFY(house.text(1, HeardColumn::LastHeard, Qt::ToolTipRole).contains(QStringLiteral("12:46:10.000")));
        QCOMPARE(house.text(1, HeardColumn::Interval), QStringLiteral("1 min"));
        QCOMPARE(house.text(1, HeardColumn::Missed), QStringLiteral("10"));
        QCOMPARE(house.text(1, HeardColumn::Rssi), QStringLiteral("\u221260.5"));
        QCOMPARE(house.text(1, HeardColumn::Rssi, HeardModel::CopyRole), QStringLiteral("-60.5"));
        QCOMPARE(house.text(1, HeardColumn::Uplinks), QStringLiteral("9"));
        QCOMPARE(house.text(1, HeardColumn::DevEui), QStringLiteral("70B3D57ED0001234"));
        QCOMPARE(house.text(0, HeardColumn::DevEui), QString());
        QCOMPARE(house.text(0, HeardColumn::DataRate), QString());
        QCOMPARE(house.find<QLabel>("heardCount")->text(), QStringLiteral("3 devices"));
        QVERIFY(house.find<QToolButton>("silentOnlyButton")->text().contains(u'1'));
        for (const int column : {3, 4, 5, 6})
            QVERIFY(!house.text(0, HeardColumn(column), Qt::ToolTipRole).isEmpty());
    }

    void timesInWords_data()
    {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("ahead") << -3.0 << "now";
        QTest::newRow("now") << 0.5 << "now";
        QTest::newRow("seconds") << 59.9 << "59 s ago";
        QTest::newRow("minutes") << 60.0 << "1 min ago";
        QTest::newRow("hours") << 7200.0 << "2 h ago";
        QTest::newRow("a day and a half") << 36 * 3600.0 << "36 h ago";
        QTest::newRow("three weeks") << 21 * 86'400.0 << "21 d ago";
    }
    void timesInWords()
    {
        QFETCH(double, seconds);
        QFETCH(QString, text);
        QCOMPARE(HeardModel::ago(qint64(seconds * 1e9)), text);
    }

    void scopes()
    {
        House house;
        house.fill();
        QVERIFY(!house.page->view()->isColumnHidden(int(HeardColumn::Network)));
        QVERIFY(house.page->view()->isColumnHidden(int(HeardColumn::DevEui)));
        house.show({house.v3, {}});
        QCOMPARE(house.names(), list("field-01 pump-02"));
        QVERIFY(house.page->view()->isColumnHidden(int(HeardColumn::Network)));
        QVERIFY(!house.page->view()->isColumnHidden(int(HeardColumn::Application)));
        house.show({house.v3, QStringLiteral("vineyard")});
        QCOMPARE(house.names(), list("pump-02"));
        QVERIFY(house.page->view()->isColumnHidden(int(HeardColumn::Application)));
    }

    void filtersAsOneTypes()
    {
        House house;
        house.fill();
        auto *filter = house.find<QLineEdit>("heardFilter");
        house.page->run(Gui::PageCommand::Filter);
        QTRY_VERIFY(filter->hasFocus());
        QTest::keyClicks(filter, QStringLiteral("VINE pump"));
        QTRY_COMPARE(house.names(), list("pump-02"));
        filter->setText(QStringLiteral("d57ed"));
        QTRY_COMPARE(house.names(), list("pump-02"));
        filter->setText(QStringLiteral("nothing"));
        QTRY_COMPARE(house.names(), QStringList());
        QVERIFY(house.find<QWidget>("heardEmptyNote")->isVisible());
        QVERIFY(house.find<QLabel>("stateTitle")->text().contains(QStringLiteral("nothing")));
        QTest::keyClick(filter, Qt::Key_Escape);
        QCOMPARE(house.names().size(), 3);
        QVERIFY(!house.find<QWidget>("heardEmptyNote")->isVisible());
        QVERIFY(house.page->view()->hasFocus());
        // The way out for those who do not know the key.
        filter->setText(QStringLiteral("nothing"));
        QTRY_VERIFY(house.find<QPushButton>("stateAction")->isVisible());
        QTest::mouseClick(house.find<QPushButton>("stateAction"), Qt::LeftButton);
        QCOMPARE(house.names().size(), 3);
        QVERIFY(filter->text().isEmpty());
    }

    void silentOnlyComeAndGo()
    {
        House house;
        house.fill();
        auto *button = house.find<QToolButton>("silentOnlyButton");
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(house.names(), list("field-01"));
        QCOMPARE(house.find<QLabel>("heardCount")->text(), QStringLiteral("3 devices"));
        house.now += 300 * Second;
        house.activity.tick();
        QCOMPARE(house.names(), list("field-01 pump-02"));
        house.uplinks(house.field, 1, 0, 0);
        house.activity.tick();
        QCOMPARE(house.names(), list("pump-02"));
        // The limit is one for all pages.
        auto *factor = house.find<QDoubleSpinBox>("silentFactor");
        factor->setFocus();
        factor->selectAll();
        QTest::keyClicks(factor, QStringLiteral("50"));
        QTest::keyClick(factor, Qt::Key_Return);
        QCOMPARE(house.activity.factor(), 50.0);
        QCOMPARE(house.names(), QStringList());
        QVERIFY(house.find<QLabel>("stateBody")->text().contains(QStringLiteral("50")));
        house.activity.setFactor(3);
        QCOMPARE(factor->value(), 3.0);
        QCOMPARE(house.names(), list("pump-02"));
    }

    void sortsByEveryColumn_data()
    {
        QTest::addColumn<HeardColumn>("column");
        QTest::addColumn<QString>("ascending");
        QTest::addColumn<QString>("descending");
        QTest::newRow("device") << HeardColumn::Device << "field-01 light-03 pump-02"
                                << "pump-02 light-03 field-01";
        QTest::newRow("application") << HeardColumn::Application << "light-03 field-01 pump-02"
                                     << "pump-02 field-01 light-03";
        QTest::newRow("network") << HeardColumn::Network << "light-03 field-01 pump-02"
                                 << "field-01 pump-02 light-03";
        QTest::newRow("heard") << HeardColumn::LastHeard << "field-01 pump-02 light-03"
                               << "light-03 pump-02 field-01";
        QTest::newRow("interval") << HeardColumn::Interval << "field-01 light-03 pump-02"
                                  << "pump-02 field-01 light-03";
        QTest::newRow("state") << HeardColumn::State << "field-01 pump-02 light-03"
                               << "light-03 pump-02 field-01";
        QTest::newRow("missed") << HeardColumn::Missed << "field-01 pump-02 light-03"
                                << "light-03 field-01 pump-02";
        QTest::newRow("uplinks") << HeardColumn::Uplinks << "light-03 field-01 pump-02"
                                 << "field-01 pump-02 light-03";
        // What is absent comes last in both.
        QTest::newRow("deveui") << HeardColumn::DevEui << "pump-02 field-01 light-03"
                                << "pump-02 field-01 light-03";
    }
    void sortsByEveryColumn()
    {
        QFETCH(HeardColumn, column);
        QFETCH(QString, ascending);
        QFETCH(QString, descending);
        House house;
        house.fill();
        house.page->view()->setColumnShown(column, true);
        house.page->view()->sortByColumn(int(column), Qt::AscendingOrder);
        QCOMPARE(house.names().join(u' '), ascending);
        house.page->view()->sortByColumn(int(column), Qt::DescendingOrder);
        QCOMPARE(house.names().join(u' '), descending);
    }

    void nothingMovesUnderTheEyes()
    {
        House house;
        house.fill();
        house.clickHeader(HeardColumn::LastHeard);
        QCOMPARE(house.names(), list("field-01 pump-02 light-03"));
        auto *again = house.find<QToolButton>("sortAgainButton");
        // Nobody is reading: the order is kept.
        house.uplinks(house.field, 1, 0, 0);
        house.activity.tick();
        QCOMPARE(house.names(), list("pump-02 light-03 field-01"));
        QVERIFY(!again->isVisible());
        // A row is chosen: the rows stay, values come, new devices stand at the end.
        HeardView *view = house.page->view();
        view->selectRow(0);
        house.now += Second;
        house.uplinks(house.pump, 1, 0, 0);
        house.uplinks(house.context.names.internDevice(house.v3, "orchard", "a-new-one"), 1, 0, 0);
        house.activity.tick();
        QCOMPARE(house.names(), list("pump-02 light-03 field-01 a-new-one"));
        QCOMPARE(house.text(0, HeardColumn::LastHeard), QStringLiteral("now"));
        QVERIFY(again->isVisible());
        QTest::mouseClick(again, Qt::LeftButton);
        QCOMPARE(house.names(), list("light-03 field-01 pump-02 a-new-one"));
        QVERIFY(!again->isVisible());
        // The chosen device went along, also through a filter and back.
        QCOMPARE(view->currentDevice().value_or(0), house.pump);
        QVERIFY(view->selectionModel()->isRowSelected(2, {}));
        house.find<QLineEdit>("heardFilter")->setText(QStringLiteral("pump"));
        QTRY_COMPARE(house.names(), list("pump-02"));
        QCOMPARE(view->currentDevice().value_or(0), house.pump);
        QVERIFY(view->selectionModel()->isRowSelected(0, {}));
        QTest::keyClick(view, Qt::Key_Escape); // nothing chosen
        QVERIFY(!view->selectionModel()->hasSelection());
        QTest::keyClick(view, Qt::Key_Escape); // no filter
        QCOMPARE(house.names().size(), 4);
    }

    void scrollingStays()
    {
        House house;
        std::vector<DeviceRef> devices;
        for (int i = 0; i < 200; ++i) {
            devices.push_back(
                house.context.names.internDevice(house.v3, "orchard", "many-" + std::to_string(1000 + i)));
            house.uplinks(devices.back(), 7, 10, 0);
        }
        house.activity.tick();
        HeardView *view = house.page->view();
        view->verticalScrollBar()->setValue(view->verticalScrollBar()->maximum() / 2 + 3);
        const auto top = [&]() -> QString {
            const int row = view->rowAt(0);
            return house.names().at(row) + QString::number(view->rowViewportPosition(row));
        };
        const QString before = top();
        for (int i = 0; i < 200; i += 2)
            house.uplinks(devices[std::size_t(i)], 1, 0, -50);
        house.now += 40 * Second;
        house.activity.tick();
        QCOMPARE(top(), before);
        house.find<QToolButton>("silentOnlyButton")->click();
        QCOMPARE(house.names().size(), 100);
        view->verticalScrollBar()->setValue(view->verticalScrollBar()->maximum() / 2);
        const QString topDevice = house.names().at(view->rowAt(0));
        for (int i = 1; i < 20; i += 2)
            house.uplinks(devices[std::size_t(i)], 1, 0, 0);
        house.activity.tick();
        QCOMPARE(house.names().size(), 90);
        QCOMPARE(house.names().at(view->rowAt(0)), topDevice);
    }

    void opensTheLogOfADevice()
    {
        House house;
        house.fill();
        QSignalSpy requested(house.page.get(), &Gui::Page::deviceRequested);
        HeardView *view = house.page->view();
        view->selectRow(1);
        QTest::keyClick(view, Qt::Key_Return);
        QCOMPARE(requested.count(), 1);
        QCOMPARE(requested.takeFirst().first().value<DeviceRef>(), house.pump);
        const QPoint first = view->visualRect(view->model()->index(0, 0)).center();
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, first);
        QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, first);
        QCOMPARE(requested.count(), 1);
        QCOMPARE(requested.takeFirst().first().value<DeviceRef>(), house.field);
    }

    void copiesForMachines()
    {
        House house;
        house.fill();
        QSignalSpy noted(house.page.get(), &Gui::Page::noted);
        house.page->view()->setFocus();
        house.page->view()->selectAll();
        QTest::keyClick(house.page->view(), Qt::Key_C, Qt::ControlModifier);
        const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
        QCOMPARE(lines.size(), 4);
        QCOMPARE(
            lines.at(1),
            QStringLiteral("pump-02\tvineyard\tSandbox v3\tactive\t2026-11-20T12:46:10.000Z\t60\t10\t9\t-60.5\t8.5\t"));
        for (const QChar c : QGuiApplication::clipboard()->text())
            QVERIFY(c.unicode() < 128);
        QCOMPARE(noted.count(), 1);
    }

    void hostileNamesStayOneLine()
    {
        House house;
        house.uplinks(house.context.names.internDevice(house.v3, "orchard", "<b>a\tb\nc</b>"), 1, 0, 0);
        house.activity.tick();
        QCOMPARE(house.text(0, HeardColumn::Device, HeardModel::CopyRole), QStringLiteral("<b>a b c</b>"));
    }

    void remembersHowItWas()
    {
        House house;
        house.fill();
        QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        house.page->view()->setColumnShown(HeardColumn::DevEui, true);
        house.page->view()->setColumnWidth(int(HeardColumn::Device), 222);
        house.page->view()->sortByColumn(int(HeardColumn::Device), Qt::DescendingOrder);
        house.find<QLineEdit>("heardFilter")->setText(QStringLiteral("orchard"));
        house.find<QToolButton>("silentOnlyButton")->setChecked(true);
        house.page->saveState(settings);
        house.show({});
        house.page->restoreState(settings, false);
        QCOMPARE(house.page->view()->columnWidth(int(HeardColumn::Device)), 222);
        QVERIFY(!house.page->view()->isColumnHidden(int(HeardColumn::DevEui)));
        QVERIFY(house.find<QToolButton>("silentOnlyButton")->isChecked());
        QCOMPARE(house.names(), list("field-01"));
        house.find<QLineEdit>("heardFilter")->clear();
        house.find<QToolButton>("silentOnlyButton")->setChecked(false);
        QCOMPARE(house.names(), list("pump-02 light-03 field-01"));
    }

    void emptyPageSaysWhatItIs()
    {
        House house;
        auto *note = house.find<QWidget>("heardEmptyNote");
        QVERIFY(note->isVisible());
        QVERIFY(house.find<QLabel>("stateBody")->text().contains(QStringLiteral("as soon as")));
        house.fill();
        QVERIFY(!note->isVisible());
        house.context.log.clear();
        QVERIFY(note->isVisible());
    }

    void theHistoryAndTheConnectionsAreAsked()
    {
        House house;
        house.context.networks[house.v3].reader.known.devices
            = {{house.field, 1, 0, house.now - 21 * 86'400 * Second, true, false}};
        Gui::ActivityFeed feed(&house.context, &house.activity);
        QTRY_COMPARE((house.activity.tick(), house.names()), list("field-01"));
        QCOMPARE(house.text(0, HeardColumn::LastHeard), QStringLiteral("21 d ago"));
        house.fill();
        house.context.setStatus(house.v3, Domain::ConnectionStatus::State::Waiting, Domain::Problem::Code::None);
        house.now += 5000 * Second;
        house.activity.tick();
        QCOMPARE(house.text(house.names().indexOf(QStringLiteral("pump-02")), HeardColumn::State),
                 QStringLiteral("active"));
        // An answer that was under way when the history was deleted brings nobody back.
        Gui::ActivityFeed late(&house.context, &house.activity);
        house.context.log.clearProfile(house.v3);
        QCoreApplication::processEvents();
        house.activity.tick();
        QCOMPARE(house.names(), list("light-03"));
    }

    void everyControlHasAName()
    {
        House house;
        for (QWidget *widget : house.page->findChildren<QWidget *>()) {
            if (widget->focusPolicy() == Qt::NoFocus || widget->objectName().startsWith(QLatin1String("qt_"))
                || widget->parent() == house.find<QLineEdit>("heardFilter") || widget->inherits("QHeaderView")
                || (widget->isHidden() && widget->objectName().startsWith(QLatin1String("state"))))
                continue;
            QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget);
            QVERIFY2(accessible && !accessible->text(QAccessible::Name).isEmpty(), qPrintable(widget->objectName()));
        }
    }

    void theTreeCountsThem()
    {
        House house(false);
        QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        auto window = std::make_unique<Gui::MainWindow>(house.context, settings);
        window->activity()->setFactor(7.5);
        // Long ago by any clock.
        house.now = Start - 3650 * qint64(86'400) * Second;
        house.uplinks(house.field, 9, 10, 100);
        window->activity()->tick();
        auto *tree = window->findChild<QTreeView *>(QStringLiteral("networkTree"));
        const QModelIndex everything = tree->model()->index(0, 0);
        QCOMPARE(everything.data(Models::ConnectionsModel::SilentRole).toInt(), 1);
        QVERIFY(everything.data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("silent")));
        window->close();
        window = std::make_unique<Gui::MainWindow>(house.context, settings);
        QCOMPARE(window->activity()->factor(), 7.5);
    }
};

TTN_GUI_TEST_MAIN(TestHeardPage)
#include "tst_heardpage.moc"
