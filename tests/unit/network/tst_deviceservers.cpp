// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Devices through the console's own clients against the servers of the sandbox, with faults in between.
#include "backend/domain/problemtext.h"
#include "backend/network/handlerv2api.h"
#include "backend/network/stackv3api.h"
#include "backend/rpc/rpcthread.h"
#include "tests/support/testmain.h"
#include "tests/unit/network/sandboxservers.h"

#include <QSet>

#include <atomic>
#include <ttn/lorawan/v3/end_device_requests.pb.h>
#include <ttn/lorawan/v3/onboarding.pb.h>

using namespace Backend;
using namespace SandboxServers;
using Domain::Device;
using Domain::DeviceChange;
using Domain::DeviceKeys;
using Domain::Done;
using Domain::Problem;
using Domain::Result;
using Code = Problem::Code;

namespace {

RpcRig::Answer refused(int code)
{
    RpcRig::Answer answer;
    answer.code = code;
    answer.text = "not now";
    return answer;
}

} // namespace

class TestDeviceServers : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void lifeOfADevice_data();
    void lifeOfADevice();
    void pageOpensWithoutKeys();
    void refusals();
    void serverGoesAtEachStep_data();
    void serverGoesAtEachStep();
    void deadlineInTheMiddle();
    void deletedWhileItIsChanged();
    void halfMadeIsNotChanged();
    void halfMadeIsFinished_data();
    void halfMadeIsFinished();
    void liesElsewhere();
    void deletesMany();
    void claimedDevicesAreGivenBack();
    void restoreLeavesNothingHalf();
    void resetsAsNew_data();
    void resetsAsNew();
    void resetKeepsNonces();
    void backupsOfV2();

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
    /// Called by its user unless a key is given.
    [[nodiscard]] std::unique_ptr<StackV3Api> api(const Stack &stack, const QByteArray &apiKey = {})
    {
        return std::make_unique<StackV3Api>(m_rpc.line(), stack.settings(apiKey));
    }

    RpcThread m_rpc;
};

void TestDeviceServers::lifeOfADevice_data()
{
    QTest::addColumn<bool>("joins");
    QTest::newRow("over the air") << true;
    QTest::newRow("personalized") << false;
}

