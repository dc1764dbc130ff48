// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/dictionary.h"
#include "backend/ingest/ingestbatch.h"
#include "backend/mqtt/messagequeue.h"

#include <QThread>

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>

namespace Backend {

struct TrafficFacts;

/// How ingest treats a profile.
struct IngestProfile
{
    Domain::ProfileRef profile = 0;
    Domain::Generation generation = Domain::Generation::V3;
    std::vector<Domain::DeviceCounter> counters; ///< from the history
    qint64 lastListeningNs = 0; ///< from the history; 0: first time
};

/// The `ingest` thread: takes messages from the queue, reads them, interns the names, follows counters and gaps, and
/// hands on batches that close after 50 ms, at 2,000 rows or when a connection is lost. Owned by the main thread.
class IngestWorker
{
public:
    /// All must outlive the worker.
    IngestWorker(MessageQueue &queue, Domain::Dictionary &dictionary, BatchSink &sink);
    ~IngestWorker();

    void start();
    /// Reads what is left in the queue (which must be closed), hands it on and ends. Waits at most `waitMs` (-1: until
    /// then); true when it has ended.
    bool finish(int waitMs);

    /// Before the first message of that connection is pushed. Main thread.
    void addProfile(const IngestProfile &profile);
    /// A gap row that stands for the whole profile counts its connections. One that comes while others are at work says
    /// News::Added first; one that is not wanted any more ends with News::Removed.
    void addConnection(quint32 connection, Domain::ProfileRef profile);
    void removeProfile(Domain::ProfileRef profile);
    /// `then` runs in the `ingest` thread once everything that is in the queue now has been handed on. Main thread.
    void afterEarlier(std::function<void()> then);

    /// Messages that were taken from the sockets since start.
    [[nodiscard]] quint64 received() const { return m_received.load(std::memory_order_relaxed); }
    /// Messages that came twice around a reconnect.
    [[nodiscard]] quint64 duplicates() const { return m_duplicates.load(std::memory_order_relaxed); }
    /// Taken from the queue and not handed on yet.
    [[nodiscard]] quint64 inHand() const { return m_inHand.load(std::memory_order_relaxed); }

private:
    struct State;

    void run();
    void process(ReceivedMessage &&received);
    void beginListening(State &state, qint64 ns);
    static void noteReturn(State &state, quint32 connection, qint64 ns);
    static void noteFirst(State &state, quint32 connection, qint64 ns);
    void removeConnection(State &state, quint32 connection, qint64 ns);
    void news(State &state, const ReceivedMessage &received);
    void message(State &state, ReceivedMessage &&received);
    Domain::EventRecord record(State &state, const TrafficFacts &facts, const ReceivedMessage &received);
    void append(State &state, const Domain::EventRecord &record, Domain::RawMessage &&raw);
    void flush(State &state);
    void flushAll();
    void passBarrier();
    State *stateOf(quint32 connection);

    MessageQueue &m_queue;
    Domain::Dictionary &m_dictionary;
    BatchSink &m_sink;
    std::unique_ptr<QThread> m_thread;

    std::mutex m_mutex; ///< guards the two maps; the states themselves belong to the thread once they have messages
    std::map<Domain::ProfileRef, std::shared_ptr<State>> m_profiles;
    std::map<quint32, std::shared_ptr<State>> m_connections;
    std::vector<std::function<void()>> m_barriers; ///< in the order of their entries in the queue
    quint32 m_lastConnection = 0;
    std::shared_ptr<State> m_lastState;

    std::atomic<quint64> m_received = 0;
    std::atomic<quint64> m_duplicates = 0;
    std::atomic<quint64> m_inHand = 0;
};

} // namespace Backend
