// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The services of both generations against servers that answer as the recordings do.
#include "backend/network/handlerv2api.h"
#include "backend/network/stackv3api.h"
#include "backend/network/stackv3convert.h"
#include "backend/network/v2methods.h"
#include "backend/network/v3methods.h"
#include "tests/support/testmain.h"
#include "tests/unit/network/apiserver.h"

#include <google/protobuf/descriptor.h>
#include <ttn/lorawan/v3/device_services.pb.h>
#include <ttn/lorawan/v3/identity_services.pb.h>
#include <ttn/lorawan/v3/traffic_services.pb.h>

using Backend::HandlerV2Api;
using Backend::HandlerV2Settings;
using Backend::StackV3Api;
using namespace ApiServer;
using Domain::Application;
using Domain::ApplicationChange;
using Domain::Device;
using Domain::DeviceChange;
using Domain::DeviceKeys;
using Domain::Problem;
using Domain::Result;
using Domain::Right;
using Code = Problem::Code;
namespace wire = ttn::lorawan::v3;

namespace {

template <typename Method>
QString mismatch(const Method &method)
{
    const QString path = QString::fromLatin1(method.path).mid(1).replace(u'/', u'.');
    const auto *declared = google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(path.toStdString());
    if (!declared)
        return path + u" is not declared";
    if (declared->input_type() != Method::Request::descriptor())
        return path + u" takes something else";
    if (declared->output_type() != Method::Response::descriptor())
        return path + u" answers something else";
    return {};
}

int methodsIn(const char *header)
{
    QFile file(QStringLiteral(TTN_SOURCE_DIR "/backend/network/") + QLatin1String(header));
    return file.open(QIODevice::ReadOnly) ? int(file.readAll().count("inline constexpr RpcMethod<")) : -1;
}

} // namespace

class TestNetworkApi : public ApiTest
{
    Q_OBJECT

private Q_SLOTS:
    void methodsAreDeclared();
    void announcedAddresses_data();
    void announcedAddresses();
    void v2FindsTheHandlerOnce();
    void v2Application();
    void v2ChangesOnlyWhatIsNamed();
    void v2NeverWritesAMaskedKey();
    void v2TakesARegistrationBack();
    void v2DeletesOnlyWithoutDevices();
    void v2Devices();
    void v2DeviceKeepsCountersAndKeys();
    void v2CreatesNoDeviceTwice();
    void v2EuisStayUnique();
    void v2RefusesBeforeTheFirstCall();
    void v2LacksRights();
    void v2Announcement();
    void v2SimulatesUplinks();
    void v2DeletesOneAfterTheOther();
    void v2StopsWhereAllWouldFail();
    void v3Access_data();
    void v3Access();
    void v3KeysThatCannotBe_data();
    void v3KeysThatCannotBe();
    void v3Rights();
    void v3ListsForUsers();
    void v3ListsForApplicationKeys();
    void v3Searches();
    void v3Creates();
    void v3Changes();
    void v3RefusesBeforeTheFirstCall();
    void keysPrintAsDots();
};

void TestNetworkApi::methodsAreDeclared()
{
    using namespace Backend;
    // The linker leaves services out of which nothing is used.
    QVERIFY(qstrlen(descriptor_table_ttn_2florawan_2fv3_2fidentity_5fservices_2eproto.filename) > 0);
    QVERIFY(qstrlen(descriptor_table_ttn_2florawan_2fv3_2fdevice_5fservices_2eproto.filename) > 0);
    QVERIFY(qstrlen(descriptor_table_ttn_2florawan_2fv3_2ftraffic_5fservices_2eproto.filename) > 0);
    const QStringList v2{
        mismatch(V2::announcement),        mismatch(V2::allAnnouncements), mismatch(V2::announcementOfApplication),
        mismatch(V2::registerApplication), mismatch(V2::getApplication),   mismatch(V2::setApplication),
        mismatch(V2::deleteApplication),   mismatch(V2::getDevice),        mismatch(V2::setDevice),
        mismatch(V2::deleteDevice),        mismatch(V2::getDevices),       mismatch(V2::simulateUplink)};
    const QStringList v3{
        mismatch(V3::authInfo),          mismatch(V3::listRights),        mismatch(V3::createApplication),
        mismatch(V3::getApplication),    mismatch(V3::listApplications),  mismatch(V3::searchApplications),
        mismatch(V3::updateApplication), mismatch(V3::deleteApplication), mismatch(V3::restoreApplication),
        mismatch(V3::listApiKeys),       mismatch(V3::getApiKey),         mismatch(V3::createApiKey),
        mismatch(V3::updateApiKey),      mismatch(V3::deleteApiKey),      mismatch(V3::listCollaborators),
        mismatch(V3::getCollaborator),   mismatch(V3::setCollaborator),   mismatch(V3::deleteCollaborator),
        mismatch(V3::searchAccounts),    mismatch(V3::getLink),           mismatch(V3::setLink),
        mismatch(V3::createDevice),      mismatch(V3::listDevices),       mismatch(V3::updateDevice),
        mismatch(V3::getIsDevice),       mismatch(V3::deleteIsDevice),    mismatch(V3::getJsDevice),
        mismatch(V3::setJsDevice),       mismatch(V3::deleteJsDevice),    mismatch(V3::getNsDevice),
        mismatch(V3::setNsDevice),       mismatch(V3::deleteNsDevice),    mismatch(V3::getAsDevice),
        mismatch(V3::setAsDevice),       mismatch(V3::deleteAsDevice),
        mismatch(V3::resetNsDevice),     mismatch(V3::searchDevices),     mismatch(V3::getDevices),
        mismatch(V3::deleteIsDevices),   mismatch(V3::deleteJsDevices),   mismatch(V3::deleteNsDevices),
        mismatch(V3::deleteAsDevices),   mismatch(V3::simulateUplink)};
    QCOMPARE(v2, QStringList(methodsIn("v2methods.h"), QString()));
    QCOMPARE(v3, QStringList(methodsIn("v3methods.h"), QString()));
}

