// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

namespace Backend {

struct Certificate;
struct SandboxAccess;
class Simulation;

/// What serves the sandbox's management calls, beside its brokers. All in the thread of the network.
class SandboxServices
{
public:
    virtual ~SandboxServices() = default;

    /// Listens on loopback and puts its ports into `access`. Keeps both references. False: it cannot listen.
    virtual bool start(SandboxAccess &access, Simulation &simulation, const Certificate &certificate) = 0;
    /// Ends all calls at once, without waiting for the end.
    virtual void stop() = 0;
};

using SandboxServicesFactory = std::function<std::unique_ptr<SandboxServices>()>;

} // namespace Backend
