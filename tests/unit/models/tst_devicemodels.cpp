// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/lorawanversions.h"
#include "models/deviceeditor.h"
#include "models/devicefacts.h"
#include "models/devicerules.h"
#include "models/joinstory.h"
#include "models/placetext.h"
#include "tests/fakes/fakenetwork.h"
#include "tests/fakes/sampledevices.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>

using Models::DeviceDraft;
using Models::DeviceEditor;
using Models::DeviceField;
using Models::DeviceRules;
using Models::DeviceSection;
using Models::DeviceShape;
using Models::DeviceWords;
using Models::JoinStory;
using TestSupport::FakeNetwork;
using TestSupport::joiningDevice;
using TestSupport::personalizedDevice;
using Code = Domain::Problem::Code;
namespace Values = Models::DeviceValues;

Q_DECLARE_METATYPE(Models::DeviceField)
Q_DECLARE_METATYPE(Models::JoinStory::Outcome)

namespace {

/// As told by a real server; the ids of a frame are the same in all its events.
Domain::NetworkEvent happened(const char *name, int second, const char *frame, const char *error = nullptr)
{
    Domain::NetworkEvent told;
    told.name = QLatin1String(name);
    told.device = QStringLiteral("field-01");
    told.time = QDateTime::fromSecsSinceEpoch(1'790'000'000 + second, Qt::UTC);
    told.correlationIds = {QStringLiteral("rpc:/ttn.lorawan.v3.GsNs/HandleUplink:X"),
                           QStringLiteral("gs:uplink:") + QLatin1String(frame)};
    if (error)
        told.json = QByteArray("{\"name\":\"") + name
            + "\",\"data\":{\"@type\":\"type.googleapis.com/ttn.lorawan.v3.ErrorDetails\",\"namespace\":\"pkg/"
              "joinserver\",\"name\":\""
            + error + "\",\"code\":3}}";
    return told;
}

std::shared_ptr<FakeNetwork> withDevice(Domain::Capabilities capabilities = FakeNetwork::v3())
{
    auto network = std::make_shared<FakeNetwork>(capabilities);
    network->deviceApi.add(joiningDevice());
    return network;
}

Domain::Device &stored(FakeNetwork &network)
{
    return network.deviceApi.registered[QStringLiteral("orchard")][QStringLiteral("field-01")];
}

DeviceShape shapeOf(const Domain::Device &device)
{
    return DeviceShape::of(device, FakeNetwork::v3());
}

Domain::Device version11()
{
    Domain::Device device = joiningDevice();
    device.radio->macVersion = QStringLiteral("MAC_V1_1");
    device.radio->phyVersion = QStringLiteral("PHY_V1_1_REV_B");
    device.nwkKey = device.appKey;
    return device;
}

} // namespace

class TestDeviceModels : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    // --- Places ---