void TestDeviceServers::lifeOfADevice()
{
    QFETCH(const bool, joins);
    const Device wanted = joins ? joining() : personalized();
    Stack stack;
    const auto v3 = api(stack);
    Domain::DeviceApi &devices = *v3->devices();
    const auto made = wait(devices.createDevice(wanted));
    QVERIFY2(made, qPrintable(made.problem.details));
    QCOMPARE(wait(devices.createDevice(wanted)).problem.code, Code::IdTaken);
    stack.silence();

    const auto read = wait(devices.device(cellar, wanted.id, DeviceKeys::Read));
    QVERIFY2(read, qPrintable(read.problem.details));
    const Device &device = read.value;
    QVERIFY2(device.missingAt.isEmpty(), qPrintable(device.missingAt.join(u' ')));
    QVERIFY(device.elsewhere.isEmpty());
    QCOMPARE(device.name, wanted.name);
    QCOMPARE(device.attributes, wanted.attributes);
    QCOMPARE(device.location, wanted.location);
    QCOMPARE(device.versionIds, wanted.versionIds);
    QCOMPARE(device.serialNumber, wanted.serialNumber);
    QCOMPARE(device.formatters, wanted.formatters);
    QCOMPARE(device.radio, wanted.radio);
    QCOMPARE(device.mac->desiredRx1Delay, 5);
    QCOMPARE(device.appKey, wanted.appKey);
    QCOMPARE(device.devAddr, wanted.devAddr);
    QCOMPARE(device.nwkSKey, wanted.nwkSKey);
    QCOMPARE(device.appSKey, wanted.appSKey);
    QCOMPARE(device.fCntUp, wanted.fCntUp);
    QCOMPARE(device.fCntDown, wanted.fCntDown);

    DeviceChange change;
    change.name = QStringLiteral("Old tree");
    change.removesLocation = true;
    change.inheritsFormatters = true;
    change.radio = wanted.radio;
    change.radio->supportsClassC = true;
    change.mac = *device.mac;
    change.mac->rx2Frequency = 869'525'000;
    change.mac->desiredRx1Delay.reset();
    const auto changed = wait(devices.changeDevice(cellar, wanted.id, change));
    QVERIFY2(changed, qPrintable(changed.problem.details + changed.problem.args.join(u' ')));
    const Device after = wait(devices.device(cellar, wanted.id, DeviceKeys::Leave)).value;
    QCOMPARE(after.name, QStringLiteral("Old tree"));
    QCOMPARE(after.description, wanted.description);
    QVERIFY(!after.location && !after.formatters && after.radio->supportsClassC);
    QCOMPARE(after.mac->rx2Frequency, 869'525'000ULL);
    QVERIFY(!after.mac->desiredRx1Delay);

    stack.silence();
    const auto page = wait(devices.devices(cellar, {}));
    QCOMPARE(page.value.total, 1);
    QCOMPARE(page.value.devices.first().name, QStringLiteral("Old tree"));

    const auto backup = wait(devices.backup(cellar, wanted.id));
    QVERIFY2(backup, qPrintable(backup.problem.details));
    QVERIFY2(backup.value.missing.isEmpty(), qPrintable(backup.value.missing.join(u' ')));
    QVERIFY(wait(devices.deleteDevice(cellar, wanted.id)));
    QCOMPARE(stack.keepers(cellar, wanted.id), QStringList());
    const auto restored = wait(devices.restore(backup.value, attic, QStringLiteral("old-tree")));
    QVERIFY2(restored, qPrintable(restored.problem.details + restored.problem.args.join(u' ')));
    stack.silence();
    const Device moved = wait(devices.device(attic, QStringLiteral("old-tree"), DeviceKeys::Read)).value;
    QVERIFY(moved.missingAt.isEmpty());
    QCOMPARE(moved.name, QStringLiteral("Old tree"));
    QCOMPARE(moved.devEui, wanted.devEui);
    QCOMPARE(moved.appKey, wanted.appKey);
    QCOMPARE(moved.nwkSKey, wanted.nwkSKey);
    QCOMPARE(moved.appSKey, wanted.appSKey);
    QCOMPARE(moved.fCntUp, wanted.fCntUp);
    QCOMPARE(moved.fCntDown, wanted.fCntDown);
    QVERIFY(moved.radio->supportsClassC);
    QCOMPARE(moved.mac->rx2Frequency, 869'525'000ULL);
    // What it holds is what was there.
    const auto held = devices.read(backup.value);
    QVERIFY(held);
    QCOMPARE(held.value.appKey, wanted.appKey);
    QCOMPARE(held.value.fCntUp, wanted.fCntUp);
}

void TestDeviceServers::pageOpensWithoutKeys()
{
    Stack stack;
    QVERIFY(wait(api(stack)->devices()->createDevice(personalized())));
    stack.silence();
    const QByteArray reader = stack.addKey({wire::RIGHT_APPLICATION_DEVICES_READ});
    const auto v3 = api(stack, reader);
    const auto device = wait(v3->devices()->device(cellar, QStringLiteral("pear"), DeviceKeys::Leave));
    QVERIFY2(device, qPrintable(device.problem.details));
    QCOMPARE(device.value.devAddr, personalized().devAddr);
    QCOMPARE(device.value.fCntUp, 70U);
    QVERIFY(!device.value.nwkSKey && !device.value.appSKey);
    const auto keys = wait(v3->devices()->device(cellar, QStringLiteral("pear"), DeviceKeys::Read));
    QCOMPARE(keys.problem.code, Code::RightsMissing);
    // As much as it may read, and what that costs.
    const auto backup = wait(v3->devices()->backup(cellar, QStringLiteral("pear")));
    QVERIFY2(backup, qPrintable(backup.problem.details));
    QVERIFY(backup.value.missing.contains(QStringLiteral("session")));
    QVERIFY(!backup.value.message.contains(QByteArray(16, '\x01')));
    QCOMPARE(v3->devices()->read(backup.value).value.fCntUp, 70U);
    QCOMPARE(wait(v3->devices()->deleteDevice(cellar, QStringLiteral("pear"))).problem.code, Code::RightsMissing);
    QCOMPARE(stack.keepers(cellar, QStringLiteral("pear")).size(), 3);
}

