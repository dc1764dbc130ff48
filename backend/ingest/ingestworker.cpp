// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ingest/ingestworker.h"

#include "backend/domain/clock.h"
#include "backend/ingest/countertracker.h"
#include "backend/ingest/duplicatefilter.h"
#include "backend/ingest/gaptracker.h"
#include "backend/traffic/trafficcodec.h"

#include <QSet>

#include <algorithm>
#include <chrono>
#include <limits>
#include <unordered_map>

namespace Backend {

using namespace Domain;

namespace {

constexpr qint64 NsPerMs = 1'000'000;
constexpr qint64 BatchNs = 50 * NsPerMs;
constexpr std::size_t BatchRows = 2'000;
constexpr qint64 DuplicateWindowNs = 60'000 * NsPerMs;
/// A pause of this length between a connection's end and its return is a gap row; a shorter one is, too: we cannot know
/// what was sent. Only the console's own restarts are forgiven, within the time that noting takes.
constexpr qint64 ShortestClosedNs = 250 * NsPerMs;
/// While a batch is open, wait this long for company instead of waking up for each message.
constexpr int CompanyMs = 4;
constexpr std::size_t PlentyOfCompany = 256;
constexpr qint64 NotYet = std::numeric_limits<qint64>::max();

} // namespace

/// What ingest knows of one profile; touched by the ingest thread only, after addProfile().
struct IngestWorker::State
{
    State(const IngestProfile &profile, DeviceRef row)
        : options(profile)
        , codec(TrafficCodec::create(profile.generation))
        , gaps(row)
        , profileRow(row)
    {
        counters.restore(profile.counters);
    }

    IngestProfile options;
    std::unique_ptr<TrafficCodec> codec;
    CounterTracker counters;
    DuplicateFilter duplicates;
    GapTracker gaps;
    DeviceRef profileRow;
    QSet<quint32> listening;
    QSet<quint32> returned; ///< received something since they were lost
    std::unordered_map<quint32, qint64> lastMessageNs; ///< by connection
    /// Connections that came when others were at work, and since when they listen (NotYet: they do not). Nobody wanted
    /// to hear what was sent before.
    std::unordered_map<quint32, qint64> addedNs;
    std::atomic<int> connections = 0; ///< also counted in the main thread
    bool everListened = false;
    qint64 stoppedNs = 0; ///< since when nobody listens because a person wanted it so
    IngestBatch batch;
    qint64 batchSinceNs = 0; ///< by steadyNs(): an age must not depend on who sets the clock
};

IngestWorker::IngestWorker(MessageQueue &queue, Dictionary &dictionary, BatchSink &sink)
    : m_queue(queue)
    , m_dictionary(dictionary)
    , m_sink(sink)
{
}

IngestWorker::~IngestWorker()
{
    m_queue.close();
    if (m_thread)
        m_thread->wait();
}

void IngestWorker::start()
{
    m_thread.reset(QThread::create([this] { run(); }));
    m_thread->setObjectName(QStringLiteral("ingest"));
    m_thread->start();
}

bool IngestWorker::finish(int waitMs)
{
    return !m_thread || m_thread->wait(QDeadlineTimer(waitMs));
}

void IngestWorker::addProfile(const IngestProfile &profile)
{
    auto state = std::make_shared<State>(profile, m_dictionary.internDevice(profile.profile, {}, {}));
    const std::lock_guard lock(m_mutex);
    m_profiles[profile.profile] = std::move(state);
}

void IngestWorker::addConnection(quint32 connection, ProfileRef profile)
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_profiles.find(profile);
    if (it == m_profiles.end())
        return;
    m_connections[connection] = it->second;
    ++it->second->connections;
}

void IngestWorker::removeProfile(ProfileRef profile)
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_profiles.find(profile);
    if (it == m_profiles.end())
        return;
    std::erase_if(m_connections, [&](const auto &entry) { return entry.second == it->second; });
    m_profiles.erase(it);
}

void IngestWorker::afterEarlier(std::function<void()> then)
{
    {
        const std::lock_guard lock(m_mutex);
        m_barriers.push_back(std::move(then));
    }
    ReceivedMessage barrier;
    barrier.news = ReceivedMessage::News::Barrier;
    m_queue.push(std::move(barrier));
}