void TestNetworkApi::announcedAddresses_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<int>("plain");
    QTest::addColumn<int>("tls");
    QTest::newRow("port 8883") << QStringLiteral("a.example:8883") << 0 << 8883;
    QTest::newRow("port") << QStringLiteral("a.example:11883") << 11883 << 0;
    QTest::newRow("none") << QStringLiteral("a.example") << 1883 << 8883;
    QTest::newRow("mqtt") << QStringLiteral("mqtt://a.example") << 1883 << 0;
    QTest::newRow("mqtts") << QStringLiteral("mqtts://a.example") << 0 << 8883;
    QTest::newRow("mqtts with port") << QStringLiteral("mqtts://a.example:99") << 0 << 99;
    QTest::newRow("empty") << QString() << 0 << 0;
    QTest::newRow("no port") << QStringLiteral("a.example:x") << 0 << 0;
    QTest::newRow("a path") << QStringLiteral("a.example/x:1") << 0 << 0;
}

void TestNetworkApi::announcedAddresses()
{
    QFETCH(const QString, address);
    QFETCH(const int, plain);
    QFETCH(const int, tls);
    const Backend::MqttEndpoints found = Backend::announcedMqtt(address);
    QCOMPARE(found.plain ? int(found.plain->port) : 0, plain);
    QCOMPARE(found.tls ? int(found.tls->port) : 0, tls);
    Backend::Announcement announcement;
    announcement.netAddress = QStringLiteral("[::1]:1904,b.example:1905");
    announcement.certificate = "PEM";
    const auto endpoint = Backend::announcedEndpoint(announcement);
    QVERIFY(endpoint);
    QCOMPARE(endpoint->host, QStringLiteral("::1"));
    QCOMPARE(endpoint->port, quint16(1904));
    QCOMPARE(endpoint->trust->kind, Domain::TrustPolicy::Kind::Ca);
}

/// As the real handlers do: a certificate that is root and leaf at once, told by discovery.
void TestNetworkApi::v2FindsTheHandlerOnce()
{
    const Backend::Certificate certificate
        = Backend::Certificates::makeSelfSigned({QStringLiteral("handler"), {QStringLiteral("127.0.0.1")}});
    RpcRig handlerRig(
        [](const RpcRig::Question &) { return ok(recorded("v2/rpc/16-get-application-custom.resp.bin")); },
        certificate);
    Server discoveryServer;
    discoveryServer.methods["GetByAppID"] = [&](const RpcRig::Question &) {
        discovery::Announcement announcement;
        announcement.set_net_address("127.0.0.1:" + std::to_string(handlerRig.port()));
        announcement.set_certificate(certificate.certificatePem.toStdString());
        return ok(announcement.SerializeAsString());
    };
    RpcThread rpc;
    HandlerV2Settings settings = discoveryServer.settings();
    settings.handler.reset();
    settings.discovery = discoveryServer.rig.endpoint();
    HandlerV2Api api(rpc.line(), settings);
    for (int i = 0; i < 3; ++i) {
        const auto application = wait(api.application(QStringLiteral("greenhouse")));
        QVERIFY2(application, qPrintable(application.problem.details));
    }
    QCOMPARE(discoveryServer.asked(), QStringList{QStringLiteral("GetByAppID")});
    QCOMPARE(handlerRig.asked(), 3);
    // Only the handler gets to see the key.
    QVERIFY(!discoveryServer.rig.questions().front().metadata.contains("key"));
    QVERIFY(handlerRig.questions().front().metadata.contains("key"));
}

void TestNetworkApi::v2Application()
{
    Server server;
    server.methods["GetApplication"]
        = [](const RpcRig::Question &) { return ok(recorded("v2/rpc/16-get-application-custom.resp.bin")); };
    RpcThread rpc;
    HandlerV2Api api(rpc.line(), server.settings());
    const auto application = wait(api.application(QStringLiteral("orchard")));
    QVERIFY(application);
    QCOMPARE(application.value.id, QStringLiteral("orchard"));
    QCOMPARE(application.value.functions.format, QStringLiteral("custom"));
    QVERIFY(!application.value.functions.decoder.isEmpty());
    QVERIFY(!application.value.registersOnJoin);
    QCOMPARE(server.last<handler::ApplicationIdentifier>().app_id(), std::string("orchard"));
    const auto page = wait(api.applications({}));
    QCOMPARE(page.value.total, 2);
    QCOMPARE(page.value.applications.first().id, QStringLiteral("greenhouse"));
}

