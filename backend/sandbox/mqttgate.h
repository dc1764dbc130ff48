// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/certificates.h"

#include <QByteArray>
#include <QObject>
#include <QTcpServer>

#include <functional>
#include <optional>

class QSslSocket;

namespace Backend {

/// Stands between clients and a broker on 127.0.0.1 and turns the names and passwords that clients give into those that
/// the broker knows. mosquitto has one password for each name; The Things Stack takes any key of an application. TLS
/// ends here. Lives in one thread with an event loop.
class MqttGate : public QObject
{
    Q_OBJECT

public:
    struct Login
    {
        QByteArray user;
        QByteArray password;
        bool isNew = false; ///< the broker is just being told of it
    };
    /// What the broker is told instead; nullopt: what the client said, which it refuses.
    using Judge = std::function<std::optional<Login>(const QByteArray &user, const QByteArray &password)>;

    /// A null certificate: plaintext.
    MqttGate(Judge judge, const Certificate &certificate, QObject *parent = nullptr);
    ~MqttGate() override;

    /// False when no port could be had.
    bool listen();
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    void setTargetPort(quint16 port) { m_targetPort = port; }

    /// A CONNECT packet with another name and password; nullopt when it is none that has both.
    [[nodiscard]] static std::optional<QByteArray> translated(const QByteArray &packet, const Judge &judge,
                                                              bool *isNew = nullptr);

private:
    class Server : public QTcpServer
    {
    public:
        explicit Server(MqttGate &gate)
            : m_gate(gate)
        {
        }

    protected:
        void incomingConnection(qintptr descriptor) override { m_gate.accept(descriptor); }

    private:
        MqttGate &m_gate;
    };

    void accept(qintptr descriptor);

    Judge m_judge;
    Certificate m_certificate;
    Server m_server{*this};
    quint16 m_targetPort = 0;
};

} // namespace Backend
