// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jsonscan.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace Models::JsonScan {

namespace {

/// Smaller values are walked through when they are looked at.
constexpr qsizetype LeastExtent = 16 * 1024;
constexpr std::size_t DeepestExtent = 64;

bool isBlank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/// What decides where an object or array ends.
constexpr std::array<bool, 256> marks()
{
    std::array<bool, 256> table{};
    for (const unsigned char c : {'"', '{', '[', '}', ']'})
        table[c] = true;
    return table;
}

/// The next one at or behind `at`; the size of the text: none.
qsizetype nextMark(QByteArrayView json, qsizetype at)
{
    static constexpr std::array<bool, 256> Marks = marks();
    const auto *const data = reinterpret_cast<const unsigned char *>(json.data());
    const qsizetype size = json.size();
    while (at < size && !Marks[data[at]])
        ++at;
    return at;
}

/// The position behind the closing quote of the string that begins at `at`; -1: none.
qsizetype skipString(QByteArrayView json, qsizetype at)
{
    const char *const data = json.data();
    for (qsizetype i = at + 1; i < json.size();) {
        const void *quote = std::memchr(data + i, '"', std::size_t(json.size() - i));
        if (!quote)
            return -1;
        const qsizetype end = static_cast<const char *>(quote) - data;
        qsizetype slashes = 0;
        while (end - slashes - 1 > at && data[end - slashes - 1] == '\\')
            ++slashes;
        if (slashes % 2 == 0)
            return end + 1;
        i = end + 1;
    }
    return -1;
}

int hexUnit(QByteArrayView text, qsizetype at)
{
    if (at + 4 > text.size())
        return -1;
    bool fine = false;
    const int unit = QByteArray(text.sliced(at, 4).toByteArray()).toInt(&fine, 16);
    return fine ? unit : -1;
}

/// What the escape behind a backslash stands for; moves `at` behind it.
QChar escaped(QByteArrayView text, qsizetype &at)
{
    const char c = text[at++];
    switch (c) {
    case 'b':
        return u'\b';
    case 'f':
        return u'\f';
    case 'n':
        return u'\n';
    case 'r':
        return u'\r';
    case 't':
        return u'\t';
    case 'u': {
        const int unit = hexUnit(text, at);
        if (unit < 0)
            return QChar::ReplacementCharacter;
        at += 4;
        return QChar(char16_t(unit));
    }
    default:
        return QLatin1Char(c);
    }
}

} // namespace

Type typeOf(QByteArrayView value)
{
    if (value.isEmpty())
        return Type::Other;
    switch (value.front()) {
    case '{':
        return Type::Object;
    case '[':
        return Type::Array;
    case '"':
        return Type::String;
    case 't':
    case 'f':
        return value == QByteArrayView("true") || value == QByteArrayView("false") ? Type::Boolean : Type::Other;
    case 'n':
        return value == QByteArrayView("null") ? Type::Null : Type::Other;
    default:
        return value.front() == '-' || (value.front() >= '0' && value.front() <= '9') ? Type::Number : Type::Other;
    }
}

qsizetype skipBlanks(QByteArrayView json, qsizetype at)
{
    while (at < json.size() && isBlank(json[at]))
        ++at;
    return at;
}

qsizetype skipValue(QByteArrayView json, qsizetype at)
{
    qsizetype depth = 0;
    for (qsizetype i = at; i < json.size();) {
        switch (json[i]) {
        case '"':
            i = skipString(json, i);
            if (i < 0 || depth == 0)
                return i;
            continue;
        case '{':
        case '[':
            ++depth;
            break;
        case '}':
        case ']':
            if (depth == 0)
                return i; // the end of a bare word
            if (--depth == 0)
                return i + 1;
            break;
        case ',':
        case ' ':
        case '\n':
        case '\r':
        case '\t':
            if (depth == 0)
                return i;
            break;
        default:
            break;
        }
        i = depth > 0 ? nextMark(json, i + 1) : i + 1;
    }
    return depth == 0 ? json.size() : -1;
}

Extents::Extents(QByteArrayView json)
{
    std::array<qsizetype, DeepestExtent> begins{};
    std::size_t depth = 0;
    for (qsizetype i = 0; (i = nextMark(json, i)) < json.size();) {
        switch (json[i]) {
        case '"':
            i = skipString(json, i);
            if (i < 0)
                return;
            continue;
        case '{':
        case '[':
            if (depth < begins.size())
                begins[depth] = i;
            ++depth;
            break;
        default:
            if (depth == 0)
                break;
            --depth;
            if (depth < begins.size() && i + 1 - begins[depth] >= LeastExtent)
                m_ends.emplace_back(begins[depth], i + 1);
        }
        ++i;
    }
    std::sort(m_ends.begin(), m_ends.end());
}

