// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/export/exportcells.h"
#include "backend/export/exportwriter.h"
#include "backend/traffic/flatfields.h"

#include <unordered_map>

namespace Backend {

/// A table with one column per decoded field. Which fields there are is known only behind the last event, so the rows
/// go into a body first, each with what it has; then the head and the rows, filled up with empty cells, go to the
/// output. Reading and parsing the history twice instead would take twice as long.
class CsvWriter final : public ExportWriter
{
public:
    /// Further fields share one column, as JSON.
    static constexpr std::size_t MostFieldColumns = 500;

    CsvWriter(const Domain::ExportRequest &request, QIODevice &out, QIODevice &body);

    bool add(const ExportRow &row) override;
    Step finish() override;
    void describe(Domain::ExportResult &result) const override;

private:
    /// In front of each row of the body.
    struct RowHead
    {
        quint32 cellBytes = 0; ///< all cells that the row has
        quint32 otherBytes = 0; ///< JSON of the fields without a column
        quint32 fields = 0; ///< columns of decoded fields among the cells
    };

    void place(const std::vector<FlatFields::Field> &fields);
    [[nodiscard]] int columnOf(const QByteArray &name);
    void writeHead();
    [[nodiscard]] Step copyRows();
    bool read(char *data, qsizetype bytes);

    ExportCells m_cells;
    FlatFields m_flat;
    QIODevice &m_bodyDevice;
    BufferedOutput m_out, m_body;
    bool m_byteOrderMark;
    std::unordered_map<std::string, int> m_columns;
    std::vector<QByteArray> m_names;
    std::vector<const FlatFields::Field *> m_slots; ///< of the row, by column
    QByteArray m_other, m_row;
    qint64 m_bodyEnd = -1; ///< -1: rows still come
    qint64 m_bodyAt = 0;
    bool m_hasOther = false;
};

} // namespace Backend
