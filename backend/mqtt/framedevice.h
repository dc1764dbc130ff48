// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/mqtt/mqttframe.h"

#include <QAbstractSocket>
#include <QIODevice>

namespace Backend {

/// Stands between a socket and QMqttClient and hands over one complete, plausible packet for each readyRead().
/// QMqttClient copies all that it has not yet parsed after each packet, which is quadratic in what one read brings, and
/// reads past the end of contradictory packets. What does not fit is left in the socket (hold()).
class FrameDevice final : public QIODevice
{
    Q_OBJECT

public:
    explicit FrameDevice(QAbstractSocket &socket, QObject *parent = nullptr);

    /// Looks for packets in what the socket has.
    void process();
    /// Stops handing over after the current packet until release().
    void hold() { m_held = true; }
    void release();
    /// Cuts the link to the socket: writes vanish, nothing is read.
    void detach() { m_detached = true; }

    [[nodiscard]] bool isHeld() const { return m_held; }
    [[nodiscard]] quint64 received() const { return m_received; } ///< packets
    [[nodiscard]] quint64 pongs() const { return m_pongs; }
    /// Return code of the CONNACK; -1 before it came.
    [[nodiscard]] int connackCode() const { return m_connackCode; }

    bool isSequential() const override { return true; }
    qint64 bytesAvailable() const override;
    /// QMqttClient waits up to 30 s for its DISCONNECT; the event loop writes it, too.
    bool waitForBytesWritten(int) override { return false; }

Q_SIGNALS:
    void malformed();
    /// After a release(): everything that had waited was handed over.
    void drained();

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    bool handOver();

    QAbstractSocket &m_socket;
    QByteArray m_buffer;
    qsizetype m_position = 0; ///< of the next packet in m_buffer
    QByteArrayView m_packet; ///< what is left to read of the current one
    quint64 m_received = 0;
    quint64 m_pongs = 0;
    int m_connackCode = -1;
    bool m_held = false;
    bool m_detached = false;
    bool m_processing = false;
};

} // namespace Backend
