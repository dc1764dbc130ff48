// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/devicearchive.h"

#include <QFile>

namespace App {

/// The backups of a run of ttnc as a file that `devices import` reads, for its owner's eyes only. What is in it stays:
/// whoever asked for the file decides when it goes. Main thread.
class BackupFile : public Domain::DeviceArchive
{
    Q_OBJECT

public:
    explicit BackupFile(const QString &path, QObject *parent = nullptr);
    /// Removes the file when nothing was kept.
    ~BackupFile() override;

    /// Makes the file, which must not be there yet: it may be somebody's only way back.
    [[nodiscard]] Domain::Problem open();

    [[nodiscard]] bool isPersistent() const override { return true; }
    [[nodiscard]] Domain::Call<Domain::Result<QString>> keep(const Domain::DeviceBackup &backup,
                                                             const Domain::ArchivedDevice &about) override;
    [[nodiscard]] Domain::Call<Domain::Result<QList<Domain::ArchivedDevice>>> list() override;
    /// Nothing is read back here: EntryNotFound.
    [[nodiscard]] Domain::Call<Domain::Result<Domain::DeviceBackup>> take(const QString &id) override;
    [[nodiscard]] Domain::Call<Domain::Result<Domain::Done>> drop(const QString &id) override;

private:
    QFile m_file;
    int m_kept = 0;
};

} // namespace App
