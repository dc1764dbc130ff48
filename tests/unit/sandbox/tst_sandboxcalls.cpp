// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the sandbox's Things Stack says of requests that somebody makes by hand: refusals with all that they name, and
// answers in what they have besides the recorded ones.
#include "backend/sandbox/rpc/stackbands.h"
#include "tests/support/testmain.h"
#include "tests/unit/sandbox/stackreplay.h"

#include <google/protobuf/dynamic_message.h>
#include <google/protobuf/text_format.h>
#include <ttn/lorawan/v3/application_server.pb.h>
#include <ttn/lorawan/v3/end_device_requests.pb.h>
#include <ttn/lorawan/v3/events.pb.h>

using namespace StackReplay;
namespace v3 = ttn::lorawan::v3;

namespace {

constexpr char prefix[] = "/ttn.lorawan.v3.";

/// A request as text, in the type that the method takes.
std::string requestOf(const std::string &rpc, const char *text)
{
    (void)answerOf(rpc); // links the services
    std::string path = rpc.substr(1);
    path[path.find('/')] = '.';
    const auto *method = google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(path);
    if (!method)
        return {};
    const std::unique_ptr<google::protobuf::Message> message(
        google::protobuf::MessageFactory::generated_factory()->GetPrototype(method->input_type())->New());
    if (!google::protobuf::TextFormat::ParseFromString(text, message.get()))
        qWarning("%s: cannot read %s", rpc.c_str(), text);
    return message->SerializeAsString();
}

void addAttributes(const v3::ErrorDetails &details, QStringList &out)
{
    QMap<QString, QString> all;
    for (const auto &[name, value] : details.attributes().fields()) {
        QStringList values;
        for (const auto &item : value.list_value().values())
            values += QString::fromStdString(item.string_value());
        values.sort();
        if (value.kind_case() == google::protobuf::Value::kNumberValue)
            values += QString::number(value.number_value());
        else if (value.kind_case() == google::protobuf::Value::kStringValue)
            values += QString::fromStdString(value.string_value());
        all.insert(QString::fromStdString(name), values.join(u','));
    }
    for (auto it = all.begin(); it != all.end(); ++it)
        out += it.key() + u'=' + it.value();
}

/// "space:name attribute=value < cause"; a failure without details as its code and text; empty: none.
QString refusalOf(const ServerAnswer &answer)
{
    const bool ends = answer.stream && !answer.stream->isOpen();
    const RpcCode code = ends ? answer.stream->end().code : answer.code;
    if (code == RpcCode::Ok)
        return {};
    const v3::ErrorDetails details = detailsOf(answer);
    if (details.name().empty())
        return QString::number(int(code)) + u' '
            + QString::fromStdString(ends ? answer.stream->end().text : answer.text);
    QStringList out;
    for (const v3::ErrorDetails *one = &details; one; one = one->has_cause() ? &one->cause() : nullptr) {
        if (!out.isEmpty())
            out += QStringLiteral("<");
        out += QString::fromStdString(one->namespace_() + ':' + one->name());
        addAttributes(*one, out);
    }
    return out.join(u' ');
}

struct Asker
{
    Stack stack;

    ServerAnswer ask(const std::string &rpc, const char *text = "", const std::string &key = {}) const
    {
        ServerRequest request{prefix + rpc, requestOf(prefix + rpc, text), {}};
        request.metadata.emplace("authorization", "Bearer " + (key.empty() ? stack.access.userKey.toStdString() : key));
        return stack.desk.answer(request);
    }
    [[nodiscard]] std::string keyWith(std::initializer_list<int> rights)
    {
        return stack.records->addKey({}, "a-cellar", "some", listOf(rights)).secret;
    }
};

} // namespace

class TestSandboxCalls : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void refusals_data();
    void refusals();
    void warnings_data();
    void warnings();
    void searches_data();
    void searches();
    void eventsOfAnApplication();
    void subscribed();
    void subscribersNeedTheRight();
    void lastSeen();
    void ownFieldsOfTheServer();
    void deviceOrders();
    void emptyMasks();
    void simulatedUplinks();
    void factoryFrequencies();
    void channelMasks();
    void packages();

private:
    static void addMaskRows();
    static void addApplicationRows();
    static void addNetworkRows();
    static void addOtherServerRows();
    static void addMessageRows();
    static void addOnboardingRows();
};

namespace {

void addRow(const char *name, const char *rpc, const char *request, const char *refusal)
{
    QTest::newRow(name) << std::string(rpc) << QByteArray(request) << QString::fromLatin1(refusal);
}

} // namespace

