// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/traffic/jsontext.h"

#include <QtEndian>

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>

namespace Backend::JsonText {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/// The code unit of `\uXXXX` whose backslash is at `at`; -1 when there is none.
int codeUnit(std::string_view characters, std::size_t at)
{
    if (at + 6 > characters.size() || characters[at] != '\\' || characters[at + 1] != 'u')
        return -1;
    int unit = 0;
    for (std::size_t i = at + 2; i < at + 6; ++i) {
        const int digit = hexDigit(characters[i]);
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

void appendUtf8(std::string &out, char32_t c)
{
    if (c < 0x80) {
        out += char(c);
    } else if (c < 0x800) {
        out += char(0xc0 | c >> 6);
        out += char(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        out += char(0xe0 | c >> 12);
        out += char(0x80 | (c >> 6 & 0x3f));
        out += char(0x80 | (c & 0x3f));
    } else {
        out += char(0xf0 | c >> 18);
        out += char(0x80 | (c >> 12 & 0x3f));
        out += char(0x80 | (c >> 6 & 0x3f));
        out += char(0x80 | (c & 0x3f));
    }
}

std::string_view withoutQuotes(std::string_view token)
{
    return isString(token) ? token.substr(1, token.size() - 2) : token;
}

/// The usual short numbers, exact: at most 15 digits are a double without error, and so is their quotient by a power of
/// ten. Nullopt: not that simple.
std::optional<double> shortDecimal(std::string_view digits)
{
    static constexpr std::array<double, 16> powers
        = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    const bool negative = !digits.empty() && digits.front() == '-';
    if (negative)
        digits.remove_prefix(1);
    if (digits.empty() || digits.size() > 16)
        return std::nullopt;
    quint64 mantissa = 0;
    std::size_t count = 0;
    std::size_t fraction = 0;
    bool point = false;
    for (const char c : digits) {
        if (c == '.' && !point && count) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9')
            return std::nullopt;
        mantissa = mantissa * 10 + quint64(c - '0');
        ++count;
        fraction += point;
    }
    if (count > 15 || (point && !fraction))
        return std::nullopt;
    const double value = double(mantissa) / powers[fraction];
    return negative ? -value : value;
}

/// Two or four digits of a timestamp; -1 when one is none.
int digitsAt(std::string_view text, std::size_t at, std::size_t count)
{
    int value = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar.
qint64 daysSinceEpoch(int year, int month, int day)
{
    const int y = month <= 2 ? year - 1 : year;
    const int era = y / 400;
    const int yearOfEra = y - era * 400;
    const int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return qint64(era) * 146097 + dayOfEra - 719468;
}

/// Digits after a point as ns, moving `at` behind them; nullopt when there is no digit.
std::optional<qint64> fractionNs(std::string_view text, std::size_t &at)
{
    qint64 ns = 0;
    qint64 unit = 100'000'000;
    const std::size_t start = at;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
        ns += (text[at] - '0') * unit;
        unit /= 10;
    }
    if (at == start)
        return std::nullopt;
    return ns;
}

/// Value of a base64 character of the standard or the URL alphabet; 255 for others.
constexpr std::array<quint8, 256> base64Values = [] {
    std::array<quint8, 256> values{};
    values.fill(255);
    for (int i = 0; i < 26; ++i) {
        values[std::size_t('A' + i)] = quint8(i);
        values[std::size_t('a' + i)] = quint8(26 + i);
    }
    for (int i = 0; i < 10; ++i)
        values[std::size_t('0' + i)] = quint8(52 + i);
    values['+'] = values['-'] = 62;
    values['/'] = values['_'] = 63;
    return values;
}();

bool needsEscape(char32_t c)
{
    // Control characters, and those that move, hide or reorder what stands around them.
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return false;
    }
}

} // namespace

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && isSpace(text.back()))
        text.remove_suffix(1);
    while (!text.empty() && isSpace(text.front()))
        text.remove_prefix(1);
    return text;
}

