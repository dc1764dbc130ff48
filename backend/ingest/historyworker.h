// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/history.h"
#include "backend/ingest/batchmailbox.h"
#include "backend/ingest/ingestbatch.h"

#include <QObject>
#include <QSemaphore>
#include <QTimer>

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <unordered_map>

namespace Backend {

/// How a profile's history is doing. Value type.
struct HistoryStatus
{
    Domain::HistoryInfo info;
    quint64 unsaved = 0; ///< shown, waiting in memory until they can be stored
    quint64 lost = 0; ///< given up because the memory for waiting was full
    Domain::Problem problem;
};

/// Stores batches in the `history` thread and then, only then, puts them into the mailbox. What cannot be stored is
/// shown with temporary negative seqs, kept up to 64 MiB and tried again; beyond that it is counted as lost in a row of
/// its own. Born in the main thread, moved to `history`; only take() may be called from elsewhere.
class HistoryWorker : public QObject, public BatchSink
{
    Q_OBJECT

public:
    /// Sees each batch after it was stored, with its raw messages, in the `history` thread.
    using Tap = std::function<void(const IngestBatch &)>;

    using Reopen = std::function<std::unique_ptr<Domain::HistoryStore>(Domain::Problem *)>;

    explicit HistoryWorker(BatchMailbox &mailbox, std::size_t retryLimitBytes = std::size_t(64) << 20);
    ~HistoryWorker() override;

    /// From the `ingest` thread; waits while eight batches are under way.
    void take(IngestBatch &&batch) override;
    /// Any thread, at the exit when time is over: what is not stored by now is dropped, and take() waits no more.
    void giveUp();
    /// Before the first batch.
    void setTap(Tap tap) { m_tap = std::move(tap); }

    // In the `history` thread:
    /// Without a store, because of `why`, events are shown only, all of them unsaved, until `reopen` brings one; it is
    /// asked every second and returns null while nothing has changed.
    void addStore(Domain::ProfileRef profile, std::unique_ptr<Domain::HistoryStore> store,
                  const Domain::Problem &why = {}, Reopen reopen = {});
    /// Stores counters and the time, closes the file.
    void closeStore(Domain::ProfileRef profile);
    void setRetention(Domain::ProfileRef profile, const Domain::RetentionPolicy &policy);
    /// The person has seen what retention will delete: from now on it may.
    void allowRetention(Domain::ProfileRef profile);
    [[nodiscard]] Domain::Problem clearHistory(Domain::ProfileRef profile);

Q_SIGNALS:
    /// After changes, at most every 250 ms per profile, and at once when the problem changes.
    void statusChanged(Domain::ProfileRef profile, const Backend::HistoryStatus &status);
    /// The first deletion by retention is due: `events` would go. Nothing is deleted before allowRetention().
    void retentionDue(Domain::ProfileRef profile, quint64 events);

private:
    struct Entry;

    void store(IngestBatch &&batch);
    void keepUnsaved(Entry &entry, IngestBatch &&batch);
    bool retry(Entry &entry);
    static void nameRevised(const Entry &entry, IngestBatch &batch, Domain::EventBatch &shown);
    [[nodiscard]] static Domain::Problem storeRevised(Entry &entry, const IngestBatch &batch);
    static void dropOldest(Entry &entry);
    void rememberGaps(Entry &entry, const std::vector<Domain::EventRecord> &records);
    void tellLost(Entry &entry);
    void setProblem(Entry &entry, const Domain::Problem &problem);
    void onTick();
    void tend(Entry &entry);
    void reopen(Entry &entry);
    static void saveCounters(Entry &entry);
    void runRetention(Entry &entry);

    BatchMailbox &m_mailbox;
    const std::size_t m_retryLimit;
    QSemaphore m_room;
    std::atomic<bool> m_givenUp = false;
    QTimer m_tick;
    int m_ticks = 0;
    Tap m_tap;
    std::unordered_map<Domain::ProfileRef, std::unique_ptr<Entry>> m_entries;
};

} // namespace Backend

Q_DECLARE_METATYPE(Backend::HistoryStatus)
