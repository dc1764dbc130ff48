// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Lists of devices from files of any kind: what is read, and that nothing hostile does harm.
#include "backend/import/columnguess.h"
#include "backend/import/delimitedreader.h"
#include "backend/import/devicejson.h"
#include "backend/import/importreader.h"
#include "backend/import/textdecoder.h"
#include "tests/support/testmain.h"
#include "tests/unit/import/xlsxmaker.h"

#include <QJsonDocument>
#include <QRandomGenerator>
#include <QStringEncoder>
#include <QTemporaryDir>

using Backend::ImportLimits;
using Backend::ImportReading;
using Domain::ImportDocument;
using Domain::ImportField;
using Domain::ImportSheet;
using Code = Domain::Problem::Code;

namespace {

/// `12: a|b|c` for each row.
QStringList dump(const ImportSheet &sheet)
{
    QStringList out;
    for (int row = 0; row < sheet.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < sheet.cellCount(row); ++column)
            cells += sheet.cell(row, column).toString();
        out += QString(QString::number(sheet.rowNumber(row)) + u": " + cells.join(u'|'));
    }
    return out;
}

ImportReading read(const QByteArray &bytes)
{
    return Backend::readImport(bytes, ImportLimits());
}

QByteArray encoded(QStringEncoder::Encoding encoding, const QString &text, bool mark)
{
    QStringEncoder encoder(encoding, mark ? QStringConverter::Flag::WriteBom : QStringConverter::Flag::Default);
    return encoder(text);
}

const QByteArray deviceJson = R"({
  "ids": {"device_id": "probe-7", "application_ids": {"application_id": "cellar"},
          "dev_eui": "70B3D57ED0051F22", "join_eui": "AAAAAAAAAAA="},
  "name": "Probe", "frequency_plan_id": "EU_863_870_TTN", "lorawan_version": "MAC_V1_0_3",
  "lorawan_phy_version": "PHY_V1_0_3_REV_A", "supports_join": true,
  "network_server_address": "eu1.cloud.thethings.network", "join_server_address": "eu1.cloud.thethings.network",
  "root_keys": {"app_key": {"key": "00112233445566778899AABBCCDDEEFF"}},
  "mac_settings": {"rx1_delay": 5, "desired_rx2_frequency": "869525000"},
  "session": {"dev_addr": "260B1234", "keys": {"app_s_key": {"key": "0F0E0D0C0B0A09080706050403020100"}},
              "last_f_cnt_up": 18446744}
})";

} // namespace

class TestImportReading : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void encodings_data();
    void encodings();
    void delimiters_data();
    void delimiters();
    void cellsOfCsv_data();
    void cellsOfCsv();
    void jsonOfTheStack();
    void jsonInItsForms_data();
    void jsonInItsForms();
    void jsonAsATable();
    void brokenJson_data();
    void brokenJson();
    void completedJson();
    void sheetsOfExcel();
    void cellsOfExcel();
    void datesOfExcel();
    void sparseRowsOfExcel();
    void otherFiles_data();
    void otherFiles();
    void bombs();
    void limits();
    void mutations();
    void filesAreNamed();
    void columnNames_data();
    void columnNames();
    void headerBelowATitle();
    void columnsWithoutNames();
    void fixedHeadersOfTheStack();
};

void TestImportReading::encodings_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("encoding");
    const QString text = QStringLiteral("name;dev_eui\nKeller Süd;70B3D57ED0051F22\n");
    QTest::newRow("utf-8") << text.toUtf8() << "UTF-8";
    QTest::newRow("utf-8 with a mark") << QByteArray("\xef\xbb\xbf" + text.toUtf8()) << "UTF-8";
    QTest::newRow("utf-16 little") << encoded(QStringEncoder::Utf16LE, text, true) << "UTF-16";
    QTest::newRow("utf-16 big") << encoded(QStringEncoder::Utf16BE, text, true) << "UTF-16";
    QTest::newRow("utf-16 without a mark") << encoded(QStringEncoder::Utf16LE, text, false) << "UTF-16";
    QTest::newRow("utf-16 big without a mark") << encoded(QStringEncoder::Utf16BE, text, false) << "UTF-16";
    QTest::newRow("latin-1") << text.toLatin1() << "Windows-1252";
}

