// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>

#include <string_view>

namespace Domain {

/// Writes compact JSON with the keys in the order in which they are given, as the servers do (QJsonObject sorts them).
/// Value type; the caller keeps begin and end balanced.
class JsonWriter
{
public:
    JsonWriter &beginObject();
    JsonWriter &endObject();
    JsonWriter &beginArray();
    JsonWriter &endArray();
    JsonWriter &key(std::string_view key);

    JsonWriter &text(QByteArrayView utf8);
    JsonWriter &integer(qint64 number);
    /// Shortest decimal form that reads back as the same double, without an exponent.
    JsonWriter &real(double number);
    JsonWriter &boolean(bool value);
    JsonWriter &null();
    JsonWriter &base64(const QByteArray &bytes);
    JsonWriter &object(const QJsonObject &object);
    JsonWriter &array(const QJsonArray &array);
    /// Already JSON.
    JsonWriter &raw(QByteArrayView json);

    /// What was written; the writer is empty afterwards.
    [[nodiscard]] QByteArray take();

private:
    void separate();

    QByteArray m_out;
    bool m_needsComma = false;
};

} // namespace Domain
