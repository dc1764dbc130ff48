// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What The Things Stack is told of devices, against recorded calls; its rules; backups. No calls here.
#include "backend/network/stackv3backup.h"
#include "backend/network/stackv3deviceconvert.h"
#include "backend/network/stackv3deviceparts.h"
#include "backend/network/stackv3devicerules.h"
#include "backend/network/stackv3json.h"
#include "backend/network/stackv3macsettings.h"
#include "backend/network/stackv3places.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <ttn/lorawan/v3/end_device_requests.pb.h>

using namespace Backend;
using Domain::Aes128Key;
using Domain::Device;
using Domain::DeviceChange;
using Domain::DeviceKeys;
using Domain::MacSettings;
using Domain::Problem;
using Code = Problem::Code;
namespace wire = ttn::lorawan::v3;

Q_DECLARE_METATYPE(Domain::MacSettings)

namespace {

template <typename Message>
Message recorded(const char *name, const char *kind)
{
    QFile file(QStringLiteral(TTN_TEST_DATA "/v3/rpc/%1.%2.bin").arg(QLatin1String(name), QLatin1String(kind)));
    Message message;
    if (!file.open(QIODevice::ReadOnly) || !message.ParseFromString(file.readAll().toStdString()))
        qFatal("no recording %s", name);
    return message;
}

wire::SetEndDeviceRequest recordedSet(const char *name)
{
    return recorded<wire::SetEndDeviceRequest>(name, "request");
}

template <typename Paths>
QSet<QString> setOf(const Paths &paths)
{
    QSet<QString> out;
    for (const std::string &path : paths)
        out.insert(QString::fromStdString(path));
    return out;
}

QByteArray text(const google::protobuf::Message &message)
{
    return QByteArray::fromStdString(message.DebugString());
}

/// Fails with both texts. `left`: paths that the recording names only to say what holds anyway.
void compare(const DevicePart &part, wire::SetEndDeviceRequest expected, const QSet<QString> &left = {})
{
    QSet<QString> paths = setOf(expected.field_mask().paths());
    paths.subtract(left);
    QCOMPARE(setOf(part.paths), paths);
    QCOMPARE(text(part.device), text(expected.end_device()));
}

Aes128Key key(const char *hex)
{
    return *Aes128Key::fromHex(hex);
}

const Domain::ServerAddresses localhost{QStringLiteral("localhost"), QStringLiteral("localhost"),
                                        QStringLiteral("localhost")};

Device probe103()
{
    Device device;
    device.application = QStringLiteral("a-cellar");
    device.id = QStringLiteral("probe-otaa-103");
    device.name = QStringLiteral("Probe 1");
    device.description = QStringLiteral("left of the door");
    device.attributes = {{QStringLiteral("room"), QStringLiteral("cellar")}};
    device.location = Domain::GeoPoint{52.3731, 4.8926, -3};
    device.versionIds = {QStringLiteral("foo-vendor"), QStringLiteral("dev1"), QStringLiteral("1.0"),
                         QStringLiteral("1.0"), QStringLiteral("EU_863_870")};
    device.devEui = Domain::Eui(0x70B3D57ED0C00001);
    device.joinEui = Domain::Eui(1);
    device.appKey = key("0123456789ABCDEF0123456789ABCDEF");
    device.radio = {QStringLiteral("EU_863_870_TTN"), QStringLiteral("MAC_V1_0_3"), QStringLiteral("PHY_V1_0_3_REV_A")};
    device.formatters
        = Domain::Formatters{QStringLiteral("FORMATTER_REPOSITORY"), {}, QStringLiteral("FORMATTER_REPOSITORY"), {}};
    return device;
}

Device probe11()
{
    Device device;
    device.application = QStringLiteral("a-cellar");
    device.id = QStringLiteral("probe-otaa-11");
    device.name = QStringLiteral("Probe 1.1");
    device.devEui = Domain::Eui(0x70B3D57ED0C00002);
    device.joinEui = Domain::Eui(1);
    device.appKey = key("0123456789ABCDEF0123456789ABCDEF");
    device.nwkKey = key("FEDCBA9876543210FEDCBA9876543210");
    device.radio = {QStringLiteral("EU_863_870_TTN"), QStringLiteral("MAC_V1_1"), QStringLiteral("PHY_V1_1_REV_B")};
    return device;
}

Device probeAbp()
{
    Device device;
    device.application = QStringLiteral("a-cellar");
    device.id = QStringLiteral("probe-abp-103");
    device.name = QStringLiteral("Probe ABP");
    device.devEui = Domain::Eui(0x70B3D57ED0C00003);
    device.devAddr = Domain::DevAddr(0x00AA0001);
    device.nwkSKey = key("A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1");
    device.appSKey = key("B2B2B2B2B2B2B2B2B2B2B2B2B2B2B2B2");
    device.radio
        = {QStringLiteral("EU_863_870_TTN"), QStringLiteral("MAC_V1_0_3"), QStringLiteral("PHY_V1_0_3_REV_A"), false};
    device.mac = MacSettings();
    device.mac->rx1Delay = 1;
    return device;
}

/// As the recordings have it after registration.
StackV3Reading::Found foundProbe()
{
    StackV3Reading::Found found;
    found.stored.identity = recorded<wire::EndDevice>("037-otaa-103-5-is-get", "response");
    found.stored.join = recorded<wire::EndDevice>("094-session-after-join-js-get", "response");
    found.stored.network = recorded<wire::EndDevice>("092-session-after-join-ns-get", "response");
    found.stored.application = recorded<wire::EndDevice>("093-session-after-join-as-get", "response");
    return found;
}

StackV3Reading::Found foundAbp()
{
    StackV3Reading::Found found;
    found.stored.identity = recorded<wire::EndDevice>("052-abp-103-5-is-get", "response");
    found.stored.network = recorded<wire::EndDevice>("053-abp-103-7-ns-get", "response");
    found.stored.application = recorded<wire::EndDevice>("054-abp-103-8-as-get", "response");
    return found;
}

Problem newWith(const std::function<void(Device &)> &spoil, Device device = probe103())
{
    spoil(device);
    return newDeviceProblem(device);
}

} // namespace

class TestStackV3Parts : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void registersAsRecorded();
    void changesAsRecorded();
    void asksOnlyWhatServersHave();
    void keysOnlyWhenAsked();
    void readsRecordedDevices();
    void macSettingsThereAndBack_data();
    void macSettingsThereAndBack();
    void macSettingsOnlyWhatDiffers();
    void adrKeepsWhatHasNoWord();
    void oldAdrIsReplaced();
    void macSettingsRules();
    void newDeviceRules();
    void changeRules();
    void addressGoesWithKey();
    void placesKeepOtherSources();
    void formattersAreInherited();
    void joinsWithItsSession();
    void countersOf11AreApart();
    void jsonAsTheStackPrintsIt();
    void jsonOfOthersIsRead();
    void backupIsMerged();
    void backupTellsWhatIsMissing();
    void restoresPersonalized();
    void restoresIntoAnotherApplication();
    void restoresNothingHalf();
    void hostileBackups();
    void whereDevicesLive();
};

