// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/import/hexcell.h"

#include "backend/domain/hexinput.h"

#include <QRegularExpression>

#include <algorithm>

namespace Backend {

namespace {

using Domain::ImportRule;
using Domain::ImportSeverity;
using Domain::ImportSheet;

/// Spreadsheets keep so many digits of a number; further ones become zeros.
constexpr qsizetype digitsKept = 15;

HexCell damaged(ImportRule rule, ImportSeverity severity = ImportSeverity::Error)
{
    HexCell out;
    out.rule = rule;
    out.severity = severity;
    return out;
}

bool looksLikeDate(QStringView text)
{
    static const QRegularExpression date(
        QStringLiteral("^(\\d{4}-\\d{1,2}-\\d{1,2}|\\d{1,2}[./]\\d{1,2}[./]\\d{2,4}|"
                       "\\d{1,2}\\.?[-. ]MONTH\\.?([-. ]\\d{2,4})?|MONTH[-. ]\\d{2,4})( \\d{1,2}:\\d{2}(:\\d{2})?)?$")
            .replace(QLatin1String("MONTH"),
                     QStringLiteral("(jan|feb|fév|mar|mär|mrz|apr|avr|may|mai|jun|jui|jul|aug|aoû|ago|sep|oct|okt|nov|"
                                    "dec|dez|déc|dic)")),
        QRegularExpression::CaseInsensitiveOption);
    return text.size() <= 30 && date.match(text.toString()).hasMatch();
}

bool looksLikeSheetError(QStringView text)
{
    return text.startsWith(u'#')
        && (text.endsWith(u'!') || text.endsWith(u'?') || text.endsWith(u'A')
            || std::all_of(text.begin(), text.end(), [](QChar c) { return c == u'#'; }));
}

bool isDecimal(QStringView digits)
{
    return std::all_of(digits.begin(), digits.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

/// Nothing but so many digits, as most cells are: then most of what can be wrong need not be looked for.
bool isPlainHex(QStringView text, qsizetype digits)
{
    return text.size() == digits && std::all_of(text.begin(), text.end(), [](QChar c) {
               return (c >= u'0' && c <= u'9') || (c >= u'A' && c <= u'F') || (c >= u'a' && c <= u'f');
           });
}

/// 16 digits with a zero at the end may be right; a key with 17 zeros at its end is not.
bool mayBeCut(QStringView digits)
{
    const qsizetype behind = digits.size() - digitsKept;
    return behind > 0 && isDecimal(digits) && !digits.startsWith(u'0') && digits.endsWith(QString(behind, u'0'));
}

HexCell damaged(const Domain::HexInput &input, quint8 traits)
{
    using Mistake = Domain::HexInput::Mistake;
    const bool isNumber = traits & ImportSheet::Number;
    HexCell out = damaged(ImportRule::NotHex);
    out.digits = input.digits;
    switch (input.mistake) {
    case Mistake::Spreadsheet:
        out.rule = ImportRule::Scientific;
        break;
    case Mistake::Incomplete:
    case Mistake::Odd:
    case Mistake::TooLong:
        out.rule = ImportRule::WrongLength;
        if (isNumber && (traits & ImportSheet::Scientific))
            out.rule = ImportRule::Scientific;
        else if (input.digits < input.wanted && (isNumber || input.mayLackZeros))
            out.rule = ImportRule::LostZeros;
        break;
    default:
        break;
    }
    return out;
}

HexCell readDigits(QStringView text, quint8 traits, int bytes, bool reversed)
{
    const Domain::HexInput input = Domain::readHex(text, bytes);
    if (!input)
        return damaged(input, traits);
    HexCell out;
    out.digits = input.digits;
    out.bytes = input.bytes;
    const QString digits = QString::fromLatin1(input.bytes.toHex());
    if (mayBeCut(digits)) {
        const bool certain = (traits & ImportSheet::Number) || digits.size() > digitsKept + 1;
        out.rule = ImportRule::CutDigits;
        out.severity = certain ? ImportSeverity::Error : ImportSeverity::Doubt;
        if (certain)
            out.bytes.clear();
    }
    if (reversed || input.namesLsb)
        std::reverse(out.bytes.begin(), out.bytes.end());
    return out;
}

} // namespace

bool looksScientific(QStringView text)
{
    static const QRegularExpression number(QStringLiteral("^[+-]?[0-9A-Fa-f]([.,][0-9A-Fa-f]*)?[Ee][+-]\\d{1,3}$|"
                                                          "^[+-]?\\d[.,]\\d*[Ee]\\d{1,3}$"));
    return text.size() <= 40 && number.match(text.toString()).hasMatch();
}

HexCell readHexCell(QStringView text, quint8 traits, int bytes, bool reversed)
{
    if (isPlainHex(text, qsizetype(bytes) * 2) && !(traits & (ImportSheet::Date | ImportSheet::Error)))
        return readDigits(text, traits, bytes, reversed);
    if ((traits & ImportSheet::Error) || looksLikeSheetError(text))
        return damaged(ImportRule::SheetError);
    if ((traits & ImportSheet::Date) || looksLikeDate(text))
        return damaged(ImportRule::TurnedDate);
    if (looksScientific(text))
        return damaged(ImportRule::Scientific);
    if (traits & ImportSheet::Boolean)
        return damaged(ImportRule::NotHex);
    return readDigits(text, traits, bytes, reversed);
}

} // namespace Backend
