// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/palettequery.h"

#include <algorithm>

namespace Models {

namespace {

constexpr int EuiDigits = 16;
constexpr int FewestDigits = 4;
constexpr int MostLetters = 200;

bool beginsWord(QStringView text, qsizetype at)
{
    return at == 0 || !text[at - 1].isLetterOrNumber();
}

/// The occurrence of the best rank: the first one that begins a word, else the first one; -1: none.
qsizetype bestOccurrence(QStringView text, QStringView needle)
{
    const qsizetype first = text.indexOf(needle);
    for (qsizetype at = first; at >= 0; at = text.indexOf(needle, at + 1)) {
        if (beginsWord(text, at))
            return at;
    }
    return first;
}

/// Calls `visit(position)` for each letter of the leftmost subsequence that begins a word; false when there is none.
template <typename Visit>
bool subsequence(QStringView text, QStringView needle, Visit visit)
{
    if (needle.size() < 2)
        return false;
    qsizetype at = text.indexOf(needle.front());
    while (at >= 0 && !beginsWord(text, at))
        at = text.indexOf(needle.front(), at + 1);
    for (qsizetype letter = 0; at >= 0; at = text.indexOf(needle[letter], at + 1)) {
        visit(at);
        if (++letter == needle.size())
            return true;
    }
    return false;
}

PaletteRank rankOf(QStringView text, QStringView needle)
{
    const qsizetype at = bestOccurrence(text, needle);
    if (at == 0)
        return PaletteRank::Prefix;
    if (at > 0)
        return beginsWord(text, at) ? PaletteRank::WordStart : PaletteRank::Substring;
    return subsequence(text, needle, [](qsizetype) {}) ? PaletteRank::Subsequence : PaletteRank::None;
}

QList<TextRange> merged(QList<TextRange> ranges)
{
    std::sort(ranges.begin(), ranges.end(), [](const TextRange &a, const TextRange &b) { return a.start < b.start; });
    QList<TextRange> result;
    for (const TextRange &range : ranges) {
        if (!result.isEmpty() && range.start <= result.last().start + result.last().length)
            result.last().length = std::max(result.last().length, range.start + range.length - result.last().start);
        else
            result << range;
    }
    return result;
}

QList<TextRange> rangesOf(QStringView text, QStringView needle)
{
    if (const qsizetype at = bestOccurrence(text, needle); at >= 0)
        return {{int(at), int(needle.size())}};
    QList<TextRange> letters;
    if (!subsequence(text, needle, [&](qsizetype at) { letters << TextRange{int(at), 1}; }))
        return {};
    return merged(letters);
}

} // namespace

PaletteQuery::PaletteQuery(const QString &typed)
    : m_whole(folded(typed.left(MostLetters).simplified()))
{
    if (m_whole.contains(u' '))
        m_words = m_whole.split(u' ');
    QString digits = m_whole;
    digits.remove(u' ').remove(u'-').remove(u':');
    const auto isHex
        = [](QChar letter) { return (letter >= u'0' && letter <= u'9') || (letter >= u'a' && letter <= u'f'); };
    if (digits.size() >= FewestDigits && digits.size() <= EuiDigits
        && std::all_of(digits.cbegin(), digits.cend(), isHex))
        m_digits = Digits{digits.toULongLong(nullptr, 16), int(digits.size())};
}

PaletteRank PaletteQuery::rank(QStringView text, QStringView detail) const
{
    const PaletteRank whole = rankOf(text, m_whole);
    if (whole != PaletteRank::None || (m_words.isEmpty() && detail.isEmpty()))
        return whole;
    PaletteRank worst = PaletteRank::Prefix;
    const auto add = [&](const QString &word) {
        PaletteRank found = rankOf(text, word);
        if (found == PaletteRank::None && bestOccurrence(detail, word) >= 0)
            found = PaletteRank::Elsewhere;
        worst = std::max(worst, found);
    };
    if (m_words.isEmpty())
        add(m_whole);
    for (const QString &word : m_words)
        add(word);
    return worst;
}

QList<TextRange> PaletteQuery::ranges(QStringView text) const
{
    if (isEmpty())
        return {};
    QList<TextRange> whole = rangesOf(text, m_whole);
    if (!whole.isEmpty() || m_words.isEmpty())
        return whole;
    for (const QString &word : m_words)
        whole << rangesOf(text, word);
    return merged(whole);
}

PaletteRank PaletteQuery::rankOfEui(quint64 eui) const
{
    if (!m_digits || eui == 0)
        return PaletteRank::None;
    const int rest = EuiDigits - m_digits->count;
    const quint64 mask = rest == 0 ? ~quint64(0) : (quint64(1) << (4 * m_digits->count)) - 1;
    for (int behind = rest; behind >= 0; --behind) {
        if (((eui >> (4 * behind)) & mask) == m_digits->value)
            return behind == rest ? PaletteRank::WordStart : PaletteRank::Substring;
    }
    return PaletteRank::None;
}

QString PaletteQuery::folded(const QString &text)
{
    const auto isFolded = [](QChar letter) { return letter.toCaseFolded() == letter; };
    if (std::all_of(text.cbegin(), text.cend(), isFolded))
        return text; // shares its letters
    QString result = text;
    for (QChar &letter : result)
        letter = letter.toCaseFolded();
    return result;
}

} // namespace Models
