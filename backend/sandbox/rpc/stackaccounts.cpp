// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/stackaccounts.h"

#include <algorithm>
#include <iterator>
#include <map>

namespace Backend {

namespace v3 = ttn::lorawan::v3;

StackRights::Set StackRights::named(const std::string &start)
{
    Set out;
    const google::protobuf::EnumDescriptor *all = v3::Right_descriptor();
    for (int i = 0; i < all->value_count(); ++i) {
        if (all->value(i)->name().rfind(start, 0) == 0)
            out.insert(all->value(i)->number());
    }
    return out;
}

StackRights::Set StackRights::expanded(const List &rights)
{
    Set out(rights.begin(), rights.end());
    static const std::map<int, std::string> all = {{v3::RIGHT_ALL, "RIGHT_"},
                                                   {v3::RIGHT_USER_ALL, "RIGHT_USER_"},
                                                   {v3::RIGHT_APPLICATION_ALL, "RIGHT_APPLICATION_"},
                                                   {v3::RIGHT_CLIENT_ALL, "RIGHT_CLIENT_"},
                                                   {v3::RIGHT_GATEWAY_ALL, "RIGHT_GATEWAY_"},
                                                   {v3::RIGHT_ORGANIZATION_ALL, "RIGHT_ORGANIZATION_"}};
    for (const auto &[right, start] : all) {
        if (out.contains(right))
            out.merge(named(start));
    }
    if (out.contains(v3::RIGHT_APPLICATION_LINK))
        out.merge(Set{v3::RIGHT_APPLICATION_INFO, v3::RIGHT_APPLICATION_TRAFFIC_READ,
                      v3::RIGHT_APPLICATION_TRAFFIC_DOWN_WRITE});
    return out;
}

StackRights::Set StackRights::common(const Set &one, const Set &two)
{
    Set out;
    std::set_intersection(one.begin(), one.end(), two.begin(), two.end(), std::inserter(out, out.end()));
    return out;
}

StackRights::Set StackRights::without(const Set &one, const Set &two)
{
    Set out;
    std::set_difference(one.begin(), one.end(), two.begin(), two.end(), std::inserter(out, out.end()));
    return out;
}

StackAccounts::Ids StackAccounts::user(const std::string &id)
{
    Ids out;
    out.mutable_user_ids()->set_user_id(id);
    return out;
}

StackAccounts::Ids StackAccounts::organization(const std::string &id)
{
    Ids out;
    out.mutable_organization_ids()->set_organization_id(id);
    return out;
}

std::string StackAccounts::idOf(const Ids &ids)
{
    return ids.has_organization_ids() ? ids.organization_ids().organization_id() : ids.user_ids().user_id();
}

const char *StackAccounts::typeOf(const Ids &ids)
{
    return ids.has_organization_ids() ? "organization" : "user";
}

bool StackAccounts::same(const Ids &one, const Ids &two)
{
    return one.ids_case() == two.ids_case() && idOf(one) == idOf(two);
}

void StackAccounts::addUser(const std::string &id, bool isAdmin)
{
    m_all.push_back({user(id), isAdmin, {}});
}

void StackAccounts::addOrganization(const std::string &id, const std::string &owner)
{
    v3::Collaborator member;
    *member.mutable_ids() = user(owner);
    member.add_rights(v3::RIGHT_ALL);
    m_all.push_back({organization(id), false, {member}});
}

const StackAccount *StackAccounts::find(const Ids &ids) const
{
    const auto found
        = std::find_if(m_all.begin(), m_all.end(), [&ids](const auto &account) { return same(account.ids, ids); });
    return found == m_all.end() ? nullptr : &*found;
}

StackRights::Set StackAccounts::rights(const Ids &account, const Members &members) const
{
    StackRights::Set out;
    for (const v3::Collaborator &member : members) {
        const StackRights::Set given = StackRights::expanded(member.rights());
        if (same(member.ids(), account)) {
            out.insert(given.begin(), given.end());
            continue;
        }
        const StackAccount *team = member.ids().has_organization_ids() ? find(member.ids()) : nullptr;
        if (team)
            out.merge(StackRights::common(given, rights(account, team->members)));
    }
    return out;
}

bool StackAccounts::isMember(const Ids &account, const Members &members, bool indirectly) const
{
    return std::any_of(members.begin(), members.end(), [&](const v3::Collaborator &member) {
        if (same(member.ids(), account))
            return true;
        const StackAccount *team = indirectly && member.ids().has_organization_ids() ? find(member.ids()) : nullptr;
        return team && isMember(account, team->members, false);
    });
}

} // namespace Backend
