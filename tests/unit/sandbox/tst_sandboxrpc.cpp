// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The sandbox's gRPC servers: through the console's own clients, and against recorded calls of the real servers.
#include "backend/domain/clock.h"
#include "backend/domain/problemtext.h"
#include "backend/network/handlerv2api.h"
#include "backend/network/stackv3api.h"
#include "backend/rpc/rpcthread.h"
#include "backend/sandbox/rpc/handlerv2desk.h"
#include "backend/sandbox/rpc/sandboxrpc.h"
#include "backend/sandbox/rpc/serverreflection.h"
#include "backend/sandbox/rpc/v2discovery.h"
#include "backend/sandbox/sandboxcontrol.h"
#include "models/deviceeditor.h"
#include "models/joinstory.h"
#include "models/registrationlist.h"
#include "tests/support/testmain.h"
#include "tests/unit/sandbox/stackreplay.h"
#include "tests/unit/sandbox/testclient.h"

#include <QSignalSpy>

#include <ttn/lorawan/v3/end_device_requests.pb.h>

using namespace Backend;
using SandboxRun::Run;
using namespace StackReplay;

namespace {

/// A recorded call.
ServerRequest request(const QJsonObject &recorded)
{
    ServerRequest out;
    out.method = recorded.value(QLatin1String("method")).toString().toStdString();
    out.message = QByteArray::fromHex(recorded.value(QLatin1String("request_hex")).toString().toLatin1()).toStdString();
    const QJsonObject metadata = recorded.value(QLatin1String("metadata")).toObject();
    for (auto it = metadata.begin(); it != metadata.end(); ++it)
        out.metadata.emplace(it.key().toStdString(), it.value().toString().toStdString());
    return out;
}

QString codeName(RpcCode code)
{
    static const QMap<int, QString> names = {{0, QStringLiteral("OK")},
                                             {2, QStringLiteral("UNKNOWN")},
                                             {3, QStringLiteral("INVALID_ARGUMENT")},
                                             {5, QStringLiteral("NOT_FOUND")},
                                             {6, QStringLiteral("ALREADY_EXISTS")},
                                             {7, QStringLiteral("PERMISSION_DENIED")},
                                             {8, QStringLiteral("RESOURCE_EXHAUSTED")},
                                             {12, QStringLiteral("UNIMPLEMENTED")},
                                             {13, QStringLiteral("INTERNAL")}};
    return names.value(int(code));
}

/// Discovery and handler without sockets; the keys are those of the recordings.
struct Handler
{
    Handler()
    {
        for (const char *id : {"greenhouse", "orchard", "cellar"})
            access.v2.append({QString::fromLatin1(id), u"ttn-account-v2.fullkey-" + QString::fromLatin1(id)});
        access.handlerPort = 1904;
        manager = std::make_unique<HandlerV2Desk>(access, run.simulation);
        discovery = std::make_unique<V2Discovery>(access, manager->records());
        ServerReflection::addTo(desk);
        manager->addTo(desk);
        discovery->addTo(desk);
    }

    /// Waits where the rate is limited.
    ServerAnswer patiently(const ServerRequest &question)
    {
        ServerAnswer answer = desk.answer(question);
        for (int i = 0; i < 5 && answer.code == RpcCode::ResourceExhausted; ++i) {
            QTest::qWait(600);
            answer = desk.answer(question);
        }
        return answer;
    }

    Run run;
    SandboxAccess access;
    ServerDesk desk;
    std::unique_ptr<HandlerV2Desk> manager;
    std::unique_ptr<V2Discovery> discovery;
};

std::string deviceId(const char *application, const char *device)
{
    handler::DeviceIdentifier out;
    out.set_app_id(application);
    out.set_dev_id(device);
    return out.SerializeAsString();
}

template <typename T>
std::optional<Domain::Result<T>> wait(QObject *context, Domain::Call<Domain::Result<T>> call)
{
    std::optional<Domain::Result<T>> result;
    call.then(context, [&result](Domain::Result<T> answer) { result = std::move(answer); });
    (void)QTest::qWaitFor([&result] { return result.has_value(); }, 20'000);
    return result;
}

} // namespace

class TestSandboxRpc : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void handlerErrors_data();
    void handlerErrors();
    void handlerCalls();
    void handlerRate();
    void handlerPlaceEvents();
    void handlerDeviceSends();
    void reflection();
    void stackCalls();
    void stackErrors_data();
    void stackErrors();
    void stackCredentials();
    void stackDeviceSends();
    void handlerSimulates();
    void throughTheClient();
    void accessThroughTheClient();
    void mqttFollowsTheKeys();
    void joinStories();
    void commands();
    void halfRegistered_data();
    void halfRegistered();
};

void TestSandboxRpc::handlerErrors_data()
{
    QTest::addColumn<QJsonObject>("recorded");
    // Left out: what needs other keys than those with all rights, and state that the real servers had.
    const QStringList left
        = {QStringLiteral("key that may"),     QStringLiteral("token signed"),    QStringLiteral("expired"),
           QStringLiteral("token of"),         QStringLiteral("token with"),      QStringLiteral("token for"),
           QStringLiteral("component status"), QStringLiteral("EUI pair that"),   QStringLiteral("changing the EUIs"),
           QStringLiteral("not UTF-8"),        QStringLiteral("same EUI pair"),   QStringLiteral("token that lacks"),
           QStringLiteral("token without"),    QStringLiteral("registered twice")};
    for (const char *name : {"credentials", "devices", "ids", "not-found", "paging"}) {
        const QJsonArray list = readJson(u"v2/errors/" + QLatin1String(name) + u".json").array();
        QVERIFY(!list.isEmpty());
        int index = 0;
        for (const QJsonValue &value : list) {
            const QJsonObject recorded = value.toObject();
            const QString about = recorded.value(QLatin1String("about")).toString();
            const auto matches = [&about](const QString &part) { return about.contains(part); };
            if (std::none_of(left.begin(), left.end(), matches))
                QTest::addRow("%s %d: %s", name, index, qPrintable(about)) << recorded;
            ++index;
        }
    }
}

void TestSandboxRpc::handlerErrors()
{
    QFETCH(const QJsonObject, recorded);
    Handler handler;
    const ServerAnswer answer = handler.desk.answer(request(recorded));
    QCOMPARE(QString::fromStdString(answer.text), recorded.value(QLatin1String("text")).toString());
    QCOMPARE(codeName(answer.code), recorded.value(QLatin1String("code")).toString());
}

