// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/eventqueue.h"

#include <algorithm>

namespace Backend {

void EventQueue::at(qint64 timeNs, std::function<void()> run)
{
    m_heap.push_back({std::max(timeNs, m_nowNs), m_order++, std::move(run)});
    std::push_heap(m_heap.begin(), m_heap.end());
}

bool EventQueue::runUntil(qint64 timeNs, const std::function<bool()> &mayGoOn)
{
    while (!m_heap.empty() && m_heap.front().atNs <= timeNs) {
        if (!mayGoOn())
            return false;
        std::pop_heap(m_heap.begin(), m_heap.end());
        Event event = std::move(m_heap.back());
        m_heap.pop_back();
        m_nowNs = event.atNs;
        event.run();
    }
    m_nowNs = std::max(m_nowNs, timeNs);
    return true;
}

void EventQueue::postponeAll(qint64 byNs)
{
    for (Event &event : m_heap)
        event.atNs += byNs;
}

} // namespace Backend
