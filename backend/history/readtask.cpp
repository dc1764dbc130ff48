// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/history/readtask.h"

#include "backend/traffic/jsontext.h"

#include <QElapsedTimer>

#include <algorithm>
#include <type_traits>

namespace Backend {

using Domain::CellsAnswer;
using Domain::DevicesAnswer;
using Domain::EventAnswer;
using Domain::RawAnswer;
using Domain::RecordPage;

namespace {

constexpr qint64 StepNs = 15'000'000;
constexpr qint64 PageChunk = 16'384;
constexpr int DevicesChunk = 8'192;
constexpr qsizetype FieldCharacters = 200;

template <typename Answer>
class TaskFor : public ReadTask
{
public:
    explicit TaskFor(Domain::CallSource<Answer> source)
        : m_source(std::move(source))
    {
    }

    [[nodiscard]] bool isCancelled() const override { return m_source.isCancelled(); }

protected:
    bool answer(Answer answer)
    {
        m_source.deliver(std::move(answer));
        return true;
    }
    /// Without a file there are no events, which is no problem.
    bool cannotOpen(ReadSession &session, int result, Answer nothing)
    {
        if (result != SQLITE_CANTOPEN)
            nothing.problem = session.problem(result);
        return answer(std::move(nothing));
    }

private:
    Domain::CallSource<Answer> m_source;
};

class PageTask final : public TaskFor<RecordPage>
{
public:
    PageTask(Domain::CallSource<RecordPage> source, qint64 beforeSeq, int limit)
        : TaskFor(std::move(source))
        , m_before(beforeSeq)
        , m_limit(limit)
    {
    }

    bool step(ReadSession &session, TrafficCodec &) override
    {
        int result = session.ensureOpen();
        if (result != SQLITE_OK) {
            m_page.reachedStart = true;
            return cannotOpen(session, result, std::move(m_page));
        }
        if (m_next == 0) {
            ReadSession::Bounds bounds;
            result = session.bounds(bounds);
            m_end = m_before > 0 ? std::min(m_before, bounds.last + 1) : bounds.last + 1;
            m_next = std::max(bounds.first, m_end - std::max(0, m_limit));
            m_page.reachedStart = m_next <= bounds.first;
            m_page.records.reserve(std::size_t(std::max<qint64>(0, m_end - m_next)));
        }
        if (result == SQLITE_OK && m_next < m_end) {
            const qint64 to = std::min(m_end, m_next + PageChunk);
            result = session.rows(m_next, to, m_page.records);
            m_next = to;
        }
        if (result != SQLITE_OK)
            m_page.problem = session.problem(result);
        return (result != SQLITE_OK || m_next >= m_end) && answer(std::move(m_page));
    }

private:
    qint64 m_before;
    int m_limit;
    qint64 m_next = 0, m_end = 0;
    RecordPage m_page;
};

class CellsTask final : public TaskFor<CellsAnswer>
{
public:
    CellsTask(Domain::CallSource<CellsAnswer> source, std::vector<qint64> seqs, const QString &field)
        : TaskFor(std::move(source))
        , m_seqs(std::move(seqs))
        , m_field(field.toUtf8())
    {
        // Neighbours share a block.
        std::sort(m_seqs.begin(), m_seqs.end());
        m_seqs.erase(std::unique(m_seqs.begin(), m_seqs.end()), m_seqs.end());
        m_answer.cells.reserve(m_seqs.size());
    }

