// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/heard/heardview.h"

#include "ui/common/densetable.h"
#include "ui/common/tablecolumns.h"
#include "ui/common/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>

#include <algorithm>

namespace Gui {

using Models::HeardColumn;
using Models::HeardModel;

namespace {

// In order of display; the last one takes the rest. What is not here is in the chooser.
constexpr ColumnShape StandardColumns[] = {
    {int(HeardColumn::Device), 150, "eui-0004a30b00000001"},
    {int(HeardColumn::Application), 100, ""},
    {int(HeardColumn::Network), 100, ""},
    {int(HeardColumn::State), 112, "not enough known"},
    {int(HeardColumn::LastHeard), 100, "joined 59 min ago"},
    {int(HeardColumn::Interval), 96, "59 min 59 s"},
    {int(HeardColumn::Missed), 72, "100"},
    {int(HeardColumn::Uplinks), 72, "1000000"},
    {int(HeardColumn::Rssi), 52, "-120"},
    {int(HeardColumn::Snr), 52, "-12.25"},
    {int(HeardColumn::DataRate), 92, "SF12BW125"},
};
/// More chosen rows than this are not found again after a new filter.
constexpr std::size_t RememberedRows = 1000;

} // namespace

HeardView::HeardView(const Theme *theme, QWidget *parent)
    : QTableView(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("heardTable"));
    setAccessibleName(tr("Devices heard"));
    setItemDelegate(new CellDelegate(theme, HeardModel::MeaningRole, {int(HeardColumn::DevEui)}, this));
    makeDense(this);
    makeColumnsMovable(this, QStringLiteral("heardHeader"));
    connect(horizontalHeader(), &QWidget::customContextMenuRequested, this, &HeardView::showHeaderMenu);
    connect(this, &QAbstractItemView::doubleClicked, this, &HeardView::openCurrent);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &HeardView::updateHeld);
    connect(theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
    updateRowHeight();
}

void HeardView::setDevices(HeardModel *model)
{
    m_model = model;
    setModel(model);
    horizontalHeader()->setSortIndicator(int(model->sortColumn()), model->sortOrder());
    setSortingEnabled(true);
    connect(model, &HeardModel::aboutToArrange, this, &HeardView::rememberPlace);
    connect(model, &HeardModel::arranged, this, &HeardView::restorePlace);
    // Times relative to now.
    connect(model->activity(), &Models::DeviceActivity::ticked, viewport(), qOverload<>(&QWidget::update));
    resetColumns();
}

void HeardView::updateRowHeight()
{
    fitRowHeight(this);
}

void HeardView::resetColumns()
{
    arrangeColumns(this, StandardColumns);
}

void HeardView::setColumnShown(HeardColumn column, bool shown)
{
    setColumnHidden(int(column), !shown);
}

std::optional<Domain::DeviceRef> HeardView::currentDevice() const
{
    const QModelIndex current = currentIndex();
    if (!current.isValid())
        return std::nullopt;
    return current.data(HeardModel::DeviceRole).value<Domain::DeviceRef>();
}

// --- Nothing that one reads may move ---

void HeardView::updateHeld()
{
    if (!m_model || m_restoring)
        return;
    const bool read = viewport()->underMouse() || verticalScrollBar()->value() > 0
        || (selectionModel() && selectionModel()->hasSelection());
    m_model->setHeld(read);
}

void HeardView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(firstCell(selected), firstCell(deselected));
    viewport()->update();
    updateHeld();
}

bool HeardView::viewportEvent(QEvent *event)
{
    const bool done = QTableView::viewportEvent(event);
    if (event->type() == QEvent::Enter || event->type() == QEvent::Leave || event->type() == QEvent::HoverEnter
        || event->type() == QEvent::HoverLeave)
        updateHeld();
    return done;
}

