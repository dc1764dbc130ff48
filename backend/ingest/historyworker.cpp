// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ingest/historyworker.h"

#include "backend/domain/clock.h"

#include <chrono>

namespace Backend {

using namespace Domain;

namespace {

constexpr int BatchesUnderWay = 8;
constexpr auto TickInterval = std::chrono::milliseconds(250);
constexpr int TicksPerMinute = 240;
constexpr int TicksPerCounterSave = 20; // 5 s
constexpr int TicksPerReopen = 4;
constexpr quint64 RetentionSlice = 20'000;
constexpr auto RetentionPause = std::chrono::milliseconds(20);

std::size_t rawBytes(const IngestBatch &batch)
{
    std::size_t bytes = 0;
    for (const auto *messages : {&batch.raw, &batch.revisedRaw}) {
        for (const RawMessage &raw : *messages)
            bytes += std::size_t(raw.payload.size() + raw.topic.size()) + sizeof(EventRecord);
    }
    return bytes;
}

} // namespace

struct HistoryWorker::Entry
{
    ProfileRef profile = 0;
    std::unique_ptr<HistoryStore> store;
    Reopen reopen;
    HistoryStatus status;
    std::deque<IngestBatch> waiting; ///< not stored yet, oldest first
    std::size_t waitingBytes = 0;
    qint64 nextTemporarySeq = -1;
    quint64 lostUntold = 0;
    std::unordered_map<quint32, qint64> gapSeqs; ///< gap rows of this run: group → seq
    std::unordered_map<DeviceRef, DeviceCounter> counters; ///< changed, not saved
    std::optional<RetentionPolicy> retention;
    bool retentionTold = false;
    bool retaining = false; ///< the next slice is ordered
    bool listening = false;
    bool changed = false;
};

HistoryWorker::HistoryWorker(BatchMailbox &mailbox, std::size_t retryLimitBytes)
    : m_mailbox(mailbox)
    , m_retryLimit(retryLimitBytes)
    , m_room(BatchesUnderWay)
    , m_tick(this)
{
    m_tick.setInterval(TickInterval);
    connect(&m_tick, &QTimer::timeout, this, &HistoryWorker::onTick);
}

HistoryWorker::~HistoryWorker() = default;

void HistoryWorker::take(IngestBatch &&batch)
{
    m_room.acquire();
    if (m_givenUp)
        return;
    auto shared = std::make_shared<IngestBatch>(std::move(batch));
    QMetaObject::invokeMethod(
        this,
        [this, shared] {
            if (!m_givenUp)
                store(std::move(*shared));
            m_room.release();
        },
        Qt::QueuedConnection);
}

void HistoryWorker::giveUp()
{
    if (m_givenUp.exchange(true))
        return;
    // More than ingest can ever hand on from a queue that is closed.
    m_room.release(std::numeric_limits<int>::max() / 2);
}

void HistoryWorker::addStore(ProfileRef profile, std::unique_ptr<HistoryStore> store, const Problem &why, Reopen reopen)
{
    auto entry = std::make_unique<Entry>();
    entry->profile = profile;
    entry->store = std::move(store);
    entry->reopen = std::move(reopen);
    if (entry->store)
        entry->status.info = entry->store->info();
    else
        entry->status.problem = why ? why : Problem{Problem::Code::HistoryFailed, {}};
    entry->changed = true;
    m_entries[profile] = std::move(entry);
    if (!m_tick.isActive())
        m_tick.start();
}

void HistoryWorker::closeStore(ProfileRef profile)
{
    const auto it = m_entries.find(profile);
    if (it == m_entries.end())
        return;
    Entry &entry = *it->second;
    // Counters that are ahead of what is stored would hide the loss from the next start.
    if (retry(entry) && entry.store)
        saveCounters(entry);
    m_entries.erase(it);
    if (m_entries.empty())
        m_tick.stop();
}

void HistoryWorker::setRetention(ProfileRef profile, const RetentionPolicy &policy)
{
    if (const auto it = m_entries.find(profile); it != m_entries.end()) {
        it->second->retention = policy;
        runRetention(*it->second);
    }
}

void HistoryWorker::allowRetention(ProfileRef profile)
{
    if (const auto it = m_entries.find(profile); it != m_entries.end() && it->second->store) {
        it->second->store->setRetentionAnnounced();
        runRetention(*it->second);
    }
}

Problem HistoryWorker::clearHistory(ProfileRef profile)
{
    const auto it = m_entries.find(profile);
    if (it == m_entries.end())
        return {Problem::Code::HistoryFailed, {}};
    if (!it->second->store)
        return it->second->status.problem;
    Problem problem = it->second->store->clear();
    it->second->gapSeqs.clear();
    it->second->status.info = it->second->store->info();
    it->second->changed = true;
    return problem;
}

void HistoryWorker::setProblem(Entry &entry, const Problem &problem)
{
    if (entry.status.problem == problem)
        return;
    entry.status.problem = problem;
    entry.changed = false;
    Q_EMIT statusChanged(entry.profile, entry.status);
}

void HistoryWorker::rememberGaps(Entry &entry, const std::vector<EventRecord> &records)
{
    for (const EventRecord &record : records) {
        if (record.kind == EventKind::Gap)
            entry.gapSeqs[record.group] = record.seq;
    }
}

void HistoryWorker::store(IngestBatch &&batch)
{
    const auto it = m_entries.find(batch.profile);
    if (it == m_entries.end())
        return;
    Entry &entry = *it->second;
    entry.listening = batch.listening;
    for (const DeviceCounter &counter : batch.counters)
        entry.counters[counter.device] = counter;
    if (batch.isEmpty())
        return;
    entry.changed = true;

    // In order: what waits goes first, and while it has to wait so does what follows.
    if (!retry(entry)) {
        keepUnsaved(entry, std::move(batch));
        return;
    }
    if (!batch.records.empty()) {
        const Problem problem = entry.store ? entry.store->append(batch.records, batch.raw) : entry.status.problem;
        if (problem) {
            setProblem(entry, problem);
            keepUnsaved(entry, std::move(batch));
            return;
        }
        rememberGaps(entry, batch.records);
        setProblem(entry, {});
    }
    EventBatch shown;
    shown.profile = batch.profile;
    nameRevised(entry, batch, shown);
    if (m_tap)
        m_tap(batch);
    shown.records = std::move(batch.records);
    m_mailbox.put(std::move(shown));
    if (const Problem problem = storeRevised(entry, batch)) {
        setProblem(entry, problem);
        batch.records.clear();
        batch.raw.clear();
        entry.waitingBytes += rawBytes(batch);
        entry.waiting.push_back(std::move(batch));
    }
}

/// Gives the changed gap rows the seqs under which they are known now; rows that are not known are left out.
void HistoryWorker::nameRevised(const Entry &entry, IngestBatch &batch, EventBatch &shown)
{
    for (EventRecord &record : batch.revised) {
        const auto seq = entry.gapSeqs.find(record.group);
        record.seq = seq == entry.gapSeqs.end() ? 0 : seq->second;
        if (record.seq != 0)
            shown.revised.push_back(record);
    }
}

Problem HistoryWorker::storeRevised(Entry &entry, const IngestBatch &batch)
{
    std::vector<EventRecord> records;
    std::vector<RawMessage> raw;
    for (std::size_t i = 0; i < batch.revised.size(); ++i) {
        if (batch.revised[i].seq <= 0)
            continue;
        records.push_back(batch.revised[i]);
        raw.push_back(batch.revisedRaw[i]);
    }
    if (records.empty() || !entry.store)
        return {};
    if (Problem problem = entry.store->revise(records, raw))
        return problem;
    // What was missed until the end of a gap is told by its row: the next start need not tell it again.
    for (const EventRecord &record : records) {
        if (record.receivedNs > 0)
            entry.store->noteListening(std::max(entry.store->lastListeningNs(), record.receivedNs));
    }
    return {};
}

void HistoryWorker::keepUnsaved(Entry &entry, IngestBatch &&batch)
{
    for (EventRecord &record : batch.records)
        record.seq = entry.nextTemporarySeq--;
    rememberGaps(entry, batch.records);
    EventBatch shown;
    shown.profile = batch.profile;
    nameRevised(entry, batch, shown);
    shown.records = batch.records;
    if (m_tap)
        m_tap(batch);

    entry.waitingBytes += rawBytes(batch);
    entry.waiting.push_back(std::move(batch));
    while (entry.waitingBytes > m_retryLimit && entry.waiting.size() > 1)
        dropOldest(entry);
    entry.status.unsaved = 0;
    for (const IngestBatch &waiting : entry.waiting)
        entry.status.unsaved += waiting.records.size();
    entry.changed = true;
    m_mailbox.put(std::move(shown));
}

void HistoryWorker::dropOldest(Entry &entry)
{
    IngestBatch oldest = std::move(entry.waiting.front());
    entry.waiting.pop_front();
    entry.waitingBytes -= rawBytes(oldest);
    entry.lostUntold += oldest.records.size();
    entry.status.lost += oldest.records.size();
    // What changed in rows that are stored already is small and not to be lost: a gap would stay open for ever.
    IngestBatch &next = entry.waiting.front();
    entry.waitingBytes -= rawBytes(next);
    next.revised.insert(next.revised.begin(), oldest.revised.begin(), oldest.revised.end());
    next.revisedRaw.insert(next.revisedRaw.begin(), oldest.revisedRaw.begin(), oldest.revisedRaw.end());
    entry.waitingBytes += rawBytes(next);
}

bool HistoryWorker::retry(Entry &entry)
{
    if (entry.waiting.empty())
        return true;
    EventBatch shown;
    shown.profile = entry.profile;
    while (!entry.waiting.empty() && entry.store) {
        IngestBatch &batch = entry.waiting.front();
        std::vector<qint64> temporary;
        temporary.reserve(batch.records.size());
        for (const EventRecord &record : batch.records)
            temporary.push_back(record.seq);
        Problem problem = entry.store->append(batch.records, batch.raw);
        if (!problem) {
            for (std::size_t i = 0; i < temporary.size(); ++i)
                shown.saved.emplace_back(temporary[i], batch.records[i].seq);
            rememberGaps(entry, batch.records);
            entry.status.unsaved -= std::min<quint64>(entry.status.unsaved, batch.records.size());
            entry.waitingBytes -= rawBytes(batch);
            batch.records.clear();
            batch.raw.clear();
            entry.waitingBytes += rawBytes(batch);
            EventBatch known; // on screen they are what they are since they came
            nameRevised(entry, batch, known);
            problem = storeRevised(entry, batch);
        }
        if (problem) {
            setProblem(entry, problem);
            break;
        }
        entry.waitingBytes -= rawBytes(batch);
        entry.waiting.pop_front();
    }
    if (!shown.saved.empty())
        m_mailbox.put(std::move(shown));
    if (!entry.waiting.empty())
        return false;
    setProblem(entry, {});
    if (entry.lostUntold)
        tellLost(entry);
    return true;
}

void HistoryWorker::tellLost(Entry &entry)
{
    const qint64 now = nowNs();
    EventRecord record;
    record.kind = EventKind::Lost;
    record.timeNs = now;
    record.receivedNs = now;
    record.fCnt = quint32(std::min<quint64>(entry.lostUntold, std::numeric_limits<quint32>::max()));
    RawMessage raw{
        QByteArrayLiteral("$console/lost"),
        R"({"events":)" + QByteArray::number(entry.lostUntold) + R"(,"reason":"history could not be written"})", now};
    entry.lostUntold = 0;
    if (entry.store->append({&record, 1}, {&raw, 1}))
        return; // counted in the status all the same
    EventBatch shown;
    shown.profile = entry.profile;
    shown.records.push_back(record);
    if (m_tap) {
        IngestBatch told;
        told.profile = entry.profile;
        told.records = shown.records;
        told.raw = {raw};
        m_tap(told);
    }
    m_mailbox.put(std::move(shown));
}

void HistoryWorker::onTick()
{
    ++m_ticks;
    for (const auto &[profile, entry] : m_entries) {
        if (!entry->store && entry->reopen && m_ticks % TicksPerReopen == 0)
            reopen(*entry);
        if (entry->store)
            tend(*entry);
        if (entry->changed) {
            entry->changed = false;
            if (entry->store)
                entry->status.info = entry->store->info();
            Q_EMIT statusChanged(profile, entry->status);
        }
    }
}

void HistoryWorker::reopen(Entry &entry)
{
    Problem problem;
    entry.store = entry.reopen(&problem);
    if (!entry.store)
        return;
    entry.status.info = entry.store->info();
    setProblem(entry, problem);
    entry.changed = true;
}

void HistoryWorker::tend(Entry &entry)
{
    if (!entry.waiting.empty() && retry(entry))
        entry.changed = true;
    // What waits is gone if the program ends now: then the gap begins where the stored events end.
    if (entry.listening && entry.waiting.empty())
        entry.store->noteListening(nowNs());
    if (m_ticks % TicksPerCounterSave == 0 && !entry.counters.empty() && entry.waiting.empty()) {
        saveCounters(entry);
        entry.counters.clear();
    }
    if (m_ticks % TicksPerMinute == 0)
        runRetention(entry);
}

void HistoryWorker::saveCounters(Entry &entry)
{
    std::vector<DeviceCounter> counters;
    counters.reserve(entry.counters.size());
    for (const auto &[device, counter] : entry.counters)
        counters.push_back(counter);
    entry.store->saveCounters(counters);
}

void HistoryWorker::runRetention(Entry &entry)
{
    if (!entry.store || !entry.retention || entry.retaining)
        return;
    const quint64 due = entry.store->expired(*entry.retention, nowNs());
    if (!due)
        return;
    if (!entry.store->retentionAnnounced()) {
        if (!entry.retentionTold)
            Q_EMIT retentionDue(entry.profile, due);
        entry.retentionTold = true;
        return;
    }
    entry.changed = true;
    if (entry.store->deleteExpired(*entry.retention, nowNs(), RetentionSlice) == 0)
        return;
    // One slice at a time, so that batches that arrive meanwhile are stored in between.
    entry.retaining = true;
    QTimer::singleShot(RetentionPause, this, [this, profile = entry.profile] {
        const auto it = m_entries.find(profile);
        if (it == m_entries.end())
            return;
        it->second->retaining = false;
        runRetention(*it->second);
    });
}

} // namespace Backend
