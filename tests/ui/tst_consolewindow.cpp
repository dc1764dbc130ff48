// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/console.h"
#include "backend/domain/clock.h"
#include "models/livelogmodel.h"
#include "tests/fakes/guitest.h"
#include "ui/connections/connectionservice.h"
#include "ui/device/devicepage.h"
#include "ui/mainwindow.h"

#include <QAction>
#include <QApplication>
#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QRadioButton>
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
class TestConsoleWindow : public GuiTestBase
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
    void changesARegisteredDevice();
    void exportsWhatItShows();
    void startsTheSandboxAgain();
    void testsTheSandbox();
    void aProfileWithoutKeySaysSo();
    void changesASavedConnection();
    void connectionFilesComeAndGo();
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
        // Each scope has a log of its own.
        auto *widget = m_window->workspace()->currentPage()->findChild<Widget *>(QLatin1String(name));
        if (!widget)
            widget = m_window->findChild<Widget *>(QLatin1String(name));
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
    QTest::mouseClick(find<QPushButton>("welcomeImport"), Qt::LeftButton);
    QPointer<QWidget> files = find<QWidget>("importDialog");
    QVERIFY(files->isVisible());
    QTest::keyClick(files, Qt::Key_Escape);
    QTRY_VERIFY_WITH_TIMEOUT(!files, PatienceMs);
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

