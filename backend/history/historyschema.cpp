// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/history/historyschema.h"

#include <array>

namespace Backend::HistorySchema {

namespace {

/// Script i brings a file from version i to i + 1.
constexpr std::array<const char *, Version> Migrations = {
    R"(
CREATE TABLE meta(key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE device(id INTEGER PRIMARY KEY AUTOINCREMENT, application TEXT NOT NULL, device TEXT NOT NULL,
    dev_eui INTEGER NOT NULL);
CREATE TABLE gateway(id INTEGER PRIMARY KEY AUTOINCREMENT, gateway TEXT NOT NULL);
CREATE TABLE radio(id INTEGER PRIMARY KEY AUTOINCREMENT, data_rate TEXT NOT NULL, frequency INTEGER NOT NULL);
CREATE TABLE event(seq INTEGER PRIMARY KEY, time INTEGER NOT NULL, received INTEGER NOT NULL, device INTEGER NOT NULL,
    gateway INTEGER NOT NULL, f_cnt INTEGER NOT NULL, grp INTEGER NOT NULL, radio INTEGER NOT NULL, missed INTEGER NOT NULL,
    rssi INTEGER NOT NULL, snr INTEGER NOT NULL, airtime INTEGER NOT NULL, flags INTEGER NOT NULL, kind INTEGER NOT NULL,
    f_port INTEGER NOT NULL, gateways INTEGER NOT NULL, bytes INTEGER NOT NULL);
CREATE TABLE payload_block(first_seq INTEGER PRIMARY KEY, count INTEGER NOT NULL, raw_size INTEGER NOT NULL, data BLOB NOT NULL);
CREATE TABLE payload_override(seq INTEGER PRIMARY KEY, revision INTEGER NOT NULL, raw_size INTEGER NOT NULL, data BLOB NOT NULL);
CREATE TABLE counter(device INTEGER PRIMARY KEY, f_cnt INTEGER NOT NULL, session INTEGER NOT NULL, received INTEGER NOT NULL,
    known INTEGER NOT NULL, joined INTEGER NOT NULL);
)",
};

State stateOf(int result)
{
    const int primary = result & 0xFF;
    return primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB ? State::Damaged : State::Failed;
}

} // namespace

State inspect(SqliteDatabase &database, int *result)
{
    const qint64 applicationId = database.integer("PRAGMA application_id", 0, result);
    if (*result != SQLITE_OK)
        return stateOf(*result);
    const qint64 version = database.integer("PRAGMA user_version", 0, result);
    if (*result != SQLITE_OK)
        return stateOf(*result);
    const qint64 tables = database.integer("SELECT count(*) FROM sqlite_master", 0, result);
    if (*result != SQLITE_OK)
        return stateOf(*result);
    if (tables == 0 && version == 0)
        return State::Empty;
    if (applicationId != ApplicationId)
        return State::Foreign;
    if (version > Version)
        return State::Newer;
    if (version < Version)
        return State::Older;
    for (const char *probe :
         {"SELECT seq FROM event ORDER BY seq LIMIT 1", "SELECT seq FROM event ORDER BY seq DESC LIMIT 1",
          "SELECT first_seq+count+raw_size FROM payload_block ORDER BY first_seq DESC LIMIT 1",
          "SELECT count(*) FROM device", "SELECT count(*) FROM gateway", "SELECT count(*) FROM radio",
          "SELECT count(*) FROM counter", "SELECT count(*) FROM meta", "SELECT count(*) FROM payload_override"}) {
        database.integer(probe, 0, result);
        // A table or column that lacks here is damage as well: this version wrote it.
        if (*result != SQLITE_OK)
            return (*result & 0xFF) == SQLITE_ERROR ? State::Damaged : stateOf(*result);
    }
    return State::Ready;
}

int migrate(SqliteDatabase &database)
{
    SqliteTransaction transaction(database);
    if (transaction.begun() != SQLITE_OK)
        return transaction.begun();
    for (qint64 version = database.integer("PRAGMA user_version"); version < Version; ++version) {
        if (const int result = database.exec(Migrations[std::size_t(version)]); result != SQLITE_OK)
            return result;
    }
    const QByteArray stamp = QByteArrayLiteral("PRAGMA application_id=") + QByteArray::number(ApplicationId)
        + QByteArrayLiteral(";PRAGMA user_version=") + QByteArray::number(Version);
    if (const int result = database.exec(stamp.constData()); result != SQLITE_OK)
        return result;
    return transaction.commit();
}

void bindRecord(SqliteStatement &statement, qint64 seq, const Domain::EventRecord &record, StoredIds ids)
{
    statement.bind(1, seq);
    statement.bind(2, record.timeNs);
    statement.bind(3, record.receivedNs);
    statement.bind(4, ids.device);
    statement.bind(5, ids.gateway);
    statement.bind(6, record.fCnt);
    statement.bind(7, record.group);
    statement.bind(8, ids.radio);
    statement.bind(9, record.missed);
    statement.bind(10, record.rssiCentiDbm);
    statement.bind(11, record.snrCentiDb);
    statement.bind(12, record.airtimeTenthMs);
    statement.bind(13, record.flags);
    statement.bind(14, qint64(record.kind));
    statement.bind(15, record.fPort);
    statement.bind(16, record.gatewayCount);
    statement.bind(17, record.payloadBytes);
}

Domain::EventRecord readRecord(const SqliteStatement &statement, StoredIds &ids)
{
    Domain::EventRecord record;
    record.seq = statement.integer(0);
    record.timeNs = statement.integer(1);
    record.receivedNs = statement.integer(2);
    ids.device = statement.integer(3);
    ids.gateway = statement.integer(4);
    record.fCnt = quint32(statement.integer(5));
    record.group = quint32(statement.integer(6));
    ids.radio = statement.integer(7);
    record.missed = quint16(statement.integer(8));
    record.rssiCentiDbm = qint16(statement.integer(9));
    record.snrCentiDb = qint16(statement.integer(10));
    record.airtimeTenthMs = quint16(statement.integer(11));
    record.flags = quint16(statement.integer(12));
    // A kind of a later version or of a damaged row must not reach tables that are indexed by it.
    const qint64 kind = statement.integer(13);
    record.kind = kind >= 0 && kind < Domain::EventKindCount ? Domain::EventKind(kind) : Domain::EventKind::Unknown;
    record.fPort = quint8(statement.integer(14));
    record.gatewayCount = quint8(statement.integer(15));
    record.payloadBytes = quint8(statement.integer(16));
    return record;
}

qint64 meta(SqliteDatabase &database, const char *key, qint64 fallback)
{
    SqliteStatement statement = database.prepare("SELECT value FROM meta WHERE key=?1");
    const QByteArray name(key);
    statement.bindText(1, name);
    return statement.step() == SQLITE_ROW ? statement.integer(0) : fallback;
}

int setMeta(SqliteDatabase &database, const char *key, qint64 value)
{
    SqliteStatement statement = database.prepare("INSERT OR REPLACE INTO meta(key,value) VALUES(?1,?2)");
    if (!statement.isValid())
        return sqlite3_extended_errcode(database.handle());
    const QByteArray name(key);
    statement.bindText(1, name);
    statement.bind(2, value);
    return statement.run();
}

} // namespace Backend::HistorySchema