void IngestWorker::passBarrier()
{
    flushAll();
    std::function<void()> then;
    {
        const std::lock_guard lock(m_mutex);
        if (m_barriers.empty())
            return;
        then = std::move(m_barriers.front());
        m_barriers.erase(m_barriers.begin());
    }
    then();
}

IngestWorker::State *IngestWorker::stateOf(quint32 connection)
{
    // Messages come in runs of one connection; the map is asked only when it changes.
    if (m_lastState && connection == m_lastConnection)
        return m_lastState.get();
    const std::lock_guard lock(m_mutex);
    const auto it = m_connections.find(connection);
    m_lastState = it == m_connections.end() ? nullptr : it->second;
    m_lastConnection = connection;
    return m_lastState.get();
}

void IngestWorker::run()
{
    std::vector<ReceivedMessage> messages;
    bool more = true;
    bool holding = false;
    while (more) {
        more = m_queue.take(messages, holding ? int(BatchNs / NsPerMs) : 500);
        m_inHand.fetch_add(messages.size(), std::memory_order_relaxed);
        for (ReceivedMessage &message : messages)
            process(std::move(message));
        const qint64 now = steadyNs();
        holding = false;
        std::vector<std::shared_ptr<State>> states;
        {
            const std::lock_guard lock(m_mutex);
            for (const auto &[ref, state] : m_profiles)
                states.push_back(state);
        }
        for (const auto &state : states) {
            if (state->batchSinceNs && now - state->batchSinceNs >= BatchNs)
                flush(*state);
            holding = holding || state->batchSinceNs;
        }
        m_lastState.reset();
        if (holding && more && messages.size() < PlentyOfCompany)
            QThread::msleep(CompanyMs);
    }
    flushAll();
}

void IngestWorker::process(ReceivedMessage &&received)
{
    if (received.news == ReceivedMessage::News::Barrier) {
        m_inHand.fetch_sub(1, std::memory_order_relaxed);
        passBarrier();
        return;
    }
    State *state = stateOf(received.connection);
    if (!state) {
        m_inHand.fetch_sub(1, std::memory_order_relaxed);
        return; // the profile was closed meanwhile
    }
    if (received.news != ReceivedMessage::News::None) {
        m_inHand.fetch_sub(1, std::memory_order_relaxed);
        news(*state, received);
        return;
    }
    message(*state, std::move(received));
}

/// The first time in this run. Before it, since the last run, is a gap.
void IngestWorker::beginListening(State &state, qint64 ns)
{
    if (state.everListened)
        return;
    state.everListened = true;
    const qint64 before = state.options.lastListeningNs;
    if (!before || ns - before <= ShortestClosedNs || state.gaps.isOpen())
        return;
    GapTracker::Row row = state.gaps.past(before, ns, QByteArrayLiteral("console closed"), state.connections);
    append(state, row.record, std::move(row.raw));
    state.counters.noteGap(ns);
}

/// A connection that was missing is back: once, by the news or by a message that overtook them.
void IngestWorker::noteReturn(State &state, quint32 connection, qint64 ns)
{
    if (state.returned.contains(connection))
        return;
    state.returned.insert(connection);
    state.counters.noteGap(connection, ns);
}

/// A connection that was added later listens. Counters may have jumped before, and that is no gap of those that did.
void IngestWorker::noteFirst(State &state, quint32 connection, qint64 ns)
{
    const auto added = state.addedNs.find(connection);
    if (added == state.addedNs.end() || added->second != NotYet)
        return;
    added->second = ns;
    state.counters.noteGap(connection, ns);
}

/// Not wanted any more: no pause, and what it still brings is nobody's.
void IngestWorker::removeConnection(State &state, quint32 connection, qint64 ns)
{
    state.listening.remove(connection);
    state.returned.remove(connection);
    state.lastMessageNs.erase(connection);
    state.addedNs.erase(connection);
    state.gaps.stopped(connection, ns);
    flush(state);
    --state.connections;
    const std::lock_guard lock(m_mutex);
    m_connections.erase(connection);
    m_lastState.reset();
}

