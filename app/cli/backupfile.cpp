// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/backupfile.h"

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace App {

using namespace Domain;

namespace {

template <typename T>
Call<Result<T>> answered(Result<T> answer)
{
    const CallSource<Result<T>> source;
    Call<Result<T>> call = source.call();
    source.deliver(std::move(answer));
    return call;
}

/// The device is deleted next: what the system still has in memory could be lost with it.
bool isOnDisk(const QFile &file)
{
#ifdef Q_OS_UNIX
    return ::fsync(file.handle()) == 0;
#else
    Q_UNUSED(file)
    return true;
#endif
}

} // namespace

BackupFile::BackupFile(const QString &path, QObject *parent)
    : DeviceArchive(parent)
    , m_file(path)
{
}

BackupFile::~BackupFile()
{
    if (m_file.isOpen() && m_kept == 0)
        m_file.remove();
}

Problem BackupFile::open()
{
    // With these permissions from the beginning: not readable for a moment either.
    if (m_file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered,
                    QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return {};
    return {Problem::Code::FileUnwritable, {m_file.fileName()}, m_file.errorString(), {}, false};
}

Call<Result<QString>> BackupFile::keep(const DeviceBackup &backup, const ArchivedDevice &)
{
    const QByteArray line = backup.json + '\n';
    const qint64 before = m_file.pos();
    if (m_file.write(line) != line.size() || !isOnDisk(m_file)) {
        const QString why = m_file.errorString();
        m_file.resize(before); // half a line would spoil those behind it
        m_file.seek(before);
        return answered<QString>(Problem{Problem::Code::FileUnwritable, {m_file.fileName()}, why, {}, false});
    }
    return answered<QString>(QString::number(++m_kept));
}

Call<Result<QList<ArchivedDevice>>> BackupFile::list()
{
    return answered<QList<ArchivedDevice>>(QList<ArchivedDevice>());
}

Call<Result<DeviceBackup>> BackupFile::take(const QString &id)
{
    return answered<DeviceBackup>(Problem{Problem::Code::EntryNotFound, {id}, {}, {}, false});
}

Call<Result<Domain::Done>> BackupFile::drop(const QString &)
{
    return answered<Domain::Done>(Domain::Done{});
}

} // namespace App
