// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a device's page saves, against the servers of the sandbox: read back it is what was wanted, and nothing else has
// changed at any of the four servers.
#include "backend/rpc/rpcthread.h"
#include "tests/support/testmain.h"
#include "tests/unit/network/sandboxservers.h"

#include <QRegularExpression>

#include <google/protobuf/util/message_differencer.h>

using namespace SandboxServers;
using Domain::Device;
using Domain::DeviceChange;
using Domain::DeviceKeys;
using Domain::MacSettings;
using Domain::Problem;
using Domain::Result;
using google::protobuf::util::MessageDifferencer;

namespace {

enum class Kind {
    Joins,
    Joins11,
    Personalized,
};

/// With something in every field that the page can change.
Device full(Kind kind)
{
    Device device = kind == Kind::Personalized ? personalized() : joining();
    device.radio->supportsClassC = true;
    device.mac->rx2Frequency = 869'525'000;
    device.mac->adr = MacSettings::Adr::Dynamic;
    device.mac->adrMargin = 12;
    device.versionIds.model = QStringLiteral("dev1");
    device.versionIds.hardware = QStringLiteral("1.0");
    device.versionIds.firmware = QStringLiteral("1.0");
    if (kind == Kind::Joins11) {
        device.radio->macVersion = QStringLiteral("MAC_V1_1");
        device.radio->phyVersion = QStringLiteral("PHY_V1_1_REV_B");
        device.nwkKey = key('\xCD');
    }
    return device;
}

/// How to change a device, and which fields of its records change by that.
struct Saving
{
    Kind kind = Kind::Joins;
    std::function<void(DeviceChange &, const Device &)> change;
    QStringList paths;
};

using Change = DeviceChange;

std::function<void(Change &, const Device &)> inMac(std::function<void(MacSettings &)> edit)
{
    return [edit = std::move(edit)](Change &change, const Device &before) {
        change.mac = *before.mac;
        edit(*change.mac);
    };
}

std::function<void(Change &, const Device &)> inRadio(std::function<void(Domain::RadioProfile &)> edit)
{
    return [edit = std::move(edit)](Change &change, const Device &before) {
        change.radio = *before.radio;
        edit(*change.radio);
    };
}

QMap<QByteArray, Saving> savings()
{
    using Mac = MacSettings;
    QMap<QByteArray, Saving> all;
    const auto add = [&all](const char *name, Kind kind, std::function<void(Change &, const Device &)> change,
                            const QStringList &paths) {
        all.insert(name, {kind, std::move(change), paths});
    };
    const auto mac = [&add](const char *name, std::function<void(Mac &)> edit, const QStringList &fields) {
        QStringList paths;
        for (const QString &field : fields)
            paths += u"mac_settings." + field;
        add(name, Kind::Joins, inMac(std::move(edit)), paths);
    };
    // Identity Server.
    add("name", Kind::Joins, [](Change &c, const Device &) { c.name = QStringLiteral("Oak"); },
        {QStringLiteral("name")});
    add("no name", Kind::Joins, [](Change &c, const Device &) { c.name = QString(); }, {QStringLiteral("name")});
    add("description", Kind::Joins, [](Change &c, const Device &) { c.description = QStringLiteral("in\nfront"); },
        {QStringLiteral("description")});
    add("attributes", Kind::Joins,
        [](Change &c, const Device &) {
            c.attributes
                = {{QStringLiteral("row"), QStringLiteral("8")}, {QStringLiteral("side"), QStringLiteral("left")}};
        },
        {QStringLiteral("attributes[row]"), QStringLiteral("attributes[side]")});
    add("no attributes", Kind::Joins, [](Change &c, const Device &) { c.attributes.emplace(); },
        {QStringLiteral("attributes[row]")});
    add("location", Kind::Joins,
        [](Change &c, const Device &) {
            c.location = Domain::GeoPoint{-33.9, 18.4, 70, 0};
        },
        {QStringLiteral("locations[user].latitude"), QStringLiteral("locations[user].longitude"),
         QStringLiteral("locations[user].altitude"), QStringLiteral("locations[user].accuracy")});
    add("no location", Kind::Joins, [](Change &c, const Device &) { c.removesLocation = true; },
        {QStringLiteral("locations[user]")});
    add("product", Kind::Joins,
        [](Change &c, const Device &) {
            c.versionIds
                = Domain::VersionIds{QStringLiteral("acre-labs"), QStringLiteral("climate-mini"), QStringLiteral("1.1"),
                                     QStringLiteral("1.2"), QStringLiteral("EU_863_870")};
        },
        {QStringLiteral("version_ids.brand_id"), QStringLiteral("version_ids.model_id"),
         QStringLiteral("version_ids.hardware_version"), QStringLiteral("version_ids.firmware_version"),
         QStringLiteral("version_ids.band_id")});
    add("serial number", Kind::Joins, [](Change &c, const Device &) { c.serialNumber = QStringLiteral("sn-2"); },
        {QStringLiteral("serial_number")});
    // Application Server.
    add("formatters", Kind::Joins,
        [](Change &c, const Device &) {
            c.formatters = Domain::Formatters{QStringLiteral("FORMATTER_JAVASCRIPT"),
                                              QStringLiteral("function f() {}"),
                                              QStringLiteral("FORMATTER_CAYENNELPP"),
                                              {}};
        },
        {QStringLiteral("formatters.up_formatter"), QStringLiteral("formatters.up_formatter_parameter"),
         QStringLiteral("formatters.down_formatter")});
    add("formatters of the application", Kind::Joins, [](Change &c, const Device &) { c.inheritsFormatters = true; },
        {QStringLiteral("formatters")});
    // Join Server.
    add("AppKey", Kind::Joins, [](Change &c, const Device &) { c.appKey = key('\x11'); },
        {QStringLiteral("root_keys.app_key.key")});
    add("AppKey of 1.1", Kind::Joins11, [](Change &c, const Device &) { c.appKey = key('\x11'); },
        {QStringLiteral("root_keys.app_key.key")});
    add("NwkKey", Kind::Joins11, [](Change &c, const Device &) { c.nwkKey = key('\x12'); },
        {QStringLiteral("root_keys.nwk_key.key")});
    add("join nonces", Kind::Joins, [](Change &c, const Device &) { c.resetsJoinNonces = true; },
        {QStringLiteral("resets_join_nonces")});
    // Network Server: radio.
    add("plan", Kind::Joins,
        inRadio([](Domain::RadioProfile &radio) { radio.frequencyPlan = QStringLiteral("EU_863_870"); }),
        {QStringLiteral("frequency_plan_id")});
    add("versions", Kind::Joins, inRadio([](Domain::RadioProfile &radio) {
            radio.macVersion = QStringLiteral("MAC_V1_0_2");
            radio.phyVersion = QStringLiteral("PHY_V1_0_2_REV_B");
        }),
        {QStringLiteral("lorawan_version"), QStringLiteral("lorawan_phy_version")});
    add("class B", Kind::Joins, inRadio([](Domain::RadioProfile &radio) { radio.supportsClassB = true; }),
        {QStringLiteral("supports_class_b")});
    add("class A", Kind::Joins, inRadio([](Domain::RadioProfile &radio) { radio.supportsClassC = false; }),
        {QStringLiteral("supports_class_c")});
    add("class B, personalized", Kind::Personalized,
        [](Change &c, const Device &before) {
            c.radio = *before.radio;
            c.radio->supportsClassB = true;
            c.mac = *before.mac;
            c.mac->pingSlotPeriod = 8;
        },
        {QStringLiteral("supports_class_b"), QStringLiteral("mac_settings.ping_slot_periodicity")});
    // Network Server: MAC settings.
    const auto one = [](const char *name) { return QStringList{QLatin1String(name)}; };
    mac(
        "RX1 delay", [](Mac &m) { m.rx1Delay = 3; }, one("rx1_delay"));
    mac(
        "RX1 offset", [](Mac &m) { m.rx1DataRateOffset = 2; }, one("rx1_data_rate_offset"));
    mac(
        "RX2 data rate", [](Mac &m) { m.rx2DataRate = 3; }, one("rx2_data_rate_index"));
    mac(
        "RX2 frequency", [](Mac &m) { m.rx2Frequency = 868'800'000; }, one("rx2_frequency.value"));
    mac(
        "no RX2 frequency", [](Mac &m) { m.rx2Frequency.reset(); }, one("rx2_frequency"));
    mac(
        "wanted RX1 delay", [](Mac &m) { m.desiredRx1Delay = 2; }, one("desired_rx1_delay.value"));
    mac(
        "no wanted RX1 delay", [](Mac &m) { m.desiredRx1Delay.reset(); }, one("desired_rx1_delay"));
    mac(
        "wanted RX1 offset", [](Mac &m) { m.desiredRx1DataRateOffset = 0; }, one("desired_rx1_data_rate_offset"));
    mac(
        "wanted RX2 data rate", [](Mac &m) { m.desiredRx2DataRate = 5; }, one("desired_rx2_data_rate_index"));
    mac(
        "wanted RX2 frequency", [](Mac &m) { m.desiredRx2Frequency = 868'800'000; }, one("desired_rx2_frequency"));
    mac("channels",
        [](Mac &m) {
            m.presetFrequencies = {868'100'000, 868'300'000};
        },
        {QStringLiteral("factory_preset_frequencies[0]"), QStringLiteral("factory_preset_frequencies[1]")});
    mac(
        "duty cycle", [](Mac &m) { m.maxDutyCycle = 7; }, one("max_duty_cycle"));
    mac(
        "ADR margin", [](Mac &m) { m.adrMargin = 9; }, one("adr.dynamic.margin.value"));
    mac("ADR static",
        [](Mac &m) {
            m.adr = Mac::Adr::Static;
            m.adrMargin.reset();
            m.staticDataRate = 4;
            m.staticTxPower = 1;
            m.staticRepetitions = 2;
        },
        {QStringLiteral("adr.static"), QStringLiteral("adr.dynamic")});
    mac("ADR off",
        [](Mac &m) {
            m.adr = Mac::Adr::Disabled;
            m.adrMargin.reset();
        },
        {QStringLiteral("adr.disabled"), QStringLiteral("adr.dynamic")});
    mac(
        "no ADR",
        [](Mac &m) {
            m.adr.reset();
            m.adrMargin.reset();
        },
        one("adr"));
    mac(
        "class B timeout", [](Mac &m) { m.classBTimeout = 60; }, one("class_b_timeout"));
    mac(
        "class C timeout", [](Mac &m) { m.classCTimeout = 90; }, one("class_c_timeout"));
    mac("ping slots",
        [](Mac &m) {
            m.pingSlotPeriod = 4;
            m.pingSlotDataRate = 3;
            m.pingSlotFrequency = 0;
        },
        {QStringLiteral("ping_slot_periodicity"), QStringLiteral("ping_slot_data_rate_index"),
         QStringLiteral("ping_slot_frequency")});
    mac(
        "beacon", [](Mac &m) { m.beaconFrequency = 869'525'000; }, one("beacon_frequency"));
    mac("status",
        [](Mac &m) {
            m.statusEverySeconds = 3'600;
            m.statusEveryUplinks = 50;
        },
        {QStringLiteral("status_time_periodicity"), QStringLiteral("status_count_periodicity")});
    mac(
        "no downlinks", [](Mac &m) { m.schedulesDownlinks = false; }, one("schedule_downlinks"));
    // The session of a personalized device, at Network and Application Server.
    add("address", Kind::Personalized, [](Change &c, const Device &) { c.devAddr = Domain::DevAddr(0x260B0999); },
        {QStringLiteral("ids.dev_addr"), QStringLiteral("session.dev_addr")});
    add("network session key", Kind::Personalized, [](Change &c, const Device &) { c.nwkSKey = key('\x21'); },
        {QStringLiteral("session.keys.f_nwk_s_int_key.key"), QStringLiteral("session.keys.s_nwk_s_int_key.key"),
         QStringLiteral("session.keys.nwk_s_enc_key.key")});
    add("application session key", Kind::Personalized, [](Change &c, const Device &) { c.appSKey = key('\x22'); },
        {QStringLiteral("session.keys.app_s_key.key")});
    add("uplink counter", Kind::Personalized, [](Change &c, const Device &) { c.fCntUp = 5; },
        {QStringLiteral("session.last_f_cnt_up")});
    add("downlink counter", Kind::Personalized, [](Change &c, const Device &) { c.fCntDown = 6; },
        {QStringLiteral("session.last_a_f_cnt_down"), QStringLiteral("session.last_n_f_cnt_down")});
    add("counter check", Kind::Personalized, [](Change &c, const Device &) { c.checksCounters = false; },
        {QStringLiteral("mac_settings.resets_f_cnt")});
    add("counter width", Kind::Personalized, [](Change &c, const Device &) { c.uses32BitCounters = false; },
        {QStringLiteral("mac_settings.supports_32_bit_f_cnt")});
    return all;
}

/// Which fields differ, each once. What a server makes by itself from the others is left out.
QStringList changedPaths(const Domain::DeviceBackup &before, const Domain::DeviceBackup &after)
{
    wire::EndDevice one, other;
    one.ParseFromString(before.message.toStdString());
    other.ParseFromString(after.message.toStdString());
    for (wire::EndDevice *each : {&one, &other}) {
        each->clear_updated_at();
        each->clear_mac_state();
        if (each->has_session())
            each->mutable_session()->clear_started_at();
    }
    std::string text;
    MessageDifferencer differencer;
    differencer.ReportDifferencesToString(&text);
    (void)differencer.Compare(one, other);
    QStringList out;
    static const QRegularExpression path(QStringLiteral("^(?:modified|added|deleted): ([^:]+?)(?: \\([^)]*\\))?: "));
    for (const QString &line : QString::fromStdString(text).split(u'\n', Qt::SkipEmptyParts))
        out += path.match(line).captured(1);
    out.removeDuplicates();
    out.sort();
    return out;
}

} // namespace

