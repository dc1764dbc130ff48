// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/traffic/jsondocument.h"

#include <QString>

/// v3 ErrorDetails (api/ttn/lorawan/v3/error.proto) as people read them.
namespace Backend::ErrorDetails {

/// `message_format` with its `{attributes}` filled in, then its causes behind colons. A placeholder without attribute
/// stays as it is; without a format it is `namespace:name`. `json` is part of an opened document, `document` walks it.
[[nodiscard]] QString line(JsonDocument &document, std::string_view json, qsizetype limit);

} // namespace Backend::ErrorDetails
