// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <google/protobuf/message.h>

namespace Backend::StackValidation {

/// The rules that a request must keep before anything looks at it (`validate.rules` of api/ttn/lorawan/v3/*.proto).
/// Throws the refusal `validation` of the first field that breaks its rule, with one cause for each level; the
/// innermost names the field.
void check(const google::protobuf::Message &request);

} // namespace Backend::StackValidation
