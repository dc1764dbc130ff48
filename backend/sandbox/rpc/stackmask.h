// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <google/protobuf/field_mask.pb.h>
#include <google/protobuf/message.h>
#include <set>
#include <string>

namespace Backend::StackMask {

/// Throws field_mask_paths where a path begins with none of `roots` (empty: any) or is none of the message.
void check(const google::protobuf::FieldMask &mask, const google::protobuf::Descriptor &message,
           const std::set<std::string> &roots);
/// Makes what the paths name in `to` as it is in `from`; what is absent there is cleared. Messages of one type.
void copy(const google::protobuf::Message &from, google::protobuf::Message &to,
          const google::protobuf::FieldMask &mask);

} // namespace Backend::StackMask
