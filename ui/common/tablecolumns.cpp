// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/tablecolumns.h"

#include "ui/common/theme.h"

#include <QAction>
#include <QCoreApplication>
#include <QHeaderView>
#include <QMenu>
#include <QTableView>

#include <algorithm>

namespace Gui {

namespace {

constexpr int CellMargin = 6;
/// Of a sortable column's title.
constexpr int SortMarkWidth = 12;
constexpr int LeastWidth = 28;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(TableColumns)
};

QString titleOf(const QTableView *table, int column)
{
    return table->model()->headerData(column, Qt::Horizontal).toString();
}

} // namespace

void makeColumnsMovable(QTableView *table, const QString &headerName)
{
    QHeaderView *header = table->horizontalHeader();
    header->setObjectName(headerName);
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setStretchLastSection(true);
    header->setMinimumSectionSize(LeastWidth);
    header->setTextElideMode(Qt::ElideRight);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
}

void arrangeColumns(QTableView *table, std::span<const ColumnShape> shapes)
{
    for (int column = 0; column < table->model()->columnCount(); ++column)
        table->setColumnHidden(column, true);
    QHeaderView *header = table->horizontalHeader();
    int position = 0;
    for (const ColumnShape &shape : shapes) {
        table->setColumnHidden(shape.column, false);
        header->moveSection(header->visualIndex(shape.column), position++);
        const QFontMetrics metrics(shape.fixedWidth ? Theme::monospace() : table->font());
        const int title = table->fontMetrics().horizontalAdvance(titleOf(table, shape.column)) + SortMarkWidth;
        const int sample = metrics.horizontalAdvance(QString::fromUtf8(shape.sample));
        table->setColumnWidth(shape.column, std::max(shape.width, std::max(title, sample) + 2 * CellMargin + 2));
    }
}

void openColumnMenu(QTableView *table, const QPoint &position, const QString &name, int always,
                    std::function<void()> reset)
{
    auto *menu = new QMenu(table);
    menu->setObjectName(name);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = 0; column < table->model()->columnCount(); ++column) {
        QAction *action = menu->addAction(titleOf(table, column));
        action->setCheckable(true);
        action->setChecked(!table->isColumnHidden(column));
        action->setEnabled(column != always);
        QObject::connect(action, &QAction::toggled, table,
                         [table, column](bool on) { table->setColumnHidden(column, !on); });
    }
    menu->addSeparator();
    menu->addAction(Words::tr("Standard columns"), table, std::move(reset));
    menu->popup(table->horizontalHeader()->mapToGlobal(position));
}

std::vector<int> selectedRows(const QTableView *table)
{
    std::vector<int> rows;
    for (const QItemSelectionRange &range : table->selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.push_back(row);
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

QString rowsText(const QTableView *table, const std::vector<int> &rows, int copyRole)
{
    std::vector<int> columns;
    for (int visual = 0; visual < table->horizontalHeader()->count(); ++visual) {
        const int column = table->horizontalHeader()->logicalIndex(visual);
        if (!table->isColumnHidden(column))
            columns.push_back(column);
    }
    QString text;
    for (const int row : rows) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (i > 0)
                text += u'\t';
            text += table->model()->index(row, columns[i]).data(copyRole).toString();
        }
        text += u'\n';
    }
    return text;
}

} // namespace Gui