/// The recorded course of calls, from the registration of an application to its end.
void TestSandboxRpc::handlerCalls()
{
    const QStringList left = {QStringLiteral("dry-"),    QStringLiteral("router"),   QStringLiteral("broker"),
                              QStringLiteral("get-all"), QStringLiteral("dev-addr"), QStringLiteral("masked")};
    Handler handler;
    const QDir folder(QStringLiteral(TTN_TEST_DATA "/v2/rpc"));
    int replayed = 0;
    for (const QString &name : folder.entryList({QStringLiteral("*.json")})) {
        const auto matches = [&name](const QString &part) { return name.contains(part); };
        if (std::any_of(left.begin(), left.end(), matches) || name.contains(u"get-handler"))
            continue;
        const QJsonObject recorded = readJson(u"v2/rpc/" + name).object();
        ServerRequest question = request(recorded);
        question.message = readBytes(u"v2/rpc/" + recorded.value(QLatin1String("request_file")).toString());
        if (recorded.value(QLatin1String("metadata")).toObject().contains(QLatin1String("token"))) {
            question.metadata.erase("token"); // tokens are not known here
            question.metadata.emplace("key", "ttn-account-v2.fullkey-orchard");
        }
        const ServerAnswer answer = handler.patiently(question);
        QVERIFY2(codeName(answer.code) == recorded.value(QLatin1String("code")).toString(),
                 qPrintable(name + u": " + QString::fromStdString(answer.text)));
        QCOMPARE(QString::fromStdString(answer.text), recorded.value(QLatin1String("text")).toString());
        const QJsonObject headers = recorded.value(QLatin1String("headers")).toObject();
        for (auto it = headers.begin(); it != headers.end(); ++it)
            QCOMPARE(QString::fromStdString(answer.headers.at(it.key().toStdString())), it.value().toString());
        ++replayed;
        const std::string expected = readBytes(u"v2/rpc/" + recorded.value(QLatin1String("response_file")).toString());
        if (name.contains(u"get-device.") || name.contains(u"get-device-") || name.contains(u"get-application")) {
            // Maps have no order on the wire.
            const bool device = name.contains(u"device");
            std::unique_ptr<google::protobuf::Message> ours, theirs;
            if (device) {
                ours = std::make_unique<handler::Device>();
                theirs = std::make_unique<handler::Device>();
            } else {
                ours = std::make_unique<handler::Application>();
                theirs = std::make_unique<handler::Application>();
            }
            QVERIFY(ours->ParseFromString(answer.message) && theirs->ParseFromString(expected));
            QVERIFY2(ours->DebugString() == theirs->DebugString(),
                     qPrintable(name + u'\n' + QString::fromStdString(ours->DebugString())));
        }
    }
    QVERIFY(replayed > 25);
}

void TestSandboxRpc::handlerRate()
{
    Handler handler;
    ServerRequest question{"/handler.ApplicationManager/GetApplication", {}, {}};
    handler::ApplicationIdentifier id;
    id.set_app_id("greenhouse");
    question.message = id.SerializeAsString();
    question.metadata.emplace("key", "ttn-account-v2.fullkey-greenhouse");
    int passed = 0;
    std::string refusal;
    for (int i = 0; i < 13; ++i) {
        const ServerAnswer answer = handler.desk.answer(question);
        passed += answer.code == RpcCode::Ok;
        if (answer.code == RpcCode::ResourceExhausted)
            refusal = answer.text;
    }
    QVERIFY(passed >= 5 && passed <= 10);
    QCOMPARE(refusal, std::string("Rate limit for client \"greenhouse\" reached"));
}

/// Who listens is told where a device is, when that is new.
void TestSandboxRpc::handlerPlaceEvents()
{
    Handler handler;
    handler::Device device;
    device.set_app_id("greenhouse");
    device.set_dev_id("ev-2");
    device.mutable_lorawan_device()->set_app_id("greenhouse");
    device.mutable_lorawan_device()->set_dev_id("ev-2");
    const auto told = [&](float latitude, float longitude, int altitude) {
        device.set_latitude(latitude);
        device.set_longitude(longitude);
        device.set_altitude(altitude);
        const ServerAnswer answer = handler.patiently({"/handler.ApplicationManager/SetDevice",
                                                       device.SerializeAsString(),
                                                       {{"key", "ttn-account-v2.fullkey-greenhouse"}}});
        QByteArray event = handler.run.messages.last().topic.mid(int(sizeof "greenhouse/devices/ev-2/") - 1) + ' '
            + handler.run.messages.last().payload;
        return answer.code == RpcCode::Ok ? event.replace(Domain::toRfc3339(handler.run.simulation.nowNs()), "now")
                                          : QByteArray::fromStdString(answer.text);
    };
    QCOMPARE(told(1.5F, 2.25F, 7),
             QByteArray(R"(events/create {"latitude":1.5,"longitude":2.25,"altitude":7,)"
                        R"("update_at":"now"})"));
    QCOMPARE(told(1.5F, 2.25F, 7), QByteArray(R"(events/update {"update_at":"0001-01-01T00:00:00Z"})"));
    QCOMPARE(told(46.7715F, 2.25F, 7), QByteArray(R"(events/update {"latitude":46.7715,"update_at":"now"})"));
    QCOMPARE(told(46.7715F, 0, 9), QByteArray(R"(events/update {"altitude":9,"update_at":"now"})"));
}

