// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/console.h"
#include "models/connectionsmodel.h"
#include "models/livelogmodel.h"
#include "tests/fakes/guitest.h"
#include "ui/mainwindow.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>

using namespace Domain;
using Models::LiveLogModel;

namespace {
constexpr int PatienceMs = 60'000;
}

/// A person's first minutes with the console on a running sandbox, by keyboard and mouse alone: what is found, is found
/// by its object name, what is done, is done by keys and clicks. Each step stands on the one before.
class TestJourney : public GuiTestBase
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void triesTheSandbox();
    void filtersByTypingAndByMenu();
    void pausesAndResumes();
    void looksIntoAnEvent();
    void comparesTwo();
    void followsADeviceAndComesBack();
    void exportsATable();
    void looksAtAllDevices();
    void seesWhoGoesSilent();
    void registersADevice();
    void cleanupTestCase();

private:
    void open();
    void close();
    template <typename Widget>
    Widget *find(const char *name)
    {
        // Each scope and kind has a page of its own.
        auto *widget = m_window->workspace()->currentPage()->findChild<Widget *>(QLatin1String(name));
        if (!widget)
            widget = m_window->findChild<Widget *>(QLatin1String(name));
        if (!widget)
            qFatal("no %s", name);
        return widget;
    }
    /// Where the keyboard is.
    [[nodiscard]] QWidget *keyboard() const
    {
        if (QWidget *popup = QApplication::activePopupWidget())
            return popup->focusWidget() ? popup->focusWidget() : popup;
        // Without a window manager nobody gives the keyboard back to the window when a popup has gone.
        if (!QApplication::focusWidget()) {
            m_window->activateWindow();
            if (!QTest::qWaitForWindowActive(m_window.get()))
                qWarning("the window does not become active");
        }
        return QApplication::focusWidget() ? QApplication::focusWidget() : m_window.get();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QTest::keyClick(keyboard(), key, modifiers);
    }
    void click(const char *name) { QTest::mouseClick(find<QWidget>(name), Qt::LeftButton); }
    void clickTab(QTabBar *tabs, int index) const
    {
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(index).center());
    }
    /// The dialog, once the keyboard is in it.
    QWidget *dialog(const char *name)
    {
        auto *found = find<QWidget>(name);
        if (!QTest::qWaitForWindowActive(found))
            qFatal("%s does not become active", name);
        return found;
    }
    /// Into a field in place of what stands there.
    void write(const char *field, const QString &text)
    {
        auto *line = find<QLineEdit>(field);
        line->setFocus();
        QTest::keyClick(line, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(line, Qt::Key_Delete);
        QTest::keyClicks(line, text);
    }
    void filter(const QString &text)
    {
        press(Qt::Key_F, Qt::ControlModifier);
        write("filterField", text);
        QTest::keyClick(find<QLineEdit>("filterField"), Qt::Key_Return);
        while (QWidget *offers = QApplication::activePopupWidget())
            offers->close();
    }
    void clickRow(int row, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        auto *view = find<QTableView>("liveLog");
        const QModelIndex index = view->model()->index(row, LiveLogModel::Device);
        view->scrollTo(index);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, modifiers, view->visualRect(index).center());
    }
    [[nodiscard]] QAbstractItemModel *log() { return find<QTableView>("liveLog")->model(); }
    [[nodiscard]] QString cell(int row, int column) { return log()->index(row, column).data().toString(); }
    /// Whether there are rows and each of them has this text.
    [[nodiscard]] bool everyRow(int column, const QString &text)
    {
        const int rows = log()->rowCount();
        for (int row = 0; row < rows; ++row) {
            if (cell(row, column) != text)
                return false;
        }
        return rows > 0;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<App::Console> m_console;
    std::unique_ptr<Gui::MainWindow> m_window;
};

