// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/history/historyfollower.h"

#include "backend/history/readsession.h"

#include <QTimer>

namespace Backend {

namespace {

/// A first look at a large history comes in several batches.
constexpr qint64 BatchRows = 10'000;
/// So often a file that cannot be read yet is looked at again before that is told.
constexpr int UnfinishedLooks = 10;

/// Lives in the follower's own thread.
class Watcher final : public QObject
{
public:
    Watcher(HistoryFollowerOptions options, HistoryFollower *follower)
        : m_session(options.path, options.dictionary, options.profile)
        , m_options(std::move(options))
        , m_follower(follower)
    {
    }

    void start()
    {
        auto *timer = new QTimer(this);
        connect(timer, &QTimer::timeout, this, [this] { look(); });
        timer->start(m_options.interval);
        look();
    }

private:
    void look()
    {
        int result = m_session.ensureOpen();
        if (result == SQLITE_CANTOPEN)
            return;
        if (result == SQLITE_OK) {
            const qint64 version = m_session.database().integer("PRAGMA data_version", 0, &result);
            if (result == SQLITE_OK && version == m_version)
                return;
            if (result == SQLITE_OK)
                result = readNew();
            if (result == SQLITE_OK)
                m_version = version;
        }
        // The other program is making the file: between its first page and its tables it looks like a damaged one.
        if (result == SQLITE_NOTADB && m_version < 0 && ++m_unfinished < UnfinishedLooks)
            return;
        if (result != SQLITE_OK)
            tell(m_session.problem(result));
    }

    int readNew()
    {
        ReadSession::Bounds bounds;
        if (const int result = m_session.bounds(bounds); result != SQLITE_OK)
            return result;
        // Asked before the rows: a gap that changes in between is told again, never missed.
        std::vector<qint64> revised;
        if (const int result = readRevised(revised); result != SQLITE_OK)
            return result;
        auto batch = std::make_shared<Domain::EventBatch>();
        batch->profile = m_options.profile;
        for (const qint64 seq : revised) {
            if (const int result = m_session.rows(seq, seq + 1, batch->revised); result != SQLITE_OK)
                return result;
        }
        for (qint64 next = std::max(m_options.afterSeq + 1, bounds.first); next <= bounds.last; next += BatchRows) {
            if (QThread::currentThread()->isInterruptionRequested())
                return SQLITE_OK;
            if (const int result = m_session.rows(next, std::min(next + BatchRows, bounds.last + 1), batch->records);
                result != SQLITE_OK)
                return result;
            if (!batch->records.empty())
                m_options.afterSeq = batch->records.back().seq;
            emitBatch(batch);
        }
        emitBatch(batch);
        return SQLITE_OK;
    }

    int readRevised(std::vector<qint64> &seqs)
    {
        SqliteStatement statement = m_session.database().prepare(
            "SELECT seq,revision FROM payload_override WHERE revision>?1 AND seq<=?2 ORDER BY seq");
        if (!statement.isValid())
            return SQLITE_ERROR;
        statement.bind(1, m_revision);
        statement.bind(2, m_options.afterSeq);
        qint64 newest = m_revision;
        int result = SQLITE_OK;
        while ((result = statement.step()) == SQLITE_ROW) {
            seqs.push_back(statement.integer(0));
            newest = std::max(newest, statement.integer(1));
        }
        m_revision = newest;
        return result == SQLITE_DONE ? SQLITE_OK : result;
    }

    void emitBatch(std::shared_ptr<Domain::EventBatch> &batch)
    {
        if (batch->records.empty() && batch->revised.empty())
            return;
        const Domain::EventBatchPtr ready = std::move(batch);
        batch = std::make_shared<Domain::EventBatch>();
        batch->profile = m_options.profile;
        QMetaObject::invokeMethod(
            m_follower, [follower = m_follower, ready] { Q_EMIT follower->batch(ready); }, Qt::QueuedConnection);
    }

    void tell(const Domain::Problem &problem)
    {
        if (problem.code == m_told)
            return;
        m_told = problem.code;
        QMetaObject::invokeMethod(
            m_follower, [follower = m_follower, problem] { Q_EMIT follower->failed(problem); }, Qt::QueuedConnection);
    }

    ReadSession m_session;
    HistoryFollowerOptions m_options;
    HistoryFollower *m_follower; ///< outlives this
    qint64 m_version = -1;
    int m_unfinished = 0;
    qint64 m_revision = 0;
    Domain::Problem::Code m_told = Domain::Problem::Code::None;
};

} // namespace

HistoryFollower::HistoryFollower(HistoryFollowerOptions options, QObject *parent)
    : QObject(parent)
{
    auto *watcher = new Watcher(std::move(options), this);
    m_thread.setObjectName(QStringLiteral("history-follow"));
    watcher->moveToThread(&m_thread);
    connect(&m_thread, &QThread::started, watcher, [watcher] { watcher->start(); });
    connect(&m_thread, &QThread::finished, watcher, &QObject::deleteLater);
    m_thread.start();
}

HistoryFollower::~HistoryFollower()
{
    m_thread.requestInterruption();
    m_thread.quit();
    m_thread.wait();
}

} // namespace Backend
