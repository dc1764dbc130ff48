// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/livelogview.h"

#include "ui/common/densetable.h"
#include "ui/common/theme.h"
#include "ui/live/livelogdelegate.h"
#include "ui/live/logcolumns.h"

#include <QHeaderView>
#include <QPushButton>
#include <QScrollBar>

namespace Gui {

using Models::LiveLogModel;

namespace {

/// More selected rows than this are not found again after a new filter.
constexpr int RememberedRows = 1000;
constexpr int CopyWaitMs = 2000;

} // namespace

LiveLogView::LiveLogView(const Theme *theme, QWidget *parent)
    : QTableView(parent)
    , m_theme(theme)
    , m_newButton(new QPushButton(this))
    , m_columns(new LogColumns(this))
{
    setObjectName(QStringLiteral("liveLog"));
    setAccessibleName(tr("Live log"));
    setItemDelegate(new LiveLogDelegate(theme, this));
    makeDense(this);
    connect(horizontalHeader(), &QWidget::customContextMenuRequested, this, &LiveLogView::showHeaderMenu);
    connect(m_columns, &LogColumns::changed, this, &LiveLogView::columnsChanged);
    updateRowHeight();

    m_newButton->setObjectName(QStringLiteral("newRowsButton"));
    m_newButton->setAccessibleName(tr("Go to the newest events"));
    m_newButton->setToolTip(tr("Go to the newest events (End)"));
    m_newButton->setFocusPolicy(Qt::NoFocus);
    m_newButton->hide();
    connect(m_newButton, &QPushButton::clicked, this, &LiveLogView::followTail);

    m_texts.setSingleShot(true);
    m_texts.setInterval(0);
    connect(&m_texts, &QTimer::timeout, this, &LiveLogView::askForTexts);
    m_copyLimit.setSingleShot(true);
    m_copyLimit.setInterval(CopyWaitMs);
    connect(&m_copyLimit, &QTimer::timeout, this, &LiveLogView::tryCopy);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &LiveLogView::onScrolled);
    connect(theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void LiveLogView::setLog(Models::LiveLogProxy *proxy)
{
    m_proxy = proxy;
    setModel(proxy);
    // With the table's own selection the header would look at every selected row with each paint: a second at a
    // million.
    horizontalHeader()->setSelectionModel(new QItemSelectionModel(proxy, horizontalHeader()));
    // After setModel(): these run when header, selection and view have done their part.
    connect(proxy, &QAbstractItemModel::modelAboutToBeReset, this, &LiveLogView::rememberRows);
    connect(proxy, &QAbstractItemModel::modelReset, this, &LiveLogView::restoreRows);
    connect(proxy, &QAbstractItemModel::rowsRemoved, this, &LiveLogView::onRowsRemoved);
    connect(proxy, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles) {
                const int row = currentIndex().row();
                if (roles.isEmpty() && topLeft.row() <= row && row <= bottomRight.row())
                    Q_EMIT currentEventChanged();
                if (!m_copyIds.empty())
                    tryCopy();
                if (roles.isEmpty())
                    m_texts.start();
            });
    resetColumns();
    followTail();
}

void LiveLogView::updateRowHeight()
{
    fitRowHeight(this);
}

void LiveLogView::resetColumns()
{
    m_columns->reset();
}

void LiveLogView::setColumnShown(int column, bool shown)
{
    m_columns->setShown(column, shown);
}

std::optional<Models::EventKey> LiveLogView::currentEvent() const
{
    const QModelIndex current = currentIndex();
    if (!current.isValid())
        return std::nullopt;
    return Models::EventKey{current.data(LiveLogModel::ProfileRole).value<Domain::ProfileRef>(),
                            current.data(LiveLogModel::SeqRole).toLongLong()};
}

void LiveLogView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    viewport()->update();
    if (current.row() != previous.row() || current.isValid() != previous.isValid())
        Q_EMIT currentEventChanged();
}

void LiveLogView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(firstCell(selected), firstCell(deselected));
    viewport()->update();
}

// --- Scrolling: nothing that one reads may move ---

void LiveLogView::setFollowing(bool following)
{
    if (following == m_following)
        return;
    m_following = following;
    if (m_proxy)
        m_seenEndId = m_proxy->log()->store()->endId();
    updateUnseen();
    Q_EMIT followingChanged(following);
}

void LiveLogView::followTail()
{
    setFollowing(true);
    m_moving = true;
    executeDelayedItemsLayout();
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    m_moving = false;
    m_texts.start();
}

void LiveLogView::onScrolled()
{
    m_texts.start();
    if (!m_moving)
        setFollowing(verticalScrollBar()->value() == verticalScrollBar()->maximum());
}

void LiveLogView::rowsInserted(const QModelIndex &parent, int first, int last)
{
    const int top = rowAt(0);
    QTableView::rowsInserted(parent, first, last);
    m_moving = true;
    // The table lays out later, but the scroll bar must move in the same breath as the rows.
    executeDelayedItemsLayout();
    if (m_following)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    else if (top >= 0 && first <= top)
        verticalScrollBar()->setValue(verticalScrollBar()->value()
                                      + (last - first + 1) * verticalHeader()->defaultSectionSize());
    m_moving = false;
    updateUnseen();
    m_texts.start();
}

