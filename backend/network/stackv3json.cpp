// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/stackv3json.h"

#include "backend/domain/clock.h"
#include "backend/domain/jsonwriter.h"
#include "backend/network/stackv3jsonrules.h"

#include <cmath>
#include <google/protobuf/any.pb.h>
#include <google/protobuf/duration.pb.h>
#include <google/protobuf/field_mask.pb.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/timestamp.pb.h>
#include <limits>
#include <map>
#include <memory>
#include <set>

namespace Backend {

namespace {

namespace pb = google::protobuf;
using pb::FieldDescriptor;
namespace Rules = StackJsonRules;

constexpr int deepest = 64; ///< levels; what lies deeper is left out
constexpr char hidden[] = "***";

bool isSecret(const FieldDescriptor &field)
{
    static const std::set<std::string> names
        = {"ttn.lorawan.v3.KeyEnvelope.key",
           "ttn.lorawan.v3.KeyEnvelope.encrypted_key",
           "ttn.lorawan.v3.APIKey.key",
           "ttn.lorawan.v3.EndDeviceAuthenticationCode.value",
           "ttn.lorawan.v3.ClaimEndDeviceRequest.qr_code",
           "ttn.lorawan.v3.ClaimEndDeviceRequest.AuthenticatedIdentifiers.authentication_code",
           "ttn.lorawan.v3.OAuthAccessToken.access_token",
           "ttn.lorawan.v3.OAuthAccessToken.refresh_token",
           "ttn.lorawan.v3.UserSession.session_secret"};
    return names.contains(field.full_name());
}

QByteArray bytesOf(const std::string &text)
{
    return {text.data(), qsizetype(text.size())};
}

/// Trailing groups of three zero digits left out, as the standard mapping has it.
QByteArray fraction(int nanos)
{
    QByteArray digits = QByteArray::number(nanos).rightJustified(9, '0');
    while (digits.endsWith("000"))
        digits.chop(3);
    if (!digits.isEmpty())
        digits.prepend('.');
    return digits;
}

class Writer
{
public:
    explicit Writer(StackSecrets secrets)
        : m_hides(secrets == StackSecrets::Hide)
    {
    }

    QByteArray take() { return m_json.take(); }

    void message(const pb::Message &message, int depth)
    {
        if (depth > deepest) {
            m_json.null();
            return;
        }
        if (wellKnown(message, depth))
            return;
        if (Rules::isWrapper(message)) { // also what is zero: the wrapper is there
            single(message, *message.GetDescriptor()->field(0));
            return;
        }
        m_json.beginObject();
        fields(message, depth);
        m_json.endObject();
    }

private:
    void fields(const pb::Message &message, int depth)
    {
        std::vector<const FieldDescriptor *> set;
        const pb::Reflection *reflection = message.GetReflection();
        reflection->ListFields(message, &set);
        for (const FieldDescriptor *field : set) {
            m_json.key(field->name());
            if (field->is_map())
                map(message, *field, depth);
            else if (field->is_repeated())
                list(message, *field, depth);
            else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE)
                this->message(reflection->GetMessage(message, field), depth + 1);
            else
                single(message, *field);
        }
    }

    void single(const pb::Message &message, const FieldDescriptor &field)
    {
        const pb::Reflection *in = message.GetReflection();
        switch (field.cpp_type()) {
        case FieldDescriptor::CPPTYPE_STRING:
            text(field, in->GetString(message, &field));
            break;
        case FieldDescriptor::CPPTYPE_BOOL:
            m_json.boolean(in->GetBool(message, &field));
            break;
        case FieldDescriptor::CPPTYPE_ENUM:
            enumerator(field, in->GetEnumValue(message, &field));
            break;
        case FieldDescriptor::CPPTYPE_INT32:
            m_json.integer(in->GetInt32(message, &field));
            break;
        case FieldDescriptor::CPPTYPE_UINT32:
            m_json.integer(in->GetUInt32(message, &field));
            break;
        case FieldDescriptor::CPPTYPE_INT64:
            m_json.text(QByteArray::number(in->GetInt64(message, &field)));
            break;
        case FieldDescriptor::CPPTYPE_UINT64:
            m_json.text(QByteArray::number(in->GetUInt64(message, &field)));
            break;
        case FieldDescriptor::CPPTYPE_DOUBLE:
            number(in->GetDouble(message, &field));
            break;
        case FieldDescriptor::CPPTYPE_FLOAT:
            number(in->GetFloat(message, &field));
            break;
        case FieldDescriptor::CPPTYPE_MESSAGE:
            break; // not here
        }
    }

