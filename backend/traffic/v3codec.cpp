// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/traffic/v3codec.h"

#include <array>

namespace Backend {

using Domain::EventKind;

namespace {

struct Member
{
    std::string_view topic; ///< behind the device
    std::string_view name;
    EventKind kind;
};

/// pkg/applicationserver/io/mqtt/topics/v3.go and the oneof of ApplicationUp.
constexpr std::array<Member, 11> members = {{
    {"up", "uplink_message", EventKind::Uplink},
    {"up/normalized", "uplink_normalized", EventKind::Normalized},
    {"join", "join_accept", EventKind::Join},
    {"down/queued", "downlink_queued", EventKind::DownlinkQueued},
    {"down/sent", "downlink_sent", EventKind::DownlinkSent},
    {"down/ack", "downlink_ack", EventKind::DownlinkAcknowledged},
    {"down/nack", "downlink_nack", EventKind::DownlinkNotAcknowledged},
    {"down/failed", "downlink_failed", EventKind::DownlinkFailed},
    {"down/invalidated", "downlink_queue_invalidated", EventKind::DownlinkInvalidated},
    {"location/solved", "location_solved", EventKind::Location},
    {"service/data", "service_data", EventKind::ServiceData},
}};

const Member *memberOfTopic(std::string_view tail)
{
    const auto it = std::find_if(members.begin(), members.end(), [&](const Member &m) { return m.topic == tail; });
    return it == members.end() ? nullptr : &*it;
}

const Member *memberOfName(std::string_view name)
{
    const auto it = std::find_if(members.begin(), members.end(), [&](const Member &m) { return m.name == name; });
    return it == members.end() ? nullptr : &*it;
}

/// Takes the text up to the next `/` and the `/` itself.
std::string_view takeLevel(std::string_view &topic)
{
    const std::size_t end = std::min(topic.find('/'), topic.size());
    const std::string_view level = topic.substr(0, end);
    topic.remove_prefix(std::min(end + 1, topic.size()));
    return level;
}

bool isDownlink(EventKind kind)
{
    return kind >= EventKind::DownlinkQueued && kind <= EventKind::DownlinkInvalidated;
}

} // namespace

bool V3Codec::scan(const Domain::RawMessage &message)
{
    Reading &r = m_reading;
    m_uplinkId = m_simulationId = m_downlinkId = {};
    m_memberFound = m_counterNamed = false;

    std::string_view tail(message.topic.constData(), std::size_t(message.topic.size()));
    const Member *topicMember = nullptr;
    if (takeLevel(tail) == "v3") {
        const std::string_view application = takeLevel(tail);
        if (takeLevel(tail) == "devices") {
            r.application = application.substr(0, application.find('@'));
            r.device = takeLevel(tail);
            // What clients publish is no event; the server does not deliver it, a foreign broker may.
            if (tail == "down/push" || tail == "down/replace")
                return false;
            topicMember = memberOfTopic(tail);
        }
    }
    if (topicMember)
        r.kind = topicMember->kind;
    if (open(message)) {
        if (m_document.type() == JsonType::Object)
            close(scanEnvelope(r.kind, topicMember != nullptr));
        else if (m_document.type() == JsonType::Invalid)
            close(false);
        else
            complain("message");
    }
    if (!topicMember)
        r.kind = EventKind::Unknown;
    complete();
    return true;
}

bool V3Codec::scanEnvelope(EventKind topicKind, bool topicKnown)
{
    Reading &r = m_reading;
    EventKind found = EventKind::Unknown;
    const bool whole = m_document.eachField([&](std::string_view key, JsonValue &value) {
        if (key == "end_device_ids")
            return scanIds(value);
        if (key == "correlation_ids")
            return scanCorrelationIds(value);
        if (key == "received_at") {
            readTime(value, "received_at", r.envelopeNs);
        } else if (key == "simulated") {
            readValue(value, "simulated", r.simulated);
        } else if (const Member *const member = memberOfName(key)) {
            if (JsonDocument::typeOf(value) == JsonType::Null || (found != EventKind::Unknown && found == topicKind)
                || (found != EventKind::Unknown && member->kind != topicKind))
                return true;
            if (found != EventKind::Unknown)
                forgetMember();
            found = r.kind = member->kind;
            return scanMember(value);
        }
        return true;
    });
    m_memberFound = found != EventKind::Unknown;
    if (!m_memberFound)
        complain("message");
    else if (!topicKnown)
        complain("topic");
    return whole;
}

/// Back to what the envelope tells.
void V3Codec::forgetMember()
{
    Reading envelope;
    envelope.application = m_reading.application;
    envelope.device = m_reading.device;
    envelope.devEui = m_reading.devEui;
    envelope.joinEui = m_reading.joinEui;
    envelope.devAddr = m_reading.devAddr;
    envelope.envelopeNs = m_reading.envelopeNs;
    envelope.simulated = m_reading.simulated;
    envelope.correlationIds = m_reading.correlationIds;
    envelope.problem = m_reading.problem;
    m_reading = envelope;
    m_counterNamed = false;
    forgetReceptions();
}

bool V3Codec::scanIds(JsonValue &value)
{
    // application_ids and device_id are the topic's: what was subscribed to decides where a row belongs.
    return walkObject(value, "end_device_ids", [this](std::string_view key, JsonValue &field) {
        if (key == "dev_eui")
            readId<Domain::Eui>(field, "end_device_ids.dev_eui", m_reading.devEui);
        else if (key == "join_eui")
            readId<Domain::Eui>(field, "end_device_ids.join_eui", m_reading.joinEui);
        else if (key == "dev_addr")
            readId<Domain::DevAddr>(field, "end_device_ids.dev_addr", m_reading.devAddr);
        return true;
    });
}

bool V3Codec::scanCorrelationIds(JsonValue &value)
{
    // They are sorted and mixed with the ids of clients: only the prefix tells what one is.
    const char *const start = value.raw_json_token().data();
    const char *end = start;
    bool areTexts = true;
    const bool whole = walkArray(value, "correlation_ids", [&](JsonValue &item) {
        const std::string_view token = JsonDocument::token(item);
        if (!JsonText::isString(token)) {
            complain("correlation_ids");
            areTexts = false;
            return !token.empty();
        }
        end = token.data() + token.size();
        const std::string_view id = token.substr(1, token.size() - 2);
        if (id.starts_with("gs:uplink:"))
            m_uplinkId = id;
        else if (id.starts_with("as:downlink:"))
            m_downlinkId = id;
        else if (id.starts_with("as:up:"))
            m_simulationId = id;
        return true;
    });
    if (whole && areTexts && end != start) {
        // Behind the last one is only the bracket that the walk has seen.
        while (*end != ']')
            ++end;
        m_reading.correlationIds = {start, std::size_t(end + 1 - start)};
    }
    return whole;
}

bool V3Codec::scanMember(JsonValue &value)
{
    return walkObject(value, "message", [this](std::string_view key, JsonValue &field) {
        Reading &r = m_reading;
        switch (r.kind) {
        case EventKind::DownlinkFailed:
            if (key == "downlink")
                return walkObject(field, "downlink_failed.downlink",
                                  [this](std::string_view inner, JsonValue &innerValue) {
                                      return scanMemberField(inner, innerValue);
                                  });
            if (key == "error")
                return readPart(field, "downlink_failed.error", JsonType::Object, r.errorDetails);
            return true;
        case EventKind::DownlinkInvalidated:
            if (key == "downlinks")
                return scanInvalidated(field);
            if (key == "session_key_id")
                readValue(field, "session_key_id", r.session);
            return true;
        case EventKind::Location:
            if (key == "service")
                readValue(field, "location_solved.service", r.service);
            else if (key == "location")
                return readPart(field, "location_solved.location", JsonType::Object, r.location);
            return true;
        case EventKind::ServiceData:
            if (key == "service")
                readValue(field, "service_data.service", r.service);
            else if (key == "data")
                return readPart(field, "service_data.data", JsonType::Object, r.decoded);
            return true;
        default:
            return scanMemberField(key, field);
        }
    });
}

/// Uplinks, joins and downlinks name the same things alike.
bool V3Codec::scanMemberField(std::string_view key, JsonValue &value)
{
    Reading &r = m_reading;
    if (key == "session_key_id") {
        readValue(value, "session_key_id", r.session);
    } else if (key == "f_port") {
        readPort(value, "f_port");
    } else if (key == "f_cnt") {
        m_counterNamed = JsonDocument::typeOf(value) != JsonType::Null;
        readCounter(value, "f_cnt");
    } else if (key == "frm_payload") {
        readPayload(value, "frm_payload");
    } else if (key == "decoded_payload") {
        return readPart(value, "decoded_payload", JsonType::Object, r.decoded);
    } else if (key == "rx_metadata") {
        return scanReceptions(value);
    } else if (key == "settings") {
        return scanSettings(value);
    } else if (key == "received_at") {
        readTime(value, "received_at", r.networkNs);
    } else if (key == "consumed_airtime") {
        std::string_view text;
        readValue(value, "consumed_airtime", text);
        r.airtimeNs = JsonText::duration(text);
        if (!text.empty() && !r.airtimeNs)
            complain("consumed_airtime");
    } else if (key == "confirmed") {
        readValue(value, "confirmed", r.confirmed);
    } else if (key == "priority") {
        readValue(value, "priority", r.priority);
    } else if (key == "confirmed_retry") {
        return scanRetry(value);
    } else if (key == "normalized_payload") {
        // The uplink lists all measurements, the normalized message holds one.
        return readPart(value, "normalized_payload",
                        r.kind == EventKind::Normalized ? JsonType::Object : JsonType::Array, r.normalized);
    } else if (key == "decoded_payload_warnings") {
        return scanWarnings(value, "decoded_payload_warnings", r.decodedWarnings);
    } else if (key == "normalized_payload_warnings") {
        return scanWarnings(value, "normalized_payload_warnings", r.normalizedWarnings);
    }
    return true;
}

bool V3Codec::scanRetry(JsonValue &value)
{
    constexpr quint64 most = 0xffffffff;
    return walkObject(value, "confirmed_retry", [this](std::string_view key, JsonValue &field) {
        if (key == "attempt")
            readWhole(field, "confirmed_retry.attempt", most, m_reading.attempt);
        else if (key == "max_attempts")
            readWhole(field, "confirmed_retry.max_attempts", most, m_reading.maxAttempts);
        return true;
    });
}

bool V3Codec::scanInvalidated(JsonValue &value)
{
    int count = 0;
    const bool whole = walkArray(value, "downlink_queue_invalidated.downlinks", [&](JsonValue &item) {
        if (++count > 1)
            return true;
        return walkObject(item, "downlink_queue_invalidated.downlinks",
                          [this](std::string_view key, JsonValue &field) { return scanMemberField(key, field); });
    });
    // A row has room for one downlink; of several none stands for the others.
    if (count > 1) {
        m_reading.fPort.reset();
        m_reading.fCnt.reset();
        m_reading.payload.reset();
        m_reading.payloadBytes = 0;
        m_reading.decoded = {};
        m_reading.decodedWarnings = {};
        m_reading.hasWarnings = false;
        m_reading.confirmed = false;
        m_reading.priority = {};
        m_reading.attempt.reset();
        m_reading.maxAttempts.reset();
    }
    return whole;
}

bool V3Codec::scanWarnings(JsonValue &value, const char *where, std::string_view &out)
{
    if (!readPart(value, where, JsonType::Array, out))
        return false;
    m_reading.hasWarnings |= out.size() > 2 && JsonText::trimmed(out.substr(1, out.size() - 2)).size() > 0;
    return true;
}

bool V3Codec::scanSettings(JsonValue &value)
{
    return walkObject(value, "settings", [this](std::string_view key, JsonValue &field) {
        if (key == "data_rate")
            return scanDataRate(field);
        if (key == "frequency") {
            std::optional<quint64> hertz;
            readWhole(field, "settings.frequency", std::numeric_limits<quint64>::max(), hertz);
            m_reading.frequencyHz = hertz.value_or(0);
        }
        return true;
    });
}

bool V3Codec::scanDataRate(JsonValue &value)
{
    constexpr quint64 most = 0xffffffff;
    return walkObject(value, "settings.data_rate", [this](std::string_view modulation, JsonValue &parameters) {
        std::optional<quint64> bandwidth, spreadingFactor, bitRate, type, width;
        std::string_view codingRate;
        const bool whole = walkObject(parameters, "settings.data_rate", [&](std::string_view key, JsonValue &field) {
            if (key == "bandwidth")
                readWhole(field, "settings.data_rate.bandwidth", most, bandwidth);
            else if (key == "spreading_factor")
                readWhole(field, "settings.data_rate.spreading_factor", most, spreadingFactor);
            else if (key == "bit_rate")
                readWhole(field, "settings.data_rate.bit_rate", most, bitRate);
            else if (key == "modulation_type")
                readWhole(field, "settings.data_rate.modulation_type", most, type);
            else if (key == "operating_channel_width")
                readWhole(field, "settings.data_rate.operating_channel_width", most, width);
            else if (key == "coding_rate")
                readValue(field, "settings.data_rate.coding_rate", codingRate);
            return true;
        });
        m_reading.codingRate = codingRate;
        if (modulation == "lora" && spreadingFactor && bandwidth) {
            m_reading.dataRate = loraDataRate(*spreadingFactor, *bandwidth);
        } else if (modulation == "fsk") {
            m_reading.isFsk = true;
            if (bitRate)
                m_reading.dataRate = fskDataRate(*bitRate);
        } else if (modulation == "lrfhss") {
            std::string text = "LR-FHSS M" + std::to_string(type.value_or(0));
            if (width)
                text += " CW" + std::to_string((*width + 500) / 1000);
            if (!codingRate.empty())
                text.append(" CR").append(codingRate);
            m_reading.dataRate = keep(std::move(text));
        }
        return whole;
    });
}

/// What the absence of a key means for each kind.
void V3Codec::complete()
{
    Reading &r = m_reading;
    // Port 0 is left out as zero; both mean a frame for the MAC layer.
    if (r.fPort && *r.fPort == 0)
        r.fPort.reset();
    const bool zeroIsMeant = isWhole() && m_memberFound && !m_counterNamed;
    switch (r.kind) {
    case EventKind::Uplink:
    case EventKind::Normalized:
    case EventKind::DownlinkSent:
    case EventKind::DownlinkAcknowledged:
    case EventKind::DownlinkNotAcknowledged:
        if (!r.fCnt && zeroIsMeant)
            r.fCnt = 0;
        break;
    case EventKind::DownlinkFailed:
        // One that was refused at the door never had a counter, nor a session.
        if (!r.fCnt && zeroIsMeant && !r.session.empty())
            r.fCnt = 0;
        break;
    case EventKind::DownlinkQueued:
        r.fCnt.reset(); // if there is one it is the client's wish, which the server does not follow
        break;
    default:
        break;
    }
    if (isDownlink(r.kind))
        r.group = m_downlinkId;
    else
        r.group = m_uplinkId.empty() ? m_simulationId : m_uplinkId;
}

} // namespace Backend
