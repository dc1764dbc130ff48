// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/certificates.h"
#include "tests/support/testmain.h"

#include <QSslCertificate>
#include <QSslError>
#include <QSslKey>

using namespace Backend;

class TestCertificates : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void leafSaysWhatWasAsked()
    {
        const Certificate ca = Certificates::makeCa({QStringLiteral("Test root")});
        const QDateTime from = QDateTime(QDate(2020, 1, 2), QTime(3, 4, 5), Qt::UTC);
        const QDateTime to = QDateTime(QDate(2061, 2, 3), QTime(4, 5, 6), Qt::UTC);
        const Certificate leaf = Certificates::makeLeaf(
            ca, {QStringLiteral("Müller"), {QStringLiteral("localhost"), QStringLiteral("127.0.0.1")}, from, to});
        const QSslCertificate certificate(leaf.certificatePem, QSsl::Pem);
        QVERIFY(!certificate.isNull());
        QCOMPARE(certificate.subjectInfo(QSslCertificate::CommonName), QStringList{QStringLiteral("Müller")});
        QCOMPARE(certificate.issuerInfo(QSslCertificate::CommonName), QStringList{QStringLiteral("Test root")});
        QCOMPARE(certificate.effectiveDate(), from);
        QCOMPARE(certificate.expiryDate(), to);
        const auto names = certificate.subjectAlternativeNames();
        QCOMPARE(names.value(QSsl::DnsEntry), QStringLiteral("localhost"));
        QCOMPARE(names.value(QSsl::IpAddressEntry), QStringLiteral("127.0.0.1"));
        QCOMPARE(leaf.sha256(), QCryptographicHash::hash(certificate.toDer(), QCryptographicHash::Sha256));
        QVERIFY(!certificate.isSelfSigned());
        QVERIFY(!QSslKey(leaf.keyPem, QSsl::Ec).isNull());
    }

    void selfSignedIsItsOwnIssuer()
    {
        const Certificate made = Certificates::makeSelfSigned({QStringLiteral("alone"), {QStringLiteral("localhost")}});
        QVERIFY(QSslCertificate(made.certificatePem, QSsl::Pem).isSelfSigned());
    }

    void unreadableCaMakesNothing()
    {
        QVERIFY(Certificates::makeLeaf({QByteArrayLiteral("no"), QByteArrayLiteral("no")}, {}).isNull());
    }
};

TTN_TEST_MAIN(TestCertificates)
#include "tst_certificates.moc"
