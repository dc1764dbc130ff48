// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/eventrecord.h"
#include "backend/history/sqlitedatabase.h"

/// The tables of a history file.
///
/// event: one row per event, the numbers of EventRecord with the file's own name ids. Sequence numbers are dense: rows
/// are only added at the end and deleted from the start, so counting is a subtraction. payload_block: topic and payload
/// of `count` events from `first_seq` on, see PayloadBlock. payload_override: the present messages of gap rows that
/// were revised; `revision` grows with each change. device, gateway, radio: the names; an id is never used twice, so
/// that readers may keep what they know. counter: frame counters as of the event `meta.counters_seq`.
namespace Backend::HistorySchema {

constexpr int ApplicationId = 0x54544E43; ///< "TTNC"
constexpr int Version = 1;
constexpr int PageSize = 8192;

/// What a look at the file tells.
enum class State : quint8 { Ready, Empty, Older, Newer, Foreign, Damaged, Failed };

/// Fast for any size: header, schema and the ends of the big tables. `result`: the error behind Damaged and Failed.
State inspect(SqliteDatabase &database, int *result);
/// Brings an empty or older file to this version. SQLITE_OK or an error.
int migrate(SqliteDatabase &database);

/// The columns of `event` in the order of bindRecord() and readRecord().
constexpr const char *Columns
    = "seq,time,received,device,gateway,f_cnt,grp,radio,missed,rssi,snr,airtime,flags,kind,f_port,"
      "gateways,bytes";

/// The file's ids instead of the process's references.
struct StoredIds
{
    qint64 device = 0;
    qint64 gateway = 0;
    qint64 radio = 0;
};

/// Binds parameters 1…17.
void bindRecord(SqliteStatement &statement, qint64 seq, const Domain::EventRecord &record, StoredIds ids);
/// Reads columns 0…16; the references are left to the caller.
Domain::EventRecord readRecord(const SqliteStatement &statement, StoredIds &ids);

qint64 meta(SqliteDatabase &database, const char *key, qint64 fallback = 0);
int setMeta(SqliteDatabase &database, const char *key, qint64 value);

} // namespace Backend::HistorySchema
