// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "ui/common/noticebar.h"
#include "ui/common/shortcutsdialog.h"
#include "ui/common/statusline.h"
#include "ui/common/texts.h"
#include "ui/common/treedelegate.h"
#include "ui/connect/credentialdialog.h"
#include "ui/connect/profiledialog.h"
#include "ui/connect/welcomepage.h"
#include "ui/live/livelogview.h"
#include "ui/live/livepage.h"
#include "ui/mainmenu.h"

#include <QBoxLayout>
#include <QCloseEvent>
#include <QHeaderView>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>

namespace Gui {

using State = Domain::ConnectionStatus::State;
using Models::ConnectionsModel;

namespace {

constexpr int NoteMs = 5000;
constexpr int TreeWidth = 190;
/// More notices than this would be a wall.
constexpr std::size_t MostNotices = 8;

} // namespace

MainWindow::MainWindow(ConsoleContext &context, QSettings &settings, QWidget *parent)
    : QMainWindow(parent)
    , m_context(context)
    , m_settings(settings)
    , m_theme(new Theme(this))
    , m_menu(new MainMenu(&context, m_theme, this))
    , m_notice(new NoticeBar(m_theme, this))
    , m_splitter(new QSplitter(Qt::Horizontal, this))
    , m_pages(new QStackedWidget(this))
    , m_welcome(new WelcomePage(this))
    , m_live(new LivePage(&context, m_theme, Scope(), this))
    , m_status(new StatusLine(&context, m_theme, this))
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
    m_pages->addWidget(m_live);
    m_splitter->setObjectName(QStringLiteral("windowSplitter"));
    m_splitter->addWidget(buildTree());
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
    connectContext();
    connect(m_theme, &Theme::changed, this, &MainWindow::updateIcons);
    updateIcons();
    resize(1280, 800);
    updateNetworks();
    restoreState();
    m_live->view()->setFocus();
}

MainWindow::~MainWindow()
{
    // Views before the models that they show.
    delete m_splitter;
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
    m_themeButton = button("themeButton", tr("Light or dark"), tr("Light or dark"));
    connect(m_themeButton, &QToolButton::clicked, this,
            [this] { m_theme->setMode(m_theme->isDark() ? Theme::Mode::Light : Theme::Mode::Dark); });
    m_helpButton = button("helpButton", tr("Keyboard shortcuts"), tr("Keyboard shortcuts (F1)"));
    connect(m_helpButton, &QToolButton::clicked, this, &MainWindow::showShortcuts);

    m_title = new QLabel(row);
    m_title->setObjectName(QStringLiteral("scopeTitle"));
    m_title->setAccessibleName(tr("What is shown"));
    m_title->setTextFormat(Qt::PlainText);
    QFont font = m_title->font();
    font.setPointSizeF(font.pointSizeF() * 1.25);
    font.setWeight(QFont::DemiBold);
    m_title->setFont(font);

    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->addWidget(m_menuButton);
    layout->addWidget(m_title);
    layout->addStretch(); // also while the title is hidden
    layout->addWidget(m_themeButton);
    layout->addWidget(m_helpButton);
#ifdef Q_OS_MACOS
    m_menuButton->hide();
#endif
    return row;
}

QWidget *MainWindow::buildTree()
{
    m_tree = new QTreeView(this);
    m_tree->setObjectName(QStringLiteral("networkTree"));
    m_tree->setAccessibleName(tr("Networks and applications"));
    m_tree->setModel(&m_networks);
    m_tree->setHeaderHidden(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setMinimumWidth(120);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(14);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setItemDelegate(new TreeDelegate(m_theme, m_tree));
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &MainWindow::onTreeChosen);
    return m_tree;
}

