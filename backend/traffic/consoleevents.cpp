// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/traffic/consoleevents.h"

namespace Backend::ConsoleEvents {

void scan(JsonDocument &document, JsonText::Arena &texts, const Domain::RawMessage &message, Reading &reading)
{
    using Domain::EventKind;
    if (message.topic == "$console/gap")
        reading.kind = EventKind::Gap;
    else if (message.topic == "$console/lost")
        reading.kind = EventKind::Lost;
    else
        reading.problem = {.code = Domain::Problem::Code::UnexpectedShape, .args = {QString::fromUtf8(message.topic)}};

    const auto read = [&](std::string_view key, JsonValue &value) {
        std::string_view token;
        if (!JsonDocument::raw(value, token))
            return false;
        if (!JsonText::isString(token))
            return true; // the counts are in the record
        const std::string_view text = JsonText::text(token, texts);
        if (key == "cause" || key == "reason")
            reading.error = text;
        else if (key == "from")
            reading.networkNs = JsonText::timestamp(text);
        else if (key == "to")
            reading.untilNs = JsonText::timestamp(text);
        return true;
    };
    if (!document.open(message.payload) || !document.eachField(read) || !document.isAtEnd())
        reading.problem = {.code = Domain::Problem::Code::NotJson};
}

} // namespace Backend::ConsoleEvents
