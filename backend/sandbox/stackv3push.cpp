// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/stackv3push.h"

#include "backend/domain/clock.h"

#include <QJsonDocument>
#include <QStringList>

#include <cmath>

namespace Backend {

namespace {

constexpr int MostAttempts = 32;
constexpr qsizetype LongestPayload = 255;
constexpr qsizetype LongestCorrelationId = 100;
constexpr int ReservedPort = 224;

/// Thrown away together with the whole request.
struct Refused
{
};

/// Proto name, or the same in lowerCamelCase.
QJsonValue member(const QJsonObject &object, const char *name)
{
    const QString key = QLatin1String(name);
    const QJsonValue value = object.value(key);
    if (!value.isUndefined())
        return value;
    const QStringList words = key.split(u'_');
    QString camel = words.first();
    for (qsizetype i = 1; i < words.size(); ++i)
        camel += words[i].left(1).toUpper() + words[i].mid(1);
    return object.value(camel);
}

bool isAbsent(const QJsonValue &value)
{
    return value.isUndefined() || value.isNull();
}

quint32 unsignedNumber(const QJsonValue &value, double largest)
{
    if (isAbsent(value))
        return 0;
    bool ok = value.isDouble();
    double number = value.toDouble();
    if (value.isString())
        number = value.toString().toUInt(&ok);
    if (!ok || number < 0 || number > largest || number != std::floor(number))
        throw Refused();
    return quint32(number);
}

QByteArray bytes(const QJsonValue &value)
{
    if (isAbsent(value))
        return {};
    if (!value.isString())
        throw Refused();
    QByteArray text = value.toString().toUtf8();
    text.replace('-', '+').replace('_', '/');
    while (text.endsWith('='))
        text.chop(1);
    if (text.size() % 4 == 1)
        throw Refused();
    text.append((4 - text.size() % 4) % 4, '=');
    const auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        throw Refused();
    return *decoded;
}

bool boolean(const QJsonValue &value)
{
    if (!isAbsent(value) && !value.isBool())
        throw Refused();
    return value.toBool();
}

QJsonObject object(const QJsonValue &value)
{
    if (!value.isObject())
        throw Refused();
    return value.toObject();
}

QJsonArray list(const QJsonValue &value)
{
    if (!isAbsent(value) && !value.isArray())
        throw Refused();
    return value.toArray();
}

/// An unknown name is the lowest, as the server takes it.
int priority(const QJsonValue &value)
{
    static const QStringList names
        = {QStringLiteral("LOWEST"), QStringLiteral("LOW"),          QStringLiteral("BELOW_NORMAL"),
           QStringLiteral("NORMAL"), QStringLiteral("ABOVE_NORMAL"), QStringLiteral("HIGH"),
           QStringLiteral("HIGHEST")};
    if (value.isDouble())
        return int(qBound(0.0, value.toDouble(), 6.0));
    return int(std::max<qsizetype>(names.indexOf(value.toString()), 0));
}

void readClassBC(const QJsonObject &json, StackV3Downlink &out)
{
    out.classBC = true;
    for (const QJsonValue &item : list(member(json, "gateways"))) {
        const QJsonObject antenna = object(item);
        const QJsonObject ids = object(member(antenna, "gateway_ids"));
        out.gateways.push_back({member(ids, "gateway_id").toString().toUtf8(),
                                int(unsignedNumber(member(antenna, "antenna_index"), 255))});
    }
    const QJsonValue time = member(json, "absolute_time");
    if (isAbsent(time))
        return;
    const QByteArray text = time.toString().toUtf8();
    const auto parsed = Domain::parseRfc3339(std::string_view(text.constData(), std::size_t(text.size())));
    if (!parsed)
        throw Refused();
    out.absoluteTimeNs = *parsed;
}

void readRetry(const QJsonObject &json, StackV3Downlink &out)
{
    StackV3Downlink::Retry retry;
    retry.attempt = int(unsignedNumber(member(json, "attempt"), 1e6));
    const QJsonValue most = member(json, "max_attempts");
    if (!isAbsent(most)) {
        retry.maxAttempts = int(unsignedNumber(most, MostAttempts));
        if (retry.maxAttempts == 0)
            throw Refused();
    }
    out.retry = retry;
}

StackV3Downlink readDownlink(const QJsonObject &json, const Sensor &sensor)
{
    StackV3Downlink out;
    out.echoedSessionKeyId = bytes(member(json, "session_key_id")).toBase64();
    if (const quint32 counter = unsignedNumber(member(json, "f_cnt"), 4'294'967'295.0))
        out.echoedFCnt = counter;
    out.fPort = int(unsignedNumber(member(json, "f_port"), 255));
    out.payload = bytes(member(json, "frm_payload"));
    if (out.fPort == ReservedPort || out.payload.size() > LongestPayload)
        throw Refused();
    out.confirmed = boolean(member(json, "confirmed"));
    out.priority = priority(member(json, "priority"));
    for (const QJsonValue &id : list(member(json, "correlation_ids"))) {
        if (!id.isString() || id.toString().size() > LongestCorrelationId)
            throw Refused();
        out.correlationIds.append(id.toString().toUtf8());
    }
    const QJsonValue classBC = member(json, "class_b_c");
    if (!isAbsent(classBC))
        readClassBC(object(classBC), out);
    const QJsonValue retry = member(json, "confirmed_retry");
    if (!isAbsent(retry))
        readRetry(object(retry), out);
    else if (out.confirmed)
        out.retry = StackV3Downlink::Retry{1, 0};

    const QJsonValue decoded = member(json, "decoded_payload");
    if (!out.payload.isEmpty()) {
        out.decoded = sensor.decodeDownlink(out.fPort, out.payload);
        return out;
    }
    if (isAbsent(decoded))
        throw Refused(); // no payload
    out.decoded = object(decoded);
    if (!sensor.hasEncoder()) {
        out.onlyDecoded = true;
        return out;
    }
    const auto encoded = sensor.encodeDownlink(*out.decoded);
    if (!encoded)
        throw Refused(); // the encoder failed
    out.payload = *encoded;
    return out;
}

} // namespace

std::optional<std::vector<StackV3Downlink>> parseStackV3Push(const QByteArray &json, const Sensor &sensor)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        return std::nullopt;
    try {
        std::vector<StackV3Downlink> out;
        for (const QJsonValue &item : list(document.object().value(QLatin1String("downlinks"))))
            out.push_back(readDownlink(object(item), sensor));
        return out;
    } catch (const Refused &) {
        return std::nullopt;
    }
}

} // namespace Backend
