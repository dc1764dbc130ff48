// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/rpc/handlerv2records.h"
#include "backend/sandbox/rpc/ratebucket.h"
#include "backend/sandbox/rpc/serverdesk.h"
#include "backend/sandbox/sandboxnetwork.h"

namespace Backend {

/// The handler's ApplicationManager and DevAddrManager of TTN v2.
class HandlerV2Desk
{
public:
    HandlerV2Desk(const SandboxAccess &access, Simulation &simulation);

    void addTo(ServerDesk &desk);
    [[nodiscard]] const HandlerV2Records &records() const { return m_records; }

private:
    /// One call of the ApplicationManager on its way through the checks.
    struct Step
    {
        const ServerRequest &request;
        std::string application;
        HandlerV2Records::Application *known = nullptr; ///< nullptr: not registered
    };
    using Work = std::function<ServerAnswer(Step &)>;

    /// Credentials, limit, then the work. `mustExist`: the context of the failure for an unregistered application;
    /// nullptr: the work looks itself.
    ServerAnswer run(const ServerRequest &request, const std::string &application, const char *mustExist,
                     const Work &work);
    [[nodiscard]] std::optional<ServerAnswer> refusal(const ServerRequest &request,
                                                      const std::string &application) const;
    void addApplicationMethods(ServerDesk &desk);
    void addDeviceMethods(ServerDesk &desk);
    void addAddressMethods(ServerDesk &desk);
    ServerAnswer deleteApplication(Step &step);
    ServerAnswer setDevice(Step &step, const handler::Device &device);
    static ServerAnswer list(Step &step);

    const SandboxAccess &m_access;
    Simulation &m_simulation;
    HandlerV2Records m_records;
    std::map<std::string, RateBucket> m_handlerBuckets; ///< by application
    std::map<std::string, RateBucket> m_brokerBuckets;
};

} // namespace Backend
