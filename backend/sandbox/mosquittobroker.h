// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/problem.h"
#include "backend/sandbox/certificates.h"

#include <QList>
#include <QObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

#include <memory>

class QTcpSocket;

namespace Backend {

/// Who may log in, and what for.
struct BrokerUser
{
    QString name;
    QByteArray password;
    QStringList acl; ///< "read PATTERN", "write PATTERN" or "readwrite PATTERN"
};

struct BrokerOptions
{
    QList<BrokerUser> users;
    bool anonymous = false; ///< lets clients in without a name; they may do everything when `users` is empty
    Certificate certificate; ///< not null: a second listener with TLS
    int maxQueuedMessages = 0; ///< per slow subscriber; 0: no limit, nothing is dropped
    QString program; ///< empty: MosquittoBroker::findProgram()
};

/// A mosquitto broker as a child process on 127.0.0.1, with its configuration in a private temporary folder. It ends
/// with this object and, also after a crash, with this process. On Linux it ends with the *thread* that called start().
/// Restarting keeps the ports. Lives in any thread with an event loop; never blocks, except the destructor for the
/// moment that a killed child takes to go.
class MosquittoBroker : public QObject
{
    Q_OBJECT

public:
    explicit MosquittoBroker(const BrokerOptions &options, QObject *parent = nullptr);
    ~MosquittoBroker() override;

    /// PATH and the places where systems put it outside a user's PATH; empty when there is none.
    static QString findProgram();

    /// Ends in started() or failed().
    void start();
    /// SIGTERM; ends in stopped().
    void stop();
    /// SIGKILL; ends in stopped().
    void kill();
    /// Others may log in from now on; who is connected stays, unless its name or password is gone. False where a broker
    /// can only learn that at its start.
    bool setUsers(const QList<BrokerUser> &users);

    [[nodiscard]] bool isRunning() const { return m_state == State::Running; }
    [[nodiscard]] quint16 port() const { return m_port; } ///< plaintext; known after started()
    [[nodiscard]] quint16 tlsPort() const { return m_tlsPort; } ///< 0 without a certificate
    [[nodiscard]] qint64 processId() const { return m_process.processId(); }

    /// One line of mosquitto's password file for this user (`$7$`, PBKDF2 with SHA-512). Empty when the system has no
    /// randomness to give.
    static QByteArray passwordLine(const BrokerUser &user);

Q_SIGNALS:
    void started();
    /// BrokerNotFound, or BrokerFailed with the broker's log: it did not start, or it ended without being asked.
    void failed(const Domain::Problem &problem);
    void stopped();

private:
    enum class State { Stopped, Starting, Running, Stopping };

    void launch();
    void probe();
    void readLog();
    void processEnded();
    void choosePorts();
    bool writeFiles();
    [[nodiscard]] bool writeUsers();
    [[nodiscard]] QByteArray configuration() const;
    void fail(Domain::Problem::Code code, const QString &details);
    void bindToOurLife();

    BrokerOptions m_options;
    QTemporaryDir m_folder;
    QProcess m_process;
    QTimer m_probeTimer;
    QTimer m_startLimit;
    std::unique_ptr<QTcpSocket> m_probe;
    QString m_program;
    QByteArray m_log;
    State m_state = State::Stopped;
    quint16 m_port = 0;
    quint16 m_tlsPort = 0;
    int m_portAttempts = 0;
    bool m_everStarted = false;
#ifdef Q_OS_WIN
    void *m_job = nullptr;
#endif
};

} // namespace Backend
