// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/palettemodel.h"
#include "tests/fakes/fakecontext.h"
#include "tests/fakes/guitest.h"
#include "ui/live/livelogview.h"
#include "ui/live/livepage.h"
#include "ui/mainwindow.h"
#include "ui/palette/palette.h"
#include "ui/preferences/preferences.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTreeWidget>

using Gui::MainWindow;
using Gui::Preferences;
using Models::PaletteItem;
using Models::PaletteModel;
using Models::PaletteQuery;
using Models::PaletteRank;
using Models::TextRange;
using TestSupport::FakeContext;

namespace {

struct House
{
    House()
        : settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat)
    {
        v3 = context.addNetwork(QStringLiteral("Sandbox v3"), {QStringLiteral("orchard"), QStringLiteral("vineyard")});
        v2 = context.addNetwork(QStringLiteral("Sandbox v2"), {QStringLiteral("greenhouse")});
        field = context.names.internDevice(v3, "orchard", "field-01");
        pump = context.names.internDevice(v3, "vineyard", "pump-02");
        context.names.setDevEui(pump, Domain::Eui(0x70B3D57ED0061A17));
    }
    void open()
    {
        window = std::make_unique<MainWindow>(context, settings);
        window->show();
        window->activateWindow();
        if (!QTest::qWaitForWindowActive(window.get()))
            qWarning("the window does not become active");
        window->livePage()->view()->setFocus();
    }
    template <typename T>
    T *find(const char *name) const
    {
        T *found = window->findChild<T *>(QLatin1String(name));
        if (!found)
            qFatal("no %s", name);
        return found;
    }
    [[nodiscard]] QWidget *panel() const { return find<QWidget>("palette"); }
    /// Opens the palette and types.
    QLineEdit *type(const QString &text) const
    {
        QTest::keyClick(window.get(), Qt::Key_K, Qt::ControlModifier);
        auto *typed = find<QLineEdit>("paletteField");
        QTest::keyClicks(typed, text);
        return typed;
    }
    [[nodiscard]] QString chosen() const { return find<QListView>("paletteList")->currentIndex().data().toString(); }
    /// Headings in brackets.
    [[nodiscard]] QStringList rows() const { return rowsOf(window->commandPalette()->model()); }
    static QStringList rowsOf(const PaletteModel &model)
    {
        QStringList rows;
        for (int row = 0; row < model.rowCount(); ++row) {
            const QModelIndex index = model.index(row, 0);
            const QString text = index.data().toString();
            rows << (index.data(PaletteModel::HeadingRole).toBool() ? QString(u'[' + text + u']') : text);
        }
        return rows;
    }

    QTemporaryDir folder;
    QSettings settings;
    FakeContext context;
    Domain::ProfileRef v3 = 0, v2 = 0;
    Domain::DeviceRef field = 0, pump = 0;
    std::unique_ptr<MainWindow> window;
};

std::unique_ptr<Models::PaletteList> list(const QString &title, const QStringList &texts)
{
    return std::make_unique<Models::PaletteList>(title, [texts] {
        std::vector<PaletteItem> items;
        for (const QString &text : texts) {
            PaletteItem item;
            item.id = QStringLiteral("test/") + text;
            item.text = text;
            items.push_back(item);
        }
        return items;
    });
}

} // namespace

