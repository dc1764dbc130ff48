// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/devicearchive.h"
#include "backend/domain/networkapi.h"
#include "models/devicebatch.h"

#include <map>

namespace Models {

/// Deletes devices in a way that can be undone: reads everything of all of them, keeps it in the archive, and only then
/// deletes. What could not be brought back whole is asked about before anything goes. GUI thread.
class DeviceRemoval : public QObject
{
    Q_OBJECT

public:
    enum class Phase : quint8 {
        Waiting,
        Reading, ///< backups are made
        Asking, ///< for answer()
        Deleting,
        Ended,
    };
    enum class Answer : quint8 {
        DeleteAll, ///< also what is lost then
        DeleteSafe, ///< only what can be brought back
        Nothing,
    };
    /// A device that could not be brought back as it was.
    struct Loss
    {
        QString id;
        QStringList missing; ///< of its backup, as in DeviceBackup
        Domain::Problem problem; ///< why there is no backup at all, or why it cannot be kept
    };

    /// `about` is what the archive notes of each: profile, its name, application; the rest is filled in. The archive
    /// must outlive this.
    DeviceRemoval(std::shared_ptr<Domain::NetworkApi> network, Domain::DeviceArchive *archive,
                  Domain::ArchivedDevice about, QStringList ids, QObject *parent = nullptr);

    void start();
    /// To asked().
    void answer(Answer answer);
    /// Nothing more is begun.
    void stop();

    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] const QStringList &ids() const { return m_ids; }
    [[nodiscard]] const QList<Loss> &losses() const { return m_losses; }
    /// Of this phase.
    [[nodiscard]] int ended() const;
    [[nodiscard]] bool wasStopped() const { return m_stopped; }
    /// What is gone, what is not, and the entries of the archive that bring it back.
    [[nodiscard]] const QStringList &gone() const { return m_gone; }
    [[nodiscard]] const QList<Domain::DeviceOutcome> &failed() const { return m_failed; }
    [[nodiscard]] QStringList entries() const;

Q_SIGNALS:
    void progressed();
    void asked();
    /// These are gone.
    void removed(const QStringList &ids);
    void finished();

private:
    void read(const QString &id);
    void onRead();
    void ask();
    void remove(const QStringList &ids);
    void removeNext();
    void keepNext();
    void onKept(const QString &id, const Domain::Result<QString> &answer);
    void deleteKept();
    void onDeleted(const Domain::Result<QList<Domain::DeviceOutcome>> &answer);
    void end();

    std::shared_ptr<Domain::NetworkApi> m_network;
    Domain::DeviceArchive *m_archive;
    const Domain::ArchivedDevice m_about;
    const QStringList m_ids;
    DeviceBatch m_reading;
    std::map<QString, Domain::DeviceBackup> m_backups;
    QList<Loss> m_losses;
    QStringList m_waiting; ///< to be deleted
    QStringList m_keeping; ///< of those that are next, still to be kept
    QStringList m_kept; ///< of those that are next, safe
    QHash<QString, QString> m_entries; ///< by device
    Domain::Call<Domain::Result<QString>> m_keepCall;
    Domain::Call<Domain::Result<QList<Domain::DeviceOutcome>>> m_deleteCall;
    QStringList m_gone;
    QList<Domain::DeviceOutcome> m_failed;
    Phase m_phase = Phase::Waiting;
    bool m_stopped = false;
    bool m_reachedArchive = false; ///< a question is about those that it did not take
    bool m_evenUnkept = false; ///< what cannot be kept may go, too
};

/// Registers devices again from the archive, in the applications that they were in, and takes them off it. GUI thread.
class DeviceRestoration : public QObject
{
    Q_OBJECT

public:
    /// Entries are those of the archive, which must outlive this.
    DeviceRestoration(std::shared_ptr<Domain::NetworkApi> network, Domain::DeviceArchive *archive, QStringList entries,
                      QObject *parent = nullptr);

    void start();
    void stop();
    /// Of entries.
    [[nodiscard]] const DeviceBatch &batch() const { return m_batch; }
    /// What failed, by device where that is known.
    [[nodiscard]] QList<Domain::DeviceOutcome> named() const;

Q_SIGNALS:
    void progressed();
    void finished();

private:
    void restore(const QString &entry);

    std::shared_ptr<Domain::NetworkApi> m_network;
    Domain::DeviceArchive *m_archive;
    const QStringList m_entries;
    QHash<QString, QString> m_devices; ///< by entry
    DeviceBatch m_batch;
};

} // namespace Models
