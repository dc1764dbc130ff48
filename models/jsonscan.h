// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>
#include <utility>
#include <vector>

/// Walks JSON text step by step without building anything: what a view shows stays exactly as sent (order of members,
/// spelling of numbers), and a document of many megabytes costs only what is looked at. Lenient: whatever stands
/// between two commas is a value. Positions are offsets in bytes. Any thread; nothing throws.
namespace Models::JsonScan {

enum class Type : quint8 { Null, Boolean, Number, String, Object, Array, Other };

/// What a value is, by its first character.
[[nodiscard]] Type typeOf(QByteArrayView value);
[[nodiscard]] inline bool isContainer(Type type)
{
    return type == Type::Object || type == Type::Array;
}

/// The position of the first character at or behind `at` that is no white space.
[[nodiscard]] qsizetype skipBlanks(QByteArrayView json, qsizetype at);
/// The position behind the value that begins at `at`; -1: the text breaks off.
[[nodiscard]] qsizetype skipValue(QByteArrayView json, qsizetype at);

/// Where the large objects and arrays of a text end, found in one walk. Who goes into a document of megabytes level by
/// level would walk through all of it for each of them.
class Extents
{
public:
    Extents() = default;
    explicit Extents(QByteArrayView json);

    /// As JsonScan::skipValue(), of the same text or its beginning.
    [[nodiscard]] qsizetype skipValue(QByteArrayView json, qsizetype at) const;

private:
    std::vector<std::pair<qsizetype, qsizetype>> m_ends; ///< by where they begin
};

/// A member of an object or an item of an array.
struct Member
{
    qsizetype keyBegin = -1; ///< at the quote; -1: an item of an array
    qsizetype keyEnd = -1;
    qsizetype begin = 0; ///< of its value
    qsizetype end = 0;
    qsizetype next = 0; ///< where to go on
};
/// The next one from `at` on in the container that ends before `end` (the position of its closing bracket).
[[nodiscard]] std::optional<Member> nextMember(QByteArrayView json, qsizetype at, qsizetype end, bool object,
                                               const Extents &extents = {});

/// The characters of a string given with its quotes, escapes resolved; about `limit` of them at most, -1: all.
[[nodiscard]] QString unescaped(QByteArrayView token, qsizetype limit = -1);
/// For one line of plain text: control and format characters as visible escapes; an ellipsis behind `limit`.
[[nodiscard]] QString visible(const QString &text, qsizetype limit);
/// Any value as one line without the white space between its parts, made visible.
[[nodiscard]] QString line(QByteArrayView value, qsizetype limit);

/// Every value that is not an object or array (empty ones count) with its dotted path, in order, at most `limit`.
[[nodiscard]] std::vector<std::pair<QString, QString>> leaves(QByteArrayView json, int limit);

} // namespace Models::JsonScan
