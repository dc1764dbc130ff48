// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/clock.h"
#include "models/choicemodel.h"
#include "tests/fakes/fakecontext.h"
#include "tests/fakes/guitest.h"
#include "ui/common/theme.h"
#include "ui/live/filterbar.h"
#include "ui/live/livelogview.h"
#include "ui/live/livepage.h"
#include "ui/live/logcolumns.h"
#include "ui/live/logmenu.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QDateTimeEdit>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QToolButton>

using Domain::EventKind;
using Domain::EventRecord;
using Gui::LiveLogView;
using Gui::LivePage;
using Gui::Scope;
using Models::LiveLogModel;
using TestSupport::batch;
using TestSupport::FakeContext;
using TestSupport::uplink;
using TestSupport::uplinks;

/// The live page by itself, operated as a person does it.
class TestLivePage : public GuiTestBase
{
    Q_OBJECT

private:
    static constexpr qint64 Minute = qint64(60) * 1'000'000'000;

    struct House
    {
        House()
        {
            v3 = context.addNetwork(QStringLiteral("Sandbox v3"),
                                    {QStringLiteral("orchard"), QStringLiteral("vineyard")});
            field = context.names.internDevice(v3, "orchard", "field-01");
            pump = context.names.internDevice(v3, "vineyard", "pump-02");
            open({});
        }
        void open(const Scope &scope)
        {
            page.reset();
            page = std::make_unique<LivePage>(&context, &theme, scope);
            page->resize(1090, 700);
            page->show();
            page->activateWindow();
            if (!QTest::qWaitForWindowActive(page.get()))
                qWarning("the page does not become active");
            view = page->view();
            view->setFocus();
        }
        void append(std::vector<EventRecord> records) { context.log.append(batch(v3, std::move(records))); }
        template <typename T>
        T *find(const char *name) const
        {
            // What was closed is gone.
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            T *found = page->findChild<T *>(QLatin1String(name));
            if (!found)
                qWarning("no %s", name);
            return found;
        }
        /// The same, shown now.
        template <typename T>
        T *shown(const char *name) const
        {
            T *found = find<T>(name);
            return found && found->isVisible() ? found : nullptr;
        }
        void press(const char *button) const { QTest::mouseClick(find<QAbstractButton>(button), Qt::LeftButton); }
        [[nodiscard]] int rows() const { return view->model()->rowCount(); }
        [[nodiscard]] QString text() const { return page->filterText(); }
        [[nodiscard]] qint64 seqAt(int row) const
        {
            return view->model()->index(row, 0).data(LiveLogModel::SeqRole).toLongLong();
        }
        [[nodiscard]] qint64 currentSeq() const { return view->currentEvent() ? view->currentEvent()->seq : 0; }
        void choose(int row, int column = 0) const { view->setCurrentIndex(view->model()->index(row, column)); }
        /// The context menu of a cell, opened by the keyboard.
        QMenu *menuAt(int row, int column) const
        {
            choose(row, column);
            QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
            QApplication::sendEvent(view, &event);
            return find<QMenu>("logMenu");
        }
        static bool trigger(QMenu *menu, const char *name)
        {
            auto *action = menu->findChild<QAction *>(QLatin1String(name));
            if (!action || !action->isEnabled())
                return false;
            action->trigger();
            menu->close();
            return true;
        }

        FakeContext context;
        Gui::Theme theme;
        Domain::ProfileRef v3 = 0;
        Domain::DeviceRef field = 0, pump = 0;
        std::unique_ptr<LivePage> page;
        LiveLogView *view = nullptr;
    };
    static EventRecord gap(qint64 seq, qint64 fromNs, qint64 toNs)
    {
        EventRecord record = uplink(seq);
        record.kind = EventKind::Gap;
        record.timeNs = fromNs;
        record.receivedNs = toNs;
        record.flags = 0;
        return record;
    }

private Q_SLOTS:
    void everyScopeHasAPageOfItsOwn()
    {
        House house;
        house.append(uplinks(1, 30, house.field));
        house.append(uplinks(31, 10, house.pump));
        LivePage orchard(&house.context, &house.theme, {house.v3, QStringLiteral("orchard")});
        LivePage vineyard(&house.context, &house.theme, {house.v3, QStringLiteral("vineyard")});
        vineyard.setFilterText(QStringLiteral("fcnt>35"));
        QCOMPARE(house.rows(), 40);
        QCOMPARE(orchard.log().rowCount(), 30);
        QCOMPARE(vineyard.log().rowCount(), 5);
        QVERIFY(orchard.view()->isColumnHidden(LiveLogModel::Application));
        QVERIFY(!house.view->isColumnHidden(LiveLogModel::Application));
        house.append(uplinks(41, 1, house.pump));
        QCOMPARE(vineyard.log().rowCount(), 6);
        QCOMPARE(orchard.log().rowCount(), 30);
    }