void LiveLogView::rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last)
{
    const int top = std::max(0, rowAt(0));
    const int above = std::max(0, std::min(last + 1, top) - first);
    // As it is now: a shorter range cuts it before rowsRemoved() is told.
    m_valueAfterRemoval = verticalScrollBar()->value() - above * verticalHeader()->defaultSectionSize();
    m_moving = true;
    QTableView::rowsAboutToBeRemoved(parent, first, last);
}

void LiveLogView::onRowsRemoved()
{
    executeDelayedItemsLayout();
    QScrollBar *bar = verticalScrollBar();
    bar->setValue(m_following ? bar->maximum() : m_valueAfterRemoval);
    m_moving = false;
    updateUnseen();
    m_texts.start();
}

LiveLogView::Place LiveLogView::place() const
{
    Place place;
    place.following = m_following;
    const int top = rowAt(0);
    if (top >= 0) {
        place.topRowId = m_proxy->index(top, 0).data(LiveLogModel::RowIdRole).toLongLong();
        place.topOffset = -rowViewportPosition(top);
    }
    place.current = currentEvent();
    place.currentColumn = currentIndex().column();
    for (const QItemSelectionRange &range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            if (place.selected.size() >= RememberedRows)
                return place;
            const QModelIndex index = m_proxy->index(row, 0);
            place.selected.push_back({index.data(LiveLogModel::ProfileRole).value<Domain::ProfileRef>(),
                                      index.data(LiveLogModel::SeqRole).toLongLong()});
        }
    }
    return place;
}

void LiveLogView::rememberRows()
{
    m_remembered = place();
    m_moving = true;
}

void LiveLogView::select(const Place &place)
{
    QItemSelection selection;
    for (const Models::EventKey &key : place.selected) {
        if (const int row = m_proxy->findRow(key); row >= 0)
            selection.select(m_proxy->index(row, 0), m_proxy->index(row, LiveLogModel::ColumnCount - 1));
    }
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    const int current = place.current ? m_proxy->findRow(*place.current) : -1;
    if (current >= 0)
        selectionModel()->setCurrentIndex(m_proxy->index(current, std::max(0, place.currentColumn)),
                                          QItemSelectionModel::NoUpdate);
}

void LiveLogView::returnTo(const Place &place)
{
    m_moving = true;
    select(place);
    executeDelayedItemsLayout();
    updateGeometries();
    QScrollBar *bar = verticalScrollBar();
    const int top = m_proxy->lowerRow(place.topRowId);
    bar->setValue(place.following ? bar->maximum() : top * verticalHeader()->defaultSectionSize() + place.topOffset);
    m_moving = false;
    setFollowing(bar->value() == bar->maximum());
    updateUnseen();
    m_texts.start();
    Q_EMIT currentEventChanged();
}

void LiveLogView::goToRow(int row)
{
    const QModelIndex index = m_proxy->index(row, std::max(0, currentIndex().column()));
    setCurrentIndex(index);
    scrollTo(index, PositionAtCenter);
    onScrolled();
}

void LiveLogView::restoreRows()
{
    select(m_remembered);
    const int current = m_remembered.current ? m_proxy->findRow(*m_remembered.current) : -1;
    executeDelayedItemsLayout();
    updateGeometries();
    if (m_following) {
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    } else if (current >= 0) {
        // Esc from a filter and back must end on the same row.
        scrollTo(m_proxy->index(current, std::max(0, m_remembered.currentColumn)), PositionAtCenter);
    } else {
        const int top = m_proxy->lowerRow(m_remembered.topRowId);
        verticalScrollBar()->setValue(top * verticalHeader()->defaultSectionSize() + m_remembered.topOffset);
    }
    m_moving = false;
    setFollowing(verticalScrollBar()->value() == verticalScrollBar()->maximum());
    updateUnseen();
    m_texts.start();
    Q_EMIT currentEventChanged();
}

void LiveLogView::updateUnseen()
{
    const int unseen = m_following || !m_proxy ? 0 : m_proxy->rowCount() - m_proxy->lowerRow(m_seenEndId);
    m_newButton->setVisible(!m_following);
    m_newButton->setText(unseen > 0 ? tr("%1 new ↓").arg(unseen) : tr("Newest ↓"));
    placeButton();
}

void LiveLogView::placeButton()
{
    m_newButton->adjustSize();
    const QRect area = viewport()->geometry();
    m_newButton->move(area.right() - m_newButton->width() - 16, area.bottom() - m_newButton->height() - 12);
    m_newButton->raise();
}

std::pair<int, int> LiveLogView::visibleRows() const
{
    const int first = rowAt(0);
    if (first < 0)
        return {0, -1};
    const int last = rowAt(viewport()->height() - 1);
    return {first, last < 0 ? model()->rowCount() - 1 : last};
}

void LiveLogView::askForTexts()
{
    if (!m_proxy || !m_copyIds.empty() || !isVisible())
        return;
    const auto [first, last] = visibleRows();
    m_proxy->showRows(first, last);
}

void LiveLogView::resizeEvent(QResizeEvent *event)
{
    m_moving = true;
    QTableView::resizeEvent(event);
    if (m_following)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    m_columns->fit();
    m_moving = false;
    placeButton();
    m_texts.start();
}

void LiveLogView::showEvent(QShowEvent *event)
{
    QTableView::showEvent(event);
    if (m_following)
        followTail();
    m_texts.start();
}

void LiveLogView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        updateRowHeight();
}

} // namespace Gui
