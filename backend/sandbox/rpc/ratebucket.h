// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>

#include <algorithm>
#include <chrono>
#include <optional>

namespace Backend {

/// The bucket of TTN v2's servers: five calls, five more with each full second of its own clock. Who finds it empty
/// waits for the next five when that takes half a second at most.
class RateBucket
{
public:
    RateBucket() { m_clock.start(); }

    /// Takes one: how long to wait; nullopt: refused.
    std::optional<std::chrono::milliseconds> take()
    {
        const qint64 elapsed = m_clock.elapsed();
        const qint64 tick = elapsed / Interval;
        m_left = std::min<qint64>(Calls, m_left + (tick - m_tick) * Calls);
        m_tick = tick;
        const qint64 left = m_left - 1;
        qint64 wait = 0;
        if (left < 0)
            wait = (tick + (-left + Calls - 1) / Calls) * Interval - elapsed;
        if (wait > LongestWait)
            return std::nullopt;
        m_left = left;
        return std::chrono::milliseconds(wait);
    }

private:
    static constexpr qint64 Calls = 5;
    static constexpr qint64 Interval = 1'000;
    static constexpr qint64 LongestWait = 500;

    QElapsedTimer m_clock;
    qint64 m_left = Calls;
    qint64 m_tick = 0;
};

} // namespace Backend
