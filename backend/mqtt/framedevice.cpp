// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mqtt/framedevice.h"

#include <cstring>

namespace Backend {

FrameDevice::FrameDevice(QAbstractSocket &socket, QObject *parent)
    : QIODevice(parent)
    , m_socket(socket)
{
    connect(&m_socket, &QAbstractSocket::readyRead, this, &FrameDevice::process);
    open(QIODevice::ReadWrite | QIODevice::Unbuffered);
}

void FrameDevice::process()
{
    if (m_processing)
        return;
    m_processing = true;
    while (!m_detached && !m_held) {
        if (handOver())
            continue;
        const qint64 available = m_socket.isOpen() ? m_socket.bytesAvailable() : 0;
        if (m_detached || m_held || available <= 0)
            break;
        m_buffer.remove(0, m_position);
        m_position = 0;
        const qsizetype before = m_buffer.size();
        m_buffer.resize(before + available);
        const qint64 got = m_socket.read(m_buffer.data() + before, available);
        m_buffer.resize(before + qMax<qint64>(0, got));
        if (got <= 0)
            break;
    }
    m_processing = false;
}

bool FrameDevice::handOver()
{
    const QByteArrayView rest = QByteArrayView(m_buffer).sliced(m_position);
    MqttFrame::Header header;
    switch (MqttFrame::parseHeader(rest, header)) {
    case MqttFrame::Parse::Incomplete:
        return false;
    case MqttFrame::Parse::Malformed:
        m_detached = true;
        Q_EMIT malformed();
        return false;
    case MqttFrame::Parse::Complete:
        break;
    }
    if (header.size > rest.size())
        return false;
    const QByteArrayView packet = rest.first(header.size);
    if (!MqttFrame::isPlausible(header, packet)) {
        m_detached = true;
        Q_EMIT malformed();
        return false;
    }
    if (header.type() == MqttFrame::Connack && m_connackCode < 0)
        m_connackCode = quint8(packet[3]);
    if (header.type() == MqttFrame::Pingresp)
        ++m_pongs;
    ++m_received;
    m_packet = packet;
    Q_EMIT readyRead();
    m_packet = {};
    m_position += header.size;
    return true;
}

void FrameDevice::release()
{
    if (!m_held)
        return;
    m_held = false;
    process();
    if (!m_held && !m_detached)
        Q_EMIT drained();
}

qint64 FrameDevice::bytesAvailable() const
{
    return m_packet.size() + QIODevice::bytesAvailable();
}

qint64 FrameDevice::readData(char *data, qint64 maxSize)
{
    const qsizetype size = qMin<qsizetype>(m_packet.size(), maxSize);
    if (size > 0)
        std::memcpy(data, m_packet.data(), size_t(size));
    m_packet = m_packet.sliced(size);
    return size;
}

qint64 FrameDevice::writeData(const char *data, qint64 size)
{
    return m_detached || !m_socket.isOpen() ? size : m_socket.write(data, size);
}

} // namespace Backend
