// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/mqttgate.h"

#include "backend/mqtt/mqttframe.h"

#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTimer>

namespace Backend {

namespace {

constexpr qint64 BufferSize = 64 * 1024;
constexpr qsizetype LargestConnect = 256 * 1024;
constexpr int ReloadMs = 300; ///< until a broker has read its files again
constexpr quint8 Connect = 0x10;

enum Flag : quint8 { HasWill = 0x04, HasPassword = 0x40, HasUser = 0x80 };

/// Reads the parts of a packet one after the other; all lengths are checked.
class Parts
{
public:
    explicit Parts(QByteArrayView bytes)
        : m_bytes(bytes)
    {
    }

    [[nodiscard]] bool ok() const { return m_ok; }
    [[nodiscard]] qsizetype at() const { return m_at; }

    quint8 byte()
    {
        const QByteArrayView one = take(1);
        return one.isEmpty() ? 0 : quint8(one[0]);
    }
    /// Two bytes of length, then that many.
    QByteArrayView text()
    {
        const qsizetype high = byte();
        const qsizetype low = byte();
        return take(high << 8 | low);
    }
    /// A length of one to four bytes.
    qsizetype length()
    {
        qsizetype out = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            const quint8 part = byte();
            out |= qsizetype(part & 0x7f) << shift;
            if (!(part & 0x80))
                return out;
        }
        m_ok = false;
        return 0;
    }
    QByteArrayView take(qsizetype count)
    {
        if (!m_ok || count > m_bytes.size() - m_at) {
            m_ok = false;
            return {};
        }
        m_at += count;
        return m_bytes.sliced(m_at - count, count);
    }

private:
    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    bool m_ok = true;
};

void appendText(QByteArray &to, const QByteArray &text)
{
    to += char(text.size() >> 8);
    to += char(text.size() & 0xff);
    to += text;
}

} // namespace

