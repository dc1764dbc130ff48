// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/eventrecord.h"
#include "backend/domain/identifiers.h"
#include "backend/domain/problem.h"
#include "backend/traffic/gatewaychoice.h"

#include <optional>
#include <string_view>

namespace Backend {

/// One message as it was walked: what every view of it (row, inspector, cells, filter) starts from. The views point
/// into the message's topic, the codec's document or its texts; those named "JSON" are parts of the document exactly as
/// sent.
struct Reading
{
    Domain::EventKind kind = Domain::EventKind::Unknown;
    std::string_view application;
    std::string_view device;
    std::optional<quint64> devEui;
    std::optional<quint64> joinEui;
    std::optional<quint64> devAddr;
    std::optional<qint64> envelopeNs; ///< v3: when the Application Server took it in
    std::optional<qint64> networkNs; ///< v3: the member's own received_at; v2: metadata time
    std::optional<qint64> untilNs; ///< gap: its end
    std::string_view session;
    std::string_view group; ///< the server-made id that ties events together
    std::optional<quint32> fCnt;
    std::optional<quint8> fPort;
    bool confirmed = false;
    bool simulated = false;
    bool retry = false;
    bool hasWarnings = false;
    std::optional<std::string_view> payload; ///< base64
    qsizetype payloadBytes = 0;
    std::string_view decoded; ///< JSON
    std::string_view normalized; ///< JSON
    std::string_view decodedWarnings; ///< JSON
    std::string_view normalizedWarnings; ///< JSON
    std::string_view correlationIds; ///< JSON
    std::string_view errorDetails; ///< JSON: v3 ErrorDetails
    std::string_view error; ///< v2: text
    std::string_view service;
    std::string_view location; ///< JSON
    std::string_view changes; ///< JSON: what a v2 device event tells
    std::string_view dataRate;
    std::string_view codingRate;
    std::string_view priority;
    std::optional<quint64> attempt, maxAttempts;
    bool isFsk = false;
    quint64 frequencyHz = 0;
    std::optional<qint64> airtimeNs;
    std::string_view sendingGateway; ///< v2 down/sent
    std::optional<Antenna> best; ///< the best gateway's antenna
    int gatewayCount = 0;
    Domain::Problem problem; ///< the first that was found

    /// The network's time by the rule of the log: the frame's own, else the envelope's.
    [[nodiscard]] std::optional<qint64> timeNs() const { return networkNs ? networkNs : envelopeNs; }
};

} // namespace Backend
