// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/jsonwriter.h"

#include <QJsonDocument>
#include <QLocale>

namespace Domain {

void JsonWriter::separate()
{
    if (m_needsComma)
        m_out += ',';
    m_needsComma = true;
}

JsonWriter &JsonWriter::beginObject()
{
    separate();
    m_out += '{';
    m_needsComma = false;
    return *this;
}

JsonWriter &JsonWriter::endObject()
{
    m_out += '}';
    m_needsComma = true;
    return *this;
}

JsonWriter &JsonWriter::beginArray()
{
    separate();
    m_out += '[';
    m_needsComma = false;
    return *this;
}

JsonWriter &JsonWriter::endArray()
{
    m_out += ']';
    m_needsComma = true;
    return *this;
}

JsonWriter &JsonWriter::key(std::string_view key)
{
    separate();
    m_out += '"';
    m_out.append(key.data(), qsizetype(key.size()));
    m_out += "\":";
    m_needsComma = false;
    return *this;
}

JsonWriter &JsonWriter::text(QByteArrayView utf8)
{
    separate();
    m_out += '"';
    for (const char c : utf8) {
        switch (c) {
        case '"':
        case '\\':
            m_out += '\\';
            m_out += c;
            break;
        case '\n':
            m_out += "\\n";
            break;
        default:
            if (uchar(c) < 0x20) {
                m_out += "\\u00";
                m_out += "0123456789abcdef"[uchar(c) >> 4];
                m_out += "0123456789abcdef"[uchar(c) & 15];
            } else {
                m_out += c;
            }
        }
    }
    m_out += '"';
    return *this;
}

JsonWriter &JsonWriter::integer(qint64 number)
{
    return raw(QByteArray::number(number));
}

JsonWriter &JsonWriter::real(double number)
{
    return raw(QByteArray::number(number, 'f', QLocale::FloatingPointShortest));
}

JsonWriter &JsonWriter::boolean(bool value)
{
    return raw(value ? QByteArrayView("true") : QByteArrayView("false"));
}

JsonWriter &JsonWriter::null()
{
    return raw("null");
}

JsonWriter &JsonWriter::base64(const QByteArray &bytes)
{
    separate();
    m_out += '"';
    m_out += bytes.toBase64();
    m_out += '"';
    return *this;
}

JsonWriter &JsonWriter::object(const QJsonObject &object)
{
    return raw(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

JsonWriter &JsonWriter::array(const QJsonArray &array)
{
    return raw(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

JsonWriter &JsonWriter::raw(QByteArrayView json)
{
    separate();
    m_out.append(json.data(), json.size());
    return *this;
}

QByteArray JsonWriter::take()
{
    m_needsComma = false;
    return std::exchange(m_out, {});
}

} // namespace Domain
