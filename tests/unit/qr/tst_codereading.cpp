// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/qr/codereading.h"
#include "backend/qr/codewriting.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>

#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>

using Backend::drawCode;
using Backend::GreyPicture;
using Backend::pngOf;
using Backend::readCodes;

namespace {

const QString Tr005 = QStringLiteral("LW:D0:0000000000000001:70B3D57ED0C00001:002A0001:OOPEN123:SSN42:PHELLO:C1234");

/// As a printer draws it.
GreyPicture drawn(const QString &text, ZXing::BarcodeFormat format, int width = 300, int height = 300)
{
    const ZXing::BitMatrix code
        = ZXing::MultiFormatWriter(format).setMargin(4).encode(text.toStdWString(), width, height);
    GreyPicture picture{code.width(), code.height(), QByteArray(code.width() * code.height(), char(0xFF))};
    for (int y = 0; y < code.height(); ++y) {
        for (int x = 0; x < code.width(); ++x) {
            if (code.get(x, y))
                picture.pixels[y * code.width() + x] = 0;
        }
    }
    return picture;
}

/// Laid into a larger picture.
GreyPicture placed(const QList<GreyPicture> &parts, int width, int height)
{
    GreyPicture whole{width, height, QByteArray(width * height, char(0xE0))};
    int left = 20;
    for (const GreyPicture &part : parts) {
        for (int y = 0; y < part.height; ++y) {
            for (int x = 0; x < part.width; ++x)
                whole.pixels[(y + 30) * width + left + x] = part.pixels[y * part.width + x];
        }
        left += part.width + 40;
    }
    return whole;
}

GreyPicture turned(const GreyPicture &picture)
{
    GreyPicture out{picture.height, picture.width, QByteArray(picture.pixels.size(), '\0')};
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x)
            out.pixels[x * out.width + (out.width - 1 - y)] = picture.pixels[y * picture.width + x];
    }
    return out;
}

} // namespace

class TestCodeReading : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatTheWriterDraws()
    {
        const GreyPicture picture = drawn(Tr005, ZXing::BarcodeFormat::QRCode);
        QCOMPARE(readCodes(picture), QStringList{Tr005});
        QCOMPARE(readCodes(turned(picture)), QStringList{Tr005});
        QCOMPARE(readCodes(placed({picture}, 1600, 1200)), QStringList{Tr005});
        const QString eui = QStringLiteral("70B3D57ED0C00001");
        QCOMPARE(readCodes(drawn(eui, ZXing::BarcodeFormat::DataMatrix)), QStringList{eui});
        QCOMPARE(readCodes(drawn(eui, ZXing::BarcodeFormat::Code128, 400, 80)), QStringList{eui});
    }

    void readsSeveralOnOneSheet()
    {
        const QString other = QStringLiteral("LW:D0:0000000000000001:70B3D57ED0C00002:002A0001");
        QStringList found
            = readCodes(placed({drawn(Tr005, ZXing::BarcodeFormat::QRCode), drawn(other, ZXing::BarcodeFormat::QRCode),
                                drawn(Tr005, ZXing::BarcodeFormat::QRCode)},
                               1400, 600));
        found.sort();
        QCOMPARE(found, QStringList({Tr005, other}));
    }

    void readsUnicode()
    {
        const QString text = QStringLiteral("Größe 漢字");
        const auto code = ZXing::MultiFormatWriter(ZXing::BarcodeFormat::QRCode)
                              .setEncoding(ZXing::CharacterSet::UTF8)
                              .encode(text.toStdWString(), 200, 200);
        GreyPicture picture{code.width(), code.height(), QByteArray(code.width() * code.height(), char(0xFF))};
        for (int i = 0; i < picture.pixels.size(); ++i) {
            if (code.get(i % code.width(), i / code.width()))
                picture.pixels[i] = 0;
        }
        QCOMPARE(readCodes(picture), QStringList{text});
    }

    void nothingComesOfNothing()
    {
        QCOMPARE(readCodes({}), QStringList());
        QCOMPARE(readCodes({1, 1, QByteArray("x")}), QStringList());
        QCOMPARE(readCodes({300, 200, QByteArray(300 * 200, char(0xFF))}), QStringList());
        GreyPicture noise{400, 300, QByteArray(400 * 300, '\0')};
        QRandomGenerator random(3);
        for (char &pixel : noise.pixels)
            pixel = char(random.bounded(256));
        QCOMPARE(readCodes(noise), QStringList());
    }

    void readsItsOwn()
    {
        for (const int side : {1, 120, 301}) { // a small one is as large as it needs to be
            const GreyPicture picture = drawCode(Tr005, side);
            QVERIFY(picture.width >= side && picture.width == picture.height);
            QCOMPARE(readCodes(picture), QStringList{Tr005});
        }
        QCOMPARE(drawCode(QString(5'000, u'A'), 100).width, 0);
        const QByteArray png = pngOf(drawCode(Tr005, 120));
        QVERIFY(png.startsWith("\x89PNG\r\n\x1A\n"));
        QCOMPARE(png.mid(16, 8), QByteArray("\0\0\0\x78\0\0\0\x78", 8));
        QVERIFY(png.endsWith(QByteArray::fromHex("0000000049454e44ae426082"))); // the end, with its checksum
    }

    /// Sizes that do not belong to the pixels must not be believed.
    void impossiblePictures()
    {
        QCOMPARE(readCodes({1'000, 1'000, QByteArray(10, '\0')}), QStringList());
        QCOMPARE(readCodes({-5, 10, QByteArray(50, '\0')}), QStringList());
        QCOMPARE(readCodes({-5, -10, QByteArray(50, '\0')}), QStringList());
        QCOMPARE(readCodes({65'536, 65'536, QByteArray()}), QStringList());
        QCOMPARE(readCodes({30'000, 1, QByteArray(30'000, '\0')}), QStringList());
    }
};

TTN_TEST_MAIN(TestCodeReading)
#include "tst_codereading.moc"