    void list(const pb::Message &message, const FieldDescriptor &field, int depth)
    {
        const pb::Reflection *in = message.GetReflection();
        m_json.beginArray();
        for (int i = 0; i < in->FieldSize(message, &field); ++i) {
            switch (field.cpp_type()) {
            case FieldDescriptor::CPPTYPE_STRING:
                text(field, in->GetRepeatedString(message, &field, i));
                break;
            case FieldDescriptor::CPPTYPE_BOOL:
                m_json.boolean(in->GetRepeatedBool(message, &field, i));
                break;
            case FieldDescriptor::CPPTYPE_ENUM:
                enumerator(field, in->GetRepeatedEnumValue(message, &field, i));
                break;
            case FieldDescriptor::CPPTYPE_INT32:
                m_json.integer(in->GetRepeatedInt32(message, &field, i));
                break;
            case FieldDescriptor::CPPTYPE_UINT32:
                m_json.integer(in->GetRepeatedUInt32(message, &field, i));
                break;
            case FieldDescriptor::CPPTYPE_INT64:
                m_json.text(QByteArray::number(in->GetRepeatedInt64(message, &field, i)));
                break;
            case FieldDescriptor::CPPTYPE_UINT64:
                m_json.text(QByteArray::number(in->GetRepeatedUInt64(message, &field, i)));
                break;
            case FieldDescriptor::CPPTYPE_DOUBLE:
                number(in->GetRepeatedDouble(message, &field, i));
                break;
            case FieldDescriptor::CPPTYPE_FLOAT:
                number(in->GetRepeatedFloat(message, &field, i));
                break;
            case FieldDescriptor::CPPTYPE_MESSAGE:
                this->message(in->GetRepeatedMessage(message, &field, i), depth + 1);
                break;
            }
        }
        m_json.endArray();
    }

    /// In the order of the keys: on the wire there is none.
    void map(const pb::Message &message, const FieldDescriptor &field, int depth)
    {
        const pb::Reflection *in = message.GetReflection();
        const FieldDescriptor *key = field.message_type()->map_key();
        const FieldDescriptor *value = field.message_type()->map_value();
        std::map<QByteArray, const pb::Message *> sorted;
        for (int i = 0; i < in->FieldSize(message, &field); ++i) {
            const pb::Message &entry = in->GetRepeatedMessage(message, &field, i);
            Writer name(m_hides ? StackSecrets::Hide : StackSecrets::Show);
            name.single(entry, *key);
            QByteArray text = name.take();
            if (key->cpp_type() == FieldDescriptor::CPPTYPE_STRING)
                text = bytesOf(entry.GetReflection()->GetString(entry, key));
            sorted.insert_or_assign(text, &entry);
        }
        m_json.beginObject();
        for (const auto &[name, entry] : sorted) {
            m_json.key(std::string_view(name.constData(), std::size_t(name.size())));
            if (value->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE)
                this->message(entry->GetReflection()->GetMessage(*entry, value), depth + 1);
            else
                single(*entry, *value);
        }
        m_json.endObject();
    }

    void text(const FieldDescriptor &field, const std::string &bytes)
    {
        const QByteArray content = bytesOf(bytes);
        if (m_hides && isSecret(field))
            m_json.text(hidden);
        else if (field.type() != FieldDescriptor::TYPE_BYTES)
            m_json.text(content);
        else if (Rules::isHexadecimal(field.name()))
            m_json.text(content.toHex().toUpper());
        else
            m_json.base64(content);
    }

    void enumerator(const FieldDescriptor &field, int number)
    {
        const pb::EnumValueDescriptor *known = field.enum_type()->FindValueByNumber(number);
        if (known && !Rules::isNumeric(field.enum_type()->name()))
            m_json.text(bytesOf(known->name()));
        else
            m_json.integer(number);
    }

