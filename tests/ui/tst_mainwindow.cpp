// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fakes/fakecontext.h"
#include "tests/fakes/guitest.h"
#include "ui/common/theme.h"
#include "ui/connections/connectionactions.h"
#include "ui/live/livelogview.h"
#include "ui/live/livepage.h"
#include "ui/mainwindow.h"
#include "ui/questions.h"
#include "ui/screenshots/screenshots.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QToolButton>
#include <QTreeView>

using Domain::EventKind;
using Domain::EventRecord;
using Gui::LiveLogView;
using Gui::MainWindow;
using Gui::Theme;
using Models::LiveLogModel;
using TestSupport::batch;
using TestSupport::FakeContext;
using TestSupport::uplink;
using TestSupport::uplinks;

class TestMainWindow : public GuiTestBase
{
    Q_OBJECT

private:
    struct House
    {
        House()
            : settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat)
        {
            v3 = context.addNetwork(QStringLiteral("Sandbox v3"),
                                    {QStringLiteral("orchard"), QStringLiteral("vineyard")});
            v2 = context.addNetwork(QStringLiteral("Sandbox v2"), {QStringLiteral("greenhouse")});
            field = context.names.internDevice(v3, "orchard", "field-01");
            pump = context.names.internDevice(v3, "vineyard", "pump-02");
            open();
        }
        void open()
        {
            window = std::make_unique<MainWindow>(context, settings);
            window->show();
            window->activateWindow();
            if (!QTest::qWaitForWindowActive(window.get()))
                qWarning("the window does not become active");
            view = window->livePage()->view();
            view->setFocus();
        }
        /// Each scope has a log of its own.
        void show(Domain::ProfileRef profile, const QString &application)
        {
            window->showScope(profile, application);
            view = window->livePage()->view();
        }
        void close()
        {
            window->close();
            window.reset();
        }
        template <typename T>
        T *find(const char *name) const
        {
            T *found = window->findChild<T *>(QLatin1String(name));
            if (!found)
                qWarning("no %s", name);
            return found;
        }
        [[nodiscard]] qint64 currentSeq() const
        {
            const auto key = view->currentEvent();
            return key ? key->seq : 0;
        }
        [[nodiscard]] qint64 topSeq() const
        {
            return view->model()->index(view->rowAt(0), 0).data(LiveLogModel::SeqRole).toLongLong();
        }
        [[nodiscard]] bool atTail() const
        {
            return view->verticalScrollBar()->value() == view->verticalScrollBar()->maximum();
        }

        QTemporaryDir folder;
        QSettings settings;
        FakeContext context;
        Domain::ProfileRef v3 = 0, v2 = 0;
        Domain::DeviceRef field = 0, pump = 0;
        std::unique_ptr<MainWindow> window;
        LiveLogView *view = nullptr;
    };

