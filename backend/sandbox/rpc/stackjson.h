// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

#include <google/protobuf/message.h>

namespace Backend::StackJson {

/// Reads JSON as The Things Stack takes it: field names as declared or in lowerCamelCase, EUIs, addresses and keys as
/// hexadecimal digits, wrapped values with or without the wrapping, enums by name or number. Unknown keys are skipped;
/// false where a value cannot be what its field is.
bool read(const QJsonObject &json, google::protobuf::Message &message);

/// The paths of all that is set, leaves only, as a template's mask has them.
void leaves(const google::protobuf::Message &message, const std::string &prefix, std::vector<std::string> &out);

} // namespace Backend::StackJson
