// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/traffic/jsondocument.h"

#include <QString>

namespace Backend {

namespace {

/// After a giant message its memory is given back by the next small one.
constexpr std::size_t KeptBytes = 1 << 20;

} // namespace

bool JsonDocument::open(QByteArrayView bytes)
{
    if (bytes.startsWith("\xef\xbb\xbf"))
        bytes = bytes.sliced(3);
    const std::size_t size = std::size_t(bytes.size());
    if (size > LargestText)
        return false;
    const std::size_t needed = size + simdjson::SIMDJSON_PADDING;
    if (m_buffer.size() > KeptBytes && needed < KeptBytes)
        m_buffer = {};
    if (m_buffer.size() < needed)
        m_buffer.resize(needed + needed / 2);
    if (size)
        std::memcpy(m_buffer.data(), bytes.data(), size);
    // A text that broke off is read a few characters too far: these must not be those of the one before.
    std::memset(m_buffer.data() + size, 0, simdjson::SIMDJSON_PADDING);
    m_text = JsonText::trimmed({m_buffer.data(), size});
    m_repaired = false;
    if (iterate())
        return true;

    // Decoding and encoding replaces each bad byte by U+FFFD. Line ends inside of strings become blanks.
    QByteArray repaired = QString::fromUtf8(bytes).toUtf8();
    for (char &c : repaired) {
        if (quint8(c) < 0x20)
            c = ' ';
    }
    if (repaired == bytes)
        return false;
    m_buffer.assign(repaired.constData(), std::size_t(repaired.size()));
    m_buffer.resize(m_buffer.size() + simdjson::SIMDJSON_PADDING);
    m_text = JsonText::trimmed({m_buffer.data(), std::size_t(repaired.size())});
    m_repaired = true;
    return iterate();
}

bool JsonDocument::openPart(std::string_view part)
{
    m_text = part;
    m_repaired = false;
    return iterate();
}

bool JsonDocument::iterate()
{
    if (m_parser.capacity() > KeptBytes && m_text.size() < KeptBytes)
        m_parser = simdjson::ondemand::parser();
    return !m_text.empty()
        && !m_parser.iterate(m_text.data(), m_text.size(), m_text.size() + simdjson::SIMDJSON_PADDING).get(m_document);
}

JsonType JsonDocument::typeOf(std::string_view json)
{
    switch (json.empty() ? '\0' : json.front()) {
    case '{':
        return JsonType::Object;
    case '[':
        return JsonType::Array;
    case '"':
        return JsonType::String;
    case 't':
    case 'f':
        return JsonType::Bool;
    case 'n':
        return JsonType::Null;
    case '-':
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
        return JsonType::Number;
    default:
        return JsonType::Invalid;
    }
}

bool JsonDocument::raw(JsonValue &value, std::string_view &text)
{
    switch (typeOf(value)) {
    case JsonType::Object: {
        JsonObject object;
        if (value.get_object().get(object) || object.raw_json().get(text))
            return false;
        break;
    }
    case JsonType::Array: {
        JsonArray array;
        if (value.get_array().get(array) || array.raw_json().get(text))
            return false;
        break;
    }
    default:
        text = rawToken(value);
        break;
    }
    text = JsonText::trimmed(text);
    return true;
}

} // namespace Backend