class TestPalette : public GuiTestBase
{
    Q_OBJECT

private Q_SLOTS:
    void ranks_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("text");
        QTest::addColumn<PaletteRank>("rank");
        QTest::addColumn<QString>("marked");
        const auto row = [](const char *typed, const char *text, PaletteRank rank, const char *marked) {
            QTest::addRow("%s in %s", typed, text)
                << QString::fromUtf8(typed) << QString::fromUtf8(text) << rank << QString::fromUtf8(marked);
        };
        row("con", "Connect now", PaletteRank::Prefix, "[Con]nect now");
        row("NOW", "Connect now", PaletteRank::WordStart, "Connect [now]");
        row("nect", "Connect now", PaletteRank::Substring, "Con[nect] now");
        row("cn", "Connect now", PaletteRank::Subsequence, "[C]o[n]nect now");
        row("no", "Disconnect now", PaletteRank::WordStart, "Disconnect [no]w");
        row("01", "field-01", PaletteRank::WordStart, "field-[01]");
        row("f1", "field-01", PaletteRank::Subsequence, "[f]ield-0[1]");
        row("i1", "field-01", PaletteRank::None, "field-01"); // begins no word
        row("x", "field-01", PaletteRank::None, "field-01");
        row("now connect", "Connect now", PaletteRank::WordStart, "[Connect] [now]");
        row("  connect   now ", "Connect now", PaletteRank::Prefix, "[Connect now]");
        row("now never", "Connect now", PaletteRank::None, "Connect [now]");
        row("été", "Journal d’Été", PaletteRank::WordStart, "Journal d’[Été]");
        row("ß", "Straße", PaletteRank::Substring, "Stra[ß]e");
    }
    void ranks()
    {
        QFETCH(QString, typed);
        QFETCH(QString, text);
        QFETCH(QString, marked);
        const PaletteQuery query(typed);
        const QString folded = PaletteQuery::folded(text);
        QCOMPARE(folded.size(), text.size());
        QTEST(query.rank(folded), "rank");
        QString shown = text;
        const QList<TextRange> ranges = query.ranges(folded);
        for (auto range = ranges.rbegin(); range != ranges.rend(); ++range)
            shown.insert(range->start + range->length, u']').insert(range->start, u'[');
        QCOMPARE(shown, marked);
    }

    void detailCountsLast()
    {
        const PaletteQuery query(QStringLiteral("v2 connect"));
        QCOMPARE(query.rank(u"disconnect", u"networks › sandbox v2"), PaletteRank::Elsewhere);
        QCOMPARE(query.rank(u"disconnect", u"networks › sandbox v3"), PaletteRank::None);
        QCOMPARE(query.rank(u"connect v2"), PaletteRank::WordStart);
        QCOMPARE(PaletteQuery(QStringLiteral("col")).rank(u"dark", u"colours"), PaletteRank::Elsewhere);
        QCOMPARE(PaletteQuery(QStringLiteral("clr")).rank(u"dark", u"colours"), PaletteRank::None);
    }

    void digitsFindTheEui()
    {
        constexpr quint64 eui = 0x70B3D57ED0061A17;
        QCOMPARE(PaletteQuery(QStringLiteral("70b3d5")).rankOfEui(eui), PaletteRank::WordStart);
        QCOMPARE(PaletteQuery(QStringLiteral("70-B3-D5-7E-D0-06-1A-17")).rankOfEui(eui), PaletteRank::WordStart);
        QCOMPARE(PaletteQuery(QStringLiteral("1A17")).rankOfEui(eui), PaletteRank::Substring);
        QCOMPARE(PaletteQuery(QStringLiteral("1A1")).rankOfEui(eui), PaletteRank::None); // too few
        QCOMPARE(PaletteQuery(QStringLiteral("1A18")).rankOfEui(eui), PaletteRank::None);
        QCOMPARE(PaletteQuery(QStringLiteral("0x70B3")).rankOfEui(eui), PaletteRank::None);
        QCOMPARE(PaletteQuery(QStringLiteral("0000")).rankOfEui(0), PaletteRank::None);
        QCOMPARE(PaletteQuery(QStringLiteral("70B3D57ED0061A170")).rankOfEui(eui), PaletteRank::None);
    }

    void groupsAndOrder()
    {
        PaletteModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.addSource(list(QStringLiteral("One"),
                             {QStringLiteral("open it"), QStringLiteral("reopen"), QStringLiteral("file open"),
                              QStringLiteral("close")}));
        model.addSource(list(QStringLiteral("Two"), {QStringLiteral("open"), QStringLiteral("opener")}));
        model.setRecent({QStringLiteral("test/close"), QStringLiteral("test/gone"), QStringLiteral("test/opener")});
        model.refresh();
        QCOMPARE(House::rowsOf(model),
                 QStringList({QStringLiteral("[Used last]"), QStringLiteral("close"), QStringLiteral("opener"),
                              QStringLiteral("[One]"), QStringLiteral("open it"), QStringLiteral("reopen"),
                              QStringLiteral("file open"), QStringLiteral("[Two]"), QStringLiteral("open")}));
        QCOMPARE(model.selectable(0, 1), 1);
        QCOMPARE(model.selectable(3, 1), 4);
        QCOMPARE(model.selectable(0, -1), -1);
        QVERIFY(!model.item(model.index(0, 0)));
        // The best first; of equal ones what was used.
        model.setQuery(QStringLiteral("open"));
        QCOMPARE(House::rowsOf(model),
                 QStringList({QStringLiteral("[One]"), QStringLiteral("open it"), QStringLiteral("file open"),
                              QStringLiteral("reopen"), QStringLiteral("[Two]"), QStringLiteral("opener"),
                              QStringLiteral("open")}));
        model.setQuery(QStringLiteral("opene"));
        QCOMPARE(House::rowsOf(model), QStringList({QStringLiteral("[Two]"), QStringLiteral("opener")}));
        model.setQuery(QStringLiteral("reo"));
        model.noteUsed(QStringLiteral("test/open"));
        QCOMPARE(model.recent().constFirst(), QStringLiteral("test/open"));
        model.setQuery(QStringLiteral("nothing at all"));
        QCOMPARE(model.rowCount(), 0);
    }

    void manyDevices()
    {
        Domain::Dictionary names;
        const Domain::ProfileRef here = names.internProfile(QStringLiteral("here"));
        const Domain::ProfileRef gone = names.internProfile(QStringLiteral("gone"));
        for (int i = 0; i < 100'000; ++i)
            names.internDevice(here, "city", "meter-" + std::to_string(1'000'000 + i));
        names.internDevice(gone, "city", "meter-1000000");
        PaletteModel model;
        model.addSource(std::make_unique<Models::PaletteDevices>(QStringLiteral("Devices"), &names, [here] {
            return std::vector<Models::PaletteDevices::Network>{{here, QStringLiteral("h"), QStringLiteral("Here")}};
        }));
        model.setRecent({QStringLiteral("device/h/city/meter-1000077")});
        model.refresh();
        QCOMPARE(House::rowsOf(model), QStringList({QStringLiteral("[Used last]"), QStringLiteral("meter-1000077")}));
        model.setQuery(QStringLiteral("meter-10000"));
        QCOMPARE(model.rowCount(), PaletteModel::MostInGroup + 1);
        QVERIFY(model.index(0, 0).data(PaletteModel::DetailRole).toString().startsWith(QStringLiteral("12 of ")));
        QCOMPARE(model.index(1, 0).data().toString(), QStringLiteral("meter-1000077"));
        QCOMPARE(model.index(2, 0).data().toString(), QStringLiteral("meter-1000000"));
        QCOMPARE(model.index(2, 0).data(PaletteModel::DetailRole).toString(), QStringLiteral("city · Here"));
        names.internDevice(here, "city", "late");
        model.refresh();
        model.setQuery(QStringLiteral("late"));
        QCOMPARE(model.rowCount(), 2);
    }

    /// Of 100,000 devices; the time of one key is printed, not judged.
    void oneKey_data()
    {
        QTest::addColumn<QString>("typed");
        for (const char *typed : {"m", "meter-1", "m99", "1 9 5"})
            QTest::newRow(typed) << QString::fromLatin1(typed);
    }
    void oneKey()
    {
        QFETCH(QString, typed);
        static Domain::Dictionary names;
        const Domain::ProfileRef here = names.internProfile(QStringLiteral("here"));
        for (int i = 0; i < 100'000; ++i)
            names.internDevice(here, "city", "meter-" + std::to_string(1'000'000 + i));
        PaletteModel model;
        model.addSource(std::make_unique<Models::PaletteDevices>(QStringLiteral("Devices"), &names, [here] {
            return std::vector<Models::PaletteDevices::Network>{{here, QStringLiteral("h"), QStringLiteral("Here")}};
        }));
        model.refresh();
        QBENCHMARK
        {
            model.setQuery(typed);
        }
    }

    void opensTypesAndGoesToADevice()
    {
        House house;
        house.open();
        QVERIFY(!house.panel()->isVisible());
        QTest::keyClick(house.window->livePage()->view(), Qt::Key_F, Qt::ControlModifier);
        auto *filter = house.find<QLineEdit>("filterField");
        QTRY_VERIFY(filter->hasFocus());
        // Ctrl+K deletes to the end of a line on some systems; here it opens the palette from everywhere.
        QTest::keyClicks(filter, QStringLiteral("snr<5"));
        filter->home(false);
        QTest::keyClick(filter, Qt::Key_K, Qt::ControlModifier);
        QVERIFY(house.panel()->isVisible());
        QCOMPARE(filter->text(), QStringLiteral("snr<5"));
        auto *typed = house.find<QLineEdit>("paletteField");
        QVERIFY(typed->hasFocus());
        QTest::keyClicks(typed, QStringLiteral("1a17"));
        QCOMPARE(house.rows(), QStringList({QStringLiteral("[Devices]"), QStringLiteral("pump-02")}));
        QTest::keyClick(typed, Qt::Key_Return);
        QVERIFY(!house.panel()->isVisible());
        QCOMPARE(house.window->livePage()->filterText(), QStringLiteral("device:pump-02"));
        QCOMPARE(house.find<QLabel>("scopeTitle")->text(), QStringLiteral("vineyard"));
    }

    void appliesASavedFilter()
    {
        House house;
        house.context.choices.saveFilter(QStringLiteral("Weak signal"), QStringLiteral("rssi<-115 snr<-10"));
        house.open();
        house.window->workspace()->setKind(Gui::PageKind::Heard);
        // Found by its name and by what it says.
        QTest::keyClick(house.type(QStringLiteral("snr<-10")), Qt::Key_Down);
        QCOMPARE(house.chosen(), QStringLiteral("Weak signal"));
        house.window->commandPalette()->dismiss();
        QLineEdit *typed = house.type(QStringLiteral("weak"));
        QCOMPARE(house.chosen(), QStringLiteral("Weak signal"));
        QTest::keyClick(typed, Qt::Key_Return);
        QCOMPARE(house.window->workspace()->kind(), Gui::PageKind::Live);
        QCOMPARE(house.window->livePage()->filterText(), QStringLiteral("rssi<-115 snr<-10"));
    }

    void goesToNetworksAndApplications()
    {
        House house;
        house.open();
        QTest::keyClick(house.type(QStringLiteral("vine")), Qt::Key_Return);
        QCOMPARE(house.find<QLabel>("scopeTitle")->text(), QStringLiteral("vineyard"));
        QTest::keyClick(house.type(QStringLiteral("sandbox v2")), Qt::Key_Return);
        QCOMPARE(house.find<QLabel>("scopeTitle")->text(), QStringLiteral("Sandbox v2"));
        // An application is also found by its network.
        house.type(QStringLiteral("orch v3"));
        QCOMPARE(house.chosen(), QStringLiteral("orchard"));
    }

    void runsActionsWithTheFocusBack()
    {
        House house;
        house.open();
        auto *typed = house.type(QStringLiteral("filter"));
        QCOMPARE(house.chosen(), QStringLiteral("Filter"));
        QTest::keyClick(typed, Qt::Key_Return);
        QTRY_VERIFY(house.find<QLineEdit>("filterField")->hasFocus());
        // What can be on or off says which it is.
        const bool before = house.find<QAction>("treeAction")->isChecked();
        typed = house.type(QStringLiteral("side tree"));
        const QModelIndex tree = house.find<QListView>("paletteList")->currentIndex();
        QCOMPARE(tree.data(Qt::CheckStateRole).toInt() == Qt::Checked, before);
        QCOMPARE(tree.data(PaletteModel::ShortcutRole).toString(), QStringLiteral("F9"));
        QTest::keyClick(typed, Qt::Key_Return);
        QCOMPARE(house.find<QAction>("treeAction")->isChecked(), !before);
        QVERIFY(house.find<QLineEdit>("filterField")->hasFocus());
        // Menus that fill when they open are in it, too, and what cannot be done is not.
        QTest::keyClick(house.type(QStringLiteral("disconnect sandbox v2")), Qt::Key_Return);
        QCOMPARE(house.context.orders, QStringList{QStringLiteral("disconnect %1").arg(house.v2)});
        house.type(QStringLiteral("load older"));
        QVERIFY(!house.rows().contains(QStringLiteral("Load older events")));
        house.window->commandPalette()->dismiss();
        // Never itself.
        house.type(QStringLiteral("search or run"));
        QVERIFY(house.rows().isEmpty());
        QVERIFY(house.find<QLabel>("paletteNone")->isVisible());
    }

    void faultsAreAGroup()
    {
        House house;
        house.context.faults = {QStringLiteral("v3 cut"), QStringLiteral("v2 stall")};
        house.open();
        QTest::keyClick(house.type(QStringLiteral("cut")), Qt::Key_Return);
        QCOMPARE(house.context.orders, QStringList{QStringLiteral("fault v3 cut 1")});
        house.type({});
        QVERIFY(house.rows().contains(QStringLiteral("[Sandbox faults]")));
    }

    void oneMoreGroup()
    {
        House house;
        house.open();
        QString applied;
        house.window->commandPalette()->addGroup(
            QStringLiteral("Saved filters"),
            [] {
                PaletteItem item;
                item.id = QStringLiteral("filter/weak");
                item.text = QStringLiteral("Weak signals");
                return std::vector{item};
            },
            [&](const PaletteItem &item) { applied = item.id; });
        QTest::keyClick(house.type(QStringLiteral("weak")), Qt::Key_Return);
        QCOMPARE(applied, QStringLiteral("filter/weak"));
    }

    void keysAndMouse()
    {
        House house;
        house.open();
        QTest::mouseClick(house.find<QAbstractButton>("paletteButton"), Qt::LeftButton);
        QVERIFY(house.panel()->isVisible());
        QCOMPARE(house.panel()->width(), 560);
        auto *typed = house.find<QLineEdit>("paletteField");
        auto *view = house.find<QListView>("paletteList");
        QCOMPARE(view->currentIndex().row(), 1); // below the heading
        QTest::keyClick(typed, Qt::Key_Up);
        const int last = view->model()->rowCount() - 1;
        QCOMPARE(view->currentIndex().row(), last);
        QTest::keyClick(typed, Qt::Key_Down);
        QCOMPARE(view->currentIndex().row(), 1);
        QTest::keyClick(typed, Qt::Key_PageDown);
        QVERIFY(view->currentIndex().row() > 5);
        QTest::keyClick(typed, Qt::Key_PageUp);
        QCOMPARE(view->currentIndex().row(), 1);
        QTest::keyClick(typed, Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(view->currentIndex().row(), last);
        for (int i = 0; i < last; ++i) {
            QVERIFY(!view->currentIndex().data(PaletteModel::HeadingRole).toBool());
            QTest::keyClick(typed, Qt::Key_Up);
        }
        QTest::keyClick(typed, Qt::Key_Escape);
        QVERIFY(!house.panel()->isVisible());
        QTRY_VERIFY(house.window->livePage()->view()->hasFocus());
        // A click chooses; a click elsewhere, or the same key again, closes.
        house.type(QStringLiteral("greenhouse"));
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(view->currentIndex()).center());
        QCOMPARE(house.find<QLabel>("scopeTitle")->text(), QStringLiteral("greenhouse"));
        house.type({});
        QVERIFY(house.panel()->isVisible());
        QTest::mouseClick(house.find<QLineEdit>("filterField"), Qt::LeftButton);
        house.find<QLineEdit>("filterField")->setFocus(Qt::MouseFocusReason);
        QVERIFY(!house.panel()->isVisible());
        house.type({});
        QTest::keyClick(typed, Qt::Key_K, Qt::ControlModifier);
        QVERIFY(!house.panel()->isVisible());
    }

    /// Names are the network's: long, with marks of menus and of rich text.
    void strangeNames()
    {
        House house;
        const std::string name = "a&b<b>" + std::string(240, 'x');
        house.context.names.internDevice(house.v3, "orchard", name);
        house.context.addNetwork(QStringLiteral("R&D <i>lab</i>"), {});
        house.open();
        house.type(QStringLiteral("a&b"));
        QCOMPARE(house.chosen(), QString::fromStdString(name));
        QVERIFY(!house.window->grab().isNull());
        house.window->resize(960, 600);
        QVERIFY(house.window->rect().contains(house.panel()->geometry()));
        house.find<QLineEdit>("paletteField")->setText(QStringLiteral("connect r&d"));
        QVERIFY(house.rows().contains(QStringLiteral("Connect now")));
        house.find<QLineEdit>("paletteField")->setText(QString(500, u'y'));
        QVERIFY(house.rows().isEmpty());
        QVERIFY(house.window->rect().contains(house.panel()->geometry()));
    }

    void remembersWhatWasUsed()
    {
        House house;
        house.open();
        QTest::keyClick(house.type(QStringLiteral("pump")), Qt::Key_Return);
        QTest::keyClick(house.type(QStringLiteral("vineyard")), Qt::Key_Return);
        house.window->close();
        house.open();
        house.type({});
        QCOMPARE(house.rows().mid(0, 3),
                 QStringList({QStringLiteral("[Used last]"), QStringLiteral("vineyard"), QStringLiteral("pump-02")}));
        // A network that is gone takes its entries along.
        house.window->commandPalette()->dismiss();
        house.window->showScope(0, {});
        house.context.networks.erase(house.v3);
        Q_EMIT house.context.profilesChanged();
        house.type({});
        QVERIFY(!house.rows().contains(QStringLiteral("[Used last]")));
    }

    void preferencesAreKept()
    {
        QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        Domain::RetentionPolicy year;
        year.age = std::chrono::hours(24 * 365);
        year.bytes = quint64(20) << 30;
        {
            Preferences preferences(&settings, nullptr);
            QCOMPARE(preferences.retention(), Domain::RetentionPolicy());
            QCOMPARE(preferences.logRows(), Models::LiveLogStore::DefaultCap);
            QVERIFY(preferences.singleKeys());
            QSignalSpy changed(&preferences, &Preferences::retentionChanged);
            preferences.setRetention(year);
            preferences.setRetention(year);
            QCOMPARE(changed.count(), 1);
            preferences.setLogRows(5);
            QCOMPARE(preferences.logRows(), Preferences::FewestRows);
            preferences.setSingleKeys(false);
            preferences.setUtc(true);
            preferences.setThemeMode(Gui::Theme::Mode::Dark);
        }
        Preferences again(&settings, nullptr);
        QCOMPARE(again.retention(), year);
        QCOMPARE(again.logRows(), Preferences::FewestRows);
        QVERIFY(!again.singleKeys());
        QVERIFY(again.utc());
        QCOMPARE(again.themeMode(), Gui::Theme::Mode::Dark);
        // Nonsense in the file must not delete a history.
        settings.setValue(QStringLiteral("history/days"), QStringLiteral("soon"));
        settings.setValue(QStringLiteral("history/gigabytes"), -7);
        settings.setValue(QStringLiteral("log/rows"), 2'000'000'000);
        settings.setValue(QStringLiteral("window/theme"), 17);
        const Preferences mended(&settings, nullptr);
        QCOMPARE(mended.retention().age, Domain::RetentionPolicy().age);
        QCOMPARE(mended.retention().bytes, quint64(1) << 30);
        QCOMPARE(mended.logRows(), Preferences::MostRows);
        QCOMPARE(mended.themeMode(), Gui::Theme::Mode::System);
    }

    void preferencesActAtOnce()
    {
        House house;
        house.settings.setValue(QStringLiteral("history/days"), 90);
        house.open();
        QCOMPARE(house.context.keep.age, std::chrono::hours(24 * 90)); // before any history is open
        QTest::keyClick(house.window.get(), Qt::Key_Comma, Qt::ControlModifier);
        house.find<QWidget>("preferencesDialog");
        auto *theme = house.find<QComboBox>("themeField");
        theme->setFocus();
        QTest::keyClicks(theme, QStringLiteral("Dark"));
        QVERIFY(house.window->theme()->isDark());
        QTest::keyClick(house.find<QComboBox>("timesField"), Qt::Key_End);
        QVERIFY(house.find<QAction>("utcAction")->isChecked());
        house.find<QAction>("utcAction")->trigger();
        QCOMPARE(house.find<QComboBox>("timesField")->currentIndex(), 0);
        QTest::keyClick(house.find<QComboBox>("rowsField"), Qt::Key_Home);
        QCOMPARE(house.context.log.cap(), 100'000);

        QTest::mouseClick(house.find<QCheckBox>("singleKeysField"), Qt::LeftButton, {}, QPoint(8, 8));
        Gui::LiveLogView *view = house.window->livePage()->view();
        QTest::keyClick(view, Qt::Key_Space);
        QVERIFY(!house.window->livePage()->isPaused());
        QTest::mouseClick(house.find<QCheckBox>("singleKeysField"), Qt::LeftButton, {}, QPoint(8, 8));
        QTest::keyClick(view, Qt::Key_Space);
        QVERIFY(house.window->livePage()->isPaused());
    }

    void limitsOfTheHistoryAskFirst()
    {
        House house;
        house.open();
        house.context.networks[house.v2].counters.storedBytes = 3'000'000'000;
        house.window->showPreferences();
        auto *apply = house.find<QPushButton>("applyHistoryButton");
        auto *note = house.find<QLabel>("historyNote");
        QVERIFY(!apply->isEnabled());
        QVERIFY(!note->text().contains(QStringLiteral("Sandbox")));
        house.find<QSpinBox>("gigabytesField")->setValue(2);
        QVERIFY(note->text().contains(QStringLiteral("Sandbox v2")));
        QVERIFY(!note->text().contains(QStringLiteral("Sandbox v3")));
        QCOMPARE(house.context.keep.bytes, quint64(5) << 30); // not yet
        QTest::mouseClick(apply, Qt::LeftButton);
        QCOMPARE(house.context.keep.bytes, quint64(2) << 30);
        QCOMPARE(house.context.keep.age, std::chrono::hours(24 * 30));
        QVERIFY(!apply->isEnabled());
    }

    void shortcutsAreThoseOfTheActions()
    {
        House house;
        house.open();
        QTest::keyClick(house.window.get(), Qt::Key_F1);
        auto *keys = house.find<QTreeWidget>("shortcutsList");
        const auto lines = [&](bool shownOnly) {
            QStringList found;
            for (QTreeWidgetItemIterator it(keys); *it; ++it) {
                if ((*it)->parent() && !(shownOnly && ((*it)->isHidden() || (*it)->parent()->isHidden())))
                    found << QString((*it)->text(1) + QStringLiteral(": ") + (*it)->text(0));
            }
            return found;
        };
        const QStringList all = lines(false);
        const QList<QAction *> actions = house.window->findChildren<QAction *>();
        for (const QAction *action : actions) {
            if (action->shortcut().isEmpty() || action->text().isEmpty())
                continue;
            const QString key = action->shortcut().toString(QKeySequence::NativeText) + u':';
            QVERIFY2(std::any_of(all.begin(), all.end(), [&](const QString &line) { return line.startsWith(key); }),
                     qPrintable(key));
        }
        QVERIFY(all.contains(QStringLiteral("Ctrl+K: Search or run")));
        QVERIFY(all.contains(QStringLiteral("N: Next event of this device")));
        auto *search = house.find<QLineEdit>("shortcutsSearch");
        QTRY_VERIFY(search->hasFocus());
        QTest::keyClicks(search, QStringLiteral("ctrl+shift"));
        QCOMPARE(lines(true), all.filter(QStringLiteral("Ctrl+Shift+")));
        search->setText(QStringLiteral("next event"));
        QCOMPARE(lines(true), QStringList{QStringLiteral("N: Next event of this device")});
        search->setText(QStringLiteral("no such key"));
        QVERIFY(house.find<QLabel>("shortcutsNone")->isVisible());
        house.find<QDialog>("shortcutsDialog")->close();
        QTRY_VERIFY(!house.window->findChild<QWidget *>(QStringLiteral("shortcutsDialog")));
        // Keys that are off are not promised.
        house.settings.setValue(QStringLiteral("log/singleKeys"), false);
        house.window->close();
        house.open();
        house.window->showShortcuts();
        keys = house.find<QTreeWidget>("shortcutsList");
        QVERIFY(!lines(false).contains(QStringLiteral("N: Next event of this device")));
    }
};

TTN_GUI_TEST_MAIN(TestPalette)
#include "tst_palette.moc"
