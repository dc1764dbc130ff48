// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

namespace Domain {

/// What arrived. The numbers are stored in the history: never renumber.
enum class EventKind : quint8 {
    Unknown = 0, ///< a topic or member that this version does not know, or a text it cannot read
    Uplink = 1,
    Join = 2, ///< v3 join accept, v2 activation
    DownlinkQueued = 3, ///< v2: scheduled
    DownlinkSent = 4,
    DownlinkAcknowledged = 5,
    DownlinkNotAcknowledged = 6,
    DownlinkFailed = 7, ///< v2: events/down/errors
    DownlinkInvalidated = 8,
    Location = 9,
    ServiceData = 10,
    Normalized = 11,
    Error = 12, ///< v2: events/up/errors and events/activations/errors
    Gap = 13, ///< we did not listen; written by the console itself
    DeviceCreated = 14, ///< v2
    DeviceUpdated = 15, ///< v2
    DeviceDeleted = 16, ///< v2
    Lost = 17, ///< events that could not be stored and had to be given up; written by the console itself
};
constexpr int EventKindCount = 18;

/// Interned names, see Dictionary. 0 is "none" for each.
using ProfileRef = quint16;
using DeviceRef = quint32;
using GatewayRef = quint32;
using RadioRef = quint16;

/// RSSI or SNR that the event does not have.
constexpr qint16 NoRadioValue = std::numeric_limits<qint16>::min();

/// One event as the live log keeps it by the million: no text, 56 bytes, trivially copyable.
/// Texts (payload, decoded fields, raw message) come from the history by `seq`.
struct EventRecord
{
    enum Flag : quint16 {
        HasFPort = 1 << 0,
        HasFCnt = 1 << 1,
        HasPayload = 1 << 2, ///< the message carries an application payload
        Confirmed = 1 << 3,
        Decoded = 1 << 4, ///< decoded fields are there (an empty object as well)
        HasWarnings = 1 << 5,
        Simulated = 1 << 6,
        CounterReset = 1 << 7, ///< FCnt went back without a join
        MissedAcrossGap = 1 << 8, ///< `missed` counts frames of a time when we did not listen
        Repeat = 1 << 9, ///< the same message arrived before, while we listened
        Unreadable = 1 << 10, ///< not (wholly) understood; the reason is in the event's detail
        Retry = 1 << 11, ///< v2 is_retry
        HasNetworkTime = 1 << 12, ///< `timeNs` is the network's; otherwise it equals `receivedNs`
        Retained = 1 << 13,
        Recovered = 1 << 14, ///< filled in afterwards
        MoreMissed = 1 << 15, ///< `missed` did not fit
    };
    /// Frames that came again, late or from a simulation say nothing about where a device's counter is.
    static constexpr quint16 UncountedFlags = Repeat | Recovered | Simulated;

    qint64 seq = 0; ///< row id in the profile's history; negative while not stored
    qint64 timeNs = 0; ///< when the network received it, else when we did
    qint64 receivedNs = 0; ///< when we received it; for a gap its end (0: still open)
    DeviceRef device = 0; ///< names the application and the profile, too
    GatewayRef gateway = 0; ///< the best gateway
    quint32 fCnt = 0; ///< for a gap: uplinks known to be missed
    quint32 group = 0; ///< hash of what the event belongs to; 0: nothing
    RadioRef radio = 0; ///< data rate and frequency
    quint16 missed = 0; ///< uplinks missed before this one; for a gap: devices that missed some
    qint16 rssiCentiDbm = NoRadioValue;
    qint16 snrCentiDb = NoRadioValue;
    quint16 airtimeTenthMs = 0; ///< 0: not known
    quint16 flags = 0;
    EventKind kind = EventKind::Unknown;
    quint8 fPort = 0;
    quint8 gatewayCount = 0; ///< distinct gateways, at most 255
    quint8 payloadBytes = 0; ///< at most 255

    [[nodiscard]] bool has(Flag flag) const { return flags & flag; }
    void set(Flag flag, bool on = true) { flags = quint16(on ? flags | flag : flags & ~flag); }
};
static_assert(sizeof(EventRecord) == 56);

/// Rows that became visible together; immutable once shared between threads.
struct EventBatch
{
    ProfileRef profile = 0;
    std::vector<EventRecord> records; ///< new rows in order of arrival
    std::vector<EventRecord> revised; ///< rows told before (by seq) that have changed: gap rows
    /// Unsaved rows that have since been stored: pairs of the temporary (negative) and the final seq.
    std::vector<std::pair<qint64, qint64>> saved;
};
using EventBatchPtr = std::shared_ptr<const EventBatch>;

} // namespace Domain
