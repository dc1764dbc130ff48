// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/rawmessage.h"
#include "backend/traffic/jsondocument.h"
#include "backend/traffic/reading.h"

/// The events that the console itself writes into its log, as JSON on topics that no network has (`$` topics belong to
/// the broker): `$console/gap` {"cause":"connection lost|console closed|asleep|other program","from":RFC 3339,
/// "to":RFC 3339 or absent,"applications":n,"missed":n,"devices":n} and `$console/lost` {"events":n,"reason":text}.
namespace Backend::ConsoleEvents {

[[nodiscard]] inline bool isOwn(std::string_view topic)
{
    return topic.starts_with("$console/");
}
void scan(JsonDocument &document, JsonText::Arena &texts, const Domain::RawMessage &message, Reading &reading);

} // namespace Backend::ConsoleEvents
