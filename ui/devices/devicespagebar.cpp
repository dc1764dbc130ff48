// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deviceactivity.h"
#include "ui/common/noticebar.h"
#include "ui/common/rightsbook.h"
#include "ui/common/skeleton.h"
#include "ui/common/statenote.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/consolecontext.h"
#include "ui/devices/deviceorders.h"
#include "ui/devices/devicespage.h"
#include "ui/devices/devicesview.h"

#include <QAction>
#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QStackedWidget>
#include <QToolButton>

// The row above the table, the menu of its rows, and what they say.

namespace Gui {

using Models::DeviceTableModel;
using Column = Models::DeviceTableColumn;
using SourceState = DeviceSource::State;

namespace {

constexpr int SearchWidth = 140;

QString withKeys(const QString &hint, const QKeySequence &keys)
{
    const QString shown = keys.toString(QKeySequence::NativeText);
    return shown.isEmpty() ? hint : QString(hint + u" (" + shown + u')');
}

} // namespace

QAction *DevicesPage::addOrder(const char *name, const QString &text, const QKeySequence &keys, const QString &hint,
                               std::function<void()> run)
{
    auto *action = new QAction(text, this);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setToolTip(withKeys(hint, keys));
    action->setData(action->toolTip());
    connect(action, &QAction::triggered, this, std::move(run));
    m_list->addAction(action);
    return action;
}

void DevicesPage::buildActions()
{
    const auto current = [this] { return m_view->currentDevice(); };
    m_open = addOrder("openDevice", tr("Open"), {}, tr("Everything about this device (Enter)"),
                      [this, current] { showDevice(current()); });
    m_log = addOrder("showDeviceLog", tr("Show its log"), QKeySequence(Qt::CTRL | Qt::Key_L),
                     tr("Live, with this device only"), [this, current] {
                         if (const Domain::DeviceRef ref = heardAs(current()))
                             Q_EMIT deviceRequested(ref);
                     });
    m_rename = addOrder("renameDevice", tr("Rename"), QKeySequence(Qt::Key_F2), tr("Another name"),
                        [this] { m_view->editName(); });
    m_copy = addOrder("copyDevice", tr("Copy device…"), QKeySequence(Qt::CTRL | Qt::Key_D),
                      tr("A new device with the settings of this one"),
                      [this, current] { Q_EMIT copyRequested(m_scope, current()); });
    m_move = addOrder("moveDevices", tr("Move…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_M),
                      tr("To another application of this network, with keys, session and counters"),
                      [this] { m_orders->askToMove(m_scope, chosen()); });
    m_delete = addOrder("deleteDevices", tr("Delete"), QKeySequence(Qt::Key_Delete),
                        tr("Delete the chosen devices; they can be brought back for 30 days"),
                        [this] { m_orders->remove(m_scope, chosen()); });
    // The window has the key, for all of its pages.
    m_new = addOrder("newDeviceHere", tr("New device…"), {},
                     withKeys(tr("Register a device in this application"), QKeySequence::New),
                     [this] { Q_EMIT registrationRequested(m_scope); });
    m_import = addOrder("importDevices", tr("Import…"), QKeySequence::Open,
                        tr("Register many devices from a file or from copied cells"),
                        [this] { Q_EMIT importRequested(m_scope); });
    // The window has the key here, too.
    m_export = addOrder(
        "exportDevices", tr("Export…"), {},
        withKeys(tr("Write the chosen devices or all of them into a file"), QKeySequence(Qt::CTRL | Qt::Key_E)),
        [this] { run(PageCommand::Export); });
    m_deleted = addOrder("recentlyDeleted", tr("Recently deleted…"), {},
                         tr("Devices that were deleted or moved in the last 30 days"),
                         [this] { m_orders->showRecentlyDeleted(m_scope); });
}

void DevicesPage::buildBar(QWidget *bar)
{
    m_search = new QLineEdit(bar);
    m_search->setObjectName(QStringLiteral("devicesSearch"));
    m_search->setAccessibleName(tr("Search devices"));
    m_search->setPlaceholderText(tr("Search: ID, name or EUI"));
    m_search->setToolTip(withKeys(tr("Show only devices whose id, name or EUIs have all of these words"),
                                  QKeySequence(QKeySequence::Find)));
    m_search->setClearButtonEnabled(true);
    m_search->setMaxLength(256);
    m_search->setMinimumWidth(SearchWidth);
    m_searchIcon = m_search->addAction(QIcon(), QLineEdit::LeadingPosition);
    m_searchIcon->setText(tr("Search"));
    connect(m_searchIcon, &QAction::triggered, this, &DevicesPage::applyFilter);
    connect(m_search, &QLineEdit::textChanged, this, [this] { m_typing.start(); });
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        applyFilter();
        m_view->setFocus();
    });
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 4, 8, 4);
    row->setSpacing(4);
    row->addWidget(m_search, 1);
    row->addSpacing(4);
    for (QAction *action : {m_new, m_import, m_export, m_deleted}) {
        auto *button = new QToolButton(bar);
        button->setObjectName(action->objectName() + u"Button");
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        row->addWidget(button);
    }
    row->addStretch();
    buildCounts(bar);
    row->addWidget(m_sortAgain);
    row->addWidget(m_stop);
    row->addWidget(m_count);
    row->addWidget(m_silentOnly);
}

