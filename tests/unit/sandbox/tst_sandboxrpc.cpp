// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The sandbox's gRPC servers: through the console's own clients, and against recorded calls of the real servers.
#include "backend/network/handlerv2api.h"
#include "backend/rpc/rpcthread.h"
#include "backend/sandbox/rpc/handlerv2desk.h"
#include "backend/sandbox/rpc/sandboxrpc.h"
#include "backend/sandbox/rpc/serverreflection.h"
#include "backend/sandbox/rpc/v2discovery.h"
#include "tests/support/testmain.h"
#include "tests/unit/sandbox/sandboxrun.h"

#include <QSignalSpy>

using namespace Backend;
using SandboxRun::Run;

namespace {

QJsonDocument readJson(const QString &path)
{
    QFile file(QStringLiteral(TTN_TEST_DATA "/") + path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()) : QJsonDocument();
}

std::string readBytes(const QString &path)
{
    QFile file(QStringLiteral(TTN_TEST_DATA "/") + path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

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
    void handlerDeviceSends();
    void reflection();
    void throughTheClient();
};

void TestSandboxRpc::handlerErrors_data()
{
    QTest::addColumn<QJsonObject>("recorded");
    // Left out: what needs other keys than those with all rights, and state that the real servers had.
    const QStringList left
        = {QStringLiteral("key that may"),     QStringLiteral("token signed"),   QStringLiteral("expired"),
           QStringLiteral("token of"),         QStringLiteral("token with"),     QStringLiteral("token for"),
           QStringLiteral("component status"), QStringLiteral("EUI pair that"),  QStringLiteral("changing the EUIs"),
           QStringLiteral("not UTF-8"),        QStringLiteral("same EUI pair"),  QStringLiteral("token that lacks"),
           QStringLiteral("token without"),    QStringLiteral("SimulateUplink"), QStringLiteral("registered twice")};
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
    const QStringList left
        = {QStringLiteral("dry-"),    QStringLiteral("simulate"), QStringLiteral("router"), QStringLiteral("broker"),
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
    const auto device = wait(this, api.devices()->device(QStringLiteral("greenhouse"), QStringLiteral("bed-1")));
    QVERIFY(device && *device);
    const SandboxDevice *bed = network.simulation().find(Domain::Generation::V2, "greenhouse", "bed-1");
    QVERIFY(bed);

    network.stop();
    QTRY_COMPARE_WITH_TIMEOUT(stopped.size(), 1, 5'000);
}

TTN_TEST_MAIN(TestSandboxRpc)
#include "tst_sandboxrpc.moc"
