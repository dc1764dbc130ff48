// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/stackv3json.h"

#include "backend/network/stackv3jsonrules.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>
#include <google/protobuf/util/json_util.h>
#include <vector>

namespace Backend {

namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

namespace Rules = StackJsonRules;

QJsonValue printed(const Message &message)
{
    std::string text;
    google::protobuf::util::JsonPrintOptions options;
    options.preserve_proto_field_names = true;
    if (!google::protobuf::util::MessageToJsonString(message, &text, options).ok())
        return {};
    // Not all of them are objects, and only within something a value is JSON for Qt.
    const QByteArray array = '[' + QByteArray::fromStdString(text) + ']';
    return QJsonDocument::fromJson(array).array().at(0);
}

QJsonValue bytesValue(const std::string &name, const std::string &bytes)
{
    const QByteArray raw = QByteArray::fromStdString(bytes);
    const bool isHex = Rules::isHexadecimal(name);
    return QString::fromLatin1(isHex ? raw.toHex().toUpper() : raw.toBase64());
}

QJsonValue enumValue(const EnumDescriptor &type, int number)
{
    const bool isNumber = Rules::isNumeric(type.name());
    const auto *value = type.FindValueByNumber(number);
    return isNumber || !value ? QJsonValue(number) : QJsonValue(QString::fromStdString(value->name()));
}

QJsonValue number(double value)
{
    return std::isfinite(value) ? QJsonValue(value)
                                : QJsonValue(value > 0       ? QStringLiteral("Infinity")
                                                 : value < 0 ? QStringLiteral("-Infinity")
                                                             : QStringLiteral("NaN"));
}

QJsonValue messageValue(const Message &message, int depth);

/// Repeated fields have their own getters.
QJsonValue itemValue(const Message &message, const FieldDescriptor *field, int index, int depth)
{
    const Reflection &reflection = *message.GetReflection();
    const bool many = field->is_repeated();
    const auto get = [&](auto single, auto repeated) {
        return many ? (reflection.*repeated)(message, field, index) : (reflection.*single)(message, field);
    };
    switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
        return get(&Reflection::GetInt32, &Reflection::GetRepeatedInt32);
    case FieldDescriptor::CPPTYPE_UINT32:
        return qint64(get(&Reflection::GetUInt32, &Reflection::GetRepeatedUInt32));
    case FieldDescriptor::CPPTYPE_INT64:
        return QString::number(get(&Reflection::GetInt64, &Reflection::GetRepeatedInt64));
    case FieldDescriptor::CPPTYPE_UINT64:
        return QString::number(get(&Reflection::GetUInt64, &Reflection::GetRepeatedUInt64));
    case FieldDescriptor::CPPTYPE_DOUBLE:
        return number(get(&Reflection::GetDouble, &Reflection::GetRepeatedDouble));
    case FieldDescriptor::CPPTYPE_FLOAT:
        // As short as the number is: 0.1 and not 0.10000000149.
        return number(
            QString::number(double(get(&Reflection::GetFloat, &Reflection::GetRepeatedFloat)), 'g', 7).toDouble());
    case FieldDescriptor::CPPTYPE_BOOL:
        return get(&Reflection::GetBool, &Reflection::GetRepeatedBool);
    case FieldDescriptor::CPPTYPE_ENUM:
        return enumValue(*field->enum_type(), get(&Reflection::GetEnumValue, &Reflection::GetRepeatedEnumValue));
    case FieldDescriptor::CPPTYPE_STRING: {
        const std::string value = get(&Reflection::GetString, &Reflection::GetRepeatedString);
        return field->type() == FieldDescriptor::TYPE_BYTES ? bytesValue(field->name(), value)
                                                            : QJsonValue(QString::fromStdString(value));
    }
    case FieldDescriptor::CPPTYPE_MESSAGE:
        return messageValue(many ? reflection.GetRepeatedMessage(message, field, index)
                                 : reflection.GetMessage(message, field),
                            depth + 1);
    }
    return {};
}

QJsonValue mapValue(const Message &message, const FieldDescriptor *field, int depth)
{
    QJsonObject out;
    for (int i = 0; i < message.GetReflection()->FieldSize(message, field); ++i) {
        const Message &entry = message.GetReflection()->GetRepeatedMessage(message, field, i);
        const FieldDescriptor *key = entry.GetDescriptor()->FindFieldByNumber(1);
        const FieldDescriptor *value = entry.GetDescriptor()->FindFieldByNumber(2);
        out.insert(itemValue(entry, key, 0, depth).toVariant().toString(), itemValue(entry, value, 0, depth));
    }
    return out;
}

QJsonValue fieldValue(const Message &message, const FieldDescriptor *field, int depth)
{
    if (field->is_map())
        return mapValue(message, field, depth);
    if (!field->is_repeated())
        return itemValue(message, field, 0, depth);
    QJsonArray out;
    for (int i = 0; i < message.GetReflection()->FieldSize(message, field); ++i)
        out += itemValue(message, field, i, depth);
    return out;
}

QJsonValue messageValue(const Message &message, int depth)
{
    if (depth > Rules::maxDepth)
        return {};
    if (Rules::isWrapper(message)) // also what is zero: the wrapper is there
        return itemValue(message, message.GetDescriptor()->field(0), 0, depth);
    if (Rules::isWellKnown(message))
        return printed(message);
    std::vector<const FieldDescriptor *> fields;
    message.GetReflection()->ListFields(message, &fields);
    QJsonObject out;
    for (const FieldDescriptor *field : fields)
        out.insert(QString::fromStdString(field->name()), fieldValue(message, field, depth));
    return out;
}

} // namespace

QByteArray stackJson(const Message &message)
{
    return QJsonDocument(messageValue(message, 0).toObject()).toJson();
}

} // namespace Backend
