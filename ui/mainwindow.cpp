// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "backend/domain/dictionary.h"
#include "ui/applications/applicationsettingspage.h"
#include "ui/applications/applicationspage.h"
#include "ui/applications/stopwatching.h"
#include "ui/common/noticebar.h"
#include "ui/common/secretclipboard.h"
#include "ui/common/shortcutsdialog.h"
#include "ui/common/statusline.h"
#include "ui/common/toast.h"
#include "ui/common/workbutton.h"
#include "ui/common/workwatch.h"
#include "ui/connect/welcomepage.h"
#include "ui/connections/connectionactions.h"
#include "ui/connections/connectionspage.h"
#include "ui/devices/deviceorders.h"
#include "ui/devices/devicespage.h"
#include "ui/export/exportdialog.h"
#include "ui/heard/activityfeed.h"
#include "ui/heard/heardpage.h"
#include "ui/import/importwindows.h"
#include "ui/live/livelogview.h"
#include "ui/live/livepage.h"
#include "ui/mainmenu.h"
#include "ui/notices.h"
#include "ui/palette/palette.h"
#include "ui/palette/palettebutton.h"
#include "ui/preferences/preferences.h"
#include "ui/preferences/preferencesdialog.h"
#include "ui/questions.h"
#include "ui/registration/registrationwizard.h"
#include "ui/sidetree.h"

#include <QBoxLayout>
#include <QMenuBar>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>

#include <algorithm>

