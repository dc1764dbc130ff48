// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/history/contentpredicate.h"
#include "backend/history/filtersql.h"
#include "backend/history/readtask.h"

#include <QElapsedTimer>

#include <algorithm>

namespace Backend {

namespace {

/// One step and all steps of one answer.
constexpr qint64 StepNs = 15'000'000;
constexpr qint64 AnswerNs = 100'000'000;
/// Rows asked at once: as many as SQLite judges in a step, and fewer when each match still has to be read and parsed.
constexpr qint64 RecordChunk = 32'768;
constexpr qint64 ContentChunk = 1'024;

/// Newest first: rows that hold by SQL, then their messages.
class ScanTask final : public ReadTask
{
public:
    ScanTask(Domain::CallSource<Domain::ScanPage> source, const Domain::FilterSpec &filter, qint64 beforeSeq,
             int wanted, qint64 untilSeq)
        : m_source(std::move(source))
        , m_filter(filter)
        , m_content(filter)
        , m_before(beforeSeq)
        , m_wanted(std::size_t(std::max(1, wanted)))
        , m_until(untilSeq)
    {
    }

    [[nodiscard]] bool isCancelled() const override { return m_source.isCancelled(); }

    bool step(ReadSession &session, TrafficCodec &codec) override
    {
        QElapsedTimer clock;
        clock.start();
        int result = session.ensureOpen();
        if (result == SQLITE_OK && !m_started)
            result = start(session);
        while (result == SQLITE_OK && !isDone() && clock.nsecsElapsed() < StepNs) {
            if (m_candidates.empty())
                result = fetch(session);
            else
                result = judgeNewest(session, codec);
        }
        m_spentNs += clock.nsecsElapsed();
        if (result != SQLITE_OK || isDone() || m_spentNs >= AnswerNs)
            return finish(session, result);
        return false;
    }

private:
    int start(ReadSession &session)
    {
        m_started = true;
        ReadSession::Bounds bounds;
        int result = session.bounds(bounds);
        // Names before the rows that use them: what is looked at below was stored with names that are known now.
        if (result == SQLITE_OK)
            result = session.names().load(session.database());
        m_sql = filterSql(m_filter, session.names());
        m_first = bounds.first == 0 ? 0 : std::max(bounds.first, m_until + 1);
        m_next = bounds.first == 0 ? 0 : m_before > 0 ? std::min(m_before, bounds.last + 1) : bounds.last + 1;
        return result;
    }

    /// The candidates of the next older chunk; `m_next` is the seq below which nothing was fetched yet.
    int fetch(ReadSession &session)
    {
        const qint64 from = std::max(m_first, m_next - (m_content.isEmpty() ? RecordChunk : ContentChunk));
        const int result = session.rowsWhere(m_sql, from, m_next, m_candidates);
        m_page.scanned += quint64(m_next - from);
        m_next = from;
        return result;
    }

    int judgeNewest(ReadSession &session, TrafficCodec &codec)
    {
        const Domain::EventRecord record = m_candidates.back();
        m_candidates.pop_back();
        bool found = true;
        if (!m_content.isEmpty()) {
            if (const int result = session.message(record.seq, m_message, found); result != SQLITE_OK)
                return result;
            found = found && m_content(record, m_message, codec);
        }
        if (found)
            m_page.matches.push_back(record);
        return SQLITE_OK;
    }

    [[nodiscard]] bool isDone() const
    {
        return m_page.matches.size() >= m_wanted || (m_candidates.empty() && m_next <= m_first);
    }

    bool finish(ReadSession &session, int result)
    {
        if (result != SQLITE_OK && result != SQLITE_CANTOPEN)
            m_page.problem = session.problem(result);
        std::reverse(m_page.matches.begin(), m_page.matches.end());
        // The candidates that were not judged are looked at again.
        const qint64 goOn = m_candidates.empty() ? m_next : m_candidates.back().seq + 1;
        m_page.scanned -= quint64(goOn - m_next);
        m_page.nextSeq = goOn > m_first ? goOn : 0;
        m_source.deliver(std::move(m_page));
        return true;
    }

    Domain::CallSource<Domain::ScanPage> m_source;
    Domain::FilterSpec m_filter;
    ContentPredicate m_content;
    qint64 m_before;
    std::size_t m_wanted;
    qint64 m_until;
    bool m_started = false;
    QByteArray m_sql;
    qint64 m_first = 0, m_next = 0, m_spentNs = 0;
    std::vector<Domain::EventRecord> m_candidates; ///< the newest last
    Domain::RawMessage m_message;
    Domain::ScanPage m_page;
};

} // namespace

std::unique_ptr<ReadTask> ReadTask::scan(Domain::CallSource<Domain::ScanPage> source, const Domain::FilterSpec &filter,
                                         qint64 beforeSeq, int wanted, qint64 untilSeq)
{
    return std::make_unique<ScanTask>(std::move(source), filter, beforeSeq, wanted, untilSeq);
}

} // namespace Backend
