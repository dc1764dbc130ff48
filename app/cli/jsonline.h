// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace App {

/// Writes one JSON object on one line, key by key; unlike QJsonObject it keeps the order and takes JSON text as it was
/// sent, so that numbers stay exactly what the network wrote.
class JsonLine
{
public:
    JsonLine &add(const char *key, const QString &text);
    JsonLine &add(const char *key, const QStringList &texts);
    JsonLine &add(const char *key, bool value);
    JsonLine &add(const char *key, qint64 value);
    JsonLine &add(const char *key, double value);
    JsonLine &addNull(const char *key);
    /// `json` is valid JSON text; line breaks between its tokens become blanks. Empty: null.
    JsonLine &addJson(const char *key, const QByteArray &json);

    /// The object, without a line break at the end.
    [[nodiscard]] QByteArray finish() const { return m_text + '}'; }

private:
    QByteArray &value(const char *key);

    QByteArray m_text = QByteArrayLiteral("{");
};

/// Text as a JSON string, quotes included. Control characters and U+2028/2029 are escaped.
QByteArray jsonString(const QString &text);

} // namespace App
