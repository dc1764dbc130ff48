// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/device.h"
#include "backend/network/stackv3reading.h"
#include "backend/rpc/rpctask.h"

#include <memory>

namespace Backend {

/// Changes what a device has on each server that has something to change, one after the other, after reading all that
/// the rules need. Handlers run in the rpc thread; keeps itself alive until it has answered.
///
/// Network, Application and Join Server make a new record for a device that they do not have. So each is asked before
/// whether it has it, and what a change has made all the same, because somebody deleted the device at that very moment,
/// is deleted again.
class StackV3Change : public std::enable_shared_from_this<StackV3Change>
{
public:
    using Source = Domain::CallSource<Domain::Result<Domain::Done>>;

    /// `change`: nothing speaks against it by itself.
    StackV3Change(std::shared_ptr<RpcTask> task, std::shared_ptr<StackV3Places> places, QString application,
                  QString device, Domain::DeviceChange change, Source source);
    /// Try: nothing is written, and Done means that nothing speaks against it.
    enum class Intent : quint8 { Do, Try };
    void start(Intent intent);

private:
    using Next = void (StackV3Change::*)();

    void onRead(const Domain::Problem &problem, const StackV3Reading::Found &found);
    [[nodiscard]] Domain::Problem foundProblem(const StackV3Reading::Found &found) const;
    void atIdentity();
    void atJoin();
    void outdatedAtNetwork();
    void atNetwork();
    void atApplication();
    void succeed();
    void fail(const Domain::Problem &problem);
    template <typename Set, typename Delete>
    void set(const Set &method, const Delete &undo, const DevicePart &part,
             const std::optional<ttn::lorawan::v3::EndDevice> &before, Next next);

    std::shared_ptr<RpcTask> m_task;
    const std::shared_ptr<StackV3Places> m_places;
    const QString m_application;
    const QString m_device;
    const Domain::DeviceChange m_change;
    Source m_source;
    StoredDevice m_stored;
    DeviceChangeParts m_parts;
    Intent m_intent = Intent::Do;
};

} // namespace Backend