void TestSandboxCalls::addMaskRows()
{
    const char wrong[] = "pkg/rpcmiddleware/validator:field_mask_paths forbidden_paths=";
    const auto row = [&wrong](const char *rpc, const char *request, const char *paths) {
        addRow(rpc, rpc, request, QByteArray(QByteArray(wrong) + paths).constData());
    };
    // Before anything else of the message, and before who asks.
    row("ApplicationRegistry/Get", R"(field_mask { paths: "nonsense" paths: "name" })", "nonsense");
    row("ApplicationRegistry/List", R"(field_mask { paths: "ids.nonsense" } order: "nonsense")", "ids.nonsense");
    row("EntityRegistrySearch/SearchApplications", R"(field_mask { paths: "x" } limit: 2000)", "x");
    row("ApplicationRegistry/Update", R"(field_mask { paths: "dev_eui_counter" })", "dev_eui_counter");
    row("ApplicationAccess/UpdateAPIKey", R"(field_mask { paths: "secret" })", "secret");
    row("EndDeviceRegistry/List", R"(field_mask { paths: "x" } order: "nonsense")", "x");
    row("DeviceRepository/ListBrands", R"(field_mask { paths: "x" } limit: 2000)", "x");
    row("DeviceRepository/ListModels", R"(field_mask { paths: "x" })", "x");
    row("DeviceRepository/GetBrand", R"(field_mask { paths: "x" })", "x");
    row("DeviceRepository/GetModel", R"(field_mask { paths: "x" })", "x");
    row("DeviceRepository/GetUplinkDecoder", R"(field_mask { paths: "x" })", "x");
    row("DeviceRepository/GetDownlinkDecoder", R"(field_mask { paths: "x" })", "x");
    row("DeviceRepository/GetDownlinkEncoder", R"(field_mask { paths: "x" })", "x");
    row("As/GetLink", R"(application_ids { application_id: "a-cellar" } field_mask { paths: "x" paths: "api_key" })",
        "x");
    row("As/SetLink", R"(application_ids { application_id: "a-cellar" } field_mask { paths: "x" })", "x");
}

void TestSandboxCalls::addApplicationRows()
{
    addRow("reserved id of an application", "ApplicationRegistry/Create",
           R"(application { ids { application_id: "gateways" } } collaborator { user_ids { user_id: "a-alice" } })",
           "pkg/identityserver/blocklist:forbidden_id id=gateways");
    addRow("DevEUI where none are issued, also of a deleted application", "ApplicationRegistry/IssueDevEUI",
           R"(application_id: "a-cellar")", "pkg/identityserver:dev_eui_issuing_not_enabled");
    addRow("no alternative set", "ApplicationRegistry/Create",
           R"(application { ids { application_id: "fresh" } } collaborator {})",
           "pkg/errors:validation field=collaborator name=CreateApplicationRequestValidationError reason=embedded "
           "message failed validation < pkg/errors:validation field=ids "
           "name=OrganizationOrUserIdentifiersValidationError reason=value is required");
    addRow(
        "too much contact info", "ApplicationRegistry/Create",
        R"(application { ids { application_id: "fresh" } contact_info { } contact_info { } contact_info { }
                contact_info { } contact_info { } contact_info { } contact_info { } contact_info { } contact_info { }
                contact_info { } contact_info { } } collaborator { user_ids { user_id: "a-alice" } })",
        "pkg/errors:validation field=application name=CreateApplicationRequestValidationError reason=embedded message "
        "failed validation < pkg/errors:validation field=contact_info name=ApplicationValidationError "
        "reason=value must contain no more than 10 item(s)");
    addRow("obsolete field of a link", "As/GetLink",
           R"(application_ids { application_id: "a-cellar" } field_mask { paths: "tls" })", "2 invalid field: 'tls'");
}

void TestSandboxCalls::addNetworkRows()
{
    const auto row = [](const char *name, const QByteArray &device, const char *paths, const char *refusal) {
        QByteArray mask;
        for (const QByteArray &path : QByteArray(paths).split(' '))
            mask += "paths: \"" + path + "\" ";
        const QByteArray request = "end_device { ids { device_id: " + device + " } field_mask { " + mask + " }";
        const QByteArray expected = QByteArray("pkg/networkserver:field_value ") + refusal;
        addRow(name, "NsEndDeviceRegistry/Set", request.constData(), expected.constData());
    };
    const char fresh[] = R"("new" application_ids { application_id: "a-cellar" } })";
    const char joins[] = R"("new" application_ids { application_id: "a-cellar" } dev_eui: "\001\0\0\0\0\0\0\001"
        join_eui: "\0\0\0\0\0\0\0\001" } frequency_plan_id: "EU_863_870_TTN" )";
    const QByteArray plain = fresh;
    const QByteArray joining = joins;
    row("no plan", plain, "frequency_plan_id", "field=frequency_plan_id");
    row("no regional parameters", plain, "lorawan_phy_version",
        "field=lorawan_phy_version < pkg/ttnpb:field_bound field=PHYVersion max=12 min=1 value=0");
    row("no version", plain, "lorawan_version",
        "field=lorawan_version < pkg/ttnpb:field_bound field=MACVersion max=6 min=1 value=0");
    row("personalized without a session", plain + " supports_join: false", "supports_join session.dev_addr",
        "field=session.dev_addr < pkg/networkserver:field_is_zero name=session.dev_addr");
    row("joins without EUIs", plain + " supports_join: true", "supports_join", "field=ids.join_eui");
    row("joins with an address", joining + R"( supports_join: true session { dev_addr: "\001\002\003\004"
        keys { session_key_id: "1" } })",
        "supports_join session.keys.session_key_id", "field=session.dev_addr");
    row("a group that joins", joining + " supports_join: true multicast: true", "supports_join multicast",
        "field=supports_join < pkg/networkserver:field_not_zero name=supports_join");
    row("a group of class A", plain + " multicast: true", "multicast supports_class_b supports_class_c",
        "field=supports_class_b");
    row("both kinds of ADR settings", joining + R"( mac_settings { adr { static { nb_trans: 1 } }
        use_adr { value: true } })",
        "mac_settings.adr.mode.static mac_settings.use_adr.value",
        "field=mac_settings.use_adr.value < pkg/networkserver:field_not_zero name=mac_settings.use_adr.value");
    row("factory frequency outside of the band",
        joining + R"( supports_join: true lorawan_version: MAC_V1_0_3 lorawan_phy_version: PHY_V1_0_3_REV_A
            mac_settings { factory_preset_frequencies: 902300000 })",
        "supports_join lorawan_version lorawan_phy_version frequency_plan_id mac_settings.factory_preset_frequencies",
        "field=mac_settings.factory_preset_frequencies");
    row("dwell time where the band has none",
        joining + R"( supports_join: true lorawan_version: MAC_V1_0_3 lorawan_phy_version: PHY_V1_0_3_REV_A
            mac_settings { uplink_dwell_time { value: true } })",
        "supports_join lorawan_version lorawan_phy_version frequency_plan_id mac_settings.uplink_dwell_time.value",
        "field=mac_settings.uplink_dwell_time.value");
    row("a rate that the version has not",
        joining + R"( supports_join: true lorawan_version: MAC_V1_0_3 lorawan_phy_version: PHY_V1_0_3_REV_A
            mac_settings { rx2_data_rate_index { value: DATA_RATE_8 } })",
        "supports_join lorawan_version lorawan_phy_version frequency_plan_id mac_settings.rx2_data_rate_index.value",
        "field=mac_settings.rx2_data_rate_index.value");
}

