// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/history.h"

#include <unordered_map>
#include <vector>

namespace Backend {

/// Follows the frame counters of a profile's devices and tells what was missed. `ingest` thread.
class CounterTracker
{
public:
    struct Verdict
    {
        quint32 missed = 0; ///< uplinks between the last one known and this one
        bool acrossGap = false; ///< we did not listen all the time in between
        bool reset = false; ///< the counter went back without a join
        qint64 previousNs = 0; ///< when the one before was received; 0: none is known
    };

    /// Takes over what the history knows.
    void restore(const std::vector<Domain::DeviceCounter> &counters);
    /// A time when we did not listen ended; what was heard before `endNs` lies behind it.
    void noteGap(qint64 endNs) { m_gapEndNs = endNs; }
    /// The same for what comes by one connection only: others may have listened all the time, or still do not.
    void noteGap(quint32 connection, qint64 endNs) { m_gapEnds[connection] = endNs; }

    Verdict uplink(Domain::DeviceRef device, quint32 fCnt, quint32 session, qint64 receivedNs, quint32 connection = 0);
    void join(Domain::DeviceRef device, quint32 session, qint64 receivedNs);

    /// The counters that changed since the last call.
    std::vector<Domain::DeviceCounter> takeChanged();

private:
    struct Entry
    {
        Domain::DeviceCounter counter;
        bool changed = false;
        qint64 gapEndNs = 0; ///< of the newest gap that an uplink of this device has spanned
    };

    Entry &touch(Domain::DeviceRef device);

    std::unordered_map<Domain::DeviceRef, Entry> m_entries;
    std::vector<Domain::DeviceRef> m_changed;
    [[nodiscard]] qint64 gapEnd(quint32 connection) const;

    qint64 m_gapEndNs = 0; ///< of all connections
    std::unordered_map<quint32, qint64> m_gapEnds;
};

} // namespace Backend