    void readsPlaces_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("latitude");
        QTest::addColumn<double>("longitude");
        QTest::addColumn<int>("altitude");
        const auto add = [](const QString &text, double latitude, double longitude, int altitude = 0) {
            QTest::newRow(qPrintable(text)) << text << latitude << longitude << altitude;
        };
        add(QStringLiteral("52.37, 4.89"), 52.37, 4.89);
        add(QStringLiteral(" 52.37,4.89 "), 52.37, 4.89);
        add(QStringLiteral("52.37 4.89"), 52.37, 4.89);
        add(QStringLiteral("52,37; 4,89"), 52.37, 4.89);
        add(QStringLiteral("-33.8568, 151.2153, 12"), -33.8568, 151.2153, 12);
        add(QStringLiteral("−33.8568, 151.2153"), -33.8568, 151.2153);
        add(QStringLiteral("geo:52.37,4.89;u=35"), 52.37, 4.89);
        add(QStringLiteral("(52.37, 4.89)"), 52.37, 4.89);
        add(QStringLiteral("N 52.37 E 4.89"), 52.37, 4.89);
        add(QStringLiteral("4.89E, 52.37N"), 52.37, 4.89);
        add(QStringLiteral("33.5S 70.6W"), -33.5, -70.6);
        add(QString::fromUtf8("52°22'12\"N 4°53'24\"E"), 52.37, 4.89);
        add(QString::fromUtf8("52°22′12″N, 4°53′24″E"), 52.37, 4.89);
        add(QString::fromUtf8("52° 22.2' N 4° 53.4' E"), 52.37, 4.89);
    }
    void readsPlaces()
    {
        QFETCH(QString, text);
        const auto place = Models::PlaceText::read(text);
        QVERIFY(place);
        QTEST(place->altitude, "altitude");
        QFETCH(double, latitude);
        QFETCH(double, longitude);
        QVERIFY2(qAbs(place->latitude - latitude) < 1e-9, qPrintable(QString::number(place->latitude, 'g', 12)));
        QVERIFY2(qAbs(place->longitude - longitude) < 1e-9, qPrintable(QString::number(place->longitude, 'g', 12)));
    }

    void refusesWhatIsNoPlace()
    {
        for (const char *text : {"", "52.37", "here", "91.0, 4.0", "52.0, 181.0", "52.37N 4.89", "N 1.0 N 2.0",
                                 "1.0E 2.0W", "52°61'N 4°E", "-52.0S 4.0E", "1e3, 4", "52,37,4,89", "nan, nan"})
            QVERIFY2(!Models::PlaceText::read(QString::fromUtf8(text)), text);
        QVERIFY(!Models::PlaceText::read(QString(100'000, u'1')));
        QVERIFY(!Models::PlaceText::readDegrees(QString(100'000, u'.')));
    }

    void writesPlaces()
    {
        QCOMPARE(Models::PlaceText::degrees(52.37), QStringLiteral("52.37"));
        QCOMPARE(Models::PlaceText::degrees(-0.0), QStringLiteral("0"));
        QCOMPARE(Models::PlaceText::degrees(4), QStringLiteral("4"));
        const Domain::GeoPoint place{52.37, -4.89, 0, 0};
        QCOMPARE(Models::PlaceText::pair(place), QStringLiteral("52.37, -4.89"));
        QCOMPARE(*Models::PlaceText::read(Models::PlaceText::pair(place)), place);
        QVERIFY(Models::PlaceText::mapLink(place).contains(QStringLiteral("mlat=52.37&mlon=-4.89")));
    }

    // --- What was changed ---

    void nothingTypedChangesNothing()
    {
        for (const Domain::Device &device : {joiningDevice(), personalizedDevice(), version11()}) {
            const DeviceDraft draft(device, FakeNetwork::v3());
            QVERIFY(!draft.isChanged());
            const Domain::DeviceChange change = draft.change();
            QVERIFY(!change.name && !change.description && !change.attributes && !change.location && !change.radio);
            QVERIFY(!change.appKey && !change.nwkSKey && !change.appSKey && !change.devAddr && !change.mac);
            QVERIFY(!change.fCntUp && !change.fCntDown && !change.formatters && !change.checksCounters);
            QVERIFY(!change.removesLocation && !change.inheritsFormatters && !change.resetsJoinNonces);
            QVERIFY(!DeviceRules::firstMistake(draft));
        }
    }

    void onlyWhatDiffersIsSent()
    {
        DeviceDraft draft(joiningDevice(), FakeNetwork::v3());
        draft.setText(DeviceField::FCntUp, QStringLiteral("2000"));
        draft.setText(DeviceField::AppKey, QStringLiteral("00:11:22:33 44556677 8899aabb ccddeeff")); // the same key
        QCOMPARE(draft.changedFields(), QList<DeviceField>{DeviceField::FCntUp});
        const Domain::DeviceChange change = draft.change();
        QCOMPARE(change.fCntUp, 2'000U);
        QVERIFY(!change.fCntDown && !change.appKey && !change.mac && !change.radio);
    }

    void macSettingsAreWhole()
    {
        Domain::Device device = joiningDevice();
        device.mac->rx1Delay = 5;
        device.mac->presetFrequencies = {868'100'000, 868'300'000};
        device.mac->adr = Domain::MacSettings::Adr::Dynamic;
        device.mac->adrMargin = 12.5;
        device.mac->pingSlotFrequency = 0;
        DeviceDraft draft(device, FakeNetwork::v3());
        QCOMPARE(draft.text(DeviceField::PresetFrequencies), QStringLiteral("868.1, 868.3"));
        draft.setText(DeviceField::Rx2Frequency, QStringLiteral("869,525"));
        Domain::MacSettings wanted = *device.mac;
        wanted.rx2Frequency = 869'525'000;
        QCOMPARE(draft.change().mac, std::optional(wanted));
        // Another way of deciding takes what belonged to the one before with it.
        draft.setText(DeviceField::Adr, QStringLiteral("static"));
        draft.setText(DeviceField::StaticDataRate, QStringLiteral("3"));
        QVERIFY(!draft.change().mac->adrMargin);
        QCOMPARE(draft.change().mac->staticDataRate, 3);
    }

    void placesComeAndGo()
    {
        Domain::Device device = joiningDevice();
        device.location = {52.37, 4.89, 3, 30};
        DeviceDraft draft(device, FakeNetwork::v3());
        draft.setText(DeviceField::Altitude, QStringLiteral("7"));
        QCOMPARE(draft.change().location, (std::optional<Domain::GeoPoint>({52.37, 4.89, 7, 30})));
        draft.setText(DeviceField::Latitude, QStringLiteral("51"));
        QCOMPARE(draft.change().location->accuracy, 0);
        for (const DeviceField field : {DeviceField::Latitude, DeviceField::Longitude, DeviceField::Altitude})
            draft.setText(field, {});
        QVERIFY(!DeviceRules::firstMistake(draft));
        QVERIFY(draft.change().removesLocation);
        QVERIFY(!draft.change().location);
        draft.setText(DeviceField::Latitude, QStringLiteral("51"));
        QVERIFY(DeviceRules::firstMistake(draft));
    }

    void attributesSurviveTheirLines()
    {
        Domain::Device device = joiningDevice();
        device.attributes = {{QStringLiteral("site"), QStringLiteral("north = left")},
                             {QStringLiteral("note"), QStringLiteral("two\nlines and a \\n and \\")},
                             {QStringLiteral("empty"), QString()}};
        DeviceDraft draft(device, FakeNetwork::v3());
        QVERIFY(!draft.isChanged());
        QCOMPARE(Values::attributes(draft.text(DeviceField::Attributes)), device.attributes);
        draft.setText(DeviceField::Attributes, draft.text(DeviceField::Attributes) + QStringLiteral("\nmore = 1\n"));
        QCOMPARE(draft.change().attributes->size(), 4);
        QVERIFY(!DeviceRules::firstMistake(draft));
    }

    void addressAndKeyGoTogether()
    {
        Domain::Device device = personalizedDevice();
        DeviceDraft draft(device, FakeNetwork::v3());
        draft.setText(DeviceField::DevAddr, QStringLiteral("26 0b 00 01"));
        QCOMPARE(draft.change().devAddr->toString(), QStringLiteral("260B0001"));
        QCOMPARE(draft.change().appSKey, device.appSKey);
        QVERIFY(!DeviceRules::firstMistake(draft));
        // A key that was not read cannot be sent along.
        device.appSKey.reset();
        DeviceDraft blind(device, FakeNetwork::v3());
        blind.setText(DeviceField::DevAddr, QStringLiteral("260B0001"));
        QCOMPARE(DeviceRules::firstMistake(blind), std::optional(DeviceField::AppSKey));
    }

    void formattersAreKeptWithTheirParameters()
    {
        Domain::Device device = joiningDevice();
        device.formatters = Domain::Formatters{QStringLiteral("FORMATTER_JAVASCRIPT"), QStringLiteral("f()"),
                                               QStringLiteral("FORMATTER_NONE"), QStringLiteral("g()")};
        DeviceDraft draft(device, FakeNetwork::v3());
        draft.setText(DeviceField::FormatterUp, QStringLiteral("FORMATTER_CAYENNELPP"));
        QCOMPARE(draft.change().formatters->upParameter, QStringLiteral("f()"));
        QCOMPARE(draft.change().formatters->downParameter, QStringLiteral("g()"));
        draft.setText(DeviceField::InheritsFormatters, QStringLiteral("yes"));
        QVERIFY(draft.change().inheritsFormatters);
        QVERIFY(!draft.change().formatters);
    }

    void whatWasTypedOutlivesReadingAnew()
    {
        DeviceDraft draft(joiningDevice(), FakeNetwork::v3());
        draft.setText(DeviceField::Name, QStringLiteral("mine"));
        draft.setText(DeviceField::FCntUp, QStringLiteral("5"));
        Domain::Device now = joiningDevice();
        now.description = QStringLiteral("of somebody else");
        now.fCntUp = 1'205; // it counts while one types
        QVERIFY(draft.conflicts(now).isEmpty());
        now.name = QStringLiteral("theirs");
        QCOMPARE(draft.conflicts(now), QList<DeviceField>{DeviceField::Name});
        draft.rebase(now);
        QCOMPARE(draft.text(DeviceField::Name), QStringLiteral("mine"));
        QCOMPARE(draft.text(DeviceField::Description), QStringLiteral("of somebody else"));
        QVERIFY(!draft.isChanged(DeviceField::Description));
        now.name = QStringLiteral("mine");
        draft.rebase(now);
        QVERIFY(!draft.isChanged(DeviceField::Name));
        // A key that was not read this time is no other key.
        DeviceDraft keyed(joiningDevice(), FakeNetwork::v3());
        keyed.setText(DeviceField::AppKey, QString(32, u'A'));
        now.appKey.reset();
        QVERIFY(keyed.conflicts(now).isEmpty());
    }

    void whatIsHalfMadeCanBeFinished()
    {
        Domain::Device device = joiningDevice();
        device.radio.reset();
        device.appKey.reset();
        device.missingAt
            = {QStringLiteral("Network Server"), QStringLiteral("Application Server"), QStringLiteral("Join Server")};
        DeviceDraft draft(device, FakeNetwork::v3());
        QVERIFY(draft.isHalfMade());
        QVERIFY(draft.shape().joins()); // it has a Join Server's address
        QCOMPARE(draft.fieldsToFinish(),
                 (QList<DeviceField>{DeviceField::FrequencyPlan, DeviceField::MacVersion, DeviceField::PhyVersion,
                                     DeviceField::AppKey}));
        QCOMPARE(DeviceRules::firstMistake(draft), std::optional(DeviceField::AppKey));
        draft.setText(DeviceField::FrequencyPlan, QStringLiteral("EU_863_870_TTN"));
        draft.setText(DeviceField::MacVersion, QStringLiteral("MAC_V1_0_3"));
        draft.setText(DeviceField::PhyVersion, QStringLiteral("PHY_V1_0_3_REV_A"));
        draft.setText(DeviceField::AppKey, QString(32, u'A'));
        QVERIFY(!DeviceRules::firstMistake(draft));
        const Domain::DeviceChange change = draft.change();
        QVERIFY(change.radio && change.radio->supportsJoin && change.appKey);
        QVERIFY(change.inheritsFormatters); // a bare record at the Application Server
        QVERIFY(DeviceWords::halfMade(device).contains(QStringLiteral("Join Server (it cannot join)")));
        // Without a Join Server's address it was to be personalized.
        device.servers.join.clear();
        device.missingAt = {QStringLiteral("Network Server")};
        QVERIFY(DeviceDraft(device, FakeNetwork::v3()).fieldsToFinish().contains(DeviceField::NwkSKey));
    }

    // --- Rules ---

    void mistakes_data()
    {
        QTest::addColumn<DeviceField>("field");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("wrong");
        const auto add = [](DeviceField field, const QString &text, bool wrong) {
            QTest::addRow("%d %s", int(field), qPrintable(text.left(40))) << field << text << wrong;
        };
        add(DeviceField::Name, QString(50, QChar(0x00E4)), false);
        add(DeviceField::Name, QString(51, u'a'), true);
        add(DeviceField::Name, QString::fromUtf8("🌱").repeated(50), false);
        add(DeviceField::Description, QString(2'000, u'a'), false);
        add(DeviceField::Description, QString(2'001, u'a'), true);
        add(DeviceField::SerialNumber, QStringLiteral("a-1b"), false);
        add(DeviceField::SerialNumber, QStringLiteral("A-1B"), true);
        add(DeviceField::SerialNumber, QStringLiteral("ab"), true);
        add(DeviceField::Attributes, QStringLiteral("site = a\nrow = b"), false);
        add(DeviceField::Attributes, QStringLiteral("ab = too short a name"), true);
        add(DeviceField::Attributes, QStringLiteral("no equals sign"), true);
        add(DeviceField::Attributes, QStringLiteral("site = a\nsite = b"), true);
        add(DeviceField::Attributes, QStringLiteral("site = ") + QString(201, u'x'), true);
        QStringList many;
        for (int i = 0; i < 11; ++i)
            many << QStringLiteral("key%1 = v").arg(i);
        add(DeviceField::Attributes, many.join(u'\n'), true);
        add(DeviceField::Attributes, many.mid(1).join(u'\n'), false);
        add(DeviceField::AppKey, QString(32, u'0'), true);
        add(DeviceField::AppKey, QString(31, u'A'), true);
        add(DeviceField::AppKey, QString(), true);
        add(DeviceField::AppKey,
            QStringLiteral("{0x00,0x01,0x02,0x03,0x04,0x05,0x06,0x07,0x08,0x09,0x0A,0x0B,0x0C,0x0D,0x0E,0x0F}"), false);
        add(DeviceField::FCntUp, QStringLiteral("4294967295"), false);
        add(DeviceField::FCntUp, QStringLiteral("4294967296"), true);
        add(DeviceField::FCntUp, QStringLiteral("-1"), true);
        add(DeviceField::FCntUp, QString(), true);
        add(DeviceField::Rx1Delay, QStringLiteral("15"), false);
        add(DeviceField::Rx1Delay, QStringLiteral("16"), true);
        add(DeviceField::Rx1Delay, QStringLiteral("0"), true);
        add(DeviceField::Rx1Delay, QString(), false);
        add(DeviceField::Rx1DataRateOffset, QStringLiteral("8"), true);
        add(DeviceField::Rx2DataRate, QStringLiteral("15"), false);
        add(DeviceField::Rx2Frequency, QStringLiteral("869.525"), false);
        add(DeviceField::Rx2Frequency, QStringLiteral("0"), true);
        add(DeviceField::Rx2Frequency, QStringLiteral("869525000"), true);
        add(DeviceField::Rx2Frequency, QStringLiteral("869525"), true); // kHz
        add(DeviceField::Rx2Frequency, QStringLiteral("86.9525"), true);
        add(DeviceField::BeaconFrequency, QStringLiteral("3000.1"), true);
        add(DeviceField::PingSlotFrequency, QStringLiteral("0"), false);
        add(DeviceField::PresetFrequencies, QStringLiteral("868.1, 868.3; 868.5 867.1"), false);
        add(DeviceField::PresetFrequencies, QStringLiteral("868.1, x"), true);
        add(DeviceField::PresetFrequencies, QStringLiteral("868.1, 8683"), true);
        add(DeviceField::PresetFrequencies, QStringLiteral("868.1 ").repeated(97), true);
        add(DeviceField::Latitude, QStringLiteral("91"), true);
        add(DeviceField::ParameterUp, QString(40'960, u'a'), false);
        add(DeviceField::ParameterUp, QString(20'481, QChar(0x00E4)), true);
        add(DeviceField::PhyVersion, QStringLiteral("PHY_V1_1_REV_B"), true);
        add(DeviceField::MacVersion, QString(), true);
    }
    void mistakes()
    {
        QFETCH(DeviceField, field);
        QFETCH(QString, text);
        DeviceDraft draft(joiningDevice(), FakeNetwork::v3());
        draft.setText(field, text);
        const QString sentence = DeviceRules::mistake(draft, field);
        QFETCH(bool, wrong);
        QVERIFY2(sentence.isEmpty() != wrong, qPrintable(sentence));
    }

    void newerVersionsNeedMoreKeys()
    {
        DeviceDraft draft(joiningDevice(), FakeNetwork::v3());
        QVERIFY(!draft.has(DeviceField::NwkKey));
        draft.setText(DeviceField::MacVersion, QStringLiteral("MAC_V1_1"));
        QVERIFY(draft.has(DeviceField::NwkKey));
        QVERIFY(!DeviceRules::mistake(draft, DeviceField::NwkKey).isEmpty());
        QVERIFY(!DeviceRules::mistake(draft, DeviceField::PhyVersion).isEmpty());
        draft.setText(DeviceField::NwkKey, QString(32, u'A'));
        QVERIFY(DeviceRules::mistake(draft, DeviceField::NwkKey).isEmpty());
    }

    void countersWarnOfLostFrames()
    {
        DeviceDraft draft(personalizedDevice(), FakeNetwork::v3());
        QVERIFY(DeviceRules::warning(draft, DeviceField::FCntUp).isEmpty());
        draft.setText(DeviceField::FCntUp, QStringLiteral("5000"));
        QVERIFY(DeviceRules::warning(draft, DeviceField::FCntUp).contains(QStringLiteral("every uplink up to 5000")));
        draft.setText(DeviceField::FCntUp, QStringLiteral("0"));
        QVERIFY(DeviceRules::warning(draft, DeviceField::FCntUp).contains(QStringLiteral("sent again")));
        const auto groups = DeviceWords::groups(DeviceSection::Session, draft.shape());
        QVERIFY(groups.at(1).note.contains(QStringLiteral("loses every frame")));
    }

    void attributesOfTheSecondGeneration()
    {
        const auto mistake = [](const QString &lines) {
            DeviceDraft draft(personalizedDevice(), FakeNetwork::v2());
            draft.setText(DeviceField::Attributes, lines);
            return DeviceRules::mistake(draft, DeviceField::Attributes);
        };
        const QString five = QStringLiteral("a = 1\nb = 2\nc = 3\nd = 4\ne = 5\n");
        QVERIFY(mistake(five).isEmpty());
        // These are neither counted nor limited, others with such a name are.
        QVERIFY(mistake(five + QStringLiteral("ttn-brand = ") + QString(90, u'x')).isEmpty());
        QVERIFY(!mistake(five + QStringLiteral("ttn-other = 6")).isEmpty());
        QVERIFY(!mistake(QStringLiteral("a = ") + QString(33, QChar(0x00E4))).isEmpty()); // bytes, not letters
    }

    // --- Words ---

    void namesFollowTheVersion()
    {
        const DeviceShape old = shapeOf(joiningDevice()), now = shapeOf(version11());
        const auto titles = [](const DeviceShape &shape) {
            QStringList out;
            for (const auto &group : DeviceWords::groups(DeviceSection::Keys, shape)) {
                for (const DeviceField field : group.fields)
                    out << DeviceWords::title(field, shape);
            }
            return out;
        };
        QCOMPARE(titles(old).join(u' '), QStringLiteral("AppKey NwkSKey AppSKey"));
        QCOMPARE(titles(now).join(u' '), QStringLiteral("AppKey NwkKey FNwkSIntKey SNwkSIntKey NwkSEncKey AppSKey"));
        QCOMPARE(titles(shapeOf(personalizedDevice())).join(u' '), QStringLiteral("NwkSKey AppSKey"));
        Domain::Device abp = version11();
        abp.radio->supportsJoin = false;
        QCOMPARE(titles(shapeOf(abp)).join(u' '), QStringLiteral("FNwkSIntKey SNwkSIntKey NwkSEncKey AppSKey"));
        QCOMPARE(DeviceWords::title(DeviceField::JoinEui, old), QStringLiteral("JoinEUI (AppEUI)"));

        const DeviceShape handler = DeviceShape::of(joiningDevice(), FakeNetwork::v2());
        QCOMPARE(DeviceWords::title(DeviceField::JoinEui, handler), QStringLiteral("AppEUI"));
        QVERIFY(DeviceWords::groups(DeviceSection::Mac, handler).empty());
        QVERIFY(DeviceWords::groups(DeviceSection::Formatters, handler).empty());
        QVERIFY(isPresent(DeviceField::ActivationConstraints, handler));
        QVERIFY(!isPresent(DeviceField::Name, handler));
        QVERIFY(DeviceWords::readOnlyReason(DeviceField::DevEui, handler, ~Domain::Rights()).isEmpty());
        QVERIFY(!DeviceWords::readOnlyReason(DeviceField::DevEui, old, ~Domain::Rights()).isEmpty());
    }

    void versionsAreWords()
    {
        QCOMPARE(Domain::LorawanVersions::macTitle(QStringLiteral("MAC_V1_0_3")), QStringLiteral("LoRaWAN 1.0.3"));
        QCOMPARE(Domain::LorawanVersions::macTitle(QStringLiteral("SOMETHING")), QStringLiteral("SOMETHING"));
        QCOMPARE(Domain::LorawanVersions::phyTitle(QStringLiteral("PHY_V1_0_2_REV_B")),
                 QStringLiteral("RP001 1.0.2 revision B"));
        QCOMPARE(Domain::LorawanVersions::phyTitle(QStringLiteral("RP002_V1_0_1")), QStringLiteral("RP002 1.0.1"));
        for (const auto &choice : DeviceWords::choices(DeviceField::MacVersion))
            QVERIFY(!Domain::LorawanVersions::phyVersions(choice.text).isEmpty());
    }

    void refusalsFindTheirField_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<DeviceField>("field");
        const auto add
            = [](const char *path, DeviceField field) { QTest::newRow(path) << QString::fromLatin1(path) << field; };
        add("name", DeviceField::Name);
        add("end_device.attributes", DeviceField::Attributes);
        add("locations.user.latitude", DeviceField::Latitude);
        add("ids.dev_eui", DeviceField::DevEui);
        add("root_keys.nwk_key.key", DeviceField::NwkKey);
        add("root_keys.app_key.key", DeviceField::AppKey);
        add("session.keys.f_nwk_s_int_key.key", DeviceField::NwkSKey);
        add("session.keys.s_nwk_s_int_key.key", DeviceField::SNwkSIntKey);
        add("session.keys.app_s_key.key", DeviceField::AppSKey);
        add("session.last_f_cnt_up", DeviceField::FCntUp);
        add("session.dev_addr", DeviceField::DevAddr);
        add("mac_settings.desired_rx2_frequency.value", DeviceField::DesiredRx2Frequency);
        add("mac_settings.rx2_frequency", DeviceField::Rx2Frequency);
        add("mac_settings.adr.mode.static.data_rate_index", DeviceField::StaticDataRate);
        add("formatters.up_formatter_parameter", DeviceField::ParameterUp);
        add("frequency_plan_id", DeviceField::FrequencyPlan);
        add("AppEUI", DeviceField::JoinEui);
    }
    void refusalsFindTheirField()
    {
        QFETCH(QString, path);
        const auto field = DeviceWords::fieldOf({Code::FieldInvalid, {path}, {}, {}, false});
        QVERIFY(field);
        QTEST(*field, "field");
    }

    void factsSayWhatMatters()
    {
        Domain::Device device = joiningDevice();
        device.missingAt = {QStringLiteral("Network Server")};
        device.battery = 0.87;
        device.lastStatus = QDateTime::fromSecsSinceEpoch(1'790'000'000, Qt::UTC);
        Models::EventText text;
        text.setUtc(true);
        const Models::DeviceFacts facts(&text);
        const auto all = facts.overview({&device, shapeOf(device), 0, 1'790'000'100'000'000'000});
        const auto find = [&all](const QString &title) {
            for (const Models::DeviceFact &fact : all) {
                if (fact.title == title)
                    return fact;
            }
            return Models::DeviceFact();
        };
        QCOMPARE(find(QStringLiteral("DevEUI")).value, QStringLiteral("70 B3 D5 7E  D0 00 00 01"));
        QCOMPARE(find(QStringLiteral("DevEUI")).bytes.toHex(), QByteArray("70b3d57ed0000001"));
        QVERIFY(find(QStringLiteral("JoinEUI (AppEUI)")).hint.contains(QStringLiteral("allowed")));
        QCOMPARE(find(QStringLiteral("Battery")).value, QStringLiteral("87 %"));
        QCOMPARE(find(QStringLiteral("Network Server")).meaning, Models::Meaning::Bad);
        QVERIFY(find(QStringLiteral("Last heard")).value.startsWith(QStringLiteral("Never")));
        QVERIFY(find(QStringLiteral("Product")).value.isEmpty()); // not known: left out
    }

    // --- Joining ---

    void refusedJoinsAreSentences_data()
    {
        QTest::addColumn<QByteArray>("error");
        QTest::addColumn<JoinStory::Outcome>("outcome");
        QTest::addColumn<bool>("resetHelps");
        QTest::newRow("key") << QByteArray("mic_mismatch") << JoinStory::Outcome::WrongKey << false;
        QTest::newRow("nonce") << QByteArray("reuse_dev_nonce") << JoinStory::Outcome::NonceUsed << true;
        QTest::newRow("small") << QByteArray("dev_nonce_too_small") << JoinStory::Outcome::NonceUsed << true;
        QTest::newRow("other") << QByteArray("something_new") << JoinStory::Outcome::Refused << false;
    }
    void refusedJoinsAreSentences()
    {
        QFETCH(QByteArray, error);
        QFETCH(JoinStory::Outcome, outcome);
        JoinStory story;
        // Both tell of the same frame, in whichever order.
        story.add({happened("ns.up.join.receive", 0, "A"), happened("ns.up.join.drop", 1, "A", error.constData()),
                   happened("ns.up.join.cluster.fail", 0, "A", error.constData())},
                  QStringLiteral("field-01"));
        QCOMPARE(story.attempts().size(), 1U);
        QCOMPARE(story.attempts().front().outcome, outcome);
        Domain::Device device = joiningDevice();
        device.devAddr.reset();
        const auto verdict = story.verdict(device, shapeOf(device));
        QTEST(verdict.resetHelps, "resetHelps");
        QCOMPARE(verdict.meaning, Models::Meaning::Bad);
        if (outcome == JoinStory::Outcome::WrongKey) {
            QCOMPARE(verdict.title, QStringLiteral("The AppKey differs."));
            QVERIFY(verdict.checks.join(u' ').contains(QStringLiteral("Byte order")));
            QCOMPARE(story.verdict(version11(), shapeOf(version11())).title, QStringLiteral("The NwkKey differs."));
        }
    }

    void joinsOfARowAreOne()
    {
        JoinStory story;
        for (int i = 0; i < 5; ++i)
            story.add({happened("ns.up.join.cluster.fail", 10 * i, qPrintable(QString::number(i)), "mic_mismatch")},
                      QStringLiteral("field-01"));
        story.add({happened("js.join.accept", 100, "Z"), happened("ns.down.join.schedule.success", 101, "Z")},
                  QStringLiteral("field-01"));
        const auto attempts = story.attempts();
        QCOMPARE(attempts.size(), 2U);
        QCOMPARE(attempts[0].outcome, JoinStory::Outcome::Answered);
        QCOMPARE(attempts[1].count, 5);
        QCOMPARE(attempts[1].lastNs - attempts[1].firstNs, 40'000'000'000);
    }

    /// As it is on the wire: the Join Server's event does not name the frame, and may come first or last.
    void joinServerNamesNoFrame_data()
    {
        QTest::addColumn<bool>("first");
        QTest::newRow("before the frame") << true;
        QTest::newRow("after the frame") << false;
    }
    void joinServerNamesNoFrame()
    {
        QFETCH(const bool, first);
        const Domain::Device device = joiningDevice();
        Domain::NetworkEvent accept = happened("js.join.accept", 1, "A");
        accept.correlationIds = {QStringLiteral("rpc:/ttn.lorawan.v3.NsJs/HandleJoin:Y")};
        QList<Domain::NetworkEvent> events{happened("ns.up.join.receive", 0, "A"),
                                           happened("ns.up.join.cluster.success", 1, "A"),
                                           happened("ns.down.join.schedule.success", 3, "A")};
        events.insert(first ? 0 : events.size(), accept);
        JoinStory story;
        story.add(events, device.id);
        QCOMPARE(story.attempts().size(), 1U);
        QCOMPARE(story.attempts().front().count, 1);
        QCOMPARE(story.attempts().front().outcome, JoinStory::Outcome::Answered);
        QCOMPARE(story.verdict(device, shapeOf(device)).title, QStringLiteral("The join was accepted."));
        // A refusal is never that one.
        accept.time = accept.time.addSecs(60);
        story.add({happened("ns.up.join.cluster.fail", 60, "B", "mic_mismatch"), accept}, device.id);
        QCOMPARE(story.attempts().size(), 3U);
    }

    void answersThatAreNotHeard()
    {
        const Domain::Device device = joiningDevice();
        JoinStory story;
        story.add({happened("js.join.accept", 0, "A")}, device.id);
        QCOMPARE(story.verdict(device, shapeOf(device)).title, QStringLiteral("The join was accepted."));
        story.add({happened("js.join.accept", 60, "B")}, device.id);
        QVERIFY(story.verdict(device, shapeOf(device)).title.contains(QStringLiteral("does not hear")));
        story.add({happened("as.up.data.forward", 70, "C")}, device.id);
        QCOMPARE(story.verdict(device, shapeOf(device)).title, QStringLiteral("The device has joined."));
        story.add({happened("ns.down.join.schedule.fail", 80, "D")}, device.id);
        QVERIFY(story.verdict(device, shapeOf(device)).title.contains(QStringLiteral("does not hear")));
        story.addHeard(1'790'000'090'000'000'000, false);
        QCOMPARE(story.verdict(device, shapeOf(device)).meaning, Models::Meaning::Good);
    }

    void silenceSaysWhatToCheck()
    {
        Domain::Device device = joiningDevice();
        device.devAddr.reset();
        JoinStory story;
        Domain::NetworkEvent other = happened("ns.up.join.cluster.fail", 0, "A", "mic_mismatch");
        other.device = QStringLiteral("field-02");
        story.add({other, happened("end_device.update", 1, "B")}, device.id);
        const auto verdict = story.verdict(device, shapeOf(device));
        QCOMPARE(verdict.title, QStringLiteral("No join reached this application."));
        for (const char *word : {"DevEUI", "JoinEUI", "AppKey", "Frequency plan", "Gateway"})
            QVERIFY2(verdict.checks.join(u' ').contains(QLatin1String(word)), word);
        // Where nobody tells of refusals, that is said.
        const DeviceShape handler = DeviceShape::of(device, FakeNetwork::v2());
        QCOMPARE(story.verdict(device, handler).title, QStringLiteral("No join is in the log."));
        const Domain::Device abp = personalizedDevice();
        QCOMPARE(story.verdict(abp, shapeOf(abp)).title, QStringLiteral("This device does not join."));
    }

    void eventsAreHostile()
    {
        JoinStory story;
        QList<Domain::NetworkEvent> many;
        for (int i = 0; i < 1'000; ++i) {
            Domain::NetworkEvent one = happened("ns.up.join.cluster.fail", i, qPrintable(QString::number(i)));
            one.json = i % 3 == 0 ? QByteArray("{\"data\":[[[")
                : i % 3 == 1      ? QByteArray(1'000'000, '{')
                                  : QByteArray("null");
            one.problem.serverText = QString(100'000, u'x') + QString::number(i);
            if (i % 5 == 0)
                one.time = {};
            many << one;
        }
        story.add(many, QStringLiteral("field-01"));
        QVERIFY(story.attempts().size() <= std::size_t(JoinStory::MostAttempts));
        QVERIFY(JoinStory::sentence(story.attempts().front()).size() < 400);
    }

    // --- Reading and saving ---

    void readsWithoutKeysUntilAsked()
    {
        const auto network = withDevice();
        DeviceEditor editor(QStringLiteral("orchard"), QStringLiteral("field-01"));
        QCOMPARE(editor.state(), DeviceEditor::State::Offline);
        editor.setNetwork(network);
        QTRY_COMPARE(editor.state(), DeviceEditor::State::Ready);
        QCOMPARE(network->desk.count(QStringLiteral("device orchard field-01")), 1);
        QCOMPARE(network->desk.count(QStringLiteral("device orchard field-01 keys")), 0);
        QVERIFY(!editor.device().appKey);
        editor.setText(DeviceField::Name, QStringLiteral("typed"));
        editor.readKeys();
        QTRY_COMPARE(editor.keys(), DeviceEditor::Keys::Read);
        QVERIFY(editor.device().appKey);
        QCOMPARE(editor.draft().changedFields(), QList<DeviceField>{DeviceField::Name});
    }

    void keysTellHowItJoinsWhereNothingElseDoes()
    {
        const auto network = withDevice(FakeNetwork::v2());
        stored(*network).radio.reset();
        DeviceEditor editor(QStringLiteral("orchard"), QStringLiteral("field-01"));
        editor.setNetwork(network);
        QTRY_COMPARE(editor.state(), DeviceEditor::State::Ready);
        QVERIFY(editor.shape().joins());
        // And where they may not be read, the rest still is.
        network->desk.refuse(QStringLiteral("device orchard field-01 keys"), Code::RightsMissing);
        DeviceEditor blind(QStringLiteral("orchard"), QStringLiteral("field-01"));
        blind.setNetwork(network);
        QTRY_COMPARE(blind.state(), DeviceEditor::State::Ready);
        QCOMPARE(blind.keys(), DeviceEditor::Keys::Refused);
        QCOMPARE(blind.shape().activation, DeviceShape::Activation::Unknown);
    }

    void savesAfterLooking()
    {
        const auto network = withDevice();
        DeviceEditor editor(QStringLiteral("orchard"), QStringLiteral("field-01"));
        editor.setNetwork(network);
        QTRY_COMPARE(editor.state(), DeviceEditor::State::Ready);
        QVERIFY(!editor.canSave());
        editor.setText(DeviceField::Name, QStringLiteral("new name"));
        QVERIFY(editor.canSave());
        network->desk.calls.clear();
        QSignalSpy saved(&editor, &DeviceEditor::saved);
        editor.save();
        QVERIFY(!editor.canSave()); // once is enough
        QTRY_COMPARE(saved.count(), 1);
        QCOMPARE(
            network->desk.calls,
            (QStringList{QStringLiteral("device orchard field-01"), QStringLiteral("changeDevice orchard field-01"),
                         QStringLiteral("device orchard field-01")}));
        QCOMPARE(network->deviceApi.changes.constFirst().name, QStringLiteral("new name"));
        QVERIFY(!network->deviceApi.changes.constFirst().description);
        QVERIFY(!editor.hasChanges());
    }

    void somebodyElseWasFaster()
    {
        const auto network = withDevice();
        DeviceEditor editor(QStringLiteral("orchard"), QStringLiteral("field-01"));
        editor.setNetwork(network);
        QTRY_COMPARE(editor.state(), DeviceEditor::State::Ready);
        editor.setText(DeviceField::Name, QStringLiteral("mine"));
        stored(*network).name = QStringLiteral("theirs");
        stored(*network).description = QStringLiteral("theirs, too");
        QSignalSpy conflicted(&editor, &DeviceEditor::conflicted);
        editor.save();
        QTRY_COMPARE(conflicted.count(), 1);
        QVERIFY(network->deviceApi.changes.isEmpty());
        QCOMPARE(editor.draft().text(DeviceField::Name), QStringLiteral("mine"));
        QCOMPARE(editor.draft().storedText(DeviceField::Name), QStringLiteral("theirs"));
        // Once more overwrites that one field.
        QSignalSpy saved(&editor, &DeviceEditor::saved);
        editor.save();
        QTRY_COMPARE(saved.count(), 1);
        QCOMPARE(network->deviceApi.changes.constFirst().name, QStringLiteral("mine"));
        QVERIFY(!network->deviceApi.changes.constFirst().description);
    }

    void refusalsStandAtTheirField()
    {
        const auto network = withDevice();
        network->desk.refuse(QStringLiteral("changeDevice"),
                             {Code::FieldInvalid, {QStringLiteral("name"), QStringLiteral("is odd")}, {}, {}, false});
        DeviceEditor editor(QStringLiteral("orchard"), QStringLiteral("field-01"));
        editor.setNetwork(network);
        QTRY_COMPARE(editor.state(), DeviceEditor::State::Ready);
        editor.setText(DeviceField::Name, QStringLiteral("odd"));
        QSignalSpy failed(&editor, &DeviceEditor::failed);
        editor.save();
        QTRY_COMPARE(failed.count(), 1);
        QTRY_COMPARE(editor.state(), DeviceEditor::State::Ready);
        QCOMPARE(editor.draft().text(DeviceField::Name), QStringLiteral("odd"));
        QVERIFY(editor.mistake(DeviceField::Name).contains(QStringLiteral("is odd")));
        editor.setText(DeviceField::Name, QStringLiteral("even"));
        QVERIFY(editor.mistake(DeviceField::Name).isEmpty());
    }

    void savingCanBeCancelled()
    {
        const auto network = withDevice();
        network->desk.hold(QStringLiteral("changeDevice"));
        DeviceEditor editor(QStringLiteral("orchard"), QStringLiteral("field-01"));
        editor.setNetwork(network);
        QTRY_COMPARE(editor.state(), DeviceEditor::State::Ready);
        editor.setText(DeviceField::Name, QStringLiteral("x"));
        editor.save();
        QTRY_VERIFY(network->desk.count(QStringLiteral("changeDevice")) == 1);
        editor.cancel();
        QVERIFY(network->desk.cancelled.contains(QStringLiteral("changeDevice orchard field-01")));
        QTRY_COMPARE(editor.state(), DeviceEditor::State::Ready);
        QCOMPARE(editor.work(), DeviceEditor::Work::None);
        QVERIFY(editor.hasChanges());
    }

    void undoCanBeTakenBack()
    {
        const auto network = withDevice();
        DeviceEditor editor(QStringLiteral("orchard"), QStringLiteral("field-01"));
        editor.setNetwork(network);
        QTRY_COMPARE(editor.state(), DeviceEditor::State::Ready);
        editor.setText(DeviceField::Name, QStringLiteral("x"));
        editor.undo();
        QVERIFY(!editor.hasChanges());
        QVERIFY(editor.canTakeBackUndo());
        editor.takeBackUndo();
        QCOMPARE(editor.draft().text(DeviceField::Name), QStringLiteral("x"));
        editor.undo();
        editor.setText(DeviceField::Description, QStringLiteral("something else"));
        QVERIFY(!editor.canTakeBackUndo());
    }

    void rightsMakeReadOnly()
    {
        const auto network = withDevice();
        DeviceEditor editor(QStringLiteral("orchard"), QStringLiteral("field-01"));
        editor.setNetwork(network);
        editor.setRights(Domain::Rights());
        QVERIFY(editor.readOnlyReason(DeviceField::Name).isEmpty()); // no answer, rather
        editor.setRights(Domain::Right::ViewDevices);
        QVERIFY(editor.readOnlyReason(DeviceField::Name).contains(QStringLiteral("DEVICES_WRITE")));
        QCOMPARE(editor.keys(), DeviceEditor::Keys::Refused);
        editor.readKeys();
        QTRY_COMPARE(editor.state(), DeviceEditor::State::Ready);
        QVERIFY(network->desk.count(QStringLiteral("device orchard field-01 keys")) == 0); // known to be in vain
    }

    void choicesComeFromTheNetwork()
    {
        const auto network = withDevice();
        stored(*network).radio->frequencyPlan = QStringLiteral("OF_MY_OWN");
        DeviceEditor editor(QStringLiteral("orchard"), QStringLiteral("field-01"));
        editor.setNetwork(network);
        QTRY_COMPARE(editor.state(), DeviceEditor::State::Ready);
        editor.loadCatalog();
        QTRY_COMPARE(editor.choices(DeviceField::FrequencyPlan).size(), 4U); // what is set stays possible
        editor.setText(DeviceField::FrequencyPlan, QStringLiteral("EU_863_870_TTN"));
        QTRY_COMPARE(editor.standard(DeviceField::Rx2Frequency), QStringLiteral("869.525"));
        QCOMPARE(editor.standard(DeviceField::Rx1Delay), QStringLiteral("5"));
        editor.setText(DeviceField::MacVersion, QStringLiteral("MAC_V1_0_4"));
        QTRY_COMPARE(editor.choices(DeviceField::PhyVersion).size(), 3U); // those that the band has
        QVERIFY(editor.draft().text(DeviceField::PhyVersion).isEmpty()); // the one before does not belong to it
        editor.setText(DeviceField::MacVersion, QStringLiteral("MAC_V1_0_3"));
        QCOMPARE(editor.draft().text(DeviceField::PhyVersion), QStringLiteral("PHY_V1_0_3_REV_A"));
    }

    void resetIsFollowedByReading()
    {
        const auto network = withDevice();
        DeviceEditor editor(QStringLiteral("orchard"), QStringLiteral("field-01"));
        editor.setNetwork(network);
        QTRY_COMPARE(editor.state(), DeviceEditor::State::Ready);
        network->desk.calls.clear();
        QSignalSpy reset(&editor, &DeviceEditor::wasReset);
        editor.resetDevice(true);
        QTRY_COMPARE(reset.count(), 1);
        QTRY_COMPARE(network->desk.calls,
                     (QStringList{QStringLiteral("resetDevice orchard field-01 nonces"),
                                  QStringLiteral("device orchard field-01")}));
        QVERIFY(DeviceWords::resetLoss(editor.shape(), true).contains(QStringLiteral("nonces")));
        QVERIFY(DeviceWords::resetLoss(shapeOf(personalizedDevice()), false)
                    .contains(QStringLiteral("Address, keys and queued downlinks stay")));
    }
};

TTN_TEST_MAIN(TestDeviceModels)
#include "tst_devicemodels.moc"
