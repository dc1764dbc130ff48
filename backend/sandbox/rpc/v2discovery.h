// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/rpc/serverdesk.h"
#include "backend/sandbox/sandboxnetwork.h"

#include <discovery/discovery.pb.h>

namespace Backend {

class HandlerV2Records;

/// TTN v2's discovery: knows one handler, and the applications that are registered there.
class V2Discovery
{
public:
    static constexpr char HandlerId[] = "handler-sandbox";

    V2Discovery(const SandboxAccess &access, const HandlerV2Records &records)
        : m_access(access)
        , m_records(records)
    {
    }

    void addTo(ServerDesk &desk);

private:
    [[nodiscard]] discovery::Announcement handler(bool metadata) const;
    [[nodiscard]] ServerAnswer all(const ServerRequest &request, const std::string &service) const;

    const SandboxAccess &m_access;
    const HandlerV2Records &m_records;
};

} // namespace Backend
