// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/deviceimports.h"
#include "models/meaning.h"

#include <QAbstractTableModel>
#include <QPointer>

#include <vector>

namespace Models {

/// The rows of an import and how far each is, while it runs and afterwards. GUI thread.
class ImportRowsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column : int {
        RowColumn,
        IdColumn,
        NameColumn,
        DevEuiColumn,
        StateColumn, ///< with the title of what failed
        TimeColumn,
        ColumnCount
    };
    Q_ENUM(Column)

    enum Role : int {
        MeaningRole = Qt::UserRole + 1, ///< Models::Meaning as int
        StateRole, ///< Domain::ImportedRow::State as int
        ProblemRole, ///< Domain::Problem
        CopyRole, ///< QString
        IndexRole, ///< int: of the row in the run
    };
    Q_ENUM(Role)

    enum class Show : quint8 { All, Open, Failed, Registered };
    Q_ENUM(Show)

    using QAbstractTableModel::QAbstractTableModel;

    /// The rows of a run, which may go at any time; they stay as they were then. Null: none.
    void setRun(const Domain::ImportRun *run);
    /// The rows of an import that is kept.
    void setRows(std::vector<Domain::ImportedRow> rows);
    /// While a run goes on its rows stay in the list that they were in; this lists them anew.
    void setShow(Show show);
    [[nodiscard]] Show show() const { return m_show; }

    [[nodiscard]] const Domain::ImportedRow &importedRow(int row) const
    {
        return m_all[std::size_t(m_rows[std::size_t(row)])];
    }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void take();
    void onRowsChanged(const std::vector<int> &rows);
    void listRows();
    [[nodiscard]] bool isShown(const Domain::ImportedRow &row) const;
    [[nodiscard]] QString text(const Domain::ImportedRow &row, int column, bool forCopy) const;

    QPointer<const Domain::ImportRun> m_run;
    std::vector<Domain::ImportedRow> m_all;
    std::vector<int> m_rows; ///< in m_all
    std::vector<int> m_rowOf; ///< by place in m_all; -1: not shown
    Show m_show = Show::All;
};

} // namespace Models
