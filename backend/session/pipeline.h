// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/dictionary.h"
#include "backend/ingest/batchmailbox.h"
#include "backend/ingest/historyworker.h"
#include "backend/ingest/ingestworker.h"
#include "backend/mqtt/messagequeue.h"
#include "backend/mqtt/mqtttransport.h"
#include "backend/session/wakewatch.h"

#include <QObject>
#include <QThread>

namespace Backend {

/// The threads that every profile shares and what flows between them: `net` (sockets) → queue → `ingest` → `history` →
/// mailbox. One per process, owned by the main thread. Sessions must be closed before it goes.
class Pipeline : public QObject
{
    Q_OBJECT

public:
    /// `sink` takes the batches instead of the history (ttnc without --store); nullptr: the history.
    explicit Pipeline(MqttTransport::Kind transport, BatchSink *sink = nullptr, QObject *parent = nullptr);
    /// Ends the threads in order. What is not stored after two seconds is given up; a `sink` must not wait for ever.
    ~Pipeline() override;

    [[nodiscard]] Domain::Dictionary &dictionary() { return m_dictionary; }
    [[nodiscard]] MessageQueue &queue() { return m_queue; }
    [[nodiscard]] IngestWorker &ingest() { return m_ingest; }
    /// Receives what was stored; ready() comes from another thread.
    [[nodiscard]] BatchMailbox &mailbox() { return m_mailbox; }
    /// Lives in the `history` thread: use inHistoryThread(), or connect to its signals.
    [[nodiscard]] HistoryWorker &history() { return *m_history; }
    [[nodiscard]] MqttTransport::Kind transport() const { return m_transport; }
    [[nodiscard]] bool storesEvents() const { return m_storesEvents; }

    /// A number for a new connection, unique in this process.
    [[nodiscard]] quint32 nextConnection() { return ++m_connections; }

    /// Runs `work` in the `net` thread, queued.
    void inNetThread(std::function<void()> work);
    /// Runs `work` in the `history` thread, queued.
    void inHistoryThread(std::function<void()> work);
    /// Lives in the `net` thread.
    [[nodiscard]] WakeWatch &wakeWatch() { return *m_wakeWatch; }

private:
    Domain::Dictionary m_dictionary;
    MessageQueue m_queue;
    BatchMailbox m_mailbox;
    const MqttTransport::Kind m_transport;
    const bool m_storesEvents;
    QThread m_netThread;
    QThread m_historyThread;
    WakeWatch *m_wakeWatch;
    HistoryWorker *m_history;
    IngestWorker m_ingest;
    quint32 m_connections = 0;
};

} // namespace Backend
