// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connectionspage.h"

#include "ui/common/densetable.h"
#include "ui/common/noticebar.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/connections/connectionactions.h"
#include "ui/connections/connectionfacts.h"
#include "ui/connections/connectionservice.h"
#include "ui/connections/profilesdelegate.h"
#include "ui/consolecontext.h"

#include <QAction>
#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>

namespace Gui {

using Models::ProfilesModel;
using State = Domain::ConnectionStatus::State;

namespace {

constexpr int EmptyWidth = 460;
constexpr double TitleScale = 1.25;

/// Width that a column needs at least, and its share of what is left.
struct ColumnWidth
{
    int least;
    int share;
};
constexpr ColumnWidth columnWidths[ProfilesModel::ColumnCount]
    = {{110, 3}, {200, 2}, {100, 4}, {130, 4}, {60, 0}, {86, 1}, {80, 0}, {84, 0}, {66, 0}};
/// What goes first when there is no room: all of it stands below the list, too.
constexpr int dispensable[] = {ProfilesModel::Generation, ProfilesModel::Protection, ProfilesModel::Key};

bool isOn(State state)
{
    return state != State::Offline && state != State::Refused;
}

} // namespace

ConnectionsPage::ConnectionsPage(ConsoleContext *context, const Theme *theme, QWidget *parent)
    : Page(parent)
    , m_context(context)
    , m_theme(theme)
    , m_orders(new ConnectionActions(context, theme, this))
    , m_notice(new NoticeBar(theme, this))
{
    setObjectName(QStringLiteral("connectionsPage"));
    setAccessibleName(tr("Connections"));
    // In the order of Tab.
    buildActions();
    QWidget *tools = buildToolRow();
    m_stack = new QStackedWidget(this);
    m_table = new QTableView(this);
    m_facts = new ConnectionFacts(theme, this);
    buildTable();

    auto *list = new QWidget(this);
    auto *listLayout = new QVBoxLayout(list);
    listLayout->setContentsMargins(0, 0, 0, 0);
    listLayout->setSpacing(0);
    listLayout->addWidget(m_table, 1);
    listLayout->addWidget(m_facts);
    m_stack->setObjectName(QStringLiteral("connectionsStack"));
    m_stack->addWidget(list);
    m_stack->addWidget(buildEmpty());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(tools);
    layout->addWidget(m_notice);
    layout->addWidget(m_stack, 1);

    connect(m_orders, &ConnectionActions::noted, this, &Page::noted);
    connect(m_orders, &ConnectionActions::chosen, this, &ConnectionsPage::choose);
    connect(m_orders, &ConnectionActions::failed, this,
            [this](const Domain::Problem &problem) { m_notice->showProblem({}, problem, {}, true); });
    connect(&context->connections(), &ConnectionService::duplicated, this, &ConnectionsPage::choose);
    connect(context, &ConsoleContext::profilesChanged, this, &ConnectionsPage::updateEntries);
    connect(context, &ConsoleContext::secretsArePersistentChanged, this, &ConnectionsPage::updateEntries);
    connect(context, &ConsoleContext::profileStatusChanged, this,
            [this](Domain::ProfileRef profile, const Domain::ConnectionStatus &status) {
                m_model.setStatus(profile, status, m_context->connections().keyPlace(profile));
                updateCurrent();
            });
    connect(context, &ConsoleContext::countersChanged, this,
            [this](Domain::ProfileRef profile, const Domain::TrafficCounters &counters) {
                m_model.setCounters(profile, counters);
                if (profile == current())
                    updateCurrent();
            });
    connect(&m_model, &ProfilesModel::renameRequested, this, [this](Domain::ProfileRef profile, const QString &name) {
        Domain::Profile changed = m_context->profile(profile);
        changed.name = name;
        m_context->connections().updateProfile(profile, changed, {});
    });
    connect(theme, &Theme::changed, m_table->viewport(), qOverload<>(&QWidget::update));
    updateEntries();
}

QAction *ConnectionsPage::addOrder(const char *name, const QString &text, const QKeySequence &keys, const QString &hint,
                                   void (ConnectionsPage::*slot)())
{
    auto *action = new QAction(text, this);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    const QString shown = keys.toString(QKeySequence::NativeText);
    action->setToolTip(shown.isEmpty() ? hint : QString(hint + u" (" + shown + u')'));
    connect(action, &QAction::triggered, this, slot);
    addAction(action);
    return action;
}

void ConnectionsPage::buildActions()
{
    m_new = addOrder("newConnection", tr("New…"), QKeySequence(Qt::Key_Insert), tr("Connect to a network"),
                     &ConnectionsPage::createNew);
    m_connect = addOrder("toggleConnection", tr("Connect"), QKeySequence(Qt::Key_Space), tr("Connect or disconnect"),
                         &ConnectionsPage::toggleConnected);
    m_test = addOrder("testConnection", tr("Test…"), QKeySequence(Qt::CTRL | Qt::Key_T),
                      tr("Try this connection step by step"), &ConnectionsPage::testCurrent);
    m_edit = addOrder("editConnection", tr("Edit…"), {}, tr("Change this connection (Enter)"),
                      &ConnectionsPage::editCurrent);
    m_rename = addOrder("renameConnection", tr("Rename"), QKeySequence(Qt::Key_F2), tr("Another name"),
                        &ConnectionsPage::rename);
    m_key = addOrder("anotherKey", tr("Key…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_K), tr("Enter another key"),
                     &ConnectionsPage::enterKey);
    m_duplicate = addOrder("duplicateConnection", tr("Duplicate"), QKeySequence(Qt::CTRL | Qt::Key_D),
                           tr("A copy with the same key and a history of its own"), &ConnectionsPage::duplicateCurrent);
    m_export = addOrder("exportConnection", tr("Export…"), QKeySequence::Save,
                        tr("Write a connection file, without the key"), &ConnectionsPage::exportCurrent);
    m_import = addOrder("importConnection", tr("Import…"), QKeySequence::Open, tr("Read a connection file"),
                        &ConnectionsPage::importFile);
    m_delete = addOrder("deleteConnection", tr("Delete…"), QKeySequence(Qt::Key_Delete), tr("Delete this connection"),
                        &ConnectionsPage::removeCurrent);
}

QWidget *ConnectionsPage::buildToolRow()
{
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(4);
    for (QAction *action : {m_new, m_import, m_connect, m_test, m_edit, m_key, m_duplicate, m_export, m_delete}) {
        if (action == m_connect)
            layout->addSpacing(16);
        auto *button = new QToolButton(row);
        button->setObjectName(action->objectName() + u"Button");
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        layout->addWidget(button);
    }
    layout->addStretch();
    return row;
}

void ConnectionsPage::buildTable()
{
    m_table->setObjectName(QStringLiteral("connectionsTable"));
    m_table->setAccessibleName(tr("List of connections"));
    setFocusProxy(m_table);
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new ProfilesDelegate(m_theme, m_table));
    makeDense(m_table);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    fitRowHeight(m_table);
    QHeaderView *header = m_table->horizontalHeader();
    header->setObjectName(QStringLiteral("connectionsHeader"));
    header->setHighlightSections(false);
    header->setMinimumSectionSize(40);
    connect(header, &QHeaderView::sectionResized, this, [this] { m_columnsChosen = m_columnsChosen || !m_fitting; });
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addActions({m_connect, m_test, m_edit, m_rename, m_key, m_duplicate, m_export});
        menu->addSeparator();
        menu->addAction(m_delete);
        menu->popup(m_table->viewport()->mapToGlobal(at));
    });
    // Elsewhere on the page the space bar presses the button that has the focus.
    removeAction(m_connect);
    m_connect->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(m_connect);
    connect(m_table, &QTableView::activated, this, &ConnectionsPage::editCurrent);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ConnectionsPage::updateCurrent);
}

