// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <string_view>

/// Where the JSON of The Things Stack differs from that of Protocol Buffers.
namespace Backend::StackJsonRules {

inline constexpr int maxDepth = 32;

/// Bytes that people read as digits; others are base64.
inline bool isHexadecimal(std::string_view field)
{
    static constexpr std::array<std::string_view, 16> names{
        "dev_eui",
        "join_eui",
        "eui",
        "dev_addr",
        "net_id",
        "home_network_net_id",
        "forwarder_net_id",
        "forwarder_gateway_eui",
        "ns_id",
        "key",
        "dev_nonce",
        "join_nonce",
        "app_eui",
        "nwk_s_key",
        "app_s_key",
        "app_key",
    };
    return std::find(names.begin(), names.end(), field) != names.end();
}

/// Enums that are numbers in disguise.
inline bool isNumeric(std::string_view type)
{
    return type == "DataRateIndex" || type == "DataRateOffset" || type == "RxDelay";
}

/// Messages with one field "value" that stand for it.
inline bool isWrapper(const google::protobuf::Message &message)
{
    const std::string_view name = message.GetDescriptor()->name();
    return message.GetDescriptor()->field_count() == 1 && name.size() > 5 && name.substr(name.size() - 5) == "Value"
        && message.GetDescriptor()->field(0)->name() == "value";
}

/// Times, durations and free content: as everybody prints them.
inline bool isWellKnown(const google::protobuf::Message &message)
{
    return message.GetDescriptor()->full_name().rfind("google.protobuf.", 0) == 0;
}

} // namespace Backend::StackJsonRules
