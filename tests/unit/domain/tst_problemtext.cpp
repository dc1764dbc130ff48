// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/problemtext.h"
#include "tests/support/testmain.h"

#include <QSet>

using namespace Domain;

namespace {

Problem make(Problem::Code code, const QStringList &args, const QString &serverText = {})
{
    return {code, args, serverText, {}, false};
}

} // namespace

class TestProblemText : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void isWellWritten();
    void neverShowsAPlaceholder();
    void usesWhatIsKnown();
    void argumentsAreNotPatterns();
    void quotesTheServer();
    void foreignTextIsBoundedAndVisible();
    void fingerprintsAreGrouped();
    void oneLine();
};

void TestProblemText::isWellWritten()
{
    QSet<QString> bodies;
    for (int code = 1; code < int(Problem::Code::CodeCount); ++code) {
        const ProblemText text = problemText(
            make(Problem::Code(code),
                 {QStringLiteral("one"), QStringLiteral("two"), QStringLiteral("three"), QStringLiteral("four")}));
        const QByteArray where = "code " + QByteArray::number(code);
        QVERIFY2(!text.body.isEmpty(), where.constData());
        QVERIFY2(!bodies.contains(text.body), where.constData());
        bodies.insert(text.body);
        for (const QString &part : {text.title, text.body, text.advice}) {
            QVERIFY2(part.endsWith(u'.') || part.endsWith(u"”."), where.constData());
            QVERIFY2(!part.contains(u'!'), where.constData());
            QVERIFY2(!part.contains(u"  "), where.constData());
        }
    }
    const ProblemText none = problemText({});
    QVERIFY(none.title.isEmpty() && none.body.isEmpty() && none.advice.isEmpty());
}

void TestProblemText::neverShowsAPlaceholder()
{
    for (int code = 0; code <= int(Problem::Code::CodeCount); ++code) {
        for (int count = 0; count <= 5; ++count) {
            const QString line = problemLine(make(Problem::Code(code), QStringList(count, QStringLiteral("x"))));
            QVERIFY2(!line.contains(u'%'), qPrintable(line));
        }
        const QString line = problemLine(make(Problem::Code(code), {QString(), QStringLiteral("x")}));
        QVERIFY2(!line.contains(u"“”"), qPrintable(line));
    }
}

void TestProblemText::usesWhatIsKnown()
{
    const auto body
        = [](const QStringList &args) { return problemText(make(Problem::Code::CertificateExpired, args)).body; };
    QCOMPARE(body({QStringLiteral("a.example"), QStringLiteral("2026-11-01")}),
             QStringLiteral("The certificate of a.example was valid until 2026-11-01."));
    QCOMPARE(body({QStringLiteral("a.example")}), QStringLiteral("The certificate of a.example is no longer valid."));
    QCOMPARE(body({}), QString());
}

void TestProblemText::argumentsAreNotPatterns()
{
    const ProblemText text
        = problemText(make(Problem::Code::RefusedUnknown, {QStringLiteral("%2"), QStringLiteral("%1")}));
    QCOMPARE(text.body, QStringLiteral("%2 refused the MQTT login with return code %1."));
}

void TestProblemText::quotesTheServer()
{
    const ProblemText text
        = problemText(make(Problem::Code::NotAuthorized, {QStringLiteral("eu1.example"), QStringLiteral("orchard@ttn")},
                           QStringLiteral("API key not found")));
    QVERIFY(text.body.contains(u"eu1.example"));
    QVERIFY(text.body.contains(u"“orchard@ttn”"));
    QVERIFY(text.body.endsWith(u"The server said: “API key not found”"));
    QCOMPARE(problemText(make(Problem::Code::NetworkError, {}, QStringLiteral("Broken pipe"))).body,
             QStringLiteral("Reported: “Broken pipe”"));
}

void TestProblemText::foreignTextIsBoundedAndVisible()
{
    const auto said
        = [](const QString &words) { return problemText(make(Problem::Code::NetworkError, {}, words)).body; };
    QCOMPARE(said(QStringLiteral("a\nb\x1b[31m")), QStringLiteral("Reported: “a␊b␛[31m”"));
    QCOMPARE(said(QStringLiteral("gpj.\u202Eexe\u2028")), QStringLiteral("Reported: “gpj.<U+202E>exe<U+2028>”"));
    QCOMPARE(said(QString(QChar(0xD800)) + u"x"), QStringLiteral("Reported: “\uFFFDx”"));
    QCOMPARE(said(QStringLiteral("🌳 %1")), QStringLiteral("Reported: “🌳 %1”"));
    const QString longOne = said(QString(1'000'000, u'x'));
    QVERIFY(longOne.size() < 600);
    QVERIFY(longOne.contains(u"x…”"));
    QVERIFY(said(QString(1'000'000, u'\n')).size() < 600);
    QVERIFY(problemText(make(Problem::Code::FileUnreadable, {QString(1'000'000, u'x')})).body.size() < 600);
}

void TestProblemText::fingerprintsAreGrouped()
{
    const QString pinned = QStringLiteral("ab").repeated(32);
    const QString found = QStringLiteral("0F:").repeated(32).chopped(1);
    const QString body = problemText(make(Problem::Code::PinMismatch, {QStringLiteral("host"), pinned, found})).body;
    QVERIFY2(body.contains(QStringLiteral("ABAB ").repeated(16).trimmed()), qPrintable(body));
    QVERIFY2(body.contains(QStringLiteral("0F0F ").repeated(16).trimmed()), qPrintable(body));
}

void TestProblemText::oneLine()
{
    const QString line
        = problemLine(make(Problem::Code::CaUnreadable, {QStringLiteral("a\nb")}, QStringLiteral("c\r\nd")));
    QVERIFY(!line.contains(u'\n') && !line.contains(u'\r'));
    QVERIFY(line.startsWith(
        u"The CA file cannot be used. There is no readable certificate in a␊b. Reported: “c␍␊d” Choose"));
    QCOMPARE(problemLine({}), QString());
}

TTN_TEST_MAIN(TestProblemText)
#include "tst_problemtext.moc"
