// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace Models {

/// How well an entry matches what was typed; the best first. Elsewhere: not all of it in its text, but in its detail.
enum class PaletteRank : quint8 { Prefix, WordStart, Substring, Subsequence, Elsewhere, None };

/// Some letters of a text, in UTF-16 units.
struct TextRange
{
    int start = 0;
    int length = 0;
    friend bool operator==(const TextRange &, const TextRange &) = default;
};

/// What was typed into the palette, ready to be compared with many texts. Letters match without case. Typed text is
/// found as a whole first; else each of its words must be found. Letters that are only in the right order match, when
/// the first one begins a word. A value; any thread.
class PaletteQuery
{
public:
    explicit PaletteQuery(const QString &typed = {});

    [[nodiscard]] bool isEmpty() const { return m_whole.isEmpty(); }
    /// `text` and `detail` as folded() gives them. Words may be found in the detail, too, but only as they stand there.
    [[nodiscard]] PaletteRank rank(QStringView text, QStringView detail = {}) const;
    /// The letters of `text` that match, in order, without overlaps.
    [[nodiscard]] QList<TextRange> ranges(QStringView text) const;
    /// Where in the 16 digits of an EUI the digits typed lie (four at least); None when they do not.
    [[nodiscard]] PaletteRank rankOfEui(quint64 eui) const;

    /// Without case, letter by letter: positions stay the same.
    [[nodiscard]] static QString folded(const QString &text);

private:
    struct Digits
    {
        quint64 value = 0;
        int count = 0;
    };

    QString m_whole;
    QStringList m_words; ///< empty when there is one only
    std::optional<Digits> m_digits;
};

} // namespace Models
