// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/import/importfiles.h"

#include <QDir>
#include <QFileInfo>
#include <QUuid>

#include <algorithm>

namespace Backend {

namespace {

using Code = Domain::Problem::Code;
using Domain::Problem;

constexpr QFile::Permissions ownOnly = QFile::ReadOwner | QFile::WriteOwner;
/// What was imported longest ago is not looked at.
constexpr int mostRecords = 300;

Problem writeProblem(const QFileDevice &file)
{
    const Code code = file.error() == QFileDevice::ResourceError ? Code::FileDiskFull : Code::FileUnwritable;
    return {code, {file.fileName()}, file.errorString(), {}, false};
}

} // namespace

ImportFiles::ImportFiles(QString folder)
    : m_folder(std::move(folder))
{
}

ImportFiles::~ImportFiles() = default;

bool ImportFiles::isId(const QString &id)
{
    return !QUuid::fromString(id).isNull() && id == QUuid::fromString(id).toString(QUuid::WithoutBraces);
}

QString ImportFiles::sealedName(const QString &id)
{
    return QString(u"import-" + id);
}

QString ImportFiles::journalPath(const QString &id) const
{
    return QString(m_folder + u'/' + id + u".journal");
}

Problem ImportFiles::open(const QString &id, quint64 owner, QIODevice::OpenMode mode)
{
    if (!isId(id) || m_open.contains(id))
        return {Code::ImportInUse, {}, {}, {}, false};
    if (!QDir().mkpath(m_folder))
        return {Code::FileUnwritable, {m_folder}, {}, {}, false};
    QFile::setPermissions(m_folder, ownOnly | QFile::ExeOwner);
    auto file = std::make_unique<Open>();
    file->owner = owner;
    file->lock = std::make_unique<QLockFile>(QString(m_folder + u'/' + id + u".lock"));
    file->lock->setStaleLockTime(0);
    if (!file->lock->tryLock(0)) {
        if (file->lock->error() == QLockFile::LockFailedError)
            return {Code::ImportInUse, {}, {}, {}, false};
        return {Code::FileUnwritable, {m_folder}, {}, {}, false};
    }
    file->journal.setFileName(journalPath(id));
    if (!file->journal.open(mode))
        return writeProblem(file->journal);
    file->journal.setPermissions(ownOnly);
    m_open[id] = std::move(file);
    return {};
}

Problem ImportFiles::create(const QString &id, quint64 owner, const QByteArray &head)
{
    if (const Problem problem = open(id, owner, QIODevice::WriteOnly | QIODevice::NewOnly))
        return problem;
    QFile &journal = m_open.at(id)->journal;
    if (journal.write(head) != head.size() || !journal.flush()) {
        const Problem problem = writeProblem(journal);
        forget(id);
        return problem;
    }
    return {};
}

Domain::Result<ImportJournal::Reading> ImportFiles::reopen(const QString &id, quint64 owner)
{
    if (const Problem problem = open(id, owner, QIODevice::ReadWrite | QIODevice::ExistingOnly))
        return problem;
    QFile &journal = m_open.at(id)->journal;
    std::optional<ImportJournal::Reading> reading = ImportJournal::read(journal.readAll());
    if (!reading || reading->record.id != id) {
        m_open.erase(id);
        return Problem{Code::ImportUnreadable, {journalPath(id)}, {}, {}, false};
    }
    // A crash may have left half a line.
    journal.seek(journal.size());
    journal.write("\n");
    return *reading;
}

void ImportFiles::append(const QString &id, const QByteArray &lines)
{
    const auto found = m_open.find(id);
    if (found == m_open.end())
        return;
    QFile &journal = found->second->journal;
    if (journal.write(lines) != lines.size() || !journal.flush())
        Q_EMIT journalFailed(id, writeProblem(journal));
}

void ImportFiles::close(const QString &id, quint64 owner)
{
    const auto found = m_open.find(id);
    if (found != m_open.end() && found->second->owner == owner)
        m_open.erase(found);
}

void ImportFiles::forget(const QString &id)
{
    if (!isId(id))
        return;
    m_open.erase(id);
    QFile::remove(journalPath(id));
}

QList<Domain::ImportRecord> ImportFiles::records() const
{
    QList<Domain::ImportRecord> out;
    const QFileInfoList files = QDir(m_folder).entryInfoList({QStringLiteral("*.journal")}, QDir::Files, QDir::Time);
    for (const QFileInfo &info : files.mid(0, mostRecords)) {
        QFile file(info.filePath());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        std::optional<ImportJournal::Reading> reading = ImportJournal::read(file.readAll());
        if (!reading || reading->record.id != info.completeBaseName())
            continue;
        out += std::move(reading->record);
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const Domain::ImportRecord &a, const Domain::ImportRecord &b) { return a.begun > b.begun; });
    return out;
}

Problem ImportFiles::openExport(const QString &path)
{
    auto file = std::make_unique<QSaveFile>(path);
    if (!file->open(QIODevice::WriteOnly))
        return writeProblem(*file);
    // Keys may be in it.
    file->setPermissions(ownOnly);
    m_exports[path] = std::move(file);
    return {};
}

void ImportFiles::writeExport(const QString &path, const QByteArray &bytes)
{
    if (const auto found = m_exports.find(path); found != m_exports.end())
        found->second->write(bytes); // an error is kept until the end
}

Problem ImportFiles::commitExport(const QString &path)
{
    const auto found = m_exports.find(path);
    if (found == m_exports.end())
        return {Code::FileUnwritable, {path}, {}, {}, false};
    const std::unique_ptr<QSaveFile> file = std::move(found->second);
    m_exports.erase(found);
    if (!file->commit())
        return writeProblem(*file);
    return {};
}

void ImportFiles::dropExport(const QString &path)
{
    m_exports.erase(path);
}

} // namespace Backend
