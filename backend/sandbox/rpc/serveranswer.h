// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/rpc/serverstream.h"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace Backend {

/// One call as it came in.
struct ServerRequest
{
    std::string method; ///< /package.Service/Method
    std::string message;
    std::multimap<std::string, std::string> metadata;

    /// The first value of that name; nullopt: absent.
    [[nodiscard]] std::optional<std::string> header(const std::string &name) const
    {
        const auto found = metadata.find(name);
        return found == metadata.end() ? std::nullopt : std::optional(found->second);
    }
};

/// How a call ends.
struct ServerAnswer
{
    RpcCode code = RpcCode::Ok;
    std::string text; ///< of a failure
    std::string details; ///< grpc-status-details-bin
    std::string message; ///< of a success
    std::map<std::string, std::string> headers;
    std::chrono::milliseconds delay{0}; ///< until it is sent
    bool more = false; ///< the client may ask again in the same call
    std::shared_ptr<ServerStream> stream = {}; ///< of a method that answers with a stream; then only headers count

    static ServerAnswer failure(RpcCode code, std::string text)
    {
        ServerAnswer out;
        out.code = code;
        out.text = std::move(text);
        return out;
    }
};

} // namespace Backend
