// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/devices/devicespage.h"

#include "backend/domain/dictionary.h"
#include "models/deviceactivity.h"
#include "ui/common/noticebar.h"
#include "ui/common/rightsbook.h"
#include "ui/common/skeleton.h"
#include "ui/common/statenote.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/consolecontext.h"
#include "ui/device/devicepage.h"
#include "ui/devices/deviceorders.h"
#include "ui/devices/devicesview.h"

#include <QAction>
#include <QBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>

namespace Gui {

using Action = DevicesNote::Action;
using Column = Models::DeviceTableColumn;
using SourceState = DeviceSource::State;

namespace {

/// After the last key: short enough to feel instant, and a fast typist does not filter for each letter.
constexpr int TypingMs = 30;

} // namespace

DevicesPage::DevicesPage(ConsoleContext *context, Models::DeviceActivity *activity, DeviceOrders *orders,
                         const Theme *theme, const Scope &scope, QWidget *parent)
    : Page(parent)
    , m_context(context)
    , m_activity(activity)
    , m_orders(orders)
    , m_rights(RightsBook::of(context))
    , m_theme(theme)
    , m_scope(scope)
    , m_source(context, activity, scope)
    , m_stack(new QStackedWidget(this))
    , m_list(new QWidget(m_stack))
{
    setObjectName(QStringLiteral("devicesPage"));
    setAccessibleName(tr("Devices"));
    // In the order of reading, which Tab follows.
    buildActions();
    auto *bar = new QWidget(m_list);
    bar->setObjectName(QStringLiteral("devicesBar"));
    buildBar(bar);
    m_notice = new NoticeBar(theme, m_list);
    m_content = new QStackedWidget(m_list);
    m_view = new DevicesView(theme, m_content);
    m_view->setDevices(&m_source.table());
    m_note = new StateNote(theme, m_content);
    m_note->setObjectName(QStringLiteral("devicesNote"));
    m_skeleton = new Skeleton(theme, m_view);
    auto *list = new QVBoxLayout(m_list);
    list->setContentsMargins(0, 0, 0, 0);
    list->setSpacing(0);
    list->addWidget(bar);
    list->addWidget(m_notice);
    m_content->setObjectName(QStringLiteral("devicesContent"));
    m_content->addWidget(m_view);
    m_content->addWidget(m_note);
    list->addWidget(m_content, 1);
    m_stack->addWidget(m_list);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    m_typing.setSingleShot(true);
    m_typing.setInterval(TypingMs);
    connectAll();
    updateColors();
    refresh();
}

DevicesPage::~DevicesPage()
{
    // The view goes before the model that it shows.
    delete m_view;
}

void DevicesPage::connectAll()
{
    connect(&m_typing, &QTimer::timeout, this, &DevicesPage::applyFilter);
    connect(&m_source, &DeviceSource::stateChanged, this, &DevicesPage::updateAll);
    connect(&m_source.table(), &Models::DeviceTableModel::countsChanged, this, &DevicesPage::updateAll);
    connect(&m_source.table(), &Models::DeviceTableModel::renameRequested, this, &DevicesPage::rename);
    connect(m_view, &DevicesView::openRequested, this, &DevicesPage::showDevice);
    connect(m_view, &DevicesView::choiceChanged, this, &DevicesPage::updateActions);
    connect(m_view, &DevicesView::escaped, this, &DevicesPage::stepBack);
    connect(m_view, &DevicesView::menuRequested, this, &DevicesPage::showMenu);
    connect(m_view, &DevicesView::viewChanged, this, [this] { m_source.setInView(m_view->devicesInView()); });
    connect(m_view, &DevicesView::copied, this, [this](int rows) {
        Q_EMIT noted(rows == 1 ? tr("One row copied") : tr("%1 rows copied").arg(groupedNumber(quint64(rows))));
    });
    connect(m_note, &StateNote::actionRequested, this, [this] { doAction(m_saying.action); });
    connect(m_note, &StateNote::secondActionRequested, this, [this] { doAction(m_saying.secondAction); });
    connect(m_notice, &NoticeBar::actionRequested, this, &DevicesPage::refresh);
    connect(m_orders, &DeviceOrders::removed, this, [this](const Scope &scope, const QStringList &ids) {
        if (!(scope == m_scope))
            return;
        m_source.table().remove(ids);
        if (m_device && ids.contains(m_device->id()))
            closeDevice();
    });
    connect(m_orders, &DeviceOrders::changed, this, [this](const Scope &scope) {
        if (scope == m_scope)
            refresh();
    });
    connect(m_rights, &RightsBook::changed, this, [this](const Scope &scope) {
        if (scope == m_scope)
            updateAll();
    });
    connect(m_theme, &Theme::changed, this, &DevicesPage::updateColors);
}

void DevicesPage::refresh()
{
    m_notice->clear();
    m_rights->entry(m_scope);
    m_source.refresh();
}

// --- The device in place of the table ---

void DevicesPage::showDevice(const QString &id)
{
    if (m_device && m_device->id() == id) {
        m_device->takeFocus();
        return;
    }
    if (!m_device || !m_device->hasChanges()) {
        openDevice(id);
        return;
    }
    auto *box
        = new QMessageBox(QMessageBox::NoIcon, tr("Not saved"),
                          tr("%1 has changes that are not saved.").arg(m_device->id()), QMessageBox::NoButton, this);
    box->setObjectName(QStringLiteral("leaveDeviceBox"));
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *stay = box->addButton(tr("Go on editing"), QMessageBox::RejectRole);
    stay->setObjectName(QStringLiteral("stayButton"));
    QPushButton *leave = box->addButton(tr("Discard them and open %1").arg(id), QMessageBox::DestructiveRole);
    leave->setObjectName(QStringLiteral("leaveButton"));
    box->setDefaultButton(stay);
    box->setEscapeButton(stay);
    connect(leave, &QPushButton::clicked, this, [this, id] { openDevice(id); });
    box->open();
}

void DevicesPage::openDevice(const QString &id)
{
    DevicePage *before = m_device;
    m_device = new DevicePage(m_context, m_activity, m_theme, m_scope, id, m_stack);
    m_device->setUtc(m_utc);
    connect(m_device, &DevicePage::closed, this, &DevicesPage::closeDevice);
    connect(m_device, &DevicePage::noted, this, &Page::noted);
    connect(m_device, &DevicePage::deviceRequested, this, &Page::deviceRequested);
    connect(m_device, &DevicePage::changed, this, [this, id] {
        m_source.readAgain({id});
        m_source.setInView({id});
    });
    connect(m_device, &DevicePage::deletionRequested, this, [this, id] { m_orders->remove(m_scope, {id}); });
    connect(m_device, &DevicePage::moveRequested, this, [this, id] { m_orders->askToMove(m_scope, {id}); });
    connect(m_device, &DevicePage::copyRequested, this, [this, id] { Q_EMIT copyRequested(m_scope, id); });
    connect(m_device, &DevicePage::changesChanged, this, &Page::unsavedChanged);
    m_stack->addWidget(m_device);
    m_stack->setCurrentWidget(m_device);
    m_device->takeFocus();
    if (before)
        before->deleteLater();
    if (!m_view->choose(id))
        m_wanted = id;
    Q_EMIT commandsChanged();
    Q_EMIT unsavedChanged();
}

void DevicesPage::closeDevice()
{
    if (!m_device)
        return;
    m_device->deleteLater();
    m_device = nullptr;
    m_stack->setCurrentWidget(m_list);
    m_view->setFocus();
    m_source.setInView(m_view->devicesInView());
    Q_EMIT commandsChanged();
    Q_EMIT unsavedChanged();
}

// --- Searching ---

void DevicesPage::applyFilter()
{
    m_typing.stop();
    m_filter.text = m_search->text();
    m_filter.silentOnly = m_silentOnly->isChecked();
    m_source.table().setFilter(m_filter);
    updateAll();
}

void DevicesPage::showOnly(const QStringList &ids)
{
    closeDevice();
    m_search->clear();
    m_silentOnly->setChecked(false);
    m_filter.only = QSet<QString>(ids.begin(), ids.end());
    applyFilter();
}

void DevicesPage::showAll()
{
    m_search->clear();
    m_silentOnly->setChecked(false);
    m_filter.only.reset();
    applyFilter();
    m_view->setFocus();
}

void DevicesPage::stepBack()
{
    // One level: the text first, then the toggle, then the choice that came from elsewhere.
    if (!m_search->text().isEmpty())
        m_search->clear();
    else if (m_silentOnly->isChecked())
        m_silentOnly->setChecked(false);
    else
        m_filter.only.reset();
    applyFilter();
    m_view->setFocus();
}

void DevicesPage::doAction(Action action)
{
    switch (action) {
    case Action::None:
        break;
    case Action::EnterKey:
        Q_EMIT keyRequested(m_scope.profile);
        break;
    case Action::EditConnection:
        Q_EMIT connectionEditRequested(m_scope.profile);
        break;
    case Action::Retry:
        refresh();
        break;
    case Action::ShowAll:
        showAll();
        break;
    case Action::NewDevice:
        Q_EMIT registrationRequested(m_scope);
        break;
    case Action::Import:
        Q_EMIT importRequested(m_scope);
        break;
    }
}

// --- Orders ---

QStringList DevicesPage::chosen() const
{
    QStringList ids = m_view->selectedDevices();
    if (const QString current = m_view->currentDevice(); ids.isEmpty() && !current.isEmpty())
        ids << current;
    return ids;
}

Domain::DeviceRef DevicesPage::heardAs(const QString &id) const
{
    const Models::DeviceTableRow *row = m_source.find(id);
    return row && row->activity >= 0 ? m_activity->device(row->activity).ref : 0;
}

void DevicesPage::rename(const QString &id, const QString &name)
{
    const Models::DeviceTableRow *row = m_source.find(id);
    if (!row || !mayEdit())
        return;
    const QString before = row->name;
    m_source.table().setName(id, name);
    Domain::DeviceChange change;
    change.name = name;
    auto &call = m_renaming[id];
    call = m_source.network()->devices()->changeDevice(m_scope.application, id, change);
    call.then(this, [this, id, before](const Domain::Result<Domain::Done> &answer) {
        m_renaming.erase(id);
        if (!answer.problem)
            return;
        m_source.table().setName(id, before);
        m_notice->showProblem(tr("%1 keeps its name").arg(id), answer.problem, {}, true);
    });
}

// --- What a page can ---

void DevicesPage::setUtc(bool utc)
{
    m_utc = utc;
    m_source.table().setUtc(utc);
    if (m_device)
        m_device->setUtc(utc);
}

bool DevicesPage::hasUnsavedChanges() const
{
    return m_device && m_device->hasChanges();
}

bool DevicesPage::lacksRight() const
{
    return m_rights->lacks(m_scope, Domain::Right::EditDevices);
}

bool DevicesPage::can(PageCommand command) const
{
    switch (command) {
    case PageCommand::Filter:
    case PageCommand::StandardColumns:
        return !m_device;
    case PageCommand::Refresh:
        return true;
    case PageCommand::Export:
        return !m_device && m_exportable;
    default:
        return false;
    }
}

void DevicesPage::run(PageCommand command)
{
    switch (command) {
    case PageCommand::Filter:
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
        break;
    case PageCommand::StandardColumns:
        m_view->resetColumns();
        break;
    case PageCommand::Refresh:
        if (m_device)
            m_device->refresh();
        else
            refresh();
        break;
    case PageCommand::Export:
        m_orders->askToExport(m_scope, m_view->selectedDevices(), m_source.table().deviceCount());
        break;
    default:
        break;
    }
}

void DevicesPage::takeFocus()
{
    if (m_device)
        m_device->takeFocus();
    else if (m_content->currentWidget() == m_view)
        m_view->setFocus();
    else
        m_search->setFocus();
}

void DevicesPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !m_device)
        stepBack();
    else
        Page::keyPressEvent(event);
}

