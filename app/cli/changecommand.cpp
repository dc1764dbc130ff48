// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/changecommand.h"

#include "app/cli/managementinput.h"
#include "app/cli/managementlines.h"

#include <QSaveFile>

#include <utility>

namespace App {

using namespace Domain;

ChangeCommand::ChangeCommand(ManagementOptions options)
    : ManagementCommand(std::move(options))
{
}

void ChangeCommand::start()
{
    using Order = ManagementOptions::Order;
    switch (options().order) {
    case Order::CreateApplication:
        createApplication();
        break;
    case Order::UpdateApplication:
        updateApplication();
        break;
    case Order::DeleteApplication:
        deleteApplication();
        break;
    case Order::CreateDevice:
        createDevice();
        break;
    case Order::UpdateDevice:
        updateDevice();
        break;
    default:
        m_toBackUp = options().backup.isEmpty() ? QStringList() : options().devices;
        backUpNext();
        break;
    }
}

void ChangeCommand::interrupt()
{
    if (m_changing)
        say(tr("It may have been done all the same: get shows what the network has."));
    end(Interrupted);
}

void ChangeCommand::wrongInput(const QString &sentence)
{
    say(sentence);
    end(WrongUsage);
}

void ChangeCommand::await(Call<Result<Domain::Done>> call, std::function<void()> next)
{
    m_changing = !options().dryRun;
    m_done = std::move(call);
    m_done.then(this, [this, next = std::move(next)](const Result<Domain::Done> &answer) {
        m_changing = false;
        if (answer)
            next();
        else
            fail(answer.problem);
    });
}

void ChangeCommand::showApplication(const QString &id)
{
    m_application = network().application(id);
    m_application.then(this, [this](const Result<Application> &answer) {
        // A key may be allowed to change what it may not read.
        if (!answer)
            say(answer.problem);
        else if (!print(applicationLine(answer.value)))
            return;
        end(Done);
    });
}

void ChangeCommand::showDevice(const QString &id)
{
    m_device = network().devices()->device(options().application, id, DeviceKeys::Leave);
    m_device.then(this, [this](const Result<Device> &answer) {
        if (!answer)
            say(answer.problem);
        else if (!print(deviceLine(answer.value, false)))
            return;
        end(Done);
    });
}

void ChangeCommand::createApplication()
{
    QString error;
    const QJsonObject json = options().input.isEmpty() ? QJsonObject() : readJson(options().input, &error);
    const Application application
        = error.isEmpty() ? newApplication(options().application, json, &error) : Application();
    if (!error.isEmpty()) {
        wrongInput(error);
        return;
    }
    if (options().dryRun) {
        await(network().tryCreateApplication(application), [this, application] {
            if (print(applicationLine(application)))
                end(Done);
        });
        return;
    }
    await(network().createApplication(application, options().owner),
          [this, id = application.id] { showApplication(id); });
}

void ChangeCommand::updateApplication()
{
    QString error;
    const QString id = options().application;
    const QJsonObject json = readJson(options().input, &error);
    const ApplicationChange change = error.isEmpty() ? applicationChange(id, json, &error) : ApplicationChange();
    if (!error.isEmpty()) {
        wrongInput(error);
        return;
    }
    if (!options().dryRun) {
        await(network().changeApplication(id, change), [this, id] { showApplication(id); });
        return;
    }
    await(network().tryChangeApplication(id, change), [this, id, change] {
        m_application = network().application(id);
        m_application.then(this, [this, change](const Result<Application> &answer) {
            if (!answer)
                fail(answer.problem);
            else if (print(applicationLine(changed(answer.value, change))))
                end(Done);
        });
    });
}

void ChangeCommand::deleteApplication()
{
    const QString id = options().application;
    if (!options().dryRun) {
        await(network().deleteApplication(id), [this, id] {
            if (print(deletedLine("application_id", id, {}, false)))
                end(Done);
        });
        return;
    }
    m_application = network().application(id);
    m_application.then(this, [this, id](const Result<Application> &answer) {
        if (!answer)
            fail(answer.problem);
        else if (print(deletedLine("application_id", id, {}, true)))
            end(Done);
    });
}

void ChangeCommand::createDevice()
{
    DeviceApi *api = devices();
    if (!api)
        return;
    QString error;
    const QJsonObject json = readJson(options().input, &error);
    const Device device = error.isEmpty() ? newDevice(options().application, json, &error) : Device();
    if (!error.isEmpty()) {
        wrongInput(error);
        return;
    }
    if (options().dryRun) {
        await(api->tryCreate(device), [this, device] {
            if (print(deviceLine(device, false)))
                end(Done);
        });
        return;
    }
    await(api->createDevice(device), [this, id = device.id] { showDevice(id); });
}

void ChangeCommand::updateDevice()
{
    DeviceApi *api = devices();
    if (!api)
        return;
    QString error;
    const QString id = options().item;
    const QJsonObject json = readJson(options().input, &error);
    const DeviceChange change
        = error.isEmpty() ? deviceChange(options().application, id, json, &error) : DeviceChange();
    if (!error.isEmpty()) {
        wrongInput(error);
        return;
    }
    if (!options().dryRun) {
        await(api->changeDevice(options().application, id, change), [this, id] { showDevice(id); });
        return;
    }
    await(api->tryChange(options().application, id, change), [this, api, id, change] {
        m_device = api->device(options().application, id, DeviceKeys::Leave);
        m_device.then(this, [this, change](const Result<Device> &answer) {
            if (!answer)
                fail(answer.problem);
            else if (print(deviceLine(changed(answer.value, change), false)))
                end(Done);
        });
    });
}

// --- Deleting devices ---

void ChangeCommand::backUpNext()
{
    DeviceApi *api = devices();
    if (!api)
        return;
    if (m_toBackUp.isEmpty()) {
        m_backups.isEmpty() ? deleteDevices() : writeBackup();
        return;
    }
    const QString id = m_toBackUp.takeFirst();
    m_backup = api->backup(options().application, id);
    m_backup.then(this, [this, id](const Result<DeviceBackup> &answer) {
        if (!answer) {
            fail(answer.problem);
            return;
        }
        // Somebody asked for a way back: half of one is none.
        if (!answer.value.missing.isEmpty()) {
            say(tr("Nothing was deleted: this key may not read all of %1 (%2), so the backup would not be complete. "
                   "Without --backup it is deleted all the same.")
                    .arg(id, answer.value.missing.join(QLatin1String(", "))));
            end(Failed);
            return;
        }
        m_backups += answer.value.json + '\n';
        backUpNext();
    });
}

void ChangeCommand::writeBackup()
{
    if (!options().dryRun) {
        QSaveFile file(options().backup);
        const bool written = file.open(QIODevice::WriteOnly)
            && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
            && file.write(m_backups) == m_backups.size() && file.commit();
        if (!written) {
            fail({Problem::Code::FileUnwritable, {options().backup}, file.errorString(), {}, false});
            return;
        }
    }
    deleteDevices();
}

/// Instead of deleting them.
void ChangeCommand::findNext(int code)
{
    if (m_toFind.isEmpty()) {
        end(code);
        return;
    }
    const QString id = m_toFind.takeFirst();
    m_device = network().devices()->device(options().application, id, DeviceKeys::Leave);
    m_device.then(this, [this, id, code](const Result<Device> &answer) {
        if (!print(deletedLine("device_id", id, answer.problem, true)))
            return;
        if (!answer)
            say(answer.problem);
        findNext(answer ? code : Failed);
    });
}

void ChangeCommand::deleteDevices()
{
    if (options().dryRun) {
        m_toFind = options().devices;
        findNext(Done);
        return;
    }
    m_changing = true;
    m_outcomes = network().devices()->deleteDevices(options().application, options().devices);
    m_outcomes.then(this, [this](const Result<QList<DeviceOutcome>> &answer) {
        m_changing = false;
        if (!answer) {
            fail(answer.problem);
            return;
        }
        bool failed = false;
        for (const DeviceOutcome &outcome : answer.value) {
            if (!print(deletedLine("device_id", outcome.id, outcome.problem, false)))
                return;
            if (outcome.problem)
                say(outcome.problem);
            failed = failed || outcome.problem;
        }
        end(failed ? Failed : Done);
    });
}

} // namespace App