    void devicesAndTextAreTheSame()
    {
        House house;
        house.append(uplinks(1, 3, house.field));
        house.append(uplinks(4, 2, house.pump));
        house.page->setFilterText(QStringLiteral("fport:2"));
        house.press("devicesMenuButton");
        auto *list = house.find<QListView>("devicesPopupList");
        QTRY_COMPARE(list->model()->rowCount(), 2);
        // The one heard last is the first; its application stands beside it.
        QCOMPARE(list->model()->index(0, 0).data().toString(), QStringLiteral("pump-02"));
        QCOMPARE(list->model()->index(0, 0).data(Models::ChoiceModel::DetailRole).toString(),
                 QStringLiteral("vineyard"));
        auto *search = house.find<QLineEdit>("devicesPopupSearch");
        QCOMPARE(house.find<QWidget>("devicesPopup")->focusWidget(), search);
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(house.text(), QStringLiteral("fport:2 device:pump-02"));
        QCOMPARE(house.rows(), 2);
        QTest::keyClick(search, Qt::Key_Down);
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(house.text(), QStringLiteral("fport:2 device:pump-02,field-01"));
        QVERIFY(house.find<QToolButton>("devicesMenuButton")->text().contains(u'2'));
        QTest::keyClick(search, Qt::Key_Up);
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(house.text(), QStringLiteral("fport:2 device:field-01"));
        QTest::keyClicks(search, QStringLiteral("pump"));
        QCOMPARE(list->model()->rowCount(), 1);
        // What is typed into the filter moves the ticks.
        const auto checked = [&] { return list->model()->index(0, 0).data(Qt::CheckStateRole).toInt() == Qt::Checked; };
        QVERIFY(!checked());
        house.page->setFilterText(QStringLiteral("device:p*"));
        QVERIFY(checked());
        house.press("devicesPopupClear");
        QCOMPARE(house.text(), QString());
        QTest::keyClick(search, Qt::Key_Escape);
        QTRY_VERIFY(!house.page->findChild<QWidget *>(QStringLiteral("devicesPopup")));
        QCOMPARE(house.rows(), 5);
    }

