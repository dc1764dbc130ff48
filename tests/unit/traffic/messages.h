// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/rawmessage.h"
#include "backend/traffic/trafficcodec.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <memory>
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

/// A codec of each generation.
class Codecs
{
protected:
    /// By v3's unless another one is given.
    Backend::TrafficFacts read(const Domain::RawMessage &raw, Backend::TrafficCodec *codec = nullptr)
    {
        Backend::TrafficFacts facts;
        m_isEvent = (codec ? codec : m_v3.get())->read(raw, facts);
        return facts;
    }

    std::unique_ptr<Backend::TrafficCodec> m_v3 = Backend::TrafficCodec::create(Domain::Generation::V3);
    std::unique_ptr<Backend::TrafficCodec> m_v2 = Backend::TrafficCodec::create(Domain::Generation::V2);
    bool m_isEvent = false; ///< what was read last
};

} // namespace Messages