void TestDeviceServers::refusals()
{
    Stack stack;
    const auto v3 = api(stack);
    Domain::DeviceApi &devices = *v3->devices();
    QVERIFY(wait(devices.createDevice(joining())));
    const QString nobody = QStringLiteral("nobody");
    const QString apple = QStringLiteral("apple");
    DeviceChange change;
    change.name = QStringLiteral("x");
    change.fCntUp = 0;
    QCOMPARE(wait(devices.device(cellar, nobody, DeviceKeys::Leave)).problem.code, Code::DeviceNotFound);
    QCOMPARE(wait(devices.changeDevice(cellar, nobody, change)).problem.code, Code::DeviceNotFound);
    QCOMPARE(wait(devices.deleteDevice(cellar, nobody)).problem.code, Code::DeviceNotFound);
    QCOMPARE(wait(devices.backup(cellar, nobody)).problem.code, Code::DeviceNotFound);
    QCOMPARE(wait(devices.resetDevice(cellar, nobody, true)).problem.code, Code::DeviceNotFound);
    QVERIFY(stack.keepers(cellar, nobody).isEmpty());
    QCOMPARE(wait(devices.changeDevice(cellar, apple, change)).problem.code, Code::NoDeviceSession);
    QCOMPARE(wait(devices.device(cellar, QStringLiteral("Apple"), DeviceKeys::Leave)).problem.code, Code::IdInvalid);
    QCOMPARE(wait(devices.simulateUplink(cellar, apple, 224, "x")).problem.code, Code::FieldInvalid);
    QCOMPARE(wait(devices.simulateUplink(cellar, apple, 0, "x")).problem.code, Code::FieldInvalid);
    QCOMPARE(wait(devices.simulateUplink(cellar, apple, 1, QByteArray(243, 'x'))).problem.code, Code::FieldInvalid);
    // A twin of it, under another name: nothing is left of the attempt.
    QCOMPARE(wait(devices.createDevice(joining(QStringLiteral("twin")))).problem.code, Code::EuisTaken);
    QVERIFY(stack.keepers(cellar, QStringLiteral("twin")).isEmpty());
    Device device = joining(QStringLiteral("lost"), 0x70B3D57ED0000109);
    device.radio->frequencyPlan = QStringLiteral("MARS_1");
    QCOMPARE(wait(devices.createDevice(device)).problem.code, Code::FrequencyPlanUnknown);
    QVERIFY(stack.keepers(cellar, QStringLiteral("lost")).isEmpty());
    // Without rights.
    const QByteArray stranger = stack.addKey({wire::RIGHT_APPLICATION_INFO});
    const auto other = api(stack, stranger);
    QCOMPARE(wait(other->devices()->devices(cellar, {})).problem.code, Code::RightsMissing);
    QCOMPARE(wait(other->devices()->createDevice(device)).problem.code, Code::RightsMissing);
    QCOMPARE(wait(other->devices()->devices(attic, {})).problem.code, Code::NoApplicationRights);
    QCOMPARE(wait(api(stack, "NNSXS.broken")->devices()->devices(cellar, {})).problem.code, Code::KeyMalformed);
}

void TestDeviceServers::serverGoesAtEachStep_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QStringList>("left");
    QTest::newRow("Join Server") << QByteArray("JsEndDeviceRegistry/Set") << QStringList{QStringLiteral("Is")};
    QTest::newRow("Network Server") << QByteArray("NsEndDeviceRegistry/Set")
                                    << QStringList{QStringLiteral("Is"), QStringLiteral("Js")};
    QTest::newRow("Application Server") << QByteArray(
        "AsEndDeviceRegistry/Set") << QStringList{QStringLiteral("Is"), QStringLiteral("Ns"), QStringLiteral("Js")};
}

