// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/guitest.h"
#include "ui/common/hexfield.h"
#include "ui/common/theme.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

using Gui::HexField;

namespace {

template <typename T>
T *part(QWidget &top, const char *name)
{
    return top.findChild<T *>(QLatin1String(name));
}

} // namespace

class TestRegistration : public GuiTestBase
{
    Q_OBJECT

private Q_SLOTS:
    void fieldCountsWhatIsTyped()
    {
        Gui::Theme theme;
        HexField field("eui", HexField::Kind::Eui, QStringLiteral("DevEUI"), &theme);
        field.show();
        QSignalSpy edited(&field, &HexField::edited);
        auto *line = part<QLineEdit>(field, "euiLine");
        auto *rule = part<QLabel>(field, "euiRule");
        QCOMPARE(line->accessibleName(), QStringLiteral("DevEUI"));
        QCOMPARE(rule->text(), QStringLiteral("16 hexadecimal digits, in any spelling."));
        line->setFocus();
        QTest::keyClicks(line, QStringLiteral("70-b3-d5"));
        QCOMPARE(edited.count(), 8);
        QCOMPARE(rule->text(), QStringLiteral("6 of 16 digits."));
        const QColor quiet = theme.color(Models::Meaning::Quiet);
        const QColor bad = theme.color(Models::Meaning::Bad);
        QCOMPARE(rule->palette().color(QPalette::WindowText), quiet); // one is typing
        QTest::keyClicks(line, QStringLiteral("-7e-d0-00-00-o1"));
        QCOMPARE(rule->text(), QStringLiteral("“o” at position 22 is no hexadecimal digit (0–9, A–F). Is it a zero?"));
        QCOMPARE(rule->palette().color(QPalette::WindowText), bad);
        QCOMPARE(line->accessibleDescription(), rule->text());
        QTest::keyClick(line, Qt::Key_Backspace);
        QTest::keyClick(line, Qt::Key_Backspace);
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(rule->palette().color(QPalette::WindowText), bad); // one has gone on with 14 of 16 digits
        QTest::keyClicks(line, QStringLiteral("01"));
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(line->text(), QStringLiteral("70B3D57ED0000001"));
        QCOMPARE(field.value().eui(), Domain::Eui(0x70B3D57ED0000001));
    }

    void fieldReversesAndTakesItBack()
    {
        Gui::Theme theme;
        HexField field("eui", HexField::Kind::Eui, QStringLiteral("DevEUI"), &theme);
        field.show();
        auto *reverse = part<QToolButton>(field, "euiReverse");
        QVERIFY(!reverse->isEnabled());
        field.setText(QStringLiteral("{ 0x01, 0x00, 0x00, 0xD0, 0x7E, 0xD5, 0xB3, 0x70 }"));
        QVERIFY(part<QLabel>(field, "euiRule")->text().startsWith(QStringLiteral("Looks reversed")));
        QSignalSpy edited(&field, &HexField::edited);
        reverse->click();
        QCOMPARE(edited.count(), 1);
        QCOMPARE(field.text(), QStringLiteral("70B3D57ED0000001"));
        QVERIFY(part<QLabel>(field, "euiRule")->text().startsWith(QStringLiteral("16 ")));
        part<QLineEdit>(field, "euiLine")->undo();
        QCOMPARE(field.value().eui(), Domain::Eui(0x010000D07ED5B370));
    }

    void keysAreMasked()
    {
        Gui::Theme theme;
        HexField field("key", HexField::Kind::Key, QStringLiteral("AppKey"), &theme);
        field.show();
        auto *line = part<QLineEdit>(field, "keyLine");
        auto *reveal = part<QToolButton>(field, "keyReveal");
        QCOMPARE(line->echoMode(), QLineEdit::Password);
        // A click shows it until the next one.
        reveal->click();
        QCOMPARE(line->echoMode(), QLineEdit::Normal);
        QVERIFY(reveal->isChecked());
        reveal->click();
        QCOMPARE(line->echoMode(), QLineEdit::Password);
        QVERIFY(!reveal->isChecked());
        // Held: only as long.
        QTest::mousePress(reveal, Qt::LeftButton);
        QCOMPARE(line->echoMode(), QLineEdit::Normal);
        QTest::qWait(450);
        QTest::mouseRelease(reveal, Qt::LeftButton);
        QCOMPARE(line->echoMode(), QLineEdit::Password);
        QTest::keyClick(reveal, Qt::Key_Space);
        QCOMPARE(line->echoMode(), QLineEdit::Normal);
    }

    void fieldSaysWhatOthersFound()
    {
        Gui::Theme theme;
        HexField field("key", HexField::Kind::Key, QStringLiteral("AppKey"), &theme);
        field.show();
        auto *rule = part<QLabel>(field, "keyRule");
        field.complain(true);
        QCOMPARE(rule->text(), QStringLiteral("32 hexadecimal digits are needed here."));
        field.setText(QString(32, u'A'));
        field.setMistake(QStringLiteral("Another device has it."));
        QCOMPARE(rule->text(), QStringLiteral("Another device has it."));
        auto *line = part<QLineEdit>(field, "keyLine");
        line->setFocus();
        QTest::keyClick(line, Qt::Key_Backspace);
        QCOMPARE(rule->text(), QStringLiteral("31 of 32 digits: half a byte is missing."));
        QSignalSpy generated(&field, &HexField::generateRequested);
        field.setGenerator(QStringLiteral("Generate"), QStringLiteral("A new one"));
        auto *button = part<QPushButton>(field, "keyGenerate");
        QCOMPARE(button->accessibleName(), QStringLiteral("AppKey: Generate"));
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(generated.count(), 1);
    }
};

TTN_GUI_TEST_MAIN(TestRegistration)
#include "tst_registration.moc"
