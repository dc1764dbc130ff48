// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/stackjson.h"

#include "backend/domain/clock.h"
#include "backend/sandbox/rpc/stackrecords.h"

#include <QJsonArray>

#include <google/protobuf/duration.pb.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/timestamp.pb.h>

namespace Backend::StackJson {

namespace {

namespace pb = google::protobuf;
using pb::FieldDescriptor;

bool isHex(const std::string &name)
{
    static const std::set<std::string> names
        = {"dev_eui", "join_eui", "eui",       "dev_addr",   "net_id",
           "key",     "ns_id",    "dev_nonce", "join_nonce", "home_network_net_id"};
    return names.contains(name);
}

void readStruct(const QJsonObject &json, pb::Struct &out);

void readValue(const QJsonValue &json, pb::Value &out)
{
    switch (json.type()) {
    case QJsonValue::Bool:
        out.set_bool_value(json.toBool());
        break;
    case QJsonValue::Double:
        out.set_number_value(json.toDouble());
        break;
    case QJsonValue::String:
        out.set_string_value(json.toString().toStdString());
        break;
    case QJsonValue::Object:
        readStruct(json.toObject(), *out.mutable_struct_value());
        break;
    case QJsonValue::Array:
        out.mutable_list_value();
        for (const QJsonValue &one : json.toArray())
            readValue(one, *out.mutable_list_value()->add_values());
        break;
    default:
        out.set_null_value(pb::NULL_VALUE);
    }
}

void readStruct(const QJsonObject &json, pb::Struct &out)
{
    for (auto it = json.begin(); it != json.end(); ++it)
        readValue(it.value(), (*out.mutable_fields())[it.key().toStdString()]);
}

std::optional<std::string> bytesOf(const QJsonValue &json, bool hex)
{
    const QByteArray text = json.toString().toLatin1();
    if (!json.isString())
        return std::nullopt;
    if (hex) {
        const QByteArray bytes = QByteArray::fromHex(text);
        return bytes.toHex() == text.toLower() ? std::optional(bytes.toStdString()) : std::nullopt;
    }
    const auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? std::optional(decoded.decoded.toStdString()) : std::nullopt;
}

/// Whole numbers may come as text.
std::optional<double> numberOf(const QJsonValue &json)
{
    if (json.isDouble())
        return json.toDouble();
    bool ok = false;
    const double value = json.toString().toDouble(&ok);
    return ok ? std::optional(value) : std::nullopt;
}

bool readMessage(const QJsonValue &json, pb::Message &out);

/// Sets or adds one value.
bool readOne(const QJsonValue &json, pb::Message &message, const FieldDescriptor *field)
{
    const pb::Reflection *in = message.GetReflection();
    const bool many = field->is_repeated();
    const auto number = numberOf(json);
    switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_MESSAGE:
        return readMessage(json, many ? *in->AddMessage(&message, field) : *in->MutableMessage(&message, field));
    case FieldDescriptor::CPPTYPE_STRING: {
        const auto text = field->type() == FieldDescriptor::TYPE_BYTES ? bytesOf(json, isHex(field->name()))
            : json.isString()                                          ? std::optional(json.toString().toStdString())
                                                                       : std::nullopt;
        if (!text)
            return false;
        many ? in->AddString(&message, field, *text) : in->SetString(&message, field, *text);
        return true;
    }
    case FieldDescriptor::CPPTYPE_BOOL:
        many ? in->AddBool(&message, field, json.toBool()) : in->SetBool(&message, field, json.toBool());
        return json.isBool();
    case FieldDescriptor::CPPTYPE_ENUM: {
        const auto *named = field->enum_type()->FindValueByName(json.toString().toStdString());
        if (!named && !json.isDouble())
            return false;
        const int value = named ? named->number() : json.toInt();
        many ? in->AddEnumValue(&message, field, value) : in->SetEnumValue(&message, field, value);
        return true;
    }
    default:
        break;
    }
    if (!number)
        return false;
    switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
        many ? in->AddInt32(&message, field, int(*number)) : in->SetInt32(&message, field, int(*number));
        return true;
    case FieldDescriptor::CPPTYPE_UINT32:
        many ? in->AddUInt32(&message, field, quint32(*number)) : in->SetUInt32(&message, field, quint32(*number));
        return *number >= 0;
    case FieldDescriptor::CPPTYPE_INT64:
        many ? in->AddInt64(&message, field, qint64(*number)) : in->SetInt64(&message, field, qint64(*number));
        return true;
    case FieldDescriptor::CPPTYPE_UINT64:
        many ? in->AddUInt64(&message, field, quint64(*number)) : in->SetUInt64(&message, field, quint64(*number));
        return *number >= 0;
    case FieldDescriptor::CPPTYPE_DOUBLE:
        many ? in->AddDouble(&message, field, *number) : in->SetDouble(&message, field, *number);
        return true;
    case FieldDescriptor::CPPTYPE_FLOAT:
        many ? in->AddFloat(&message, field, float(*number)) : in->SetFloat(&message, field, float(*number));
        return true;
    default:
        return false;
    }
}