std::optional<QByteArray> MqttGate::translated(const QByteArray &packet, const Judge &judge, bool *isNew)
{
    constexpr quint8 version5 = 5;
    MqttFrame::Header header;
    if (MqttFrame::parseHeader(packet, header) != MqttFrame::Parse::Complete || header.type() != Connect
        || header.size != packet.size())
        return std::nullopt;
    const QByteArrayView body = QByteArrayView(packet).sliced(header.headerSize);
    Parts parts(body);
    parts.text(); // protocol name
    const quint8 version = parts.byte();
    const quint8 flags = parts.byte();
    parts.take(2); // keep-alive
    if (version == version5)
        parts.take(parts.length());
    parts.text(); // client id
    if (flags & HasWill) {
        if (version == version5)
            parts.take(parts.length());
        parts.text(); // topic
        parts.text(); // payload
    }
    const qsizetype start = parts.at();
    const QByteArray user = parts.text().toByteArray();
    const QByteArray password = parts.text().toByteArray();
    if (!parts.ok() || !(flags & HasUser) || !(flags & HasPassword) || parts.at() != body.size())
        return std::nullopt;
    const std::optional<Login> login = judge(user, password);
    if (!login)
        return std::nullopt;
    if (isNew)
        *isNew = login->isNew;
    QByteArray changed = body.first(start).toByteArray();
    appendText(changed, login->user);
    appendText(changed, login->password);
    QByteArray out(1, char(Connect));
    qsizetype rest = changed.size();
    do {
        out += char((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
        rest >>= 7;
    } while (rest > 0);
    return out + changed;
}

namespace {

/// A client, the broker behind it, and what flows between them once the client has said who it is.
class GateConnection : public QObject
{
public:
    GateConnection(MqttGate::Judge judge, QSslSocket *client, quint16 targetPort, QObject *parent)
        : QObject(parent)
        , m_judge(std::move(judge))
        , m_client(client)
    {
        client->setParent(this);
        for (QTcpSocket *socket : {static_cast<QTcpSocket *>(m_client), &m_broker}) {
            socket->setReadBufferSize(BufferSize);
            socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
            connect(socket, &QTcpSocket::disconnected, this, &GateConnection::end);
        }
        connect(m_client, &QTcpSocket::readyRead, this, &GateConnection::fromClient);
        connect(m_client, &QTcpSocket::bytesWritten, this, &GateConnection::fromBroker);
        connect(m_client, &QSslSocket::encryptedBytesWritten, this, &GateConnection::fromBroker);
        connect(&m_broker, &QTcpSocket::readyRead, this, &GateConnection::fromBroker);
        connect(&m_broker, &QTcpSocket::bytesWritten, this, &GateConnection::fromClient);
        connect(&m_broker, &QTcpSocket::connected, this, [this] {
            m_broker.setSocketOption(QAbstractSocket::LowDelayOption, 1);
            fromClient();
        });
        connect(&m_broker, &QTcpSocket::errorOccurred, this, &GateConnection::end);
        m_broker.connectToHost(QHostAddress(QHostAddress::LocalHost), targetPort);
    }

    ~GateConnection() override
    {
        for (QTcpSocket *socket : {static_cast<QTcpSocket *>(m_client), &m_broker})
            socket->disconnect();
    }

private:
    void fromClient()
    {
        if (m_waiting || m_broker.state() != QAbstractSocket::ConnectedState)
            return;
        if (!m_isKnown) {
            m_first += m_client->readAll();
            MqttFrame::Header header;
            const MqttFrame::Parse parse = MqttFrame::parseHeader(m_first, header);
            const bool isConnect = !m_first.isEmpty() && quint8(m_first[0]) == Connect;
            const bool incomplete = parse == MqttFrame::Parse::Incomplete
                || (parse == MqttFrame::Parse::Complete && header.size > m_first.size());
            if (m_first.isEmpty() || (isConnect && incomplete && m_first.size() < LargestConnect))
                return;
            letIn(parse == MqttFrame::Parse::Complete ? std::min(header.size, m_first.size()) : m_first.size());
            return;
        }
        if (m_broker.bytesToWrite() < BufferSize)
            m_broker.write(m_client->read(BufferSize));
    }

    void letIn(qsizetype size)
    {
        bool isNew = false;
        const QByteArray packet = m_first.first(size);
        const QByteArray said = MqttGate::translated(packet, m_judge, &isNew).value_or(packet) + m_first.sliced(size);
        m_first.clear();
        m_isKnown = true;
        m_waiting = true;
        QTimer::singleShot(isNew ? ReloadMs : 0, this, [this, said] {
            m_waiting = false;
            m_broker.write(said);
            fromClient();
        });
    }

    void fromBroker()
    {
        const qint64 unsent = m_client->mode() == QSslSocket::UnencryptedMode
            ? m_client->bytesToWrite()
            : m_client->bytesToWrite() + m_client->encryptedBytesToWrite();
        if (m_client->state() == QAbstractSocket::ConnectedState && unsent < BufferSize && m_broker.bytesAvailable())
            m_client->write(m_broker.read(BufferSize));
    }

    /// What one side said before it went still reaches the other.
    void end()
    {
        const bool clientGone = m_client->state() == QAbstractSocket::UnconnectedState;
        const bool brokerGone = m_broker.state() == QAbstractSocket::UnconnectedState;
        if (clientGone && brokerGone) {
            deleteLater();
        } else if (clientGone) {
            if (m_isKnown && !m_waiting)
                m_broker.write(m_client->readAll());
            m_broker.disconnectFromHost();
        } else if (brokerGone) {
            m_client->write(m_broker.readAll());
            m_client->disconnectFromHost();
        }
        // Who does not take it is not waited for.
        QTimer::singleShot(2'000, this, &QObject::deleteLater);
    }

    MqttGate::Judge m_judge;
    QSslSocket *const m_client;
    QTcpSocket m_broker;
    QByteArray m_first; ///< until the CONNECT is complete
    bool m_isKnown = false;
    bool m_waiting = false;
};

} // namespace

MqttGate::MqttGate(Judge judge, const Certificate &certificate, QObject *parent)
    : QObject(parent)
    , m_judge(std::move(judge))
    , m_certificate(certificate)
{
}

MqttGate::~MqttGate()
{
    // Before the members that they use.
    qDeleteAll(QObjectList(children()));
}

bool MqttGate::listen()
{
    return m_server.listen(QHostAddress::LocalHost);
}

void MqttGate::accept(qintptr descriptor)
{
    auto *client = new QSslSocket;
    if (!client->setSocketDescriptor(descriptor)) {
        delete client;
        return;
    }
    new GateConnection(m_judge, client, m_targetPort, this);
    if (m_certificate.isNull())
        return;
    QSslConfiguration configuration = client->sslConfiguration();
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone); // no client certificate is asked for
    configuration.setLocalCertificate(QSslCertificate(m_certificate.certificatePem));
    configuration.setPrivateKey(QSslKey(m_certificate.keyPem, QSsl::Ec));
    client->setSslConfiguration(configuration);
    client->startServerEncryption();
}

} // namespace Backend
