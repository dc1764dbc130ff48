// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMetaType>
#include <QString>

#include <algorithm>
#include <memory>
#include <vector>

namespace Domain {

/// A table of text cells as it was in a file, with the rows that have something in them. All cells share one text, so
/// 100,000 rows are some megabytes. Rows may be of different lengths. Value type.
class ImportSheet
{
public:
    /// What a cell was besides its text: a spreadsheet keeps numbers and dates, not what was typed.
    enum Trait : quint8 {
        Text = 0,
        Number = 1, ///< the text is the number, not how it was shown
        Date = 2, ///< a number that is shown as a date
        Boolean = 4,
        Error = 8, ///< #N/A and the like
        Scientific = 16, ///< a number that is shown with an exponent
    };

    QString name; ///< of the sheet; empty where a file has one only
    /// Where the file holds complete devices: the one of each row as JSON, of which the cells show the most important.
    /// Secret, as cells with keys are. Empty for tables.
    std::vector<QByteArray> json;

    /// `number`: of the row in the file, from 1.
    void beginRow(quint32 number)
    {
        m_numbers.push_back(number);
        m_firstCells.push_back(quint32(m_ends.size()));
    }
    /// To the row begun last.
    void addCell(QStringView text, quint8 traits = Text)
    {
        m_text += text;
        m_ends.push_back(quint32(m_text.size()));
        m_traits.push_back(traits);
        m_columns = std::max(m_columns, int(m_ends.size() - m_firstCells.back()));
    }
    /// Takes the row begun last back.
    void dropRow()
    {
        m_ends.resize(m_firstCells.back());
        m_traits.resize(m_ends.size());
        m_text.truncate(m_ends.empty() ? 0 : m_ends.back());
        m_firstCells.pop_back();
        m_numbers.pop_back();
    }

    [[nodiscard]] int rowCount() const { return int(m_numbers.size()); }
    [[nodiscard]] int columnCount() const { return m_columns; }
    [[nodiscard]] quint32 rowNumber(int row) const { return m_numbers[std::size_t(row)]; }
    [[nodiscard]] int cellCount(int row) const
    {
        const std::size_t next = std::size_t(row) + 1;
        return int((next < m_firstCells.size() ? m_firstCells[next] : m_ends.size()) - m_firstCells[next - 1]);
    }
    /// Empty where the row has no such cell. Valid as long as the sheet.
    [[nodiscard]] QStringView cell(int row, int column) const
    {
        if (column < 0 || column >= cellCount(row))
            return {};
        const std::size_t at = m_firstCells[std::size_t(row)] + std::size_t(column);
        const quint32 begin = at > 0 ? m_ends[at - 1] : 0;
        return QStringView(m_text).mid(begin, m_ends[at] - begin);
    }
    [[nodiscard]] quint8 traits(int row, int column) const
    {
        return column < 0 || column >= cellCount(row) ? quint8(Text)
                                                      : m_traits[m_firstCells[std::size_t(row)] + std::size_t(column)];
    }
    /// Letters of all cells together.
    [[nodiscard]] qsizetype textSize() const { return m_text.size(); }
    /// Cells of all rows together.
    [[nodiscard]] qsizetype cellTotal() const { return qsizetype(m_ends.size()); }

private:
    QString m_text;
    std::vector<quint32> m_ends; ///< of each cell in m_text
    std::vector<quint8> m_traits; ///< of each cell
    std::vector<quint32> m_firstCells; ///< of each row in m_ends
    std::vector<quint32> m_numbers; ///< of each row
    int m_columns = 0;
};

/// What a person brought to be imported. Value type, shared unchanged.
struct ImportDocument
{
    enum class Format : quint8 {
        Spreadsheet, ///< .xlsx
        Delimited, ///< CSV, TSV, cells from the clipboard
        DevicesJson, ///< devices as The Things Stack and its command line write them
        TableJson, ///< a list of flat objects
    };

    Format format = Format::Delimited;
    QString fileName; ///< without its folder; empty: from the clipboard
    QString encoding; ///< Delimited: "UTF-8" and the like
    QChar delimiter; ///< Delimited
    std::vector<ImportSheet> sheets; ///< at least one
};
using ImportDocumentRef = std::shared_ptr<const ImportDocument>;

} // namespace Domain

Q_DECLARE_METATYPE(Domain::ImportDocumentRef)
