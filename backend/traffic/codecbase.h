// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/traffic/gatewaychoice.h"
#include "backend/traffic/jsondocument.h"
#include "backend/traffic/reading.h"
#include "backend/traffic/trafficcodec.h"

#include <vector>

namespace Backend {

/// What both generations share: a generation walks the message once into a Reading; the row, the inspector's event, the
/// cells and the content filter are made from that here.
class CodecBase : public TrafficCodec
{
public:
    [[nodiscard]] bool read(const Domain::RawMessage &message, TrafficFacts &facts) final;
    [[nodiscard]] Domain::TrafficEvent event(const Domain::RawMessage &message) final;
    [[nodiscard]] Domain::CellText cells(const Domain::RawMessage &message) final;
    [[nodiscard]] std::optional<QByteArray> decodedField(const Domain::RawMessage &message,
                                                         std::string_view path) final;

protected:
    /// Gateways beyond are counted, but not listed in the event.
    static constexpr std::size_t MostReceptions = 1000;

    /// Fills m_reading. False: no event of its own.
    virtual bool scan(const Domain::RawMessage &message) = 0;

    /// Opens the message's text; notes the problem when it is not JSON, or only after repair of its characters.
    bool open(const Domain::RawMessage &message);
    /// After the walk: notes when the text broke off, or something follows it.
    void close(bool walkedToTheEnd);
    /// Notes that a part does not have the form that the protocol says; the first one is told.
    void complain(const char *where);

    // Each reads one value into `out`; null counts as absent, anything unexpected is complained about.
    void readValue(JsonValue &value, const char *where, std::string_view &out);
    void readValue(JsonValue &value, const char *where, bool &out);
    void readValue(JsonValue &value, const char *where, std::optional<double> &out);
    /// RSSI or SNR: what is no number becomes minus infinity, which loses against every other antenna and is not shown.
    void readRadio(JsonValue &value, const char *where, double &out);
    void readWhole(JsonValue &value, const char *where, quint64 maximum, std::optional<quint64> &out);
    void readTime(JsonValue &value, const char *where, std::optional<qint64> &out);
    template <typename Id>
    void readId(JsonValue &value, const char *where, std::optional<quint64> &out)
    {
        std::string_view text;
        readValue(value, where, text);
        const auto id = Id::fromHex(text);
        if (id)
            out = id->value();
        else if (!text.empty())
            complain(where);
    }
    void readPayload(JsonValue &value, const char *where);
    void readPort(JsonValue &value, const char *where);
    void readCounter(JsonValue &value, const char *where);
    /// The text of an object or array (`wanted`). False: the text broke off.
    bool readPart(JsonValue &value, const char *where, JsonType wanted, std::string_view &out);

    /// Walks an object or the items of an array; complains about anything else but null. False: the text broke off.
    template <typename Visitor>
    bool walkObject(JsonValue &value, const char *where, Visitor &&visit)
    {
        const JsonType type = JsonDocument::typeOf(value);
        if (type == JsonType::Object)
            return JsonDocument::eachField(value, visit);
        if (type != JsonType::Null)
            complain(where);
        return true;
    }
    template <typename Visitor>
    bool walkArray(JsonValue &value, const char *where, Visitor &&visit)
    {
        const JsonType type = JsonDocument::typeOf(value);
        if (type == JsonType::Array)
            return JsonDocument::eachItem(value, visit);
        if (type != JsonType::Null)
            complain(where);
        return true;
    }

    void forgetReceptions();
    /// A name that has to be made: lives until the next message.
    std::string_view keep(std::string text) { return m_texts.emplace_back(std::move(text)); }
    [[nodiscard]] std::string_view loraDataRate(quint64 spreadingFactor, quint64 bandwidthHz);
    [[nodiscard]] std::string_view fskDataRate(quint64 bitsPerSecond);

    /// True when the message was walked from its first to its last bracket: then an absent key is really absent.
    [[nodiscard]] bool isWhole() const { return m_isWhole; }

    JsonDocument m_document;
    JsonDocument m_part; ///< walks parts of the document's text
    Reading m_reading;
    GatewayChoice m_gateways;
    JsonText::Arena m_texts;
    /// Where the walk puts each antenna's details; null when nobody asks.
    std::vector<Domain::GatewayReception> *m_receptions = nullptr;

private:
    bool walk(const Domain::RawMessage &message);
    [[nodiscard]] int bestIn(const std::vector<Domain::GatewayReception> &receptions) const;
    [[nodiscard]] quint64 identity() const;
    [[nodiscard]] quint16 flags(const Domain::RawMessage &message) const;
    [[nodiscard]] QString errorWords();
    [[nodiscard]] QString locationWords();
    [[nodiscard]] QString decodedLine();

    QByteArray m_payload; ///< shared with the message, for the explanation of what is no JSON
    bool m_isWhole = false;
};

} // namespace Backend
