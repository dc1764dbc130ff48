// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deviceremoval.h"

namespace Models {

using Domain::DeviceBackup;
using Domain::DeviceOutcome;
using Domain::Done;
using Domain::Problem;
using Domain::Result;
using Code = Domain::Problem::Code;

namespace {

constexpr int MostAtOnce = 4;
/// As many as the servers of v3 delete with one call.
constexpr int Together = 20;

/// True when nobody knows whether the device is gone.
bool isUncertain(const Problem &problem)
{
    switch (problem.code) {
    case Code::CallDeadline:
    case Code::CallInterrupted:
    case Code::ServerFault:
    case Code::AnswerUnreadable:
        return true;
    default:
        return false;
    }
}

} // namespace

DeviceRemoval::DeviceRemoval(std::shared_ptr<Domain::NetworkApi> network, Domain::DeviceArchive *archive,
                             Domain::ArchivedDevice about, QStringList ids, QObject *parent)
    : QObject(parent)
    , m_network(std::move(network))
    , m_archive(archive)
    , m_about(std::move(about))
    , m_ids(std::move(ids))
    , m_reading([this](const QString &id) { read(id); }, MostAtOnce)
{
    connect(&m_reading, &DeviceBatch::progressed, this, &DeviceRemoval::progressed);
    connect(&m_reading, &DeviceBatch::finished, this, &DeviceRemoval::onRead);
}

int DeviceRemoval::ended() const
{
    return m_phase == Phase::Reading ? m_reading.ended() : int(m_gone.size() + m_failed.size());
}

QStringList DeviceRemoval::entries() const
{
    QStringList result;
    for (const QString &id : m_gone) {
        if (m_entries.contains(id))
            result << m_entries.value(id);
    }
    return result;
}

void DeviceRemoval::start()
{
    m_phase = Phase::Reading;
    m_reading.start(m_ids);
}

void DeviceRemoval::stop()
{
    m_stopped = true;
    m_waiting.clear();
    m_reading.stop();
}

// --- Reading ---

void DeviceRemoval::read(const QString &id)
{
    m_reading.follow<DeviceBackup>(id, m_network->devices()->backup(m_about.application, id),
                                   [this, id](const Result<DeviceBackup> &answer) {
                                       // One that is gone already has nothing to lose.
                                       const bool isGone = answer.problem.code == Code::DeviceNotFound;
                                       if (!answer.problem)
                                           m_backups[id] = answer.value;
                                       if (!isGone && (answer.problem || !answer.value.missing.isEmpty()))
                                           m_losses.push_back({id, answer.value.missing, answer.problem});
                                       m_reading.done(id, {});
                                   });
}

void DeviceRemoval::onRead()
{
    if (m_stopped)
        end();
    else if (m_losses.isEmpty())
        remove(m_ids);
    else
        ask();
}

void DeviceRemoval::ask()
{
    m_phase = Phase::Asking;
    Q_EMIT asked();
}

void DeviceRemoval::answer(Answer answer)
{
    if (m_phase != Phase::Asking)
        return;
    QSet<QString> lost;
    for (const Loss &loss : m_losses)
        lost.insert(loss.id);
    QStringList wanted;
    for (const QString &id : m_ids) {
        if (m_reachedArchive && !lost.contains(id))
            continue; // was decided already
        if (answer == Answer::DeleteAll || (answer == Answer::DeleteSafe && !lost.contains(id)))
            wanted << id;
    }
    m_evenUnkept = answer == Answer::DeleteAll;
    m_losses.clear();
    remove(wanted);
}

// --- Deleting ---

void DeviceRemoval::remove(const QStringList &ids)
{
    m_phase = Phase::Deleting;
    m_reachedArchive = true;
    m_waiting = ids;
    removeNext();
}

void DeviceRemoval::removeNext()
{
    if (m_waiting.isEmpty()) {
        if (!m_losses.isEmpty() && !m_stopped)
            ask(); // about those that the archive did not take
        else
            end();
        return;
    }
    m_keeping = m_waiting.mid(0, Together);
    m_waiting = m_waiting.mid(m_keeping.size());
    m_kept.clear();
    keepNext();
}

void DeviceRemoval::keepNext()
{
    while (!m_keeping.isEmpty()) {
        const QString id = m_keeping.takeFirst();
        const auto backup = m_backups.find(id);
        if (backup == m_backups.end() || m_entries.contains(id)) {
            m_kept << id; // there is nothing to keep, or it is kept already
            continue;
        }
        Domain::ArchivedDevice about = m_about;
        about.device = id;
        about.missing = backup->second.missing;
        const Result<Domain::Device> device = m_network->devices()->read(backup->second);
        if (!device.problem) {
            about.name = device.value.name;
            about.devEui = device.value.devEui;
        }
        m_keepCall = m_archive->keep(backup->second, about);
        m_keepCall.then(this, [this, id](const Result<QString> &answer) { onKept(id, answer); });
        return;
    }
    deleteKept();
}

void DeviceRemoval::onKept(const QString &id, const Result<QString> &answer)
{
    if (!answer.problem) {
        m_entries.insert(id, answer.value);
        m_kept << id;
    } else if (m_evenUnkept) {
        m_kept << id;
    } else {
        m_losses.push_back({id, {}, answer.problem});
    }
    keepNext();
}

void DeviceRemoval::deleteKept()
{
    if (m_kept.isEmpty()) {
        removeNext();
        return;
    }
    m_deleteCall = m_network->devices()->deleteDevices(m_about.application, m_kept);
    m_deleteCall.then(this, [this](const Result<QList<DeviceOutcome>> &answer) { onDeleted(answer); });
}

void DeviceRemoval::onDeleted(const Result<QList<DeviceOutcome>> &answer)
{
    QHash<QString, Problem> problems;
    for (const DeviceOutcome &outcome : answer.value)
        problems.insert(outcome.id, outcome.problem);
    QStringList gone;
    for (const QString &id : m_kept) {
        const Problem problem = answer.problem ? answer.problem : problems.value(id);
        if (!problem || problem.code == Code::DeviceNotFound) {
            gone << id;
            continue;
        }
        m_failed.push_back({id, problem});
        // It is still there; when that is not certain, its backup is.
        if (m_entries.contains(id) && !isUncertain(problem))
            (void)m_archive->drop(m_entries.take(id));
    }
    m_gone += gone;
    if (!gone.isEmpty())
        Q_EMIT removed(gone);
    Q_EMIT progressed();
    removeNext();
}

void DeviceRemoval::end()
{
    m_backups.clear();
    m_phase = Phase::Ended;
    Q_EMIT finished();
}

// --- The way back ---

DeviceRestoration::DeviceRestoration(std::shared_ptr<Domain::NetworkApi> network, Domain::DeviceArchive *archive,
                                     QStringList entries, QObject *parent)
    : QObject(parent)
    , m_network(std::move(network))
    , m_archive(archive)
    , m_entries(std::move(entries))
    , m_batch([this](const QString &entry) { restore(entry); }, MostAtOnce)
{
    connect(&m_batch, &DeviceBatch::progressed, this, &DeviceRestoration::progressed);
    connect(&m_batch, &DeviceBatch::finished, this, &DeviceRestoration::finished);
}

void DeviceRestoration::start()
{
    m_batch.start(m_entries);
}

void DeviceRestoration::stop()
{
    m_batch.stop();
}

QList<DeviceOutcome> DeviceRestoration::named() const
{
    QList<DeviceOutcome> outcomes = m_batch.failed();
    for (DeviceOutcome &outcome : outcomes)
        outcome.id = m_devices.value(outcome.id, outcome.id);
    return outcomes;
}

void DeviceRestoration::restore(const QString &entry)
{
    m_batch.follow<DeviceBackup>(entry, m_archive->take(entry), [this, entry](const Result<DeviceBackup> &backup) {
        if (backup.problem) {
            m_batch.done(entry, backup.problem);
            return;
        }
        m_devices.insert(entry, backup.value.id);
        m_batch.follow<Done>(entry,
                             m_network->devices()->restore(backup.value, backup.value.application, backup.value.id),
                             [this, entry](const Result<Done> &answer) {
                                 if (answer.problem) {
                                     m_batch.done(entry, answer.problem);
                                     return;
                                 }
                                 // What it was kept for has happened; that it is forgotten a moment later bothers
                                 // nobody.
                                 (void)m_archive->drop(entry);
                                 m_batch.done(entry, {});
                             });
    });
}

} // namespace Models