    void number(double value)
    {
        if (std::isfinite(value))
            m_json.real(value);
        else
            m_json.text(std::isnan(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    }

    /// The shortest one that reads back as the same float, not the double next to it.
    void number(float value)
    {
        for (int digits = std::numeric_limits<float>::digits10; digits < std::numeric_limits<float>::max_digits10;
             ++digits) {
            const QByteArray text = QByteArray::number(double(value), 'g', digits);
            if (text.toFloat() == value) {
                number(text.toDouble());
                return;
            }
        }
        number(double(value));
    }

    bool wellKnown(const pb::Message &message, int depth)
    {
        const std::string &name = message.GetDescriptor()->full_name();
        if (!Rules::isWellKnown(message))
            return false;
        if (name == "google.protobuf.Timestamp")
            timestamp(static_cast<const pb::Timestamp &>(message));
        else if (name == "google.protobuf.Duration")
            duration(static_cast<const pb::Duration &>(message));
        else if (name == "google.protobuf.Struct")
            object(static_cast<const pb::Struct &>(message), depth);
        else if (name == "google.protobuf.Value")
            value(static_cast<const pb::Value &>(message), depth);
        else if (name == "google.protobuf.ListValue")
            values(static_cast<const pb::ListValue &>(message), depth);
        else if (name == "google.protobuf.FieldMask")
            mask(static_cast<const pb::FieldMask &>(message));
        else if (name == "google.protobuf.Any")
            any(static_cast<const pb::Any &>(message), depth);
        else if (const FieldDescriptor *only = message.GetDescriptor()->FindFieldByName("value"))
            single(message, *only); // the wrappers
        else
            return false;
        return true;
    }

    void timestamp(const pb::Timestamp &time)
    {
        constexpr qint64 farthest = std::numeric_limits<qint64>::max() / 1'000'000'000 - 1;
        if (time.seconds() > farthest || time.seconds() < -farthest || time.nanos() < 0 || time.nanos() > 999'999'999)
            m_json.text(QByteArray::number(qint64(time.seconds())).append('s')); // no time that could be written
        else
            m_json.text(Domain::toRfc3339(time.seconds() * 1'000'000'000 + time.nanos()));
    }

    void duration(const pb::Duration &length)
    {
        QByteArray text = QByteArray::number(qint64(length.seconds()));
        if (length.nanos() < 0 && !text.startsWith('-'))
            text.prepend('-');
        text += fraction(std::abs(length.nanos() % 1'000'000'000));
        m_json.text(text.append('s'));
    }

    void object(const pb::Struct &content, int depth)
    {
        std::map<std::string, const pb::Value *> sorted;
        for (const auto &[name, one] : content.fields())
            sorted.emplace(name, &one);
        m_json.beginObject();
        for (const auto &[name, one] : sorted) {
            m_json.key(name);
            message(*one, depth + 1);
        }
        m_json.endObject();
    }

    void value(const pb::Value &content, int depth)
    {
        switch (content.kind_case()) {
        case pb::Value::kNumberValue:
            number(content.number_value());
            break;
        case pb::Value::kStringValue:
            m_json.text(bytesOf(content.string_value()));
            break;
        case pb::Value::kBoolValue:
            m_json.boolean(content.bool_value());
            break;
        case pb::Value::kStructValue:
            object(content.struct_value(), depth);
            break;
        case pb::Value::kListValue:
            values(content.list_value(), depth);
            break;
        default:
            m_json.null();
        }
    }

    void values(const pb::ListValue &content, int depth)
    {
        m_json.beginArray();
        for (const pb::Value &one : content.values())
            message(one, depth + 1);
        m_json.endArray();
    }

    void mask(const pb::FieldMask &paths)
    {
        QByteArrayList all;
        for (const std::string &path : paths.paths())
            all += bytesOf(path);
        m_json.text(all.join(','));
    }

    void any(const pb::Any &content, int depth)
    {
        m_json.beginObject();
        m_json.key("@type").text(bytesOf(content.type_url()));
        const std::string name = content.type_url().substr(content.type_url().rfind('/') + 1);
        const pb::Descriptor *type = pb::DescriptorPool::generated_pool()->FindMessageTypeByName(name);
        std::unique_ptr<pb::Message> known;
        if (type && depth < deepest)
            known.reset(pb::MessageFactory::generated_factory()->GetPrototype(type)->New());
        if (!known || !known->ParseFromString(content.value())) {
            // Nobody knows what in it is secret.
            m_json.key("value");
            if (m_hides)
                m_json.text(hidden);
            else
                m_json.base64(bytesOf(content.value()));
        } else if (type->file()->package() == "google.protobuf" && name != "google.protobuf.Empty") {
            m_json.key("value");
            message(*known, depth + 1);
        } else {
            fields(*known, depth + 1);
        }
        m_json.endObject();
    }

    const bool m_hides;
    Domain::JsonWriter m_json;
};

} // namespace

QByteArray stackJson(const google::protobuf::Message &message, StackSecrets secrets)
{
    Writer writer(secrets);
    writer.message(message, 0);
    return writer.take();
}

} // namespace Backend
