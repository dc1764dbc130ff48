// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/rpc/channelpool.h"
#include "backend/rpc/rpccall.h"
#include "backend/rpc/rpcdoor.h"
#include "backend/rpc/rpctransport.h"

#include <QTimer>

#include <atomic>
#include <memory>

namespace Backend {

/// A server stream that is kept open: a lost one is opened again after a growing pause. Lives in the rpc thread; its
/// destructor ends it at the server.
class RpcStream : public QObject
{
    Q_OBJECT

public:
    RpcStream(RpcStreamRequest request, RpcStreamHandlers handlers, ChannelPool *channels,
              std::shared_ptr<RpcDoor> door, std::shared_ptr<std::atomic<int>> underWay);
    ~RpcStream() override;

    void open();

private:
    void tell(RpcStreamState state, const Domain::Problem &problem = {});
    void received(std::string message);
    void ended(const RpcOutcome &outcome);
    Domain::Problem problemOf(const RpcOutcome &outcome) const;

    RpcStreamRequest m_request;
    RpcStreamHandlers m_handlers;
    ChannelPool *m_channels;
    std::shared_ptr<RpcDoor> m_door;
    std::shared_ptr<std::atomic<int>> m_underWay;
    std::shared_ptr<StreamCall> m_call;
    std::shared_ptr<SeenCertificate> m_seen;
    /// Expires with this object, so that what gRPC still brings is recognised as late.
    std::shared_ptr<RpcStream *> m_here = std::make_shared<RpcStream *>(this);
    QTimer m_again;
    std::chrono::milliseconds m_pause;
    bool m_isLive = false;
};

} // namespace Backend
