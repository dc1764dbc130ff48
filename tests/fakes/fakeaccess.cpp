// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fakes/fakeaccess.h"

#include <algorithm>

namespace TestSupport {

FakeAccess::FakeAccess(FakeDesk *desk)
    : m_desk(desk)
{
}

FakeAccess::~FakeAccess() = default;

void FakeAccess::addKey(const QString &id, const QString &name, Domain::Rights rights)
{
    Domain::ApiKey key;
    key.id = id;
    key.name = name;
    key.rights = rights;
    keys += key;
}

void FakeAccess::addCollaborator(const QString &id, Domain::Rights rights, Domain::Account::Kind kind)
{
    people += Domain::Collaborator{{kind, id}, rights, {}};
}

Answer<Domain::ListPage<Domain::ApiKey>> FakeAccess::apiKeys(const QString &application, int page, int limit)
{
    return m_desk->answer<Domain::ListPage<Domain::ApiKey>>(
        QStringLiteral("apiKeys %1").arg(application), [this, page, limit] {
            return Domain::Result(
                Domain::ListPage<Domain::ApiKey>{keys.mid(qsizetype(page - 1) * limit, limit), keys.size()});
        });
}

Answer<Domain::ApiKey> FakeAccess::apiKey(const QString &application, const QString &id)
{
    return m_desk->answer<Domain::ApiKey>(QStringLiteral("apiKey %1 %2").arg(application, id),
                                          [this, id]() -> Domain::Result<Domain::ApiKey> {
                                              if (Domain::ApiKey *key = find(id))
                                                  return *key;
                                              return fakeProblem(Code::ApiKeyNotFound, {id});
                                          });
}

Answer<Domain::NewApiKey> FakeAccess::createApiKey(const QString &application, const QString &name,
                                                   Domain::Rights rights, const QDateTime &expires)
{
    return m_desk->answer<Domain::NewApiKey>(QStringLiteral("createApiKey %1 %2").arg(application, name),
                                             [this, name, rights, expires] {
                                                 addKey(QStringLiteral("NEWKEY"), name, rights);
                                                 keys.last().expires = expires;
                                                 return Domain::Result(Domain::NewApiKey{keys.last(), newSecret});
                                             });
}

Answer<Domain::ApiKey> FakeAccess::changeApiKey(const QString &application, const QString &id,
                                                const Domain::ApiKeyChange &change)
{
    return m_desk->answer<Domain::ApiKey>(QStringLiteral("changeApiKey %1 %2").arg(application, id),
                                          [this, id, change]() -> Domain::Result<Domain::ApiKey> {
                                              Domain::ApiKey *key = find(id);
                                              if (!key)
                                                  return fakeProblem(Code::ApiKeyNotFound, {id});
                                              key->name = change.name.value_or(key->name);
                                              key->rights = change.rights.value_or(key->rights);
                                              key->expires = change.expires.value_or(key->expires);
                                              return *key;
                                          });
}

Answer<Domain::Done> FakeAccess::deleteApiKey(const QString &application, const QString &id)
{
    return m_desk->answer<Domain::Done>(QStringLiteral("deleteApiKey %1 %2").arg(application, id),
                                        [this, id]() -> Domain::Result<Domain::Done> {
                                            keys.removeIf([&](const Domain::ApiKey &key) { return key.id == id; });
                                            return Domain::Done{};
                                        });
}

Answer<Domain::ListPage<Domain::Collaborator>> FakeAccess::collaborators(const QString &application, int page,
                                                                         int limit)
{
    return m_desk->answer<Domain::ListPage<Domain::Collaborator>>(
        QStringLiteral("collaborators %1").arg(application), [this, page, limit] {
            return Domain::Result(
                Domain::ListPage<Domain::Collaborator>{people.mid(qsizetype(page - 1) * limit, limit), people.size()});
        });
}

Answer<Domain::Done> FakeAccess::setCollaborator(const QString &application, const Domain::Account &account,
                                                 Domain::Rights rights)
{
    return m_desk->answer<Domain::Done>(QStringLiteral("setCollaborator %1 %2").arg(application, account.id),
                                        [this, account, rights]() -> Domain::Result<Domain::Done> {
                                            removePerson(account);
                                            people += Domain::Collaborator{account, rights, {}};
                                            return Domain::Done{};
                                        });
}

Answer<Domain::Done> FakeAccess::removeCollaborator(const QString &application, const Domain::Account &account)
{
    return m_desk->answer<Domain::Done>(QStringLiteral("removeCollaborator %1 %2").arg(application, account.id),
                                        [this, account]() -> Domain::Result<Domain::Done> {
                                            removePerson(account);
                                            return Domain::Done{};
                                        });
}

Answer<QList<Domain::Account>> FakeAccess::findAccounts(const QString &text)
{
    return m_desk->answer<QList<Domain::Account>>(QStringLiteral("findAccounts %1").arg(text), [this, text] {
        QList<Domain::Account> found;
        for (const Domain::Account &account : accounts) {
            if (account.id.contains(text))
                found += account;
        }
        return Domain::Result(found);
    });
}

Domain::ApiKey *FakeAccess::find(const QString &id)
{
    const auto found = std::find_if(keys.begin(), keys.end(), [&](const Domain::ApiKey &key) { return key.id == id; });
    return found == keys.end() ? nullptr : &*found;
}

void FakeAccess::removePerson(const Domain::Account &account)
{
    people.removeIf([&](const Domain::Collaborator &one) { return one.account == account; });
}

} // namespace TestSupport