QWidget *ConnectionsPage::buildEmpty()
{
    auto *column = new QWidget(this);
    column->setObjectName(QStringLiteral("noConnections"));
    column->setMaximumWidth(EmptyWidth);
    auto *title = new QLabel(tr("No connection yet"), column);
    title->setObjectName(QStringLiteral("noConnectionsTitle"));
    QFont font = title->font();
    font.setPointSizeF(font.pointSizeF() * TitleScale);
    font.setWeight(QFont::DemiBold);
    title->setFont(font);
    auto *text
        = new QLabel(tr("A connection is a network and one or more of its applications, with a key that may read "
                        "them. Everything that they send is then shown and kept here."),
                     column);
    text->setObjectName(QStringLiteral("noConnectionsText"));
    text->setWordWrap(true);
    auto *create = new QPushButton(tr("Connect…"), column);
    create->setObjectName(QStringLiteral("emptyConnect"));
    create->setToolTip(m_new->toolTip());
    connect(create, &QPushButton::clicked, this, &ConnectionsPage::createNew);
    auto *layout = new QVBoxLayout(column);
    layout->setSpacing(16);
    layout->addWidget(title);
    layout->addWidget(text);
    layout->addWidget(create, 0, Qt::AlignLeft);

    auto *page = new QWidget(this);
    auto *around = new QGridLayout(page);
    around->setRowStretch(0, 2);
    around->setRowStretch(2, 3);
    around->setColumnStretch(0, 1);
    around->setColumnStretch(1, 2);
    around->setColumnStretch(2, 1);
    around->addWidget(column, 1, 1);
    return page;
}

// --- What is shown ---

ProfilesModel::Entry ConnectionsPage::entryOf(Domain::ProfileRef profile) const
{
    return {profile,
            m_context->profile(profile),
            m_context->status(profile),
            m_context->counters(profile),
            m_context->connections().keyPlace(profile),
            m_context->isSandbox(profile)};
}