void IngestWorker::news(State &state, const ReceivedMessage &received)
{
    const qint64 ns = received.message.receivedNs;
    switch (received.news) {
    case ReceivedMessage::News::Live: {
        beginListening(state, ns);
        noteFirst(state, received.connection, ns);
        if (state.stoppedNs && state.listening.isEmpty() && !state.gaps.isOpen()) {
            GapTracker::Row row
                = state.gaps.past(state.stoppedNs, ns, QByteArrayLiteral("disconnected"), state.connections);
            append(state, row.record, std::move(row.raw));
            state.counters.noteGap(ns);
        }
        state.stoppedNs = 0;
        state.listening.insert(received.connection);
        // Its own gap is over, also while others are not back.
        if (state.gaps.isMissing(received.connection)) {
            noteReturn(state, received.connection, ns);
            state.duplicates.openWindow(ns + DuplicateWindowNs);
        }
        state.gaps.live(received.connection, ns);
        if (!state.batchSinceNs)
            state.batchSinceNs = steadyNs();
        break;
    }
    case ReceivedMessage::News::Lost:
        state.returned.remove(received.connection);
        if (state.listening.remove(received.connection)) {
            // A silence is noticed late and dated back as far as it may reach: at most to the last message.
            const auto last = state.lastMessageNs.find(received.connection);
            const qint64 since = last == state.lastMessageNs.end() ? ns : std::max(ns, last->second);
            // The cause in the message's topic: words of our own, never the server's.
            if (auto row = state.gaps.lost(received.connection, since, received.message.topic))
                append(state, row->record, std::move(row->raw));
        }
        flush(state);
        break;
    case ReceivedMessage::News::Stopped: {
        // An open gap ends here, too: what follows was wanted, or is the time when the console is closed.
        const bool listened = state.listening.remove(received.connection);
        const bool ended = state.gaps.stopped(received.connection, ns) != 0;
        if ((listened || ended) && state.listening.isEmpty())
            state.stoppedNs = ns;
        flush(state);
        break;
    }
    case ReceivedMessage::News::Added:
        state.addedNs[received.connection] = NotYet;
        break;
    case ReceivedMessage::News::Removed:
        removeConnection(state, received.connection, ns);
        break;
    case ReceivedMessage::News::None:
    case ReceivedMessage::News::Barrier:
        break;
    }
}

void IngestWorker::message(State &state, ReceivedMessage &&received)
{
    m_received.fetch_add(1, std::memory_order_relaxed);
    // A server sends what comes while it still answers our subscriptions: such messages overtake the news.
    beginListening(state, received.message.receivedNs);
    noteFirst(state, received.connection, received.message.receivedNs);
    if (state.gaps.isOpen() && state.gaps.isMissing(received.connection))
        noteReturn(state, received.connection, received.message.receivedNs);
    state.lastMessageNs[received.connection] = received.message.receivedNs;
    TrafficFacts facts;
    if (!state.codec->read(received.message, facts)) {
        m_inHand.fetch_sub(1, std::memory_order_relaxed);
        return;
    }
    switch (state.duplicates.judge(facts.identity, received.message.receivedNs)) {
    case DuplicateFilter::Verdict::Duplicate:
        m_duplicates.fetch_add(1, std::memory_order_relaxed);
        m_inHand.fetch_sub(1, std::memory_order_relaxed);
        return;
    case DuplicateFilter::Verdict::Repeat:
        facts.flags |= EventRecord::Repeat;
        break;
    case DuplicateFilter::Verdict::Fresh:
        break;
    }
    append(state, record(state, facts, received), std::move(received.message));
    if (state.batch.records.size() >= BatchRows)
        flush(state);
}