void TestStackV3Parts::registersAsRecorded()
{
    for (const auto &[device, prefix] :
         {std::pair(probe103(), "033-otaa-103-1-is-create"), std::pair(probe11(), "041-otaa-11-1-is-create"),
          std::pair(probeAbp(), "049-abp-103-1-is-create")}) {
        QVERIFY2(!newDeviceProblem(device), qPrintable(newDeviceProblem(device).args.join(u' ')));
        const auto expected = recorded<wire::CreateEndDeviceRequest>(prefix, "request");
        QCOMPARE(text(newDeviceParts(device, localhost).identity), text(expected.end_device()));
    }
    // Zero is what net_id is anyway.
    const auto joinSet = [](const char *name) {
        wire::SetEndDeviceRequest request = recordedSet(name);
        request.mutable_end_device()->clear_net_id();
        return request;
    };
    const DeviceParts joining = newDeviceParts(probe103(), localhost);
    compare(*joining.join, joinSet("034-otaa-103-2-js-set"), {QStringLiteral("net_id")});
    compare(joining.network, recordedSet("035-otaa-103-3-ns-set"));
    compare(joining.application, recordedSet("036-otaa-103-4-as-set"));
    const DeviceParts newer = newDeviceParts(probe11(), localhost);
    compare(*newer.join, joinSet("042-otaa-11-2-js-set"), {QStringLiteral("net_id")});
    compare(newer.network, recordedSet("043-otaa-11-3-ns-set"));
    compare(newer.application, recordedSet("044-otaa-11-4-as-set"));
    const DeviceParts personalized = newDeviceParts(probeAbp(), localhost);
    QVERIFY(!personalized.join);
    wire::SetEndDeviceRequest network = recordedSet("050-abp-103-3-ns-set");
    network.mutable_end_device()->mutable_mac_settings()->clear_resets_f_cnt();
    network.mutable_end_device()->mutable_mac_settings()->clear_supports_32_bit_f_cnt();
    compare(personalized.network, network,
            {QStringLiteral("mac_settings.resets_f_cnt"), QStringLiteral("mac_settings.supports_32_bit_f_cnt")});
    compare(personalized.application, recordedSet("051-abp-103-4-as-set"));
}

void TestStackV3Parts::changesAsRecorded()
{
    StoredDevice stored;
    stored.identity = recorded<wire::EndDevice>("037-otaa-103-5-is-get", "response");
    stored.network = recorded<wire::EndDevice>("039-otaa-103-7-ns-get", "response");
    stored.application = recorded<wire::EndDevice>("040-otaa-103-8-as-get", "response");
    DeviceChange change;
    change.name = QStringLiteral("Probe 1, new place");
    Device radio;
    addNetworkPart(radio, *stored.network);
    change.radio = radio.radio;
    change.radio->supportsClassC = true;
    change.mac = MacSettings();
    change.mac->desiredRx1Delay = 5;
    change.mac->adr = MacSettings::Adr::Dynamic;
    change.mac->adrMargin = 12;
    change.formatters
        = Domain::Formatters{QStringLiteral("FORMATTER_CAYENNELPP"), {}, QStringLiteral("FORMATTER_NONE"), {}};
    QVERIFY(!changeProblem(change));
    QVERIFY(!changeProblem(change, stored));
    DeviceChangeParts parts = changeParts(change, stored);
    // The recorded ones leave the EUIs out.
    for (DevicePart *part : {&parts.identity, &parts.network, &parts.application}) {
        part->device.mutable_ids()->clear_dev_eui();
        part->device.mutable_ids()->clear_join_eui();
    }
    const auto update = recorded<wire::UpdateEndDeviceRequest>("059-update-device-is", "request");
    QCOMPARE(text(parts.identity.device), text(update.end_device()));
    QCOMPARE(setOf(parts.identity.paths), setOf(update.field_mask().paths()));
    compare(parts.network, recordedSet("060-update-device-ns"));
    compare(parts.application, recordedSet("061-update-device-as"));
    QVERIFY(parts.outdated.paths.empty());
    QVERIFY(parts.join.paths.empty());
}

void TestStackV3Parts::asksOnlyWhatServersHave()
{
    // The recorded masks name all that each server may be asked for.
    const auto check = [](const FieldPaths &paths, const char *name) {
        const auto request = recorded<wire::GetEndDeviceRequest>(name, "request");
        for (const std::string &path : paths) {
            const bool isKnown = std::any_of(
                request.field_mask().paths().begin(), request.field_mask().paths().end(),
                [&](const std::string &known) { return path == known || path.rfind(known + ".", 0) == 0; });
            QVERIFY2(isKnown, (path + " at " + name).c_str());
        }
    };
    check(identityListPaths(), "037-otaa-103-5-is-get");
    check(identityPaths(), "037-otaa-103-5-is-get");
    check(identityBackupPaths(), "037-otaa-103-5-is-get");
    for (const DeviceKeys keys : {DeviceKeys::Leave, DeviceKeys::Read}) {
        check(joinPaths(keys), "038-otaa-103-6-js-get");
        check(joinBackupPaths(keys), "038-otaa-103-6-js-get");
        check(networkPaths(keys), "039-otaa-103-7-ns-get");
        check(networkBackupPaths(keys), "039-otaa-103-7-ns-get");
        check(applicationPaths(keys), "040-otaa-103-8-as-get");
        check(applicationBackupPaths(keys), "040-otaa-103-8-as-get");
    }
}

void TestStackV3Parts::keysOnlyWhenAsked()
{
    // Of a key and of each of its parents the whole call would fail.
    const QSet<QString> parents{QStringLiteral("session"),         QStringLiteral("session.keys"),
                                QStringLiteral("pending_session"), QStringLiteral("pending_session.keys"),
                                QStringLiteral("mac_state"),       QStringLiteral("pending_mac_state"),
                                QStringLiteral("root_keys")};
    const auto readsKeys = [&](const FieldPaths &paths) {
        return std::any_of(paths.begin(), paths.end(), [&](const std::string &bytes) {
            const QString path = QString::fromStdString(bytes);
            return parents.contains(path) || path.endsWith(u".key");
        });
    };
    for (const auto paths : {&networkPaths, &networkBackupPaths, &applicationPaths, &applicationBackupPaths, &joinPaths,
                             &joinBackupPaths}) {
        QVERIFY(!readsKeys(paths(DeviceKeys::Leave)));
        QVERIFY(readsKeys(paths(DeviceKeys::Read)));
        // That would need the right to read traffic, too.
        const QSet<QString> asked = setOf(paths(DeviceKeys::Read));
        QVERIFY(!asked.contains(QStringLiteral("session")) && !asked.contains(QStringLiteral("pending_session")));
    }
}

