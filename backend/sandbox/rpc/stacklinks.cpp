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

ServerAnswer setLink(const StackCall &call, const v3::SetApplicationLinkRequest &asked)
{
    StackMask::check(asked.field_mask(), *v3::ApplicationLink::descriptor(), {});
    const v3::MessagePayloadFormatters &formatters = asked.link().default_formatters();
    checkSize(asked.field_mask(), "default_formatters.up_formatter_parameter", formatters.up_formatter_parameter());
    checkSize(asked.field_mask(), "default_formatters.down_formatter_parameter", formatters.down_formatter_parameter());
    StackApplication &application
        = call.require(asked.application_ids().application_id(), {v3::RIGHT_APPLICATION_SETTINGS_BASIC});
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
    add<v3::GetApplicationLinkRequest>(desk, records, "As/GetLink", [](const StackCall &call, const auto &asked) {
        StackMask::check(asked.field_mask(), *v3::ApplicationLink::descriptor(), {});
        const StackApplication &application
            = call.require(asked.application_ids().application_id(), {v3::RIGHT_APPLICATION_SETTINGS_BASIC});
        if (!application.link)
            throw notFound();
        v3::ApplicationLink out;
        StackMask::copy(*application.link, out, asked.field_mask());
        return answered(out);
    });
    add<v3::SetApplicationLinkRequest>(desk, records, "As/SetLink",
                                       [](const StackCall &call, const auto &asked) { return setLink(call, asked); });
    add<Ids>(desk, records, "As/DeleteLink", [](const StackCall &call, const Ids &ids) {
        call.require(ids.application_id(), {v3::RIGHT_APPLICATION_SETTINGS_BASIC}).link.reset();
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
