// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/console.h"
#include "models/livelogmodel.h"
#include "tests/support/testmain.h"
#include "ui/mainwindow.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>

#include <set>

using namespace Domain;

namespace {
constexpr int PatienceMs = 60'000;
}

/// The whole console, window and all, on a running sandbox.
class TestConsoleWindow : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void welcomesWhoHasNoNetwork();
    void showsTheSandboxLive();
    void filtersAsOneTypes();
    void showsTheMessageOfTheChosenRow();
    void pausesTheViewOnly();
    void loggedGapsAreRows();
    void oneApplicationAlone();
    void startsTheSandboxAgain();
    void aProfileWithoutKeySaysSo();
    void endsWithEverythingStored();
    void bringsTheLogBack();
    void removedWhileItOpens();
    void endsWhileItStarts();
    void cleanupTestCase();

private:
    void open();
    void close();
    void chooseFault(const char *name);
    template <typename Widget>
    Widget *find(const char *name)
    {
        auto *widget = m_window->findChild<Widget *>(QLatin1String(name));
        if (!widget)
            qFatal("no %s", name);
        return widget;
    }
    [[nodiscard]] QAbstractItemModel *log() { return find<QTableView>("liveLog")->model(); }
    [[nodiscard]] int rowsOfKind(EventKind kind)
    {
        int count = 0;
        for (int row = 0; row < m_console->liveLog().rowCount(); ++row)
            count += m_console->liveLog().record(row).kind == kind;
        return count;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<App::Console> m_console;
    std::unique_ptr<Gui::MainWindow> m_window;
    int m_rowsAtTheEnd = 0;
};

void TestConsoleWindow::open()
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
    m_console->start();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestConsoleWindow::close()
{
    QSignalSpy shutDown(m_console.get(), &App::Console::shutDown);
    m_window->close();
    m_console->close();
    QTRY_VERIFY_WITH_TIMEOUT(!shutDown.isEmpty(), PatienceMs);
    m_rowsAtTheEnd = m_console->liveLog().rowCount();
    m_window.reset();
    m_console.reset();
}

void TestConsoleWindow::chooseFault(const char *name)
{
    Q_EMIT find<QMenu>("faultsMenu")->aboutToShow();
    find<QAction>(name)->trigger();
}

void TestConsoleWindow::initTestCase()
{
    open();
}