void TestStackV3Parts::readsRecordedDevices()
{
    const StackV3Reading::Found found = foundProbe();
    Device device = deviceOf(found.stored.identity);
    addNetworkPart(device, *found.stored.network);
    addApplicationPart(device, *found.stored.application);
    addJoinPart(device, *found.stored.join);
    QCOMPARE(device.name, QStringLiteral("Probe 1"));
    QCOMPARE(device.attributes.value(QStringLiteral("room")), QStringLiteral("cellar"));
    QCOMPARE(device.location->altitude, -3);
    QCOMPARE(device.versionIds, probe103().versionIds);
    QCOMPARE(device.devEui, probe103().devEui);
    QCOMPARE(device.radio->frequencyPlan, QStringLiteral("EU_863_870_TTN"));
    QVERIFY(device.radio->supportsJoin && device.radio->supportsClassC && !device.radio->supportsClassB);
    QCOMPARE(device.mac->desiredRx1Delay, 5);
    QCOMPARE(device.mac->adr, MacSettings::Adr::Dynamic);
    QCOMPARE(device.mac->adrMargin, 12.);
    QCOMPARE(device.appKey, probe103().appKey);
    QVERIFY(!device.nwkKey);
    QCOMPARE(device.usedDevNonces, QList<quint32>{57055});
    QCOMPARE(device.lastJoinNonce, 1U);
    // It has joined, and has not used the session yet.
    QVERIFY(!device.devAddr && !device.fCntUp && !device.nwkSKey && !device.appSKey);
    QCOMPARE(device.pendingDevAddr->toString(), QStringLiteral("01146805"));
    QCOMPARE(device.formatters->up, QStringLiteral("FORMATTER_CAYENNELPP"));
    QCOMPARE(device.formatters->down, QStringLiteral("FORMATTER_NONE"));
    QCOMPARE(device.updated.toString(Qt::ISODateWithMs), QStringLiteral("2026-11-20T23:59:29.780Z"));

    const StackV3Reading::Found abp = foundAbp();
    Device personalized = deviceOf(abp.stored.identity);
    addNetworkPart(personalized, *abp.stored.network);
    addApplicationPart(personalized, *abp.stored.application);
    QCOMPARE(personalized.devAddr, probeAbp().devAddr);
    QCOMPARE(personalized.nwkSKey, probeAbp().nwkSKey);
    QCOMPARE(personalized.appSKey, probeAbp().appSKey);
    QVERIFY(!personalized.sNwkSIntKey && !personalized.nwkSEncKey); // copies before LoRaWAN 1.1
    QVERIFY(!personalized.radio->supportsJoin && personalized.checksCounters && personalized.uses32BitCounters);
    QCOMPARE(personalized.mac->rx1Delay, 1);
    QVERIFY(!personalized.formatters);
}

