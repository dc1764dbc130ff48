// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/stackv3access.h"

#include "backend/domain/identifiers.h"
#include "backend/network/stackv3convert.h"
#include "backend/network/stackv3rights.h"
#include "backend/network/v3methods.h"

#include <algorithm>

namespace Backend {

namespace {

using Code = Domain::Problem::Code;
using Domain::Account;
using Domain::ApiKey;
using Domain::ApiKeyChange;
using Domain::Call;
using Domain::CallSource;
using Domain::Collaborator;
using Domain::Done;
using Domain::ListPage;
using Domain::NewApiKey;
using Domain::Problem;
using Domain::Result;
using Domain::Rights;
using Task = std::shared_ptr<RpcTask>;
namespace wire = V3::wire;

constexpr int maxPage = 1'000;
constexpr qsizetype maxSearch = 50;
constexpr qsizetype minSearch = 2; ///< with less the server finds nobody

template <typename T>
Call<Result<T>> refused(const Problem &problem)
{
    const CallSource<Result<T>> source;
    source.deliver(Result<T>(problem));
    return source.call();
}

QString text(const std::string &bytes)
{
    return QString::fromStdString(bytes);
}

ApiKey keyOf(const wire::APIKey &key)
{
    ApiKey out;
    out.id = text(key.id());
    out.name = text(key.name());
    out.rights = rightsOf(key.rights());
    out.otherRights = otherRights(key.rights());
    if (key.has_created_at())
        out.created = dateTimeOf(key.created_at());
    if (key.has_updated_at())
        out.updated = dateTimeOf(key.updated_at());
    if (key.has_expires_at())
        out.expires = dateTimeOf(key.expires_at());
    return out;
}

Problem keyIdProblem(const QString &id)
{
    const bool isId = !id.isEmpty() && std::all_of(id.begin(), id.end(), [](QChar c) {
        return (c >= u'A' && c <= u'Z') || (c >= u'2' && c <= u'7');
    });
    return isId ? Problem() : Problem{Code::ApiKeyNotFound, {id}, {}, {}, false};
}

/// Without rights there is no key, and no collaborator: the servers would delete what there is.
Problem rightsProblem(Rights rights)
{
    if (rights)
        return {};
    return {Code::FieldInvalid, {QStringLiteral("rights"), QStringLiteral("≥ 1")}, {}, {}, false};
}

Problem expiryProblem(const QDateTime &expires)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (!expires.isValid() || expires > now)
        return {};
    return {Code::FieldInvalid,
            {QStringLiteral("expires_at"), QString(u"> " + now.toString(QStringLiteral("yyyy-MM-dd HH:mm 'UTC'")))},
            {},
            {},
            false};
}

template <typename Request>
Request requestFor(const QString &application)
{
    Request request;
    request.mutable_application_ids()->set_application_id(application.toStdString());
    return request;
}

/// limit 0 would mean a hundred for the server, and page 0 is the first.
template <typename Request>
Request pageRequest(const QString &application, const char *order, int page, int limit)
{
    auto request = requestFor<Request>(application);
    request.set_order(order);
    request.set_limit(quint32(std::clamp(limit, 1, maxPage)));
    request.set_page(quint32(std::max(page, 1)));
    return request;
}

Done done(const V3::Empty &, const RpcReply &)
{
    return {};
}

bool same(const WireRights &one, const WireRights &two)
{
    return std::equal(one.begin(), one.end(), two.begin(), two.end());
}

wire::UpdateApplicationAPIKeyRequest changeRequest(const QString &application, const wire::APIKey &stored,
                                                   const ApiKeyChange &change)
{
    auto request = requestFor<wire::UpdateApplicationAPIKeyRequest>(application);
    wire::APIKey &key = *request.mutable_api_key();
    google::protobuf::FieldMask &mask = *request.mutable_field_mask();
    key.set_id(stored.id());
    if (change.name && *change.name != text(stored.name())) {
        key.set_name(change.name->toStdString());
        mask.add_paths("name");
    }
    // A key with all rights has those to come as well, so it is only touched when something is taken away.
    if (change.rights && *change.rights != rightsOf(stored.rights())) {
        *key.mutable_rights() = mergedRights(stored.rights(), *change.rights);
        mask.add_paths("rights");
    }
    if (change.expires) {
        if (change.expires->isValid())
            *key.mutable_expires_at() = timestampOf(*change.expires);
        mask.add_paths("expires_at");
    }
    return request;
}

/// Reads the key, so that rights nobody spoke of stay, then changes what differs.
void changeKey(const Task &task, const RpcRequest &settings, const QString &application, const QString &id,
               const ApiKeyChange &change, const CallSource<Result<ApiKey>> &source)
{
    auto read = requestFor<wire::GetApplicationAPIKeyRequest>(application);
    read.set_key_id(id.toStdString());
    task->call(V3::getApiKey, settings, read, [=](const RpcTask::Answer<wire::APIKey> &stored) {
        if (stored.problem) {
            source.deliver(Result<ApiKey>(stored.problem));
            return;
        }
        const auto request = changeRequest(application, stored.message, change);
        // An empty mask would mean name and rights, and no rights would delete the key.
        if (request.field_mask().paths().empty()) {
            source.deliver(Result<ApiKey>(keyOf(stored.message)));
            return;
        }
        task->call(V3::updateApiKey, settings, request, [source, id](const RpcTask::Answer<wire::APIKey> &answer) {
            if (answer.problem)
                source.deliver(Result<ApiKey>(answer.problem));
            else if (answer.message.id().empty())
                source.deliver(Result<ApiKey>(Problem{Code::ApiKeyNotFound, {id}, {}, {}, false}));
            else
                source.deliver(Result<ApiKey>(keyOf(answer.message)));
        });
    });
}

/// Reads what the account has, so that rights nobody spoke of stay, then sets what differs.
void changeCollaborator(const Task &task, const RpcRequest &settings, const QString &application,
                        const Account &account, Rights rights, const CallSource<Result<Done>> &source)
{
    auto read = requestFor<wire::GetApplicationCollaboratorRequest>(application);
    *read.mutable_collaborator() = accountOf(account);
    task->call(V3::getCollaborator, settings, read, [=](const RpcTask::Answer<wire::GetCollaboratorResponse> &stored) {
        if (stored.problem && stored.problem.code != Code::CollaboratorNotFound) {
            source.deliver(Result<Done>(stored.problem));
            return;
        }
        const WireRights before = stored.problem ? WireRights() : stored.message.rights();
        const WireRights after = mergedRights(before, rights);
        if (same(before, after)) {
            source.deliver(Result<Done>(Done{}));
            return;
        }
        auto request = requestFor<wire::SetApplicationCollaboratorRequest>(application);
        *request.mutable_collaborator()->mutable_ids() = accountOf(account);
        *request.mutable_collaborator()->mutable_rights() = after;
        task->call(V3::setCollaborator, settings, request, DeliverDone{source});
    });
}

} // namespace

