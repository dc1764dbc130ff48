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
    using Rights = std::set<int>; ///< ttn::lorawan::v3::Right

    StackCall(const ServerRequest &request, StackRecords &records)
        : m_request(request)
        , m_records(records)
    {
    }

    /// nullptr: nobody says who asks. Bad credentials are refused.
    [[nodiscard]] const StackKey *caller() const;
    /// What the caller may do there, implied rights included; none where it is unknown.
    [[nodiscard]] Rights rights(const std::string &application) const;
    /// The application, when the caller has these rights there.
    StackApplication &require(const std::string &application, const Rights &needed) const;

    /// All that the rights imply, themselves included.
    [[nodiscard]] static Rights expanded(const google::protobuf::RepeatedField<int> &rights);

    /// Refuses an id that breaks the rule.
    static void checkId(const std::string &id, std::initializer_list<std::pair<const char *, const char *>> path);
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

/// Adds a method; what `run` throws becomes the answer.
template <typename Request>
void add(ServerDesk &desk, StackRecords &records, const std::string &method,
         std::function<ServerAnswer(const StackCall &, const Request &)> run)
{
    desk.add<Request>("/ttn.lorawan.v3." + method,
                      [&records, run = std::move(run)](const ServerRequest &request, const Request &message) {
                          ServerAnswer out;
                          try {
                              out = run(StackCall(request, records), message);
                          } catch (const StackRefusal &refusal) {
                              out = refusal.answer();
                          }
                          finish(request, out);
                          return out;
                      });
}

/// AuthInfo, applications, rights and API keys.
void addApplications(ServerDesk &desk, StackRecords &records);
/// The end device registries of the four servers.
void addDevices(ServerDesk &desk, StackRecords &records);

} // namespace StackDesk

} // namespace Backend
