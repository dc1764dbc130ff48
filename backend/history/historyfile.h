// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/problem.h"
#include "backend/history/sqlitedatabase.h"

#include <QLockFile>
#include <QString>

#include <memory>

namespace Backend {

/// The file of a history on disk: folder, permissions, the lock that lets one program write, and what is done with a
/// file that cannot be used.
class HistoryFile
{
public:
    explicit HistoryFile(QString path)
        : m_path(std::move(path))
    {
    }

    /// Makes the folder (0700), takes the lock, opens the database for writing, sets aside what is damaged, foreign or
    /// newer, and brings the tables to this version. False: `problem` tells why nothing can be written. True with a
    /// problem: a fresh file was begun, the old one was set aside.
    bool open(SqliteDatabase &database, qint64 maxPages, Domain::Problem &problem);

    /// True while another program writes the history in this file; it may begin or end at any moment. Any thread.
    [[nodiscard]] static bool isHeldElsewhere(const QString &path);

    [[nodiscard]] const QString &path() const { return m_path; }
    /// Deletes the file and what belongs to it. HistoryLocked while another program writes it; FileUnwritable.
    [[nodiscard]] static Domain::Problem remove(const QString &path);
    /// Remembers that the file showed damage while in use: the next open() checks all of it.
    void suspectDamage() const;

private:
    bool makeFolder(Domain::Problem &problem) const;
    bool lock(Domain::Problem &problem);
    bool create(Domain::Problem &problem) const;
    /// Why the file has to be set aside; None: it has not, and `result` tells whether it is open.
    Domain::Problem::Code openOnce(SqliteDatabase &database, qint64 maxPages, int &result) const;
    int configure(SqliteDatabase &database, qint64 maxPages) const;
    /// False: something was wrong with the file the last time, and it is damaged indeed.
    bool passesSuspicion(SqliteDatabase &database) const;
    bool setAside(const char *why, QString &newName) const;

    QString m_path;
    std::unique_ptr<QLockFile> m_lock;
};

} // namespace Backend