void DevicesPage::buildCounts(QWidget *bar)
{
    m_count = new QLabel(bar);
    m_count->setObjectName(QStringLiteral("devicesCount"));
    m_count->setAccessibleName(tr("Number of devices"));
    m_count->setTextFormat(Qt::PlainText);
    m_silentOnly = new QToolButton(bar);
    m_silentOnly->setObjectName(QStringLiteral("silentDevices"));
    m_silentOnly->setCheckable(true);
    m_silentOnly->setAutoRaise(true);
    m_silentOnly->setFocusPolicy(Qt::TabFocus);
    m_silentOnly->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_silentOnly->setToolTip(tr("Show only devices that have gone silent"));
    connect(m_silentOnly, &QToolButton::toggled, this, &DevicesPage::applyFilter);
    m_sortAgain = new QToolButton(bar);
    m_sortAgain->setObjectName(QStringLiteral("sortDevicesAgain"));
    m_sortAgain->setText(tr("Sort again"));
    m_sortAgain->setAccessibleName(m_sortAgain->text());
    m_sortAgain->setToolTip(tr("Values have changed while the rows kept their places"));
    m_sortAgain->setFocusPolicy(Qt::TabFocus);
    connect(m_sortAgain, &QToolButton::clicked, &m_source.table(), &DeviceTableModel::sortAgain);
    m_stop = new QToolButton(bar);
    m_stop->setObjectName(QStringLiteral("stopListing"));
    m_stop->setText(tr("Stop"));
    m_stop->setAccessibleName(tr("Stop listing"));
    m_stop->setToolTip(tr("What has come stays"));
    m_stop->setFocusPolicy(Qt::TabFocus);
    connect(m_stop, &QToolButton::clicked, &m_source, &DeviceSource::stop);
}

// --- The menu of the rows ---

void DevicesPage::showMenu(const QModelIndex &cell, const QPoint &globalPosition)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("deviceMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    menu->addActions({m_open, m_log});
    menu->addSeparator();
    addCopies(menu, cell);
    menu->addSeparator();
    menu->addActions({m_rename, m_copy, m_move});
    menu->addSeparator();
    menu->addAction(m_delete);
    menu->popup(globalPosition);
}

void DevicesPage::addCopies(QMenu *menu, const QModelIndex &cell)
{
    menu->addAction(
        QString(tr("Copy rows") + u'\t' + QKeySequence(QKeySequence::Copy).toString(QKeySequence::NativeText)), m_view,
        &DevicesView::copyRows);
    const auto addCopy = [menu](const QString &text, const QModelIndex &from) {
        const QString content = from.data(DeviceTableModel::CopyRole).toString();
        menu->addAction(text, menu, [content] { QGuiApplication::clipboard()->setText(content); })
            ->setEnabled(!content.isEmpty());
    };
    addCopy(tr("Copy this cell"), cell);
    const QString joinEui = DeviceTableModel::columnTitle(Column::JoinEui, m_source.table().generation());
    addCopy(tr("Copy DevEUI"), cell.siblingAtColumn(int(Column::DevEui)));
    addCopy(tr("Copy %1").arg(joinEui), cell.siblingAtColumn(int(Column::JoinEui)));
}

// --- What is said ---

void DevicesPage::updateAll()
{
    if (!m_wanted.isEmpty() && (m_view->choose(m_wanted) || m_source.state() == SourceState::Listed))
        m_wanted.clear();
    updateActions();
    updateCounts();
    updateNotes();
    m_source.setInView(m_view->devicesInView());
}

