// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/rpc/serveranswer.h"

#include <google/protobuf/message.h>

namespace Backend {

/// The rate limit of The Things Stack: so many calls a minute for each method, entity and token, where a stream is
/// opened for each method and token. A full bucket may be taken at once; it refills steadily.
class StackLimiter
{
public:
    using Headers = std::map<std::string, std::string>;
    enum class Scope {
        Method, ///< as the servers count
        Token, ///< all calls of a token in one bucket, as gateways in front of servers do
    };

    /// 0: no limit.
    void setPerMinute(int calls, Scope scope = Scope::Method);
    [[nodiscard]] int perMinute() const { return m_perMinute; }

    /// Counts the call. The headers for its answer; none without a limit. Throws rate_limit_exceeded, with `headers`
    /// filled in.
    void take(const ServerRequest &request, const google::protobuf::Message &message, Headers &headers);

private:
    [[nodiscard]] std::string keyOf(const ServerRequest &request, const google::protobuf::Message &message) const;

    int m_perMinute = 0;
    Scope m_scope = Scope::Method;
    std::map<std::string, qint64> m_fullAtNs; ///< by key: when its bucket will be full again
};

} // namespace Backend
