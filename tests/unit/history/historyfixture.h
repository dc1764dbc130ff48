// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/dictionary.h"
#include "backend/domain/history.h"
#include "backend/traffic/trafficcodec.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

/// What the tests of the history share: events without a network and a codec without the wire's details.
namespace HistoryFixture {

constexpr qint64 Second = 1'000'000'000;
constexpr qint64 Start = 1'795'000'000 * Second;

/// Reads messages of the form `{"hex":"08FC","fields":{"temperature":23}}`.
class SimpleCodec final : public Backend::TrafficCodec
{
public:
    bool read(const Domain::RawMessage &, Backend::TrafficFacts &) override { return true; }
    Domain::TrafficEvent event(const Domain::RawMessage &message) override
    {
        Domain::TrafficEvent event;
        event.payload = payload(message);
        return event;
    }
    Domain::CellText cells(const Domain::RawMessage &message) override
    {
        Domain::CellText text;
        text.payload = payload(message).left(255);
        text.decoded = QString::fromUtf8(message.payload);
        return text;
    }
    std::optional<QByteArray> decodedField(const Domain::RawMessage &message, std::string_view path) override
    {
        QJsonValue value = QJsonDocument::fromJson(message.payload).object().value(QLatin1String("fields"));
        for (const QString &name : QString::fromUtf8(path.data(), qsizetype(path.size())).split(u'.'))
            value = value.toObject().value(name);
        if (value.isUndefined())
            return std::nullopt;
        const QByteArray wrapped
            = QJsonDocument(QJsonObject{{QStringLiteral("v"), value}}).toJson(QJsonDocument::Compact);
        return wrapped.mid(5, wrapped.size() - 6);
    }

private:
    static QByteArray payload(const Domain::RawMessage &message)
    {
        return QByteArray::fromHex(
            QJsonDocument::fromJson(message.payload).object().value(QLatin1String("hex")).toString().toLatin1());
    }
};

/// Events and their messages, in step.
struct Events
{
    std::vector<Domain::EventRecord> records;
    std::vector<Domain::RawMessage> raw;
};

/// An uplink of `device` with the counter as its payload; one second after the other.
inline void addUplink(Events &events, Domain::DeviceRef device, quint32 fCnt, qint64 receivedNs)
{
    Domain::EventRecord record;
    record.kind = Domain::EventKind::Uplink;
    record.device = device;
    record.fCnt = fCnt;
    record.fPort = 2;
    record.timeNs = record.receivedNs = receivedNs;
    record.payloadBytes = 4;
    record.rssiCentiDbm = -6000;
    record.snrCentiDb = 850;
    record.flags = Domain::EventRecord::HasFPort | Domain::EventRecord::HasFCnt | Domain::EventRecord::HasPayload
        | Domain::EventRecord::Decoded;
    Domain::RawMessage message;
    message.topic = "v3/orchard@ttn/devices/field/up";
    const QByteArray hex = QByteArray::number(fCnt, 16).rightJustified(8, '0').toUpper();
    message.payload = QByteArray("{\"hex\":\"" + hex + "\",\"fields\":{\"count\":" + QByteArray::number(fCnt) + "}}");
    message.receivedNs = receivedNs;
    message.qos = 1;
    message.retained = fCnt % 3 == 0;
    events.records.push_back(record);
    events.raw.push_back(message);
}

inline Events uplinks(Domain::DeviceRef device, int count, quint32 firstFCnt = 0, qint64 firstNs = Start)
{
    Events events;
    for (int i = 0; i < count; ++i)
        addUplink(events, device, firstFCnt + quint32(i), firstNs + i * Second);
    return events;
}

/// Waits for the answer to a question.
template <typename T>
T wait(Domain::Call<T> call)
{
    QObject context;
    std::optional<T> answer;
    call.then(&context, [&](T value) { answer = std::move(value); });
    [&] { QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), 20'000); }();
    return answer ? std::move(*answer) : T();
}

} // namespace HistoryFixture
