// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/stackdesk.h"
#include "backend/sandbox/rpc/stackmask.h"

#include <google/protobuf/empty.pb.h>

namespace Backend::StackDesk {

namespace v3 = ttn::lorawan::v3;

namespace {

constexpr std::size_t LargestScript = 40'960; ///< bytes

StackRefusal notFound()
{
    return {RpcCode::NotFound, "pkg/redis", "not_found", "entity not found"};
}

/// The path, or one that holds it.
bool names(const google::protobuf::FieldMask &mask, const std::string &path)
{
    for (const std::string &one : mask.paths()) {
        if (one == path || path.rfind(one + '.', 0) == 0)
            return true;
    }
    return false;
}

void checkSize(const google::protobuf::FieldMask &mask, const std::string &path, const std::string &script)
{
    if (script.size() <= LargestScript || !names(mask, path))
        return;
    StackRefusal cause{RpcCode::InvalidArgument, "pkg/applicationserver", "formatter_script_too_large",
                       "formatter script size exceeds maximum allowed size"};
    cause.numbers = {{"size", double(script.size())}, {"max_size", double(LargestScript)}};
    StackRefusal refusal{RpcCode::InvalidArgument, "pkg/applicationserver", "field_value",
                         "invalid value of field `{field}`"};
    refusal.attributes = {{"field", path}};
    throw std::move(refusal).because(std::move(cause));
}

/// Paths of older releases: GetLink takes them, and then has no such fields.
bool isObsolete(const std::string &path)
{
    return path == "api_key" || path == "network_server_address" || path == "tls";
}

void checkMask(const v3::GetApplicationLinkRequest &asked)
{
    google::protobuf::FieldMask mask;
    for (const std::string &path : asked.field_mask().paths()) {
        if (!isObsolete(path))
            mask.add_paths(path);
    }
    StackMask::check(mask, *v3::ApplicationLink::descriptor());
}

ServerAnswer getLink(const StackCall &call, const v3::GetApplicationLinkRequest &asked)
{
    const StackApplication &application
        = call.require(asked.application_ids().application_id(), {v3::RIGHT_APPLICATION_SETTINGS_BASIC});
    google::protobuf::FieldMask mask;
    std::string unknown;
    for (const std::string &path : asked.field_mask().paths()) {
        if (!isObsolete(path)) {
            mask.add_paths(path);
            continue;
        }
        call.warn("field " + path + " is deprecated");
        if (path != "api_key" && unknown.empty())
            unknown = path; // the servers mean to leave it out, and do not
    }
    if (!application.link)
        throw notFound();
    if (!unknown.empty())
        throw ServerAnswer::failure(RpcCode::Unknown, "invalid field: '" + unknown + '\'');
    v3::ApplicationLink out;
    StackMask::copy(*application.link, out, mask);
    return answered(out);
}

ServerAnswer setLink(const StackCall &call, const v3::SetApplicationLinkRequest &asked)
{
    const v3::MessagePayloadFormatters &formatters = asked.link().default_formatters();
    checkSize(asked.field_mask(), "default_formatters.up_formatter_parameter", formatters.up_formatter_parameter());
    checkSize(asked.field_mask(), "default_formatters.down_formatter_parameter", formatters.down_formatter_parameter());
    StackApplication &application
        = call.require(asked.application_ids().application_id(), {v3::RIGHT_APPLICATION_SETTINGS_BASIC});
    if (asked.field_mask().paths().empty()) // nothing is stored, not even that it was asked for
        return answered(application.link.value_or(v3::ApplicationLink()));
    if (!application.link)
        application.link.emplace();
    StackMask::copy(asked.link(), *application.link, asked.field_mask());
    return answered(*application.link); // the whole of it, whatever the mask
}

std::string address(quint16 port)
{
    return "127.0.0.1:" + std::to_string(port);
}

} // namespace

void addLinks(ServerDesk &desk, StackRecords &records, const SandboxAccess &access)
{
    using Ids = v3::ApplicationIdentifiers;
    addChecked<v3::GetApplicationLinkRequest>(desk, records, "As/GetLink", checkMask, getLink);
    addWithMask<v3::SetApplicationLinkRequest>(desk, records, "As/SetLink", *v3::ApplicationLink::descriptor(),
                                               setLink);
    add<Ids>(desk, records, "As/DeleteLink", [](const StackCall &call, const Ids &ids) {
        StackApplication &application = call.require(ids.application_id(), {v3::RIGHT_APPLICATION_SETTINGS_BASIC});
        application.link.reset();
        application.packages.clear();
        return answered(google::protobuf::Empty());
    });
    add<Ids>(desk, records, "As/GetLinkStats", [](const StackCall &, const Ids &) -> ServerAnswer {
        throw StackRefusal{RpcCode::Unimplemented, "pkg/applicationserver", "linking_not_implemented",
                           "linking is not implemented"};
    });
    add<v3::GetAsConfigurationRequest>(desk, records, "As/GetConfiguration", [](const StackCall &, const auto &) {
        v3::GetAsConfigurationResponse out;
        out.mutable_configuration()->mutable_pubsub()->mutable_providers();
        out.mutable_configuration()->mutable_webhooks()->mutable_unhealthy_retry_interval();
        return answered(out);
    });
    add<Ids>(desk, records, "AppAs/GetMQTTConnectionInfo", [&access](const StackCall &call, const Ids &ids) {
        call.require(ids.application_id(), {v3::RIGHT_APPLICATION_INFO});
        v3::MQTTConnectionInfo out;
        out.set_public_address(address(access.v3Port));
        out.set_public_tls_address(address(access.v3TlsPort));
        out.set_username(ids.application_id());
        return answered(out);
    });
}

} // namespace Backend::StackDesk