class TestDeviceSavings : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void saved_data();
    void saved();
    void ownSettingsOfTheServerStay();

private:
    template <typename T>
    Result<T> wait(Domain::Call<Result<T>> call)
    {
        std::optional<Result<T>> result;
        call.then(this, [&result](Result<T> answer) { result = std::move(answer); });
        return QTest::qWaitFor([&result] { return result.has_value(); }, 60'000)
            ? *std::move(result)
            : Result<T>(Problem{Problem::Code::CodeCount, {}, {}, QStringLiteral("no answer came"), false});
    }

    RpcThread m_rpc;
};

void TestDeviceSavings::saved_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const QByteArray &name : savings().keys())
        QTest::newRow(name.constData()) << name;
}

void TestDeviceSavings::saved()
{
    QFETCH(const QByteArray, name);
    const Saving saving = savings().value(name);
    Stack stack;
    StackV3Api v3(m_rpc.line(), stack.settings());
    Domain::DeviceApi &devices = *v3.devices();
    const Device made = full(saving.kind);
    const auto created = wait(devices.createDevice(made));
    QVERIFY2(created, qPrintable(created.problem.details));
    stack.silence();
    const Device before = wait(devices.device(cellar, made.id, DeviceKeys::Read)).value;
    const auto backupBefore = wait(devices.backup(cellar, made.id));
    QVERIFY(backupBefore && backupBefore.value.missing.isEmpty());

    DeviceChange change;
    saving.change(change, before);
    const auto changed = wait(devices.changeDevice(cellar, made.id, change));
    QVERIFY2(changed, qPrintable(changed.problem.details + changed.problem.args.join(u' ')));
    stack.silence();
    const auto backupAfter = wait(devices.backup(cellar, made.id));
    QVERIFY(backupAfter && backupAfter.value.missing.isEmpty());
    QStringList expected = saving.paths;
    expected.sort();
    QCOMPARE(changedPaths(backupBefore.value, backupAfter.value).join(u'\n'), expected.join(u'\n'));

    // What is read is what was wanted.
    const Device after = wait(devices.device(cellar, made.id, DeviceKeys::Read)).value;
    QCOMPARE(after.name, change.name.value_or(before.name));
    QCOMPARE(after.description, change.description.value_or(before.description));
    QCOMPARE(after.attributes, change.attributes.value_or(before.attributes));
    QCOMPARE(after.location,
             change.removesLocation ? std::nullopt
                 : change.location  ? change.location
                                    : before.location);
    QCOMPARE(after.versionIds, change.versionIds.value_or(before.versionIds));
    QCOMPARE(after.serialNumber, change.serialNumber.value_or(before.serialNumber));
    QCOMPARE(after.formatters,
             change.inheritsFormatters ? std::nullopt
                 : change.formatters   ? change.formatters
                                       : before.formatters);
    QCOMPARE(after.radio, change.radio ? change.radio : before.radio);
    QCOMPARE(after.mac, change.mac ? change.mac : before.mac);
    QCOMPARE(after.appKey, change.appKey ? change.appKey : before.appKey);
    QCOMPARE(after.nwkKey, change.nwkKey ? change.nwkKey : before.nwkKey);
    QCOMPARE(after.nwkSKey, change.nwkSKey ? change.nwkSKey : before.nwkSKey);
    QCOMPARE(after.appSKey, change.appSKey ? change.appSKey : before.appSKey);
    QCOMPARE(after.devAddr, change.devAddr ? change.devAddr : before.devAddr);
    QCOMPARE(after.fCntUp, change.fCntUp ? change.fCntUp : before.fCntUp);
    QCOMPARE(after.fCntDown, change.fCntDown ? change.fCntDown : before.fCntDown);
    QCOMPARE(after.checksCounters, change.checksCounters.value_or(before.checksCounters));
    QCOMPARE(after.uses32BitCounters, change.uses32BitCounters.value_or(before.uses32BitCounters));
    QCOMPARE(after.resetsJoinNonces, change.resetsJoinNonces ? change.resetsJoinNonces : before.resetsJoinNonces);
}

