// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/lorawanversions.h"
#include "models/registrationcatalog.h"
#include "models/registrationlist.h"
#include "tests/fakes/fakenetwork.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using Domain::Problem;
using Models::DeviceCode;
using Models::RegistrationDraft;
using Models::RegistrationList;
using TestSupport::FakeNetwork;
using Field = RegistrationDraft::Field;
using Part = RegistrationDraft::Part;
using State = RegistrationList::State;

namespace {

const QString Eui = QStringLiteral("70B3D57ED0000001");
const QString Key = QStringLiteral("00112233445566778899AABBCCDDEEFF");

RegistrationDraft joining(Domain::Generation generation = Domain::Generation::V3)
{
    RegistrationDraft draft;
    draft.capabilities = FakeNetwork::of(generation);
    draft.application = QStringLiteral("orchard");
    draft.plan = QStringLiteral("EU_863_870_TTN");
    draft.macVersion = QStringLiteral("MAC_V1_0_3");
    draft.phyVersion = QStringLiteral("PHY_V1_0_3_REV_A");
    draft.devEui = QStringLiteral("70-b3-d5-7e-d0-00-00-01");
    draft.joinEui = QStringLiteral("0000000000000000");
    draft.appKey = Key.toLower();
    return draft;
}

RegistrationDraft personalized(const QString &mac = QStringLiteral("MAC_V1_0_3"),
                               const QString &phy = QStringLiteral("PHY_V1_0_3_REV_A"))
{
    RegistrationDraft draft = joining();
    draft.joins = false;
    draft.macVersion = mac;
    draft.phyVersion = phy;
    draft.devAddr = QStringLiteral("26 01 12 34");
    draft.nwkSKey = Key;
    draft.appSKey = QString(Key).replace(u'0', u'1');
    return draft;
}

} // namespace