void TestSandboxCalls::addOtherServerRows()
{
    // What the mask does not name may be anything.
    addRow("description that is too long and not named", "ApplicationRegistry/Update",
           QByteArray("application { ids { application_id: \"a-cellar\" } description: \"" + QByteArray(2'001, 'x')
                      + "\" } field_mask { paths: \"name\" }")
               .constData(),
           "");
    addRow("rule of a choice, its part not named", "NsEndDeviceRegistry/Set",
           R"(end_device { ids { device_id: "probe-otaa-103" application_ids { application_id: "a-cellar" } }
                mac_settings { adr { static { data_rate_index: DATA_RATE_3 } } } }
                field_mask { paths: "mac_settings.adr.mode.static.data_rate_index" })",
           "pkg/redis:store"); // as the device has the other choice; the rule says nothing
    addRow("other DevEUI at the Application Server", "AsEndDeviceRegistry/Set",
           R"(end_device { ids { device_id: "probe-otaa-103" application_ids { application_id: "a-cellar" }
                dev_eui: "\001\0\0\0\0\0\0\001" join_eui: "\0\0\0\0\0\0\0\001" } } field_mask { paths: "ids.dev_eui" })",
           "pkg/applicationserver/redis:read_only_field field=ids.dev_eui");
    addRow("no JoinEUI at the Join Server", "JsEndDeviceRegistry/Set",
           R"(end_device { ids { device_id: "new" application_ids { application_id: "a-cellar" }
                dev_eui: "\001\0\0\0\0\0\0\001" } })",
           "pkg/joinserver:no_join_eui");
    addRow("claim code that is valid for no time", "EndDeviceRegistry/Update",
           R"(end_device { ids { device_id: "probe-otaa-103" application_ids { application_id: "a-cellar" } }
                claim_authentication_code { value: "ABC" valid_from { seconds: 200 } valid_to { seconds: 100 } } }
                field_mask { paths: "claim_authentication_code" })",
           "pkg/identityserver:claim_authentication_code");
}

