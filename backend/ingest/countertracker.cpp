// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ingest/countertracker.h"

#include <algorithm>

namespace Backend {

void CounterTracker::restore(const std::vector<Domain::DeviceCounter> &counters)
{
    for (const Domain::DeviceCounter &counter : counters)
        m_entries[counter.device] = {counter, false};
}

CounterTracker::Entry &CounterTracker::touch(Domain::DeviceRef device)
{
    Entry &entry = m_entries[device];
    entry.counter.device = device;
    if (!entry.changed) {
        entry.changed = true;
        m_changed.push_back(device);
    }
    return entry;
}

qint64 CounterTracker::gapEnd(quint32 connection) const
{
    const auto own = m_gapEnds.find(connection);
    return own == m_gapEnds.end() ? m_gapEndNs : std::max(m_gapEndNs, own->second);
}

CounterTracker::Verdict CounterTracker::uplink(Domain::DeviceRef device, quint32 fCnt, quint32 session,
                                               qint64 receivedNs, quint32 connection)
{
    Entry &entry = touch(device);
    Domain::DeviceCounter &counter = entry.counter;
    Verdict verdict;
    verdict.previousNs = counter.lastReceivedNs;
    const bool otherSession = session && counter.session && session != counter.session;
    if (counter.joined && !otherSession) {
        verdict.missed = fCnt; // a session begins with 0
    } else if (counter.known && !otherSession && !counter.joined) {
        if (fCnt > counter.lastFCnt)
            verdict.missed = fCnt - counter.lastFCnt - 1;
        else
            verdict.reset = fCnt < counter.lastFCnt;
    }
    // Otherwise the device is new to us, or it joined while we did not listen: nothing is known of what came before.
    const qint64 gapEndNs = gapEnd(connection);
    // Only the first uplink after a gap spans it; those that arrived together bear one time.
    const bool spansGap = entry.gapEndNs < gapEndNs && counter.lastReceivedNs < gapEndNs;
    entry.gapEndNs = gapEndNs;
    verdict.acrossGap = verdict.missed > 0 && spansGap;

    counter.lastFCnt = fCnt;
    counter.known = true;
    counter.joined = false;
    if (session)
        counter.session = session;
    counter.lastReceivedNs = receivedNs;
    return verdict;
}

void CounterTracker::join(Domain::DeviceRef device, quint32 session, qint64 receivedNs)
{
    Domain::DeviceCounter &counter = touch(device).counter;
    counter.joined = true;
    counter.known = false;
    counter.session = session;
    counter.lastReceivedNs = receivedNs;
}

std::vector<Domain::DeviceCounter> CounterTracker::takeChanged()
{
    std::vector<Domain::DeviceCounter> changed;
    changed.reserve(m_changed.size());
    for (const Domain::DeviceRef device : m_changed) {
        Entry &entry = m_entries[device];
        entry.changed = false;
        changed.push_back(entry.counter);
    }
    m_changed.clear();
    return changed;
}

} // namespace Backend
