// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/applications/applicationspage.h"

#include "ui/applications/applicationheard.h"
#include "ui/applications/keytext.h"
#include "ui/applications/settingssection.h"
#include "ui/applications/watchbar.h"
#include "ui/common/densetable.h"
#include "ui/common/noticebar.h"
#include "ui/common/statenote.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/consolecontext.h"

#include <QAction>
#include <QBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>

namespace Gui {

using Domain::Access;
using Domain::Capability;
using Models::ApplicationsModel;

namespace {

constexpr int TypingMs = 80;
constexpr int columnWidths[ApplicationsModel::ColumnCount] = {64, 170, 220, 72, 130, 130, 200};

} // namespace

ApplicationsPage::ApplicationsPage(ConsoleContext *context, const Models::DeviceActivity *activity, const Theme *theme,
                                   const Scope &scope, QWidget *parent)
    : Page(parent)
    , m_context(context)
    , m_activity(activity)
    , m_theme(theme)
    , m_scope(scope)
    , m_rights(RightsBook::of(context))
{
    setObjectName(QStringLiteral("applicationsPage"));
    setAccessibleName(tr("Applications"));
    // In the order of Tab.
    QWidget *tools = buildTools();
    m_who = new QLabel(this);
    m_who->setObjectName(QStringLiteral("whoAmI"));
    m_reason = new QLabel(this);
    m_reason->setObjectName(QStringLiteral("applicationsReason"));
    for (QLabel *label : {m_who, m_reason}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setContentsMargins(12, 0, 12, 6);
        label->hide();
    }
    m_notice = new NoticeBar(theme, this);
    m_stack = new QStackedWidget(this);
    m_table = new QTableView(m_stack);
    buildTable();
    m_note = new StateNote(theme, m_stack);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_note);
    m_watch = new WatchBar(theme, this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(tools);
    layout->addWidget(m_who);
    layout->addWidget(m_reason);
    layout->addWidget(m_notice);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_watch);
    connectAll();
    updateWatched();
    load();
}

ApplicationsPage::~ApplicationsPage()
{
    // The view goes before the models that it shows.
    delete m_table;
}

QAction *ApplicationsPage::addOrder(const char *name, const QString &text, const QKeySequence &keys,
                                    void (ApplicationsPage::*slot)())
{
    auto *action = new QAction(text, this);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, slot);
    addAction(action);
    auto *button = new QToolButton(this);
    button->setObjectName(action->objectName() + u"Button");
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    m_tools->addWidget(button);
    return action;
}

QWidget *ApplicationsPage::buildTools()
{
    auto *row = new QWidget(this);
    m_tools = new QHBoxLayout(row);
    m_tools->setContentsMargins(8, 4, 8, 4);
    m_tools->setSpacing(4);
    m_create = addOrder("newApplication", tr("New…"), QKeySequence(Qt::Key_Insert), &ApplicationsPage::create);
    m_open = addOrder("openApplication", tr("Open"), {}, &ApplicationsPage::open);
    m_settings
        = addOrder("applicationSettings", tr("Settings…"), QKeySequence(Qt::Key_F2), &ApplicationsPage::openSettings);
    m_delete = addOrder("deleteApplication", tr("Delete…"), QKeySequence(Qt::Key_Delete), &ApplicationsPage::remove);
    m_deleted = addOrder("deletedApplications", tr("Recently deleted…"), {}, &ApplicationsPage::showDeleted);
    m_tools->addStretch();
    m_search = new QLineEdit(row);
    m_search->setObjectName(QStringLiteral("applicationsSearch"));
    m_search->setAccessibleName(tr("Search applications"));
    m_search->setPlaceholderText(tr("Search: ID, name or description"));
    m_search->setToolTip(tr("Show only applications with these letters (%1)")
                             .arg(QKeySequence(QKeySequence::Find).toString(QKeySequence::NativeText)));
    m_search->setClearButtonEnabled(true);
    m_search->setMaxLength(100);
    m_search->setMinimumWidth(220);
    m_searchIcon = m_search->addAction(QIcon(), QLineEdit::LeadingPosition);
    m_searchIcon->setText(tr("Search"));
    m_tools->addWidget(m_search);
    m_count = new QLabel(row);
    m_count->setObjectName(QStringLiteral("applicationsCount"));
    m_count->setAccessibleName(tr("Number of applications"));
    m_count->setTextFormat(Qt::PlainText);
    m_count->setContentsMargins(8, 0, 4, 0);
    m_tools->addWidget(m_count);
    return row;
}

