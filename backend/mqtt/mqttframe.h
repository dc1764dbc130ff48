// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/rawmessage.h"

#include <QByteArrayView>

#include <optional>

/// The framing of MQTT 3.1.1 (OASIS standard, section 2.2 and 3.3), as far as it is needed to cut a stream into
/// packets.
namespace Backend::MqttFrame {

/// Larger packets are refused: no uplink comes near it, and a length field alone may claim 256 MB.
constexpr qsizetype maxSize = qsizetype(64) << 20;

enum Type : quint8 { Connack = 0x20, Publish = 0x30, Puback = 0x40, Suback = 0x90, Pingresp = 0xd0 };

struct Header
{
    quint8 first = 0; ///< type and flags
    qsizetype headerSize = 0; ///< of the fixed header
    qsizetype size = 0; ///< of the whole packet

    [[nodiscard]] quint8 type() const { return first & 0xf0; }
    [[nodiscard]] bool isPublish() const { return type() == Publish; }
    [[nodiscard]] quint8 qos() const { return quint8((first >> 1) & 3); }
};

enum class Parse { Complete, Incomplete, Malformed };

/// Reads the fixed header at the start of `bytes`.
Parse parseHeader(QByteArrayView bytes, Header &header);

/// Takes a complete PUBLISH apart; nullopt when its lengths contradict each other. `receivedNs` is left 0.
std::optional<Domain::RawMessage> readPublish(const Header &header, QByteArrayView packet);

/// Whether a complete packet from a server has a length that its type allows.
bool isPlausible(const Header &header, QByteArrayView packet);

} // namespace Backend::MqttFrame
