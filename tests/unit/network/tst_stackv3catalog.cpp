// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Catalogue and events of The Things Stack, against servers that answer as the recordings do.
#include "backend/domain/problemtext.h"
#include "backend/network/stackv3api.h"
#include "backend/network/stackv3events.h"
#include "backend/network/stackv3json.h"
#include "backend/network/v3catalogmethods.h"
#include "backend/rpc/rpcthread.h"
#include "tests/support/testmain.h"
#include "tests/unit/rpc/rpcrig.h"

#include <QSignalSpy>

#include <google/protobuf/descriptor.h>
#include <google/rpc/status.pb.h>
#include <limits>
#include <ttn/lorawan/v3/access.pb.h>
#include <ttn/lorawan/v3/application_traffic.pb.h>
#include <ttn/lorawan/v3/catalogue_services.pb.h>
#include <ttn/lorawan/v3/device_services.pb.h>
#include <ttn/lorawan/v3/error.pb.h>
#include <ttn/lorawan/v3/identity_services.pb.h>
#include <ttn/lorawan/v3/network_traffic.pb.h>
#include <ttn/lorawan/v3/traffic_services.pb.h>

using Backend::RpcThread;
using Backend::StackV3Api;
using Backend::StackV3Catalog;
using Domain::NetworkEvent;
using Domain::NetworkEvents;
using Domain::Problem;
using Domain::Result;
using Code = Problem::Code;
using State = NetworkEvents::State;
namespace wire = ttn::lorawan::v3;

