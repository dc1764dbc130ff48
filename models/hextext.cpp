// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/hextext.h"

#include <QCoreApplication>

namespace Models {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Models::HexText", text);
}

/// With its code where another letter may look the same.
QString named(const QString &character)
{
    const char32_t code = character.isEmpty() ? 0 : character.toUcs4().at(0);
    if (code < 0x80)
        return u'“' + character + u'”';
    return u'“' + character + u"” (U+" + QString::number(code, 16).toUpper().rightJustified(4, u'0') + u')';
}

QString notHex(const Domain::HexInput &input)
{
    QString sentence
        = tr("%1 at position %2 is no hexadecimal digit (0–9, A–F).").arg(named(input.character)).arg(input.position);
    if (input.character.compare(u"o", Qt::CaseInsensitive) == 0)
        sentence += u' ' + tr("Is it a zero?");
    else if (input.character == u"l" || input.character.compare(u"i", Qt::CaseInsensitive) == 0)
        sentence += u' ' + tr("Is it a one?");
    return sentence;
}

} // namespace

QString hexRule(int bytes)
{
    return tr("%1 hexadecimal digits, in any spelling.").arg(2 * bytes);
}

QString hexMistake(const Domain::HexInput &input)
{
    using Mistake = Domain::HexInput::Mistake;
    switch (input.mistake) {
    case Mistake::None:
        break;
    case Mistake::Empty:
        return tr("%1 hexadecimal digits are needed here.").arg(input.wanted);
    case Mistake::Incomplete: {
        const QString counted = tr("%1 of %2 digits.").arg(input.digits).arg(input.wanted);
        return input.mayLackZeros ? QString(counted + u' ' + tr("A spreadsheet may have dropped zeros at the front."))
                                  : counted;
    }
    case Mistake::Odd:
        if (input.position > 0)
            return tr("The number at position %1 has half a byte too few.").arg(input.position);
        return tr("%1 of %2 digits: half a byte is missing.").arg(input.digits).arg(input.wanted);
    case Mistake::TooLong:
        return tr("%1 digits, %2 too many.").arg(input.digits).arg(qMax(0, input.digits - input.wanted));
    case Mistake::NotHex:
        return notHex(input);
    case Mistake::Decimal:
        return tr("The number at position %1 has no 0x, the others do.").arg(input.position);
    case Mistake::Spreadsheet:
        return tr("A spreadsheet took this for a number: its digits are lost. Take it from the original.");
    }
    return {};
}

} // namespace Models
