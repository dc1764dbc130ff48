// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/rawmessage.h"
#include "backend/mqtt/mqttframe.h"

#include <QByteArray>

#include <functional>

namespace Backend {

/// Takes QoS 0 PUBLISH packets in bulk from a plaintext socket that a library otherwise reads packet by packet, byte by
/// byte (four system calls for each uplink, which costs more than everything else that happens to it). It looks at what
/// has arrived without taking it and then takes only what it understands: every other packet stays in the socket,
/// whole, for its owner. Lives in the thread that reads.
class PublishReader
{
public:
    enum class Delivery {
        Done,
        Later, ///< no room: the message is kept here and offered again
        Stopped,
    };
    using Deliver = std::function<Delivery(Domain::RawMessage &message)>;

    explicit PublishReader(Deliver deliver);

    enum class Result {
        Wait, ///< nothing more to do until the socket is readable
        Full, ///< the receiver has no room
        Partial, ///< part of a packet for the owner is there: ask again in a moment
        Owner, ///< the next packet is complete and the owner's
        OwnerOnly, ///< the next packet begins a kind of traffic that only the owner can follow; do not use this again
        Ended, ///< the socket is closed or broken: let its owner find out
        Malformed,
        Stopped,
    };
    Result read(qintptr socket);

private:
    Result parse(QByteArrayView window, qsizetype &taken);
    Result continuePartial(QByteArrayView window, qsizetype &taken);
    Result deliver(const MqttFrame::Header &header, QByteArrayView packet);
    Result offer();

    Deliver m_deliver;
    QByteArray m_window;
    QByteArray m_partial; ///< beginning of a PUBLISH that has not arrived completely
    Domain::RawMessage m_held;
    bool m_holding = false;
    qint64 m_now = 0;
};

} // namespace Backend
