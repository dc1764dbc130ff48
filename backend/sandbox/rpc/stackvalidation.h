// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <google/protobuf/message.h>

namespace Backend::StackValidation {

/// The rules for single fields of requests about applications, keys and collaborators, and of the identifiers in all
/// other requests. Throws the refusal of the first field that breaks its rule, with the way to it as causes.
void check(const google::protobuf::Message &message);

} // namespace Backend::StackValidation
