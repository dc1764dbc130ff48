// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/livelogdelegate.h"

#include "models/livelogmodel.h"
#include "ui/common/texts.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QToolTip>

namespace Gui {

using Models::LiveLogModel;

LiveLogDelegate::LiveLogDelegate(const Theme *theme, QObject *parent)
    : CellDelegate(theme, LiveLogModel::MeaningRole,
                   {LiveLogModel::Payload, LiveLogModel::DevEui, LiveLogModel::DevAddr}, parent)
{
}

void LiveLogDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    CellDelegate::initStyleOption(option, index);
    if (option->text.isEmpty() && index.data(LiveLogModel::PendingRole).toBool())
        option->text = QStringLiteral("…");
}

void LiveLogDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (!index.data(LiveLogModel::SpanRole).isValid())
        CellDelegate::paint(painter, option, index);
}

bool LiveLogDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                                const QModelIndex &index)
{
    const QString span = index.data(LiveLogModel::SpanRole).toString();
    if (event->type() != QEvent::ToolTip || span.isEmpty())
        return CellDelegate::helpEvent(event, view, option, index);
    QToolTip::showText(event->globalPos(), plainToolTip(span), view->viewport());
    return true;
}

} // namespace Gui
