// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/history/historycheckpointer.h"

namespace Backend {

namespace {

constexpr int RequestPages = 1000;
/// While the writer never rests the journal cannot begin anew; from this size on the writer waits for it once.
constexpr int LargestPages = 16'000;

} // namespace

HistoryCheckpointer::HistoryCheckpointer(QString path, SqliteDatabase &writer)
    : m_path(std::move(path))
    , m_writer(writer)
    , m_thread(QThread::create([this] { run(); }))
{
    m_thread->setObjectName(QStringLiteral("history-sync"));
    m_thread->start(QThread::LowPriority);
    sqlite3_wal_hook(m_writer.handle(), &HistoryCheckpointer::committed, this);
}

HistoryCheckpointer::~HistoryCheckpointer()
{
    sqlite3_wal_hook(m_writer.handle(), nullptr, nullptr);
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_one();
    m_thread->wait();
}

int HistoryCheckpointer::committed(void *self, sqlite3 *writer, const char *name, int pages)
{
    // A failure here is none of the commit: the next one tries again.
    if (pages >= LargestPages)
        sqlite3_wal_checkpoint_v2(writer, name, SQLITE_CHECKPOINT_RESTART, nullptr, nullptr);
    else if (pages >= RequestPages)
        static_cast<HistoryCheckpointer *>(self)->request();
    return SQLITE_OK;
}

void HistoryCheckpointer::request()
{
    {
        const std::lock_guard lock(m_mutex);
        m_requested = true;
    }
    m_wake.notify_one();
}

void HistoryCheckpointer::run()
{
    SqliteDatabase database;
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_requested || m_stop; });
        if (m_stop)
            return;
        m_requested = false;
        lock.unlock();
        // SQLite only knows that there is a journal after a first read.
        if (database.isOpen()
            || (database.open(m_path, SqliteDatabase::Mode::ReadWrite) == SQLITE_OK
                && database.exec("PRAGMA synchronous=NORMAL;SELECT count(*) FROM sqlite_master") == SQLITE_OK))
            sqlite3_wal_checkpoint_v2(database.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
        lock.lock();
    }
}

} // namespace Backend