/// A registered OTAA device joins and sends; a deleted one is heard no more.
void TestSandboxRpc::handlerDeviceSends()
{
    Handler handler;
    handler::Device device;
    device.set_app_id("greenhouse");
    device.set_dev_id("bed-9");
    lorawan::Device &lorawan = *device.mutable_lorawan_device();
    lorawan.set_app_id("greenhouse");
    lorawan.set_dev_id("bed-9");
    lorawan.set_app_eui(std::string(8, 'a'));
    lorawan.set_dev_eui(std::string(8, 'b'));
    lorawan.set_app_key(std::string(16, 'c'));
    ServerRequest question{"/handler.ApplicationManager/SetDevice", device.SerializeAsString(), {}};
    question.metadata.emplace("key", "ttn-account-v2.fullkey-greenhouse");
    QCOMPARE(handler.desk.answer(question).code, RpcCode::Ok);
    handler.run.forward(30);
    QVERIFY(!handler.run.of("greenhouse/devices/bed-9/events/activations").isEmpty());
    QVERIFY(!handler.run.of("greenhouse/devices/bed-9/up").isEmpty());
    QCOMPARE(handler.run.last("greenhouse/devices/bed-9/up").value(QLatin1String("hardware_serial")).toString(),
             QStringLiteral("6262626262626262"));

    question.method = "/handler.ApplicationManager/GetDevice";
    question.message = deviceId("greenhouse", "bed-9");
    handler::Device read;
    QVERIFY(read.ParseFromString(handler.desk.answer(question).message));
    QVERIFY(read.lorawan_device().dev_addr() != std::string(4, '\0'));
    QVERIFY(read.lorawan_device().last_seen() > 0);
    QCOMPARE(read.lorawan_device().app_key(), std::string(16, 'c'));

    question.method = "/handler.ApplicationManager/DeleteDevice";
    QCOMPARE(handler.desk.answer(question).code, RpcCode::Ok);
    handler.run.forward(2);
    const auto heard = handler.run.of("greenhouse/devices/bed-9/up").size();
    handler.run.forward(60);
    QCOMPARE(handler.run.of("greenhouse/devices/bed-9/up").size(), heard);
}

/// As recorded: no counter, no radio, the registered place without a source.
void TestSandboxRpc::handlerSimulates()
{
    Handler handler;
    handler.run.forward(5);
    handler::SimulatedUplinkMessage message;
    message.set_app_id("greenhouse");
    message.set_dev_id("bed-1");
    message.set_port(300);
    message.set_payload(std::string("\x00\x64", 2));
    ServerRequest question{"/handler.ApplicationManager/SimulateUplink", message.SerializeAsString(), {}};
    question.metadata.emplace("key", "ttn-account-v2.fullkey-greenhouse");
    const SandboxDevice *device = handler.run.simulation.find(Domain::Generation::V2, "greenhouse", "bed-1");
    const quint32 counter = device->fCntUp;
    const qsizetype before = handler.run.messages.size();
    const ServerAnswer answer = handler.desk.answer(question);
    QVERIFY2(answer.code == RpcCode::Ok, answer.text.c_str());
    QVERIFY(handler.run.messages.size() > before);
    const ServerMessage &sent = handler.run.messages[before];
    QCOMPARE(sent.topic, QByteArray("greenhouse/devices/bed-1/up"));
    const QJsonObject uplink = QJsonDocument::fromJson(sent.payload).object();
    QCOMPARE(uplink.value(QLatin1String("port")).toInt(), 44);
    QCOMPARE(uplink.value(QLatin1String("counter")).toInt(-1), 0);
    QCOMPARE(uplink.value(QLatin1String("payload_raw")).toString(), QStringLiteral("AGQ="));
    const QJsonObject metadata = uplink.value(QLatin1String("metadata")).toObject();
    QCOMPARE(metadata.keys(),
             (QStringList{QStringLiteral("altitude"), QStringLiteral("latitude"), QStringLiteral("longitude"),
                          QStringLiteral("time")}));
    QCOMPARE(device->fCntUp, counter);
    message.clear_payload();
    question.message = message.SerializeAsString();
    QCOMPARE(handler.patiently(question).code, RpcCode::Ok);
    QVERIFY(handler.run.last("greenhouse/devices/bed-1/up").value(QLatin1String("payload_raw")).isNull());
    message.set_dev_id("nobody");
    question.message = message.SerializeAsString();
    QCOMPARE(handler.patiently(question).text, std::string("handler:device:greenhouse:nobody not found"));
}

void TestSandboxRpc::reflection()
{
    Handler handler;
    const ServerAnswer list
        = handler.desk.answer({"/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", "\x3a\x01*", {}});
    QVERIFY(list.more);
    QVERIFY(list.message.find("handler.ApplicationManager") != std::string::npos);
    QVERIFY(list.message.find("discovery.Discovery") != std::string::npos);
    const std::string symbol = "handler.ApplicationManager";
    const ServerAnswer file = handler.desk.answer({"/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
                                                   "\x22" + std::string(1, char(symbol.size())) + symbol,
                                                   {}});
    QVERIFY(file.message.find("handler/handler.proto") != std::string::npos);
    QVERIFY(file.message.find("lorawan/device.proto") != std::string::npos);
    QCOMPARE(handler.desk.answer({"/grpc.health.v1.Health/Check", {}, {}}).message, std::string("\x08\x01"));
}

void TestSandboxRpc::stackCalls()
{
    Stack stack;
    QVERIFY2(stack.replayed >= 25, qPrintable(QString::number(stack.replayed)));
    QCOMPARE(stack.refusals.join(u'\n'), QString());
    // What was stored is what the recording shows.
    const QString base = QStringLiteral("v3/rpc/038-otaa-103-6-js-get");
    ServerRequest question{"/ttn.lorawan.v3.JsEndDeviceRegistry/Get", readBytes(base + u".request.bin"), {}};
    question.metadata.emplace("authorization", "Bearer " + stack.applicationKey);
    ttn::lorawan::v3::EndDevice ours, theirs;
    QVERIFY(ours.ParseFromString(stack.desk.answer(question).message));
    QVERIFY(theirs.ParseFromString(readBytes(base + u".response.bin")));
    for (ttn::lorawan::v3::EndDevice *device : {&ours, &theirs}) {
        device->clear_created_at();
        device->clear_updated_at();
    }
    QCOMPARE(QString::fromStdString(ours.DebugString()), QString::fromStdString(theirs.DebugString()));
}

