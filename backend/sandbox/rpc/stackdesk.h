// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/rpc/serverdesk.h"
#include "backend/sandbox/rpc/stackmask.h"
#include "backend/sandbox/rpc/stackrecords.h"
#include "backend/sandbox/rpc/stackrefusal.h"
#include "backend/sandbox/rpc/stackvalidation.h"

namespace Backend {

/// One call to The Things Stack: who asks, and the checks that most methods share. Refusals are thrown.
class StackCall
{
public:
    using Rights = StackRights::Set;

    StackCall(const ServerRequest &request, StackRecords &records);

    /// An authorization of two words; what it says is not looked at.
    [[nodiscard]] bool hasCredentials() const;
    /// As the client named it, or a new one.
    [[nodiscard]] const std::string &requestId() const { return m_requestId; }
    /// Headers of the answer besides those of every answer; `warning` may come more than once at the real servers.
    void warn(const std::string &text) const { m_warnings.push_back(text); }
    [[nodiscard]] const std::vector<std::string> &warnings() const { return m_warnings; }
    /// Tells everybody who listens, and has one of the rights, what this call did to the entities.
    void announce(const std::string &name, const std::vector<ttn::lorawan::v3::EntityIdentifiers> &entities,
                  const Rights &visibility, const google::protobuf::Message *data = nullptr) const;

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
    /// As the servers search descriptions: all of the words, whole, in either case.
    [[nodiscard]] static bool hasWords(const std::string &text, const std::string &words);
    /// One page of `count` rows: from, to.
    static std::pair<std::size_t, std::size_t> page(const char *message, quint32 limit, quint32 page,
                                                    std::size_t count);

private:
    const ServerRequest &m_request;
    StackRecords &m_records;
    std::string m_requestId;
    mutable std::vector<std::string> m_warnings;
    mutable std::string m_callerId; ///< of the key, once it was looked at: it may be gone when the call is done
};

namespace StackDesk {

/// What bytes get that are not the message.
[[nodiscard]] ServerAnswer notTheMessage();
/// The headers of every answer.
void finish(const StackCall &call, ServerAnswer &answer);

/// Adds a method; what `first` and `run` throw becomes the answer. `first` comes before the rules of the message.
template <typename Request>
void addChecked(ServerDesk &desk, StackRecords &records, const std::string &method,
                std::function<void(const Request &)> first,
                std::function<ServerAnswer(const StackCall &, const Request &)> run)
{
    desk.add("/ttn.lorawan.v3." + method,
             [&records, first = std::move(first), run = std::move(run)](const ServerRequest &request) {
                 Request message;
                 if (!message.ParseFromString(request.message))
                     return notTheMessage();
                 const StackCall call(request, records);
                 StackLimiter::Headers limits;
                 ServerAnswer out;
                 try {
                     records.limiter.take(request, message, limits);
                     if (first)
                         first(message);
                     StackValidation::check(message);
                     out = run(call, message);
                 } catch (const StackRefusal &refusal) {
                     out = refusal.answer();
                 } catch (const ServerAnswer &plain) {
                     out = plain; // some failures have no details
                 }
                 out.headers.merge(limits);
                 finish(call, out);
                 return out;
             });
}

template <typename Request>
void add(ServerDesk &desk, StackRecords &records, const std::string &method,
         std::function<ServerAnswer(const StackCall &, const Request &)> run)
{
    addChecked<Request>(desk, records, method, {}, std::move(run));
}

/// A method whose mask names fields of a message of that type, but for those in `left`.
template <typename Request>
void addWithMask(ServerDesk &desk, StackRecords &records, const std::string &method,
                 const google::protobuf::Descriptor &type,
                 std::function<ServerAnswer(const StackCall &, const Request &)> run,
                 const std::set<std::string> &left = {})
{
    addChecked<Request>(
        desk, records, method,
        [&type, left](const Request &asked) { StackMask::check(asked.field_mask(), type, left); }, std::move(run));
}

/// AuthInfo and the applications of the Identity Server.
void addApplications(ServerDesk &desk, StackRecords &records);
/// Rights and API keys of applications.
void addKeys(ServerDesk &desk, StackRecords &records);
/// Collaborators of applications, and the accounts to choose from.
void addCollaborators(ServerDesk &desk, StackRecords &records);
/// What the Application Server keeps of applications. `access` tells its MQTT addresses.
void addLinks(ServerDesk &desk, StackRecords &records, const SandboxAccess &access);
/// Integrations of applications.
void addPackages(ServerDesk &desk, StackRecords &records);
/// What clients send to devices, and what they say in their place.
void addMessages(ServerDesk &desk, StackRecords &records);
/// The end device registries of the four servers.
void addDevices(ServerDesk &desk, StackRecords &records);
/// Several devices at once, and the search for them.
void addDeviceBatches(ServerDesk &desk, StackRecords &records);
/// Frequency plans, bands, and what Network and Join Server tell everybody.
void addConfiguration(ServerDesk &desk, StackRecords &records);
/// Brands, models and what the sandbox knows of them.
void addRepository(ServerDesk &desk, StackRecords &records);
/// Claiming, templates and QR codes.
void addOnboarding(ServerDesk &desk, StackRecords &records);
/// The event streams.
void addEvents(ServerDesk &desk, StackRecords &records);

/// All of them.
inline void addAll(ServerDesk &desk, StackRecords &records, const SandboxAccess &access)
{
    addApplications(desk, records);
    addKeys(desk, records);
    addCollaborators(desk, records);
    addLinks(desk, records, access);
    addPackages(desk, records);
    addMessages(desk, records);
    addDevices(desk, records);
    addConfiguration(desk, records);
    addRepository(desk, records);
    addOnboarding(desk, records);
    addEvents(desk, records);
}

// What several of them say.
/// Refuses words that mean something in addresses.
void checkBlocklist(const std::string &id);
[[nodiscard]] StackRefusal noFrequencyPlan(const std::string &id);
[[nodiscard]] StackRefusal noBandVersion(int version, const std::string &band);
/// What the device repository fills in for a product; throws where it does not know it.
[[nodiscard]] ttn::lorawan::v3::EndDeviceTemplate
repositoryTemplate(const StackProducts &products, const ttn::lorawan::v3::EndDeviceVersionIdentifiers &ids);

} // namespace StackDesk

} // namespace Backend
