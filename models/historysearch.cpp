// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/historysearch.h"

#include "backend/domain/clock.h"

#include <algorithm>

namespace Models {

namespace {

/// Matches per page: some screens, so that the first ones are shown soon.
constexpr int PageMatches = 200;
/// New events are looked at together, this often at most.
constexpr int NewcomersMs = 1000;

} // namespace

HistorySearch::HistorySearch(LiveLogStore *live, LiveLogStore *results, QObject *parent)
    : QObject(parent)
    , m_live(live)
    , m_results(results)
{
    m_newcomers.setSingleShot(true);
    m_newcomers.setInterval(NewcomersMs);
    connect(&m_newcomers, &QTimer::timeout, this, &HistorySearch::lookForNewer);
    connect(m_live, &LiveLogStore::rowsAppended, this, [this] {
        if (m_active && !m_newcomers.isActive())
            m_newcomers.start();
    });
}

void HistorySearch::setReader(Domain::ProfileRef profile, Domain::HistoryReader *reader)
{
    if (!reader) {
        m_sources.erase(profile);
        checkFinished();
        return;
    }
    Source &source = m_sources[profile];
    if (source.reader == reader)
        return;
    source = Source();
    source.reader = reader;
    if (m_active)
        begin(profile, source);
}

void HistorySearch::start(const Domain::FilterSpec &filter)
{
    stop();
    // One moment for all pages, or the end of `time>-15min` would wander while it is looked for.
    m_filter = filter.resolved(Domain::nowNs());
    m_problem = {};
    m_scanned = 0;
    m_active = true;
    m_results->clear();
    for (auto &[profile, source] : m_sources)
        begin(profile, source);
    if (m_sources.empty())
        Q_EMIT finished({});
}

void HistorySearch::stop()
{
    m_active = false;
    m_newcomers.stop();
    for (auto &[profile, source] : m_sources) {
        source.older.cancel();
        source.newer.cancel();
    }
}

bool HistorySearch::isRunning() const
{
    return m_active
        && std::any_of(m_sources.begin(), m_sources.end(), [](const auto &entry) { return !entry.second.done; });
}

void HistorySearch::begin(Domain::ProfileRef profile, Source &source)
{
    source.done = false;
    source.fresh.clear();
    source.newest = m_live->newestSeq(profile);
    scanOlder(profile, source.newest > 0 ? source.newest + 1 : 0);
}

void HistorySearch::scanOlder(Domain::ProfileRef profile, qint64 beforeSeq)
{
    Source &source = m_sources.at(profile);
    source.older = source.reader->scan(m_filter, beforeSeq, PageMatches);
    source.older.then(this, [this, profile](const Domain::ScanPage &page) { takeOlder(profile, page); });
}

void HistorySearch::takeOlder(Domain::ProfileRef profile, const Domain::ScanPage &page)
{
    m_scanned += page.scanned;
    if (!page.matches.empty())
        m_results->prepend(profile, page.matches);
    Source &source = m_sources.at(profile);
    if (page.problem)
        m_problem = page.problem;
    source.done = page.problem || page.nextSeq <= 0;
    Q_EMIT progressed(m_scanned, m_results->rowCount());
    if (source.done)
        checkFinished();
    else if (m_active)
        scanOlder(profile, page.nextSeq);
}

void HistorySearch::checkFinished()
{
    if (m_active && !isRunning())
        Q_EMIT finished(m_problem);
}

void HistorySearch::lookForNewer()
{
    for (auto &[profile, source] : m_sources) {
        const qint64 newest = m_live->newestSeq(profile);
        if (newest <= source.newest || source.newer.isPending())
            continue;
        source.goal = newest;
        source.fresh.clear();
        scanNewer(profile, newest + 1);
    }
}

void HistorySearch::scanNewer(Domain::ProfileRef profile, qint64 beforeSeq)
{
    Source &source = m_sources.at(profile);
    source.newer = source.reader->scan(m_filter, beforeSeq, PageMatches, source.newest);
    source.newer.then(this, [this, profile](const Domain::ScanPage &page) { takeNewer(profile, page); });
}

void HistorySearch::takeNewer(Domain::ProfileRef profile, const Domain::ScanPage &page)
{
    Source &source = m_sources.at(profile);
    m_scanned += page.scanned;
    if (page.problem)
        return; // the next new event asks again
    source.fresh.insert(source.fresh.begin(), page.matches.begin(), page.matches.end());
    if (page.nextSeq > 0) {
        scanNewer(profile, page.nextSeq);
        return;
    }
    source.newest = source.goal;
    if (!source.fresh.empty()) {
        auto batch = std::make_shared<Domain::EventBatch>();
        batch->profile = profile;
        batch->records = std::exchange(source.fresh, {});
        m_results->append(batch);
    }
    Q_EMIT progressed(m_scanned, m_results->rowCount());
    if (m_live->newestSeq(profile) > source.newest)
        m_newcomers.start();
}

} // namespace Models
