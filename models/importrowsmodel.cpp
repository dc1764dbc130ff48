// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importrowsmodel.h"

#include "backend/domain/problemtext.h"
#include "models/importtext.h"
#include "models/rowruns.h"

#include <algorithm>

namespace Models {

using Domain::ImportedRow;
using State = ImportedRow::State;

void ImportRowsModel::setRun(const Domain::ImportRun *run)
{
    if (m_run)
        disconnect(m_run, nullptr, this, nullptr);
    m_run = run;
    if (run) {
        connect(run, &Domain::ImportRun::rowsChanged, this, &ImportRowsModel::onRowsChanged);
        connect(run, &Domain::ImportRun::stateChanged, this, [this] {
            // The rows come when it is prepared.
            if (m_run && m_run->rowCount() != int(m_all.size()))
                take();
        });
    }
    take();
}

void ImportRowsModel::take()
{
    std::vector<ImportedRow> rows;
    for (int i = 0; m_run && i < m_run->rowCount(); ++i)
        rows.push_back(m_run->row(i));
    beginResetModel();
    m_all = std::move(rows);
    listRows();
    endResetModel();
}

void ImportRowsModel::setRows(std::vector<ImportedRow> rows)
{
    if (m_run)
        disconnect(m_run, nullptr, this, nullptr);
    m_run = nullptr;
    beginResetModel();
    m_all = std::move(rows);
    listRows();
    endResetModel();
}

void ImportRowsModel::setShow(Show show)
{
    beginResetModel();
    m_show = show;
    listRows();
    endResetModel();
}

void ImportRowsModel::listRows()
{
    m_rows.clear();
    m_rowOf.assign(m_all.size(), -1);
    for (std::size_t i = 0; i < m_all.size(); ++i) {
        if (!isShown(m_all[i]))
            continue;
        m_rowOf[i] = int(m_rows.size());
        m_rows.push_back(int(i));
    }
}

bool ImportRowsModel::isShown(const ImportedRow &row) const
{
    switch (m_show) {
    case Show::All:
        break;
    case Show::Open:
        return row.state == State::Waiting || row.state == State::UnderWay;
    case Show::Failed:
        return row.state == State::Failed;
    case Show::Registered:
        return row.state == State::Done || row.state == State::Found;
    }
    return true;
}

void ImportRowsModel::onRowsChanged(const std::vector<int> &rows)
{
    std::vector<int> shown;
    for (const int index : rows) {
        if (std::size_t(index) >= m_all.size())
            return; // before the rows were taken
        m_all[std::size_t(index)] = m_run->row(index);
        if (m_rowOf[std::size_t(index)] >= 0)
            shown.push_back(m_rowOf[std::size_t(index)]);
    }
    std::vector<std::pair<int, int>> runs = rowRuns(shown);
    if (runs.size() > MostPieces)
        runs = {{shown.front(), shown.back()}};
    for (const auto &[first, last] : runs)
        Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1));
}

int ImportRowsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ImportRowsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString ImportRowsModel::text(const ImportedRow &row, int column, bool forCopy) const
{
    switch (Column(column)) {
    case RowColumn:
        return QString::number(row.number);
    case IdColumn:
        return row.id;
    case NameColumn:
        return row.name;
    case DevEuiColumn:
        return row.devEui ? row.devEui->toString() : QString();
    case StateColumn:
        if (row.state != State::Failed)
            return ImportText::stateText(row.state);
        return forCopy ? Domain::problemLine(row.problem) : Domain::problemText(row.problem).title;
    case TimeColumn:
        if (!row.ended.isValid())
            return {};
        return forCopy ? row.ended.toUTC().toString(Qt::ISODate)
                       : row.ended.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    case ColumnCount:
        break;
    }
    return {};
}

QVariant ImportRowsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ImportedRow &row = importedRow(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column(), false);
    case CopyRole:
        return text(row, index.column(), true);
    case Qt::ToolTipRole:
        return row.problem ? QVariant(Domain::problemLine(row.problem)) : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == RowColumn ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case StateRole:
        return int(row.state);
    case ProblemRole:
        return QVariant::fromValue(row.problem);
    case IndexRole:
        return m_rows[std::size_t(index.row())];
    case MeaningRole:
        if (index.column() != StateColumn)
            return int(Meaning::Plain);
        return int(row.state == State::Failed         ? Meaning::Bad
                       : row.state == State::Waiting  ? Meaning::Quiet
                       : row.state == State::UnderWay ? Meaning::Downlink
                                                      : Meaning::Good);
    default:
        return {};
    }
}

QVariant ImportRowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == RowColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case RowColumn:
        return tr("Row");
    case IdColumn:
        return tr("Device");
    case NameColumn:
        return tr("Name");
    case DevEuiColumn:
        return tr("DevEUI");
    case StateColumn:
        return tr("State");
    case TimeColumn:
        return tr("Time");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace Models
