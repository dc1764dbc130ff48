// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/device.h"
#include "backend/network/stackv3deviceparts.h"
#include "backend/network/stackv3settings.h"
#include "backend/rpc/rpctask.h"

#include <memory>

namespace Backend {

/// Registers one device with its servers, one after the other, and takes everything back when one refuses or when
/// nobody waits for the answer any more. Handlers run in the rpc thread; keeps itself alive until it has answered.
class StackV3Registration : public std::enable_shared_from_this<StackV3Registration>
{
public:
    using Source = Domain::CallSource<Domain::Result<Domain::Done>>;

    /// `parts`: nothing speaks against them.
    StackV3Registration(const std::shared_ptr<RpcLine> &line, StackV3Settings settings, DeviceParts parts,
                        Source source);
    void start();

private:
    void atJoin();
    void atNetwork();
    void withoutOptional();
    void atApplication();
    template <typename Method>
    void set(const Method &method, const DevicePart &part, void (StackV3Registration::*next)());
    void succeed();
    void takeBack(const Domain::Problem &why);
    [[nodiscard]] QString application() const;
    [[nodiscard]] QString device() const;

    /// Of its own: a dropped question must not cancel the calls that take it back.
    std::shared_ptr<RpcTask> m_task;
    const StackV3Settings m_settings;
    DeviceParts m_parts;
    Source m_source;
};

} // namespace Backend
