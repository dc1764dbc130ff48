// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/connectiontest.h"
#include "backend/domain/profile.h"
#include "backend/mqtt/messagequeue.h"
#include "backend/mqtt/mqtttransport.h"

#include <QElapsedTimer>
#include <QHash>
#include <QTimer>

#include <memory>
#include <vector>

class QHostInfo;
class QSslSocket;

namespace Backend {

/// What a test of a connection is to do. Value type.
struct ConnectionTestOptions
{
    Domain::Profile profile;
    QHash<QString, QByteArray> keys; ///< per application
    MqttTransport::Kind transport = MqttTransport::defaultKind();
    int stepLimitMs = 15'000;
    int messageLimitMs = 10'000; ///< how long to wait for a first message, per application
};

/// Does the steps of a Domain::ConnectionTest. Name, TCP and TLS are tried on a socket of its own, login and
/// subscription by the transport that the profile itself would use, so that its judgement is the one that counts. Lives
/// in any thread with an event loop (`net`, in the console); deleting it there cancels.
class ConnectionProbe : public QObject
{
    Q_OBJECT

public:
    explicit ConnectionProbe(ConnectionTestOptions options, QObject *parent = nullptr);
    ~ConnectionProbe() override;

    void start();
    /// The steps of a profile, all waiting.
    [[nodiscard]] static QList<Domain::ConnectionTestStep> stepsOf(const Domain::Profile &profile);

Q_SIGNALS:
    void stepChanged(int index, const Domain::ConnectionTestStep &step);
    void finished();

private:
    struct Login;
    using Step = Domain::ConnectionTestStep;

    void lookUp();
    void lookedUp(const QHostInfo &info);
    void connectSocket();
    void beginTls();
    void endTls();
    void socketFailed();
    void nextLogin();
    void subscribe(Login &login);
    void subscribed(Login &login, const Domain::Problem &problem);
    void loginClosed(Login &login, const Domain::Problem &problem);
    void takeMessages();
    void settle(Login &login, Step::State state);
    void begin(int index);
    void end(int index, Step::State state, const QStringList &facts = {});
    void fail(int index, const Domain::Problem &problem);
    void skipFrom(int index);
    void finishWhenSettled();
    void dropSocket();
    [[nodiscard]] Domain::Problem dated(Domain::Problem problem) const;

    const ConnectionTestOptions m_options;
    QList<Step> m_steps;
    QElapsedTimer m_clock; ///< of the step that runs
    QTimer m_limit{this}; // children, so that they move with us
    QTimer m_poll{this};
    QSslSocket *m_socket = nullptr;
    int m_lookup = -1;
    Domain::Problem m_certificateProblem;
    MessageQueue m_queue;
    std::vector<std::unique_ptr<Login>> m_logins; ///< their transports push into the queue: they go before it
    qsizetype m_nextApplication = 0;
    bool m_finished = false;
};

} // namespace Backend
