// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/devices/devicesview.h"

#include "ui/common/densetable.h"
#include "ui/common/tablecolumns.h"
#include "ui/common/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLineEdit>
#include <QScrollBar>

#include <algorithm>

namespace Gui {

using Models::DeviceTableModel;
using Column = Models::DeviceTableColumn;

namespace {

// In order of display; the last one takes the rest.
constexpr ColumnShape StandardColumns[] = {
    {int(Column::Id), 124, "eui-0004a30b00000001"},
    {int(Column::Name), 100, ""},
    {int(Column::DevEui), 140, "70B3D57ED0001234", true},
    {int(Column::JoinEui), 140, "70B3D57ED0001234", true},
    {int(Column::Activation), 76, "multicast"},
    {int(Column::Class), 48, "B, C"},
    {int(Column::LastSeen), 88, "59 min ago"},
    {int(Column::Rssi), 48,
     "\xE2\x88\x92"
     "120"},
    {int(Column::Snr), 48,
     "\xE2\x88\x92"
     "12.25"},
    {int(Column::FrameCounter), 60, "1000000"},
    {int(Column::State), 112, "not enough known"},
};
/// More chosen rows than this are not found again when all rows are exchanged.
constexpr qsizetype RememberedRows = 1000;
/// The Identity Server takes no more.
constexpr int LongestName = 50;

/// Cells as everywhere, and a field for the name.
class DevicesDelegate : public CellDelegate
{
public:
    using CellDelegate::CellDelegate;

    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem & /*option*/,
                          const QModelIndex & /*index*/) const override
    {
        auto *field = new QLineEdit(parent);
        field->setObjectName(QStringLiteral("deviceNameField"));
        field->setAccessibleName(DevicesView::tr("Name of the device"));
        field->setMaxLength(LongestName);
        return field;
    }
};

} // namespace

DevicesView::DevicesView(const Theme *theme, QWidget *parent)
    : QTableView(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("devicesTable"));
    setAccessibleName(tr("Registered devices"));
    setItemDelegate(
        new DevicesDelegate(theme, DeviceTableModel::MeaningRole, {int(Column::DevEui), int(Column::JoinEui)}, this));
    makeDense(this);
    makeColumnsMovable(this, QStringLiteral("devicesHeader"));
    connect(horizontalHeader(), &QWidget::customContextMenuRequested, this, &DevicesView::showHeaderMenu);
    connect(this, &QAbstractItemView::doubleClicked, this, [this](const QModelIndex &index) {
        Q_EMIT openRequested(index.data(DeviceTableModel::IdRole).toString());
    });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        updateHeld();
        Q_EMIT viewChanged();
    });
    connect(theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
    fitRowHeight(this);
}

void DevicesView::setDevices(DeviceTableModel *model)
{
    m_model = model;
    setModel(model);
    horizontalHeader()->setSortIndicator(int(model->sortColumn()), model->sortOrder());
    setSortingEnabled(true);
    connect(model, &DeviceTableModel::aboutToArrange, this, &DevicesView::rememberPlace);
    connect(model, &DeviceTableModel::arranged, this, &DevicesView::restorePlace);
    // Times relative to now.
    connect(model->activity(), &Models::DeviceActivity::ticked, viewport(), qOverload<>(&QWidget::update));
    resetColumns();
}

void DevicesView::resetColumns()
{
    arrangeColumns(this, StandardColumns);
}

void DevicesView::setColumnShown(Column column, bool shown)
{
    setColumnHidden(int(column), !shown);
}

// --- Which devices ---

QStringList DevicesView::selectedDevices() const
{
    QStringList ids;
    for (const int row : selectedRows(this))
        ids << m_model->device(row).id;
    return ids;
}

QStringList DevicesView::devicesInView() const
{
    QStringList ids;
    const int rowHeight = std::max(1, verticalHeader()->defaultSectionSize());
    const int first = rowAt(0);
    if (first < 0)
        return ids;
    const int last = std::min(m_model->rowCount() - 1, first + viewport()->height() / rowHeight + 1);
    for (int row = first; row <= last; ++row)
        ids << m_model->device(row).id;
    return ids;
}

QString DevicesView::currentDevice() const
{
    return currentIndex().data(DeviceTableModel::IdRole).toString();
}

bool DevicesView::choose(const QString &id)
{
    const int row = m_model->findRow(id);
    if (row < 0)
        return false;
    const QModelIndex index = m_model->index(row, horizontalHeader()->logicalIndex(0));
    setCurrentIndex(index);
    scrollTo(index);
    return true;
}

