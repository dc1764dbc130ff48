// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/detaildelegate.h"

#include "ui/common/theme.h"

#include <QPainter>

namespace Gui {

namespace {

constexpr int Space = 12;
/// The first text keeps at least this share of the line.
constexpr double FirstShare = 0.5;

} // namespace

DetailDelegate::DetailDelegate(const Theme *theme, int detailRole, int meaningRole, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_detailRole(detailRole)
    , m_meaningRole(meaningRole)
{
}

void DetailDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (m_meaningRole >= 0 && !m_theme->isHighContrast())
        option->palette.setColor(QPalette::Text, m_theme->color(Models::Meaning(index.data(m_meaningRole).toInt())));
}

void DetailDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QString detail = index.data(m_detailRole).toString();
    QStyleOptionViewItem item = option;
    const bool selected = option.state & QStyle::State_Selected;
    if (selected)
        painter->fillRect(option.rect, option.palette.highlight());
    // The whole line is the selection, not the first text alone.
    item.state &= ~(QStyle::State_Selected | QStyle::State_HasFocus);
    const bool highContrast = selected && m_theme->isHighContrast();
    if (highContrast)
        item.palette.setColor(QPalette::Text, option.palette.color(QPalette::HighlightedText));
    const int wanted = option.fontMetrics.horizontalAdvance(detail) + 2;
    const int width = detail.isEmpty() ? 0 : std::min(wanted, int(option.rect.width() * (1 - FirstShare)) - Space);
    if (width > 0)
        item.rect.setRight(option.rect.right() - width - Space);
    QStyledItemDelegate::paint(painter, item, index);
    if (width <= 0)
        return;
    const QRect place(option.rect.right() - width - Space / 2, option.rect.top(), width, option.rect.height());
    painter->setPen(highContrast ? option.palette.color(QPalette::HighlightedText) : m_theme->tokens().secondary);
    painter->setFont(option.font);
    painter->drawText(place, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine,
                      option.fontMetrics.elidedText(detail, Qt::ElideRight, width));
}

bool DetailDelegate::editorEvent(QEvent *, QAbstractItemModel *, const QStyleOptionViewItem &, const QModelIndex &)
{
    return false;
}

} // namespace Gui
