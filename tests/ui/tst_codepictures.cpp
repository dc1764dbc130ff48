// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/codepictures.h"
#include "tests/fakes/guitest.h"

#include <QPainter>
#include <QTemporaryDir>

#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>
#include <optional>

using App::CodePictures;
using Gui::CodesInPicture;

namespace {

const QString Text = QStringLiteral("LW:D0:0000000000000001:70B3D57ED0C00001:002A0001");

/// A QR code, `pixel` points for each of its squares.
QImage drawn(int pixel, const QColor &paper = Qt::white)
{
    const ZXing::BitMatrix code
        = ZXing::MultiFormatWriter(ZXing::BarcodeFormat::QRCode).setMargin(4).encode(Text.toStdWString(), 0, 0);
    QImage picture(code.width() * pixel, code.height() * pixel, QImage::Format_ARGB32);
    picture.fill(paper);
    QPainter painter(&picture);
    for (int y = 0; y < code.height(); ++y) {
        for (int x = 0; x < code.width(); ++x) {
            if (code.get(x, y))
                painter.fillRect(x * pixel, y * pixel, pixel, pixel, Qt::black);
        }
    }
    return picture;
}

} // namespace

class TestCodePictures : public GuiTestBase
{
    Q_OBJECT

    CodesInPicture wait(Domain::Call<CodesInPicture> call)
    {
        std::optional<CodesInPicture> found;
        call.then(this, [&](const CodesInPicture &answer) { found = answer; });
        if (!QTest::qWaitFor([&] { return found.has_value(); }, 30'000))
            qWarning("no answer");
        return found.value_or(CodesInPicture());
    }
    CodesInPicture fileOf(const QByteArray &content, const char *name)
    {
        const QString path = m_folder.filePath(QLatin1String(name));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qWarning("%s was not written", name);
        file.close();
        return wait(m_codes.readFile(path));
    }

    QTemporaryDir m_folder;
    CodePictures m_codes;

private Q_SLOTS:
    void readsPicturesOfAnyKind_data()
    {
        QTest::addColumn<QImage>("picture");
        QTest::newRow("black on white") << drawn(6);
        QTest::newRow("on nothing") << drawn(6, Qt::transparent);
        QTest::newRow("in grey") << drawn(6).convertToFormat(QImage::Format_Grayscale16);
        QTest::newRow("in two colours") << drawn(6).convertToFormat(QImage::Format_Mono);
        QTest::newRow("an odd width") << drawn(5).copy(0, 0, drawn(5).width() - 3, drawn(5).height() - 1);
        QTest::newRow("upside down") << drawn(6).mirrored(true, true);
        QTest::newRow("larger than what is looked through") << drawn(120);
    }
    void readsPicturesOfAnyKind()
    {
        QFETCH(const QImage, picture);
        const CodesInPicture pasted = wait(m_codes.read(picture));
        QVERIFY(pasted.isPicture);
        QCOMPARE(pasted.texts, QStringList{Text});
        // The name says nothing, the content does.
        const QString path = m_folder.filePath(QStringLiteral("picture.txt"));
        QVERIFY(picture.save(path, "PNG"));
        QCOMPARE(wait(m_codes.readFile(path)).texts, QStringList{Text});
        QVERIFY(picture.convertToFormat(QImage::Format_RGB32).save(path, "JPG"));
        if (!picture.hasAlphaChannel() || picture.pixelColor(0, 0).alpha() == 255)
            QCOMPARE(wait(m_codes.readFile(path)).texts, QStringList{Text});
    }

    void whatIsNoPictureSaysSo()
    {
        QVERIFY(!wait(m_codes.read({})).isPicture);
        QVERIFY(!wait(m_codes.readFile(m_folder.filePath(QStringLiteral("is-not-there.png")))).isPicture);
        QVERIFY(!wait(m_codes.readFile(m_folder.path())).isPicture);
        QVERIFY(!fileOf("device_id;dev_eui\n", "list.png").isPicture);
        QVERIFY(!fileOf({}, "empty.png").isPicture);
        QImage blank(200, 200, QImage::Format_RGB32);
        blank.fill(Qt::white);
        const CodesInPicture nothing = wait(m_codes.read(blank));
        QVERIFY(nothing.isPicture && nothing.texts.isEmpty());
    }

    /// Neither memory nor time is given away for what a file claims to be.
    void largeOnesAreRefused()
    {
        const QString path = m_folder.filePath(QStringLiteral("large.png"));
        QVERIFY(drawn(6).save(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.resize(qint64(65) * 1'024 * 1'024)); // it takes no room on the disk
        file.close();
        QVERIFY(!wait(m_codes.readFile(path)).isPicture);
        QImage wide(20'000, 20'000, QImage::Format_Mono);
        wide.fill(1);
        QVERIFY(wide.save(path));
        QVERIFY(!wait(m_codes.readFile(path)).isPicture);
    }

    void dropped()
    {
        for (int i = 0; i < 20; ++i)
            (void)m_codes.read(drawn(20)); // nobody waits
        QCOMPARE(wait(m_codes.read(drawn(6))).texts, QStringList{Text});
    }
};

TTN_GUI_TEST_MAIN(TestCodePictures)
#include "tst_codepictures.moc"
