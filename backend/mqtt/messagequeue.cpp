// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mqtt/messagequeue.h"

namespace Backend {

MessageQueue::MessageQueue(std::size_t limitBytes)
    : m_limit(limitBytes)
{
}

std::size_t MessageQueue::cost(const ReceivedMessage &message)
{
    return std::size_t(message.message.payload.size() + message.message.topic.size()) + sizeof message;
}

bool MessageQueue::push(ReceivedMessage &&message)
{
    const std::size_t bytes = cost(message);
    std::unique_lock lock(m_mutex);
    const bool mayWait = message.news == ReceivedMessage::News::None;
    if (mayWait && m_bytes > 0 && m_bytes + bytes > m_limit) {
        ++m_waiting;
        m_drained.wait(lock, [&] { return m_closed || m_bytes == 0 || m_bytes + bytes <= m_limit; });
        --m_waiting;
    }
    if (m_closed)
        return false;
    add(std::move(message), bytes, lock);
    return true;
}

MessageQueue::Taken MessageQueue::tryPush(ReceivedMessage &&message)
{
    const std::size_t bytes = cost(message);
    std::unique_lock lock(m_mutex);
    if (m_closed)
        return Taken::Closed;
    if (m_bytes > 0 && m_bytes + bytes > m_limit) {
        m_refused = true;
        return Taken::Full;
    }
    add(std::move(message), bytes, lock);
    return Taken::Yes;
}

void MessageQueue::add(ReceivedMessage &&message, std::size_t bytes, std::unique_lock<std::mutex> &lock)
{
    m_bytes += bytes;
    m_messages.push_back(std::move(message));
    if (m_takerWaits) {
        m_takerWaits = false;
        lock.unlock();
        m_filled.notify_one();
    }
}

bool MessageQueue::take(std::vector<ReceivedMessage> &out, int timeoutMs)
{
    out.clear();
    std::unique_lock lock(m_mutex);
    if (m_messages.empty() && !m_closed) {
        m_takerWaits = true;
        m_filled.wait_for(lock, std::chrono::milliseconds(timeoutMs), [&] { return m_closed || !m_messages.empty(); });
        m_takerWaits = false;
    }
    std::swap(out, m_messages);
    m_bytes = 0;
    m_refused = false;
    const bool wake = m_waiting > 0;
    const bool more = !m_closed || !out.empty();
    lock.unlock();
    if (wake)
        m_drained.notify_all();
    return more;
}

void MessageQueue::close()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
    }
    m_filled.notify_all();
    m_drained.notify_all();
}

MessageQueue::Depth MessageQueue::depth() const
{
    const std::lock_guard lock(m_mutex);
    return {m_messages.size(), m_bytes, m_waiting > 0 || m_refused};
}

} // namespace Backend