private Q_SLOTS:
    void followsTheTail()
    {
        House house;
        house.context.log.append(batch(house.v3, uplinks(1, 500, house.field)));
        QVERIFY(house.atTail());
        QVERIFY(house.view->verticalScrollBar()->maximum() > 0);
        house.context.log.append(batch(house.v3, uplinks(501, 50, house.field)));
        QVERIFY(house.atTail());
        QCOMPARE(house.view->rowAt(house.view->viewport()->height() - 1), 549);
    }

    void nothingMovesWhenScrolledUp()
    {
        House house;
        house.context.log.setCap(2 * Models::LiveLogStore::BlockRows);
        house.context.log.append(batch(house.v3, uplinks(10'001, 6000, house.field)));
        house.view->verticalScrollBar()->setValue(house.view->verticalScrollBar()->maximum() / 2 + 3);
        QVERIFY(!house.view->isFollowing());
        const qint64 top = house.topSeq();
        const int offset = house.view->rowViewportPosition(house.view->rowAt(0));
        const auto unmoved
            = [&] { return house.topSeq() == top && house.view->rowViewportPosition(house.view->rowAt(0)) == offset; };
        house.context.log.append(batch(house.v3, uplinks(16'001, 50, house.field)));
        QVERIFY(unmoved());
        auto *button = house.find<QPushButton>("newRowsButton");
        QVERIFY(button->isVisible());
        QVERIFY(button->text().contains(QStringLiteral("50")));
        house.context.log.prepend(house.v3, uplinks(9001, 1000, house.field));
        QVERIFY(unmoved());
        house.window->livePage()->setUtc(true);
        QVERIFY(unmoved());
        // Rows leave at the front.
        house.context.log.append(batch(house.v3, uplinks(16'051, 1500, house.field)));
        QVERIFY(house.context.log.firstId() > 0 || house.context.log.rowCount() > 0);
        QVERIFY(unmoved());
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(house.atTail());
        QVERIFY(!button->isVisible());
    }

    void rowsThatLeaveDoNotMoveTheRest()
    {
        House house;
        house.context.log.setCap(2 * Models::LiveLogStore::BlockRows);
        house.context.log.append(batch(house.v3, uplinks(1, 8000, house.field)));
        house.view->verticalScrollBar()->setValue(house.view->verticalScrollBar()->maximum() * 3 / 4);
        const qint64 top = house.topSeq();
        house.context.log.append(batch(house.v3, uplinks(8001, 500, house.field)));
        QVERIFY(house.context.log.rowCount() < 8000);
        QCOMPARE(house.topSeq(), top);
    }

    void selectionSurvives()
    {
        House house;
        house.context.log.append(batch(house.v3, uplinks(1, 100, house.field)));
        house.view->setCurrentIndex(house.view->model()->index(60, LiveLogModel::Kind));
        QCOMPARE(house.currentSeq(), 61);
        house.context.log.append(batch(house.v3, uplinks(101, 50, house.pump)));
        QCOMPARE(house.currentSeq(), 61);
        house.window->livePage()->setFilterText(QStringLiteral("device:field-01"));
        QCOMPARE(house.view->model()->rowCount(), 100);
        QCOMPARE(house.currentSeq(), 61);
        QVERIFY(house.view->selectionModel()->isRowSelected(60, {}));
        house.window->livePage()->setFilterText({});
        QCOMPARE(house.currentSeq(), 61);
    }

    void filterByTyping()
    {
        House house;
        house.context.log.append(batch(house.v3, uplinks(1, 30, house.field)));
        house.context.log.append(batch(house.v3, uplinks(31, 10, house.pump)));
        auto *field = house.find<QLineEdit>("filterField");
        auto *note = house.find<QLabel>("filterNote");
        QTest::keyClick(house.window.get(), Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, QStringLiteral("device:pump-*"));
        QTRY_COMPARE(house.view->model()->rowCount(), 10);
        QVERIFY(note->text().isEmpty());
        QTest::keyClicks(field, QStringLiteral(" fport:many"));
        QTRY_VERIFY(!note->text().isEmpty());
        QVERIFY(note->isVisible());
        // What could be read still holds.
        QCOMPARE(house.view->model()->rowCount(), 10);
        QTest::keyClick(field, Qt::Key_Escape);
        QCOMPARE(house.view->model()->rowCount(), 40);
        QVERIFY(!note->isVisible());
    }

    void treeChoosesWhatIsShown()
    {
        House house;
        house.context.log.append(batch(house.v3, uplinks(1, 30, house.field)));
        house.context.log.append(batch(house.v3, uplinks(31, 10, house.pump)));
        house.show(house.v3, QStringLiteral("vineyard"));
        QCOMPARE(house.view->model()->rowCount(), 10);
        QVERIFY(house.view->isColumnHidden(LiveLogModel::Application));
        QCOMPARE(house.find<QLabel>("scopeTitle")->text(), QStringLiteral("vineyard"));
        house.show(house.v2, {});
        QCOMPARE(house.view->model()->rowCount(), 0);
        house.show(0, {});
        QCOMPARE(house.view->model()->rowCount(), 40);
        QVERIFY(!house.view->isColumnHidden(LiveLogModel::Application));
    }

    void pauseFreezesAndCounts()
    {
        House house;
        house.context.log.append(batch(house.v3, uplinks(1, 30, house.field)));
        auto *button = house.find<QToolButton>("pauseButton");
        QTest::keyClick(house.view, Qt::Key_Space);
        QVERIFY(button->isChecked());
        house.context.log.append(batch(house.v3, uplinks(31, 7, house.field)));
        QCOMPARE(house.view->model()->rowCount(), 30);
        QVERIFY(button->text().contains(u'7'));
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(house.view->model()->rowCount(), 37);
        QVERIFY(house.atTail());
    }

    void copiesTheMessageOfTheCurrentRow()
    {
        House house;
        Domain::RawMessage message;
        message.topic = "v3/orchard/devices/field-01/up";
        message.payload = R"({"z":18446744073709551615,"a":[],"b":{"c":"x, {y}"}})";
        house.context.networks[house.v3].reader.messages.insert(2, message);
        house.context.log.append(batch(house.v3, uplinks(1, 3, house.field)));
        house.view->setCurrentIndex(house.view->model()->index(1, 0));
        QGuiApplication::clipboard()->clear();
        const auto copied = [&] {
            QTest::keyClick(house.window.get(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
            return QGuiApplication::clipboard()->text();
        };
        QTRY_COMPARE(copied(), QString::fromUtf8(message.payload));
        auto *inspector = house.window->livePage()->findChild<QWidget *>(QStringLiteral("inspector"));
        QVERIFY(inspector->isVisible());
        QTest::keyClick(house.window.get(), Qt::Key_F4);
        QVERIFY(!inspector->isVisible());
    }

    void copiesRowsWithTheirTexts()
    {
        House house;
        Domain::CellText cell;
        cell.payload = QByteArray::fromHex("0102");
        cell.decoded = QStringLiteral("temperature -3.5");
        house.context.networks[house.v3].reader.texts.insert(1, cell);
        EventRecord record = uplink(1, house.field);
        record.rssiCentiDbm = -6000;
        record.set(EventRecord::Decoded);
        house.context.log.append(batch(house.v3, {record}));
        house.view->selectAll();
        QSignalSpy copied(house.view, &LiveLogView::copied);
        QTest::keyClick(house.view, Qt::Key_C, Qt::ControlModifier);
        QTRY_COMPARE(copied.count(), 1);
        QCOMPARE(
            QGuiApplication::clipboard()->text(),
            QStringLiteral("2026-11-20T10:00:01.000Z\torchard\tfield-01\tuplink\t2\t1\t\t-60\t\t\t0102\ttemperature "
                           "-3.5\n"));
    }

    void keysGoThroughTheLog()
    {
        House house;
        house.context.log.append(
            batch(house.v3, {uplink(1, house.field), uplink(2, house.pump), uplink(3, house.field)}));
        house.view->setCurrentIndex(house.view->model()->index(0, 0));
        QTest::keyClick(house.view, Qt::Key_N);
        QCOMPARE(house.currentSeq(), 3);
        QTest::keyClick(house.view, Qt::Key_P);
        QCOMPARE(house.currentSeq(), 1);
        QTest::keyClick(house.view, Qt::Key_Return);
        QCOMPARE(house.window->livePage()->filterText(), QStringLiteral("device:field-01"));
        QCOMPARE(house.view->model()->rowCount(), 2);
        QTest::keyClick(house.view, Qt::Key_Escape);
        QCOMPARE(house.view->model()->rowCount(), 3);
        QCOMPARE(house.currentSeq(), 1);
    }

    void themeChangesAtOnce()
    {
        House house;
        Theme *theme = house.window->theme();
        theme->setMode(Theme::Mode::Light);
        QSignalSpy changed(theme, &Theme::changed);
        QTest::mouseClick(house.find<QToolButton>("themeButton"), Qt::LeftButton);
        QVERIFY(theme->isDark());
        QCOMPARE(changed.count(), 1);
        QCOMPARE(qApp->palette().color(QPalette::Base), Theme::dark().base);
        theme->setMode(Theme::Mode::Light);
        QCOMPARE(house.view->palette().color(QPalette::Base), Theme::light().base);
    }

    void noticesSayWhatToDo()
    {
        House house;
        auto *bar = house.find<QWidget>("noticeBar");
        auto *action = house.find<QPushButton>("noticeAction");
        QVERIFY(!bar->isVisible());
        house.context.setStatus(house.v3, Domain::ConnectionStatus::State::Waiting,
                                Domain::Problem::Code::ConnectionRefused);
        QVERIFY(bar->isVisible());
        QTest::mouseClick(action, Qt::LeftButton);
        QCOMPARE(house.context.orders, QStringList{QStringLiteral("connect %1").arg(house.v3)});
        house.context.setStatus(house.v3, Domain::ConnectionStatus::State::Refused,
                                Domain::Problem::Code::BadUserNameOrPassword);
        QTest::mouseClick(action, Qt::LeftButton);
        auto *key = house.find<QLineEdit>("keyField");
        QCOMPARE(key->echoMode(), QLineEdit::Password);
        QTest::keyClicks(key, QStringLiteral("  NNSXS.SECRET \t"));
        QTest::mouseClick(house.find<QPushButton>("credentialConnect"), Qt::LeftButton);
        QCOMPARE(house.context.orders.last(), QStringLiteral("credential %1 NNSXS.SECRET").arg(house.v3));
        house.context.setStatus(house.v3, Domain::ConnectionStatus::State::Live, Domain::Problem::Code::None);
        QVERIFY(!bar->isVisible());
        Domain::Problem full;
        full.code = Domain::Problem::Code::DiskFull;
        Q_EMIT house.context.problemNoticed(house.v3, full);
        QVERIFY(bar->isVisible());
        QTest::mouseClick(house.find<QToolButton>("noticeClose"), Qt::LeftButton);
        QVERIFY(!bar->isVisible());
    }

    void deletingAsksFirst()
    {
        House house;
        house.window->questions()->askToDeleteHistory(house.v2);
        auto *box = house.find<QWidget>("deleteHistoryBox");
        QTest::mouseClick(box->findChild<QPushButton *>(QStringLiteral("cancelButton")), Qt::LeftButton);
        QVERIFY(house.context.orders.isEmpty());
        QTRY_VERIFY(!house.window->findChild<QWidget *>(QStringLiteral("deleteHistoryBox")));
        house.window->questions()->askToDeleteHistory(house.v2);
        box = house.find<QWidget>("deleteHistoryBox");
        QTest::mouseClick(box->findChild<QPushButton *>(QStringLiteral("confirmButton")), Qt::LeftButton);
        QCOMPARE(house.context.orders, QStringList{QStringLiteral("delete %1").arg(house.v2)});
    }

    void welcomesWithoutNetworks()
    {
        House house;
        house.close();
        house.context.networks.clear();
        house.open();
        auto *welcome = house.find<QWidget>("welcomePage");
        QVERIFY(welcome->isVisible());
        QTest::mouseClick(house.find<QPushButton>("welcomeSandbox"), Qt::LeftButton);
        QCOMPARE(house.context.orders, QStringList{QStringLiteral("sandbox")});
        house.context.addNetwork(QStringLiteral("Sandbox v3"), {QStringLiteral("orchard")});
        QVERIFY(!welcome->isVisible());
        QVERIFY(house.view->isVisible());
    }

    void remembersItsState()
    {
        House house;
        house.window->theme()->setMode(Theme::Mode::Dark);
        house.window->livePage()->setFilterText(QStringLiteral("fport:3"));
        house.show(house.v3, QStringLiteral("vineyard"));
        house.window->livePage()->setFilterText(QStringLiteral("fport:2"));
        house.view->setColumnShown(LiveLogModel::DevEui, true);
        house.view->setColumnWidth(LiveLogModel::Device, 222);
        house.window->livePage()->setDetailsShown(false);
        house.close();
        house.open();
        QCOMPARE(house.window->theme()->mode(), Theme::Mode::Dark);
        QCOMPARE(house.find<QLabel>("scopeTitle")->text(), QStringLiteral("vineyard"));
        QCOMPARE(house.window->livePage()->filterText(), QStringLiteral("fport:2"));
        QVERIFY(!house.view->isColumnHidden(LiveLogModel::DevEui));
        QCOMPARE(house.view->columnWidth(LiveLogModel::Device), 222);
        QVERIFY(!house.window->livePage()->areDetailsShown());
        house.show(0, {});
        QCOMPARE(house.window->livePage()->filterText(), QStringLiteral("fport:3"));
        // A page that was never seen begins with the layout of the last one, but looks for nothing.
        house.show(house.v2, QStringLiteral("greenhouse"));
        QCOMPARE(house.window->livePage()->filterText(), QString());
        QCOMPARE(house.view->columnWidth(LiveLogModel::Device), 222);
        QVERIFY(house.view->isColumnHidden(LiveLogModel::Application));
    }

    void findsItsPlaceWhenTheNetworkComesLate()
    {
        House house;
        house.show(house.v3, QStringLiteral("vineyard"));
        house.window->workspace()->tearOff(Gui::PageKind::Live, {house.v3, QStringLiteral("orchard")});
        house.close();
        auto networks = std::exchange(house.context.networks, {});
        house.open();
        house.close(); // nothing of what waits is forgotten
        house.open();
        QVERIFY(!house.window->workspace()->isTornOff(Gui::PageKind::Live, {house.v3, QStringLiteral("orchard")}));
        house.context.networks = std::move(networks);
        Q_EMIT house.context.profilesChanged();
        QCOMPARE(house.find<QLabel>("scopeTitle")->text(), QStringLiteral("vineyard"));
        QVERIFY(house.window->workspace()->isTornOff(Gui::PageKind::Live, {house.v3, QStringLiteral("orchard")}));
    }

    void pagesKeepTheirOwnState()
    {
        House house;
        house.context.log.append(batch(house.v3, uplinks(1, 500, house.field)));
        house.view->verticalScrollBar()->setValue(100);
        house.window->livePage()->setPaused(true);
        house.show(house.v3, QStringLiteral("orchard"));
        QVERIFY(!house.window->livePage()->isPaused());
        QVERIFY(house.atTail());
        house.show(0, {});
        QVERIFY(house.window->livePage()->isPaused());
        QCOMPARE(house.view->verticalScrollBar()->value(), 100);
    }

    void tearsPagesOff()
    {
        House house;
        house.context.log.append(batch(house.v3, uplinks(1, 50, house.field)));
        const QPointer<Gui::LivePage> page = house.window->livePage();
        QTest::keyClick(house.window.get(), Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(page->window() != house.window.get());
        QWidget *own = page->window();
        QVERIFY(own->windowTitle().contains(QStringLiteral("Live")));
        QVERIFY(house.find<QWidget>("awayNote")->isVisible());
        own->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(own));
        QCOMPARE(house.window->workspace()->activePage(), page.data());
        // The shortcuts of the menu work there.
        QTest::keyClick(own, Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(page->findChild<QLineEdit *>(QStringLiteral("filterField"))->hasFocus());
        own->close();
        QTRY_COMPARE(page->window(), house.window.get());
        QVERIFY(page->isVisible());
        // From the tab's menu, back by the button.
        house.window->workspace()->tearOff(Gui::PageKind::Live, {});
        QVERIFY(page->window() != house.window.get());
        QTest::mouseClick(house.find<QPushButton>("bringBackButton"), Qt::LeftButton);
        QCOMPARE(page->window(), house.window.get());
        // A network that goes takes its windows along.
        house.window->workspace()->tearOff(Gui::PageKind::Live, {house.v2, QStringLiteral("greenhouse")});
        house.context.networks.erase(house.v2);
        Q_EMIT house.context.profilesChanged();
        QVERIFY(!house.window->workspace()->isTornOff(Gui::PageKind::Live, {house.v2, QStringLiteral("greenhouse")}));
    }

    void onlySomePagesLive()
    {
        House house;
        QStringList many;
        for (int i = 0; i < 40; ++i)
            many << QStringLiteral("application-%1").arg(i);
        const Domain::ProfileRef large = house.context.addNetwork(QStringLiteral("Large"), many);
        house.window->showScope(large, many.constFirst());
        house.window->livePage()->setFilterText(QStringLiteral("fport:7"));
        for (const QString &application : std::as_const(many))
            house.window->showScope(large, application);
        QVERIFY(house.window->findChildren<Gui::LivePage *>().size() <= 25);
        house.window->showScope(large, many.constFirst());
        QCOMPARE(house.window->livePage()->filterText(), QStringLiteral("fport:7"));
    }

    void statusBarCountsAndWarns()
    {
        House house;
        house.context.networks[house.v3].counters.storedEvents = 12'480;
        house.context.networks[house.v3].counters.storedBytes = 14'000'000;
        house.context.networks[house.v2].counters.lost = 2;
        house.context.persistent = false;
        Q_EMIT house.context.secretsArePersistentChanged();
        QVERIFY(house.find<QLabel>("storedEvents")->text().contains(QStringLiteral("12\u2009480")));
        QCOMPARE(house.find<QLabel>("dropped")->text(), QStringLiteral("2 dropped here"));
        QVERIFY(house.find<QLabel>("secretsNote")->isVisible());
        QCOMPARE(house.find<QLabel>("connectionState")->text(), QStringLiteral("live"));
        house.context.setStatus(house.v2, Domain::ConnectionStatus::State::Connecting, Domain::Problem::Code::None);
        QCOMPARE(house.find<QLabel>("connectionState")->text(), QStringLiteral("connecting"));
    }

    void firstPageHasTheKeyboard()
    {
        House house;
        house.close();
        auto networks = std::move(house.context.networks);
        house.context.networks.clear();
        house.window = std::make_unique<MainWindow>(house.context, house.settings);
        house.window->show();
        house.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(house.window.get()));
        auto *sandbox = house.find<QPushButton>("welcomeSandbox");
        QTRY_VERIFY(sandbox->hasFocus());
        for (const char *action : {"exportAction", "filterAction"})
            QVERIFY(!house.find<QAction>(action)->isEnabled());
        QTest::keyClick(sandbox, Qt::Key_Return);
        QCOMPARE(house.context.orders, QStringList(QStringLiteral("sandbox")));
        house.context.networks = std::move(networks);
        Q_EMIT house.context.profilesChanged();
        QTRY_VERIFY(house.window->livePage()->isAncestorOf(QApplication::focusWidget()));
        QVERIFY(house.find<QAction>("exportAction")->isEnabled());
    }

    void connectionsAreReachedFromAnywhere()
    {
        House house;
        house.show(house.v3, QStringLiteral("orchard"));
        QTest::keyClick(house.window.get(), Qt::Key_6, Qt::ControlModifier);
        QCOMPARE(house.find<QLabel>("scopeTitle")->text(), QStringLiteral("Everything"));
        QVERIFY(house.find<QWidget>("connectionsPage")->isVisible());
    }

    void standsRoughUse()
    {
        House house;
        const QString longName(300, u'W');
        QStringList applications;
        for (int i = 0; i < 20; ++i)
            applications << longName + QString::number(i);
        std::vector<Domain::ProfileRef> added;
        for (int i = 0; i < 20; ++i)
            added.push_back(house.context.addNetwork(longName + QString::number(i), applications));
        house.window->resize(960, 600);
        QCOMPARE(house.window->size(), QSize(960, 600));
        for (const Domain::ProfileRef network : added) {
            const auto device
                = house.context.names.internDevice(network, applications.back().toStdString(), std::string(2000, 'M'));
            house.context.log.append(batch(network, uplinks(1, 10, device)));
        }
        // Every popup, while theme and clock change below it.
        for (const char *menu : {"devicesMenuButton", "kindsMenuButton", "timeMenuButton", "savedMenuButton"}) {
            auto *button = house.find<QToolButton>(menu);
            QVERIFY(button);
            button->click();
            QVERIFY(QApplication::activePopupWidget());
            house.window->theme()->setMode(Theme::Mode::Dark);
            house.find<QAction>("utcAction")->toggle();
            house.window->theme()->setMode(Theme::Mode::Light);
            while (QWidget *popup = QApplication::activePopupWidget())
                popup->close();
        }
        for (int i = 0; i < 20; ++i) {
            QTest::keyClick(house.window.get(), Qt::Key_K, Qt::ControlModifier);
            QWidget *target = QApplication::focusWidget() ? QApplication::focusWidget() : house.window.get();
            QTest::keyClick(target, Qt::Key_Escape);
        }
        auto *field = house.find<QLineEdit>("filterField");
        for (const QString &text : {QString(5000, u'('), QString(5000, u'"'), QString(5000, u','),
                                    QStringLiteral("device:").repeated(700), QStringLiteral("-").repeated(4096),
                                    QStringLiteral("device:*a ").repeated(400), QStringLiteral("hex:").repeated(900)}) {
            house.window->livePage()->setFilterText(text);
            QVERIFY(field->text().size() <= 4096);
            QVERIFY(house.find<QLabel>("filterNote")->width() < house.window->width());
            QCOMPARE(house.window->size(), QSize(960, 600));
        }
        house.window->livePage()->setFilterText({});
        // All chosen while it goes away.
        house.view->selectAll();
        QTest::keyClick(house.view, Qt::Key_Delete);
        house.window->livePage()->setPaused(true);
        house.show(added.back(), {});
        house.window->workspace()->tearOff(Gui::PageKind::Live, {added.back(), {}});
        for (const Domain::ProfileRef network : added) {
            house.context.log.clearProfile(network);
            house.context.networks.erase(network);
            Q_EMIT house.context.profilesChanged();
        }
        QCoreApplication::processEvents();
        QCOMPARE(house.window->size(), QSize(960, 600));
        QVERIFY(house.find<QTreeView>("networkTree")->isVisible());
    }

    void drawsEveryPage()
    {
        House house;
        house.context.log.append(batch(house.v3, uplinks(1, 100, house.field)));
        QTemporaryDir pictures;
        const QString folder = qEnvironmentVariable("TTN_TEST_PICTURES", pictures.path());
        QStringList failed{QStringLiteral("not done")};
        bool done = false;
        const auto end = [&](const QStringList &files) {
            failed = files;
            done = true;
        };
        Gui::renderScreens(*house.window, folder, end, std::chrono::milliseconds(5));
        QTRY_VERIFY_WITH_TIMEOUT(done, 180'000);
        QCOMPARE(failed, QStringList());
        QVERIFY(QDir(folder).entryList({QStringLiteral("*-light.png")}).size() >= 50);
        QCOMPARE(QDir(folder).entryList({QStringLiteral("*-light.png")}).size(),
                 QDir(folder).entryList({QStringLiteral("*-dark.png")}).size());
    }
};

TTN_GUI_TEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
