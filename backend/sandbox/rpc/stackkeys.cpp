// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/stackdesk.h"
#include "backend/sandbox/rpc/stackmask.h"

#include <algorithm>
#include <google/protobuf/empty.pb.h>

namespace Backend::StackDesk {

namespace v3 = ttn::lorawan::v3;

namespace {

using Empty = google::protobuf::Empty;

StackCall::Rights setOf(const StackRights::List &rights)
{
    return {rights.begin(), rights.end()};
}

/// Without the secret.
void announce(const StackCall &call, const char *what, const v3::ApplicationIdentifiers &ids,
              const v3::APIKey *key = nullptr)
{
    v3::EntityIdentifiers entity;
    *entity.mutable_application_ids() = ids;
    call.announce(std::string("application.api-key.") + what, {entity}, {v3::RIGHT_APPLICATION_SETTINGS_API_KEYS}, key);
}

ServerAnswer createKey(StackRecords &records, const StackCall &call, const v3::CreateApplicationAPIKeyRequest &asked)
{
    const std::string &application = asked.application_ids().application_id();
    call.require(application, {v3::RIGHT_APPLICATION_SETTINGS_API_KEYS});
    call.require(application, setOf(asked.rights()));
    StackKey &key = records.addKey({}, application, asked.name(), asked.rights());
    if (asked.has_expires_at())
        *key.stored.mutable_expires_at() = asked.expires_at();
    announce(call, "create", asked.application_ids(), &key.stored);
    v3::APIKey out = key.stored;
    out.set_key(key.secret);
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
    const std::string &application = asked.application_ids().application_id();
    StackKey &key = findKey(records, call, application, asked.api_key().id());
    google::protobuf::FieldMask mask;
    for (const std::string &path : asked.field_mask().paths()) {
        if (path == "name" || path == "rights" || path == "expires_at")
            mask.add_paths(path);
    }
    if (asked.field_mask().paths().empty()) {
        mask.add_paths("name");
        mask.add_paths("rights");
    }
    const StackCall::Rights before = setOf(key.stored.rights());
    const StackCall::Rights after = setOf(asked.api_key().rights());
    if (!after.empty()) {
        call.require(application, StackRights::without(after, before));
        call.require(application, StackRights::without(before, after));
    }
    const bool changesRights = std::count(mask.paths().begin(), mask.paths().end(), "rights") > 0;
    if (changesRights && after.empty()) {
        records.keys.erase(std::string(asked.api_key().id()));
        announce(call, "delete", asked.application_ids());
        return answered(v3::APIKey());
    }
    StackMask::copy(asked.api_key(), key.stored, mask);
    StackRecords::stampNow(*key.stored.mutable_updated_at());
    announce(call, "update", asked.application_ids(), &key.stored);
    return answered(key.stored);
}

/// What has no time comes last.
std::pair<bool, std::pair<qint64, int>> when(bool known, const google::protobuf::Timestamp &time)
{
    return {!known, {time.seconds(), time.nanos()}};
}

bool isBefore(const v3::APIKey &one, const v3::APIKey &two, const std::string &by)
{
    if (by == "name")
        return std::tuple(one.name().empty(), one.name(), one.id())
            < std::tuple(two.name().empty(), two.name(), two.id());
    if (by == "created_at")
        return std::pair(when(true, one.created_at()), one.id()) < std::pair(when(true, two.created_at()), two.id());
    if (by == "expires_at")
        return std::pair(when(one.has_expires_at(), one.expires_at()), one.id())
            < std::pair(when(two.has_expires_at(), two.expires_at()), two.id());
    return one.id() < two.id();
}

ServerAnswer listKeys(StackRecords &records, const StackCall &call, const v3::ListApplicationAPIKeysRequest &asked)
{
    const std::string &application = asked.application_ids().application_id();
    call.require(application, {v3::RIGHT_APPLICATION_SETTINGS_API_KEYS});
    std::vector<const v3::APIKey *> all;
    for (const auto &[id, key] : records.keys) {
        if (key.application == application)
            all.push_back(&key.stored);
    }
    const bool down = asked.order().rfind('-', 0) == 0;
    const std::string by = asked.order().substr(down ? 1 : 0);
    std::stable_sort(all.begin(), all.end(), [&](const v3::APIKey *one, const v3::APIKey *two) {
        return down ? isBefore(*two, *one, by) : isBefore(*one, *two, by);
    });
    const auto [from, to] = StackCall::page("ListApplicationAPIKeysRequest", asked.limit(), asked.page(), all.size());
    v3::APIKeys out;
    for (std::size_t i = from; i < to; ++i)
        *out.add_api_keys() = *all[i];
    ServerAnswer answer = answered(out);
    answer.headers = {{"x-total-count", std::to_string(all.size())}};
    return answer;
}

} // namespace

void addKeys(ServerDesk &desk, StackRecords &records)
{
    add<v3::CreateApplicationAPIKeyRequest>(
        desk, records, "ApplicationAccess/CreateAPIKey",
        [&records](const StackCall &call, const auto &asked) { return createKey(records, call, asked); });
    addWithMask<v3::UpdateApplicationAPIKeyRequest>(
        desk, records, "ApplicationAccess/UpdateAPIKey", *v3::APIKey::descriptor(),
        [&records](const StackCall &call, const auto &asked) { return updateKey(records, call, asked); });
    add<v3::GetApplicationAPIKeyRequest>(
        desk, records, "ApplicationAccess/GetAPIKey", [&records](const StackCall &call, const auto &asked) {
            return answered(findKey(records, call, asked.application_ids().application_id(), asked.key_id()).stored);
        });
    add<v3::DeleteApplicationAPIKeyRequest>(
        desk, records, "ApplicationAccess/DeleteAPIKey", [&records](const StackCall &call, const auto &asked) {
            findKey(records, call, asked.application_ids().application_id(), asked.key_id());
            records.keys.erase(asked.key_id());
            announce(call, "delete", asked.application_ids());
            return answered(Empty());
        });
    add<v3::ListApplicationAPIKeysRequest>(
        desk, records, "ApplicationAccess/ListAPIKeys",
        [&records](const StackCall &call, const auto &asked) { return listKeys(records, call, asked); });
    add<v3::ApplicationIdentifiers>(desk, records, "ApplicationAccess/ListRights",
                                    [](const StackCall &call, const v3::ApplicationIdentifiers &ids) {
                                        v3::Rights out;
                                        static const StackRights::Set known = StackRights::named("RIGHT_APPLICATION_");
                                        for (const int right :
                                             StackRights::common(call.rights(ids.application_id()), known))
                                            out.add_rights(v3::Right(right));
                                        return answered(out);
                                    });
}

} // namespace Backend::StackDesk
