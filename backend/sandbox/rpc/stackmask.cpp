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
    return rest.empty() || (!field->is_repeated() && field->message_type() && exists(field->message_type(), rest));
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

void check(const google::protobuf::FieldMask &mask, const Descriptor &message, const std::set<std::string> &roots)
{
    std::vector<std::string> forbidden;
    for (const std::string &path : mask.paths()) {
        const bool owned = roots.empty() || roots.contains(firstAndRest(path).first) || roots.contains(path);
        if (!owned || !exists(&message, path))
            forbidden.push_back(path);
    }
    if (forbidden.empty())
        return;
    StackRefusal refusal{RpcCode::InvalidArgument, "pkg/rpcmiddleware/validator", "field_mask_paths",
                         "forbidden path(s) in field mask"};
    refusal.list = {"forbidden_paths", forbidden};
    throw refusal;
}

void copy(const Message &from, Message &to, const google::protobuf::FieldMask &mask)
{
    for (const std::string &path : mask.paths())
        copyPath(from, to, path);
}

} // namespace Backend::StackMask
