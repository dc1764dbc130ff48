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

} // namespace

TreeDelegate::TreeDelegate(const Theme *theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void TreeDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QVariant meaning = index.data(Models::ConnectionsModel::MeaningRole);
    QStyleOptionViewItem item = option;
    if (!meaning.isValid()) {
        QStyledItemDelegate::paint(painter, item, index);
        return;
    }
    if (item.state & QStyle::State_Selected)
        painter->fillRect(item.rect, item.palette.highlight());
    item.rect.setWidth(item.rect.width() - DotSpace);
    QStyledItemDelegate::paint(painter, item, index);
    const QRect place(option.rect.right() - DotSpace + 4, option.rect.center().y() - 5, 12, 12);
    m_theme->dot(Models::Meaning(meaning.toInt())).paint(painter, place);
}

QSize TreeDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return QStyledItemDelegate::sizeHint(option, index).grownBy({0, 3, 0, 3});
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
