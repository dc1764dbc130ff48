// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/livelogview.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>

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
    const bool isSingleKey = event->key() == Qt::Key_Space || event->key() == Qt::Key_N || event->key() == Qt::Key_P;
    if (isSingleKey && !m_singleKeys) {
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
    case Qt::Key_Enter: {
        const QString term = termOf(currentIndex().siblingAtColumn(LiveLogModel::Device));
        if (!term.isEmpty())
            Q_EMIT termRequested(term);
        break;
    }
    default:
        QTableView::keyPressEvent(event);
    }
}

void LiveLogView::goToSameDevice(int step)
{
    const QModelIndex current = currentIndex();
    if (!current.isValid())
        return;
    const auto identity = [this](int row) {
        const QModelIndex device = model()->index(row, LiveLogModel::Device);
        return std::tuple(device.data(LiveLogModel::ProfileRole).toInt(), device.data().toString(),
                          device.siblingAtColumn(LiveLogModel::Application).data().toString());
    };
    const auto wanted = identity(current.row());
    // A million rows could be without another one: look at some screens' worth of work only.
    constexpr int Limit = 20'000;
    int looked = 0;
    for (int row = current.row() + step; row >= 0 && row < model()->rowCount() && looked < Limit;
         row += step, ++looked) {
        if (identity(row) == wanted) {
            setCurrentIndex(model()->index(row, current.column()));
            return;
        }
    }
}

QString LiveLogView::termOf(const QModelIndex &index) const
{
    const QString text = index.data(LiveLogModel::CopyRole).toString();
    if (text.isEmpty() || text.contains(u'"'))
        return {};
    const auto term = [&](const char *field) {
        return QString(QLatin1String(field) + u':' + (text.contains(u' ') ? QString(u'"' + text + u'"') : text));
    };
    switch (LiveLogModel::Column(index.column())) {
    case LiveLogModel::Application:
        return term("app");
    case LiveLogModel::Network:
        return term("network");
    case LiveLogModel::Device:
        return term("device");
    case LiveLogModel::Kind:
        return term("kind");
    case LiveLogModel::FPort:
        return term("fport");
    case LiveLogModel::DataRate:
        return term("dr");
    case LiveLogModel::BestGateway:
        return term("gw");
    case LiveLogModel::DevEui:
        return term("deveui");
    case LiveLogModel::Gateways:
        return term("gws");
    default:
        return {};
    }
}

void LiveLogView::contextMenuEvent(QContextMenuEvent *event)
{
    const QModelIndex index = indexAt(event->pos());
    if (!index.isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QString term = termOf(index);
    if (!term.isEmpty()) {
        // Text from the network: an ampersand would be a mnemonic.
        const QString shown = QString(term).replace(u'&', QStringLiteral("&&"));
        menu->addAction(tr("Filter by %1").arg(shown), this, [this, term] { Q_EMIT termRequested(term); });
        menu->addAction(tr("Exclude %1").arg(shown), this, [this, term] { Q_EMIT termRequested(u'-' + term); });
        menu->addSeparator();
    }
    menu->addAction(tr("Copy rows") + u'\t' + QKeySequence(QKeySequence::Copy).toString(QKeySequence::NativeText), this,
                    &LiveLogView::copySelection);
    const QString cell = index.data(LiveLogModel::CopyRole).toString();
    menu->addAction(tr("Copy this cell"), this, [cell] { QGuiApplication::clipboard()->setText(cell); });
    menu->addSeparator();
    const QKeySequence keys(Qt::CTRL | Qt::Key_E);
    menu->addAction(tr("Export …") + u'\t' + keys.toString(QKeySequence::NativeText), this,
                    &LiveLogView::exportRequested);
    menu->popup(event->globalPos());
}

void LiveLogView::showHeaderMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = 0; column < LiveLogModel::ColumnCount; ++column) {
        QAction *action = menu->addAction(LiveLogModel::columnTitle(LiveLogModel::Column(column)));
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        action->setEnabled(column != LiveLogModel::Time);
        connect(action, &QAction::toggled, this, [this, column](bool on) { setColumnShown(column, on); });
    }
    menu->addSeparator();
    menu->addAction(tr("Standard columns"), this, &LiveLogView::resetColumns);
    menu->popup(horizontalHeader()->mapToGlobal(position));
}

void LiveLogView::copySelection()
{
    m_copyIds.clear();
    std::vector<int> sourceRows;
    for (const QItemSelectionRange &range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            if (m_copyIds.size() >= std::size_t(Models::CellCache::Capacity))
                break;
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
    std::vector<int> columns;
    for (int visual = 0; visual < horizontalHeader()->count(); ++visual) {
        const int column = horizontalHeader()->logicalIndex(visual);
        if (!isColumnHidden(column))
            columns.push_back(column);
    }
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
