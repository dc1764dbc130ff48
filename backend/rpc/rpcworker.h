// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/rpc/rpccall.h"

#include <QObject>

#include <functional>
#include <memory>

namespace Backend {

/// Calls to gRPC servers. Lives in the rpc thread and owns channels, pacing, timers and streams there; gRPC's own
/// threads only bring results. call(), cancel() and openStream() may be used from any thread; handlers run in the rpc
/// thread.
class RpcWorker : public QObject
{
    Q_OBJECT

public:
    using Handler = std::function<void(RpcReply)>;

    RpcWorker();
    ~RpcWorker() override;

    /// `handler` runs exactly once, unless the call is cancelled. Never 0.
    quint64 call(RpcRequest request, Handler handler);
    /// Opens a server stream and keeps it open. It ends by cancel(), or for good with the state Ended.
    quint64 openStream(RpcStreamRequest request, RpcStreamHandlers handlers);
    /// Ends a call or a stream: the server is told, and no handler of it runs any more. From another thread than the
    /// rpc thread a handler may be running at this very moment.
    void cancel(quint64 id);

    /// Cancels everything and emits stopped() once gRPC has let go of it. In the rpc thread.
    void stop();

Q_SIGNALS:
    void stopped();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Backend
