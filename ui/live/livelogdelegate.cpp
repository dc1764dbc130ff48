// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/livelogdelegate.h"

#include "models/livelogmodel.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace Gui {

using Models::LiveLogModel;

namespace {

constexpr int Margin = 6;

bool isHexadecimal(int column)
{
    return column == LiveLogModel::Payload || column == LiveLogModel::DevEui || column == LiveLogModel::DevAddr;
}

} // namespace

LiveLogDelegate::LiveLogDelegate(const Theme *theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_monospace(Theme::monospace())
{
}

void LiveLogDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (isHexadecimal(index.column()))
        option->font = m_monospace;
    if (index.data(LiveLogModel::PendingRole).toBool() && option->text.isEmpty())
        option->text = QStringLiteral("…");
}

void LiveLogDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    // Rows of one line are painted by the view over all columns.
    if (index.data(LiveLogModel::SpanRole).isValid())
        return;
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    // Plain drawing instead of the style's item: a screen has some five hundred cells, twenty times a second.
    if (cell.state & QStyle::State_Selected)
        painter->fillRect(cell.rect, m_theme->tokens().selected);
    else if (cell.features & QStyleOptionViewItem::Alternate)
        painter->fillRect(cell.rect, m_theme->tokens().alternate);
    if (cell.text.isEmpty())
        return;
    const QRect place = cell.rect.adjusted(Margin, 0, -Margin, 0);
    const QFontMetrics metrics(cell.font);
    painter->setFont(cell.font);
    const bool selected = cell.state & QStyle::State_Selected && m_theme->isHighContrast();
    painter->setPen(selected ? cell.palette.color(QPalette::HighlightedText)
                             : m_theme->color(Models::Meaning(index.data(LiveLogModel::MeaningRole).toInt())));
    painter->drawText(place, int(cell.displayAlignment) | Qt::TextSingleLine,
                      metrics.elidedText(cell.text, Qt::ElideRight, place.width()));
}

bool LiveLogDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                                const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    QString tip = index.data(Qt::ToolTipRole).toString();
    const QString span = index.data(LiveLogModel::SpanRole).toString();
    if (!span.isEmpty())
        tip = span;
    else if (QFontMetrics(cell.font).horizontalAdvance(cell.text) > cell.rect.width() - 2 * Margin)
        tip = tip.isEmpty() ? cell.text : QString(cell.text + u'\n' + tip);
    QToolTip::showText(event->globalPos(), plainToolTip(tip), view->viewport());
    return true;
}

} // namespace Gui
