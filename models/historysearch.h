// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/history.h"
#include "models/livelogstore.h"

#include <QObject>
#include <QTimer>

#include <map>

namespace Models {

/// Looks through whole histories for a filter, newest first, one short page after the other, and puts what it finds
/// into a store of results, in view order. For filters that need the stored message, and for events older than the log
/// holds. Several profiles are searched side by side. GUI thread.
class HistorySearch : public QObject
{
    Q_OBJECT

public:
    /// `live` tells of new events while a search stands; `results` belongs to this search alone. Both must outlive it.
    HistorySearch(LiveLogStore *live, LiveLogStore *results, QObject *parent = nullptr);

    /// Null takes the profile out of the search. The reader must outlive its place here.
    void setReader(Domain::ProfileRef profile, Domain::HistoryReader *reader);

    /// Forgets the results of before and begins.
    void start(const Domain::FilterSpec &filter);
    /// Keeps the results; new events are no longer looked at.
    void stop();
    /// True while older events are still to be looked at.
    [[nodiscard]] bool isRunning() const;
    /// True between start() and stop().
    [[nodiscard]] bool isActive() const { return m_active; }
    [[nodiscard]] quint64 scanned() const { return m_scanned; }

Q_SIGNALS:
    void progressed(quint64 scanned, int found);
    /// All histories were looked through, or could not be (the last problem).
    void finished(const Domain::Problem &problem);

private:
    struct Source
    {
        Domain::HistoryReader *reader = nullptr;
        Domain::Call<Domain::ScanPage> older;
        Domain::Call<Domain::ScanPage> newer;
        qint64 newest = 0; ///< everything up to here is looked at, or will be by `older`
        qint64 goal = 0; ///< what `newest` becomes when the look at newer events is through
        std::vector<Domain::EventRecord> fresh;
        bool done = false;
    };

    void begin(Domain::ProfileRef profile, Source &source);
    void scanOlder(Domain::ProfileRef profile, qint64 beforeSeq);
    void scanNewer(Domain::ProfileRef profile, qint64 beforeSeq);
    void takeOlder(Domain::ProfileRef profile, const Domain::ScanPage &page);
    void takeNewer(Domain::ProfileRef profile, const Domain::ScanPage &page);
    void lookForNewer();
    void checkFinished();

    LiveLogStore *m_live = nullptr;
    LiveLogStore *m_results = nullptr;
    std::map<Domain::ProfileRef, Source> m_sources;
    Domain::FilterSpec m_filter;
    Domain::Problem m_problem;
    QTimer m_newcomers;
    quint64 m_scanned = 0;
    bool m_active = false;
};

} // namespace Models
