// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace Gui {

class Theme;

/// An item of a list with a second, quieter text at its right end.
class DetailDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// `detailRole`: of the second text; `meaningRole`: Models::Meaning of the first, -1: none.
    DetailDelegate(const Theme *theme, int detailRole, int meaningRole, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    /// Its list ticks by clicks anywhere in a row; a click into the box would count twice.
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    const Theme *m_theme = nullptr;
    const int m_detailRole;
    const int m_meaningRole;
};

} // namespace Gui