void TestDeviceServers::serverGoesAtEachStep()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QStringList, left);
    Stack stack;
    std::atomic<bool> gone = false;
    stack.setHook(method.toStdString(), [&]() -> std::optional<RpcRig::Answer> {
        gone = true;
        return refused(14);
    });
    for (const char *undo : {"AsEndDeviceRegistry/Delete", "NsEndDeviceRegistry/Delete", "JsEndDeviceRegistry/Delete",
                             "EndDeviceRegistry/Delete"}) {
        stack.setHook(
            undo, [&]() -> std::optional<RpcRig::Answer> { return gone ? std::optional(refused(14)) : std::nullopt; });
    }
    const auto v3 = api(stack);
    const auto made = wait(v3->devices()->createDevice(joining()));
    QCOMPARE(made.problem.code, Code::RegistrationIncomplete);
    QVERIFY(made.problem.args.value(2).contains(u"Identity Server")); // it can be found again
    QCOMPARE(stack.keepers(cellar, QStringLiteral("apple")), left);
    // When they are back it says itself what it lacks, and can be removed.
    gone = false;
    const auto device = wait(v3->devices()->device(cellar, QStringLiteral("apple"), DeviceKeys::Leave));
    QVERIFY2(device, qPrintable(device.problem.details));
    QCOMPARE(device.value.missingAt.size(), 4 - left.size());
    QVERIFY(device.value.missingAt.contains(QStringLiteral("Application Server")));
    QVERIFY(wait(v3->devices()->deleteDevice(cellar, QStringLiteral("apple"))));
    QVERIFY(stack.keepers(cellar, QStringLiteral("apple")).isEmpty());
}

void TestDeviceServers::deadlineInTheMiddle()
{
    Stack stack;
    stack.setHook("NsEndDeviceRegistry/Set", []() -> std::optional<RpcRig::Answer> {
        RpcRig::Answer answer;
        answer.hang = true;
        return answer;
    });
    const auto v3 = api(stack);
    QCOMPARE(wait(v3->devices()->createDevice(joining())).problem.code, Code::CallDeadline);
    QVERIFY(stack.keepers(cellar, QStringLiteral("apple")).isEmpty()); // taken back
}

void TestDeviceServers::deletedWhileItIsChanged()
{
    Stack stack;
    const auto v3 = api(stack);
    QVERIFY(wait(v3->devices()->createDevice(joining())));
    DeviceChange change;
    change.mac = Domain::MacSettings();
    change.mac->desiredRx1Delay = 3;
    // Somebody deletes it after it was read and before it is written: the server makes a new record of it.
    stack.setHook("NsEndDeviceRegistry/Set", [&stack]() -> std::optional<RpcRig::Answer> {
        stack.forget(cellar, QStringLiteral("apple"));
        return std::nullopt;
    });
    // Some servers refuse to make one without a frequency plan; of others the new record is taken away again.
    const Code code = wait(v3->devices()->changeDevice(cellar, QStringLiteral("apple"), change)).problem.code;
    QVERIFY2(code == Code::DeviceNotFound || code == Code::FrequencyPlanUnknown,
             qPrintable(QString::number(int(code))));
    QCOMPARE(stack.keepers(cellar, QStringLiteral("apple")), QStringList());
}

void TestDeviceServers::halfMadeIsNotChanged()
{
    Stack stack;
    const auto v3 = api(stack);
    QVERIFY(wait(v3->devices()->createDevice(joining())));
    stack.records->find("cellar")->devices["apple"].network.reset();
    DeviceChange change;
    change.mac = Domain::MacSettings();
    const auto changed = wait(v3->devices()->changeDevice(cellar, QStringLiteral("apple"), change));
    QCOMPARE(changed.problem.code, Code::DeviceIncomplete);
    QCOMPARE(changed.problem.args.value(2), QStringLiteral("Network Server"));
    QCOMPARE(stack.asked("NsEndDeviceRegistry/Set"), 1); // the registration's
    QVERIFY(wait(v3->devices()->backup(cellar, QStringLiteral("apple")))
                .value.missing.contains(QStringLiteral("frequency_plan_id")));
    // Its name is kept elsewhere.
    change = {};
    change.name = QStringLiteral("Half");
    QVERIFY(wait(v3->devices()->changeDevice(cellar, QStringLiteral("apple"), change)));
}

void TestDeviceServers::halfMadeIsFinished_data()
{
    QTest::addColumn<bool>("joins");
    QTest::addColumn<QString>("missing");
    for (const char *server : {"Network Server", "Application Server", "Join Server"}) {
        for (const bool joins : {true, false}) {
            if (joins || !QByteArray(server).startsWith("Join"))
                QTest::addRow("%s, %s", server, joins ? "over the air" : "personalized")
                    << joins << QString::fromLatin1(server);
        }
    }
}