void TestSandboxRpc::stackErrors_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"001-token-malformed",
                             "005-not-authenticated",
                             "007-no-application-rights",
                             "012-no-user-rights",
                             "013-validation-id",
                             "014-validation-name-too-long",
                             "015-validation-order",
                             "016-validation-limit",
                             "017-validation-batch-size",
                             "018-validation-key-length",
                             "019-forbidden-id",
                             "020-id-taken-application",
                             "021-id-taken-device",
                             "022-euis-taken-is",
                             "023-euis-taken-ns",
                             "024-euis-taken-js",
                             "025-euis-taken-as",
                             "026-device-not-found-is",
                             "027-device-not-found-ns-get",
                             "028-device-not-found-as-get",
                             "029-device-not-found-js-get",
                             "030-device-not-found-ns-delete",
                             "031-device-not-found-as-delete",
                             "032-field-mask-paths",
                             "033-non-zero-path",
                             "034-frequency-plan-not-found",
                             "035-no-band-version",
                             "036-ns-field-value-join-eui",
                             "037-ns-field-value-phy-unknown",
                             "038-ns-band-mismatch",
                             "039-ns-abp-missing-key",
                             "040-ns-read-only-eui",
                             "041-ns-adr-mode-switch",
                             "042-js-no-join-eui",
                             "043-js-app-key-zero",
                             "044-formatter-too-large-runes",
                             "045-formatter-too-large-bytes",
                             "048-application-has-devices",
                             "051-network-server-address-mismatch",
                             "053-api-key-not-found",
                             "055-claiming-not-supported",
                             "056-qr-unknown-format",
                             "057-qr-format-not-found",
                             "058-csv-header",
                             "059-csv-field",
                             "060-csv-empty",
                             "061-csv-empty-line",
                             "062-dr-model-not-found",
                             "063-dr-unauthenticated",
                             "064-events-no-identifiers",
                             "065-events-unknown-name",
                             "066-picture-broken"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestSandboxRpc::stackErrors()
{
    QFETCH(const QString, name);
    static Stack stack;
    const QString base = u"v3/errors/" + name;
    const QJsonObject call = readJson(base + u".json").object();
    std::optional<ServerRequest> question = stack.recorded(call, base + u".request.bin");
    if (!question) {
        question = ServerRequest{
            call.value(QLatin1String("rpc")).toString().toStdString(), readBytes(base + u".request.bin"), {}};
        question->metadata.emplace("authorization",
                                   name.startsWith(u"001") ? "Bearer nonsense"
                                                           : "Bearer " + stack.access.userKey.toStdString());
    }
    const ServerAnswer answer = stack.desk.answer(*question);
    const QStringList wrong = failureDifferences(answer, call);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void TestSandboxRpc::stackCredentials()
{
    Stack stack;
    const auto ask = [&stack](const std::string &authorization) {
        ServerRequest question{"/ttn.lorawan.v3.EntityAccess/AuthInfo", {}, {}};
        if (!authorization.empty())
            question.metadata.emplace("authorization", authorization);
        return stack.desk.answer(question);
    };
    QVERIFY(ask({}).message.empty());
    QVERIFY(ask(stack.access.userKey.toStdString()).message.empty()); // without a type word
    ttn::lorawan::v3::AuthInfoResponse info;
    QVERIFY(info.ParseFromString(ask("bearer " + stack.access.userKey.toStdString()).message));
    QCOMPARE(info.api_key().entity_ids().user_ids().user_id(), std::string("a-alice"));
    QVERIFY(info.ParseFromString(ask("Bearer " + stack.applicationKey).message));
    QCOMPARE(info.api_key().entity_ids().application_ids().application_id(), std::string("a-cellar"));
    QCOMPARE(info.api_key().api_key().rights_size(), 15);
    QVERIFY(info.api_key().api_key().key().empty());
    QCOMPARE(ask("Bearer " + stack.access.userKey.toStdString() + ' ').code, RpcCode::Unauthenticated);
}

/// Registered at its servers, an OTAA device joins and sends; forgotten, it falls silent.
void TestSandboxRpc::stackDeviceSends()
{
    Stack stack;
    stack.run.forward(40);
    QVERIFY(!stack.run.of("v3/a-cellar/devices/probe-otaa-103/join").isEmpty());
    QVERIFY(!stack.run.of("v3/a-cellar/devices/probe-otaa-103/up").isEmpty());
    ttn::lorawan::v3::GetEndDeviceRequest get;
    get.mutable_end_device_ids()->set_device_id("probe-otaa-103");
    get.mutable_end_device_ids()->mutable_application_ids()->set_application_id("a-cellar");
    get.mutable_field_mask()->add_paths("session");
    ServerRequest question{"/ttn.lorawan.v3.NsEndDeviceRegistry/Get", get.SerializeAsString(), {}};
    question.metadata.emplace("authorization", "Bearer " + stack.applicationKey);
    ttn::lorawan::v3::EndDevice device;
    QVERIFY(device.ParseFromString(stack.desk.answer(question).message));
    QCOMPARE(device.session().dev_addr().size(), std::size_t(4));
    QCOMPARE(device.ids().dev_addr(), device.session().dev_addr());
    QCOMPARE(device.session().keys().f_nwk_s_int_key().key().size(), std::size_t(16));

    question.method = "/ttn.lorawan.v3.NsEndDeviceRegistry/Delete";
    question.message = get.end_device_ids().SerializeAsString();
    QCOMPARE(stack.desk.answer(question).code, RpcCode::Ok);
    stack.run.forward(2);
    const auto heard = stack.run.of("probe-otaa-103/up").size();
    stack.run.forward(120);
    QCOMPARE(stack.run.of("probe-otaa-103/up").size(), heard);
}

namespace {

/// The sandbox with its sockets, and the console's own client of v3.
struct Running
{
    Running()
        : network(options())
    {
        QSignalSpy started(&network, &SandboxNetwork::started);
        network.start();
        isUp = QTest::qWaitFor([&] { return !started.isEmpty(); }, 20'000);
    }
    ~Running()
    {
        QSignalSpy stopped(&network, &SandboxNetwork::stopped);
        network.stop();
        (void)QTest::qWaitFor([&] { return !stopped.isEmpty(); }, 5'000);
    }
    static SandboxOptions options()
    {
        SandboxOptions options;
        options.seed = 1;
        options.services = &makeSandboxRpc;
        return options;
    }
    StackV3Api stack(const QString &key)
    {
        StackV3Settings settings;
        settings.identity = {QStringLiteral("127.0.0.1"), network.access().v3RpcPort, std::nullopt};
        settings.cluster = settings.identity;
        settings.apiKey = key.toUtf8();
        return StackV3Api(rpc.line(), settings);
    }

    SandboxNetwork network;
    RpcThread rpc;
    bool isUp = false;
};

} // namespace

/// The console's lists of keys and people, and what else it asks of an application.
void TestSandboxRpc::accessThroughTheClient()
{
    using Domain::Problem;
    using Domain::Right;
    using Domain::Rights;
    Running sandbox;
    QVERIFY(sandbox.isUp);
    StackV3Api api = sandbox.stack(sandbox.network.access().userKey);
    Domain::AccessApi &lists = *api.accessLists();
    const QString orchard = QStringLiteral("orchard");
    const auto made
        = wait(this,
               lists.createApiKey(orchard, QStringLiteral("reader"), Right::ViewApplication | Right::ViewDevices,
                                  QDateTime::currentDateTimeUtc().addDays(1)));
    QVERIFY2(made && *made, qPrintable(made->problem.details));
    const QString id = made->value.key.id;
    const auto keys = wait(this, lists.apiKeys(orchard, 1, 100));
    QVERIFY(*keys);
    QCOMPARE(keys->value.total, 2); // and the one of the JSON line
    Domain::ApiKeyChange change;
    change.name = QStringLiteral("traffic");
    change.rights = Rights(Right::ViewApplication | Right::ReadTraffic);
    change.expires = QDateTime();
    const auto changed = wait(this, lists.changeApiKey(orchard, id, change));
    QVERIFY2(*changed, qPrintable(changed->problem.details));
    QCOMPARE(changed->value.rights, *change.rights);
    QVERIFY(!changed->value.expires.isValid());
    // A key can only give what it has, and lists need the right to manage.
    StackV3Api reader = sandbox.stack(QString::fromLatin1(made->value.secret));
    QCOMPARE(wait(this, reader.accessLists()->apiKeys(orchard, 1, 100))->problem.code, Problem::Code::RightsMissing);
    QVERIFY(*wait(this, lists.deleteApiKey(orchard, id)));
    QCOMPARE(wait(this, lists.apiKey(orchard, id))->problem.code, Problem::Code::ApiKeyNotFound);
    QCOMPARE(wait(this, reader.access())->problem.code, Problem::Code::KeyUnknown);

    const auto found = wait(this, lists.findAccounts(QStringLiteral("neigh")));
    QCOMPARE(found->value.size(), 1);
    const Domain::Account neighbour = found->value.first();
    QVERIFY(*wait(this, lists.setCollaborator(orchard, neighbour, Right::ViewApplication)));
    const auto people = wait(this, lists.collaborators(orchard, 1, 100));
    QCOMPARE(people->value.total, 3);
    QCOMPARE(wait(this,
                  lists.setCollaborator(orchard, {Domain::Account::Kind::User, QStringLiteral("stranger")},
                                        Right::ViewApplication))
                 ->problem.code,
             Problem::Code::AccountNotFound);
    // The creator has more rights than a user's key may take away.
    const Domain::Account grower{Domain::Account::Kind::User, QStringLiteral("grower")};
    QCOMPARE(wait(this, lists.setCollaborator(orchard, grower, Right::ViewApplication))->problem.code,
             Problem::Code::RightsMissing);
    QCOMPARE(wait(this, lists.removeCollaborator(orchard, grower))->problem.code, Problem::Code::CollaboratorIsContact);
    Domain::ApplicationChange contact;
    contact.technicalContact = contact.administrativeContact = neighbour;
    QVERIFY(*wait(this, api.changeApplication(orchard, contact)));
    QCOMPARE(wait(this, lists.removeCollaborator(orchard, neighbour))->problem.code,
             Problem::Code::CollaboratorIsContact);
    QCOMPARE(wait(this, lists.removeCollaborator(orchard, grower))->problem.code, Problem::Code::LastCollaborator);
    contact.technicalContact = Domain::Account{Domain::Account::Kind::User, QStringLiteral("stranger")};
    QCOMPARE(wait(this, api.changeApplication(orchard, contact))->problem.code, Problem::Code::ContactNotCollaborator);

    QCOMPARE(wait(this, api.defaultFormatters(orchard))->value, Domain::Formatters());
    const Domain::Formatters formatters{
        QStringLiteral("FORMATTER_CAYENNELPP"), {}, QStringLiteral("FORMATTER_NONE"), {}};
    QVERIFY(*wait(this, api.setDefaultFormatters(orchard, formatters)));
    QCOMPARE(wait(this, api.defaultFormatters(orchard))->value, formatters);

    Domain::Application application;
    application.id = QStringLiteral("cellar");
    QVERIFY(*wait(this, api.createApplication(application, {})));
    QVERIFY(*wait(this, api.deleteApplication(application.id)));
    QCOMPARE(wait(this, api.application(application.id))->problem.code, Problem::Code::NoApplicationRights);
    QVERIFY(*wait(this, api.restoreApplication(application.id)));
    QVERIFY(*wait(this, api.application(application.id)));
    QCOMPARE(wait(this, api.deleteApplication(orchard))->problem.code, Problem::Code::ApplicationHasDevices);
}

/// What keys and applications are made at the servers count at the broker, too.
void TestSandboxRpc::mqttFollowsTheKeys()
{
    using Domain::Right;
    Running sandbox;
    QVERIFY(sandbox.isUp);
    const SandboxAccess &access = sandbox.network.access();
    StackV3Api api = sandbox.stack(access.userKey);
    const auto all = [](const QString &application) { return QStringList{u"v3/" + application + u"/devices/#"}; };
    const QString orchard = QStringLiteral("orchard");
    const auto key = [&](const QString &application, Domain::Rights rights) {
        const auto made = wait(this, api.accessLists()->createApiKey(application, {}, rights, {}));
        return made ? QString::fromLatin1(made->value.secret) : QString();
    };
    const QString reads = key(orchard, Right::ReadTraffic);
    const QString looks = key(orchard, Right::ViewDevices);
    TestClient listens;
    QVERIFY(listens.listen(access.v3Port, orchard, access.v3.first().key, all(orchard)));
    TestClient reader;
    QVERIFY(reader.listen(access.v3Port, orchard, reads, all(orchard)));
    TestClient secure;
    QVERIFY(
        secure.listen(access.v3TlsPort, orchard, access.userKey, all(orchard), Domain::TrustPolicy::ca(access.caPem)));
    // Without the right to read it gets in and a good answer to its subscription, and hears nothing.
    TestClient deaf;
    QVERIFY(deaf.listen(access.v3TlsPort, orchard, looks, all(orchard), Domain::TrustPolicy::ca(access.caPem)));
    QVERIFY(listens.waitFor("/up", 2));
    QVERIFY(reader.waitFor("/up", 2));
    QVERIFY(secure.waitFor("/up", 2));
    QCOMPARE(deaf.count({}), 0);
    QVERIFY(listens.open && reader.open && secure.open && deaf.open); // new users throw nobody out
    // A key of another application, and one that is gone.
    TestClient stranger;
    stranger.connectTo(access.v3Port, QStringLiteral("vineyard"), reads);
    QTRY_VERIFY_WITH_TIMEOUT(stranger.closed, 10'000);
    QCOMPARE(stranger.problem.code, Domain::Problem::Code::NotAuthorized);
    QVERIFY(*wait(this, api.accessLists()->deleteApiKey(orchard, reads.section(u'.', 1, 1))));
    TestClient late;
    late.connectTo(access.v3Port, orchard, reads);
    QTRY_VERIFY_WITH_TIMEOUT(late.closed, 10'000);
    QCOMPARE(late.problem.code, Domain::Problem::Code::NotAuthorized);
    // A new application with a key of its own.
    Domain::Application application;
    application.id = QStringLiteral("cellar");
    TestClient early;
    early.connectTo(access.v3Port, application.id, access.userKey);
    QTRY_VERIFY_WITH_TIMEOUT(early.closed, 10'000);
    QVERIFY(*wait(this, api.createApplication(application, {})));
    TestClient fresh;
    QVERIFY(fresh.listen(access.v3Port, application.id, key(application.id, Right::ReadTraffic), all(application.id)));
    TestClient byUser;
    QVERIFY(byUser.listen(access.v3Port, application.id, access.userKey, all(application.id)));
}

/// What the page of a device says of joins, told from the sandbox's own stream.
void TestSandboxRpc::joinStories()
{
    Running sandbox;
    QVERIFY(sandbox.isUp);
    SandboxControl control(sandbox.network);
    StackV3Api api = sandbox.stack(sandbox.network.access().userKey);
    Domain::Device device;
    device.application = QStringLiteral("orchard");
    device.id = QStringLiteral("probe-1");
    device.devEui = Domain::Eui(0x70B3D57ED0000301);
    device.joinEui = Domain::Eui(0);
    device.appKey = Domain::Aes128Key::fromBytes(QByteArray(16, '\x42'));
    device.radio = Domain::RadioProfile{QStringLiteral("EU_863_870_TTN"), QStringLiteral("MAC_V1_0_3"),
                                        QStringLiteral("PHY_V1_0_3_REV_A")};
    const auto shape = Models::DeviceShape::of(device, api.capabilities());
    Models::JoinStory story;
    const auto events = api.events(device.application, {device.id}, 0);
    connect(events.get(), &Domain::NetworkEvents::arrived, this,
            [&](const QList<Domain::NetworkEvent> &list) { story.add(list, device.id); });
    QTRY_COMPARE_WITH_TIMEOUT(events->state(), Domain::NetworkEvents::State::Live, 20'000);
    const auto title = [&] { return story.verdict(device, shape).title; };
    QCOMPARE(title(), QStringLiteral("No join reached this application."));

    const auto made = wait(this, api.devices()->createDevice(device));
    QVERIFY2(*made, qPrintable(made->problem.details));
    const auto forward = [&control] { return control.execute("forward 30").startsWith(R"({"ok":true)"); };
    const QByteArray good = R"({"ok":true})";
    QVERIFY(forward());
    QTRY_COMPARE_WITH_TIMEOUT(title(), QStringLiteral("The device has joined."), 20'000);
    QCOMPARE(story.attempts().size(), 1U);
    QCOMPARE(story.attempts().front().count, 1);
    QCOMPARE(story.attempts().front().outcome, Models::JoinStory::Outcome::Answered);

    QCOMPARE(control.execute("join orchard probe-1 reuse-nonce"), good);
    QTRY_COMPARE_WITH_TIMEOUT(title(), QStringLiteral("The device uses a DevNonce that was used before."), 20'000);
    QVERIFY(story.verdict(device, shape).resetHelps);
    QVERIFY(forward());
    QCOMPARE(control.execute("join orchard probe-1 wrong-key"), good);
    QTRY_COMPARE_WITH_TIMEOUT(title(), QStringLiteral("The AppKey differs."), 20'000);
    QVERIFY(forward());
    // As it happens to people: the key here is not that of the device.
    QCOMPARE(control.execute("join orchard probe-1"), good);
    QVERIFY(forward());
    QTRY_COMPARE_WITH_TIMEOUT(title(), QStringLiteral("The device has joined."), 20'000);
    Domain::DeviceChange change;
    change.appKey = Domain::Aes128Key::fromBytes(QByteArray(16, '\x43'));
    QVERIFY(*wait(this, api.devices()->changeDevice(device.application, device.id, change)));
    QCOMPARE(control.execute("join orchard probe-1"), good);
    QTRY_COMPARE_WITH_TIMEOUT(title(), QStringLiteral("The AppKey differs."), 20'000);
    QCOMPARE(Models::JoinStory::sentence(story.attempts().front()),
             QStringLiteral("Refused: the AppKey differs from that of the device (mic_mismatch)."));
}

void TestSandboxRpc::commands()
{
    Running sandbox;
    QVERIFY(sandbox.isUp);
    SandboxControl control(sandbox.network);
    StackV3Api api = sandbox.stack(sandbox.network.access().userKey);
    const QByteArray good = R"({"ok":true})";
    QCOMPARE(control.execute("latency 40"), good);
    QElapsedTimer clock;
    clock.start();
    QVERIFY(*wait(this, api.access()));
    QVERIFY(clock.elapsed() >= 40);
    QCOMPARE(control.execute("latency 0"), good);
    QCOMPARE(control.execute("limit v3 1"), good);
    QVERIFY(*wait(this, api.rights(QStringLiteral("orchard"))));
    {
        auto second = api.rights(QStringLiteral("orchard")); // waits for its turn, and is dropped
        second.then(this, [](const auto &) {});
    }
    QCOMPARE(control.execute("limit v3 1000000 all"), good);
    QVERIFY(*wait(this, api.rights(QStringLiteral("orchard"))));
    QCOMPARE(control.execute("limit v3 off"), good);
    // A service or one of its methods, for as long as was said.
    const QString told = QStringLiteral("the sandbox was told to fail");
    QCOMPARE(control.execute("fail v3 ApplicationRegistry/Get permission_denied 1"), good);
    QCOMPARE(wait(this, api.application(QStringLiteral("orchard")))->problem.details,
             QString(u"PERMISSION_DENIED: " + told));
    QVERIFY(*wait(this, api.application(QStringLiteral("orchard"))));
    QCOMPARE(control.execute("fail v3 ttn.lorawan.v3.ApplicationRegistry INTERNAL"), good);
    for (int i = 0; i < 2; ++i)
        QCOMPARE(wait(this, api.application(QStringLiteral("orchard")))->problem.details,
                 QString(u"INTERNAL: " + told));
    QVERIFY(*wait(this, api.rights(QStringLiteral("orchard"))));
    QCOMPARE(control.execute("fail v3 off"), good);
    QVERIFY(*wait(this, api.application(QStringLiteral("orchard"))));
    QCOMPARE(control.execute("dev-euis 5"), good);
    const QJsonArray accounts
        = QJsonDocument::fromJson(control.execute("accounts")).object().value(QLatin1String("accounts")).toArray();
    QCOMPARE(accounts.size(), 4);
    for (const QJsonValue &account : accounts) {
        const auto who = wait(this, sandbox.stack(account[QLatin1String("key")].toString()).access());
        QVERIFY(who && *who);
        QCOMPARE(who->value.isAdmin, account[QLatin1String("admin")].toBool());
    }
    for (const char *wrong : {"latency",
                              "latency -1",
                              "latency x",
                              "latency 60001",
                              "limit",
                              "limit v2 5",
                              "limit v3",
                              "limit v3 off all",
                              "limit v3 5 some",
                              "limit v3 5 all all",
                              "limit v3 -5",
                              "dev-euis",
                              "dev-euis a",
                              "fail",
                              "fail v3",
                              "fail v2 off",
                              "fail v3 off now",
                              "fail v3 Events",
                              "fail v3 Events FELL",
                              "fail v3 Events INTERNAL 0",
                              "fail v3 Events INTERNAL many",
                              "fail v3 Events INTERNAL 1 2"})
        QVERIFY2(control.execute(wrong).startsWith(R"({"ok":false)"), wrong);
    QVERIFY(control.execute("help").contains("latency MILLISECONDS"));
    QVERIFY(control.execute("nonsense").startsWith(R"({"ok":false)"));
}

void TestSandboxRpc::halfRegistered_data()
{
    QTest::addColumn<QByteArrayList>("faults");
    QTest::addColumn<QStringList>("missing");
    const QString join = QStringLiteral("Join Server"), network = QStringLiteral("Network Server"),
                  application = QStringLiteral("Application Server");
    QTest::newRow("Join Server") << QByteArrayList{"fail v3 JsEndDeviceRegistry/Set INTERNAL",
                                                   "fail v3 EndDeviceRegistry/Delete INTERNAL"}
                                 << QStringList{join, network, application};
    QTest::newRow("Network Server") << QByteArrayList{"fail v3 NsEndDeviceRegistry/Set INTERNAL",
                                                      "fail v3 JsEndDeviceRegistry/Delete INTERNAL"}
                                    << QStringList{network, application};
    QTest::newRow("Application Server") << QByteArrayList{"fail v3 AsEndDeviceRegistry/Set INTERNAL",
                                                          "fail v3 NsEndDeviceRegistry/Delete INTERNAL",
                                                          "fail v3 JsEndDeviceRegistry/Delete INTERNAL"}
                                        << QStringList{application};
}

/// One of the four servers fails, and what was begun cannot be taken back: it is said what is left, and when the
/// servers work again that can be removed, registered anew, or finished.
void TestSandboxRpc::halfRegistered()
{
    using Domain::Problem;
    using Models::DeviceField;
    using Models::RegistrationList;
    QFETCH(const QByteArrayList, faults);
    QFETCH(const QStringList, missing);
    Running sandbox;
    QVERIFY(sandbox.isUp);
    SandboxControl control(sandbox.network);
    StackV3Settings settings;
    settings.identity = {QStringLiteral("127.0.0.1"), sandbox.network.access().v3RpcPort, std::nullopt};
    settings.cluster = settings.identity;
    settings.apiKey = sandbox.network.access().userKey.toUtf8();
    const auto api = std::make_shared<StackV3Api>(sandbox.rpc.line(), settings);
    const QByteArray good = R"({"ok":true})";
    const QString orchard = QStringLiteral("orchard");
    Models::RegistrationDraft draft;
    draft.capabilities = api->capabilities();
    draft.application = orchard;
    draft.id = QStringLiteral("half");
    draft.plan = QStringLiteral("EU_863_870_TTN");
    draft.macVersion = QStringLiteral("MAC_V1_0_3");
    draft.phyVersion = QStringLiteral("PHY_V1_0_3_REV_A");
    draft.devEui = QStringLiteral("70B3D57ED0000777");
    draft.joinEui = QStringLiteral("0000000000000000");
    draft.appKey = QStringLiteral("00112233445566778899AABBCCDDEEFF");
    RegistrationList list(api);
    QSignalSpy finished(&list, &RegistrationList::finished);
    const int row = list.add({draft, {}, {}, RegistrationList::State::Waiting, {}});
    const auto fails = [&] {
        for (const QByteArray &fault : faults) {
            if (control.execute(fault) != good)
                return false;
        }
        return true;
    };
    const auto registers = [&] {
        finished.clear();
        list.registerAll();
        return QTest::qWaitFor([&finished] { return !finished.isEmpty(); }, 30'000);
    };
    const auto cleansUp = [&](bool again) {
        finished.clear();
        list.cleanUp(row, again);
        return QTest::qWaitFor([&finished] { return !finished.isEmpty(); }, 30'000);
    };
    const auto read = [&] { return wait(this, api->devices()->device(orchard, draft.id, Domain::DeviceKeys::Leave)); };

    QVERIFY(fails());
    QVERIFY(registers());
    QCOMPARE(list.entry(row).state, RegistrationList::State::Incomplete);
    const Problem why = list.entry(row).problem;
    QCOMPARE(why.code, Problem::Code::RegistrationIncomplete);
    QCOMPARE(why.args.value(0), draft.id);
    QCOMPARE(why.args.value(1), orchard);
    QVERIFY2(why.args.value(2).contains(u"Identity Server"), qPrintable(why.args.join(u'|')));
    QVERIFY2(why.args.value(3).contains(u"told to fail") || !why.args.value(3).isEmpty(),
             qPrintable(why.args.join(u'|')));
    // Nothing can be done as long as it goes on.
    if (faults.back().contains("EndDeviceRegistry/Delete")) {
        QVERIFY(cleansUp(false));
        QCOMPARE(list.entry(row).state, RegistrationList::State::Incomplete);
    }
    QCOMPARE(control.execute("fail v3 off"), good);
    const auto half = read();
    QVERIFY2(half && *half, qPrintable(half->problem.details));
    QCOMPARE(QSet<QString>(half->value.missingAt.begin(), half->value.missingAt.end()),
             QSet<QString>(missing.begin(), missing.end()));

    // Remove.
    QVERIFY(cleansUp(false));
    QCOMPARE(list.entry(row).state, RegistrationList::State::Cancelled);
    QCOMPARE(read()->problem.code, Problem::Code::DeviceNotFound);
    // Register anew.
    list.setDraft(row, draft);
    QVERIFY(fails());
    QVERIFY(registers());
    QCOMPARE(list.entry(row).state, RegistrationList::State::Incomplete);
    QCOMPARE(control.execute("fail v3 off"), good);
    QVERIFY(cleansUp(true));
    QCOMPARE(list.entry(row).state, RegistrationList::State::Registered);
    QCOMPARE(read()->value.missingAt, QStringList());
    QVERIFY(*wait(this, api->devices()->deleteDevice(orchard, draft.id)));
    // Finish, on the device's page.
    list.clear();
    QCOMPARE(list.add({draft, {}, {}, RegistrationList::State::Waiting, {}}), row);
    QVERIFY(fails());
    QVERIFY(registers());
    QCOMPARE(list.entry(row).state, RegistrationList::State::Incomplete);
    QCOMPARE(control.execute("fail v3 off"), good);
    Models::DeviceEditor editor(orchard, draft.id);
    editor.setNetwork(api);
    QTRY_COMPARE_WITH_TIMEOUT(editor.state(), Models::DeviceEditor::State::Ready, 20'000);
    QVERIFY(editor.draft().isHalfMade());
    const std::pair<DeviceField, QString> values[] = {{DeviceField::FrequencyPlan, draft.plan},
                                                      {DeviceField::MacVersion, draft.macVersion},
                                                      {DeviceField::PhyVersion, draft.phyVersion},
                                                      {DeviceField::AppKey, draft.appKey}};
    for (const auto &[field, text] : values) {
        if (editor.draft().fieldsToFinish().contains(field))
            editor.setText(field, text);
    }
    QVERIFY(editor.canSave());
    QSignalSpy saved(&editor, &Models::DeviceEditor::saved);
    QSignalSpy failed(&editor, &Models::DeviceEditor::failed);
    editor.save();
    QTRY_VERIFY_WITH_TIMEOUT(!saved.isEmpty() || !failed.isEmpty(), 20'000);
    QVERIFY2(failed.isEmpty(), qPrintable(Domain::problemLine(failed.value(0).value(0).value<Problem>())));
    const auto whole = read();
    QVERIFY(whole && *whole);
    QCOMPARE(whole->value.missingAt, QStringList());
    QVERIFY(*wait(this, api->devices()->deleteDevice(orchard, draft.id)));
    QCOMPARE(read()->problem.code, Problem::Code::DeviceNotFound);
}

/// Sockets, TLS, threads, the JSON line and the end, as the console meets them.
void TestSandboxRpc::throughTheClient()
{
    SandboxOptions options;
    options.seed = 1;
    options.services = &makeSandboxRpc;
    SandboxNetwork network(options);
    QSignalSpy started(&network, &SandboxNetwork::started);
    QSignalSpy stopped(&network, &SandboxNetwork::stopped);
    network.start();
    QTRY_COMPARE_WITH_TIMEOUT(started.size(), 1, 20'000);
    const QJsonObject v2
        = QJsonDocument::fromJson(network.access().toJson()).object().value(QLatin1String("v2")).toObject();
    QCOMPARE(v2.value(QLatin1String("discovery")).toString(),
             u"127.0.0.1:" + QString::number(network.access().discoveryPort));
    QVERIFY(v2.contains(QLatin1String("handler")));

    RpcThread rpc;
    HandlerV2Settings settings;
    settings.discovery = Domain::Endpoint{QStringLiteral("127.0.0.1"), network.access().discoveryPort,
                                          Domain::TrustPolicy::ca(network.access().caPem)};
    settings.accessKey = network.access().v2.first().key.toUtf8();
    settings.applications = {QStringLiteral("greenhouse")};
    HandlerV2Api api(rpc.line(), settings);
    const auto application = wait(this, api.application(QStringLiteral("greenhouse")));
    QVERIFY(application);
    QVERIFY2(*application, qPrintable(application->problem.details));
    const auto page = wait(this, api.devices()->devices(QStringLiteral("greenhouse"), {}));
    QVERIFY(page);
    QVERIFY2(*page, qPrintable(page->problem.details));
    QCOMPARE(page->value.total, 7);
    const auto device = wait(
        this, api.devices()->device(QStringLiteral("greenhouse"), QStringLiteral("bed-1"), Domain::DeviceKeys::Read));
    QVERIFY(device && *device);
    const SandboxDevice *bed = network.simulation().find(Domain::Generation::V2, "greenhouse", "bed-1");
    QVERIFY(bed);

    const QJsonObject v3
        = QJsonDocument::fromJson(network.access().toJson()).object().value(QLatin1String("v3")).toObject();
    QVERIFY(v3.contains(QLatin1String("grpc")));
    QVERIFY(v3.contains(QLatin1String("grpcs")));
    for (const bool tls : {false, true}) {
        const quint16 port = tls ? network.access().v3RpcTlsPort : network.access().v3RpcPort;
        StackV3Settings stack;
        stack.identity = {QStringLiteral("127.0.0.1"), port,
                          tls ? std::optional(Domain::TrustPolicy::ca(network.access().caPem)) : std::nullopt};
        stack.cluster = stack.identity;
        stack.apiKey = network.access().userKey.toUtf8();
        StackV3Api v3Api(rpc.line(), stack);
        const auto access = wait(this, v3Api.access());
        QVERIFY(access);
        QVERIFY2(*access, qPrintable(access->problem.details));
        QCOMPARE(access->value.entity, QStringLiteral("grower"));
        const auto applications = wait(this, v3Api.applications({}));
        QVERIFY(applications && *applications);
        QCOMPARE(applications->value.total, 2);
    }

    network.stop();
    QTRY_COMPARE_WITH_TIMEOUT(stopped.size(), 1, 5'000);
}

TTN_TEST_MAIN(TestSandboxRpc)
#include "tst_sandboxrpc.moc"
