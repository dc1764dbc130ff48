// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/rawmessage.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <string_view>

/// Messages for the tests of the codecs.
namespace Messages {

inline Domain::RawMessage message(const char *topic, const QByteArray &payload)
{
    return {topic, payload, 1'800'000'000'000'000'000};
}

inline Domain::RawMessage v3Up(const QByteArray &payload)
{
    return message("v3/orchard@ttn/devices/field-01/up", payload);
}

inline Domain::RawMessage v3Body(const QByteArray &body)
{
    return v3Up("{\"received_at\":\"2026-11-20T23:45:39.5Z\",\"uplink_message\":{" + body + "}}");
}

inline Domain::RawMessage v2Up(const QByteArray &payload)
{
    return message("greenhouse/devices/bed-1/up", payload);
}

inline QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

inline QByteArray recorded(const char *file)
{
    QFile lines(QStringLiteral(TTN_TEST_DATA "/") + QString::fromLatin1(file));
    if (!lines.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(lines.readLine()).object()[QLatin1String("payload")].toString().toUtf8();
}

} // namespace Messages
