// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/stackv3devices.h"

#include "backend/network/stackv3backup.h"
#include "backend/network/stackv3change.h"
#include "backend/network/stackv3convert.h"
#include "backend/network/stackv3deviceconvert.h"
#include "backend/network/stackv3devicerules.h"
#include "backend/network/stackv3reading.h"
#include "backend/network/stackv3registration.h"
#include "backend/network/stackv3removal.h"
#include "backend/network/stackv3reset.h"
#include "backend/network/stackv3unclaiming.h"
#include "backend/network/stackv3values.h"
#include "backend/network/v3methods.h"

#include <QSet>

#include <algorithm>

namespace Backend {

namespace {

namespace wire = V3::wire;
using Code = Domain::Problem::Code;
using Domain::Call;
using Domain::CallSource;
using Domain::Device;
using Domain::DeviceBackup;
using Domain::DeviceKeys;
using Domain::DeviceOutcome;
using Domain::DevicePage;
using Domain::Done;
using Domain::Problem;
using Domain::Result;
using Domain::ServerAddresses;
using Task = std::shared_ptr<RpcTask>;
using Outcomes = QList<DeviceOutcome>;
using Found = StackV3Reading::Found;

constexpr qsizetype maxSearch = 50;
constexpr qsizetype maxPayload = 242; ///< what the largest frame of any plan takes
constexpr int lowestFPort = 1;
constexpr int highestFPort = 223;

Problem idProblem(const QString &id)
{
    if (Domain::isValidId(Domain::Generation::V3, id))
        return {};
    return {Code::IdInvalid, {id}, {}, {}, false};
}

std::string orderOf(const Domain::DeviceQuery &query)
{
    using Order = Domain::DeviceQuery::Order;
    // Never none: a page may else repeat or skip what comes and goes meanwhile.
    const char *field = query.order == Order::Name ? "name"
        : query.order == Order::Created            ? "created_at"
        : query.order == Order::LastSeen           ? "last_seen_at"
                                                   : "device_id";
    return (query.descending ? "-" : "") + std::string(field);
}

/// limit 0 would mean a hundred for the server, and the page has to be named.
template <typename Request>
Request pageRequest(const QString &application, const Domain::DeviceQuery &query)
{
    Request request;
    request.mutable_application_ids()->set_application_id(application.toStdString());
    for (const std::string &path : identityListPaths())
        request.mutable_field_mask()->add_paths(path);
    request.set_order(orderOf(query));
    request.set_limit(quint32(std::clamp(query.limit, 1, 1'000)));
    request.set_page(quint32(std::max(query.page, 1)));
    return request;
}

Device wholeDevice(const Found &found)
{
    Device device = deviceOf(found.stored.identity);
    if (found.stored.network)
        addNetworkPart(device, *found.stored.network);
    if (found.stored.application)
        addApplicationPart(device, *found.stored.application);
    if (found.stored.join)
        addJoinPart(device, *found.stored.join);
    device.missingAt = found.missingAt;
    device.elsewhere = found.elsewhere;
    return device;
}

/// As a gateway in the room would have heard it.
wire::ApplicationUp simulatedUplink(const QString &application, const QString &id, int fPort, const QByteArray &payload)
{
    wire::ApplicationUp message;
    *message.mutable_end_device_ids() = deviceIds(application, id);
    wire::ApplicationUplink &uplink = *message.mutable_uplink_message();
    uplink.set_f_port(quint32(fPort));
    uplink.set_frm_payload(payload.toStdString());
    wire::RxMetadata &metadata = *uplink.add_rx_metadata();
    metadata.mutable_gateway_ids()->set_gateway_id("simulated");
    metadata.set_rssi(-42);
    metadata.set_channel_rssi(-42);
    metadata.set_snr(9);
    wire::TxSettings &settings = *uplink.mutable_settings();
    wire::LoRaDataRate &rate = *settings.mutable_data_rate()->mutable_lora();
    rate.set_bandwidth(125'000);
    rate.set_spreading_factor(7);
    rate.set_coding_rate("4/5");
    settings.set_frequency(868'100'000);
    return message;
}

} // namespace

StackV3Devices::StackV3Devices(std::shared_ptr<RpcLine> line, StackV3Settings settings)
    : m_line(std::move(line))
    , m_places(std::make_shared<StackV3Places>(std::move(settings)))
{
}

Problem StackV3Devices::startProblem(const QString &application, const QString &id) const
{
    Problem problem = stackKeyProblem(m_places->settings().apiKey);
    if (!problem)
        problem = idProblem(application);
    if (!problem)
        problem = idProblem(id);
    return problem;
}

Call<Result<DevicePage>> StackV3Devices::devices(const QString &application, const Domain::DeviceQuery &query)
{
    return ask<DevicePage>(m_line, [&](const Task &task, const CallSource<Result<DevicePage>> &source) {
        Problem problem = stackKeyProblem(m_places->settings().apiKey);
        if (!problem)
            problem = idProblem(application);
        if (problem) {
            source.deliver(Result<DevicePage>(problem));
            return;
        }
        const auto read = [source](const RpcTask::Answer<wire::EndDevices> &answer) {
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
        };
        const RpcRequest identity = m_places->settings().toIdentity();
        const QString words = query.search.trimmed().left(maxSearch);
        if (words.isEmpty()) {
            task->call(V3::listDevices, identity, pageRequest<wire::ListEndDevicesRequest>(application, query), read);
            return;
        }
        auto request = pageRequest<wire::SearchEndDevicesRequest>(application, query);
        request.set_query(words.toStdString());
        task->call(V3::searchDevices, identity, request, read);
    });
}

Call<Result<Device>> StackV3Devices::device(const QString &application, const QString &id, DeviceKeys keys)
{
    return ask<Device>(m_line, [&](const Task &task, const CallSource<Result<Device>> &source) {
        if (const Problem problem = startProblem(application, id)) {
            source.deliver(Result<Device>(problem));
            return;
        }
        const StackV3Reading::Wanted wanted{
            identityPaths(), {networkPaths(keys), {}}, {applicationPaths(keys), {}}, {joinPaths(keys), {}}};
        std::make_shared<StackV3Reading>(task, m_places, application, id, wanted)
            ->start([source](const Problem &problem, const Found &found) {
                source.deliver(problem ? Result<Device>(problem) : Result<Device>(wholeDevice(found)));
            });
    });
}

Call<Result<Done>> StackV3Devices::registerWith(const Problem &problem, const QString &application, const QString &id,
                                                MakeParts makeParts)
{
    return ask<Done>(m_line, [&](const Task &task, const DoneSource &source) {
        if (problem) {
            source.deliver(Result<Done>(problem));
            return;
        }
        m_places->addresses(task, application,
                            [line = m_line, settings = m_places->settings(), source, id,
                             makeParts = std::move(makeParts)](const ServerAddresses &servers) {
                                const QString own = settings.cluster.host;
                                if (whereabouts(servers.network, own) == Whereabouts::Elsewhere) {
                                    source.deliver(Result<Done>(elsewhereProblem(id, servers.network, own)));
                                    return;
                                }
                                const Result<DeviceParts> parts = makeParts(servers);
                                if (parts.problem)
                                    source.deliver(Result<Done>(parts.problem));
                                else if (!source.isCancelled())
                                    std::make_shared<StackV3Registration>(line, settings, parts.value, source)->start();
                            });
    });
}

Problem StackV3Devices::newProblem(const Device &device) const
{
    const Problem problem = stackKeyProblem(m_places->settings().apiKey);
    return problem ? problem : newDeviceProblem(device);
}

Call<Result<Done>> StackV3Devices::createDevice(const Device &device)
{
    return registerWith(newProblem(device), device.application, device.id, [device](const ServerAddresses &servers) {
        return Result<DeviceParts>(newDeviceParts(device, servers));
    });
}

Call<Result<Done>> StackV3Devices::tryCreate(const Device &device)
{
    return ask<Done>(m_line, [&](const Task &task, const DoneSource &source) {
        if (const Problem problem = newProblem(device)) {
            source.deliver(Result<Done>(problem));
            return;
        }
        wire::GetEndDeviceRequest request;
        *request.mutable_end_device_ids() = deviceIds(device.application, device.id);
        task->call(V3::getIsDevice, m_places->settings().toIdentity(), request,
                   [source](const RpcTask::Answer<wire::EndDevice> &answer) {
                       if (!answer.problem)
                           source.deliver(Result<Done>(Problem{Code::IdTaken, {}, {}, {}, false}));
                       else
                           source.deliver(isGone(answer.problem) ? Result<Done>(Done{}) : Result<Done>(answer.problem));
                   });
    });
}

Call<Result<Done>> StackV3Devices::restore(const DeviceBackup &backup, const QString &application, const QString &id)
{
    return registerWith(startProblem(application, id), application, id,
                        [backup, application, id](const ServerAddresses &servers) {
                            return restoredParts(backup, application, id, servers);
                        });
}

Call<Result<Done>> StackV3Devices::change(const QString &application, const QString &id,
                                          const Domain::DeviceChange &change, StackV3Change::Intent intent)
{
    return ask<Done>(m_line, [&](const Task &task, const DoneSource &source) {
        Problem problem = startProblem(application, id);
        if (!problem)
            problem = changeProblem(change);
        if (problem)
            source.deliver(Result<Done>(problem));
        else
            std::make_shared<StackV3Change>(task, m_places, application, id, change, source)->start(intent);
    });
}

Call<Result<Done>> StackV3Devices::changeDevice(const QString &application, const QString &id,
                                                const Domain::DeviceChange &change)
{
    return this->change(application, id, change, StackV3Change::Intent::Do);
}

Call<Result<Done>> StackV3Devices::tryChange(const QString &application, const QString &id,
                                             const Domain::DeviceChange &change)
{
    return this->change(application, id, change, StackV3Change::Intent::Try);
}

Call<Result<Done>> StackV3Devices::deleteDevice(const QString &application, const QString &id)
{
    return ask<Done>(m_line, [&](const Task &task, const DoneSource &source) {
        if (const Problem problem = startProblem(application, id)) {
            source.deliver(Result<Done>(problem));
            return;
        }
        StackV3Reading::Wanted wanted;
        wanted.identity = {"network_server_address", "join_server_address"};
        std::make_shared<StackV3Reading>(task, m_places, application, id, wanted)
            ->start([task, source, application, id, places = m_places](const Problem &problem, const Found &found) {
                Problem why = problem;
                if (!why && !found.elsewhere.isEmpty())
                    why = elsewhereProblem(id, found.elsewhere, places->settings().cluster.host);
                if (why) {
                    source.deliver(Result<Done>(why));
                    return;
                }
                const bool joins = !found.stored.identity.join_server_address().empty();
                const auto removal = std::make_shared<StackV3Removal>(task, places->settings(), application, id, joins);
                std::make_shared<StackV3Unclaiming>(task, places->settings())
                    ->start({found.stored.identity}, [source, removal](const StackV3Unclaiming::Failures &failures) {
                        if (!failures.isEmpty()) {
                            source.deliver(Result<Done>(*failures.cbegin()));
                            return;
                        }
                        removal->start([source](const QStringList &left, const Problem &reason) {
                            source.deliver(left.isEmpty() ? Result<Done>(Done{}) : Result<Done>(reason));
                        });
                    });
            });
    });
}

Call<Result<Outcomes>> StackV3Devices::deleteDevices(const QString &application, const QStringList &ids)
{
    return ask<Outcomes>(m_line, [&](const Task &task, const CallSource<Result<Outcomes>> &source) {
        Problem problem = stackKeyProblem(m_places->settings().apiKey);
        if (!problem)
            problem = idProblem(application);
        if (problem) {
            source.deliver(Result<Outcomes>(problem));
            return;
        }
        QStringList valid;
        Outcomes outcomes;
        for (const QString &id : QSet<QString>(ids.begin(), ids.end())) {
            if (const Problem wrong = idProblem(id))
                outcomes += DeviceOutcome{id, wrong};
            else
                valid += id;
        }
        valid.sort(); // in an order that can be followed
        std::make_shared<StackV3BatchRemoval>(task, m_places, application, valid, outcomes, source)->start();
    });
}

Call<Result<DeviceBackup>> StackV3Devices::backup(const QString &application, const QString &id)
{
    return ask<DeviceBackup>(m_line, [&](const Task &task, const CallSource<Result<DeviceBackup>> &source) {
        if (const Problem problem = startProblem(application, id)) {
            source.deliver(Result<DeviceBackup>(problem));
            return;
        }
        std::make_shared<StackV3Reading>(task, m_places, application, id, backupQuestions())
            ->start([source, id, places = m_places](const Problem &problem, const Found &found) {
                Problem why = problem;
                if (!why && !found.elsewhere.isEmpty())
                    why = elsewhereProblem(id, found.elsewhere, places->settings().cluster.host);
                source.deliver(why ? Result<DeviceBackup>(why) : Result<DeviceBackup>(Backend::backupOf(found)));
            });
    });
}

Result<DeviceBackup> StackV3Devices::backupOf(const QByteArray &json) const
{
    return Backend::backupOf(json);
}

Result<Device> StackV3Devices::read(const DeviceBackup &backup) const
{
    return Backend::deviceOf(backup);
}

Call<Result<Done>> StackV3Devices::resetDevice(const QString &application, const QString &id, bool joinNonces)
{
    return ask<Done>(m_line, [&](const Task &task, const DoneSource &source) {
        if (const Problem problem = startProblem(application, id))
            source.deliver(Result<Done>(problem));
        else
            std::make_shared<StackV3Reset>(task, m_places, application, id, joinNonces, source)->start();
    });
}

Call<Result<Done>> StackV3Devices::simulateUplink(const QString &application, const QString &id, int fPort,
                                                  const QByteArray &payload)
{
    return ask<Done>(m_line, [&](const Task &task, const DoneSource &source) {
        Problem problem = startProblem(application, id);
        if (!problem && (fPort < lowestFPort || fPort > highestFPort))
            problem = {Code::FieldInvalid, {QStringLiteral("f_port"), QStringLiteral("1…223")}, {}, {}, false};
        if (!problem && payload.size() > maxPayload)
            problem = {Code::FieldInvalid, {QStringLiteral("frm_payload"), QStringLiteral("≤ 242")}, {}, {}, false};
        if (problem) {
            source.deliver(Result<Done>(problem));
            return;
        }
        task->call(V3::simulateUplink, m_places->settings().toCluster(),
                   simulatedUplink(application, id, fPort, payload), DeliverDone{source});
    });
}

} // namespace Backend