void TestNetworkApi::v2ChangesOnlyWhatIsNamed()
{
    handler::Application stored;
    stored.set_app_id("greenhouse");
    stored.set_decoder("decoder");
    stored.set_payload_format("custom");
    stored.set_register_on_join_access_key("ttn-account-v2.whole");
    Server server;
    server.methods["GetApplication"] = [&](const RpcRig::Question &) { return ok(stored.SerializeAsString()); };
    server.methods["SetApplication"] = [](const RpcRig::Question &) { return ok(); };
    RpcThread rpc;
    HandlerV2Api api(rpc.line(), server.settings());
    ApplicationChange change;
    change.registerOnJoinKey = "ttn-account-v2.new";
    QVERIFY(wait(api.changeApplication(QStringLiteral("greenhouse"), change)));
    const auto sent = server.last<handler::Application>();
    QCOMPARE(sent.decoder(), std::string("decoder"));
    QCOMPARE(sent.payload_format(), std::string("custom"));
    QCOMPARE(sent.register_on_join_access_key(), std::string("ttn-account-v2.new"));

    change = {};
    change.functions = Domain::PayloadFunctions{QStringLiteral("cayennelpp"), {}, {}, {}, {}};
    QVERIFY(wait(api.changeApplication(QStringLiteral("greenhouse"), change)));
    const auto again = server.last<handler::Application>();
    QCOMPARE(again.payload_format(), std::string("cayennelpp"));
    QVERIFY(again.decoder().empty());
    QCOMPARE(again.register_on_join_access_key(), std::string("ttn-account-v2.whole"));
}

void TestNetworkApi::v2NeverWritesAMaskedKey()
{
    Server server;
    server.methods["GetApplication"]
        = [](const RpcRig::Question &) { return ok(recorded("v2/rpc/19-get-application-masked.resp.bin")); };
    server.methods["SetApplication"] = [](const RpcRig::Question &) { return ok(); };
    RpcThread rpc;
    HandlerV2Api api(rpc.line(), server.settings());
    ApplicationChange change;
    change.functions = Domain::PayloadFunctions{};
    QVERIFY(wait(api.changeApplication(QStringLiteral("greenhouse"), change)));
    QVERIFY(server.last<handler::Application>().register_on_join_access_key().empty());
}

void TestNetworkApi::v2TakesARegistrationBack()
{
    Server server;
    server.methods["RegisterApplication"] = [](const RpcRig::Question &) { return ok(); };
    server.methods["SetApplication"] = [](const RpcRig::Question &) { return failed(13, "broken"); };
    server.methods["DeleteApplication"] = [](const RpcRig::Question &) { return ok(); };
    RpcThread rpc;
    HandlerV2Api api(rpc.line(), server.settings());
    Application application;
    application.id = QStringLiteral("cellar");
    application.functions.decoder = QStringLiteral("x");
    const auto done = wait(api.createApplication(application, {}));
    QCOMPARE(done.problem.code, Code::ServerFault);
    QCOMPARE(server.asked(),
             (QStringList{QStringLiteral("RegisterApplication"), QStringLiteral("SetApplication"),
                          QStringLiteral("DeleteApplication")}));
}

void TestNetworkApi::v2DeletesOnlyWithoutDevices()
{
    std::string total = "7";
    Server server;
    server.methods["GetDevicesForApplication"] = [&](const RpcRig::Question &) { return ok({}, {{"total", total}}); };
    server.methods["DeleteApplication"] = [](const RpcRig::Question &) { return ok(); };
    RpcThread rpc;
    HandlerV2Api api(rpc.line(), server.settings());
    const auto refused = wait(api.deleteApplication(QStringLiteral("cellar")));
    QCOMPARE(refused.problem.code, Code::ApplicationHasDevices);
    QCOMPARE(refused.problem.args, QStringList{QStringLiteral("7")});
    QCOMPARE(server.asked().size(), 1);
    total = "0";
    QVERIFY(wait(api.deleteApplication(QStringLiteral("cellar"))));
    QCOMPARE(server.asked().last(), QStringLiteral("DeleteApplication"));
}

