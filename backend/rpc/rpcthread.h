// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/rpc/rpcline.h"

#include <QThread>

#include <memory>

namespace Backend {

/// The thread `rpc` and its worker, from construction to destruction. The destructor cancels what is under way and
/// waits for at most two seconds.
class RpcThread
{
public:
    RpcThread();
    ~RpcThread();
    Q_DISABLE_COPY_MOVE(RpcThread)

    [[nodiscard]] const std::shared_ptr<RpcLine> &line() const { return m_line; }

private:
    QThread m_thread;
    std::unique_ptr<RpcWorker> m_worker;
    std::shared_ptr<RpcLine> m_line;
};

} // namespace Backend
