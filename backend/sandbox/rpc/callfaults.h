// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/rpc/serveranswer.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace Backend {

/// Calls that fail because somebody wants to see what happens then.
class CallFaults
{
public:
    static constexpr int Always = -1;

    /// "UNAVAILABLE"; nullopt: no failure has this name.
    [[nodiscard]] static std::optional<RpcCode> codeNamed(const std::string &name)
    {
        static constexpr std::array names
            = {"CANCELLED",      "UNKNOWN",           "INVALID_ARGUMENT",   "DEADLINE_EXCEEDED",   "NOT_FOUND",
               "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED",
               "OUT_OF_RANGE",   "UNIMPLEMENTED",     "INTERNAL",           "UNAVAILABLE",         "DATA_LOSS",
               "UNAUTHENTICATED"};
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (names[i] == name)
                return RpcCode(int(RpcCode::Cancelled) + int(i));
        }
        return std::nullopt;
    }

    /// The next `count` calls of that service ("NsEndDeviceRegistry") or method ("NsEndDeviceRegistry/Set").
    void add(const std::string &name, RpcCode code, int count) { m_all.push_back({name, code, count}); }
    void clear() { m_all.clear(); }

    /// The failure that this call meets, before anything is done; nullopt: none.
    std::optional<ServerAnswer> take(const std::string &method)
    {
        for (auto fault = m_all.begin(); fault != m_all.end(); ++fault) {
            if (!matches(fault->name, method))
                continue;
            const RpcCode code = fault->code;
            if (fault->left != Always && --fault->left == 0)
                m_all.erase(fault);
            return ServerAnswer::failure(code, "the sandbox was told to fail");
        }
        return std::nullopt;
    }

private:
    struct Fault
    {
        std::string name;
        RpcCode code;
        int left;
    };

    /// `method` is "/package.Service/Method"; the package need not be named.
    static bool matches(const std::string &name, const std::string &method)
    {
        const std::size_t slash = method.rfind('/');
        const std::string service = method.substr(1, slash - 1);
        const std::string bare = service.substr(service.rfind('.') + 1);
        const std::string call = method.substr(slash);
        return name == service || name == bare || name == service + call || name == bare + call;
    }

    std::vector<Fault> m_all;
};

} // namespace Backend