void TestNetworkApi::v2Devices()
{
    Server server;
    server.methods["GetDevicesForApplication"] = [](const RpcRig::Question &question) {
        const bool isPaged
            = question.metadata.find("limit")->second == "50" && question.metadata.find("offset")->second == "100";
        return isPaged ? ok(recorded("v2/rpc/27-get-devices.resp.bin"), {{"total", "104"}, {"selected", "4"}})
                       : failed(2, "not the page that was asked for");
    };
    server.methods["GetDevice"]
        = [](const RpcRig::Question &) { return ok(recorded("v2/rpc/23-get-device-abp.resp.bin")); };
    RpcThread rpc;
    HandlerV2Api api(rpc.line(), server.settings());
    Domain::DeviceQuery query;
    query.limit = 50;
    query.page = 3;
    const auto page = wait(api.devices()->devices(QStringLiteral("orchard"), query));
    QVERIFY2(page, qPrintable(page.problem.details));
    QCOMPARE(page.value.total, 104);
    QCOMPARE(page.value.devices.size(), 4);
    for (const Device &device : page.value.devices) {
        QVERIFY(!device.id.isEmpty());
        QVERIFY(!device.fCntUp); // the list always says 0: that is not told
    }
    const auto device
        = wait(api.devices()->device(QStringLiteral("orchard"), QStringLiteral("tree-2"), DeviceKeys::Read));
    QVERIFY(device);
    QVERIFY(device.value.devAddr && device.value.nwkSKey && device.value.appSKey);
    QVERIFY(!device.value.appKey); // zero bytes are "not set"
    QVERIFY(!device.value.joins());
    QVERIFY(device.value.fCntUp);
}

void TestNetworkApi::v2DeviceKeepsCountersAndKeys()
{
    handler::Device stored;
    stored.ParseFromString(recorded("v2/rpc/23-get-device-abp.resp.bin"));
    stored.mutable_lorawan_device()->set_f_cnt_up(42);
    stored.mutable_lorawan_device()->set_f_cnt_down(7);
    (*stored.mutable_attributes())["floor"] = "2";
    Server server;
    server.methods["GetDevice"] = [&](const RpcRig::Question &) { return ok(stored.SerializeAsString()); };
    server.methods["SetDevice"] = [](const RpcRig::Question &) { return ok(); };
    RpcThread rpc;
    HandlerV2Api api(rpc.line(), server.settings());
    DeviceChange change;
    change.description = QStringLiteral("north wall");
    QVERIFY(wait(api.devices()->changeDevice(QStringLiteral("orchard"), QStringLiteral("tree-2"), change)));
    const auto sent = server.last<handler::Device>();
    QCOMPARE(sent.description(), std::string("north wall"));
    QCOMPARE(sent.lorawan_device().f_cnt_up(), 42U);
    QCOMPARE(sent.lorawan_device().f_cnt_down(), 7U);
    QCOMPARE(sent.attributes().at("floor"), std::string("2"));
    QCOMPARE(sent.lorawan_device().dev_eui(), stored.lorawan_device().dev_eui());
    // What may change on the air meanwhile is left to the server.
    QVERIFY(sent.lorawan_device().nwk_s_key().empty());
    QVERIFY(sent.lorawan_device().dev_addr().empty());

    change = {};
    change.fCntUp = 0;
    change.appKey = Domain::Aes128Key();
    QVERIFY(wait(api.devices()->changeDevice(QStringLiteral("orchard"), QStringLiteral("tree-2"), change)));
    const auto reset = server.last<handler::Device>();
    QCOMPARE(reset.lorawan_device().f_cnt_up(), 0U);
    QCOMPARE(reset.lorawan_device().f_cnt_down(), 7U);
    QCOMPARE(reset.lorawan_device().app_key(), std::string(16, '\0'));
}

void TestNetworkApi::v2CreatesNoDeviceTwice()
{
    bool exists = true;
    Server server;
    server.methods["GetDevice"] = [&](const RpcRig::Question &) {
        return exists ? ok(recorded("v2/rpc/23-get-device-abp.resp.bin"))
                      : failed(5, "handler:device:orchard:tree-9 not found");
    };
    server.methods["SetDevice"] = [](const RpcRig::Question &) { return ok(); };
    RpcThread rpc;
    HandlerV2Api api(rpc.line(), server.settings());
    Device device;
    device.application = QStringLiteral("orchard");
    device.id = QStringLiteral("tree-9");
    device.devEui = Domain::Eui(0x0102030405060708);
    QCOMPARE(wait(api.devices()->createDevice(device)).problem.code, Code::IdTaken);
    QVERIFY(!server.asked().contains(QStringLiteral("SetDevice")));
    exists = false;
    QVERIFY(wait(api.devices()->createDevice(device)));
    const auto sent = server.last<handler::Device>();
    QCOMPARE(sent.lorawan_device().dev_eui(), std::string("\1\2\3\4\5\6\7\x8"));
    QCOMPARE(sent.lorawan_device().dev_id(), std::string("tree-9"));
    QVERIFY(sent.lorawan_device().app_key().empty());
    QVERIFY(sent.lorawan_device().uses32_bit_f_cnt());
}