    void kindsByKeyboard()
    {
        House house;
        EventRecord join = uplink(2, house.field);
        join.kind = EventKind::Join;
        house.append({uplink(1, house.field), join});
        auto *button = house.find<QToolButton>("kindsMenuButton");
        button->setFocus(Qt::TabFocusReason);
        QTest::keyClick(button, Qt::Key_Space);
        auto *list = house.find<QListView>("kindsPopupList");
        QCOMPARE(list->model()->rowCount(), Domain::EventKindCount);
        QTest::keyClick(list, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Space);
        QCOMPARE(house.text(), QStringLiteral("kind:join"));
        QCOMPARE(house.rows(), 1);
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(house.text(), QString());
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(0, 0)).center());
        QCOMPARE(house.text(), QStringLiteral("kind:uplink"));
        const auto clickBox = [list](int row) {
            const QRect rect = list->visualRect(list->model()->index(row, 0));
            QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, {rect.left() + 8, rect.center().y()});
        };
        clickBox(1);
        QCOMPARE(house.text(), QStringLiteral("kind:uplink,join"));
        clickBox(0);
        QCOMPARE(house.text(), QStringLiteral("kind:join"));
    }

    void timesInTheMenu()
    {
        House house;
        const qint64 now = Domain::nowNs();
        std::vector<EventRecord> records = uplinks(1, 3, house.field);
        records[1].timeNs = now - 20 * Minute;
        records[2].timeNs = now - 5 * Minute;
        house.append(records);
        const auto menu = [&] {
            house.press("timeMenuButton");
            return house.find<QMenu>("timeMenu");
        };
        const auto isChecked = [](QMenu *open, const char *name) {
            const bool checked = open->findChild<QAction *>(QLatin1String(name))->isChecked();
            open->close();
            return checked;
        };
        QVERIFY(isChecked(menu(), "timeAll"));
        QVERIFY(House::trigger(menu(), "timeLast15"));
        QCOMPARE(house.text(), QStringLiteral("time>-15min"));
        QCOMPARE(house.rows(), 1);
        QVERIFY(House::trigger(menu(), "timeLastHour"));
        QCOMPARE(house.text(), QStringLiteral("time>-1h"));
        QCOMPARE(house.rows(), 2);
        QVERIFY(isChecked(menu(), "timeLastHour"));
        house.page->setFilterText(QStringLiteral("fport:2 time>=today"));
        QVERIFY(isChecked(menu(), "timeToday"));
        QVERIFY(House::trigger(menu(), "timeAll"));
        QCOMPARE(house.text(), QStringLiteral("fport:2"));
        QVERIFY(!House::trigger(menu(), "timeThisGap"));
        house.find<QMenu>("timeMenu")->close();

        QVERIFY(House::trigger(menu(), "timeRange"));
        auto *from = house.find<QDateTimeEdit>("timeFrom");
        auto *to = house.find<QDateTimeEdit>("timeTo");
        from->setDateTime(QDateTime(QDate(2026, 11, 20), QTime(10, 0, 2)));
        to->setDateTime(QDateTime(QDate(2026, 11, 20), QTime(10, 0, 1)));
        QVERIFY(!house.find<QPushButton>("timeRangeShow")->isEnabled());
        from->setDateTime(QDateTime(QDate(2026, 11, 20), QTime(10, 0, 0)));
        house.press("timeRangeShow");
        QCOMPARE(house.text(), QStringLiteral("fport:2 time>=2026-11-20T10:00:00Z time<=2026-11-20T10:00:01.999Z"));
        QCOMPARE(house.rows(), 1);
    }

    void theGapThatIsHere()
    {
        House house;
        const qint64 begin = uplink(2).timeNs;
        house.append({uplink(1, house.field), gap(2, begin, begin + 3'000'000'000), uplink(6, house.field)});
        for (const int row : {0, 1}) {
            house.page->setFilterText({});
            house.choose(row);
            house.press("timeMenuButton");
            QVERIFY(House::trigger(house.find<QMenu>("timeMenu"), "timeThisGap"));
            QCOMPARE(house.text(), QStringLiteral("time>=2026-11-20T10:00:02Z time<=2026-11-20T10:00:05Z"));
            QCOMPARE(house.rows(), 1);
        }
        house.page->setFilterText({});
        house.choose(2);
        house.press("timeMenuButton");
        QVERIFY(!house.find<QMenu>("timeMenu")->findChild<QAction *>(QStringLiteral("timeThisGap"))->isEnabled());
    }

    void offersWhatMayFollow()
    {
        House house;
        auto *field = house.find<QLineEdit>("filterField");
        house.page->run(Gui::PageCommand::Filter);
        auto *offers = [&]() -> QAbstractItemView * {
            QTest::keyClicks(field, QStringLiteral("fport:2 -de"));
            for (QWidget *widget : QApplication::topLevelWidgets()) {
                if (widget->objectName() == u"filterOffers")
                    return qobject_cast<QAbstractItemView *>(widget);
            }
            return nullptr;
        }();
        QVERIFY(offers && offers->isVisible());
        const auto texts = [&] {
            QStringList list;
            for (int row = 0; row < offers->model()->rowCount(); ++row)
                list << offers->model()->index(row, 0).data().toString();
            return list;
        };
        QCOMPARE(texts(),
                 (QStringList{QStringLiteral("device:"), QStringLiteral("deveui:"), QStringLiteral("decoded:")}));
        offers->setCurrentIndex(offers->model()->index(0, 0));
        // The list has the keyboard and hands keys to the field first.
        QTest::keyClick(offers, Qt::Key_Return);
        QCOMPARE(house.text(), QStringLiteral("fport:2 -device:"));
        QVERIFY(offers->isVisible());
        QCOMPARE(texts(), (QStringList{QStringLiteral("field-01"), QStringLiteral("pump-02")}));
        QTest::keyClicks(field, QStringLiteral("p"));
        QCOMPARE(texts(), QStringList{QStringLiteral("pump-02")});
        offers->setCurrentIndex(offers->model()->index(0, 0));
        QTest::keyClick(offers, Qt::Key_Return);
        QCOMPARE(house.text(), QStringLiteral("fport:2 -device:pump-02"));
        QTest::keyClicks(field, QStringLiteral(" time>-1"));
        QCOMPARE(texts(), (QStringList{QStringLiteral("-15min"), QStringLiteral("-1h"), QStringLiteral("-1d")}));
        QTest::keyClicks(field, QStringLiteral("zzz"));
        QVERIFY(!offers->isVisible());
    }

    void savedFilters()
    {
        House house;
        house.page->setFilterText(QStringLiteral("kind:join"));
        house.press("savedMenuButton");
        auto *name = house.find<QLineEdit>("saveFilterName");
        QCOMPARE(house.find<QWidget>("savedFiltersPopup")->focusWidget(), name);
        QVERIFY(!house.find<QPushButton>("saveFilterButton")->isEnabled());
        QTest::keyClicks(name, QStringLiteral("Joins"));
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(house.context.choices.savedFilters(),
                 (std::vector<Gui::SavedFilter>{{QStringLiteral("Joins"), QStringLiteral("kind:join")}}));
        house.context.choices.saveFilter(QStringLiteral("Cold"), QStringLiteral("temperature<0"));
        house.context.choices.saveFilter(QStringLiteral("Far"), QStringLiteral("rssi<-115"));
        QTRY_VERIFY(!house.page->findChild<QWidget *>(QStringLiteral("savedFiltersPopup")));

        // Another scope has the same filters.
        house.open({house.v3, QStringLiteral("orchard")});
        house.press("savedMenuButton");
        auto *list = house.find<QListView>("savedFiltersList");
        QCOMPARE(list->model()->rowCount(), 3);
        list->setFocus();
        list->setCurrentIndex(list->model()->index(1, 0));
        QTest::keyClick(list, Qt::Key_F2);
        auto *editor = list->findChild<QLineEdit *>();
        QVERIFY(editor);
        QTest::keyClicks(editor, QStringLiteral("Frost"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(house.context.choices.savedFilters().at(1).name, QStringLiteral("Frost"));
        QTest::keyClick(list, Qt::Key_Delete);
        QCOMPARE(house.context.choices.savedFilters().size(), std::size_t(2));
        QVERIFY(house.find<QLabel>("savedFiltersNote")->text().contains(QStringLiteral("Frost")));
        house.press("undoDeleteFilterButton");
        QCOMPARE(house.context.choices.savedFilters().at(1).name, QStringLiteral("Frost"));
        list->setCurrentIndex(list->model()->index(2, 0));
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(house.text(), QStringLiteral("rssi<-115"));
        QTRY_VERIFY(!house.page->findChild<QWidget *>(QStringLiteral("savedFiltersPopup")));
        // A name that is taken is replaced, and said to be.
        house.press("savedMenuButton");
        name = house.find<QLineEdit>("saveFilterName");
        QTest::keyClicks(name, QStringLiteral("Joins"));
        QVERIFY(house.find<QLabel>("savedFiltersNote")->text().contains(QStringLiteral("replaced")));
        house.press("saveFilterButton");
        QCOMPARE(house.context.choices.savedFilters().at(0).text, QStringLiteral("rssi<-115"));
    }

    void oneDeviceAndBackToTheSameRow_data()
    {
        QTest::addColumn<bool>("byMouse");
        QTest::newRow("Enter") << false;
        QTest::newRow("double click") << true;
    }
    void oneDeviceAndBackToTheSameRow()
    {
        QFETCH(bool, byMouse);
        House house;
        std::vector<EventRecord> records;
        for (int i = 1; i <= 1000; ++i)
            records.push_back(uplink(i, i % 3 ? house.field : house.pump));
        house.append(records);
        house.page->setFilterText(QStringLiteral("fport:2"));
        house.choose(500, LiveLogModel::Device);
        house.view->scrollTo(house.view->currentIndex(), QAbstractItemView::PositionAtTop);
        house.view->verticalScrollBar()->setValue(house.view->verticalScrollBar()->value() - 37);
        const int value = house.view->verticalScrollBar()->value();
        const qint64 current = house.currentSeq();
        if (byMouse) {
            const QPoint at = house.view->visualRect(house.view->currentIndex()).center();
            QTest::mouseDClick(house.view->viewport(), Qt::LeftButton, {}, at);
        } else {
            QTest::keyClick(house.view, Qt::Key_Return);
        }
        QCOMPARE(house.text(), QStringLiteral("fport:2 device:pump-02"));
        QCOMPARE(house.rows(), 333);
        QCOMPARE(house.currentSeq(), current);
        // One may look around there; the way back is the same.
        QTest::keyClick(house.view, Qt::Key_N);
        QVERIFY(house.currentSeq() != current);
        house.append(uplinks(1001, 10, house.field));
        QTest::keyClick(house.view, Qt::Key_Escape);
        QCOMPARE(house.text(), QStringLiteral("fport:2"));
        QCOMPARE(house.rows(), 1010);
        QCOMPARE(house.currentSeq(), current);
        QCOMPARE(house.view->verticalScrollBar()->value(), value);
        QCOMPARE(house.view->selectionModel()->selectedRows().size(), 1);
        QVERIFY(!house.view->isFollowing());
        // Esc again takes the filter away as ever.
        QTest::keyClick(house.view, Qt::Key_Escape);
        QCOMPARE(house.text(), QString());
    }

    void oneOfTwoDevicesOfTheSameName()
    {
        House house;
        const Domain::DeviceRef twin = house.context.names.internDevice(house.v3, "vineyard", "field-01");
        house.append(uplinks(1, 3, house.field));
        house.append(uplinks(4, 2, twin));
        house.choose(4);
        QTest::keyClick(house.view, Qt::Key_Return);
        QCOMPARE(house.text(), QStringLiteral("device:field-01 app:vineyard"));
        QCOMPARE(house.rows(), 2);
    }

    void goesToATime()
    {
        House house;
        house.append(uplinks(1, 3000, house.field));
        QSignalSpy noted(house.page.get(), &Gui::Page::noted);
        const auto type = [&](const QString &text) {
            // Off screen nothing is active once a popup has closed.
            house.page->activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(house.page.get()));
            QTest::keyClick(house.view, Qt::Key_G, Qt::ControlModifier);
            auto *field = house.find<QLineEdit>("goToTimeField");
            QTest::keyClicks(field, text);
            QTest::keyClick(field, Qt::Key_Return);
        };
        type(QStringLiteral("2026-11-20 10:20:00"));
        QCOMPARE(house.currentSeq(), 1200);
        QVERIFY(!house.view->isFollowing());
        QTRY_VERIFY(!house.page->findChild<QWidget *>(QStringLiteral("goToTimePopup")));
        type(QStringLiteral("2027-01-01"));
        QVERIFY(house.view->isFollowing());
        QCOMPARE(noted.count(), 1);
        QTRY_VERIFY(!house.page->findChild<QWidget *>(QStringLiteral("goToTimePopup")));
        // What cannot be read is said, and nothing moves.
        type(QStringLiteral("noonish"));
        QVERIFY(house.find<QLabel>("goToTimeMeaning")->text().contains(QStringLiteral("Not understood")));
        QVERIFY(!house.find<QPushButton>("goToTimeButton")->isEnabled());
        house.find<QWidget>("goToTimePopup")->close();
        QTRY_VERIFY(!house.page->findChild<QWidget *>(QStringLiteral("goToTimePopup")));

        // Older than the log: with a history there is more to do.
        house.context.older = true;
        type(QStringLiteral("2026-11-20 09:59:50"));
        auto *older = house.find<QPushButton>("goToTimeOlder");
        QVERIFY(older->isVisible());
        QTest::mouseClick(older, Qt::LeftButton);
        QCOMPARE(house.context.orders, QStringList{QStringLiteral("older")});
        // Older ones have smaller numbers; here the times matter.
        std::vector<EventRecord> earlier{uplink(-20, house.pump), uplink(-9, house.pump), uplink(-5, house.field)};
        house.context.log.prepend(house.v3, earlier);
        QTRY_VERIFY(!house.page->findChild<QWidget *>(QStringLiteral("goToTimePopup")));
        QCOMPARE(house.currentSeq(), -9);
        type(QStringLiteral("2026-11-20 09:00"));
        house.press("goToTimeSearch");
        QCOMPARE(house.text(), QStringLiteral("time>=2026-11-20T09:00:00Z time<2026-11-20T10:00:00Z"));
        QCOMPARE(house.context.networks[house.v3].reader.scansAsked.size(), std::size_t(1));
    }

    void cellsAsConditionsAndCopies()
    {
        House house;
        Domain::CellText cell;
        cell.payload = QByteArray::fromHex("08fc0e");
        cell.decoded = QStringLiteral("battery 3.3 · gps.lat 52.1");
        house.context.networks[house.v3].reader.texts.insert(1, cell);
        EventRecord record = uplink(1, house.field);
        record.set(EventRecord::Decoded);
        house.append({record, uplink(2, house.pump)});
        QTRY_VERIFY(house.page->log().log()->cell(0));
        QVERIFY(House::trigger(house.menuAt(0, LiveLogModel::Device), "filterByAction"));
        QCOMPARE(house.text(), QStringLiteral("device:field-01"));
        QVERIFY(House::trigger(house.menuAt(0, LiveLogModel::FCnt), "excludeAction"));
        QCOMPARE(house.text(), QStringLiteral("device:field-01 -fcnt:1"));
        house.page->setFilterText({});
        QVERIFY(House::trigger(house.menuAt(0, LiveLogModel::Kind), "onlyDeviceAction"));
        QCOMPARE(house.text(), QStringLiteral("device:field-01"));
        house.page->setFilterText({});
        const std::pair<const char *, QString> copies[] = {{"copyCellAction", QStringLiteral("08FC0E")},
                                                           {"copyHexAction", QStringLiteral("08FC0E")},
                                                           {"copyBase64Action", QStringLiteral("CPwO")},
                                                           {"copyCArrayAction", QStringLiteral("{0x08, 0xFC, 0x0E}")}};
        for (const auto &[action, expected] : copies) {
            QVERIFY2(House::trigger(house.menuAt(0, LiveLogModel::Payload), action), action);
            QCOMPARE(QGuiApplication::clipboard()->text(), expected);
        }
        QVERIFY(!House::trigger(house.menuAt(1, LiveLogModel::Payload), "copyHexAction"));
    }

    void aDecodedFieldAsAColumn()
    {
        House house;
        Domain::CellText cell;
        cell.decoded = QStringLiteral("battery 3.3 · gps.lat 52.1");
        cell.field = QStringLiteral("52.1");
        house.context.networks[house.v3].reader.texts.insert(1, cell);
        EventRecord record = uplink(1, house.field);
        record.set(EventRecord::Decoded);
        house.append({record});
        house.choose(0);
        QTRY_VERIFY(house.page->log().log()->cell(0));
        Q_EMIT house.view->horizontalHeader()->customContextMenuRequested(QPoint(20, 5));
        QVERIFY(House::trigger(house.find<QMenu>("columnsMenu"), "columnField"));
        auto *offers = house.find<QListWidget>("fieldOffers");
        QCOMPARE(offers->count(), 2);
        offers->setFocus();
        offers->setCurrentRow(1);
        QTest::keyClick(offers, Qt::Key_Return);
        QVERIFY(!house.view->isColumnHidden(LiveLogModel::Field));
        QCOMPARE(house.view->model()->headerData(LiveLogModel::Field, Qt::Horizontal).toString(),
                 QStringLiteral("gps.lat"));
        QTRY_COMPARE(house.view->model()->index(0, LiveLogModel::Field).data().toString(), QStringLiteral("52.1"));
        QCOMPARE(house.context.networks[house.v3].reader.cellsAsked.back().field, QStringLiteral("gps.lat"));

        // It is remembered with the other columns.
        QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        house.view->setColumnWidth(LiveLogModel::Device, 222);
        house.page->saveState(settings);
        house.open({});
        house.page->restoreState(settings, false);
        QVERIFY(!house.view->isColumnHidden(LiveLogModel::Field));
        QCOMPARE(house.view->columnWidth(LiveLogModel::Device), 222);
        QCOMPARE(house.view->model()->headerData(LiveLogModel::Field, Qt::Horizontal).toString(),
                 QStringLiteral("gps.lat"));
        house.page->setFieldColumn({});
        QVERIFY(house.view->isColumnHidden(LiveLogModel::Field));
    }

    void columnsFitTheWindow()
    {
        House house;
        house.append(uplinks(1, 10, house.field));
        const auto used = [&] { return house.view->horizontalHeader()->length(); };
        QCOMPARE(house.view->columnWidth(LiveLogModel::Time), 96);
        house.page->resize(770, 520);
        QTRY_COMPARE(used(), house.view->viewport()->width());
        const auto widthOf
            = [&](const char *text) { return house.view->fontMetrics().horizontalAdvance(QLatin1String(text)); };
        QVERIFY(house.view->columnWidth(LiveLogModel::Time) > widthOf("00:00:00.000"));
        if (!house.view->isColumnHidden(LiveLogModel::Rssi))
            QVERIFY(house.view->columnWidth(LiveLogModel::Rssi)
                    > house.view->fontMetrics().horizontalAdvance(QStringLiteral("−120")));
        // Whose it is can be read; what says less gives way.
        QVERIFY(house.view->columnWidth(LiveLogModel::Application) > widthOf("greenhouse"));
        QVERIFY(house.view->columnWidth(LiveLogModel::Device) > widthOf("weather-01"));
        QVERIFY(house.view->columnWidth(LiveLogModel::Decoded) >= 64);
        for (int column = 0; column < LiveLogModel::ColumnCount; ++column)
            house.view->setColumnShown(column, true);
        QVERIFY(used() <= house.view->viewport()->width());
        // Unless the person wants one wider.
        house.view->setColumnWidth(LiveLogModel::Device, 900);
        QVERIFY(used() > house.view->viewport()->width());
        QCOMPARE(house.view->columnWidth(LiveLogModel::Device), 900);
        house.view->resetColumns();
        QCOMPARE(used(), house.view->viewport()->width());
        QVERIFY(!house.view->columns()->restore(QStringLiteral("Time:96 Nothing:5")));
        QVERIFY(!house.view->columns()->restore(QString()));
    }

    void columnsFoldAwayWithoutRoom()
    {
        House house;
        house.append(uplinks(1, 10, house.field));
        auto *columns = house.view->columns();
        house.page->resize(1300, 520);
        QTRY_VERIFY(!house.view->isColumnHidden(LiveLogModel::Payload));
        const QString saved = columns->save();
        house.page->resize(430, 520);
        QTRY_VERIFY(house.view->isColumnHidden(LiveLogModel::Payload));
        QVERIFY(!house.view->isColumnHidden(LiveLogModel::Device));
        QCOMPARE(house.view->columnWidth(LiveLogModel::Time), 96);
        QVERIFY(house.view->horizontalHeader()->length() <= house.view->viewport()->width());
        // Chosen all the same: in copies, in the menu and at the next start.
        QVERIFY(columns->isShown(LiveLogModel::Payload));
        QCOMPARE(columns->save(), saved);
        // What is asked for is seen at once, instead of another one.
        house.view->setColumnShown(LiveLogModel::Payload, false);
        house.view->setColumnShown(LiveLogModel::Payload, true);
        QVERIFY(!house.view->isColumnHidden(LiveLogModel::Payload));
        house.page->resize(1300, 520);
        QTRY_VERIFY(!house.view->isColumnHidden(LiveLogModel::Gateways));
        QCOMPARE(columns->save(), saved);
    }

    void arrowsBeginWhereOneLooks()
    {
        House house;
        house.append(uplinks(1, 200, house.field));
        house.view->setFocus();
        // Nothing is chosen yet.
        QTest::keyClick(house.view, Qt::Key_Return);
        QVERIFY(house.text().isEmpty());
        QTest::keyClick(house.view, Qt::Key_Up);
        QCOMPARE(house.view->currentIndex().row(), 199);
        QVERIFY(house.view->selectionModel()->isRowSelected(199, {}));
        QTest::keyClick(house.view, Qt::Key_Up);
        QCOMPARE(house.view->currentIndex().row(), 198);
        house.view->clearSelection();
        house.view->verticalScrollBar()->setValue(house.view->verticalScrollBar()->maximum() / 2);
        const int top = house.view->rowAt(0);
        QTest::keyClick(house.view, Qt::Key_Down);
        QCOMPARE(house.view->currentIndex().row(), top);
    }

    void singleKeysCanBeSwitchedOff()
    {
        House house;
        house.append({uplink(1, house.field), uplink(2, house.pump), uplink(3, house.field)});
        house.choose(0);
        house.view->setSingleKeys(false);
        QTest::keyClick(house.view, Qt::Key_N);
        QTest::keyClick(house.view, Qt::Key_Space);
        QCOMPARE(house.currentSeq(), 1);
        QVERIFY(!house.page->isPaused());
        QTest::keyClick(house.view, Qt::Key_End);
        house.view->setSingleKeys(true);
        QTest::keyClick(house.view, Qt::Key_N);
        QCOMPARE(house.currentSeq(), 3);
    }

    void emptyLogsSayWhy()
    {
        using State = Domain::ConnectionStatus::State;
        using Code = Domain::Problem::Code;
        House house;
        auto *title = house.find<QLabel>("emptyTitle");
        auto *body = house.find<QLabel>("emptyBody");
        auto *action = house.find<QPushButton>("emptyAction");
        QVERIFY(title->isVisible());
        QVERIFY(body->text().contains(QStringLiteral("first message proves it")));
        QVERIFY(body->text().contains(QStringLiteral("JoinEUI")));
        QVERIFY(!action->isVisible());
        house.context.setStatus(house.v3, State::Refused, Code::BadUserNameOrPassword);
        QVERIFY(body->text().contains(QStringLiteral("RIGHT_APPLICATION_TRAFFIC_READ")));
        QSignalSpy key(house.page.get(), &LivePage::keyRequested);
        QTest::mouseClick(action, Qt::LeftButton);
        QCOMPARE(key.count(), 1);
        house.context.setStatus(house.v3, State::Offline, Code::None);
        QTest::mouseClick(action, Qt::LeftButton);
        QCOMPARE(house.context.orders, QStringList{QStringLiteral("connect %1").arg(house.v3)});
        house.context.setStatus(house.v3, State::Live, Code::None);
        QVERIFY(!action->isVisible());

        house.page->setPaused(true);
        house.append(uplinks(1, 7, house.field));
        QCOMPARE(title->text(), QStringLiteral("Paused"));
        QVERIFY(body->text().contains(u'7'));
        QTest::mouseClick(action, Qt::LeftButton);
        QVERIFY(!title->isVisible());
        QCOMPARE(house.rows(), 7);
        house.page->setFilterText(QStringLiteral("fport:99"));
        QVERIFY(title->isVisible());
        QTest::mouseClick(action, Qt::LeftButton);
        QCOMPARE(house.text(), QString());
        QVERIFY(!title->isVisible());
    }

    void longSilenceIsSaid()
    {
        House house;
        house.append(uplinks(1, 3, house.field));
        auto *line = house.find<QLabel>("logLineText");
        const qint64 now = Domain::nowNs();
        house.page->tick(now + 9 * Minute);
        QVERIFY(!line->isVisible());
        house.page->tick(now + 12 * Minute);
        QVERIFY(line->isVisible());
        QCOMPARE(line->text(), QStringLiteral("Nothing came for 12 min."));
        house.press("silenceButton");
        QVERIFY(house.find<QLabel>("silenceText")->text().contains(QStringLiteral("gateway")));
        house.find<QWidget>("silencePopup")->close();
        // An event ends it.
        EventRecord fresh = uplink(4, house.field);
        fresh.receivedNs = Domain::nowNs();
        house.append({fresh});
        QVERIFY(!line->isVisible());
        house.page->tick(now + 20 * Minute);
        QVERIFY(line->isVisible());
        house.context.setStatus(house.v3, Domain::ConnectionStatus::State::Waiting, Domain::Problem::Code::None);
        QVERIFY(!line->isVisible());
    }

    void pauseStandsWhateverHappens()
    {
        House house;
        house.context.log.setCap(2 * Models::LiveLogStore::BlockRows);
        house.append(uplinks(1, 6000, house.field));
        QTest::keyClick(house.view, Qt::Key_Space);
        house.append(uplinks(6001, 500, house.field));
        QCOMPARE(house.rows(), 6000);
        house.page->setFilterText(QStringLiteral("fcnt>5990"));
        QCOMPARE(house.rows(), 10);
        auto *pause = house.find<QToolButton>("pauseButton");
        QVERIFY(pause->text().contains(QStringLiteral("500")));
        house.page->setFilterText({});
        QCOMPARE(house.rows(), 6000);
        // Rows leave at the front while it stands.
        house.append(uplinks(6501, 4000, house.field));
        QVERIFY(house.rows() < 6000);
        QCOMPARE(house.seqAt(house.rows() - 1), 6000);
        house.view->selectAll();
        QSignalSpy copied(house.view, &LiveLogView::copied);
        QTest::keyClick(house.view, Qt::Key_C, Qt::ControlModifier);
        QTRY_COMPARE(copied.count(), 1);
        QCOMPARE(QGuiApplication::clipboard()->text().count(u'\n'), house.rows());
        QTest::keyClick(house.view, Qt::Key_Space);
        QVERIFY(house.rows() > 4096);
        // More than a copy holds: nothing is taken for the whole.
        QGuiApplication::clipboard()->setText(QStringLiteral("before"));
        QSignalSpy noted(house.page.get(), &Gui::Page::noted);
        house.view->selectAll();
        QTest::keyClick(house.view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(noted.count(), 1);
        QVERIFY(noted.at(0).at(0).toString().contains(QStringLiteral("Export")));
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("before"));
    }

    void everyControlHasAName()
    {
        House house;
        for (const char *button : {"devicesMenuButton", "kindsMenuButton", "savedMenuButton"})
            house.press(button);
        house.page->askForTime();
        int controls = 0;
        for (QWidget *widget : house.page->findChildren<QWidget *>()) {
            const bool control = qobject_cast<QAbstractButton *>(widget) || qobject_cast<QAbstractItemView *>(widget)
                || qobject_cast<QLineEdit *>(widget) || qobject_cast<QDateTimeEdit *>(widget);
            if (!control || widget->parent()->inherits("QLineEdit") || widget->inherits("QHeaderView")
                || widget->inherits("QTableCornerButton") || widget->objectName().startsWith(QLatin1String("qt_")))
                continue;
            ++controls;
            QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget);
            QVERIFY2(accessible && !accessible->text(QAccessible::Name).isEmpty() && !widget->objectName().isEmpty(),
                     qPrintable(QLatin1String(widget->metaObject()->className()) + u' ' + widget->objectName()));
        }
        QVERIFY(controls > 15);
    }
};

TTN_GUI_TEST_MAIN(TestLivePage)
#include "tst_livepage.moc"
