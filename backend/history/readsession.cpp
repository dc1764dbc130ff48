// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/history/readsession.h"

#include <QFileInfo>

#include <algorithm>

namespace Backend {

namespace {

/// Some screens of messages; one block may be larger than this on its own.
constexpr qsizetype CacheBytes = 8 << 20;

} // namespace

ReadSession::ReadSession(QString path, Domain::Dictionary *dictionary, Domain::ProfileRef profile)
    : m_path(std::move(path))
    , m_names(dictionary, profile)
{
}

int ReadSession::ensureOpen()
{
    if (m_database.isOpen())
        return SQLITE_OK;
    // Between its creation and its first tables the file is empty.
    if (!(QFileInfo(m_path).size() > 0))
        return SQLITE_CANTOPEN;
    int result = m_database.open(m_path, SqliteDatabase::Mode::ReadOnly);
    if (result == SQLITE_OK) {
        const HistorySchema::State state = HistorySchema::inspect(m_database, &result);
        if (state == HistorySchema::State::Empty)
            result = SQLITE_CANTOPEN;
        else if (state != HistorySchema::State::Ready && result == SQLITE_OK)
            result = SQLITE_NOTADB;
    }
    if (result == SQLITE_OK)
        result = m_names.load(m_database);
    if (result == SQLITE_OK) {
        m_bounds = m_database.prepare("SELECT (SELECT min(seq) FROM event),(SELECT max(seq) FROM event)");
        m_rows = m_database.prepare(QByteArray(QByteArrayLiteral("SELECT ") + HistorySchema::Columns
                                               + QByteArrayLiteral(" FROM event WHERE seq>=?1 AND seq<?2 ORDER BY seq"))
                                        .constData());
        m_block = m_database.prepare("SELECT first_seq,count,raw_size,data FROM payload_block WHERE first_seq<=?1 "
                                     "ORDER BY first_seq DESC LIMIT 1");
        m_override = m_database.prepare("SELECT raw_size,data FROM payload_override WHERE seq=?1");
        if (!m_bounds.isValid() || !m_rows.isValid() || !m_block.isValid() || !m_override.isValid())
            result = sqlite3_extended_errcode(m_database.handle());
    }
    if (result != SQLITE_OK) {
        for (SqliteStatement *statement : {&m_bounds, &m_rows, &m_block, &m_override})
            *statement = SqliteStatement();
        m_database.close();
    }
    return result;
}

int ReadSession::bounds(Bounds &bounds)
{
    bounds = {};
    const int result = m_bounds.step();
    if (result == SQLITE_ROW)
        bounds = {m_bounds.integer(0), m_bounds.integer(1)};
    m_bounds.reset();
    return result == SQLITE_ROW ? SQLITE_OK : result;
}

int ReadSession::rows(qint64 from, qint64 to, std::vector<Domain::EventRecord> &records)
{
    return collect(m_rows, from, to, records);
}

int ReadSession::rowsWhere(const QByteArray &where, qint64 from, qint64 to, std::vector<Domain::EventRecord> &records)
{
    if (where.isEmpty())
        return rows(from, to, records);
    if (!m_filtered.isValid() || where != m_filter) {
        m_filter = where;
        m_filtered = m_database.prepare(QByteArray(QByteArrayLiteral("SELECT ") + HistorySchema::Columns
                                                   + QByteArrayLiteral(" FROM event WHERE seq>=?1 AND seq<?2 AND (")
                                                   + where + QByteArrayLiteral(") ORDER BY seq"))
                                            .constData());
        if (!m_filtered.isValid())
            return sqlite3_extended_errcode(m_database.handle());
    }
    return collect(m_filtered, from, to, records);
}

int ReadSession::collect(SqliteStatement &statement, qint64 from, qint64 to, std::vector<Domain::EventRecord> &records)
{
    statement.bind(1, from);
    statement.bind(2, to);
    int result = SQLITE_OK;
    HistorySchema::StoredIds ids;
    while ((result = statement.step()) == SQLITE_ROW) {
        records.push_back(HistorySchema::readRecord(statement, ids));
        m_names.resolve(m_database, ids, records.back());
    }
    statement.reset();
    return result == SQLITE_DONE ? SQLITE_OK : result;
}

int ReadSession::counters(qint64 &lastId, int limit, std::vector<Domain::DeviceCounter> &counters)
{
    // Asked once per start: not worth a statement that is kept.
    SqliteStatement statement = m_database.prepare("SELECT device,f_cnt,session,received,known,joined FROM counter "
                                                   "WHERE device>?1 ORDER BY device LIMIT ?2");
    if (!statement.isValid())
        return sqlite3_extended_errcode(m_database.handle());
    const std::size_t before = counters.size();
    int result = SQLITE_OK;
    // A row without a name is damage that costs only itself: going on until something is found or nothing is left.
    while (result == SQLITE_OK && counters.size() == before) {
        statement.bind(1, lastId);
        statement.bind(2, limit);
        int rows = 0;
        for (; (result = statement.step()) == SQLITE_ROW; ++rows) {
            lastId = statement.integer(0);
            Domain::EventRecord names;
            m_names.resolve(m_database, {lastId, 0, 0}, names);
            if (names.device != 0)
                counters.push_back({names.device, quint32(statement.integer(1)), quint32(statement.integer(2)),
                                    statement.integer(3), statement.integer(4) != 0, statement.integer(5) != 0});
        }
        statement.reset();
        result = result == SQLITE_DONE ? SQLITE_OK : result;
        if (rows == 0)
            break;
    }
    return result;
}

int ReadSession::message(qint64 seq, Domain::RawMessage &message, bool &found)
{
    if (const int result = revised(seq, message, found); result != SQLITE_OK || found)
        return result;
    const CachedBlock *block = nullptr;
    const int result = blockOf(seq, &block);
    found = result == SQLITE_OK && block;
    if (found)
        message = block->block.message(qsizetype(seq - block->firstSeq));
    return result;
}

int ReadSession::revised(qint64 seq, Domain::RawMessage &message, bool &found)
{
    found = false;
    m_override.bind(1, seq);
    int result = m_override.step();
    if (result == SQLITE_ROW) {
        const auto block = PayloadBlock::unpack(m_override.blob(1), m_override.integer(0), 1);
        found = block.has_value();
        if (found)
            message = block->message(0);
        result = found ? SQLITE_OK : SQLITE_CORRUPT;
    }
    m_override.reset();
    return result == SQLITE_DONE ? SQLITE_OK : result;
}

int ReadSession::blockOf(qint64 seq, const CachedBlock **found)
{
    *found = nullptr;
    for (auto it = m_blocks.begin(); it != m_blocks.end(); ++it) {
        if (seq >= it->firstSeq && seq < it->firstSeq + it->block.count()) {
            m_blocks.splice(m_blocks.begin(), m_blocks, it);
            *found = &m_blocks.front();
            return SQLITE_OK;
        }
    }
    m_block.bind(1, seq);
    int result = m_block.step();
    if (result == SQLITE_ROW) {
        result = SQLITE_OK;
        const qint64 firstSeq = m_block.integer(0), count = m_block.integer(1);
        if (seq - firstSeq < count) {
            auto block = PayloadBlock::unpack(m_block.blob(3), m_block.integer(2), count);
            if (block) {
                remember({firstSeq, std::move(*block)});
                *found = &m_blocks.front();
            } else {
                result = SQLITE_CORRUPT;
            }
        }
    }
    m_block.reset();
    return result == SQLITE_DONE ? SQLITE_OK : result;
}

void ReadSession::remember(CachedBlock block)
{
    // The last block of a quiet history grows: the longer one takes the place of the shorter.
    const auto same = std::find_if(m_blocks.begin(), m_blocks.end(),
                                   [&](const CachedBlock &other) { return other.firstSeq == block.firstSeq; });
    if (same != m_blocks.end()) {
        m_blockBytes -= same->block.byteSize();
        m_blocks.erase(same);
    }
    m_blockBytes += block.block.byteSize();
    m_blocks.push_front(std::move(block));
    while (m_blockBytes > CacheBytes && m_blocks.size() > 1) {
        m_blockBytes -= m_blocks.back().block.byteSize();
        m_blocks.pop_back();
    }
}

} // namespace Backend
