// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/clock.h"
#include "backend/domain/dictionary.h"
#include "backend/domain/identifiers.h"
#include "backend/domain/problemtext.h"
#include "backend/domain/profile.h"
#include "tests/support/testmain.h"

using namespace Domain;

class TestValues : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void hexIdentifiers();
    void ids_data();
    void ids();
    void times_data();
    void times();
    void timesThatAreNone_data();
    void timesThatAreNone();
    void dictionaryKeepsReferences();
    void dictionaryCutsGiantNames();
    void profilesOfOneNameAreTwo();
    void profileNamesAndTopics();
    void everyProblemHasASentence();
};

void TestValues::hexIdentifiers()
{
    const auto eui = Eui::fromHex("0b00000000000001");
    QVERIFY(eui);
    QCOMPARE(eui->toString(), QStringLiteral("0B00000000000001"));
    QCOMPARE(DevAddr(0x5A98E1).toString(), QStringLiteral("005A98E1"));
    QVERIFY(!Eui::fromHex("0b000000000000"));
    QVERIFY(!Eui::fromHex("0b0000000000000g"));
    QVERIFY(!DevAddr::fromHex(""));
    QVERIFY(Eui::fromHex("0000000000000000")->isZero());
}

void TestValues::ids_data()
{
    QTest::addColumn<int>("generation");
    QTest::addColumn<QString>("id");
    QTest::addColumn<bool>("valid");
    QTest::newRow("v3 plain") << 3 << "field-01" << true;
    QTest::newRow("v3 two letters") << 3 << "ab" << false;
    QTest::newRow("v3 two letters and a dash") << 3 << "a-1" << false;
    QTest::newRow("v3 capitals") << 3 << "Field" << false;
    QTest::newRow("v3 double dash") << 3 << "a--b" << false;
    QTest::newRow("v3 ends with dash") << 3 << "abc-" << false;
    QTest::newRow("v3 underscore") << 3 << "a_b" << false;
    QTest::newRow("v3 36") << 3 << QString(36, u'a') << true;
    QTest::newRow("v3 37") << 3 << QString(37, u'a') << false;
    QTest::newRow("v2 two letters") << 2 << "ab" << true;
    QTest::newRow("v2 underscore") << 2 << "a_b" << true;
    QTest::newRow("v2 mixed separators") << 2 << "a_-b" << false;
    QTest::newRow("v2 71 with dashes") << 2 << QStringLiteral("a-").repeated(35) + u'a' << true;
    QTest::newRow("v2 37 letters") << 2 << QString(37, u'a') << false;
    QTest::newRow("empty") << 2 << "" << false;
}

void TestValues::ids()
{
    QFETCH(int, generation);
    QFETCH(QString, id);
    QFETCH(bool, valid);
    QCOMPARE(isValidId(generation == 3 ? Generation::V3 : Generation::V2, id), valid);
}

void TestValues::times_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("ns");
    QTest::addColumn<QByteArray>("written");
    QTest::newRow("nanoseconds") << QByteArray("2026-11-20T23:41:55.788112389Z") << qint64(1795218115788112389)
                                 << QByteArray("2026-11-20T23:41:55.788112389Z");
    QTest::newRow("none") << QByteArray("1970-01-01T00:00:00Z") << qint64(0) << QByteArray("1970-01-01T00:00:00Z");
    QTest::newRow("before") << QByteArray("1969-12-31T23:59:59.5Z") << qint64(-500'000'000)
                            << QByteArray("1969-12-31T23:59:59.500Z");
    QTest::newRow("offset") << QByteArray("2026-11-21T01:41:55+02:00") << qint64(1795218115) * 1'000'000'000
                            << QByteArray("2026-11-20T23:41:55Z");
    QTest::newRow("offset without colon") << QByteArray("2026-11-20T18:41:55-0500")
                                          << qint64(1795218115) * 1'000'000'000 << QByteArray("2026-11-20T23:41:55Z");
    QTest::newRow("ten digits") << QByteArray("2026-11-20T23:41:55.1234567899Z") << qint64(1795218115123456789)
                                << QByteArray("2026-11-20T23:41:55.123456789Z");
}

void TestValues::times()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, ns);
    QFETCH(QByteArray, written);
    const auto parsed = parseRfc3339(std::string_view(text.data(), std::size_t(text.size())));
    QVERIFY(parsed);
    QCOMPARE(*parsed, ns);
    QCOMPARE(toRfc3339(ns), written);
}

void TestValues::timesThatAreNone_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text :
         {"", "yesterday", "2026-11-20", "2026-13-20T00:00:00Z", "2026-02-30T00:00:00Z", "2026-11-20T24:00:00Z",
          "2026-11-20T00:00:00", "2026-11-20T00:00:00.Z", "2026-11-20T00:00:00Zx", "2026-11-20T00:00:00+1",
          "2026-11-20T00:00:00+01:0", "0001-01-01T00:00:00Z", "9999-01-01T00:00:00Z"})
        QTest::newRow(*text ? text : "empty") << QByteArray(text);
}

