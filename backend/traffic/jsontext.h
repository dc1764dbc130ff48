// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <deque>
#include <optional>
#include <string>
#include <string_view>

/// Reading of single JSON values from their text, exact and without locale. Any thread; nothing throws.
namespace Backend::JsonText {

/// Keeps the texts that had to be unescaped; views into it live until clear().
using Arena = std::deque<std::string>;

[[nodiscard]] std::string_view trimmed(std::string_view text);
/// True for the text of a JSON string, quotes included.
[[nodiscard]] inline bool isString(std::string_view token)
{
    return token.size() >= 2 && token.front() == '"' && token.back() == '"';
}
/// The characters of a JSON string (given with its quotes), escapes resolved; lone surrogates become U+FFFD.
[[nodiscard]] std::string unescaped(std::string_view token);
/// The same without a copy where there is no escape.
[[nodiscard]] std::string_view text(std::string_view token, Arena &arena);

/// A finite number, written as JSON number or as JSON string (the servers' JSON mapping allows both).
[[nodiscard]] std::optional<double> number(std::string_view token);
/// A whole number 0…`maximum`, exact to 64 bits; `1.0` and `1e2` are whole, too.
[[nodiscard]] std::optional<quint64> whole(std::string_view token, quint64 maximum);

/// RFC 3339 to ns since 1970 UTC; any offset, any number of fraction digits (cut to ns). Empty and years outside
/// 1678…2261 (as the zero time of Go) are nullopt.
[[nodiscard]] std::optional<qint64> timestamp(std::string_view characters);
/// A duration such as `0.051456s` to ns.
[[nodiscard]] std::optional<qint64> duration(std::string_view characters);

/// Number of bytes in base64 text of either alphabet, padded or not; nullopt when it is not base64.
[[nodiscard]] std::optional<qsizetype> base64Size(std::string_view characters);
/// At most `limit` of these bytes; empty when it is not base64.
[[nodiscard]] QByteArray base64Bytes(std::string_view characters, qsizetype limit);

/// For one line of plain text: control, format and separator characters as visible escapes; at most `limit` UTF-16
/// units, then an ellipsis.
[[nodiscard]] QString visible(QStringView text, qsizetype limit);
[[nodiscard]] QString visible(std::string_view utf8, qsizetype limit);
/// The characters of a JSON string (with its quotes), unescaped and made visible; long ones are not read to their end.
[[nodiscard]] QString visibleString(std::string_view token, qsizetype limit);
/// At most `limit` UTF-16 units and no half a character, then an ellipsis.
[[nodiscard]] QString cut(const QString &text, qsizetype limit);
/// JSON text without the white space between its parts, made visible.
[[nodiscard]] QString compact(std::string_view json, qsizetype limit);

/// A 64-bit hash that is the same on every machine and in every version: its results are stored. Not for security.
class Hash
{
public:
    void add(std::string_view bytes);
    void add(quint64 word);
    /// Never 0.
    [[nodiscard]] quint64 value() const;
    [[nodiscard]] static quint64 of(std::string_view bytes);
    /// Never 0 for a text; 0 for none.
    [[nodiscard]] static quint32 shortOf(std::string_view bytes);

private:
    quint64 m_state = 0x2545f4914f6cdd1dULL;
};

} // namespace Backend::JsonText
