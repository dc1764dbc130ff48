// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/problem.h"

#include <QString>
#include <QUuid>

namespace Backend {

/// Makes a folder that only this user can look into (0700), with those above it as they come. False when that fails.
[[nodiscard]] bool makePrivateFolder(const QString &path);

/// Where the program keeps its files. Value type, any thread.
class Paths
{
public:
    /// The user's own folders, as the system names them; they do not depend on the application's name or organisation.
    static Paths standard();
    /// `--data-dir`: everything below one folder.
    static Paths below(const QString &folder);

    /// Makes the folders, each readable by this user only (0700). FileUnwritable when that fails.
    [[nodiscard]] Domain::Problem create() const;

    [[nodiscard]] QString configFolder() const { return m_config; }
    [[nodiscard]] QString dataFolder() const { return m_data; }
    [[nodiscard]] QString profilesFile() const;
    [[nodiscard]] QString historyFolder() const;
    /// Of SealedFiles, which make it.
    [[nodiscard]] QString sealedFolder() const;
    /// The lock of its one writer stands beside it.
    [[nodiscard]] QString historyFile(const QUuid &profile) const;

private:
    Paths(QString config, QString data);

    QString m_config;
    QString m_data;
};

} // namespace Backend
