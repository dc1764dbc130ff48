// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Devices of The Things Stack, against a server with the four registries in it.
#include "backend/domain/problemtext.h"
#include "backend/network/stackv3api.h"
#include "backend/rpc/rpcthread.h"
#include "tests/support/testmain.h"
#include "tests/unit/rpc/rpcrig.h"

#include <QFile>

#include <future>
#include <google/rpc/status.pb.h>
#include <mutex>
#include <ttn/lorawan/v3/application_traffic.pb.h>
#include <ttn/lorawan/v3/end_device.pb.h>
#include <ttn/lorawan/v3/end_device_requests.pb.h>
#include <ttn/lorawan/v3/error.pb.h>

using Backend::RpcThread;
using Backend::StackV3Api;
using Domain::Aes128Key;
using Domain::Device;
using Domain::DeviceChange;
using Domain::DeviceKeys;
using Domain::Done;
using Domain::Problem;
using Domain::Result;
using Code = Problem::Code;
namespace wire = ttn::lorawan::v3;

Q_DECLARE_METATYPE(Domain::Device)

namespace {

RpcRig::Answer ok(const std::string &message = {}, const std::map<std::string, std::string> &headers = {})
{
    RpcRig::Answer answer;
    answer.messages = {message};
    answer.headers = headers;
    return answer;
}

/// As the stack fails: with details of which the name counts.
RpcRig::Answer failed(int code, const std::string &where, const std::string &name)
{
    wire::ErrorDetails details;
    details.set_namespace_(where);
    details.set_name(name);
    google::rpc::Status status;
    status.set_code(code);
    status.add_details()->PackFrom(details);
    RpcRig::Answer answer;
    answer.code = code;
    answer.text = "error:" + where + ":" + name;
    answer.details = status.SerializeAsString();
    return answer;
}

/// The four registries with one device. What a test puts into `instead` is answered in place of what they would.
class Stack
{
public:
    std::map<std::string, RpcRig::Handler> instead; ///< by "NsEndDeviceRegistry/Set"
    RpcRig rig{[this](const RpcRig::Question &question) { return answer(question); }};

    /// "Ns/Set", "/Create" for the Identity Server, and so on. Where the application lives is asked in between.
    [[nodiscard]] QStringList asked() const
    {
        QStringList out;
        for (const RpcRig::Question &question : rig.questions()) {
            if (nameOf(question) != "ApplicationRegistry/Get")
                out += QString::fromStdString(nameOf(question)).remove(QLatin1String("EndDeviceRegistry"));
        }
        return out;
    }
    /// The names of those that keep the device: "", "As", "Js", "Ns".
    [[nodiscard]] QStringList keepers() const
    {
        const std::lock_guard lock(m_mutex);
        QStringList out;
        for (const auto &[name, device] : m_kept)
            out += QString::fromStdString(name).remove(QLatin1String("EndDeviceRegistry"));
        return out;
    }
    void keep(const std::string &registry, const wire::EndDevice &device)
    {
        const std::lock_guard lock(m_mutex);
        m_kept[registry] = device;
    }
    template <typename Request>
    [[nodiscard]] Request request(const char *method) const
    {
        Request request;
        for (const RpcRig::Question &question : rig.questions()) {
            if (nameOf(question) == method)
                request.ParseFromString(question.message);
        }
        return request;
    }
    [[nodiscard]] StackV3Api api(RpcThread &rpc) const
    {
        return StackV3Api(rpc.line(), {rig.endpoint(), rig.endpoint(), false, "NNSXS.ABC.DEF"});
    }

private:
    static std::string nameOf(const RpcRig::Question &question)
    {
        return question.method.substr(question.method.rfind('.') + 1);
    }

    RpcRig::Answer answer(const RpcRig::Question &question)
    {
        const std::string name = nameOf(question);
        if (const auto it = instead.find(name); it != instead.end())
            return it->second(question);
        const std::string registry = name.substr(0, name.find('/'));
        const std::string method = name.substr(name.find('/') + 1);
        const std::lock_guard lock(m_mutex);
        if (method == "Get" || method == "Delete") {
            const auto it = m_kept.find(registry);
            if (it == m_kept.end())
                return failed(5, "pkg/redis", "not_found");
            const std::string device = it->second.SerializeAsString();
            if (method == "Delete")
                m_kept.erase(it);
            return ok(method == "Get" ? device : std::string());
        }
        wire::SetEndDeviceRequest request; // the device is the first field of all of them
        request.ParseFromString(question.message);
        // As the real ones: what is there keeps its own EUIs.
        m_kept.try_emplace(registry, request.end_device());
        return ok(m_kept[registry].SerializeAsString());
    }

