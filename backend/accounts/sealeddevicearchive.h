// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/devicearchive.h"

#include <QByteArray>
#include <QHash>

#include <functional>
#include <memory>
#include <optional>

namespace Backend {

class SealedFiles;

/// *Recently deleted* in sealed files, one for each device; several programs may share it. What is older than
/// DeviceArchive::keptDays is removed whenever the list is looked at.
class SealedDeviceArchive : public Domain::DeviceArchive
{
    Q_OBJECT

public:
    /// `files` must outlive this.
    explicit SealedDeviceArchive(SealedFiles &files, QObject *parent = nullptr);

    [[nodiscard]] bool isPersistent() const override;
    [[nodiscard]] Domain::Call<Domain::Result<QString>> keep(const Domain::DeviceBackup &backup,
                                                             const Domain::ArchivedDevice &about) override;
    [[nodiscard]] Domain::Call<Domain::Result<QList<Domain::ArchivedDevice>>> list() override;
    [[nodiscard]] Domain::Call<Domain::Result<Domain::DeviceBackup>> take(const QString &id) override;
    [[nodiscard]] Domain::Call<Domain::Result<Domain::Done>> drop(const QString &id) override;

private:
    struct Listing;

    /// Follows a call that goes on when nobody waits for it any more.
    template <typename T>
    void follow(Domain::Call<Domain::Result<T>> call, std::function<void(const Domain::Result<T> &)> then);
    void onNames(const std::shared_ptr<Listing> &listing, const QStringList &names);
    void onEntry(const std::shared_ptr<Listing> &listing, const QString &id,
                 const Domain::Result<QList<QByteArray>> &records);
    void finish(const std::shared_ptr<Listing> &listing);
    void forget(const QString &id);
    void setExpired(const QString &id);

    SealedFiles &m_files;
    QHash<QString, Domain::ArchivedDevice> m_entries; ///< as far as they were read
    QHash<quint64, std::shared_ptr<void>> m_running;
    quint64 m_lastRun = 0;
};

} // namespace Backend
