// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/backgroundwork.h"
#include "tests/fakes/fakecontext.h"
#include "tests/fakes/guitest.h"
#include "ui/common/statusline.h"
#include "ui/common/toast.h"
#include "ui/common/workbutton.h"
#include "ui/live/livelogview.h"
#include "ui/live/livepage.h"
#include "ui/mainwindow.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QDesktopServices>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>

using Domain::ExportColumn;
using Domain::ExportRequest;
using Domain::SeqRange;
using Models::BackgroundWork;
using Models::LiveLogModel;
using TestSupport::batch;
using TestSupport::uplink;
using TestSupport::uplinks;
using State = BackgroundWork::State;

class TestExport : public GuiTestBase
{
    Q_OBJECT

public:
    /// Takes the place of the file manager.
    Q_INVOKABLE void openUrl(const QUrl &url) { m_opened << url; }

private:
    struct House
    {
        House()
            : settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat)
        {
            v3 = context.addNetwork(QStringLiteral("Sandbox v3"), {QStringLiteral("orchard")});
            v2 = context.addNetwork(QStringLiteral("Sandbox v2"), {QStringLiteral("greenhouse")});
            field = context.names.internDevice(v3, "orchard", "field-01");
            bed = context.names.internDevice(v2, "greenhouse", "bed-1");
            context.networks[v3].history.events = 5'000;
            context.networks[v3].history.firstSeq = 11;
            context.networks[v3].history.lastSeq = 5'010;
            context.networks[v2].history.events = 70;
            context.networks[v2].history.firstSeq = 1;
            context.networks[v2].history.lastSeq = 70;
            settings.setValue(QStringLiteral("export/folder"), folder.path());
            window = std::make_unique<Gui::MainWindow>(context, settings);
            window->show();
            window->activateWindow();
            if (!QTest::qWaitForWindowActive(window.get()))
                qWarning("the window does not become active");
            view = window->livePage()->view();
            view->setFocus();
        }
        template <typename T = QWidget>
        T *find(const char *name) const
        {
            const QList<T *> found = window->findChildren<T *>(QLatin1String(name));
            if (found.isEmpty())
                qFatal("no %s", name);
            return found.last();
        }
        void click(const char *name) const { QTest::mouseClick(find(name), Qt::LeftButton); }
        void choose(const char *name) const
        {
            auto *button = find<QAbstractButton>(name);
            button->setFocus();
            QTest::keyClick(button, Qt::Key_Space);
        }
        [[nodiscard]] bool hasDialog() const { return window->findChild<QWidget *>(QStringLiteral("exportDialog")); }
        void openDialog() const
        {
            QTRY_VERIFY(!hasDialog());
            window->activateWindow();
            QTRY_COMPARE(QApplication::activeWindow(), window.get());
            QTest::keyClick(view, Qt::Key_E, Qt::ControlModifier);
            QTRY_VERIFY(hasDialog());
            find("exportDialog")->activateWindow();
            QTRY_COMPARE(QApplication::activeWindow(), find("exportDialog"));
        }

        QTemporaryDir folder;
        QSettings settings;
        TestSupport::FakeContext context;
        Domain::ProfileRef v3 = 0, v2 = 0;
        Domain::DeviceRef field = 0, bed = 0;
        std::unique_ptr<Gui::MainWindow> window;
        Gui::LiveLogView *view = nullptr;
    };
    QList<QUrl> m_opened;