    mutable std::mutex m_mutex;
    std::map<std::string, wire::EndDevice> m_kept;
};

Aes128Key key(char byte)
{
    return *Aes128Key::fromBytes(QByteArray(16, byte));
}

Device joining()
{
    Device device;
    device.application = QStringLiteral("orchard");
    device.id = QStringLiteral("apple");
    device.name = QStringLiteral("Apple tree");
    device.devEui = Domain::Eui(0x0102030405060708);
    device.joinEui = Domain::Eui(0); // allowed
    device.appKey = key('\xAB');
    device.radio = {QStringLiteral("EU_863_870_TTN"), QStringLiteral("MAC_V1_0_3"), QStringLiteral("PHY_V1_0_3_REV_A")};
    return device;
}

Device personalized()
{
    Device device = joining();
    device.joinEui.reset();
    device.appKey.reset();
    device.radio->supportsJoin = false;
    device.devAddr = Domain::DevAddr(0x26010203);
    device.nwkSKey = key('\x01');
    device.appSKey = key('\x02');
    return device;
}

template <typename Request>
QStringList pathsOf(const Request &request)
{
    QStringList out;
    for (const std::string &path : request.field_mask().paths())
        out += QString::fromStdString(path);
    return out;
}

template <typename Request>
Request recorded(const char *name)
{
    QFile file(QStringLiteral(TTN_TEST_DATA "/v3/rpc/%1.request.bin").arg(QLatin1String(name)));
    Request request;
    if (!file.open(QIODevice::ReadOnly) || !request.ParseFromString(file.readAll().toStdString()))
        qFatal("no recording %s", name);
    return request;
}

wire::EndDevice storedIdentity()
{
    wire::EndDevice device;
    device.mutable_ids()->set_device_id("apple");
    device.mutable_ids()->mutable_application_ids()->set_application_id("orchard");
    device.mutable_ids()->set_dev_eui(std::string("\1\2\3\4\5\6\7\10", 8));
    device.mutable_ids()->set_join_eui(std::string(8, '\x70'));
    device.set_join_server_address("127.0.0.1");
    return device;
}

} // namespace

class TestStackV3Devices : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void registersOverTheAir();
    void identityOnAnotherHost();
    void registersPersonalized();
    void takesBackWhatFails_data();
    void takesBackWhatFails();
    void serverGoesInTheMiddle();
    void saysWhatWasLeft();
    void noticesWhatAnotherLeft();
    void takesBackWhenNobodyWaits();
    void refusesBeforeTheFirstCall_data();
    void refusesBeforeTheFirstCall();
    void addsUpFourServers();
    void readsKeysOnlyWhenAsked();
    void whatLivesElsewhereIsNotMissing();
    void aServerThatFailsIsTold();
    void lists();
    void asksAsRecorded();
    void changesOnlyWhereNeeded();
    void oldAdrGoesFirst();
    void neverRevivesADeletedDevice();
    void euisStay();
    void deletes();
    void keepsTheIdentityOfWhatIsLeft();
    void deletesTwentyAtATime();
    void oneFailureKeepsTheIdentities();
    void restoresWithoutWhatIsRefused();
    void simulates();

private:
    template <typename T>
    Result<T> wait(Domain::Call<Result<T>> call)
    {
        std::optional<Result<T>> result;
        call.then(this, [&result](Result<T> answer) { result = std::move(answer); });
        return QTest::qWaitFor([&result] { return result.has_value(); }, 60'000)
            ? *std::move(result)
            : Result<T>(Problem{Code::CodeCount, {}, {}, QStringLiteral("no answer came"), false});
    }
    static QStringList names(const char *blanks) { return QString::fromLatin1(blanks).split(u' '); }

    const QString m_orchard = QStringLiteral("orchard");
    const QString m_apple = QStringLiteral("apple");
};

void TestStackV3Devices::registersOverTheAir()
{
    Stack stack;
    RpcThread rpc;
    StackV3Api api = stack.api(rpc);
    QVERIFY(api.capabilities().testFlag(Domain::Capability::Devices));
    const auto done = wait(api.devices()->createDevice(joining()));
    QVERIFY2(done, qPrintable(done.problem.details));
    QCOMPARE(stack.asked(), names("/Create Js/Set Ns/Set As/Set"));
    const auto identity = stack.request<wire::CreateEndDeviceRequest>("EndDeviceRegistry/Create").end_device();
    QCOMPARE(identity.name(), std::string("Apple tree"));
    QCOMPARE(identity.join_server_address(), std::string("127.0.0.1"));
    QCOMPARE(identity.ids().dev_eui(), std::string("\1\2\3\4\5\6\7\10", 8));
    QCOMPARE(identity.ids().join_eui(), std::string(8, '\0'));
    QVERIFY(!identity.has_root_keys());
    const auto join = stack.request<wire::SetEndDeviceRequest>("JsEndDeviceRegistry/Set");
    QCOMPARE(join.end_device().root_keys().app_key().key(), std::string(16, '\xAB'));
    QCOMPARE(pathsOf(join), names("network_server_address application_server_address root_keys.app_key.key"));
    const auto network = stack.request<wire::SetEndDeviceRequest>("NsEndDeviceRegistry/Set");
    QCOMPARE(pathsOf(network), names("frequency_plan_id lorawan_version lorawan_phy_version supports_join"));
    QCOMPARE(network.end_device().lorawan_version(), wire::MAC_V1_0_3);
    QVERIFY(network.end_device().supports_join());
    QVERIFY(!network.end_device().has_session());
    QVERIFY(pathsOf(stack.request<wire::SetEndDeviceRequest>("AsEndDeviceRegistry/Set")).isEmpty());
}

