// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/accessapi.h"
#include "tests/fakes/fakedesk.h"

namespace TestSupport {

/// The keys and people of one application of a fake network. Give it to FakeNetwork::accessApi.
class FakeAccess : public Domain::AccessApi
{
public:
    using Code = Domain::Problem::Code;

    explicit FakeAccess(FakeDesk *desk);
    ~FakeAccess() override;

    void addKey(const QString &id, const QString &name, Domain::Rights rights);
    void addCollaborator(const QString &id, Domain::Rights rights,
                         Domain::Account::Kind kind = Domain::Account::Kind::User);

    Answer<Domain::ListPage<Domain::ApiKey>> apiKeys(const QString &application, int page, int limit) override;
    Answer<Domain::ApiKey> apiKey(const QString &application, const QString &id) override;
    Answer<Domain::NewApiKey> createApiKey(const QString &application, const QString &name, Domain::Rights rights,
                                           const QDateTime &expires) override;
    Answer<Domain::ApiKey> changeApiKey(const QString &application, const QString &id,
                                        const Domain::ApiKeyChange &change) override;
    Answer<Domain::Done> deleteApiKey(const QString &application, const QString &id) override;
    Answer<Domain::ListPage<Domain::Collaborator>> collaborators(const QString &application, int page,
                                                                 int limit) override;
    Answer<Domain::Done> setCollaborator(const QString &application, const Domain::Account &account,
                                         Domain::Rights rights) override;
    Answer<Domain::Done> removeCollaborator(const QString &application, const Domain::Account &account) override;
    Answer<QList<Domain::Account>> findAccounts(const QString &text) override;

    QList<Domain::ApiKey> keys;
    QList<Domain::Collaborator> people;
    QList<Domain::Account> accounts; ///< that can be found
    QByteArray newSecret = "NNSXS.NEWKEY.SECRET";

private:
    Domain::ApiKey *find(const QString &id);
    void removePerson(const Domain::Account &account);

    FakeDesk *m_desk;
};

} // namespace TestSupport
