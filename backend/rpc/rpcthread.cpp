// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/rpc/rpcthread.h"

#include "backend/rpc/rpclog.h"

namespace Backend {

RpcThread::RpcThread()
    : m_worker(std::make_unique<RpcWorker>())
    , m_line(std::make_shared<RpcLine>(m_worker.get()))
{
    m_thread.setObjectName(QStringLiteral("rpc"));
    m_worker->moveToThread(&m_thread);
    QObject::connect(m_worker.get(), &RpcWorker::stopped, &m_thread, &QThread::quit, Qt::DirectConnection);
    m_thread.start();
}

RpcThread::~RpcThread()
{
    m_line->close();
    QMetaObject::invokeMethod(m_worker.get(), &RpcWorker::stop, Qt::QueuedConnection);
    if (m_thread.wait(2'000))
        return;
    qCDebug(lcRpc) << "calls are still under way";
    m_thread.quit();
    m_thread.wait();
}

} // namespace Backend
