// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/traffic/jsontext.h"

#include <QByteArrayView>

#include <cstring>
#include <simdjson.h>
#include <string>

namespace Backend {

using JsonValue = simdjson::ondemand::value;
using JsonObject = simdjson::ondemand::object;
using JsonArray = simdjson::ondemand::array;

enum class JsonType : quint8 { Null, Bool, Number, String, Object, Array, Invalid };

/// One JSON text and the parser that walks it once, front to back. Keeps its memory from text to text.
/// Walking is lazy: what is skipped is not validated beyond its brackets and strings, so that a number above 64 bits or
/// 1e400 in one field does not cost the others.
class JsonDocument
{
public:
    /// Copies the text (behind it simdjson needs room). False: not even the strings and brackets of JSON.
    /// Bad UTF-8 and control characters inside of strings are replaced, see isRepaired() (QJsonDocument would refuse
    /// them, too, and round the numbers); a byte order mark is skipped.
    [[nodiscard]] bool open(QByteArrayView bytes);
    /// Part of an opened document's text, which must stay open; its own text is not copied.
    [[nodiscard]] bool openPart(std::string_view part);

    [[nodiscard]] bool isRepaired() const { return m_repaired; }
    [[nodiscard]] JsonType type() const { return typeOf(m_text); }
    [[nodiscard]] std::string_view text() const { return m_text; }
    /// True when nothing follows the walked value.
    [[nodiscard]] bool isAtEnd() { return m_document.current_location().error() == simdjson::OUT_OF_BOUNDS; }

    /// Calls `visit(key, value)` for each field of the document's object. False: the text broke off or has no object;
    /// what was visited before stands. The visitor returns false to stop.
    template <typename Visitor>
    bool eachField(Visitor &&visit)
    {
        JsonObject object;
        return !m_document.get_object().get(object) && fields(object, visit);
    }
    template <typename Visitor>
    bool eachItem(Visitor &&visit)
    {
        JsonArray array;
        return !m_document.get_array().get(array) && items(array, visit);
    }

    template <typename Visitor>
    static bool eachField(JsonValue &value, Visitor &&visit)
    {
        JsonObject object;
        return !value.get_object().get(object) && fields(object, visit);
    }
    template <typename Visitor>
    static bool eachItem(JsonValue &value, Visitor &&visit)
    {
        JsonArray array;
        return !value.get_array().get(array) && items(array, visit);
    }

    static JsonType typeOf(std::string_view json);
    static JsonType typeOf(JsonValue &value) { return typeOf(rawToken(value)); }
    /// The text of a null, boolean, number or string.
    static std::string_view token(JsonValue &value) { return JsonText::trimmed(rawToken(value)); }
    /// The text of any value, exactly as sent; walks over it. False: the text broke off.
    static bool raw(JsonValue &value, std::string_view &text);

private:
    /// More than MQTT can carry.
    static constexpr std::size_t LargestText = std::size_t(1) << 30;

    bool iterate();

    /// Behind the end of a text that broke off simdjson computes a negative length, as 32 bits without sign.
    static std::string_view rawToken(JsonValue &value)
    {
        const std::string_view token = value.raw_json_token();
        return token.size() <= LargestText ? token : std::string_view();
    }

    template <typename Visitor>
    static bool fields(JsonObject &object, Visitor &visit)
    {
        for (auto result : object) {
            simdjson::ondemand::field field;
            if (std::move(result).get(field))
                return false;
            const std::string_view key = keyOf(field.key());
            if (!visit(key, field.value()))
                return false;
        }
        return true;
    }
    template <typename Visitor>
    static bool items(JsonArray &array, Visitor &visit)
    {
        for (auto result : array) {
            JsonValue value;
            if (std::move(result).get(value) || !visit(value))
                return false;
        }
        return true;
    }
    /// The characters between the quotes, escapes as they are. The first pass has seen the closing quote.
    static std::string_view keyOf(simdjson::ondemand::raw_json_string key)
    {
        const char *const start = key.raw();
        const char *end = start;
        while (*end != '"')
            end += *end == '\\' ? 2 : 1;
        return {start, std::size_t(end - start)};
    }

    simdjson::ondemand::parser m_parser;
    simdjson::ondemand::document m_document;
    std::string m_buffer; ///< the text and simdjson's padding
    std::string_view m_text;
    bool m_repaired = false;
};

} // namespace Backend
