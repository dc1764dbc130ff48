// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/networkevents.h"
#include "backend/network/stackv3settings.h"
#include "backend/rpc/rpcline.h"

#include <memory>
#include <ttn/lorawan/v3/events.pb.h>

namespace Backend {

/// An event as the window shows it. Pure; any thread.
Domain::NetworkEvent networkEventOf(const ttn::lorawan::v3::Event &event);

/// The event streams of The Things Stack, one for each host, as one. After a loss the servers are asked for what came
/// meanwhile. Where the window does not take them, at most some thousand events wait, then the oldest are left out.
class StackV3Events : public Domain::NetworkEvents
{
    Q_OBJECT

public:
    /// At most 500 devices are heard in full.
    StackV3Events(std::shared_ptr<RpcLine> line, const StackV3Settings &settings, const QString &application,
                  const QStringList &devices, int newest);
    ~StackV3Events() override;

    State state() const override { return m_state; }
    Domain::Problem problem() const override { return m_problem; }

private:
    class Feed;
    void take();

    std::shared_ptr<RpcLine> m_line;
    std::shared_ptr<Feed> m_feed;
    QList<quint64> m_streams;
    State m_state = State::Connecting;
    Domain::Problem m_problem;
};

} // namespace Backend
