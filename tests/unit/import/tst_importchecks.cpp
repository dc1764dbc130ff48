// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of the rows of a list: ids, remarks on each cell, and what spreadsheets did to them.
#include "backend/domain/lorawanversions.h"
#include "backend/import/columnguess.h"
#include "backend/import/delimitedreader.h"
#include "backend/import/hexcell.h"
#include "backend/import/idtemplate.h"
#include "backend/import/importchecker.h"
#include "backend/import/importpackage.h"
#include "backend/import/rowreader.h"
#include "tests/support/testmain.h"

using Domain::Aes128Key;
using Domain::Eui;
using Domain::Generation;
using Domain::ImportCheck;
using Domain::ImportField;
using Domain::ImportFinding;
using Domain::ImportPlan;
using Domain::ImportRule;
using Domain::ImportSeverity;
using Domain::ImportSheet;

Q_DECLARE_METATYPE(Domain::ImportRule)

namespace {

ImportSheet sheetOf(const QString &text)
{
    return Backend::readDelimited(text, u';', Backend::ImportLimits()).value;
}

/// What a list of OTAA devices lacks.
ImportPlan planFor(const ImportSheet &sheet, Generation generation = Generation::V3)
{
    ImportPlan plan;
    plan.application = QStringLiteral("orchard");
    plan.generation = generation;
    plan.defaults.radio = Domain::RadioProfile{QStringLiteral("EU_863_870_TTN"),
                                               QStringLiteral("MAC_V1_0_3"),
                                               QStringLiteral("PHY_V1_0_3_REV_A"),
                                               true,
                                               false,
                                               false};
    return Backend::guessPlan(sheet, plan);
}

/// `row/column rule severity` of each remark, by the numbers in the file.
QStringList remarks(const ImportSheet &sheet, const ImportCheck &check)
{
    QStringList out;
    for (const ImportFinding &finding : check.findings) {
        const QString where = finding.row < 0 ? QStringLiteral("plan") : QString::number(sheet.rowNumber(finding.row));
        out += QStringLiteral("%1/%2 %3 %4")
                   .arg(where)
                   .arg(finding.column)
                   .arg(int(finding.rule))
                   .arg(int(finding.severity));
    }
    return out;
}

QString remark(int row, int column, ImportRule rule, ImportSeverity severity = ImportSeverity::Error)
{
    return QStringLiteral("%1/%2 %3 %4").arg(row).arg(column).arg(int(rule)).arg(int(severity));
}

const QString head = QStringLiteral("S/N;DevEUI;AppEUI;AppKey\n");
const QString keyA = QStringLiteral("00112233445566778899AABBCCDDEEFF");
const QString keyB = QStringLiteral("FF112233445566778899AABBCCDDEEFF");

} // namespace

class TestImportChecks : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void hexCells_data();
    void hexCells();
    void ids_data();
    void ids();
    void templates();
    void versions();
    void goodRows();
    void damagedRows();
    void duplicates();
    void knownDevices();
    void idsOfRows();
    void whatASheetLacks();
    void personalized();
    void bothActivations();
    void lorawan11();
    void secondGeneration();
    void fieldsOfAllKinds();
    void attributesAndPlan();
    void doubts();
    void reversedColumns();
    void packages();
    void damagedPackages();
    void manyRows();
    void estimates();
};

