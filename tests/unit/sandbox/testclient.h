// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/mqtt/mqtttransport.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimer>

/// An MQTT client as the console has one, for one application.
class TestClient
{
public:
    TestClient()
        : m_transport(Backend::MqttTransport::create(Backend::MqttTransport::defaultKind(), m_queue, 0))
    {
        QObject::connect(m_transport.get(), &Backend::MqttTransport::opened, &m_context, [this] { open = true; });
        QObject::connect(m_transport.get(), &Backend::MqttTransport::closed, &m_context,
                         [this](const Domain::Problem &why) {
                             open = false;
                             closed = true;
                             problem = why;
                         });
        QObject::connect(m_transport.get(), &Backend::MqttTransport::subscribed, &m_context, [this] { ++subscribed; });
    }
    ~TestClient()
    {
        m_queue.close();
        m_transport.reset();
    }

    void connectTo(quint16 port, const QString &user, const QString &password,
                   std::optional<Domain::TrustPolicy> trust = std::nullopt)
    {
        closed = false;
        Backend::MqttOptions options;
        options.endpoint = {QStringLiteral("127.0.0.1"), port, std::move(trust)};
        options.clientId = "test-" + QByteArray::number(quintptr(this), 16);
        options.userName = user;
        options.password = password.toUtf8();
        m_transport->open(options);
    }

    /// Connects and subscribes; false when that did not work.
    bool listen(quint16 port, const QString &user, const QString &password, const QStringList &filters,
                std::optional<Domain::TrustPolicy> trust = std::nullopt)
    {
        connectTo(port, user, password, std::move(trust));
        if (!QTest::qWaitFor([this] { return open || closed; }, 10'000) || !open)
            return false;
        subscribed = 0;
        for (const QString &filter : filters)
            m_transport->subscribe(filter, 0);
        return QTest::qWaitFor([&] { return subscribed == int(filters.size()); }, 10'000);
    }

    void publish(const QString &topic, const QByteArray &payload) { m_transport->publish(topic, payload, 1, false); }
    void close() { m_transport->close(); }

    /// Takes what arrived into `messages`.
    void fetch()
    {
        std::vector<Backend::ReceivedMessage> some;
        if (m_queue.depth().messages && m_queue.take(some, 0)) {
            for (Backend::ReceivedMessage &message : some)
                messages.append(std::move(message.message));
        }
    }

    [[nodiscard]] int count(const QByteArray &topicEnd)
    {
        fetch();
        int out = 0;
        for (const Domain::RawMessage &message : std::as_const(messages))
            out += message.topic.endsWith(topicEnd);
        return out;
    }

    [[nodiscard]] bool waitFor(const QByteArray &topicEnd, int atLeast = 1)
    {
        return QTest::qWaitFor([&] { return count(topicEnd) >= atLeast; }, 15'000);
    }

    bool open = false;
    bool closed = false;
    int subscribed = 0;
    Domain::Problem problem;
    QList<Domain::RawMessage> messages;

private:
    QObject m_context;
    Backend::MessageQueue m_queue;
    std::unique_ptr<Backend::MqttTransport> m_transport;
};