void TestValues::timesThatAreNone()
{
    QFETCH(QByteArray, text);
    QVERIFY(!parseRfc3339(std::string_view(text.data(), std::size_t(text.size()))));
}

void TestValues::dictionaryKeepsReferences()
{
    Dictionary dictionary;
    const ProfileRef profile = dictionary.internProfile(QStringLiteral("sandbox"));
    const DeviceRef first = dictionary.internDevice(profile, "orchard", "field-01");
    const DeviceEntry &entry = dictionary.device(first);
    for (int i = 0; i < 10'000; ++i)
        dictionary.internDevice(profile, "orchard", "dev-" + std::to_string(i));
    QCOMPARE(dictionary.internDevice(profile, "orchard", "field-01"), first);
    QCOMPARE(entry.device, QStringLiteral("field-01"));
    QCOMPARE(&dictionary.device(first), &entry);
    dictionary.setDevEui(first, Eui(42));
    QCOMPARE(entry.devEui.load(), quint64(42));
    QVERIFY(dictionary.internDevice(profile + 1, "orchard", "field-01") != first);
    QCOMPARE(dictionary.device(9'999'999).device, QString());
    const RadioRef radio = dictionary.internRadio("SF7BW125", 868'100'000);
    QCOMPARE(dictionary.radio(radio).frequencyHz, quint64(868'100'000));
    QCOMPARE(dictionary.internRadio("", 0), RadioRef(0));
}

void TestValues::dictionaryCutsGiantNames()
{
    Dictionary dictionary;
    const ProfileRef profile = dictionary.internProfile(QStringLiteral("sandbox"));
    const std::string longest(Dictionary::LongestName, 'x');
    QCOMPARE(dictionary.gateway(dictionary.internGateway(longest)), QString::fromStdString(longest));
    std::string umlauts;
    while (umlauts.size() < 1'000'000)
        umlauts += "\u00FC";
    for (const std::string &giant : {std::string(1'000'000, 'x'), 'x' + umlauts, umlauts}) {
        const QString gateway = dictionary.gateway(dictionary.internGateway(giant));
        QVERIFY(gateway.toUtf8().size() <= qsizetype(Dictionary::LongestName));
        QVERIFY(gateway.endsWith(QChar(0x2026)));
        QVERIFY(!gateway.contains(QChar::ReplacementCharacter));
        // As the history gives it back.
        QCOMPARE(dictionary.gateway(dictionary.internGateway(gateway.toStdString())), gateway);
        const DeviceRef device = dictionary.internDevice(profile, giant, giant);
        QCOMPARE(dictionary.device(device).application, gateway);
        QCOMPARE(dictionary.device(device).device, gateway);
        QCOMPARE(dictionary.radio(dictionary.internRadio(giant, 1)).dataRate, gateway);
    }
}

void TestValues::profilesOfOneNameAreTwo()
{
    Dictionary dictionary;
    const QUuid first = QUuid::createUuid();
    const QUuid second = QUuid::createUuid();
    const ProfileRef ref = dictionary.internProfile(QStringLiteral("farm"), first);
    QVERIFY(dictionary.internProfile(QStringLiteral("farm"), second) != ref);
    QCOMPARE(dictionary.internProfile(QStringLiteral("the farm"), first), ref);
    QCOMPARE(dictionary.profileName(ref), QStringLiteral("the farm"));
}

void TestValues::profileNamesAndTopics()
{
    Profile profile;
    profile.tenant = QStringLiteral("ttn");
    QCOMPARE(profile.userName(QStringLiteral("orchard")), QStringLiteral("orchard@ttn"));
    QCOMPARE(profile.subscriptions(QStringLiteral("orchard")), QStringList{QStringLiteral("v3/orchard@ttn/devices/#")});
    profile.generation = Generation::V2;
    QCOMPARE(profile.userName(QStringLiteral("orchard")), QStringLiteral("orchard"));
    QVERIFY(!profile.subscriptions(QStringLiteral("orchard")).contains(QStringLiteral("orchard/devices/+/up/#")));
}

void TestValues::everyProblemHasASentence()
{
    for (int code = 1; code < int(Problem::Code::CodeCount); ++code) {
        Problem problem;
        problem.code = Problem::Code(code);
        const ProblemText text = problemText(problem);
        QVERIFY2(!text.title.isEmpty(), qPrintable(QStringLiteral("code %1 has no title").arg(code)));
        QVERIFY2(!text.advice.isEmpty(), qPrintable(QStringLiteral("code %1 has no advice").arg(code)));
        QVERIFY2(!text.title.contains(u'%') && !text.body.contains(u'%'),
                 qPrintable(QStringLiteral("code %1 lacks an argument").arg(code)));
    }
}

TTN_TEST_MAIN(TestValues)
#include "tst_values.moc"
