// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/serverreflection.h"

#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/unknown_field_set.h>

namespace Backend::ServerReflection {

namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::FileDescriptor;
using google::protobuf::UnknownField;
using google::protobuf::UnknownFieldSet;

enum Request { FileByName = 3, FileContaining = 4, ListServices = 7 };
enum Response { OriginalRequest = 2, Files = 4, Services = 6, Error = 7 };

void collect(const FileDescriptor *file, std::set<const FileDescriptor *> &seen, UnknownFieldSet &out)
{
    if (!file || !seen.insert(file).second)
        return;
    google::protobuf::FileDescriptorProto proto;
    file->CopyTo(&proto);
    out.AddLengthDelimited(1)->assign(proto.SerializeAsString());
    for (int i = 0; i < file->dependency_count(); ++i)
        collect(file->dependency(i), seen, out);
}

std::string text(const UnknownFieldSet &fields)
{
    std::string out;
    fields.SerializeToString(&out);
    return out;
}

std::string services(const std::set<std::string> &names)
{
    UnknownFieldSet out;
    for (const std::string &name : names) {
        UnknownFieldSet service;
        service.AddLengthDelimited(1)->assign(name);
        out.AddLengthDelimited(1)->assign(text(service));
    }
    return text(out);
}

ServerAnswer reflect(const ServerDesk &desk, const ServerRequest &request)
{
    UnknownFieldSet asked;
    if (!asked.ParseFromString(request.message))
        return ServerDesk::undecodable();
    UnknownFieldSet out;
    out.AddLengthDelimited(OriginalRequest)->assign(request.message);
    const FileDescriptor *file = nullptr;
    bool listed = false;
    for (int i = 0; i < asked.field_count(); ++i) {
        const UnknownField &field = asked.field(i);
        if (field.type() != UnknownField::TYPE_LENGTH_DELIMITED)
            continue;
        const DescriptorPool *pool = DescriptorPool::generated_pool();
        if (field.number() == FileByName)
            file = pool->FindFileByName(field.length_delimited());
        else if (field.number() == FileContaining)
            file = pool->FindFileContainingSymbol(field.length_delimited());
        else if (field.number() == ListServices)
            listed = true;
    }
    if (listed) {
        out.AddLengthDelimited(Services)->assign(services(desk.services()));
    } else if (file) {
        UnknownFieldSet files;
        std::set<const FileDescriptor *> seen;
        collect(file, seen, files);
        out.AddLengthDelimited(Files)->assign(text(files));
    } else {
        UnknownFieldSet error;
        error.AddVarint(1, quint64(RpcCode::NotFound));
        error.AddLengthDelimited(2)->assign("not found");
        out.AddLengthDelimited(Error)->assign(text(error));
    }
    ServerAnswer answer;
    answer.message = text(out);
    answer.more = true;
    return answer;
}

ServerAnswer health(const ServerRequest &request)
{
    if (!request.message.empty())
        return ServerAnswer::failure(RpcCode::NotFound, "unknown service");
    ServerAnswer answer;
    answer.message = "\x08\x01"; // SERVING
    return answer;
}

} // namespace

void addTo(ServerDesk &desk)
{
    desk.add("/grpc.health.v1.Health/Check", health);
    for (const char *version : {"v1", "v1alpha"}) {
        desk.add(std::string("/grpc.reflection.") + version + ".ServerReflection/ServerReflectionInfo",
                 [&desk](const ServerRequest &request) { return reflect(desk, request); });
    }
}

} // namespace Backend::ServerReflection