void TestConsoleWindow::changesARegisteredDevice()
{
    ProfileRef v3 = 0;
    for (const ProfileRef profile : m_console->profiles()) {
        if (m_console->profile(profile).generation == Generation::V3)
            v3 = profile;
    }
    const Gui::Scope scope{v3, QStringLiteral("orchard")};
    const auto services = m_console->network(v3, scope.application);
    QVERIFY(services);
    Gui::DevicePage page(m_console.get(), m_window->activity(), m_window->theme(), scope, QStringLiteral("field-01"));
    page.show();
    QTRY_COMPARE_WITH_TIMEOUT(page.editor().state(), Models::DeviceEditor::State::Ready, PatienceMs);
    QVERIFY(page.editor().device().missingAt.isEmpty());
    QVERIFY(page.editor().shape().joins());
    page.showSection(Models::DeviceSection::Keys);
    QTRY_COMPARE_WITH_TIMEOUT(page.editor().keys(), Models::DeviceEditor::Keys::Read, PatienceMs);
    QVERIFY(page.editor().device().appKey);
    page.showSection(Models::DeviceSection::General);
    auto *name = page.findChild<QLineEdit *>(QStringLiteral("deviceName"));
    QVERIFY(name);
    QTest::keyClicks(name, QStringLiteral(" of the test"));
    QSignalSpy changed(&page, &Gui::DevicePage::changed);
    QTest::keyClick(name, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(changed.count(), 1, PatienceMs);
    QVERIFY(page.editor().device().name.endsWith(QStringLiteral(" of the test")));
    QVERIFY(!page.hasChanges());
    QVERIFY(page.editor().device().appKey); // only the name was sent
}

void TestConsoleWindow::exportsWhatItShows()
{
    find<QLineEdit>("filterField")->setText(QStringLiteral("kind:uplink"));
    QTest::keyClick(find<QLineEdit>("filterField"), Qt::Key_Return);
    find<QToolButton>("pauseButton")->setChecked(true);
    const int rows = log()->rowCount();
    QVERIFY(rows > 0);
    find<QAction>("exportAction")->trigger();
    find<QRadioButton>("exportShown")->setChecked(true);
    find<QRadioButton>("exportJsonLines")->setChecked(true);
    const QString path = m_folder.filePath(QStringLiteral("shown.jsonl"));
    find<QLineEdit>("exportFile")->setText(path);
    QTest::mouseClick(find<QPushButton>("exportButton"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->findChild<QWidget *>(QStringLiteral("toast")), PatienceMs);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QStringList shown, written;
    QHash<QString, qint64> arrived;
    for (int row = 0; row < rows; ++row) {
        const auto cell
            = [&](int column) { return log()->index(row, column).data(Models::LiveLogModel::CopyRole).toString(); };
        shown << cell(Models::LiveLogModel::Device) + u' ' + cell(Models::LiveLogModel::FCnt);
        const QJsonObject event = QJsonDocument::fromJson(file.readLine()).object();
        QCOMPARE(event[QLatin1String("kind")].toString(), QStringLiteral("uplink"));
        written << event[QLatin1String("device_id")].toString() + u' '
                + QString::number(event[QLatin1String("f_cnt")].toInteger());
        // Each connection by time of arrival; those of a network may overtake each other by some ms.
        const qint64 received = parseRfc3339(event[QLatin1String("received_at")].toString().toStdString()).value_or(0);
        qint64 &before = arrived[event[QLatin1String("application_id")].toString()];
        QVERIFY(before <= received);
        before = received;
    }
    QVERIFY(file.atEnd());
    shown.sort();
    written.sort();
    QCOMPARE(written, shown);
    find<QToolButton>("pauseButton")->setChecked(false);
    find<QLineEdit>("filterField")->clear();
    QTest::keyClick(find<QLineEdit>("filterField"), Qt::Key_Return);
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

void TestConsoleWindow::testsTheSandbox()
{
    const ProfileRef sandbox = m_console->profiles().front();
    const Profile profile = m_console->profile(sandbox);
    const auto run = [this](const Profile &wanted, const QByteArray &key) {
        const auto test = m_console->connections().makeTest(wanted, key);
        QSignalSpy finished(test.get(), &ConnectionTest::finished);
        test->start();
        finished.wait(PatienceMs);
        return finished.isEmpty() ? QList<ConnectionTestStep>() : test->steps();
    };
    // With the key that is kept; its devices send all the time.
    const QList<ConnectionTestStep> steps = run(profile, {});
    QCOMPARE(steps.size(), 3 + 2 * profile.applications.size());
    for (const ConnectionTestStep &step : steps) {
        if (step.kind != ConnectionTestStep::Kind::Tls)
            QCOMPARE(step.state, ConnectionTestStep::State::Passed);
    }
    QCOMPARE(m_console->status(sandbox).state, ConnectionStatus::State::Live); // it was not thrown out
    QCOMPARE(run(profile, "wrong").value(3).problem.code, Problem::Code::NotAuthorized);
    // Dropped in the middle of it.
    const auto dropped = m_console->connections().makeTest(profile, {});
    dropped->start();
}

void TestConsoleWindow::changesASavedConnection()
{
    const Profile sandbox = m_console->profile(m_console->profiles().front());
    Profile profile;
    profile.name = QStringLiteral("farm");
    profile.mqtt = {QStringLiteral("127.0.0.1"), 1, std::nullopt};
    profile.applications = {QStringLiteral("orchard")};
    m_console->addProfile(profile, "not the key");
    const ProfileRef ref = m_console->profiles().back();
    const auto code = [&](ProfileRef of) { return m_console->status(of).problem.code; };
    QTRY_COMPARE_WITH_TIMEOUT(code(ref), Problem::Code::ConnectionRefused, PatienceMs);

    // Another name interrupts nothing.
    profile = m_console->profile(ref);
    const QUuid id = profile.id;
    QSignalSpy closing(m_console.get(), &App::Console::historyClosing);
    profile.name = QStringLiteral("my farm");
    m_console->connections().updateProfile(ref, profile, {});
    QCOMPARE(m_console->profile(ref).name, QStringLiteral("my farm"));
    QVERIFY(closing.isEmpty());

    // Nor do other ticks: the new application has the key of the others, and they go on.
    profile.applications += QStringLiteral("pilot");
    m_console->connections().updateProfile(ref, profile, {});
    QCOMPARE(m_console->status(ref).applications, 2);
    QTRY_COMPARE_WITH_TIMEOUT(code(ref), Problem::Code::ConnectionRefused, PatienceMs);
    profile.applications.removeLast();
    m_console->connections().updateProfile(ref, profile, {});
    QCOMPARE(m_console->status(ref).applications, 1);
    QVERIFY(closing.isEmpty());

    // Elsewhere, with the key from before and one application more, which gets the same key.
    profile.mqtt = sandbox.mqtt;
    profile.applications += QStringLiteral("vineyard");
    const std::vector<ProfileRef> order = m_console->profiles();
    m_console->connections().updateProfile(ref, profile, {});
    QCOMPARE(m_console->profiles(), order);
    QCOMPARE(m_console->profile(ref).applications.size(), 2);
    profile.name = QStringLiteral("our farm"); // while the session before is still storing
    m_console->connections().updateProfile(ref, profile, {});
    QCOMPARE(m_console->profile(ref).name, profile.name);
    QTRY_COMPARE_WITH_TIMEOUT(code(ref), Problem::Code::NotAuthorized, PatienceMs);
    QCOMPARE(m_console->profile(ref).id, id);
    QCOMPARE(m_console->profiles(), order);
    QTRY_VERIFY_WITH_TIMEOUT(m_console->reader(ref), PatienceMs);

    QSignalSpy duplicated(&m_console->connections(), &Gui::ConnectionService::duplicated);
    m_console->connections().duplicateProfile(ref);
    QCOMPARE(duplicated.size(), 1);
    const auto copy = duplicated.first().first().value<ProfileRef>();
    QVERIFY(m_console->profile(copy).id != id);
    QVERIFY(m_console->profile(copy).name != profile.name);
    QTRY_COMPARE_WITH_TIMEOUT(code(copy), Problem::Code::NotAuthorized, PatienceMs); // it has the key, too

    const QString path = m_console->connections().historyPath(ref);
    const QString copyPath = m_console->connections().historyPath(copy);
    QVERIFY(path != copyPath && QFile::exists(path) && QFile::exists(copyPath));
    m_console->connections().deleteProfile(ref, true);
    Profile changed = m_console->profile(copy);
    changed.mqtt.port = 1;
    m_console->connections().updateProfile(copy, changed, {});
    m_console->connections().deleteProfile(copy, false); // while it is made anew
    QCOMPARE(m_console->profiles().size(), std::size_t(2));
    QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(path), PatienceMs);
    QVERIFY(QFile::exists(copyPath));
}

void TestConsoleWindow::connectionFilesComeAndGo()
{
    Gui::ConnectionService &service = m_console->connections();
    QSignalSpy imported(&service, &Gui::ConnectionService::imported);
    QSignalSpy exported(&service, &Gui::ConnectionService::exported);
    const QString path = m_folder.filePath(QStringLiteral("sandbox v3.json"));
    service.exportFile(m_console->profiles().front(), path);
    QTRY_COMPARE_WITH_TIMEOUT(exported.size(), 1, PatienceMs);
    QVERIFY(!exported.at(0).at(1).value<Problem>());
    service.importFile(path);
    QTRY_COMPARE_WITH_TIMEOUT(imported.size(), 1, PatienceMs);
    QVERIFY(!imported.at(0).at(2).toBool());
    const auto ref = imported.at(0).at(1).value<ProfileRef>();
    QCOMPARE(m_console->profile(ref).mqtt, m_console->profile(m_console->profiles().front()).mqtt);
    QTRY_COMPARE_WITH_TIMEOUT(m_console->status(ref).problem.code, Problem::Code::CredentialMissing, PatienceMs);
    QCOMPARE(service.keyPlace(ref), Models::KeyPlace::Missing);
    service.importFile(path);
    QTRY_COMPARE_WITH_TIMEOUT(imported.size(), 2, PatienceMs);
    QVERIFY(imported.at(1).at(2).toBool());
    QCOMPARE(imported.at(1).at(1).value<ProfileRef>(), ref);
    service.importFile(m_folder.filePath(QStringLiteral("missing.json")));
    QTRY_COMPARE_WITH_TIMEOUT(imported.size(), 3, PatienceMs);
    QCOMPARE(imported.at(2).at(3).value<Problem>().code, Problem::Code::FileUnreadable);
    service.exportFile(ref, m_folder.filePath(QStringLiteral("no/such/folder.json")));
    QTRY_COMPARE_WITH_TIMEOUT(exported.size(), 2, PatienceMs);
    QCOMPARE(exported.at(1).at(1).value<Problem>().code, Problem::Code::FileUnwritable);
    service.deleteProfile(ref, true);
    QCOMPARE(m_console->profiles().size(), std::size_t(2));
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