void TestStackV3Parts::macSettingsThereAndBack_data()
{
    QTest::addColumn<MacSettings>("settings");
    const auto add = [](const char *name, const std::function<void(MacSettings &)> &set) {
        MacSettings settings;
        set(settings);
        QTest::newRow(name) << settings;
    };
    add("none", [](MacSettings &) {});
    add("numbers", [](MacSettings &s) {
        s.rx1Delay = 15;
        s.rx1DataRateOffset = 7;
        s.rx2DataRate = 0;
        s.desiredRx1Delay = 1;
        s.desiredRx1DataRateOffset = 0;
        s.desiredRx2DataRate = 15;
        s.maxDutyCycle = 10;
        s.classBTimeout = 60;
        s.classCTimeout = 300;
        s.pingSlotDataRate = 3;
        s.statusEverySeconds = 86'400;
        s.statusEveryUplinks = 200;
    });
    add("frequencies", [](MacSettings &s) {
        s.rx2Frequency = 869'525'000;
        s.desiredRx2Frequency = 923'300'000;
        s.pingSlotFrequency = 0; // hops
        s.beaconFrequency = 869'525'000;
        s.presetFrequencies = {868'100'000, 868'300'000, 2'403'000'000};
    });
    add("longest ping slots", [](MacSettings &s) { s.pingSlotPeriod = 128; });
    add("shortest ping slots", [](MacSettings &s) { s.pingSlotPeriod = 1; });
    add("silent network", [](MacSettings &s) { s.schedulesDownlinks = false; });
    add("network speaks", [](MacSettings &s) { s.schedulesDownlinks = true; });
    add("static", [](MacSettings &s) {
        s.adr = MacSettings::Adr::Static;
        s.staticDataRate = 5;
        s.staticTxPower = 2;
        s.staticRepetitions = 3;
    });
    add("dynamic", [](MacSettings &s) { s.adr = MacSettings::Adr::Dynamic; });
    add("dynamic with margin", [](MacSettings &s) {
        s.adr = MacSettings::Adr::Dynamic;
        s.adrMargin = -2.5;
    });
    add("disabled", [](MacSettings &s) { s.adr = MacSettings::Adr::Disabled; });
}

void TestStackV3Parts::macSettingsThereAndBack()
{
    QFETCH(const MacSettings, settings);
    QVERIFY(!macSettingsProblem(settings));
    const MacSettingsChange change = macSettingsChange(settings, {});
    QVERIFY(change.outdated.empty());
    QCOMPARE(macSettingsOf(change.settings) == settings, true);
    // The same again is no change, and all can be taken back by naming them.
    QVERIFY(macSettingsChange(settings, change.settings).paths.empty());
    const MacSettingsChange back = macSettingsChange({}, change.settings);
    QCOMPARE(back.paths.size(), change.paths.size());
    QCOMPARE(back.settings.ByteSizeLong(), std::size_t(0));
}

void TestStackV3Parts::macSettingsOnlyWhatDiffers()
{
    wire::MACSettings stored;
    stored.mutable_rx1_delay()->set_value(wire::RX_DELAY_0); // one second, as RX_DELAY_1
    stored.mutable_rx2_frequency()->set_value(869'525'000);
    stored.mutable_desired_max_eirp(); // no word for it
    MacSettings wanted = macSettingsOf(stored);
    QCOMPARE(wanted.rx1Delay, 1);
    wanted.rx2Frequency.reset();
    wanted.desiredRx1Delay = 5;
    const MacSettingsChange change = macSettingsChange(wanted, stored);
    QCOMPARE(setOf(change.paths),
             (QSet<QString>{QStringLiteral("mac_settings.desired_rx1_delay"),
                            QStringLiteral("mac_settings.rx2_frequency")}));
    QVERIFY(!change.settings.has_rx2_frequency()); // present and zero would be refused
}

void TestStackV3Parts::adrKeepsWhatHasNoWord()
{
    wire::MACSettings stored;
    stored.mutable_adr()->mutable_dynamic()->mutable_margin()->set_value(10);
    stored.mutable_adr()->mutable_dynamic()->mutable_max_data_rate_index()->set_value(wire::DATA_RATE_4);
    MacSettings wanted = macSettingsOf(stored);
    wanted.adrMargin = 12;
    MacSettingsChange change = macSettingsChange(wanted, stored);
    QCOMPARE(change.paths, FieldPaths{"mac_settings.adr.mode"});
    QCOMPARE(change.settings.adr().dynamic().margin().value(), 12.F);
    QCOMPARE(change.settings.adr().dynamic().max_data_rate_index().value(), wire::DATA_RATE_4);
    wanted = {};
    wanted.adr = MacSettings::Adr::Static;
    change = macSettingsChange(wanted, stored);
    QCOMPARE(change.paths, FieldPaths{"mac_settings.adr.mode"});
    QCOMPARE(change.settings.adr().static_().nb_trans(), 1U); // none would be no transmission
    change = macSettingsChange({}, stored);
    QCOMPARE(change.paths, FieldPaths{"mac_settings.adr"});
    QVERIFY(!change.settings.has_adr());
}

void TestStackV3Parts::oldAdrIsReplaced()
{
    wire::MACSettings stored;
    stored.mutable_use_adr()->set_value(true);
    stored.mutable_adr_margin()->set_value(15);
    MacSettings wanted = macSettingsOf(stored);
    QCOMPARE(wanted.adr, MacSettings::Adr::Dynamic);
    QCOMPARE(wanted.adrMargin, 15.);
    wanted.desiredRx1Delay = 5; // something else: the old form stays
    QVERIFY(macSettingsChange(wanted, stored).outdated.empty());
    wanted.adrMargin = 12;
    const MacSettingsChange change = macSettingsChange(wanted, stored);
    // In a call before: both together are refused.
    QCOMPARE(change.outdated, (FieldPaths{"mac_settings.use_adr", "mac_settings.adr_margin"}));
    QCOMPARE(
        setOf(change.paths),
        (QSet<QString>{QStringLiteral("mac_settings.adr.mode"), QStringLiteral("mac_settings.desired_rx1_delay")}));
    QVERIFY(!change.settings.has_use_adr() && !change.settings.has_adr_margin());
    stored.mutable_use_adr()->set_value(false);
    QCOMPARE(macSettingsOf(stored).adr, MacSettings::Adr::Disabled);
    QVERIFY(!macSettingsOf(stored).adrMargin);
    QVERIFY(macSettingsChange({}, stored).paths.empty());
    QCOMPARE(macSettingsChange({}, stored).outdated.size(), std::size_t(2));
}

void TestStackV3Parts::macSettingsRules()
{
    const auto field = [](const std::function<void(MacSettings &)> &spoil) {
        MacSettings settings;
        spoil(settings);
        const Problem problem = macSettingsProblem(settings);
        return problem ? problem.args.value(0).mid(13) : QString();
    };
    QCOMPARE(field([](MacSettings &s) { s.rx1Delay = 16; }), QStringLiteral("rx1_delay"));
    QCOMPARE(field([](MacSettings &s) { s.rx1Delay = 0; }), QStringLiteral("rx1_delay"));
    QCOMPARE(field([](MacSettings &s) { s.rx1DataRateOffset = 8; }), QStringLiteral("rx1_data_rate_offset"));
    QCOMPARE(field([](MacSettings &s) { s.desiredRx2DataRate = -1; }), QStringLiteral("desired_rx2_data_rate_index"));
    // kHz and MHz, which the server would take for Hz
    QCOMPARE(field([](MacSettings &s) { s.rx2Frequency = 869'525; }), QStringLiteral("rx2_frequency"));
    QCOMPARE(field([](MacSettings &s) {
                 s.presetFrequencies = {868'100'000, 868};
             }),
             QStringLiteral("factory_preset_frequencies"));
    QCOMPARE(field([](MacSettings &s) { s.rx2Frequency = 0; }), QStringLiteral("rx2_frequency"));
    QCOMPARE(field([](MacSettings &s) { s.beaconFrequency = 0; }), QString());
    QCOMPARE(field([](MacSettings &s) { s.presetFrequencies.resize(96, 868'100'000); }), QString());
    QCOMPARE(field([](MacSettings &s) { s.presetFrequencies.resize(97, 868'100'000); }),
             QStringLiteral("factory_preset_frequencies"));
    QCOMPARE(field([](MacSettings &s) { s.pingSlotPeriod = 3; }), QStringLiteral("ping_slot_periodicity"));
    QCOMPARE(field([](MacSettings &s) { s.pingSlotPeriod = 256; }), QStringLiteral("ping_slot_periodicity"));
    QCOMPARE(field([](MacSettings &s) { s.adrMargin = 3; }), QStringLiteral("adr.mode.dynamic.margin"));
    QCOMPARE(field([](MacSettings &s) { s.staticDataRate = 3; }), QStringLiteral("adr.mode.static"));
    QCOMPARE(field([](MacSettings &s) {
                 s.adr = MacSettings::Adr::Dynamic;
                 s.adrMargin = qQNaN();
             }),
             QStringLiteral("adr.mode.dynamic.margin"));
    QCOMPARE(field([](MacSettings &s) {
                 s.adr = MacSettings::Adr::Static;
                 s.staticRepetitions = 0;
             }),
             QStringLiteral("adr.mode.static.nb_trans"));
}

void TestStackV3Parts::newDeviceRules()
{
    const auto field = [](const std::function<void(Device &)> &spoil, const Device &device = probe103()) {
        const Problem problem = newWith(spoil, device);
        return problem ? problem.args.value(0) : QString();
    };
    QCOMPARE(field([](Device &) {}), QString());
    QCOMPARE(field([](Device &) {}, probeAbp()), QString());
    QCOMPARE(field([](Device &d) { d.serialNumber = QStringLiteral("ABC"); }), QStringLiteral("serial_number"));
    QCOMPARE(field([](Device &d) { d.claimCode = QStringLiteral("has-dash"); }),
             QStringLiteral("claim_authentication_code.value"));
    QCOMPARE(field([](Device &d) { d.claimCode = QStringLiteral("abc\n"); }),
             QStringLiteral("claim_authentication_code.value"));
    QCOMPARE(field([](Device &d) { d.versionIds.brand = QStringLiteral("Foo"); }),
             QStringLiteral("version_ids.brand_id"));
    QCOMPARE(field([](Device &d) { d.versionIds.firmware = QString(33, u'1'); }), QStringLiteral("version_ids"));
    QCOMPARE(field([](Device &d) { d.formatters->up = QStringLiteral("JAVASCRIPT"); }), QStringLiteral("formatters"));
    QCOMPARE(newWith([](Device &d) { d.formatters->upParameter = QString(40'960, u'x'); }).code, Code::None);
    QCOMPARE(newWith([](Device &d) { d.formatters->upParameter = QString(20'481, u'ä'); }).code, Code::ScriptTooLarge);
    QCOMPARE(field([](Device &d) { d.location->accuracy = -1; }), QStringLiteral("locations.user.accuracy"));
    QCOMPARE(field([](Device &d) { d.location->longitude = qQNaN(); }), QStringLiteral("locations.user.longitude"));
    QCOMPARE(field([](Device &d) { d.multicast = true; }), QStringLiteral("multicast"));
    QCOMPARE(field([](Device &d) {
                 d.mac = MacSettings();
                 d.mac->rx2Frequency = 869'525;
             }),
             QStringLiteral("mac_settings.rx2_frequency"));
    // Groups
    const auto group = [](Device &d) {
        d.multicast = true;
        d.devEui.reset();
        d.radio->macVersion = QStringLiteral("MAC_V1_0_4");
        d.radio->phyVersion = QStringLiteral("RP002_V1_0_3");
    };
    QCOMPARE(field(group, probeAbp()), QStringLiteral("supports_class_b"));
    QCOMPARE(field([&](Device &d) { group(d), d.radio->supportsClassC = true; }, probeAbp()), QString());
    QCOMPARE(field([&](Device &d) { group(d), d.radio->supportsClassB = true; }, probeAbp()),
             QStringLiteral("mac_settings.ping_slot_periodicity"));
    QCOMPARE(
        field([&](Device &d) { group(d), d.radio->supportsClassB = true, d.mac->pingSlotPeriod = 32; }, probeAbp()),
        QString());
    // Every pair of versions: the table of the servers' own console.
    const QHash<QString, QString> first{{QStringLiteral("MAC_V1_0"), QStringLiteral("PHY_V1_0")},
                                        {QStringLiteral("MAC_V1_0_1"), QStringLiteral("PHY_V1_0_1")},
                                        {QStringLiteral("MAC_V1_0_2"), QStringLiteral("PHY_V1_0_2_REV_B")},
                                        {QStringLiteral("MAC_V1_0_3"), QStringLiteral("PHY_V1_0_3_REV_A")},
                                        {QStringLiteral("MAC_V1_0_4"), QStringLiteral("RP002_V1_0_4")}};
    for (auto mac = first.begin(); mac != first.end(); ++mac) {
        for (const QString &phy : first) {
            const QString wrong = field([&](Device &d) {
                d.radio->macVersion = mac.key();
                d.radio->phyVersion = phy;
            });
            QCOMPARE(wrong, phy == mac.value() ? QString() : QStringLiteral("lorawan_phy_version"));
        }
    }
}

void TestStackV3Parts::changeRules()
{
    StoredDevice joining;
    joining.identity = foundProbe().stored.identity;
    joining.network = foundProbe().stored.network;
    StoredDevice personalized = foundAbp().stored;
    const auto field = [](const StoredDevice &stored, const std::function<void(DeviceChange &)> &set) {
        DeviceChange change;
        set(change);
        Problem problem = changeProblem(change);
        if (!problem)
            problem = changeProblem(change, stored);
        return problem ? problem.args.value(0, QStringLiteral("?")) : QString();
    };
    QCOMPARE(field(joining, [](DeviceChange &c) { c.devEui = Domain::Eui(5); }), QStringLiteral("ids.dev_eui"));
    QCOMPARE(field(joining, [](DeviceChange &c) { c.devEui = probe103().devEui; }), QString());
    QCOMPARE(field(personalized, [](DeviceChange &c) { c.joinEui = Domain::Eui(5); }), QStringLiteral("ids.join_eui"));
    QCOMPARE(field(personalized, [](DeviceChange &c) { c.joinEui = Domain::Eui(); }), QString());
    QCOMPARE(field(joining, [](DeviceChange &c) { c.nwkKey = probe11().nwkKey; }),
             QStringLiteral("root_keys.nwk_key.key"));
    QCOMPARE(field(personalized, [](DeviceChange &c) { c.appKey = probe11().appKey; }),
             QStringLiteral("root_keys.app_key.key"));
    QCOMPARE(field(joining, [](DeviceChange &c) { c.devAddr = Domain::DevAddr(5); }), QStringLiteral("session"));
    QCOMPARE(field(joining, [](DeviceChange &c) { c.checksCounters = false; }),
             QStringLiteral("mac_settings.resets_f_cnt"));
    QCOMPARE(field(personalized, [](DeviceChange &c) { c.checksCounters = false; }), QString());
    QCOMPARE(field(personalized, [](DeviceChange &c) { c.sNwkSIntKey = probe11().appKey; }),
             QStringLiteral("session.keys"));
    QCOMPARE(field(personalized, [](DeviceChange &c) { c.nwkSKey = Aes128Key(); }),
             QStringLiteral("session.keys.f_nwk_s_int_key.key"));
    const Domain::RadioProfile newer{QStringLiteral("EU_863_870_TTN"), QStringLiteral("MAC_V1_1"),
                                     QStringLiteral("PHY_V1_1_REV_B")};
    QCOMPARE(field(joining, [&](DeviceChange &c) { c.radio = newer; }), QStringLiteral("root_keys.nwk_key.key"));
    QCOMPARE(field(joining, [&](DeviceChange &c) { c.radio = newer, c.nwkKey = probe11().nwkKey; }), QString());
    QCOMPARE(field(personalized, [&](DeviceChange &c) { c.radio = newer; }), QStringLiteral("supports_join"));
    QCOMPARE(field(joining,
                   [&](DeviceChange &c) {
                       c.radio = newer;
                       c.radio->phyVersion = QStringLiteral("PHY_V1_0");
                   }),
             QStringLiteral("lorawan_phy_version"));
    // No session yet: there is nothing to count.
    QCOMPARE(field(joining, [](DeviceChange &c) { c.fCntUp = 0; }), QStringLiteral("?"));
    QCOMPARE(field(personalized, [](DeviceChange &c) { c.fCntUp = 0; }), QString());
}

void TestStackV3Parts::addressGoesWithKey()
{
    StoredDevice stored = foundAbp().stored;
    DeviceChange change;
    change.devAddr = Domain::DevAddr(0x00AA0002);
    DeviceChangeParts parts = changeParts(change, stored);
    QCOMPARE(setOf(parts.network.paths), QSet<QString>{QStringLiteral("session.dev_addr")});
    const QSet<QString> both{QStringLiteral("session.dev_addr"), QStringLiteral("session.keys.app_s_key.key")};
    QCOMPARE(setOf(parts.application.paths), both);
    QCOMPARE(parts.application.device.session().keys().app_s_key().key(), std::string(16, '\xB2'));
    change = {};
    change.appSKey = key("C3C3C3C3C3C3C3C3C3C3C3C3C3C3C3C3");
    parts = changeParts(change, stored);
    QVERIFY(parts.network.paths.empty());
    QCOMPARE(setOf(parts.application.paths), both);
    QCOMPARE(parts.application.device.session().dev_addr(), std::string("\0\xAA\0\1", 4));
    // The server makes the other two from this one.
    change = {};
    change.nwkSKey = key("C3C3C3C3C3C3C3C3C3C3C3C3C3C3C3C3");
    parts = changeParts(change, stored);
    QCOMPARE(setOf(parts.network.paths), QSet<QString>{QStringLiteral("session.keys.f_nwk_s_int_key.key")});
}

void TestStackV3Parts::placesKeepOtherSources()
{
    StoredDevice stored = foundProbe().stored;
    (*stored.identity.mutable_locations())["gps"].set_latitude(1);
    DeviceChange change;
    change.location = Domain::GeoPoint{10, 20, 30, 7};
    DeviceChangeParts parts = changeParts(change, stored);
    QCOMPARE(parts.identity.paths, FieldPaths{"locations"});
    QCOMPARE(parts.identity.device.locations().size(), std::size_t(2));
    QCOMPARE(parts.identity.device.locations().at("user").accuracy(), 7);
    change.removesLocation = true;
    parts = changeParts(change, stored);
    QCOMPARE(parts.identity.paths, FieldPaths{"locations"});
    QCOMPARE(parts.identity.device.locations().size(), std::size_t(1));
    QVERIFY(parts.identity.device.locations().contains("gps"));
}

void TestStackV3Parts::formattersAreInherited()
{
    DeviceChange change;
    change.formatters = Domain::Formatters{QStringLiteral("FORMATTER_NONE"), {}, QStringLiteral("FORMATTER_NONE"), {}};
    DeviceChangeParts parts = changeParts(change, foundProbe().stored);
    QCOMPARE(parts.application.paths, FieldPaths{"formatters"});
    QVERIFY(parts.application.device.has_formatters()); // also none is one of its own
    change.inheritsFormatters = true;
    parts = changeParts(change, foundProbe().stored);
    QCOMPARE(parts.application.paths, FieldPaths{"formatters"});
    QVERIFY(!parts.application.device.has_formatters());
}

void TestStackV3Parts::joinsWithItsSession()
{
    Device device = probe103();
    device.devAddr = Domain::DevAddr(0x260B0001);
    QCOMPARE(newDeviceProblem(device).args.value(0), QStringLiteral("session"));
    device.nwkSKey = key("A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1");
    device.appSKey = key("B2B2B2B2B2B2B2B2B2B2B2B2B2B2B2B2");
    device.fCntUp = 70;
    device.fCntDown = 12;
    QVERIFY(!newDeviceProblem(device));
    const DeviceParts parts = newDeviceParts(device, localhost);
    QVERIFY(parts.join);
    const QSet<QString> network = setOf(parts.network.paths);
    QVERIFY(network.contains(QStringLiteral("session.keys.session_key_id"))
            && network.contains(QStringLiteral("session.started_at")));
    const std::string id = parts.network.device.session().keys().session_key_id();
    QCOMPARE(id.size(), std::size_t(16));
    QCOMPARE(parts.application.device.session().keys().session_key_id(), id);
    QCOMPARE(parts.network.device.session().last_f_cnt_up(), 70U);
    QCOMPARE(parts.application.device.session().last_a_f_cnt_down(), 12U);
}

void TestStackV3Parts::countersOf11AreApart()
{
    StoredDevice stored = foundAbp().stored;
    DeviceChange change;
    change.fCntDown = 40;
    QCOMPARE(changeParts(change, stored).application.paths, FieldPaths{"session.last_a_f_cnt_down"});
    stored.network->set_lorawan_version(wire::MAC_V1_1);
    QVERIFY(changeParts(change, stored).application.paths.empty());
    stored.network->mutable_session()->set_last_n_f_cnt_down(3);
    stored.application->mutable_session()->set_last_a_f_cnt_down(9);
    Device device = deviceOf(stored.identity);
    addNetworkPart(device, *stored.network);
    addApplicationPart(device, *stored.application);
    QCOMPARE(device.fCntDown, 3U);
    QCOMPARE(device.lastAFCntDown, 9U);
}

void TestStackV3Parts::jsonAsTheStackPrintsIt()
{
    const QJsonObject json = QJsonDocument::fromJson(backupOf(foundProbe()).json).object();
    const auto at = [&json](const char *path) {
        QJsonValue value = json;
        for (const QString &name : QString::fromLatin1(path).split(u'.'))
            value = value.toObject().value(name);
        return value;
    };
    QCOMPARE(at("ids.dev_eui").toString(), QStringLiteral("70B3D57ED0C00001"));
    QCOMPARE(at("ids.join_eui").toString(), QStringLiteral("0000000000000001"));
    QCOMPARE(at("root_keys.app_key.key").toString(), QStringLiteral("0123456789ABCDEF0123456789ABCDEF"));
    QCOMPARE(at("net_id").toString(), QStringLiteral("000000"));
    QCOMPARE(at("lorawan_version").toString(), QStringLiteral("MAC_V1_0_3"));
    QCOMPARE(at("lorawan_phy_version").toString(), QStringLiteral("PHY_V1_0_3_REV_A"));
    QCOMPARE(at("mac_settings.desired_rx1_delay").toInt(), 5); // a bare number
    QCOMPARE(at("mac_settings.adr.dynamic.margin").toDouble(), 12.);
    QCOMPARE(at("created_at").toString(), QStringLiteral("2026-11-20T23:59:23.987734Z")); // the earliest
    QCOMPARE(at("locations.user.latitude").toDouble(), 52.3731);
    QCOMPARE(at("locations.user.source").toString(), QStringLiteral("SOURCE_REGISTRY"));
    QCOMPARE(at("used_dev_nonces").toArray().at(0).toInt(), 57055);
    QCOMPARE(at("pending_session.dev_addr").toString(), QStringLiteral("01146805"));
    QCOMPARE(at("pending_session.keys.session_key_id").toString(), QStringLiteral("AaH7ZpqykpgVcc+EYYyDHQ=="));
    QVERIFY(!json.contains(QLatin1String("supports_class_b"))); // zero
    wire::EndDevice device;
    device.mutable_mac_settings()->mutable_rx2_frequency()->set_value(869'525'000);
    device.mutable_mac_settings()->mutable_resets_f_cnt();
    device.mutable_battery_percentage()->set_value(0.1F);
    device.mutable_mac_settings()->mutable_status_time_periodicity()->set_seconds(60);
    const QJsonObject other = QJsonDocument::fromJson(stackJson(device, StackSecrets::Show)).object();
    const QJsonObject mac = other.value(QLatin1String("mac_settings")).toObject();
    QCOMPARE(mac.value(QLatin1String("rx2_frequency")).toString(), QStringLiteral("869525000"));
    QCOMPARE(mac.value(QLatin1String("resets_f_cnt")), QJsonValue(false)); // the wrapper is there
    QCOMPARE(mac.value(QLatin1String("status_time_periodicity")).toString(), QStringLiteral("60s"));
    QCOMPARE(other.value(QLatin1String("battery_percentage")).toDouble(), 0.1);
}

void TestStackV3Parts::jsonOfOthersIsRead()
{
    for (const StackV3Reading::Found &found : {foundProbe(), foundAbp()}) {
        const Domain::DeviceBackup there = backupOf(found);
        const auto back = backupOf(there.json);
        QVERIFY(back);
        QCOMPARE(back.value.json, there.json);
        wire::EndDevice one;
        wire::EndDevice two;
        QVERIFY(one.ParseFromString(there.message.toStdString())
                && two.ParseFromString(back.value.message.toStdString()));
        QCOMPARE(text(two), text(one));
    }
    const auto other = backupOf(QByteArray(R"({"ids":{"deviceId":"apple","application_ids":{"application_id":"orchard"},
        "dev_eui":"cLPVftDAAAE=","join_eui":"70b3d57ed0c00001"},"supports_join":true,"lorawan_version":"MAC_V1_0_3",
        "lorawan_phy_version":7,"frequency_plan_id":"EU_863_870_TTN","name":null,"colour":"red",
        "root_keys":{"app_key":{"key":"0123456789abcdef0123456789ABCDEF"}},
        "mac_settings":{"rx1_delay":"RX_DELAY_5","rx2_frequency":869525000,"resets_f_cnt":{"value":true}},
        "locations":{"user":{"latitude":"52.5"}},"last_seen_at":"2026-11-20T23:59:24+01:00"})"));
    QVERIFY(other);
    const Device device = deviceOf(other.value).value;
    QCOMPARE(device.devEui, probe103().devEui);
    QCOMPARE(device.joinEui->toString(), QStringLiteral("70B3D57ED0C00001"));
    QCOMPARE(device.radio->phyVersion, QStringLiteral("PHY_V1_0_3_REV_A"));
    QCOMPARE(device.mac->rx1Delay, 5);
    QCOMPARE(device.mac->rx2Frequency, 869'525'000ULL);
    QVERIFY(!device.checksCounters);
    QCOMPARE(device.location->latitude, 52.5);
    QCOMPARE(device.appKey, probe103().appKey);
    QCOMPARE(device.lastSeen.toString(Qt::ISODate), QStringLiteral("2026-11-20T22:59:24Z"));
    // It joins at the servers that it is registered with, whatever it came from.
    const auto parts = restoredParts(other.value, QStringLiteral("orchard"), QStringLiteral("apple"), localhost);
    QVERIFY(parts && parts.value.join);
    QCOMPARE(parts.value.identity.join_server_address(), std::string("localhost"));
    for (const char *broken : {"", "[]", "{", "{}", R"({"ids":5})", R"({"ids":{"device_id":7}})",
                               R"({"ids":{"device_id":"apple"},"supports_join":"yes"})",
                               R"({"ids":{"device_id":"apple"},"lorawan_version":"MAC_V9"})",
                               R"({"ids":{"device_id":"apple"},"last_dev_nonce":-1})",
                               R"({"ids":{"device_id":"apple"},"last_dev_nonce":4294967296})",
                               R"({"ids":{"device_id":"apple"},"last_seen_at":"yesterday"})",
                               R"({"ids":{"device_id":"apple","dev_eui":"70B3D5-7ED0"}})"})
        QCOMPARE(backupOf(QByteArray(broken)).problem.code, Code::UnexpectedShape);
}

void TestStackV3Parts::backupIsMerged()
{
    const Domain::DeviceBackup backup = backupOf(foundAbp());
    QCOMPARE(backup.application, QStringLiteral("a-cellar"));
    QCOMPARE(backup.id, QStringLiteral("probe-abp-103"));
    QVERIFY2(backup.missing.isEmpty(), qPrintable(backup.missing.join(u' ')));
    const auto device = deviceOf(backup);
    QVERIFY(device);
    QCOMPARE(device.value.devAddr, probeAbp().devAddr);
    QCOMPARE(device.value.nwkSKey, probeAbp().nwkSKey);
    QCOMPARE(device.value.appSKey, probeAbp().appSKey);
    QCOMPARE(device.value.radio->macVersion, QStringLiteral("MAC_V1_0_3"));
    QVERIFY(!device.value.resetsJoinNonces); // it does not join
    // From the real server after a join: offered, and not to be set by anybody.
    QCOMPARE(backupOf(foundProbe()).missing, QStringList{QStringLiteral("pending_session")});
}

void TestStackV3Parts::backupTellsWhatIsMissing()
{
    StackV3Reading::Found found = foundAbp();
    found.lessOfApplication = true;
    QCOMPARE(backupOf(found).missing, QStringList{QStringLiteral("session")});
    found.lessOfNetwork = true;
    QCOMPARE(backupOf(found).missing, (QStringList{QStringLiteral("session"), QStringLiteral("mac_state")}));
    found = foundProbe();
    found.stored.network->clear_pending_session();
    found.stored.application->clear_pending_session();
    QVERIFY(backupOf(found).missing.isEmpty());
    found.lessOfNetwork = found.lessOfApplication = true; // without a session they lose nothing
    QVERIFY(backupOf(found).missing.isEmpty());
    found.lessOfJoin = true;
    QCOMPARE(backupOf(found).missing, QStringList{QStringLiteral("root_keys")});
    found.stored.network.reset();
    QCOMPARE(backupOf(found).missing, (QStringList{QStringLiteral("frequency_plan_id"), QStringLiteral("root_keys")}));
}

void TestStackV3Parts::restoresPersonalized()
{
    StackV3Reading::Found found = foundAbp();
    found.stored.network->mutable_session()->set_last_f_cnt_up(77);
    found.stored.application->mutable_session()->set_last_a_f_cnt_down(5);
    found.stored.application->mutable_formatters(); // none, and so not those of the application
    const auto parts
        = restoredParts(backupOf(found), QStringLiteral("a-cellar"), QStringLiteral("probe-abp-103"), localhost);
    QVERIFY2(parts, qPrintable(parts.problem.args.join(u' ')));
    QVERIFY(!parts.value.join);
    const wire::EndDevice &network = parts.value.network.device;
    QCOMPARE(network.session().last_f_cnt_up(), 77U);
    QCOMPARE(network.session().keys().f_nwk_s_int_key().key(), std::string(16, '\xA1'));
    QVERIFY(!network.session().keys().has_app_s_key()); // not this server's
    QVERIFY(network.ids().dev_addr().empty());
    QCOMPARE(parts.value.application.device.session().last_a_f_cnt_down(), 5U);
    QVERIFY(parts.value.application.device.has_formatters());
    QVERIFY(setOf(parts.value.application.paths).contains(QStringLiteral("formatters")));
    // The times of the radio, agreed upon long ago.
    QVERIFY(network.has_mac_state());
    QCOMPARE(parts.value.optionalNetworkPaths, FieldPaths{"mac_state"});
    // Only what each may be told.
    const auto check = [](const DevicePart &part, const QStringList &mayNot) {
        for (const QString &path : setOf(part.paths))
            QVERIFY2(!mayNot.contains(path), qPrintable(path));
    };
    check(parts.value.application,
          {QStringLiteral("session"), QStringLiteral("session.keys"), QStringLiteral("ids.dev_addr")});
    check(parts.value.network,
          {QStringLiteral("power_state"), QStringLiteral("created_at"), QStringLiteral("session")});
}

void TestStackV3Parts::restoresIntoAnotherApplication()
{
    StackV3Reading::Found found = foundProbe();
    found.stored.identity.mutable_last_seen_at()->set_seconds(1'800'000'000);
    found.stored.join->set_last_dev_nonce(9);
    const auto parts = restoredParts(backupOf(found), QStringLiteral("b-attic"), QStringLiteral("probe-x"),
                                     {QStringLiteral("other"), QStringLiteral("other"), QStringLiteral("other")});
    QVERIFY(parts);
    for (const wire::EndDevice *part : {&parts.value.identity, &parts.value.join->device, &parts.value.network.device,
                                        &parts.value.application.device}) {
        QCOMPARE(part->ids().device_id(), std::string("probe-x"));
        QCOMPARE(part->ids().application_ids().application_id(), std::string("b-attic"));
        QCOMPARE(part->ids().dev_eui().size(), std::size_t(8));
    }
    QCOMPARE(parts.value.identity.network_server_address(), std::string("other"));
    QCOMPARE(parts.value.identity.join_server_address(), std::string("other"));
    QCOMPARE(parts.value.identity.last_seen_at().seconds(), 1'800'000'000);
    QVERIFY(!parts.value.identity.has_root_keys());
    const QSet<QString> join = setOf(parts.value.join->paths);
    for (const char *path : {"root_keys", "last_dev_nonce", "used_dev_nonces", "last_join_nonce", "net_id"})
        QVERIFY2(join.contains(QLatin1String(path)), path);
    QVERIFY(parts.value.optionalNetworkPaths.empty()); // no session, no state of it
}

void TestStackV3Parts::restoresNothingHalf()
{
    StackV3Reading::Found found = foundProbe();
    found.stored.join->clear_root_keys();
    const auto restore = [](const StackV3Reading::Found &of) {
        return restoredParts(backupOf(of), QStringLiteral("a-cellar"), QStringLiteral("probe-1"), localhost)
            .problem.args.value(0);
    };
    QCOMPARE(restore(found), QStringLiteral("root_keys.app_key.key"));
    found = foundAbp();
    found.stored.application->mutable_session()->mutable_keys()->clear_app_s_key();
    QCOMPARE(restore(found), QStringLiteral("session.keys"));
    found.stored.network.reset();
    QCOMPARE(restore(found), QStringLiteral("frequency_plan_id"));
    // One that joins can do without its session: it joins again.
    found = foundProbe();
    *found.stored.network->mutable_session() = foundAbp().stored.network->session();
    const auto parts = restoredParts(backupOf(found), QStringLiteral("a-cellar"), QStringLiteral("probe-1"), localhost);
    QVERIFY(parts);
    QVERIFY(!parts.value.network.device.has_session() && !parts.value.application.device.has_session());
}

void TestStackV3Parts::hostileBackups()
{
    for (const QByteArray &message :
         {QByteArray(), QByteArray("\x0A"), QByteArray(100, '\xFF'), QByteArray("{\"ids\":{}}")}) {
        const Domain::DeviceBackup backup{QStringLiteral("a"), QStringLiteral("b"), message, {}, {}};
        QCOMPARE(deviceOf(backup).problem.code, Code::UnexpectedShape);
        QCOMPARE(restoredParts(backup, QStringLiteral("a-cellar"), QStringLiteral("probe-1"), localhost).problem.code,
                 Code::UnexpectedShape);
    }
}

void TestStackV3Parts::whereDevicesLive()
{
    const auto where = [](const char *address, const char *configured) {
        return whereabouts(QString::fromLatin1(address), QString::fromLatin1(configured));
    };
    QCOMPARE(where("", "127.0.0.1"), Whereabouts::Here);
    QCOMPARE(where("eu1.cloud.thethings.network:8884", "eu1.cloud.thethings.network"), Whereabouts::Here);
    QCOMPARE(where("EU1.cloud.thethings.network", "eu1.cloud.thethings.network"), Whereabouts::Here);
    QCOMPARE(where("nam1.cloud.thethings.network", "eu1.cloud.thethings.network"), Whereabouts::Elsewhere);
    QCOMPARE(where("nam1.cloud.thethings.network", "127.0.0.1"), Whereabouts::Elsewhere);
    QCOMPARE(where("one.example.org", "two.example.org"), Whereabouts::Elsewhere);
    QCOMPARE(where("localhost", "127.0.0.1"), Whereabouts::Unsure);
    QCOMPARE(where("stack.example.org", "192.168.0.7"), Whereabouts::Unsure);
    QCOMPARE(where("stack", "stack.example.org"), Whereabouts::Unsure);
    QCOMPARE(hostOf(QStringLiteral("[::1]:8884")), QStringLiteral("::1"));
    QCOMPARE(hostOf(QStringLiteral("::1")), QStringLiteral("::1"));
}

TTN_TEST_MAIN(TestStackV3Parts)
#include "tst_stackv3parts.moc"
