// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/rawmessage.h"

#include <condition_variable>
#include <mutex>
#include <vector>

namespace Backend {

/// A message with where it came from. The owner of a connection also puts the connection's own news into the queue, so
/// that ingest sees them in order with the messages.
struct ReceivedMessage
{
    enum class News : quint8 {
        None, ///< an ordinary message
        Live, ///< connected and subscribed since message.receivedNs
        Lost, ///< no longer listening since message.receivedNs
        Stopped, ///< closed because we were asked to
        Added, ///< came while other connections of its profile were at work; before its first message
        Removed, ///< not wanted any more; what follows of it is dropped
        Barrier, ///< everything before was pushed; see IngestWorker::afterEarlier()
    };

    Domain::RawMessage message;
    quint32 connection = 0; ///< number that the owner of the connection chose
    News news = News::None;
};

/// The bounded queue between the sockets and ingest. The reading threads push, the ingest thread takes everything at
/// once. When it is full push() waits: the socket is then not read, so the broker and TCP hold back; nothing is dropped
/// here.
class MessageQueue
{
public:
    explicit MessageQueue(std::size_t limitBytes = std::size_t(64) << 20);

    /// Any thread. False once closed (the message is not taken). A message larger than the limit is taken when the
    /// queue is empty. News never wait: they are few and small, and who has them must not stand still.
    bool push(ReceivedMessage &&message);
    enum class Taken { Yes, Full, Closed };
    /// Any thread; never waits. The message is moved from only with Taken::Yes. After Taken::Full depth() says so until
    /// take() made room.
    Taken tryPush(ReceivedMessage &&message);
    /// Waits until there is something, at most `timeoutMs`; swaps everything into `out` (cleared first). False when
    /// closed and empty.
    bool take(std::vector<ReceivedMessage> &out, int timeoutMs);
    /// Wakes everybody; push() returns false from now on, take() gives what is left.
    void close();

    struct Depth
    {
        std::size_t messages = 0;
        std::size_t bytes = 0;
        bool full = false;
    };
    [[nodiscard]] Depth depth() const;

private:
    void add(ReceivedMessage &&message, std::size_t bytes, std::unique_lock<std::mutex> &lock);
    static std::size_t cost(const ReceivedMessage &message);

    const std::size_t m_limit;
    mutable std::mutex m_mutex;
    std::condition_variable m_filled;
    std::condition_variable m_drained;
    std::vector<ReceivedMessage> m_messages;
    std::size_t m_bytes = 0;
    int m_waiting = 0;
    bool m_takerWaits = false;
    bool m_refused = false;
    bool m_closed = false;
};

} // namespace Backend