StackV3Access::StackV3Access(std::shared_ptr<RpcLine> line, StackV3Settings settings)
    : m_line(std::move(line))
    , m_settings(std::move(settings))
{
}

Problem StackV3Access::startProblem(const QString &application) const
{
    if (const Problem problem = stackKeyProblem(m_settings.apiKey))
        return problem;
    if (!Domain::isValidId(Domain::Generation::V3, application))
        return {Code::IdInvalid, {application}, {}, {}, false};
    return {};
}

Call<Result<ListPage<ApiKey>>> StackV3Access::apiKeys(const QString &application, int page, int limit)
{
    if (const Problem problem = startProblem(application))
        return refused<ListPage<ApiKey>>(problem);
    const auto request = pageRequest<wire::ListApplicationAPIKeysRequest>(application, "name", page, limit);
    return ask<ListPage<ApiKey>>(m_line, V3::listApiKeys, m_settings.toIdentity(), request,
                                 [](const wire::APIKeys &keys, const RpcReply &reply) {
                                     ListPage<ApiKey> out;
                                     out.rows.reserve(keys.api_keys_size());
                                     for (const wire::APIKey &key : keys.api_keys())
                                         out.rows += keyOf(key);
                                     out.total = reply.number("x-total-count", out.rows.size());
                                     return out;
                                 });
}

Call<Result<ApiKey>> StackV3Access::apiKey(const QString &application, const QString &id)
{
    Problem problem = startProblem(application);
    if (!problem)
        problem = keyIdProblem(id);
    if (problem)
        return refused<ApiKey>(problem);
    auto request = requestFor<wire::GetApplicationAPIKeyRequest>(application);
    request.set_key_id(id.toStdString());
    return ask<ApiKey>(m_line, V3::getApiKey, m_settings.toIdentity(), request,
                       [](const wire::APIKey &key, const RpcReply &) { return keyOf(key); });
}

