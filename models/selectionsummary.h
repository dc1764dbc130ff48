// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/livelogstore.h"

#include <vector>

namespace Models {

/// What many chosen rows have in common.
struct SelectionSummary
{
    struct Share
    {
        quint32 of = 0; ///< a device's reference, or an event kind
        quint64 count = 0;
    };

    quint64 rows = 0;
    qint64 firstNs = 0; ///< the network's time of the earliest
    qint64 lastNs = 0;
    quint64 missed = 0; ///< uplinks missed before them, as far as known
    std::vector<Share> devices; ///< the most frequent first
    std::vector<Share> kinds;

    /// `ids`: of rows in the snapshot; what is not in it is left out. A million rows take some ten ms: not for the GUI
    /// thread. Stops early, with what it has, once `stop()` is true.
    template <typename Stop>
    static SelectionSummary of(const LiveLogStore::Snapshot &snapshot,
                               const std::vector<std::pair<qint64, qint64>> &ids, Stop stop);

    void add(const Domain::EventRecord &record);
    void finish();

private:
    std::vector<quint64> m_byDevice;
    std::vector<quint64> m_byKind;
};

template <typename Stop>
SelectionSummary SelectionSummary::of(const LiveLogStore::Snapshot &snapshot,
                                      const std::vector<std::pair<qint64, qint64>> &ids, Stop stop)
{
    SelectionSummary summary;
    for (const auto &[first, end] : ids) {
        if (stop())
            break;
        snapshot.forEach(first, end, [&](qint64, const Domain::EventRecord &record) {
            summary.add(record);
            return summary.rows % LiveLogStore::BlockRows != 0 || !stop();
        });
    }
    summary.finish();
    return summary;
}

} // namespace Models
