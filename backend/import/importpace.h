// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <deque>

namespace Backend {

/// How many devices may be under way at once, and when the next one may start: as many as there may be until the
/// network asks for less, then half of it and a pause, then slowly more. Times in ms of a clock that nobody sets.
class ImportPace
{
public:
    static constexpr int Most = 16;

    /// `now`: of the answer.
    void succeeded(qint64 now);
    /// It ended, whatever came of it; counts for the pace that is shown.
    void ended(qint64 now);
    /// The network refused one for its rate; `seconds` it asks to wait, 0: does not say.
    void limited(qint64 now, qint64 seconds);
    /// The network could not be reached. Each time the pause doubles, until something succeeds.
    void troubled(qint64 now);

    [[nodiscard]] int mostUnderWay() const { return m_most; }
    /// 0 or less: now.
    [[nodiscard]] qint64 waitMs(qint64 now) const { return m_pausedUntil - now; }
    /// Pauses in a row in which nothing succeeded.
    [[nodiscard]] int troubles() const { return m_troubles; }
    void forgetTroubles();
    /// Of the last minute; 0: not known.
    [[nodiscard]] double perMinute(qint64 now) const;

private:
    int m_most = Most;
    int m_successes = 0; ///< since m_most changed
    int m_troubles = 0;
    qint64 m_pausedUntil = 0;
    std::deque<qint64> m_ends; ///< of the last minute
};

} // namespace Backend