void HeardView::rememberPlace()
{
    m_restoring = true;
    m_current = currentDevice();
    m_column = std::max(0, currentIndex().column());
    m_top.reset();
    const int top = rowAt(0);
    if (top >= 0 && verticalScrollBar()->value() > 0) {
        m_top = m_model->index(top, 0).data(HeardModel::DeviceRole).value<Domain::DeviceRef>();
        m_topOffset = -rowViewportPosition(top);
    }
    m_selected.clear();
    for (const QItemSelectionRange &range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom() && m_selected.size() < RememberedRows; ++row)
            m_selected.push_back(m_model->index(row, 0).data(HeardModel::DeviceRole).value<Domain::DeviceRef>());
    }
}

void HeardView::restorePlace()
{
    // A model that only moved its rows has taken the selection along; after a reset it is gone.
    if (!selectionModel()->hasSelection() && !m_selected.empty()) {
        QItemSelection selection;
        for (const Domain::DeviceRef device : m_selected) {
            if (const int row = m_model->findRow(device); row >= 0)
                selection.select(m_model->index(row, 0), m_model->index(row, Models::HeardColumnCount - 1));
        }
        selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    }
    if (!currentIndex().isValid() && m_current) {
        if (const int row = m_model->findRow(*m_current); row >= 0)
            selectionModel()->setCurrentIndex(m_model->index(row, m_column), QItemSelectionModel::NoUpdate);
    }
    executeDelayedItemsLayout();
    updateGeometries();
    const int top = m_top ? m_model->findRow(*m_top) : -1;
    if (top >= 0)
        verticalScrollBar()->setValue(top * verticalHeader()->defaultSectionSize() + m_topOffset);
    m_restoring = false;
    updateHeld();
}

// --- What one does with rows ---

void HeardView::openCurrent()
{
    if (const auto device = currentDevice())
        Q_EMIT deviceRequested(*device);
}

void HeardView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
        return;
    }
    const bool plain = !(event->modifiers() & ~Qt::KeypadModifier);
    if (plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        openCurrent();
    } else if (plain && event->key() == Qt::Key_Escape) {
        if (selectionModel()->hasSelection())
            clearSelection();
        else
            Q_EMIT escaped();
    } else if (event->matches(QKeySequence::Refresh)) {
        m_model->sortAgain();
    } else {
        QTableView::keyPressEvent(event);
    }
}

void HeardView::contextMenuEvent(QContextMenuEvent *event)
{
    const QModelIndex index = event->reason() == QContextMenuEvent::Keyboard ? currentIndex() : indexAt(event->pos());
    if (!index.isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("heardMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto device = index.data(HeardModel::DeviceRole).value<Domain::DeviceRef>();
    menu->addAction(
        QString(tr("Show its log") + u'\t' + QKeySequence(Qt::Key_Return).toString(QKeySequence::NativeText)), this,
        [this, device] { Q_EMIT deviceRequested(device); });
    menu->addSeparator();
    menu->addAction(
        QString(tr("Copy rows") + u'\t' + QKeySequence(QKeySequence::Copy).toString(QKeySequence::NativeText)), this,
        &HeardView::copySelection);
    const auto addCopy = [&](const QString &text, const QModelIndex &cell) {
        const QString content = cell.data(HeardModel::CopyRole).toString();
        menu->addAction(text, this, [content] { QGuiApplication::clipboard()->setText(content); })
            ->setEnabled(!content.isEmpty());
    };
    addCopy(tr("Copy this cell"), index);
    addCopy(tr("Copy DevEUI"), index.siblingAtColumn(int(HeardColumn::DevEui)));
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    menu->popup(byKey ? viewport()->mapToGlobal(visualRect(index).bottomLeft()) : event->globalPos());
}

void HeardView::showHeaderMenu(const QPoint &position)
{
    openColumnMenu(this, position, QStringLiteral("heardColumnMenu"), int(HeardColumn::Device),
                   [this] { resetColumns(); });
}

void HeardView::copySelection()
{
    const std::vector<int> rows = selectedRows(this);
    if (rows.empty())
        return;
    QGuiApplication::clipboard()->setText(rowsText(this, rows, HeardModel::CopyRole));
    Q_EMIT copied(int(rows.size()));
}

void HeardView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        updateRowHeight();
}

} // namespace Gui