void TestSandboxCalls::addMessageRows()
{
    const char queue[] = R"(end_device_ids { device_id: "probe-abp-103"
        application_ids { application_id: "a-cellar" } } )";
    const QByteArray abp = queue;
    const QByteArray silent = R"(end_device_ids { device_id: "probe-otaa-11"
        application_ids { application_id: "a-cellar" } } )";
    const auto row = [](const char *name, const QByteArray &request, const char *refusal) {
        addRow(name, "AppAs/DownlinkQueuePush", request.constData(), refusal);
    };
    row("no payload", silent + "downlinks { f_port: 1 }", "pkg/applicationserver:no_payload");
    row("no port", abp + R"(downlinks { frm_payload: "a" })", "pkg/applicationserver:no_f_port");
    row("no session", silent + R"(downlinks { f_port: 1 frm_payload: "a" })",
        "pkg/applicationserver:no_device_session");
    row("too many tries", silent + R"(downlinks { f_port: 1 frm_payload: "a" confirmed: true
        confirmed_retry { max_attempts { value: 33 } } })",
        "pkg/applicationserver:downlink_max_retries_invalid max=32");
    row("port of the network", abp + R"(downlinks { f_port: 224 frm_payload: "a" })",
        "pkg/errors:validation field=downlinks[0] name=DownlinkQueueRequestValidationError reason=embedded message "
        "failed validation < pkg/errors:validation field=f_port name=ApplicationDownlinkValidationError "
        "reason=value must not be in list [224]");
    row("no tries at all", abp + R"(downlinks { f_port: 1 frm_payload: "a" confirmed: true
        confirmed_retry { max_attempts { value: 0 } } })",
        "pkg/errors:validation field=downlinks[0] name=DownlinkQueueRequestValidationError reason=embedded message "
        "failed validation < pkg/errors:validation field=confirmed_retry "
        "name=ApplicationDownlinkValidationError reason=embedded message failed validation < "
        "pkg/errors:validation field=max_attempts name=ApplicationDownlink_ConfirmedRetryValidationError "
        "reason=value must be inside range (0, 100]");
    addRow("queue of nobody", "AppAs/DownlinkQueueList",
           R"(device_id: "nobody" application_ids { application_id: "a-cellar" })", "pkg/redis:not_found");
    addRow("queue without a session", "AppAs/DownlinkQueueList",
           R"(device_id: "probe-otaa-11" application_ids { application_id: "a-cellar" })", "");
    addRow(
        "simulated once more", "AppAs/SimulateUplink",
        R"(end_device_ids { device_id: "probe-abp-103" application_ids { application_id: "a-cellar" } } simulated: true
                uplink_message { f_port: 1 settings { data_rate { lora { bandwidth: 125000
                spreading_factor: 7 coding_rate: "4/5" } } frequency: 868100000 } received_at { seconds: 1 } })",
        "pkg/applicationserver/io/grpc:simulated");
    addRow("simulated of nobody", "AppAs/SimulateUplink",
           R"(end_device_ids { device_id: "nobody" application_ids { application_id: "a-cellar" } }
                uplink_message { f_port: 1 settings { data_rate { lora { bandwidth: 125000
                spreading_factor: 7 coding_rate: "4/5" } } frequency: 868100000 } received_at { seconds: 1 } })",
           "");
    addRow("no alternative of a message", "AppAs/SimulateUplink",
           R"(end_device_ids { device_id: "probe-abp-103" application_ids { application_id: "a-cellar" } }
                simulated: true)",
           "pkg/errors:validation field=up name=ApplicationUpValidationError reason=value is required");
}

void TestSandboxCalls::addOnboardingRows()
{
    const auto parse = [](const char *name, const char *request, const char *refusal) {
        addRow(name, "EndDeviceQRCodeGenerator/Parse", request, refusal);
    };
    parse("code of no format", R"(qr_code: "hello, world")", "pkg/qrcodegenerator/qrcode/enddevices:unknown_format");
    parse("code of an unknown format",
          R"(format_id: "tr007" qr_code: "LW:D0:0000000000000001:70B3D57ED0C00001:002A0001")",
          "pkg/qrcodegenerator/qrcode/enddevices:unknown_format");
    parse("code of another format", R"(format_id: "tr005" qr_code: "hello, world")",
          "pkg/qrcodegenerator/qrcode/enddevices:format");
    addRow(
        "code in an unknown format", "EndDeviceQRCodeGenerator/Generate",
        R"(format_id: "tr007" end_device { ids { device_id: "one" application_ids { application_id: "a-cellar" } } })",
        "pkg/qrcodegenerator:format_not_found");
    addRow(
        "code without a JoinEUI", "EndDeviceQRCodeGenerator/Generate",
        R"(format_id: "tr005" end_device { ids { device_id: "one" application_ids { application_id: "a-cellar" } } })",
        "pkg/qrcodegenerator/qrcode/enddevices:no_join_eui");
    addRow("picture that is too small", "EndDeviceQRCodeGenerator/Generate",
           R"(format_id: "tr005" image { image_size: 5 }
                end_device { ids { device_id: "one" application_ids { application_id: "a-cellar" } } })",
           "pkg/errors:validation field=image name=GenerateEndDeviceQRCodeRequestValidationError reason=embedded "
           "message failed validation < pkg/errors:validation field=image_size "
           "name=GenerateEndDeviceQRCodeRequest_ImageValidationError reason=value must be inside range [10, 1000]");
    addRow("claimed by a code that is none", "EndDeviceClaimingServer/Claim",
           R"(qr_code: "hello, world" target_application_ids { application_id: "a-cellar" })",
           "pkg/deviceclaimingserver:qr_code_data < pkg/qrcodegenerator/qrcode/enddevices:unknown_format");
    addRow(
        "claimed without saying what", "EndDeviceClaimingServer/Claim",
        R"(target_application_ids { application_id: "a-cellar" })",
        "pkg/errors:validation field=source_device name=ClaimEndDeviceRequestValidationError reason=value is required");
    addRow("batch of nobody", "EndDeviceBatchClaimingServer/Unclaim",
           R"(application_ids { application_id: "a-cellar" } device_ids: "nobody")",
           "pkg/deviceclaimingserver:no_devices_found");
}

void TestSandboxCalls::refusals_data()
{
    QTest::addColumn<std::string>("rpc");
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QString>("refusal");
    addMaskRows();
    addApplicationRows();
    addNetworkRows();
    addOtherServerRows();
    addMessageRows();
    addOnboardingRows();
}

