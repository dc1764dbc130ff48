// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/history/contentpredicate.h"
#include "backend/history/filtersql.h"
#include "backend/history/readtask.h"

#include <QElapsedTimer>

#include <algorithm>
#include <limits>

namespace Backend {

namespace {

/// One step and all steps of one answer.
constexpr qint64 StepNs = 15'000'000;
constexpr qint64 AnswerNs = 100'000'000;
/// Messages of one answer; a single one may be larger.
constexpr qsizetype AnswerBytes = 4 << 20;
/// Rows asked at once: few when each is read with its message, many when the filter lets few of them pass.
constexpr qint64 SmallChunk = 1'024;
constexpr qint64 LargeChunk = 32'768;

/// Oldest first: rows that hold by SQL, then their messages.
class RowsTask final : public ReadTask
{
public:
    RowsTask(Domain::CallSource<Domain::RowsPage> source, const Domain::FilterSpec &filter, qint64 fromSeq,
             qint64 untilSeq, int wanted)
        : m_source(std::move(source))
        , m_filter(filter)
        , m_content(filter)
        , m_next(fromSeq)
        , m_until(untilSeq > 0 ? untilSeq : std::numeric_limits<qint64>::max())
        , m_wanted(std::size_t(std::max(1, wanted)))
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
            if (m_judged == m_candidates.size())
                result = fetch(session);
            else
                result = takeOldest(session, codec);
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
        m_until = bounds.first == 0 ? 0 : std::min(m_until, bounds.last + 1);
        m_next = m_first = std::min(std::max(m_next, bounds.first), m_until);
        return result;
    }

    /// The candidates of the next newer chunk; `m_next` is the seq from which on nothing was fetched yet.
    int fetch(ReadSession &session)
    {
        m_candidates.clear();
        m_judged = 0;
        const qint64 to = std::min(m_until, m_next + (m_sql.isEmpty() ? SmallChunk : m_chunk));
        const int result = session.rowsWhere(m_sql, m_next, to, m_candidates);
        m_next = to;
        m_chunk = m_candidates.size() < std::size_t(SmallChunk) ? std::min(LargeChunk, m_chunk * 2) : SmallChunk;
        return result;
    }

    int takeOldest(ReadSession &session, TrafficCodec &codec)
    {
        const Domain::EventRecord &record = m_candidates[m_judged];
        Domain::RawMessage message;
        bool found = false;
        if (const int result = session.message(record.seq, message, found); result != SQLITE_OK)
            return result;
        if (found && (m_content.isEmpty() || m_content(record, message, codec))) {
            m_bytes += message.payload.size();
            m_page.records.push_back(record);
            m_page.raw.push_back(std::move(message));
        }
        ++m_judged;
        return SQLITE_OK;
    }

    [[nodiscard]] bool isDone() const
    {
        return m_page.records.size() >= m_wanted || m_bytes >= AnswerBytes
            || (m_judged == m_candidates.size() && m_next >= m_until);
    }

    bool finish(ReadSession &session, int result)
    {
        if (result != SQLITE_OK && result != SQLITE_CANTOPEN)
            m_page.problem = session.problem(result);
        // The candidates that were not taken are looked at again.
        const qint64 goOn = m_judged == m_candidates.size() ? m_next : m_candidates[m_judged].seq;
        m_page.scanned = quint64(goOn - m_first);
        m_page.nextSeq = m_started && goOn < m_until ? goOn : 0;
        m_source.deliver(std::move(m_page));
        return true;
    }

    Domain::CallSource<Domain::RowsPage> m_source;
    Domain::FilterSpec m_filter;
    ContentPredicate m_content;
    qint64 m_next, m_until;
    std::size_t m_wanted;
    bool m_started = false;
    QByteArray m_sql;
    qint64 m_first = 0, m_spentNs = 0, m_chunk = SmallChunk;
    qsizetype m_bytes = 0;
    std::vector<Domain::EventRecord> m_candidates;
    std::size_t m_judged = 0; ///< of m_candidates
    Domain::RowsPage m_page;
};

} // namespace

std::unique_ptr<ReadTask> ReadTask::rows(Domain::CallSource<Domain::RowsPage> source, const Domain::FilterSpec &filter,
                                         qint64 fromSeq, qint64 untilSeq, int wanted)
{
    return std::make_unique<RowsTask>(std::move(source), filter, fromSeq, untilSeq, wanted);
}

} // namespace Backend
