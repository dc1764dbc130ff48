// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/densetable.h"

#include "ui/common/texts.h"
#include "ui/common/theme.h"

#include <QHeaderView>
#include <QHelpEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTableView>
#include <QToolTip>

#include <algorithm>

namespace Gui {

namespace {

constexpr int CellMargin = 6;
constexpr int RowPadding = 8;

} // namespace

void makeDense(QTableView *table)
{
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setAlternatingRowColors(true);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setCornerButtonEnabled(false);
    table->setTabKeyNavigation(false);
    table->setFrameShape(QFrame::NoFrame);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    // Titles stand as their columns do; models say which stand at the right.
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setTextElideMode(Qt::ElideRight);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->verticalHeader()->setMinimumSectionSize(1);
}

void fitRowHeight(QTableView *table)
{
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + RowPadding);
    table->verticalScrollBar()->setSingleStep(table->verticalHeader()->defaultSectionSize());
}

QItemSelection firstCell(const QItemSelection &selection)
{
    return selection.isEmpty() ? QItemSelection()
                               : QItemSelection(selection.first().topLeft(), selection.first().topLeft());
}

CellDelegate::CellDelegate(const Theme *theme, int meaningRole, std::vector<int> fixedWidthColumns, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_meaningRole(meaningRole)
    , m_fixedWidthColumns(std::move(fixedWidthColumns))
    , m_monospace(Theme::monospace())
{
}

void CellDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (std::find(m_fixedWidthColumns.begin(), m_fixedWidthColumns.end(), index.column()) != m_fixedWidthColumns.end())
        option->font = m_monospace;
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const bool selected = cell.state & QStyle::State_Selected;
    if (selected)
        painter->fillRect(cell.rect, m_theme->tokens().selected);
    else if (cell.features & QStyleOptionViewItem::Alternate)
        painter->fillRect(cell.rect, m_theme->tokens().alternate);
    if (cell.text.isEmpty())
        return;
    const QRect place = cell.rect.adjusted(CellMargin, 0, -CellMargin, 0);
    painter->setFont(cell.font);
    painter->setPen(selected && m_theme->isHighContrast()
                        ? cell.palette.color(QPalette::HighlightedText)
                        : m_theme->color(Models::Meaning(index.data(m_meaningRole).toInt())));
    painter->drawText(place, int(cell.displayAlignment) | Qt::TextSingleLine,
                      QFontMetrics(cell.font).elidedText(cell.text, cell.textElideMode, place.width()));
}

bool CellDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                             const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    QString tip = index.data(Qt::ToolTipRole).toString();
    if (QFontMetrics(cell.font).horizontalAdvance(cell.text) > cell.rect.width() - 2 * CellMargin)
        tip = tip.isEmpty() ? cell.text : QString(cell.text + u'\n' + tip);
    QToolTip::showText(event->globalPos(), plainToolTip(tip), view->viewport());
    return true;
}

} // namespace Gui