void DevicesPage::updateActions()
{
    const QStringList ids = chosen();
    const bool one = ids.size() == 1;
    m_open->setEnabled(one);
    m_log->setEnabled(one && heardAs(ids.first()) != 0);
    m_copy->setEnabled(one && mayEdit());
    m_rename->setEnabled(one && mayEdit() && m_source.has(Domain::Capability::DeviceNames));
    m_source.table().setEditable(mayEdit() && m_source.has(Domain::Capability::DeviceNames));
    for (QAction *action : {m_delete, m_move})
        action->setEnabled(!ids.isEmpty() && mayEdit());
    const bool registers = m_source.network() && m_source.network()->devices() && mayEdit();
    m_new->setEnabled(registers);
    m_import->setEnabled(registers);
    const bool exportable = m_source.network() && m_source.table().deviceCount() > 0;
    m_export->setEnabled(exportable);
    if (std::exchange(m_exportable, exportable) != exportable)
        Q_EMIT commandsChanged();
    m_deleted->setEnabled(m_context->deviceArchive());
    const QString why = m_rights->reason(m_scope, Domain::Right::EditDevices);
    // The reason stands where one looks for it: on what cannot be pressed.
    for (QAction *action : {m_new, m_import, m_delete, m_move, m_rename, m_copy}) {
        const QString hint = action->data().toString();
        action->setToolTip(why.isEmpty() ? hint : QString(hint + u'\n' + why));
    }
}

void DevicesPage::updateCounts()
{
    const DeviceTableModel &table = m_source.table();
    const QString all = groupedNumber(quint64(table.deviceCount()));
    const bool listing = m_source.state() == SourceState::Listing;
    QString text;
    if (listing && m_source.total() > m_source.listed() && m_source.total() > Models::DeviceTableLister::PageSize)
        text = tr("%1 of %2 devices listed")
                   .arg(groupedNumber(quint64(m_source.listed())), groupedNumber(quint64(m_source.total())));
    else if (table.rowCount() != table.deviceCount())
        text = tr("%1 of %2 devices").arg(groupedNumber(quint64(table.rowCount())), all);
    else if (table.deviceCount() > 0)
        text = table.deviceCount() == 1 ? tr("one device") : tr("%1 devices").arg(all);
    m_count->setText(text);
    m_stop->setVisible(listing && m_source.total() > Models::DeviceTableLister::PageSize);
    const int silent = table.silentCount();
    m_silentOnly->setText(silent == 1 ? tr("one silent") : tr("%1 silent").arg(groupedNumber(quint64(silent))));
    m_silentOnly->setAccessibleName(silent == 1 ? tr("Show only the silent device")
                                                : tr("Show only the %1 silent devices").arg(silent));
    m_silentOnly->setVisible(silent > 0 || m_silentOnly->isChecked());
    m_sortAgain->setVisible(!table.isInOrder());
}

void DevicesPage::updateNotes()
{
    const DevicesNote saying = devicesNote(m_source, *m_rights, m_context->profile(m_scope.profile).name);
    if (!(saying == m_saying)) {
        m_saying = saying;
        if (saying.problem)
            m_note->showProblem(saying.problem, saying.actionText);
        else
            m_note->showText(saying.title, saying.body, saying.actionText);
        m_note->offerSecond(saying.secondText);
    }
    QWidget *wanted = saying.isEmpty() ? static_cast<QWidget *>(m_view) : m_note;
    if (QWidget *before = m_content->currentWidget(); before != wanted) {
        const bool hadFocus = before->hasFocus() || before->isAncestorOf(focusWidget());
        m_content->setCurrentWidget(wanted);
        if (hadFocus)
            takeFocus();
    }
    m_skeleton->setWaiting(m_source.state() == SourceState::Listing && m_source.table().deviceCount() == 0);
    // With rows to read the failure stands above them.
    if (m_source.state() == SourceState::Failed && m_source.table().deviceCount() > 0)
        m_notice->showProblem(tr("The list may be old"), m_source.problem(), tr("Try again"), true);
}

void DevicesPage::updateColors()
{
    m_searchIcon->setIcon(m_theme->icon(QStringLiteral("search")));
    QPalette palette = m_count->palette();
    palette.setColor(QPalette::WindowText, m_theme->color(Models::Meaning::Quiet));
    m_count->setPalette(palette);
}

} // namespace Gui
