// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/problem.h"
#include "backend/network/stackv3settings.h"
#include "backend/rpc/rpctask.h"

#include <QHash>

#include <functional>
#include <memory>
#include <ttn/lorawan/v3/end_device.pb.h>
#include <vector>

namespace Backend {

/// Gives devices that were claimed at another Join Server back before they are deleted, else nobody could claim them
/// again. Those that join at the network's own are left alone. Handlers run in the rpc thread.
class StackV3Unclaiming : public std::enable_shared_from_this<StackV3Unclaiming>
{
public:
    /// By id: why a device could not be given back.
    using Failures = QHash<QString, Domain::Problem>;
    using Handler = std::function<void(const Failures &)>;

    StackV3Unclaiming(std::shared_ptr<RpcTask> task, StackV3Settings settings);
    /// As the Identity Server has them, with `ids` and `join_server_address`.
    void start(const std::vector<ttn::lorawan::v3::EndDevice> &devices, Handler handler);

private:
    using Ids = ttn::lorawan::v3::EndDeviceIdentifiers;

    void next();
    void askFor(const Ids &ids);
    void unclaim(const Ids &ids);
    void fail(const Ids &ids, const Domain::Problem &problem);

    std::shared_ptr<RpcTask> m_task;
    const StackV3Settings m_settings;
    Handler m_handler;
    std::vector<Ids> m_waiting;
    QHash<QByteArray, bool> m_claimable; ///< by JoinEUI
    Failures m_failures;
};

} // namespace Backend