void ApplicationsPage::buildTable()
{
    m_shown.setSourceModel(&m_model);
    m_shown.setSortRole(ApplicationsModel::SortRole);
    m_shown.setSortCaseSensitivity(Qt::CaseInsensitive);
    m_shown.setFilterRole(ApplicationsModel::SearchRole);
    m_shown.setFilterKeyColumn(ApplicationsModel::Id);
    m_shown.setFilterCaseSensitivity(Qt::CaseInsensitive);
    // Rows keep their places while times change under the eyes of somebody who reads.
    m_shown.setDynamicSortFilter(false);
    m_table->setObjectName(QStringLiteral("applicationsTable"));
    m_table->setAccessibleName(tr("Applications"));
    m_table->setModel(&m_shown);
    m_table->setItemDelegate(new CellDelegate(m_theme, ApplicationsModel::MeaningRole, {}, m_table));
    m_table->setItemDelegateForColumn(ApplicationsModel::Watch, new QStyledItemDelegate(m_table));
    makeDense(m_table);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    fitRowHeight(m_table);
    QHeaderView *header = m_table->horizontalHeader();
    header->setObjectName(QStringLiteral("applicationsHeader"));
    header->setStretchLastSection(true);
    header->setSortIndicator(ApplicationsModel::Id, Qt::AscendingOrder);
    m_table->setSortingEnabled(true);
    for (int column = 0; column < ApplicationsModel::ColumnCount; ++column)
        m_table->setColumnWidth(column, columnWidths[column]);
    setFocusProxy(m_table);
    m_toggle = new QAction(tr("Watch or not"), m_table);
    m_toggle->setObjectName(QStringLiteral("toggleWatched"));
    m_toggle->setShortcut(QKeySequence(Qt::Key_Space));
    m_toggle->setShortcutContext(Qt::WidgetShortcut);
    connect(m_toggle, &QAction::triggered, this, &ApplicationsPage::toggleWatched);
    m_table->addAction(m_toggle);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->setToolTipsVisible(true);
        menu->addActions({m_open, m_toggle, m_settings});
        menu->addSeparator();
        menu->addAction(m_delete);
        menu->popup(m_table->viewport()->mapToGlobal(at));
    });
}

void ApplicationsPage::connectAll()
{
    m_typing.setSingleShot(true);
    m_typing.setInterval(TypingMs);
    connect(&m_typing, &QTimer::timeout, this, &ApplicationsPage::applyFilter);
    connect(m_search, &QLineEdit::textChanged, this, [this] { m_typing.start(); });
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        applyFilter();
        m_table->setFocus();
    });
    connect(m_table, &QTableView::activated, this, &ApplicationsPage::open);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ApplicationsPage::updateActions);
    connect(&m_loader, &Models::ApplicationLoader::arrived, this, [this](const QList<Domain::Application> &some) {
        m_model.add(some);
        updateState();
    });
    connect(&m_loader, &Models::ApplicationLoader::finished, this, &ApplicationsPage::onLoaded);
    connect(&m_model, &ApplicationsModel::choiceChanged, this, &ApplicationsPage::updateChoice);
    connect(m_note, &StateNote::actionRequested, this, &ApplicationsPage::onNoteAction);
    connect(m_notice, &NoticeBar::actionRequested, this, &ApplicationsPage::load);
    connect(m_watch, &WatchBar::applied, this, &ApplicationsPage::applyWatch);
    connect(m_watch, &WatchBar::undone, &m_model, &ApplicationsModel::resetChoice);
    connect(m_rights, &RightsBook::changed, this, [this](const Scope &scope) {
        if (scope == m_scope)
            onRightsChanged();
    });
    connect(m_context, &ConsoleContext::networksChanged, this, [this](Domain::ProfileRef profile) {
        if (profile == m_scope.profile)
            load();
    });
    connect(m_context, &ConsoleContext::profilesChanged, this, &ApplicationsPage::updateWatched);
    connect(m_context, &ConsoleContext::profileStatusChanged, this, [this](Domain::ProfileRef profile) {
        if (profile == m_scope.profile)
            updateWatched();
    });
    connect(m_activity, &Models::DeviceActivity::ticked, this, [this] {
        if (isVisible())
            updateHeard();
    });
    const auto colors = [this] {
        m_searchIcon->setIcon(m_theme->icon(QStringLiteral("search")));
        for (QLabel *label : {m_who, m_reason, m_count}) {
            QPalette palette = label->palette();
            palette.setColor(QPalette::WindowText, m_theme->color(Models::Meaning::Quiet));
            label->setPalette(palette);
        }
        m_table->viewport()->update();
    };
    connect(m_theme, &Theme::changed, this, colors);
    colors();
}

