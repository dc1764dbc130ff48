// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/import/delimitedreader.h"

#include <algorithm>
#include <array>
#include <map>

namespace Backend {

namespace {

using Code = Domain::Problem::Code;

constexpr std::array<char16_t, 4> delimiters{u'\t', u';', u',', u'|'};
/// Rows that are looked at to find the delimiter.
constexpr int sampleRows = 50;
constexpr qsizetype sampleLetters = 100'000;

bool isLineEnd(QChar c)
{
    return c == u'\n' || c == u'\r';
}

/// The delimiter that a first line `sep=;` names, as Excel understands it; else null.
QChar namedDelimiter(QStringView text)
{
    if (text.size() < 5 || !text.startsWith(u"sep=", Qt::CaseInsensitive))
        return {};
    return text.size() == 5 || isLineEnd(text[5]) ? text[4] : QChar();
}

/// Reads a text cell by cell. A quote begins a quoted cell only at its start, so that an inch mark does no harm; one
/// that is never closed ends with the text.
class CellScanner
{
public:
    CellScanner(QStringView text, QChar delimiter)
        : m_text(text)
        , m_delimiter(delimiter)
    {
    }

    enum class End : quint8 { Cell, Row, Text };

    /// Reads one cell into `cell`.
    End next(QString &cell)
    {
        cell.resize(0);
        qsizetype at = m_at;
        while (at < m_text.size() && m_text[at] == u' ' && m_delimiter != u' ')
            ++at;
        if (at < m_text.size() && m_text[at] == u'"') {
            m_at = at + 1;
            readQuoted(cell);
        }
        const qsizetype begin = m_at;
        while (m_at < m_text.size() && m_text[m_at] != m_delimiter && !isLineEnd(m_text[m_at]))
            ++m_at;
        cell += m_text.sliced(begin, m_at - begin);
        if (m_at == m_text.size())
            return End::Text;
        if (m_text[m_at] == m_delimiter) {
            ++m_at;
            return End::Cell;
        }
        ++m_line;
        m_at += m_text[m_at] == u'\r' && m_at + 1 < m_text.size() && m_text[m_at + 1] == u'\n' ? 2 : 1;
        return End::Row;
    }

    [[nodiscard]] bool atEnd() const { return m_at == m_text.size(); }
    [[nodiscard]] qsizetype position() const { return m_at; }
    /// From 1, counting lines within quotes, too.
    [[nodiscard]] quint32 line() const { return m_line; }

private:
    void readQuoted(QString &cell)
    {
        while (m_at < m_text.size()) {
            const QChar c = m_text[m_at++];
            if (c == u'"') {
                if (m_at == m_text.size() || m_text[m_at] != u'"')
                    return;
                ++m_at;
            } else if (c == u'\n' || (c == u'\r' && (m_at == m_text.size() || m_text[m_at] != u'\n'))) {
                ++m_line;
            }
            cell += c;
        }
    }

    QStringView m_text;
    QChar m_delimiter;
    qsizetype m_at = 0;
    quint32 m_line = 1;
};

/// How evenly a delimiter divides the first rows: the number of rows that have the most frequent number of cells,
/// times that number. 0: it does not divide.
qint64 evenness(QStringView text, QChar delimiter)
{
    CellScanner scanner(text, delimiter);
    std::map<int, int> rowsByCells;
    QString cell;
    int cells = 0;
    for (int row = 0; row < sampleRows && !scanner.atEnd();) {
        ++cells;
        if (scanner.next(cell) == CellScanner::End::Cell)
            continue;
        if (cells > 1 || !cell.trimmed().isEmpty()) {
            ++rowsByCells[cells];
            ++row;
        }
        cells = 0;
    }
    qint64 best = 0;
    for (const auto &[count, rows] : rowsByCells) {
        if (count > 1)
            best = std::max(best, qint64(rows) * rows * std::min(count, 40));
    }
    return best;
}

/// Without what keeps a spreadsheet from reading a text as a number or a formula.
QStringView plainCell(const QString &raw)
{
    QStringView cell = QStringView(raw).trimmed();
    if (cell.size() >= 3 && cell.startsWith(u"=\"") && cell.endsWith(u'"') && cell.count(u'"') == 2)
        return cell.sliced(2, cell.size() - 3);
    if (cell.size() > 1 && cell[0] == u'\'' && (cell[1].isLetterOrNumber() || QStringView(u"=+-@").contains(cell[1]))
        && !cell.sliced(1).contains(u'\''))
        return cell.sliced(1);
    return cell;
}

} // namespace

QChar guessDelimiter(QStringView text)
{
    if (const QChar named = namedDelimiter(text); !named.isNull())
        return named;
    const QStringView sample = text.left(sampleLetters);
    QChar best = u',';
    qint64 most = 0;
    for (const char16_t delimiter : delimiters) {
        const qint64 found = evenness(sample, delimiter);
        if (found > most) {
            most = found;
            best = delimiter;
        }
    }
    return best;
}

Domain::Result<Domain::ImportSheet> readDelimited(QStringView text, QChar delimiter, const ImportLimits &limits,
                                                  const ImportContinue &goOn)
{
    if (text.size() > limits.textLetters)
        return sheetProblem(Code::SheetTooLarge, QString::number(limits.rows));
    Domain::ImportSheet sheet;
    CellScanner scanner(text, delimiter);
    QString cell;
    if (!namedDelimiter(text).isNull()) {
        while (!scanner.atEnd() && scanner.next(cell) == CellScanner::End::Cell) { }
    }
    while (!scanner.atEnd()) {
        sheet.beginRow(scanner.line());
        bool empty = true;
        int column = 0;
        for (CellScanner::End end = CellScanner::End::Cell; end == CellScanner::End::Cell;) {
            end = scanner.next(cell);
            if (column++ >= limits.columns)
                continue;
            const QStringView plain = plainCell(cell).left(limits.cellLetters);
            empty = empty && plain.isEmpty();
            sheet.addCell(plain);
        }
        if (empty)
            sheet.dropRow();
        if (isTooLarge(sheet, limits))
            return sheetProblem(Code::SheetTooLarge, QString::number(limits.rows));
        if (goOn && sheet.rowCount() % 1'000 == 0 && !goOn(quint64(scanner.position()), quint64(text.size())))
            return sheetProblem(Code::None); // nobody waits for it
    }
    if (sheet.rowCount() == 0)
        return sheetProblem(Code::SheetEmpty);
    return sheet;
}

} // namespace Backend