void TestStackV3Devices::identityOnAnotherHost()
{
    Stack identity;
    Stack cluster;
    RpcThread rpc;
    StackV3Api api(rpc.line(), {identity.rig.endpoint(), cluster.rig.endpoint(), false, "NNSXS.ABC.DEF"});
    QVERIFY(wait(api.devices()->createDevice(joining())));
    QCOMPARE(identity.asked(), names("/Create"));
    QCOMPARE(cluster.asked(), names("Js/Set Ns/Set As/Set"));
    QVERIFY(wait(api.devices()->deleteDevice(m_orchard, m_apple)));
    QCOMPARE(identity.asked(), names("/Create /Get /Delete"));
    QCOMPARE(cluster.asked(), names("Js/Set Ns/Set As/Set As/Delete Ns/Delete Js/Delete"));
}

void TestStackV3Devices::registersPersonalized()
{
    Stack stack;
    RpcThread rpc;
    StackV3Api api = stack.api(rpc);
    QVERIFY(wait(api.devices()->createDevice(personalized())));
    QCOMPARE(stack.asked(), names("/Create Ns/Set As/Set"));
    QVERIFY(stack.request<wire::CreateEndDeviceRequest>("EndDeviceRegistry/Create")
                .end_device()
                .join_server_address()
                .empty());
    const auto network = stack.request<wire::SetEndDeviceRequest>("NsEndDeviceRegistry/Set");
    QVERIFY(pathsOf(network).contains(QStringLiteral("session.keys.f_nwk_s_int_key.key")));
    QCOMPARE(network.end_device().session().dev_addr(), std::string("\x26\1\2\3", 4));
    QVERIFY(!network.end_device().session().keys().has_app_s_key());
    const auto application = stack.request<wire::SetEndDeviceRequest>("AsEndDeviceRegistry/Set");
    QCOMPARE(pathsOf(application), names("session.dev_addr session.keys.app_s_key.key"));
    QVERIFY(!application.end_device().session().keys().has_f_nwk_s_int_key());
}

void TestStackV3Devices::takesBackWhatFails_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QStringList>("asked");
    const QStringList removal = names("As/Delete Ns/Delete Js/Delete /Delete");
    // What is there already belongs to somebody: nothing is deleted.
    QTest::newRow("Identity") << QByteArray("EndDeviceRegistry/Create") << names("/Create");
    QTest::newRow("Join") << QByteArray("JsEndDeviceRegistry/Set") << names("/Create Js/Set") + removal;
    QTest::newRow("Network") << QByteArray("NsEndDeviceRegistry/Set") << names("/Create Js/Set Ns/Set") + removal;
    QTest::newRow("Application") << QByteArray("AsEndDeviceRegistry/Set")
                                 << names("/Create Js/Set Ns/Set As/Set") + removal;
}

void TestStackV3Devices::takesBackWhatFails()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QStringList, asked);
    Stack stack;
    stack.instead[method.toStdString()] = [](const RpcRig::Question &) {
        return failed(3, "pkg/redis", "not_found"); // any of the stack's own refusals
    };
    RpcThread rpc;
    StackV3Api api = stack.api(rpc);
    const auto done = wait(api.devices()->createDevice(joining()));
    QCOMPARE(done.problem.code, Code::DeviceNotFound);
    QCOMPARE(stack.asked(), asked);
    QCOMPARE(stack.keepers(), QStringList());
}