void TestImportReading::encodings()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, encoding);
    const ImportReading reading = read(bytes);
    QVERIFY(reading);
    QCOMPARE(reading.value.encoding, encoding);
    QCOMPARE(reading.value.delimiter, QChar(u';'));
    QCOMPARE(dump(reading.value.sheets.front()),
             (QStringList{QStringLiteral("1: name|dev_eui"), QStringLiteral("2: Keller Süd|70B3D57ED0051F22")}));
}

void TestImportReading::delimiters_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QChar>("delimiter");
    QTest::newRow("comma") << "a,b,c\n1,2,3\n" << QChar(u',');
    QTest::newRow("semicolon") << "a;b;c\n1;2;3\n" << QChar(u';');
    QTest::newRow("tab") << "a\tb\tc\n1\t2\t3\n" << QChar(u'\t');
    QTest::newRow("bar") << "a|b|c\n1|2|3\n" << QChar(u'|');
    QTest::newRow("decimal commas") << "id;lat;lon\na;52,51;13,37\nb;48,13;11,58\n" << QChar(u';');
    QTest::newRow("commas in a text") << "id\tdescription\na\tone, two, three\nb\tfour, five\n" << QChar(u'\t');
    QTest::newRow("commas in quotes") << "id;name\na;\"x, y, z\"\nb;\"u, v, w\"\n" << QChar(u';');
    QTest::newRow("told by Excel") << "sep=|\na,b|c,d\n" << QChar(u'|');
    QTest::newRow("one column") << "70B3D57ED0051F22\n70B3D57ED0051F23\n" << QChar(u',');
}

void TestImportReading::delimiters()
{
    QFETCH(QString, text);
    QFETCH(QChar, delimiter);
    QCOMPARE(Backend::guessDelimiter(text), delimiter);
}

void TestImportReading::cellsOfCsv_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("rows");
    QTest::newRow("quotes") << "a,\"b \"\"x\"\" c\",d\n" << QStringList{QStringLiteral("1: a|b \"x\" c|d")};
    QTest::newRow("line in quotes") << "a,\"b\nc\"\nd,e\n"
                                    << QStringList{QStringLiteral("1: a|b\nc"), QStringLiteral("3: d|e")};
    QTest::newRow("crlf") << "a,b\r\nc,d\r\n" << QStringList{QStringLiteral("1: a|b"), QStringLiteral("2: c|d")};
    QTest::newRow("old Mac") << "a,b\rc,d\r" << QStringList{QStringLiteral("1: a|b"), QStringLiteral("2: c|d")};
    QTest::newRow("no end") << "a,b\nc,d" << QStringList{QStringLiteral("1: a|b"), QStringLiteral("2: c|d")};
    QTest::newRow("ragged") << "a,b,c\nd\ne,f\n"
                            << QStringList{QStringLiteral("1: a|b|c"), QStringLiteral("2: d"),
                                           QStringLiteral("3: e|f")};
    QTest::newRow("empty rows") << "a,b\n\n , \nc,d\n"
                                << QStringList{QStringLiteral("1: a|b"), QStringLiteral("4: c|d")};
    QTest::newRow("blanks") << " a , \"b\" \n" << QStringList{QStringLiteral("1: a|b")};
    QTest::newRow("open quote") << "a,\"b\nc,d" << QStringList{QStringLiteral("1: a|b\nc,d")};
    QTest::newRow("inch mark") << "19\" rack,b\n" << QStringList{QStringLiteral("1: 19\" rack|b")};
    QTest::newRow("kept as text") << "\"=\"\"0011\"\"\",'0012,'=x\n" << QStringList{QStringLiteral("1: 0011|0012|=x")};
    QTest::newRow("apostrophe of a name") << "'t Hof's,b\n" << QStringList{QStringLiteral("1: 't Hof's|b")};
    QTest::newRow("empty last cell") << "a,b,\n" << QStringList{QStringLiteral("1: a|b|")};
}

