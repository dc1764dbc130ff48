// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/device.h"
#include "backend/network/stackv3settings.h"
#include "backend/rpc/rpctask.h"

#include <QStringList>

#include <functional>
#include <memory>

namespace Backend {

/// True when a server says that it has no such device.
[[nodiscard]] bool isGone(const Domain::Problem &problem);

/// Removes a device from Application, Network, Join and, when none of these failed, Identity Server.
/// Handlers run in the rpc thread.
class StackV3Removal : public std::enable_shared_from_this<StackV3Removal>
{
public:
    /// `left`: the servers that may have it still, the first to fail first; empty: it is gone. `why`: why they do.
    using Handler = std::function<void(const QStringList &left, const Domain::Problem &why)>;

    StackV3Removal(std::shared_ptr<RpcTask> task, StackV3Settings settings, QString application, QString device,
                   bool joins);
    void start(Handler handler);

private:
    void fromNetwork();
    void fromJoin();
    void fromIdentity();
    void note(const char *server, const Domain::Problem &problem);

    std::shared_ptr<RpcTask> m_task;
    const StackV3Settings m_settings;
    const QString m_application;
    const QString m_device;
    const bool m_joins;
    Handler m_handler;
    QStringList m_left;
    Domain::Problem m_why;
};

/// Registers one device with its servers, one after the other, and takes everything back when one refuses or when
/// nobody waits for the answer any more. Handlers run in the rpc thread; keeps itself alive until it has answered.
class StackV3Registration : public std::enable_shared_from_this<StackV3Registration>
{
public:
    using Source = Domain::CallSource<Domain::Result<Domain::Done>>;

    /// `device`: nothing speaks against it.
    StackV3Registration(const std::shared_ptr<RpcLine> &line, StackV3Settings settings, Domain::Device device,
                        Source source);
    void start();

private:
    void atJoin();
    void atNetwork();
    void atApplication();
    template <typename Method, typename Part>
    void set(const Method &method, const Part &part, void (StackV3Registration::*next)());
    void succeed();
    void takeBack(const Domain::Problem &why);

    /// Of its own: a dropped question must not cancel the calls that take it back.
    std::shared_ptr<RpcTask> m_task;
    const StackV3Settings m_settings;
    const Domain::Device m_device;
    Source m_source;
};

} // namespace Backend
