// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/clock.h"
#include "backend/sandbox/rpc/stackdesk.h"
#include "backend/sandbox/sandboxrandom.h"

#include <QRandomGenerator>
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

StackCall::Rights named(const std::string &start)
{
    StackCall::Rights out;
    const google::protobuf::EnumDescriptor *all = v3::Right_descriptor();
    for (int i = 0; i < all->value_count(); ++i) {
        if (all->value(i)->name().rfind(start, 0) == 0)
            out.insert(all->value(i)->number());
    }
    return out;
}

/// A ULID: 26 characters of Crockford's base 32.
std::string ulid()
{
    static constexpr char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    std::string out(26, '0');
    quint64 ms = quint64(Domain::nowNs() / 1'000'000);
    for (int i = 9; i >= 0; --i, ms >>= 5)
        out[std::size_t(i)] = alphabet[ms & 31];
    for (std::size_t i = 10; i < out.size(); ++i)
        out[i] = alphabet[QRandomGenerator::global()->bounded(32)];
    return out;
}

} // namespace

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
    return &found->second;
}

StackCall::Rights StackCall::expanded(const google::protobuf::RepeatedField<int> &rights)
{
    Rights out(rights.begin(), rights.end());
    static const std::map<int, std::string> all = {{v3::RIGHT_USER_ALL, "RIGHT_USER_"},
                                                   {v3::RIGHT_APPLICATION_ALL, "RIGHT_APPLICATION_"},
                                                   {v3::RIGHT_CLIENT_ALL, "RIGHT_CLIENT_"},
                                                   {v3::RIGHT_GATEWAY_ALL, "RIGHT_GATEWAY_"},
                                                   {v3::RIGHT_ORGANIZATION_ALL, "RIGHT_ORGANIZATION_"}};
    for (const auto &[right, start] : all) {
        if (out.contains(right))
            out.merge(named(start));
    }
    if (out.contains(v3::RIGHT_APPLICATION_LINK))
        out.merge(Rights{v3::RIGHT_APPLICATION_INFO, v3::RIGHT_APPLICATION_TRAFFIC_READ,
                         v3::RIGHT_APPLICATION_TRAFFIC_DOWN_WRITE});
    return out;
}

StackCall::Rights StackCall::rights(const std::string &application) const
{
    const StackKey *key = caller();
    if (!key || !m_records.find(application) || (!key->application.empty() && key->application != application))
        return {};
    Rights out = expanded(key->stored.rights());
    const Rights known = named("RIGHT_APPLICATION_");
    std::erase_if(out, [&known](int right) { return !known.contains(right); });
    return out;
}

StackApplication &StackCall::require(const std::string &application, const Rights &needed) const
{
    const Rights held = rights(application);
    StackRefusal refusal{RpcCode::PermissionDenied, "pkg/auth/rights", "no_application_rights",
                         "no rights for application `{uid}`"};
    refusal.attributes = {{"uid", application}};
    if (held.empty())
        throw refusal;
    std::vector<std::string> missing;
    for (const int right : needed) {
        if (!held.contains(right))
            missing.push_back(v3::Right_Name(right));
    }
    if (missing.empty())
        return *m_records.find(application);
    refusal.name = "insufficient_application_rights";
    refusal.format = "insufficient rights for application `{uid}`";
    refusal.list = {"missing", missing};
    throw refusal;
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

void StackDesk::finish(const ServerRequest &request, ServerAnswer &answer)
{
    answer.headers.emplace("x-request-id", request.header("x-request-id").value_or(ulid()));
}

} // namespace Backend