bool readMap(const QJsonObject &json, pb::Message &message, const FieldDescriptor *field)
{
    const FieldDescriptor *key = field->message_type()->map_key();
    for (auto it = json.begin(); it != json.end(); ++it) {
        pb::Message *entry = message.GetReflection()->AddMessage(&message, field);
        if (!readOne(QJsonValue(it.key()), *entry, key)
            || !readOne(it.value(), *entry, field->message_type()->map_value()))
            return false;
    }
    return true;
}

bool readMessage(const QJsonValue &json, pb::Message &out)
{
    const pb::Descriptor *type = out.GetDescriptor();
    if (type->full_name() == "google.protobuf.Timestamp") {
        const QByteArray text = json.toString().toLatin1();
        const auto ns = Domain::parseRfc3339({text.constData(), std::size_t(text.size())});
        if (ns)
            StackRecords::stamp(static_cast<pb::Timestamp &>(out), *ns);
        return ns.has_value();
    }
    if (type->full_name() == "google.protobuf.Duration") {
        bool ok = false;
        const double seconds = json.toString().chopped(json.toString().endsWith(u's') ? 1 : 0).toDouble(&ok);
        auto &duration = static_cast<pb::Duration &>(out);
        duration.set_seconds(qint64(seconds));
        duration.set_nanos(int((seconds - double(qint64(seconds))) * 1e9));
        return ok;
    }
    if (type->full_name() == "google.protobuf.Struct") {
        readStruct(json.toObject(), static_cast<pb::Struct &>(out));
        return json.isObject();
    }
    if (type->full_name() == "google.protobuf.Value") {
        readValue(json, static_cast<pb::Value &>(out));
        return true;
    }
    if (json.isObject())
        return read(json.toObject(), out);
    const FieldDescriptor *value = type->FindFieldByName("value");
    return value && type->field_count() == 1 && readOne(json, out, value);
}

} // namespace

bool read(const QJsonObject &json, pb::Message &message)
{
    const pb::Descriptor *type = message.GetDescriptor();
    for (auto it = json.begin(); it != json.end(); ++it) {
        const std::string name = it.key().toStdString();
        const FieldDescriptor *field = type->FindFieldByName(name);
        if (!field)
            field = type->FindFieldByCamelcaseName(name);
        if (!field || it.value().isNull())
            continue;
        if (field->is_map()) {
            if (!it.value().isObject() || !readMap(it.value().toObject(), message, field))
                return false;
        } else if (field->is_repeated()) {
            for (const QJsonValue &one : it.value().toArray()) {
                if (!readOne(one, message, field))
                    return false;
            }
        } else if (!readOne(it.value(), message, field)) {
            return false;
        }
    }
    return true;
}

void leaves(const pb::Message &message, const std::string &prefix, std::vector<std::string> &out)
{
    std::vector<const FieldDescriptor *> set;
    message.GetReflection()->ListFields(message, &set);
    for (const FieldDescriptor *field : set) {
        const pb::OneofDescriptor *choice = field->real_containing_oneof();
        const std::string path = prefix + (choice ? choice->name() + '.' : "") + field->name();
        const pb::Descriptor *type = field->message_type();
        const bool isWrapped = type && type->field_count() == 1 && type->FindFieldByName("value");
        if (field->is_repeated() || !type || isWrapped || type->file()->package() == "google.protobuf")
            out.push_back(path);
        else
            leaves(message.GetReflection()->GetMessage(message, field), path + '.', out);
    }
}

} // namespace Backend::StackJson