void DevicesView::editName()
{
    const QModelIndex name = currentIndex().siblingAtColumn(int(Column::Name));
    if (!name.isValid() || !(name.flags() & Qt::ItemIsEditable))
        return;
    setColumnHidden(int(Column::Name), false);
    edit(name);
}

// --- Nothing that one reads may move ---

void DevicesView::updateHeld()
{
    if (!m_model || m_restoring)
        return;
    const bool read = viewport()->underMouse() || verticalScrollBar()->value() > 0
        || (selectionModel() && selectionModel()->hasSelection());
    m_model->setHeld(read);
}

void DevicesView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(firstCell(selected), firstCell(deselected));
    viewport()->update();
    updateHeld();
    if (!m_restoring)
        Q_EMIT choiceChanged();
}

void DevicesView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (!m_restoring)
        Q_EMIT choiceChanged();
}

bool DevicesView::viewportEvent(QEvent *event)
{
    const bool done = QTableView::viewportEvent(event);
    if (event->type() == QEvent::Enter || event->type() == QEvent::Leave || event->type() == QEvent::HoverEnter
        || event->type() == QEvent::HoverLeave)
        updateHeld();
    return done;
}

void DevicesView::rememberPlace()
{
    m_restoring = true;
    m_current = currentDevice();
    m_column = std::max(0, currentIndex().column());
    m_top.clear();
    const int top = rowAt(0);
    if (top >= 0 && verticalScrollBar()->value() > 0) {
        m_top = m_model->device(top).id;
        m_topOffset = -rowViewportPosition(top);
    }
    m_selected.clear();
    for (const QItemSelectionRange &range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom() && m_selected.size() < RememberedRows; ++row)
            m_selected << m_model->device(row).id;
    }
}

void DevicesView::restorePlace()
{
    // A model that only moved its rows has taken the selection along; after a reset it is gone.
    if (!selectionModel()->hasSelection() && !m_selected.isEmpty()) {
        QItemSelection selection;
        for (const QString &id : m_selected) {
            if (const int row = m_model->findRow(id); row >= 0)
                selection.select(m_model->index(row, 0), m_model->index(row, Models::DeviceTableColumnCount - 1));
        }
        selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    }
    if (!currentIndex().isValid() && !m_current.isEmpty()) {
        if (const int row = m_model->findRow(m_current); row >= 0)
            selectionModel()->setCurrentIndex(m_model->index(row, m_column), QItemSelectionModel::NoUpdate);
    }
    executeDelayedItemsLayout();
    updateGeometries();
    const int top = m_top.isEmpty() ? -1 : m_model->findRow(m_top);
    if (top >= 0)
        verticalScrollBar()->setValue(top * verticalHeader()->defaultSectionSize() + m_topOffset);
    m_restoring = false;
    updateHeld();
    Q_EMIT choiceChanged();
    Q_EMIT viewChanged();
}

// --- What one does with rows ---

void DevicesView::keyPressEvent(QKeyEvent *event)
{
    const bool plain = !(event->modifiers() & ~Qt::KeypadModifier);
    if (state() == EditingState) {
        QTableView::keyPressEvent(event); // what the field left over
    } else if (event->matches(QKeySequence::Copy)) {
        copyRows();
    } else if (plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        if (const QString id = currentDevice(); !id.isEmpty())
            Q_EMIT openRequested(id);
    } else if (plain && event->key() == Qt::Key_Escape) {
        if (selectionModel()->hasSelection())
            clearSelection();
        else
            Q_EMIT escaped();
    } else {
        QTableView::keyPressEvent(event);
    }
}

void DevicesView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKey ? currentIndex() : indexAt(event->pos());
    if (index.isValid())
        Q_EMIT menuRequested(index,
                             byKey ? viewport()->mapToGlobal(visualRect(index).bottomLeft()) : event->globalPos());
}

void DevicesView::showHeaderMenu(const QPoint &position)
{
    openColumnMenu(this, position, QStringLiteral("devicesColumnMenu"), int(Column::Id), [this] { resetColumns(); });
}

void DevicesView::copyRows()
{
    const std::vector<int> rows = selectedRows(this);
    if (rows.empty())
        return;
    QGuiApplication::clipboard()->setText(rowsText(this, rows, DeviceTableModel::CopyRole));
    Q_EMIT copied(int(rows.size()));
}

void DevicesView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitRowHeight(this);
}

void DevicesView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    Q_EMIT viewChanged();
}

} // namespace Gui
