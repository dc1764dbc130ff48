// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/clock.h"
#include "backend/sandbox/rpc/sandboxkeys.h"
#include "backend/sandbox/rpc/stackdesk.h"
#include "backend/sandbox/rpc/stackmask.h"
#include "backend/sandbox/rpc/stackpaths.h"

#include <algorithm>
#include <google/protobuf/empty.pb.h>

namespace Backend::StackDesk {

namespace v3 = ttn::lorawan::v3;

namespace {

using Empty = google::protobuf::Empty;

constexpr qint64 RestoreNs = 24LL * 3'600 * 1'000'000'000;
constexpr quint64 FirstIssuedEui = 0x70B3D57ED0A00000; ///< a block as an operator would have one

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

/// What those see who may not view the application.
v3::Application publicPart(const v3::Application &application)
{
    static const google::protobuf::FieldMask open = [] {
        google::protobuf::FieldMask mask;
        for (const char *path : {"ids", "created_at", "updated_at", "administrative_contact", "technical_contact"})
            mask.add_paths(path);
        return mask;
    }();
    v3::Application out;
    StackMask::copy(application, out, open);
    return out;
}

bool isOpen(const google::protobuf::FieldMask &mask)
{
    static const StackPaths open{{"ids", "created_at", "updated_at", "administrative_contact", "technical_contact"}};
    return std::all_of(mask.paths().begin(), mask.paths().end(), [](const auto &path) { return open.owns(path); });
}

/// By what is sorted, and then by id; what has no name comes last.
bool isBefore(const v3::Application &one, const v3::Application &two, const std::string &by)
{
    const auto key = [&by](const v3::Application &of) {
        const bool byName = by == "name";
        const google::protobuf::Timestamp time = by == "created_at" ? of.created_at() : google::protobuf::Timestamp();
        return std::tuple(byName && of.name().empty(), byName ? of.name() : std::string(), time.seconds(), time.nanos(),
                          of.ids().application_id());
    };
    return key(one) < key(two);
}

struct Page
{
    const char *request;
    const google::protobuf::FieldMask &mask;
    const std::string &order;
    quint32 limit;
    quint32 page;
};

ServerAnswer paged(const StackRecords &records, const StackKey &caller, std::vector<const v3::Application *> list,
                   const Page &page)
{
    const bool down = page.order.rfind('-', 0) == 0;
    const std::string by = page.order.substr(down ? 1 : 0);
    std::stable_sort(list.begin(), list.end(), [&](const v3::Application *one, const v3::Application *two) {
        return down ? isBefore(*two, *one, by) : isBefore(*one, *two, by);
    });
    const auto [from, to] = StackCall::page(page.request, page.limit, page.page, list.size());
    v3::Applications out;
    for (std::size_t i = from; i < to; ++i) {
        const v3::Application shown = masked(*list[i], page.mask);
        // What the account may do counts here, whatever its key may.
        const StackAccounts::Members &members = records.applications.at(list[i]->ids().application_id()).collaborators;
        const bool views = records.isAdmin(caller)
            || records.accounts.rights(caller.account, members).contains(v3::RIGHT_APPLICATION_INFO);
        *out.add_applications() = views ? shown : publicPart(shown);
    }
    ServerAnswer answer = answered(out);
    answer.headers = {{"x-total-count", std::to_string(list.size())}};
    return answer;
}

ServerAnswer list(StackRecords &records, const StackCall &call, const v3::ListApplicationsRequest &asked)
{
    const StackKey *caller = call.caller();
    const bool isNamed = asked.has_collaborator();
    if (!isNamed && !(caller && caller->application.empty()))
        return answered(v3::Applications());
    const StackAccounts::Ids account = isNamed ? asked.collaborator() : caller->account;
    call.requireAccount(
        account,
        {account.has_organization_ids() ? v3::RIGHT_ORGANIZATION_APPLICATIONS_LIST : v3::RIGHT_USER_APPLICATIONS_LIST});
    std::vector<const v3::Application *> all;
    for (const auto &[id, application] : records.applications) {
        if (application.deleted == asked.deleted()
            && records.accounts.isMember(account, application.collaborators, !isNamed))
            all.push_back(&application.stored);
    }
    return paged(records, *caller, all,
                 {"ListApplicationsRequest", asked.field_mask(), asked.order(), asked.limit(), asked.page()});
}

ServerAnswer search(StackRecords &records, const StackCall &call, const v3::SearchApplicationsRequest &asked)
{
    const StackKey *caller = call.caller();
    if (!caller || !caller->application.empty())
        throw StackRefusal{RpcCode::PermissionDenied, "pkg/identityserver", "search_forbidden", "search is forbidden"};
    std::vector<const v3::Application *> found;
    for (const auto &[id, application] : records.applications) {
        const v3::Application &stored = application.stored;
        const bool reaches
            = records.isAdmin(*caller) || records.accounts.isMember(caller->account, application.collaborators, true);
        const bool fits = application.deleted == asked.deleted() && StackCall::contains(id, asked.id_contains())
            && StackCall::contains(stored.name(), asked.name_contains())
            && StackCall::hasWords(stored.description(), asked.description_contains())
            && (StackCall::contains(id, asked.query()) || StackCall::contains(stored.name(), asked.query())
                || StackCall::hasWords(stored.description(), asked.query()))
            && asked.attributes_contain().size() < 2 // the servers look for one that is all of those
            && std::all_of(asked.attributes_contain().begin(), asked.attributes_contain().end(),
                           [&stored](const auto &wanted) {
                               const auto known = stored.attributes().find(wanted.first);
                               return known != stored.attributes().end()
                                   && StackCall::contains(known->second, wanted.second);
                           });
        if (reaches && fits)
            found.push_back(&stored);
    }
    return paged(records, *caller, found,
                 {"SearchApplicationsRequest", StackMask::ofSearch(asked), asked.order(), asked.limit(), asked.page()});
}

const std::set<std::string> &changeable()
{
    static const std::set<std::string> paths = {"name",
                                                "description",
                                                "attributes",
                                                "administrative_contact",
                                                "technical_contact",
                                                "network_server_address",
                                                "application_server_address",
                                                "join_server_address"};
    return paths;
}

void announce(const StackCall &call, const char *name, const v3::ApplicationIdentifiers &ids,
              const google::protobuf::Message *data = nullptr)
{
    v3::EntityIdentifiers entity;
    *entity.mutable_application_ids() = ids;
    call.announce(name, {entity}, {v3::RIGHT_APPLICATION_INFO}, data);
}

void refuseStranger(const StackAccounts::Ids &contact)
{
    StackRefusal refusal{RpcCode::InvalidArgument, "pkg/identityserver", "contact_no_collaborator",
                         "contact `{contact}` is not a collaborator"};
    refusal.attributes = {{"contact", StackAccounts::idOf(contact)}};
    throw refusal;
}

ServerAnswer create(StackRecords &records, const StackCall &call, const v3::CreateApplicationRequest &asked)
{
    const v3::Application &wanted = asked.application();
    const std::string &id = wanted.ids().application_id();
    checkBlocklist(id);
    const StackAccounts::Ids &owner = asked.collaborator();
    call.requireAccount(owner,
                        {owner.has_organization_ids() ? v3::RIGHT_ORGANIZATION_APPLICATIONS_CREATE
                                                      : v3::RIGHT_USER_APPLICATIONS_CREATE});
    if (wanted.has_administrative_contact() && !StackAccounts::same(wanted.administrative_contact(), owner))
        refuseStranger(wanted.administrative_contact());
    if (wanted.has_technical_contact() && !StackAccounts::same(wanted.technical_contact(), owner))
        refuseStranger(wanted.technical_contact());
    if (records.applications.contains(id))
        throw StackRefusal{RpcCode::AlreadyExists, "pkg/util/store", "id_taken",
                           "ID already taken, choose a different one and try again"}
            .because({RpcCode::AlreadyExists, "pkg/util/store", "already_exists", "already exists"});
    // The server's own fields are not the client's to set.
    google::protobuf::FieldMask given;
    for (const std::string &path : changeable())
        given.add_paths(path);
    v3::Application fresh;
    *fresh.mutable_ids() = wanted.ids();
    StackMask::copy(wanted, fresh, given);
    const ServerAnswer out = answered(records.add(fresh, owner).stored);
    announce(call, "application.create", wanted.ids());
    return out;
}

ServerAnswer get(const StackCall &call, const v3::GetApplicationRequest &asked)
{
    call.requireCaller();
    const std::string &id = asked.application_ids().application_id();
    if (!isOpen(asked.field_mask()))
        call.require(id, {v3::RIGHT_APPLICATION_INFO});
    return answered(masked(call.known(id).stored, asked.field_mask()));
}

ServerAnswer update(const StackCall &call, const v3::UpdateApplicationRequest &asked)
{
    const v3::Application &wanted = asked.application();
    StackApplication &application = call.require(wanted.ids().application_id(), {v3::RIGHT_APPLICATION_SETTINGS_BASIC});
    google::protobuf::FieldMask mask;
    for (const std::string &path : asked.field_mask().paths()) {
        const std::string root = path.substr(0, path.find('.'));
        if (root == "contact_info")
            call.warn("Contact info is deprecated and will be removed in the next major release");
        else if (changeable().contains(root))
            mask.add_paths(root.find("_contact") == std::string::npos ? path : root); // a contact changes as a whole
    }
    const auto isStranger = [&application](const StackAccounts::Ids &contact) {
        return std::none_of(application.collaborators.begin(), application.collaborators.end(),
                            [&contact](const auto &member) { return StackAccounts::same(member.ids(), contact); });
    };
    if (wanted.has_administrative_contact() && isStranger(wanted.administrative_contact()))
        refuseStranger(wanted.administrative_contact());
    if (wanted.has_technical_contact() && isStranger(wanted.technical_contact()))
        refuseStranger(wanted.technical_contact());
    StackMask::copy(wanted, application.stored, mask);
    StackRecords::stampNow(*application.stored.mutable_updated_at());
    const google::protobuf::Value paths = StackMask::listed(mask);
    announce(call, "application.update", wanted.ids(), &paths);
    return answered(masked(application.stored, mask));
}

void refuseWithDevices(const StackApplication &application)
{
    const auto registered = std::count_if(application.devices.begin(), application.devices.end(),
                                          [](const auto &device) { return device.second.identity.has_value(); });
    if (registered == 0)
        return;
    StackRefusal refusal{RpcCode::FailedPrecondition, "pkg/identityserver", "application_has_devices",
                         "application still has `{count}` devices"};
    refusal.numbers = {{"count", double(registered)}};
    throw refusal;
}

ServerAnswer restore(const StackCall &call, const v3::ApplicationIdentifiers &ids)
{
    StackApplication &application = call.require(ids.application_id(), {v3::RIGHT_APPLICATION_DELETE}, true);
    if (!application.deleted)
        throw StackCall::unknownApplication(ids.application_id());
    if (Domain::nowNs() - application.deletedNs > RestoreNs)
        throw StackRefusal{RpcCode::FailedPrecondition, "pkg/identityserver", "restore_window_expired",
                           "this entity can no longer be restored"};
    application.deleted = false;
    application.stored.clear_deleted_at();
    announce(call, "application.restore", ids);
    return answered(Empty());
}

ServerAnswer purge(StackRecords &records, const StackCall &call, const v3::ApplicationIdentifiers &ids)
{
    const StackKey *caller = call.caller();
    if (!caller || !records.isAdmin(*caller))
        throw StackRefusal{RpcCode::PermissionDenied, "pkg/identityserver", "admins_purge_applications",
                           "applications may only be purged by admins"};
    refuseWithDevices(call.require(ids.application_id(), {}, true));
    std::erase_if(records.keys, [&ids](const auto &known) { return known.second.application == ids.application_id(); });
    records.applications.erase(ids.application_id());
    announce(call, "application.purge", ids);
    return answered(Empty());
}

ServerAnswer issueDevEui(StackRecords &records, const StackCall &call, const v3::ApplicationIdentifiers &ids)
{
    // Also of a deleted one, where it is switched on at all.
    StackApplication &application = call.require(ids.application_id(), {v3::RIGHT_APPLICATION_DEVICES_WRITE}, true);
    if (records.euiLimit && application.deleted)
        throw StackCall::unknownApplication(ids.application_id());
    if (!records.euiLimit)
        throw StackRefusal{RpcCode::InvalidArgument, "pkg/identityserver", "dev_eui_issuing_not_enabled",
                           "DevEUI issuing not configured"};
    if (application.stored.dev_eui_counter() >= quint32(records.euiLimit)) {
        StackRefusal refusal{RpcCode::FailedPrecondition, "pkg/identityserver/store",
                             "application_dev_eui_limit_reached",
                             "application issued DevEUI limit ({dev_eui_limit}) reached"};
        refusal.numbers = {{"dev_eui_limit", double(records.euiLimit)}};
        throw refusal;
    }
    application.stored.set_dev_eui_counter(application.stored.dev_eui_counter() + 1);
    v3::IssueDevEUIResponse out;
    out.set_dev_eui(SandboxKeys::bigEndian(FirstIssuedEui + records.issuedEuis++, 8));
    announce(call, "application.issue_dev_eui", ids);
    return answered(out);
}

void addRegistry(ServerDesk &desk, StackRecords &records)
{
    using Ids = v3::ApplicationIdentifiers;
    add<v3::CreateApplicationRequest>(
        desk, records, "ApplicationRegistry/Create",
        [&records](const StackCall &call, const auto &asked) { return create(records, call, asked); });
    const auto &type = *v3::Application::descriptor();
    addWithMask<v3::ListApplicationsRequest>(
        desk, records, "ApplicationRegistry/List", type,
        [&records](const StackCall &call, const auto &asked) { return list(records, call, asked); });
    addWithMask<v3::SearchApplicationsRequest>(
        desk, records, "EntityRegistrySearch/SearchApplications", type,
        [&records](const StackCall &call, const auto &asked) { return search(records, call, asked); });
    addWithMask<v3::GetApplicationRequest>(desk, records, "ApplicationRegistry/Get", type,
                                           [](const StackCall &call, const auto &asked) { return get(call, asked); });
    addWithMask<v3::UpdateApplicationRequest>(
        desk, records, "ApplicationRegistry/Update", type,
        [](const StackCall &call, const auto &asked) { return update(call, asked); }, {"dev_eui_counter"});
    add<Ids>(desk, records, "ApplicationRegistry/Delete", [](const StackCall &call, const Ids &ids) {
        StackApplication &application = call.require(ids.application_id(), {v3::RIGHT_APPLICATION_DELETE});
        refuseWithDevices(application);
        application.deleted = true;
        application.deletedNs = Domain::nowNs();
        StackRecords::stamp(*application.stored.mutable_deleted_at(), application.deletedNs);
        announce(call, "application.delete", ids);
        return answered(Empty());
    });
    add<Ids>(desk, records, "ApplicationRegistry/Restore",
             [](const StackCall &call, const Ids &ids) { return restore(call, ids); });
    add<Ids>(desk, records, "ApplicationRegistry/Purge",
             [&records](const StackCall &call, const Ids &ids) { return purge(records, call, ids); });
    add<Ids>(desk, records, "ApplicationRegistry/IssueDevEUI",
             [&records](const StackCall &call, const Ids &ids) { return issueDevEui(records, call, ids); });
}

ServerAnswer authInfo(StackRecords &records, const StackCall &call)
{
    v3::AuthInfoResponse out;
    if (const StackKey *key = call.caller()) {
        v3::AuthInfoResponse::APIKeyAccess &access = *out.mutable_api_key();
        *access.mutable_api_key() = key->stored;
        access.mutable_api_key()->clear_rights();
        const StackRights::Set rights = StackRights::expanded(key->stored.rights());
        for (const int right : rights)
            access.mutable_api_key()->add_rights(v3::Right(right));
        if (!key->application.empty())
            access.mutable_entity_ids()->mutable_application_ids()->set_application_id(key->application);
        else if (key->account.has_organization_ids())
            *access.mutable_entity_ids()->mutable_organization_ids() = key->account.organization_ids();
        else
            *access.mutable_entity_ids()->mutable_user_ids() = key->account.user_ids();
        if (records.isAdmin(*key)) {
            out.set_is_admin(true);
            for (const int right : rights)
                out.mutable_universal_rights()->add_rights(v3::Right(right));
        }
    }
    return answered(out);
}

/// Of a server as it is installed.
v3::GetIsConfigurationResponse configuration()
{
    v3::GetIsConfigurationResponse out;
    v3::IsConfiguration &server = *out.mutable_configuration();
    v3::IsConfiguration::UserRegistration &registration = *server.mutable_user_registration();
    registration.set_enabled(true);
    registration.mutable_invitation()->mutable_required();
    registration.mutable_invitation()->mutable_token_ttl()->set_seconds(7 * 86'400);
    registration.mutable_contact_info_validation()->mutable_required();
    registration.mutable_contact_info_validation()->mutable_token_ttl()->set_seconds(2 * 86'400);
    registration.mutable_contact_info_validation()->mutable_retry_interval()->set_seconds(3'600);
    registration.mutable_admin_approval()->mutable_required();
    v3::IsConfiguration::UserRegistration::PasswordRequirements &password
        = *registration.mutable_password_requirements();
    password.mutable_min_length()->set_value(8);
    password.mutable_max_length()->set_value(1'000);
    password.mutable_min_uppercase()->set_value(1);
    password.mutable_min_digits()->set_value(1);
    password.mutable_min_special();
    server.mutable_profile_picture()->mutable_disable_upload();
    server.mutable_profile_picture()->mutable_use_gravatar()->set_value(true);
    server.mutable_end_device_picture()->mutable_disable_upload();
    server.mutable_user_rights()->mutable_create_applications()->set_value(true);
    server.mutable_user_rights()->mutable_create_clients()->set_value(true);
    server.mutable_user_rights()->mutable_create_gateways()->set_value(true);
    server.mutable_user_rights()->mutable_create_organizations()->set_value(true);
    server.mutable_admin_rights()->mutable_all()->set_value(true);
    server.mutable_collaborator_rights()->mutable_set_others_as_contacts()->set_value(true);
    return out;
}

} // namespace

void addApplications(ServerDesk &desk, StackRecords &records)
{
    addRegistry(desk, records);
    add<Empty>(desk, records, "EntityAccess/AuthInfo",
               [&records](const StackCall &call, const Empty &) { return authInfo(records, call); });
    add<v3::GetIsConfigurationRequest>(desk, records, "Is/GetConfiguration",
                                       [](const StackCall &, const auto &) { return answered(configuration()); });
}

} // namespace Backend::StackDesk
