// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How a history store forgets.
#include "backend/history/sqlitehistorystore.h"

#include <QElapsedTimer>

namespace Backend {

namespace {

/// While a deletion runs nothing can be appended.
constexpr qint64 StallMs = 8;
constexpr qint64 SliceEvents = 256;
/// Free pages that stay for the next blocks; more go back to the system, some per slice.
constexpr qint64 KeptFreePages = 512;
constexpr const char *VacuumSlice = "PRAGMA incremental_vacuum(64)";

} // namespace

qint64 SqliteHistoryStore::keepFrom(const Domain::RetentionPolicy &policy, qint64 nowNs) const
{
    if (m_firstSeq == 0)
        return 0;
    qint64 keep = m_firstSeq;
    const qint64 ageNs = std::chrono::duration_cast<std::chrono::nanoseconds>(
                             std::clamp(policy.age, std::chrono::hours(0), std::chrono::hours(24 * 36'500)))
                             .count();
    if (ageNs > 0) {
        // Events come in order of their arrival, so the border is found by halving.
        qint64 low = m_firstSeq, high = m_lastSeq + 1;
        while (low < high) {
            const qint64 middle = low + (high - low) / 2;
            if (receivedAt(middle) < nowNs - ageNs)
                low = middle + 1;
            else
                high = middle;
        }
        keep = low;
    }
    const Domain::HistoryInfo used = info();
    if (policy.bytes > 0 && used.bytes > policy.bytes) {
        const double share = double(used.bytes - policy.bytes) / double(used.bytes);
        keep = std::max(keep, m_firstSeq + std::max<qint64>(1, qint64(share * double(used.events))));
    }
    return std::min(keep, m_lastSeq + 1);
}

quint64 SqliteHistoryStore::expired(const Domain::RetentionPolicy &policy, qint64 nowNs)
{
    return quint64(keepFrom(policy, nowNs) - m_firstSeq);
}

quint64 SqliteHistoryStore::deleteExpired(const Domain::RetentionPolicy &policy, qint64 nowNs, quint64 limit)
{
    QElapsedTimer clock;
    clock.start();
    quint64 deleted = 0;
    do {
        const qint64 before = m_firstSeq;
        const qint64 slice = qint64(std::min<quint64>(limit - deleted, SliceEvents));
        const qint64 keep = std::min(keepFrom(policy, nowNs), before + slice);
        if (keep > before) {
            if (deleteBefore(keep) != SQLITE_OK)
                break;
            deleted += quint64(keep - before);
        }
        const bool manyFree = m_database.integer("PRAGMA freelist_count") > KeptFreePages;
        if (manyFree)
            m_database.exec(VacuumSlice);
        else if (keep == before)
            break;
    } while (deleted < limit && m_firstSeq > 0 && clock.elapsed() < StallMs);
    return deleted;
}

int SqliteHistoryStore::deleteBefore(qint64 seq)
{
    SqliteTransaction transaction(m_database);
    int result = transaction.begun();
    const auto run = [&](const char *sql, qint64 value) {
        if (result != SQLITE_OK)
            return;
        SqliteStatement statement = m_database.prepare(sql);
        if (!statement.isValid()) {
            result = sqlite3_extended_errcode(m_database.handle());
            return;
        }
        statement.bind(1, value);
        result = statement.run();
    };
    run("DELETE FROM event WHERE seq<?1", seq);
    run("DELETE FROM payload_override WHERE seq<?1", seq);
    if (seq > m_lastSeq) {
        run("DELETE FROM payload_block WHERE first_seq<?1", seq);
        if (result == SQLITE_OK)
            result = HistorySchema::setMeta(m_database, "last_seq", m_lastSeq);
    } else {
        // A block leaves when the last of its events has left.
        run("DELETE FROM payload_block WHERE first_seq<(SELECT max(first_seq) FROM payload_block WHERE first_seq<=?1)",
            seq);
    }
    if (result == SQLITE_OK)
        result = transaction.commit();
    if (result != SQLITE_OK) {
        failed(result);
        return result;
    }
    m_firstSeq = seq > m_lastSeq ? 0 : seq;
    if (m_firstSeq == 0)
        m_tail = {};
    return SQLITE_OK;
}

void SqliteHistoryStore::setRetentionAnnounced()
{
    if (HistorySchema::setMeta(m_database, "retention_announced", 1) == SQLITE_OK)
        m_retentionAnnounced = true;
}

} // namespace Backend