void TestImportChecks::hexCells_data()
{
    QTest::addColumn<int>("bytes");
    QTest::addColumn<int>("traits");
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<int>("rule"); // -1: none
    QTest::addColumn<int>("severity");
    const auto good = [](const char *text, int bytes, const char *hex, int traits = ImportSheet::Text) {
        QTest::newRow(text) << bytes << traits << QByteArray(hex) << -1 << int(ImportSeverity::Fine);
    };
    const auto bad = [](const char *text, int bytes, ImportRule rule, int traits = ImportSheet::Text,
                        ImportSeverity severity = ImportSeverity::Error) {
        QTest::newRow(text) << bytes << traits << QByteArray() << int(rule) << int(severity);
    };
    good("70B3D57ED0051F22", 8, "70b3d57ed0051f22");
    good("70b3d57ed0051f22", 8, "70b3d57ed0051f22");
    good("70-B3-D5-7E-D0-05-1F-22", 8, "70b3d57ed0051f22");
    good("70 B3 D5 7E D0 05 1F 22", 8, "70b3d57ed0051f22");
    good("70:B3:D5:7E:D0:05:1F:22", 8, "70b3d57ed0051f22");
    good("0x70B3D57ED0051F22", 8, "70b3d57ed0051f22");
    good("{0x70, 0xB3, 0xD5, 0x7E, 0xD0, 0x05, 0x1F, 0x22}", 8, "70b3d57ed0051f22");
    good("1234567890123456", 8, "1234567890123456", ImportSheet::Number); // its digits are in the file
    good("26011234", 4, "26011234", ImportSheet::Number);
    good("0000000000000000", 8, "0000000000000000");
    bad("7.0B3E+15", 8, ImportRule::Scientific);
    bad("7,0B3E+15", 8, ImportRule::Scientific);
    bad("1.23457E+15", 8, ImportRule::Scientific);
    bad("1,23E15", 8, ImportRule::Scientific);
    bad("1.2E+31", 16, ImportRule::Scientific, ImportSheet::Number);
    bad("70000", 8, ImportRule::Scientific, ImportSheet::Number | ImportSheet::Scientific);
    bad("1234567890123450", 8, ImportRule::CutDigits, ImportSheet::Number);
    bad("12345678901234500000000000000000", 16, ImportRule::CutDigits);
    bad("12345678901234", 8, ImportRule::LostZeros);
    bad("4711", 8, ImportRule::LostZeros, ImportSheet::Number);
    bad("1122334", 4, ImportRule::LostZeros, ImportSheet::Number);
    bad("70B3D57ED0051F2", 8, ImportRule::WrongLength);
    bad("70B3D57ED0051F2200", 8, ImportRule::WrongLength);
    bad("2023-03-15", 4, ImportRule::TurnedDate);
    bad("12.05.2023", 4, ImportRule::TurnedDate);
    bad("01-Jun", 4, ImportRule::TurnedDate);
    bad("2023-03-15 ", 4, ImportRule::TurnedDate, ImportSheet::Number | ImportSheet::Date);
    bad("#NUM!", 8, ImportRule::SheetError);
    bad("########", 8, ImportRule::SheetError);
    bad("#N/A", 8, ImportRule::SheetError, ImportSheet::Error);
    bad("on request", 8, ImportRule::NotHex);
    bad("true", 8, ImportRule::NotHex, ImportSheet::Boolean);
    bad("70B3D57ED0051F2O", 8, ImportRule::NotHex); // the letter O
    // 16 decimal digits with a zero at the end can be right, and cannot be known to be.
    QTest::newRow("1234567890123450 as text") << 8 << int(ImportSheet::Text) << QByteArray("1234567890123450")
                                              << int(ImportRule::CutDigits) << int(ImportSeverity::Doubt);
}

void TestImportChecks::hexCells()
{
    QFETCH(int, bytes);
    QFETCH(int, traits);
    QFETCH(QByteArray, hex);
    QFETCH(int, rule);
    QFETCH(int, severity);
    const QString text = QString::fromUtf8(QTest::currentDataTag()).remove(QStringLiteral(" as text"));
    const Backend::HexCell cell = Backend::readHexCell(text, quint8(traits), bytes, false);
    QCOMPARE(cell.rule ? int(*cell.rule) : -1, rule);
    QCOMPARE(int(cell.severity), severity);
    QCOMPARE(cell.bytes.toHex(), hex);
    if (!hex.isEmpty()) {
        QByteArray turned = QByteArray::fromHex(hex);
        std::reverse(turned.begin(), turned.end());
        QCOMPARE(Backend::readHexCell(text, quint8(traits), bytes, true).bytes, turned);
    }
}

void TestImportChecks::ids_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("idOfV2");
    const auto add = [](const char *text, const char *id, const char *idOfV2 = nullptr) {
        QTest::newRow(text) << QString::fromUtf8(id) << QString::fromUtf8(idOfV2 ? idOfV2 : id);
    };
    add("Field 01", "field-01");
    add("already-fine", "already-fine");
    add("  --A__B--  ", "a-b", "a_b");
    add("a_b", "a-b", "a_b");
    add("Keller Süd / Größe", "keller-sued-groesse");
    add("café Ångström", "cafe-angstroem"); // ö is oe wherever it stands
    add("SN#4711/12.b", "sn-4711-12-b");
    add("ＡＢ１", "ab1"); // full width
    add("名称", "");
    add("a_-b", "a-b", "a_b");
    add("", "");
}

void TestImportChecks::ids()
{
    QFETCH(QString, id);
    QFETCH(QString, idOfV2);
    const QString text = QString::fromUtf8(QTest::currentDataTag());
    QCOMPARE(Backend::idFrom(text, Generation::V3), id);
    QCOMPARE(Backend::idFrom(text, Generation::V2), idOfV2);
}

