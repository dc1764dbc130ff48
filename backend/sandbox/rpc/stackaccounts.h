// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <ttn/lorawan/v3/identifiers.pb.h>
#include <ttn/lorawan/v3/rights.pb.h>
#include <vector>

namespace Backend {

/// Sets of ttn::lorawan::v3::Right.
namespace StackRights {

using Set = std::set<int>;
using List = google::protobuf::RepeatedField<int>;

/// All that the rights imply, themselves included.
[[nodiscard]] Set expanded(const List &rights);
/// Those whose names begin with `start`.
[[nodiscard]] Set named(const std::string &start);
/// What is in both.
[[nodiscard]] Set common(const Set &one, const Set &two);
/// What `one` has and `two` lacks.
[[nodiscard]] Set without(const Set &one, const Set &two);

} // namespace StackRights

/// A user or an organization.
struct StackAccount
{
    ttn::lorawan::v3::OrganizationOrUserIdentifiers ids;
    bool isAdmin = false;
    std::vector<ttn::lorawan::v3::Collaborator> members; ///< of an organization
};

/// The accounts of The Things Stack, and what they may do as members of organizations and applications.
class StackAccounts
{
public:
    using Ids = ttn::lorawan::v3::OrganizationOrUserIdentifiers;
    using Members = std::vector<ttn::lorawan::v3::Collaborator>;

    static Ids user(const std::string &id);
    static Ids organization(const std::string &id);
    static bool same(const Ids &one, const Ids &two);
    [[nodiscard]] static std::string idOf(const Ids &ids);
    /// "user" or "organization".
    [[nodiscard]] static const char *typeOf(const Ids &ids);

    void addUser(const std::string &id, bool isAdmin = false);
    /// `owner` gets all rights.
    void addOrganization(const std::string &id, const std::string &owner);
    /// nullptr: nobody has this id.
    [[nodiscard]] const StackAccount *find(const Ids &ids) const;
    [[nodiscard]] const std::vector<StackAccount> &all() const { return m_all; }

    /// What the account may do as one of the members, or as a member of an organization that is one.
    [[nodiscard]] StackRights::Set rights(const Ids &account, const Members &members) const;
    /// Whether it is one of the members; `indirectly`: or of an organization that is one.
    [[nodiscard]] bool isMember(const Ids &account, const Members &members, bool indirectly) const;

private:
    std::vector<StackAccount> m_all;
};

} // namespace Backend
