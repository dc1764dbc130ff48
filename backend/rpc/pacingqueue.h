// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QtGlobal>

#include <chrono>
#include <deque>
#include <optional>
#include <vector>

namespace Backend {

/// In which order and how fast calls go out. Calls of one lane leave in the order in which they came; a lane has a
/// limit of calls under way, an optional limit per time and, when the server asked for it, a pause. Nothing is ever
/// dropped. Plain object of the rpc thread; the caller brings the clock.
class PacingQueue
{
public:
    using Time = std::chrono::steady_clock::time_point;
    using Span = std::chrono::milliseconds;

    /// At most `count` starts in any `window`; count 0: as many as there are.
    struct Limit
    {
        int count = 0;
        Span window{1'000};
    };

    static constexpr int maxUnderWay = 16;

    void setLimit(const QByteArray &lane, Limit limit);
    void add(const QByteArray &lane, quint64 id);
    /// Back to the front, after the server refused it for its rate.
    void addAgain(const QByteArray &lane, quint64 id);
    /// False when it is not waiting (any more).
    bool remove(quint64 id);
    /// Nothing of the lane leaves before `until`.
    void pause(const QByteArray &lane, Time until);
    /// Leaves at least this much between two starts of a lane; zero: no such rule.
    void setInterval(const QByteArray &lane, Span interval);
    /// A call of the lane ended.
    void ended(const QByteArray &lane);

    /// Takes what may leave now, in order.
    std::vector<quint64> take(Time now);
    /// When to ask again at the latest; nullopt: not before something is added or ends.
    [[nodiscard]] std::optional<Time> next(Time now) const;
    [[nodiscard]] qsizetype waiting() const;

private:
    struct Lane
    {
        std::deque<quint64> waiting;
        std::deque<Time> starts; ///< of the last window
        Limit limit;
        Span interval{0};
        Time pausedUntil{};
        int underWay = 0;
    };

    static std::optional<Time> mayStart(const Lane &lane);

    QHash<QByteArray, Lane> m_lanes;
};

} // namespace Backend
