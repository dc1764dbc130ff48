// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/traffic/decodedfields.h"

namespace Backend::DecodedFields {

namespace {

/// Deeper objects are shown as JSON text: the stack stays small whatever arrives.
constexpr int DeepestName = 32;
constexpr qsizetype LongestText = 1000;

class LineWriter
{
public:
    LineWriter(qsizetype limit, std::string_view without)
        : m_limit(limit)
        , m_without(without)
    {
    }

    bool field(const QString &prefix, std::string_view key, JsonValue &value, int depth)
    {
        if (depth == 0 && !m_without.empty() && key == m_without)
            return true;
        const QString shown = key.empty() ? QStringLiteral("\"\"") : JsonText::visibleString(key, m_limit);
        const QString path = prefix.isEmpty() ? shown : QString(prefix + QLatin1Char('.') + shown);
        if (path.size() > m_limit)
            return add(path, QString());
        if (depth < DeepestName && JsonDocument::typeOf(value) == JsonType::Object) {
            bool any = false;
            const bool whole = JsonDocument::eachField(value, [&](std::string_view inner, JsonValue &innerValue) {
                any = true;
                return field(path, inner, innerValue, depth + 1);
            });
            return whole && (any || add(path, QStringLiteral("{}")));
        }
        std::string_view text;
        if (!JsonDocument::raw(value, text))
            return false;
        return add(
            path, JsonText::isString(text) ? JsonText::visibleString(text, m_limit) : JsonText::compact(text, m_limit));
    }

    [[nodiscard]] QString result() const { return JsonText::cut(m_line, m_limit); }

private:
    bool add(const QString &path, const QString &value)
    {
        if (!m_line.isEmpty())
            m_line += QStringLiteral(" · ");
        m_line += path + QLatin1Char(' ') + value;
        return m_line.size() <= m_limit;
    }

    qsizetype m_limit;
    std::string_view m_without;
    QString m_line;
};

std::optional<std::string_view> findIn(JsonValue &value, std::string_view path);

/// What is left of the path behind a name; nullopt when the path does not lead through it.
std::optional<std::string_view> behind(std::string_view path, std::string_view name)
{
    if (!path.starts_with(name))
        return std::nullopt;
    path.remove_prefix(name.size());
    if (path.empty())
        return path;
    if (path.front() != '.')
        return std::nullopt;
    return path.substr(1);
}

/// Whether `key` is on the path and holds what is looked for.
std::optional<std::string_view> follow(std::string_view path, std::string_view key, JsonValue &value)
{
    const std::string name = JsonText::unescaped(key);
    if (path == name) {
        std::string_view text;
        return JsonDocument::raw(value, text) ? std::optional(text) : std::nullopt;
    }
    const auto rest = behind(path, name);
    return rest ? findIn(value, *rest) : std::nullopt;
}

std::optional<std::string_view> findIn(JsonValue &value, std::string_view path)
{
    std::optional<std::string_view> found;
    // The visitor's false ends the walk: what was looked for is there.
    if (JsonDocument::typeOf(value) == JsonType::Object) {
        (void)JsonDocument::eachField(value, [&](std::string_view key, JsonValue &inner) {
            found = follow(path, key, inner);
            return !found;
        });
    } else if (JsonDocument::typeOf(value) == JsonType::Array) {
        int index = 0;
        (void)JsonDocument::eachItem(value, [&](JsonValue &inner) {
            found = follow(path, std::to_string(index++), inner);
            return !found;
        });
    }
    return found;
}

} // namespace

QString line(JsonDocument &document, std::string_view json, qsizetype limit, std::string_view without)
{
    if (JsonDocument::typeOf(json) == JsonType::String)
        return JsonText::visibleString(json, limit);
    if (JsonDocument::typeOf(json) != JsonType::Object || !document.openPart(json))
        return JsonText::compact(json, limit);
    LineWriter writer(limit, without);
    (void)document.eachField(
        [&](std::string_view key, JsonValue &value) { return writer.field(QString(), key, value, 0); });
    return writer.result();
}

std::optional<std::string_view> find(JsonDocument &document, std::string_view json, std::string_view path)
{
    std::optional<std::string_view> found;
    if (JsonDocument::typeOf(json) == JsonType::Object && document.openPart(json)) {
        (void)document.eachField([&](std::string_view key, JsonValue &value) {
            found = follow(path, key, value);
            return !found;
        });
    } else if (JsonDocument::typeOf(json) == JsonType::Array && document.openPart(json)) {
        int index = 0;
        (void)document.eachItem([&](JsonValue &value) {
            found = follow(path, std::to_string(index++), value);
            return !found;
        });
    }
    return found;
}

QStringList strings(JsonDocument &document, std::string_view json, int limit)
{
    QStringList list;
    if (JsonDocument::typeOf(json) != JsonType::Array || !document.openPart(json))
        return list;
    (void)document.eachItem([&](JsonValue &value) {
        std::string_view text;
        if (list.size() >= limit || !JsonDocument::raw(value, text))
            return false;
        list += JsonText::isString(text) ? JsonText::visibleString(text, LongestText)
                                         : JsonText::compact(text, LongestText);
        return true;
    });
    return list;
}

} // namespace Backend::DecodedFields
