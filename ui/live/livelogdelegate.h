// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/densetable.h"

namespace Gui {

/// The cells of the live log. Rows of one line (gaps) are painted by the view over all columns; a text that is still on
/// its way is an ellipsis.
class LiveLogDelegate : public CellDelegate
{
    Q_OBJECT

public:
    LiveLogDelegate(const Theme *theme, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

} // namespace Gui
