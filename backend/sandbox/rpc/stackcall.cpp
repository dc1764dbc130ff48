// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/clock.h"
#include "backend/sandbox/rpc/stackdesk.h"
#include "backend/sandbox/rpc/stackulid.h"

#include <QRegularExpression>

#include <algorithm>

namespace Backend {

namespace v3 = ttn::lorawan::v3;

namespace {

constexpr quint32 UsualPage = 100;
constexpr quint32 MostPage = 1'000;

StackRefusal unauthenticated(const char *name, const char *text)
{
    return {RpcCode::Unauthenticated, "pkg/identityserver", name, text};
}

void refuseWithout(const StackCall::Rights &held, const StackCall::Rights &needed, const std::string &entity,
                   const std::string &id)
{
    StackRefusal refusal{RpcCode::PermissionDenied, "pkg/auth/rights", "no_" + entity + "_rights",
                         "no rights for " + entity + " `{uid}`"};
    refusal.attributes = {{"uid", id}};
    if (held.empty())
        throw refusal;
    std::vector<std::string> missing;
    for (const int right : StackRights::without(needed, held))
        missing.push_back(v3::Right_Name(right));
    if (missing.empty())
        return;
    refusal.name = "insufficient_" + entity + "_rights";
    refusal.format = "insufficient rights for " + entity + " `{uid}`";
    refusal.list = {"missing", missing};
    throw refusal;
}

} // namespace

StackCall::StackCall(const ServerRequest &request, StackRecords &records)
    : m_request(request)
    , m_records(records)
    , m_requestId(request.header("x-request-id").value_or(stackUlid(Domain::nowNs())))
{
}

bool StackCall::hasCredentials() const
{
    const std::optional<std::string> header = m_request.header("authorization");
    return header && header->find(' ') != std::string::npos;
}

void StackCall::announce(const std::string &name, const std::vector<v3::EntityIdentifiers> &entities,
                         const Rights &visibility, const google::protobuf::Message *data) const
{
    v3::Event event;
    event.set_name(name);
    for (const v3::EntityIdentifiers &entity : entities)
        *event.add_identifiers() = entity;
    if (data)
        event.mutable_data()->PackFrom(*data);
    event.add_correlation_ids("rpc:" + m_request.method + ':' + m_requestId);
    for (const int right : visibility)
        event.mutable_visibility()->add_rights(v3::Right(right));
    if (!m_callerId.empty()) {
        event.mutable_authentication()->set_type("Bearer");
        event.mutable_authentication()->set_token_type("APIKey");
        event.mutable_authentication()->set_token_id(m_callerId);
    }
    event.set_remote_ip("127.0.0.1");
    event.set_user_agent(m_request.header("user-agent").value_or(""));
    m_records.events.publish(std::move(event), true, m_records.simulation().nowNs());
}

const StackKey *StackCall::caller() const
{
    const std::optional<std::string> header = m_request.header("authorization");
    const std::size_t blank = header ? header->find(' ') : std::string::npos;
    if (blank == std::string::npos)
        return nullptr; // a bare token counts as none
    const QString word = QString::fromStdString(header->substr(0, blank)).toLower();
    if (word != u"bearer")
        throw unauthenticated("unsupported_authorization", "unsupported authorization method");
    const std::string token = header->substr(blank + 1);
    const QStringList parts = QString::fromStdString(token).split(u'.');
    static const QStringList types = {QStringLiteral("NNSXS"), QStringLiteral("MFRWG"), QStringLiteral("OJSWM"),
                                      QStringLiteral("MF2XI"), QStringLiteral("ONZW4")};
    if (parts.size() != 3 || !types.contains(parts[0]))
        throw StackRefusal{RpcCode::InvalidArgument, "pkg/auth", "token", "invalid token"};
    if (parts[0] == u"MFRWG") {
        StackRefusal cause{RpcCode::NotFound, "pkg/identityserver/store", "access_token_not_found",
                           "access token with id `{access_token_id}` not found"};
        cause.attributes = {{"access_token_id", parts[1].toStdString()}};
        throw unauthenticated("token_not_found", "token not found").because(std::move(cause));
    }
    if (parts[0] != u"NNSXS")
        throw unauthenticated("unsupported_authorization", "unsupported authorization method");
    const auto found = m_records.keys.find(parts[1].toStdString());
    if (found == m_records.keys.end()) {
        StackRefusal cause{RpcCode::NotFound, "pkg/identityserver/store", "api_key_not_found",
                           "api key with id `{api_key_id}` not found"};
        cause.attributes = {{"api_key_id", parts[1].toStdString()}};
        throw unauthenticated("api_key_not_found", "API key not found").because(std::move(cause));
    }
    if (found->second.secret != token)
        throw unauthenticated("invalid_authorization", "invalid authorization");
    if (found->second.isExpired())
        throw unauthenticated("api_key_expired", "api key expired");
    m_callerId = found->first;
    return &found->second;
}

StackCall::Rights StackCall::rights(const std::string &application, bool deletedToo) const
{
    const StackKey *key = caller();
    return key ? m_records.rights(*key, application, deletedToo) : Rights();
}

StackApplication &StackCall::require(const std::string &application, const Rights &needed, bool deletedToo) const
{
    refuseWithout(rights(application, deletedToo), needed, "application", application);
    const auto found = m_records.applications.find(application);
    if (found != m_records.applications.end() && (deletedToo || !found->second.deleted))
        return found->second;
    throw unknownApplication(application);
}

StackApplication &StackCall::known(const std::string &application) const
{
    if (StackApplication *found = m_records.find(application))
        return *found;
    throw unknownApplication(application);
}

StackRefusal StackCall::unknownApplication(const std::string &id)
{
    StackRefusal refusal{RpcCode::NotFound, "pkg/identityserver/store", "application_not_found",
                         "application with id `{application_id}` not found"};
    refusal.attributes = {{"application_id", id}};
    return refusal;
}

void StackCall::requireAccount(const StackAccounts::Ids &account, const Rights &needed) const
{
    const StackKey *key = caller();
    Rights held;
    if (key && key->application.empty()) {
        const StackAccount *known = m_records.accounts.find(account);
        held = StackRights::expanded(key->stored.rights());
        if (!m_records.isAdmin(*key) && !StackAccounts::same(key->account, account))
            held
                = known ? StackRights::common(held, m_records.accounts.rights(key->account, known->members)) : Rights();
    }
    held = StackRights::common(
        held, StackRights::named(account.has_organization_ids() ? "RIGHT_ORGANIZATION_" : "RIGHT_USER_"));
    refuseWithout(held, needed, StackAccounts::typeOf(account), StackAccounts::idOf(account));
}

void StackCall::requireCaller() const
{
    if (!caller())
        throw unauthenticated("unauthenticated", "unauthenticated");
}

bool StackCall::contains(const std::string &text, const std::string &part)
{
    if (part.empty())
        return true;
    const QString pattern
        = QRegularExpression::escape(QString::fromStdString(part)).replace(QLatin1String("\\%"), QLatin1String(".*"));
    const QRegularExpression rule(
        pattern, QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    return rule.match(QString::fromStdString(text)).hasMatch();
}

bool StackCall::hasWords(const std::string &text, const std::string &words)
{
    static const QRegularExpression between(QStringLiteral("\\W+"), QRegularExpression::UseUnicodePropertiesOption);
    const QStringList known = QString::fromStdString(text).toLower().split(between, Qt::SkipEmptyParts);
    const QStringList wanted = QString::fromStdString(words).toLower().split(between, Qt::SkipEmptyParts);
    return words.empty()
        || (!wanted.isEmpty() && std::all_of(wanted.begin(), wanted.end(), [&known](const QString &word) {
               return known.contains(word);
           }));
}

void StackCall::checkId(const std::string &id, std::initializer_list<std::pair<const char *, const char *>> path)
{
    static const QRegularExpression rule(QStringLiteral("^[a-z0-9](?:[-]?[a-z0-9]){2,}$"));
    if (id.size() > 36)
        throw StackRefusal::validation(path, "value length must be at most 36 runes");
    if (!rule.match(QString::fromStdString(id)).hasMatch())
        throw StackRefusal::validation(path,
                                       "value does not match regex pattern \"" + rule.pattern().toStdString() + '"');
}

std::pair<std::size_t, std::size_t> StackCall::page(const char *message, quint32 limit, quint32 page, std::size_t count)
{
    if (limit > MostPage)
        throw StackRefusal::validation({{message, "limit"}}, "value must be less than or equal to 1000");
    const std::size_t rows = limit ? limit : UsualPage;
    const std::size_t from = std::min(count, rows * (page ? page - 1 : 0));
    return {from, std::min(count, from + rows)};
}

ServerAnswer StackDesk::notTheMessage()
{
    return ServerAnswer::failure(RpcCode::Internal,
                                 "grpc: error unmarshalling request: proto: cannot parse invalid wire-format data");
}

void StackDesk::finish(const StackCall &call, ServerAnswer &answer)
{
    answer.headers.emplace("x-request-id", call.requestId());
    for (const std::string &warning : call.warnings())
        answer.headers.emplace("warning", warning);
}

} // namespace Backend
