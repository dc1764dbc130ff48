// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/stackdesk.h"

#include <algorithm>
#include <google/protobuf/empty.pb.h>

namespace Backend::StackDesk {

namespace v3 = ttn::lorawan::v3;

namespace {

using Empty = google::protobuf::Empty;
using Ids = StackAccounts::Ids;

constexpr std::size_t ShortestQuery = 2;
constexpr std::size_t MostFound = 10;

void requireKnown(const StackRecords &records, const Ids &account)
{
    if (records.accounts.find(account))
        return;
    StackRefusal refusal{RpcCode::NotFound, "pkg/identityserver/store", "account_not_found",
                         "{account_type} account with id `{account_id}` not found"};
    refusal.attributes
        = {{"account_type", StackAccounts::typeOf(account)}, {"account_id", StackAccounts::idOf(account)}};
    throw refusal;
}

auto findMember(StackApplication &application, const Ids &account)
{
    return std::find_if(application.collaborators.begin(), application.collaborators.end(),
                        [&account](const auto &member) { return StackAccounts::same(member.ids(), account); });
}

/// Refused when the account is not a member.
v3::Collaborator &member(const StackRecords &records, StackApplication &application, const Ids &account)
{
    requireKnown(records, account);
    const auto found = findMember(application, account);
    if (found != application.collaborators.end())
        return *found;
    StackRefusal refusal{RpcCode::NotFound, "pkg/identityserver/store", "membership_not_found",
                         "membership of {account_type} account with id `{account_id}` on {entity_type} entity with id "
                         "`{entity_id}` not found"};
    refusal.attributes = {{"account_type", StackAccounts::typeOf(account)},
                          {"account_id", StackAccounts::idOf(account)},
                          {"entity_type", "application"},
                          {"entity_id", application.stored.ids().application_id()}};
    throw refusal;
}

bool hasOtherOwner(const StackApplication &application, const Ids &account)
{
    return std::any_of(application.collaborators.begin(), application.collaborators.end(), [&](const auto &member) {
        return !StackAccounts::same(member.ids(), account)
            && StackRights::expanded(member.rights()).contains(v3::RIGHT_APPLICATION_ALL);
    });
}

void announce(const StackCall &call, const char *what, const v3::ApplicationIdentifiers &ids, const Ids &account,
              const v3::Collaborator *data = nullptr)
{
    v3::EntityIdentifiers application, member;
    *application.mutable_application_ids() = ids;
    if (account.has_organization_ids())
        *member.mutable_organization_ids() = account.organization_ids();
    else
        *member.mutable_user_ids() = account.user_ids();
    call.announce(std::string("application.collaborator.") + what, {application, member},
                  {v3::RIGHT_APPLICATION_SETTINGS_COLLABORATORS, v3::RIGHT_USER_APPLICATIONS_LIST}, data);
}

ServerAnswer setCollaborator(StackRecords &records, const StackCall &call,
                             const v3::SetApplicationCollaboratorRequest &asked)
{
    const std::string &id = asked.application_ids().application_id();
    StackApplication &application = call.require(id, {v3::RIGHT_APPLICATION_SETTINGS_COLLABORATORS});
    const Ids &account = asked.collaborator().ids();
    const auto known = findMember(application, account);
    const bool isKnown = known != application.collaborators.end();
    const StackRights::Set before = isKnown ? StackRights::expanded(known->rights()) : StackRights::Set();
    const StackRights::Set after = StackRights::expanded(asked.collaborator().rights());
    const StackRights::Set removed = StackRights::without(before, after);
    call.require(id, StackRights::without(after, before));
    if (!after.empty())
        call.require(id, removed);
    if (removed.contains(v3::RIGHT_APPLICATION_ALL) && !hasOtherOwner(application, account))
        throw StackRefusal{RpcCode::FailedPrecondition, "pkg/identityserver", "application_needs_collaborator",
                           "every application needs at least one collaborator with all rights"};
    requireKnown(records, account);
    if (after.empty()) {
        if (isKnown)
            application.collaborators.erase(known);
    } else if (isKnown) {
        *known->mutable_rights() = asked.collaborator().rights();
    } else {
        application.collaborators.push_back(asked.collaborator());
    }
    if (after.empty())
        announce(call, "delete", asked.application_ids(), account);
    else
        announce(call, "update", asked.application_ids(), account, &asked.collaborator());
    return answered(Empty());
}

ServerAnswer deleteCollaborator(StackRecords &records, const StackCall &call,
                                const v3::DeleteApplicationCollaboratorRequest &asked)
{
    StackApplication &application
        = call.require(asked.application_ids().application_id(), {v3::RIGHT_APPLICATION_SETTINGS_COLLABORATORS});
    const Ids &account = asked.collaborator_ids();
    const StackRights::Set held = StackRights::expanded(member(records, application, account).rights());
    for (const Ids &contact : {application.stored.administrative_contact(), application.stored.technical_contact()}) {
        if (!StackAccounts::same(contact, account))
            continue;
        StackRefusal refusal{RpcCode::FailedPrecondition, "pkg/identityserver", "collaborator_is_contact",
                             "collaborator `{collaborator_id}` is used as a contact"};
        refusal.attributes = {{"collaborator_id", StackAccounts::idOf(account)}};
        throw refusal;
    }
    // The servers say it of organizations here.
    if (held.contains(v3::RIGHT_APPLICATION_ALL) && !hasOtherOwner(application, account))
        throw StackRefusal{RpcCode::FailedPrecondition, "pkg/identityserver", "organization_needs_collaborator",
                           "every organization needs at least one collaborator with all rights"};
    application.collaborators.erase(findMember(application, account));
    announce(call, "delete", asked.application_ids(), account);
    return answered(Empty());
}

ServerAnswer listCollaborators(const StackCall &call, const v3::ListApplicationCollaboratorsRequest &asked)
{
    call.requireCaller();
    const std::string &id = asked.application_ids().application_id();
    const bool shows = call.rights(id).contains(v3::RIGHT_APPLICATION_SETTINGS_COLLABORATORS);
    StackAccounts::Members all = call.known(id).collaborators;
    const bool down = asked.order().rfind('-', 0) == 0;
    const bool byRights = asked.order().substr(down ? 1 : 0) == "rights";
    std::stable_sort(all.begin(), all.end(), [&](const auto &one, const auto &two) {
        const auto &first = down ? two : one;
        const auto &second = down ? one : two;
        if (!byRights)
            return StackAccounts::idOf(first.ids()) < StackAccounts::idOf(second.ids());
        return std::lexicographical_compare(first.rights().begin(), first.rights().end(), second.rights().begin(),
                                            second.rights().end());
    });
    const auto [from, to]
        = StackCall::page("ListApplicationCollaboratorsRequest", asked.limit(), asked.page(), all.size());
    v3::Collaborators out;
    for (std::size_t i = from; i < to; ++i) {
        v3::Collaborator &one = *out.add_collaborators() = all[i];
        if (!shows)
            one.clear_rights();
    }
    ServerAnswer answer = answered(out);
    answer.headers = {{"x-total-count", std::to_string(all.size())}};
    return answer;
}

ServerAnswer searchAccounts(StackRecords &records, const StackCall &call, const v3::SearchAccountsRequest &asked)
{
    const StackKey *caller = call.caller();
    const bool isOpen = asked.collaborator_of_case() == v3::SearchAccountsRequest::COLLABORATOR_OF_NOT_SET
        && !(caller && records.isAdmin(*caller));
    if (isOpen && asked.query().size() < ShortestQuery)
        return answered(v3::SearchAccountsResponse());
    std::vector<Ids> found;
    const auto consider = [&](const Ids &ids) {
        const bool fits = (!asked.only_users() || ids.has_user_ids())
            && StackCall::contains(StackAccounts::idOf(ids), asked.query());
        if (fits)
            found.push_back(ids);
    };
    if (asked.has_application_ids()) {
        StackApplication &application = call.known(asked.application_ids().application_id());
        for (const StackAccount &account : records.accounts.all()) {
            const bool isMember = findMember(application, account.ids) != application.collaborators.end();
            if (isMember != asked.complement_collaborators())
                consider(account.ids);
        }
    } else {
        for (const StackAccount &account : records.accounts.all())
            consider(account.ids);
    }
    std::sort(found.begin(), found.end(),
              [](const Ids &one, const Ids &two) { return StackAccounts::idOf(one) < StackAccounts::idOf(two); });
    const std::size_t total = found.size();
    if (isOpen)
        found.resize(std::min(total, MostFound));
    v3::SearchAccountsResponse out;
    for (const Ids &ids : found)
        *out.add_account_ids() = ids;
    ServerAnswer answer = answered(out);
    if (isOpen)
        answer.headers = {{"x-total-count", std::to_string(total)}};
    return answer;
}

} // namespace

void addCollaborators(ServerDesk &desk, StackRecords &records)
{
    add<v3::GetApplicationCollaboratorRequest>(
        desk, records, "ApplicationAccess/GetCollaborator", [&records](const StackCall &call, const auto &asked) {
            StackApplication &application = call.require(asked.application_ids().application_id(),
                                                         {v3::RIGHT_APPLICATION_SETTINGS_COLLABORATORS});
            v3::GetCollaboratorResponse out;
            *out.mutable_ids() = asked.collaborator();
            *out.mutable_rights() = member(records, application, asked.collaborator()).rights();
            return answered(out);
        });
    add<v3::SetApplicationCollaboratorRequest>(
        desk, records, "ApplicationAccess/SetCollaborator",
        [&records](const StackCall &call, const auto &asked) { return setCollaborator(records, call, asked); });
    add<v3::DeleteApplicationCollaboratorRequest>(
        desk, records, "ApplicationAccess/DeleteCollaborator",
        [&records](const StackCall &call, const auto &asked) { return deleteCollaborator(records, call, asked); });
    add<v3::ListApplicationCollaboratorsRequest>(
        desk, records, "ApplicationAccess/ListCollaborators",
        [](const StackCall &call, const auto &asked) { return listCollaborators(call, asked); });
    add<v3::SearchAccountsRequest>(
        desk, records, "EntityRegistrySearch/SearchAccounts",
        [&records](const StackCall &call, const auto &asked) { return searchAccounts(records, call, asked); });
}

} // namespace Backend::StackDesk