void TestSandboxCalls::refusals()
{
    QFETCH(const std::string, rpc);
    QFETCH(const QByteArray, request);
    Asker asker;
    if (QByteArray(QTest::currentDataTag()).contains("deleted application"))
        asker.stack.records->find("a-cellar")->deleted = true;
    QFETCH(const QString, refusal);
    const QString given = refusalOf(asker.ask(rpc, request.constData()));
    QVERIFY2(given == refusal, qPrintable(given)); // whole
}

void TestSandboxCalls::warnings_data()
{
    QTest::addColumn<std::string>("rpc");
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("warning");
    QTest::newRow("contact info") << std::string("ApplicationRegistry/Update") << QByteArray(R"(
        application { ids { application_id: "a-cellar" } contact_info { value: "a@example.org" } }
        field_mask { paths: "contact_info" })")
                                  << QByteArray("Contact info is deprecated and will be removed in the next major "
                                                "release");
    QTest::newRow("key of a link") << std::string("As/GetLink") << QByteArray(R"(
        application_ids { application_id: "a-cellar" } field_mask { paths: "api_key" })")
                                   << QByteArray("field api_key is deprecated");
}

/// Taken, and without effect.
void TestSandboxCalls::warnings()
{
    QFETCH(const std::string, rpc);
    QFETCH(const QByteArray, request);
    QFETCH(const QByteArray, warning);
    Asker asker;
    (void)asker.ask("As/SetLink", R"(application_ids { application_id: "a-cellar" }
        link { default_formatters { up_formatter: FORMATTER_CAYENNELPP } } field_mask { paths: "default_formatters" })");
    const ServerAnswer answer = asker.ask(rpc, request.constData());
    QVERIFY2(answer.code == RpcCode::Ok, answer.text.c_str());
    QVERIFY(answer.headers.contains("warning"));
    QCOMPARE(QByteArray::fromStdString(answer.headers.at("warning")), warning);
    QVERIFY(asker.stack.records->find("a-cellar")->stored.contact_info().empty());
}

void TestSandboxCalls::searches_data()
{
    QTest::addColumn<std::string>("rpc");
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QStringList>("found");
    const std::string applications = "EntityRegistrySearch/SearchApplications";
    const std::string devices = "EndDeviceRegistrySearch/SearchEndDevices";
    const QStringList cellar{QStringLiteral("a-cellar")};
    const QStringList probe{QStringLiteral("probe-otaa-103")};
    QTest::newRow("word of a description") << applications << QByteArray(R"(description_contains: "barrel")") << cellar;
    QTest::newRow("part of a word") << applications << QByteArray(R"(description_contains: "arre")") << QStringList();
    QTest::newRow("any of it") << applications << QByteArray(R"(query: "barrel")") << cellar;
    QTest::newRow("attribute") << applications << QByteArray(R"(attributes_contain { key: "room" value: "low" })")
                               << cellar;
    QTest::newRow("two attributes")
        << applications
        << QByteArray(
               R"(attributes_contain { key: "room" value: "low" } attributes_contain { key: "door" value: "b" })")
        << QStringList();
    const QByteArray inCellar = R"(application_ids { application_id: "a-cellar" } )";
    QTest::newRow("word of a device") << devices << inCellar + R"(description_contains: "door")" << probe;
    QTest::newRow("part of a word of a device")
        << devices << inCellar + R"(description_contains: "doo")" << QStringList();
    QTest::newRow("anything between") << devices << inCellar + R"(id_contains: "probe%otaa%3")" << probe;
}

void TestSandboxCalls::searches()
{
    QFETCH(const std::string, rpc);
    QFETCH(const QByteArray, request);
    Asker asker;
    v3::Application &cellar = asker.stack.records->find("a-cellar")->stored;
    cellar.set_description("Where the barrel is");
    (*cellar.mutable_attributes())["room"] = "lower";
    (*cellar.mutable_attributes())["door"] = "blue";
    asker.stack.records->find("a-cellar")->devices.at("probe-otaa-103").identity->set_description("left of the door");
    const ServerAnswer answer = asker.ask(rpc, request.constData());
    QVERIFY2(answer.code == RpcCode::Ok, answer.text.c_str());
    QStringList found;
    if (rpc.ends_with("Applications")) {
        const auto list = read<v3::Applications>(answer);
        for (const v3::Application &one : list.applications())
            found += QString::fromStdString(one.ids().application_id());
    } else {
        const auto list = read<v3::EndDevices>(answer);
        for (const v3::EndDevice &one : list.end_devices())
            found += QString::fromStdString(one.ids().device_id());
    }
    QTEST(found, "found");
}