void ConnectionsPage::updateEntries()
{
    std::vector<ProfilesModel::Entry> entries;
    for (const Domain::ProfileRef profile : m_context->profiles())
        entries.push_back(entryOf(profile));
    m_model.setEntries(std::move(entries));
    if (!m_table->currentIndex().isValid() && m_model.rowCount() > 0)
        m_table->setCurrentIndex(m_model.index(0, ProfilesModel::Name));
    m_stack->setCurrentIndex(m_model.rowCount() > 0 ? 0 : 1);
    updateCurrent();
}

void ConnectionsPage::updateCurrent()
{
    const ProfilesModel::Entry *entry = m_model.entry(m_table->currentIndex().row());
    for (QAction *action : {m_connect, m_test, m_export})
        action->setEnabled(entry);
    for (QAction *action : {m_edit, m_rename, m_key, m_duplicate, m_delete})
        action->setEnabled(entry && !entry->sandbox);
    const bool on = entry && isOn(entry->status.state);
    m_connect->setText(on ? tr("Disconnect") : tr("Connect"));
    if (entry)
        m_facts->show(m_model, *entry, m_context->connections().historyPath(entry->ref));
}

void ConnectionsPage::setUtc(bool utc)
{
    m_model.setUtc(utc);
    updateCurrent();
}

void ConnectionsPage::takeFocus()
{
    m_table->setFocus();
}

void ConnectionsPage::choose(Domain::ProfileRef profile)
{
    if (const int row = m_model.rowOf(profile); row >= 0)
        m_table->setCurrentIndex(m_model.index(row, ProfilesModel::Name));
}

Domain::ProfileRef ConnectionsPage::current() const
{
    const ProfilesModel::Entry *entry = m_model.entry(m_table->currentIndex().row());
    return entry ? entry->ref : 0;
}

void ConnectionsPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    fitColumns();
}

void ConnectionsPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    fitColumns();
}

void ConnectionsPage::fitColumns()
{
    if (m_columnsChosen)
        return;
    int least = 0;
    int shares = 0;
    for (const ColumnWidth &column : columnWidths) {
        least += column.least;
        shares += column.share;
    }
    m_fitting = true;
    for (const int column : dispensable) {
        const bool fits = least <= width();
        m_table->setColumnHidden(column, !fits);
        if (!fits) {
            least -= columnWidths[column].least;
            shares -= columnWidths[column].share;
        }
    }
    const int left = std::max(0, width() - least);
    for (int column = 0; column < ProfilesModel::ColumnCount; ++column) {
        if (!m_table->isColumnHidden(column))
            m_table->setColumnWidth(column, columnWidths[column].least + left * columnWidths[column].share / shares);
    }
    m_fitting = false;
}

void ConnectionsPage::saveState(QSettings &settings) const
{
    if (m_columnsChosen)
        settings.setValue(QStringLiteral("columns"), m_table->horizontalHeader()->saveState());
    settings.setValue(QStringLiteral("current"),
                      current() ? m_context->profile(current()).id.toString(QUuid::WithoutBraces) : QString());
}

void ConnectionsPage::restoreState(const QSettings &settings, bool /*layoutOnly*/)
{
    const QByteArray columns = settings.value(QStringLiteral("columns")).toByteArray();
    m_fitting = true;
    m_columnsChosen = m_table->horizontalHeader()->restoreState(columns);
    m_fitting = false;
    const QUuid wanted(settings.value(QStringLiteral("current")).toString());
    for (const Domain::ProfileRef profile : m_context->profiles()) {
        if (!wanted.isNull() && m_context->profile(profile).id == wanted)
            choose(profile);
    }
}

// --- Orders ---

void ConnectionsPage::createNew()
{
    m_orders->create();
}

void ConnectionsPage::importFile()
{
    m_notice->clear();
    m_orders->importFile();
}

void ConnectionsPage::rename()
{
    m_table->edit(m_model.index(m_table->currentIndex().row(), ProfilesModel::Name));
}

void ConnectionsPage::toggleConnected()
{
    const ProfilesModel::Entry *entry = m_model.entry(m_table->currentIndex().row());
    if (!entry)
        return;
    if (isOn(entry->status.state))
        m_context->disconnectNow(entry->ref);
    else
        m_context->connectNow(entry->ref);
}

void ConnectionsPage::editCurrent()
{
    if (m_edit->isEnabled())
        m_orders->edit(current());
}

void ConnectionsPage::duplicateCurrent()
{
    m_context->connections().duplicateProfile(current());
}

void ConnectionsPage::enterKey()
{
    m_orders->enterKey(current());
}

void ConnectionsPage::testCurrent()
{
    m_orders->test(current());
}

void ConnectionsPage::exportCurrent()
{
    m_notice->clear();
    m_orders->exportFile(current());
}

void ConnectionsPage::removeCurrent()
{
    m_orders->remove(current());
}

} // namespace Gui
