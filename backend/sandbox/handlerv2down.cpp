// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/handlerv2down.h"

#include <QJsonDocument>

#include <simdjson.h>
#include <string>

namespace Backend {

namespace {

namespace dom = simdjson::dom;

/// The message is undecodable.
struct Undecodable
{
};

quint8 byte(const dom::element &value)
{
    // 1.0 and "1" are no integers to the handler.
    uint64_t number = 0;
    if (!value.is<uint64_t>() || value.get(number) || number > 255)
        throw Undecodable();
    return quint8(number);
}

QByteArray bytes(const dom::element &value)
{
    dom::array list;
    if (!value.get(list)) {
        QByteArray out;
        for (const dom::element item : list)
            out += char(byte(item));
        return out;
    }
    std::string_view text;
    if (value.get(text))
        throw Undecodable();
    QByteArray base64(text.data(), qsizetype(text.size()));
    base64.replace("\n", "").replace("\r", "");
    if (base64.size() % 4)
        throw Undecodable();
    const auto decoded = QByteArray::fromBase64Encoding(base64, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        throw Undecodable();
    return *decoded;
}

HandlerV2Downlink::Schedule schedule(std::string_view text)
{
    using Schedule = HandlerV2Downlink::Schedule;
    return text.empty() || text == "replace" ? Schedule::Replace
        : text == "first"                    ? Schedule::First
        : text == "last"                     ? Schedule::Last
                                             : Schedule::Unknown;
}

void read(const QByteArray &key, const dom::element &value, HandlerV2Downlink &out)
{
    if (value.is_null())
        return;
    if (key == "port") {
        out.port = byte(value);
    } else if (key == "confirmed") {
        if (value.get(out.confirmed))
            throw Undecodable();
    } else if (key == "schedule") {
        std::string_view text;
        if (value.get(text))
            throw Undecodable();
        out.schedule = schedule(text);
    } else if (key == "payload_raw") {
        out.payload = bytes(value);
    } else if (key == "payload_fields") {
        if (!value.is<dom::object>())
            throw Undecodable();
        out.fields = QJsonDocument::fromJson(QByteArray::fromStdString(simdjson::minify(value))).object();
    }
}

} // namespace

std::optional<HandlerV2Downlink> parseHandlerV2Downlink(const QByteArray &json)
{
    if (json.startsWith("\xEF\xBB\xBF"))
        return std::nullopt;
    dom::parser parser;
    dom::element root;
    if (parser.parse(json.constData(), std::size_t(json.size())).get(root))
        return std::nullopt;
    HandlerV2Downlink out;
    if (root.is_null())
        return out;
    dom::object object;
    if (root.get(object))
        return std::nullopt;
    try {
        for (const dom::key_value_pair field : object)
            read(QByteArray(field.key.data(), qsizetype(field.key.size())).toLower(), field.value, out);
    } catch (const Undecodable &) {
        return std::nullopt;
    }
    if (out.payload && out.payload->isEmpty())
        out.payload.reset();
    return out;
}

} // namespace Backend
