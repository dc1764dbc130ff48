// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The import of a list through the window, on a running sandbox.
#include "app/console/console.h"
#include "models/importsheetmodel.h"
#include "tests/fakes/guitest.h"
#include "ui/import/importwindow.h"
#include "ui/mainwindow.h"

#include <QClipboard>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMouseEvent>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QToolButton>

using namespace Domain;

namespace {

constexpr int PatienceMs = 60'000;
const QString orchard = QStringLiteral("orchard");
constexpr const char *List = "S/N;Dev EUI;AppEUI;OTAA key\n"
                             "K-1;70B3D57ED0BB0001;70B3D57ED0000000;2B7E151628AED2A6ABF7158809CF4F01\n"
                             "K-2;70-B3-D5-7E-D0-BB-00-02;70B3D57ED0000000;2B7E151628AED2A6ABF7158809CF4F02\n"
                             "K-3;7.0B3E+15;70B3D57ED0000000;2B7E151628AED2A6ABF7158809CF4F03\n"
                             "K-4;70B3D57ED0BB0004;70B3D57ED0000000;2B7E151628AED2A6ABF7158809CF4F04\n";

} // namespace

class TestImport : public GuiTestBase
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void readsWhatIsPasted();
    void mapsColumnsByDragging();
    void saysWhatIsWrong();
    void registersOneFirstAndThenTheRest();
    void keepsItOnTheList();
    void mistakesAreSaid();
    void cleanupTestCase();

private:
    template <typename Widget = QWidget>
    Widget *find(const char *name)
    {
        auto *widget = m_window->findChild<Widget *>(QLatin1String(name));
        if (!widget)
            qFatal("no %s", name);
        return widget;
    }
    Gui::ImportWindow *import() { return find<Gui::ImportWindow>("importWindow"); }
    void click(const char *name) { QTest::mouseClick(find(name), Qt::LeftButton); }
    QWidget *chip(ImportField field)
    {
        const QByteArray name = "importField" + QByteArray::number(int(field));
        return find(name.constData());
    }
    QHeaderView *heads() { return find<QTableView>("importSheet")->horizontalHeader(); }
    /// In the middle of a column's head. `column`: of the sheet.
    QPoint headOf(int column)
    {
        const int section = Models::ImportSheetModel::FirstSheetColumn + column;
        return {heads()->sectionViewportPosition(section) + heads()->sectionSize(section) / 2, heads()->height() / 2};
    }
    /// Press, move there in some steps, and let go unless `keep`.
    static void drag(QWidget *from, const QPoint &at, QWidget *to, const QPoint &there, bool keep = false)
    {
        QTest::mousePress(from, Qt::LeftButton, {}, at);
        const QPoint end = from->mapFromGlobal(to->mapToGlobal(there));
        for (int step = 1; step <= 5; ++step) {
            const QPoint now = at + (end - at) * step / 5;
            QMouseEvent move(QEvent::MouseMove, now, from->mapToGlobal(now), Qt::NoButton, Qt::LeftButton, {});
            QApplication::sendEvent(from, &move);
        }
        if (!keep)
            QTest::mouseRelease(from, Qt::LeftButton, {}, end);
    }
    [[nodiscard]] ImportField fieldOf(int column)
    {
        return import()->draft()->plan().columns[std::size_t(column)].field;
    }
    void choose(const char *name, const QString &data)
    {
        auto *box = find<QComboBox>(name);
        QVERIFY(box->findData(data) >= 0);
        box->setCurrentIndex(box->findData(data));
    }
    [[nodiscard]] Result<Device> deviceOf(const QString &id)
    {
        const auto network = m_console->network(m_v3, orchard);
        std::optional<Result<Device>> found;
        auto call = network->devices()->device(orchard, id, DeviceKeys::Read);
        call.then(this, [&](const Result<Device> &answer) { found = answer; });
        if (!QTest::qWaitFor([&] { return found.has_value(); }, PatienceMs))
            return Problem{Problem::Code::CallDeadline, {}, {}, {}, false};
        return *found;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<App::Console> m_console;
    std::unique_ptr<Gui::MainWindow> m_window;
    ProfileRef m_v3 = 0;
};