void TestNetworkApi::v2EuisStayUnique()
{
    handler::DeviceList list;
    list.ParseFromString(recorded("v2/rpc/27-get-devices.resp.bin"));
    const handler::Device &twin = list.devices(0);
    handler::Device other = list.devices(1);
    Server server;
    server.methods["GetDevice"] = [&](const RpcRig::Question &) { return ok(other.SerializeAsString()); };
    server.methods["GetDevicesForApplication"] = [&](const RpcRig::Question &) { return ok(list.SerializeAsString()); };
    server.methods["SetDevice"] = [](const RpcRig::Question &) { return ok(); };
    RpcThread rpc;
    HandlerV2Api api(rpc.line(), server.settings());
    const auto euiOf = [](const std::string &bytes) {
        return *Domain::Eui::fromHex(QByteArray::fromStdString(bytes).toHex().toStdString());
    };
    DeviceChange change;
    change.devEui = euiOf(twin.lorawan_device().dev_eui());
    change.joinEui = euiOf(twin.lorawan_device().app_eui());
    const QString id = QString::fromStdString(other.dev_id());
    const auto refused = wait(api.devices()->changeDevice(QStringLiteral("orchard"), id, change));
    QCOMPARE(refused.problem.code, Code::EuisTaken);
    QCOMPARE(refused.problem.args.value(2), QString::fromStdString(twin.dev_id()));
    QVERIFY(!server.asked().contains(QStringLiteral("SetDevice")));
    change.devEui = Domain::Eui(0x1111111111111111);
    QVERIFY(wait(api.devices()->changeDevice(QStringLiteral("orchard"), id, change)));
    QVERIFY(server.asked().contains(QStringLiteral("SetDevice")));
}

void TestNetworkApi::v2RefusesBeforeTheFirstCall()
{
    Server server;
    RpcThread rpc;
    HandlerV2Api api(rpc.line(), server.settings());
    QCOMPARE(wait(api.application(QStringLiteral("No Where"))).problem.code, Code::IdInvalid);
    QCOMPARE(
        wait(api.devices()->device(QStringLiteral("orchard"), QStringLiteral("-x"), DeviceKeys::Read)).problem.code,
        Code::IdInvalid);
    Device device;
    device.application = QStringLiteral("orchard");
    device.id = QStringLiteral("tree-9");
    for (int i = 0; i < 5; ++i)
        device.attributes.insert(QStringLiteral("k%1").arg(i), QStringLiteral("v"));
    device.attributes.insert(QStringLiteral("ttn-brand"), QString(100, u'x')); // not counted, not limited
    device.attributes[QStringLiteral("k1")] = QString(33, QChar(0xE9)); // 66 bytes
    QCOMPARE(wait(api.devices()->createDevice(device)).problem.code, Code::AttributesRefused);
    ApplicationChange change;
    change.name = QStringLiteral("a name");
    QCOMPARE(wait(api.changeApplication(QStringLiteral("orchard"), change)).problem.code, Code::NotOfThisNetwork);
    QCOMPARE(server.rig.asked(), 0);
}

void TestNetworkApi::v2LacksRights()
{
    Server server;
    RpcThread rpc;
    HandlerV2Api api(rpc.line(), server.settings());
    QVERIFY(!api.capabilities().testFlag(Domain::Capability::ReadAccess));
    QVERIFY(api.devices());
    QCOMPARE(wait(api.access()).problem.code, Code::NotOfThisNetwork);
    QCOMPARE(wait(api.rights(QStringLiteral("orchard"))).problem.code, Code::NotOfThisNetwork);
}

void TestNetworkApi::v2Announcement()
{
    Server server;
    server.methods["GetByAppID"]
        = [](const RpcRig::Question &) { return ok(recorded("v2/rpc/03-discovery-get-by-app-id.resp.bin")); };
    RpcThread rpc;
    HandlerV2Settings settings = server.settings();
    HandlerV2Api own(rpc.line(), settings);
    QVERIFY(!own.capabilities().testFlag(Domain::Capability::Announcement));
    QCOMPARE(wait(own.serviceAnnouncement(QStringLiteral("orchard"))).problem.code, Code::NotOfThisNetwork);
    settings.handler.reset();
    settings.discovery = server.rig.endpoint();
    HandlerV2Api api(rpc.line(), settings);
    QVERIFY(api.capabilities().testFlag(Domain::Capability::Announcement));
    const auto told = wait(api.serviceAnnouncement(QStringLiteral("orchard")));
    QVERIFY2(told, qPrintable(told.problem.details));
    discovery::Announcement expected;
    QVERIFY(expected.ParseFromString(recorded("v2/rpc/03-discovery-get-by-app-id.resp.bin")));
    QCOMPARE(told.value.service, QStringLiteral("handler"));
    QCOMPARE(told.value.id.toStdString(), expected.id());
    QCOMPARE(told.value.gRpcAddress.toStdString(), expected.net_address());
    QCOMPARE(told.value.mqttAddress.toStdString(), expected.mqtt_address());
    QCOMPARE(told.value.certificate.toStdString(), expected.certificate());
    QCOMPARE(wait(api.serviceAnnouncement(QStringLiteral("Orchard"))).problem.code, Code::IdInvalid);
    server.methods["GetByAppID"]
        = [](const RpcRig::Question &) { return failed(5, "discovery:app_id:orchard not found"); };
    QCOMPARE(wait(api.serviceAnnouncement(QStringLiteral("orchard"))).problem.code, Code::HandlerNotFound);
}