qsizetype Extents::skipValue(QByteArrayView json, qsizetype at) const
{
    const auto known = std::lower_bound(m_ends.begin(), m_ends.end(), std::pair<qsizetype, qsizetype>(at, 0));
    if (known != m_ends.end() && known->first == at && known->second <= json.size())
        return known->second;
    return JsonScan::skipValue(json, at);
}

std::optional<Member> nextMember(QByteArrayView json, qsizetype at, qsizetype end, bool object, const Extents &extents)
{
    const QByteArrayView text = json.first(end);
    at = skipBlanks(text, at);
    if (at < end && text[at] == ',')
        at = skipBlanks(text, at + 1);
    if (at >= end)
        return std::nullopt;
    Member member;
    if (object && text[at] == '"') {
        member.keyBegin = at;
        member.keyEnd = skipString(text, at);
        if (member.keyEnd < 0)
            return std::nullopt;
        at = skipBlanks(text, member.keyEnd);
        if (at < end && text[at] == ':')
            at = skipBlanks(text, at + 1);
    }
    member.begin = at;
    member.end = extents.skipValue(text, at);
    if (member.end < 0)
        member.end = end;
    // A comma or bracket where a value should be: the text is broken, but the walk must go on.
    member.next = member.end > at ? member.end : at + 1;
    return member;
}

QString unescaped(QByteArrayView token, qsizetype limit)
{
    if (token.size() >= 2 && token.front() == '"' && token.back() == '"')
        token = token.sliced(1, token.size() - 2);
    // Six bytes make at least one character.
    if (limit >= 0 && token.size() > limit * 6)
        token = token.first(limit * 6);
    if (!token.contains('\\'))
        return QString::fromUtf8(token);
    QString text;
    for (qsizetype i = 0; i < token.size();) {
        const void *found = std::memchr(token.data() + i, '\\', std::size_t(token.size() - i));
        const qsizetype slash = found ? static_cast<const char *>(found) - token.data() : token.size();
        text += QString::fromUtf8(token.sliced(i, slash - i));
        i = slash + 1;
        if (i < token.size())
            text += escaped(token, i);
    }
    return text;
}

QString visible(const QString &text, qsizetype limit)
{
    QString out;
    const QString shown = text.left(limit);
    for (const QChar c : shown) {
        const QChar::Category category = c.category();
        if (c == u'\n')
            out += QStringLiteral("\\n");
        else if (c == u'\t')
            out += QStringLiteral("\\t");
        else if (category == QChar::Other_Control || category == QChar::Other_Format
                 || category == QChar::Separator_Line || category == QChar::Separator_Paragraph)
            out += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            out += c;
    }
    if (text.size() > limit)
        out += u'…';
    return out;
}

QString line(QByteArrayView value, qsizetype limit)
{
    QByteArray out;
    bool inString = false;
    for (qsizetype i = 0; i < value.size() && out.size() <= limit * 4; ++i) {
        const char c = value[i];
        if (inString && c == '\\' && i + 1 < value.size()) {
            out += c;
            out += value[++i];
            continue;
        }
        if (c == '"')
            inString = !inString;
        if (inString || !isBlank(c))
            out += c;
        if (!inString && (c == ',' || c == ':'))
            out += ' ';
    }
    return visible(QString::fromUtf8(out), limit);
}

std::vector<std::pair<QString, QString>> leaves(QByteArrayView json, int limit)
{
    struct Level
    {
        QString path;
        qsizetype at, end;
        bool object;
        int index = 0;
    };
    constexpr std::size_t Deepest = 32;
    std::vector<std::pair<QString, QString>> found;
    std::vector<Level> levels;
    const qsizetype begin = skipBlanks(json, 0);
    const qsizetype end = begin < json.size() ? skipValue(json, begin) : -1;
    if (end < 0 || !isContainer(typeOf(json.sliced(begin))))
        return found;
    levels.push_back({QString(), begin + 1, end - 1, json[begin] == '{'});
    while (!levels.empty() && int(found.size()) < limit) {
        Level &level = levels.back();
        const auto member = nextMember(json, level.at, level.end, level.object);
        if (!member) {
            levels.pop_back();
            continue;
        }
        level.at = member->next;
        const QString name = member->keyBegin < 0
            ? QString::number(level.index++)
            : visible(unescaped(json.sliced(member->keyBegin, member->keyEnd - member->keyBegin), 200), 200);
        const QString path = level.path.isEmpty() ? name : QString(level.path + u'.' + name);
        const QByteArrayView value = json.sliced(member->begin, member->end - member->begin);
        const Type type = typeOf(value);
        if (isContainer(type) && levels.size() < Deepest && skipBlanks(value, 1) < value.size() - 1)
            levels.push_back({path, member->begin + 1, member->end - 1, type == Type::Object});
        else
            found.emplace_back(path, line(value, 400));
    }
    return found;
}

} // namespace Models::JsonScan
