// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/eventrecord.h"
#include "backend/domain/identifiers.h"
#include "backend/domain/problem.h"
#include "backend/domain/rawmessage.h"
#include "backend/domain/trafficevent.h"

#include <memory>
#include <optional>
#include <string_view>

namespace Backend {

/// What ingest needs of one message. The views point into the message or into the codec and are valid until its next
/// read().
struct TrafficFacts
{
    Domain::EventKind kind = Domain::EventKind::Unknown;
    std::string_view application; ///< without tenant
    std::string_view device; ///< empty: concerns the application
    std::optional<quint64> devEui;
    std::string_view bestGateway; ///< as Domain::GatewayReception::id
    std::string_view dataRate; ///< `SF7BW125`
    quint64 frequencyHz = 0;
    qint64 timeNs
        = 0; ///< the network's time, UI rule: uplink's own received_at, else the envelope's; v2 metadata time; 0: none
    std::optional<quint32> fCnt; ///< v3 uplinks: 0 when the key is absent; queued downlinks: none
    std::optional<quint8> fPort;
    quint32 session = 0; ///< hash of session_key_id (v3); 0: unknown
    quint32 group = 0; ///< hash of the server-made id that ties events together; 0: none
    quint64 identity = 0; ///< hash for de-duplication (DESIGN 4); 0: never a duplicate
    qint16 rssiCentiDbm = Domain::NoRadioValue;
    qint16 snrCentiDb = Domain::NoRadioValue;
    quint16 airtimeTenthMs = 0;
    quint16 flags = 0; ///< EventRecord flags that the message itself tells
    quint8 gatewayCount = 0;
    quint8 payloadBytes = 0;
    Domain::Problem problem; ///< why the message is Unreadable
};

/// Reads the messages of one generation: topics and JSON. One object per thread (it keeps its parser's memory).
/// Never throws, never drops: what it cannot read becomes kind Unknown (or the topic's kind) with the flag Unreadable
/// and a reason. Wire facts: reference of the v3 MQTT server (pkg/applicationserver/io/mqtt,
/// api/ttn/lorawan/v3/messages.proto) and of the v2 handler (mqtt/, core/types/).
class TrafficCodec
{
public:
    static std::unique_ptr<TrafficCodec> create(Domain::Generation generation);
    virtual ~TrafficCodec() = default;

    /// The hot path. False: not an event of its own (v2 per-field topics, also the one with an empty name): ignore it.
    [[nodiscard]] virtual bool read(const Domain::RawMessage &message, TrafficFacts &facts) = 0;
    /// Everything, owned. Uses the same reading as read(). `decoded` holds the place of a location and the data of
    /// service data, which have no decoded fields; of more than 1,000 receptions the first are listed, all are counted.
    [[nodiscard]] virtual Domain::TrafficEvent event(const Domain::RawMessage &message) = 0;
    /// The texts of the payload and decoded columns.
    [[nodiscard]] virtual Domain::CellText cells(const Domain::RawMessage &message) = 0;
    /// The value at a dotted path of the decoded fields as JSON text; nullopt: absent. For content filters.
    [[nodiscard]] virtual std::optional<QByteArray> decodedField(const Domain::RawMessage &message,
                                                                 std::string_view path)
        = 0;
};

} // namespace Backend
