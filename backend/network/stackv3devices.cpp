// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/stackv3devices.h"

#include "backend/network/stackv3convert.h"
#include "backend/network/stackv3deviceconvert.h"
#include "backend/network/stackv3devicerules.h"
#include "backend/network/stackv3registration.h"
#include "backend/network/v3methods.h"

#include <algorithm>

namespace Backend {

namespace {

namespace wire = V3::wire;
using Code = Domain::Problem::Code;
using Domain::Call;
using Domain::CallSource;
using Domain::Device;
using Domain::DeviceKeys;
using Domain::DevicePage;
using Domain::Done;
using Domain::Problem;
using Domain::Result;
using Task = std::shared_ptr<RpcTask>;
using DoneSource = CallSource<Result<Done>>;
using DeviceAnswer = RpcTask::Answer<wire::EndDevice>;

template <typename Request>
void setMask(Request &request, const FieldPaths &paths)
{
    for (const std::string &path : paths)
        request.mutable_field_mask()->add_paths(path);
}

wire::GetEndDeviceRequest getRequest(const QString &application, const QString &id, const FieldPaths &paths)
{
    wire::GetEndDeviceRequest request;
    *request.mutable_end_device_ids() = deviceIds(application, id);
    setMask(request, paths);
    return request;
}

Problem applicationProblem(const QString &application)
{
    if (Domain::isValidId(Domain::Generation::V3, application))
        return {};
    return {Code::IdInvalid, {application}, {}, {}, false};
}

/// Whether a device that names this address lives on the cluster that we ask. Ports do not count.
bool isHere(const QString &address, const Domain::Endpoint &cluster)
{
    const QString host = address.section(u':', 0, 0);
    return host.isEmpty() || host.compare(cluster.host, Qt::CaseInsensitive) == 0;
}

/// Asks three servers at once for what they have of a device, and adds it up in a fixed order. Lives in the rpc thread.
struct Gathering
{
    CallSource<Result<Device>> source;
    Device device;
    wire::EndDevice network;
    wire::EndDevice application;
    wire::EndDevice join;
    bool hasNetwork = false;
    bool hasApplication = false;
    bool hasJoin = false;
    bool joins = false;
    int open = 0;
    Domain::Endpoint cluster;
    Problem problem;

    template <typename Method>
    static void ask(const std::shared_ptr<Gathering> &self, const Task &task, const StackV3Settings &settings,
                    const Method &method, const FieldPaths &paths, wire::EndDevice Gathering::*part,
                    bool Gathering::*has)
    {
        task->call(method, settings.toCluster(), getRequest(self->device.application, self->device.id, paths),
                   [self, part, has](const DeviceAnswer &answer) {
                       // A device that is registered by half, or that another Join Server keeps.
                       if (answer.problem && !isGone(answer.problem) && !self->problem)
                           self->problem = answer.problem;
                       if (!answer.problem) {
                           self.get()->*part = answer.message;
                           self.get()->*has = true;
                       }
                       if (--self->open == 0)
                           self->finish();
                   });
    }

    void finish()
    {
        if (problem) {
            source.deliver(Result<Device>(problem));
            return;
        }
        if (hasNetwork)
            addNetworkPart(device, network);
        if (hasApplication)
            addApplicationPart(device, application);
        if (hasJoin)
            addJoinPart(device, join);
        const auto miss = [this](bool has, const QString &address, const char *server) {
            if (!has && isHere(address, cluster))
                device.missingAt += QLatin1String(server);
        };
        miss(hasNetwork, device.servers.network, "Network Server");
        miss(hasApplication, device.servers.application, "Application Server");
        miss(hasJoin || !joins, device.servers.join, "Join Server");
        source.deliver(Result<Device>(device));
    }
};

/// Changes what a device has on each server that has something to change, one after the other.
struct Change : std::enable_shared_from_this<Change>
{
    Task task;
    StackV3Settings settings;
    Domain::DeviceChange change;
    DoneSource source;
    wire::EndDevice stored;

    void start()
    {
        const DevicePart part = identityPart(change, stored);
        if (part.paths.empty()) {
            atJoin();
            return;
        }
        wire::UpdateEndDeviceRequest request;
        *request.mutable_end_device() = part.device;
        setMask(request, part.paths);
        task->call(V3::updateDevice, settings.toIdentity(), request,
                   [self = shared_from_this()](const DeviceAnswer &answer) {
                       answer.problem ? self->fail(answer.problem) : self->atJoin();
                   });
    }
    void atJoin() { set(V3::setJsDevice, joinPart(change, stored), &Change::atNetwork); }
    void atNetwork() { set(V3::setNsDevice, networkPart(change, stored), &Change::atApplication); }
    void atApplication() { set(V3::setAsDevice, applicationPart(change, stored), &Change::succeed); }
    void succeed() { source.deliver(Result<Done>(Done{})); }
    void fail(const Problem &problem) { source.deliver(Result<Done>(problem)); }