/// A change that says all that a server needs makes the record that is missing there; one key less does not.
void TestDeviceServers::halfMadeIsFinished()
{
    QFETCH(const bool, joins);
    QFETCH(const QString, missing);
    const Device wanted = joins ? joining() : personalized();
    Stack stack;
    const auto v3 = api(stack);
    QVERIFY(wait(v3->devices()->createDevice(wanted)));
    stack.silence();
    StackDevice &records = stack.records->find("cellar")->devices[wanted.id.toStdString()];
    DeviceChange change, less;
    if (missing.startsWith(u"Network")) {
        records.network.reset();
        change.radio = wanted.radio;
        less.mac = Domain::MacSettings();
        if (!joins) {
            less = change;
            change.devAddr = wanted.devAddr;
            change.nwkSKey = wanted.nwkSKey;
            change.appSKey = wanted.appSKey; // an address goes with it
        }
    } else if (missing.startsWith(u"Application")) {
        records.application.reset();
        change.inheritsFormatters = true;
        less = change;
        if (!joins)
            change.appSKey = wanted.appSKey; // the Network Server has the address
    } else {
        records.join.reset();
        less.resetsJoinNonces = true;
        change.appKey = wanted.appKey;
        change.nwkKey = wanted.nwkKey;
    }
    if (!joins || !missing.startsWith(u"Application"))
        QCOMPARE(wait(v3->devices()->changeDevice(cellar, wanted.id, less)).problem.code, Code::DeviceIncomplete);
    const auto changed = wait(v3->devices()->changeDevice(cellar, wanted.id, change));
    QVERIFY2(changed, qPrintable(Domain::problemLine(changed.problem)));
    const auto read = wait(v3->devices()->device(cellar, wanted.id, DeviceKeys::Read));
    QVERIFY2(read, qPrintable(read.problem.details));
    QCOMPARE(read.value.missingAt, QStringList());
    QCOMPARE(read.value.radio, wanted.radio);
    QCOMPARE(read.value.versionIds, wanted.versionIds);
    QCOMPARE(read.value.devEui, wanted.devEui);
    QCOMPARE(read.value.appKey, wanted.appKey);
    QCOMPARE(read.value.devAddr, wanted.devAddr);
    QCOMPARE(read.value.nwkSKey, wanted.nwkSKey);
    QCOMPARE(read.value.appSKey, wanted.appSKey);
}

void TestDeviceServers::liesElsewhere()
{
    Stack stack;
    const auto v3 = api(stack);
    Domain::DeviceApi &devices = *v3->devices();
    const QString apple = QStringLiteral("apple");
    QVERIFY(wait(devices.createDevice(joining())));
    stack.records->find("cellar")->devices["apple"].identity->set_network_server_address(
        "nam1.cloud.thethings.network");
    DeviceChange change;
    change.mac = Domain::MacSettings();
    change.mac->rx1Delay = 2;
    const auto changed = wait(devices.changeDevice(cellar, apple, change));
    QCOMPARE(changed.problem.code, Code::DeviceElsewhere);
    QCOMPARE(changed.problem.args,
             (QStringList{apple, QStringLiteral("nam1.cloud.thethings.network"), QStringLiteral("127.0.0.1")}));
    QCOMPARE(wait(devices.deleteDevice(cellar, apple)).problem.code, Code::DeviceElsewhere);
    QCOMPARE(wait(devices.backup(cellar, apple)).problem.code, Code::DeviceElsewhere);
    QCOMPARE(wait(devices.resetDevice(cellar, apple, false)).problem.code, Code::DeviceElsewhere);
    QCOMPARE(wait(devices.deleteDevices(cellar, {apple})).value.first().problem.code, Code::DeviceElsewhere);
    QCOMPARE(stack.keepers(cellar, apple).size(), 4);
    const Device device = wait(devices.device(cellar, apple, DeviceKeys::Leave)).value;
    QCOMPARE(device.elsewhere, QStringLiteral("nam1.cloud.thethings.network"));
    QVERIFY(!device.radio && device.missingAt.isEmpty());
    // A server of several names: its applications' devices are its own.
    stack.records->find("cellar")->devices["apple"].identity->set_network_server_address("localhost");
    stack.records->find("cellar")->stored.set_network_server_address("localhost");
    const auto fresh = api(stack);
    QVERIFY(wait(fresh->devices()->changeDevice(cellar, apple, change)));
    QVERIFY(wait(fresh->devices()->deleteDevice(cellar, apple)));
    // And new ones go where their application is.
    stack.records->find("cellar")->stored.set_network_server_address("au1.cloud.thethings.network");
    const auto later = api(stack);
    QCOMPARE(wait(later->devices()->createDevice(joining())).problem.code, Code::DeviceElsewhere);
    QVERIFY(stack.keepers(cellar, apple).isEmpty());
}

