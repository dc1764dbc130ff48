// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/hexinput.h"
#include "backend/domain/randomkey.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QSet>

using namespace Domain;
using Mistake = HexInput::Mistake;

class TestHexInput : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void spellings_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("trimmed");
        const auto row = [](const char *name, const char *text, bool trimmed = false) {
            QTest::newRow(name) << QString::fromUtf8(text) << trimmed;
        };
        row("plain", "70B3D57ED0000001");
        row("lower case", "70b3d57ed0000001");
        row("mixed case", "70B3d57ED0000001");
        row("blanks", "70 B3 D5 7E D0 00 00 01");
        row("dashes", "70-B3-D5-7E-D0-00-00-01");
        row("colons", "70:b3:d5:7e:d0:00:00:01");
        row("dots", "70B3.D57E.D000.0001");
        row("around", "  \t70B3D57ED0000001\r\n");
        row("no-break space and dashes", "70\u00a0B3–D5—7E D0 00 00 01");
        row("zero-width space", "\u200b70B3D57ED0000001\u200b");
        row("quotes", "\"70B3D57ED0000001\",");
        row("one 0x", "0x70B3D57ED0000001");
        row("0X", "0X70 0XB3 0XD5 0X7E 0XD0 0X00 0X00 0X01");
        row("list", "0x70, 0xB3, 0xD5, 0x7E, 0xD0, 0x00, 0x00, 0x01");
        row("short bytes with 0x", "0x70,0xB3,0xD5,0x7E,0xD0,0x0,0x0,0x1");
        row("zeros without 0x", "0x70,0xB3,0xD5,0x7E,0xD0,0,00,0x1");
        row("array", "{ 0x70, 0xB3, 0xD5, 0x7E, 0xD0, 0x00, 0x00, 0x01 }");
        row("declaration", "static const u1_t PROGMEM DEVEUI[8] = { 0x70, 0xB3, 0xD5, 0x7E, 0xD0, 0x00, 0x00, 0x01 };",
            true);
        row("array over lines", "uint8_t eui[] = {\n  0x70, 0xB3, 0xD5, 0x7E,\n  0xD0, 0x00, 0x00, 0x01\n};", true);
        row("array without its end", "{0x70,0xB3,0xD5,0x7E,0xD0,0x00,0x00,0x01");
        row("string", "\\x70\\xB3\\xD5\\x7E\\xD0\\x00\\x00\\x01");
        row("string in quotes", "\"\\x70\\xb3\\xd5\\x7e\\xd0\\x00\\x00\\x01\"");
        row("label", "DevEUI: 70B3D57ED0000001", true);
        row("label of two words", "Device EUI = 70-B3-D5-7E-D0-00-00-01", true);
        row("json", "\"dev_eui\": \"70B3D57ED0000001\"", true);
        row("id", "eui-70b3d57ed0000001", true);
        row("label behind", "70B3D57ED0000001 (MSB)", true);
        row("digit by digit", "7 0 B 3 D 5 7 E D 0 0 0 0 0 0 1");
    }

    void spellings()
    {
        QFETCH(QString, text);
        QFETCH(bool, trimmed);
        const HexInput input = readHex(text, Eui::byteCount);
        QCOMPARE(input.mistake, Mistake::None);
        QVERIFY(input);
        QCOMPARE(input.bytes.toHex(), QByteArray("70b3d57ed0000001"));
        QCOMPARE(input.eui(), Eui(0x70B3D57ED0000001));
        QCOMPARE(input.digits, 16);
        QCOMPARE(input.wanted, 16);
        QCOMPARE(input.trimmed, trimmed);
        QCOMPARE(input.position, 0);
        QVERIFY(!input.devAddr());
        QVERIFY(!input.key());
    }

    void mistakes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Mistake>("mistake");
        QTest::addColumn<int>("digits");
        QTest::addColumn<int>("position");
        QTest::addColumn<QString>("character");
        const auto row = [](const char *name, const char *text, Mistake mistake, int digits = 0, int position = 0,
                            const char *character = "") {
            QTest::newRow(name) << QString::fromUtf8(text) << mistake << digits << position
                                << QString::fromUtf8(character);
        };
        row("empty", "", Mistake::Empty);
        row("blanks", " \t\u00a0\u200b", Mistake::Empty);
        row("punctuation", "-:{},", Mistake::Empty);
        row("empty array", "uint8_t eui[8] = {}", Mistake::Empty);
        row("short", "70B3D57E", Mistake::Incomplete, 8);
        row("short behind a label", "DevEUI: 70B3D5", Mistake::Incomplete, 6);
        row("half a byte", "70B3D57ED000000", Mistake::Odd, 15);
        row("half a byte of a list", "0x70, 0xB3D, 0x12", Mistake::Odd, 7, 7);
        row("too long", "70B3D57ED000000100", Mistake::TooLong, 18);
        row("a key", "00112233445566778899AABBCCDDEEFF", Mistake::TooLong, 32);
        row("letter O", "70B3D57ED00O0001", Mistake::NotHex, 0, 12, "O");
        row("letter O at the front", "O0 B3 D5 7E D0 00 00 01", Mistake::NotHex, 0, 1, "O");
        row("in the middle", "70 B3 xy 7E D0 00 00 01", Mistake::NotHex, 0, 7, "x");
        row("Cyrillic", "70В3D57ED0000001", Mistake::NotHex, 0, 3, "В");
        row("full width", "70B3D57ED000000１", Mistake::NotHex, 0, 16, "１");
        row("Arabic digit", "70B3D57ED000000١", Mistake::NotHex, 0, 16, "١");
        row("beyond the first plane", "70𝟘0", Mistake::NotHex, 0, 3, "𝟘");
        row("combining mark", "7\u03010", Mistake::NotHex, 0, 2, "\u0301");
        row("only a word", "please", Mistake::NotHex, 0, 1, "p");
        row("0x alone", "0x", Mistake::NotHex, 0, 2, "x");
        row("0x within", "0x700xB3", Mistake::NotHex, 0, 6, "x");
        row("decimal among them", "0x70, 179, 0xD5, 0x7E, 0xD0, 0, 0, 1", Mistake::Decimal, 0, 7);
        row("two digits without 0x", "{ 0x70, 0xB3, 13 }", Mistake::Decimal, 0, 15);
        row("spreadsheet", "7.0B3E+15", Mistake::Spreadsheet);
        row("spreadsheet with a comma", " 1,23457E+15 ", Mistake::Spreadsheet);
        row("spreadsheet, short", "7E+15", Mistake::Spreadsheet);
        row("two arrays", "{0x70,0xB3,0xD5,0x7E,0xD0,0x00,0x00,0x01} {0x01}", Mistake::TooLong, 18);
    }

    void mistakes()
    {
        QFETCH(QString, text);
        QFETCH(Mistake, mistake);
        QFETCH(int, digits);
        QFETCH(int, position);
        QFETCH(QString, character);
        const HexInput input = readHex(text, Eui::byteCount);
        QCOMPARE(input.mistake, mistake);
        QVERIFY(!input);
        QCOMPARE(input.digits, digits);
        QCOMPARE(input.position, position);
        QCOMPARE(input.character, character);
        QVERIFY(input.bytes.isEmpty());
        QVERIFY(!input.eui());
    }

    void damageOfSpreadsheetsIsHintedAt()
    {
        QVERIFY(readHex(u"70000000000001", 8).mayLackZeros);
        QVERIFY(!readHex(u"70B3D57ED000", 8).mayLackZeros); // letters: nobody took it for a number
        QVERIFY(!readHex(u"70", 8).mayLackZeros); // too much is missing
        QVERIFY(readHex(u"1234567890123450", 8).mayBeRounded);
        QVERIFY(!readHex(u"1234567890123456", 8).mayBeRounded);
        QVERIFY(!readHex(u"0000000000000000", 8).mayBeRounded);
        QVERIFY(!readHex(u"12345670", 4).mayBeRounded);
    }

    void sizes()
    {
        QCOMPARE(readHex(u"26 01 12 34", DevAddr::byteCount).devAddr(), DevAddr(0x26011234));
        const HexInput key = readHex(u"00112233445566778899aabbccddeeff", Aes128Key::byteCount);
        QCOMPARE(key.key()->toHex(), QStringLiteral("00112233445566778899AABBCCDDEEFF"));
        QVERIFY(!key.eui());
    }

    void orderInWords()
    {
        QVERIFY(readHex(u"010000D07ED5B370 (LSB)", 8).namesLsb);
        QVERIFY(readHex(u"lsb { 0x01, 0x00 }", 8).namesLsb);
        QVERIFY(readHex(u"010000D07ED5B370 little endian", 8).namesLsb);
        QVERIFY(!readHex(u"70B3D57ED0000001 MSB", 8).namesLsb);
        QVERIFY(!readHex(u"1BLSBF00", 8).namesLsb);
    }

    void reversedEuis()
    {
        QCOMPARE(reversed(Eui(0x70B3D57ED0000001)), Eui(0x010000D07ED5B370));
        QCOMPARE(reversed(QByteArray::fromHex("0102ff")).toHex(), QByteArray("ff0201"));
        QVERIFY(looksReversed(Eui(0x010000D07ED5B370)));
        QVERIFY(!looksReversed(Eui(0x70B3D57ED0000001)));
        QVERIFY(!looksReversed(Eui(0x70B3D50000D5B370))); // at both ends: nothing is known
        QVERIFY(!looksReversed(Eui(0)));
        QVERIFY(looksReversed(reversed(Eui(0xA840410000000001)))); // the last of the table
        QVERIFY(looksReversed(reversed(Eui(0x0004A30B001A2B3C))));
        QVERIFY(looksReversed(reversed(Eui(0xFCC23D0000000001))));
    }

    void writing()
    {
        const QByteArray bytes = bytesOf(Eui(0x70B3D57ED0000001));
        QCOMPARE(writeHex(bytes, HexForm::Msb), QStringLiteral("70B3D57ED0000001"));
        QCOMPARE(writeHex(bytes, HexForm::Lsb), QStringLiteral("010000D07ED5B370"));
        QCOMPARE(writeHex(bytes, HexForm::CArray),
                 QStringLiteral("{ 0x70, 0xB3, 0xD5, 0x7E, 0xD0, 0x00, 0x00, 0x01 }"));
        QCOMPARE(writeHex(bytes, HexForm::CArrayLsb),
                 QStringLiteral("{ 0x01, 0x00, 0x00, 0xD0, 0x7E, 0xD5, 0xB3, 0x70 }"));
        QCOMPARE(writeHex(bytesOf(DevAddr(0x26011234)), HexForm::Msb), QStringLiteral("26011234"));
    }

    void whatIsWrittenIsRead()
    {
        QRandomGenerator random(7);
        for (int i = 0; i < 200; ++i) {
            QByteArray bytes(16, Qt::Uninitialized);
            for (char &byte : bytes)
                byte = char(random.bounded(256));
            QCOMPARE(readHex(writeHex(bytes, HexForm::Msb), 16).bytes, bytes);
            QCOMPARE(readHex(writeHex(bytes, HexForm::CArray), 16).bytes, bytes);
            QCOMPARE(reversed(readHex(writeHex(bytes, HexForm::Lsb), 16).bytes), bytes);
            QCOMPARE(reversed(readHex(writeHex(bytes, HexForm::CArrayLsb), 16).bytes), bytes);
        }
    }

    /// Whatever comes: no crash, positions within the text, never bytes of another length.
    void hostileTexts()
    {
        static const QString alphabet = QStringLiteral("0123abcdefABCDEFxX\\{}[],;:-+.eE LsbO\u200b\u00e9\U0001F600");
        QRandomGenerator random(11);
        for (int i = 0; i < 20'000; ++i) {
            QString text;
            for (int length = random.bounded(40); length > 0; --length)
                text += alphabet[random.bounded(int(alphabet.size()))];
            const HexInput input = readHex(text, 4);
            QVERIFY(input.position >= 0 && input.position <= text.size());
            QCOMPARE(input.bytes.size(), input ? 4 : 0);
            QCOMPARE(input.mistake == Mistake::NotHex, !input.character.isEmpty());
        }
        const HexInput giant = readHex(QString(1'000'000, u'A'), 8);
        QCOMPARE(giant.mistake, Mistake::TooLong);
        QCOMPARE(giant.digits, 1'000'000);
    }

    void keysAreRandom()
    {
        QSet<QByteArray> seen;
        QList<int> ones(128, 0);
        constexpr int Count = 500;
        for (int i = 0; i < Count; ++i) {
            const QByteArray bytes = randomKey().bytes();
            QCOMPARE(bytes.size(), 16);
            seen += bytes;
            for (int bit = 0; bit < 128; ++bit)
                ones[bit] += (quint8(bytes[bit / 8]) >> (bit % 8)) & 1;
        }
        QCOMPARE(seen.size(), Count);
        // No bit stands still: half of 500 ± 150 is more than thirteen standard deviations.
        for (const int count : ones)
            QVERIFY(count > 100 && count < 400);
    }
};

TTN_TEST_MAIN(TestHexInput)
#include "tst_hexinput.moc"
