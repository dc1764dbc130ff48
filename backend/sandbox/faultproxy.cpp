// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/faultproxy.h"

#include <QElapsedTimer>
#include <QTcpSocket>
#include <QTimer>

#include <deque>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <sys/socket.h>
#endif

namespace Backend {
namespace {

constexpr qint64 bufferSize = 64 * 1024;

/// Lets the next close send RST instead of FIN.
void resetOnClose(const QTcpSocket &socket)
{
    linger option{};
    option.l_onoff = 1;
    option.l_linger = 0;
#ifdef Q_OS_WIN
    ::setsockopt(SOCKET(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, reinterpret_cast<const char *>(&option),
                 sizeof option);
#else
    ::setsockopt(int(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &option, sizeof option);
#endif
}

} // namespace

/// One direction of a connection: takes from `from` what the mode allows and gives it to `to`.
class ProxyPipe : public QObject
{
public:
    ProxyPipe(FaultProxy &proxy, QTcpSocket &from, QTcpSocket &to, bool toClient, QObject *parent)
        : QObject(parent)
        , m_proxy(proxy)
        , m_from(from)
        , m_to(to)
        , m_toClient(toClient)
    {
        m_timer.setSingleShot(true);
        m_timer.setTimerType(Qt::PreciseTimer);
        m_clock.start();
        connect(&m_timer, &QTimer::timeout, this, &ProxyPipe::pump);
        connect(&m_from, &QTcpSocket::readyRead, this, &ProxyPipe::pump);
        connect(&m_to, &QTcpSocket::bytesWritten, this, &ProxyPipe::pump);
    }

    void pump()
    {
        using Mode = FaultProxy::Mode;
        if (!m_from.isOpen() || !m_to.isOpen())
            return;
        switch (m_proxy.mode()) {
        case Mode::Stall:
        case Mode::Cut:
            return;
        case Mode::HalfOpen:
            m_waiting.clear();
            m_from.readAll();
            return;
        case Mode::ByteByByte:
            if (m_toClient) {
                sendWaiting(true);
                trickle();
                return;
            }
            break;
        case Mode::Delay:
            if (const QByteArray data = m_from.readAll(); !data.isEmpty())
                m_waiting.push_back({m_clock.elapsed() + m_proxy.delayMs(), data});
            sendWaiting(false);
            return;
        case Mode::Pass:
        case Mode::Malformed:
            break;
        }
        sendWaiting(true);
        // What the receiver does not take stays with the sender, as on a wire.
        if (m_to.state() == QAbstractSocket::ConnectedState && m_to.bytesToWrite() < bufferSize)
            m_to.write(m_from.read(bufferSize));
    }

    [[nodiscard]] bool isDrained() const
    {
        return m_waiting.empty() && (!m_from.isOpen() || m_from.bytesAvailable() == 0);
    }

private:
    struct Chunk
    {
        qint64 due;
        QByteArray data;
    };

    void sendWaiting(bool all)
    {
        while (!m_waiting.empty() && (all || m_waiting.front().due <= m_clock.elapsed())) {
            m_to.write(m_waiting.front().data);
            m_waiting.pop_front();
        }
        if (!m_waiting.empty())
            m_timer.start(int(qMax<qint64>(0, m_waiting.front().due - m_clock.elapsed())));
    }

    void trickle()
    {
        if (m_timer.isActive() || m_to.state() != QAbstractSocket::ConnectedState)
            return;
        m_to.write(m_from.read(1));
        m_to.flush();
        if (m_from.bytesAvailable() > 0)
            m_timer.start(1);
    }

    FaultProxy &m_proxy;
    QTcpSocket &m_from;
    QTcpSocket &m_to;
    const bool m_toClient;
    std::deque<Chunk> m_waiting;
    QTimer m_timer;
    QElapsedTimer m_clock;
};

/// A client, the server behind it, and the two pipes.
class ProxyConnection : public QObject
{
public:
    ProxyConnection(FaultProxy &proxy, QTcpSocket *client, quint16 targetPort)
        : QObject(&proxy)
        , m_proxy(proxy)
        , m_client(client)
        , m_up(new ProxyPipe(proxy, *client, m_server, false, this))
        , m_down(new ProxyPipe(proxy, m_server, *client, true, this))
    {
        client->setParent(this);
        for (QTcpSocket *socket : {m_client, &m_server}) {
            socket->setReadBufferSize(bufferSize);
            socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
            connect(socket, &QTcpSocket::disconnected, this, &ProxyConnection::endIfOver);
        }
        connect(&m_server, &QTcpSocket::connected, this, [this] {
            m_server.setSocketOption(QAbstractSocket::LowDelayOption, 1);
            m_up->pump();
        });
        connect(&m_server, &QTcpSocket::errorOccurred, this, &ProxyConnection::endIfOver);
        m_server.connectToHost(QHostAddress(QHostAddress::LocalHost), targetPort);
        modeChanged();
    }

    ~ProxyConnection() override
    {
        // Closing makes the sockets speak: nobody may listen any more.
        for (QTcpSocket *socket : {m_client, &m_server})
            socket->disconnect();
    }

    void modeChanged()
    {
        if (m_proxy.mode() == FaultProxy::Mode::Cut) {
            cut();
            return;
        }
        if (m_proxy.mode() == FaultProxy::Mode::Malformed)
            m_client->write(QByteArray::fromHex("f0ffffffffff00ffffffffffffffffff"));
        m_up->pump();
        m_down->pump();
        endIfOver();
    }

private:
    void cut()
    {
        for (QTcpSocket *socket : {m_client, &m_server}) {
            disconnect(socket, nullptr, this, nullptr);
            resetOnClose(*socket);
            socket->abort();
        }
        deleteLater();
    }

    void endIfOver()
    {
        const FaultProxy::Mode mode = m_proxy.mode();
        if (mode == FaultProxy::Mode::HalfOpen || mode == FaultProxy::Mode::Stall)
            return;
        const bool clientGone = m_client->state() == QAbstractSocket::UnconnectedState;
        const bool serverGone = m_server.state() == QAbstractSocket::UnconnectedState;
        if (!clientGone && !serverGone)
            return;
        if (serverGone && !clientGone) {
            m_down->pump();
            if (!m_down->isDrained()) {
                QTimer::singleShot(1, this, &ProxyConnection::endIfOver);
                return;
            }
            m_client->disconnectFromHost();
            if (m_client->state() != QAbstractSocket::UnconnectedState)
                return;
        }
        m_server.abort();
        deleteLater();
    }

    FaultProxy &m_proxy;
    QTcpSocket *const m_client;
    QTcpSocket m_server;
    ProxyPipe *const m_up;
    ProxyPipe *const m_down;
};

FaultProxy::FaultProxy(quint16 targetPort, QObject *parent)
    : QObject(parent)
    , m_targetPort(targetPort)
{
    connect(&m_server, &QTcpServer::newConnection, this, &FaultProxy::accept);
}

FaultProxy::~FaultProxy()
{
    // Before the members that they use.
    const QObjectList all = children();
    for (QObject *child : all)
        delete dynamic_cast<ProxyConnection *>(child);
}

bool FaultProxy::listen()
{
    return m_server.listen(QHostAddress::LocalHost);
}

void FaultProxy::setMode(Mode mode, int delayMs)
{
    m_mode = mode;
    m_delayMs = delayMs;
    const QObjectList all = children();
    for (QObject *child : all)
        if (auto *connection = dynamic_cast<ProxyConnection *>(child))
            connection->modeChanged();
    Q_EMIT modeChanged(mode);
}

int FaultProxy::connectionCount() const
{
    int count = 0;
    for (const QObject *child : children())
        count += dynamic_cast<const ProxyConnection *>(child) != nullptr;
    return count;
}

void FaultProxy::accept()
{
    while (QTcpSocket *client = m_server.nextPendingConnection()) {
        if (m_mode == Mode::Cut) {
            connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
            client->disconnectFromHost();
        } else {
            new ProxyConnection(*this, client, m_targetPort);
        }
    }
}

} // namespace Backend