void TestDeviceServers::deletesMany()
{
    Stack stack;
    const auto v3 = api(stack);
    QStringList ids;
    for (int i = 0; i < 45; ++i) {
        ids += QStringLiteral("tree-%1").arg(i, 2, 10, QLatin1Char('0'));
        QVERIFY(wait(v3->devices()->createDevice(joining(ids.constLast(), 0x70B3D57ED0001000 + quint64(i)))));
    }
    const QStringList asked = ids + QStringList{QStringLiteral("never-was"), QStringLiteral("Not An Id")};
    const auto deleted = wait(v3->devices()->deleteDevices(cellar, asked));
    QVERIFY2(deleted, qPrintable(deleted.problem.details));
    QSet<QString> done;
    for (const Domain::DeviceOutcome &outcome : deleted.value) {
        QVERIFY(!done.contains(outcome.id));
        done.insert(outcome.id);
        const bool isId = outcome.id != u"Not An Id";
        QVERIFY2(isId == !outcome.problem, qPrintable(outcome.id));
    }
    QCOMPARE(done, QSet<QString>(asked.begin(), asked.end()));
    for (const QString &id : ids)
        QVERIFY(stack.keepers(cellar, id).isEmpty());
    // Twenty at a time, at each server.
    for (const char *batch : {"AsEndDeviceBatchRegistry/Delete", "NsEndDeviceBatchRegistry/Delete",
                              "JsEndDeviceBatchRegistry/Delete", "EndDeviceBatchRegistry/Delete"})
        QCOMPARE(stack.asked(batch), 3);
    QCOMPARE(stack.asked("EndDeviceRegistry/Delete"), 0);
}

/// Devices that join at somebody else's Join Server: deleted without that, nobody could claim them again.
void TestDeviceServers::claimedDevicesAreGivenBack()
{
    Stack stack;
    const auto v3 = api(stack);
    Domain::DeviceApi &devices = *v3->devices();
    const QStringList ids{QStringLiteral("one-1"), QStringLiteral("two-2"), QStringLiteral("three")};
    quint64 eui = 0x70B3D57ED0000201;
    for (const QString &id : ids) {
        QVERIFY(wait(devices.createDevice(joining(id, eui++))));
        StackDevice &stored = stack.records->find("cellar")->devices[id.toStdString()];
        stored.identity->clear_join_server_address();
        stored.join.reset();
    }
    stack.silence();
    QVERIFY(wait(devices.backup(cellar, ids[0])).value.missing.contains(QStringLiteral("claim")));
    const std::string info = "EndDeviceClaimingServer/GetInfoByJoinEUI";
    const std::string unclaim = "EndDeviceClaimingServer/Unclaim";
    stack.setHook(info, []() -> std::optional<RpcRig::Answer> {
        wire::GetInfoByJoinEUIResponse claimable;
        claimable.set_supports_claiming(true);
        RpcRig::Answer answer;
        answer.messages = {claimable.SerializeAsString()};
        return answer;
    });
    const QStringList keepers = stack.keepers(cellar, ids[0]);
    QCOMPARE(keepers.size(), 3);
    // The Join Server does not answer: nothing goes.
    stack.setHook(unclaim, []() -> std::optional<RpcRig::Answer> { return refused(14); });
    QCOMPARE(wait(devices.deleteDevice(cellar, ids[0])).problem.code, Code::NetworkError);
    QCOMPARE(stack.keepers(cellar, ids[0]), keepers);
    const auto many = wait(devices.deleteDevices(cellar, ids));
    QCOMPARE(many.value.size(), 3);
    for (const Domain::DeviceOutcome &outcome : many.value) {
        QCOMPARE(outcome.problem.code, Code::NetworkError);
        QCOMPARE(stack.keepers(cellar, outcome.id), keepers);
    }
    // It takes them back.
    stack.setHook(unclaim, []() -> std::optional<RpcRig::Answer> {
        RpcRig::Answer answer;
        answer.messages = {std::string()};
        return answer;
    });
    int unclaimed = stack.asked(unclaim);
    QVERIFY(wait(devices.deleteDevice(cellar, ids[0])));
    QCOMPARE(stack.asked(unclaim), unclaimed + 1);
    QVERIFY(stack.keepers(cellar, ids[0]).isEmpty());
    // Where nobody claims, nobody is asked to give back.
    stack.setHook(info, {[]() -> std::optional<RpcRig::Answer> { return std::nullopt; }});
    unclaimed = stack.asked(unclaim);
    const int informed = stack.asked(info);
    const auto rest = wait(devices.deleteDevices(cellar, {ids[1], ids[2]}));
    for (const Domain::DeviceOutcome &outcome : rest.value)
        QVERIFY2(!outcome.problem, qPrintable(outcome.problem.details));
    QCOMPARE(stack.asked(unclaim), unclaimed);
    QCOMPARE(stack.asked(info), informed + 1); // both have the same JoinEUI
    QVERIFY(stack.keepers(cellar, ids[1]).isEmpty() && stack.keepers(cellar, ids[2]).isEmpty());
    QCOMPARE(stack.asked("JsEndDeviceRegistry/Delete"), 0);
}