void TestConsoleWindow::welcomesWhoHasNoNetwork()
{
    QVERIFY(find<QWidget>("welcomePage")->isVisible());
    QTest::mouseClick(find<QPushButton>("welcomeSandbox"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>("livePage")->isVisible(), PatienceMs);
}

void TestConsoleWindow::showsTheSandboxLive()
{
    QTRY_VERIFY_WITH_TIMEOUT(log()->rowCount() >= 40, PatienceMs);
    QCOMPARE(m_console->profiles().size(), std::size_t(2));
    for (const ProfileRef profile : m_console->profiles()) {
        QTRY_COMPARE_WITH_TIMEOUT(m_console->status(profile).state, ConnectionStatus::State::Live, PatienceMs);
        QVERIFY(m_console->isSandbox(profile));
        QTRY_VERIFY_WITH_TIMEOUT(m_console->counters(profile).storedEvents > 0, PatienceMs);
        QCOMPARE(m_console->counters(profile).lost, 0ULL);
    }
}

void TestConsoleWindow::filtersAsOneTypes()
{
    auto *field = find<QLineEdit>("filterField");
    QTest::keyClicks(field, QStringLiteral("kind:uplink app:orchard"));
    // What was typed before the last letter may be on screen for a moment.
    const auto onlyOrchard = [this] {
        for (int row = 0; row < log()->rowCount(); ++row) {
            if (log()->index(row, Models::LiveLogModel::Application).data().toString() != u"orchard")
                return false;
        }
        return log()->rowCount() > 0;
    };
    QTRY_VERIFY_WITH_TIMEOUT(onlyOrchard(), PatienceMs);
    field->clear();
    QTRY_VERIFY_WITH_TIMEOUT(log()->rowCount() > m_console->liveLog().rowCount() / 2, PatienceMs);
}

void TestConsoleWindow::showsTheMessageOfTheChosenRow()
{
    auto *field = find<QLineEdit>("filterField");
    field->setText(QStringLiteral("kind:uplink app:orchard"));
    auto *view = find<QTableView>("liveLog");
    QTRY_VERIFY_WITH_TIMEOUT(log()->rowCount() > 2, PatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(log()->index(0, Models::LiveLogModel::Application).data().toString(),
                              QStringLiteral("orchard"), PatienceMs);
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Home);
    view->setCurrentIndex(log()->index(0, Models::LiveLogModel::Device));
    const QString device = log()->index(0, Models::LiveLogModel::Device).data().toString();
    constexpr int Raw = 2;
    find<QTabBar>("inspectorTabs")->setCurrentIndex(Raw);
    QTRY_VERIFY_WITH_TIMEOUT(find<QPlainTextEdit>("rawMessage")->toPlainText().contains(device), PatienceMs);
    QVERIFY(find<QPlainTextEdit>("rawMessage")->toPlainText().contains(QStringLiteral("uplink_message")));
    // The payload came from the history.
    QTRY_VERIFY_WITH_TIMEOUT(!log()->index(0, Models::LiveLogModel::Payload).data().toString().isEmpty(), PatienceMs);
    field->clear();
}

void TestConsoleWindow::pausesTheViewOnly()
{
    auto *pause = find<QToolButton>("pauseButton");
    QTest::mouseClick(pause, Qt::LeftButton);
    const int shown = log()->rowCount();
    const int stored = m_console->liveLog().rowCount();
    QTRY_VERIFY_WITH_TIMEOUT(m_console->liveLog().rowCount() > stored + 10, PatienceMs);
    QCOMPARE(log()->rowCount(), shown);
    QTest::mouseClick(pause, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(log()->rowCount() > shown + 5, PatienceMs);
}

void TestConsoleWindow::loggedGapsAreRows()
{
    QCOMPARE(rowsOfKind(EventKind::Gap), 0);
    chooseFault("fault-v3-cut");
    QTRY_COMPARE_WITH_TIMEOUT(rowsOfKind(EventKind::Gap), 1, PatienceMs);
    chooseFault("fault-v3-cut");
    for (const ProfileRef profile : m_console->profiles())
        QTRY_COMPARE_WITH_TIMEOUT((m_console->connectNow(profile), m_console->status(profile).state),
                                  ConnectionStatus::State::Live, PatienceMs);
    QCOMPARE(rowsOfKind(EventKind::Gap), 1);
    find<QLineEdit>("filterField")->setText(QStringLiteral("kind:gap"));
    QTRY_COMPARE_WITH_TIMEOUT(log()->rowCount(), 1, PatienceMs);
    QVERIFY(!log()->index(0, 0).data(Models::LiveLogModel::SpanRole).toString().isEmpty());
    find<QLineEdit>("filterField")->clear();
}

void TestConsoleWindow::oneApplicationAlone()
{
    const ProfileRef first = m_console->profiles().front();
    m_window->showScope(first, QStringLiteral("vineyard"));
    QTRY_VERIFY_WITH_TIMEOUT(log()->rowCount() > 0 && log()->rowCount() < m_console->liveLog().rowCount() / 2,
                             PatienceMs);
    for (int row = 0; row < log()->rowCount(); ++row) {
        if (log()->index(row, 0).data(Models::LiveLogModel::SpanRole).toString().isEmpty())
            QCOMPARE(log()->index(row, Models::LiveLogModel::Application).data().toString(),
                     QStringLiteral("vineyard"));
    }
    m_window->showScope(0, {});
}

void TestConsoleWindow::startsTheSandboxAgain()
{
    QSignalSpy problems(m_console.get(), &App::Console::problemNoticed);
    const std::vector<ProfileRef> before = m_console->profiles();
    auto *process = m_console->findChild<QProcess *>();
    QVERIFY(process);
    process->kill();
    QTRY_COMPARE_WITH_TIMEOUT(problems.size(), 1, PatienceMs);
    QCOMPARE(problems.first().at(1).value<Problem>().code, Problem::Code::SandboxFailed);
    QVERIFY(m_console->sandboxFaults().isEmpty());
    m_console->startSandbox();
    const auto isLive
        = [this](ProfileRef profile) { return m_console->status(profile).state == ConnectionStatus::State::Live; };
    for (const ProfileRef profile : before)
        QTRY_VERIFY_WITH_TIMEOUT(isLive(profile), PatienceMs);
    QCOMPARE(m_console->profiles().size(), before.size());
    // The old rows are still there, once each, and new ones come.
    const int rows = m_console->liveLog().rowCount();
    QTRY_VERIFY_WITH_TIMEOUT(m_console->liveLog().rowCount() > rows + 5, PatienceMs);
    QSet<std::pair<int, qint64>> seen;
    for (int row = 0; row < m_console->liveLog().rowCount(); ++row)
        seen.insert({m_console->liveLog().profile(row), m_console->liveLog().record(row).seq});
    QCOMPARE(seen.size(), m_console->liveLog().rowCount());
    QCOMPARE(problems.size(), 1);
}

void TestConsoleWindow::aProfileWithoutKeySaysSo()
{
    Profile profile;
    profile.name = QStringLiteral("Sandbox v3"); // as one that is open
    profile.mqtt = {QStringLiteral("127.0.0.1"), 1, std::nullopt};
    profile.applications = {QStringLiteral("orchard")};
    m_console->addProfile(profile, {});
    QCOMPARE(m_console->profiles().size(), std::size_t(3));
    const ProfileRef added = m_console->profiles().back();
    QTRY_COMPARE_WITH_TIMEOUT(m_console->status(added).problem.code, Problem::Code::CredentialMissing, PatienceMs);
    m_console->disconnectNow(added);
    QTRY_COMPARE_WITH_TIMEOUT(m_console->status(added).state, ConnectionStatus::State::Offline, PatienceMs);
    m_console->removeProfile(added);
    QCOMPARE(m_console->profiles().size(), std::size_t(2));
    QVERIFY(!m_console->reader(added));
}

void TestConsoleWindow::endsWithEverythingStored()
{
    QElapsedTimer clock;
    clock.start();
    close();
    qInfo("closed in %lld ms", static_cast<long long>(clock.elapsed()));
}

void TestConsoleWindow::bringsTheLogBack()
{
    const int before = m_rowsAtTheEnd;
    open();
    QTest::mouseClick(find<QPushButton>("welcomeSandbox"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(m_console->liveLog().rowCount() > before, PatienceMs);
    int unsaved = 0;
    for (int row = 0; row < m_console->liveLog().rowCount(); ++row)
        unsaved += m_console->liveLog().record(row).seq < 0;
    QCOMPARE(unsaved, 0);
    QVERIFY(rowsOfKind(EventKind::Gap) >= 1);
    close();
}

void TestConsoleWindow::removedWhileItOpens()
{
    open();
    Profile profile;
    profile.name = QStringLiteral("farm");
    profile.mqtt = {QStringLiteral("127.0.0.1"), 1, std::nullopt};
    profile.applications = {QStringLiteral("orchard")};
    std::set<ProfileRef> refs;
    for (int i = 0; i < 3; ++i) {
        m_console->addProfile(profile, "key");
        const ProfileRef added = m_console->profiles().back();
        refs.insert(added);
        m_console->removeProfile(added); // its history is not open yet
        QVERIFY(m_console->profiles().empty());
    }
    QCOMPARE(refs.size(), std::size_t(3)); // of one name, and yet three
    m_console->addProfile(profile, "key");
    const ProfileRef last = m_console->profiles().back();
    QTRY_VERIFY_WITH_TIMEOUT(m_console->status(last).problem, PatienceMs); // nobody listens there
    m_console->deleteHistory(last);
    m_console->removeProfile(last);
    close();
}

void TestConsoleWindow::endsWhileItStarts()
{
    open();
    m_console->startSandbox();
    close();
    open();
    m_console->startSandbox();
    QTRY_VERIFY_WITH_TIMEOUT(m_console->findChild<QProcess *>()->state() == QProcess::Running, PatienceMs);
    m_console->startSandbox(); // one is enough
    close();
}

void TestConsoleWindow::cleanupTestCase()
{
    QVERIFY(!m_console);
}

TTN_GUI_TEST_MAIN(TestConsoleWindow)
#include "tst_consolewindow.moc"
