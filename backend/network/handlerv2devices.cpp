// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/handlerv2devices.h"

#include "backend/network/handlerv2convert.h"
#include "backend/network/v2methods.h"

#include <algorithm>

namespace Backend {

namespace {

using Code = Domain::Problem::Code;
using Domain::Call;
using Domain::CallSource;
using Domain::Device;
using Domain::DeviceBackup;
using Domain::DeviceOutcome;
using Domain::DevicePage;
using Domain::Done;
using Domain::Problem;
using Domain::Result;
using Task = std::shared_ptr<RpcTask>;
using DoneSource = CallSource<Result<Done>>;
using Metadata = std::vector<std::pair<std::string, std::string>>;

constexpr int pageOfSearch = 1'000;
constexpr int maxFPort = 223; ///< the ones above are not for applications

handler::DeviceIdentifier identifier(const QString &application, const QString &id)
{
    handler::DeviceIdentifier out;
    out.set_app_id(application.toStdString());
    out.set_dev_id(id.toStdString());
    return out;
}

Metadata paging(qint64 limit, qint64 offset)
{
    return {{"limit", std::to_string(limit)}, {"offset", std::to_string(offset)}};
}

Problem idProblem(const QString &application, const QString &id)
{
    for (const QString &text : {application, id}) {
        if (!Domain::isValidId(Domain::Generation::V2, text))
            return {Code::IdInvalid, {text}, {}, {}, false};
    }
    return {};
}

/// What v2 has nothing like.
bool isOfTheStack(const Domain::DeviceChange &change)
{
    return change.name || change.nwkKey || change.sNwkSIntKey || change.nwkSEncKey || change.radio || change.mac
        || change.versionIds || change.serialNumber || change.formatters || change.inheritsFormatters
        || change.resetsJoinNonces;
}

/// What would stop every other call as well, so it is not asked again.
bool endsAll(const Problem &problem)
{
    const bool isConnection = problem.code > Code::None && problem.code < Code::HistoryLocked;
    const bool isKey = problem.code >= Code::KeyMalformed && problem.code <= Code::NoApplicationRights;
    return isConnection || isKey || problem.code == Code::ApplicationNotFound || problem.code == Code::HandlerNotFound;
}

/// Deletes one device after the other; each has its outcome.
struct Deletion
{
    std::shared_ptr<HandlerDirectory> directory;
    Task task;
    CallSource<Result<QList<DeviceOutcome>>> source;
    QString application;
    QStringList ids;

    void next(QList<DeviceOutcome> outcomes) const
    {
        while (outcomes.size() < ids.size()) {
            const QString &id = ids.at(outcomes.size());
            const Problem problem = idProblem(application, id);
            if (!problem) {
                remove(id, outcomes);
                return;
            }
            outcomes.append({id, problem});
        }
        source.deliver(Result<QList<DeviceOutcome>>(std::move(outcomes)));
    }

    void remove(const QString &id, const QList<DeviceOutcome> &before) const
    {
        directory->call(task, application, V2::deleteDevice, identifier(application, id),
                        [self = *this, before, id](const RpcTask::Answer<V2::Empty> &answer) {
                            QList<DeviceOutcome> outcomes = before;
                            const bool isGone = answer.problem.code == Code::DeviceNotFound;
                            outcomes.append({id, isGone ? Problem() : answer.problem});
                            while (endsAll(answer.problem) && outcomes.size() < self.ids.size())
                                outcomes.append({self.ids.at(outcomes.size()), answer.problem});
                            self.next(std::move(outcomes));
                        });
    }
};

} // namespace

/// Saves a device once nothing speaks against it.
struct HandlerV2Devices::Save
{
    std::shared_ptr<HandlerDirectory> directory;
    Task task;
    DoneSource source;
    handler::Device device;
    Intent intent;

    void fail(const Problem &problem) const { source.deliver(Result<Done>(problem)); }

    void write() const
    {
        if (intent == Intent::Try)
            source.deliver(Result<Done>(Done{}));
        else
            directory->call(task, QString::fromStdString(device.app_id()), V2::setDevice, device, DeliverDone{source});
    }

