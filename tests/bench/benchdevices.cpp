// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/benchdevices.h"

#include "backend/domain/dictionary.h"
#include "backend/import/deviceimporter.h"
#include "backend/network/networkservices.h"
#include "backend/network/v3methods.h"
#include "backend/rpc/rpctask.h"
#include "backend/rpc/rpcthread.h"
#include "models/deviceactivity.h"
#include "models/devicetablelister.h"
#include "models/devicetablemodel.h"
#include "models/importdraft.h"
#include "models/importrowsmodel.h"
#include "models/livelogstore.h"
#include "tests/bench/windowbench.h"
#include "tests/integration/sandboxprocess.h"

#include <QApplication>
#include <QFile>
#include <QHeaderView>
#include <QTableView>
#include <QTemporaryDir>

#include <algorithm>

namespace Bench {

namespace {

using namespace Domain;
namespace wire = Backend::V3::wire;

constexpr int rowHeight = 24;
/// One call at a time needs no more to tell its pace.
constexpr int serialDevices = 40;

struct Network
{
    SandboxProcess sandbox;
    Backend::RpcThread rpc;
    std::shared_ptr<NetworkApi> api;
    Backend::RpcRequest toServers; ///< for calls that the program does not make
    QString application;
    QString other; ///< where devices are registered one by one