    bool step(ReadSession &session, TrafficCodec &codec) override
    {
        QElapsedTimer clock;
        clock.start();
        int result = session.ensureOpen();
        if (result != SQLITE_OK)
            return cannotOpen(session, result, std::move(m_answer));
        Domain::RawMessage message;
        bool found = false;
        while (m_done < m_seqs.size() && clock.nsecsElapsed() < StepNs) {
            const qint64 seq = m_seqs[m_done++];
            result = session.message(seq, message, found);
            if (result != SQLITE_OK) {
                m_answer.problem = session.problem(result);
                return answer(std::move(m_answer));
            }
            if (found)
                m_answer.cells.emplace_back(seq, codec.cells(message)).second.field = field(message, codec);
        }
        return m_done == m_seqs.size() && answer(std::move(m_answer));
    }

private:
    [[nodiscard]] QString field(const Domain::RawMessage &message, TrafficCodec &codec) const
    {
        if (m_field.isEmpty())
            return {};
        const auto json
            = codec.decodedField(message, std::string_view(m_field.constData(), std::size_t(m_field.size())));
        if (!json)
            return {};
        const std::string_view text(json->constData(), std::size_t(json->size()));
        return JsonText::isString(text) ? JsonText::visibleString(text, FieldCharacters)
                                        : JsonText::compact(text, FieldCharacters);
    }

    std::vector<qint64> m_seqs;
    QByteArray m_field; ///< UTF-8; empty: none
    std::size_t m_done = 0;
    CellsAnswer m_answer;
};

/// A message, with what it says when that is asked for, too.
template <typename Answer>
class MessageTask final : public TaskFor<Answer>
{
public:
    MessageTask(Domain::CallSource<Answer> source, qint64 seq)
        : TaskFor<Answer>(std::move(source))
        , m_seq(seq)
    {
    }

    bool step(ReadSession &session, [[maybe_unused]] TrafficCodec &codec) override
    {
        Answer found;
        int result = session.ensureOpen();
        if (result != SQLITE_OK)
            return this->cannotOpen(session, result, std::move(found));
        result = session.message(m_seq, found.message, found.found);
        if (result != SQLITE_OK)
            found.problem = session.problem(result);
        if constexpr (std::is_same_v<Answer, EventAnswer>) {
            if (found.found)
                found.event = codec.event(found.message);
        }
        return this->answer(std::move(found));
    }

private:
    qint64 m_seq;
};

class DevicesTask final : public TaskFor<DevicesAnswer>
{
public:
    using TaskFor::TaskFor;

    bool step(ReadSession &session, TrafficCodec &) override
    {
        int result = session.ensureOpen();
        if (result != SQLITE_OK)
            return cannotOpen(session, result, std::move(m_answer));
        const std::size_t before = m_answer.devices.size();
        result = session.counters(m_lastId, DevicesChunk, m_answer.devices);
        if (result != SQLITE_OK)
            m_answer.problem = session.problem(result);
        else if (m_answer.devices.size() != before)
            return false;
        m_answer.lastListeningNs = HistorySchema::meta(session.database(), "listening");
        return answer(std::move(m_answer));
    }

private:
    qint64 m_lastId = 0;
    DevicesAnswer m_answer;
};

} // namespace

std::unique_ptr<ReadTask> ReadTask::page(Domain::CallSource<RecordPage> source, qint64 beforeSeq, int limit)
{
    return std::make_unique<PageTask>(std::move(source), beforeSeq, limit);
}

std::unique_ptr<ReadTask> ReadTask::cells(Domain::CallSource<CellsAnswer> source, std::vector<qint64> seqs,
                                          const QString &field)
{
    return std::make_unique<CellsTask>(std::move(source), std::move(seqs), field);
}

std::unique_ptr<ReadTask> ReadTask::raw(Domain::CallSource<RawAnswer> source, qint64 seq)
{
    return std::make_unique<MessageTask<RawAnswer>>(std::move(source), seq);
}

std::unique_ptr<ReadTask> ReadTask::event(Domain::CallSource<EventAnswer> source, qint64 seq)
{
    return std::make_unique<MessageTask<EventAnswer>>(std::move(source), seq);
}

std::unique_ptr<ReadTask> ReadTask::devices(Domain::CallSource<DevicesAnswer> source)
{
    return std::make_unique<DevicesTask>(std::move(source));
}

} // namespace Backend