void TestDeviceServers::restoreLeavesNothingHalf()
{
    Stack stack;
    const auto v3 = api(stack);
    Domain::DeviceApi &devices = *v3->devices();
    QVERIFY(wait(devices.createDevice(joining())));
    const auto backup = wait(devices.backup(cellar, QStringLiteral("apple")));
    // It is there still.
    QCOMPARE(wait(devices.restore(backup.value, attic, QStringLiteral("apple"))).problem.code, Code::EuisTaken);
    QVERIFY(stack.keepers(attic, QStringLiteral("apple")).isEmpty());
    QVERIFY(wait(devices.deleteDevice(cellar, QStringLiteral("apple"))));
    stack.setHook("AsEndDeviceRegistry/Set", []() -> std::optional<RpcRig::Answer> { return refused(13); });
    QCOMPARE(wait(devices.restore(backup.value, cellar, QStringLiteral("apple"))).problem.code, Code::ServerFault);
    QVERIFY(stack.keepers(cellar, QStringLiteral("apple")).isEmpty());
}

void TestDeviceServers::resetsAsNew_data()
{
    QTest::addColumn<bool>("joins");
    QTest::newRow("over the air") << true;
    QTest::newRow("personalized") << false;
}

/// After it has joined and was heard: what the three servers know of that is gone, and nothing else.
void TestDeviceServers::resetsAsNew()
{
    QFETCH(const bool, joins);
    const Device wanted = joins ? joining() : personalized();
    Stack stack;
    const auto v3 = api(stack);
    Domain::DeviceApi &devices = *v3->devices();
    QVERIFY(wait(devices.createDevice(wanted)));
    stack.run.forward(60);
    const Device before = wait(devices.device(cellar, wanted.id, DeviceKeys::Read)).value;
    QVERIFY(before.devAddr && before.nwkSKey && before.appSKey && before.fCntUp.value_or(0) > 0);
    QCOMPARE(before.usedDevNonces.isEmpty(), !joins);
    const auto reset = wait(devices.resetDevice(cellar, wanted.id, joins));
    QVERIFY2(reset, qPrintable(reset.problem.details));
    QCOMPARE(stack.asked("NsEndDeviceRegistry/ResetFactoryDefaults"), 1);
    const Device device = wait(devices.device(cellar, wanted.id, DeviceKeys::Read)).value;
    QVERIFY(device.missingAt.isEmpty());
    QCOMPARE(device.fCntUp.value_or(0), 0U);
    QCOMPARE(device.fCntDown.value_or(0), 0U);
    QCOMPARE(device.lastAFCntDown.value_or(0), 0U);
    QVERIFY(!device.pendingDevAddr);
    if (joins) {
        QVERIFY(!device.devAddr && !device.nwkSKey && !device.appSKey);
        QCOMPARE(device.lastDevNonce.value_or(0), 0U);
        QCOMPARE(device.lastJoinNonce.value_or(0), 0U);
        QVERIFY(device.usedDevNonces.isEmpty());
    } else {
        QCOMPARE(device.devAddr, wanted.devAddr);
        QCOMPARE(device.nwkSKey, wanted.nwkSKey);
        QCOMPARE(device.appSKey, wanted.appSKey);
    }
    QCOMPARE(device.appKey, wanted.appKey);
    QCOMPARE(device.radio, before.radio);
    QCOMPARE(device.mac, before.mac);
    QCOMPARE(device.name, wanted.name);
    QCOMPARE(device.formatters, wanted.formatters);
}

