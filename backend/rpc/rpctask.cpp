// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/rpc/rpctask.h"

#include <utility>

namespace Backend {

RpcTask::RpcTask(std::shared_ptr<RpcLine> line)
    : m_line(std::move(line))
{
}

void RpcTask::send(RpcRequest request, RpcWorker::Handler handler)
{
    const std::lock_guard lock(m_mutex);
    if (m_cancelled)
        return;
    // The handler runs in the rpc thread, so perhaps before call() has returned; the mutex keeps it from looking.
    const auto id = std::make_shared<quint64>(0);
    *id = m_line->call(std::move(request),
                       [self = shared_from_this(), id, handler = std::move(handler)](RpcReply reply) {
                           {
                               const std::lock_guard inner(self->m_mutex);
                               if (self->m_running.erase(*id) == 0 || self->m_cancelled)
                                   return;
                           }
                           handler(std::move(reply));
                       });
    m_running.insert(*id);
}

void RpcTask::cancel()
{
    std::set<quint64> running;
    {
        const std::lock_guard lock(m_mutex);
        m_cancelled = true;
        running = std::exchange(m_running, {});
    }
    for (const quint64 id : running)
        m_line->cancel(id);
}

Domain::Problem RpcTask::unreadable(const QString &host)
{
    return {Domain::Problem::Code::AnswerUnreadable, {host}, {}, {}, false};
}

} // namespace Backend