private Q_SLOTS:
    void initTestCase() { QDesktopServices::setUrlHandler(QStringLiteral("file"), this, "openUrl"); }
    void cleanupTestCase() { QDesktopServices::unsetUrlHandler(QStringLiteral("file")); }

    void aLowScreenScrollsTheForm()
    {
        House house;
        house.context.log.append(batch(house.v3, uplinks(100, 50, house.field)));
        house.openDialog();
        auto *dialog = house.find<QWidget>("exportDialog");
        auto *scroll = dialog->findChild<QScrollArea *>();
        QVERIFY(scroll);
        QCOMPARE(scroll->verticalScrollBar()->maximum(), 0); // here it has its height
        dialog->setMaximumHeight(260);
        QTRY_VERIFY(scroll->verticalScrollBar()->maximum() > 0);
        // What ends it stays in sight, and so does what one comes to with the keyboard.
        const auto isSeen = [dialog](QWidget *widget) {
            const QRect place(widget->mapTo(dialog, QPoint()), widget->size());
            return dialog->rect().contains(place) && !widget->visibleRegion().isEmpty();
        };
        QVERIFY(isSeen(house.find("exportButton")));
        QVERIFY(!isSeen(house.find("exportFile")));
        house.find("exportButton")->setFocus();
        for (int i = 0; i < 10 && QApplication::focusWidget() != house.find("exportFile"); ++i)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backtab, Qt::ShiftModifier);
        QVERIFY(isSeen(house.find("exportFile")));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!house.hasDialog());
    }

    void exportsAllRows()
    {
        House house;
        house.context.log.append(batch(house.v3, uplinks(100, 50, house.field)));
        house.context.log.append(batch(house.v2, uplinks(7, 3, house.bed)));
        house.context.log.append(batch(house.v3, {uplink(-1, house.field)}));
        house.openDialog();
        QVERIFY(!house.find("exportSelected")->isEnabled());
        QVERIFY(house.find<QRadioButton>("exportShown")->isChecked());
        QCOMPARE(house.find<QRadioButton>("exportShown")->text(), QStringLiteral("All 53 rows in the log"));
        QVERIFY(house.find<QLabel>("exportNote")->text().contains(QStringLiteral("One row is not stored yet")));
        const QString path = house.folder.filePath(QStringLiteral("all.csv"));
        house.find<QLineEdit>("exportFile")->setText(path);
        house.click("exportButton");
        QTRY_VERIFY(!house.hasDialog());
        QCOMPARE(house.context.fakeExports.requests.size(), std::size_t(1));
        const ExportRequest &request = house.context.fakeExports.requests[0];
        QCOMPARE(request.path, path);
        QCOMPARE(request.format, ExportRequest::Format::Csv);
        QVERIFY(request.filter.isEmpty() && !request.withoutNormalized && !request.byteOrderMark);
        QCOMPARE(request.rows.size(), std::size_t(2));
        QCOMPARE(request.rows.at(house.v3), (std::vector<SeqRange>{{100, 149}}));
        QCOMPARE(request.rows.at(house.v2), (std::vector<SeqRange>{{7, 9}}));
        // As shown: in this order, FCnt with what was missed, Decoded as columns of its own.
        QCOMPARE(request.columns,
                 (std::vector<ExportColumn>{ExportColumn::Time, ExportColumn::ApplicationId, ExportColumn::DeviceId,
                                            ExportColumn::Kind, ExportColumn::FPort, ExportColumn::FCnt,
                                            ExportColumn::Missed, ExportColumn::DataRate, ExportColumn::Rssi,
                                            ExportColumn::Snr, ExportColumn::GatewayCount, ExportColumn::PayloadHex}));
    }

    void exportsTheSelection()
    {
        House house;
        house.context.log.append(batch(house.v3, uplinks(1, 50, house.field)));
        const auto select = [&](int row, QItemSelectionModel::SelectionFlags flags) {
            house.view->selectionModel()->select(house.view->model()->index(row, 0), flags | QItemSelectionModel::Rows);
        };
        select(20, QItemSelectionModel::ClearAndSelect);
        select(3, QItemSelectionModel::Select);
        select(4, QItemSelectionModel::Select);
        house.openDialog();
        QVERIFY(house.find<QRadioButton>("exportSelected")->isChecked());
        house.choose("exportJsonLines");
        QVERIFY(house.find<QLineEdit>("exportFile")->text().endsWith(QStringLiteral(".jsonl")));
        QVERIFY(!house.find("exportAllColumns")->isEnabled());
        QTest::keyClick(house.find("exportFile"), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(house.context.fakeExports.requests.size(), std::size_t(1));
        const ExportRequest &request = house.context.fakeExports.requests[0];
        QCOMPARE(request.format, ExportRequest::Format::JsonLines);
        QCOMPARE(request.rows.at(house.v3), (std::vector<SeqRange>{{4, 5}, {21, 21}}));
    }

    void exportsWhatIsStored()
    {
        House house;
        house.context.log.append(batch(house.v3, uplinks(5'000, 11, house.field)));
        house.window->livePage()->setFilterText(QStringLiteral("fport:2"));
        house.openDialog();
        house.choose("exportStored");
        house.choose("exportAllColumns");
        house.choose("exportByteOrderMark");
        QVERIFY(house.find<QLabel>("exportNote")->text().startsWith(QStringLiteral("At most about")));
        house.click("exportButton");
        QTRY_COMPARE(house.context.fakeExports.requests.size(), std::size_t(1));
        const ExportRequest &request = house.context.fakeExports.requests[0];
        QCOMPARE(request.filter.toText(), QStringLiteral("fport:2"));
        QVERIFY(request.withoutNormalized && request.byteOrderMark);
        QCOMPARE(request.columns.size(), std::size_t(Domain::ExportColumnCount));
        QCOMPARE(request.rows.at(house.v3), (std::vector<SeqRange>{{11, 5'010}}));
        QCOMPARE(request.rows.at(house.v2), (std::vector<SeqRange>{{1, 70}}));
        // One network alone; the answers of before are remembered.
        house.window->showScope(house.v2, {});
        house.window->livePage()->setFilterText(QStringLiteral("kind:normalized"));
        house.openDialog();
        QVERIFY(house.find<QRadioButton>("exportAllColumns")->isChecked());
        QVERIFY(house.find<QCheckBox>("exportByteOrderMark")->isChecked());
        QVERIFY(house.find<QRadioButton>("exportStored")->isChecked()); // nothing is shown
        house.click("exportButton");
        QTRY_COMPARE(house.context.fakeExports.requests.size(), std::size_t(2));
        QCOMPARE(house.context.fakeExports.requests[1].rows.size(), std::size_t(1));
        QVERIFY(!house.context.fakeExports.requests[1].withoutNormalized);
    }

    void saysWhyItCannotBegin()
    {
        House house;
        house.context.log.append(batch(house.v3, uplinks(1, 5, house.field)));
        house.openDialog();
        auto *file = house.find<QLineEdit>("exportFile");
        const auto *note = house.find<QLabel>("exportNote");
        for (const QString &wrong : {QString(), house.folder.path(), QStringLiteral("/no/such/folder/x.csv")}) {
            file->setText(wrong);
            QVERIFY(!house.find("exportButton")->isEnabled());
            QVERIFY(!note->text().isEmpty());
            QTest::keyClick(file, Qt::Key_Return, Qt::ControlModifier);
        }
        QVERIFY(house.context.fakeExports.requests.empty());
        QFile there(house.folder.filePath(QStringLiteral("there.csv")));
        QVERIFY(there.open(QIODevice::WriteOnly));
        file->setText(there.fileName());
        QVERIFY(note->text().contains(QStringLiteral("will be replaced")));
        QVERIFY(house.find("exportButton")->isEnabled());
        QTest::keyClick(file, Qt::Key_Escape);
        QTRY_VERIFY(!house.hasDialog());
        QVERIFY(house.context.fakeExports.requests.empty());
    }

    void choosesAFile()
    {
        House house;
        house.context.log.append(batch(house.v3, uplinks(1, 5, house.field)));
        house.openDialog();
        house.click("exportBrowse");
        auto *chooser = house.find<QFileDialog>("exportChooser");
        QTRY_VERIFY(chooser->isVisible());
        const QString path = house.folder.filePath(QStringLiteral("chosen.csv"));
        Q_EMIT chooser->fileSelected(path);
        chooser->close();
        QCOMPARE(house.find<QLineEdit>("exportFile")->text(), path);
    }

    void everyControlHasAName()
    {
        House house;
        house.context.log.append(batch(house.v3, uplinks(1, 5, house.field)));
        house.openDialog();
        for (const QWidget *widget : house.find("exportDialog")->findChildren<QWidget *>()) {
            if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible())
                continue;
            QVERIFY(!widget->objectName().isEmpty());
            QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
            QVERIFY2(accessible && !accessible->text(QAccessible::Name).isEmpty(), qPrintable(widget->objectName()));
        }
    }

    void workIsAModel()
    {
        BackgroundWork work;
        const QAbstractItemModelTester tester(&work, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy ended(&work, &BackgroundWork::ended);
        QSignalSpy active(&work, &BackgroundWork::activeCountChanged);
        int stops = 0;
        const auto first = work.add(QStringLiteral("one"), [&] { ++stops; });
        const auto second = work.add(QStringLiteral("two"));
        QCOMPARE(work.activeCount(), 2);
        QCOMPARE(work.progress(), -1.0);
        work.setProgress(first, 30, 100, QStringLiteral("30 of 100"));
        work.setProgress(second, 1, 2, {});
        QCOMPARE(work.progress(), 0.4);
        work.setProgress(first, 300, 100, QStringLiteral("more than all"));
        QCOMPARE(work.find(first).data(BackgroundWork::DoneRole).toULongLong(), 100u);
        // It is asked once; it goes on until it says that it has stopped.
        work.cancel(first);
        work.cancel(first);
        work.cancel(second); // cannot
        QCOMPARE(stops, 1);
        QCOMPARE(work.activeCount(), 2);
        QCOMPARE(work.runningCount(), 1);
        QCOMPARE(State(work.find(first).data(BackgroundWork::StateRole).toInt()), State::Stopping);
        QVERIFY(ended.isEmpty());
        work.stopped(first);
        work.finish(first, QStringLiteral("too late"));
        QCOMPARE(State(work.find(first).data(BackgroundWork::StateRole).toInt()), State::Cancelled);
        QVERIFY(work.find(first).data(BackgroundWork::FinishedAtRole).toDateTime().isValid());
        work.fail(second, {.code = Domain::Problem::Code::FileDiskFull});
        QCOMPARE(ended.size(), 2);
        QCOMPARE(active.last()[0].toInt(), 0);
        work.setProgress(second, 1, 2, {});
        work.forgetEnded();
        QCOMPARE(work.rowCount(), 0);
        QVERIFY(!work.find(first).isValid());
        // What has ended does not pile up; what runs stays.
        const auto running = work.add(QStringLiteral("long"));
        for (int i = 0; i < 2 * BackgroundWork::MostEnded; ++i)
            work.finish(work.add(QString::number(i)), {});
        QCOMPARE(work.rowCount(), BackgroundWork::MostEnded + 1);
        QVERIFY(work.find(running).isValid());
        QCOMPARE(work.index(1, 0).data().toString(), QString::number(BackgroundWork::MostEnded));
    }

    void listsWorkAndStopsIt()
    {
        House house;
        BackgroundWork &work = house.context.work;
        auto *button = house.find<Gui::WorkButton>("workButton");
        QVERIFY(!button->isVisible());
        int stops = 0;
        const auto id = work.add(QStringLiteral("Export to a.csv"), [&] { ++stops; });
        const auto other = work.add(QStringLiteral("Export to b.csv"), [] {});
        QVERIFY(button->isVisible());
        QCOMPARE(button->text(), QStringLiteral("2 running"));
        work.setProgress(id, 42, 100, QStringLiteral("42 events"));
        work.setProgress(other, 42, 100, {});
        QCOMPARE(button->text(), QStringLiteral("2 running · 42 %"));
        button->setFocus();
        QTest::keyClick(button, Qt::Key_Space);
        auto *popup = house.find("workPopup");
        QVERIFY(popup->isVisible());
        const QList<QPushButton *> cancels = popup->findChildren<QPushButton *>(QStringLiteral("workCancel"));
        QCOMPARE(cancels.size(), 2);
        QCOMPARE(QApplication::focusWidget(), cancels[0]);
        QCOMPARE(cancels[0]->accessibleName(), QStringLiteral("Cancel Export to a.csv"));
        QCOMPARE(popup->findChildren<QProgressBar *>()[0]->value(), 420);
        QTest::keyClick(cancels[0], Qt::Key_Space);
        QCOMPARE(stops, 1);
        QVERIFY(!cancels[0]->isEnabled());
        QVERIFY(popup->isVisible());
        work.stopped(id);
        QCOMPARE(popup->findChildren<QLabel *>(QStringLiteral("workDetail"))[0]->text(), QStringLiteral("Cancelled"));
        // While the list is open nothing leaves it; Esc closes it, and what has ended was seen.
        work.finish(other, QStringLiteral("9 events"), house.folder.filePath(QStringLiteral("b.csv")));
        QCOMPARE(work.rowCount(), 2);
        m_opened.clear();
        const QList<QPushButton *> folders = popup->findChildren<QPushButton *>(QStringLiteral("workFolder"));
        QTest::mouseClick(folders[1], Qt::LeftButton);
        QCOMPARE(m_opened, QList<QUrl>{QUrl::fromLocalFile(house.folder.path())});
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(!popup->isVisible());
        QTRY_COMPARE(work.rowCount(), 0);
        QVERIFY(!button->isVisible());
    }

    void theListClosesAtAClickElsewhere()
    {
        House house;
        const auto id = house.context.work.add(QStringLiteral("Export to a.csv"), [] {});
        house.click("workButton");
        QVERIFY(house.find("workPopup")->isVisible());
        house.click("workPopup");
        QVERIFY(house.find("workPopup")->isVisible());
        house.click("filterField");
        QVERIFY(!house.find("workPopup")->isVisible());
        house.click("workButton");
        house.click("workButton");
        QVERIFY(!house.find("workPopup")->isVisible());
        house.context.work.fail(id, {.code = Domain::Problem::Code::FileDiskFull});
        QCOMPARE(house.find<Gui::WorkButton>("workButton")->text(), QStringLiteral("1 failed"));
        QCOMPARE(house.window->toasts()->count(), 0);
    }

    void saysWhatIsDone()
    {
        House house;
        const auto id = house.context.work.add(QStringLiteral("Export to a.csv"), [] {});
        house.context.work.finish(id, QStringLiteral("9 events, 1 kB"), house.folder.filePath(QStringLiteral("a.csv")));
        QCOMPARE(house.window->toasts()->count(), 1);
        const QWidget *toast = house.find("toast");
        QCOMPARE(toast->accessibleName(), QStringLiteral("Export to a.csv\n9 events, 1 kB"));
        QVERIFY(toast->isVisible());
        QVERIFY(house.window->rect().contains(toast->geometry()));
        QVERIFY(toast->geometry().bottom() < house.find("statusLine")->geometry().top());
        // It does not take the focus.
        QCOMPARE(QApplication::focusWidget(), house.view);
        m_opened.clear();
        house.click("toastAction");
        QCOMPARE(m_opened, QList<QUrl>{QUrl::fromLocalFile(house.folder.path())});
        QCOMPARE(house.window->toasts()->count(), 0);
    }

    void toastsStack()
    {
        House house;
        Gui::ToastStack *toasts = house.window->toasts();
        for (int i = 0; i < 5; ++i)
            toasts->show(QStringLiteral("note %1").arg(i));
        QCOMPARE(toasts->count(), Gui::ToastStack::Most);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        const QList<QWidget *> shown = house.window->findChildren<QWidget *>(QStringLiteral("toast"));
        QCOMPARE(shown.size(), 3);
        QCOMPARE(shown[0]->accessibleName(), QStringLiteral("note 2"));
        QVERIFY(shown[0]->geometry().bottom() < shown[1]->geometry().top());
        QVERIFY(shown[1]->geometry().bottom() < shown[2]->geometry().top());
        const int right = shown[2]->geometry().right();
        house.window->resize(1'000, 620);
        QTRY_VERIFY(shown[2]->geometry().right() != right);
        QVERIFY(house.window->rect().contains(shown[0]->geometry()));
        // Long ones are wrapped and stay in the window.
        toasts->show(QStringLiteral("word ").repeated(200));
        QVERIFY(house.window->rect().contains(house.find("toast")->geometry()));
    }

    void toastsWaitForWhoIsThere()
    {
        House house;
        Gui::ToastStack *toasts = house.window->toasts();
        toasts->show(QStringLiteral("a note"), QStringLiteral("Do"), [] {});
        QWidget *toast = house.find("toast");
        const auto *timer = toast->findChild<QTimer *>(QString(), Qt::FindDirectChildrenOnly);
        QVERIFY(timer && timer->isActive() && timer->isSingleShot());
        QEnterEvent enter(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5));
        QCoreApplication::sendEvent(toast, &enter);
        QVERIFY(!timer->isActive());
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(toast, &leave);
        QVERIFY(timer->isActive());
        // With the keyboard: no time runs out, Esc closes it and gives the focus back.
        house.find("toastAction")->setFocus(Qt::TabFocusReason);
        QVERIFY(!timer->isActive());
        house.view->setFocus();
        QVERIFY(timer->isActive());
        house.find("toastAction")->setFocus(Qt::TabFocusReason);
        QTest::keyClick(house.find("toastAction"), Qt::Key_Escape);
        QCOMPARE(toasts->count(), 0);
        QCOMPARE(QApplication::focusWidget(), house.view);
        toasts->show(QStringLiteral("another"));
        house.click("toastClose");
        QCOMPARE(toasts->count(), 0);
    }

    void copyingIsNoted()
    {
        House house;
        house.context.log.append(batch(house.v3, uplinks(1, 5, house.field)));
        house.view->selectRow(2);
        QTest::keyClick(house.view, Qt::Key_C, Qt::ControlModifier);
        QTRY_COMPARE(house.window->toasts()->count(), 1);
        QCOMPARE(house.find<QLabel>("toastText")->text(), QStringLiteral("One row copied"));
    }

    void asksBeforeItQuits()
    {
        House house;
        house.window->close();
        QVERIFY(!house.window->isVisible());
        house.window->show();
        int stops = 0;
        const auto id = house.context.work.add(QStringLiteral("Export to a.csv"), [&] { ++stops; });
        house.window->close();
        QVERIFY(house.window->isVisible());
        auto *box = house.find<QMessageBox>("quitBox");
        QTRY_VERIFY(box->isVisible());
        QVERIFY(box->text().contains(QStringLiteral("Export to a.csv")));
        house.click("stayButton");
        QTRY_VERIFY(!house.window->findChild<QMessageBox *>(QStringLiteral("quitBox")));
        QVERIFY(house.window->isVisible());
        QCOMPARE(stops, 0);
        house.window->close();
        house.click("quitButton");
        QTRY_VERIFY(!house.window->isVisible());
        QCOMPARE(stops, 1);
        house.context.work.stopped(id);
    }
};

TTN_GUI_TEST_MAIN(TestExport)
#include "tst_export.moc"
