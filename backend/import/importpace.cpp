// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/import/importpace.h"

#include <algorithm>

namespace Backend {

namespace {

constexpr qint64 shownMs = 60'000;
/// A pace of fewer devices is none.
constexpr std::size_t fewestShown = 5;
/// Where the network does not say how long.
constexpr qint64 unsaidPauseMs = 2'000;
constexpr qint64 longestPauseMs = 60'000;
/// After so many successes one more may be under way.
constexpr int successesForMore = 8;

} // namespace

void ImportPace::succeeded(qint64 now)
{
    ended(now);
    m_troubles = 0;
    if (m_most >= Most || ++m_successes < successesForMore)
        return;
    m_successes = 0;
    ++m_most;
}

void ImportPace::ended(qint64 now)
{
    m_ends.push_back(now);
    while (m_ends.front() < now - shownMs)
        m_ends.pop_front();
}

void ImportPace::limited(qint64 now, qint64 seconds)
{
    const qint64 until = now + (seconds > 0 ? std::min(seconds * 1'000, 10 * longestPauseMs) : unsaidPauseMs);
    // Those that were under way together are refused together, and count as one.
    if (waitMs(now) <= 0) {
        m_most = std::max(1, m_most / 2);
        m_successes = 0;
    }
    m_pausedUntil = std::max(m_pausedUntil, until);
}

void ImportPace::troubled(qint64 now)
{
    if (waitMs(now) > 0)
        return;
    ++m_troubles;
    m_pausedUntil = now + std::min(longestPauseMs, qint64(1'000) << std::min(m_troubles - 1, 6));
}

void ImportPace::forgetTroubles()
{
    m_troubles = 0;
    m_pausedUntil = 0;
}

double ImportPace::perMinute(qint64 now) const
{
    const auto first = std::lower_bound(m_ends.begin(), m_ends.end(), now - shownMs);
    const auto count = std::size_t(m_ends.end() - first);
    if (count < fewestShown)
        return 0;
    const qint64 span = std::max<qint64>(now - *first, 1);
    return double(count) * 60'000.0 / double(span);
}

} // namespace Backend
