// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/network/stackv3reading.h"
#include "backend/rpc/rpctask.h"

#include <memory>

namespace Backend {

/// Makes a device as if it was new: Network Server first, then what Application and Join Server count. Handlers run in
/// the rpc thread; keeps itself alive until it has answered.
class StackV3Reset : public std::enable_shared_from_this<StackV3Reset>
{
public:
    using Source = Domain::CallSource<Domain::Result<Domain::Done>>;

    StackV3Reset(std::shared_ptr<RpcTask> task, std::shared_ptr<StackV3Places> places, QString application,
                 QString device, bool joinNonces, Source source);
    void start();

private:
    void onRead(const Domain::Problem &problem, const StackV3Reading::Found &found);
    void atApplication();
    void atJoin();

    std::shared_ptr<RpcTask> m_task;
    const std::shared_ptr<StackV3Places> m_places;
    const QString m_application;
    const QString m_device;
    const bool m_joinNonces;
    Source m_source;
    StoredDevice m_stored;
};

} // namespace Backend