/// Changes of an application, its keys and its people are told to who may see them, without secrets.
void TestSandboxCalls::eventsOfAnApplication()
{
    Asker asker;
    const char stream[] = R"(identifiers { application_ids { application_id: "a-cellar" } })";
    const ServerAnswer all = asker.ask("Events/Stream", stream);
    const ServerAnswer some = asker.ask("Events/Stream", stream, asker.keyWith({v3::RIGHT_APPLICATION_INFO}));
    QVERIFY(all.stream && some.stream);
    const auto must = [&asker](const char *rpc, const char *text) {
        const ServerAnswer answer = asker.ask(rpc, text);
        if (answer.code != RpcCode::Ok)
            qWarning("%s: %s", rpc, answer.text.c_str());
        return answer;
    };
    (void)must("ApplicationRegistry/Update", R"(application { ids { application_id: "a-cellar" } name: "Cellar" }
        field_mask { paths: "name" })");
    const auto key = read<v3::APIKey>(must("ApplicationAccess/CreateAPIKey",
                                           R"(application_ids { application_id: "a-cellar" } name: "fresh"
        rights: RIGHT_APPLICATION_INFO)"));
    (void)must("ApplicationAccess/DeleteAPIKey",
               ("application_ids { application_id: \"a-cellar\" } key_id: \"" + key.id() + "\"").c_str());
    (void)must("ApplicationAccess/SetCollaborator", R"(application_ids { application_id: "a-cellar" }
        collaborator { ids { user_ids { user_id: "a-bob" } } rights: RIGHT_APPLICATION_INFO })");
    (void)must("ApplicationAccess/DeleteCollaborator", R"(application_ids { application_id: "a-cellar" }
        collaborator_ids { user_ids { user_id: "a-bob" } })");
    const auto names = [](ServerStream &told, QByteArray *secrets) {
        QStringList out;
        for (const std::string &bytes : told.take()) {
            v3::Event event;
            event.ParseFromString(bytes);
            if (event.name() != "events.stream.start")
                out += QString::fromStdString(event.name());
            if (secrets)
                *secrets += QByteArray::fromStdString(event.data().value());
        }
        return out;
    };
    QByteArray told;
    QCOMPARE(
        names(*all.stream, &told).filter(QStringLiteral("application.")),
        (QStringList{QStringLiteral("application.update"), QStringLiteral("application.api-key.create"),
                     QStringLiteral("application.api-key.delete"), QStringLiteral("application.collaborator.update"),
                     QStringLiteral("application.collaborator.delete")}));
    QVERIFY(!told.contains(QByteArray::fromStdString(key.key())));
    QCOMPARE(names(*some.stream, nullptr), QStringList{QStringLiteral("application.update")});
}

/// The stream of an application's messages, and what is told of it.
void TestSandboxCalls::subscribed()
{
    Asker asker;
    const ServerAnswer events
        = asker.ask("Events/Stream", R"(identifiers { application_ids { application_id: "a-cellar" } })");
    ServerAnswer stream = asker.ask("AppAs/Subscribe", R"(application_id: "a-cellar")");
    QVERIFY2(stream.stream, stream.text.c_str());
    QVERIFY(stream.stream->isOpen());
    asker.stack.run.forward(60);
    int joins = 0, uplinks = 0;
    for (const std::string &bytes : stream.stream->take()) {
        v3::ApplicationUp up;
        QVERIFY(up.ParseFromString(bytes));
        QCOMPARE(up.end_device_ids().application_ids().application_id(), std::string("a-cellar"));
        joins += up.has_join_accept();
        uplinks += up.has_uplink_message() && !up.uplink_message().frm_payload().empty();
    }
    QVERIFY(joins > 0);
    QVERIFY(uplinks > 0);
    stream.stream->drop();
    asker.stack.run.forward(1);
    QStringList told;
    for (const std::string &bytes : events.stream->take()) {
        v3::Event event;
        event.ParseFromString(bytes);
        if (event.name().starts_with("as.application."))
            told += QString::fromStdString(event.name());
    }
    QCOMPARE(told,
             (QStringList{QStringLiteral("as.application.subscribe"), QStringLiteral("as.application.unsubscribe")}));
}

void TestSandboxCalls::subscribersNeedTheRight()
{
    Asker asker;
    const ServerAnswer refused
        = asker.ask("AppAs/Subscribe", R"(application_id: "a-cellar")", asker.keyWith({v3::RIGHT_APPLICATION_INFO}));
    QVERIFY2(refusalOf(refused).startsWith(u"pkg/auth/rights:insufficient_application_rights"),
             qPrintable(refusalOf(refused)));
    QVERIFY(!refused.stream || !refused.stream->isOpen());
}

/// The Identity Server learns it some seconds later, and does not count it as a change.
void TestSandboxCalls::lastSeen()
{
    Asker asker;
    const StackDevice &device = asker.stack.records->find("a-cellar")->devices.at("probe-abp-103");
    QVERIFY(!device.identity->has_last_seen_at());
    const std::string before = device.identity->updated_at().SerializeAsString();
    const ServerAnswer stream = asker.ask("AppAs/Subscribe", R"(application_id: "a-cellar")");
    for (int i = 0; i < 120; ++i) {
        asker.stack.run.forward(1);
        bool heard = false;
        for (const std::string &bytes : stream.stream->take()) {
            v3::ApplicationUp up;
            up.ParseFromString(bytes);
            heard = heard || (up.has_uplink_message() && up.end_device_ids().device_id() == "probe-abp-103");
        }
        if (heard)
            break;
    }
    QVERIFY(!device.identity->has_last_seen_at());
    asker.stack.run.forward(10.5);
    QVERIFY(device.identity->has_last_seen_at());
    QCOMPARE(device.identity->updated_at().SerializeAsString(), before);
}

void TestSandboxCalls::ownFieldsOfTheServer()
{
    Asker asker;
    const ServerAnswer answer = asker.ask("ApplicationRegistry/Create", R"(
        application { ids { application_id: "fresh" } name: "Fresh" dev_eui_counter: 7 created_at { seconds: 1 }
            deleted_at { seconds: 1 } } collaborator { user_ids { user_id: "a-alice" } })");
    QVERIFY2(answer.code == RpcCode::Ok, answer.text.c_str());
    const auto made = read<v3::Application>(answer);
    QCOMPARE(made.name(), std::string("Fresh"));
    QCOMPARE(made.dev_eui_counter(), 0U);
    QVERIFY(!made.has_deleted_at());
    QVERIFY(made.created_at().seconds() > 1);
}

/// Only some of the orders that are allowed have an effect.
void TestSandboxCalls::deviceOrders()
{
    Asker asker;
    auto &devices = asker.stack.records->find("a-cellar")->devices;
    devices.erase("probe-otaa-102");
    devices.at("probe-abp-103").identity->set_name("A");
    devices.at("probe-otaa-103").identity->set_name("B");
    devices.at("probe-otaa-11").identity->clear_name();
    const auto order = [&asker](const char *by) {
        const QByteArray text = R"(application_ids { application_id: "a-cellar" } order: ")" + QByteArray(by) + '"';
        const ServerAnswer answer = asker.ask("EndDeviceRegistry/List", text.constData());
        QStringList out;
        const auto list = read<v3::EndDevices>(answer);
        for (const v3::EndDevice &one : list.end_devices())
            out += QString::fromStdString(one.ids().device_id()).mid(6);
        return out.join(u' ');
    };
    QCOMPARE(order("device_id"), QStringLiteral("abp-103 otaa-103 otaa-11"));
    QCOMPARE(order("-device_id"), QStringLiteral("otaa-11 otaa-103 abp-103"));
    QCOMPARE(order("name"), QStringLiteral("abp-103 otaa-103 otaa-11"));
    QCOMPARE(order("join_eui"), QStringLiteral("abp-103 otaa-103 otaa-11"));
}

