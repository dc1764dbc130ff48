// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/traffic/flatfields.h"

#include "backend/traffic/jsondocument.h"

namespace Backend {

namespace {

/// Deeper objects stay JSON text: the stack stays small whatever arrives.
constexpr int DeepestName = 32;
/// Under a longer name nothing is taken apart: each of a thousand members would repeat it.
constexpr qsizetype LongestPrefix = 256;

} // namespace

class FlatFields::Walker
{
public:
    const std::vector<Field> &read(QByteArrayView json)
    {
        m_fields.clear();
        if (!m_document.open(json))
            return m_fields;
        if (m_document.type() == JsonType::Object)
            (void)m_document.eachField(
                [this](std::string_view key, JsonValue &value) { return field(QByteArray(), key, value, 0); });
        else
            add(QByteArray(), m_document.text());
        return m_fields;
    }

private:
    bool field(const QByteArray &prefix, std::string_view key, JsonValue &value, int depth)
    {
        QByteArray name = prefix;
        if (!prefix.isEmpty())
            name += '.';
        const std::string plain = JsonText::unescaped(key);
        name.append(plain.data(), qsizetype(plain.size()));
        if (depth < DeepestName && name.size() <= LongestPrefix && JsonDocument::typeOf(value) == JsonType::Object) {
            bool any = false;
            const bool whole = JsonDocument::eachField(value, [&](std::string_view inner, JsonValue &innerValue) {
                any = true;
                return field(name, inner, innerValue, depth + 1);
            });
            if (whole && !any)
                add(name, "{}");
            return whole;
        }
        std::string_view text;
        if (!JsonDocument::raw(value, text))
            return false;
        add(name, text);
        return true;
    }

    void add(const QByteArray &name, std::string_view json)
    {
        if (json == "null")
            return;
        Field &added = m_fields.emplace_back();
        added.name = name;
        // A raw line break can only stand between tokens.
        added.json = QByteArray(json.data(), qsizetype(json.size())).replace('\n', ' ').replace('\r', ' ');
        if (!JsonText::isString(json)) {
            added.value = added.json;
            return;
        }
        const std::string text = JsonText::unescaped(json);
        added.value = QByteArray(text.data(), qsizetype(text.size()));
    }

    JsonDocument m_document;
    std::vector<Field> m_fields;
};

FlatFields::FlatFields()
    : m_walker(std::make_unique<Walker>())
{
}

FlatFields::~FlatFields() = default;

const std::vector<FlatFields::Field> &FlatFields::read(QByteArrayView json)
{
    return m_walker->read(json);
}

} // namespace Backend
