// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/traffic/jsondocument.h"

#include <QString>
#include <QStringList>

#include <optional>

/// What a person sees of JSON values that a payload function made. `json` is always part of an opened document,
/// `document` a second one that walks it.
namespace Backend::DecodedFields {

/// Objects as one line, names with dots, values exactly as sent: `battery 3.3 · gps.lat 52.1`. Strings without quotes,
/// control characters as visible escapes, arrays as compact JSON. About `limit` characters, then an ellipsis.
/// `without`: the name of a field to leave out.
[[nodiscard]] QString line(JsonDocument &document, std::string_view json, qsizetype limit,
                           std::string_view without = {});

/// The JSON text of the value at a dotted path; a name may itself contain dots, items of arrays have numbers.
[[nodiscard]] std::optional<std::string_view> find(JsonDocument &document, std::string_view json,
                                                   std::string_view path);

/// The strings of an array, made visible; others as JSON text. At most `limit` of them.
[[nodiscard]] QStringList strings(JsonDocument &document, std::string_view json, int limit);

} // namespace Backend::DecodedFields
