// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/import/columnguess.h"

#include "backend/import/columnwords.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <array>

namespace Backend {

namespace {

using Domain::ImportColumn;
using Domain::ImportField;
using Domain::ImportPlan;
using Domain::ImportSheet;

/// Titles and addresses of a vendor may stand above the table.
constexpr int rowsBeforeHeader = 30;
/// Rows that are looked at to know a column by what stands in it.
constexpr int sampleRows = 200;

/// Lower case, letters and digits only.
QString essence(QStringView head)
{
    QString out;
    for (const QChar c : head) {
        if (c.isLetterOrNumber() && c != u'º' && c != u'°')
            out += c.toLower();
        else if (c == u'º' || c == u'°')
            out += u'º';
    }
    return out;
}

bool takesHex(ImportField field)
{
    switch (field) {
    case ImportField::DevEui:
    case ImportField::JoinEui:
    case ImportField::AppKey:
    case ImportField::NwkKey:
    case ImportField::Address:
    case ImportField::NwkSKey:
    case ImportField::SNwkSIntKey:
    case ImportField::NwkSEncKey:
    case ImportField::AppSKey:
        return true;
    default:
        return false;
    }
}

ImportField fieldOf(const QString &word)
{
    static const QHash<QString, ImportField> known = [] {
        QHash<QString, ImportField> out;
        for (const ColumnWord &entry : columnWords)
            out.insert(QString::fromUtf16(entry.word), entry.field);
        return out;
    }();
    if (const auto found = known.constFind(word); found != known.constEnd())
        return *found;
    for (const ColumnWord &entry : columnParts) {
        if (word.contains(QStringView(entry.word)))
            return entry.field;
    }
    return ImportField::None;
}

/// Digits of a cell that is nothing but hexadecimal digits with the usual separators; 0: it is something else.
int hexDigits(QStringView cell)
{
    if (cell.startsWith(u"0x", Qt::CaseInsensitive))
        cell = cell.sliced(2);
    int digits = 0;
    for (const QChar c : cell) {
        const char16_t lower = c.toLower().unicode();
        if ((lower >= u'0' && lower <= u'9') || (lower >= u'a' && lower <= u'f'))
            ++digits;
        else if (c != u' ' && c != u'-' && c != u':')
            return 0;
    }
    return digits;
}

/// How many heads of a row are known.
int knownHeads(const ImportSheet &sheet, int row)
{
    int known = 0;
    for (int column = 0; column < sheet.cellCount(row); ++column)
        known += columnByName(sheet.cell(row, column)).field != ImportField::None ? 1 : 0;
    return known;
}

/// The row with the most known heads, unless one alone is a word that may as well be a value.
int headerRowOf(const ImportSheet &sheet)
{
    int best = -1;
    int most = 0;
    for (int row = 0; row < std::min(sheet.rowCount(), rowsBeforeHeader); ++row) {
        const int known = knownHeads(sheet, row);
        if (known > most) {
            best = row;
            most = known;
        }
    }
    if (most >= 2)
        return best;
    for (int column = 0; most == 1 && column < sheet.cellCount(best); ++column) {
        if (takesHex(columnByName(sheet.cell(best, column)).field))
            return best;
    }
    return -1;
}

/// What the cells of a column have in common.
struct Contents
{
    int filled = 0;
    std::array<int, 3> byLength{}; ///< of 8, 16 and 32 hexadecimal digits
    QSet<QString> values;

    [[nodiscard]] bool isMostly(std::size_t length) const { return filled > 0 && byLength[length] * 10 >= filled * 7; }
    [[nodiscard]] bool isVaried() const { return values.size() * 2 > filled; }
};

Contents contentsOf(const ImportSheet &sheet, int firstRow, int column)
{
    Contents out;
    for (int row = firstRow; row < std::min(sheet.rowCount(), firstRow + sampleRows); ++row) {
        const QStringView cell = sheet.cell(row, column);
        if (cell.isEmpty())
            continue;
        ++out.filled;
        out.values.insert(cell.toString());
        const int digits = hexDigits(cell);
        if (digits == 8 || digits == 16 || digits == 32)
            ++out.byLength[digits == 8 ? 0 : digits == 16 ? 1 : 2];
    }
    return out;
}

/// Columns of which the head says nothing, by their contents.
void guessByContents(const ImportSheet &sheet, ImportPlan &plan, QSet<int> &taken)
{
    for (int column = 0; column < sheet.columnCount(); ++column) {
        ImportColumn &at = plan.columns[std::size_t(column)];
        // A head that is not known is no hint; a known one that means nothing here (a gateway's EUI) is.
        if (at.field != ImportField::None || plan.headerRow >= 0)
            continue;
        const Contents contents = contentsOf(sheet, 0, column);
        ImportField field = ImportField::None;
        if (contents.isMostly(1))
            field = contents.isVaried() && !taken.contains(int(ImportField::DevEui)) ? ImportField::DevEui
                                                                                     : ImportField::JoinEui;
        else if (contents.isMostly(2))
            field = ImportField::AppKey;
        if (field == ImportField::None || taken.contains(int(field)))
            continue;
        at.field = field;
        taken.insert(int(field));
    }
}

} // namespace

ImportColumn columnByName(QStringView head)
{
    if (head.size() > 100)
        return {};
    ImportColumn column;
    if (head.startsWith(u"attributes.", Qt::CaseInsensitive) || head.startsWith(u"attribute:", Qt::CaseInsensitive)) {
        column.field = ImportField::Attribute;
        column.attribute = head.sliced(head.indexOf(head.contains(u':') ? u':' : u'.') + 1).trimmed().toString();
        return column;
    }
    QString word = essence(head);
    const bool least = word.endsWith(u"lsb") || word.endsWith(u"lsbfirst") || word.endsWith(u"littleendian");
    for (const char *ending : {"lsbfirst", "msbfirst", "littleendian", "bigendian", "lsb", "msb", "hex"}) {
        if (word.size() > qsizetype(qstrlen(ending)) && word.endsWith(QLatin1String(ending)))
            word.chop(qsizetype(qstrlen(ending)));
    }
    column.field = fieldOf(word);
    if (column.field == ImportField::Attribute)
        column.attribute = QStringLiteral("model");
    column.reversed = least && takesHex(column.field);
    return column;
}

ImportPlan guessPlan(const ImportSheet &sheet, ImportPlan plan)
{
    plan.headerRow = headerRowOf(sheet);
    plan.columns.assign(std::size_t(sheet.columnCount()), {});
    QSet<int> taken;
    for (int column = 0; plan.headerRow >= 0 && column < sheet.columnCount(); ++column) {
        const ImportColumn found = columnByName(sheet.cell(plan.headerRow, column));
        const bool mayRepeat = found.field == ImportField::Attribute || found.field == ImportField::FCntDown;
        if (!mayRepeat && taken.contains(int(found.field)))
            continue; // the first one counts
        plan.columns[std::size_t(column)] = found;
        if (found.field != ImportField::None)
            taken.insert(int(found.field));
    }
    guessByContents(sheet, plan, taken);
    plan.idTemplate = taken.contains(int(ImportField::DeviceId)) ? QString() : QStringLiteral("eui-{deveui}");
    return plan;
}

} // namespace Backend