void TestImportChecks::templates()
{
    const auto made = [](const QString &pattern, qint64 number = 7) {
        return Backend::IdTemplate(pattern).apply([](const QString &name) { return QString(u'<' + name + u'>'); },
                                                  number);
    };
    QCOMPARE(made(QStringLiteral("{prefix}-{Serial}")), QStringLiteral("<prefix>-<serial>"));
    QCOMPARE(made(QStringLiteral("a{n}b{n:000}c{N:00}")), QStringLiteral("a7b007c07"));
    QCOMPARE(made(QStringLiteral("{n:00}"), 1'234), QStringLiteral("1234"));
    QCOMPARE(made(QStringLiteral("x{open")), QStringLiteral("x{open"));
    QCOMPARE(made(QStringLiteral("{S/N}")), QStringLiteral("<s/n>"));
    const Backend::IdTemplate all(QStringLiteral("{prefix}{n}{deveui}"));
    QCOMPARE(all.names(), (QStringList{QStringLiteral("prefix"), QStringLiteral("deveui")}));
    QVERIFY(all.counts());
    QVERIFY(Backend::IdTemplate(QString()).isEmpty());
}

void TestImportChecks::versions()
{
    using namespace Domain::LorawanVersions;
    for (const char16_t *text : {u"1.0.3", u"V1.0.3", u"LoRaWAN 1.0.3", u"MAC_V1_0_3", u"103",
                                 u"LoRaWAN Specification"
                                 u" 1.0.3"}) {
        if (QStringView(text).contains(u"Spec"))
            QVERIFY(readMac(text).isEmpty()); // words that nobody knows are not left out
        else
            QCOMPARE(readMac(text), QStringLiteral("MAC_V1_0_3"));
    }
    QCOMPARE(readMac(u"1.0"), QStringLiteral("MAC_V1_0"));
    QCOMPARE(readMac(u"1.1"), QStringLiteral("MAC_V1_1"));
    QVERIFY(readMac(u"2.0").isEmpty());
    QCOMPARE(readPhy(u"1.0.3-a"), QStringLiteral("PHY_V1_0_3_REV_A"));
    QCOMPARE(readPhy(u"RP001 Regional Parameters 1.0.2 revision B"), QStringLiteral("PHY_V1_0_2_REV_B"));
    QCOMPARE(readPhy(u"RP002-1.0.4"), QStringLiteral("RP002_V1_0_4"));
    QCOMPARE(readPhy(u"RP002_V1_0_1"), QStringLiteral("RP002_V1_0_1"));
    QCOMPARE(readPhy(u"PHY_V1_1_REV_B"), QStringLiteral("PHY_V1_1_REV_B"));
    QVERIFY(readPhy(u"1.0.9").isEmpty());
    const auto pair
        = [](const char *m, const char *p) { return fitTogether(QString::fromLatin1(m), QString::fromLatin1(p)); };
    QVERIFY(pair("MAC_V1_0", "PHY_V1_0"));
    QVERIFY(pair("MAC_V1_0_1", "PHY_V1_0_1"));
    QVERIFY(pair("MAC_V1_0_2", "PHY_V1_0_2_REV_B"));
    QVERIFY(pair("MAC_V1_0_4", "RP002_V1_0_0"));
    QVERIFY(pair("MAC_V1_1", "PHY_V1_1_REV_A"));
    QVERIFY(pair("MAC_V1_1", "RP002_V1_0_4"));
    QVERIFY(!pair("MAC_V1_0", "PHY_V1_0_1"));
    QVERIFY(!pair("MAC_V1_0_3", "RP002_V1_0_0"));
    QVERIFY(!pair("MAC_V1_0_2", "PHY_V1_0_3_REV_A"));
    QVERIFY(!pair("", ""));
}

void TestImportChecks::goodRows()
{
    const ImportSheet sheet = sheetOf(head
                                      + QStringLiteral("A1;70B3D57ED0051F22;0000000000000000;%1\n"
                                                       "A2;70-B3-D5-7E-D0-05-1F-23;0000000000000000;%2\n")
                                            .arg(keyA, keyB));
    ImportPlan plan = planFor(sheet);
    plan.idTemplate = QStringLiteral("{prefix}-{serial}-{n:000}");
    plan.prefix = QStringLiteral("Hall 3");
    plan.defaults.attributes.insert(QStringLiteral("site"), QStringLiteral("north"));
    const ImportCheck check = Backend::checkImport(sheet, plan, nullptr);
    QCOMPARE(remarks(sheet, check),
             (QStringList{remark(2, 0, ImportRule::BadSerial, ImportSeverity::Note),
                          remark(3, 0, ImportRule::BadSerial, ImportSeverity::Note)}));
    QCOMPARE(check.ready, 2);
    QCOMPARE(check.sentCount(), 2);
    QCOMPARE(check.rows[1].id, QStringLiteral("hall-3-a1-001"));
    QCOMPARE(check.rows[2].id, QStringLiteral("hall-3-a2-002"));
    QCOMPARE(check.estimate.calls, 8);
    QVERIFY(check.lacks.isEmpty());
    QVERIFY(!check.isSent(0)); // the header
    const Domain::Device device = Backend::RowReader(sheet, plan, nullptr).read(2, nullptr);
    QCOMPARE(device.application, QStringLiteral("orchard"));
    QCOMPARE(device.devEui, Eui(0x70B3D57ED0051F23));
    QCOMPARE(device.joinEui, Eui(0)); // given, so it is meant
    QCOMPARE(device.appKey, Aes128Key::fromHex(keyB.toLatin1()));
    QCOMPARE(device.attributes.value(QStringLiteral("site")), QStringLiteral("north"));
    QVERIFY(device.radio->supportsJoin);
}

void TestImportChecks::damagedRows()
{
    const ImportSheet sheet = sheetOf(head
                                      + QStringLiteral("sensor-1;7.0B3E+15;70B3D57ED0000000;%1\n"
                                                       "1.23457E+11;70B3D57ED0051F22;70B3D57ED0000000;%2\n"
                                                       "sensor-3;70B3D57ED0051F23;;1.2E+31\n"
                                                       "sensor-4;0000000000000000;70B3D57ED0000000;%3\n"
                                                       "sensor-5;70B3D57ED0051F25;12345678901234;xyz\n")
                                            .arg(keyA, keyB, QString(32, u'0')));
    const ImportCheck check = Backend::checkImport(sheet, planFor(sheet), nullptr);
    QCOMPARE(
        remarks(sheet, check),
        (QStringList{remark(2, 1, ImportRule::Scientific), remark(2, -1, ImportRule::IdEmpty),
                     remark(3, 0, ImportRule::Scientific), remark(3, 0, ImportRule::BadSerial, ImportSeverity::Note),
                     remark(4, 3, ImportRule::Scientific), remark(4, 2, ImportRule::Missing),
                     remark(5, 1, ImportRule::ZeroEui), remark(5, 3, ImportRule::ZeroKey),
                     remark(6, 2, ImportRule::LostZeros), remark(6, 3, ImportRule::NotHex)}));
    QCOMPARE(check.wrong, 5);
    QCOMPARE(check.sentCount(), 0);
}

void TestImportChecks::duplicates()
{
    const ImportSheet sheet = sheetOf(head
                                      + QStringLiteral("s-11;70B3D57ED0051F22;70B3D57ED0000000;%1\n"
                                                       "s-12;70B3D57ED0051F23;70B3D57ED0000000;%1\n"
                                                       "S 11;70B3D57ED0051F22;70B3D57ED0000000;%2\n")
                                            .arg(keyA, keyB));
    ImportPlan plan = planFor(sheet);
    plan.idTemplate = QStringLiteral("{serial}-x");
    const ImportCheck check = Backend::checkImport(sheet, plan, nullptr);
    QCOMPARE(remarks(sheet, check),
             (QStringList{remark(3, 3, ImportRule::RepeatedKey, ImportSeverity::Note),
                          remark(4, 0, ImportRule::BadSerial, ImportSeverity::Note),
                          remark(4, -1, ImportRule::DuplicateId), remark(4, 1, ImportRule::DuplicateEui)}));
    QCOMPARE(check.findings[2].fact, QStringLiteral("s-11-x"));
    QCOMPARE(check.findings[2].other, QStringLiteral("2")); // the row in the file
    QCOMPARE(check.findings[3].fact, QStringLiteral("2"));
    QCOMPARE(check.ready, 2);
    QCOMPARE(check.wrong, 1);
}

void TestImportChecks::knownDevices()
{
    const ImportSheet sheet = sheetOf(QStringLiteral("id;dev_eui;join_eui;app_key;frequency_plan_id\n"
                                                     "one;70B3D57ED0051F22;0000000000000000;%1;\n"
                                                     "two;70B3D57ED0051F23;0000000000000000;%2;EU_863_870_TTN\n"
                                                     "new;70B3D57ED0051F24;0000000000000000;%3;MARS\n")
                                          .arg(keyA, keyB, QString(keyA).replace(u'0', u'5')));
    Domain::ImportSurroundings around;
    Domain::Device device;
    device.id = QStringLiteral("one"); // this very device
    device.devEui = Eui(0x70B3D57ED0051F22);
    device.joinEui = Eui(0);
    around.add(device);
    device.id = QStringLiteral("two"); // another one with the same id
    device.devEui = Eui(1);
    around.add(device);
    around.frequencyPlans.insert(QStringLiteral("EU_863_870_TTN"));
    const ImportCheck check = Backend::checkImport(sheet, planFor(sheet), &around);
    QCOMPARE(remarks(sheet, check),
             (QStringList{remark(2, 1, ImportRule::KnownEui), remark(3, 0, ImportRule::KnownId),
                          remark(4, 4, ImportRule::UnknownPlan)}));
    QCOMPARE(check.findings[0].fact, QStringLiteral("one"));
}

void TestImportChecks::idsOfRows()
{
    const QString rest = QStringLiteral(";70B3D57ED0051F2%1;0000000000000000;") + keyA + u'\n';
    const ImportSheet sheet
        = sheetOf(QStringLiteral("id;dev_eui;join_eui;app_key\n") + u"Hall 1" + rest.arg(1) + u"x" + rest.arg(2)
                  + QString(40, u'a') + rest.arg(3) + u"" + rest.arg(4) + u"1.2E+5" + rest.arg(5));
    const ImportCheck check = Backend::checkImport(sheet, planFor(sheet), nullptr);
    QStringList found = remarks(sheet, check);
    found.removeIf([](const QString &line) { return line.contains(QString::number(int(ImportRule::RepeatedKey))); });
    QCOMPARE(found,
             (QStringList{remark(2, 0, ImportRule::IdChanged, ImportSeverity::Note),
                          remark(3, 0, ImportRule::IdTooShort), remark(4, 0, ImportRule::IdTooLong),
                          remark(5, 0, ImportRule::IdEmpty), remark(6, 0, ImportRule::Scientific)}));
    QCOMPARE(check.rows[1].id, QStringLiteral("hall-1"));
    ImportPlan plan = planFor(sheet);
    plan.idTemplate = QStringLiteral("{room}-{n}"); // no such column
    const ImportCheck wrong = Backend::checkImport(sheet, plan, nullptr);
    QCOMPARE(wrong.findings.front().rule, ImportRule::UnknownName);
    QCOMPARE(wrong.findings.front().fact, QStringLiteral("room"));
    QCOMPARE(wrong.sentCount(), 0);
}

void TestImportChecks::whatASheetLacks()
{
    const ImportSheet sheet = sheetOf(QStringLiteral("DevEUI\n70B3D57ED0051F22\n70B3D57ED0051F23\n"));
    ImportPlan plan = planFor(sheet);
    plan.defaults.radio.reset();
    ImportCheck check = Backend::checkImport(sheet, plan, nullptr);
    QCOMPARE(check.lacks,
             (QList<ImportField>{ImportField::JoinEui, ImportField::AppKey, ImportField::FrequencyPlan,
                                 ImportField::MacVersion, ImportField::PhyVersion}));
    plan.defaults = planFor(sheet).defaults;
    plan.defaults.joinEui = Eui(0);
    plan.defaults.appKey = Aes128Key::fromHex(keyA.toLatin1());
    check = Backend::checkImport(sheet, plan, nullptr);
    QVERIFY(check.lacks.isEmpty());
    QVERIFY(check.findings.empty()); // a key that is set for all is meant to be the same
    QCOMPARE(check.ready, 2);
    plan.defaults.radio->phyVersion = QStringLiteral("RP002_V1_0_1");
    check = Backend::checkImport(sheet, plan, nullptr);
    QCOMPARE(check.findings.front().rule, ImportRule::VersionsMismatch);
}

void TestImportChecks::personalized()
{
    const ImportSheet sheet
        = sheetOf(QStringLiteral("id;DevAddr;NwkSKey;AppSKey;last_f_cnt_up;last_n_f_cnt_down;last_a_f_cnt_down\n"
                                 "abp-1;26011234;%1;%2;12;3;7\n"
                                 "abp-2;26011235;%2;;x;;\n"
                                 "abp-3;2601123;%1;%2;4294967296;;\n")
                      .arg(keyA, keyB));
    const ImportPlan plan = planFor(sheet);
    const ImportCheck check = Backend::checkImport(sheet, plan, nullptr);
    QCOMPARE(remarks(sheet, check),
             (QStringList{remark(3, 3, ImportRule::Missing), remark(3, 4, ImportRule::BadNumber),
                          remark(4, 1, ImportRule::LostZeros), remark(4, 4, ImportRule::BadRange),
                          remark(4, 2, ImportRule::RepeatedKey, ImportSeverity::Note)}));
    QVERIFY(!check.rows[1].joins);
    QCOMPARE(check.estimate.calls, 3);
    const Domain::Device device = Backend::RowReader(sheet, plan, nullptr).read(1, nullptr);
    QVERIFY(!device.radio->supportsJoin);
    QCOMPARE(device.fCntUp, std::optional<quint32>(12));
    QCOMPARE(device.fCntDown, std::optional<quint32>(7)); // the higher one was used last
    QVERIFY(!device.devEui); // before 1.0.4 nobody asks for one
}

/// Vendors give keys for both ways in one row; what is not used is not looked at.
void TestImportChecks::bothActivations()
{
    const ImportSheet sheet = sheetOf(QStringLiteral("DevEUI;AppEUI;AppKey;DevAddr;NwkSKey;AppSKey\n"
                                                     "70B3D57ED0051F22;70B3D57ED0000000;%1;26011234;%2;broken\n")
                                          .arg(keyA, keyB));
    ImportPlan plan = planFor(sheet);
    ImportCheck check = Backend::checkImport(sheet, plan, nullptr);
    QVERIFY(check.findings.empty());
    QVERIFY(check.rows[1].joins);
    Domain::Device device = Backend::RowReader(sheet, plan, nullptr).read(1, nullptr);
    QVERIFY(device.appKey && !device.devAddr && !device.nwkSKey);
    plan.joins = false;
    check = Backend::checkImport(sheet, plan, nullptr);
    QCOMPARE(remarks(sheet, check), QStringList{remark(2, 5, ImportRule::NotHex)});
    device = Backend::RowReader(sheet, plan, nullptr).read(1, nullptr);
    QVERIFY(!device.appKey && device.devAddr && device.nwkSKey);
}

void TestImportChecks::lorawan11()
{
    const ImportSheet sheet
        = sheetOf(QStringLiteral("id;dev_eui;join_eui;lorawan_version;lorawan_phy_version;app_key;nwk_key;activation\n"
                                 "aa-1;70B3D57ED0051F22;0000000000000000;1.1;1.1-b;%1;%2;OTAA\n"
                                 "aa-2;70B3D57ED0051F23;0000000000000000;1.1;1.1-b;%3;;OTAA\n"
                                 "aa-3;70B3D57ED0051F24;0000000000000000;1.0.3;1.0.3-a;%4;%2;maybe\n"
                                 "aa-4;;;1.0.4;RP002-1.0.3;;;ABP\n")
                      .arg(keyA, keyB, QString(keyA).replace(u'1', u'2'), QString(keyA).replace(u'1', u'3')));
    const ImportPlan plan = planFor(sheet);
    const ImportCheck check = Backend::checkImport(sheet, plan, nullptr);
    QCOMPARE(remarks(sheet, check),
             (QStringList{remark(3, 6, ImportRule::Missing), remark(4, 7, ImportRule::BadChoice),
                          remark(5, -1, ImportRule::Missing), remark(5, -1, ImportRule::Missing),
                          remark(5, -1, ImportRule::Missing), remark(5, 1, ImportRule::Missing)}));
    QVERIFY(Backend::RowReader(sheet, plan, nullptr).read(1, nullptr).nwkKey);
    // LoRaWAN 1.0.x has no NwkKey, whatever the sheet has.
    QVERIFY(!Backend::RowReader(sheet, plan, nullptr).read(3, nullptr).nwkKey);
}

void TestImportChecks::secondGeneration()
{
    const ImportSheet sheet = sheetOf(QStringLiteral("id;dev_eui;app_eui;app_key;name\n"
                                                     "a_1;70B3D57ED0051F22;70B3D57ED0000000;%1;Keller\n"
                                                     "a_2;;70B3D57ED0000000;%2;\n")
                                          .arg(keyA, keyB));
    const ImportPlan plan = planFor(sheet, Generation::V2);
    const ImportCheck check = Backend::checkImport(sheet, plan, nullptr);
    QCOMPARE(remarks(sheet, check), QStringList{remark(3, 1, ImportRule::Missing)});
    QCOMPARE(check.rows[1].id, QStringLiteral("a_1"));
    const Domain::Device device = Backend::RowReader(sheet, plan, nullptr).read(1, nullptr);
    QVERIFY(!device.radio);
    QVERIFY(device.name.isEmpty());
    QCOMPARE(device.description, QStringLiteral("Keller")); // there are no names in v2
    QCOMPARE(check.estimate.calls, 2);
}

void TestImportChecks::fieldsOfAllKinds()
{
    const ImportSheet sheet = sheetOf(
        QStringLiteral("id;dev_eui;join_eui;app_key;name;class;Latitude;Longitude;Altitude;rx1_delay;vendor_id;"
                       "vendor_profile_id;supports_32_bit_f_cnt;serial;supports_class_c\n"
                       "aa-1;70B3D57ED0051F22;0000000000000000;%1;Nord;C;52,51;13.37;34;5;01AB;2;false;SN-77;\n"
                       "aa-2;70B3D57ED0051F23;0000000000000000;%2;%3;D;91;x;;16;;;maybe;a b;\n")
            .arg(keyA, keyB, QString(51, u'n')));
    const ImportPlan plan = planFor(sheet);
    const ImportCheck check = Backend::checkImport(sheet, plan, nullptr);
    QStringList found = remarks(sheet, check);
    found.sort();
    QStringList wanted{
        remark(2, 11, ImportRule::LostZeros), remark(3, 4, ImportRule::TooLong),
        remark(3, 5, ImportRule::BadChoice),  remark(3, 6, ImportRule::BadRange),
        remark(3, 7, ImportRule::BadNumber),  remark(3, 9, ImportRule::BadRange),
        remark(3, 12, ImportRule::BadChoice), remark(3, 13, ImportRule::BadSerial, ImportSeverity::Note)};
    wanted.sort();
    QCOMPARE(found, wanted);
    const Domain::Device device = Backend::RowReader(sheet, plan, nullptr).read(1, nullptr);
    QCOMPARE(device.name, QStringLiteral("Nord"));
    QVERIFY(device.radio->supportsClassC && !device.radio->supportsClassB);
    QCOMPARE(device.location, std::optional(Domain::GeoPoint{52.51, 13.37, 34}));
    QCOMPARE(device.mac->rx1Delay, std::optional(5));
    QCOMPARE(device.profileIds.vendor, 0x01ABU);
    QVERIFY(!device.uses32BitCounters);
    QCOMPARE(device.serialNumber, QStringLiteral("sn-77"));
}

void TestImportChecks::attributesAndPlan()
{
    const ImportSheet sheet = sheetOf(QStringLiteral("dev_eui;join_eui;app_key;attributes.room;Model;attributes.X\n"
                                                     "70B3D57ED0051F22;0000000000000000;%1;12;LHT65;y\n")
                                          .arg(keyA));
    ImportPlan plan = planFor(sheet);
    ImportCheck check = Backend::checkImport(sheet, plan, nullptr);
    QCOMPARE(check.findings.front().rule, ImportRule::BadAttributeName);
    QCOMPARE(check.findings.front().column, 5);
    plan.columns[5].attribute = QStringLiteral("x-ray");
    check = Backend::checkImport(sheet, plan, nullptr);
    QVERIFY(check.findings.empty());
    const Domain::Device device = Backend::RowReader(sheet, plan, nullptr).read(1, nullptr);
    QCOMPARE(device.attributes.value(QStringLiteral("room")), QStringLiteral("12"));
    QCOMPARE(device.attributes.value(QStringLiteral("model")), QStringLiteral("LHT65"));
    for (int i = 0; i < 8; ++i)
        plan.defaults.attributes.insert(QStringLiteral("more-%1").arg(i), QStringLiteral("x"));
    check = Backend::checkImport(sheet, plan, nullptr);
    QCOMPARE(check.findings.front().rule, ImportRule::TooManyAttributes);
}

/// What may be damage is only registered when somebody says so.
void TestImportChecks::doubts()
{
    const ImportSheet sheet = sheetOf(head + QStringLiteral("s-1;1234567890123450;70B3D57ED0000000;%1\n").arg(keyA));
    ImportPlan plan = planFor(sheet);
    ImportCheck check = Backend::checkImport(sheet, plan, nullptr);
    QCOMPARE(check.doubtful, 1);
    QCOMPARE(check.sentCount(), 0);
    QVERIFY(!check.isSent(1));
    QCOMPARE(check.estimate.calls, 0);
    plan.acceptsDoubts = true;
    check = Backend::checkImport(sheet, plan, nullptr);
    QVERIFY(check.isSent(1));
    QCOMPARE(check.estimate.calls, 4);
    QCOMPARE(Backend::RowReader(sheet, plan, nullptr).read(1, nullptr).devEui, Eui(0x1234567890123450));
}

void TestImportChecks::reversedColumns()
{
    const ImportSheet sheet
        = sheetOf(QStringLiteral("DevEUI (LSB);AppEUI;AppKey\n221F05D07ED5B370;0000000000000000;%1\n").arg(keyA));
    ImportPlan plan = planFor(sheet);
    QVERIFY(plan.columns[0].reversed);
    QCOMPARE(Backend::RowReader(sheet, plan, nullptr).read(1, nullptr).devEui, Eui(0x70B3D57ED0051F22));
    plan.columns[0].reversed = false;
    const ImportCheck check = Backend::checkImport(sheet, plan, nullptr);
    QCOMPARE(remarks(sheet, check), QStringList{remark(2, 0, ImportRule::LooksReversed, ImportSeverity::Doubt)});
}

void TestImportChecks::packages()
{
    Backend::ImportPackage package;
    auto sheet = std::make_shared<ImportSheet>(sheetOf(head + QStringLiteral("s-1;ä;;%1\nb\n").arg(keyA)));
    sheet->name = QStringLiteral("Blatt");
    sheet->json = {"", R"({"a":1})", "{}"};
    package.sheet = sheet;
    package.plan = planFor(*sheet);
    package.plan.joins = false;
    package.plan.defaults.mac = Domain::MacSettings();
    package.plan.defaults.mac->rx2Frequency = 869'525'000;
    package.plan.defaults.mac->adr = Domain::MacSettings::Adr::Static;
    package.plan.defaults.mac->presetFrequencies = {868'100'000, 868'300'000};
    package.plan.defaults.formatters
        = Domain::Formatters{QStringLiteral("FORMATTER_JAVASCRIPT"), QStringLiteral("x"), {}, {}};
    package.plan.defaults.joinEui = Eui(5);
    package.plan.defaults.appKey = Aes128Key::fromHex(keyB.toLatin1());
    package.plan.defaults.location = Domain::GeoPoint{1.5, -2.5, 3, 4};
    package.plan.columns[1].reversed = true;
    package.rows = {2, 1};
    const std::optional<Backend::ImportPackage> back = Backend::ImportPackage::fromBytes(package.toBytes());
    QVERIFY(back);
    QCOMPARE(back->rows, package.rows);
    QCOMPARE(back->sheet->name, sheet->name);
    QCOMPARE(back->sheet->json, sheet->json);
    QCOMPARE(back->sheet->rowCount(), sheet->rowCount());
    QCOMPARE(back->sheet->cell(1, 1).toString(), QStringLiteral("ä"));
    QCOMPARE(back->sheet->rowNumber(2), sheet->rowNumber(2));
    QCOMPARE(back->plan.columns, package.plan.columns);
    QCOMPARE(back->plan.joins, package.plan.joins);
    QCOMPARE(back->plan.idTemplate, package.plan.idTemplate);
    QVERIFY(back->plan.defaults.mac == package.plan.defaults.mac);
    QVERIFY(back->plan.defaults.formatters == package.plan.defaults.formatters);
    QVERIFY(back->plan.defaults.radio == package.plan.defaults.radio);
    QVERIFY(back->plan.defaults.joinEui == package.plan.defaults.joinEui);
    QVERIFY(back->plan.defaults.appKey == package.plan.defaults.appKey);
    QVERIFY(back->plan.defaults.location == package.plan.defaults.location);
}

void TestImportChecks::damagedPackages()
{
    Backend::ImportPackage package;
    package.sheet = std::make_shared<ImportSheet>(sheetOf(head));
    package.rows = {0};
    const QByteArray bytes = qUncompress(package.toBytes());
    for (qsizetype size = 0; size < bytes.size(); ++size)
        QVERIFY(!Backend::ImportPackage::fromBytes(qCompress(bytes.left(size))));
    QVERIFY(Backend::ImportPackage::fromBytes(qCompress(bytes)));
    package.rows = {99}; // no such row
    QVERIFY(!Backend::ImportPackage::fromBytes(package.toBytes()));
}

void TestImportChecks::manyRows()
{
    QString text = head;
    constexpr int count = 100'000;
    for (int i = 0; i < count; ++i)
        text += QStringLiteral("unit-%1;70B3D57E%2;70B3D57ED0000000;%3\n")
                    .arg(i)
                    .arg(i, 8, 16, QLatin1Char('0'))
                    .arg(i + 1, 32, 16, QLatin1Char('0'));
    const ImportSheet sheet = sheetOf(text);
    QCOMPARE(sheet.rowCount(), count + 1);
    const ImportCheck check = Backend::checkImport(sheet, planFor(sheet), nullptr);
    QCOMPARE(check.ready, count);
    QVERIFY(check.findings.empty());
    // It ends as soon as nobody waits any more.
    int asked = 0;
    (void)Backend::checkImport(sheet, planFor(sheet), nullptr, [&asked](quint64, quint64) { return ++asked < 3; });
    QCOMPARE(asked, 3);
}

void TestImportChecks::estimates()
{
    const Domain::ImportEstimate v3 = Backend::estimateImport(Generation::V3, 1'000, 100);
    QCOMPARE(v3.calls, 4'300);
    QVERIFY(v3.seconds > 0 && v3.seconds < 60);
    const Domain::ImportEstimate v2 = Backend::estimateImport(Generation::V2, 100, 0);
    QCOMPARE(v2.calls, 200);
    QCOMPARE(v2.seconds, 50);
    QCOMPARE(Backend::estimateImport(Generation::V3, 0, 0).seconds, 0);
}

TTN_TEST_MAIN(TestImportChecks)
#include "tst_importchecks.moc"