    bool start()
    {
        // Its devices do not send: only its servers are asked.
        if (!sandbox.start({QStringLiteral("--seed"), QStringLiteral("1"), QStringLiteral("--paused")}))
            return false;
        const QJsonObject v3 = sandbox.network("v3");
        Profile profile;
        profile.name = QStringLiteral("bench");
        const QString address = v3.value(QLatin1String("grpc")).toString();
        Endpoint endpoint;
        endpoint.host = address.section(u':', 0, 0);
        endpoint.port = address.section(u':', 1).toUShort();
        endpoint.trust = std::nullopt;
        profile.grpcIdentity = profile.grpcCluster = endpoint;
        const QByteArray key = v3.value(QLatin1String("user_key")).toString().toUtf8();
        toServers.target = {Generation::V3, endpoint, false, key};
        application = sandbox.application("v3", 0).value(QLatin1String("id")).toString();
        other = sandbox.application("v3", 1).value(QLatin1String("id")).toString();
        api = Backend::networkServices(rpc.line(), profile, key);
        return api != nullptr;
    }
};

/// Registers devices with the Identity Server only, which is who lists them.
void fill(WindowRun &run, Network &network, int count)
{
    const auto task = std::make_shared<Backend::RpcTask>(network.rpc.line());
    std::atomic<int> done = 0;
    std::atomic<int> failed = 0;
    for (int i = 0; i < count; ++i) {
        wire::CreateEndDeviceRequest request;
        wire::EndDevice &device = *request.mutable_end_device();
        const std::string number = std::to_string(100'000 + i);
        device.mutable_ids()->set_device_id("unit-" + number);
        device.mutable_ids()->mutable_application_ids()->set_application_id(network.application.toStdString());
        std::string eui("\x70\xb3\xd5\x7e\x00\x00\x00\x00", 8);
        for (int byte = 0; byte < 4; ++byte)
            eui[std::size_t(7 - byte)] = char(i >> (8 * byte));
        device.mutable_ids()->set_dev_eui(eui);
        device.mutable_ids()->set_join_eui(std::string(8, '\0'));
        device.set_name("Room " + number);
        task->call(Backend::V3::createDevice, network.toServers, request,
                   [&](const Backend::RpcTask::Answer<wire::EndDevice> &answer) {
                       failed += answer.problem ? 1 : 0;
                       ++done;
                   });
    }
    run.waitMs("the devices to list", [&] { return done == count; });
    if (failed > 0)
        run.fail(QStringLiteral("%1 devices were refused").arg(failed.load()));
}

/// A table as the window has one.
std::unique_ptr<QTableView> tableOf(QAbstractItemModel &model)
{
    auto view = std::make_unique<QTableView>();
    view->setModel(&model);
    view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view->verticalHeader()->setDefaultSectionSize(rowHeight);
    view->verticalHeader()->hide();
    view->resize(1'280, 800);
    view->show();
    QCoreApplication::processEvents();
    return view;
}

/// Types a word and takes it back, a key at a time; each until the rows are painted. The slowest, by its median of some
/// tries.
double slowestKeyMs(Models::DeviceTableModel &model, QTableView &view, const QString &word)
{
    std::vector<std::vector<double>> times(std::size_t(word.size()) * 2);
    for (int round = 0; round < 5; ++round) {
        for (std::size_t key = 0; key < times.size(); ++key) {
            const auto typed = qsizetype(key) < word.size() ? qsizetype(key) + 1 : 2 * word.size() - 1 - qsizetype(key);
            Models::DeviceTableFilter filter;
            filter.text = word.left(typed);
            QElapsedTimer clock;
            clock.start();
            model.setFilter(filter);
            QCoreApplication::processEvents();
            view.viewport()->repaint();
            times[key].push_back(double(clock.nsecsElapsed()) / 1e6);
        }
    }
    double slowest = 0;
    for (std::vector<double> &key : times) {
        std::nth_element(key.begin(), key.begin() + 2, key.end());
        slowest = std::max(slowest, key[2]);
    }
    return slowest;
}

void measureList(WindowRun &run, Network &network, int count, double &stallMs)
{
    Models::LiveLogStore log;
    Dictionary names;
    Models::DeviceActivity activity(&log, &names);
    Models::DeviceTableModel model(&activity, 1, network.application, Generation::V3);
    const auto view = tableOf(model);
    Models::DeviceTableLister lister;
    QObject::connect(&lister, &Models::DeviceTableLister::listingBegan, &model,
                     &Models::DeviceTableModel::beginListing);
    QObject::connect(&lister, &Models::DeviceTableLister::arrived, &model, &Models::DeviceTableModel::addPage);
    bool listed = false;
    QObject::connect(&lister, &Models::DeviceTableLister::finished, &model, [&](int listings) {
        model.endListing(listings);
        listed = true;
    });
    QObject::connect(&lister, &Models::DeviceTableLister::failed, &model,
                     [&](const Problem &problem) { run.fail(QStringLiteral("listing: %1").arg(int(problem.code))); });
    const double emptyMb = residentMb();
    run.stalls.takeLongest();
    QElapsedTimer clock;
    clock.start();
    lister.start(network.api, network.application);
    run.waitMs("the list", [&] { return listed; });
    view->viewport()->repaint();
    run.set("list_10000_ms", double(clock.nsecsElapsed()) / 1e6);
    run.set("list_rss_mb", residentMb() - emptyMb);
    const StallWatch::Stall listing = run.stalls.takeLongest();
    run.set("list_gui_stall_max_ms", listing.wallMs);
    if (model.rowCount() < count)
        run.fail(QStringLiteral("%1 rows of %2").arg(model.rowCount()).arg(count));
    run.set("search_key_ms", slowestKeyMs(model, *view, QStringLiteral("unit-1042")));
    const StallWatch::Stall searching = run.stalls.takeLongest();
    run.set("search_gui_stall_max_ms", searching.wallMs);
    stallMs = std::max({stallMs, listing.wallMs, searching.wallMs});

    QList<Device> more;
    for (int i = model.deviceCount(); i < 100'000; ++i) {
        Device device;
        device.id = QStringLiteral("node-%1").arg(i);
        device.name = QStringLiteral("Cellar %1").arg(i);
        device.devEui = Eui(0x70B3D57F00000000ULL + quint64(i));
        more += device;
    }
    model.addPage(more);
    run.set("search_100000_key_ms", slowestKeyMs(model, *view, QStringLiteral("node-5042")));
    run.stalls.takeLongest();
}

QString listOf(int count)
{
    QString out = QStringLiteral("id;dev_eui;join_eui;app_key\n");
    for (int i = 0; i < count; ++i)
        out += QStringLiteral("lot-%1;70B3D580%2;0000000000000000;%3\n")
                   .arg(i, 5, 10, QLatin1Char('0'))
                   .arg(i, 8, 16, QLatin1Char('0'))
                   .arg(i + 1, 32, 16, QLatin1Char('0'));
    return out;
}

/// Devices per second when each call waits for the one before.
double serialPerSecond(WindowRun &run, Network &network, const Models::ImportDraft &draft,
                       const Backend::DeviceImporter &importer)
{
    QElapsedTimer clock;
    clock.start();
    for (int row = 0; row < serialDevices; ++row) {
        Device device = importer.device(*draft.document(), *draft.check(), row + 1);
        device.application = network.other;
        device.devEui = Eui(device.devEui->value() + 0x100000000ULL);
        bool done = false;
        Call<Result<Done>> call = network.api->devices()->createDevice(device);
        call.then(QCoreApplication::instance(), [&](const Result<Done> &answer) {
            done = true;
            if (!answer)
                run.fail(QStringLiteral("one at a time: %1").arg(int(answer.problem.code)));
        });
        run.waitMs("one device", [&] { return done; });
    }
    return serialDevices * 1e9 / double(clock.nsecsElapsed());
}

void measureRegistration(WindowRun &run, Network &network, int count, double &stallMs)
{
    Backend::DeviceImporter importer(run.folder + QLatin1String("/imports"));
    Models::ImportDraft draft(&importer, {QStringLiteral("bench"), network.application, Generation::V3});
    Device defaults;
    defaults.radio = RadioProfile{QStringLiteral("EU_863_870_TTN"),
                                  QStringLiteral("MAC_V1_0_3"),
                                  QStringLiteral("PHY_V1_0_3_REV_A"),
                                  true,
                                  false,
                                  false};
    draft.setDefaults(defaults);
    draft.readText(listOf(count));
    run.waitMs("the check", [&] { return draft.canBegin(); });
    if (!run.failed.isEmpty())
        return;
    const double serial = serialPerSecond(run, network, draft, importer);
    Models::ImportRowsModel rows;
    const auto view = tableOf(rows);
    const std::unique_ptr<ImportRun> import = draft.begin(network.api->devices());
    rows.setRun(import.get());
    run.waitMs("the preparation", [&] { return import->state() == ImportRun::State::Ready; });
    run.stalls.takeLongest();
    QElapsedTimer clock;
    clock.start();
    import->start();
    run.waitMs("the registration", [&] { return import->state() != ImportRun::State::Running; });
    const double perSecond = count * 1e9 / double(clock.nsecsElapsed());
    const StallWatch::Stall registering = run.stalls.takeLongest();
    if (import->progress().done != count)
        run.fail(QStringLiteral("%1 of %2 registered").arg(import->progress().done).arg(count));
    run.set("registered_devices_per_s", perSecond);
    run.set("serial_devices_per_s", serial);
    run.set("registration_ratio_to_serial", perSecond / serial);
    run.set("registration_gui_stall_max_ms", registering.wallMs);
    stallMs = std::max(stallMs, registering.wallMs);
}

int option(const QStringList &arguments, const char *name, int standard)
{
    const qsizetype at = arguments.indexOf(QLatin1String(name));
    return at < 0 ? standard : std::max(1, arguments.value(at + 1).toInt());
}

} // namespace

QJsonObject runDevicesBench(const QStringList &arguments)
{
    const int devices = option(arguments, "--devices", 10'000);
    const int registered = option(arguments, "--registered", 1'000);
    const int latency = option(arguments, "--latency", 20);
    const QTemporaryDir folder;
    WindowRun run;
    run.folder = folder.path();
    Network network;
    double stallMs = 0;
    if (!network.start()) {
        run.fail(QStringLiteral("the sandbox did not start"));
        return run.result();
    }
    fill(run, network, devices);
    if (run.failed.isEmpty())
        measureList(run, network, devices, stallMs);
    if (network.sandbox.command("latency " + QByteArray::number(latency)).contains(QLatin1String("error")))
        run.fail(QStringLiteral("the sandbox does not know latency"));
    if (run.failed.isEmpty())
        measureRegistration(run, network, registered, stallMs);
    run.set("gui_stall_max_ms", stallMs);
    return run.result();
}

} // namespace Bench
