// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/eventrecord.h"
#include "backend/domain/rawmessage.h"

#include <QByteArray>
#include <QSet>

#include <optional>

namespace Backend {

/// The gap rows of one profile: one per cause, opened when we stop listening, closed when every connection is back,
/// counted up as devices return and show by their counters what was missed. `ingest` thread.
class GapTracker
{
public:
    struct Row
    {
        Domain::EventRecord record; ///< named by `group`; no seq yet
        Domain::RawMessage raw;
    };

    explicit GapTracker(Domain::DeviceRef profileRow);

    /// A connection stopped listening. Returns the new row when none was open.
    std::optional<Row> lost(quint32 connection, qint64 ns, const QByteArray &cause);
    /// A connection listens again. Returns the end of the gap when it was the last one that was missing, else 0.
    qint64 live(quint32 connection, qint64 ns);
    /// A connection is not wanted any more. Returns as live(): from then on nobody tries to listen.
    qint64 stopped(quint32 connection, qint64 ns) { return live(connection, ns); }
    /// A gap that is over already when we learn of it (console closed). Returns its row.
    Row past(qint64 fromNs, qint64 toNs, const QByteArray &cause, int applications);
    /// A device showed that it sent uplinks in the last gap.
    void missed(quint32 count);

    [[nodiscard]] bool isOpen() const { return m_open; }
    [[nodiscard]] bool isMissing(quint32 connection) const { return m_missing.contains(connection); }
    /// The last row again, when it changed since.
    std::optional<Row> takeRevision();

private:
    [[nodiscard]] Row row() const;

    const Domain::DeviceRef m_profileRow;
    QSet<quint32> m_missing; ///< connections that are not back
    QByteArray m_cause;
    qint64 m_fromNs = 0;
    qint64 m_toNs = 0;
    int m_applications = 0;
    quint32 m_missedUplinks = 0;
    quint16 m_missedDevices = 0;
    quint32 m_id = 0; ///< made of m_fromNs, so that the runs that write one history do not meet; 0: no gap yet
    bool m_open = false;
    bool m_changed = false;
};

} // namespace Backend
