// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/jsonline.h"

#include <QLocale>

#include <cmath>

namespace App {

QByteArray jsonString(const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    QByteArray out;
    out.reserve(utf8.size() + 2);
    out += '"';
    for (const char c : utf8) {
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
                out += "\\u00" + QByteArray::number(c, 16).rightJustified(2, '0');
            else
                out += c;
        }
    }
    out.replace("\xE2\x80\xA8", "\\u2028").replace("\xE2\x80\xA9", "\\u2029");
    out += '"';
    return out;
}

QByteArray &JsonLine::value(const char *key)
{
    if (m_text.size() > 1)
        m_text += ',';
    m_text += '"';
    m_text += key;
    m_text += "\":";
    return m_text;
}

JsonLine &JsonLine::add(const char *key, const QString &text)
{
    value(key) += jsonString(text);
    return *this;
}

JsonLine &JsonLine::add(const char *key, const QStringList &texts)
{
    QByteArray list = "[";
    for (const QString &text : texts) {
        if (list.size() > 1)
            list += ',';
        list += jsonString(text);
    }
    value(key) += list + ']';
    return *this;
}

JsonLine &JsonLine::add(const char *key, bool on)
{
    value(key) += on ? "true" : "false";
    return *this;
}

JsonLine &JsonLine::add(const char *key, qint64 number)
{
    value(key) += QByteArray::number(number);
    return *this;
}

JsonLine &JsonLine::add(const char *key, double number)
{
    if (!std::isfinite(number))
        return addNull(key);
    value(key) += QByteArray::number(number, 'g', QLocale::FloatingPointShortest);
    return *this;
}

JsonLine &JsonLine::addNull(const char *key)
{
    value(key) += "null";
    return *this;
}

JsonLine &JsonLine::addJson(const char *key, const QByteArray &json)
{
    if (json.isEmpty())
        return addNull(key);
    // A raw line break can only stand between tokens: inside of strings JSON wants it escaped.
    QByteArray line = json;
    line.replace('\n', ' ').replace('\r', ' ');
    value(key) += line;
    return *this;
}

} // namespace App