/// The nonces only when somebody wants that.
void TestDeviceServers::resetKeepsNonces()
{
    Stack stack;
    const auto v3 = api(stack);
    Domain::DeviceApi &devices = *v3->devices();
    QVERIFY(wait(devices.createDevice(joining())));
    stack.run.forward(60);
    const Device before = wait(devices.device(cellar, QStringLiteral("apple"), DeviceKeys::Leave)).value;
    QVERIFY(!before.usedDevNonces.isEmpty());
    QVERIFY(wait(devices.resetDevice(cellar, QStringLiteral("apple"), false)));
    stack.silence();
    const Device device = wait(devices.device(cellar, QStringLiteral("apple"), DeviceKeys::Leave)).value;
    QCOMPARE(device.usedDevNonces, before.usedDevNonces);
    QCOMPARE(device.lastJoinNonce, before.lastJoinNonce);
    QVERIFY(!device.devAddr);
}

void TestDeviceServers::backupsOfV2()
{
    Handler handler;
    HandlerV2Settings settings;
    settings.plaintextAllowed = true;
    settings.accessKey = "ttn-account-v2.fullkey-greenhouse";
    settings.applications = {QStringLiteral("greenhouse")};
    settings.handler = handler.rig.endpoint();
    HandlerV2Api v2(m_rpc.line(), settings);
    Domain::DeviceApi &devices = *v2.devices();
    const QString greenhouse = QStringLiteral("greenhouse");
    const QString bed = QStringLiteral("bed-99");
    Device wanted;
    wanted.application = greenhouse;
    wanted.id = bed;
    wanted.description = QStringLiteral("tomatoes");
    wanted.devEui = Domain::Eui(0x0011223344556699);
    wanted.joinEui = Domain::Eui(0x70B3D57ED0000001);
    wanted.devAddr = Domain::DevAddr(0x26012345);
    wanted.nwkSKey = key('\x01');
    wanted.appSKey = key('\x02');
    wanted.fCntUp = 41;
    wanted.fCntDown = 6;
    wanted.attributes = {{QStringLiteral("row"), QStringLiteral("2")}};
    const auto made = wait(devices.createDevice(wanted));
    QVERIFY2(made, qPrintable(made.problem.details));
    const auto backup = wait(devices.backup(greenhouse, bed));
    QVERIFY2(backup, qPrintable(backup.problem.details));
    QVERIFY(backup.value.missing.isEmpty());
    QVERIFY(backup.value.json.contains("0011223344556699"));
    QCOMPARE(wait(devices.restore(backup.value, greenhouse, bed)).problem.code, Code::IdTaken);
    QVERIFY(wait(devices.deleteDevice(greenhouse, bed)));
    const auto restored = wait(devices.restore(backup.value, greenhouse, bed));
    QVERIFY2(restored, qPrintable(restored.problem.details));
    const Device device = wait(devices.device(greenhouse, bed, DeviceKeys::Read)).value;
    QCOMPARE(device.fCntUp, 41U);
    QCOMPARE(device.fCntDown, 6U);
    QCOMPARE(device.nwkSKey, wanted.nwkSKey);
    QCOMPARE(device.description, wanted.description);
    QCOMPARE(device.attributes, wanted.attributes);
    QCOMPARE(devices.read(backup.value).value.fCntUp, 41U);
    for (const QByteArray &message : {QByteArray(), QByteArray(50, '\xFF'), QByteArray("\x1A\x00", 2)}) {
        const Domain::DeviceBackup broken{greenhouse, bed, message, {}, {}};
        QCOMPARE(devices.read(broken).problem.code, Code::UnexpectedShape);
        QCOMPARE(wait(devices.restore(broken, greenhouse, QStringLiteral("bed-98"))).problem.code,
                 Code::UnexpectedShape);
    }
    // Keys of a length that the server would not take, without saying which.
    QCOMPARE(devices.read({greenhouse, bed, QByteArray("\x1A\x06\x0A\x04\x01\x02\x03\x04", 8), {}, {}}).problem.code,
             Code::UnexpectedShape);
}

TTN_TEST_MAIN(TestDeviceServers)
#include "tst_deviceservers.moc"
