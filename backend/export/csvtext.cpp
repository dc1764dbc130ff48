// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/export/csvtext.h"

#include <QString>

#include <algorithm>
#include <string_view>

namespace Backend::CsvText {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// `-12.5e+3`, nothing else: a spreadsheet reads it as this number.
bool isPlainNumber(QByteArrayView text)
{
    const char *at = text.begin();
    const char *const end = text.end();
    const auto digits = [&] {
        const char *const start = at;
        while (at != end && isDigit(*at))
            ++at;
        return at != start;
    };
    if (at != end && *at == '-')
        ++at;
    if (!digits())
        return false;
    if (at != end && *at == '.') {
        ++at;
        if (!digits())
            return false;
    }
    if (at != end && (*at == 'e' || *at == 'E')) {
        ++at;
        if (at != end && (*at == '+' || *at == '-'))
            ++at;
        if (!digits())
            return false;
    }
    return at == end;
}

bool isSound(QByteArrayView utf8)
{
    return !utf8.contains('\0') && utf8.isValidUtf8();
}

} // namespace

bool looksLikeFormula(QByteArrayView utf8)
{
    const std::string_view text(utf8.data(), std::size_t(utf8.size()));
    if (text.empty())
        return false;
    if (text.front() == '\t' || text.front() == '\r' || text.front() == '\n')
        return true;
    const std::string_view rest = text.substr(std::min(text.find_first_not_of(' '), text.size()));
    for (const std::string_view sign :
         {"=", "+", "-", "@", "\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0"}) {
        if (rest.starts_with(sign))
            return !isPlainNumber(utf8);
    }
    return false;
}

void appendCell(QByteArray &out, QByteArrayView utf8)
{
    if (!isSound(utf8)) {
        QString repaired = QString::fromUtf8(utf8);
        repaired.replace(QChar(u'\0'), QChar(QChar::ReplacementCharacter));
        appendCell(out, repaired.toUtf8());
        return;
    }
    const bool formula = looksLikeFormula(utf8);
    const bool quoted
        = std::any_of(utf8.begin(), utf8.end(), [](char c) { return c == ',' || c == '"' || c == '\r' || c == '\n'; })
        || utf8.startsWith(' ') || utf8.endsWith(' ');
    if (quoted)
        out += '"';
    if (formula)
        out += '\'';
    if (!quoted) {
        out.append(utf8.data(), utf8.size());
        return;
    }
    for (const char c : utf8) {
        if (c == '"')
            out += '"';
        out += c;
    }
    out += '"';
}

} // namespace Backend::CsvText