namespace Gui {

namespace {

constexpr int TreeWidth = 190;
/// A crash loses at most this much of what was arranged.
constexpr int SavingMs = 20'000;

} // namespace

MainWindow::MainWindow(ConsoleContext &context, QSettings &settings, QWidget *parent)
    : QMainWindow(parent)
    , m_context(context)
    , m_settings(settings)
    , m_theme(new Theme(this))
    , m_activity(&context.liveLog(), &context.dictionary())
    , m_preferences(new Preferences(&settings, this))
    , m_connections(new ConnectionActions(&context, m_theme, this))
    , m_deviceOrders(new DeviceOrders(&context, m_theme, &settings, this))
    , m_questions(new Questions(context, this))
    , m_menu(new MainMenu(&context, m_theme, this))
    , m_notice(new NoticeBar(m_theme, this))
    , m_splitter(new QSplitter(Qt::Horizontal, this))
    , m_tree(new SideTree(&context, m_theme, this))
    , m_pages(new QStackedWidget(this))
    , m_welcome(new WelcomePage(this))
    , m_workspace(buildWorkspace())
    , m_places(context, settings, m_tree, m_workspace)
    , m_status(new StatusLine(&context, m_theme, this))
    , m_palette(new Palette(&context, m_theme, m_menu->menu(), &settings, this))
    , m_toasts(new ToastStack(this, m_theme))
    , m_workWatch(new WorkWatch(&context.backgroundWork(), m_toasts, this))
    , m_imports(new ImportWindows(&context, &m_activity, m_theme, this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(tr("TTN Console"));
    setWindowIcon(QIcon(QStringLiteral(":/icons/ttn-console.svg")));
    setMinimumSize(960, 600);
    setStatusBar(m_status);
#ifdef Q_OS_MACOS
    menuBar()->addMenu(m_menu->menu());
#endif

    m_pages->setObjectName(QStringLiteral("pages"));
    m_pages->addWidget(m_welcome);
    m_pages->addWidget(m_workspace);
    m_splitter->setObjectName(QStringLiteral("windowSplitter"));
    m_splitter->addWidget(m_tree);
    m_splitter->addWidget(m_pages);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({TreeWidth, 1090});

    auto *center = new QWidget(this);
    auto *layout = new QVBoxLayout(center);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildTopRow());
    layout->addWidget(m_notice);
    layout->addWidget(m_splitter, 1);
    setCentralWidget(center);

    connectMenu();
    connectConnections();
    connectPages();
    connectPalette();
    connectPreferences();
    connect(m_theme, &Theme::changed, this, &MainWindow::updateIcons);
    updateIcons();
    resize(1280, 800);
    restoreState();
    connect(&context, &ConsoleContext::profilesChanged, this, &MainWindow::onProfilesChanged);
    onProfilesChanged();
    m_workspace->setScope(m_tree->scope());
    m_pages->currentWidget() == m_welcome ? m_welcome->setFocus() : m_workspace->currentPage()->takeFocus();
    m_saving.setInterval(SavingMs);
    connect(&m_saving, &QTimer::timeout, this, &MainWindow::saveState);
    m_saving.start();
}

MainWindow::~MainWindow()
{
    // Views before the models that they show.
    delete m_splitter;
}

Workspace *MainWindow::buildWorkspace()
{
    Workspace::Hooks hooks;
    hooks.make = [this](PageKind kind, const Scope &scope, QWidget *parent) { return makePage(kind, scope, parent); };
    hooks.title = [this](const Scope &scope) { return m_tree->title(scope); };
    hooks.word = [this](const Scope &scope) { return Places::scopeWord(m_context, scope); };
    hooks.actions = [this] { return actions(); };
    return new Workspace(std::move(hooks), m_theme, m_settings, this);
}

Page *MainWindow::makePage(PageKind kind, const Scope &scope, QWidget *parent)
{
    Page *page = nullptr;
    switch (kind) {
    case PageKind::Live: {
        auto *live = new LivePage(&m_context, m_theme, scope, parent);
        live->view()->setSingleKeys(m_preferences->singleKeys());
        connect(m_preferences, &Preferences::singleKeysChanged, live->view(), &LiveLogView::setSingleKeys);
        page = live;
        break;
    }
    case PageKind::Heard:
        page = new HeardPage(&m_context, &m_activity, m_theme, scope, parent);
        break;
    case PageKind::Devices:
        page = new DevicesPage(&m_context, &m_activity, m_deviceOrders, m_theme, scope, parent);
        break;
    case PageKind::Applications:
        page = new ApplicationsPage(&m_context, &m_activity, m_theme, scope, parent);
        break;
    case PageKind::Settings:
        page = makeSettings(scope, parent);
        break;
    case PageKind::Connections:
        page = new ConnectionsPage(&m_context, m_theme, parent);
        break;
    }
    connect(page, &Page::noted, this, &MainWindow::note);
    connect(page, &Page::exportRequested, this, &MainWindow::askToExport);
    connect(page, &Page::deviceRequested, this, &MainWindow::showDevice);
    connect(page, &Page::deviceDetailsRequested, this, &MainWindow::showDeviceDetails);
    connect(page, &Page::registrationRequested, this, [this](const Scope &where) { registerDevice(where); });
    connect(page, &Page::copyRequested, this, &MainWindow::registerDevice);
    connect(page, &Page::importRequested, this, &MainWindow::importDevices);
    connect(page, &Page::keyRequested, m_connections, &ConnectionActions::enterKey);
    connect(page, &Page::connectionEditRequested, m_connections, &ConnectionActions::edit);
    connect(page, &Page::scopeRequested, this,
            [this](const Scope &wanted) { showScope(wanted.profile, wanted.application); });
    return page;
}

Page *MainWindow::makeSettings(const Scope &scope, QWidget *parent)
{
    auto *settings = new ApplicationSettingsPage(&m_context, &m_activity, m_theme, scope, parent);
    connect(settings, &ApplicationSettingsPage::devicesRequested, this, [this](const Scope &wanted) {
        showScope(wanted.profile, wanted.application);
        m_workspace->setKind(PageKind::Devices);
    });
    // Queued: the page itself goes with it.
    connect(
        settings, &ApplicationSettingsPage::deleted, this,
        [this, scope] {
            stopWatching(m_context, scope);
            showScope(scope.profile, {});
            m_workspace->setKind(PageKind::Applications);
        },
        Qt::QueuedConnection);
    return settings;
}

QWidget *MainWindow::buildTopRow()
{
    auto *row = new QWidget(this);
    row->setObjectName(QStringLiteral("topRow"));
    const auto button = [&](const char *name, const QString &text, const QString &hint) {
        auto *result = new QToolButton(row);
        result->setObjectName(QLatin1String(name));
        result->setAccessibleName(text);
        result->setToolTip(hint);
        result->setAutoRaise(true);
        return result;
    };
    m_menuButton = button("menuButton", tr("Menu"), tr("Menu (Alt or F10)"));
    connect(m_menuButton, &QToolButton::clicked, this, &MainWindow::openMenu);
    auto *paletteButton = new PaletteButton(m_theme, m_menu->palette, row);
    m_palette->setAnchor(paletteButton);
    m_themeButton = button("themeButton", tr("Light or dark"), tr("Light or dark"));
    connect(m_themeButton, &QToolButton::clicked, this,
            [this] { m_theme->setMode(m_theme->isDark() ? Theme::Mode::Light : Theme::Mode::Dark); });
    m_helpButton = button("helpButton", tr("Keyboard shortcuts"), tr("Keyboard shortcuts (F1)"));
    connect(m_helpButton, &QToolButton::clicked, this, &MainWindow::showShortcuts);

    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->addWidget(m_menuButton);
    layout->addWidget(paletteButton);
    layout->addStretch();
    layout->addWidget(m_themeButton);
    layout->addWidget(m_helpButton);
#ifdef Q_OS_MACOS
    m_menuButton->hide();
#endif
    return row;
}

void MainWindow::connectMenu()
{
    connect(m_menu->sandbox, &QAction::triggered, &m_context, &ConsoleContext::startSandbox);
    connect(m_menu->loadOlder, &QAction::triggered, &m_context, &ConsoleContext::loadOlder);
    connect(m_menu->tree, &QAction::toggled, this,
            [this](bool shown) { m_tree->setVisible(shown && m_pages->currentWidget() == m_workspace); });
    connect(m_menu->utc, &QAction::toggled, m_workspace, &Workspace::setUtc);
    connect(m_menu->utc, &QAction::toggled, m_status, &StatusLine::setUtc);
    connect(m_status, &StatusLine::utcToggled, m_menu->utc, &QAction::setChecked);
    connect(m_menu->fullScreen, &QAction::toggled, this, [this](bool on) { on ? showFullScreen() : showNormal(); });
    connect(m_menu->shortcuts, &QAction::triggered, this, &MainWindow::showShortcuts);
    connect(m_menu->quit, &QAction::triggered, this, &QWidget::close);
    connect(m_menu->about, &QAction::triggered, m_questions, &Questions::showAbout);
    connect(m_menu, &MainMenu::deleteHistoryRequested, m_questions, &Questions::askToDeleteHistory);
    connect(m_menu, &MainMenu::pageRequested, this, [this](PageKind kind) {
        const std::vector<PageKind> here = pageKinds(m_workspace->scope());
        if (std::find(here.begin(), here.end(), kind) == here.end())
            showScope(0, {});
        m_workspace->setKind(kind);
        if (Page *page = m_workspace->currentPage())
            page->takeFocus();
    });
    connect(m_menu, &MainMenu::commandRequested, this, [this](PageCommand command) {
        if (Page *page = m_workspace->activePage(); page && page->can(command))
            page->run(command);
    });
    connect(m_menu->newDevice, &QAction::triggered, this, [this] { registerDevice(m_workspace->activeScope()); });
    connect(m_menu->importDevices, &QAction::triggered, this, [this] { importDevices(m_workspace->activeScope()); });
    connect(m_menu->tearOff, &QAction::triggered, this,
            [this] { m_workspace->tearOff(m_workspace->kind(), m_workspace->scope()); });
    connect(m_status->work(), &WorkButton::folderRequested, this, &WorkWatch::openFolder);
    connect(m_welcome, &WelcomePage::sandboxRequested, &m_context, &ConsoleContext::startSandbox);
}

void MainWindow::connectConnections()
{
    auto *notices = new Notices(m_context, *m_notice, this);
    connect(notices, &Notices::keyRequested, m_connections, &ConnectionActions::enterKey);
    connect(m_connections, &ConnectionActions::failed, notices,
            [notices](const Domain::Problem &problem) { notices->note(0, problem); });
    connect(m_connections, &ConnectionActions::noted, this, &MainWindow::note);
    connect(m_deviceOrders, &DeviceOrders::noted, this, &MainWindow::note);
    connect(m_deviceOrders, &DeviceOrders::undoOffered, this,
            [this](const QString &text, const std::function<void()> &undo) { m_toasts->show(text, tr("Undo"), undo); });
    connect(m_menu->connectNew, &QAction::triggered, m_connections, &ConnectionActions::create);
    connect(m_menu, &MainMenu::keyRequested, m_connections, &ConnectionActions::enterKey);
    connect(m_menu, &MainMenu::editRequested, m_connections, &ConnectionActions::edit);
    connect(m_menu, &MainMenu::testRequested, m_connections, &ConnectionActions::test);
    connect(m_menu, &MainMenu::removeRequested, m_connections, &ConnectionActions::remove);
    connect(m_welcome, &WelcomePage::connectRequested, m_connections, &ConnectionActions::create);
    connect(m_welcome, &WelcomePage::importRequested, m_connections, &ConnectionActions::importFile);
}

void MainWindow::note(const QString &text)
{
    m_toasts->show(text);
}

void MainWindow::connectPalette()
{
    connect(m_menu->palette, &QAction::triggered, m_palette, &Palette::open);
    connect(m_palette, &Palette::scopeRequested, this,
            [this](const Scope &scope) { showScope(scope.profile, scope.application); });
    connect(m_palette, &Palette::deviceRequested, this, &MainWindow::showDevice);
    connect(m_palette, &Palette::filterRequested, this, [this](const QString &text) {
        m_workspace->setKind(PageKind::Live);
        livePage()->setFilterText(text);
        livePage()->takeFocus();
    });
}

void MainWindow::connectPreferences()
{
    connect(m_menu->preferences, &QAction::triggered, this, &MainWindow::showPreferences);
    m_theme->setMode(m_preferences->themeMode());
    connect(m_preferences, &Preferences::themeModeChanged, m_theme, &Theme::setMode);
    connect(m_theme, &Theme::changed, m_preferences, [this] { m_preferences->setThemeMode(m_theme->mode()); });
    m_menu->utc->setChecked(m_preferences->utc());
    connect(m_preferences, &Preferences::utcChanged, m_menu->utc, &QAction::setChecked);
    connect(m_menu->utc, &QAction::toggled, m_preferences, &Preferences::setUtc);
    // Before any history is open: what a person wants kept must not be deleted by the limits that we start with.
    m_context.liveLog().setCap(m_preferences->logRows());
    connect(m_preferences, &Preferences::logRowsChanged, &m_context.liveLog(), &Models::LiveLogStore::setCap);
    const auto keepSecrets
        = [](int minutes) { SecretClipboard::instance().setLifetime(std::chrono::minutes(minutes)); };
    keepSecrets(m_preferences->clipboardMinutes());
    connect(m_preferences, &Preferences::clipboardMinutesChanged, this, keepSecrets);
    m_context.setRetention(m_preferences->retention());
    connect(m_preferences, &Preferences::retentionChanged, &m_context, &ConsoleContext::setRetention);
}

void MainWindow::connectPages()
{
    connect(m_tree, &SideTree::scopeChosen, this, [this](const Scope &scope, bool byPerson) {
        if (byPerson)
            m_places.forgetChosen();
        m_workspace->setScope(scope);
        m_status->setScope(scope.profile);
    });
    connect(m_imports, &ImportWindows::noted, this, &MainWindow::note);
    connect(m_imports, &ImportWindows::failed, this,
            [this](const Domain::Problem &problem) { m_notice->showProblem({}, problem, {}, true); });
    connect(m_imports, &ImportWindows::registered, this, [this](const Scope &scope) {
        if (auto *page = qobject_cast<DevicesPage *>(m_workspace->page(PageKind::Devices, scope)))
            page->refresh();
    });
    connect(m_imports, &ImportWindows::devicesRequested, this, [this](const Scope &scope, const QStringList &devices) {
        showScope(scope.profile, scope.application);
        m_workspace->setKind(PageKind::Live);
        livePage()->setFilterText(u"device:" + devices.join(u','));
    });
    new ActivityFeed(&m_context, &m_activity, this);
    const auto countSilent = [this] { m_tree->networks().setSilent(m_activity.silentCounts()); };
    connect(&m_activity, &Models::DeviceActivity::silentCountsChanged, this, countSilent);
    countSilent();
    connect(m_tree, &SideTree::menuRequested, m_menu, &MainMenu::showNetworkMenu);
    connect(m_workspace, &Workspace::pageChanged, this, &MainWindow::onPageChanged);
}

void MainWindow::onPageChanged()
{
    const bool welcome = m_pages->currentWidget() == m_welcome;
    std::vector<PageKind> kinds;
    if (!welcome) {
        // What the chosen scope lacks is looked for at everything.
        kinds = pageKinds(Scope());
        const std::vector<PageKind> here = pageKinds(m_workspace->scope());
        kinds.insert(kinds.end(), here.begin(), here.end());
    }
    m_menu->setPage(welcome ? nullptr : m_workspace->activePage(), m_workspace->kind(), kinds);
    for (QAction *action : {m_menu->newDevice, m_menu->importDevices})
        action->setEnabled(!welcome && !m_workspace->activeScope().application.isEmpty());
}

void MainWindow::onProfilesChanged()
{
    m_workspace->keepOnly([this](const Scope &scope) { return m_tree->has(scope); });
    m_workspace->updateTitles();
    showWelcome(m_context.profiles().empty());
    m_places.restore();
}

void MainWindow::showWelcome(bool shown)
{
    QWidget *wanted = shown ? static_cast<QWidget *>(m_welcome) : m_workspace;
    m_tree->setVisible(!shown && m_menu->tree->isChecked());
    if (wanted == m_pages->currentWidget())
        return;
    m_pages->setCurrentWidget(wanted);
    // Else the keyboard would be left on what is hidden now.
    if (shown)
        m_welcome->setFocus();
    else if (Page *page = m_workspace->currentPage())
        page->takeFocus();
    onPageChanged();
}

LivePage *MainWindow::livePage() const
{
    return static_cast<LivePage *>(m_workspace->page(PageKind::Live, m_workspace->scope()));
}

void MainWindow::showScope(Domain::ProfileRef profile, const QString &application)
{
    m_places.forgetChosen();
    m_tree->setScope({profile, application});
}

void MainWindow::showDevice(Domain::DeviceRef device)
{
    const Domain::DeviceEntry &entry = m_context.dictionary().device(device);
    showWelcome(false);
    showScope(entry.profile, entry.application);
    m_workspace->setKind(PageKind::Live);
    livePage()->showDevice(device);
    livePage()->takeFocus();
}

void MainWindow::showDeviceDetails(const Scope &scope, const QString &device)
{
    showWelcome(false);
    showScope(scope.profile, scope.application);
    m_workspace->setKind(PageKind::Devices);
    if (auto *page = qobject_cast<DevicesPage *>(m_workspace->page(PageKind::Devices, scope)))
        page->showDevice(device);
}

void MainWindow::registerDevice(const Scope &scope, const QString &copyOf)
{
    if (scope.application.isEmpty())
        return;
    auto *wizard = new RegistrationWizard(&m_context, m_theme, scope, this, copyOf);
    wizard->setSettings(&m_settings);
    wizard->setCodeReader(m_codes);
    connect(wizard, &RegistrationWizard::noted, this, &MainWindow::note);
    connect(wizard, &RegistrationWizard::registered, this, [this, scope](const QString &device) {
        if (auto *page = qobject_cast<DevicesPage *>(m_workspace->page(PageKind::Devices, scope)))
            page->refresh();
        note(tr("%1 is registered.").arg(device));
    });
    connect(wizard, &RegistrationWizard::detailsRequested, this,
            [this, scope](const QString &device) { showDeviceDetails(scope, device); });
    wizard->open();
}

ImportWindow *MainWindow::importDevices(const Scope &scope)
{
    return scope.application.isEmpty() ? nullptr : m_imports->open(scope);
}

void MainWindow::updateIcons()
{
    m_menuButton->setIcon(m_theme->icon(QStringLiteral("menu")));
    m_themeButton->setIcon(m_theme->icon(m_theme->isDark() ? QStringLiteral("sun") : QStringLiteral("moon")));
    m_helpButton->setIcon(m_theme->icon(QStringLiteral("help")));
}

void MainWindow::openMenu()
{
    m_menu->menu()->popup(m_menuButton->mapToGlobal(QPoint(0, m_menuButton->height())));
}

void MainWindow::askToExport()
{
    const auto *page = qobject_cast<LivePage *>(m_workspace->activePage());
    if (!page)
        return;
    const Scope scope = m_workspace->activeScope();
    ExportChoice choice = exportChoice(*page->view(), page->log());
    choice.narrowed = !page->filterText().isEmpty();
    choice.profile = scope.profile;
    choice.name = m_tree->title(scope);
    (new ExportDialog(&m_context, m_theme, &m_settings, std::move(choice), this))->open();
}

void MainWindow::showShortcuts()
{
    (new ShortcutsDialog(this, m_preferences->singleKeys()))->open();
}

void MainWindow::showPreferences()
{
    (new PreferencesDialog(m_preferences, &m_context, this))->open();
}

} // namespace Gui