void TestStackV3Devices::serverGoesInTheMiddle()
{
    Stack stack;
    stack.instead["NsEndDeviceRegistry/Set"] = [](const RpcRig::Question &) {
        RpcRig::Answer answer;
        answer.hang = true;
        return answer;
    };
    RpcThread rpc;
    StackV3Api api = stack.api(rpc);
    std::optional<Result<Done>> done;
    auto call = api.devices()->createDevice(joining());
    call.then(this, [&done](const Result<Done> &answer) { done = answer; });
    QTRY_COMPARE_WITH_TIMEOUT(stack.asked().size(), 3, 20'000);
    stack.rig.shutDown();
    QTRY_VERIFY_WITH_TIMEOUT(done, 60'000);
    QCOMPARE(done->problem.code, Code::RegistrationIncomplete);
    QCOMPARE(done->problem.args.value(0), m_apple);
    QCOMPARE(done->problem.args.value(2),
             QStringLiteral("Application Server, Network Server, Join Server, Identity Server"));
}

void TestStackV3Devices::saysWhatWasLeft()
{
    Stack stack;
    stack.instead["NsEndDeviceRegistry/Set"]
        = [](const RpcRig::Question &) { return failed(5, "pkg/frequencyplans", "not_found"); };
    stack.instead["JsEndDeviceRegistry/Delete"]
        = [](const RpcRig::Question &) { return failed(13, "pkg/somewhere", "broken"); };
    RpcThread rpc;
    StackV3Api api = stack.api(rpc);
    const auto done = wait(api.devices()->createDevice(joining()));
    QCOMPARE(done.problem.code, Code::RegistrationIncomplete);
    QCOMPARE(done.problem.args.value(2), QStringLiteral("Join Server, Identity Server"));
    // The Identity Server keeps it, so that it can be found and deleted.
    QCOMPARE(stack.keepers(), (QStringList{QString(), QStringLiteral("Js")}));
    const QString sentence = Domain::problemLine(done.problem);
    QVERIFY2(sentence.contains(u"Join Server, Identity Server") && sentence.contains(u"frequency plan"),
             qPrintable(sentence));
}

void TestStackV3Devices::noticesWhatAnotherLeft()
{
    Stack stack;
    wire::EndDevice orphan = storedIdentity();
    stack.keep("JsEndDeviceRegistry", orphan);
    RpcThread rpc;
    StackV3Api api = stack.api(rpc);
    const auto done = wait(api.devices()->createDevice(joining()));
    QCOMPARE(done.problem.code, Code::EuisTaken);
    QCOMPARE(done.problem.args.value(0), QStringLiteral("7070707070707070"));
    QCOMPARE(stack.keepers(), QStringList());
}

void TestStackV3Devices::takesBackWhenNobodyWaits()
{
    Stack stack;
    std::promise<void> dropped;
    const std::shared_future<void> isDropped = dropped.get_future().share();
    stack.instead["JsEndDeviceRegistry/Set"] = [isDropped](const RpcRig::Question &question) {
        isDropped.wait();
        wire::SetEndDeviceRequest request;
        request.ParseFromString(question.message);
        return ok(request.end_device().SerializeAsString());
    };
    RpcThread rpc;
    StackV3Api api = stack.api(rpc);
    {
        auto call = api.devices()->createDevice(joining());
        QTRY_COMPARE_WITH_TIMEOUT(stack.asked().size(), 2, 20'000);
    }
    dropped.set_value();
    QTRY_COMPARE_WITH_TIMEOUT(stack.asked(), names("/Create Js/Set As/Delete Ns/Delete Js/Delete /Delete"), 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(stack.keepers(), QStringList(), 20'000);
}

void TestStackV3Devices::refusesBeforeTheFirstCall_data()
{
    QTest::addColumn<Device>("device");
    QTest::addColumn<QString>("word");
    const auto add = [](const char *name, Device device, const char *word, const std::function<void(Device &)> &spoil) {
        spoil(device);
        QTest::newRow(name) << device << QString::fromLatin1(word);
    };
    add("id", joining(), "Apple", [](Device &device) { device.id = QStringLiteral("Apple"); });
    add("no radio", joining(), "frequency_plan_id", [](Device &device) { device.radio.reset(); });
    add("unknown version", joining(), "lorawan_version",
        [](Device &device) { device.radio->macVersion = QStringLiteral("1.0.3"); });
    add("versions apart", joining(), "lorawan_phy_version",
        [](Device &device) { device.radio->phyVersion = QStringLiteral("PHY_V1_1_REV_B"); });
    add("no DevEUI", joining(), "dev_eui", [](Device &device) { device.devEui.reset(); });
    add("no JoinEUI", joining(), "", [](Device &device) { device.joinEui.reset(); });
    add("zero key", joining(), "app_key", [](Device &device) { device.appKey = Aes128Key(); });
    add("1.1 without NwkKey", joining(), "nwk_key", [](Device &device) {
        device.radio->macVersion = QStringLiteral("MAC_V1_1");
        device.radio->phyVersion = QStringLiteral("PHY_V1_1_REV_B");
    });
    add("1.0 with NwkKey", joining(), "nwk_key", [](Device &device) { device.nwkKey = key('\x03'); });
    add("place", joining(), "latitude", [](Device &device) { device.location = Domain::GeoPoint{91, 0, 0}; });
    add("no address", personalized(), "dev_addr", [](Device &device) { device.devAddr.reset(); });
    add("no AppSKey", personalized(), "app_s_key", [](Device &device) { device.appSKey.reset(); });
    add("1.0.4 without DevEUI", personalized(), "dev_eui", [](Device &device) {
        device.radio->macVersion = QStringLiteral("MAC_V1_0_4");
        device.radio->phyVersion = QStringLiteral("RP002_V1_0_3");
        device.devEui.reset();
    });
    add("class B", personalized(), "ping_slot", [](Device &device) { device.radio->supportsClassB = true; });
}

void TestStackV3Devices::refusesBeforeTheFirstCall()
{
    QFETCH(const Device, device);
    QFETCH(const QString, word);
    Stack stack;
    RpcThread rpc;
    StackV3Api api = stack.api(rpc);
    const auto done = wait(api.devices()->createDevice(device));
    QVERIFY(done.problem);
    QVERIFY2(done.problem.args.join(u' ').contains(word), qPrintable(done.problem.args.join(u' ')));
    QCOMPARE(stack.rig.asked(), 0);
}

void TestStackV3Devices::addsUpFourServers()
{
    Stack stack;
    wire::EndDevice identity = storedIdentity();
    identity.set_name("Apple tree");
    (*identity.mutable_locations())["user"].set_latitude(52.5);
    stack.keep("EndDeviceRegistry", identity);
    wire::EndDevice network;
    network.set_frequency_plan_id("EU_863_870_TTN");
    network.set_lorawan_version(wire::MAC_V1_0_3);
    network.set_supports_join(true);
    network.mutable_session()->set_dev_addr("\x26\1\2\3");
    network.mutable_session()->set_last_f_cnt_up(7);
    network.mutable_session()->set_last_n_f_cnt_down(2);
    stack.keep("NsEndDeviceRegistry", network);
    wire::EndDevice application;
    application.mutable_session()->set_last_a_f_cnt_down(5);
    stack.keep("AsEndDeviceRegistry", application);
    RpcThread rpc;
    StackV3Api api = stack.api(rpc);
    // The Join Server has none: told by what is not set.
    const auto device = wait(api.devices()->device(m_orchard, m_apple, DeviceKeys::Leave));
    QVERIFY2(device, qPrintable(device.problem.details));
    QCOMPARE(device.value.name, QStringLiteral("Apple tree"));
    QCOMPARE(device.value.location->latitude, 52.5);
    QCOMPARE(device.value.devAddr->toString(), QStringLiteral("26010203"));
    QCOMPARE(device.value.fCntUp, 7U);
    QCOMPARE(device.value.fCntDown, 5U);
    QCOMPARE(device.value.radio->macVersion, QStringLiteral("MAC_V1_0_3"));
    QVERIFY(!device.value.resetsJoinNonces);
    QCOMPARE(device.value.missingAt, QStringList{QStringLiteral("Join Server")});
    QCOMPARE(stack.rig.asked(), 4);
}

void TestStackV3Devices::readsKeysOnlyWhenAsked()
{
    for (const DeviceKeys keys : {DeviceKeys::Leave, DeviceKeys::Read}) {
        Stack stack;
        stack.keep("EndDeviceRegistry", storedIdentity());
        wire::EndDevice join;
        join.mutable_root_keys()->mutable_app_key()->set_key(std::string(16, '\xAB'));
        stack.keep("JsEndDeviceRegistry", keys == DeviceKeys::Read ? join : wire::EndDevice());
        RpcThread rpc;
        StackV3Api api = stack.api(rpc);
        const auto device = wait(api.devices()->device(m_orchard, m_apple, keys));
        QVERIFY(device);
        QCOMPARE(device.value.appKey.has_value(), keys == DeviceKeys::Read);
        QStringList paths;
        for (const char *method : {"NsEndDeviceRegistry/Get", "AsEndDeviceRegistry/Get", "JsEndDeviceRegistry/Get"})
            paths += pathsOf(stack.request<wire::GetEndDeviceRequest>(method));
        QCOMPARE(paths.filter(QStringLiteral("key")).isEmpty(), keys == DeviceKeys::Leave);
        QCOMPARE(device.value.missingAt.size(), 2);
        QVERIFY(!paths.contains(QStringLiteral("session")) && !paths.contains(QStringLiteral("root_keys")));
    }
}

void TestStackV3Devices::whatLivesElsewhereIsNotMissing()
{
    Stack stack;
    wire::EndDevice identity = storedIdentity();
    identity.set_network_server_address("nam1.example:8884");
    identity.set_application_server_address("127.0.0.1:8884");
    identity.set_join_server_address("join.example");
    stack.keep("EndDeviceRegistry", identity);
    RpcThread rpc;
    StackV3Api api = stack.api(rpc);
    const auto device = wait(api.devices()->device(m_orchard, m_apple, DeviceKeys::Leave));
    QVERIFY(device);
    QCOMPARE(device.value.missingAt, QStringList{QStringLiteral("Application Server")});
}

void TestStackV3Devices::aServerThatFailsIsTold()
{
    Stack stack;
    stack.keep("EndDeviceRegistry", storedIdentity());
    stack.instead["NsEndDeviceRegistry/Get"]
        = [](const RpcRig::Question &) { return failed(13, "pkg/somewhere", "broken"); };
    RpcThread rpc;
    StackV3Api api = stack.api(rpc);
    QCOMPARE(wait(api.devices()->device(m_orchard, m_apple, DeviceKeys::Leave)).problem.code, Code::ServerFault);
}

void TestStackV3Devices::lists()
{
    Stack stack;
    stack.instead["EndDeviceRegistry/List"] = [](const RpcRig::Question &) {
        wire::EndDevices devices;
        *devices.add_end_devices() = storedIdentity();
        return ok(devices.SerializeAsString(), {{"x-total-count", "104"}});
    };
    RpcThread rpc;
    StackV3Api api = stack.api(rpc);
    Domain::DeviceQuery query;
    query.limit = 50;
    query.page = 3;
    const auto page = wait(api.devices()->devices(m_orchard, query));
    QVERIFY(page);
    QCOMPARE(page.value.total, 104);
    QCOMPARE(page.value.devices.first().devEui->toString(), QStringLiteral("0102030405060708"));
    QVERIFY(!page.value.devices.first().radio); // not told there
    const auto request = stack.request<wire::ListEndDevicesRequest>("EndDeviceRegistry/List");
    QCOMPARE(request.limit(), 50U);
    QCOMPARE(request.page(), 3U);
    QCOMPARE(request.order(), std::string("device_id"));
}

void TestStackV3Devices::asksAsRecorded()
{
    Stack stack;
    const auto answer = [](const RpcRig::Question &) { return ok(wire::EndDevices().SerializeAsString()); };
    stack.instead["EndDeviceRegistry/List"] = answer;
    stack.instead["EndDeviceRegistrySearch/SearchEndDevices"] = answer;
    RpcThread rpc;
    StackV3Api api = stack.api(rpc);
    const QString a = QStringLiteral("a-cellar");
    Domain::DeviceQuery query;
    query.limit = 2;
    query.page = 2;
    QVERIFY(wait(api.devices()->devices(a, query)));
    // The masks of the recordings are shorter than ours.
    auto list = stack.request<wire::ListEndDevicesRequest>("EndDeviceRegistry/List");
    auto expected = recorded<wire::ListEndDevicesRequest>("056-list-devices-page-2");
    QVERIFY(list.field_mask().paths_size() > 0);
    *list.mutable_field_mask() = expected.field_mask();
    QCOMPARE(list.DebugString(), expected.DebugString());
    query = {};
    query.search = QStringLiteral(" 70b3d57ed0c00003 ");
    query.limit = 10;
    QVERIFY(wait(api.devices()->devices(a, query)));
    auto search = stack.request<wire::SearchEndDevicesRequest>("EndDeviceRegistrySearch/SearchEndDevices");
    auto found = recorded<wire::SearchEndDevicesRequest>("057-search-devices");
    QCOMPARE(search.order(), std::string("device_id"));
    search.clear_order(); // the recorded one leaves it to the server
    *search.mutable_field_mask() = found.field_mask();
    QCOMPARE(search.DebugString(), found.DebugString());
    query.order = Domain::DeviceQuery::Order::LastSeen;
    query.descending = true;
    query.search = QString(60, u'x');
    QVERIFY(wait(api.devices()->devices(a, query)));
    search = stack.request<wire::SearchEndDevicesRequest>("EndDeviceRegistrySearch/SearchEndDevices");
    QCOMPARE(search.order(), std::string("-last_seen_at"));
    QCOMPARE(search.query().size(), std::size_t(50)); // more would be refused
}

void TestStackV3Devices::changesOnlyWhereNeeded()
{
    Stack stack;
    wire::EndDevice identity = storedIdentity();
    (*identity.mutable_locations())["gps"].set_latitude(1);
    stack.keep("EndDeviceRegistry", identity);
    wire::EndDevice part = storedIdentity();
    part.mutable_session()->set_dev_addr("\x26\1\2\3");
    stack.keep("NsEndDeviceRegistry", part);
    stack.keep("AsEndDeviceRegistry", part);
    RpcThread rpc;
    StackV3Api api = stack.api(rpc);
    DeviceChange change;
    change.location = Domain::GeoPoint{52.5, 13.4, 30};
    change.fCntDown = 0;
    const auto done = wait(api.devices()->changeDevice(m_orchard, m_apple, change));
    QVERIFY2(done, qPrintable(done.problem.args.join(u' ')));
    QStringList asked = stack.asked();
    std::sort(asked.begin() + 1, asked.begin() + 3); // these at once
    QCOMPARE(asked, names("/Get As/Get Ns/Get /Update Ns/Set As/Set"));
    const auto update = stack.request<wire::UpdateEndDeviceRequest>("EndDeviceRegistry/Update");
    QCOMPARE(pathsOf(update), names("locations"));
    QCOMPARE(update.end_device().locations_size(), 2); // replaced as a whole
    QCOMPARE(pathsOf(stack.request<wire::SetEndDeviceRequest>("NsEndDeviceRegistry/Set")),
             names("session.last_n_f_cnt_down"));
    QCOMPARE(pathsOf(stack.request<wire::SetEndDeviceRequest>("AsEndDeviceRegistry/Set")),
             names("session.last_a_f_cnt_down"));
}

void TestStackV3Devices::oldAdrGoesFirst()
{
    Stack stack;
    stack.keep("EndDeviceRegistry", storedIdentity());
    wire::EndDevice network = storedIdentity();
    network.mutable_mac_settings()->mutable_use_adr()->set_value(true);
    stack.keep("NsEndDeviceRegistry", network);
    std::vector<QStringList> masks;
    stack.instead["NsEndDeviceRegistry/Set"] = [&masks](const RpcRig::Question &question) {
        wire::SetEndDeviceRequest request;
        request.ParseFromString(question.message);
        masks.push_back(pathsOf(request));
        return ok(request.end_device().SerializeAsString());
    };
    RpcThread rpc;
    StackV3Api api = stack.api(rpc);
    DeviceChange change;
    change.mac = Domain::MacSettings();
    change.mac->adr = Domain::MacSettings::Adr::Disabled;
    QVERIFY(wait(api.devices()->changeDevice(m_orchard, m_apple, change)));
    QCOMPARE(masks.size(), std::size_t(2));
    QCOMPARE(masks.at(0), names("mac_settings.use_adr"));
    QCOMPARE(masks.at(1), names("mac_settings.adr.mode"));
}

void TestStackV3Devices::deletesTwentyAtATime()
{
    for (const bool hasServices : {true, false}) {
        Stack stack;
        wire::EndDevices known;
        for (int i = 0; i < 25; ++i) {
            wire::EndDevice device = storedIdentity();
            device.mutable_ids()->set_device_id("tree-" + std::to_string(10 + i));
            if (i < 20)
                *known.add_end_devices() = device;
        }
        std::mutex mutex;
        QStringList calls;
        for (const char *method : {"EndDeviceBatchRegistry/Delete", "AsEndDeviceBatchRegistry/Delete",
                                   "NsEndDeviceBatchRegistry/Delete", "JsEndDeviceBatchRegistry/Delete"}) {
            stack.instead[method] = [&, method](const RpcRig::Question &question) {
                wire::BatchDeleteEndDevicesRequest request;
                request.ParseFromString(question.message);
                const std::lock_guard lock(mutex);
                calls += QString::fromLatin1(method).section(u'E', 0, 0) + QString::number(request.device_ids_size());
                return ok();
            };
        }
        stack.instead["EndDeviceBatchRegistry/Get"] = [&](const RpcRig::Question &question) {
            wire::BatchGetEndDevicesRequest request;
            request.ParseFromString(question.message);
            RpcRig::Answer none;
            none.code = 12;
            none.text = "unknown service";
            // The second time nobody knows them: only what is left of them is removed.
            return !hasServices ? none
                                : ok(request.device_ids(0) == "tree-10" ? known.SerializeAsString()
                                                                        : wire::EndDevices().SerializeAsString());
        };
        RpcThread rpc;
        StackV3Api api = stack.api(rpc);
        QStringList ids;
        for (int i = 0; i < 25; ++i)
            ids += QStringLiteral("tree-%1").arg(10 + i);
        const auto done = wait(api.devices()->deleteDevices(m_orchard, ids));
        QVERIFY(done);
        QCOMPARE(done.value.size(), 25);
        for (const Domain::DeviceOutcome &outcome : done.value)
            QVERIFY2(!outcome.problem, qPrintable(outcome.id));
        if (hasServices)
            QCOMPARE(calls, names("As20 Ns20 Js20 20 As5 Ns5 Js5"));
        else
            QCOMPARE(stack.asked().filter(QStringLiteral("/Delete")).size(), 4 * 25);
    }
}

void TestStackV3Devices::oneFailureKeepsTheIdentities()
{
    Stack stack;
    wire::EndDevices known;
    *known.add_end_devices() = storedIdentity();
    stack.instead["EndDeviceBatchRegistry/Get"]
        = [&known](const RpcRig::Question &) { return ok(known.SerializeAsString()); };
    stack.instead["AsEndDeviceBatchRegistry/Delete"] = [](const RpcRig::Question &) { return ok(); };
    stack.instead["NsEndDeviceBatchRegistry/Delete"]
        = [](const RpcRig::Question &) { return failed(13, "pkg/somewhere", "broken"); };
    RpcThread rpc;
    StackV3Api api = stack.api(rpc);
    const auto done = wait(api.devices()->deleteDevices(m_orchard, {m_apple}));
    QVERIFY(done);
    QCOMPARE(done.value.first().problem.code, Code::ServerFault);
    QCOMPARE(stack.asked(),
             names("EndDeviceBatchRegistry/Get AsEndDeviceBatchRegistry/Delete NsEndDeviceBatchRegistry/Delete"));
}

void TestStackV3Devices::restoresWithoutWhatIsRefused()
{
    Stack stack;
    wire::EndDevice backup = storedIdentity();
    backup.clear_join_server_address();
    backup.set_frequency_plan_id("EU_863_870_TTN");
    backup.set_lorawan_version(wire::MAC_V1_0_3);
    backup.set_lorawan_phy_version(wire::PHY_V1_0_3_REV_A);
    backup.mutable_session()->set_dev_addr("\x26\1\2\3");
    backup.mutable_session()->mutable_keys()->mutable_f_nwk_s_int_key()->set_key(std::string(16, '\1'));
    backup.mutable_session()->mutable_keys()->mutable_app_s_key()->set_key(std::string(16, '\2'));
    backup.mutable_mac_state()->set_lorawan_version(wire::MAC_V1_0_3);
    int refusals = 0;
    stack.instead["NsEndDeviceRegistry/Set"] = [&refusals](const RpcRig::Question &question) {
        wire::SetEndDeviceRequest request;
        request.ParseFromString(question.message);
        if (!pathsOf(request).contains(QStringLiteral("mac_state")))
            return ok(request.end_device().SerializeAsString());
        ++refusals;
        return failed(3, "pkg/errors", "validation");
    };
    RpcThread rpc;
    StackV3Api api = stack.api(rpc);
    const auto done = wait(api.devices()->restore(
        {m_orchard, m_apple, QByteArray::fromStdString(backup.SerializeAsString()), {}, {}}, m_orchard, m_apple));
    QVERIFY2(done, qPrintable(done.problem.args.join(u' ')));
    QCOMPARE(refusals, 1);
    QCOMPARE(stack.asked(), names("/Create Ns/Set Ns/Set As/Set"));
}

void TestStackV3Devices::simulates()
{
    Stack stack;
    stack.instead["AppAs/SimulateUplink"] = [](const RpcRig::Question &) { return ok(); };
    RpcThread rpc;
    StackV3Api api = stack.api(rpc);
    QVERIFY(wait(api.devices()->simulateUplink(m_orchard, m_apple, 5, QByteArray("\x01\x02"))));
    const auto message = stack.request<wire::ApplicationUp>("AppAs/SimulateUplink");
    QCOMPARE(message.end_device_ids().device_id(), std::string("apple"));
    QCOMPARE(message.uplink_message().f_port(), 5U);
    QCOMPARE(message.uplink_message().frm_payload(), std::string("\1\2"));
    // The server refuses one without.
    QVERIFY(message.uplink_message().settings().frequency() >= 100'000);
    QVERIFY(message.uplink_message().settings().data_rate().has_lora());
    QVERIFY(!message.simulated()); // the server's word
}

void TestStackV3Devices::neverRevivesADeletedDevice()
{
    Stack stack;
    RpcThread rpc;
    StackV3Api api = stack.api(rpc);
    DeviceChange change;
    change.fCntUp = 0;
    QCOMPARE(wait(api.devices()->changeDevice(m_orchard, m_apple, change)).problem.code, Code::DeviceNotFound);
    QCOMPARE(stack.asked(), names("/Get"));
}

void TestStackV3Devices::euisStay()
{
    Stack stack;
    stack.keep("EndDeviceRegistry", storedIdentity());
    RpcThread rpc;
    StackV3Api api = stack.api(rpc);
    DeviceChange change;
    change.devEui = Domain::Eui(9);
    QCOMPARE(wait(api.devices()->changeDevice(m_orchard, m_apple, change)).problem.code, Code::FieldReadOnly);
    QCOMPARE(stack.asked(), names("/Get"));
}

void TestStackV3Devices::deletes()
{
    Stack stack;
    stack.keep("EndDeviceRegistry", storedIdentity());
    stack.keep("NsEndDeviceRegistry", storedIdentity()); // the others have none: no reason to stop
    RpcThread rpc;
    StackV3Api api = stack.api(rpc);
    QVERIFY(wait(api.devices()->deleteDevice(m_orchard, m_apple)));
    QCOMPARE(stack.asked(), names("/Get As/Delete Ns/Delete Js/Delete /Delete"));
    QCOMPARE(stack.keepers(), QStringList());
}

void TestStackV3Devices::keepsTheIdentityOfWhatIsLeft()
{
    Stack stack;
    stack.keep("EndDeviceRegistry", storedIdentity());
    stack.instead["NsEndDeviceRegistry/Delete"]
        = [](const RpcRig::Question &) { return failed(13, "pkg/somewhere", "broken"); };
    RpcThread rpc;
    StackV3Api api = stack.api(rpc);
    QCOMPARE(wait(api.devices()->deleteDevice(m_orchard, m_apple)).problem.code, Code::ServerFault);
    QCOMPARE(stack.keepers(), QStringList{QString()});
}

TTN_TEST_MAIN(TestStackV3Devices)
#include "tst_stackv3devices.moc"
