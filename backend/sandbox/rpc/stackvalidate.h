// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <google/protobuf/message.h>

namespace Backend {

/// The rules that a request must keep before anything looks at it (`validate.rules` of api/ttn/lorawan/v3/*.proto).
namespace StackValidate {

/// Throws the refusal `validation`, with one cause for each level; the innermost names the field that breaks a rule.
void check(const google::protobuf::Message &request);

} // namespace StackValidate

} // namespace Backend
