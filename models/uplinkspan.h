// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/eventrecord.h"

#include <array>
#include <optional>

namespace Models {

/// What a stretch of the log tells of one device, in 152 bytes. Stretches that follow each other can be joined, so it
/// does not matter in which pieces a history is loaded. Value type.
///
/// `gaps` numbers the gaps of the device's profile: two uplinks with different numbers have one between them.
class UplinkSpan
{
public:
    static constexpr int MostIntervals = 20;

    /// The next uplink; those that came again, late or from a simulation are not to be given.
    void addUplink(const Domain::EventRecord &uplink, qint32 gaps);
    void addJoin(const Domain::EventRecord &join) { m_joinNs = join.timeNs; }
    /// `older` ends where this one begins.
    void prepend(const UplinkSpan &older);

    [[nodiscard]] bool isEmpty() const { return m_uplinks == 0 && m_joinNs == 0; }
    [[nodiscard]] quint32 uplinks() const { return m_uplinks; }
    /// Uplinks that did not arrive while we listened.
    [[nodiscard]] quint32 missed() const { return m_missed; }
    /// Of the last uplink, by the network's clock and by ours; 0: none.
    [[nodiscard]] qint64 lastTimeNs() const { return m_lastTimeNs; }
    [[nodiscard]] qint64 lastReceivedNs() const { return m_lastReceivedNs; }
    /// Of a join after the last uplink; 0: none.
    [[nodiscard]] qint64 joinNs() const { return m_joinNs; }
    /// The number of gaps before the last uplink.
    [[nodiscard]] qint32 lastGaps() const { return m_lastGaps; }
    /// How many of the last intervals are known: those without a gap of ours in between.
    [[nodiscard]] int intervals() const { return m_count; }
    /// Median of the last intervals, in steps of 10 ms; 0 without any.
    [[nodiscard]] qint64 usualIntervalNs() const;
    /// Of the last uplink; absent when it has none.
    [[nodiscard]] qint16 rssiCentiDbm() const { return m_rssi; }
    [[nodiscard]] qint16 snrCentiDb() const { return m_snr; }
    [[nodiscard]] Domain::RadioRef radio() const { return m_radio; }
    /// Of the last uplink; nullopt when it has none.
    [[nodiscard]] std::optional<quint32> frameCounter() const
    {
        return m_hasFCnt ? std::optional(m_fCnt) : std::nullopt;
    }

    friend bool operator==(const UplinkSpan &a, const UplinkSpan &b);

private:
    /// An interval of 32 bits then reaches 497 days.
    static constexpr qint64 StepNs = 10'000'000;

    /// `back` = 0: the newest.
    [[nodiscard]] quint32 interval(int back) const;
    void push(quint32 steps);
    [[nodiscard]] static std::optional<quint32> between(qint64 fromNs, qint64 toNs);

    qint64 m_firstTimeNs = 0;
    qint64 m_lastTimeNs = 0;
    qint64 m_lastReceivedNs = 0;
    qint64 m_joinNs = 0;
    qint32 m_firstGaps = 0;
    qint32 m_lastGaps = 0;
    quint32 m_uplinks = 0;
    quint32 m_missed = 0;
    mutable quint32 m_median = 0; ///< as of the last time somebody asked
    quint32 m_fCnt = 0;
    qint16 m_rssi = Domain::NoRadioValue;
    qint16 m_snr = Domain::NoRadioValue;
    Domain::RadioRef m_radio = 0;
    bool m_firstAcrossGap = false; ///< the first uplink told that a gap was before it
    bool m_hasFCnt = false;
    mutable bool m_medianKnown = true;
    quint8 m_count = 0;
    quint8 m_next = 0; ///< where the next interval goes
    std::array<quint32, MostIntervals> m_intervals{};
};

} // namespace Models
