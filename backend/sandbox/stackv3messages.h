// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/jsonwriter.h"
#include "backend/sandbox/sandboxdevice.h"

#include <QByteArrayList>
#include <QJsonArray>

#include <map>

namespace Backend {

/// A downlink in the queue of The Things Stack v3 (ApplicationDownlink).
struct StackV3Downlink
{
    QByteArray echoedSessionKeyId; ///< the client sent it: shown while queued, not used
    std::optional<quint32> echoedFCnt;
    int fPort = 0;
    quint32 fCnt = 0; ///< given when it is sent
    QByteArray payload;
    std::optional<QJsonObject> decoded;
    bool onlyDecoded = false; ///< there was no encoder: an empty frame
    bool confirmed = false;
    int priority = 0; ///< TxSchedulePriority
    QByteArrayList correlationIds;
    struct Retry
    {
        int attempt = 0;
        int maxAttempts = 0; ///< 0: not given
    };
    std::optional<Retry> retry;
    struct GatewayAntenna
    {
        QByteArray gateway;
        int antenna = 0;
    };
    bool classBC = false;
    std::vector<GatewayAntenna> gateways;
    qint64 absoluteTimeNs = 0; ///< 0: none
};

/// What The Things Stack v3 says went wrong (ErrorDetails).
struct StackV3Error
{
    QByteArray nameSpace;
    QByteArray name;
    QByteArray messageFormat;
    QJsonObject attributes;
    QByteArray correlationId;
    int code = 0; ///< gRPC status
};

/// The JSON of The Things Stack v3 over MQTT (ApplicationUp): keys in the order of the server, zero values left out.
/// Source: recordings of 3.32.1 (tests/data/v3/mqtt), api/ttn/lorawan/v3/messages.proto.
namespace StackV3Messages {

/// Which of the members that share one shape.
enum class DownlinkMember { Queued, Sent, Ack, Nack };

struct Envelope
{
    bool withDevAddr = true;
    QByteArrayList correlationIds;
    qint64 receivedNs = 0; ///< at the Application Server
};

struct UplinkParts
{
    qint64 networkServerNs = 0;
    std::optional<QJsonObject> decoded;
    QJsonArray warnings;
    QJsonArray normalized;
    double packetErrorRate = 0;
    std::map<QByteArray, QByteArray> locations; ///< source id and JSON
};

[[nodiscard]] QByteArray topic(const SandboxDevice &device, std::string_view suffix);
/// Sorted, each once.
[[nodiscard]] QByteArrayList merged(QByteArrayList ids);
[[nodiscard]] QByteArray location(const SandboxLocation &location, int accuracy, std::string_view source);

[[nodiscard]] QByteArray uplink(const SandboxDevice &device, const RadioFrame &frame, const Envelope &envelope,
                                const UplinkParts &parts);
/// One of `parts.normalized`.
[[nodiscard]] QByteArray normalized(const SandboxDevice &device, const RadioFrame &frame, const Envelope &envelope,
                                    const UplinkParts &parts, const QJsonObject &measurement);
[[nodiscard]] QByteArray joinAccept(const SandboxDevice &device, const Envelope &envelope, qint64 requestNs);
[[nodiscard]] QByteArray downlink(const SandboxDevice &device, DownlinkMember member, const StackV3Downlink &downlink,
                                  const QByteArrayList &innerIds, const Envelope &envelope);
[[nodiscard]] QByteArray failed(const SandboxDevice &device, const StackV3Downlink &downlink,
                                const QByteArrayList &innerIds, bool withSession, const StackV3Error &error,
                                const Envelope &envelope);
[[nodiscard]] QByteArray locationSolved(const SandboxDevice &device, const Envelope &envelope,
                                        const QByteArray &location);

} // namespace StackV3Messages
} // namespace Backend