std::string unescaped(std::string_view token)
{
    const std::string_view in = withoutQuotes(token);
    std::string out;
    out.reserve(in.size());
    for (std::size_t i = 0; i < in.size(); ++i) {
        if (in[i] != '\\' || i + 1 == in.size()) {
            out += in[i];
            continue;
        }
        const char escape = in[i + 1];
        if (escape == 'u') {
            const int unit = codeUnit(in, i);
            if (unit < 0) {
                out += in[i]; // no valid escape: shown as it is
                continue;
            }
            char32_t c = char32_t(unit);
            i += 5;
            if (QChar::isHighSurrogate(c)) {
                const int low = codeUnit(in, i + 1);
                if (low >= 0 && QChar::isLowSurrogate(char32_t(low))) {
                    c = QChar::surrogateToUcs4(char16_t(unit), char16_t(low));
                    i += 6;
                }
            }
            appendUtf8(out, QChar::isSurrogate(c) ? char32_t(0xfffd) : c);
            continue;
        }
        static constexpr std::string_view names = "\"\\/bfnrt";
        static constexpr std::string_view values = "\"\\/\b\f\n\r\t";
        const std::size_t known = names.find(escape);
        if (known == std::string_view::npos) {
            out += in[i];
            continue;
        }
        out += values[known];
        ++i;
    }
    return out;
}

std::string_view text(std::string_view token, Arena &arena)
{
    const std::string_view characters = withoutQuotes(token);
    if (characters.empty() || !std::memchr(characters.data(), '\\', characters.size()))
        return characters;
    return arena.emplace_back(unescaped(token));
}

std::optional<double> number(std::string_view token)
{
    const std::string_view digits = withoutQuotes(token);
    if (const auto value = shortDecimal(digits))
        return value;
    // 800 characters: more than any number needs; keeps hostile ones cheap.
    if (digits.empty() || digits.size() > 800
        || !(digits.front() == '-' || (digits.front() >= '0' && digits.front() <= '9')))
        return std::nullopt;
    bool ok = false;
    const double value = QByteArray::fromRawData(digits.data(), qsizetype(digits.size())).toDouble(&ok);
    if (!ok || !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::optional<quint64> whole(std::string_view token, quint64 maximum)
{
    const std::string_view digits = withoutQuotes(token);
    quint64 value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error == std::errc() && end == digits.data() + digits.size())
        return value <= maximum ? std::optional(value) : std::nullopt;
    const auto real = number(token);
    if (!real || *real < 0 || *real > 9007199254740992.0 || *real != std::floor(*real) || quint64(*real) > maximum)
        return std::nullopt;
    return quint64(*real);
}

std::optional<qint64> timestamp(std::string_view s)
{
    if (s.size() < 20 || s[4] != '-' || s[7] != '-' || (s[10] != 'T' && s[10] != 't') || s[13] != ':' || s[16] != ':')
        return std::nullopt;
    const int year = digitsAt(s, 0, 4);
    const int month = digitsAt(s, 5, 2);
    const int day = digitsAt(s, 8, 2);
    const int hour = digitsAt(s, 11, 2);
    const int minute = digitsAt(s, 14, 2);
    const int second = digitsAt(s, 17, 2);
    if (year < 1678 || year > 2261 || month < 1 || month > 12 || day < 1 || day > 31 || hour < 0 || hour > 23
        || minute < 0 || minute > 59 || second < 0 || second > 60)
        return std::nullopt;
    std::size_t at = 19;
    qint64 ns = 0;
    if (s[at] == '.') {
        const auto fraction = fractionNs(s, ++at);
        if (!fraction)
            return std::nullopt;
        ns = *fraction;
    }
    qint64 offset = 0;
    if (at + 1 == s.size() && (s[at] == 'Z' || s[at] == 'z')) {
        offset = 0;
    } else if (at + 6 == s.size() && (s[at] == '+' || s[at] == '-') && s[at + 3] == ':') {
        const int hours = digitsAt(s, at + 1, 2);
        const int minutes = digitsAt(s, at + 4, 2);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
            return std::nullopt;
        offset = (hours * 60 + minutes) * (s[at] == '+' ? 60 : -60);
    } else {
        return std::nullopt;
    }
    const qint64 seconds = daysSinceEpoch(year, month, day) * 86400 + hour * 3600 + minute * 60 + second - offset;
    return seconds * 1'000'000'000 + ns;
}

std::optional<qint64> duration(std::string_view s)
{
    if (s.size() < 2 || s.back() != 's')
        return std::nullopt;
    s.remove_suffix(1);
    qint64 seconds = 0;
    const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), seconds);
    std::size_t at = std::size_t(end - s.data());
    if (error != std::errc() || seconds < 0 || seconds > 1'000'000'000)
        return std::nullopt;
    qint64 ns = 0;
    if (at < s.size() && s[at] == '.') {
        const auto fraction = fractionNs(s, ++at);
        if (!fraction)
            return std::nullopt;
        ns = *fraction;
    }
    if (at != s.size())
        return std::nullopt;
    return seconds * 1'000'000'000 + ns;
}