void TestImport::initTestCase()
{
    App::Console::Options options;
    options.paths = Backend::Paths::below(m_folder.path());
    options.sandboxArguments
        = {QStringLiteral("--seed"), QStringLiteral("1"), QStringLiteral("--rate"), QStringLiteral("1")};
    m_settings = std::make_unique<QSettings>(m_folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    m_console = std::make_unique<App::Console>(options);
    m_window = std::make_unique<Gui::MainWindow>(*m_console, *m_settings);
    m_window->show();
    m_console->start();
    m_console->startSandbox();
    const auto networks = [this] {
        for (const ProfileRef profile : m_console->profiles()) {
            if (m_console->profile(profile).generation == Generation::V3 && m_console->network(profile, orchard))
                m_v3 = profile;
        }
        return m_v3 != 0;
    };
    QVERIFY(QTest::qWaitFor(networks, PatienceMs));
    m_window->showScope(m_v3, orchard);
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestImport::readsWhatIsPasted()
{
    QTest::keyClick(m_window.get(), Qt::Key_I, Qt::ControlModifier);
    QVERIFY(import()->isVisible());
    QCOMPARE(import()->step(), Gui::ImportWindow::Step::Source);
    QVERIFY(!find<QPushButton>("importNextButton")->isEnabled());
    QGuiApplication::clipboard()->setText(QString::fromLatin1(List));
    click("importPasteButton");
    QTRY_COMPARE_WITH_TIMEOUT(import()->step(), Gui::ImportWindow::Step::Check, PatienceMs);
    QCOMPARE(find<QTableView>("importSheet")->model()->rowCount(), 5);
}

/// The columns: S/N, Dev EUI, AppEUI, OTAA key.
void TestImport::mapsColumnsByDragging()
{
    import()->resize(1'600, 700); // all columns in view
    QVERIFY(find<QToolButton>("importField2")->isChecked());
    QCOMPARE(fieldOf(0), ImportField::Serial);
    QCOMPARE(fieldOf(1), ImportField::DevEui);

    // A field onto a head, and onto a cell below it: it leaves the column that had it.
    QWidget *viewport = heads()->viewport();
    QWidget *name = chip(ImportField::Name);
    drag(name, name->rect().center(), viewport, headOf(0));
    QCOMPARE(fieldOf(0), ImportField::Name);
    QCOMPARE(fieldOf(1), ImportField::DevEui);
    auto *table = find<QTableView>("importSheet");
    drag(name, name->rect().center(), table->viewport(), QPoint(headOf(2).x(), table->viewport()->height() / 2));
    QCOMPARE(fieldOf(0), ImportField::None);
    QCOMPARE(fieldOf(2), ImportField::Name);
    QCOMPARE(heads()->model()->headerData(4, Qt::Horizontal, Qt::AccessibleTextRole).toString(),
             QStringLiteral("AppEUI, used as Name"));

    // A head onto a field; what else a press does there is left out.
    drag(viewport, headOf(2), chip(ImportField::JoinEui), {4, 4});
    QCOMPARE(fieldOf(2), ImportField::JoinEui);
    QVERIFY(!m_window->findChild<QMenu *>(QStringLiteral("importColumnMenu")));
    drag(viewport, headOf(0), chip(ImportField::Serial), {4, 4});
    QCOMPARE(fieldOf(0), ImportField::Serial);

    // Nowhere, onto what becomes of a row, and given up with Esc: nothing changes, and the window stays.
    const std::vector<ImportColumn> before = import()->draft()->plan().columns;
    drag(name, name->rect().center(), find("importBackButton"), {4, 4});
    drag(name, name->rect().center(), viewport, {20, 10});
    drag(viewport, headOf(1), table->viewport(), {20, 40});
    drag(name, name->rect().center(), viewport, headOf(1), true);
    QVERIFY(find("importDraggedWord")->isVisible());
    QTest::keyClick(import(), Qt::Key_Escape);
    QVERIFY(!find("importDraggedWord")->isVisible());
    QTest::mouseRelease(name, Qt::LeftButton, {}, name->mapFromGlobal(viewport->mapToGlobal(headOf(1))));
    QVERIFY(import()->isVisible());
    QVERIFY(import()->draft()->plan().columns == before);

    // A click is none: it opens the menu of the column, or of the field.
    const auto choice = [this](const char *menu, const QString &word) {
        const auto *opened = m_window->findChild<QMenu *>(QLatin1String(menu));
        const QList<QAction *> actions = opened ? opened->actions() : QList<QAction *>();
        const auto at
            = std::find_if(actions.begin(), actions.end(), [&](const QAction *a) { return a->text() == word; });
        return at == actions.end() ? nullptr : *at;
    };
    QTest::mouseClick(viewport, Qt::LeftButton, {}, headOf(0));
    QAction *description = choice("importColumnMenu", QStringLiteral("Description"));
    QVERIFY(description);
    description->trigger();
    QCOMPARE(fieldOf(0), ImportField::Description);
    delete m_window->findChild<QMenu *>(QStringLiteral("importColumnMenu"));
    QTest::mouseClick(chip(ImportField::Serial), Qt::LeftButton);
    QAction *column = choice("importFieldMenu", QStringLiteral("S/N"));
    QVERIFY(column);
    column->trigger();
    QVERIFY(import()->draft()->plan().columns == before);
    delete m_window->findChild<QMenu *>(QStringLiteral("importFieldMenu"));
}

void TestImport::saysWhatIsWrong()
{
    find<QComboBox>("importPlan")->setCurrentText(QStringLiteral("EU_863_870_TTN"));
    choose("importMacVersion", QStringLiteral("MAC_V1_0_3"));
    auto *pattern = find<QLineEdit>("importTemplate");
    pattern->setFocus();
    pattern->selectAll();
    QTest::keyClicks(pattern, QStringLiteral("kite-{serial}"));
    QTRY_VERIFY_WITH_TIMEOUT(import()->draft()->canBegin() && import()->draft()->check()->ready == 3, PatienceMs);
    QCOMPARE(import()->draft()->check()->wrong, 1);
    QVERIFY(find<QLabel>("importCounts")->text().contains(u'3'));
    QCOMPARE(import()->draft()->sampleIds(1), QStringList(QStringLiteral("kite-k-1")));
    click("importNextRemark");
    const QModelIndex current = find<QTableView>("importSheet")->currentIndex();
    QVERIFY(current.isValid());
    QCOMPARE(current.siblingAtColumn(Models::ImportSheetModel::StateColumn).row(), 3);
}

void TestImport::registersOneFirstAndThenTheRest()
{
    click("importNextButton");
    QCOMPARE(import()->step(), Gui::ImportWindow::Step::Run);
    QTRY_VERIFY_WITH_TIMEOUT(find("importFirstButton")->isVisible() && find("importFirstButton")->isEnabled(),
                             PatienceMs);
    QVERIFY(!deviceOf(QStringLiteral("kite-k-1")));
    click("importFirstButton");
    QTRY_VERIFY_WITH_TIMEOUT(bool(deviceOf(QStringLiteral("kite-k-1"))), PatienceMs);
    QVERIFY(!deviceOf(QStringLiteral("kite-k-2")));
    QTRY_VERIFY_WITH_TIMEOUT(find("importAllButton")->isVisible() && find("importAllButton")->isEnabled(), PatienceMs);
    click("importAllButton");
    QTRY_VERIFY_WITH_TIMEOUT(bool(deviceOf(QStringLiteral("kite-k-4"))), PatienceMs);
    const Result<Device> second = deviceOf(QStringLiteral("kite-k-2"));
    QVERIFY(bool(second));
    QCOMPARE(second.value.devEui->toString(), QStringLiteral("70B3D57ED0BB0002"));
    QCOMPARE(second.value.radio->macVersion, QStringLiteral("MAC_V1_0_3"));
    QVERIFY(!deviceOf(QStringLiteral("kite-k-3")));
    QTRY_VERIFY_WITH_TIMEOUT(!import()->isRunning(), PatienceMs);
    QCOMPARE(find<QTableView>("importRows")->model()->rowCount(), 3);
    // It was listed with the other work.
    QVERIFY(m_console->backgroundWork().rowCount() > 0);
}

void TestImport::keepsItOnTheList()
{
    click("importBackButton");
    click("importBackButton");
    QCOMPARE(import()->step(), Gui::ImportWindow::Step::Source);
    auto *table = find<QTableView>("importsTable");
    QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() == 1, PatienceMs);
    table->setCurrentIndex(table->model()->index(0, 0));
    QCOMPARE(table->model()->index(0, Models::ImportsModel::RegisteredColumn).data().toString(), QStringLiteral("3"));
    QVERIFY(find("importReportButton")->isEnabled());
    // The new devices join and are heard.
    QTRY_VERIFY_WITH_TIMEOUT(
        table->model()->index(0, Models::ImportsModel::HeardColumn).data(Models::ImportsModel::CountRole).toInt() > 0,
        PatienceMs);
}

void TestImport::mistakesAreSaid()
{
    QGuiApplication::clipboard()->setText(QStringLiteral("{\"end_devices\": ["));
    click("importPasteButton");
    QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>("importReadProblem")->isVisible(), PatienceMs);
    QVERIFY(!find<QLabel>("importReadProblem")->text().isEmpty());
    QCOMPARE(import()->step(), Gui::ImportWindow::Step::Source);
    click("importCloseButton");
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->findChild<QWidget *>(QStringLiteral("importWindow")), PatienceMs);
}

void TestImport::cleanupTestCase()
{
    QSignalSpy shutDown(m_console.get(), &App::Console::shutDown);
    m_window->close();
    m_console->close();
    QTRY_VERIFY_WITH_TIMEOUT(!shutDown.isEmpty(), PatienceMs);
    m_window.reset();
    m_console.reset();
}

TTN_GUI_TEST_MAIN(TestImport)
#include "tst_import.moc"
