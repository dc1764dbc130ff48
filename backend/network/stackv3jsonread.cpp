// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/stackv3json.h"
#include "backend/network/stackv3jsonrules.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>
#include <google/protobuf/util/json_util.h>
#include <limits>
#include <optional>

namespace Backend {

namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
namespace Rules = StackJsonRules;

bool readMessage(const QJsonObject &json, Message &message, int depth);

/// Numbers come as text, too.
template <typename T>
std::optional<T> integer(const QJsonValue &value)
{
    bool ok = false;
    if (value.isString()) {
        if constexpr (std::is_signed_v<T>) {
            const qlonglong number = value.toString().toLongLong(&ok);
            ok = ok && number >= qlonglong(std::numeric_limits<T>::min())
                && number <= qlonglong(std::numeric_limits<T>::max());
            return ok ? std::optional(T(number)) : std::nullopt;
        } else {
            const qulonglong number = value.toString().toULongLong(&ok);
            ok = ok && number <= qulonglong(std::numeric_limits<T>::max());
            return ok ? std::optional(T(number)) : std::nullopt;
        }
    }
    const double number = value.toDouble(std::nan(""));
    const bool fits = number >= double(std::numeric_limits<T>::lowest())
        && number <= std::min(double(std::numeric_limits<T>::max()), 9'007'199'254'740'992.) // exact up to there
        && number == std::floor(number);
    return fits ? std::optional(T(number)) : std::nullopt;
}

std::optional<double> real(const QJsonValue &value)
{
    bool ok = value.isDouble();
    const double number = ok ? value.toDouble() : value.toString().toDouble(&ok);
    return ok ? std::optional(number) : std::nullopt;
}

std::optional<int> enumNumber(const QJsonValue &value, const FieldDescriptor *field)
{
    if (!value.isString())
        return integer<qint32>(value);
    const auto *found = field->enum_type()->FindValueByName(value.toString().toStdString());
    return found ? std::optional(found->number()) : std::nullopt;
}

std::optional<std::string> bytes(const QJsonValue &value, const std::string &name)
{
    if (!value.isString())
        return std::nullopt;
    const QByteArray text = value.toString().toLatin1();
    const QByteArray hex = QByteArray::fromHex(text);
    // Of the length that such a field has; else it may be the base64 that others write.
    if (Rules::isHexadecimal(name) && hex.size() * 2 == text.size() && hex.toHex() == text.toLower())
        return hex.toStdString();
    const auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? std::optional(decoded.decoded.toStdString()) : std::nullopt;
}

bool readWellKnown(const QJsonValue &value, Message *message)
{
    // A bare value is no document for Qt: it travels in an array.
    QByteArray text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    text = text.mid(1, text.size() - 2);
    return google::protobuf::util::JsonStringToMessage(text.toStdString(), message).ok();
}

bool readSubMessage(const QJsonValue &value, Message *message, int depth);

/// Adds to a repeated field, sets another.
bool readItem(const QJsonValue &value, Message &message, const FieldDescriptor *field, int depth)
{
    const Reflection &reflection = *message.GetReflection();
    const bool many = field->is_repeated();
    const auto put = [&](const auto &read, auto set, auto add) {
        if (read)
            (reflection.*(many ? add : set))(&message, field, *read);
        return read.has_value();
    };
    switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
        return put(integer<qint32>(value), &Reflection::SetInt32, &Reflection::AddInt32);
    case FieldDescriptor::CPPTYPE_UINT32:
        return put(integer<quint32>(value), &Reflection::SetUInt32, &Reflection::AddUInt32);
    case FieldDescriptor::CPPTYPE_INT64:
        return put(integer<qint64>(value), &Reflection::SetInt64, &Reflection::AddInt64);
    case FieldDescriptor::CPPTYPE_UINT64:
        return put(integer<quint64>(value), &Reflection::SetUInt64, &Reflection::AddUInt64);
    case FieldDescriptor::CPPTYPE_DOUBLE:
        return put(real(value), &Reflection::SetDouble, &Reflection::AddDouble);
    case FieldDescriptor::CPPTYPE_FLOAT:
        return put(real(value), &Reflection::SetFloat, &Reflection::AddFloat);
    case FieldDescriptor::CPPTYPE_BOOL:
        return put(value.isBool() ? std::optional(value.toBool()) : std::nullopt, &Reflection::SetBool,
                   &Reflection::AddBool);
    case FieldDescriptor::CPPTYPE_ENUM:
        return put(enumNumber(value, field), &Reflection::SetEnumValue, &Reflection::AddEnumValue);
    case FieldDescriptor::CPPTYPE_STRING: {
        std::optional<std::string> text;
        if (field->type() == FieldDescriptor::TYPE_BYTES)
            text = bytes(value, field->name());
        else if (value.isString())
            text = value.toString().toStdString();
        if (text)
            many ? reflection.AddString(&message, field, *text) : reflection.SetString(&message, field, *text);
        return text.has_value();
    }
    case FieldDescriptor::CPPTYPE_MESSAGE:
        return readSubMessage(
            value, many ? reflection.AddMessage(&message, field) : reflection.MutableMessage(&message, field),
            depth + 1);
    }
    return false;
}

bool readSubMessage(const QJsonValue &value, Message *message, int depth)
{
    if (depth > Rules::maxDepth)
        return false;
    if (Rules::isWrapper(*message) && !value.isObject())
        return readItem(value, *message, message->GetDescriptor()->field(0), depth);
    if (Rules::isWellKnown(*message) && !Rules::isWrapper(*message))
        return readWellKnown(value, message);
    return value.isObject() && readMessage(value.toObject(), *message, depth);
}

bool readMap(const QJsonObject &json, Message &message, const FieldDescriptor *field, int depth)
{
    for (auto it = json.begin(); it != json.end(); ++it) {
        Message *entry = message.GetReflection()->AddMessage(&message, field);
        if (!readItem(it.key(), *entry, entry->GetDescriptor()->FindFieldByNumber(1), depth)
            || !readItem(it.value(), *entry, entry->GetDescriptor()->FindFieldByNumber(2), depth))
            return false;
    }
    return true;
}

bool readField(const QJsonValue &value, Message &message, const FieldDescriptor *field, int depth)
{
    if (value.isNull())
        return true;
    if (field->is_map())
        return value.isObject() && readMap(value.toObject(), message, field, depth);
    if (!field->is_repeated())
        return readItem(value, message, field, depth);
    const QJsonArray items = value.toArray();
    return value.isArray() && std::all_of(items.begin(), items.end(), [&](const QJsonValue &item) {
               return readItem(item, message, field, depth);
           });
}

bool readMessage(const QJsonObject &json, Message &message, int depth)
{
    for (auto it = json.begin(); it != json.end(); ++it) {
        const std::string name = it.key().toStdString();
        const FieldDescriptor *field = message.GetDescriptor()->FindFieldByName(name);
        if (!field)
            field = message.GetDescriptor()->FindFieldByCamelcaseName(name);
        if (field && !readField(it.value(), message, field, depth)) // unknown names are nobody's mistake
            return false;
    }
    return true;
}

} // namespace

bool readStackJson(const QByteArray &json, Message &message)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    return document.isObject() && readMessage(document.object(), message, 0);
}

} // namespace Backend
