// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace Gui {

class Theme;

/// Paints a cell of the live log in the colour of its meaning; hexadecimal columns in the fixed-width font. Text that
/// does not fit is shown as a tool tip.
class LiveLogDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    LiveLogDelegate(const Theme *theme, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    const Theme *m_theme = nullptr;
    QFont m_monospace;
};

} // namespace Gui
