// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainmenu.h"

#include "models/connectionsmodel.h"
#include "ui/common/texts.h"
#include "ui/consolecontext.h"

#include <QActionGroup>

#include <algorithm>

namespace Gui {

namespace {

/// Names of profiles are the person's: an ampersand in them is not a mnemonic.
QString menuText(QString text)
{
    return text.replace(u'&', QStringLiteral("&&"));
}

} // namespace

MainMenu::MainMenu(ConsoleContext *context, Theme *theme, QWidget *window)
    : QObject(window)
    , m_context(context)
    , m_theme(theme)
    , m_window(window)
    , m_menu(new QMenu(tr("Menu"), window))
    , m_networks(new QMenu(tr("&Networks"), window))
    , m_history(new QMenu(tr("&History"), window))
    , m_faults(new QMenu(tr("Sandbox &faults"), window))
{
    m_menu->setObjectName(QStringLiteral("mainMenu"));
    m_menu->setToolTipsVisible(true);
    m_networks->setObjectName(QStringLiteral("networksMenu"));
    m_history->setObjectName(QStringLiteral("historyMenu"));
    m_faults->setObjectName(QStringLiteral("faultsMenu"));

    connectNew = add("connectAction", tr("&Connect to a network…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N),
                     tr("Add a network with its applications"));
    sandbox = add("sandboxAction", tr("Try the &sandbox"), {}, tr("Start a network of your own on this computer"));
    newDevice
        = add("newDeviceAction", tr("New &device…"), QKeySequence::New, tr("Register a device in this application"));
    importDevices = add("importDevicesAction", tr("&Import devices…"), QKeySequence(Qt::CTRL | Qt::Key_I),
                        tr("Register many devices from a list: Excel, CSV, JSON"));
    m_menu->addMenu(m_networks);
    m_menu->addMenu(m_history);
    m_menu->addMenu(m_faults);
    m_menu->addSeparator();
    palette = add("paletteAction", tr("Sea&rch or run…"), QKeySequence(Qt::CTRL | Qt::Key_K),
                  tr("Find an action, network, application or device by its name"));
    buildPages();
    addCommand(PageCommand::Filter, "filterAction", tr("F&ilter"), QKeySequence::Find, tr("Go to the filter"));
    addCommand(PageCommand::Refresh, "refreshAction", tr("Re&fresh"), QKeySequence(Qt::Key_F5),
               tr("Ask the network again"));
    addCommand(PageCommand::CopyMessage, "copyMessageAction", tr("Copy the &message"),
               QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), tr("Copy the message of the chosen event as received"));
    addCommand(PageCommand::Export, "exportAction", tr("&Export…"), QKeySequence(Qt::CTRL | Qt::Key_E),
               tr("Write the selected or all filtered events into a file"));
    m_menu->addSeparator();
    tree = add("treeAction", tr("Side &tree"), QKeySequence(Qt::Key_F9), tr("Show or fold away the tree of networks"));
    addCommand(PageCommand::Details, "detailsAction", tr("&Details"), QKeySequence(Qt::Key_F4),
               tr("Show or fold away the pane beside the log"));
    utc = add("utcAction", tr("Times in &UTC"), {}, tr("Otherwise in the zone of this computer"));
    fullScreen = add("fullScreenAction", tr("F&ull screen"), QKeySequence(Qt::Key_F11), tr("Only this window"));
    for (QAction *action : {tree, utc, fullScreen})
        action->setCheckable(true);
    addCommand(PageCommand::StandardColumns, "standardColumnsAction", tr("Standard c&olumns"), {},
               tr("Columns and widths as at first"));
    buildThemes();
    preferences = add("preferencesAction", tr("&Preferences…"), QKeySequence(Qt::CTRL | Qt::Key_Comma),
                      tr("Colours, times, keys, memory and history"));
    preferences->setMenuRole(QAction::PreferencesRole);
    m_menu->addSeparator();
    shortcuts = add("shortcutsAction", tr("&Keyboard shortcuts"), QKeySequence(Qt::Key_F1), tr("All keys at a glance"));
    about = add("aboutAction", tr("&About TTN Console"), {}, {});
    about->setMenuRole(QAction::AboutRole);
    quit = add("quitAction", tr("&Quit"), QKeySequence::Quit, tr("Everything received is stored first"));
    quit->setMenuRole(QAction::QuitRole);

    connect(m_networks, &QMenu::aboutToShow, this, &MainMenu::fillNetworks);
    connect(m_history, &QMenu::aboutToShow, this, &MainMenu::fillHistory);
    loadOlder = new QAction(tr("Load &older events"), m_window);
    loadOlder->setObjectName(QStringLiteral("loadOlderAction"));
    loadOlder->setToolTip(tr("Bring older events from the history into the log"));
    const auto update = [this] {
        m_faults->menuAction()->setVisible(!m_context->sandboxFaults().isEmpty());
        loadOlder->setEnabled(m_context->hasOlderEvents());
        m_networks->menuAction()->setVisible(!m_context->profiles().empty());
        m_history->menuAction()->setVisible(!m_context->profiles().empty());
        fillFaults();
    };
    connect(m_context, &ConsoleContext::profilesChanged, this, update);
    connect(m_context, &ConsoleContext::sandboxFaultsChanged, this, update);
    connect(m_context, &ConsoleContext::hasOlderEventsChanged, this, update);
    update();
}

QAction *MainMenu::add(const char *name, const QString &text, const QKeySequence &shortcut, const QString &hint)
{
    QAction *action = m_menu->addAction(text);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(shortcut);
    const QString keys = shortcut.toString(QKeySequence::NativeText);
    action->setToolTip(hint.isEmpty() || keys.isEmpty() ? hint : QString(hint + u" (" + keys + u')'));
    m_window->addAction(action);
    return action;
}

QAction *MainMenu::addCommand(PageCommand command, const char *name, const QString &text, const QKeySequence &shortcut,
                              const QString &hint)
{
    QAction *action = add(name, text, shortcut, hint);
    action->setEnabled(false);
    connect(action, &QAction::triggered, this, [this, command] { Q_EMIT commandRequested(command); });
    m_commands.emplace_back(command, action);
    return action;
}

void MainMenu::buildPages()
{
    m_pages = m_menu->addMenu(tr("&Pages"));
    m_pages->setObjectName(QStringLiteral("pagesMenu"));
    for (int i = 0; i < PageKindCount; ++i) {
        const auto kind = PageKind(i);
        const QKeySequence keys(Qt::CTRL | Qt::Key(Qt::Key_1 + i));
        QAction *action = m_pages->addAction(pageTitle(kind));
        action->setObjectName(QString(u"page-" + pageWord(kind)));
        action->setShortcut(keys);
        action->setToolTip(tr("Go to this page (%1)").arg(keys.toString(QKeySequence::NativeText)));
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, [this, kind] { Q_EMIT pageRequested(kind); });
        m_window->addAction(action);
        m_pageActions.push_back(action);
    }
    m_pages->addSeparator();
    tearOff = m_pages->addAction(tr("Open in a &window of its own"));
    tearOff->setObjectName(QStringLiteral("tearOffAction"));
    tearOff->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_O);
    tearOff->setToolTip(
        tr("Put this page on another screen (%1)").arg(tearOff->shortcut().toString(QKeySequence::NativeText)));
    m_window->addAction(tearOff);
}

