// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/devicemove.h"

#include "backend/domain/problemtext.h"

#include <utility>

namespace Models {

using Code = Domain::Problem::Code;
using Domain::ArchivedDevice;
using Domain::Device;
using Domain::DeviceBackup;
using Domain::Done;
using Domain::Problem;
using Domain::Result;

DeviceMove::DeviceMove(Place from, Place to, Domain::DeviceArchive &archive, QObject *parent)
    : QObject(parent)
    , m_from(std::move(from))
    , m_to(std::move(to))
    , m_archive(archive)
{
    Q_ASSERT(m_from.devices && m_to.devices);
}

void DeviceMove::start(const QStringList &ids, bool acceptsLoss)
{
    Q_ASSERT(m_step == Step::Idle && m_total == 0);
    m_waiting = ids;
    m_total = ids.size();
    m_acceptsLoss = acceptsLoss;
    next();
}

void DeviceMove::stop()
{
    m_remaining += std::exchange(m_waiting, {});
}

void DeviceMove::setStep(Step step)
{
    m_step = step;
    Q_EMIT progressed();
}

void DeviceMove::next()
{
    m_backup = {};
    m_entry.clear();
    if (m_waiting.isEmpty()) {
        m_current.clear();
        setStep(Step::Idle);
        Q_EMIT finished();
        return;
    }
    m_current = m_waiting.takeFirst();
    setStep(Step::BackingUp);
    m_backupCall = m_from.devices->backup(m_from.application, m_current);
    m_backupCall.then(this, [this](const Result<DeviceBackup> &backup) { onBackup(backup); });
}

void DeviceMove::finishOne(const Problem &problem)
{
    m_outcomes += Domain::DeviceOutcome{m_current, problem};
    next();
}

/// What a device cannot be registered again without.
Problem DeviceMove::backupProblem(const DeviceBackup &backup, const Device &device) const
{
    Problem incomplete{Code::BackupIncomplete, {backup.id, backup.missing.join(QLatin1String(", "))}, {}, {}, false};
    if (!backup.missing.isEmpty() && !m_acceptsLoss)
        return incomplete;
    if (backup.missing.contains(u"root_keys") || backup.missing.contains(u"frequency_plan_id"))
        return incomplete;
    const bool isPersonalized = device.radio && !device.radio->supportsJoin;
    return isPersonalized && backup.missing.contains(u"session") ? incomplete : Problem();
}

void DeviceMove::onBackup(const Result<DeviceBackup> &backup)
{
    Problem problem = backup.problem;
    Device device;
    if (!problem) {
        const Result<Device> read = m_from.devices->read(backup.value);
        problem = read ? backupProblem(backup.value, read.value) : read.problem;
        device = read.value;
    }
    if (problem) {
        finishOne(problem);
        return;
    }
    m_backup = backup.value;
    checkTarget(device);
}

/// Before anything is deleted, and so that what a failed registration leaves there can be told from what was there.
void DeviceMove::checkTarget(const Device &device)
{
    m_deviceCall = m_to.devices->device(m_to.application, m_current, Domain::DeviceKeys::Leave);
    m_deviceCall.then(this, [this, device](const Result<Device> &there) {
        const Code code = there.problem.code;
        if (there)
            finishOne({Code::IdTaken, {}, {}, {}, false});
        else if (code == Code::DeviceNotFound || code == Code::EntryNotFound)
            keep(device);
        else
            finishOne(there.problem);
    });
}

void DeviceMove::keep(const Device &device)
{
    ArchivedDevice about;
    about.profile = m_from.profile;
    about.profileName = m_from.profileName;
    about.name = device.name;
    about.devEui = device.devEui;
    about.reason = ArchivedDevice::Reason::Moved;
    about.movedTo = m_to.application;
    about.who = m_from.who;
    setStep(Step::Keeping);
    m_keepCall = m_archive.keep(m_backup, about);
    m_keepCall.then(this, [this](const Result<QString> &entry) { onKept(entry); });
}

void DeviceMove::onKept(const Result<QString> &entry)
{
    if (!entry) {
        finishOne(entry.problem);
        return;
    }
    m_entry = entry.value;
    setStep(Step::Deleting);
    m_doneCall = m_from.devices->deleteDevice(m_from.application, m_current);
    m_doneCall.then(this, [this](const Result<Done> &result) { onDeleted(result); });
}

void DeviceMove::onDeleted(const Result<Done> &result)
{
    if (!result) {
        lookWhatIsLeft(result.problem);
        return;
    }
    setStep(Step::Registering);
    m_doneCall = m_to.devices->restore(m_backup, m_to.application, m_current);
    m_doneCall.then(this, [this](const Result<Done> &done) { onRegistered(done); });
}

/// A deletion that failed may have deleted half of it. Only when it is whole its backup is of no use.
void DeviceMove::lookWhatIsLeft(const Problem &why)
{
    m_deviceCall = m_from.devices->device(m_from.application, m_current, Domain::DeviceKeys::Leave);
    m_deviceCall.then(this, [this, why](const Result<Device> &device) {
        const bool isWhole = device && device.value.missingAt.isEmpty();
        if (isWhole)
            forgetEntry();
        finishOne(isWhole ? why : told(Code::MoveInterrupted, why));
    });
}

void DeviceMove::onRegistered(const Result<Done> &result)
{
    if (result) {
        finishOne({});
        return;
    }
    setStep(Step::TakingBack);
    takeBack(result.problem);
}

void DeviceMove::takeBack(const Problem &why)
{
    if (why.code != Code::RegistrationIncomplete) {
        restoreAtHome(why);
        return;
    }
    // What was left there would block its EUIs. Whether that helps shows the next step.
    m_doneCall = m_to.devices->deleteDevice(m_to.application, m_current);
    m_doneCall.then(this, [this, why](const Result<Done> &) { restoreAtHome(why); });
}

void DeviceMove::restoreAtHome(const Problem &why)
{
    m_doneCall = m_from.devices->restore(m_backup, m_from.application, m_current);
    m_doneCall.then(this, [this, why](const Result<Done> &result) {
        if (result)
            forgetEntry();
        finishOne(told(result ? Code::MoveUndone : Code::MoveInterrupted, why));
    });
}

void DeviceMove::forgetEntry()
{
    m_dropCall = m_archive.drop(m_entry);
}

Problem DeviceMove::told(Code code, const Problem &why) const
{
    return {code,
            {m_current, m_to.application, Domain::problemText(why).title},
            why.serverText,
            why.details,
            why.retryable};
}

} // namespace Models
