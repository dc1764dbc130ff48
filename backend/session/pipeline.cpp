// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/session/pipeline.h"

#include <QDeadlineTimer>

namespace Backend {

namespace {
constexpr int ExitWaitMs = 2'000;
}

Pipeline::Pipeline(MqttTransport::Kind transport, BatchSink *sink, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_storesEvents(!sink)
    , m_wakeWatch(new WakeWatch)
    , m_history(new HistoryWorker(m_mailbox))
    , m_ingest(m_queue, m_dictionary, sink ? *sink : *m_history)
{
    m_netThread.setObjectName(QStringLiteral("net"));
    m_historyThread.setObjectName(QStringLiteral("history"));
    m_wakeWatch->moveToThread(&m_netThread);
    m_history->moveToThread(&m_historyThread);
    connect(&m_netThread, &QThread::finished, m_wakeWatch, &QObject::deleteLater);
    connect(&m_historyThread, &QThread::finished, m_history, &QObject::deleteLater);
    m_netThread.start();
    m_historyThread.start();
    m_ingest.start();
    inNetThread([watch = m_wakeWatch] { watch->start(); });
}

Pipeline::~Pipeline()
{
    const QDeadlineTimer deadline(ExitWaitMs);
    m_queue.close(); // wakes a reading thread that waits for room, too
    // Queued behind what was ordered before, so that connections end in their own thread.
    inNetThread([this] { m_netThread.quit(); });
    m_netThread.wait(deadline);
    if (!m_ingest.finish(int(std::max<qint64>(deadline.remainingTime(), 1)))) {
        // A disk that does not follow. Without waiting for it ingest reads its queue to the end in no time.
        m_history->giveUp();
        m_ingest.finish(-1);
    }
    inHistoryThread([this] { m_historyThread.quit(); });
    if (!m_historyThread.wait(deadline)) {
        m_history->giveUp();
        m_historyThread.wait(); // for one transaction
    }
    m_netThread.wait();
}

void Pipeline::inNetThread(std::function<void()> work)
{
    QMetaObject::invokeMethod(m_wakeWatch, std::move(work), Qt::QueuedConnection);
}

void Pipeline::inHistoryThread(std::function<void()> work)
{
    QMetaObject::invokeMethod(m_history, std::move(work), Qt::QueuedConnection);
}

} // namespace Backend