Call<Result<NewApiKey>> StackV3Access::createApiKey(const QString &application, const QString &name, Rights rights,
                                                    const QDateTime &expires)
{
    Problem problem = startProblem(application);
    if (!problem)
        problem = nameProblem(name);
    if (!problem)
        problem = rightsProblem(rights);
    if (!problem)
        problem = expiryProblem(expires);
    if (problem)
        return refused<NewApiKey>(problem);
    auto request = requestFor<wire::CreateApplicationAPIKeyRequest>(application);
    request.set_name(name.toStdString());
    *request.mutable_rights() = wireRights(rights);
    if (expires.isValid())
        *request.mutable_expires_at() = timestampOf(expires);
    return ask<NewApiKey>(m_line, V3::createApiKey, m_settings.toIdentity(), request,
                          [](const wire::APIKey &key, const RpcReply &) {
                              return NewApiKey{keyOf(key), QByteArray::fromStdString(key.key())};
                          });
}

Call<Result<ApiKey>> StackV3Access::changeApiKey(const QString &application, const QString &id,
                                                 const ApiKeyChange &change)
{
    Problem problem = startProblem(application);
    if (!problem)
        problem = keyIdProblem(id);
    if (!problem && change.name)
        problem = nameProblem(*change.name);
    if (!problem && change.rights)
        problem = rightsProblem(*change.rights);
    if (!problem && change.expires)
        problem = expiryProblem(*change.expires);
    if (problem)
        return refused<ApiKey>(problem);
    return ask<ApiKey>(m_line, [&](const Task &task, const CallSource<Result<ApiKey>> &source) {
        changeKey(task, m_settings.toIdentity(), application, id, change, source);
    });
}

Call<Result<Done>> StackV3Access::deleteApiKey(const QString &application, const QString &id)
{
    Problem problem = startProblem(application);
    if (!problem)
        problem = keyIdProblem(id);
    if (problem)
        return refused<Done>(problem);
    auto request = requestFor<wire::DeleteApplicationAPIKeyRequest>(application);
    request.set_key_id(id.toStdString());
    return ask<Done>(m_line, V3::deleteApiKey, m_settings.toIdentity(), request, done);
}

Call<Result<ListPage<Collaborator>>> StackV3Access::collaborators(const QString &application, int page, int limit)
{
    if (const Problem problem = startProblem(application))
        return refused<ListPage<Collaborator>>(problem);
    const auto request = pageRequest<wire::ListApplicationCollaboratorsRequest>(application, "id", page, limit);
    return ask<ListPage<Collaborator>>(
        m_line, V3::listCollaborators, m_settings.toIdentity(), request,
        [](const wire::Collaborators &collaborators, const RpcReply &reply) {
            ListPage<Collaborator> out;
            out.rows.reserve(collaborators.collaborators_size());
            for (const wire::Collaborator &one : collaborators.collaborators())
                out.rows += {accountOf(one.ids()), rightsOf(one.rights()), otherRights(one.rights())};
            out.total = reply.number("x-total-count", out.rows.size());
            return out;
        });
}

Call<Result<Done>> StackV3Access::setCollaborator(const QString &application, const Account &account, Rights rights)
{
    Problem problem = startProblem(application);
    if (!problem)
        problem = accountProblem(account);
    if (!problem)
        problem = rightsProblem(rights);
    if (problem)
        return refused<Done>(problem);
    return ask<Done>(m_line, [&](const Task &task, const CallSource<Result<Done>> &source) {
        changeCollaborator(task, m_settings.toIdentity(), application, account, rights, source);
    });
}

Call<Result<Done>> StackV3Access::removeCollaborator(const QString &application, const Account &account)
{
    Problem problem = startProblem(application);
    if (!problem)
        problem = accountProblem(account);
    if (problem)
        return refused<Done>(problem);
    auto request = requestFor<wire::DeleteApplicationCollaboratorRequest>(application);
    *request.mutable_collaborator_ids() = accountOf(account);
    return ask<Done>(m_line, V3::deleteCollaborator, m_settings.toIdentity(), request, done);
}

Call<Result<QList<Account>>> StackV3Access::findAccounts(const QString &wanted)
{
    if (const Problem problem = stackKeyProblem(m_settings.apiKey))
        return refused<QList<Account>>(problem);
    const QString query = wanted.trimmed().toLower().left(maxSearch); // ids have no capitals
    if (query.size() < minSearch) {
        const CallSource<Result<QList<Account>>> source;
        source.deliver(Result<QList<Account>>(QList<Account>()));
        return source.call();
    }
    wire::SearchAccountsRequest request;
    request.set_query(query.toStdString());
    return ask<QList<Account>>(m_line, V3::searchAccounts, m_settings.toIdentity(), request,
                               [](const wire::SearchAccountsResponse &found, const RpcReply &) {
                                   QList<Account> out;
                                   for (const auto &ids : found.account_ids())
                                       out += accountOf(ids);
                                   return out;
                               });
}

} // namespace Backend
