// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/cellterms.h"
#include "ui/live/livelogview.h"
#include "ui/live/logcolumns.h"
#include "ui/live/logmenu.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>

#include <numeric>

// What one does in the log: keys, menus, copying.

namespace Gui {

using Models::LiveLogModel;

void LiveLogView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
        return;
    }
    if (event->modifiers() & ~Qt::KeypadModifier) {
        QTableView::keyPressEvent(event);
        return;
    }
    const bool single = event->key() == Qt::Key_Space || event->key() == Qt::Key_N || event->key() == Qt::Key_P;
    if (single && !m_singleKeys) {
        event->ignore();
        return;
    }
    switch (event->key()) {
    case Qt::Key_Space:
        Q_EMIT pauseRequested();
        break;
    case Qt::Key_N:
        goToSameDevice(1);
        break;
    case Qt::Key_P:
        goToSameDevice(-1);
        break;
    case Qt::Key_Home:
        scrollToTop();
        break;
    case Qt::Key_End:
        followTail();
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (selectionModel()->isSelected(currentIndex()))
            Q_EMIT deviceRequested();
        break;
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (selectionModel()->hasSelection())
            QTableView::keyPressEvent(event);
        else
            chooseWhatIsSeen();
        break;
    default:
        QTableView::keyPressEvent(event);
    }
}

void LiveLogView::chooseWhatIsSeen()
{
    // A table begins with its first row, which here is the oldest one and far away.
    const int row = m_following ? model()->rowCount() - 1 : rowAt(0);
    if (row >= 0)
        setCurrentIndex(model()->index(row, std::max(0, currentIndex().column())));
}

void LiveLogView::goToSameDevice(int step)
{
    const QModelIndex current = currentIndex();
    if (!current.isValid())
        return;
    const auto deviceOf = [this](int row) {
        const QModelIndex source = m_proxy->mapToSource(m_proxy->index(row, 0));
        return m_proxy->log()->store()->record(source.row()).device;
    };
    const Domain::DeviceRef wanted = deviceOf(current.row());
    // A million rows could be without another one: look for some milliseconds only.
    constexpr int Limit = 100'000;
    int looked = 0;
    for (int row = current.row() + step; row >= 0 && row < model()->rowCount() && looked < Limit;
         row += step, ++looked) {
        if (deviceOf(row) == wanted) {
            setCurrentIndex(model()->index(row, current.column()));
            return;
        }
    }
}

void LiveLogView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKey ? currentIndex() : indexAt(event->pos());
    if (!index.isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("logMenu"));
    menu->setAccessibleName(tr("Event"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto *entries = new LogMenu(menu, m_proxy, index);
    connect(entries, &LogMenu::termRequested, this, &LiveLogView::termRequested);
    connect(entries, &LogMenu::deviceRequested, this, &LiveLogView::deviceRequested);
    connect(entries, &LogMenu::fieldRequested, this, &LiveLogView::fieldRequested);
    connect(entries, &LogMenu::rowsRequested, this, &LiveLogView::copySelection);
    connect(entries, &LogMenu::messageRequested, this, &LiveLogView::messageRequested);
    connect(entries, &LogMenu::exportRequested, this, &LiveLogView::exportRequested);
    menu->popup(byKey ? viewport()->mapToGlobal(visualRect(index).bottomLeft()) : event->globalPos());
}

void LiveLogView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    QTableView::mouseDoubleClickEvent(event);
    if (event->button() == Qt::LeftButton && index.isValid() && index.column() == LiveLogModel::Device)
        Q_EMIT deviceRequested();
}

void LiveLogView::showHeaderMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("columnsMenu"));
    menu->setAccessibleName(tr("Columns"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    m_columns->fillMenu(menu);
    menu->popup(horizontalHeader()->mapToGlobal(position));
}

QStringList LiveLogView::currentFields() const
{
    QStringList names;
    const QModelIndex current = m_proxy->mapToSource(currentIndex());
    if (!current.isValid())
        return names;
    const auto fields = Models::CellTerms::decodedFields(*m_proxy->log(), current.row());
    for (const Models::CellTerms::DecodedField &field : fields)
        names << field.name;
    return names;
}

void LiveLogView::copySelection()
{
    m_copyIds.clear();
    std::vector<int> sourceRows;
    const QItemSelection selection = selectionModel()->selection();
    const int rows = std::accumulate(selection.begin(), selection.end(), 0,
                                     [](int sum, const QItemSelectionRange &range) { return sum + range.height(); });
    // A part of what was selected, taken for the whole, would be worse than nothing.
    if (rows > Models::CellCache::Capacity) {
        Q_EMIT tooManyToCopy(rows, Models::CellCache::Capacity);
        return;
    }
    for (const QItemSelectionRange &range : selection) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            const QModelIndex index = m_proxy->index(row, 0);
            m_copyIds.push_back(index.data(LiveLogModel::RowIdRole).toLongLong());
        }
    }
    if (m_copyIds.empty())
        return;
    std::sort(m_copyIds.begin(), m_copyIds.end());
    const qint64 firstId = m_proxy->log()->store()->firstId();
    for (const qint64 id : m_copyIds)
        sourceRows.push_back(int(id - firstId));
    m_proxy->log()->wantCells(sourceRows);
    m_copyLimit.start();
    tryCopy();
}

void LiveLogView::tryCopy()
{
    const Models::LiveLogStore *store = m_proxy->log()->store();
    const LiveLogModel *log = m_proxy->log();
    const std::vector<int> columns = m_columns->shown();
    QStringList lines;
    for (const qint64 id : m_copyIds) {
        if (id < store->firstId() || id >= store->endId())
            continue;
        QStringList cells;
        for (const int column : columns) {
            const QModelIndex index = log->index(int(id - store->firstId()), column);
            if (m_copyLimit.isActive() && index.data(LiveLogModel::PendingRole).toBool())
                return; // the texts are on their way
            cells << index.data(LiveLogModel::CopyRole).toString();
        }
        lines << cells.join(u'\t');
    }
    m_copyLimit.stop();
    m_copyIds.clear();
    if (!lines.isEmpty())
        QGuiApplication::clipboard()->setText(lines.join(u'\n') + u'\n');
    Q_EMIT copied(int(lines.size()));
    m_texts.start();
}

} // namespace Gui
