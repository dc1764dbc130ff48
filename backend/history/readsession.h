// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/history.h"
#include "backend/domain/rawmessage.h"
#include "backend/history/payloadblock.h"
#include "backend/history/storednames.h"

#include <list>
#include <vector>

namespace Backend {

/// A read-only look at a history file: rows by sequence number and their messages. One thread. Every call is a short
/// read of its own, so the writer's journal can always be folded in.
class ReadSession
{
public:
    ReadSession(QString path, Domain::Dictionary *dictionary, Domain::ProfileRef profile);

    /// Opens when necessary. SQLITE_OK, SQLITE_CANTOPEN while there is no file, or another error.
    int ensureOpen();

    struct Bounds
    {
        qint64 first = 0; ///< 0: no events
        qint64 last = 0;
    };
    int bounds(Bounds &bounds);
    /// Appends the rows `from` ≤ seq < `to` in order.
    int rows(qint64 from, qint64 to, std::vector<Domain::EventRecord> &records);
    /// The same with `where` (an expression over the columns of `event`).
    int rowsWhere(const QByteArray &where, qint64 from, qint64 to, std::vector<Domain::EventRecord> &records);
    /// Appends the counters of at most `limit` devices after `lastId`, which moves on; none: that was all.
    int counters(qint64 &lastId, int limit, std::vector<Domain::DeviceCounter> &counters);
    /// `found` false: retention took the event.
    int message(qint64 seq, Domain::RawMessage &message, bool &found);

    [[nodiscard]] SqliteDatabase &database() { return m_database; }
    [[nodiscard]] StoredNames &names() { return m_names; }
    [[nodiscard]] Domain::Problem problem(int result) const { return m_database.problem(result, m_path); }

private:
    struct CachedBlock
    {
        qint64 firstSeq = 0;
        PayloadBlock block;
    };

    int collect(SqliteStatement &statement, qint64 from, qint64 to, std::vector<Domain::EventRecord> &records);
    int revised(qint64 seq, Domain::RawMessage &message, bool &found);
    int blockOf(qint64 seq, const CachedBlock **found);
    void remember(CachedBlock block);

    QString m_path;
    SqliteDatabase m_database;
    StoredNames m_names;
    SqliteStatement m_bounds, m_rows, m_filtered, m_block, m_override;
    QByteArray m_filter;
    std::list<CachedBlock> m_blocks; ///< the last used first
    qsizetype m_blockBytes = 0;
};

} // namespace Backend