void TestNetworkApi::v2SimulatesUplinks()
{
    Server server;
    server.methods["SimulateUplink"] = [](const RpcRig::Question &) { return ok(); };
    RpcThread rpc;
    HandlerV2Api api(rpc.line(), server.settings());
    QVERIFY(api.capabilities().testFlag(Domain::Capability::SimulateUplinks));
    const QString orchard = QStringLiteral("orchard");
    const QString tree = QStringLiteral("tree-1");
    QVERIFY(wait(api.devices()->simulateUplink(orchard, tree, 2, QByteArray::fromHex("0167FF64"))));
    QCOMPARE(server.rig.questions().back().message, recorded("v2/rpc/34-simulate-uplink.req.bin"));
    // The handler would take port 300 for 44.
    for (const int port : {0, 224, 300})
        QCOMPARE(wait(api.devices()->simulateUplink(orchard, tree, port, "a")).problem.code, Code::FieldInvalid);
    QCOMPARE(server.rig.asked(), 1);
    server.methods["SimulateUplink"] = [](const RpcRig::Question &) {
        return failed(3, "Payload not valid: payload validator function returned false");
    };
    QCOMPARE(wait(api.devices()->simulateUplink(orchard, tree, 2, "a")).problem.code, Code::PayloadInvalid);
}

void TestNetworkApi::v2DeletesOneAfterTheOther()
{
    std::atomic<int> underWay = 0;
    Server server;
    server.methods["DeleteDevice"] = [&](const RpcRig::Question &question) {
        const bool isAlone = ++underWay == 1;
        handler::DeviceIdentifier device;
        device.ParseFromString(question.message);
        --underWay;
        if (!isAlone)
            return failed(2, "two at once");
        if (device.dev_id() == "gone")
            return failed(5, "handler:device:orchard:gone not found");
        return device.dev_id() == "stuck" ? failed(13, "Internal error: broken") : ok();
    };
    RpcThread rpc;
    HandlerV2Api api(rpc.line(), server.settings());
    const auto done
        = wait(api.devices()->deleteDevices(QStringLiteral("orchard"),
                                            {QStringLiteral("tree-1"), QStringLiteral("gone"), QStringLiteral("No Id"),
                                             QStringLiteral("stuck"), QStringLiteral("tree-2")}));
    QVERIFY2(done, qPrintable(done.problem.details));
    QStringList ids;
    QList<Code> codes;
    for (const Domain::DeviceOutcome &outcome : done.value) {
        ids += outcome.id;
        codes += outcome.problem.code;
    }
    QCOMPARE(ids.join(u' '), QStringLiteral("tree-1 gone No Id stuck tree-2"));
    QCOMPARE(codes, (QList<Code>{Code::None, Code::None, Code::IdInvalid, Code::ServerFault, Code::None}));
    QVERIFY(wait(api.devices()->deleteDevices(QStringLiteral("orchard"), {})).value.isEmpty());
    QCOMPARE(server.rig.asked(), 4);
}

void TestNetworkApi::v2StopsWhereAllWouldFail()
{
    Server server;
    server.methods["DeleteDevice"] = [](const RpcRig::Question &) {
        return failed(7, "permission denied: No \"devices\" rights to Application \"orchard\"");
    };
    RpcThread rpc;
    HandlerV2Api api(rpc.line(), server.settings());
    const auto done = wait(
        api.devices()->deleteDevices(QStringLiteral("orchard"), {QStringLiteral("tree-1"), QStringLiteral("tree-2")}));
    QCOMPARE(done.value.size(), 2);
    QCOMPARE(done.value.last().problem.code, Code::RightsMissing);
    QCOMPARE(server.rig.asked(), 1);
}

void TestNetworkApi::v3Access_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<Domain::Access::Kind>("kind");
    QTest::addColumn<QString>("entity");
    QTest::addColumn<bool>("isAdmin");
    QTest::addColumn<bool>("creates");
    using Kind = Domain::Access::Kind;
    QTest::newRow("user") << QByteArray("v3/rpc/001-auth-info-user-key.response.bin") << Kind::User
                          << QStringLiteral("a-alice") << false << true;
    QTest::newRow("admin") << QByteArray("v3/rpc/002-auth-info-admin-key.response.bin") << Kind::User
                           << QStringLiteral("admin") << true << true;
    QTest::newRow("application") << QByteArray("v3/rpc/016-auth-info-application-key.response.bin") << Kind::Application
                                 << QStringLiteral("a-cellar") << false << false;
}