// --- What is listed ---

void ApplicationsPage::load()
{
    m_network = m_context->network(m_scope.profile, m_scope.application);
    m_problem = {};
    m_loaded = false;
    m_notice->clear();
    m_wanted = m_wanted.isEmpty() ? currentId() : m_wanted;
    m_loader.cancel();
    m_model.clear();
    if (m_network)
        m_loader.start(m_network, false);
    onRightsChanged();
    updateState();
}

void ApplicationsPage::onLoaded(const Domain::Problem &problem)
{
    m_problem = problem;
    m_loaded = !problem;
    m_model.setComplete(m_loaded && lists());
    m_shown.sort(m_shown.sortColumn(), m_shown.sortOrder());
    if (problem && m_loader.loaded() > 0)
        m_notice->showProblem({}, problem, tr("Try again"), true);
    if (!m_wanted.isEmpty())
        choose(m_wanted);
    m_wanted.clear();
    if (!m_table->currentIndex().isValid() && m_shown.rowCount() > 0)
        m_table->setCurrentIndex(m_shown.index(0, ApplicationsModel::Id));
    updateState();
    updateActions();
}

void ApplicationsPage::onRightsChanged()
{
    updateWho();
    m_model.setChoosable(watchReason(m_rights->entry(m_scope), m_context->isSandbox(m_scope.profile)).isEmpty());
    updateActions();
}

bool ApplicationsPage::lists() const
{
    return m_network && m_network->capabilities().testFlag(Capability::ListApplications);
}

void ApplicationsPage::updateWatched()
{
    const std::vector<Domain::ProfileRef> known = m_context->profiles();
    if (std::find(known.begin(), known.end(), m_scope.profile) == known.end())
        return;
    m_model.setWatched(m_context->profile(m_scope.profile).applications, m_context->status(m_scope.profile));
    m_shown.sort(m_shown.sortColumn(), m_shown.sortOrder());
    updateHeard();
    updateState();
    updateActions();
}

void ApplicationsPage::updateHeard()
{
    m_model.setHeard(heardOfApplications(*m_activity, m_scope.profile));
}

void ApplicationsPage::updateWho()
{
    const QString text = whoText(m_rights->entry(m_scope));
    m_who->setText(text);
    m_who->setVisible(!text.isEmpty());
}

void ApplicationsPage::updateState()
{
    m_noteAction = NoteAction::Retry;
    const bool rows = m_model.rowCount() > 0;
    const bool noKey = m_context->status(m_scope.profile).problem.code == Domain::Problem::Code::CredentialMissing;
    if (!m_network && noKey) {
        m_noteAction = NoteAction::EnterKey;
        m_note->showText(tr("A key is missing"), tr("Without a key nothing can be asked."), tr("Enter a key…"));
    } else if (!m_network) {
        m_noteAction = NoteAction::EditConnection;
        m_note->showText(tr("No server to ask"),
                         tr("This connection has no address for management (gRPC), so applications can be neither "
                            "listed nor made. What is live and heard still works."),
                         tr("Edit the connection…"));
    } else if (m_problem) {
        m_note->showProblem(m_problem, tr("Try again"));
    } else if (!m_loaded) {
        m_note->showLoading(tr("Loading the applications…"));
    } else if (rows) {
        m_noteAction = NoteAction::ShowAll;
        m_note->showText(tr("No application matches “%1”").arg(m_search->text().simplified()), {},
                         tr("Show all applications"));
    } else {
        m_note->showText(tr("No application yet"),
                         tr("An application holds devices and what they send. “New…” above makes the first one."));
    }
    const bool found = m_shown.rowCount() > 0;
    const bool table = m_network && (m_loaded ? rows && found : m_loader.loaded() > 0);
    m_stack->setCurrentIndex(table ? 0 : 1);
    updateCount();
}

void ApplicationsPage::updateCount()
{
    const int all = m_model.rowCount();
    const int shown = m_shown.rowCount();
    if (m_loader.isLoading() && m_loader.total() > 0)
        m_count->setText(
            tr("%1 of %2…").arg(groupedNumber(quint64(m_loader.loaded())), groupedNumber(quint64(m_loader.total()))));
    else if (shown != all)
        m_count->setText(tr("%1 of %2").arg(groupedNumber(quint64(shown)), groupedNumber(quint64(all))));
    else
        m_count->setText(all == 1 ? tr("one application") : tr("%1 applications").arg(groupedNumber(quint64(all))));
}