    template <typename Method>
    void set(const Method &method, const DevicePart &part, void (Change::*next)())
    {
        if (part.paths.empty()) {
            (this->*next)();
            return;
        }
        wire::SetEndDeviceRequest request;
        *request.mutable_end_device() = part.device;
        setMask(request, part.paths);
        task->call(method, settings.toCluster(), request,
                   [self = shared_from_this(), next](const DeviceAnswer &answer) {
                       answer.problem ? self->fail(answer.problem) : (self.get()->*next)();
                   });
    }
};

} // namespace

StackV3Devices::StackV3Devices(std::shared_ptr<RpcLine> line, StackV3Settings settings)
    : m_line(std::move(line))
    , m_settings(std::move(settings))
{
}

Problem StackV3Devices::startProblem(const QString &application, const QString &id) const
{
    Problem problem = stackKeyProblem(m_settings.apiKey);
    if (!problem)
        problem = applicationProblem(application);
    if (!problem)
        problem = applicationProblem(id); // the same rule
    return problem;
}

Call<Result<DevicePage>> StackV3Devices::devices(const QString &application, const Domain::DeviceQuery &query)
{
    return ask<DevicePage>(m_line, [&](const Task &task, const CallSource<Result<DevicePage>> &source) {
        Problem problem = stackKeyProblem(m_settings.apiKey);
        if (!problem)
            problem = applicationProblem(application);
        if (problem) {
            source.deliver(Result<DevicePage>(problem));
            return;
        }
        wire::ListEndDevicesRequest request;
        request.mutable_application_ids()->set_application_id(application.toStdString());
        setMask(request, identityPaths());
        request.set_order("device_id"); // else a page may repeat or skip what comes and goes meanwhile
        request.set_limit(quint32(std::clamp(query.limit, 1, 1'000)));
        request.set_page(quint32(std::max(query.page, 1)));
        task->call(V3::listDevices, m_settings.toIdentity(), request,
                   [source](const RpcTask::Answer<wire::EndDevices> &answer) {
                       if (answer.problem) {
                           source.deliver(Result<DevicePage>(answer.problem));
                           return;
                       }
                       DevicePage page;
                       page.devices.reserve(answer.message.end_devices_size());
                       for (const wire::EndDevice &device : answer.message.end_devices())
                           page.devices += deviceOf(device);
                       page.total = answer.reply.number("x-total-count", page.devices.size());
                       source.deliver(Result<DevicePage>(std::move(page)));
                   });
    });
}

Call<Result<Device>> StackV3Devices::device(const QString &application, const QString &id, DeviceKeys keys)
{
    return ask<Device>(m_line, [&](const Task &task, const CallSource<Result<Device>> &source) {
        if (const Problem problem = startProblem(application, id)) {
            source.deliver(Result<Device>(problem));
            return;
        }
        task->call(V3::getIsDevice, m_settings.toIdentity(), getRequest(application, id, identityPaths()),
                   [task, source, keys, settings = m_settings](const DeviceAnswer &answer) {
                       if (answer.problem) {
                           source.deliver(Result<Device>(answer.problem));
                           return;
                       }
                       const auto parts = std::make_shared<Gathering>();
                       parts->source = source;
                       parts->device = deviceOf(answer.message);
                       const bool joins = !parts->device.servers.join.isEmpty();
                       parts->joins = joins;
                       parts->cluster = settings.cluster;
                       parts->open = joins ? 3 : 2;
                       Gathering::ask(parts, task, settings, V3::getNsDevice, networkPaths(keys), &Gathering::network,
                                      &Gathering::hasNetwork);
                       Gathering::ask(parts, task, settings, V3::getAsDevice, applicationPaths(keys),
                                      &Gathering::application, &Gathering::hasApplication);
                       if (joins)
                           Gathering::ask(parts, task, settings, V3::getJsDevice, joinPaths(keys), &Gathering::join,
                                          &Gathering::hasJoin);
                   });
    });
}

Call<Result<Done>> StackV3Devices::createDevice(const Device &device)
{
    const DoneSource source;
    Call<Result<Done>> call = source.call();
    Problem problem = stackKeyProblem(m_settings.apiKey);
    if (!problem)
        problem = newDeviceProblem(device);
    if (problem)
        source.deliver(Result<Done>(problem));
    else
        std::make_shared<StackV3Registration>(m_line, m_settings, device, source)->start();
    return call;
}

Call<Result<Done>> StackV3Devices::changeDevice(const QString &application, const QString &id,
                                                const Domain::DeviceChange &change)
{
    return ask<Done>(m_line, [&](const Task &task, const DoneSource &source) {
        Problem problem = startProblem(application, id);
        if (!problem)
            problem = changeProblem(change);
        if (problem) {
            source.deliver(Result<Done>(problem));
            return;
        }
        // Read first: the other servers would make a new entry for a device that was deleted.
        task->call(V3::getIsDevice, m_settings.toIdentity(), getRequest(application, id, identityPaths()),
                   [task, source, change, settings = m_settings](const DeviceAnswer &answer) {
                       Problem found = answer.problem;
                       if (!found)
                           found = changeProblem(change, answer.message);
                       if (found) {
                           source.deliver(Result<Done>(found));
                           return;
                       }
                       const auto run = std::make_shared<Change>();
                       run->task = task;
                       run->settings = settings;
                       run->change = change;
                       run->source = source;
                       run->stored = answer.message;
                       run->start();
                   });
    });
}

Call<Result<Done>> StackV3Devices::deleteDevice(const QString &application, const QString &id)
{
    return ask<Done>(m_line, [&](const Task &task, const DoneSource &source) {
        if (const Problem problem = startProblem(application, id)) {
            source.deliver(Result<Done>(problem));
            return;
        }
        task->call(V3::getIsDevice, m_settings.toIdentity(), getRequest(application, id, identityPaths()),
                   [task, source, application, id, settings = m_settings](const DeviceAnswer &answer) {
                       if (answer.problem) {
                           source.deliver(Result<Done>(answer.problem));
                           return;
                       }
                       const bool joins = !answer.message.join_server_address().empty();
                       std::make_shared<StackV3Removal>(task, settings, application, id, joins)
                           ->start([source](const QStringList &left, const Problem &why) {
                               source.deliver(left.isEmpty() ? Result<Done>(Done{}) : Result<Done>(why));
                           });
                   });
    });
}

} // namespace Backend