std::optional<qsizetype> base64Size(std::string_view characters)
{
    for (int i = 0; i < 2 && !characters.empty() && characters.back() == '='; ++i)
        characters.remove_suffix(1);
    for (const char c : characters) {
        if (base64Values[quint8(c)] == 255)
            return std::nullopt;
    }
    if (characters.size() % 4 == 1)
        return std::nullopt;
    return qsizetype(characters.size() * 3 / 4);
}

QByteArray base64Bytes(std::string_view characters, qsizetype limit)
{
    const auto size = base64Size(characters);
    if (!size)
        return {};
    // Only what is wanted is decoded: a payload may be megabytes and a cell shows 64 bytes of it.
    const qsizetype wanted = qMin(*size, limit);
    QByteArray standard(characters.data(), qMin(qsizetype(characters.size()), (wanted + 2) / 3 * 4));
    standard.replace('-', '+').replace('_', '/');
    QByteArray bytes = QByteArray::fromBase64(standard);
    bytes.truncate(wanted);
    return bytes;
}

QString visible(QStringView text, qsizetype limit)
{
    QString out;
    out.reserve(qMin(text.size(), limit));
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (out.size() >= limit)
            return out + QChar(u'…');
        const QChar unit = text[i];
        char32_t c = unit.unicode();
        const bool pair = unit.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        if (pair)
            c = QChar::surrogateToUcs4(unit, text[++i]);
        if (!needsEscape(c))
            out += pair ? text.mid(i - 1, 2) : text.mid(i, 1);
        else if (c == U'\n')
            out += QLatin1String("\\n");
        else if (c == U'\r')
            out += QLatin1String("\\r");
        else if (c == U'\t')
            out += QLatin1String("\\t");
        else
            out += QLatin1String(c > 0xffff ? "\\U" : "\\u")
                + QString::number(uint(c), 16).rightJustified(c > 0xffff ? 8 : 4, QLatin1Char('0'));
    }
    return out;
}

QString visible(std::string_view utf8, qsizetype limit)
{
    // Four bytes per character at most: enough to fill the limit, and no more to decode.
    const std::size_t bytes = std::min(utf8.size(), std::size_t(limit) * 4 + 4);
    return visible(QString::fromUtf8(utf8.data(), qsizetype(bytes)), limit);
}

QString visibleString(std::string_view token, qsizetype limit)
{
    // Nothing takes more bytes for one unit than an escape, which takes six.
    return visible(unescaped(withoutQuotes(token).substr(0, std::size_t(limit + 1) * 6)), limit);
}

QString cut(const QString &text, qsizetype limit)
{
    if (text.size() <= limit)
        return text;
    const bool insidePair = limit > 0 && text[limit - 1].isHighSurrogate();
    return text.left(insidePair ? limit - 1 : limit) + QChar(u'…');
}

QString compact(std::string_view json, qsizetype limit)
{
    std::string out;
    const std::size_t enough = std::size_t(limit) * 4 + 4;
    bool inString = false;
    for (std::size_t i = 0; i < json.size() && out.size() < enough; ++i) {
        const char c = json[i];
        if (!inString && isSpace(c))
            continue;
        out += c;
        if (inString && c == '\\' && i + 1 < json.size())
            out += json[++i];
        else if (c == '"')
            inString = !inString;
    }
    return visible(out, limit);
}

void Hash::add(quint64 word)
{
    m_state = std::rotl(m_state ^ (word * 0x9e3779b97f4a7c15ULL), 29) * 0xbf58476d1ce4e5b9ULL;
}

void Hash::add(std::string_view bytes)
{
    add(quint64(bytes.size()));
    while (bytes.size() >= 8) {
        add(qFromLittleEndian<quint64>(bytes.data()));
        bytes.remove_prefix(8);
    }
    quint64 rest = 0;
    for (const char c : bytes)
        rest = rest << 8 | quint8(c);
    add(rest);
}

quint64 Hash::value() const
{
    quint64 h = m_state;
    h = (h ^ h >> 30) * 0xbf58476d1ce4e5b9ULL;
    h = (h ^ h >> 27) * 0x94d049bb133111ebULL;
    h ^= h >> 31;
    return h ? h : 1;
}

quint64 Hash::of(std::string_view bytes)
{
    Hash hash;
    hash.add(bytes);
    return hash.value();
}

quint32 Hash::shortOf(std::string_view bytes)
{
    if (bytes.empty())
        return 0;
    const quint64 full = of(bytes);
    const quint32 half = quint32(full ^ full >> 32);
    return half ? half : 1;
}

} // namespace Backend::JsonText