void MainWindow::connectMenu()
{
    connect(m_menu->filter, &QAction::triggered, m_live, &LivePage::focusFilter);
    connect(m_menu->connectNew, &QAction::triggered, this, &MainWindow::askForNetwork);
    connect(m_menu->sandbox, &QAction::triggered, &m_context, &ConsoleContext::startSandbox);
    connect(m_menu->loadOlder, &QAction::triggered, &m_context, &ConsoleContext::loadOlder);
    connect(m_menu->copyMessage, &QAction::triggered, m_live, &LivePage::copyMessage);
    connect(m_menu->tree, &QAction::toggled, m_tree, &QWidget::setVisible);
    connect(m_menu->details, &QAction::toggled, m_live, &LivePage::setDetailsShown);
    connect(m_live, &LivePage::detailsShownChanged, m_menu->details, &QAction::setChecked);
    connect(m_menu->utc, &QAction::toggled, m_live, &LivePage::setUtc);
    connect(m_menu->utc, &QAction::toggled, m_status, &StatusLine::setUtc);
    connect(m_status, &StatusLine::utcToggled, m_menu->utc, &QAction::setChecked);
    connect(m_menu->fullScreen, &QAction::toggled, this, [this](bool on) { on ? showFullScreen() : showNormal(); });
    connect(m_menu->standardColumns, &QAction::triggered, m_live->view(), &LiveLogView::resetColumns);
    connect(m_menu->shortcuts, &QAction::triggered, this, &MainWindow::showShortcuts);
    connect(m_menu->quit, &QAction::triggered, this, &QWidget::close);
    connect(m_menu->about, &QAction::triggered, this, [this] {
        auto *box = new QMessageBox(QMessageBox::NoIcon, tr("About TTN Console"),
                                    tr("TTN Console %1\n\nA desktop console for The Things Network.\nGPL-3.0-or-later")
                                        .arg(QStringLiteral(TTN_VERSION)),
                                    QMessageBox::Close, this);
        box->setObjectName(QStringLiteral("aboutBox"));
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->open();
    });
    connect(m_menu, &MainMenu::keyRequested, this, &MainWindow::askForKey);
    connect(m_menu, &MainMenu::removeRequested, this, &MainWindow::askToRemove);
    connect(m_menu, &MainMenu::deleteHistoryRequested, this, &MainWindow::askToDeleteHistory);
    connect(m_welcome, &WelcomePage::sandboxRequested, &m_context, &ConsoleContext::startSandbox);
    connect(m_welcome, &WelcomePage::connectRequested, this, &MainWindow::askForNetwork);
    connect(m_live, &LivePage::noted, this, [this](const QString &text) { m_status->showMessage(text, NoteMs); });
    connect(m_live, &LivePage::keyRequested, this, &MainWindow::askForKey);
    connect(m_notice, &NoticeBar::actionRequested, this, &MainWindow::onNoticeAction);
    connect(m_notice, &NoticeBar::dismissed, this, [this] {
        if (m_noticeIsDismissible && !m_notices.empty())
            m_notices.pop_front();
        updateNotice();
    });
}

void MainWindow::connectContext()
{
    connect(&m_context, &ConsoleContext::profilesChanged, this, &MainWindow::updateNetworks);
    connect(&m_context, &ConsoleContext::profileStatusChanged, this,
            [this](Domain::ProfileRef profile, const Domain::ConnectionStatus &status) {
                m_networks.setStatus(profile, status);
                updateNotice();
            });
    connect(&m_context, &ConsoleContext::problemNoticed, this,
            [this](Domain::ProfileRef profile, const Domain::Problem &problem) {
                if (!problem)
                    return;
                const bool known = std::any_of(m_notices.begin(), m_notices.end(), [&](const Notice &notice) {
                    return notice.profile == profile && notice.problem.code == problem.code;
                });
                if (!known && m_notices.size() < MostNotices)
                    m_notices.push_back({profile, problem, {}});
                updateNotice();
            });
    connect(&m_context, &ConsoleContext::retentionAnnounced, this, [this](Domain::ProfileRef profile, quint64 events) {
        m_notices.push_back(
            {profile,
             {},
             tr("%1 events of %2 are older than the history keeps, or it has grown too large: they will be "
                "deleted.")
                 .arg(groupedNumber(events), m_context.profile(profile).name)});
        updateNotice();
    });
}

