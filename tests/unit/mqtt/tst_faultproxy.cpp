// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/faultproxy.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTcpSocket>

using namespace Backend;

class TestFaultProxy : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        TestBase::init();
        m_target = std::make_unique<QTcpServer>();
        QVERIFY(m_target->listen(QHostAddress::LocalHost));
        m_proxy = std::make_unique<FaultProxy>(m_target->serverPort());
        QVERIFY(m_proxy->listen());
        m_client = std::make_unique<QTcpSocket>();
        m_client->connectToHost(QHostAddress(QHostAddress::LocalHost), m_proxy->port());
        QTRY_VERIFY(m_target->hasPendingConnections());
        m_server = m_target->nextPendingConnection();
        QTRY_COMPARE(m_client->state(), QAbstractSocket::ConnectedState);
    }

    void cleanup()
    {
        m_client.reset();
        m_proxy.reset();
        m_target.reset();
    }

    void passesBothWays()
    {
        const QByteArray much(5'000'000, 'x');
        m_client->write(much);
        m_server->write("answer");
        QTRY_COMPARE(m_server->bytesAvailable(), much.size());
        QTRY_COMPARE(m_client->bytesAvailable(), 6);
    }

    void lastBytesArriveBeforeTheEnd()
    {
        m_server->write(QByteArray(500'000, 'y'));
        m_server->disconnectFromHost();
        QTRY_COMPARE(m_client->state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(m_client->readAll().size(), 500'000);
        QTRY_COMPARE(m_proxy->connectionCount(), 0);
    }

    void stallHoldsAndReleases()
    {
        m_proxy->setMode(FaultProxy::Mode::Stall);
        m_server->write("held");
        QTest::qWait(50);
        QCOMPARE(m_client->bytesAvailable(), 0);
        m_proxy->setMode(FaultProxy::Mode::Pass);
        QTRY_COMPARE(m_client->bytesAvailable(), 4);
        QCOMPARE(m_client->readAll(), QByteArrayLiteral("held"));
    }

    void halfOpenSwallowsAndHidesTheEnd()
    {
        m_proxy->setMode(FaultProxy::Mode::HalfOpen);
        m_server->write("gone");
        m_server->disconnectFromHost();
        QTest::qWait(50);
        QCOMPARE(m_client->bytesAvailable(), 0);
        QCOMPARE(m_client->state(), QAbstractSocket::ConnectedState);
        m_proxy->setMode(FaultProxy::Mode::Pass);
        QTRY_COMPARE(m_client->state(), QAbstractSocket::UnconnectedState);
    }

    void cutEndsAllAndRefusesNew()
    {
        m_proxy->setMode(FaultProxy::Mode::Cut);
        QTRY_COMPARE(m_client->state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(m_client->error(), QAbstractSocket::RemoteHostClosedError);
        QTRY_COMPARE(m_server->state(), QAbstractSocket::UnconnectedState);
        QTcpSocket again;
        QSignalSpy ended(&again, &QTcpSocket::errorOccurred);
        again.connectToHost(QHostAddress(QHostAddress::LocalHost), m_proxy->port());
        QTRY_COMPARE(ended.size(), 1);
    }

    void delayKeepsTheOrder()
    {
        m_proxy->setMode(FaultProxy::Mode::Delay, 30);
        QByteArray sent;
        for (int i = 0; i < 20; ++i) {
            const QByteArray part = QByteArray::number(i) + ' ';
            m_server->write(part);
            m_server->flush();
            sent += part;
            QTest::qWait(2);
        }
        QTRY_COMPARE(m_client->bytesAvailable(), sent.size());
        QCOMPARE(m_client->readAll(), sent);
    }

    void byteByByteArrivesWhole()
    {
        m_proxy->setMode(FaultProxy::Mode::ByteByByte);
        int reads = 0;
        QByteArray got;
        connect(m_client.get(), &QTcpSocket::readyRead, this, [&] {
            got += m_client->readAll();
            ++reads;
        });
        m_server->write("0123456789");
        QTRY_COMPARE(got, QByteArrayLiteral("0123456789"));
        QVERIFY(reads > 1);
    }

    void malformedInjects()
    {
        m_proxy->setMode(FaultProxy::Mode::Malformed);
        QTRY_VERIFY(m_client->bytesAvailable() > 0);
        m_client->readAll();
        m_server->write("on");
        QTRY_COMPARE(m_client->bytesAvailable(), 2);
        QCOMPARE(m_client->readAll(), QByteArrayLiteral("on"));
    }

private:
    std::unique_ptr<QTcpServer> m_target;
    std::unique_ptr<FaultProxy> m_proxy;
    std::unique_ptr<QTcpSocket> m_client;
    QTcpSocket *m_server = nullptr;
};

TTN_TEST_MAIN(TestFaultProxy)
#include "tst_faultproxy.moc"
