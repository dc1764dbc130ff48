// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/stackdesk.h"

#include <google/protobuf/empty.pb.h>
#include <ttn/lorawan/v3/application_packages.pb.h>

/// Integrations of applications: they are kept, and do nothing here.
namespace Backend::StackDesk {

namespace v3 = ttn::lorawan::v3;

namespace {

using Association = v3::ApplicationPackageDefaultAssociation;
using AssociationIds = v3::ApplicationPackageDefaultAssociationIdentifiers;
using google::protobuf::FieldMask;

StackApplication &applicationOf(const StackCall &call, const v3::ApplicationIdentifiers &ids)
{
    return call.require(ids.application_id(), {v3::RIGHT_APPLICATION_SETTINGS_PACKAGES});
}

Association masked(const Association &stored, const FieldMask &mask)
{
    Association out;
    StackMask::copy(stored, out, mask);
    *out.mutable_ids() = stored.ids();
    *out.mutable_created_at() = stored.created_at();
    *out.mutable_updated_at() = stored.updated_at();
    return out;
}

ServerAnswer get(const StackCall &call, const v3::GetApplicationPackageDefaultAssociationRequest &asked)
{
    const auto &all = applicationOf(call, asked.ids().application_ids()).packages;
    const auto found = all.find(asked.ids().f_port());
    if (found == all.end())
        throw StackRefusal{RpcCode::NotFound, "pkg/redis", "not_found", "entity not found"};
    return answered(masked(found->second, asked.field_mask()));
}

ServerAnswer list(const StackCall &call, const v3::ListApplicationPackageDefaultAssociationRequest &asked)
{
    const auto &all = applicationOf(call, asked.ids()).packages;
    const quint64 skipped = asked.limit() && asked.page() ? quint64(asked.limit()) * (asked.page() - 1) : 0;
    v3::ApplicationPackageDefaultAssociations out;
    quint64 row = 0;
    for (const auto &[port, association] : all) {
        if (row++ >= skipped && (!asked.limit() || quint32(out.defaults_size()) < asked.limit()))
            *out.add_defaults() = masked(association, asked.field_mask());
    }
    ServerAnswer answer = answered(out);
    answer.headers = {{"x-total-count", std::to_string(asked.limit() ? all.size() : 0)}}; // counted with a limit only
    return answer;
}

ServerAnswer set(const StackCall &call, const v3::SetApplicationPackageDefaultAssociationRequest &asked)
{
    const Association &wanted = asked.default_();
    auto &all = applicationOf(call, wanted.ids().application_ids()).packages;
    const bool isNew = !all.contains(wanted.ids().f_port());
    if (!isNew && asked.field_mask().paths().empty())
        return answered(masked(all.at(wanted.ids().f_port()), asked.field_mask()));
    Association &stored = all[wanted.ids().f_port()];
    StackMask::copy(wanted, stored, asked.field_mask());
    *stored.mutable_ids() = wanted.ids();
    StackRecords::stampNow(*stored.mutable_updated_at());
    if (isNew)
        *stored.mutable_created_at() = stored.updated_at();
    return answered(masked(stored, asked.field_mask()));
}

} // namespace

void addPackages(ServerDesk &desk, StackRecords &records)
{
    const std::string service = "ApplicationPackageRegistry/";
    const auto &type = *Association::descriptor();
    addWithMask<v3::GetApplicationPackageDefaultAssociationRequest>(desk, records, service + "GetDefaultAssociation",
                                                                    type, get);
    addWithMask<v3::ListApplicationPackageDefaultAssociationRequest>(desk, records, service + "ListDefaultAssociations",
                                                                     type, list);
    addWithMask<v3::SetApplicationPackageDefaultAssociationRequest>(desk, records, service + "SetDefaultAssociation",
                                                                    type, set, {"created_at", "updated_at"});
    add<AssociationIds>(desk, records, service + "DeleteDefaultAssociation",
                        [](const StackCall &call, const AssociationIds &ids) {
                            applicationOf(call, ids.application_ids()).packages.erase(ids.f_port());
                            return answered(google::protobuf::Empty());
                        });
}

} // namespace Backend::StackDesk
