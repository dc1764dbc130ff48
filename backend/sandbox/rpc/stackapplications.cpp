// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/stackdesk.h"
#include "backend/sandbox/rpc/stackmask.h"

#include <QRandomGenerator>

#include <algorithm>
#include <google/protobuf/empty.pb.h>

namespace Backend::StackDesk {

namespace v3 = ttn::lorawan::v3;

namespace {

constexpr int LongestName = 50;
constexpr int LongestDescription = 2'000;

using Empty = google::protobuf::Empty;
using Where = std::initializer_list<std::pair<const char *, const char *>>;

void checkLength(const std::string &text, int most, Where path)
{
    if (QString::fromStdString(text).toUcs4().size() > most)
        throw StackRefusal::validation(path, "value length must be at most " + std::to_string(most) + " runes");
}

/// ids and times are always there.
v3::Application masked(const v3::Application &stored, const google::protobuf::FieldMask &mask)
{
    v3::Application out;
    *out.mutable_ids() = stored.ids();
    *out.mutable_created_at() = stored.created_at();
    *out.mutable_updated_at() = stored.updated_at();
    StackMask::copy(stored, out, mask);
    return out;
}

void sort(std::vector<const v3::Application *> &list, const std::string &order)
{
    static const std::set<std::string> orders
        = {"", "application_id", "-application_id", "name", "-name", "created_at", "-created_at"};
    if (!orders.contains(order))
        throw StackRefusal::validation(
            {{"ListApplicationsRequest", "order"}},
            "value must be in list [ application_id -application_id name -name created_at -created_at]");
    const bool down = order.rfind('-', 0) == 0;
    const std::string by = down ? order.substr(1) : order;
    std::stable_sort(list.begin(), list.end(), [&](const v3::Application *one, const v3::Application *two) {
        if (down)
            std::swap(one, two);
        if (by == "name")
            return one->name() < two->name();
        if (by == "created_at")
            return std::pair(one->created_at().seconds(), one->created_at().nanos())
                < std::pair(two->created_at().seconds(), two->created_at().nanos());
        return one->ids().application_id() < two->ids().application_id();
    });
}

struct Page
{
    const char *request;
    const google::protobuf::FieldMask &mask;
    const std::string &order;
    quint32 limit;
    quint32 page;
};

ServerAnswer paged(std::vector<const v3::Application *> list, const Page &page)
{
    sort(list, page.order);
    const auto [from, to] = StackCall::page(page.request, page.limit, page.page, list.size());
    v3::Applications out;
    for (std::size_t i = from; i < to; ++i)
        *out.add_applications() = masked(*list[i], page.mask);
    ServerAnswer answer = answered(out);
    answer.headers = {{"x-total-count", std::to_string(list.size())}};
    return answer;
}

bool contains(const std::string &text, const std::string &part)
{
    return QString::fromStdString(text).contains(QString::fromStdString(part), Qt::CaseInsensitive);
}

ServerAnswer list(StackRecords &records, const StackCall &call, const v3::ListApplicationsRequest &asked)
{
    StackMask::check(asked.field_mask(), *v3::Application::descriptor(), {});
    const StackKey *caller = call.caller();
    if (!caller || !caller->application.empty())
        return answered(v3::Applications());
    if (asked.has_collaborator() && asked.collaborator().user_ids().user_id() != records.user()) {
        StackRefusal refusal{RpcCode::PermissionDenied, "pkg/auth/rights", "no_user_rights",
                             "no rights for user `{uid}`"};
        refusal.attributes = {{"uid", asked.collaborator().user_ids().user_id()}};
        throw refusal;
    }
    std::vector<const v3::Application *> all;
    for (const auto &[id, application] : records.applications) {
        if (application.deleted == asked.deleted())
            all.push_back(&application.stored);
    }
    return paged(all, {"ListApplicationsRequest", asked.field_mask(), asked.order(), asked.limit(), asked.page()});
}

ServerAnswer search(StackRecords &records, const StackCall &call, const v3::SearchApplicationsRequest &asked)
{
    StackMask::check(asked.field_mask(), *v3::Application::descriptor(), {});
    const StackKey *caller = call.caller();
    if (!caller || !caller->application.empty())
        throw StackRefusal{RpcCode::PermissionDenied, "pkg/identityserver", "search_forbidden", "search is forbidden"};
    std::vector<const v3::Application *> found;
    for (const auto &[id, application] : records.applications) {
        const v3::Application &stored = application.stored;
        const bool fits = application.deleted == asked.deleted() && contains(id, asked.id_contains())
            && contains(stored.name(), asked.name_contains())
            && contains(stored.description(), asked.description_contains())
            && (contains(id, asked.query()) || contains(stored.name(), asked.query()));
        if (fits)
            found.push_back(&stored);
    }
    return paged(found, {"SearchApplicationsRequest", asked.field_mask(), asked.order(), asked.limit(), asked.page()});
}

ServerAnswer create(StackRecords &records, const StackCall &call, const v3::CreateApplicationRequest &asked)
{
    const v3::Application &wanted = asked.application();
    const std::string &id = wanted.ids().application_id();
    StackCall::checkId(id,
                       {{"CreateApplicationRequest", "application"},
                        {"Application", "ids"},
                        {"ApplicationIdentifiers", "application_id"}});
    checkLength(wanted.name(), LongestName, {{"CreateApplicationRequest", "application"}, {"Application", "name"}});
    checkLength(wanted.description(), LongestDescription,
                {{"CreateApplicationRequest", "application"}, {"Application", "description"}});
    static const std::set<std::string> forbidden = {"admin", "api", "create", "delete", "edit", "new", "update"};
    if (forbidden.contains(id)) {
        StackRefusal refusal{RpcCode::InvalidArgument, "pkg/identityserver/blocklist", "forbidden_id",
                             "the ID `{id}` can not be registered"};
        refusal.attributes = {{"id", id}};
        throw refusal;
    }
    const StackKey *caller = call.caller();
    const std::string &owner = asked.collaborator().user_ids().user_id();
    if (!caller || !caller->application.empty() || owner != records.user()) {
        StackRefusal refusal{RpcCode::PermissionDenied, "pkg/auth/rights", "no_user_rights",
                             "no rights for user `{uid}`"};
        refusal.attributes = {{"uid", owner}};
        throw refusal;
    }
    if (records.applications.contains(id))
        throw StackRefusal{RpcCode::AlreadyExists, "pkg/util/store", "id_taken",
                           "ID already taken, choose a different one and try again"}
            .because({RpcCode::AlreadyExists, "pkg/util/store", "already_exists", "already exists"});
    return answered(records.add(wanted).stored);
}

void addRegistry(ServerDesk &desk, StackRecords &records)
{
    using Ids = v3::ApplicationIdentifiers;
    add<v3::CreateApplicationRequest>(
        desk, records, "ApplicationRegistry/Create",
        [&records](const StackCall &call, const auto &asked) { return create(records, call, asked); });
    add<v3::ListApplicationsRequest>(
        desk, records, "ApplicationRegistry/List",
        [&records](const StackCall &call, const auto &asked) { return list(records, call, asked); });
    add<v3::SearchApplicationsRequest>(
        desk, records, "EntityRegistrySearch/SearchApplications",
        [&records](const StackCall &call, const auto &asked) { return search(records, call, asked); });
    add<v3::GetApplicationRequest>(
        desk, records, "ApplicationRegistry/Get", [](const StackCall &call, const v3::GetApplicationRequest &asked) {
            StackMask::check(asked.field_mask(), *v3::Application::descriptor(), {});
            if (!call.caller())
                throw StackRefusal{RpcCode::Unauthenticated, "pkg/identityserver", "unauthenticated",
                                   "unauthenticated"};
            static const std::set<std::string> open
                = {"ids", "created_at", "updated_at", "administrative_contact", "technical_contact"};
            const auto &paths = asked.field_mask().paths();
            const bool harmless
                = std::all_of(paths.begin(), paths.end(), [](const auto &path) { return open.contains(path); });
            const auto needed = harmless ? StackCall::Rights() : StackCall::Rights{v3::RIGHT_APPLICATION_INFO};
            return answered(
                masked(call.require(asked.application_ids().application_id(), needed).stored, asked.field_mask()));
        });
    add<v3::UpdateApplicationRequest>(
        desk, records, "ApplicationRegistry/Update",
        [](const StackCall &call, const v3::UpdateApplicationRequest &asked) {
            static const std::set<std::string> changeable = {"name",
                                                             "description",
                                                             "attributes",
                                                             "contact_info",
                                                             "administrative_contact",
                                                             "technical_contact",
                                                             "network_server_address",
                                                             "application_server_address",
                                                             "join_server_address"};
            StackMask::check(asked.field_mask(), *v3::Application::descriptor(), changeable);
            const Where name = {{"UpdateApplicationRequest", "application"}, {"Application", "name"}};
            checkLength(asked.application().name(), LongestName, name);
            v3::Application &stored
                = call.require(asked.application().ids().application_id(), {v3::RIGHT_APPLICATION_SETTINGS_BASIC})
                      .stored;
            StackMask::copy(asked.application(), stored, asked.field_mask());
            StackRecords::stampNow(*stored.mutable_updated_at());
            return answered(masked(stored, asked.field_mask()));
        });
    add<Ids>(desk, records, "ApplicationRegistry/Delete", [](const StackCall &call, const Ids &ids) {
        StackApplication &application = call.require(ids.application_id(), {v3::RIGHT_APPLICATION_DELETE});
        const auto registered = std::count_if(application.devices.begin(), application.devices.end(),
                                              [](const auto &device) { return device.second.identity.has_value(); });
        if (registered) {
            StackRefusal refusal{RpcCode::FailedPrecondition, "pkg/identityserver", "application_has_devices",
                                 "application still has `{count}` devices"};
            refusal.number = {"count", double(registered)};
            throw refusal;
        }
        application.deleted = true;
        return answered(Empty());
    });
    add<Ids>(desk, records, "ApplicationRegistry/IssueDevEUI",
             [](const StackCall &call, const Ids &ids) -> ServerAnswer {
                 call.require(ids.application_id(), {v3::RIGHT_APPLICATION_DEVICES_WRITE});
                 throw StackRefusal{RpcCode::InvalidArgument, "pkg/identityserver", "dev_eui_issuing_not_enabled",
                                    "DevEUI issuing is not enabled on this network"};
             });
}

std::string randomBase32(int length)
{
    static constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string out;
    for (int i = 0; i < length; ++i)
        out += alphabet[QRandomGenerator::system()->bounded(32)];
    return out;
}

ServerAnswer createKey(StackRecords &records, const StackCall &call, const v3::CreateApplicationAPIKeyRequest &asked)
{
    if (asked.rights().empty())
        throw StackRefusal::validation({{"CreateApplicationAPIKeyRequest", "rights"}},
                                       "value must contain at least 1 item(s)");
    checkLength(asked.name(), LongestName, {{"CreateApplicationAPIKeyRequest", "name"}});
    const std::string &application = asked.application_ids().application_id();
    StackCall::Rights needed = StackCall::expanded(asked.rights());
    needed.insert(v3::RIGHT_APPLICATION_SETTINGS_API_KEYS);
    call.require(application, needed);
    StackKey key;
    key.application = application;
    key.stored.set_id(randomBase32(39));
    key.secret = "NNSXS." + key.stored.id() + '.' + randomBase32(52);
    key.stored.set_name(asked.name());
    *key.stored.mutable_rights() = asked.rights();
    StackRecords::stampNow(*key.stored.mutable_created_at());
    StackRecords::stampNow(*key.stored.mutable_updated_at());
    if (asked.has_expires_at())
        *key.stored.mutable_expires_at() = asked.expires_at();
    v3::APIKey out = key.stored;
    out.set_key(key.secret);
    records.keys.insert_or_assign(key.stored.id(), std::move(key));
    return answered(out);
}

StackKey &findKey(StackRecords &records, const StackCall &call, const std::string &application, const std::string &id)
{
    call.require(application, {v3::RIGHT_APPLICATION_SETTINGS_API_KEYS});
    const auto found = records.keys.find(id);
    if (found != records.keys.end() && found->second.application == application)
        return found->second;
    StackRefusal refusal{RpcCode::NotFound, "pkg/identityserver/store", "api_key_not_found",
                         "api key with id `{api_key_id}` not found"};
    refusal.attributes = {{"api_key_id", id}, {"entity_type", "application"}, {"entity_id", application}};
    throw refusal;
}

ServerAnswer updateKey(StackRecords &records, const StackCall &call, const v3::UpdateApplicationAPIKeyRequest &asked)
{
    StackMask::check(asked.field_mask(), *v3::APIKey::descriptor(), {});
    StackKey &key = findKey(records, call, asked.application_ids().application_id(), asked.api_key().id());
    google::protobuf::FieldMask mask = asked.field_mask();
    if (mask.paths().empty()) {
        mask.add_paths("name");
        mask.add_paths("rights");
    }
    StackMask::copy(asked.api_key(), key.stored, mask);
    if (key.stored.rights().empty()) {
        records.keys.erase(std::string(asked.api_key().id()));
        return answered(v3::APIKey());
    }
    StackRecords::stampNow(*key.stored.mutable_updated_at());
    return answered(key.stored);
}

void addKeys(ServerDesk &desk, StackRecords &records)
{
    add<v3::CreateApplicationAPIKeyRequest>(
        desk, records, "ApplicationAccess/CreateAPIKey",
        [&records](const StackCall &call, const auto &asked) { return createKey(records, call, asked); });
    add<v3::UpdateApplicationAPIKeyRequest>(
        desk, records, "ApplicationAccess/UpdateAPIKey",
        [&records](const StackCall &call, const auto &asked) { return updateKey(records, call, asked); });
    add<v3::GetApplicationAPIKeyRequest>(
        desk, records, "ApplicationAccess/GetAPIKey", [&records](const StackCall &call, const auto &asked) {
            return answered(findKey(records, call, asked.application_ids().application_id(), asked.key_id()).stored);
        });
    add<v3::DeleteApplicationAPIKeyRequest>(
        desk, records, "ApplicationAccess/DeleteAPIKey", [&records](const StackCall &call, const auto &asked) {
            findKey(records, call, asked.application_ids().application_id(), asked.key_id());
            records.keys.erase(asked.key_id());
            return answered(Empty());
        });
    add<v3::ListApplicationAPIKeysRequest>(
        desk, records, "ApplicationAccess/ListAPIKeys", [&records](const StackCall &call, const auto &asked) {
            const std::string &application = asked.application_ids().application_id();
            call.require(application, {v3::RIGHT_APPLICATION_SETTINGS_API_KEYS});
            std::vector<const v3::APIKey *> all;
            for (const auto &[id, key] : records.keys) {
                if (key.application == application)
                    all.push_back(&key.stored);
            }
            const auto [from, to]
                = StackCall::page("ListApplicationAPIKeysRequest", asked.limit(), asked.page(), all.size());
            v3::APIKeys out;
            for (std::size_t i = from; i < to; ++i)
                *out.add_api_keys() = *all[i];
            ServerAnswer answer = answered(out);
            answer.headers = {{"x-total-count", std::to_string(all.size())}};
            return answer;
        });
}

ServerAnswer authInfo(StackRecords &records, const StackCall &call)
{
    v3::AuthInfoResponse out;
    if (const StackKey *key = call.caller()) {
        v3::AuthInfoResponse::APIKeyAccess &access = *out.mutable_api_key();
        *access.mutable_api_key() = key->stored;
        access.mutable_api_key()->clear_rights();
        for (const int right : StackCall::expanded(key->stored.rights()))
            access.mutable_api_key()->add_rights(v3::Right(right));
        if (key->application.empty())
            access.mutable_entity_ids()->mutable_user_ids()->set_user_id(records.user());
        else
            access.mutable_entity_ids()->mutable_application_ids()->set_application_id(key->application);
    }
    return answered(out);
}

} // namespace

void addApplications(ServerDesk &desk, StackRecords &records)
{
    addRegistry(desk, records);
    addKeys(desk, records);
    add<Empty>(desk, records, "EntityAccess/AuthInfo",
               [&records](const StackCall &call, const Empty &) { return authInfo(records, call); });
    add<v3::ApplicationIdentifiers>(desk, records, "ApplicationAccess/ListRights",
                                    [](const StackCall &call, const v3::ApplicationIdentifiers &ids) {
                                        v3::Rights out;
                                        for (const int right : call.rights(ids.application_id()))
                                            out.add_rights(v3::Right(right));
                                        return answered(out);
                                    });
}

} // namespace Backend::StackDesk
