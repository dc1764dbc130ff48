// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/stackmask.h"

#include "backend/sandbox/rpc/stackrefusal.h"

#include <memory>

namespace Backend::StackMask {

namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::OneofDescriptor;

std::pair<std::string, std::string> firstAndRest(const std::string &path)
{
    const std::size_t dot = path.find('.');
    return dot == std::string::npos ? std::pair(path, std::string())
                                    : std::pair(path.substr(0, dot), path.substr(dot + 1));
}

bool exists(const Descriptor *message, const std::string &path)
{
    const auto [name, rest] = firstAndRest(path);
    if (message->FindOneofByName(name))
        return rest.empty() || exists(message, rest);
    const FieldDescriptor *field = message->FindFieldByName(name);
    if (!field)
        return false;
    if (rest.empty())
        return true;
    // Nothing is addressed within maps, lists and the library's own messages.
    return !field->is_repeated() && field->message_type()
        && field->message_type()->file()->package() != "google.protobuf" && exists(field->message_type(), rest);
}

StackRefusal forbidden(const std::vector<std::string> &paths)
{
    StackRefusal out{RpcCode::InvalidArgument, "pkg/rpcmiddleware/validator", "field_mask_paths",
                     "forbidden path(s) in field mask"};
    out.list = {"forbidden_paths", paths};
    return out;
}

void copyField(const Message &from, Message &to, const FieldDescriptor *field)
{
    const std::unique_ptr<Message> whole(from.New());
    whole->CopyFrom(from);
    to.GetReflection()->SwapFields(whole.get(), &to, {field});
}

void copyPath(const Message &from, Message &to, const std::string &path)
{
    const auto [name, rest] = firstAndRest(path);
    const Descriptor *type = to.GetDescriptor();
    if (const OneofDescriptor *oneof = type->FindOneofByName(name)) {
        if (!rest.empty()) {
            copyPath(from, to, rest);
            return;
        }
        to.GetReflection()->ClearOneof(&to, oneof);
        if (const FieldDescriptor *set = from.GetReflection()->GetOneofFieldDescriptor(from, oneof))
            copyField(from, to, set);
        return;
    }
    const FieldDescriptor *field = type->FindFieldByName(name);
    if (rest.empty()) {
        copyField(from, to, field);
    } else if (from.GetReflection()->HasField(from, field) || to.GetReflection()->HasField(to, field)) {
        copyPath(from.GetReflection()->GetMessage(from, field), *to.GetReflection()->MutableMessage(&to, field), rest);
    }
}

} // namespace

void check(const google::protobuf::FieldMask &mask, const Descriptor &message, const std::set<std::string> &left)
{
    std::vector<std::string> wrong;
    for (const std::string &path : mask.paths()) {
        if (left.contains(path) || !exists(&message, path))
            wrong.push_back(path);
    }
    if (!wrong.empty())
        throw forbidden(wrong);
}

void checkOwned(const google::protobuf::FieldMask &mask, const Descriptor &message, const StackPaths &paths)
{
    std::vector<std::string> wrong;
    for (const std::string &path : mask.paths()) {
        if (!paths.owns(path) || !exists(&message, path))
            wrong.push_back(path);
    }
    if (!wrong.empty())
        throw forbidden(wrong);
}

void checkForeign(const google::protobuf::FieldMask &mask, const Message &message, const StackPaths &paths)
{
    for (const std::string &path : mask.paths()) {
        for (const std::string &foreign : paths.left) {
            if (foreign.rfind(path + '.', 0) != 0 || isZero(message, foreign))
                continue;
            StackRefusal refusal{RpcCode::InvalidArgument, "pkg/rpcmiddleware/validator", "non_zero_path",
                                 "path `{path}` is not zero"};
            refusal.attributes = {{"path", foreign}};
            throw refusal;
        }
    }
}

void checkChoices(const google::protobuf::FieldMask &mask, const Message &message)
{
    for (const std::string &path : mask.paths()) {
        const Message *at = &message;
        for (std::string rest = path; !rest.empty();) {
            const auto [name, next] = firstAndRest(rest);
            rest = next;
            if (at->GetDescriptor()->FindOneofByName(name))
                continue;
            const FieldDescriptor *field = at->GetDescriptor()->FindFieldByName(name);
            const OneofDescriptor *choice = field ? field->real_containing_oneof() : nullptr;
            if (choice) {
                const FieldDescriptor *set = at->GetReflection()->GetOneofFieldDescriptor(*at, choice);
                if (!rest.empty() && set && set != field)
                    throw StackRefusal{RpcCode::Unknown, "pkg/redis", "store", "store error"};
            }
            if (!field || rest.empty() || !field->message_type() || !at->GetReflection()->HasField(*at, field))
                break;
            at = &at->GetReflection()->GetMessage(*at, field);
        }
    }
}

bool isZero(const Message &message, const std::string &path)
{
    const auto [name, rest] = firstAndRest(path);
    const Descriptor *type = message.GetDescriptor();
    if (type->FindOneofByName(name))
        return rest.empty() || isZero(message, rest);
    const FieldDescriptor *field = type->FindFieldByName(name);
    if (!field)
        return true;
    const google::protobuf::Reflection *in = message.GetReflection();
    if (field->is_repeated())
        return in->FieldSize(message, field) == 0;
    if (field->type() == FieldDescriptor::TYPE_BYTES)
        return in->GetString(message, field).find_first_not_of('\0') == std::string::npos;
    if (!in->HasField(message, field))
        return true;
    return !rest.empty() && isZero(in->GetMessage(message, field), rest);
}

bool names(const google::protobuf::FieldMask &mask, const std::string &path)
{
    for (const std::string &one : mask.paths()) {
        if (path == one || path.rfind(one + '.', 0) == 0)
            return true;
    }
    return false;
}

void copy(const Message &from, Message &to, const google::protobuf::FieldMask &mask)
{
    for (const std::string &path : mask.paths())
        copyPath(from, to, path);
}

google::protobuf::Value listed(const google::protobuf::FieldMask &mask)
{
    google::protobuf::Value out;
    out.mutable_list_value();
    for (const std::string &path : mask.paths())
        out.mutable_list_value()->add_values()->set_string_value(path);
    return out;
}

} // namespace Backend::StackMask
