// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/benchingest.h"
#include "tests/bench/uplinkgenerator.h"

#include <QTcpSocket>

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

} // namespace

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

    // Made beforehand, so that the stream is as fast as broker and reader allow.
    packets.clear();
    packets.reserve(qsizetype(messages) * 1'450);
    for (quint32 n = 0; n < messages; ++n) {
        const Uplink uplink = Bench::uplink(n);
        QByteArray body;
        body.reserve(1'400);
        appendString(body, uplink.topic);
        body.append(uplink.payload);
        appendPacket(packets, 0x30, body);
    }
    std::printf("ready\n");
    std::fflush(stdout);
    char line[16];
    if (!std::fgets(line, sizeof line, stdin))
        return 1;
    constexpr qsizetype chunk = 1 << 20;
    for (qsizetype at = 0; at < packets.size(); at += chunk) {
        if (socket.write(packets.constData() + at, std::min(chunk, packets.size() - at)) < 0)
            return 1;
        while (socket.bytesToWrite() > 0) {
            if (!socket.waitForBytesWritten(30'000))
                return 1;
        }
    }
    socket.write(QByteArray("\xE0\x00", 2));
    socket.waitForBytesWritten(5'000);
    std::fgets(line, sizeof line, stdin); // until everything was read by the others
    return 0;
}

} // namespace Bench
