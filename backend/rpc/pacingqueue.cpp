// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/rpc/pacingqueue.h"

#include <algorithm>

namespace Backend {

void PacingQueue::setLimit(const QByteArray &lane, Limit limit)
{
    m_lanes[lane].limit = limit;
}

void PacingQueue::add(const QByteArray &lane, quint64 id)
{
    m_lanes[lane].waiting.push_back(id);
}

void PacingQueue::addAgain(const QByteArray &lane, quint64 id)
{
    // Several may come back; ids grow, so the order in which they came is kept.
    std::deque<quint64> &waiting = m_lanes[lane].waiting;
    waiting.insert(std::upper_bound(waiting.begin(), waiting.end(), id), id);
}

bool PacingQueue::remove(quint64 id)
{
    for (Lane &lane : m_lanes) {
        const auto it = std::find(lane.waiting.begin(), lane.waiting.end(), id);
        if (it == lane.waiting.end())
            continue;
        lane.waiting.erase(it);
        return true;
    }
    return false;
}

void PacingQueue::pause(const QByteArray &lane, Time until)
{
    Lane &at = m_lanes[lane];
    at.pausedUntil = std::max(at.pausedUntil, until);
}

void PacingQueue::setInterval(const QByteArray &lane, Span interval)
{
    m_lanes[lane].interval = interval;
}

void PacingQueue::ended(const QByteArray &lane)
{
    Lane &at = m_lanes[lane];
    at.underWay = std::max(0, at.underWay - 1);
}

std::vector<quint64> PacingQueue::take(Time now)
{
    std::vector<quint64> out;
    for (Lane &lane : m_lanes) {
        while (const std::optional<Time> start = mayStart(lane)) {
            if (*start > now)
                break;
            out.push_back(lane.waiting.front());
            lane.waiting.pop_front();
            ++lane.underWay;
            lane.starts.push_back(now);
            while (lane.starts.size() > std::size_t(std::max(1, lane.limit.count)))
                lane.starts.pop_front();
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

std::optional<PacingQueue::Time> PacingQueue::next(Time now) const
{
    std::optional<Time> first;
    for (const Lane &lane : m_lanes) {
        const std::optional<Time> start = mayStart(lane);
        if (start && (!first || *start < *first))
            first = std::max(*start, now);
    }
    return first;
}

qsizetype PacingQueue::waiting() const
{
    qsizetype count = 0;
    for (const Lane &lane : m_lanes)
        count += qsizetype(lane.waiting.size());
    return count;
}

/// When the first that waits in the lane may leave; nullopt: nothing waits, or something has to end first.
std::optional<PacingQueue::Time> PacingQueue::mayStart(const Lane &lane)
{
    if (lane.waiting.empty() || lane.underWay >= maxUnderWay)
        return std::nullopt;
    Time start = lane.pausedUntil;
    if (!lane.starts.empty())
        start = std::max(start, lane.starts.back() + lane.interval);
    if (lane.limit.count > 0 && lane.starts.size() >= std::size_t(lane.limit.count))
        start = std::max(start, lane.starts[lane.starts.size() - std::size_t(lane.limit.count)] + lane.limit.window);
    return start;
}

} // namespace Backend
