// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the Application Server and the Join Server refuse of a device, in the order in which they look.
#include "backend/sandbox/rpc/stackmask.h"
#include "backend/sandbox/rpc/stackregistry.h"

namespace Backend {

namespace v3 = ttn::lorawan::v3;

namespace {

using EndDevice = StackRegistry::EndDevice;
using Mask = StackRegistry::Mask;

constexpr char joinSpace[] = "pkg/joinserver";
constexpr char applicationSpace[] = "pkg/applicationserver";
constexpr std::size_t mostScript = 40'960;

StackRefusal fieldValue(const char *space, const std::string &field)
{
    StackRefusal out{RpcCode::InvalidArgument, space, "field_value", "invalid value of field `{field}`"};
    out.attributes = {{"field", field}};
    return out;
}

void checkScript(const char *path, const Mask &mask, const std::string &script)
{
    if (!StackMask::names(mask, path) || script.size() <= mostScript)
        return;
    StackRefusal cause{RpcCode::InvalidArgument, applicationSpace, "formatter_script_too_large",
                       "formatter script size exceeds maximum allowed size"};
    cause.numbers = {{"size", double(script.size())}, {"max_size", double(mostScript)}};
    throw fieldValue(applicationSpace, path).because(std::move(cause));
}

} // namespace

void StackDeviceChecks::application(const EndDevice &wanted, const Mask &mask)
{
    if (StackMask::names(mask, "session.dev_addr") && StackMask::isZero(wanted, "session.dev_addr"))
        throw fieldValue(applicationSpace, "session.dev_addr");
    if (StackMask::names(mask, "session.keys.app_s_key.key") && StackMask::isZero(wanted, "session.keys.app_s_key.key"))
        throw fieldValue(applicationSpace, "session.keys.app_s_key.key");
    checkScript("formatters.up_formatter_parameter", mask, wanted.formatters().up_formatter_parameter());
    checkScript("formatters.down_formatter_parameter", mask, wanted.formatters().down_formatter_parameter());
}

void StackDeviceChecks::fresh(const EndDevice &wanted, const Mask &mask, bool atApplication)
{
    const std::string &address = wanted.ids().dev_addr();
    if (address.empty())
        return;
    const bool fits
        = atApplication && StackMask::names(mask, "session.dev_addr") && address == wanted.session().dev_addr();
    if (!fits)
        throw fieldValue(atApplication ? applicationSpace : joinSpace, "ids.dev_addr");
}

void StackDeviceChecks::kept(const EndDevice &wanted, const Mask &mask, const EndDevice &stored, bool atApplication)
{
    for (const char *path : {"ids.join_eui", "ids.dev_eui"}) {
        const bool isJoin = std::string(path) == "ids.join_eui";
        const bool same = isJoin ? wanted.ids().join_eui() == stored.ids().join_eui()
                                 : wanted.ids().dev_eui() == stored.ids().dev_eui();
        if (!StackMask::names(mask, path) || same)
            continue; // what is not named is ignored
        StackRefusal out{RpcCode::InvalidArgument, std::string(atApplication ? applicationSpace : joinSpace) + "/redis",
                         "read_only_field", "read-only field `{field}`"};
        out.attributes = {{"field", path}};
        throw out;
    }
}

void StackDeviceChecks::joinEuis(const EndDevice &wanted)
{
    if (wanted.ids().join_eui().empty())
        throw StackRefusal{RpcCode::InvalidArgument, joinSpace, "no_join_eui", "no JoinEUI specified"};
    if (StackMask::isZero(wanted, "ids.dev_eui"))
        throw StackRefusal{RpcCode::InvalidArgument, joinSpace, "no_dev_eui", "no DevEUI specified"};
}

void StackDeviceChecks::join(const EndDevice &wanted, const Mask &mask)
{
    if (StackMask::names(mask, "root_keys.app_key.key") && StackMask::isZero(wanted, "root_keys.app_key.key"))
        throw fieldValue(joinSpace, "root_keys.app_key.key");
}

void StackDesk::checkBlocklist(const std::string &id)
{
    static const std::set<std::string> words
        = {"about",         "account", "accounts",      "add",     "admin",       "administrator", "all",
           "api",           "api-key", "api-keys",      "app",     "application", "applications",  "apps",
           "auth",          "client",  "clients",       "cluster", "code",        "collaborator",  "collaborators",
           "config",        "console", "create",        "data",    "default",     "delete",        "device",
           "devices",       "docs",    "documentation", "edit",    "end-device",  "end-devices",   "event",
           "events",        "gateway", "gateways",      "get",     "handler",     "help",          "identity",
           "info",          "join",    "link",          "list",    "login",       "logout",        "lora",
           "lorawan",       "master",  "network",       "new",     "null",        "oauth",         "organization",
           "organizations", "public",  "register",      "root",    "search",      "server",        "settings",
           "status",        "system",  "test",          "ttn",     "update",      "user",          "users",
           "webhook",       "webhooks"};
    if (!words.contains(id))
        return;
    StackRefusal refusal{RpcCode::InvalidArgument, "pkg/identityserver/blocklist", "forbidden_id",
                         "the ID `{id}` can not be registered"};
    refusal.attributes = {{"id", id}};
    throw refusal;
}

} // namespace Backend
