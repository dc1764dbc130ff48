// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/history/sqlitedatabase.h"

#include <QThread>

#include <condition_variable>
#include <memory>
#include <mutex>

namespace Backend {

/// Folds SQLite's journal into the database in a thread of its own. Two syncs belong to that, and on a busy disk they
/// take longer than a batch may wait for being stored.
class HistoryCheckpointer
{
public:
    /// `writer` is open and stays so as long as this.
    HistoryCheckpointer(QString path, SqliteDatabase &writer);
    ~HistoryCheckpointer();
    HistoryCheckpointer(const HistoryCheckpointer &) = delete;
    HistoryCheckpointer &operator=(const HistoryCheckpointer &) = delete;

private:
    static int committed(void *self, sqlite3 *writer, const char *name, int pages);
    void request();
    void run();

    QString m_path;
    SqliteDatabase &m_writer;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_requested = false;
    bool m_stop = false;
    std::unique_ptr<QThread> m_thread;
};

} // namespace Backend