void MainWindow::updateNetworks()
{
    std::vector<ConnectionsModel::Network> networks;
    for (const Domain::ProfileRef profile : m_context.profiles()) {
        const Domain::Profile facts = m_context.profile(profile);
        networks.push_back({profile, facts.name, facts.applications, m_context.status(profile)});
    }
    const bool none = networks.empty();
    m_networks.setNetworks(std::move(networks));
    m_tree->expandAll();
    showWelcome(none);
    showScope(m_profile, m_application);
    updateNotice();
}

void MainWindow::showWelcome(bool shown)
{
    m_pages->setCurrentWidget(shown ? static_cast<QWidget *>(m_welcome) : m_live);
    m_title->setVisible(!shown);
    m_tree->setVisible(!shown && m_menu->tree->isChecked());
}

void MainWindow::showScope(Domain::ProfileRef profile, const QString &application)
{
    QModelIndex index = m_networks.find(profile, application);
    if (!index.isValid())
        index = m_networks.find(0, {});
    m_tree->setCurrentIndex(index);
    onTreeChosen(index);
}

void MainWindow::onTreeChosen(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    m_profile = index.data(ConnectionsModel::ProfileRole).value<Domain::ProfileRef>();
    m_application = index.data(ConnectionsModel::ApplicationRole).toString();
    m_title->setText(index.data().toString());
    m_live->setScope({m_profile, m_application});
    m_status->setScope(m_profile);
}

void MainWindow::updateNotice()
{
    // What a person must act on comes first and goes by itself; what one only has to know waits to be closed.
    for (const Domain::ProfileRef profile : m_context.profiles()) {
        const Domain::ConnectionStatus status = m_context.status(profile);
        if (!status.problem
            || (status.state != State::Refused && status.state != State::Waiting && status.state != State::Offline
                && status.state != State::Partly))
            continue;
        m_noticeProfile = profile;
        m_noticeIsDismissible = false;
        m_noticeAsksForKey
            = status.state == State::Refused || status.problem.code == Domain::Problem::Code::CredentialMissing;
        m_notice->showProblem(m_context.profile(profile).name, status.problem,
                              m_noticeAsksForKey ? tr("Enter a key") : tr("Connect now"), false);
        return;
    }
    m_noticeIsDismissible = true;
    m_noticeAsksForKey = false;
    if (m_notices.empty()) {
        m_notice->clear();
        return;
    }
    const Notice &notice = m_notices.front();
    const QString source = notice.profile == 0 ? QString() : m_context.profile(notice.profile).name;
    if (notice.problem)
        m_notice->showProblem(source, notice.problem, {}, true);
    else
        m_notice->showText(notice.text, {}, true);
}

void MainWindow::onNoticeAction()
{
    if (m_noticeAsksForKey)
        askForKey(m_noticeProfile);
    else
        m_context.connectNow(m_noticeProfile);
}

void MainWindow::updateIcons()
{
    m_menuButton->setIcon(m_theme->icon(QStringLiteral("menu")));
    m_themeButton->setIcon(m_theme->icon(m_theme->isDark() ? QStringLiteral("sun") : QStringLiteral("moon")));
    m_helpButton->setIcon(m_theme->icon(QStringLiteral("help")));
}

// --- Questions ---

void MainWindow::askForNetwork()
{
    auto *dialog = new ProfileDialog(&m_context, m_theme, this);
    connect(dialog, &ProfileDialog::profileEntered, &m_context, &ConsoleContext::addProfile);
    dialog->open();
}

void MainWindow::askForKey(Domain::ProfileRef profile)
{
    const Domain::Profile facts = m_context.profile(profile);
    auto *dialog = new CredentialDialog(facts.name, facts.applications.join(QStringLiteral(", ")),
                                        m_context.secretsArePersistent(), this);
    connect(dialog, &CredentialDialog::credentialEntered, &m_context,
            [context = &m_context, profile](const QByteArray &secret) { context->setCredential(profile, secret); });
    dialog->open();
}

void MainWindow::confirm(const char *name, const QString &title, const QString &text, const QString &action,
                         const std::function<void()> &run)
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, title, text, QMessageBox::Cancel, this);
    box->setObjectName(QLatin1String(name));
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *yes = box->addButton(action, QMessageBox::DestructiveRole);
    yes->setObjectName(QStringLiteral("confirmButton"));
    box->button(QMessageBox::Cancel)->setObjectName(QStringLiteral("cancelButton"));
    box->setDefaultButton(QMessageBox::Cancel);
    connect(yes, &QPushButton::clicked, &m_context, run);
    box->open();
}