void TestJourney::open()
{
    App::Console::Options options;
    options.paths = Backend::Paths::below(m_folder.path());
    options.sandboxArguments
        = {QStringLiteral("--seed"), QStringLiteral("1"), QStringLiteral("--rate"), QStringLiteral("30")};
    m_settings = std::make_unique<QSettings>(m_folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    m_console = std::make_unique<App::Console>(options);
    m_window = std::make_unique<Gui::MainWindow>(*m_console, *m_settings);
    m_window->resize(1280, 800);
    m_window->show();
    m_window->activateWindow();
    m_console->start();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestJourney::close()
{
    QSignalSpy shutDown(m_console.get(), &App::Console::shutDown);
    m_window->close();
    m_console->close();
    QTRY_VERIFY_WITH_TIMEOUT(!shutDown.isEmpty(), PatienceMs);
    m_window.reset();
    m_console.reset();
}

void TestJourney::initTestCase()
{
    open();
}

void TestJourney::triesTheSandbox()
{
    QVERIFY(find<QWidget>("welcomePage")->isVisible());
    find<QPushButton>("welcomeSandbox")->setFocus();
    press(Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>("livePage")->isVisible(), PatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(log()->rowCount() >= 60, PatienceMs);
    // Both networks and their applications are in the tree.
    QAbstractItemModel *tree = find<QTreeView>("networkTree")->model();
    QTRY_COMPARE_WITH_TIMEOUT(tree->rowCount(), 3, PatienceMs);
    QCOMPARE(tree->rowCount(tree->index(1, 0)), 2);
    QCOMPARE(tree->rowCount(tree->index(2, 0)), 1);
}

void TestJourney::filtersByTypingAndByMenu()
{
    filter(QStringLiteral("app:orchard"));
    QTRY_VERIFY_WITH_TIMEOUT(everyRow(LiveLogModel::Application, QStringLiteral("orchard")), PatienceMs);

    auto *kinds = find<QToolButton>("kindsMenuButton");
    kinds->setFocus(Qt::TabFocusReason);
    press(Qt::Key_Space);
    QVERIFY(find<QWidget>("kindsPopup")->isVisible());
    press(Qt::Key_Space); // uplinks are the first of the list
    QCOMPARE(find<QLineEdit>("filterField")->text(), QStringLiteral("app:orchard kind:uplink"));
    press(Qt::Key_Escape);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->findChild<QWidget *>(QStringLiteral("kindsPopup")), PatienceMs);
    const auto onlyUplinks = [this] {
        const int rows = log()->rowCount();
        for (int row = 0; row < rows; ++row) {
            if (log()->index(row, LiveLogModel::FPort).data().toString().isEmpty()
                || cell(row, LiveLogModel::Application) != u"orchard")
                return false;
        }
        return rows > 10;
    };
    QTRY_VERIFY_WITH_TIMEOUT(onlyUplinks(), PatienceMs);

    // A mistake is said, and what was shown stays.
    filter(QStringLiteral("fport:many"));
    QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>("filterNote")->isVisible(), PatienceMs);
    filter({});
    QTRY_VERIFY_WITH_TIMEOUT(!find<QLabel>("filterNote")->isVisible(), PatienceMs);
}

void TestJourney::pausesAndResumes()
{
    find<QTableView>("liveLog")->setFocus();
    press(Qt::Key_Space);
    QVERIFY(find<QToolButton>("pauseButton")->isChecked());
    const int shown = log()->rowCount();
    const int stored = m_console->liveLog().rowCount();
    QTRY_VERIFY_WITH_TIMEOUT(m_console->liveLog().rowCount() > stored + 10, PatienceMs);
    QCOMPARE(log()->rowCount(), shown);
    press(Qt::Key_Space);
    QVERIFY(!find<QToolButton>("pauseButton")->isChecked());
    QTRY_VERIFY_WITH_TIMEOUT(log()->rowCount() > shown, PatienceMs);
}

void TestJourney::looksIntoAnEvent()
{
    filter(QStringLiteral("device:field-01 kind:uplink"));
    QTRY_VERIFY_WITH_TIMEOUT(log()->rowCount() >= 3 && everyRow(LiveLogModel::Device, QStringLiteral("field-01")),
                             PatienceMs);
    find<QTableView>("liveLog")->setFocus();
    press(Qt::Key_Space); // nothing moves while one reads
    clickRow(log()->rowCount() - 1);
    auto *tabs = find<QTabBar>("inspectorTabs");
    QTRY_VERIFY_WITH_TIMEOUT(tabs->isVisible(), PatienceMs);
    QVERIFY(find<QLabel>("inspectorTitle")->text().contains(QStringLiteral("field-01")));

    const auto hasRows = [this](const char *name) {
        const auto *view = find<QAbstractItemView>(name);
        return view->isVisible() && view->model() && view->model()->rowCount() > 0;
    };
    const char *const views[] = {"summary1", "decodedTree", nullptr, "bytesTable", "gatewaysTable"};
    for (int tab = 0; tab < int(std::size(views)); ++tab) {
        clickTab(tabs, tab);
        QCOMPARE(tabs->currentIndex(), tab);
        if (views[tab])
            QTRY_VERIFY_WITH_TIMEOUT(hasRows(views[tab]), PatienceMs);
        else
            QTRY_VERIFY_WITH_TIMEOUT(find<QPlainTextEdit>("rawMessage")->toPlainText().contains(u"field-01"),
                                     PatienceMs);
    }
    clickTab(tabs, 5);
    QVERIFY(find<QWidget>("relatedTab")->isVisible());
    clickTab(tabs, 0);
}

void TestJourney::comparesTwo()
{
    const int last = log()->rowCount() - 1;
    clickRow(last);
    clickRow(last - 1, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>("comparePage")->isVisible(), PatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(find<QTableView>("compareTable")->model()->rowCount() > 10, PatienceMs);
    QVERIFY(find<QLabel>("compareSummary")->text().contains(QStringLiteral("ΔFCnt")));
    clickRow(last);
    QTRY_VERIFY_WITH_TIMEOUT(!find<QWidget>("comparePage")->isVisible(), PatienceMs);
    press(Qt::Key_Space);
    filter({});
}

void TestJourney::followsADeviceAndComesBack()
{
    filter(QStringLiteral("kind:uplink"));
    QTRY_VERIFY_WITH_TIMEOUT(log()->rowCount() > 30, PatienceMs);
    auto *view = find<QTableView>("liveLog");
    view->setFocus();
    press(Qt::Key_Space);
    clickRow(log()->rowCount() - 3);
    const qint64 chosen = view->currentIndex().data(LiveLogModel::RowIdRole).toLongLong();
    const QString device = cell(view->currentIndex().row(), LiveLogModel::Device);
    press(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(everyRow(LiveLogModel::Device, device), PatienceMs);
    QVERIFY(find<QLineEdit>("filterField")->text().contains(u"device:" + device));
    press(Qt::Key_Escape);
    QCOMPARE(find<QLineEdit>("filterField")->text(), QStringLiteral("kind:uplink"));
    QTRY_COMPARE_WITH_TIMEOUT(view->currentIndex().data(LiveLogModel::RowIdRole).toLongLong(), chosen, PatienceMs);
    QVERIFY(!everyRow(LiveLogModel::Device, device));
    // Two more levels: the filter, then the pause.
    press(Qt::Key_Escape);
    QCOMPARE(find<QLineEdit>("filterField")->text(), QString());
    QVERIFY(find<QToolButton>("pauseButton")->isChecked());
    press(Qt::Key_Escape);
    QVERIFY(!find<QToolButton>("pauseButton")->isChecked());
}

void TestJourney::exportsATable()
{
    filter(QStringLiteral("device:field-01 kind:uplink"));
    QTRY_VERIFY_WITH_TIMEOUT(everyRow(LiveLogModel::Device, QStringLiteral("field-01")), PatienceMs);
    find<QTableView>("liveLog")->setFocus();
    press(Qt::Key_Space);
    const int rows = log()->rowCount();
    const QString lastCounter = cell(rows - 1, LiveLogModel::FCnt).section(u' ', 0, 0);
    press(Qt::Key_E, Qt::ControlModifier);
    dialog("exportDialog");
    find<QRadioButton>("exportShown")->setFocus();
    press(Qt::Key_Space);
    find<QRadioButton>("exportCsv")->setFocus();
    press(Qt::Key_Space);
    const QString path = m_folder.filePath(QStringLiteral("field-01.csv"));
    write("exportFile", path);
    click("exportButton");
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path), PatienceMs);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QStringList lines = QString::fromUtf8(file.readAll()).split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), rows + 1);
    const QStringList heads = lines.first().split(u',');
    QVERIFY(heads.contains(QStringLiteral("decoded.temperature")));
    QCOMPARE(lines.last().split(u',').value(heads.indexOf(QStringLiteral("f_cnt"))), lastCounter);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->findChild<QWidget *>(QStringLiteral("toast")), PatienceMs);
    press(Qt::Key_Escape);
    press(Qt::Key_Escape);
    QCOMPARE(find<QLineEdit>("filterField")->text(), QString());
}