void ApplicationsPage::applyFilter()
{
    m_typing.stop();
    m_shown.setFilterFixedString(m_search->text().trimmed());
    updateState();
    updateActions();
}

// --- What can be done ---

int ApplicationsPage::currentRow() const
{
    const QModelIndex current = m_shown.mapToSource(m_table->currentIndex());
    return current.isValid() ? current.row() : -1;
}

QString ApplicationsPage::currentId() const
{
    return m_table->currentIndex().data(ApplicationsModel::IdRole).toString();
}

void ApplicationsPage::choose(const QString &id)
{
    const int row = m_model.rowOf(id);
    const QModelIndex index
        = row < 0 ? QModelIndex() : m_shown.mapFromSource(m_model.index(row, ApplicationsModel::Id));
    if (!index.isValid())
        return;
    m_table->setCurrentIndex(index);
    m_table->scrollTo(index);
}

void ApplicationsPage::updateActions()
{
    const QString creation = creationReason(m_rights->entry(m_scope));
    const bool details = m_network && m_network->capabilities().testFlag(Capability::ApplicationDetails);
    m_create->setText(details || !m_network ? tr("New…") : tr("Register…"));
    allow(m_create, details || !m_network ? tr("Make an application") : tr("Register an application at the handler"),
          creation);
    const QString none
        = currentId().isEmpty() || m_stack->currentIndex() != 0 ? tr("Choose an application.") : QString();
    const bool watched = m_model.isWatched(currentRow());
    allow(m_open, watched ? tr("Show what it sends (Enter)") : tr("Show its settings (Enter)"), none);
    allow(m_settings, tr("Name, keys, people, formatters"), none.isEmpty() && !m_network ? creation : none);
    allow(m_delete, tr("Delete this application"), none.isEmpty() && !m_network ? creation : none);
    m_deleted->setVisible(m_network && m_network->capabilities().testFlag(Capability::RestoreApplications));
    allow(m_deleted, tr("Bring back what was deleted in the last 24 hours"), {});
    const QString watching = watchReason(m_rights->entry(m_scope), m_context->isSandbox(m_scope.profile));
    allow(m_toggle, tr("Listen to this application, or no longer"), none.isEmpty() ? watching : none);
    QStringList reasons;
    if (m_network && !creation.isEmpty())
        reasons += creation;
    if (m_network && m_loaded && !watching.isEmpty())
        reasons += watching;
    m_reason->setText(reasons.join(u' '));
    m_reason->setVisible(!reasons.isEmpty());
}

void ApplicationsPage::updateChoice()
{
    m_watch->setChoice(m_model.watched(), m_model.chosen());
    Q_EMIT unsavedChanged();
}

// --- The page among others ---

void ApplicationsPage::setUtc(bool utc)
{
    m_model.setUtc(utc);
}

bool ApplicationsPage::can(PageCommand command) const
{
    return command == PageCommand::Filter || command == PageCommand::Refresh;
}

void ApplicationsPage::run(PageCommand command)
{
    if (command == PageCommand::Refresh) {
        m_rights->refresh(m_scope);
        load();
        return;
    }
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void ApplicationsPage::takeFocus()
{
    m_table->setFocus();
}

void ApplicationsPage::stepBack()
{
    m_search->clear();
    applyFilter();
    m_table->setFocus();
}

void ApplicationsPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        stepBack();
    else
        Page::keyPressEvent(event);
}

void ApplicationsPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    updateHeard();
}

void ApplicationsPage::saveState(QSettings &settings) const
{
    settings.setValue(QStringLiteral("columns"), m_table->horizontalHeader()->saveState());
    settings.setValue(QStringLiteral("search"), m_search->text());
}

void ApplicationsPage::restoreState(const QSettings &settings, bool layoutOnly)
{
    const QByteArray columns = settings.value(QStringLiteral("columns")).toByteArray();
    QHeaderView *header = m_table->horizontalHeader();
    if (!columns.isEmpty() && header->restoreState(columns))
        m_shown.sort(header->sortIndicatorSection(), header->sortIndicatorOrder());
    if (layoutOnly)
        return;
    m_search->setText(settings.value(QStringLiteral("search")).toString());
    applyFilter();
}

} // namespace Gui
