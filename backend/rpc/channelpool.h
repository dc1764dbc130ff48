// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/problem.h"
#include "backend/rpc/rpccall.h"

#include <QByteArray>

#include <grpcpp/channel.h>
#include <map>
#include <memory>
#include <mutex>

namespace Backend {

/// What the check of a pin saw last. Written by gRPC's threads.
class SeenCertificate
{
public:
    void set(const QByteArray &sha256)
    {
        const std::lock_guard lock(m_mutex);
        m_sha256 = sha256;
    }
    [[nodiscard]] QByteArray get() const
    {
        const std::lock_guard lock(m_mutex);
        return m_sha256;
    }

private:
    mutable std::mutex m_mutex;
    QByteArray m_sha256;
};

struct PooledChannel
{
    std::shared_ptr<grpc::Channel> channel; ///< null: see problem
    std::shared_ptr<SeenCertificate> seen;
    Domain::Problem problem;
};

/// One channel for each server and trust, kept for the next call. To be used in the rpc thread.
class ChannelPool
{
public:
    /// The channel of a target: made when there is none yet. Refuses plaintext that nobody chose, and a trust that
    /// cannot be set up.
    PooledChannel channel(const RpcTarget &target);
    void clear() { m_channels.clear(); }
    [[nodiscard]] std::size_t size() const { return m_channels.size(); }

private:
    std::map<QByteArray, PooledChannel> m_channels;
};

} // namespace Backend