void TestImportReading::cellsOfCsv()
{
    QFETCH(QString, text);
    QFETCH(QStringList, rows);
    const auto sheet = Backend::readDelimited(text, u',', ImportLimits());
    QVERIFY(sheet);
    QCOMPARE(dump(sheet.value), rows);
}

void TestImportReading::jsonOfTheStack()
{
    const ImportReading reading = read(deviceJson);
    QVERIFY(reading);
    QCOMPARE(reading.value.format, ImportDocument::Format::DevicesJson);
    const ImportSheet &sheet = reading.value.sheets.front();
    QCOMPARE(sheet.rowCount(), 2);
    QCOMPARE(sheet.json.size(), std::size_t(2));
    const auto cell = [&](const char *name) {
        for (int column = 0; column < sheet.columnCount(); ++column) {
            if (sheet.cell(0, column) == QLatin1String(name))
                return sheet.cell(1, column).toString();
        }
        return QStringLiteral("no such column");
    };
    QCOMPARE(cell("id"), QStringLiteral("probe-7"));
    QCOMPARE(cell("dev_eui"), QStringLiteral("70B3D57ED0051F22"));
    QCOMPARE(cell("join_eui"), QStringLiteral("0000000000000000")); // base64 in the file
    QCOMPARE(cell("supports_join"), QStringLiteral("true"));
    QCOMPARE(cell("app_key"), QStringLiteral("00112233445566778899AABBCCDDEEFF"));
    QCOMPARE(cell("lorawan_version"), QStringLiteral("MAC_V1_0_3"));
    QCOMPARE(cell("dev_addr"), QString()); // of a session; the whole has it
    QVERIFY(sheet.json[1].contains("260B1234"));
    QVERIFY(sheet.json[1].contains("desired_rx2_frequency"));
}

void TestImportReading::jsonInItsForms_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("ids");
    const QByteArray a = R"({"ids":{"device_id":"a"}})";
    const QByteArray b = R"({"ids":{"device_id":"b"},"name":"\"}{[\\"})";
    const QStringList both{QStringLiteral("a"), QStringLiteral("b")};
    QTest::newRow("one after the other") << QByteArray(a + b) << both;
    QTest::newRow("lines") << QByteArray(a + "\n" + b + "\n") << both;
    QTest::newRow("array") << QByteArray("[" + a + ",\n" + b + "]") << both;
    QTest::newRow("answer of the HTTP API") << QByteArray("{\"end_devices\":[" + a + "," + b + "]}") << both;
    QTest::newRow("templates") << QByteArray("{\"end_device\":" + a + ",\"field_mask\":\"ids\"}{\"end_device\":" + b
                                             + "}")
                               << both;
    QTest::newRow("camel case") << QByteArray(R"({"ids":{"deviceId":"a"}})") << QStringList{QStringLiteral("a")};
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf" + a) << QStringList{QStringLiteral("a")};
}

void TestImportReading::jsonInItsForms()
{
    QFETCH(QByteArray, text);
    QFETCH(QStringList, ids);
    const ImportReading reading = read(text);
    QVERIFY(reading);
    const ImportSheet &sheet = reading.value.sheets.front();
    QStringList found;
    for (int row = 1; row < sheet.rowCount(); ++row)
        found += sheet.cell(row, 0).toString();
    QCOMPARE(found, ids);
}

void TestImportReading::jsonAsATable()
{
    const ImportReading reading
        = read(R"([{"DevEUI":"70B3D57ED0051F22","serial":12,"ok":true},{"AppKey":"00","place":{"lat":52.5}}])");
    QVERIFY(reading);
    QCOMPARE(reading.value.format, ImportDocument::Format::TableJson);
    const ImportSheet &sheet = reading.value.sheets.front();
    QCOMPARE(dump(sheet),
             (QStringList{QStringLiteral("0: DevEUI|ok|serial|AppKey|place.lat"),
                          QStringLiteral("1: 70B3D57ED0051F22|true|12"), QStringLiteral("1: |||00|52.5")}));
    QCOMPARE(sheet.traits(1, 2), quint8(ImportSheet::Number));
}

