// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/traffic/codecbase.h"

#include "backend/domain/problemtext.h"
#include "backend/traffic/consoleevents.h"
#include "backend/traffic/decodedfields.h"
#include "backend/traffic/errordetails.h"

#include <QJsonDocument>

#include <cmath>

namespace Backend {

using Domain::EventKind;
using Domain::EventRecord;
using Domain::Problem;

namespace {

constexpr qsizetype CellPayloadBytes = 255;
constexpr qsizetype CellCharacters = 300;
constexpr qsizetype LongestError = 2000;
constexpr qsizetype LargestExplained = 1 << 20;
constexpr std::size_t MostGroups = 64;
constexpr int MostTexts = 1000; ///< correlation ids, warnings

QString fromUtf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

QByteArray bytesOf(std::string_view text)
{
    return {text.data(), qsizetype(text.size())};
}

/// Hundredths that fit an EventRecord; its lowest value says "none".
qint16 hundredths(double value)
{
    return qint16(std::clamp(std::lround(std::clamp(value, -400.0, 400.0) * 100), -32767L, 32767L));
}

/// Hashes of the ids that belong to one frame or one downlink; others are shared by everything, or made by clients.
std::vector<quint32> groupsOf(const QStringList &correlationIds)
{
    std::vector<quint32> groups;
    for (const QString &id : correlationIds) {
        const QByteArray utf8 = id.toUtf8();
        const bool ties = utf8.startsWith("gs:uplink:") || utf8.startsWith("as:downlink:") || utf8.startsWith("as:up:");
        if (ties && groups.size() < MostGroups)
            groups.push_back(JsonText::Hash::shortOf({utf8.constData(), std::size_t(utf8.size())}));
    }
    return groups;
}

/// Without what readRadio() could not read.
std::optional<double> known(std::optional<double> value)
{
    return value && std::isfinite(*value) ? value : std::nullopt;
}

} // namespace

bool CodecBase::walk(const Domain::RawMessage &message)
{
    m_reading = {};
    m_gateways.clear();
    m_texts.clear();
    m_isWhole = false;
    const std::string_view topic(message.topic.constData(), std::size_t(message.topic.size()));
    bool isEvent = true;
    if (ConsoleEvents::isOwn(topic))
        ConsoleEvents::scan(m_document, m_texts, message, m_reading);
    else
        isEvent = scan(message);
    m_reading.best = m_gateways.best(m_reading.isFsk);
    m_reading.gatewayCount = m_gateways.count();
    // An absent SNR is zero, except that FSK has none.
    if (m_reading.best && !m_reading.best->snr && !m_reading.isFsk)
        m_reading.best->snr = 0;
    m_payload.clear();
    return isEvent;
}

bool CodecBase::open(const Domain::RawMessage &message)
{
    m_payload = message.payload;
    if (!m_document.open(message.payload)) {
        close(false);
        return false;
    }
    if (m_document.isRepaired())
        complain("UTF-8");
    return true;
}

void CodecBase::close(bool walkedToTheEnd)
{
    m_isWhole = walkedToTheEnd && m_document.isAtEnd();
    if (m_isWhole)
        return;
    m_reading.problem = {.code = Problem::Code::NotJson};
    // The lazy walk does not know where the mistake is; a strict reader does.
    if (m_payload.size() <= LargestExplained) {
        QJsonParseError error;
        (void)QJsonDocument::fromJson(m_payload, &error);
        if (error.error != QJsonParseError::NoError)
            m_reading.problem.args = {error.errorString(), QString::number(error.offset)};
    }
}

void CodecBase::complain(const char *where)
{
    if (!m_reading.problem)
        m_reading.problem = {.code = Problem::Code::UnexpectedShape, .args = {QString::fromLatin1(where)}};
}

void CodecBase::readValue(JsonValue &value, const char *where, std::string_view &out)
{
    const std::string_view token = JsonDocument::token(value);
    if (JsonText::isString(token))
        out = JsonText::text(token, m_texts);
    else if (token != "null")
        complain(where);
}

void CodecBase::readValue(JsonValue &value, const char *where, bool &out)
{
    const std::string_view token = JsonDocument::token(value);
    if (token == "true" || token == "false")
        out = token == "true";
    else if (token != "null")
        complain(where);
}

void CodecBase::readValue(JsonValue &value, const char *where, std::optional<double> &out)
{
    const std::string_view token = JsonDocument::token(value);
    if (const auto number = JsonText::number(token))
        out = number;
    else if (token != "null")
        complain(where);
}

void CodecBase::readRadio(JsonValue &value, const char *where, double &out)
{
    const std::string_view token = JsonDocument::token(value);
    if (token == "null")
        return;
    const auto number = JsonText::number(token);
    if (!number)
        complain(where);
    out = number.value_or(-std::numeric_limits<double>::infinity());
}

void CodecBase::readWhole(JsonValue &value, const char *where, quint64 maximum, std::optional<quint64> &out)
{
    const std::string_view token = JsonDocument::token(value);
    if (const auto number = JsonText::whole(token, maximum))
        out = number;
    else if (token != "null")
        complain(where);
}

void CodecBase::readTime(JsonValue &value, const char *where, std::optional<qint64> &out)
{
    std::string_view text;
    readValue(value, where, text);
    // An empty time and the zero time mean that there is none.
    if (text.empty() || text.starts_with("0001-01-01T"))
        return;
    if (const auto time = JsonText::timestamp(text))
        out = time;
    else
        complain(where);
}

void CodecBase::readPayload(JsonValue &value, const char *where)
{
    const std::string_view token = JsonDocument::token(value);
    if (token == "null")
        return;
    const std::string_view text = JsonText::isString(token) ? JsonText::text(token, m_texts) : "!";
    const auto size = JsonText::base64Size(text);
    if (!size)
        return complain(where);
    m_reading.payload = text;
    m_reading.payloadBytes = *size;
}

void CodecBase::readPort(JsonValue &value, const char *where)
{
    std::optional<quint64> port;
    readWhole(value, where, 255, port);
    if (port)
        m_reading.fPort = quint8(*port);
}

void CodecBase::readCounter(JsonValue &value, const char *where)
{
    std::optional<quint64> counter;
    readWhole(value, where, 0xffffffff, counter);
    if (counter)
        m_reading.fCnt = quint32(*counter);
}

bool CodecBase::readPart(JsonValue &value, const char *where, JsonType wanted, std::string_view &out)
{
    const JsonType type = JsonDocument::typeOf(value);
    if (type == wanted)
        return JsonDocument::raw(value, out);
    if (type != JsonType::Null)
        complain(where);
    return true;
}

void CodecBase::forgetReceptions()
{
    m_gateways.clear();
    if (m_receptions)
        m_receptions->clear();
}

std::string_view CodecBase::loraDataRate(quint64 spreadingFactor, quint64 bandwidthHz)
{
    std::string text = "SF" + std::to_string(spreadingFactor) + "BW" + std::to_string(bandwidthHz / 1000);
    // 7.8, 10.4, 15.6, 20.8, 31.25, 41.7 and 62.5 kHz are bandwidths, too.
    if (const quint64 rest = bandwidthHz % 1000) {
        std::string digits = std::to_string(1000 + rest).substr(1);
        digits.erase(digits.find_last_not_of('0') + 1);
        text += '.' + digits;
    }
    return keep(std::move(text));
}

std::string_view CodecBase::fskDataRate(quint64 bitsPerSecond)
{
    return keep(bitsPerSecond % 1000 ? "FSK " + std::to_string(bitsPerSecond)
                                     : "FSK " + std::to_string(bitsPerSecond / 1000) + 'k');
}

quint64 CodecBase::identity() const
{
    const auto time = m_reading.envelopeNs ? m_reading.envelopeNs : m_reading.networkNs;
    if (!time || m_reading.problem.code == Problem::Code::NotJson)
        return 0;
    JsonText::Hash hash;
    hash.add(quint64(m_reading.kind));
    hash.add(m_reading.application);
    hash.add(m_reading.device);
    hash.add(quint64(*time));
    hash.add(m_reading.fCnt ? quint64(*m_reading.fCnt) + 1 : 0);
    hash.add(m_reading.session);
    hash.add(m_reading.payload.value_or(std::string_view()));
    // Each measurement of an uplink is a message of its own with the same time and counter.
    if (m_reading.kind == EventKind::Normalized)
        hash.add(m_reading.normalized);
    // A request that fails does so once per item, at the same moment.
    hash.add(m_reading.group);
    return hash.value();
}

quint16 CodecBase::flags(const Domain::RawMessage &message) const
{
    EventRecord record;
    record.set(EventRecord::HasFPort, m_reading.fPort.has_value());
    record.set(EventRecord::HasFCnt, m_reading.fCnt.has_value());
    record.set(EventRecord::HasPayload, m_reading.payload.has_value());
    record.set(EventRecord::Confirmed, m_reading.confirmed);
    record.set(EventRecord::Decoded, m_reading.kind != EventKind::ServiceData && !m_reading.decoded.empty());
    record.set(EventRecord::HasWarnings, m_reading.hasWarnings);
    record.set(EventRecord::Simulated, m_reading.simulated);
    record.set(EventRecord::Unreadable, bool(m_reading.problem));
    record.set(EventRecord::Retry, m_reading.retry);
    record.set(EventRecord::HasNetworkTime, m_reading.timeNs().has_value());
    record.set(EventRecord::Retained, message.retained);
    return record.flags;
}

bool CodecBase::read(const Domain::RawMessage &message, TrafficFacts &facts)
{
    facts = {};
    m_receptions = nullptr;
    if (!walk(message))
        return false;
    const Reading &r = m_reading;
    facts.kind = r.kind;
    facts.application = r.application;
    facts.device = r.device;
    facts.devEui = r.devEui;
    facts.dataRate = r.dataRate;
    facts.frequencyHz = r.frequencyHz;
    facts.timeNs = r.timeNs().value_or(0);
    facts.fCnt = r.fCnt;
    facts.fPort = r.fPort;
    facts.session = JsonText::Hash::shortOf(r.session);
    facts.group = JsonText::Hash::shortOf(r.group);
    facts.identity = identity();
    if (r.best) {
        facts.bestGateway = r.best->gateway;
        if (const auto rssi = known(r.best->rssi))
            facts.rssiCentiDbm = hundredths(*rssi);
        if (const auto snr = known(r.best->snr))
            facts.snrCentiDb = hundredths(*snr);
    } else {
        facts.bestGateway = r.sendingGateway;
    }
    facts.gatewayCount = quint8(std::min(r.gatewayCount, 255));
    facts.payloadBytes = quint8(std::min<qsizetype>(r.payloadBytes, 255));
    if (r.airtimeNs)
        facts.airtimeTenthMs = quint16(std::min<qint64>((*r.airtimeNs + 50'000) / 100'000, 65535));
    facts.flags = flags(message);
    facts.problem = r.problem;
    return true;
}

int CodecBase::bestIn(const std::vector<Domain::GatewayReception> &receptions) const
{
    if (!m_reading.best)
        return -1;
    const Antenna &best = *m_reading.best;
    const QString name = fromUtf8(best.gateway);
    const auto it = std::find_if(receptions.begin(), receptions.end(), [&](const Domain::GatewayReception &reception) {
        return reception.id == name && reception.rssi == known(best.rssi) && reception.snr == known(best.snr);
    });
    return it == receptions.end() ? -1 : int(it - receptions.begin());
}

Domain::TrafficEvent CodecBase::event(const Domain::RawMessage &message)
{
    Domain::TrafficEvent event;
    m_receptions = &event.gateways;
    (void)walk(message);
    m_receptions = nullptr;
    const Reading &r = m_reading;
    event.kind = r.kind;
    event.receivedNs = r.kind == EventKind::Gap ? r.untilNs.value_or(0) : message.receivedNs;
    event.timeNs = r.timeNs().value_or(message.receivedNs);
    event.networkReceivedNs = r.networkNs;
    event.serverReceivedNs = r.envelopeNs;
    event.applicationId = fromUtf8(r.application);
    event.deviceId = fromUtf8(r.device);
    if (r.devEui)
        event.devEui = Domain::Eui(*r.devEui);
    if (r.joinEui)
        event.joinEui = Domain::Eui(*r.joinEui);
    if (r.devAddr)
        event.devAddr = Domain::DevAddr(*r.devAddr);
    if (r.fPort)
        event.fPort = *r.fPort;
    event.fCnt = r.fCnt;
    event.confirmed = r.confirmed;
    event.simulated = r.simulated;
    event.retry = r.retry;
    if (r.payload)
        event.payload = JsonText::base64Bytes(*r.payload, r.payloadBytes);
    event.decoded = bytesOf(r.kind == EventKind::Location ? r.location : r.decoded);
    event.normalized = bytesOf(r.normalized);
    event.warnings = DecodedFields::strings(m_part, r.decodedWarnings, MostTexts)
        + DecodedFields::strings(m_part, r.normalizedWarnings, MostTexts);
    event.dataRate = fromUtf8(r.dataRate);
    event.frequencyHz = r.frequencyHz;
    if (r.best) {
        event.rssi = known(r.best->rssi);
        event.snr = known(r.best->snr);
    }
    for (Domain::GatewayReception &reception : event.gateways) {
        if (!reception.snr && !r.isFsk)
            reception.snr = 0;
        reception.rssi = known(reception.rssi);
        reception.snr = known(reception.snr);
    }
    event.gatewayCount = r.gatewayCount;
    event.bestGateway = bestIn(event.gateways);
    if (r.airtimeNs)
        event.consumedAirtimeMs = double(*r.airtimeNs) / 1e6;
    event.correlationIds = DecodedFields::strings(m_part, r.correlationIds, MostTexts);
    event.groups = groupsOf(event.correlationIds);
    event.sessionKeyId = fromUtf8(r.session);
    event.codingRate = fromUtf8(r.codingRate);
    event.priority = fromUtf8(r.priority);
    if (r.attempt)
        event.attempt = quint32(*r.attempt);
    if (r.maxAttempts)
        event.maxAttempts = quint32(*r.maxAttempts);
    event.sendingGateway = fromUtf8(r.sendingGateway);
    event.error = errorWords();
    event.service = JsonText::visible(r.service, CellCharacters);
    event.topic = message.topic;
    return event;
}

Domain::CellText CodecBase::cells(const Domain::RawMessage &message)
{
    m_receptions = nullptr;
    (void)walk(message);
    const Reading &r = m_reading;
    Domain::CellText cells;
    if (r.payload) {
        cells.payload = JsonText::base64Bytes(*r.payload, CellPayloadBytes);
        cells.payloadCut = r.payloadBytes > CellPayloadBytes;
    }
    cells.decoded = decodedLine();
    if (r.hasWarnings) {
        QStringList first = DecodedFields::strings(m_part, r.decodedWarnings, 1);
        if (first.isEmpty())
            first = DecodedFields::strings(m_part, r.normalizedWarnings, 1);
        if (!first.isEmpty())
            cells.warning = JsonText::cut(first.constFirst(), CellCharacters);
    }
    if (r.kind == EventKind::Join && r.devAddr)
        cells.devAddr = Domain::DevAddr(*r.devAddr).toString();
    return cells;
}

std::optional<QByteArray> CodecBase::decodedField(const Domain::RawMessage &message, std::string_view path)
{
    m_receptions = nullptr;
    if (!walk(message))
        return std::nullopt;
    const bool single = m_reading.kind == EventKind::Normalized;
    const auto found = DecodedFields::find(m_part, single ? m_reading.normalized : m_reading.decoded, path);
    return found ? std::optional(bytesOf(*found)) : std::nullopt;
}

/// What the network said; when it said nothing, why the message could not be read.
QString CodecBase::errorWords()
{
    QString words;
    if (!m_reading.errorDetails.empty())
        words = ErrorDetails::line(m_part, m_reading.errorDetails, LongestError);
    if (words.isEmpty())
        words = JsonText::visible(m_reading.error, LongestError);
    if (words.isEmpty() && m_reading.problem)
        words = Domain::problemLine(m_reading.problem);
    return words;
}

QString CodecBase::locationWords()
{
    const auto coordinate = [this](std::string_view name) {
        const auto text = DecodedFields::find(m_part, m_reading.location, name);
        return text ? JsonText::compact(*text, 40) : QStringLiteral("0"); // zero is left out on the wire
    };
    QString words;
    if (!m_reading.location.empty())
        words = coordinate("latitude") + QStringLiteral(", ") + coordinate("longitude");
    if (!m_reading.service.empty())
        words += (words.isEmpty() ? QStringLiteral("(") : QStringLiteral(" ("))
            + JsonText::visible(m_reading.service, CellCharacters) + QLatin1Char(')');
    return words;
}

QString CodecBase::decodedLine()
{
    const Reading &r = m_reading;
    if (!r.errorDetails.empty() || !r.error.empty())
        return JsonText::cut(errorWords(), CellCharacters);
    QString line;
    switch (r.kind) {
    case EventKind::Location:
        line = locationWords();
        break;
    case EventKind::ServiceData:
        line = JsonText::visible(r.service, CellCharacters);
        if (!r.decoded.empty())
            line += (line.isEmpty() ? QString() : QStringLiteral(" · "))
                + DecodedFields::line(m_part, r.decoded, CellCharacters);
        break;
    case EventKind::Normalized:
        line = DecodedFields::line(m_part, r.normalized, CellCharacters);
        break;
    case EventKind::DeviceCreated:
    case EventKind::DeviceUpdated:
        // Its time is in the raw message; on updates that change nothing it is the zero time.
        line = DecodedFields::line(m_part, r.changes, CellCharacters, "update_at");
        break;
    default:
        line = DecodedFields::line(m_part, r.decoded, CellCharacters);
        break;
    }
    if (line.isEmpty() && r.problem)
        line = errorWords();
    return JsonText::cut(line, CellCharacters);
}

} // namespace Backend