/// What this program has no words for, and another one has set.
void TestDeviceSavings::ownSettingsOfTheServerStay()
{
    Stack stack;
    StackV3Api v3(m_rpc.line(), stack.settings());
    Domain::DeviceApi &devices = *v3.devices();
    const Device made = full(Kind::Joins);
    QVERIFY(wait(devices.createDevice(made)));
    stack.silence();
    StackDevice &stored = stack.records->find("cellar")->devices["apple"];
    wire::MACSettings &settings = *stored.network->mutable_mac_settings();
    settings.mutable_adr()->mutable_dynamic()->mutable_channel_steering()->mutable_disabled();
    settings.mutable_desired_max_eirp()->set_value(wire::DEVICE_EIRP_12);
    (*stored.identity->mutable_locations())["gps"].set_latitude(1);
    stored.join->set_network_server_kek_label("label");
    const auto before = wait(devices.backup(cellar, made.id));
    DeviceChange change;
    change.mac = *wait(devices.device(cellar, made.id, DeviceKeys::Leave)).value.mac;
    change.mac->adrMargin = 3;
    change.location = Domain::GeoPoint{1, 2, 3, 0};
    const auto changed = wait(devices.changeDevice(cellar, made.id, change));
    QVERIFY2(changed, qPrintable(changed.problem.details));
    QCOMPARE(stored.network->mac_settings().desired_max_eirp().value(), wire::DEVICE_EIRP_12);
    QVERIFY(stored.network->mac_settings().adr().dynamic().channel_steering().has_disabled());
    QCOMPARE(stored.network->mac_settings().adr().dynamic().margin().value(), 3.0F);
    QCOMPARE(stored.identity->locations().at("gps").latitude(), 1.0);
    QCOMPARE(stored.identity->locations().at("user").latitude(), 1.0);
    QCOMPARE(stored.join->network_server_kek_label(), std::string("label"));
}

TTN_TEST_MAIN(TestDeviceSavings)
#include "tst_devicesavings.moc"
