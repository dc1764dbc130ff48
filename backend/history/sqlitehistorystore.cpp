// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/history/sqlitehistorystore.h"

#include <unordered_map>

namespace Backend {

using Domain::EventKind;
using Domain::EventRecord;
using Domain::Problem;
using Domain::RawMessage;

namespace {

constexpr qint64 ListeningSavedEveryNs = 5'000'000'000;
/// So far back a gap that was left open is looked for: a scan of some ms.
constexpr qint64 OpenGapEvents = 50'000;
/// A last block smaller than this goes on growing, else a quiet network would store one message per block.
constexpr qsizetype OpenBlockBytes = 16 * 1024;

} // namespace

std::unique_ptr<SqliteHistoryStore> SqliteHistoryStore::open(const HistoryOptions &options, Problem *problem)
{
    Q_ASSERT(options.dictionary && problem);
    std::unique_ptr<SqliteHistoryStore> store(new SqliteHistoryStore(options));
    if (!store->m_file.open(store->m_database, options.maxPages, *problem))
        return nullptr;
    if (const int result = store->start(); result != SQLITE_OK) {
        *problem = store->failed(result);
        return nullptr;
    }
    return store;
}

SqliteHistoryStore::SqliteHistoryStore(const HistoryOptions &options)
    : m_options(options)
    , m_file(options.path)
    , m_storedNames(options.dictionary, options.profile)
    , m_names(options.dictionary)
{
}

SqliteHistoryStore::~SqliteHistoryStore()
{
    if (m_database.isOpen() && m_listeningNs != m_savedListeningNs)
        saveListening(m_listeningNs);
}

int SqliteHistoryStore::start()
{
    if (!prepareStatements())
        return sqlite3_extended_errcode(m_database.handle());
    if (const int result = m_storedNames.load(m_database); result != SQLITE_OK)
        return result;
    m_names.adopt(m_database, m_storedNames);
    m_checkpointer = std::make_unique<HistoryCheckpointer>(m_file.path(), m_database);
    int result = SQLITE_OK;
    m_firstSeq = m_database.integer("SELECT min(seq) FROM event", 0, &result);
    if (result != SQLITE_OK)
        return result;
    const qint64 newest = m_database.integer("SELECT max(seq) FROM event", 0, &result);
    if (result != SQLITE_OK)
        return result;
    m_lastSeq = std::max(newest, HistorySchema::meta(m_database, "last_seq"));
    m_savedListeningNs = HistorySchema::meta(m_database, "listening");
    // What the console itself wrote, gaps above all, does not say that it was listening.
    m_listeningNs = std::max(
        m_savedListeningNs,
        m_database.integer("SELECT received FROM event WHERE kind NOT IN (13,17) ORDER BY seq DESC LIMIT 1"));
    endOpenGaps(newest);
    m_retentionAnnounced = HistorySchema::meta(m_database, "retention_announced") != 0;
    if (HistorySchema::meta(m_database, "generation") != qint64(m_options.generation))
        return HistorySchema::setMeta(m_database, "generation", qint64(m_options.generation));
    return SQLITE_OK;
}

void SqliteHistoryStore::endOpenGaps(qint64 newest)
{
    // A writer that died in a gap left it open for ever. The next gap begins where we last listened, so this one ends
    // there. On a disk without room the row stays as it is: no reason not to open.
    SqliteStatement end
        = m_database.prepare("UPDATE event SET received=max(time,?1) WHERE kind=13 AND received=0 AND seq>?2");
    if (!end.isValid())
        return;
    end.bind(1, m_listeningNs);
    end.bind(2, newest - OpenGapEvents);
    end.run();
}

bool SqliteHistoryStore::prepareStatements()
{
    const QByteArray insert = QByteArrayLiteral("INSERT INTO event(") + HistorySchema::Columns
        + QByteArrayLiteral(") VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17)");
    m_insertEvent = m_database.prepare(insert.constData());
    const QByteArray revise = QByteArrayLiteral("UPDATE event SET (") + HistorySchema::Columns
        + QByteArrayLiteral(")=(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17) WHERE seq=?1");
    m_reviseEvent = m_database.prepare(revise.constData());
    m_insertBlock
        = m_database.prepare("INSERT OR REPLACE INTO payload_block(first_seq,count,raw_size,data) VALUES(?1,?2,?3,?4)");
    m_overridePayload
        = m_database.prepare("INSERT OR REPLACE INTO payload_override(seq,revision,raw_size,data) "
                             "VALUES(?1,(SELECT coalesce(max(revision),0)+1 FROM payload_override),?2,?3)");
    m_received = m_database.prepare("SELECT CASE WHEN received>0 THEN received ELSE time END FROM event WHERE seq=?1");
    return m_insertEvent.isValid() && m_reviseEvent.isValid() && m_insertBlock.isValid() && m_overridePayload.isValid()
        && m_received.isValid();
}

Problem SqliteHistoryStore::failed(int result)
{
    const int primary = result & 0xFF;
    if (primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB)
        m_file.suspectDamage();
    return m_database.problem(result, m_file.path());
}

Problem SqliteHistoryStore::append(std::span<EventRecord> records, std::span<const RawMessage> raw)
{
    Q_ASSERT(records.size() == raw.size());
    if (records.empty())
        return {};
    SqliteTransaction transaction(m_database);
    Tail tail = m_tail;
    int result = transaction.begun();
    if (result == SQLITE_OK)
        result = insertRecords(records);
    if (result == SQLITE_OK)
        result = insertPayloads(raw, tail);
    if (result == SQLITE_OK)
        result = transaction.commit();
    if (result != SQLITE_OK) {
        Problem problem = failed(result);
        transaction.rollback();
        m_names.rolledBack();
        return problem;
    }
    m_names.committed();
    m_tail = std::move(tail);
    for (EventRecord &record : records) {
        record.seq = ++m_lastSeq;
        if (record.kind != EventKind::Gap && record.kind != EventKind::Lost)
            m_listeningNs = std::max(m_listeningNs, record.receivedNs);
    }
    if (m_firstSeq == 0)
        m_firstSeq = records.front().seq;
    return {};
}

int SqliteHistoryStore::insertRecords(std::span<const EventRecord> records)
{
    qint64 seq = m_lastSeq;
    HistorySchema::StoredIds ids;
    for (const EventRecord &record : records) {
        if (const int result = m_names.ids(m_database, record, ids); result != SQLITE_OK)
            return result;
        HistorySchema::bindRecord(m_insertEvent, ++seq, record, ids);
        if (const int result = m_insertEvent.run(); result != SQLITE_OK)
            return result;
    }
    return SQLITE_OK;
}

int SqliteHistoryStore::insertPayloads(std::span<const RawMessage> raw, Tail &tail)
{
    qint64 next = m_lastSeq + 1;
    qint64 first = next;
    m_packer.clear();
    if (!tail.raw.isEmpty()) {
        first = tail.firstSeq;
        m_packer.restart(tail.raw);
    }
    for (const RawMessage &message : raw) {
        m_packer.add(message);
        ++next;
        if (m_packer.raw().size() < PayloadBlock::TargetBytes)
            continue;
        if (const int result = insertBlock(first, next - first); result != SQLITE_OK)
            return result;
        m_packer.clear();
        first = next;
    }
    tail = {};
    if (first == next)
        return SQLITE_OK;
    if (m_packer.raw().size() < OpenBlockBytes)
        tail = {first, m_packer.raw().toByteArray()};
    return insertBlock(first, next - first);
}

int SqliteHistoryStore::insertBlock(qint64 firstSeq, qint64 count)
{
    m_insertBlock.bind(1, firstSeq);
    m_insertBlock.bind(2, count);
    m_insertBlock.bind(3, m_packer.raw().size());
    m_insertBlock.bindBlob(4, m_packer.pack());
    return m_insertBlock.run();
}

Problem SqliteHistoryStore::revise(std::span<const EventRecord> records, std::span<const RawMessage> raw)
{
    Q_ASSERT(records.size() == raw.size());
    if (records.empty())
        return {};
    SqliteTransaction transaction(m_database);
    int result = transaction.begun();
    for (std::size_t i = 0; i < records.size() && result == SQLITE_OK; ++i) {
        // A row that retention has taken in the meantime stays gone.
        if (records[i].seq >= m_firstSeq && records[i].seq <= m_lastSeq)
            result = reviseOne(records[i], raw[i]);
    }
    if (result == SQLITE_OK)
        result = transaction.commit();
    if (result != SQLITE_OK) {
        Problem problem = failed(result);
        transaction.rollback();
        m_names.rolledBack();
        return problem;
    }
    m_names.committed();
    return {};
}

int SqliteHistoryStore::reviseOne(const EventRecord &record, const RawMessage &raw)
{
    HistorySchema::StoredIds ids;
    if (const int result = m_names.ids(m_database, record, ids); result != SQLITE_OK)
        return result;
    HistorySchema::bindRecord(m_reviseEvent, record.seq, record, ids);
    if (const int result = m_reviseEvent.run(); result != SQLITE_OK)
        return result;
    m_packer.clear();
    m_packer.add(raw);
    m_overridePayload.bind(1, record.seq);
    m_overridePayload.bind(2, m_packer.raw().size());
    m_overridePayload.bindBlob(3, m_packer.pack());
    return m_overridePayload.run();
}

Domain::HistoryInfo SqliteHistoryStore::info() const
{
    Domain::HistoryInfo info;
    const qint64 pages = m_database.integer("PRAGMA page_count") - m_database.integer("PRAGMA freelist_count");
    info.bytes = quint64(std::max<qint64>(0, pages)) * HistorySchema::PageSize;
    if (m_firstSeq == 0)
        return info;
    info.events = quint64(m_lastSeq - m_firstSeq + 1);
    info.firstSeq = m_firstSeq;
    info.lastSeq = m_lastSeq;
    info.oldestNs = receivedAt(m_firstSeq);
    return info;
}

qint64 SqliteHistoryStore::receivedAt(qint64 seq) const
{
    m_received.bind(1, seq);
    const qint64 ns = m_received.step() == SQLITE_ROW ? m_received.integer(0) : 0;
    m_received.reset();
    return ns;
}

std::vector<Domain::DeviceCounter> SqliteHistoryStore::counters()
{
    std::unordered_map<Domain::DeviceRef, Domain::DeviceCounter> counters;
    SqliteStatement saved = m_database.prepare("SELECT device,f_cnt,session,received,known,joined FROM counter");
    EventRecord names;
    while (saved.isValid() && saved.step() == SQLITE_ROW) {
        m_storedNames.resolve(m_database, {saved.integer(0), 0, 0}, names);
        counters[names.device] = {names.device,     quint32(saved.integer(1)), quint32(saved.integer(2)),
                                  saved.integer(3), saved.integer(4) != 0,     saved.integer(5) != 0};
    }
    saved.reset();
    SqliteStatement newer
        = m_database.prepare("SELECT kind,flags,f_cnt,received,device FROM event WHERE seq>?1 AND kind IN (1,2)");
    newer.bind(1, HistorySchema::meta(m_database, "counters_seq"));
    while (newer.isValid() && newer.step() == SQLITE_ROW) {
        m_storedNames.resolve(m_database, {newer.integer(4), 0, 0}, names);
        if (names.device == 0)
            continue;
        const auto flags = quint16(newer.integer(1));
        if (flags & EventRecord::UncountedFlags)
            continue;
        const bool joined = EventKind(newer.integer(0)) == EventKind::Join;
        if (!joined && !(flags & EventRecord::HasFCnt))
            continue;
        Domain::DeviceCounter &counter = counters[names.device];
        counter.device = names.device;
        // The rows do not have the session, and a new one must not be compared with the old.
        if (joined || flags & EventRecord::CounterReset)
            counter.session = 0;
        counter.joined = joined;
        counter.known = !joined;
        counter.lastReceivedNs = newer.integer(3);
        if (joined)
            continue;
        counter.lastFCnt = quint32(newer.integer(2));
    }
    std::vector<Domain::DeviceCounter> result;
    result.reserve(counters.size());
    for (const auto &[device, counter] : counters)
        result.push_back(counter);
    return result;
}

void SqliteHistoryStore::saveCounters(std::span<const Domain::DeviceCounter> counters)
{
    // Without it the next start reads more events once: a failure needs no report.
    SqliteTransaction transaction(m_database);
    if (transaction.begun() != SQLITE_OK)
        return;
    SqliteStatement save
        = m_database.prepare("INSERT OR REPLACE INTO counter(device,f_cnt,session,received,known,joined) "
                             "VALUES(?1,?2,?3,?4,?5,?6)");
    int result = save.isValid() ? SQLITE_OK : SQLITE_ERROR;
    for (std::size_t i = 0; i < counters.size() && result == SQLITE_OK; ++i) {
        EventRecord names;
        names.device = counters[i].device;
        HistorySchema::StoredIds ids;
        result = m_names.ids(m_database, names, ids);
        save.bind(1, ids.device);
        save.bind(2, counters[i].lastFCnt);
        save.bind(3, counters[i].session);
        save.bind(4, counters[i].lastReceivedNs);
        save.bind(5, counters[i].known);
        save.bind(6, counters[i].joined);
        if (result == SQLITE_OK)
            result = save.run();
    }
    if (result == SQLITE_OK)
        result = HistorySchema::setMeta(m_database, "counters_seq", m_lastSeq);
    if (result == SQLITE_OK)
        result = transaction.commit();
    if (result == SQLITE_OK) {
        m_names.committed();
        return;
    }
    failed(result);
    transaction.rollback();
    m_names.rolledBack();
}

void SqliteHistoryStore::noteListening(qint64 ns)
{
    m_listeningNs = ns;
    if (ns - m_savedListeningNs >= ListeningSavedEveryNs || ns < m_savedListeningNs)
        saveListening(ns);
}

void SqliteHistoryStore::saveListening(qint64 ns)
{
    if (HistorySchema::setMeta(m_database, "listening", ns) == SQLITE_OK)
        m_savedListeningNs = ns;
}

Problem SqliteHistoryStore::clear()
{
    SqliteTransaction transaction(m_database);
    int result = transaction.begun();
    if (result == SQLITE_OK)
        result = m_database.exec(
            "DELETE FROM event;DELETE FROM payload_block;DELETE FROM payload_override;DELETE FROM counter;"
            "DELETE FROM device;DELETE FROM gateway;DELETE FROM radio;DELETE FROM meta WHERE key='counters_seq'");
    // Rows that are still shown somewhere must not meet new ones under their numbers.
    if (result == SQLITE_OK)
        result = HistorySchema::setMeta(m_database, "last_seq", m_lastSeq);
    if (result == SQLITE_OK)
        result = transaction.commit();
    if (result != SQLITE_OK) {
        Problem problem = failed(result);
        transaction.rollback();
        return problem;
    }
    m_names.clear();
    m_tail = {};
    m_firstSeq = 0;
    // The space goes back now; a reader in the middle of something only delays it to the next checkpoint.
    m_database.exec("PRAGMA incremental_vacuum;PRAGMA wal_checkpoint(TRUNCATE)");
    return {};
}

} // namespace Backend
