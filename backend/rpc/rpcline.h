// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/rpc/rpcworker.h"

#include <mutex>

namespace Backend {

/// What services hold of the rpc thread: any thread, and safe beyond the worker's end (then nothing happens any more).
class RpcLine
{
public:
    explicit RpcLine(RpcWorker *worker)
        : m_worker(worker)
    {
    }

    /// See RpcWorker; 0 after the end.
    quint64 call(RpcRequest request, RpcWorker::Handler handler)
    {
        const std::lock_guard lock(m_mutex);
        return m_worker ? m_worker->call(std::move(request), std::move(handler)) : 0;
    }
    quint64 openStream(RpcStreamRequest request, RpcStreamHandlers handlers)
    {
        const std::lock_guard lock(m_mutex);
        return m_worker ? m_worker->openStream(std::move(request), std::move(handlers)) : 0;
    }
    void cancel(quint64 id)
    {
        const std::lock_guard lock(m_mutex);
        if (m_worker && id)
            m_worker->cancel(id);
    }
    void close()
    {
        const std::lock_guard lock(m_mutex);
        m_worker = nullptr;
    }

private:
    std::mutex m_mutex;
    RpcWorker *m_worker;
};

} // namespace Backend