    /// The server lets two devices share one pair of EUIs on an update; deleting one then takes the other's entry
    /// along.
    void writeIfUnique(qint64 offset) const
    {
        handler::ApplicationIdentifier message;
        message.set_app_id(device.app_id());
        directory->call(
            task, QString::fromStdString(device.app_id()), V2::getDevices, message,
            [self = *this, offset](const RpcTask::Answer<handler::DeviceList> &answer) {
                if (answer.problem) {
                    self.fail(answer.problem);
                    return;
                }
                for (const handler::Device &other : answer.message.devices()) {
                    if (other.dev_id() == self.device.dev_id()
                        || other.lorawan_device().dev_eui() != self.device.lorawan_device().dev_eui()
                        || other.lorawan_device().app_eui() != self.device.lorawan_device().app_eui())
                        continue;
                    const Device twin = deviceOf(other, true);
                    self.fail({Code::EuisTaken,
                               {twin.joinEui.value_or(Domain::Eui()).toString(),
                                twin.devEui.value_or(Domain::Eui()).toString(), twin.id, twin.application},
                               {},
                               {},
                               false});
                    return;
                }
                if (answer.message.devices_size() < pageOfSearch)
                    self.write();
                else
                    self.writeIfUnique(offset + pageOfSearch);
            },
            paging(pageOfSearch, offset));
    }
};

HandlerV2Devices::HandlerV2Devices(std::shared_ptr<RpcLine> line, std::shared_ptr<HandlerDirectory> directory)
    : m_line(std::move(line))
    , m_directory(std::move(directory))
{
}

Call<Result<DevicePage>> HandlerV2Devices::devices(const QString &application, const Domain::DeviceQuery &query)
{
    return ask<DevicePage>(m_line, [&](const Task &task, const CallSource<Result<DevicePage>> &source) {
        const qint64 limit = std::clamp(query.limit, 1, 1'000);
        const qint64 offset = limit * (std::max(query.page, 1) - 1);
        handler::ApplicationIdentifier message;
        message.set_app_id(application.toStdString());
        m_directory->call(
            task, application, V2::getDevices, message,
            [source](const RpcTask::Answer<handler::DeviceList> &answer) {
                if (answer.problem) {
                    source.deliver(Result<DevicePage>(answer.problem));
                    return;
                }
                DevicePage page;
                page.devices.reserve(answer.message.devices_size());
                for (const handler::Device &device : answer.message.devices())
                    page.devices += deviceOf(device, true);
                page.total = answer.reply.number("total", page.devices.size());
                source.deliver(Result<DevicePage>(std::move(page)));
            },
            paging(limit, offset));
    });
}

Call<Result<Device>> HandlerV2Devices::device(const QString &application, const QString &id, Domain::DeviceKeys keys)
{
    return ask<Device>(m_line, [&](const Task &task, const CallSource<Result<Device>> &source) {
        if (const Problem problem = idProblem(application, id)) {
            source.deliver(Result<Device>(problem));
            return;
        }
        m_directory->call(task, application, V2::getDevice, identifier(application, id),
                          [source, keys](const RpcTask::Answer<handler::Device> &answer) {
                              Device device = deviceOf(answer.message, false);
                              // The handlers send them whether anybody wants them or not.
                              if (keys == Domain::DeviceKeys::Leave)
                                  device.appKey = device.nwkSKey = device.appSKey = std::nullopt;
                              source.deliver(answer.problem ? Result<Device>(answer.problem)
                                                            : Result<Device>(std::move(device)));
                          });
    });
}

Call<Result<Done>> HandlerV2Devices::registerNew(const handler::Device &device, const Problem &problem, Intent intent)
{
    return ask<Done>(m_line, [&](const Task &task, const DoneSource &source) {
        const Save save{m_directory, task, source, device, intent};
        if (problem) {
            save.fail(problem);
            return;
        }
        const QString application = QString::fromStdString(device.app_id());
        // SetDevice would change a device that is there already.
        m_directory->call(task, application, V2::getDevice,
                          identifier(application, QString::fromStdString(device.dev_id())),
                          [save](const RpcTask::Answer<handler::Device> &answer) {
                              if (!answer.problem)
                                  save.fail({Code::IdTaken, {}, {}, {}, false});
                              else if (answer.problem.code == Code::DeviceNotFound)
                                  save.write();
                              else
                                  save.fail(answer.problem);
                          });
    });
}

Call<Result<Done>> HandlerV2Devices::registerNew(const Device &device, Intent intent)
{
    Problem problem = idProblem(device.application, device.id);
    if (!problem)
        problem = attributesProblem(device.attributes);
    return registerNew(wireOf(device), problem, intent);
}

Call<Result<Done>> HandlerV2Devices::createDevice(const Device &device)
{
    return registerNew(device, Intent::Do);
}

Call<Result<Done>> HandlerV2Devices::tryCreate(const Device &device)
{
    return registerNew(device, Intent::Try);
}

Call<Result<DeviceBackup>> HandlerV2Devices::backup(const QString &application, const QString &id)
{
    return ask<DeviceBackup>(m_line, [&](const Task &task, const CallSource<Result<DeviceBackup>> &source) {
        if (const Problem problem = idProblem(application, id)) {
            source.deliver(Result<DeviceBackup>(problem));
            return;
        }
        m_directory->call(task, application, V2::getDevice, identifier(application, id),
                          [source](const RpcTask::Answer<handler::Device> &answer) {
                              source.deliver(answer.problem ? Result<DeviceBackup>(answer.problem)
                                                            : Result<DeviceBackup>(Backend::backupOf(answer.message)));
                          });
    });
}

Call<Result<Done>> HandlerV2Devices::restore(const DeviceBackup &backup, const QString &application, const QString &id)
{
    Result<handler::Device> device = restored(backup, application, id);
    Problem problem = idProblem(application, id);
    return registerNew(device.value, problem ? problem : device.problem);
}

Result<Device> HandlerV2Devices::read(const DeviceBackup &backup) const
{
    const Result<handler::Device> device = restored(backup, backup.application, backup.id);
    return device ? Result<Device>(deviceOf(device.value, false)) : Result<Device>(device.problem);
}

Call<Result<Done>> HandlerV2Devices::changeDevice(const QString &application, const QString &id,
                                                  const Domain::DeviceChange &change)
{
    return this->change(application, id, change, Intent::Do);
}

Call<Result<Done>> HandlerV2Devices::tryChange(const QString &application, const QString &id,
                                               const Domain::DeviceChange &change)
{
    return this->change(application, id, change, Intent::Try);
}

Call<Result<Done>> HandlerV2Devices::change(const QString &application, const QString &id,
                                            const Domain::DeviceChange &change, Intent intent)
{
    return ask<Done>(m_line, [&](const Task &task, const DoneSource &source) {
        Problem problem = idProblem(application, id);
        if (!problem && isOfTheStack(change))
            problem = {Code::NotOfThisNetwork, {}, {}, {}, false};
        if (!problem && change.attributes)
            problem = attributesProblem(*change.attributes);
        if (problem) {
            source.deliver(Result<Done>(problem));
            return;
        }
        m_directory->call(
            task, application, V2::getDevice, identifier(application, id),
            [directory = m_directory, task, source, change, intent](RpcTask::Answer<handler::Device> answer) {
                Save save{directory, task, source, std::move(answer.message), intent};
                if (answer.problem) {
                    save.fail(answer.problem);
                    return;
                }
                const lorawan::Device before = save.device.lorawan_device();
                apply(save.device, change);
                const lorawan::Device &after = save.device.lorawan_device();
                const bool moves = before.dev_eui() != after.dev_eui() || before.app_eui() != after.app_eui();
                if (moves)
                    save.writeIfUnique(0);
                else
                    save.write();
            });
    });
}

Call<Result<Done>> HandlerV2Devices::deleteDevice(const QString &application, const QString &id)
{
    return ask<Done>(m_line, [&](const Task &task, const DoneSource &source) {
        if (const Problem problem = idProblem(application, id)) {
            source.deliver(Result<Done>(problem));
            return;
        }
        m_directory->call(task, application, V2::deleteDevice, identifier(application, id), DeliverDone{source});
    });
}

Call<Result<QList<DeviceOutcome>>> HandlerV2Devices::deleteDevices(const QString &application, const QStringList &ids)
{
    return ask<QList<DeviceOutcome>>(m_line,
                                     [&](const Task &task, const CallSource<Result<QList<DeviceOutcome>>> &source) {
                                         Deletion{m_directory, task, source, application, ids}.next({});
                                     });
}

Call<Result<Done>> HandlerV2Devices::simulateUplink(const QString &application, const QString &id, int fPort,
                                                    const QByteArray &payload)
{
    return ask<Done>(m_line, [&](const Task &task, const DoneSource &source) {
        Problem problem = idProblem(application, id);
        // The handler takes the lowest eight bits of whatever it gets.
        if (!problem && (fPort < 1 || fPort > maxFPort))
            problem = {Code::FieldInvalid, {QStringLiteral("port"), QStringLiteral("1…223")}, {}, {}, false};
        if (problem) {
            source.deliver(Result<Done>(problem));
            return;
        }
        handler::SimulatedUplinkMessage message;
        message.set_app_id(application.toStdString());
        message.set_dev_id(id.toStdString());
        message.set_payload(payload.toStdString());
        message.set_port(quint32(fPort));
        m_directory->call(task, application, V2::simulateUplink, message, DeliverDone{source});
    });
}

} // namespace Backend
