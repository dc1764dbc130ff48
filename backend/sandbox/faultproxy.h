// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTcpServer>

namespace Backend {

class ProxyConnection;

/// A TCP proxy on 127.0.0.1 that makes a network misbehave on request, for all its connections, while it runs.
/// Lives in one thread with an event loop.
class FaultProxy : public QObject
{
    Q_OBJECT

public:
    enum class Mode {
        Pass,
        Cut, ///< resets every connection now, closes every new one at once
        Delay, ///< each direction arrives `delayMs` later
        Stall, ///< stops reading: the bytes wait, nothing is lost
        HalfOpen, ///< swallows both directions and hides the end of either side
        Malformed, ///< one burst of garbage to each client, then passes
        ByteByByte, ///< server to client: single bytes, a millisecond apart
    };
    Q_ENUM(Mode)

    explicit FaultProxy(quint16 targetPort, QObject *parent = nullptr);
    ~FaultProxy() override;

    /// False when no port could be had.
    bool listen();
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    void setTargetPort(quint16 port) { m_targetPort = port; }

    void setMode(Mode mode, int delayMs = 0);
    [[nodiscard]] Mode mode() const { return m_mode; }
    [[nodiscard]] int delayMs() const { return m_delayMs; }
    [[nodiscard]] int connectionCount() const;

Q_SIGNALS:
    void modeChanged(Backend::FaultProxy::Mode mode);

private:
    void accept();

    QTcpServer m_server;
    quint16 m_targetPort;
    Mode m_mode = Mode::Pass;
    int m_delayMs = 0;
};

} // namespace Backend