void TestImportReading::brokenJson_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("cut") << QByteArray(R"({"ids":{"device_id":"a"}}{"ids":)");
    QTest::newRow("words between") << QByteArray(R"({"ids":{"device_id":"a"}} und {"ids":{}})");
    QTest::newRow("not JSON") << QByteArray("{ids: a}");
    QTest::newRow("deep") << QByteArray(QByteArray("{\"a\":").repeated(5'000) + "1" + QByteArray("}").repeated(5'000));
    QTest::newRow("deep array") << QByteArray("[{\"a\":" + QByteArray("[").repeated(100'000));
    QTest::newRow("mixed") << QByteArray(R"({"ids":{"device_id":"a"}}{"dev_eui":"b"})");
}

void TestImportReading::brokenJson()
{
    QFETCH(QByteArray, text);
    const ImportReading reading = read(text);
    QVERIFY(!reading);
    QCOMPARE(reading.problem.code, Code::SheetUnreadable);
}

void TestImportReading::completedJson()
{
    Domain::Device device;
    device.application = QStringLiteral("orchard");
    device.id = QStringLiteral("new-id");
    device.devEui = Domain::Eui(0x70B3D57ED0051F22);
    device.radio = Domain::RadioProfile{QStringLiteral("US_902_928_FSB_2"),
                                        QStringLiteral("MAC_V1_1"),
                                        QStringLiteral("PHY_V1_1_REV_B"),
                                        true,
                                        false,
                                        false};
    const QByteArray whole = Backend::DeviceJson::completed(deviceJson, device);
    const QJsonObject json = QJsonDocument::fromJson(whole).object();
    QCOMPARE(json.value(u"ids").toObject().value(u"device_id").toString(), QStringLiteral("new-id"));
    QCOMPARE(json.value(u"ids").toObject().value(u"application_ids").toObject().value(u"application_id").toString(),
             QStringLiteral("orchard"));
    QVERIFY(!json.contains(u"network_server_address")); // those of where it came from
    QVERIFY(!json.contains(u"join_server_address"));
    // What the file says wins over what is set for all.
    QCOMPARE(json.value(u"frequency_plan_id").toString(), QStringLiteral("EU_863_870_TTN"));
    QVERIFY(json.value(u"session").isObject());
    QVERIFY(json.value(u"supports_join").toBool());
    const QByteArray bare = Backend::DeviceJson::withoutSecrets(whole);
    for (const char *word : {"root_keys", "session", "00112233445566778899AABBCCDDEEFF", "0F0E0D0C"})
        QVERIFY2(!bare.contains(word), word);
    QVERIFY(bare.contains("mac_settings"));
}

void TestImportReading::sheetsOfExcel()
{
    const QByteArray row = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>x</t></is></c></row>";
    const ImportReading reading = read(XlsxMaker::workbook({{QStringLiteral("First"), row},
                                                            {QStringLiteral("Empty"), {}},
                                                            {QStringLiteral("Old\" state=\"hidden"), row},
                                                            {QStringLiteral("Second"), row}}));
    QVERIFY(reading);
    QCOMPARE(reading.value.format, ImportDocument::Format::Spreadsheet);
    QCOMPARE(reading.value.sheets.size(), std::size_t(2));
    QCOMPARE(reading.value.sheets[0].name, QStringLiteral("First"));
    QCOMPARE(reading.value.sheets[1].name, QStringLiteral("Second"));
}

void TestImportReading::cellsOfExcel()
{
    const QByteArray cells = "<row r=\"3\">"
                             "<c r=\"A3\" t=\"s\"><v>0</v></c>"
                             "<c r=\"B3\" t=\"s\"><v>1</v></c>"
                             "<c r=\"C3\"><v>1.23456789012345E+15</v></c>"
                             "<c r=\"D3\"><v>1234567890123456</v></c>"
                             "<c r=\"E3\" t=\"b\"><v>1</v></c>"
                             "<c r=\"F3\" t=\"e\"><v>#N/A</v></c>"
                             "<c r=\"G3\" t=\"str\"><f>A1&amp;B1</f><v>made</v></c>"
                             "<c r=\"H3\" s=\"1\"><v>70000</v></c>"
                             "<c r=\"I3\"><v>52.5</v></c>"
                             "<c r=\"J3\" t=\"s\"><v>99</v></c>"
                             "<c r=\"K3\" t=\"inlineStr\"><is><r><t>rich </t></r><r><t>text</t></r></is></c>"
                             "</row>";
    const ImportReading reading = read(XlsxMaker::workbook(
        {{QStringLiteral("S"), cells}},
        {"<t xml:space=\"preserve\">plain </t>", "<r><t>two</t></r><r><t> runs</t></r><rPh><t>kana</t></rPh>"},
        "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"11\"/></cellXfs>"));
    QVERIFY(reading);
    const ImportSheet &sheet = reading.value.sheets.front();
    QCOMPARE(
        dump(sheet),
        QStringList{QStringLiteral("3: plain|two runs|1234567890123450|1234567890123456|true|#N/A|made|70000|52.5||"
                                   "rich text")});
    QCOMPARE(sheet.traits(0, 0), quint8(ImportSheet::Text));
    QCOMPARE(sheet.traits(0, 2), quint8(ImportSheet::Number));
    QCOMPARE(sheet.traits(0, 4), quint8(ImportSheet::Boolean));
    QCOMPARE(sheet.traits(0, 5), quint8(ImportSheet::Error));
    QCOMPARE(sheet.traits(0, 7), quint8(ImportSheet::Number | ImportSheet::Scientific));
}

void TestImportReading::datesOfExcel()
{
    const QByteArray styles = "<numFmts><numFmt numFmtId=\"164\" formatCode=\"[$-407]dd\\.mm\\.yyyy\"/>"
                              "<numFmt numFmtId=\"165\" formatCode=\"0&quot;days&quot;\"/></numFmts>"
                              "<cellXfs><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs>";
    const QByteArray cells = "<row r=\"1\"><c r=\"A1\" s=\"0\"><v>45000</v></c><c r=\"B1\" s=\"1\"><v>45000.5</v></c>"
                             "<c r=\"C1\" s=\"2\"><v>45000</v></c><c r=\"D1\" s=\"0\"><v>1</v></c>"
                             "<c r=\"E1\" s=\"0\"><v>99999999</v></c></row>";
    ImportReading reading = read(XlsxMaker::workbook({{QStringLiteral("S"), cells}}, {}, styles));
    QVERIFY(reading);
    QCOMPARE(dump(reading.value.sheets.front()),
             QStringList{QStringLiteral("1: 2023-03-15|2023-03-15 12:00:00|45000|1900-01-01|99999999")});
    QVERIFY(reading.value.sheets.front().traits(0, 0) & ImportSheet::Date);
    QVERIFY(!(reading.value.sheets.front().traits(0, 2) & ImportSheet::Date));
    reading = read(XlsxMaker::workbook({{QStringLiteral("S"), cells}}, {}, styles, "<workbookPr date1904=\"1\"/>"));
    QCOMPARE(reading.value.sheets.front().cell(0, 0).toString(), QStringLiteral("2027-03-16"));
}

void TestImportReading::sparseRowsOfExcel()
{
    const QByteArray cells
        = "<row r=\"2\"><c r=\"C2\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v>"
          "</c><c r=\"A9\"><v>2</v></c></row><row><c><v>3</v></c><c><v>4</v></c></row>"
          "<row r=\"5\"><c r=\"B5\" s=\"0\"/></row>";
    const ImportReading reading = read(XlsxMaker::workbook({{QStringLiteral("S"), cells}}));
    QVERIFY(reading);
    // A cell beyond all columns is left out; a row without any text is none.
    QCOMPARE(dump(reading.value.sheets.front()),
             (QStringList{QStringLiteral("2: ||1"), QStringLiteral("1048576: 2"), QStringLiteral("1048577: 3|4")}));
}

void TestImportReading::otherFiles_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Code>("code");
    QTest::newRow("nothing") << QByteArray() << Code::SheetEmpty;
    QTest::newRow("blanks") << QByteArray(" \n \r\n") << Code::SheetEmpty;
    QTest::newRow("old Excel") << QByteArray("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 rest") << Code::SheetOldFormat;
    QTest::newRow("picture") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) << Code::SheetKindUnknown;
    QTest::newRow("archive") << XlsxMaker::zipped({{QStringLiteral("a.txt"), "x"}}) << Code::SheetKindUnknown;
    QTest::newRow("broken archive") << QByteArray("PK\x03\x04 and then nothing") << Code::SheetUnreadable;
    QTest::newRow("no sheets") << XlsxMaker::workbook({}) << Code::SheetEmpty;
    QTest::newRow("missing sheet") << XlsxMaker::zipped(
        {{QStringLiteral("xl/workbook.xml"), "<workbook><sheets><sheet name=\"a\" id=\"r\"/></sheets></workbook>"}})
                                   << Code::SheetUnreadable;
    QTest::newRow("entities") << XlsxMaker::zipped(
        {{QStringLiteral("xl/workbook.xml"),
          "<!DOCTYPE a [<!ENTITY b \"c\">]><workbook><sheets><sheet name=\"&b;\"/></sheets></workbook>"}})
                              << Code::SheetUnreadable;
    QTest::newRow("broken XML") << XlsxMaker::workbook({{QStringLiteral("S"), "<row><c><v>1</c></row>"}})
                                << Code::SheetUnreadable;
}

