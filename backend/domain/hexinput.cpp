// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/hexinput.h"

#include <QRegularExpression>
#include <QStringList>
#include <QtEndian>

#include <algorithm>
#include <vector>

namespace Domain {

namespace {

using Mistake = HexInput::Mistake;

constexpr qsizetype LongestText = 4'096; ///< more is no key, whatever it is
constexpr int ShortestLabel = 3;
constexpr int MostLostZeros = 4;
constexpr int SpreadsheetDigits = 16;

/// Letters and digits that stand together.
struct Word
{
    QStringView text; ///< without 0x
    qsizetype at = 0; ///< of its first character, 0x included
    bool prefixed = false;
};

bool isHexDigit(QChar c)
{
    return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
}

bool isDecimal(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

bool isHex(QStringView text)
{
    return std::all_of(text.begin(), text.end(), isHexDigit);
}

/// Part of a word, or something that cannot stand between two bytes.
bool isOfWord(QChar c)
{
    return c.isLetterOrNumber() || c.isSurrogate() || c.isMark();
}

/// What is taken for a part of the sentence around the digits: a mistyped digit stands alone or among digits.
bool isLabel(const Word &word)
{
    return !word.prefixed && word.text.size() >= ShortestLabel && !isHex(word.text)
        && std::all_of(word.text.begin(), word.text.end(), [](QChar c) { return c.isLetter(); });
}

void takeWord(QStringView text, qsizetype from, qsizetype to, std::vector<Word> &words)
{
    QStringView word = text.mid(from, to - from);
    const bool zeroX = word.size() > 2 && word[0] == u'0' && (word[1] == u'x' || word[1] == u'X');
    const bool backslash
        = word.size() > 1 && (word[0] == u'x' || word[0] == u'X') && from > 0 && text[from - 1] == u'\\';
    // \x70\xB3 is one word for each, because the backslash is none.
    if (zeroX || backslash)
        word = word.mid(zeroX ? 2 : 1);
    words.push_back({word, from, zeroX || backslash});
}

std::vector<Word> wordsOf(QStringView text)
{
    std::vector<Word> words;
    qsizetype from = -1;
    for (qsizetype i = 0; i <= text.size(); ++i) {
        const bool inside = i < text.size() && isOfWord(text[i]);
        if (inside && from < 0)
            from = i;
        if (!inside && from >= 0) {
            takeWord(text, from, i, words);
            from = -1;
        }
    }
    return words;
}

/// What an initialiser holds, blanks in place of the rest, so that positions stay those of the text.
QString insideBraces(QStringView text)
{
    QString inside = text.toString();
    int depth = 0;
    for (QChar &c : inside) {
        if (c == u'{')
            ++depth;
        else if (c == u'}')
            depth = std::max(0, depth - 1);
        else if (depth > 0)
            continue;
        c = u' ';
    }
    return inside;
}

bool saysLsb(QStringView text)
{
    static const QRegularExpression words(QStringLiteral("(?:^|[^a-z])(?:lsb|lsbf|little)(?:$|[^a-z])"),
                                          QRegularExpression::CaseInsensitiveOption);
    return words.match(text).hasMatch();
}

bool isSpreadsheetNumber(QStringView text)
{
    // 7.0B3E+15, 7,00E+15, 7E+15: a sign behind the E is in no spelling of bytes.
    static const QRegularExpression form(
        QStringLiteral("^\\s*[0-9][0-9A-Fa-f]*(?:[.,][0-9A-Fa-f]*)?[eE]\\+[0-9]+\\s*$"));
    return form.match(text).hasMatch();
}

HexInput wrong(HexInput input, Mistake mistake, qsizetype at = -1)
{
    input.mistake = mistake;
    input.position = int(at + 1);
    return input;
}

HexInput notHex(HexInput input, const Word &word, QStringView text)
{
    const auto *const bad = std::find_if_not(word.text.begin(), word.text.end(), isHexDigit);
    const qsizetype at = bad - text.begin();
    const bool pair = text[at].isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate();
    input.character = text.mid(at, pair ? 2 : 1).toString();
    return wrong(std::move(input), Mistake::NotHex, at);
}

/// The digits of each word; among numbers with 0x, a single digit is a byte.
HexInput collect(HexInput input, const std::vector<Word> &words, QStringView text)
{
    const bool anyPrefix = std::any_of(words.begin(), words.end(), [](const Word &word) { return word.prefixed; });
    QByteArray digits;
    qsizetype odd = -1;
    for (const Word &word : words) {
        if (!isHex(word.text))
            return notHex(std::move(input), word, text);
        const bool single = word.text.size() == 1;
        if (anyPrefix && !word.prefixed && !single && !(word.text.size() == 2 && word.text[0] == u'0'))
            return wrong(std::move(input), Mistake::Decimal, word.at);
        if (anyPrefix && single)
            digits += '0';
        else if (anyPrefix && word.text.size() % 2 != 0 && odd < 0)
            odd = word.at;
        digits += word.text.toLatin1();
    }
    input.digits = int(digits.size());
    const bool decimal = isDecimal(QString::fromLatin1(digits));
    const int missing = input.wanted - input.digits;
    input.mayLackZeros = decimal && missing > 0 && missing <= MostLostZeros;
    input.mayBeRounded = decimal && input.digits == SpreadsheetDigits && input.wanted == SpreadsheetDigits
        && digits.endsWith('0') && digits.count('0') < digits.size();
    if (odd >= 0)
        return wrong(std::move(input), Mistake::Odd, odd);
    if (input.digits > input.wanted)
        return wrong(std::move(input), Mistake::TooLong);
    if (input.digits % 2 != 0)
        return wrong(std::move(input), Mistake::Odd);
    if (input.digits < input.wanted)
        return wrong(std::move(input), Mistake::Incomplete);
    input.mistake = Mistake::None;
    input.bytes = QByteArray::fromHex(digits);
    digits.fill('\0');
    return input;
}

quint32 prefixOf(Eui eui)
{
    return quint32(eui.value() >> 40);
}

bool isKnownPrefix(quint32 prefix)
{
    // Blocks of the IEEE that LoRaWAN devices are often seen with.
    static constexpr quint32 known[] = {
        0x0004A3, // Microchip
        0x0016C0, // Semtech
        0x0018B2, // Adeunis
        0x001BC5, // small blocks
        0x0025CA, // Laird
        0x0080E1, // STMicroelectronics
        0x24E124, // Milesight
        0x2CF7F1, // Seeed
        0x40D855, // small blocks
        0x58A0CB, // TrackNet
        0x647FDA, // Tektelic
        0x70B3D5, // small blocks, The Things Industries among them
        0x8C1F64, // small blocks
        0x8CF957, // RisingHF
        0xA81758, // Elsys
        0xA84041, // Dragino
        0xAC1F09, // RAKwireless
        0xFCC23D, // Atmel
    };
    return std::binary_search(std::begin(known), std::end(known), prefix);
}

} // namespace

std::optional<Eui> HexInput::eui() const
{
    if (bytes.size() != Eui::byteCount)
        return std::nullopt;
    return Eui(qFromBigEndian<quint64>(bytes.constData()));
}

std::optional<DevAddr> HexInput::devAddr() const
{
    if (bytes.size() != DevAddr::byteCount)
        return std::nullopt;
    return DevAddr(qFromBigEndian<quint32>(bytes.constData()));
}

std::optional<Aes128Key> HexInput::key() const
{
    return Aes128Key::fromBytes(bytes);
}

HexInput readHex(QStringView text, int bytes)
{
    HexInput input;
    input.wanted = 2 * bytes;
    if (text.size() > LongestText) {
        input.digits = int(std::count_if(text.begin(), text.end(), isHexDigit));
        return wrong(std::move(input), Mistake::TooLong);
    }
    if (isSpreadsheetNumber(text))
        return wrong(std::move(input), Mistake::Spreadsheet);
    input.namesLsb = saysLsb(text);
    const bool initialiser = text.contains(u'{');
    const QString inside = initialiser ? insideBraces(text) : QString();
    const QStringView looked = initialiser ? QStringView(inside) : text;
    std::vector<Word> words = wordsOf(looked);
    // What a label leaves is what counts, but a text of labels alone is something mistyped.
    const auto first = std::find_if_not(words.begin(), words.end(), isLabel);
    if (first == words.end() && !words.empty())
        return notHex(std::move(input), words.front(), looked);
    input.trimmed = initialiser ? text.trimmed().front() != u'{' : first != words.begin();
    words.erase(words.begin(), first);
    while (!words.empty() && isLabel(words.back())) {
        words.pop_back();
        input.trimmed = true;
    }
    if (words.empty())
        return input;
    return collect(std::move(input), words, looked);
}

QString writeHex(QByteArrayView bytes, HexForm form)
{
    const bool lsb = form == HexForm::Lsb || form == HexForm::CArrayLsb;
    const QByteArray ordered = lsb ? reversed(bytes) : bytes.toByteArray();
    const QString digits = QString::fromLatin1(ordered.toHex()).toUpper();
    if (form == HexForm::Msb || form == HexForm::Lsb)
        return digits;
    QStringList cells;
    for (qsizetype i = 0; i < digits.size(); i += 2)
        cells += u"0x" + digits.mid(i, 2);
    return u"{ " + cells.join(QLatin1String(", ")) + u" }";
}

QByteArray bytesOf(Eui eui)
{
    QByteArray bytes(Eui::byteCount, Qt::Uninitialized);
    qToBigEndian(eui.value(), bytes.data());
    return bytes;
}

QByteArray bytesOf(DevAddr address)
{
    QByteArray bytes(DevAddr::byteCount, Qt::Uninitialized);
    qToBigEndian(quint32(address.value()), bytes.data());
    return bytes;
}

QByteArray reversed(QByteArrayView bytes)
{
    QByteArray out = bytes.toByteArray();
    std::reverse(out.begin(), out.end());
    return out;
}

Eui reversed(Eui eui)
{
    return Eui(qbswap(eui.value()));
}

bool looksReversed(Eui eui)
{
    return isKnownPrefix(prefixOf(reversed(eui))) && !isKnownPrefix(prefixOf(eui));
}

} // namespace Domain
