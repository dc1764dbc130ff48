// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/accounts/paths.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <utility>

namespace Backend {

namespace {

constexpr QFile::Permissions ownerOnly = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;

} // namespace

/// Only the folder itself is made private: the ones above it belong to the system or to the person who named them.
bool makePrivateFolder(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists()) {
        if (!QDir().mkpath(info.path()))
            return false;
        // With its permissions from the start: there is no moment in which others could look in. False also when
        // another program was faster, so what counts is looked at below.
        QDir().mkdir(path, ownerOnly);
    }
    const QFileInfo made(path);
    if (!made.isDir() || !made.isWritable())
        return false;
#ifdef Q_OS_UNIX
    const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
        | QFile::WriteOther | QFile::ExeOther;
    if (made.permissions() & others)
        return QFile::setPermissions(path, ownerOnly);
#endif
    return true;
}

Paths::Paths(QString config, QString data)
    : m_config(std::move(config))
    , m_data(std::move(data))
{
}

Paths Paths::standard()
{
    const QString name = QStringLiteral("/ttn-console");
    return {QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + name,
            QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + name};
}

Paths Paths::below(const QString &folder)
{
    const QDir base(folder);
    return {base.absoluteFilePath(QStringLiteral("config")), base.absoluteFilePath(QStringLiteral("data"))};
}

Domain::Problem Paths::create() const
{
    for (const QString &folder : {m_config, m_data, historyFolder()}) {
        if (!makePrivateFolder(folder))
            return {Domain::Problem::Code::FileUnwritable, {folder}, {}, {}, false};
    }
    return {};
}

QString Paths::profilesFile() const
{
    return m_config + u"/profiles.json";
}

QString Paths::historyFolder() const
{
    return m_data + u"/history";
}

QString Paths::sealedFolder() const
{
    return m_data + u"/sealed";
}

QString Paths::historyFile(const QUuid &profile) const
{
    return historyFolder() + u'/' + profile.toString(QUuid::WithoutBraces) + u".sqlite";
}

} // namespace Backend
