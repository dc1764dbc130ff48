// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/benchpublisher.h"

#include "tests/bench/uplinkgenerator.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTcpSocket>
#include <QThread>

#include <algorithm>
#include <cstdio>

namespace Bench {

namespace {

/// Length in front of what follows it, as MQTT writes it in packets' strings.
void appendString(QByteArray &packet, const QByteArray &text)
{
    packet.append(char(text.size() >> 8)).append(char(text.size() & 0xFF)).append(text);
}

void appendPacket(QByteArray &out, char type, const QByteArray &body)
{
    out.append(type);
    qsizetype length = body.size();
    do {
        const char digit = char(length & 0x7F);
        length >>= 7;
        out.append(char(digit | (length ? 0x80 : 0)));
    } while (length);
    out.append(body);
}

void appendMessage(QByteArray &packets, quint32 n)
{
    const Uplink uplink = Bench::uplink(n);
    QByteArray body;
    body.reserve(1'400);
    appendString(body, uplink.topic);
    body.append(uplink.payload);
    appendPacket(packets, 0x30, body);
}

bool writeAll(QTcpSocket &socket, const char *data, qsizetype size)
{
    if (socket.write(data, size) < 0)
        return false;
    while (socket.bytesToWrite() > 0) {
        if (!socket.waitForBytesWritten(30'000))
            return false;
    }
    return true;
}

bool awaitGo()
{
    std::printf("ready\n");
    std::fflush(stdout);
    char line[16];
    return std::fgets(line, sizeof line, stdin);
}

/// Evenly, in portions of some milliseconds.
bool publishPaced(QTcpSocket &socket, quint32 messages, int perSecond)
{
    QElapsedTimer clock;
    clock.start();
    QByteArray packets;
    for (quint32 n = 0; n < messages;) {
        const auto due = quint32(std::min<qint64>(messages, clock.elapsed() * perSecond / 1000));
        packets.clear();
        for (; n < due; ++n)
            appendMessage(packets, n);
        if (!writeAll(socket, packets.constData(), packets.size()))
            return false;
        QThread::msleep(2);
    }
    return true;
}

/// Made beforehand, so that the stream is as fast as broker and reader allow.
bool publishAtOnce(QTcpSocket &socket, const QByteArray &packets)
{
    constexpr qsizetype chunk = 1 << 20;
    for (qsizetype at = 0; at < packets.size(); at += chunk) {
        if (!writeAll(socket, packets.constData() + at, std::min(chunk, packets.size() - at)))
            return false;
    }
    return true;
}

} // namespace

Publisher::Publisher(quint16 port, quint32 messages, int perSecond)
{
    m_process.start(
        QCoreApplication::applicationFilePath(),
        {QStringLiteral("publisher"), QString::number(port), QString::number(messages), QString::number(perSecond)});
}

Publisher::~Publisher()
{
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(5'000))
        m_process.kill();
}

bool Publisher::isReady()
{
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(120'000))
            return false;
    }
    return m_process.readLine() == "ready\n";
}

int runPublisher(const QStringList &arguments)
{
    const quint16 port = arguments.value(0).toUShort();
    const quint32 messages = arguments.value(1).toUInt();
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), port);
    if (!socket.waitForConnected(5'000))
        return 1;
    QByteArray connectBody;
    appendString(connectBody, "MQTT");
    connectBody.append(char(4)).append(char(2)).append(char(0)).append(char(0)); // 3.1.1, clean session, no keep-alive
    appendString(connectBody, "bench-publisher");
    QByteArray packets;
    appendPacket(packets, 0x10, connectBody);
    socket.write(packets);
    if (!socket.waitForReadyRead(5'000) || socket.readAll() != QByteArray("\x20\x02\x00\x00", 4))
        return 1;

    const int perSecond = arguments.value(2).toInt();
    packets.clear();
    if (perSecond == 0) {
        packets.reserve(qsizetype(messages) * 1'450);
        for (quint32 n = 0; n < messages; ++n)
            appendMessage(packets, n);
    }
    if (!awaitGo() || !(perSecond > 0 ? publishPaced(socket, messages, perSecond) : publishAtOnce(socket, packets)))
        return 1;
    socket.write(QByteArray("\xE0\x00", 2));
    socket.waitForBytesWritten(5'000);
    char line[16];
    std::fgets(line, sizeof line, stdin); // until everything was read by the others
    return 0;
}

} // namespace Bench