void TestNetworkApi::v3Access()
{
    QFETCH(const QByteArray, file);
    QFETCH(const Domain::Access::Kind, kind);
    QFETCH(const QString, entity);
    QFETCH(const bool, isAdmin);
    QFETCH(const bool, creates);
    Server server;
    server.methods["AuthInfo"] = [&](const RpcRig::Question &) { return ok(recorded(file.constData())); };
    RpcThread rpc;
    StackV3Api api = server.stack(rpc);
    const auto access = wait(api.access());
    QVERIFY2(access, qPrintable(access.problem.details));
    QCOMPARE(access.value.kind, kind);
    QCOMPARE(access.value.entity, entity);
    QCOMPARE(access.value.isAdmin, isAdmin);
    QCOMPARE(access.value.createsApplications, creates);
    QCOMPARE(access.value.keyId.size(), 39);
    QVERIFY(access.value.rights.testFlag(Right::ReadTraffic));
    QCOMPARE(server.rig.questions().front().metadata.find("authorization")->second,
             std::string("Bearer NNSXS.ABC.DEF"));
    // Nobody: the server says OK to a call without credentials.
    server.methods["AuthInfo"] = [](const RpcRig::Question &) { return ok(); };
    QCOMPARE(wait(api.access()).problem.code, Code::NotSignedIn);
}

void TestNetworkApi::v3KeysThatCannotBe_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<Code>("expected");
    QTest::newRow("none") << QByteArray(" ") << Code::NotSignedIn;
    QTest::newRow("blank inside") << QByteArray("NNSXS.ABC DEF.GHI") << Code::KeyMalformed;
    QTest::newRow("two parts") << QByteArray("NNSXS.ABC") << Code::KeyMalformed;
    QTest::newRow("v2 key") << QByteArray("ttn-account-v2.abc") << Code::KeyMalformed;
    QTest::newRow("two keys") << QByteArray("NNSXS.A.B\nNNSXS.A.B") << Code::KeyMalformed;
    QTest::newRow("id only") << QByteArray("ABCDEFGH") << Code::KeyMalformed;
}

void TestNetworkApi::v3KeysThatCannotBe()
{
    QFETCH(const QByteArray, key);
    QFETCH(const Code, expected);
    Server server;
    RpcThread rpc;
    StackV3Api api = server.stack(rpc, key);
    QCOMPARE(wait(api.access()).problem.code, expected);
    QCOMPARE(wait(api.applications({})).problem.code, expected);
    QCOMPARE(server.rig.asked(), 0);
    QVERIFY(Backend::isStackKey(" Bearer NNSXS.A.B \n"));
}

void TestNetworkApi::v3Rights()
{
    wire::Rights rights;
    rights.add_rights(wire::RIGHT_APPLICATION_LINK);
    rights.add_rights(wire::RIGHT_APPLICATION_DEVICES_READ);
    rights.add_rights(wire::RIGHT_GATEWAY_INFO);
    Server server;
    server.methods["ListRights"] = [&](const RpcRig::Question &) { return ok(rights.SerializeAsString()); };
    RpcThread rpc;
    StackV3Api api = server.stack(rpc);
    const auto found = wait(api.rights(QStringLiteral("a-cellar")));
    QVERIFY(found);
    QCOMPARE(found.value,
             Domain::Rights(Right::ViewApplication | Right::ReadTraffic | Right::SendDownlinks | Right::ViewDevices));
}

void TestNetworkApi::v3ListsForUsers()
{
    Server server;
    server.methods["AuthInfo"]
        = [](const RpcRig::Question &) { return ok(recorded("v3/rpc/001-auth-info-user-key.response.bin")); };
    server.methods["List"] = [](const RpcRig::Question &) {
        return ok(recorded("v3/rpc/008-list-applications-page-1.response.bin"), {{"x-total-count", "31"}});
    };
    RpcThread rpc;
    StackV3Api api = server.stack(rpc);
    Domain::ApplicationQuery query;
    query.order = Domain::ApplicationQuery::Order::Created;
    query.descending = true;
    query.page = 2;
    const auto page = wait(api.applications(query));
    QVERIFY2(page, qPrintable(page.problem.details));
    QCOMPARE(page.value.total, 31);
    QVERIFY(!page.value.applications.isEmpty());
    const auto sent = server.last<wire::ListApplicationsRequest>();
    QCOMPARE(sent.order(), std::string("-created_at"));
    QCOMPARE(sent.limit(), 100U);
    QCOMPARE(sent.page(), 2U);
    QVERIFY(sent.field_mask().paths_size() > 0);
}

void TestNetworkApi::v3ListsForApplicationKeys()
{
    Server server;
    server.methods["AuthInfo"]
        = [](const RpcRig::Question &) { return ok(recorded("v3/rpc/016-auth-info-application-key.response.bin")); };
    server.methods["Get"]
        = [](const RpcRig::Question &) { return ok(recorded("v3/rpc/006-get-application.response.bin")); };
    RpcThread rpc;
    StackV3Api api = server.stack(rpc);
    const auto page = wait(api.applications({}));
    QCOMPARE(page.value.total, 1);
    const Application application = page.value.applications.value(0);
    QCOMPARE(application.id, QStringLiteral("a-cellar"));
    QCOMPARE(application.name, QStringLiteral("Cellar"));
    QCOMPARE(application.attributes.value(QStringLiteral("owner")), QStringLiteral("anna"));
    QVERIFY(application.created.isValid());
    QCOMPARE(application.administrativeContact.id, QStringLiteral("a-alice"));
    QCOMPARE(server.last<wire::GetApplicationRequest>().application_ids().application_id(), std::string("a-cellar"));
    Domain::ApplicationQuery query;
    query.search = QStringLiteral("attic");
    QCOMPARE(wait(api.applications(query)).value.total, 0);
    query.search = QStringLiteral("CELL");
    QCOMPARE(wait(api.applications(query)).value.total, 1);
}

