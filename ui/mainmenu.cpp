// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainmenu.h"

#include "models/connectionsmodel.h"
#include "ui/common/texts.h"
#include "ui/consolecontext.h"
#include "ui/live/logchoices.h"

#include <QActionGroup>

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

    connectNew = add("connectAction", tr("&Connect to a network …"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N),
                     tr("Add a network with its applications"));
    sandbox = add("sandboxAction", tr("Try the &sandbox"), {}, tr("Start a network of your own on this computer"));
    m_menu->addMenu(m_networks);
    m_menu->addMenu(m_history);
    m_menu->addMenu(m_faults);
    m_menu->addSeparator();
    filter = add("filterAction", tr("F&ilter"), QKeySequence::Find, tr("Go to the filter"));
    copyMessage = add("copyMessageAction", tr("Copy the &message"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C),
                      tr("Copy the message of the chosen event as received"));
    m_menu->addSeparator();
    tree = add("treeAction", tr("Side &tree"), QKeySequence(Qt::Key_F9), tr("Show or fold away the tree of networks"));
    details = add("detailsAction", tr("&Details"), QKeySequence(Qt::Key_F4),
                  tr("Show or fold away the pane below the log"));
    utc = add("utcAction", tr("Times in &UTC"), {}, tr("Otherwise in the zone of this computer"));
    fullScreen = add("fullScreenAction", tr("F&ull screen"), QKeySequence(Qt::Key_F11), tr("Only this window"));
    singleKeys = add("singleKeysAction", tr("Single &keys in the log"), {},
                     tr("Space, N and P act while the log has the focus"));
    for (QAction *action : {tree, details, utc, fullScreen, singleKeys})
        action->setCheckable(true);
    singleKeys->setChecked(context->logChoices().singleKeys());
    connect(singleKeys, &QAction::toggled, &context->logChoices(), &LogChoices::setSingleKeys);
    connect(&context->logChoices(), &LogChoices::singleKeysChanged, singleKeys, &QAction::setChecked);
    standardColumns = add("standardColumnsAction", tr("Standard c&olumns"), {}, tr("Columns and widths as at first"));
    buildThemes();
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
    for (const Domain::ProfileRef profile : m_context->profiles()) {
        const Domain::ConnectionStatus status = m_context->status(profile);
        QMenu *network = m_networks->addMenu(menuText(m_context->profile(profile).name));
        network->addAction(Models::ConnectionsModel::stateText(status))->setEnabled(false);
        network->addSeparator();
        const bool offline = status.state == Domain::ConnectionStatus::State::Offline;
        network->addAction(tr("&Connect now"), this, [this, profile] { m_context->connectNow(profile); });
        QAction *stop
            = network->addAction(tr("&Disconnect"), this, [this, profile] { m_context->disconnectNow(profile); });
        stop->setEnabled(!offline);
        if (m_context->isSandbox(profile))
            continue;
        network->addAction(tr("Enter a &key …"), this, [this, profile] { Q_EMIT keyRequested(profile); });
        network->addAction(tr("&Remove this network …"), this, [this, profile] { Q_EMIT removeRequested(profile); });
    }
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
        m_history->addAction(tr("Delete the history of %1 …").arg(name), this,
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
