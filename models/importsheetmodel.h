// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importdraft.h"
#include "models/meaning.h"

#include <QAbstractTableModel>

#include <vector>

namespace Models {

/// The sheet of an ImportDraft as it stands in the file, with what becomes of each row in front and a remark on each
/// cell that has one. Takes 250,000 rows: nothing is kept for each but its number. Keys are hidden until they are
/// asked for. GUI thread.
class ImportSheetModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    /// Behind them come the columns of the sheet, see sheetColumn().
    enum Column : int {
        StateColumn, ///< what becomes of the row
        IdColumn, ///< the id that the device gets
        FirstSheetColumn,
    };
    Q_ENUM(Column)

    enum Role : int {
        SeverityRole = Qt::UserRole + 1, ///< Domain::ImportSeverity as int; of the cell, or of the row in StateColumn
        MeaningRole, ///< Models::Meaning as int
        SecretRole, ///< bool: the cell holds a key
        FieldRole, ///< of a head: Domain::ImportField as int
        FieldNameRole, ///< of a head: QString
        RowNumberRole, ///< quint32: of the row in the file, from 1
        CopyRole, ///< QString; empty for hidden keys
    };
    Q_ENUM(Role)

    enum class Show : quint8 {
        All, ///< the rows before the header, too
        Ready,
        Noted, ///< with a note, a doubt or an error
        Doubtful,
        Wrong,
    };
    Q_ENUM(Show)

    /// `draft` must outlive it.
    explicit ImportSheetModel(const ImportDraft *draft, QObject *parent = nullptr);

    void setShow(Show show);
    [[nodiscard]] Show show() const { return m_show; }
    void setKeysShown(bool shown);
    [[nodiscard]] bool keysShown() const { return m_keysShown; }

    /// -1: none of the sheet.
    [[nodiscard]] static int sheetColumn(int column)
    {
        return column < FirstSheetColumn ? -1 : column - FirstSheetColumn;
    }
    [[nodiscard]] int sheetRow(int row) const { return m_rows[std::size_t(row)]; }
    /// The next row behind `row` with an error or a doubt, from the beginning again after the last; -1: there is none.
    [[nodiscard]] int nextRemark(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void rebuild();
    void onChecked();
    void listRows();
    [[nodiscard]] bool isShown(int sheetRow) const;
    [[nodiscard]] const Domain::ImportRowCheck *checkOf(int sheetRow) const;
    /// The worst remark on a cell. Null: none.
    [[nodiscard]] const Domain::ImportFinding *findingAt(int sheetRow, int sheetColumn) const;
    [[nodiscard]] QString remarks(int sheetRow, int sheetColumn) const;
    [[nodiscard]] bool isSecret(int sheetColumn) const;
    [[nodiscard]] QVariant stateData(int sheetRow, int role) const;
    [[nodiscard]] QVariant idData(int sheetRow, int role) const;
    [[nodiscard]] QVariant cellData(int sheetRow, int sheetColumn, int role) const;
    [[nodiscard]] QVariant headData(int sheetColumn, int role) const;

    const ImportDraft *m_draft;
    std::vector<int> m_rows; ///< of the sheet
    int m_columns = 0;
    Show m_show = Show::All;
    bool m_keysShown = false;
};

} // namespace Models
