// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/devices/devicesview.h"

#include "ui/common/densetable.h"
#include "ui/common/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>

#include <algorithm>

namespace Gui {

using Models::DeviceTableModel;
using Column = Models::DeviceTableColumn;

namespace {

struct ColumnShape
{
    Column column;
    int width; ///< at 1280 pixels
    const char *sample; ///< a usual text that must fit; besides the title
};

// In order of display; the last one takes the rest.
constexpr ColumnShape StandardColumns[] = {
    {Column::Id, 124, ""},
    {Column::Name, 100, ""},
    {Column::DevEui, 140, "70B3D57ED0001234"},
    {Column::JoinEui, 140, "70B3D57ED0001234"},
    {Column::Activation, 76, "multicast"},
    {Column::Class, 48, "B, C"},
    {Column::LastSeen, 88, "59 min ago"},
    {Column::Rssi, 48,
     "\xE2\x88\x92"
     "120"},
    {Column::Snr, 48,
     "\xE2\x88\x92"
     "12.25"},
    {Column::FrameCounter, 60, "1000000"},
    {Column::State, 112, "not enough known"},
};
constexpr int CellMargin = 6;
/// Of a sortable column's title.
constexpr int SortMarkWidth = 12;
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
    QHeaderView *header = horizontalHeader();
    header->setObjectName(QStringLiteral("devicesHeader"));
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setStretchLastSection(true);
    header->setMinimumSectionSize(28);
    header->setTextElideMode(Qt::ElideRight);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, &DevicesView::showHeaderMenu);
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
    int position = 0;
    for (const ColumnShape &shape : StandardColumns) {
        const int column = int(shape.column);
        setColumnHidden(column, false);
        horizontalHeader()->moveSection(horizontalHeader()->visualIndex(column), position++);
        const QFontMetrics metrics(
            shape.column == Column::DevEui || shape.column == Column::JoinEui ? Theme::monospace() : font());
        const QString name = DeviceTableModel::columnTitle(shape.column, m_model->generation());
        const int title = fontMetrics().horizontalAdvance(name) + SortMarkWidth;
        const int sample = metrics.horizontalAdvance(QString::fromUtf8(shape.sample));
        setColumnWidth(column, std::max(shape.width, std::max(title, sample) + 2 * CellMargin + 2));
    }
}

void DevicesView::setColumnShown(Column column, bool shown)
{
    setColumnHidden(int(column), !shown);
}

// --- Which devices ---

std::vector<int> DevicesView::selectedRows() const
{
    std::vector<int> rows;
    for (const QItemSelectionRange &range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.push_back(row);
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

QStringList DevicesView::selectedDevices() const
{
    QStringList ids;
    for (const int row : selectedRows())
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
    QTableView::selectionChanged(selected, deselected);
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
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("devicesColumnMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = 0; column < Models::DeviceTableColumnCount; ++column) {
        QAction *action = menu->addAction(DeviceTableModel::columnTitle(Column(column), m_model->generation()));
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        action->setEnabled(column != int(Column::Id));
        connect(action, &QAction::toggled, this, [this, column](bool on) { setColumnHidden(column, !on); });
    }
    menu->addSeparator();
    menu->addAction(tr("Standard columns"), this, &DevicesView::resetColumns);
    menu->popup(horizontalHeader()->mapToGlobal(position));
}

void DevicesView::copyRows()
{
    const std::vector<int> rows = selectedRows();
    if (rows.empty())
        return;
    std::vector<int> columns;
    for (int visual = 0; visual < horizontalHeader()->count(); ++visual) {
        const int column = horizontalHeader()->logicalIndex(visual);
        if (!isColumnHidden(column))
            columns.push_back(column);
    }
    QString text;
    for (const int row : rows) {
        QStringList cells;
        for (const int column : columns)
            cells << m_model->index(row, column).data(DeviceTableModel::CopyRole).toString();
        text += cells.join(u'\t') + u'\n';
    }
    QGuiApplication::clipboard()->setText(text);
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
