// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/traffic/errordetails.h"

#include "backend/traffic/decodedfields.h"

namespace Backend::ErrorDetails {

namespace {

constexpr int MostCauses = 8;

struct Parts
{
    std::string nameSpace, name, format;
    std::string_view attributes, cause; ///< JSON
};

Parts walk(JsonDocument &document, std::string_view json)
{
    Parts parts;
    if (JsonDocument::typeOf(json) != JsonType::Object || !document.openPart(json))
        return parts;
    (void)document.eachField([&](std::string_view key, JsonValue &value) {
        std::string_view text;
        if (!JsonDocument::raw(value, text))
            return false;
        if (key == "attributes")
            parts.attributes = text;
        else if (key == "cause")
            parts.cause = text;
        else if (!JsonText::isString(text))
            return true;
        else if (key == "message_format")
            parts.format = JsonText::unescaped(text);
        else if (key == "namespace")
            parts.nameSpace = JsonText::unescaped(text);
        else if (key == "name")
            parts.name = JsonText::unescaped(text);
        return true;
    });
    return parts;
}

QString filled(JsonDocument &document, const Parts &parts, qsizetype limit)
{
    QString out;
    std::string_view rest = parts.format;
    while (!rest.empty() && out.size() < limit) {
        const std::size_t open = rest.find('{');
        const std::size_t close = open == std::string_view::npos ? open : rest.find('}', open);
        if (close == std::string_view::npos)
            break;
        out += JsonText::visible(rest.substr(0, open), limit);
        const std::string_view name = rest.substr(open + 1, close - open - 1);
        const auto value = DecodedFields::find(document, parts.attributes, name);
        out += value ? DecodedFields::line(document, *value, limit)
                     : JsonText::visible(rest.substr(open, close - open + 1), limit);
        rest.remove_prefix(close + 1);
    }
    return out + JsonText::visible(rest, limit);
}

} // namespace

QString line(JsonDocument &document, std::string_view json, qsizetype limit)
{
    QString out;
    for (int depth = 0; depth < MostCauses && !json.empty() && out.size() < limit; ++depth) {
        const Parts parts = walk(document, json);
        QString own = filled(document, parts, limit);
        if (own.isEmpty())
            own = JsonText::visible(parts.nameSpace + (parts.nameSpace.empty() ? "" : ":") + parts.name, limit);
        if (!out.isEmpty() && !own.isEmpty())
            out += QStringLiteral(": ");
        out += own;
        json = parts.cause;
    }
    return JsonText::cut(out, limit);
}

} // namespace Backend::ErrorDetails
