// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/history.h"

#include <QObject>

namespace Models {
class LiveLogStore;
}

namespace App {

/// Brings a profile's stored events into the live log: the newest screen at once, then page by page up to the log's
/// cap, older ones when asked. GUI thread.
class HistoryLoader : public QObject
{
    Q_OBJECT

public:
    /// All must outlive the loader.
    HistoryLoader(Domain::ProfileRef profile, Domain::HistoryReader &reader, Models::LiveLogStore &log,
                  QObject *parent = nullptr);

    void start();
    /// One page more, beyond the cap.
    void loadOlder();
    /// Brings what is missing among the newest events.
    void refresh();
    /// The history was emptied: what is asked for is not to come, older events there are none.
    void onCleared();
    /// True when the history has events older than those in the log.
    [[nodiscard]] bool hasOlder() const { return !m_reachedStart; }

    /// The newest event that came from the history instead of a batch; 0: none.
    [[nodiscard]] qint64 newestSeq() const { return m_newest; }

Q_SIGNALS:
    /// The newest events are in the log: what arrives from now on goes behind them.
    void newestLoaded();
    void hasOlderChanged();
    void failed(const Domain::Problem &problem);

private:
    void request(int rows);
    void onPage(const Domain::RecordPage &page);
    void onRowsLeaving(int count);
    void show(const std::vector<Domain::EventRecord> &records);
    void tellNewestLoaded();

    const Domain::ProfileRef m_profile;
    Domain::HistoryReader &m_reader;
    Models::LiveLogStore &m_log;
    Domain::Call<Domain::RecordPage> m_call;
    Domain::Call<Domain::RecordPage> m_refresh;
    qint64 m_newest = 0;
    bool m_newestLoaded = false;
    bool m_reachedStart = false;
    bool m_rowsLeft = false; ///< rows of ours are just being removed
};

} // namespace App
