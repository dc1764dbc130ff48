// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/uplinkspan.h"

#include <algorithm>
#include <limits>

namespace Models {

using Domain::EventRecord;

namespace {

quint32 saturatingSum(quint32 a, quint32 b)
{
    return a + std::min(b, std::numeric_limits<quint32>::max() - a);
}

} // namespace

std::optional<quint32> UplinkSpan::between(qint64 fromNs, qint64 toNs)
{
    // The network's clocks may step back, and what arrives out of order tells no interval.
    if (toNs < fromNs)
        return std::nullopt;
    return quint32(std::min<qint64>((toNs - fromNs + StepNs / 2) / StepNs, std::numeric_limits<quint32>::max()));
}

quint32 UplinkSpan::interval(int back) const
{
    return m_intervals[std::size_t((m_next + 2 * MostIntervals - 1 - back) % MostIntervals)];
}

void UplinkSpan::push(quint32 steps)
{
    m_intervals[m_next] = steps;
    m_next = quint8((m_next + 1) % MostIntervals);
    m_count = quint8(std::min(m_count + 1, MostIntervals));
    m_medianKnown = false;
}

qint64 UplinkSpan::usualIntervalNs() const
{
    if (!m_medianKnown) {
        std::array<quint32, MostIntervals> sorted{};
        for (int i = 0; i < m_count; ++i)
            sorted[std::size_t(i)] = interval(i);
        std::sort(sorted.begin(), sorted.begin() + m_count);
        const auto upper = std::size_t(m_count / 2);
        const quint64 sum = quint64(sorted[upper]) + sorted[m_count % 2 ? upper : upper - 1];
        m_median = quint32((sum + 1) / 2);
        m_medianKnown = true;
    }
    return qint64(m_median) * StepNs;
}

void UplinkSpan::addUplink(const EventRecord &uplink, qint32 gaps)
{
    const bool acrossGap = uplink.has(EventRecord::MissedAcrossGap);
    if (m_uplinks == 0) {
        m_firstTimeNs = uplink.timeNs;
        m_firstGaps = gaps;
        m_firstAcrossGap = acrossGap;
    } else if (const auto steps = between(m_lastTimeNs, uplink.timeNs); steps && gaps == m_lastGaps && !acrossGap) {
        push(*steps);
    }
    m_uplinks = saturatingSum(m_uplinks, 1);
    if (!acrossGap)
        m_missed = saturatingSum(m_missed, uplink.missed);
    m_lastTimeNs = uplink.timeNs;
    m_lastReceivedNs = uplink.receivedNs;
    m_lastGaps = gaps;
    m_joinNs = 0;
    m_rssi = uplink.rssiCentiDbm;
    m_snr = uplink.snrCentiDb;
    m_radio = uplink.radio;
    m_fCnt = uplink.fCnt;
    m_hasFCnt = uplink.has(EventRecord::HasFCnt);
}

void UplinkSpan::prepend(const UplinkSpan &older)
{
    if (m_uplinks == 0) {
        const qint64 join = m_joinNs;
        *this = older;
        if (join != 0)
            m_joinNs = join;
        return;
    }
    if (older.m_uplinks == 0)
        return; // a join before an uplink
    std::array<quint32, MostIntervals> newestFirst{};
    int count = 0;
    for (; count < m_count; ++count)
        newestFirst[std::size_t(count)] = interval(count);
    const auto joint = between(older.m_lastTimeNs, m_firstTimeNs);
    if (joint && older.m_lastGaps == m_firstGaps && !m_firstAcrossGap && count < MostIntervals)
        newestFirst[std::size_t(count++)] = *joint;
    for (int back = 0; back < older.m_count && count < MostIntervals; ++back)
        newestFirst[std::size_t(count++)] = older.interval(back);
    m_count = 0;
    m_next = 0;
    while (count > 0)
        push(newestFirst[std::size_t(--count)]);
    m_firstTimeNs = older.m_firstTimeNs;
    m_firstGaps = older.m_firstGaps;
    m_firstAcrossGap = older.m_firstAcrossGap;
    m_uplinks = saturatingSum(m_uplinks, older.m_uplinks);
    m_missed = saturatingSum(m_missed, older.m_missed);
}

bool operator==(const UplinkSpan &a, const UplinkSpan &b)
{
    bool same = a.m_firstTimeNs == b.m_firstTimeNs && a.m_lastTimeNs == b.m_lastTimeNs
        && a.m_lastReceivedNs == b.m_lastReceivedNs && a.m_joinNs == b.m_joinNs
        && a.m_lastGaps - a.m_firstGaps == b.m_lastGaps - b.m_firstGaps && a.m_uplinks == b.m_uplinks
        && a.m_missed == b.m_missed && a.usualIntervalNs() == b.usualIntervalNs() && a.m_rssi == b.m_rssi
        && a.m_snr == b.m_snr && a.m_radio == b.m_radio && a.m_firstAcrossGap == b.m_firstAcrossGap
        && a.m_count == b.m_count;
    for (int back = 0; same && back < a.m_count; ++back)
        same = a.interval(back) == b.interval(back);
    return same;
}

} // namespace Models