void TestSandboxCalls::emptyMasks()
{
    Asker asker;
    const char device[] = R"(end_device { ids { device_id: "probe-otaa-103"
        application_ids { application_id: "a-cellar" } dev_eui: "\x70\xB3\xD5\x7E\xD0\xC0\x00\x01"
        join_eui: "\0\0\0\0\0\0\0\001" } name: "other" })";
    StackDevice &stored = asker.stack.records->find("a-cellar")->devices.at("probe-otaa-103");
    const auto now = [&stored] {
        return std::array{stored.identity->updated_at().SerializeAsString(),
                          stored.application->updated_at().SerializeAsString(),
                          stored.join->updated_at().SerializeAsString()};
    };
    const std::string name = stored.identity->name();
    const auto before = now();
    QTest::qWait(2);
    for (const char *rpc : {"EndDeviceRegistry/Update", "AsEndDeviceRegistry/Set", "JsEndDeviceRegistry/Set"}) {
        const ServerAnswer answer = asker.ask(rpc, device);
        QVERIFY2(answer.code == RpcCode::Ok, answer.text.c_str());
    }
    const auto after = now();
    QCOMPARE(stored.identity->name(), name);
    QVERIFY(after[0] != before[0]); // only the Identity Server counts it
    QCOMPARE(after[1], before[1]);
    QCOMPARE(after[2], before[2]);
    // A link that nothing was said of is none.
    (void)asker.ask("As/DeleteLink", R"(application_id: "a-cellar")");
    QCOMPARE(refusalOf(asker.ask("As/SetLink", R"(application_ids { application_id: "a-cellar" }
        link { default_formatters { up_formatter: FORMATTER_CAYENNELPP } })")),
             QString());
    QCOMPARE(refusalOf(asker.ask("As/GetLink", R"(application_ids { application_id: "a-cellar" })")),
             QStringLiteral("pkg/redis:not_found"));
}

void TestSandboxCalls::simulatedUplinks()
{
    Asker asker;
    const ServerAnswer stream = asker.ask("AppAs/Subscribe", R"(application_id: "a-cellar")");
    QVERIFY(stream.stream);
    const ServerAnswer answer = asker.ask("AppAs/SimulateUplink", R"(
        end_device_ids { device_id: "probe-abp-103" application_ids { application_id: "a-cellar" } }
        uplink_message { f_port: 7 frm_payload: "abc" settings { data_rate { lora { bandwidth: 125000
                spreading_factor: 7 coding_rate: "4/5" } } frequency: 868100000 } received_at { seconds: 1 } })");
    QVERIFY2(answer.code == RpcCode::Ok, answer.text.c_str());
    QStringList payloads;
    for (const std::string &bytes : stream.stream->take()) {
        v3::ApplicationUp up;
        up.ParseFromString(bytes);
        if (up.simulated())
            payloads += QString::fromStdString(up.uplink_message().frm_payload());
    }
    QCOMPARE(payloads, QStringList{QStringLiteral("abc")});
}

