// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QItemSelection>
#include <QStyledItemDelegate>

#include <vector>

class QTableView;

namespace Gui {

class Theme;

/// The manners of our tables: whole rows, no grid, no editing, scrolled by pixels, Tab leaves them.
void makeDense(QTableView *table);
/// Rows of one line in the table's font; again when that has changed.
void fitRowHeight(QTableView *table);
/// What to give QTableView::selectionChanged() in place of `selection`: of all that was chosen it tells screen readers
/// the first cell, and lists every cell to find it, which at a million rows are gigabytes. The viewport is to be
/// painted anew then.
[[nodiscard]] QItemSelection firstCell(const QItemSelection &selection);

/// Paints a cell in the colour of its meaning, chosen columns in the fixed-width font. What does not fit is told by the
/// tool tip. Draws by itself: a screen has some five hundred cells, twenty times a second.
class CellDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// `meaningRole` gives a Models::Meaning as int.
    CellDelegate(const Theme *theme, int meaningRole, std::vector<int> fixedWidthColumns, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    const Theme *m_theme = nullptr;
    int m_meaningRole;
    std::vector<int> m_fixedWidthColumns;
    QFont m_monospace;
};

} // namespace Gui