void TestJourney::looksAtAllDevices()
{
    press(Qt::Key_2, Qt::ControlModifier);
    QVERIFY(find<QWidget>("heardPage")->isVisible());
    QAbstractItemModel *heard = find<QTableView>("heardTable")->model();
    QTRY_VERIFY_WITH_TIMEOUT(heard->rowCount() >= 15, PatienceMs);
    const auto all = heard->rowCount();
    press(Qt::Key_F, Qt::ControlModifier);
    write("heardFilter", QStringLiteral("vine-01"));
    QTRY_COMPARE_WITH_TIMEOUT(heard->rowCount(), 1, PatienceMs);
    write("heardFilter", {});
    QTRY_VERIFY_WITH_TIMEOUT(heard->rowCount() >= all, PatienceMs);

    // From here to the device's log.
    write("heardFilter", QStringLiteral("vine-01"));
    press(Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(heard->rowCount(), 1, PatienceMs);
    find<QTableView>("heardTable")->setCurrentIndex(heard->index(0, 0));
    press(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(find<QTableView>("liveLog")->isVisible(), PatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(everyRow(LiveLogModel::Device, QStringLiteral("vine-01")), PatienceMs);
}

void TestJourney::seesWhoGoesSilent()
{
    const auto switchFault = [this] {
        press(Qt::Key_K, Qt::ControlModifier);
        write("paletteField", QStringLiteral("v3 silent"));
        QTRY_VERIFY_WITH_TIMEOUT(find<QAbstractItemView>("paletteList")->model()->rowCount() > 0, PatienceMs);
        QTest::keyClick(find<QLineEdit>("paletteField"), Qt::Key_Return);
    };
    find<QTreeView>("networkTree")->setFocus();
    press(Qt::Key_Home); // everything, not only the device's application
    press(Qt::Key_2, Qt::ControlModifier);
    write("heardFilter", {});
    QAbstractItemModel *heard = find<QTableView>("heardTable")->model();
    // Of how many so much is known that their silence means something.
    const auto judged = [this] {
        const Models::DeviceActivity &activity = *m_window->activity();
        int count = 0;
        for (int i = 0; i < activity.count(); ++i)
            count += activity.device(i).state == Models::DeviceActivity::State::Active ? 1 : 0;
        return count;
    };
    QTRY_VERIFY_WITH_TIMEOUT(judged() >= 18, PatienceMs);
    switchFault();
    QTRY_VERIFY_WITH_TIMEOUT(m_console->sandboxFault(QStringLiteral("v3 silent")), PatienceMs);
    click("silentOnlyButton");
    // The tree counts the same.
    QTRY_VERIFY_WITH_TIMEOUT(heard->rowCount() >= 8, PatienceMs);
    const auto *tree = find<QTreeView>("networkTree")->model();
    QVERIFY(tree->index(1, 0).data(Models::ConnectionsModel::SilentRole).toInt() >= 8);
    click("silentOnlyButton");
    switchFault();
    QTRY_VERIFY_WITH_TIMEOUT(!m_console->sandboxFault(QStringLiteral("v3 silent")), PatienceMs);
}

/// What the wizard registers joins the sandbox, and its first uplink is in the log.
void TestJourney::registersADevice()
{
    const std::vector<ProfileRef> profiles = m_console->profiles();
    const auto v3 = std::find_if(profiles.begin(), profiles.end(), [this](ProfileRef profile) {
        return m_console->profile(profile).generation == Generation::V3;
    });
    QVERIFY(v3 != profiles.end());
    m_window->showScope(*v3, QStringLiteral("orchard"));
    press(Qt::Key_N, Qt::ControlModifier);
    dialog("registrationWizard");
    QTest::keyClick(find<QRadioButton>("wayByHand"), Qt::Key_Space);
    click("wizardNext");
    auto *plans = find<QComboBox>("planBox");
    QTRY_VERIFY_WITH_TIMEOUT(plans->findData(QStringLiteral("EU_863_870_TTN")) > 0, PatienceMs);
    plans->setCurrentIndex(plans->findData(QStringLiteral("EU_863_870_TTN")));
    click("wizardNext");
    click("joinEuiGenerate");
    write("devEuiLine", QStringLiteral("70-B3-D5-7E-D0-FF-FF-01"));
    click("appKeyGenerate");
    write("deviceId", QStringLiteral("walker-01"));
    click("wizardNext");
    click("wizardNext");
    QCOMPARE(find<QLabel>("stepTitle")->text(), QStringLiteral("Check"));
    click("wizardNext");
    QTRY_COMPARE_WITH_TIMEOUT(find<QLabel>("stepTitle")->text(), QStringLiteral("Done"), PatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>("doneSigns")->text().startsWith(QStringLiteral("It joined at")), PatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>("doneSigns")->text().contains(QStringLiteral("its first uplink came")),
                             PatienceMs);
    click("wizardNext");
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->findChild<QWidget *>(QStringLiteral("registrationWizard")), PatienceMs);
    press(Qt::Key_1, Qt::ControlModifier);
    filter(QStringLiteral("device:walker-01 kind:uplink"));
    QTRY_VERIFY_WITH_TIMEOUT(everyRow(LiveLogModel::Device, QStringLiteral("walker-01")), PatienceMs);
}

void TestJourney::cleanupTestCase()
{
    close();
}

TTN_GUI_TEST_MAIN(TestJourney)
#include "tst_journey.moc"