void MainWindow::askToDeleteHistory(Domain::ProfileRef profile)
{
    const QString name = m_context.profile(profile).name;
    confirm("deleteHistoryBox", tr("Delete the history of %1").arg(name),
            tr("All %1 stored events of %2 will be deleted from this computer. This cannot be undone.")
                .arg(groupedNumber(m_context.counters(profile).storedEvents), name),
            tr("Delete"), [this, profile] { m_context.deleteHistory(profile); });
}

void MainWindow::askToRemove(Domain::ProfileRef profile)
{
    const QString name = m_context.profile(profile).name;
    confirm("removeNetworkBox", tr("Remove %1").arg(name),
            tr("%1 is taken off the list and its key is forgotten. The stored events stay on this computer.").arg(name),
            tr("Remove"), [this, profile] { m_context.removeProfile(profile); });
}

void MainWindow::openMenu()
{
    m_menu->menu()->popup(m_menuButton->mapToGlobal(QPoint(0, m_menuButton->height())));
}

void MainWindow::showShortcuts()
{
    (new ShortcutsDialog(actions(), this))->open();
}

// --- Keys and memory ---

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    m_altAlone = event->key() == Qt::Key_Alt && event->modifiers() == Qt::AltModifier;
    if (event->key() == Qt::Key_F10 && event->modifiers() == Qt::NoModifier) {
        openMenu();
        return;
    }
    QMainWindow::keyPressEvent(event);
}

void MainWindow::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Alt && m_altAlone && m_menuButton->isVisible()) {
        m_altAlone = false;
        openMenu();
        return;
    }
    QMainWindow::keyReleaseEvent(event);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveState();
    QMainWindow::closeEvent(event);
}

void MainWindow::saveState()
{
    m_settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    m_settings.setValue(QStringLiteral("window/splitter"), m_splitter->saveState());
    m_settings.setValue(QStringLiteral("window/tree"), m_menu->tree->isChecked());
    m_settings.setValue(QStringLiteral("window/theme"), int(m_theme->mode()));
    m_settings.setValue(QStringLiteral("window/utc"), m_menu->utc->isChecked());
    m_settings.setValue(QStringLiteral("window/network"),
                        m_profile ? m_context.profile(m_profile).id.toString(QUuid::WithoutBraces) : QString());
    m_settings.setValue(QStringLiteral("window/application"), m_application);
    m_settings.beginGroup(QStringLiteral("live"));
    m_live->saveState(m_settings);
    m_settings.endGroup();
}

void MainWindow::restoreState()
{
    const int mode = m_settings.value(QStringLiteral("window/theme"), 0).toInt();
    m_theme->setMode(mode >= 0 && mode <= int(Theme::Mode::Dark) ? Theme::Mode(mode) : Theme::Mode::System);
    restoreGeometry(m_settings.value(QStringLiteral("window/geometry")).toByteArray());
    m_splitter->restoreState(m_settings.value(QStringLiteral("window/splitter")).toByteArray());
    m_menu->tree->setChecked(m_settings.value(QStringLiteral("window/tree"), true).toBool());
    m_menu->utc->setChecked(m_settings.value(QStringLiteral("window/utc"), false).toBool());
    m_settings.beginGroup(QStringLiteral("live"));
    m_live->restoreState(m_settings);
    m_settings.endGroup();
    m_menu->details->setChecked(m_live->areDetailsShown());
    m_tree->setVisible(m_menu->tree->isChecked() && m_pages->currentWidget() == m_live);
    const QUuid network(m_settings.value(QStringLiteral("window/network")).toString());
    for (const Domain::ProfileRef profile : m_context.profiles()) {
        if (!network.isNull() && m_context.profile(profile).id == network)
            showScope(profile, m_settings.value(QStringLiteral("window/application")).toString());
    }
}

} // namespace Gui