namespace {

std::string recorded(const QString &name)
{
    QFile file(QStringLiteral(TTN_TEST_DATA "/v3/rpc/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(name));
    return file.readAll().toStdString();
}

std::vector<std::string> recordedStream(const QString &start)
{
    std::vector<std::string> out;
    const QDir folder(QStringLiteral(TTN_TEST_DATA "/v3/rpc"));
    for (const QString &name : folder.entryList({start + u".response-*.bin"}, QDir::Files, QDir::Name))
        out.push_back(recorded(name));
    return out;
}

RpcRig::Answer ok(const std::string &message = {}, const std::map<std::string, std::string> &headers = {})
{
    RpcRig::Answer answer;
    answer.messages = {message};
    answer.headers = headers;
    return answer;
}

RpcRig::Answer failed(int code, const char *space, const char *name)
{
    wire::ErrorDetails details;
    details.set_namespace_(space);
    details.set_name(name);
    google::rpc::Status status;
    status.set_code(code);
    status.add_details()->PackFrom(details);
    RpcRig::Answer answer;
    answer.code = code;
    answer.text = std::string("error:") + space + ':' + name;
    answer.details = status.SerializeAsString();
    return answer;
}

RpcRig::Answer hanging(std::vector<std::string> messages = {})
{
    RpcRig::Answer answer;
    answer.messages = std::move(messages);
    answer.hang = true;
    return answer;
}

/// The Identity Server's host and the cluster, which answer all methods in one way until told otherwise.
struct Hosts
{
    RpcRig::Answer answer = ok();
    RpcRig identity{[this](const RpcRig::Question &) { return answer; }};
    RpcRig cluster{[this](const RpcRig::Question &) { return answer; }};
    RpcThread rpc;
    StackV3Api api{rpc.line(), {identity.endpoint(), cluster.endpoint(), false, "NNSXS.ABC.DEF"}};

    Domain::CatalogApi &catalog() { return *api.catalog(); }
    [[nodiscard]] int asked() const { return identity.asked() + cluster.asked(); }
    template <typename Message>
    static Message last(const RpcRig &rig)
    {
        Message message;
        message.ParseFromString(rig.questions().back().message);
        return message;
    }
};

template <typename T>
Result<T> wait(Domain::Call<Result<T>> call)
{
    QObject here;
    std::optional<Result<T>> result;
    call.then(&here, [&result](Result<T> answer) { result = std::move(answer); });
    return QTest::qWaitFor([&result] { return result.has_value(); }, 20'000)
        ? *std::move(result)
        : Result<T>(Problem{Code::CodeCount, {}, {}, QStringLiteral("no answer came"), false});
}

/// A call whose answer does not matter.
struct AnyCall
{
    bool atIdentity = false;
    std::function<Problem(Domain::CatalogApi &)> run;
    std::function<std::shared_ptr<void>(Domain::CatalogApi &)> start; ///< dropping it cancels
};

template <typename Ask>
AnyCall anyCall(bool atIdentity, Ask ask)
{
    return {atIdentity, [ask](Domain::CatalogApi &api) { return wait(ask(api)).problem; },
            [ask](Domain::CatalogApi &api) -> std::shared_ptr<void> {
                return std::make_shared<decltype(ask(api))>(ask(api));
            }};
}

QMap<QByteArray, AnyCall> allCalls()
{
    using Api = Domain::CatalogApi;
    return {{"plans", anyCall(false, [](Api &api) { return api.frequencyPlans(); })},
            {"versions", anyCall(false, [](Api &api) { return api.phyVersions(QStringLiteral("EU_863_870")); })},
            {"mac defaults",
             anyCall(false,
                     [](Api &api) {
                         return api.macDefaults(QStringLiteral("EU_863_870_TTN"), QStringLiteral("PHY_V1_0_3_REV_A"));
                     })},
            {"brands", anyCall(true, [](Api &api) { return api.brands({}, 1, 10); })},
            {"models", anyCall(true, [](Api &api) { return api.models({}, {}, 1, 10); })},
            {"template", anyCall(true, [](Api &api) { return api.deviceTemplate(Domain::VersionIds{}); })},
            {"profile",
             anyCall(true,
                     [](Api &api) {
                         return api.deviceTemplate(Domain::ProfileIds{42, 1});
                     })},
            {"prefixes", anyCall(false, [](Api &api) { return api.joinEuiPrefixes(); })},
            {"default JoinEUI", anyCall(false, [](Api &api) { return api.defaultJoinEui(); })},
            {"address", anyCall(false, [](Api &api) { return api.newDevAddr(); })},
            {"issued EUI", anyCall(true, [](Api &api) { return api.issueDevEui(QStringLiteral("orchard")); })},
            {"claiming", anyCall(false, [](Api &api) { return api.supportsClaiming(Domain::Eui(1)); })}};
}

template <typename Method>
QString mismatch(const Method &method)
{
    const QString path = QString::fromLatin1(method.path).mid(1).replace(u'/', u'.');
    const auto *declared = google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(path.toStdString());
    if (!declared)
        return path + u" is not declared";
    if (declared->input_type() != Method::Request::descriptor()
        || declared->output_type() != Method::Response::descriptor())
        return path + u" takes or answers something else";
    return {};
}

wire::Event eventOf(const std::string &name, const std::string &id = {})
{
    wire::Event out;
    out.set_name(name);
    out.set_unique_id(id);
    out.mutable_time()->set_seconds(1'795'000'000);
    out.add_identifiers()->mutable_device_ids()->set_device_id("field-01");
    out.mutable_identifiers(0)->mutable_device_ids()->mutable_application_ids()->set_application_id("orchard");
    return out;
}

wire::ErrorDetails details(const char *space, const char *name)
{
    wire::ErrorDetails out;
    out.set_namespace_(space);
    out.set_name(name);
    out.set_message_format("what went wrong");
    out.set_code(3);
    return out;
}

Problem problemOf(const wire::ErrorDetails &failure, const std::string &name = "ns.up.join.cluster.fail")
{
    wire::Event failedOne = eventOf(name);
    failedOne.mutable_data()->PackFrom(failure);
    return Backend::networkEventOf(failedOne).problem;
}

QStringList names(const QList<NetworkEvent> &events)
{
    QStringList out;
    for (const NetworkEvent &one : events)
        out += one.name;
    return out;
}

/// Collects what a stream of events brings.
struct Ear
{
    explicit Ear(std::unique_ptr<NetworkEvents> stream)
        : events(std::move(stream))
    {
        QObject::connect(events.get(), &NetworkEvents::arrived, &here,
                         [this](const QList<NetworkEvent> &arrived) { heard += arrived; });
    }

    QObject here;
    std::unique_ptr<NetworkEvents> events;
    QList<NetworkEvent> heard;
};

} // namespace

class TestStackV3Catalog : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void methodsAreDeclared();
    void capabilities();
    void everyCall_data();
    void everyCall();
    void plansAndVersions();
    void macDefaults();
    void products();
    void pagesAreBounded();
    void templates();
    void joinServer();
    void issuedEuis();
    void hostileAnswers();
    void recordedEvents();
    void eventsAreAskedFor();
    void eventsOfTwoHosts();
    void eventsAfterALoss();
    void eventsRefused_data();
    void eventsRefused();
    void eventsEndWithTheirObject();
    void failuresOfEvents();
    void reasonOfAGateway();
    void secretsOfEvents();
    void jsonTakesEverything();
};

void TestStackV3Catalog::methodsAreDeclared()
{
    using namespace Backend;
    QVERIFY(qstrlen(descriptor_table_ttn_2florawan_2fv3_2fidentity_5fservices_2eproto.filename) > 0);
    QVERIFY(qstrlen(descriptor_table_ttn_2florawan_2fv3_2fdevice_5fservices_2eproto.filename) > 0);
    QVERIFY(qstrlen(descriptor_table_ttn_2florawan_2fv3_2fcatalogue_5fservices_2eproto.filename) > 0);
    QVERIFY(qstrlen(descriptor_table_ttn_2florawan_2fv3_2ftraffic_5fservices_2eproto.filename) > 0);
    const QStringList found{
        mismatch(V3::listFrequencyPlans), mismatch(V3::getPhyVersions),     mismatch(V3::getDefaultMacSettings),
        mismatch(V3::generateDevAddr),    mismatch(V3::getJoinEuiPrefixes), mismatch(V3::getDefaultJoinEui),
        mismatch(V3::listBrands),         mismatch(V3::listModels),         mismatch(V3::getTemplate),
        mismatch(V3::issueDevEui),        mismatch(V3::getClaimInfo),       mismatch(V3::streamEvents),
        mismatch(V3::unclaimDevice)};
    QFile header(QStringLiteral(TTN_SOURCE_DIR "/backend/network/v3catalogmethods.h"));
    QVERIFY(header.open(QIODevice::ReadOnly));
    QCOMPARE(found, QStringList(header.readAll().count("inline constexpr RpcMethod<"), QString()));
}

void TestStackV3Catalog::capabilities()
{
    Hosts hosts;
    QVERIFY(hosts.api.capabilities().testFlag(Domain::Capability::Catalog));
    QVERIFY(hosts.api.capabilities().testFlag(Domain::Capability::Events));
    QVERIFY(hosts.api.catalog());
}

void TestStackV3Catalog::everyCall_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const QByteArray &name : allCalls().keys())
        QTest::newRow(name.constData()) << name;
}

/// Success, refusal, deadline, dropped, and a key that cannot be one.
void TestStackV3Catalog::everyCall()
{
    QFETCH(const QByteArray, name);
    const AnyCall call = allCalls().value(name);
    Hosts hosts;
    QCOMPARE(call.run(hosts.catalog()).code, Code::None);
    QCOMPARE(hosts.identity.asked(), call.atIdentity ? 1 : 0);
    QCOMPARE(hosts.cluster.asked(), call.atIdentity ? 0 : 1);
    const RpcRig &rig = call.atIdentity ? hosts.identity : hosts.cluster;
    const auto metadata = rig.questions().back().metadata;
    QCOMPARE(metadata.find("authorization")->second, std::string("Bearer NNSXS.ABC.DEF"));

    hosts.answer = failed(16, "pkg/identityserver", "api_key_not_found");
    QCOMPARE(call.run(hosts.catalog()).code, Code::KeyUnknown);
    hosts.answer = {};
    hosts.answer.code = 4;
    QCOMPARE(call.run(hosts.catalog()).code, Code::CallDeadline);
    hosts.answer = ok("\xff\xff");
    QCOMPARE(call.run(hosts.catalog()).code, Code::AnswerUnreadable);

    hosts.answer = hanging();
    const int before = hosts.asked();
    std::shared_ptr<void> running = call.start(hosts.catalog());
    QTRY_COMPARE(hosts.asked(), before + 1);
    running.reset();
    QTRY_COMPARE(rig.cancelled(), 1);

    StackV3Catalog damaged(hosts.rpc.line(),
                           {hosts.identity.endpoint(), hosts.cluster.endpoint(), false, "NNSXS.A BC.DEF"});
    QCOMPARE(call.run(damaged).code, Code::KeyMalformed);
    QCOMPARE(hosts.asked(), before + 1);
}

void TestStackV3Catalog::plansAndVersions()
{
    Hosts hosts;
    wire::ListFrequencyPlansResponse known;
    known.add_frequency_plans()->set_id("EU_863_870");
    wire::FrequencyPlanDescription &usual = *known.add_frequency_plans();
    usual.set_id("EU_863_870_TTN");
    usual.set_base_id("EU_863_870");
    usual.set_name("Europe 863-870 MHz (SF9 for RX2 - recommended)");
    usual.set_base_frequency(868);
    usual.set_band_id("EU_863_870");
    hosts.answer = ok(known.SerializeAsString());
    const auto plans = wait(hosts.catalog().frequencyPlans()).value;
    QCOMPARE(plans.size(), 2);
    QVERIFY(plans[0].band.isEmpty()); // an old server does not tell
    QCOMPARE(plans[1].id, QStringLiteral("EU_863_870_TTN"));
    QCOMPARE(plans[1].name, QStringLiteral("Europe 863-870 MHz (SF9 for RX2 - recommended)"));
    QCOMPARE(plans[1].band, QStringLiteral("EU_863_870"));
    QCOMPARE(plans[1].baseMHz, 868);

    // In random order at the server, and for all bands.
    wire::GetPhyVersionsResponse shuffled;
    shuffled.add_version_info()->set_band_id("EU_863_870");
    shuffled.mutable_version_info(0)->add_phy_versions(wire::PHY_V1_0);
    wire::GetPhyVersionsResponse::VersionInfo &russia = *shuffled.add_version_info();
    russia.set_band_id("RU_864_870");
    for (const auto version : {wire::PHY_V1_1_REV_B, wire::RP002_V1_0_0, wire::RP002_V1_0_1, wire::RP002_V1_0_2,
                               wire::RP002_V1_0_3, wire::RP002_V1_0_4, wire::PHY_V1_0_3_REV_A, wire::PHY_V1_1_REV_A})
        russia.add_phy_versions(version);
    hosts.answer = ok(shuffled.SerializeAsString());
    const auto versions = wait(hosts.catalog().phyVersions(QStringLiteral("RU_864_870"))).value;
    QCOMPARE(
        versions,
        (QStringList{QStringLiteral("PHY_V1_1_REV_A"), QStringLiteral("PHY_V1_1_REV_B"),
                     QStringLiteral("PHY_V1_0_3_REV_A"), QStringLiteral("RP002_V1_0_0"), QStringLiteral("RP002_V1_0_1"),
                     QStringLiteral("RP002_V1_0_2"), QStringLiteral("RP002_V1_0_3"), QStringLiteral("RP002_V1_0_4")}));
    QCOMPARE(Hosts::last<wire::GetPhyVersionsRequest>(hosts.cluster).band_id(), std::string("RU_864_870"));

    // One that this program has no name for.
    wire::GetPhyVersionsResponse newer;
    newer.add_version_info()->set_band_id("EU_863_870");
    newer.mutable_version_info(0)->add_phy_versions(wire::PHYVersion(99));
    newer.mutable_version_info(0)->add_phy_versions(wire::RP002_V1_0_4);
    hosts.answer = ok(newer.SerializeAsString());
    QCOMPARE(wait(hosts.catalog().phyVersions(QStringLiteral("EU_863_870"))).value,
             QStringList{QStringLiteral("RP002_V1_0_4")});
    hosts.answer = failed(5, "pkg/band", "band_not_found");
    QCOMPARE(wait(hosts.catalog().phyVersions(QStringLiteral("MARS"))).problem.code, Code::BandUnknown);
}

void TestStackV3Catalog::macDefaults()
{
    Hosts hosts;
    hosts.answer = ok(recorded(QStringLiteral("067-default-mac-settings.response.bin")));
    const auto found
        = wait(hosts.catalog().macDefaults(QStringLiteral("EU_863_870_TTN"), QStringLiteral("PHY_V1_0_3_REV_A")));
    QVERIFY(found);
    QCOMPARE(found.value.rx1Delay, 1);
    QCOMPARE(found.value.desiredRx1Delay, 5);
    QCOMPARE(found.value.desiredRx2DataRate, 3);
    QCOMPARE(found.value.rx2Frequency, quint64(869'525'000));
    QCOMPARE(found.value.classBTimeout, 600);
    QCOMPARE(found.value.statusEverySeconds, 86'400);
    const auto asked = Hosts::last<wire::GetDefaultMACSettingsRequest>(hosts.cluster);
    QCOMPARE(asked.frequency_plan_id(), std::string("EU_863_870_TTN"));
    QCOMPARE(asked.lorawan_phy_version(), wire::PHY_V1_0_3_REV_A);
}

void TestStackV3Catalog::products()
{
    Hosts hosts;
    wire::ListEndDeviceBrandsResponse makers;
    for (const char *id : {"foo-vendor", "full-vendor", "wind-vendor"})
        makers.add_brands()->set_brand_id(id);
    makers.mutable_brands(1)->set_website("example.org");
    hosts.answer = ok(makers.SerializeAsString(), {{"x-total-count", "812"}});
    const auto brands = wait(hosts.catalog().brands(QStringLiteral("vendor"), 2, 3)).value;
    QCOMPARE(brands.total, 812);
    QCOMPARE(brands.rows.size(), 3);
    QCOMPARE(brands.rows[1].id, QStringLiteral("full-vendor"));
    QCOMPARE(brands.rows[1].website, QStringLiteral("example.org"));
    const auto asked = Hosts::last<wire::ListEndDeviceBrandsRequest>(hosts.identity);
    QCOMPARE(asked.search(), std::string("vendor"));
    QCOMPARE(asked.page(), 2U);
    QCOMPARE(asked.limit(), 3U);
    QCOMPARE(asked.order_by(), std::string("name"));

    wire::ListEndDeviceModelsResponse known;
    wire::EndDeviceModel &first = *known.add_models();
    first.set_brand_id("foo-vendor");
    first.set_model_id("dev1");
    first.add_hardware_versions()->set_version("1.0");
    wire::EndDeviceModel::FirmwareVersion &firmware = *first.add_firmware_versions();
    firmware.set_version("1.0");
    firmware.add_supported_hardware_versions("1.0");
    (*firmware.mutable_profiles())["US_902_928"].set_codec_id("foo-codec");
    (*firmware.mutable_profiles())["EU_863_870"].set_profile_id("profile1");
    known.add_models()->set_model_id("dev2");
    hosts.answer = ok(known.SerializeAsString());
    const auto models = wait(hosts.catalog().models(QStringLiteral("foo-vendor"), {}, 1, 10)).value;
    QCOMPARE(models.total, 2); // no header: what is there
    QCOMPARE(models.rows[0].id, QStringLiteral("dev1"));
    QCOMPARE(models.rows[0].hardware, QStringList{QStringLiteral("1.0")});
    QCOMPARE(models.rows[0].firmware[0].hardware, QStringList{QStringLiteral("1.0")});
    QCOMPARE(models.rows[0].firmware[0].bands,
             (QStringList{QStringLiteral("EU_863_870"), QStringLiteral("US_902_928")}));
    QCOMPARE(Hosts::last<wire::ListEndDeviceModelsRequest>(hosts.identity).brand_id(), std::string("foo-vendor"));
}

void TestStackV3Catalog::pagesAreBounded()
{
    Hosts hosts;
    QVERIFY(wait(hosts.catalog().brands(QString(500, u'x'), -3, 100'000)));
    const auto asked = Hosts::last<wire::ListEndDeviceBrandsRequest>(hosts.identity);
    QCOMPARE(asked.limit(), 1'000U);
    QCOMPARE(asked.page(), 1U);
    QCOMPARE(asked.search().size(), std::size_t(100));
    QVERIFY(wait(hosts.catalog().models({}, {}, 0, 0)));
    QCOMPARE(Hosts::last<wire::ListEndDeviceModelsRequest>(hosts.identity).limit(), 1U);
}

void TestStackV3Catalog::templates()
{
    Hosts hosts;
    wire::EndDeviceTemplate known;
    wire::EndDevice &described = *known.mutable_end_device();
    described.mutable_version_ids()->set_model_id("dev1");
    described.set_lorawan_version(wire::MAC_V1_0_2);
    described.set_lorawan_phy_version(wire::PHY_V1_0_2_REV_B);
    described.set_supports_join(true);
    described.mutable_mac_settings()->mutable_supports_32_bit_f_cnt()->set_value(true);
    described.mutable_formatters()->set_up_formatter(wire::FORMATTER_REPOSITORY);
    hosts.answer = ok(known.SerializeAsString());
    const Domain::VersionIds product{QStringLiteral("foo-vendor"), QStringLiteral("dev1"), QStringLiteral("1.0"),
                                     QStringLiteral("1.0"), QStringLiteral("US_902_928")};
    const auto found = wait(hosts.catalog().deviceTemplate(product));
    QVERIFY(found);
    QVERIFY(found.value.device.radio);
    QCOMPARE(found.value.device.radio->macVersion, QStringLiteral("MAC_V1_0_2"));
    QCOMPARE(found.value.device.radio->phyVersion, QStringLiteral("PHY_V1_0_2_REV_B"));
    QVERIFY(found.value.device.radio->supportsJoin);
    QVERIFY(found.value.device.radio->frequencyPlan.isEmpty());
    wire::EndDevice message;
    QVERIFY(message.ParseFromString(found.value.message.toStdString()));
    QCOMPARE(message.version_ids().model_id(), std::string("dev1"));
    QCOMPARE(Hosts::last<wire::GetTemplateRequest>(hosts.identity).version_ids().band_id(), std::string("US_902_928"));

    described.set_supports_class_b(true);
    hosts.answer = ok(known.SerializeAsString());
    const auto scanned = wait(hosts.catalog().deviceTemplate(Domain::ProfileIds{43, 1}));
    QVERIFY(scanned);
    QVERIFY(scanned.value.device.radio->supportsClassB);
    const auto asked = Hosts::last<wire::GetTemplateRequest>(hosts.identity);
    QCOMPARE(asked.end_device_profile_ids().vendor_profile_id(), 1U);
    QVERIFY(!asked.has_version_ids());

    const int before = hosts.asked();
    QCOMPARE(wait(hosts.catalog().deviceTemplate(Domain::ProfileIds{0, 1})).problem.code, Code::ModelUnknown);
    QCOMPARE(wait(hosts.catalog().deviceTemplate(Domain::ProfileIds{43, 0})).problem.code, Code::ModelUnknown);
    QCOMPARE(hosts.asked(), before);
    for (const char *name : {"brand_not_found", "model_not_found", "firmware_version_not_found",
                             "end_device_profile_not_found", "no_profile_for_band", "vendor_profile_id_not_found"}) {
        hosts.answer = failed(5, "pkg/devicerepository/store/remote", name);
        QCOMPARE(wait(hosts.catalog().deviceTemplate(product)).problem.code, Code::ModelUnknown);
    }
}

void TestStackV3Catalog::joinServer()
{
    Hosts hosts;
    hosts.answer = ok(recorded(QStringLiteral("066-join-eui-prefixes.response.bin")));
    const auto prefixes = wait(hosts.catalog().joinEuiPrefixes()).value;
    QCOMPARE(prefixes.size(), 1);
    QVERIFY(prefixes[0].first.isZero());
    QCOMPARE(prefixes[0].bits, 0);
    hosts.answer = ok(recorded(QStringLiteral("065-default-join-eui.response.bin")));
    QVERIFY(wait(hosts.catalog().defaultJoinEui()).value.isZero());
    hosts.answer = ok(recorded(QStringLiteral("062-generate-dev-addr.response.bin")));
    QCOMPARE(wait(hosts.catalog().newDevAddr()).value.toString(), QStringLiteral("01D869D9"));
    hosts.answer = ok(recorded(QStringLiteral("086-claim-info.response.bin")));
    QVERIFY(!wait(hosts.catalog().supportsClaiming(Domain::Eui(0x70B3D57ED0000001))).value);
    QCOMPARE(Hosts::last<wire::GetInfoByJoinEUIRequest>(hosts.cluster).join_eui(),
             std::string("\x70\xB3\xD5\x7E\xD0\x00\x00\x01", 8));
    wire::GetInfoByJoinEUIResponse yes;
    yes.set_supports_claiming(true);
    hosts.answer = ok(yes.SerializeAsString());
    QVERIFY(wait(hosts.catalog().supportsClaiming(Domain::Eui(1))).value);
}

void TestStackV3Catalog::issuedEuis()
{
    Hosts hosts;
    hosts.answer = ok(recorded(QStringLiteral("097-issue-dev-eui.response.bin")));
    QCOMPARE(wait(hosts.catalog().issueDevEui(QStringLiteral("a-limits"))).value.toString(),
             QStringLiteral("70B3D57ED0AA0010"));
    hosts.answer = failed(3, "pkg/identityserver", "dev_eui_issuing_not_enabled");
    QCOMPARE(wait(hosts.catalog().issueDevEui(QStringLiteral("a-limits"))).problem.code, Code::EuiIssuingOff);
    hosts.answer = failed(9, "pkg/identityserver/store", "application_dev_eui_limit_reached");
    QCOMPARE(wait(hosts.catalog().issueDevEui(QStringLiteral("a-limits"))).problem.code, Code::EuiLimitReached);
    const int before = hosts.asked();
    QCOMPARE(wait(hosts.catalog().issueDevEui(QStringLiteral("A limits"))).problem.code, Code::IdInvalid);
    QCOMPARE(hosts.asked(), before);
}

void TestStackV3Catalog::hostileAnswers()
{
    Hosts hosts;
    wire::JoinEUIPrefixes odd;
    odd.add_prefixes()->set_join_eui("abc");
    odd.mutable_prefixes(0)->set_length(4'000'000'000U);
    hosts.answer = ok(odd.SerializeAsString());
    const auto prefixes = wait(hosts.catalog().joinEuiPrefixes()).value;
    QVERIFY(prefixes[0].first.isZero());
    QCOMPARE(prefixes[0].bits, 64);
    wire::GenerateDevAddrResponse tooLong;
    tooLong.set_dev_addr(std::string(400, 'x'));
    hosts.answer = ok(tooLong.SerializeAsString());
    QVERIFY(wait(hosts.catalog().newDevAddr()).value.isZero());
    hosts.answer = ok({}, {{"x-total-count", "many"}});
    QCOMPARE(wait(hosts.catalog().brands({}, 1, 1)).value.total, 0);
}

void TestStackV3Catalog::recordedEvents()
{
    Hosts hosts;
    std::vector<std::string> stream = recordedStream(QStringLiteral("088-events-stream-devices"));
    QCOMPARE(stream.size(), std::size_t(32));
    stream.push_back(stream[5]); // comes twice when an application and its device are named
    hosts.answer = hanging(stream);
    StackV3Api one(hosts.rpc.line(), {hosts.cluster.endpoint(), hosts.cluster.endpoint(), false, "NNSXS.ABC.DEF"});
    Ear ear(one.events(QStringLiteral("a-cellar"), {QStringLiteral("probe-abp-103")}, 50));
    QTRY_COMPARE(ear.heard.size(), 31); // without the start
    QCOMPARE(ear.events->state(), State::Live);
    QVERIFY(!ear.events->problem());
    QCOMPARE(hosts.identity.asked(), 0);
    QVERIFY(!names(ear.heard).contains(QStringLiteral("events.stream.start")));

    const NetworkEvent &uplink = ear.heard[6];
    QCOMPARE(uplink.name, QStringLiteral("as.up.data.forward"));
    QCOMPARE(uplink.application, QStringLiteral("a-cellar"));
    QCOMPARE(uplink.device, QStringLiteral("probe-abp-103"));
    QCOMPARE(uplink.dataType, QStringLiteral("ApplicationUp"));
    QCOMPARE(uplink.time.toString(Qt::ISODateWithMs), QStringLiteral("2026-11-20T23:59:25.125Z"));
    QVERIFY(!uplink.correlationIds.isEmpty());
    QVERIFY(!uplink.problem);
    const QJsonObject json = QJsonDocument::fromJson(uplink.json).object();
    QCOMPARE(json.value(QLatin1String("name")).toString(), uplink.name);
    const QJsonObject data = json.value(QLatin1String("data")).toObject();
    QCOMPARE(data.value(QLatin1String("@type")).toString(),
             QStringLiteral("type.googleapis.com/ttn.lorawan.v3.ApplicationUp"));
    QCOMPARE(data.value(QLatin1String("end_device_ids")).toObject().value(QLatin1String("dev_eui")).toString(),
             QStringLiteral("70B3D57ED0C00003"));
    const NetworkEvent &undecoded = ear.heard[0];
    QCOMPARE(undecoded.name, QStringLiteral("as.down.data.decode.fail"));
    QCOMPARE(undecoded.problem.code, Code::FormatterFailed);
    for (const NetworkEvent &each : ear.heard) {
        QVERIFY2(!QJsonDocument::fromJson(each.json).isNull(), qPrintable(each.name));
        QVERIFY(!each.uniqueId.isEmpty());
    }
}

void TestStackV3Catalog::eventsAreAskedFor()
{
    Hosts hosts;
    hosts.answer = hanging();
    StackV3Api one(hosts.rpc.line(), {hosts.cluster.endpoint(), hosts.cluster.endpoint(), false, "NNSXS.ABC.DEF"});
    const auto kept
        = one.events(QStringLiteral("orchard"), {QStringLiteral("field-01"), QStringLiteral("field-02")}, 20);
    QTRY_COMPARE(hosts.cluster.asked(), 1);
    auto asked = Hosts::last<wire::StreamEventsRequest>(hosts.cluster);
    QCOMPARE(asked.identifiers_size(), 3);
    QCOMPARE(asked.identifiers(0).application_ids().application_id(), std::string("orchard"));
    QCOMPARE(asked.identifiers(2).device_ids().device_id(), std::string("field-02"));
    QCOMPARE(asked.identifiers(2).device_ids().application_ids().application_id(), std::string("orchard"));
    QCOMPARE(asked.tail(), 20U);
    QVERIFY(!asked.has_after());

    // Nothing from before, but a long buffer at the server.
    const auto fresh = one.events(QStringLiteral("orchard"), QStringList(800, QStringLiteral("field-01")), 0);
    QTRY_COMPARE(hosts.cluster.asked(), 2);
    asked = Hosts::last<wire::StreamEventsRequest>(hosts.cluster);
    QVERIFY(asked.tail() >= 1'000);
    QVERIFY(asked.has_after());
    QCOMPARE(asked.identifiers_size(), 501);
}

void TestStackV3Catalog::eventsOfTwoHosts()
{
    Hosts hosts;
    hosts.answer = hanging({eventOf("end_device.update", "U1").SerializeAsString()});
    Ear ear(hosts.api.events(QStringLiteral("orchard"), {}, 5));
    QTRY_COMPARE(hosts.asked(), 2);
    QCOMPARE(hosts.identity.asked(), 1);
    QTRY_COMPARE(ear.events->state(), State::Live);
    QTRY_COMPARE(ear.heard.size(), 1); // both told of it
    hosts.identity.shutDown();
    QTRY_COMPARE(ear.events->state(), State::Waiting);
    QVERIFY(ear.events->problem());
}

void TestStackV3Catalog::eventsAfterALoss()
{
    Hosts hosts;
    wire::Event start = eventOf("events.stream.start");
    wire::Event first = eventOf("as.up.data.forward", "U1");
    wire::Event second = eventOf("as.up.join.forward", "U2");
    second.mutable_time()->set_seconds(first.time().seconds() + 60);
    hosts.answer.code = 14;
    hosts.answer.text = "going away";
    hosts.answer.messages = {start.SerializeAsString(), first.SerializeAsString()};
    StackV3Api one(hosts.rpc.line(), {hosts.cluster.endpoint(), hosts.cluster.endpoint(), false, "NNSXS.ABC.DEF"});
    Ear ear(one.events(QStringLiteral("orchard"), {}, 5));
    QSignalSpy changes(ear.events.get(), &NetworkEvents::stateChanged);
    QTRY_COMPARE(ear.events->state(), State::Waiting);
    QCOMPARE(ear.events->problem().code, Code::NetworkError);
    QCOMPARE(names(ear.heard), QStringList{QStringLiteral("as.up.data.forward")});

    // The server gives the last ones again, with what came meanwhile.
    hosts.answer = hanging({start.SerializeAsString(), first.SerializeAsString(), second.SerializeAsString()});
    QTRY_COMPARE_WITH_TIMEOUT(ear.heard.size(), 2, 20'000);
    QCOMPARE(ear.events->state(), State::Live);
    QVERIFY(!ear.events->problem());
    QVERIFY(changes.size() >= 2);
    QCOMPARE(names(ear.heard),
             (QStringList{QStringLiteral("as.up.data.forward"), QStringLiteral("as.up.join.forward")}));
    const auto asked = Hosts::last<wire::StreamEventsRequest>(hosts.cluster);
    QCOMPARE(asked.after().seconds(), first.time().seconds() - 5);
    QVERIFY(asked.tail() >= 1'000); // with a time alone only the first ten come
}

void TestStackV3Catalog::eventsRefused_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("space");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("expected");
    QTest::newRow("no rights") << 7 << QByteArray("pkg/auth/rights") << QByteArray("no_application_rights")
                               << int(Code::NoApplicationRights);
    QTest::newRow("key") << 16 << QByteArray("pkg/identityserver") << QByteArray("api_key_not_found")
                         << int(Code::KeyUnknown);
    QTest::newRow("missing") << 12 << QByteArray("pkg/x") << QByteArray("y") << int(Code::ServiceMissing);
}

void TestStackV3Catalog::eventsRefused()
{
    QFETCH(const int, code);
    QFETCH(const QByteArray, space);
    QFETCH(const QByteArray, name);
    QFETCH(const int, expected);
    Hosts hosts;
    hosts.answer = failed(code, space.constData(), name.constData());
    Ear ear(hosts.api.events(QStringLiteral("orchard"), {}, 5));
    QTRY_COMPARE(ear.events->state(), State::Refused);
    QCOMPARE(int(ear.events->problem().code), expected);

    const int before = hosts.asked();
    QCOMPARE(hosts.api.events(QStringLiteral("No Id"), {}, 5)->problem().code, Code::IdInvalid);
    QCOMPARE(hosts.api.events(QStringLiteral("orchard"), {QString()}, 5)->state(), State::Refused);
    StackV3Api damaged(hosts.rpc.line(), {hosts.identity.endpoint(), hosts.cluster.endpoint(), false, "nonsense"});
    QCOMPARE(damaged.events(QStringLiteral("orchard"), {}, 5)->problem().code, Code::KeyMalformed);
    QCOMPARE(hosts.asked(), before);
}

void TestStackV3Catalog::eventsEndWithTheirObject()
{
    Hosts hosts;
    hosts.answer = hanging({eventOf("as.up.data.forward", "U1").SerializeAsString()});
    auto stream = hosts.api.events(QStringLiteral("orchard"), {}, 5);
    QSignalSpy arrived(stream.get(), &NetworkEvents::arrived);
    QTRY_COMPARE(arrived.size(), 1);
    // Whoever hears may end it at once.
    auto other = hosts.api.events(QStringLiteral("orchard"), {}, 5);
    QObject::connect(other.get(), &NetworkEvents::stateChanged, this, [&other] { other.reset(); });
    QTRY_VERIFY(!other);
    stream.reset();
    QTRY_COMPARE(hosts.cluster.cancelled(), 2);
    QTRY_COMPARE(hosts.identity.cancelled(), 2);
}

/// Each failure that an event can tell of has a sentence and advice of its own.
void TestStackV3Catalog::failuresOfEvents()
{
    const std::vector<std::tuple<const char *, const char *, Code>> known
        = {{"pkg/joinserver", "mic_mismatch", Code::JoinKeyWrong},
           {"pkg/joinserver", "reuse_dev_nonce", Code::DevNonceReused},
           {"pkg/joinserver", "dev_nonce_too_small", Code::DevNonceTooSmall},
           {"pkg/joinserver", "join_nonce_too_high", Code::JoinNoncesUsedUp},
           {"pkg/joinserver", "device_not_found", Code::JoinDeviceUnknown},
           {"pkg/networkserver", "join_server_not_found", Code::JoinServerMissing},
           {"pkg/joinserver", "unknown_join_eui", Code::JoinServerMissing},
           {"pkg/joinserver", "no_app_key", Code::RootKeyMissing},
           {"pkg/joinserver", "no_nwk_key", Code::RootKeyMissing},
           {"pkg/networkserver", "abp_join_request", Code::JoinNotExpected},
           {"pkg/scripting/javascript", "script_timeout", Code::FormatterFailed},
           {"pkg/networkserver", "application_downlink_too_long", Code::DownlinkTooLong},
           {"pkg/networkserver", "downlink_queue_capacity", Code::DownlinkQueueFull},
           {"pkg/networkserver", "downlink_expired", Code::DownlinkExpired},
           {"pkg/applicationserver", "max_retries_reached", Code::DownlinkUnanswered},
           {"pkg/networkserver", "transmission", Code::DownlinkNotSent},
           {"pkg/networkserver", "no_downlink_path", Code::DownlinkPathMissing},
           {"pkg/applicationserver", "no_device_session", Code::NoDeviceSession},
           {"pkg/somewhere", "something_else", Code::NetworkReported}};
    for (const auto &[space, name, expected] : known) {
        const Problem problem = problemOf(details(space, name));
        QVERIFY2(problem.code == expected, name);
        const Domain::ProblemText text = Domain::problemText(problem);
        QVERIFY2(!text.title.isEmpty() && !text.body.isEmpty() && !text.advice.isEmpty(), name);
        QVERIFY(problem.details.contains(QLatin1String(name)));
    }
    // Another server's device that is not found is one.
    QCOMPARE(problemOf(details("pkg/networkserver", "device_not_found"), "as.down.data.drop").code,
             Code::DeviceNotFound);
    const Problem words = problemOf(details("pkg/somewhere", "something_else"));
    QCOMPARE(words.serverText, QStringLiteral("what went wrong"));
    wire::ErrorDetails script = details("pkg/scripting/javascript", "script");
    (*script.mutable_attributes()->mutable_fields())["message"].set_string_value("TypeError: x is undefined");
    QCOMPARE(problemOf(script, "as.up.data.decode.fail").args,
             QStringList{QStringLiteral("TypeError: x is undefined")});
    // What succeeds is no problem.
    QVERIFY(!Backend::networkEventOf(eventOf("js.join.accept")).problem);
}

void TestStackV3Catalog::reasonOfAGateway()
{
    wire::ErrorDetails innermost = details("pkg/gatewayserver", "too_late");
    innermost.set_message_format("too late to transmit");
    wire::ScheduleDownlinkErrorDetails paths;
    wire::ErrorDetails &path = *paths.add_path_errors();
    path = details("pkg/gatewayserver", "schedule_path");
    *path.mutable_cause() = innermost;
    wire::ErrorDetails schedule = details("pkg/networkserver", "schedule");
    schedule.add_details()->PackFrom(paths);
    const Problem problem = problemOf(schedule, "ns.down.data.schedule.fail");
    QCOMPARE(problem.code, Code::DownlinkNotSent);
    QCOMPARE(problem.args, QStringList{QStringLiteral("too late to transmit")});
}

void TestStackV3Catalog::secretsOfEvents()
{
    const std::string key(16, '\x42');
    const QByteArray hex = QByteArray(16, '\x42').toHex();
    const QByteArray base64 = QByteArray(16, '\x42').toBase64();
    std::vector<wire::Event> events;
    wire::JoinResponse response;
    for (wire::KeyEnvelope *envelope : {response.mutable_session_keys()->mutable_f_nwk_s_int_key(),
                                        response.mutable_session_keys()->mutable_app_s_key()}) {
        envelope->set_key(key);
        envelope->set_encrypted_key(key);
    }
    response.mutable_session_keys()->set_session_key_id("an id is no secret");
    events.push_back(eventOf("ns.up.join.cluster.success"));
    events.back().mutable_data()->PackFrom(response);
    wire::ApplicationUp up;
    up.mutable_join_accept()->mutable_app_s_key()->set_encrypted_key(key);
    events.push_back(eventOf("as.up.join.forward"));
    events.back().mutable_data()->PackFrom(up);
    wire::EndDevice device;
    device.mutable_root_keys()->mutable_app_key()->set_key(key);
    device.mutable_claim_authentication_code()->set_value(base64.toStdString());
    events.push_back(eventOf("end_device.create"));
    events.back().mutable_data()->PackFrom(device);
    wire::APIKey apiKey;
    apiKey.set_id("not secret");
    apiKey.set_key(base64.toStdString());
    events.push_back(eventOf("application.api-key.create"));
    events.back().mutable_data()->PackFrom(apiKey);
    events.push_back(eventOf("of.a.kind.to.come"));
    events.back().mutable_data()->set_type_url("type.googleapis.com/ttn.lorawan.v3.NotKnownYet");
    events.back().mutable_data()->set_value(key);
    events.push_back(eventOf("with.context"));
    (*events.back().mutable_context())["token"] = key;
    for (const wire::Event &one : events) {
        const QByteArray json = Backend::networkEventOf(one).json;
        QVERIFY2(!QJsonDocument::fromJson(json).isNull(), json.constData());
        QVERIFY2(!json.toLower().contains(hex) && !json.contains(base64) && !json.contains("BBBB"), json.constData());
    }
    const QByteArray join = Backend::networkEventOf(events[0]).json;
    QVERIFY(join.contains("\"f_nwk_s_int_key\":{\"key\":\"***\""));
    QVERIFY(join.contains(QByteArray("an id is no secret").toBase64()));
    QVERIFY(Backend::networkEventOf(events[3]).json.contains("\"id\":\"not secret\""));
    // With the keys, for a backup.
    QVERIFY(Backend::stackJson(device, Backend::StackSecrets::Show).contains(hex));
}

void TestStackV3Catalog::jsonTakesEverything()
{
    wire::Event odd = eventOf("as.up.normalized.forward");
    wire::ApplicationUp up;
    auto &fields = *up.mutable_uplink_normalized()->mutable_normalized_payload()->mutable_fields();
    fields["nan"].set_number_value(std::numeric_limits<double>::quiet_NaN());
    fields["far"].set_number_value(-std::numeric_limits<double>::infinity());
    fields["none"].set_null_value(google::protobuf::NULL_VALUE);
    google::protobuf::Value *deep = &fields["deep"];
    for (int i = 0; i < 40; ++i) // protobuf reads at most 100 levels, two for each of these
        deep = deep->mutable_list_value()->add_values();
    deep->set_bool_value(true);
    (*up.mutable_uplink_normalized()->mutable_locations())["user"].set_latitude(52.5);
    up.mutable_received_at()->set_seconds(std::numeric_limits<qint64>::max());
    odd.mutable_data()->PackFrom(up);
    odd.mutable_time()->set_seconds(std::numeric_limits<qint64>::max());
    const NetworkEvent shown = Backend::networkEventOf(odd);
    const QJsonObject json = QJsonDocument::fromJson(shown.json).object();
    QVERIFY2(!json.isEmpty(), shown.json.constData());
    QVERIFY(shown.json.contains("\"nan\":\"NaN\""));
    QVERIFY(shown.json.contains("\"far\":\"-Infinity\""));
    QVERIFY(shown.json.contains("\"none\":null"));
    QVERIFY(shown.time.isValid());

    // Content that is not what its type says, and an enum of a newer server.
    wire::Event broken = eventOf("ns.up.join.drop");
    broken.mutable_data()->set_type_url("type.googleapis.com/ttn.lorawan.v3.ErrorDetails");
    broken.mutable_data()->set_value("\xff\xff\xff");
    broken.mutable_visibility()->add_rights(wire::Right(9'999));
    const NetworkEvent unread = Backend::networkEventOf(broken);
    QVERIFY(!unread.problem);
    QVERIFY(unread.json.contains("9999"));
    QCOMPARE(unread.dataType, QStringLiteral("ErrorDetails"));

    // A long one leaves its data out.
    wire::Event large = eventOf("as.down.data.receive");
    wire::ApplicationDownlink downlink;
    downlink.set_frm_payload(std::string(2'000'000, 'x'));
    large.mutable_data()->PackFrom(downlink);
    QVERIFY(Backend::networkEventOf(large).json.size() < 1'000);

    wire::MACSettings settings;
    settings.mutable_class_b_timeout()->set_seconds(1);
    settings.mutable_class_b_timeout()->set_nanos(500'000'000);
    settings.mutable_adr_margin()->set_value(0.1F);
    settings.mutable_rx2_frequency()->set_value(869'525'000);
    settings.add_factory_preset_frequencies(868'100'000);
    QCOMPARE(Backend::stackJson(settings, Backend::StackSecrets::Hide),
             QByteArray("{\"class_b_timeout\":\"1.500s\",\"rx2_frequency\":\"869525000\","
                        "\"factory_preset_frequencies\":[\"868100000\"],\"adr_margin\":0.1}"));
}

TTN_TEST_MAIN(TestStackV3Catalog)
#include "tst_stackv3catalog.moc"