/// A device with channels of its factory begins with them, beside those of its band that are off.
void TestSandboxCalls::factoryFrequencies()
{
    v3::EndDevice device;
    device.set_frequency_plan_id("EU_863_870_TTN");
    device.set_lorawan_phy_version(v3::PHY_V1_0_3_REV_A);
    device.mutable_mac_settings()->add_factory_preset_frequencies(868'300'000);
    device.mutable_mac_settings()->add_factory_preset_frequencies(867'700'000);
    const v3::MACState state = StackBands::beginning(device);
    const auto on = [](const v3::MACParameters &parameters) {
        QStringList out;
        for (const v3::MACParameters::Channel &channel : parameters.channels())
            out += (channel.enable_uplink() ? u"+" : u"-") + QString::number(channel.uplink_frequency() / 100'000);
        return out.join(u' ');
    };
    QCOMPARE(on(state.current_parameters()), QStringLiteral("-8681 +8683 -8685 +8677"));
    QCOMPARE(on(state.desired_parameters()), QStringLiteral("+8681 +8683 +8685 +8677 +8671 +8673 +8675 +8679"));
    const v3::MACState::JoinRequest offer = StackBands::offer(device, state);
    QCOMPARE(offer.cf_list().freq_size(), 5);
    QCOMPARE(offer.cf_list().type(), v3::FREQUENCIES);
}

void TestSandboxCalls::channelMasks()
{
    v3::EndDevice device;
    device.set_frequency_plan_id("US_902_928_FSB_2");
    device.set_lorawan_phy_version(v3::RP002_V1_0_3);
    const v3::MACState state = StackBands::beginning(device);
    const v3::CFList list = StackBands::offer(device, state).cf_list();
    QCOMPARE(list.type(), v3::CHANNEL_MASKS);
    QCOMPARE(list.ch_masks_size(), 72);
    int on = 0;
    for (const bool mask : list.ch_masks())
        on += mask;
    QCOMPARE(on, 9);
    QVERIFY(list.ch_masks(8) && list.ch_masks(15) && list.ch_masks(65) && !list.ch_masks(16));
    QCOMPARE(state.current_parameters().channels_size(), 72);
    // A group sends nothing.
    device.set_multicast(true);
    device.set_supports_class_c(true);
    const v3::MACState group = StackBands::beginning(device);
    QCOMPARE(group.desired_parameters().channels(0).uplink_frequency(), 0U);
    QCOMPARE(group.desired_parameters().channels(1).downlink_frequency(), 923'900'000U);
}

void TestSandboxCalls::packages()
{
    Asker asker;
    const std::string service = "ApplicationPackageRegistry/";
    const char ids[] = R"(ids { application_ids { application_id: "a-cellar" } f_port: 100 })";
    QCOMPARE(refusalOf(asker.ask(service + "GetDefaultAssociation", ids)), QStringLiteral("pkg/redis:not_found"));
    const char wanted[] = R"(default { ids { application_ids { application_id: "a-cellar" } f_port: 100 }
        package_name: "lora-cloud-geolocation-v3" data { fields { key: "a" value { number_value: 1 } } } }
        field_mask { paths: "package_name" paths: "data" })";
    const ServerAnswer made = asker.ask(service + "SetDefaultAssociation", wanted);
    QVERIFY2(made.code == RpcCode::Ok, made.text.c_str());
    QCOMPARE(read<v3::ApplicationPackageDefaultAssociation>(made).package_name(),
             std::string("lora-cloud-geolocation-v3"));
    QVERIFY(read<v3::ApplicationPackageDefaultAssociation>(made).has_created_at());
    const ServerAnswer all = asker.ask(service + "ListDefaultAssociations",
                                       R"(ids { application_id: "a-cellar" } limit: 10 field_mask { paths: "data" })");
    const auto list = read<v3::ApplicationPackageDefaultAssociations>(all);
    QCOMPARE(list.defaults_size(), 1);
    QVERIFY(list.defaults(0).package_name().empty() && list.defaults(0).data().fields_size() == 1);
    QCOMPARE(all.headers.at("x-total-count"), std::string("1"));
    QCOMPARE(refusalOf(asker.ask(service + "SetDefaultAssociation", R"(default {
        ids { application_ids { application_id: "a-cellar" } f_port: 256 } })"))
                 .section(u' ', 0, 0),
             QStringLiteral("pkg/errors:validation"));
    QVERIFY(refusalOf(asker.ask(service + "GetDefaultAssociation", ids, asker.keyWith({v3::RIGHT_APPLICATION_INFO})))
                .startsWith(u"pkg/auth/rights:insufficient_application_rights"));
    for (int i = 0; i < 2; ++i)
        QCOMPARE(refusalOf(asker.ask(service + "DeleteDefaultAssociation", R"(
            application_ids { application_id: "a-cellar" } f_port: 100)")),
                 QString());
    QCOMPARE(refusalOf(asker.ask(service + "GetDefaultAssociation", ids)), QStringLiteral("pkg/redis:not_found"));
}

TTN_TEST_MAIN(TestSandboxCalls)
#include "tst_sandboxcalls.moc"
