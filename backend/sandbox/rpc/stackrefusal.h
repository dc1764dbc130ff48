// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/rpc/serveranswer.h"

#include <google/protobuf/any.pb.h>
#include <initializer_list>
#include <memory>
#include <string>
#include <ttn/lorawan/v3/error.pb.h>
#include <utility>
#include <vector>

namespace Backend {

/// How The Things Stack says no. Thrown by whatever checks; StackDesk makes the answer of it.
struct StackRefusal
{
    using Attributes = std::vector<std::pair<std::string, std::string>>;

    RpcCode code = RpcCode::Unknown;
    std::string space; ///< namespace, pkg/…
    std::string name;
    std::string format; ///< with {placeholders}
    Attributes attributes = {};
    std::pair<std::string, std::vector<std::string>> list = {}; ///< one attribute with several values
    std::pair<std::string, double> number = {}; ///< one attribute that is a number
    std::vector<std::pair<std::string, double>> numbers = {}; ///< several of them
    std::vector<google::protobuf::Any> details = {}; ///< besides
    std::shared_ptr<const StackRefusal> cause = {};

    /// Status text and details as on the wire.
    [[nodiscard]] ServerAnswer answer() const;
    /// As events tell of it.
    [[nodiscard]] ttn::lorawan::v3::ErrorDetails errorDetails() const;
    [[nodiscard]] StackRefusal because(StackRefusal why) &&;

    /// A field breaks a rule: `path` from the request inwards, each with the name of its message.
    static StackRefusal validation(std::initializer_list<std::pair<const char *, const char *>> path,
                                   const std::string &reason);
};

} // namespace Backend
