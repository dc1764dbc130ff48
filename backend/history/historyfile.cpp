// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/history/historyfile.h"

#include "backend/history/historyschema.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>

namespace Backend {

using Domain::Problem;

namespace {

constexpr QFile::Permissions OwnerOnly = QFile::ReadOwner | QFile::WriteOwner;

/// The journal file is not made shorter than this, only reused.
constexpr qint64 KeptWalBytes = 16 << 20;

/// Neither Qt's lock nor its folders tell why they failed; a disk without room looks like one that is not ours.
void setUnwritable(Problem &problem, const QString &path)
{
    constexpr qint64 LeastRoom = 64 << 10;
    const QStorageInfo disk(QFileInfo(path).absolutePath());
    const bool full = disk.isValid() && !disk.isReadOnly() && disk.bytesAvailable() < LeastRoom;
    problem.code = full ? Problem::Code::DiskFull : Problem::Code::HistoryUnwritable;
    problem.args = {path};
    problem.retryable = full;
}

std::unique_ptr<QLockFile> lockOf(const QString &path)
{
    auto lock = std::make_unique<QLockFile>(path + QStringLiteral(".lock"));
    // Never stale by age, only when the process that held it is gone.
    lock->setStaleLockTime(0);
    return lock;
}

QString suspectMark(const QString &path)
{
    return path + QStringLiteral(".suspect");
}

} // namespace

bool HistoryFile::open(SqliteDatabase &database, qint64 maxPages, Problem &problem)
{
    if (!makeFolder(problem) || !lock(problem))
        return false;
    Problem setAsideBecause;
    // Twice at most: a file that was just created needs no setting aside.
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (!create(problem))
            return false;
        int result = SQLITE_OK;
        const Problem::Code unusable = openOnce(database, maxPages, result);
        if (unusable == Problem::Code::None) {
            if (result != SQLITE_OK) {
                problem = database.problem(result, m_path);
                database.close();
                return false;
            }
            problem = setAsideBecause;
            return true;
        }
        setAsideBecause = database.problem(result, m_path);
        setAsideBecause.code = unusable;
        setAsideBecause.retryable = false;
        database.close();
        QString newName;
        if (!setAside(unusable == Problem::Code::HistoryNewer ? "newer" : "damaged", newName)) {
            problem = setAsideBecause;
            problem.code = Problem::Code::HistoryUnwritable;
            return false;
        }
        setAsideBecause.args << newName;
    }
    problem = setAsideBecause;
    problem.code = Problem::Code::HistoryFailed;
    return false;
}

Problem::Code HistoryFile::openOnce(SqliteDatabase &database, qint64 maxPages, int &result) const
{
    result = database.open(m_path, SqliteDatabase::Mode::ReadWrite);
    if (result != SQLITE_OK)
        return Problem::Code::None;
    const HistorySchema::State state = HistorySchema::inspect(database, &result);
    switch (state) {
    case HistorySchema::State::Failed:
        return Problem::Code::None;
    case HistorySchema::State::Newer:
        return Problem::Code::HistoryNewer;
    case HistorySchema::State::Foreign:
    case HistorySchema::State::Damaged:
        return Problem::Code::HistoryDamaged;
    case HistorySchema::State::Ready:
        if (!passesSuspicion(database))
            return Problem::Code::HistoryDamaged;
        break;
    case HistorySchema::State::Empty:
    case HistorySchema::State::Older:
        break;
    }
    result = configure(database, maxPages);
    if (result == SQLITE_OK && state != HistorySchema::State::Ready)
        result = HistorySchema::migrate(database);
    return Problem::Code::None;
}

void HistoryFile::suspectDamage() const
{
    QFile mark(suspectMark(m_path));
    if (mark.open(QIODevice::WriteOnly))
        mark.setPermissions(OwnerOnly);
}