void TestNetworkApi::v3Searches()
{
    Server server;
    server.methods["AuthInfo"]
        = [](const RpcRig::Question &) { return ok(recorded("v3/rpc/001-auth-info-user-key.response.bin")); };
    server.methods["SearchApplications"] = [](const RpcRig::Question &) {
        return ok(recorded("v3/rpc/010-search-applications.response.bin"), {{"x-total-count", "1"}});
    };
    RpcThread rpc;
    StackV3Api api = server.stack(rpc);
    Domain::ApplicationQuery query;
    query.search = QStringLiteral("cellar");
    QCOMPARE(wait(api.applications(query)).value.total, 1);
    QCOMPARE(server.last<wire::SearchApplicationsRequest>().query(), std::string("cellar"));
}

void TestNetworkApi::v3Creates()
{
    Server server;
    server.methods["AuthInfo"]
        = [](const RpcRig::Question &) { return ok(recorded("v3/rpc/001-auth-info-user-key.response.bin")); };
    server.methods["Create"]
        = [](const RpcRig::Question &) { return ok(recorded("v3/rpc/005-create-application.response.bin")); };
    RpcThread rpc;
    StackV3Api api = server.stack(rpc);
    Application application;
    application.id = QStringLiteral("a-cellar");
    application.name = QStringLiteral("Cellar");
    QVERIFY(wait(api.createApplication(application, {})));
    const auto sent = server.last<wire::CreateApplicationRequest>();
    QCOMPARE(sent.collaborator().user_ids().user_id(), std::string("a-alice"));
    QCOMPARE(sent.application().network_server_address(), std::string("127.0.0.1"));
    QVERIFY(wait(api.createApplication(application, {Domain::Account::Kind::Organization, QStringLiteral("a-org")})));
    QCOMPARE(server.last<wire::CreateApplicationRequest>().collaborator().organization_ids().organization_id(),
             std::string("a-org"));
}

void TestNetworkApi::v3Changes()
{
    Server server;
    server.methods["Update"] = [](const RpcRig::Question &) { return ok(); };
    RpcThread rpc;
    StackV3Api api = server.stack(rpc);
    QVERIFY(wait(api.changeApplication(QStringLiteral("a-cellar"), {})));
    QCOMPARE(server.rig.asked(), 0);
    ApplicationChange change;
    change.description = QString(); // cleared: named in the mask
    QVERIFY(wait(api.changeApplication(QStringLiteral("a-cellar"), change)));
    const auto sent = server.last<wire::UpdateApplicationRequest>();
    QCOMPARE(sent.field_mask().paths_size(), 1);
    QCOMPARE(sent.field_mask().paths(0), std::string("description"));
}

void TestNetworkApi::v3RefusesBeforeTheFirstCall()
{
    Server server;
    RpcThread rpc;
    StackV3Api api = server.stack(rpc);
    Application application;
    application.id = QStringLiteral("a_cellar");
    QCOMPARE(wait(api.createApplication(application, {})).problem.code, Code::IdInvalid);
    application.id = QStringLiteral("a-cellar");
    application.name = QString(51, u'x');
    QCOMPARE(wait(api.createApplication(application, {})).problem.code, Code::FieldInvalid);
    ApplicationChange change;
    change.attributes = QMap<QString, QString>{{QStringLiteral("ab"), QStringLiteral("too short a name")}};
    QCOMPARE(wait(api.changeApplication(QStringLiteral("a-cellar"), change)).problem.code, Code::FieldInvalid);
    change = {};
    change.functions = Domain::PayloadFunctions{};
    QCOMPARE(wait(api.changeApplication(QStringLiteral("a-cellar"), change)).problem.code, Code::NotOfThisNetwork);
    QCOMPARE(server.rig.asked(), 0);
}

void TestNetworkApi::keysPrintAsDots()
{
    const auto key = Domain::Aes128Key::fromHex("000102030405060708090a0b0c0D0E0F");
    QVERIFY(key);
    QString printed;
    QDebug(&printed) << *key;
    QVERIFY(!printed.contains(u"0405"));
    QCOMPARE(key->toHex(), QStringLiteral("000102030405060708090A0B0C0D0E0F"));
    QVERIFY(!Domain::Aes128Key::fromHex("00"));
    QVERIFY(!Domain::Aes128Key::fromHex("zz0102030405060708090a0b0c0D0E0F"));
    QVERIFY(Domain::Aes128Key().isZero());
}

TTN_TEST_MAIN(TestNetworkApi)

#include "tst_networkapi.moc"
