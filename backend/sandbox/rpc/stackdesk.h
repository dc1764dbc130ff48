// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/rpc/serverdesk.h"
#include "backend/sandbox/rpc/stackrecords.h"
#include "backend/sandbox/rpc/stackrefusal.h"

namespace Backend {

/// One call to The Things Stack: who asks, and the checks that most methods share. Refusals are thrown.
class StackCall
{
public:
    using Rights = StackRights::Set;

    StackCall(const ServerRequest &request, StackRecords &records)
        : m_request(request)
        , m_records(records)
    {
    }

    /// nullptr: nobody says who asks. Bad credentials are refused.
    [[nodiscard]] const StackKey *caller() const;
    /// Refuses when nobody says who asks.
    void requireCaller() const;
    /// What the caller may do there, implied rights included; none where it is unknown.
    [[nodiscard]] Rights rights(const std::string &application, bool deletedToo = false) const;
    /// The application, when the caller has these rights there.
    StackApplication &require(const std::string &application, const Rights &needed, bool deletedToo = false) const;
    /// The application, whoever asks; refused where there is none.
    [[nodiscard]] StackApplication &known(const std::string &application) const;
    [[nodiscard]] static StackRefusal unknownApplication(const std::string &id);
    /// Refuses unless the caller is the account, or may act for it.
    void requireAccount(const StackAccounts::Ids &account, const Rights &needed) const;

    /// Refuses an id that breaks the rule.
    static void checkId(const std::string &id, std::initializer_list<std::pair<const char *, const char *>> path);
    /// As the servers search: anywhere, in either case, and `%` is anything.
    [[nodiscard]] static bool contains(const std::string &text, const std::string &part);
    /// One page of `count` rows: from, to.
    static std::pair<std::size_t, std::size_t> page(const char *message, quint32 limit, quint32 page,
                                                    std::size_t count);

private:
    const ServerRequest &m_request;
    StackRecords &m_records;
};

namespace StackDesk {

/// The headers of every answer.
void finish(const ServerRequest &request, ServerAnswer &answer);

/// Limit and rules first; what these or `run` throw becomes the answer.
ServerAnswer answer(const ServerRequest &request, StackRecords &records, const google::protobuf::Message &message,
                    const std::function<ServerAnswer()> &run);

/// Adds a method.
template <typename Request>
void add(ServerDesk &desk, StackRecords &records, const std::string &method,
         std::function<ServerAnswer(const StackCall &, const Request &)> run)
{
    desk.add<Request>("/ttn.lorawan.v3." + method,
                      [&records, run = std::move(run)](const ServerRequest &request, const Request &message) {
                          return answer(request, records, message,
                                        [&] { return run(StackCall(request, records), message); });
                      });
}

/// AuthInfo and the applications of the Identity Server.
void addApplications(ServerDesk &desk, StackRecords &records);
/// Rights and API keys of applications.
void addKeys(ServerDesk &desk, StackRecords &records);
/// Collaborators of applications, and the accounts to choose from.
void addCollaborators(ServerDesk &desk, StackRecords &records);
/// What the Application Server keeps of applications. `access` tells its MQTT addresses.
void addLinks(ServerDesk &desk, StackRecords &records, const SandboxAccess &access);
/// The end device registries of the four servers.
void addDevices(ServerDesk &desk, StackRecords &records);

} // namespace StackDesk

} // namespace Backend