bool HistoryFile::makeFolder(Problem &problem) const
{
    const QString folder = QFileInfo(m_path).absolutePath();
    if (QDir().mkpath(folder) && QFile::setPermissions(folder, OwnerOnly | QFile::ExeOwner))
        return true;
    setUnwritable(problem, m_path);
    return false;
}

bool HistoryFile::isHeldElsewhere(const QString &path)
{
    const auto lock = lockOf(path);
    if (lock->tryLock(0) || lock->error() != QLockFile::LockFailedError)
        return false;
    qint64 pid = 0;
    QString host, program;
    return !lock->getLockInfo(&pid, &host, &program) || pid != QCoreApplication::applicationPid();
}

Problem HistoryFile::remove(const QString &path)
{
    Problem problem;
    if (!QFile::exists(path))
        return problem;
    HistoryFile file(path);
    if (!file.lock(problem))
        return problem;
    const QStringList parts{path + QStringLiteral("-wal"), path + QStringLiteral("-shm"), suspectMark(path), path};
    for (const QString &part : parts) {
        if (QFile::exists(part) && !QFile::remove(part))
            setUnwritable(problem, part);
    }
    return problem;
}

bool HistoryFile::lock(Problem &problem)
{
    m_lock = lockOf(m_path);
    if (m_lock->tryLock(0))
        return true;
    problem.args = {m_path};
    if (m_lock->error() != QLockFile::LockFailedError) {
        setUnwritable(problem, m_path);
        return false;
    }
    qint64 pid = 0;
    QString host, program;
    m_lock->getLockInfo(&pid, &host, &program);
    problem.code = Problem::Code::HistoryLocked;
    problem.args << program << QString::number(pid) << host;
    problem.retryable = true;
    return false;
}

bool HistoryFile::create(Problem &problem) const
{
    // SQLite gives its -wal and -shm files the permissions of the database.
    QFile file(m_path);
    if (file.open(QIODevice::ReadWrite) && file.setPermissions(OwnerOnly))
        return true;
    setUnwritable(problem, m_path);
    problem.details = file.errorString();
    return false;
}

int HistoryFile::configure(SqliteDatabase &database, qint64 maxPages) const
{
    // Page size and auto_vacuum only have an effect before the first table. What is deleted is overwritten where that
    // costs no further writing; whole pages leave with the space that goes back to the system.
    const QByteArray pragmas = QByteArrayLiteral("PRAGMA page_size=") + QByteArray::number(HistorySchema::PageSize)
        + QByteArrayLiteral(";PRAGMA auto_vacuum=INCREMENTAL;PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
                            "PRAGMA secure_delete=FAST;PRAGMA cache_size=-8192;PRAGMA journal_size_limit=")
        + QByteArray::number(KeptWalBytes);
    int result = database.exec(pragmas.constData());
    if (result == SQLITE_OK && maxPages > 0)
        result = database.exec(QByteArray("PRAGMA max_page_count=" + QByteArray::number(maxPages)).constData());
    return result;
}

bool HistoryFile::passesSuspicion(SqliteDatabase &database) const
{
    if (!QFile::exists(suspectMark(m_path)))
        return true;
    // Minutes for a large file, therefore only then.
    int result = SQLITE_OK;
    const bool sound = database.integer("SELECT quick_check='ok' FROM pragma_quick_check(1)", 0, &result) == 1
        && result == SQLITE_OK;
    QFile::remove(suspectMark(m_path));
    return sound;
}

bool HistoryFile::setAside(const char *why, QString &newName) const
{
    const QString stamp = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd'T'HHmmsszzz'Z'"));
    newName = m_path + u'.' + QLatin1String(why) + u'-' + stamp;
    // The journal belongs to the file: together they can still be looked at.
    for (const QLatin1String part : {QLatin1String("-wal"), QLatin1String("-shm")}) {
        if (QFile::exists(m_path + part) && !QFile::rename(m_path + part, newName + part))
            return false;
    }
    return QFile::rename(m_path, newName);
}

} // namespace Backend
