// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/accessapi.h"
#include "backend/network/stackv3settings.h"
#include "backend/rpc/rpctask.h"

#include <memory>

namespace Backend {

/// API keys and collaborators of The Things Stack, at its Identity Server. What would be deleted by a change without
/// rights, as the servers do, is refused before.
class StackV3Access : public Domain::AccessApi
{
public:
    StackV3Access(std::shared_ptr<RpcLine> line, StackV3Settings settings);

    Domain::Call<Domain::Result<Domain::ListPage<Domain::ApiKey>>> apiKeys(const QString &application, int page,
                                                                           int limit) override;
    Domain::Call<Domain::Result<Domain::ApiKey>> apiKey(const QString &application, const QString &id) override;
    Domain::Call<Domain::Result<Domain::NewApiKey>> createApiKey(const QString &application, const QString &name,
                                                                 Domain::Rights rights,
                                                                 const QDateTime &expires) override;
    Domain::Call<Domain::Result<Domain::ApiKey>> changeApiKey(const QString &application, const QString &id,
                                                              const Domain::ApiKeyChange &change) override;
    Domain::Call<Domain::Result<Domain::Done>> deleteApiKey(const QString &application, const QString &id) override;

    Domain::Call<Domain::Result<Domain::ListPage<Domain::Collaborator>>> collaborators(const QString &application,
                                                                                       int page, int limit) override;
    Domain::Call<Domain::Result<Domain::Done>>
    setCollaborator(const QString &application, const Domain::Account &account, Domain::Rights rights) override;
    Domain::Call<Domain::Result<Domain::Done>> removeCollaborator(const QString &application,
                                                                  const Domain::Account &account) override;
    Domain::Call<Domain::Result<QList<Domain::Account>>> findAccounts(const QString &text) override;

private:
    /// What speaks against asking about this application with this key at all.
    [[nodiscard]] Domain::Problem startProblem(const QString &application) const;

    std::shared_ptr<RpcLine> m_line;
    const StackV3Settings m_settings;
};

} // namespace Backend
