// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/jsonwriter.h"
#include "backend/sandbox/sandboxdevice.h"

namespace Backend {

/// A downlink of TTN v2 as the client gave it.
struct HandlerV2Downlink
{
    int port = 0;
    bool confirmed = false;
    std::optional<QByteArray> payload; ///< payload_raw
    QJsonObject fields; ///< payload_fields; empty: none
    enum class Schedule { Replace, First, Last, Unknown };
    Schedule schedule = Schedule::Replace;
};

/// The JSON of the v2 handler over MQTT: keys in the order of the server, present as it writes them.
/// Source: recordings (tests/data/v2/mqtt), ttn:core/types.
namespace HandlerV2Messages {

/// How a downlink left the gateway.
struct Transmission
{
    QByteArray gateway;
    int spreadingFactor = 9;
    quint32 frequencyHz = 0;
    int power = 14;
    qint64 airtimeNs = 0;
    quint32 counter = 0;
    QByteArray frame;
};

[[nodiscard]] QByteArray topic(const SandboxDevice &device, std::string_view suffix);
[[nodiscard]] QByteArray uplink(const SandboxDevice &device, const RadioFrame &frame, bool retry,
                                const std::optional<QJsonObject> &fields);
/// As the handler makes it up for SimulateUplink: no counter, no radio. `place`: the registered one.
[[nodiscard]] QByteArray simulated(const SandboxDevice &device, int port, const QByteArray &payload, qint64 timeNs,
                                   const std::optional<SandboxLocation> &place,
                                   const std::optional<QJsonObject> &fields);
[[nodiscard]] QByteArray activation(const SandboxDevice &device, const RadioFrame &frame);
[[nodiscard]] QByteArray scheduled(const HandlerV2Downlink &downlink);
[[nodiscard]] QByteArray acknowledged(const HandlerV2Downlink &downlink);
/// `downlink` is nullptr for an answer without application payload.
[[nodiscard]] QByteArray sent(const SandboxDevice &device, const HandlerV2Downlink *downlink,
                              const Transmission &transmission);
/// `downlink` is nullptr when the error concerns none; `named` adds the device.
[[nodiscard]] QByteArray error(const SandboxDevice &device, const QByteArray &text, const HandlerV2Downlink *downlink,
                               bool named);

} // namespace HandlerV2Messages
} // namespace Backend
