// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/rpc/stackpaths.h"

#include <google/protobuf/field_mask.pb.h>
#include <google/protobuf/message.h>
#include <google/protobuf/struct.pb.h>
#include <set>
#include <string>

namespace Backend::StackMask {

/// Throws field_mask_paths where a path is none of the message, or is one of `left`.
void check(const google::protobuf::FieldMask &mask, const google::protobuf::Descriptor &message,
           const std::set<std::string> &left = {});
/// The same where a method owns some fields of a message only.
void checkOwned(const google::protobuf::FieldMask &mask, const google::protobuf::Descriptor &message,
                const StackPaths &paths);
/// Throws non_zero_path where a path of the mask holds a value below that is not of `paths`.
void checkForeign(const google::protobuf::FieldMask &mask, const google::protobuf::Message &message,
                  const StackPaths &paths);
/// Throws what the stores say when a path leads into another choice than the one that is there.
void checkChoices(const google::protobuf::FieldMask &mask, const google::protobuf::Message &message);
/// True when nothing is set there.
bool isZero(const google::protobuf::Message &message, const std::string &path);
/// True when the mask names it, or what it is in.
bool names(const google::protobuf::FieldMask &mask, const std::string &path);
/// Makes what the paths name in `to` as it is in `from`; what is absent there is cleared. Messages of one type.
void copy(const google::protobuf::Message &from, google::protobuf::Message &to,
          const google::protobuf::FieldMask &mask);

/// The mask of a search: what was searched in is shown as well.
template <typename Search>
google::protobuf::FieldMask ofSearch(const Search &asked)
{
    google::protobuf::FieldMask mask = asked.field_mask();
    if (!asked.name_contains().empty())
        mask.add_paths("name");
    if (!asked.description_contains().empty())
        mask.add_paths("description");
    if (!asked.attributes_contain().empty())
        mask.add_paths("attributes");
    return mask;
}

/// The paths as events of changes have them.
google::protobuf::Value listed(const google::protobuf::FieldMask &mask);

} // namespace Backend::StackMask