void TestImportReading::otherFiles()
{
    QFETCH(QByteArray, bytes);
    QFETCH(Code, code);
    QCOMPARE(read(bytes).problem.code, code);
}

/// Small files that unpack to very much.
void TestImportReading::bombs()
{
    ImportLimits limits;
    limits.partBytes = 8 << 20;
    const QByteArray cell = "<c t=\"inlineStr\"><is><t>" + QByteArray(1'000, ' ') + "</t></is></c>";
    const QByteArray many = XlsxMaker::workbook({{QStringLiteral("S"), "<row>" + cell.repeated(20'000) + "</row>"}});
    QVERIFY(many.size() < 200'000);
    QCOMPARE(Backend::readImport(many, limits).problem.code, Code::SheetTooLarge);
    // One endless text, which a reader of XML would keep as a whole.
    const QByteArray endless
        = XlsxMaker::workbook({{QStringLiteral("S"), "<row><c><v>" + QByteArray(7 << 20, '1') + "</v></c></row>"}});
    QCOMPARE(Backend::readImport(endless, limits).problem.code, Code::SheetTooLarge);
    // One long text that all cells share.
    limits = ImportLimits();
    limits.textLetters = 1'000'000;
    const QByteArray shared = XlsxMaker::workbook(
        {{QStringLiteral("S"),
          QByteArray("<row>" + QByteArray("<c t=\"s\"><v>0</v></c>").repeated(200) + "</row>").repeated(50)}},
        {"<t>" + QByteArray(20'000, 'x') + "</t>"});
    QCOMPARE(Backend::readImport(shared, limits).problem.code, Code::SheetTooLarge);
}

void TestImportReading::limits()
{
    ImportLimits limits;
    limits.rows = 10;
    limits.columns = 3;
    limits.cellLetters = 5;
    const QByteArray text = QByteArray("abcdefgh,b,c,d\n").repeated(10);
    const ImportReading reading = Backend::readImport(text, limits);
    QVERIFY(reading);
    QCOMPARE(dump(reading.value.sheets.front()).front(), QStringLiteral("1: abcde|b|c"));
    const ImportReading more = Backend::readImport(text + "e\n", limits);
    QCOMPARE(more.problem.code, Code::SheetTooLarge);
    QCOMPARE(more.problem.args.front(), QStringLiteral("10"));
    // Somebody who does not wait any more ends it.
    int asked = 0;
    const QByteArray longText = QByteArray("a,b\n").repeated(50'000);
    (void)Backend::readImport(longText, ImportLimits(), [&asked](quint64 done, quint64 total) {
        ++asked;
        return done > total; // never
    });
    QCOMPARE(asked, 1);
}

/// Any bytes give a table or a problem, and end.
void TestImportReading::mutations()
{
    QRandomGenerator random(20261130);
    const QList<QByteArray> seeds{
        deviceJson, QByteArray("[" + deviceJson + "," + deviceJson + "]"),
        QByteArrayLiteral("sep=;\n\"dev_eui\";\"app \"\"key\"\"\"\r\n70B3D57ED0051F22;\"=\"\"00\"\"\"\r\n"),
        XlsxMaker::workbook({{QStringLiteral("S"), "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>"}},
                            {"<t>x</t>"}),
        encoded(QStringEncoder::Utf16LE, QStringLiteral("a;b\nc;d\n"), true)};
    ImportLimits limits;
    limits.partBytes = 1 << 20;
    for (int round = 0; round < 3'000; ++round) {
        QByteArray bytes = seeds[round % seeds.size()];
        const int changes = 1 + int(random.bounded(6));
        for (int i = 0; i < changes && !bytes.isEmpty(); ++i) {
            const qsizetype at = random.bounded(quint32(bytes.size()));
            switch (random.bounded(4)) {
            case 0:
                bytes[at] = char(random.bounded(256));
                break;
            case 1:
                bytes.remove(at, 1 + random.bounded(20));
                break;
            case 2:
                bytes.insert(at, bytes.mid(random.bounded(quint32(bytes.size())), random.bounded(40)));
                break;
            default:
                bytes.truncate(at);
            }
        }
        const ImportReading reading = Backend::readImport(bytes, limits);
        if (!reading)
            continue;
        QVERIFY(!reading.value.sheets.empty());
        for (const ImportSheet &sheet : reading.value.sheets) {
            QVERIFY(sheet.rowCount() > 0);
            QVERIFY(sheet.json.empty() || int(sheet.json.size()) == sheet.rowCount());
            (void)dump(sheet);
            (void)Backend::guessPlan(sheet, {});
        }
    }
}

void TestImportReading::filesAreNamed()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("Lieferschein.csv"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("a,b\n");
    file.close();
    const ImportReading reading = Backend::readImportFile(path, ImportLimits());
    QVERIFY(reading);
    QCOMPARE(reading.value.fileName, QStringLiteral("Lieferschein.csv"));
    const ImportReading none = Backend::readImportFile(folder.filePath(QStringLiteral("none.csv")), ImportLimits());
    QCOMPARE(none.problem.code, Code::FileUnreadable);
    ImportLimits limits;
    limits.fileBytes = 3;
    QCOMPARE(Backend::readImportFile(path, limits).problem.code, Code::SheetTooLarge);
}

void TestImportReading::columnNames_data()
{
    QTest::addColumn<ImportField>("field");
    QTest::addColumn<bool>("reversed");
    const auto add
        = [](const char *head, ImportField field, bool reversed = false) { QTest::newRow(head) << field << reversed; };
    for (const char *head :
         {"DevEUI", "Dev EUI", "dev_eui", "DEV-EUI", "Device EUI", "EUI", "DevEUI (hex)", "LoRaWAN DevEUI"})
        add(head, ImportField::DevEui);
    for (const char *head : {"AppEUI", "App EUI", "JoinEUI", "join_eui", "JoinEUI (AppEUI)", "Application EUI"})
        add(head, ImportField::JoinEui);
    for (const char *head : {"AppKey", "App Key", "OTAA key", "Application Key", "Key", "app_key",
                             "Anwendungsschlüssel", "Clé d'application", "应用密钥"})
        add(head, ImportField::AppKey);
    for (const char *head :
         {"S/N", "SN", "Serial", "Serial No.", "Seriennummer", "Numéro de série", "Nº de serie", "序列号"})
        add(head, ImportField::Serial);
    add("AppSKey", ImportField::AppSKey);
    add("Apps Key", ImportField::AppSKey);
    add("NwkSKey", ImportField::NwkSKey);
    add("Network Session Key", ImportField::NwkSKey);
    add("NwkKey", ImportField::NwkKey);
    add("FNwkSIntKey", ImportField::NwkSKey);
    add("GenAppKey", ImportField::None);
    add("Gateway EUI", ImportField::None);
    add("Device Address", ImportField::Address);
    add("Gerätename", ImportField::Name);
    add("Nombre", ImportField::Name);
    add("Model", ImportField::Attribute);
    add("attributes.room", ImportField::Attribute);
    add("Breitengrad", ImportField::Latitude);
    add("DevEUI LSB", ImportField::DevEui, true);
    add("DevEUI MSB", ImportField::DevEui);
    add("AppKey (LSB first)", ImportField::AppKey, true);
    add("Weight", ImportField::None);
    add("", ImportField::None);
}

void TestImportReading::columnNames()
{
    QFETCH(ImportField, field);
    QFETCH(bool, reversed);
    const Domain::ImportColumn column = Backend::columnByName(QString::fromUtf8(QTest::currentDataTag()));
    QCOMPARE(int(column.field), int(field));
    QCOMPARE(column.reversed, reversed);
}

void TestImportReading::headerBelowATitle()
{
    const ImportReading reading
        = read("Acme Sensors Ltd.\nOrder 4711, key account: Smith\n\nS/N;Dev EUI;AppEUI;App Key;Dev EUI\n"
               "A1;70B3D57ED0051F22;70B3D57ED0000000;00112233445566778899AABBCCDDEEFF;x\n");
    QVERIFY(reading);
    const Domain::ImportPlan plan = Backend::guessPlan(reading.value.sheets.front(), {});
    QCOMPARE(plan.headerRow, 2);
    QCOMPARE(reading.value.sheets.front().rowNumber(plan.headerRow), 4U);
    const QList<ImportField> fields{ImportField::Serial, ImportField::DevEui, ImportField::JoinEui, ImportField::AppKey,
                                    ImportField::None};
    for (int i = 0; i < fields.size(); ++i)
        QCOMPARE(int(plan.columns[std::size_t(i)].field), int(fields[i])); // the first DevEUI counts
    QCOMPARE(plan.idTemplate, QStringLiteral("eui-{deveui}"));
}

void TestImportReading::columnsWithoutNames()
{
    const ImportReading reading
        = read("s1,70B3D57ED0000001,70-B3-D5-7E-D0-05-1F-22,00112233445566778899AABBCCDDEEFF\n"
               "s2,70B3D57ED0000001,70-B3-D5-7E-D0-05-1F-23,00112233445566778899AABBCCDDEE00\n"
               "s3,70B3D57ED0000001,70-B3-D5-7E-D0-05-1F-24,00112233445566778899AABBCCDDEE01\n");
    QVERIFY(reading);
    const Domain::ImportPlan plan = Backend::guessPlan(reading.value.sheets.front(), {});
    QCOMPARE(plan.headerRow, -1);
    const QList<ImportField> fields{ImportField::None, ImportField::JoinEui, ImportField::DevEui, ImportField::AppKey};
    for (int i = 0; i < fields.size(); ++i)
        QCOMPARE(int(plan.columns[std::size_t(i)].field), int(fields[i]));
}

void TestImportReading::fixedHeadersOfTheStack()
{
    const ImportReading reading = read(
        "id;dev_eui;join_eui;name;frequency_plan_id;lorawan_version;lorawan_phy_version;app_key;brand_id;model_id;"
        "hardware_version;firmware_version;band_id;supports_32_bit_f_cnt;supports_class_c;dev_addr;app_s_key;"
        "f_nwk_s_int_key;last_f_cnt_up;last_n_f_cnt_down;last_a_f_cnt_down;rx1_delay;vendor_id;vendor_profile_id\na;"
        "b\n");
    QVERIFY(reading);
    const Domain::ImportPlan plan = Backend::guessPlan(reading.value.sheets.front(), {});
    for (const Domain::ImportColumn &column : plan.columns)
        QVERIFY(column.field != ImportField::None);
    QVERIFY(plan.idTemplate.isEmpty()); // the file has ids
}

TTN_TEST_MAIN(TestImportReading)
#include "tst_importreading.moc"