class TestRegistrationDraft : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void versions()
    {
        using namespace Domain::LorawanVersions;
        QCOMPARE(macVersions().size(), 6);
        QCOMPARE(macVersions().first(), QStringLiteral("MAC_V1_0"));
        QCOMPARE(phyVersions(QStringLiteral("MAC_V1_0_2")),
                 QStringList({QStringLiteral("PHY_V1_0_2_REV_A"), QStringLiteral("PHY_V1_0_2_REV_B")}));
        QCOMPARE(phyVersions(QStringLiteral("MAC_V1_0_4")).size(), 5);
        QCOMPARE(phyVersions(QStringLiteral("MAC_V1_1")).size(), 7);
        QVERIFY(phyVersions(QStringLiteral("MAC_V2")).isEmpty());
        QVERIFY(!fitTogether(QStringLiteral("MAC_V1_0_3"), QStringLiteral("PHY_V1_1_REV_A")));
        QVERIFY(fitTogether(QStringLiteral("MAC_V1_0_3"), QStringLiteral("RP001_V1_0_3_REV_A"))); // another name
        QCOMPARE(canonicalPhy(QStringLiteral("TS001_V1_0")), QStringLiteral("PHY_V1_0"));
        QCOMPARE(canonicalPhy(QStringLiteral("RP003_V9")), QStringLiteral("RP003_V9"));
        QCOMPARE(macTitle(QStringLiteral("MAC_V1_0_3")), QStringLiteral("LoRaWAN 1.0.3"));
        QCOMPARE(phyTitle(QStringLiteral("RP001_V1_0_3_REV_A")), QStringLiteral("RP001 1.0.3 revision A"));
        QCOMPARE(phyTitle(QStringLiteral("RP003_V9")), QStringLiteral("RP003_V9"));
    }

    void fieldsFollowTheVersion_data()
    {
        QTest::addColumn<bool>("joins");
        QTest::addColumn<QString>("mac");
        QTest::addColumn<QStringList>("titles");
        const auto words = [](const char *text) { return QString::fromLatin1(text).split(u','); };
        QTest::newRow("OTAA 1.0.3") << true << "MAC_V1_0_3" << words("JoinEUI (AppEUI),DevEUI,AppKey,Device ID,Name");
        QTest::newRow("OTAA 1.0.4") << true << "MAC_V1_0_4" << words("JoinEUI (AppEUI),DevEUI,AppKey,Device ID,Name");
        QTest::newRow("OTAA 1.1") << true << "MAC_V1_1" << words("JoinEUI,DevEUI,AppKey,NwkKey,Device ID,Name");
        QTest::newRow("ABP 1.0.3") << false << "MAC_V1_0_3" << words("DevEUI,DevAddr,NwkSKey,AppSKey,Device ID,Name");
        QTest::newRow("ABP 1.1") << false << "MAC_V1_1"
                                 << words("DevEUI,DevAddr,FNwkSIntKey,SNwkSIntKey,NwkSEncKey,AppSKey,Device ID,Name");
    }

    void fieldsFollowTheVersion()
    {
        QFETCH(bool, joins);
        QFETCH(QString, mac);
        QFETCH(QStringList, titles);
        RegistrationDraft draft = joining();
        draft.joins = joins;
        draft.macVersion = mac;
        QStringList found;
        for (const Field field : RegistrationDraft::fields(Part::Identity)) {
            if (draft.has(field))
                found += draft.title(field);
        }
        QCOMPARE(found, titles);
    }

    void v2HasItsOwnWords()
    {
        RegistrationDraft draft = joining(Domain::Generation::V2);
        QCOMPARE(draft.title(Field::JoinEui), QStringLiteral("AppEUI"));
        for (const Field field : {Field::Plan, Field::MacVersion, Field::Name, Field::SerialNumber, Field::NwkKey})
            QVERIFY(!draft.has(field));
        QVERIFY(draft.has(Field::Constraints));
        QVERIFY(draft.isComplete());
        const Domain::Device device = draft.device();
        QVERIFY(!device.radio);
        QCOMPARE(device.appKey->toHex(), Key);
        // A template for devices that register when they join.
        draft.devEui = QString(16, u'0');
        draft.id = QStringLiteral("greenhouse-sensor-a");
        QVERIFY(draft.isComplete());
        QVERIFY(!draft.remark(Field::DevEui).isEmpty());
        draft.id += QStringLiteral("bc");
        QVERIFY(draft.mistake(Field::Id, true).contains(QStringLiteral("19")));
        draft.joins = false;
        QVERIFY(!draft.mistake(Field::DevEui, true).isEmpty());
    }

    void completeDevices()
    {
        const RegistrationDraft draft = joining();
        QVERIFY(draft.isComplete());
        const Domain::Device device = draft.device();
        QCOMPARE(device.application, QStringLiteral("orchard"));
        QCOMPARE(device.id, QStringLiteral("eui-70b3d57ed0000001"));
        QCOMPARE(device.devEui, Domain::Eui(0x70B3D57ED0000001));
        QCOMPARE(device.joinEui, Domain::Eui(0));
        QCOMPARE(device.appKey->toHex(), Key);
        QVERIFY(!device.nwkKey && !device.devAddr && !device.nwkSKey && !device.appSKey);
        QCOMPARE(device.radio->macVersion, QStringLiteral("MAC_V1_0_3"));
        QVERIFY(device.radio->supportsJoin);
        QVERIFY(device.checksCounters && device.uses32BitCounters);
        QVERIFY(!device.mac && !device.location);

        RegistrationDraft fixed = personalized();
        fixed.appKey = Key; // typed before one changed one's mind
        fixed.resetsCounters = true;
        fixed.devEui.clear();
        QVERIFY(fixed.isComplete());
        const Domain::Device other = fixed.device();
        QCOMPARE(other.id, QStringLiteral("dev-26011234"));
        QCOMPARE(other.devAddr, Domain::DevAddr(0x26011234));
        QVERIFY(other.nwkSKey && other.appSKey);
        QVERIFY(!other.appKey && !other.joinEui && !other.devEui && !other.sNwkSIntKey);
        QVERIFY(!other.radio->supportsJoin);
        QVERIFY(!other.checksCounters);
    }

    void mistakes_data()
    {
        QTest::addColumn<RegistrationDraft>("draft");
        QTest::addColumn<Field>("field");
        QTest::addColumn<QString>("part"); ///< of the sentence; empty: none
        const auto row = [](const char *name, RegistrationDraft draft, Field field, const char *part,
                            const std::function<void(RegistrationDraft &)> &change) {
            change(draft);
            QTest::newRow(name) << draft << field << QString::fromUtf8(part);
        };
        using Draft = RegistrationDraft;
        row("no plan", joining(), Field::Plan, "frequency plan", [](Draft &d) { d.plan.clear(); });
        row("no version", joining(), Field::MacVersion, "version", [](Draft &d) { d.macVersion.clear(); });
        row("unknown version", joining(), Field::MacVersion, "version",
            [](Draft &d) { d.macVersion = QStringLiteral("MAC_V3"); });
        row("impossible pair", joining(), Field::PhyVersion, "does not go with LoRaWAN 1.0.3",
            [](Draft &d) { d.phyVersion = QStringLiteral("PHY_V1_1_REV_A"); });
        row("no parameters", joining(), Field::PhyVersion, "regional", [](Draft &d) { d.phyVersion.clear(); });
        row("DevEUI missing", joining(), Field::DevEui, "16", [](Draft &d) { d.devEui.clear(); });
        row("DevEUI zero", joining(), Field::DevEui, "All zeros", [](Draft &d) { d.devEui = QString(16, u'0'); });
        row("DevEUI short", joining(), Field::DevEui, "8 of 16",
            [](Draft &d) { d.devEui = QStringLiteral("70B3D57E"); });
        row("DevEUI damaged", joining(), Field::DevEui, "spreadsheet",
            [](Draft &d) { d.devEui = QStringLiteral("7.0B3E+15"); });
        row("JoinEUI missing", joining(), Field::JoinEui, "16", [](Draft &d) { d.joinEui.clear(); });
        row("JoinEUI zero", joining(), Field::JoinEui, "", [](Draft &) {});
        row("key zero", joining(), Field::AppKey, "no key", [](Draft &d) { d.appKey = QString(32, u'0'); });
        row("key missing", joining(), Field::AppKey, "32", [](Draft &d) { d.appKey.clear(); });
        row("NwkKey for 1.0.3", joining(), Field::NwkKey, "", [](Draft &) {});
        row("NwkKey for 1.1", joining(), Field::NwkKey, "32", [](Draft &d) {
            d.macVersion = QStringLiteral("MAC_V1_1");
            d.phyVersion = QStringLiteral("RP002_V1_0_0");
        });
        row("ABP without DevEUI", personalized(), Field::DevEui, "", [](Draft &d) { d.devEui.clear(); });
        row("ABP 1.0.4 without DevEUI", personalized(QStringLiteral("MAC_V1_0_4"), QStringLiteral("RP002_V1_0_1")),
            Field::DevEui, "16", [](Draft &d) { d.devEui.clear(); });
        row("ABP 1.1 needs three keys", personalized(QStringLiteral("MAC_V1_1"), QStringLiteral("RP002_V1_0_1")),
            Field::SNwkSIntKey, "32", [](Draft &) {});
        row("address zero", personalized(), Field::DevAddr, "no address",
            [](Draft &d) { d.devAddr = QString(8, u'0'); });
        row("ABP class B", personalized(), Field::PingSlot, "class B", [](Draft &d) { d.supportsClassB = true; });
        row("ABP class B with it", personalized(), Field::PingSlot, "", [](Draft &d) {
            d.supportsClassB = true;
            d.pingSlotPeriod = 32;
        });
        row("OTAA class B", joining(), Field::PingSlot, "", [](Draft &d) { d.supportsClassB = true; });
        row("id with capitals", joining(), Field::Id, "Lower-case letters only: pump-1",
            [](Draft &d) { d.id = QStringLiteral("Pump-1"); });
        row("id with a dot", joining(), Field::Id, "“.”", [](Draft &d) { d.id = QStringLiteral("pump.1"); });
        row("id with an underscore", joining(), Field::Id, "“_”", [](Draft &d) { d.id = QStringLiteral("pump_1"); });
        row("id with two hyphens", joining(), Field::Id, "Single", [](Draft &d) { d.id = QStringLiteral("pump--1"); });
        row("id short", joining(), Field::Id, "at least 3", [](Draft &d) { d.id = QStringLiteral("p1"); });
        row("id long", joining(), Field::Id, "37 characters", [](Draft &d) { d.id = QString(37, u'a'); });
        row("id reserved", joining(), Field::Id, "reserved", [](Draft &d) { d.id = QStringLiteral("admin"); });
        row("id with blanks around", joining(), Field::Id, "", [](Draft &d) { d.id = QStringLiteral(" pump-1 "); });
        row("no id", joining(), Field::Id, "Give it", [](Draft &d) { d.devEui.clear(); });
        row("name long", joining(), Field::Name, "51 characters", [](Draft &d) { d.name = QString(51, u'ä'); });
        row("name just right", joining(), Field::Name, "",
            [](Draft &d) { d.name = QString::fromUcs4(std::u32string(50, U'🌱').c_str(), 50); });
        row("description", joining(), Field::Description, "2001",
            [](Draft &d) { d.description = QString(2001, u'x'); });
        row("serial of a code", joining(), Field::SerialNumber, "",
            [](Draft &d) { d.serialNumber = QStringLiteral("SN42"); });
        row("serial with a dot", joining(), Field::SerialNumber, "3 to 36",
            [](Draft &d) { d.serialNumber = QStringLiteral("SN.42"); });
        row("claim code", joining(), Field::ClaimCode, "32", [](Draft &d) { d.claimCode = QStringLiteral("A-1"); });
        row("latitude alone", joining(), Field::Longitude, "latitude and longitude",
            [](Draft &d) { d.latitude = QStringLiteral("52.1"); });
        row("altitude alone", joining(), Field::Latitude, "latitude and longitude",
            [](Draft &d) { d.altitude = QStringLiteral("12"); });
        row("latitude far", joining(), Field::Latitude, "−90 to 90", [](Draft &d) {
            d.latitude = QStringLiteral("90.01");
            d.longitude = QStringLiteral("1");
        });
        row("no number", joining(), Field::Latitude, "not a number", [](Draft &d) {
            d.latitude = QStringLiteral("nan");
            d.longitude = QStringLiteral("1");
        });
        row("attribute short", joining(), Field::Attributes, "3 to 36", [](Draft &d) {
            d.attributes = {{QStringLiteral("ab"), QStringLiteral("1")}};
        });
        row("attribute twice", joining(), Field::Attributes, "twice", [](Draft &d) {
            d.attributes
                = {{QStringLiteral("room"), QStringLiteral("1")}, {QStringLiteral("room "), QStringLiteral("2")}};
        });
        row("attribute without a name", joining(), Field::Attributes, "“1” needs", [](Draft &d) {
            d.attributes = {{{}, QStringLiteral("1")}};
        });
        row("attribute value", joining(), Field::Attributes, "201", [](Draft &d) {
            d.attributes = {{QStringLiteral("room"), QString(201, u'x')}};
        });
        row("attributes", joining(), Field::Attributes, "11 attributes", [](Draft &d) {
            for (int i = 0; i < 11; ++i)
                d.attributes += {QStringLiteral("key-%1").arg(i), {}};
        });
        const RegistrationDraft old = joining(Domain::Generation::V2);
        row("v2: two letters", old, Field::Id, "", [](Draft &d) { d.id = QStringLiteral("p1"); });
        row("v2: underscore", old, Field::Id, "", [](Draft &d) { d.id = QStringLiteral("pump_1"); });
        row("v2: attributes", old, Field::Attributes, "6 attributes", [](Draft &d) {
            for (int i = 0; i < 6; ++i)
                d.attributes += {QString::number(i), {}};
            d.attributes += {QStringLiteral("ttn-brand"), QString(90, u'x')};
        });
        row("v2: attribute in bytes", old, Field::Attributes, "64 bytes", [](Draft &d) {
            d.attributes = {{QStringLiteral("a"), QString(33, u'ä')}};
        });
    }

    void mistakes()
    {
        QFETCH(RegistrationDraft, draft);
        QFETCH(Field, field);
        QFETCH(QString, part);
        const QString found = draft.mistake(field, true);
        QCOMPARE(found.isEmpty(), part.isEmpty());
        QVERIFY2(found.contains(part), qPrintable(found));
        QCOMPARE(draft.isComplete(), part.isEmpty());
    }

    void unfinishedIsNoMistakeYet()
    {
        RegistrationDraft draft;
        draft.capabilities = FakeNetwork::v3();
        for (const Part part : {Part::Radio, Part::Identity, Part::Place}) {
            for (const Field field : RegistrationDraft::fields(part))
                QCOMPARE(draft.mistake(field, false), QString());
        }
        draft.devEui = QStringLiteral("70B3D");
        draft.id = QStringLiteral("pump-");
        draft.latitude = QStringLiteral("-");
        for (const Field field : {Field::DevEui, Field::Id, Field::Latitude, Field::Longitude}) {
            QCOMPARE(draft.mistake(field, false), QString());
            QVERIFY(!draft.mistake(field, true).isEmpty());
        }
    }

    void remarks()
    {
        RegistrationDraft draft = joining();
        draft.prefixes = QList{Domain::JoinEuiPrefix{Domain::Eui(0), 64},
                               Domain::JoinEuiPrefix{Domain::Eui(0x70B3D57ED0000000), 40}};
        QVERIFY(draft.remark(Field::JoinEui).contains(QStringLiteral("All zeros are allowed")));
        draft.joinEui = QStringLiteral("70B3D57ED0ABCDEF");
        QCOMPARE(draft.remark(Field::JoinEui), QString());
        draft.joinEui = QStringLiteral("70B3D57EFFABCDEF");
        QVERIFY(draft.remark(Field::JoinEui).contains(QStringLiteral("not responsible")));
        draft.joinEui = QStringLiteral("58A0CB0000210000");
        QVERIFY(draft.remark(Field::JoinEui).contains(QStringLiteral("not responsible")));
        draft.claimable = true;
        QVERIFY(draft.remark(Field::JoinEui).contains(QStringLiteral("claims")));
        draft.claimable = false;
        draft.prefixes = QList{Domain::JoinEuiPrefix{Domain::Eui(0), 0}}; // all of them
        QCOMPARE(draft.remark(Field::JoinEui), QString());
        draft.prefixes = QList<Domain::JoinEuiPrefix>(); // nothing is known
        QCOMPARE(draft.remark(Field::JoinEui), QString());
        draft.prefixes = QList{Domain::JoinEuiPrefix{Domain::Eui(0), 99}}; // hostile
        QVERIFY(!draft.remark(Field::JoinEui).isEmpty());
        draft.serialNumber = QStringLiteral("SN42");
        QVERIFY(draft.remark(Field::SerialNumber).contains(QStringLiteral("sn42")));
        QCOMPARE(draft.device().serialNumber, QStringLiteral("sn42"));
    }

    void templateFillsTheRadio()
    {
        RegistrationDraft draft = joining();
        draft.macVersion.clear();
        draft.take(TestSupport::FakeCatalog::made(
            {QStringLiteral("orchard"), QStringLiteral("soil-2"), {}, {}, QStringLiteral("EU_863_870")}));
        QCOMPARE(draft.macVersion, QStringLiteral("MAC_V1_0_3"));
        QCOMPARE(draft.phyVersion, QStringLiteral("PHY_V1_0_3_REV_A"));
        QVERIFY(draft.supportsClassC);
        QCOMPARE(draft.plan, QStringLiteral("EU_863_870_TTN")); // stays
        const Domain::Device device = draft.device();
        QCOMPARE(device.versionIds.model, QStringLiteral("soil-2"));
        QCOMPARE(device.mac->rx1Delay, 5);
        QCOMPARE(device.formatters->up, QStringLiteral("FORMATTER_REPOSITORY"));
        QCOMPARE(device.appKey->toHex(), Key);
    }

    /// Of another device everything but what makes it that one.
    void copyTakesNoIdentity()
    {
        Domain::Device other = personalized().device();
        other.name = QStringLiteral("Pump");
        other.description = QStringLiteral("North field");
        other.attributes = {{QStringLiteral("room"), QStringLiteral("7")}};
        other.location = Domain::GeoPoint{52.5, 4.25, 12, 0};
        other.fCntUp = 99;
        other.fCntDown = 7;
        other.lastDevNonce = 4;
        other.pendingDevAddr = Domain::DevAddr(1);
        other.serialNumber = QStringLiteral("sn1");
        other.claimCode = QStringLiteral("SECRET");
        other.servers.network = QStringLiteral("elsewhere");
        other.mac = Domain::MacSettings{};
        other.mac->rx1Delay = 5;
        RegistrationDraft draft;
        draft.capabilities = FakeNetwork::v3();
        draft.application = QStringLiteral("vineyard");
        draft.takeSettings(other);
        QVERIFY(!draft.joins);
        QVERIFY(draft.devEui.isEmpty() && draft.devAddr.isEmpty() && draft.nwkSKey.isEmpty() && draft.id.isEmpty());
        QCOMPARE(draft.plan, QStringLiteral("EU_863_870_TTN"));
        QCOMPARE(draft.latitude, QStringLiteral("52.5"));
        const Domain::Device made = draft.device();
        QCOMPARE(made.application, QStringLiteral("vineyard"));
        QVERIFY(made.id.isEmpty() && made.name.isEmpty() && !made.devEui && !made.devAddr && !made.nwkSKey);
        QVERIFY(!made.fCntUp && !made.fCntDown && !made.lastDevNonce && !made.pendingDevAddr);
        QVERIFY(made.serialNumber.isEmpty() && made.claimCode.isEmpty() && made.servers.network.isEmpty());
        QCOMPARE(made.mac->rx1Delay, 5);
        QCOMPARE(made.description, QStringLiteral("North field"));
        QCOMPARE(made.attributes.value(QStringLiteral("room")), QStringLiteral("7"));
        QCOMPARE(made.location, other.location);
    }

    void refusalsHaveTheirField_data()
    {
        QTest::addColumn<Problem::Code>("code");
        QTest::addColumn<QString>("path");
        QTest::addColumn<Field>("field");
        using Code = Problem::Code;
        QTest::newRow("id taken") << Code::IdTaken << "" << Field::Id;
        QTest::newRow("reserved") << Code::IdForbidden << "new" << Field::Id;
        QTest::newRow("EUIs") << Code::EuisTaken << "" << Field::DevEui;
        QTest::newRow("plan") << Code::FrequencyPlanUnknown << "X" << Field::Plan;
        QTest::newRow("band version") << Code::BandVersionUnknown << "X" << Field::PhyVersion;
        QTest::newRow("AppSKey") << Code::FieldInvalid << "session.keys.app_s_key.key" << Field::AppSKey;
        QTest::newRow("SNwkSIntKey") << Code::FieldInvalid << "session.keys.s_nwk_s_int_key" << Field::SNwkSIntKey;
        QTest::newRow("FNwkSIntKey") << Code::FieldInvalid << "session.keys.f_nwk_s_int_key.key" << Field::NwkSKey;
        QTest::newRow("NwkKey") << Code::FieldInvalid << "root_keys.nwk_key.key" << Field::NwkKey;
        QTest::newRow("session") << Code::FieldInvalid << "session" << Field::DevAddr;
        QTest::newRow("phy") << Code::FieldInvalid << "lorawan_phy_version" << Field::PhyVersion;
        QTest::newRow("mac") << Code::FieldInvalid << "lorawan_version" << Field::MacVersion;
        QTest::newRow("unknown path") << Code::FieldInvalid << "what" << Field::None;
        QTest::newRow("another code") << Code::ServerFault << "dev_eui" << Field::None;
    }

    void refusalsHaveTheirField()
    {
        QFETCH(Problem::Code, code);
        QFETCH(QString, path);
        QFETCH(Field, field);
        QCOMPARE(RegistrationDraft::fieldOf({code, {path}, {}, {}, false}), field);
    }

    void codes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<DeviceCode::Form>("form");
        QTest::addColumn<QString>("facts"); ///< JoinEUI DevEUI vendor profile token serial
        using Form = DeviceCode::Form;
        QTest::newRow("TR005") << "LW:D0:0000000000000001:70B3D57ED0C00001:002A0001:OOPEN123:SSN42:PHELLO:C1234"
                               << Form::Tr005 << "1 70b3d57ed0c00001 2a 1 OPEN123 SN42";
        QTest::newRow("TR005, short") << "LW:D0:1111111111111111:2222222222222222:00000000" << Form::Tr005
                                      << "1111111111111111 2222222222222222 0 0  ";
        QTest::newRow("TR005, lower hex") << " LW:D0:11111111111111aa:22222222222222bb:ffff0beb::Xnew:S1\n"
                                          << Form::Tr005 << "11111111111111aa 22222222222222bb ffff beb  1";
        QTest::newRow("Caps Lock") << "lw:d0:1111111111111111:2222222222222222:00000000:sab" << Form::Tr005
                                   << "1111111111111111 2222222222222222 0 0  AB";
        QTest::newRow("draft 2") << "URN:LW:DP:42FFFFFFFFFFFFFF:4242FFFFFFFFFFFF:42FFFF42:%V0102%SSER$1%PX"
                                 << Form::Draft2 << "42ffffffffffffff 4242ffffffffffff 42ff ff42 0102 SER$1";
        QTest::newRow("draft 2, escaped") << "URN:LW:DP:42FFFFFFFFFFFFFF:4242FFFFFFFFFFFF:42FFFF42:%25V0102%25SSER"
                                          << Form::Draft2 << "42ffffffffffffff 4242ffffffffffff 42ff ff42 0102 SER";
        QTest::newRow("draft 2, bare") << "URN:LW:DP:42FFFFFFFFFFFFFF:4242FFFFFFFFFFFF:42FFFF42" << Form::Draft2
                                       << "42ffffffffffffff 4242ffffffffffff 42ff ff42  ";
        QTest::newRow("draft 3") << "URN:DEV:LW:42FFFFFFFFFFFFFF_4242FFFFFFFFFFFF_42FFFF42_V0102_SSER1_PX"
                                 << Form::Draft3 << "42ffffffffffffff 4242ffffffffffff 42ff ff42 0102 SER1";
        QTest::newRow("DevEUI") << "70B3D57ED0C00001" << Form::DevEui << " 70b3d57ed0c00001 0 0  ";
        QTest::newRow("DevEUI in words") << "DevEUI: 70-B3-D5-7E-D0-C0-00-01" << Form::DevEui
                                         << " 70b3d57ed0c00001 0 0  ";
    }

    void codes()
    {
        QFETCH(QString, text);
        QFETCH(DeviceCode::Form, form);
        QFETCH(QString, facts);
        const DeviceCode code = DeviceCode::read(text);
        QVERIFY2(code, qPrintable(code.mistake));
        QCOMPARE(code.form, form);
        const QString found = QStringLiteral("%1 %2 %3 %4 %5 %6")
                                  .arg(code.joinEui ? QString::number(code.joinEui->value(), 16) : QString())
                                  .arg(code.devEui->value(), 0, 16)
                                  .arg(code.profile.vendor, 0, 16)
                                  .arg(code.profile.profile, 0, 16)
                                  .arg(code.ownerToken, code.serial);
        QCOMPARE(found, facts);
    }

    void badCodes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << " ";
        QTest::newRow("ends early") << "LW:D0:1111111111111111:2222222222222222";
        QTest::newRow("JoinEUI") << "LW:D0:111111111111111:2222222222222222:00000000";
        QTest::newRow("DevEUI") << "LW:D0:1111111111111111:222222222222222G:00000000";
        QTest::newRow("DevEUI zero") << "LW:D0:1111111111111111:0000000000000000:00000000";
        QTest::newRow("profile") << "LW:D0:1111111111111111:2222222222222222:0x000000";
        QTest::newRow("profile sign") << "LW:D0:1111111111111111:2222222222222222:+0000000";
        QTest::newRow("draft 2 early") << "URN:LW:DP:42FFFFFFFFFFFFFF:4242FFFFFFFFFFFF";
        QTest::newRow("draft 3 early") << "URN:DEV:LW:42FFFFFFFFFFFFFF";
        QTest::newRow("address") << "https://orchard.example/soil-2?id=1";
        QTest::newRow("WiFi") << "WIFI:T:WPA;S:home;P:secret;;";
        QTest::newRow("zero") << "0000000000000000";
        QTest::newRow("zero key") << QString(32, u'0');
        QTest::newRow("long") << QString(QStringLiteral("LW:D0:1111111111111111:2222222222222222:00000000:P")
                                         + QString(2000, u'x'));
    }

    void badCodes()
    {
        QFETCH(QString, text);
        const DeviceCode code = DeviceCode::read(text);
        QVERIFY(!code);
        QVERIFY(!code.mistake.isEmpty());
    }

    void codeFillsTheDraft()
    {
        RegistrationDraft draft = joining();
        draft.take(
            DeviceCode::read(QStringLiteral("LW:D0:0000000000000001:70B3D57ED0C00001:002A0001:OOPEN123:SSN42:C1234")));
        QCOMPARE(draft.effectiveId(), QStringLiteral("eui-70b3d57ed0c00001"));
        const Domain::Device device = draft.device();
        QCOMPARE(device.profileIds, (Domain::ProfileIds{0x2A, 1}));
        QCOMPARE(device.claimCode, QStringLiteral("OPEN123"));
        QCOMPARE(device.serialNumber, QStringLiteral("sn42"));
        const QString key = QStringLiteral("FF112233445566778899AABBCCDDEEFF");
        const DeviceCode label = DeviceCode::read(key);
        QCOMPARE(label.form, DeviceCode::Form::Key);
        draft.take(label);
        QCOMPARE(draft.device().appKey->toHex(), key);
        QCOMPARE(draft.effectiveId(), QStringLiteral("eui-70b3d57ed0c00001"));
        QVERIFY(DeviceCode::read(QStringLiteral("LW:D0:1111111111111111:2222222222222222:00000000:C1234"))
                    .remark()
                    .contains(QStringLiteral("1234")));
    }

    void listRegistersOneAfterTheOther()
    {
        const auto network = std::make_shared<FakeNetwork>();
        network->desk.refuseNext(QStringLiteral("createDevice"), {{}, {Problem::Code::IdTaken, {}, {}, {}, false}});
        RegistrationList list(network);
        const QAbstractItemModelTester tester(&list);
        for (int i = 1; i <= 4; ++i) {
            RegistrationDraft draft = joining();
            draft.devEui = QStringLiteral("70B3D57ED000000%1").arg(i);
            list.add({draft, QStringLiteral("Soil probe 2"), {}, State::Waiting, {}});
        }
        RegistrationDraft bad = list.entry(3).draft;
        bad.appKey.clear();
        list.setDraft(3, bad);
        QCOMPARE(list.readyCount(), 3);
        QCOMPARE(list.find(Domain::Eui(0x70B3D57ED0000002)), 1);
        QCOMPARE(list.find(Domain::Eui(5)), -1);
        QSignalSpy finished(&list, &RegistrationList::finished);
        QSignalSpy registered(&list, &RegistrationList::registered);
        list.registerAll();
        QVERIFY(list.isRunning());
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(registered.count(), 2);
        QCOMPARE(list.countOf(State::Registered), 2);
        QCOMPARE(list.entry(1).state, State::Failed);
        QCOMPARE(list.entry(3).state, State::Waiting);
        QVERIFY(
            list.index(3, RegistrationList::StateColumn).data().toString().startsWith(QStringLiteral("AppKey: 32")));
        QVERIFY(!list.index(1, RegistrationList::StateColumn).data(Qt::ToolTipRole).toString().isEmpty());
        // What was refused is changed and tried again; what is registered stays.
        RegistrationDraft other = list.entry(1).draft;
        other.id = QStringLiteral("pump-2");
        list.setDraft(1, other);
        list.setDraft(0, other);
        QCOMPARE(list.entry(0).draft.id, QString());
        list.registerAll();
        QTRY_COMPARE(finished.count(), 2);
        QCOMPARE(network->deviceApi.all().size(), 3);
        QCOMPARE(network->deviceApi.all().last().id, QStringLiteral("pump-2"));
        list.remove(0);
        QCOMPARE(list.count(), 3);
        list.clear();
        QCOMPARE(list.count(), 0);
    }

    void listCancelsAndTakesBack()
    {
        const auto network = std::make_shared<FakeNetwork>();
        network->desk.hold(QStringLiteral("createDevice"));
        {
            RegistrationList list(network);
            list.add({joining(), {}, {}, State::Waiting, {}});
            list.registerAll();
            QVERIFY(list.isRunning());
            list.remove(0); // not now
            QCOMPARE(list.count(), 1);
            list.cancel();
            QCOMPARE(network->desk.cancelled.size(), 1);
            QCOMPARE(list.entry(0).state, State::Cancelled);
            QVERIFY(!list.isRunning());
            list.setDraft(0, joining());
            list.registerAll();
        }
        QCOMPARE(network->desk.cancelled.size(), 2); // with its end
    }

    void listCleansUp()
    {
        const auto network = std::make_shared<FakeNetwork>();
        const Problem half{Problem::Code::RegistrationIncomplete, {}, {}, {}, false};
        network->desk.refuseNext(QStringLiteral("createDevice"), {half});
        network->desk.refuse(QStringLiteral("deleteDevice"), {Problem::Code::ServerFault, {}, {}, {}, true});
        RegistrationList list(network);
        QSignalSpy finished(&list, &RegistrationList::finished);
        list.add({joining(), {}, {}, State::Waiting, {}});
        list.registerAll();
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(list.entry(0).state, State::Incomplete);
        list.cleanUp(0, false);
        QTRY_COMPARE(finished.count(), 2);
        QCOMPARE(list.entry(0).state, State::Incomplete); // still there
        network->desk.refuse(QStringLiteral("deleteDevice"), {Problem::Code::DeviceNotFound, {}, {}, {}, false});
        list.cleanUp(0, true);
        QTRY_COMPARE(finished.count(), 3);
        QCOMPARE(list.entry(0).state, State::Registered);
        QCOMPARE(network->desk.count(QStringLiteral("deleteDevice")), 2);
    }

    void catalogTellsWhatThereIs()
    {
        const auto network = std::make_shared<FakeNetwork>();
        network->desk.refuse(QStringLiteral("frequencyPlans"), {Problem::Code::ServerFault, {}, {}, {}, true});
        Models::RegistrationCatalog catalog(network);
        QSignalSpy changed(&catalog, &Models::RegistrationCatalog::changed);
        catalog.load();
        QTRY_VERIFY(catalog.problem());
        QTRY_VERIFY(catalog.defaultJoinEui().has_value());
        QVERIFY(catalog.plans().isEmpty());
        network->desk.allow();
        catalog.load();
        QVERIFY(!catalog.problem());
        QTRY_COMPARE(catalog.plans().size(), 3);
        QCOMPARE(catalog.plans(QStringLiteral("US_902_928")).size(), 1);
        const QString mac = QStringLiteral("MAC_V1_0_4");
        const QString plan = QStringLiteral("US_902_928_FSB_2");
        QCOMPARE(catalog.phyVersions(mac, plan).size(), 5); // not asked yet
        QTRY_COMPARE(catalog.phyVersions(mac, plan).size(), 2);
        QCOMPARE(network->desk.count(QStringLiteral("phyVersions")), 1);
        QCOMPARE(catalog.phyVersions(QStringLiteral("MAC_V1_0_3"), plan),
                 QStringList{QStringLiteral("PHY_V1_0_3_REV_A")}); // told under another name
        QVERIFY(!catalog.claimable(Domain::Eui(0x58A0CB0000210000)));
        QTRY_COMPARE(catalog.claimable(Domain::Eui(0x58A0CB0000210000)), std::optional(true));
        QVERIFY(changed.count() > 2);

        Models::RegistrationCatalog none(std::make_shared<FakeNetwork>(FakeNetwork::v2()));
        none.load();
        QVERIFY(!none.api() && !none.isLoading());
    }
};

TTN_TEST_MAIN(TestRegistrationDraft)
#include "tst_registrationdraft.moc"
