// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/mosquittobroker.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpSocket>

using namespace Backend;
using Code = Domain::Problem::Code;

class TestMosquittoBroker : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void startsStopsAndKeepsItsPorts()
    {
        const Certificate ca = Certificates::makeCa({QStringLiteral("root")});
        BrokerOptions options;
        options.anonymous = true;
        options.certificate = Certificates::makeLeaf(ca, {QStringLiteral("127.0.0.1"), {QStringLiteral("127.0.0.1")}});
        MosquittoBroker broker(options);
        QSignalSpy started(&broker, &MosquittoBroker::started);
        QSignalSpy stopped(&broker, &MosquittoBroker::stopped);
        QSignalSpy failed(&broker, &MosquittoBroker::failed);
        broker.start();
        QTRY_COMPARE(started.size(), 1);
        QVERIFY(broker.isRunning());
        const quint16 port = broker.port();
        QVERIFY(port != 0 && broker.tlsPort() != 0 && broker.tlsPort() != port);

        QSslSocket tls;
        QSslConfiguration configuration = tls.sslConfiguration();
        configuration.setCaCertificates(QSslCertificate::fromData(ca.certificatePem));
        tls.setSslConfiguration(configuration);
        tls.connectToHostEncrypted(QStringLiteral("127.0.0.1"), broker.tlsPort());
        QTRY_VERIFY(tls.isEncrypted());

        broker.kill();
        QTRY_COMPARE(stopped.size(), 1);
        broker.start();
        QTRY_COMPARE(started.size(), 2);
        QCOMPARE(broker.port(), port);
        broker.stop();
        QTRY_COMPARE(stopped.size(), 2);
        QCOMPARE(failed.size(), 0);
    }

    void checksPasswords_data()
    {
        QTest::addColumn<QByteArray>("password");
        QTest::addColumn<char>("code");
        QTest::newRow("right") << QByteArrayLiteral("p$w:d") << char(0);
        QTest::newRow("wrong") << QByteArrayLiteral("other") << char(5);
    }

    void checksPasswords()
    {
        QFETCH(const QByteArray, password);
        QFETCH(const char, code);
        BrokerOptions options;
        options.users = {{QStringLiteral("app@tenant"), QByteArrayLiteral("p$w:d"), {QStringLiteral("read #")}}};
        MosquittoBroker broker(options);
        QSignalSpy started(&broker, &MosquittoBroker::started);
        broker.start();
        QTRY_COMPARE(started.size(), 1);

        const auto text = [](const QByteArray &value) {
            QByteArray bytes;
            bytes += char(value.size() >> 8);
            bytes += char(value.size() & 0xff);
            bytes += value;
            return bytes;
        };
        QByteArray body = text("MQTT");
        body += QByteArray::fromHex("04c2001e");
        body += text("id");
        body += text("app@tenant");
        body += text(password);
        QByteArray packet(1, char(0x10));
        packet += char(body.size());
        packet += body;
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), broker.port());
        socket.write(packet);
        QTRY_COMPARE(socket.bytesAvailable(), 4);
        QCOMPARE(socket.readAll().at(3), code);
    }

    void saysWhenThereIsNoProgram()
    {
        BrokerOptions options;
        options.program = QStringLiteral("/nowhere/mosquitto");
        MosquittoBroker broker(options);
        QSignalSpy failed(&broker, &MosquittoBroker::failed);
        broker.start();
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed.at(0).at(0).value<Domain::Problem>().code, Code::BrokerNotFound);
    }

    void saysWhenItDiesUnasked()
    {
        BrokerOptions options;
        options.anonymous = true;
        options.certificate = {QByteArrayLiteral("not a certificate"), QByteArrayLiteral("not a key")};
        MosquittoBroker broker(options);
        QSignalSpy failed(&broker, &MosquittoBroker::failed);
        broker.start();
        QTRY_COMPARE(failed.size(), 1);
        const auto problem = failed.at(0).at(0).value<Domain::Problem>();
        QCOMPARE(problem.code, Code::BrokerFailed);
        QVERIFY(!problem.details.isEmpty());
    }

#ifdef Q_OS_UNIX
    /// Started in a process that is then killed, the broker must go, too.
    void diesWithItsParent()
    {
        QProcess parent;
        parent.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--host-broker")});
        QTRY_VERIFY(parent.canReadLine());
        const quint16 port = parent.readLine().trimmed().toUShort();
        QVERIFY(port != 0);
        parent.kill();
        QTRY_COMPARE(parent.state(), QProcess::NotRunning);
        const auto refused = [port] {
            QTcpSocket socket;
            QSignalSpy error(&socket, &QTcpSocket::errorOccurred);
            socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
            return error.wait(200);
        };
        QTRY_VERIFY(refused());
    }
#endif
};

int main(int argc, char **argv)
{
    QTemporaryDir home;
    TestSupport::isolateEnvironment(home);
    QCoreApplication app(argc, argv);
    if (app.arguments().contains(QStringLiteral("--host-broker"))) {
        BrokerOptions options;
        options.anonymous = true;
        MosquittoBroker broker(options);
        QObject::connect(&broker, &MosquittoBroker::started, &app, [&] {
            printf("%u\n", broker.port());
            fflush(stdout);
        });
        broker.start();
        return app.exec();
    }
    TestMosquittoBroker test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_mosquittobroker.moc"
