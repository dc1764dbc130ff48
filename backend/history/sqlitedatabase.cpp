// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/history/sqlitedatabase.h"

#include <cerrno>

namespace Backend {

namespace {

bool meansNoRoom(int systemError)
{
#ifdef Q_OS_WIN
    constexpr int HandleDiskFull = 39, DiskIsFull = 112;
    return systemError == HandleDiskFull || systemError == DiskIsFull;
#else
    return systemError == ENOSPC || systemError == EDQUOT;
#endif
}

} // namespace

int SqliteDatabase::open(const QString &path, Mode mode)
{
    close();
    const int flags = (mode == Mode::ReadWrite ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) | SQLITE_OPEN_NOMUTEX
        | SQLITE_OPEN_EXRESCODE;
    const int result = sqlite3_open_v2(path.toUtf8().constData(), &m_database, flags, nullptr);
    if (result != SQLITE_OK) {
        close();
        return result;
    }
    // Only recovery after a crash ever locks out others, and it is short.
    sqlite3_busy_timeout(m_database, 2'000);
    // The file may come from elsewhere: no functions or triggers of the schema run with our rights.
    sqlite3_db_config(m_database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(m_database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    return SQLITE_OK;
}

void SqliteDatabase::close()
{
    sqlite3_close_v2(std::exchange(m_database, nullptr));
}

int SqliteDatabase::exec(const char *sql)
{
    return sqlite3_exec(m_database, sql, nullptr, nullptr, nullptr);
}

SqliteStatement SqliteDatabase::prepare(const char *sql)
{
    sqlite3_stmt *statement = nullptr;
    sqlite3_prepare_v3(m_database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    return SqliteStatement(statement);
}

qint64 SqliteDatabase::integer(const char *sql, qint64 fallback, int *result)
{
    SqliteStatement statement = prepare(sql);
    const int step = statement.isValid() ? statement.step() : sqlite3_extended_errcode(m_database);
    if (result)
        *result = step == SQLITE_ROW || step == SQLITE_DONE ? SQLITE_OK : step;
    return step == SQLITE_ROW && !statement.isNull(0) ? statement.integer(0) : fallback;
}

Domain::Problem SqliteDatabase::problem(int result, const QString &path) const
{
    Domain::Problem problem;
    problem.args = {path};
    problem.details = QString::fromUtf8(m_database ? sqlite3_errmsg(m_database) : sqlite3_errstr(result));
    const int systemError = m_database ? sqlite3_system_errno(m_database) : 0;
    switch (result & 0xFF) {
    case SQLITE_FULL:
        problem.code = Domain::Problem::Code::DiskFull;
        problem.retryable = true;
        break;
    case SQLITE_IOERR:
        problem.code
            = meansNoRoom(systemError) ? Domain::Problem::Code::DiskFull : Domain::Problem::Code::HistoryFailed;
        problem.retryable = true;
        break;
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        problem.code = Domain::Problem::Code::HistoryUnwritable;
        break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        problem.retryable = true;
        [[fallthrough]];
    default:
        problem.code = Domain::Problem::Code::HistoryFailed;
        break;
    }
    return problem;
}

} // namespace Backend