void DevicesPage::saveState(QSettings &settings) const
{
    settings.setValue(QStringLiteral("search"), m_search->text());
    settings.setValue(QStringLiteral("silentOnly"), m_silentOnly->isChecked());
    settings.setValue(QStringLiteral("columns"), m_view->horizontalHeader()->saveState());
    settings.setValue(QStringLiteral("current"), m_view->currentDevice());
    settings.setValue(QStringLiteral("device"), m_device ? m_device->id() : QString());
}

void DevicesPage::restoreState(const QSettings &settings, bool layoutOnly)
{
    const QByteArray columns = settings.value(QStringLiteral("columns")).toByteArray();
    QHeaderView *header = m_view->horizontalHeader();
    if (!columns.isEmpty() && header->restoreState(columns)) {
        m_view->setColumnShown(Column::Id, true);
        // Restoring tells nobody which column it is sorted by.
        m_source.table().sort(header->sortIndicatorSection(), header->sortIndicatorOrder());
    }
    if (layoutOnly)
        return;
    m_silentOnly->setChecked(settings.value(QStringLiteral("silentOnly")).toBool());
    m_search->setText(settings.value(QStringLiteral("search")).toString());
    applyFilter();
    m_wanted = settings.value(QStringLiteral("current")).toString();
    if (const QString device = settings.value(QStringLiteral("device")).toString(); !device.isEmpty())
        openDevice(device);
}

} // namespace Gui
