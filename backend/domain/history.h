// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/call.h"
#include "backend/domain/eventrecord.h"
#include "backend/domain/filterspec.h"
#include "backend/domain/problem.h"
#include "backend/domain/rawmessage.h"
#include "backend/domain/trafficevent.h"

#include <chrono>
#include <optional>
#include <span>
#include <vector>

namespace Domain {

struct HistoryInfo
{
    quint64 events = 0;
    quint64 bytes = 0; ///< pages in use × page size
    qint64 oldestNs = 0; ///< receivedNs of the oldest event; 0: none
    qint64 firstSeq = 0; ///< 0: none
    qint64 lastSeq = 0;
};

/// How long a history keeps events.
struct RetentionPolicy
{
    std::chrono::hours age = std::chrono::hours(24 * 30);
    quint64 bytes = quint64(5) << 30;
    friend bool operator==(const RetentionPolicy &, const RetentionPolicy &) = default;
};

/// What we know of a device's frame counter, kept over restarts.
struct DeviceCounter
{
    DeviceRef device = 0;
    quint32 lastFCnt = 0;
    quint32 session = 0; ///< hash of the session; 0: not known
    qint64 lastReceivedNs = 0;
    bool known = false; ///< lastFCnt is valid
    bool joined = false; ///< a join was heard and no uplink since
};

/// The one writer of a profile's history. Called in the `history` thread only.
class HistoryStore
{
public:
    virtual ~HistoryStore() = default;

    /// Stores the events in one transaction and sets each record's seq. On a Problem nothing was stored and no record
    /// changed. `raw[i]` belongs to `records[i]`.
    [[nodiscard]] virtual Problem append(std::span<EventRecord> records, std::span<const RawMessage> raw) = 0;
    /// Replaces the records (found by seq) and their raw messages: gap rows only.
    [[nodiscard]] virtual Problem revise(std::span<const EventRecord> records, std::span<const RawMessage> raw) = 0;
    [[nodiscard]] virtual HistoryInfo info() const = 0;

    /// Frame counters as of the last event stored, also after a crash.
    [[nodiscard]] virtual std::vector<DeviceCounter> counters() = 0;
    virtual void saveCounters(std::span<const DeviceCounter> counters) = 0;
    /// When this history last was receiving (UTC ns, at most some seconds old after a crash); 0: never.
    [[nodiscard]] virtual qint64 lastListeningNs() const = 0;
    virtual void noteListening(qint64 ns) = 0;

    /// How many events the policy would delete now.
    [[nodiscard]] virtual quint64 expired(const RetentionPolicy &policy, qint64 nowNs) = 0;
    /// True once a deletion by retention was announced and let pass; kept in the file.
    [[nodiscard]] virtual bool retentionAnnounced() const = 0;
    virtual void setRetentionAnnounced() = 0;
    /// Deletes the oldest expired events, at most `limit`, in slices that stall the writer for some ms each. Returns
    /// how many.
    virtual quint64 deleteExpired(const RetentionPolicy &policy, qint64 nowNs, quint64 limit) = 0;
    /// Deletes everything.
    [[nodiscard]] virtual Problem clear() = 0;
};

struct RecordPage
{
    std::vector<EventRecord> records; ///< in order of seq
    bool reachedStart = false; ///< nothing older is left
    Problem problem;
};

struct ScanPage
{
    std::vector<EventRecord> matches; ///< in order of seq
    qint64 nextSeq = 0; ///< go on below this one; 0: everything was looked at
    quint64 scanned = 0;
    Problem problem;
};

struct RowsPage
{
    std::vector<EventRecord> records; ///< in order of seq
    std::vector<RawMessage> raw; ///< raw[i] belongs to records[i]
    qint64 nextSeq = 0; ///< go on from this one; 0: everything was looked at
    quint64 scanned = 0;
    Problem problem;
};

struct RawAnswer
{
    RawMessage message;
    bool found = false;
    Problem problem;
};

struct EventAnswer
{
    TrafficEvent event;
    RawMessage message;
    bool found = false; ///< false: retention took it
    Problem problem;
};

struct CellsAnswer
{
    std::vector<std::pair<qint64, CellText>> cells; ///< by seq; a seq that is gone is left out
    Problem problem;
};

struct DevicesAnswer
{
    std::vector<DeviceCounter> devices; ///< each device ever heard; at most some seconds old
    qint64 lastListeningNs = 0; ///< see HistoryStore
    Problem problem;
};

/// Reads a profile's history while it grows. Any thread may call; answers are delivered in the consumer's thread
/// (see Call). Urgent questions overtake long ones: cells, then raw, then pages, scans and rows.
class HistoryReader
{
public:
    virtual ~HistoryReader() = default;

    /// The newest events below `beforeSeq` (0: from the end), at most `limit`.
    [[nodiscard]] virtual Call<RecordPage> page(qint64 beforeSeq, int limit) = 0;
    /// `field`: the dotted path of a decoded field whose value is wanted, too (CellText::field).
    [[nodiscard]] virtual Call<CellsAnswer> cells(std::vector<qint64> seqs, const QString &field = {}) = 0;
    [[nodiscard]] virtual Call<RawAnswer> raw(qint64 seq) = 0;
    /// The message and all that it says, read in the reader's thread: a message of many megabytes takes a while.
    [[nodiscard]] virtual Call<EventAnswer> event(qint64 seq) = 0;
    /// Looks through events below `beforeSeq` (0: from the end), newest first, until `wanted` match or about 100 ms
    /// went by; the caller goes on at `nextSeq`. Nothing up to and with `untilSeq` is looked at.
    [[nodiscard]] virtual Call<ScanPage> scan(const FilterSpec &filter, qint64 beforeSeq, int wanted,
                                              qint64 untilSeq = 0)
        = 0;
    /// The devices that the history remembers, also those whose events retention has taken. Reads no events.
    [[nodiscard]] virtual Call<DevicesAnswer> devices() = 0;
    /// The events `fromSeq` ≤ seq < `untilSeq` (0: to the end) with their messages, oldest first, until `wanted` match,
    /// some megabytes are together or about 100 ms went by; the caller goes on at `nextSeq`. What retention takes
    /// meanwhile is left out.
    [[nodiscard]] virtual Call<RowsPage> rows(const FilterSpec &filter, qint64 fromSeq, qint64 untilSeq, int wanted)
        = 0;
};

} // namespace Domain
