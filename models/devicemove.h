// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/deviceapi.h"
#include "backend/domain/devicearchive.h"

#include <QObject>
#include <QStringList>
#include <QUuid>

#include <functional>

namespace Models {

/// Moves devices from one application to another, one after the other: backup, delete, register again. The backup is
/// kept in *Recently deleted* before anything is deleted, and it stays there, also after success: so whatever happens
/// in the middle, nothing is lost, and a move can be undone later. What the new place refuses is registered again where
/// it was. GUI thread, or the main thread of ttnc.
class DeviceMove : public QObject
{
    Q_OBJECT

public:
    enum class Step : quint8 { Idle, BackingUp, Keeping, Deleting, Registering, TakingBack };

    struct Place
    {
        Domain::DeviceApi *devices = nullptr; ///< must outlive the move
        QString application;
        QUuid profile;
        QString profileName;
        QString who; ///< as in ArchivedDevice
    };

    /// Both places are of the same generation; `archive` must outlive this.
    DeviceMove(Place from, Place to, Domain::DeviceArchive &archive, QObject *parent = nullptr);

    /// Once. `acceptsLoss`: also devices of which session or counters cannot be read; they lose these. What cannot be
    /// registered again at all, for want of its keys, is never deleted.
    void start(const QStringList &ids, bool acceptsLoss = false);
    /// Ends after the device that is under way: it is never left in the middle.
    void stop();

    [[nodiscard]] bool isRunning() const { return m_step != Step::Idle; }
    [[nodiscard]] Step step() const { return m_step; }
    [[nodiscard]] QString current() const { return m_current; }
    [[nodiscard]] qsizetype total() const { return m_total; }
    /// Of those that are done with, in their order. MoveUndone: it is where it was. MoveInterrupted: see the archive.
    [[nodiscard]] const QList<Domain::DeviceOutcome> &outcomes() const { return m_outcomes; }
    /// Those that stop() left where they are.
    [[nodiscard]] const QStringList &remaining() const { return m_remaining; }

Q_SIGNALS:
    /// A step began or a device is done with.
    void progressed();
    void finished();

private:
    void next();
    void finishOne(const Domain::Problem &problem);
    void setStep(Step step);
    void onBackup(const Domain::Result<Domain::DeviceBackup> &backup);
    [[nodiscard]] Domain::Problem backupProblem(const Domain::DeviceBackup &backup, const Domain::Device &device) const;
    void checkTarget(const Domain::Device &device);
    void keep(const Domain::Device &device);
    void onKept(const Domain::Result<QString> &entry);
    void onDeleted(const Domain::Result<Domain::Done> &result);
    void lookWhatIsLeft(const Domain::Problem &why);
    void onRegistered(const Domain::Result<Domain::Done> &result);
    void takeBack(const Domain::Problem &why);
    void restoreAtHome(const Domain::Problem &why);
    void forgetEntry();
    [[nodiscard]] Domain::Problem told(Domain::Problem::Code code, const Domain::Problem &why) const;

    const Place m_from;
    const Place m_to;
    Domain::DeviceArchive &m_archive;
    bool m_acceptsLoss = false;
    Step m_step = Step::Idle;
    QStringList m_waiting;
    QStringList m_remaining;
    qsizetype m_total = 0;
    QString m_current;
    Domain::DeviceBackup m_backup;
    QString m_entry;
    QList<Domain::DeviceOutcome> m_outcomes;

    Domain::Call<Domain::Result<Domain::DeviceBackup>> m_backupCall;
    Domain::Call<Domain::Result<QString>> m_keepCall;
    Domain::Call<Domain::Result<Domain::Done>> m_doneCall;
    Domain::Call<Domain::Result<Domain::Device>> m_deviceCall;
    Domain::Call<Domain::Result<Domain::Done>> m_dropCall;
};

} // namespace Models
