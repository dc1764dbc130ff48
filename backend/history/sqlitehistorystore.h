// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/history.h"
#include "backend/domain/identifiers.h"
#include "backend/history/historycheckpointer.h"
#include "backend/history/historyfile.h"
#include "backend/history/payloadblock.h"
#include "backend/history/storednames.h"

#include <memory>

namespace Backend {

struct HistoryOptions
{
    QString path;
    Domain::ProfileRef profile = 0; ///< whose names the file has
    Domain::Dictionary *dictionary = nullptr; ///< outlives the store
    Domain::Generation generation = Domain::Generation::V3;
    qint64 maxPages = 0; ///< 0: as many as fit on the disk
};

/// The history of a profile in an SQLite file. One per file in the world: a second open() is refused with
/// HistoryLocked. open() may be called in any thread, everything else in one. A commit survives the end of the process,
/// not a power cut.
class SqliteHistoryStore final : public Domain::HistoryStore
{
public:
    /// Null: `problem` tells why (HistoryLocked, HistoryUnwritable, …). A store together with a problem: HistoryDamaged
    /// or HistoryNewer, the old file was set aside and a fresh one begun.
    static std::unique_ptr<SqliteHistoryStore> open(const HistoryOptions &options, Domain::Problem *problem);
    ~SqliteHistoryStore() override;

    [[nodiscard]] Domain::Problem append(std::span<Domain::EventRecord> records,
                                         std::span<const Domain::RawMessage> raw) override;
    [[nodiscard]] Domain::Problem revise(std::span<const Domain::EventRecord> records,
                                         std::span<const Domain::RawMessage> raw) override;
    [[nodiscard]] Domain::HistoryInfo info() const override;
    [[nodiscard]] std::vector<Domain::DeviceCounter> counters() override;
    void saveCounters(std::span<const Domain::DeviceCounter> counters) override;
    [[nodiscard]] qint64 lastListeningNs() const override { return m_listeningNs; }
    void noteListening(qint64 ns) override;
    [[nodiscard]] quint64 expired(const Domain::RetentionPolicy &policy, qint64 nowNs) override;
    [[nodiscard]] bool retentionAnnounced() const override { return m_retentionAnnounced; }
    void setRetentionAnnounced() override;
    /// Returns after about 8 ms even when more is to be deleted: call again, between batches, until it returns 0.
    quint64 deleteExpired(const Domain::RetentionPolicy &policy, qint64 nowNs, quint64 limit) override;
    [[nodiscard]] Domain::Problem clear() override;

private:
    struct Tail
    {
        qint64 firstSeq = 0;
        QByteArray raw;
    };

    explicit SqliteHistoryStore(const HistoryOptions &options);
    int start();
    bool prepareStatements();
    void endOpenGaps(qint64 newest);
    int insertRecords(std::span<const Domain::EventRecord> records);
    int insertPayloads(std::span<const Domain::RawMessage> raw, Tail &tail);
    int insertBlock(qint64 firstSeq, qint64 count);
    int reviseOne(const Domain::EventRecord &record, const Domain::RawMessage &raw);
    [[nodiscard]] qint64 keepFrom(const Domain::RetentionPolicy &policy, qint64 nowNs) const;
    int deleteBefore(qint64 seq);
    void saveListening(qint64 ns);
    Domain::Problem failed(int result);
    [[nodiscard]] qint64 receivedAt(qint64 seq) const;

    HistoryOptions m_options;
    HistoryFile m_file; ///< before the database: the lock is given back when that is closed
    mutable SqliteDatabase m_database;
    std::unique_ptr<HistoryCheckpointer> m_checkpointer;
    StoredNames m_storedNames;
    NameWriter m_names;
    PayloadPacker m_packer;
    SqliteStatement m_insertEvent, m_insertBlock, m_reviseEvent, m_overridePayload;
    mutable SqliteStatement m_received;
    qint64 m_firstSeq = 0; ///< 0: empty
    qint64 m_lastSeq = 0; ///< also of what was deleted
    Tail m_tail;
    qint64 m_listeningNs = 0, m_savedListeningNs = 0;
    bool m_retentionAnnounced = false;
};

} // namespace Backend
