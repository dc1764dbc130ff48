// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/mqtt/mqtttransport.h"
#include "backend/mqtt/publishreader.h"
#include "backend/mqtt/socketpoll.h"
#include "backend/mqtt/tlscontext.h"

#include <QHash>

#include <atomic>
#include <functional>
#include <mutex>
#include <vector>

struct mosquitto;
struct mosquitto_message;

namespace Backend {

class MosquittoTransport;

/// One attempt to connect with libmosquitto and the connection that follows. run() is the body of a thread of its own
/// (the library blocks while it looks up the name and connects); only there is the library called. The other functions
/// are called by the transport in the `net` thread.
class MosquittoSession
{
public:
    MosquittoSession(const MqttOptions &options, const QList<QSslCertificate> &roots, MessageQueue &queue,
                     quint32 connection, MosquittoTransport *owner, quint64 attempt);
    ~MosquittoSession();

    void run();

    /// From now on nothing reaches the owner or the queue. Says DISCONNECT when connected, and ends run() soon, but not
    /// while it looks up the name or connects.
    void abandon();
    /// Whether run() is where it cannot be interrupted.
    [[nodiscard]] bool isConnecting() const { return m_connecting; }
    void subscribe(const QString &filter, int qos);
    void publish(int id, const QString &topic, const QByteArray &payload, int qos, bool retain);

private:
    struct Callbacks;
    using Command = std::function<void()>;

    void command(Command what);
    void runCommands();
    void post(std::function<void(MosquittoTransport &)> what);
    bool prepare();
    int loop();
    int readable();
    PublishReader::Delivery deliver(Domain::RawMessage &message);
    void deliverFromLibrary(const mosquitto_message &message);
    void finish(int result, int systemError);
    [[nodiscard]] Domain::Problem problemOf(int result, int systemError) const;
    [[nodiscard]] Domain::Problem connectProblem(int result, int systemError) const;

    const MqttOptions m_options;
    const quint32 m_connection;
    const quint64 m_attempt;
    SocketPoll m_poll;
    std::atomic<bool> m_connecting = true;
    std::atomic<bool> m_stopped = false;

    std::mutex m_gate; ///< guards the next three: whoever holds it may reach owner and queue
    MosquittoTransport *m_owner;
    MessageQueue *m_queue;
    std::vector<Command> m_commands;

    // The thread's own.
    std::unique_ptr<TlsContext> m_tls;
    PublishReader m_reader;
    mosquitto *m_mosquitto = nullptr;
    QHash<int, QString> m_subscriptions; ///< by packet id
    QHash<int, int> m_publishing; ///< our id by packet id
    int m_unacknowledged = 0;
    int m_connack = -1;
    bool m_handshakeReported = false;
    bool m_libraryReads = false;
    bool m_pause = false; ///< the socket has bytes that cannot be taken yet
    QString m_libraryLog;
};

} // namespace Backend
