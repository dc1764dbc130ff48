// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/sandbox/stackanswers.h"

#include <QFile>
#include <QJsonArray>

#include <algorithm>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/field_mask.pb.h>
#include <google/protobuf/timestamp.pb.h>
#include <google/rpc/status.pb.h>
#include <ttn/lorawan/v3/catalogue_services.pb.h>
#include <ttn/lorawan/v3/configuration.pb.h>
#include <ttn/lorawan/v3/device_services.pb.h>
#include <ttn/lorawan/v3/identity_services.pb.h>
#include <ttn/lorawan/v3/traffic_services.pb.h>

namespace StackReplay {

using namespace Backend;
namespace v3 = ttn::lorawan::v3;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

namespace {

/// Fields that a server makes up: keys of sessions, ids, addresses, counters of the air. That they are set counts.
bool isMadeUp(const FieldDescriptor &field)
{
    static const QStringList names{QStringLiteral("session_key_id"), QStringLiteral("unique_id"),
                                   QStringLiteral("origin"),         QStringLiteral("correlation_id"),
                                   QStringLiteral("remote_ip"),      QStringLiteral("user_agent"),
                                   QStringLiteral("token_id"),       QStringLiteral("used_dev_nonces"),
                                   QStringLiteral("dev_addr"),       QStringLiteral("last_dev_nonce")};
    const std::string &owner = field.containing_type()->name();
    return names.contains(QString::fromStdString(field.name())) || (owner == "KeyEnvelope" && field.name() == "key")
        || (owner == "APIKey" && (field.name() == "key" || field.name() == "id"));
}

void sortEnums(Message &message, const FieldDescriptor *field)
{
    const auto *in = message.GetReflection();
    std::vector<int> values;
    for (int i = 0; i < in->FieldSize(message, field); ++i)
        values.push_back(in->GetRepeatedEnumValue(message, field, i));
    std::sort(values.begin(), values.end());
    for (int i = 0; i < int(values.size()); ++i)
        in->SetRepeatedEnumValue(&message, field, i, values[std::size_t(i)]);
}

/// How a chain of causes differs.
void compare(const v3::ErrorDetails &ours, const QJsonObject &theirs, QStringList &out)
{
    const auto check = [&out](const char *what, const QString &one, const QString &other) {
        if (one != other)
            out += QLatin1String(what) + u": " + one + u", recorded " + other;
    };
    const auto named = [&theirs](const char *name) { return theirs.value(QLatin1String(name)); };
    check("namespace", QString::fromStdString(ours.namespace_()), named("namespace").toString());
    check("name", QString::fromStdString(ours.name()), named("name").toString());
    check("format", QString::fromStdString(ours.message_format()), named("message_format").toString());
    check("code", QString::number(ours.code()), QString::number(named("code").toInt()));
    const QJsonObject attributes = named("attributes").toObject();
    QStringList names;
    for (const auto &[attribute, value] : ours.attributes().fields()) {
        const QString name = QString::fromStdString(attribute);
        const QJsonValue recorded = attributes.value(name);
        names += name;
        if (recorded.isArray()) {
            QStringList one, other;
            for (const auto &item : value.list_value().values())
                one += QString::fromStdString(item.string_value());
            for (const QJsonValue &item : recorded.toArray())
                other += item.toString();
            one.sort(); // rights come in any order
            other.sort();
            check(attribute.c_str(), one.join(u' '), other.join(u' '));
        } else if (recorded.isDouble()) {
            check(attribute.c_str(), QString::number(value.number_value()), QString::number(recorded.toDouble()));
        } else {
            check(attribute.c_str(), QString::fromStdString(value.string_value()), recorded.toString());
        }
    }
    names.sort();
    check("attributes", names.join(u' '), attributes.keys().join(u' '));
    const QJsonObject cause = named("cause").toObject();
    if (ours.has_cause() && !cause.isEmpty())
        compare(ours.cause(), cause, out);
    else if (ours.has_cause() || !cause.isEmpty())
        out += QStringLiteral("cause: ") + (ours.has_cause() ? u"one too many" : u"missing");
}

} // namespace

QJsonDocument readJson(const QString &path)
{
    QFile file(QStringLiteral(TTN_TEST_DATA "/") + path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()) : QJsonDocument();
}

std::string readBytes(const QString &path)
{
    QFile file(QStringLiteral(TTN_TEST_DATA "/") + path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

StackRights::List listOf(std::initializer_list<int> rights)
{
    StackRights::List out;
    for (const int right : rights)
        out.Add(right);
    return out;
}

void normalize(Message &message)
{
    const auto *in = message.GetReflection();
    if (message.GetDescriptor() == google::protobuf::Timestamp::descriptor()) {
        message.Clear();
        return;
    }
    if (auto *mask = dynamic_cast<google::protobuf::FieldMask *>(&message))
        std::sort(mask->mutable_paths()->begin(), mask->mutable_paths()->end());
    if (auto *versions = dynamic_cast<v3::GetPhyVersionsResponse *>(&message)) // from a map of the servers
        std::sort(versions->mutable_version_info()->begin(), versions->mutable_version_info()->end(),
                  [](const auto &one, const auto &two) { return one.band_id() < two.band_id(); });
    std::vector<const FieldDescriptor *> fields;
    in->ListFields(message, &fields);
    for (const FieldDescriptor *field : fields) {
        const int count = field->is_repeated() ? in->FieldSize(message, field) : 0;
        if (isMadeUp(*field)) {
            if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING && !field->is_repeated())
                in->SetString(&message, field, std::to_string(in->GetString(message, field).size()) + " bytes");
            else
                in->ClearField(&message, field);
            continue;
        }
        if (field->is_repeated() && field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM)
            sortEnums(message, field);
        if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE || field->is_map())
            continue;
        if (!field->is_repeated())
            normalize(*in->MutableMessage(&message, field));
        for (int i = 0; i < count; ++i)
            normalize(*in->MutableRepeatedMessage(&message, field, i));
    }
}

QString shown(const std::string &bytes, const google::protobuf::Descriptor *type)
{
    const std::unique_ptr<Message> message(
        google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
    if (!message->ParseFromString(bytes))
        return QStringLiteral("not a ") + QString::fromStdString(type->full_name());
    normalize(*message);
    return QString::fromStdString(message->DebugString());
}

QStringList differences(const QString &ours, const QString &theirs)
{
    QStringList one = ours.split(u'\n'), other = theirs.split(u'\n'), out;
    if (one == other)
        return out;
    for (const QString &line : std::as_const(one)) {
        if (!other.removeOne(line))
            out += u'-' + line;
    }
    for (const QString &line : std::as_const(other))
        out += u'+' + line;
    if (out.isEmpty())
        out += QStringLiteral("another order");
    return out;
}

const google::protobuf::Descriptor *answerOf(const std::string &rpc)
{
    // The linker leaves files with services out that nobody names.
    const auto &pool = *google::protobuf::DescriptorPool::generated_pool();
    for (const char *file : {descriptor_table_ttn_2florawan_2fv3_2fidentity_5fservices_2eproto.filename,
                             descriptor_table_ttn_2florawan_2fv3_2fdevice_5fservices_2eproto.filename,
                             descriptor_table_ttn_2florawan_2fv3_2fcatalogue_5fservices_2eproto.filename,
                             descriptor_table_ttn_2florawan_2fv3_2ftraffic_5fservices_2eproto.filename}) {
        if (!pool.FindFileByName(file))
            return nullptr;
    }
    std::string path = rpc.substr(1);
    path[path.find('/')] = '.';
    const auto *method = pool.FindMethodByName(path);
    return method ? method->output_type() : nullptr;
}

QStringList headerNames(const ServerAnswer &answer)
{
    QStringList out;
    for (const auto &[name, value] : answer.headers)
        out += QString::fromStdString(name);
    return out;
}

v3::ErrorDetails detailsOf(const ServerAnswer &answer)
{
    google::rpc::Status status;
    v3::ErrorDetails details;
    const std::string &bytes = answer.stream ? answer.stream->end().details : answer.details;
    if (status.ParseFromString(bytes) && status.details_size() == 1)
        status.details(0).UnpackTo(&details);
    return details;
}

QString nameOf(const ServerAnswer &answer)
{
    const bool ends = answer.stream && !answer.stream->isOpen();
    if ((ends ? answer.stream->end().code : answer.code) == RpcCode::Ok)
        return {};
    const v3::ErrorDetails details = detailsOf(answer);
    if (details.name().empty())
        return QString::fromStdString(ends ? answer.stream->end().text : answer.text);
    return QString::fromStdString(details.namespace_() + ':' + details.name());
}

QStringList failureDifferences(const ServerAnswer &answer, const QJsonObject &recorded, const QString &text)
{
    QStringList out;
    const QJsonObject status = recorded.value(QLatin1String("status")).toObject();
    const RpcCode code = answer.stream ? answer.stream->end().code : answer.code;
    const QString ours = QString::fromStdString(answer.stream ? answer.stream->end().text : answer.text);
    const QString theirs = text.isEmpty() ? status.value(QLatin1String("message")).toString() : text;
    if (int(code) != status.value(QLatin1String("code")).toInt())
        out += QStringLiteral("code %1, recorded %2").arg(int(code)).arg(status.value(QLatin1String("code")).toInt());
    if (ours != theirs)
        out += QStringLiteral("text ") + ours + u", recorded " + theirs;
    QStringList headers;
    for (const QJsonValue &header : recorded.value(QLatin1String("leading_metadata")).toArray())
        headers += header[QLatin1String("name")].toString();
    headers.sort();
    if (headerNames(answer) != headers)
        out += QStringLiteral("headers ") + headerNames(answer).join(u' ') + u", recorded " + headers.join(u' ');
    const v3::ErrorDetails details = detailsOf(answer);
    const QJsonObject expected = recorded.value(QLatin1String("error_details")).toObject();
    if (!expected.isEmpty())
        compare(details, expected, out);
    else if (!details.name().empty())
        out += QStringLiteral("details, recorded none");
    return out;
}

} // namespace StackReplay
