// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/history/sqlitehistoryreader.h"

#include <QThread>

#include <array>
#include <condition_variable>
#include <deque>
#include <mutex>

namespace Backend {

/// One thread over queues by priority. A task that is not done goes back to the front of its queue, so what is more
/// urgent runs between its steps.
class SqliteHistoryReader::Worker
{
public:
    explicit Worker(HistoryReaderOptions options)
        : m_options(std::move(options))
        , m_thread(QThread::create([this] { run(); }))
    {
        m_thread->setObjectName(QStringLiteral("history-read"));
        m_thread->start();
    }

    ~Worker()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_stop = true;
        }
        m_wake.notify_one();
        m_thread->wait();
    }

    void add(ReadTask::Priority priority, std::unique_ptr<ReadTask> task)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_queues[std::size_t(priority)].push_back(std::move(task));
        }
        m_wake.notify_one();
    }

private:
    struct Next
    {
        std::unique_ptr<ReadTask> task;
        std::size_t queue = 0;
    };

    void run()
    {
        ReadSession session(m_options.path, m_options.dictionary, m_options.profile);
        const std::unique_ptr<TrafficCodec> codec = m_options.codec();
        for (Next next = take(); next.task; next = take()) {
            if (!next.task->isCancelled() && !next.task->step(session, *codec))
                giveBack(std::move(next));
        }
    }

    Next take()
    {
        std::unique_lock lock(m_mutex);
        for (;;) {
            if (m_stop)
                return {};
            for (std::size_t i = 0; i < m_queues.size(); ++i) {
                if (m_queues[i].empty())
                    continue;
                Next next{std::move(m_queues[i].front()), i};
                m_queues[i].pop_front();
                return next;
            }
            m_wake.wait(lock);
        }
    }

    void giveBack(Next next)
    {
        const std::lock_guard lock(m_mutex);
        m_queues[next.queue].push_front(std::move(next.task));
    }

    HistoryReaderOptions m_options;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::array<std::deque<std::unique_ptr<ReadTask>>, ReadTask::PriorityCount> m_queues;
    bool m_stop = false;
    std::unique_ptr<QThread> m_thread; ///< last: it uses the others from its start on
};

SqliteHistoryReader::SqliteHistoryReader(HistoryReaderOptions options)
    : m_worker(std::make_unique<Worker>(std::move(options)))
{
}

SqliteHistoryReader::~SqliteHistoryReader() = default;

Domain::Call<Domain::RecordPage> SqliteHistoryReader::page(qint64 beforeSeq, int limit)
{
    const Domain::CallSource<Domain::RecordPage> source;
    m_worker->add(ReadTask::Priority::Page, ReadTask::page(source, beforeSeq, limit));
    return source.call();
}

Domain::Call<Domain::CellsAnswer> SqliteHistoryReader::cells(std::vector<qint64> seqs, const QString &field)
{
    const Domain::CallSource<Domain::CellsAnswer> source;
    m_worker->add(ReadTask::Priority::Cells, ReadTask::cells(source, std::move(seqs), field));
    return source.call();
}

Domain::Call<Domain::RawAnswer> SqliteHistoryReader::raw(qint64 seq)
{
    const Domain::CallSource<Domain::RawAnswer> source;
    m_worker->add(ReadTask::Priority::Raw, ReadTask::raw(source, seq));
    return source.call();
}

Domain::Call<Domain::EventAnswer> SqliteHistoryReader::event(qint64 seq)
{
    const Domain::CallSource<Domain::EventAnswer> source;
    m_worker->add(ReadTask::Priority::Raw, ReadTask::event(source, seq));
    return source.call();
}

Domain::Call<Domain::ScanPage> SqliteHistoryReader::scan(const Domain::FilterSpec &filter, qint64 beforeSeq, int wanted,
                                                         qint64 untilSeq)
{
    const Domain::CallSource<Domain::ScanPage> source;
    m_worker->add(ReadTask::Priority::Scan, ReadTask::scan(source, filter, beforeSeq, wanted, untilSeq));
    return source.call();
}

Domain::Call<Domain::DevicesAnswer> SqliteHistoryReader::devices()
{
    const Domain::CallSource<Domain::DevicesAnswer> source;
    m_worker->add(ReadTask::Priority::Page, ReadTask::devices(source));
    return source.call();
}

Domain::Call<Domain::RowsPage> SqliteHistoryReader::rows(const Domain::FilterSpec &filter, qint64 fromSeq,
                                                         qint64 untilSeq, int wanted)
{
    const Domain::CallSource<Domain::RowsPage> source;
    m_worker->add(ReadTask::Priority::Rows, ReadTask::rows(source, filter, fromSeq, untilSeq, wanted));
    return source.call();
}

} // namespace Backend
