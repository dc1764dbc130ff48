// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/access.h"
#include "backend/domain/call.h"
#include "backend/domain/result.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace Domain {

/// An API key of an application. Value type; holds no secret.
struct ApiKey
{
    QString id; ///< the middle part of the key: not secret
    QString name; ///< at most 50 characters, may be empty
    Rights rights;
    /// Rights that this program has no word for, as on the wire. They are kept when the others are edited.
    QStringList otherRights;
    QDateTime created;
    QDateTime updated;
    QDateTime expires; ///< invalid: never
};

/// A key just made: the only time that its secret is told.
struct NewApiKey
{
    ApiKey key;
    QByteArray secret; ///< the whole key; never logged
};

/// nullopt stays as it is. No rights at all would delete the key at the server, so that is refused.
struct ApiKeyChange
{
    std::optional<QString> name;
    std::optional<Rights> rights;
    std::optional<QDateTime> expires; ///< invalid: never
};

/// Who else works with an application. Value type.
struct Collaborator
{
    Account account;
    Rights rights; ///< none when the credential may not see them
    QStringList otherRights; ///< as in ApiKey
};

/// Of a page of rows: all pages have `total`.
template <typename T>
struct ListPage
{
    QList<T> rows;
    qint64 total = 0;
};

/// API keys and collaborators of applications (v3). Calls as in DeviceApi.
class AccessApi
{
public:
    virtual ~AccessApi() = default;

    /// `page` from 1, `limit` 1…1000.
    [[nodiscard]] virtual Call<Result<ListPage<ApiKey>>> apiKeys(const QString &application, int page, int limit) = 0;
    [[nodiscard]] virtual Call<Result<ApiKey>> apiKey(const QString &application, const QString &id) = 0;
    /// At least one right. `expires` invalid: never.
    [[nodiscard]] virtual Call<Result<NewApiKey>> createApiKey(const QString &application, const QString &name,
                                                               Rights rights, const QDateTime &expires)
        = 0;
    [[nodiscard]] virtual Call<Result<ApiKey>> changeApiKey(const QString &application, const QString &id,
                                                            const ApiKeyChange &change)
        = 0;
    [[nodiscard]] virtual Call<Result<Done>> deleteApiKey(const QString &application, const QString &id) = 0;

    [[nodiscard]] virtual Call<Result<ListPage<Collaborator>>> collaborators(const QString &application, int page,
                                                                             int limit)
        = 0;
    /// Adds, or changes the rights of, one collaborator. At least one right.
    [[nodiscard]] virtual Call<Result<Done>> setCollaborator(const QString &application, const Account &account,
                                                             Rights rights)
        = 0;
    [[nodiscard]] virtual Call<Result<Done>> removeCollaborator(const QString &application, const Account &account) = 0;
    /// Users and organizations whose id contains the text; at most ten. Fewer than two characters find nobody.
    [[nodiscard]] virtual Call<Result<QList<Account>>> findAccounts(const QString &text) = 0;
};

} // namespace Domain
