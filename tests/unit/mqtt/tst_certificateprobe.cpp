// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mqtt/certificateprobe.h"
#include "backend/sandbox/mosquittobroker.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTcpServer>

using namespace Backend;
using Code = Domain::Problem::Code;

class TestCertificateProbe : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhatTheServerPresents()
    {
        BrokerOptions options;
        options.anonymous = true;
        options.certificate
            = Certificates::makeSelfSigned({QStringLiteral("Lab broker"), {QStringLiteral("lab.example")}});
        MosquittoBroker broker(options);
        QSignalSpy started(&broker, &MosquittoBroker::started);
        broker.start();
        QTRY_COMPARE(started.size(), 1);

        CertificateProbe probe;
        QSignalSpy finished(&probe, &CertificateProbe::finished);
        QSignalSpy failed(&probe, &CertificateProbe::failed);
        probe.start(QStringLiteral("127.0.0.1"), broker.tlsPort());
        QTRY_COMPARE(finished.size() + failed.size(), 1);
        QCOMPARE(finished.size(), 1);
        const auto shown = finished.at(0).at(0).value<ProbedCertificate>();
        QCOMPARE(shown.subject, QStringLiteral("Lab broker"));
        QCOMPARE(shown.names, QStringList{QStringLiteral("lab.example")});
        QCOMPARE(shown.sha256, options.certificate.sha256());
        QCOMPARE(shown.pem.trimmed(), options.certificate.certificatePem.trimmed());
        QVERIFY(shown.notBefore < shown.notAfter);
        const auto has = [&](Code code) {
            return std::any_of(shown.problems.begin(), shown.problems.end(),
                               [&](const Domain::Problem &problem) { return problem.code == code; });
        };
        QVERIFY(has(Code::CertificateSelfSigned));
        QVERIFY(has(Code::CertificateHostMismatch));
    }

    void saysWhenThereIsNoTls()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        CertificateProbe probe;
        QSignalSpy failed(&probe, &CertificateProbe::failed);
        probe.start(QStringLiteral("127.0.0.1"), silent.serverPort(), 100);
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed.at(0).at(0).value<Domain::Problem>().code, Code::ConnectTimeout);
    }
};

TTN_TEST_MAIN(TestCertificateProbe)
#include "tst_certificateprobe.moc"
