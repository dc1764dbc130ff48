// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/mqtt/mqtttransport.h"
#include "backend/sandbox/mosquittobroker.h"

#include <QTcpServer>

#include <memory>
#include <optional>
#include <vector>

/// Names of the transports that were built, for data rows.
QList<Backend::MqttTransport::Kind> builtTransports();
const char *transportName(Backend::MqttTransport::Kind kind);

/// Runs until `broker` has started.
bool startBroker(Backend::MosquittoBroker &broker);

/// A transport, its queue, and what it said.
class TransportRig : public QObject
{
    Q_OBJECT

public:
    explicit TransportRig(Backend::MqttTransport::Kind kind, std::size_t queueBytes = std::size_t(64) << 20);

    Backend::MessageQueue queue;
    std::unique_ptr<Backend::MqttTransport> transport;
    int openedCount = 0;
    std::optional<Domain::Problem> closed;
    struct Subscription
    {
        QString filter;
        int qos;
        Domain::Problem problem;
    };
    QList<Subscription> subscriptions;
    QList<int> published;
    std::vector<Domain::RawMessage> messages;

    /// Opens and runs until opened or closed.
    bool open(const Backend::MqttOptions &options);
    /// Opens and runs until closed.
    Domain::Problem openUntilClosed(const Backend::MqttOptions &options, int limitMs = 20'000);
    bool subscribe(const QString &filter, int qos = 0);
    /// Moves what is in the queue to `messages`.
    void drain();
    /// Runs, draining, until `messages` has that many.
    bool receive(std::size_t count, int limitMs = 60'000);
};

/// Plaintext options for a port of 127.0.0.1.
Backend::MqttOptions localOptions(quint16 port);

/// Answers each client's first bytes with `answer` and then does `next`.
class FakeServer : public QObject
{
    Q_OBJECT

public:
    enum class Next { Nothing, Close };
    FakeServer(QByteArray answer, Next next, bool byteByByte = false);
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }

private:
    void answerTo(QTcpSocket *client);

    QTcpServer m_server;
    const QByteArray m_answer;
    const Next m_next;
    const bool m_byteByByte;
};