EventRecord IngestWorker::record(State &state, const TrafficFacts &facts, const ReceivedMessage &received)
{
    const RawMessage &message = received.message;
    EventRecord out;
    out.receivedNs = message.receivedNs;
    out.timeNs = facts.timeNs ? facts.timeNs : message.receivedNs;
    out.device = m_dictionary.internDevice(state.options.profile, facts.application, facts.device);
    if (facts.devEui)
        m_dictionary.setDevEui(out.device, Eui(*facts.devEui));
    out.gateway = m_dictionary.internGateway(facts.bestGateway);
    out.radio = m_dictionary.internRadio(facts.dataRate, facts.frequencyHz);
    out.group = facts.group;
    out.rssiCentiDbm = facts.rssiCentiDbm;
    out.snrCentiDb = facts.snrCentiDb;
    out.airtimeTenthMs = facts.airtimeTenthMs;
    out.flags = facts.flags;
    out.kind = facts.kind;
    out.gatewayCount = facts.gatewayCount;
    out.payloadBytes = facts.payloadBytes;
    out.set(EventRecord::HasNetworkTime, facts.timeNs != 0);
    out.set(EventRecord::Retained, message.retained);
    out.set(EventRecord::HasFPort, facts.fPort.has_value());
    out.fPort = facts.fPort.value_or(0);
    out.set(EventRecord::HasFCnt, facts.fCnt.has_value());
    out.fCnt = facts.fCnt.value_or(0);

    const bool counts = !(out.flags & EventRecord::UncountedFlags);
    if (out.kind == EventKind::Gap || out.kind == EventKind::Lost) {
        // Only the console itself writes these; a broker that sends such a topic gets a plain row.
        out.kind = EventKind::Unknown;
        out.set(EventRecord::Unreadable);
    } else if (out.kind == EventKind::Uplink && out.has(EventRecord::HasFCnt) && counts) {
        const CounterTracker::Verdict verdict
            = state.counters.uplink(out.device, out.fCnt, facts.session, message.receivedNs, received.connection);
        out.missed = quint16(std::min<quint32>(verdict.missed, std::numeric_limits<quint16>::max()));
        out.set(EventRecord::MoreMissed, verdict.missed > out.missed);
        out.set(EventRecord::MissedAcrossGap, verdict.acrossGap);
        out.set(EventRecord::CounterReset, verdict.reset);
        const auto added = state.addedNs.find(received.connection);
        if (verdict.acrossGap && (added == state.addedNs.end() || verdict.previousNs >= added->second))
            state.gaps.missed(verdict.missed);
    } else if (out.kind == EventKind::Join && counts) {
        state.counters.join(out.device, facts.session, message.receivedNs);
    }
    return out;
}

void IngestWorker::append(State &state, const EventRecord &record, RawMessage &&raw)
{
    if (!state.batchSinceNs)
        state.batchSinceNs = steadyNs();
    state.batch.records.push_back(record);
    state.batch.raw.push_back(std::move(raw));
}

void IngestWorker::flush(State &state)
{
    state.batchSinceNs = 0;
    if (auto row = state.gaps.takeRevision()) {
        std::vector<EventRecord> &fresh = state.batch.records;
        const auto own = std::find_if(fresh.begin(), fresh.end(), [&](const EventRecord &record) {
            return record.kind == EventKind::Gap && record.group == row->record.group;
        });
        if (own != fresh.end()) {
            // Nobody has seen the row yet: it comes as it is now.
            *own = row->record;
            state.batch.raw[std::size_t(own - fresh.begin())] = std::move(row->raw);
        } else {
            state.batch.revised.push_back(row->record);
            state.batch.revisedRaw.push_back(std::move(row->raw));
        }
    }
    state.batch.listening = !state.listening.isEmpty();
    state.batch.profile = state.options.profile;
    state.batch.counters = state.counters.takeChanged();
    const std::size_t rows = state.batch.records.size();
    IngestBatch full = std::move(state.batch);
    state.batch = {};
    state.batch.records.reserve(std::min(rows * 2, BatchRows));
    state.batch.raw.reserve(std::min(rows * 2, BatchRows));
    m_sink.take(std::move(full));
    const quint64 inHand = m_inHand.load(std::memory_order_relaxed);
    m_inHand.fetch_sub(std::min<quint64>(rows, inHand), std::memory_order_relaxed);
}

void IngestWorker::flushAll()
{
    std::vector<std::shared_ptr<State>> states;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &[ref, state] : m_profiles)
            states.push_back(state);
    }
    for (const auto &state : states)
        flush(*state);
}

} // namespace Backend
