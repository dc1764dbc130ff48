// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>
#include <span>
#include <vector>

class QPoint;
class QTableView;

namespace Gui {

/// A column of a table that people arrange to their liking.
struct ColumnShape
{
    int column;
    int width; ///< at 1280 pixels
    const char *sample; ///< a usual text that must fit; besides the title
    bool fixedWidth = false; ///< in the fixed-width font
};

/// Columns can be moved; the last one takes the rest.
void makeColumnsMovable(QTableView *table, const QString &headerName);
/// Shows these in this order, and no others.
void arrangeColumns(QTableView *table, std::span<const ColumnShape> shapes);
/// Which columns are shown, at this place of the header; `always` cannot be hidden. `reset` arranges them as at first.
void openColumnMenu(QTableView *table, const QPoint &position, const QString &name, int always,
                    std::function<void()> reset);

/// In order.
[[nodiscard]] std::vector<int> selectedRows(const QTableView *table);
/// The shown cells of these rows, in their order on screen, for a clipboard.
[[nodiscard]] QString rowsText(const QTableView *table, const std::vector<int> &rows, int copyRole);

} // namespace Gui
