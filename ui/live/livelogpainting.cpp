// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/theme.h"
#include "ui/live/livelogview.h"

#include <QHeaderView>
#include <QPainter>

// What the log paints over its cells: rows of one line, midnights, the current row.

namespace Gui {

using Models::LiveLogModel;

void LiveLogView::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    if (!m_proxy || m_proxy->rowCount() == 0)
        return;
    QPainter painter(viewport());
    paintSpans(painter);
    paintDays(painter);
    if (hasFocus() && currentIndex().isValid()) {
        const int row = currentIndex().row();
        painter.setPen(m_theme->tokens().accent);
        painter.drawRect(0, rowViewportPosition(row), viewport()->width() - 1, rowHeight(row) - 1);
    }
}

void LiveLogView::paintSpans(QPainter &painter)
{
    const auto [first, last] = visibleRows();
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = m_proxy->index(row, LiveLogModel::Decoded);
        const QVariant span = index.data(LiveLogModel::SpanRole);
        if (!span.isValid())
            continue;
        const QRect line(0, rowViewportPosition(row), viewport()->width(), rowHeight(row));
        const bool selected = selectionModel()->isRowSelected(row, {});
        painter.fillRect(line, selected ? m_theme->tokens().selected : m_theme->tokens().alternate);
        const QColor color = m_theme->color(Models::Meaning(index.data(LiveLogModel::MeaningRole).toInt()));
        constexpr int Rule = 24;
        constexpr int Space = 8;
        const QString text
            = fontMetrics().elidedText(span.toString(), Qt::ElideRight, line.width() - 2 * (Rule + Space));
        const int width = fontMetrics().horizontalAdvance(text);
        const int left = Rule + Space;
        painter.setPen(color);
        painter.drawLine(Space, line.center().y(), Rule, line.center().y());
        painter.drawLine(left + width + Space, line.center().y(), line.right() - Space, line.center().y());
        painter.drawText(line.adjusted(left, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, text);
    }
}

void LiveLogView::paintDays(QPainter &painter)
{
    const auto [first, last] = visibleRows();
    for (int row = std::max(first, 1); row <= last; ++row) {
        const QModelIndex index = m_proxy->index(row, 0);
        const qint64 day = index.data(LiveLogModel::DayRole).toLongLong();
        if (day == m_proxy->index(row - 1, 0).data(LiveLogModel::DayRole).toLongLong())
            continue;
        const int y = rowViewportPosition(row);
        const QString date = QLocale().toString(QDate::fromJulianDay(day), QLocale::LongFormat);
        const QFontMetrics metrics = fontMetrics();
        const int width = metrics.horizontalAdvance(date);
        // The line stands between the rows, its date at the right end of the row below, where the least is written.
        const QRect label(viewport()->width() - width - 16, y + 2, width + 12, rowHeight(row) - 4);
        painter.setPen(m_theme->tokens().secondary);
        painter.drawLine(0, y, viewport()->width(), y);
        painter.fillRect(label, m_theme->tokens().base);
        painter.drawText(label, Qt::AlignCenter | Qt::TextSingleLine, date);
    }
}

} // namespace Gui
