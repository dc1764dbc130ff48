// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <functional>
#include <vector>

namespace Backend {

/// Things that happen later, in the order of their time and, at one time, in the order in which they were asked for.
/// It has its own time, which moves only by runUntil(): the same calls give the same course of events.
class EventQueue
{
public:
    explicit EventQueue(qint64 startNs)
        : m_nowNs(startNs)
    {
    }

    [[nodiscard]] qint64 nowNs() const { return m_nowNs; }
    [[nodiscard]] bool isEmpty() const { return m_heap.empty(); }
    /// Only when not empty.
    [[nodiscard]] qint64 nextNs() const { return m_heap.front().atNs; }

    void at(qint64 timeNs, std::function<void()> run);
    void in(qint64 delayNs, std::function<void()> run) { at(m_nowNs + delayNs, std::move(run)); }

    /// Runs what is due up to `timeNs`, as long as `mayGoOn` says so before each; false when it stopped early.
    bool runUntil(qint64 timeNs, const std::function<bool()> &mayGoOn);
    /// Everything that waits happens later by this much: after the computer slept.
    void postponeAll(qint64 byNs);

private:
    struct Event
    {
        qint64 atNs = 0;
        quint64 order = 0;
        std::function<void()> run;

        bool operator<(const Event &other) const
        {
            return atNs != other.atNs ? atNs > other.atNs : order > other.order;
        }
    };

    std::vector<Event> m_heap;
    quint64 m_order = 0;
    qint64 m_nowNs;
};

} // namespace Backend
