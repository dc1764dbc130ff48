// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/treedelegate.h"

#include "models/connectionsmodel.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace Gui {

namespace {

constexpr int DotSpace = 20;
constexpr int NumberMargin = 4;

} // namespace

TreeDelegate::TreeDelegate(const Theme *theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void TreeDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QVariant meaning = index.data(Models::ConnectionsModel::MeaningRole);
    const int silent = index.data(Models::ConnectionsModel::SilentRole).toInt();
    QStyleOptionViewItem item = option;
    if (!meaning.isValid() && silent == 0) {
        QStyledItemDelegate::paint(painter, item, index);
        return;
    }
    if (item.state & QStyle::State_Selected)
        painter->fillRect(item.rect, item.palette.highlight());
    // The numbers stand in one column, with the light of the connection behind it.
    item.rect.setWidth(item.rect.width() - DotSpace);
    const QString number = silent > 0 ? groupedNumber(quint64(silent)) : QString();
    const int numberWidth = silent > 0 ? item.fontMetrics.horizontalAdvance(number) + 2 * NumberMargin : 0;
    const QRect numberPlace(item.rect.right() - numberWidth + 1, item.rect.top(), numberWidth, item.rect.height());
    item.rect.setWidth(item.rect.width() - numberWidth);
    QStyledItemDelegate::paint(painter, item, index);
    if (silent > 0) {
        const bool selected = option.state & QStyle::State_Selected && m_theme->isHighContrast();
        painter->setFont(item.font);
        painter->setPen(selected ? option.palette.color(QPalette::HighlightedText)
                                 : m_theme->color(Models::Meaning::Bad));
        painter->drawText(numberPlace.adjusted(NumberMargin, 0, -NumberMargin, 0), Qt::AlignRight | Qt::AlignVCenter,
                          number);
    }
    if (meaning.isValid()) {
        const QRect place(option.rect.right() - DotSpace + 4, option.rect.center().y() - 5, 12, 12);
        m_theme->dot(Models::Meaning(meaning.toInt())).paint(painter, place);
    }
}

bool TreeDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                             const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QToolTip::showText(event->globalPos(), plainToolTip(index.data(Qt::ToolTipRole).toString()), view->viewport());
    return true;
}

} // namespace Gui
