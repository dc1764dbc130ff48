// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/call.h"
#include "backend/domain/device.h"
#include "backend/domain/result.h"

#include <QDateTime>
#include <QList>
#include <QObject>
#include <QString>
#include <QUuid>

#include <optional>

namespace Domain {

/// A device that left its application; what a list of them shows. Value type, no secret in it.
struct ArchivedDevice
{
    enum class Reason : quint8 { Deleted = 1, Moved = 2 };

    QString id; ///< of the entry; made by keep()
    QUuid profile;
    QString profileName; ///< as it was then
    QString application;
    QString device;
    QString name; ///< the device's own, may be empty
    std::optional<Eui> devEui;
    QDateTime when; ///< made by keep()
    Reason reason = Reason::Deleted;
    QString movedTo; ///< the other application, for Moved
    QString who; ///< the user or organization whose key did it, or the name of the key; empty: the network did not tell
    QStringList missing; ///< what the backup lacks, see DeviceBackup::missing
};

/// *Recently deleted*: backups of devices, kept for some time after they were deleted or moved. GUI thread, or the main
/// thread of ttnc. Each function returns at once; what was begun is finished when its Call is dropped.
class DeviceArchive : public QObject
{
    Q_OBJECT

public:
    static constexpr int keptDays = 30;

    using QObject::QObject;

    /// False: this computer has no keychain, so backups are forgotten at the program's end. Say so before deleting.
    [[nodiscard]] virtual bool isPersistent() const = 0;
    /// The answer, the id of the entry, comes when the backup is safe: only then the device may go.
    [[nodiscard]] virtual Call<Result<QString>> keep(const DeviceBackup &backup, const ArchivedDevice &about) = 0;
    /// Newest first, without those that are too old. May wait for somebody to unlock the keychain.
    [[nodiscard]] virtual Call<Result<QList<ArchivedDevice>>> list() = 0;
    /// The backup, which stays until drop(). EntryNotFound: there is no such entry any more.
    [[nodiscard]] virtual Call<Result<DeviceBackup>> take(const QString &id) = 0;
    /// Forgets a backup for good; one that is gone already is no problem.
    [[nodiscard]] virtual Call<Result<Done>> drop(const QString &id) = 0;

Q_SIGNALS:
    /// An entry came or went: list() tells another list than before.
    void changed();
    /// A backup could not be read and was set aside.
    void damageFound(const Domain::Problem &problem);
};

} // namespace Domain