void MainMenu::setPage(const Page *page, PageKind kind, const std::vector<PageKind> &kinds)
{
    for (const auto &[command, action] : m_commands)
        action->setEnabled(page && page->can(command));
    for (std::size_t i = 0; i < m_pageActions.size(); ++i) {
        m_pageActions[i]->setEnabled(std::find(kinds.begin(), kinds.end(), PageKind(i)) != kinds.end());
        m_pageActions[i]->setChecked(PageKind(i) == kind);
    }
}

void MainMenu::showNetworkMenu(Domain::ProfileRef profile, const QPoint &globalPosition)
{
    auto *menu = new QMenu(m_window);
    menu->setObjectName(QStringLiteral("networkMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillNetwork(menu, profile);
    menu->popup(globalPosition);
}

void MainMenu::buildThemes()
{
    QMenu *themes = m_menu->addMenu(tr("Colou&rs"));
    themes->setObjectName(QStringLiteral("themeMenu"));
    auto *group = new QActionGroup(this);
    const std::tuple<Theme::Mode, const char *, QString> modes[]
        = {{Theme::Mode::System, "themeSystem", tr("As the &system")},
           {Theme::Mode::Light, "themeLight", tr("&Light")},
           {Theme::Mode::Dark, "themeDark", tr("&Dark")}};
    for (const auto &[mode, name, text] : modes) {
        QAction *action = themes->addAction(text);
        action->setObjectName(QLatin1String(name));
        action->setCheckable(true);
        group->addAction(action);
        const auto show = [this, action, mode = mode] { action->setChecked(m_theme->mode() == mode); };
        connect(action, &QAction::triggered, this, [this, mode = mode] { m_theme->setMode(mode); });
        connect(m_theme, &Theme::changed, action, show);
        show();
    }
}

void MainMenu::fillNetworks()
{
    m_networks->clear();
    qDeleteAll(m_networks->findChildren<QMenu *>(Qt::FindDirectChildrenOnly)); // of the time before
    for (const Domain::ProfileRef profile : m_context->profiles())
        fillNetwork(m_networks->addMenu(menuText(m_context->profile(profile).name)), profile);
}

void MainMenu::fillNetwork(QMenu *menu, Domain::ProfileRef profile)
{
    const Domain::ConnectionStatus status = m_context->status(profile);
    menu->addAction(Models::ConnectionsModel::stateText(status))->setEnabled(false);
    menu->addSeparator();
    menu->addAction(tr("&Connect now"), this, [this, profile] { m_context->connectNow(profile); });
    QAction *stop = menu->addAction(tr("&Disconnect"), this, [this, profile] { m_context->disconnectNow(profile); });
    stop->setEnabled(status.state != Domain::ConnectionStatus::State::Offline);
    if (m_context->isSandbox(profile))
        return;
    menu->addAction(tr("Enter a &key…"), this, [this, profile] { Q_EMIT keyRequested(profile); });
    menu->addAction(tr("&Edit…"), this, [this, profile] { Q_EMIT editRequested(profile); });
    menu->addAction(tr("&Test the connection…"), this, [this, profile] { Q_EMIT testRequested(profile); });
    menu->addAction(tr("&Delete this connection…"), this, [this, profile] { Q_EMIT removeRequested(profile); });
}

void MainMenu::fillHistory()
{
    m_history->clear();
    const Domain::RetentionPolicy keep = m_context->retention();
    m_history->addAction(tr("Kept: %1 days or %2").arg(keep.age.count() / 24).arg(byteSize(keep.bytes)))
        ->setEnabled(false);
    for (const Domain::ProfileRef profile : m_context->profiles()) {
        const Domain::TrafficCounters counters = m_context->counters(profile);
        m_history
            ->addAction(tr("%1: %2 events, %3")
                            .arg(menuText(m_context->profile(profile).name), groupedNumber(counters.storedEvents),
                                 byteSize(counters.storedBytes)))
            ->setEnabled(false);
    }
    m_history->addSeparator();
    m_history->addAction(loadOlder);
    m_history->addSeparator();
    for (const Domain::ProfileRef profile : m_context->profiles()) {
        const QString name = menuText(m_context->profile(profile).name);
        m_history->addAction(tr("Delete the history of %1…").arg(name), this,
                             [this, profile] { Q_EMIT deleteHistoryRequested(profile); });
    }
}

void MainMenu::fillFaults()
{
    m_faults->clear();
    for (const QString &name : m_context->sandboxFaults()) {
        // "v3 cut": the network and what happens to its connections.
        const QString kind = name.section(u' ', -1);
        const QString network = name.section(u' ', 0, -2);
        const QString words = kind == u"cut" ? tr("cut")
            : kind == u"delay"               ? tr("slow")
            : kind == u"stall"               ? tr("stalled")
            : kind == u"half-open"           ? tr("half open")
            : kind == u"malformed"           ? tr("malformed data")
            : kind == u"byte-by-byte"        ? tr("byte by byte")
            : kind == u"broker-down"         ? tr("broker down")
            : kind == u"slow-subscriber"     ? tr("drops what a slow client does not take")
            : kind == u"silent"              ? tr("silent devices")
            : kind == u"undecodable"         ? tr("payloads cannot be decoded")
            : kind == u"duplicates"          ? tr("uplinks arrive twice")
            : kind == u"fcnt-reset"          ? tr("frame counters start again")
            : kind == u"gateway-refuses"     ? tr("gateways refuse downlinks")
                                             : kind;
        QAction *action = m_faults->addAction(network.isEmpty() ? words : QString(network + u": " + words));
        action->setObjectName(QString(u"fault-" + QString(name).replace(u' ', u'-')));
        action->setCheckable(true);
        action->setChecked(m_context->sandboxFault(name));
        connect(action, &QAction::triggered, this, [this, name](bool on) { m_context->setSandboxFault(name, on); });
    }
}

} // namespace Gui
