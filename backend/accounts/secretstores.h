// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/secretstore.h"

#include <QHash>

#include <chrono>
#include <functional>
#include <memory>

namespace Backend {

/// Keeps secrets for this session; overwritten in memory when they are removed, replaced or the store ends.
class MemorySecretStore : public Domain::SecretStore
{
    Q_OBJECT

public:
    using SecretStore::SecretStore;
    ~MemorySecretStore() override;

    [[nodiscard]] bool isPersistent() const override { return false; }
    void read(const QString &account, QObject *context, Handler handler) override;
    /// An empty secret is the same as remove().
    void write(const QString &account, const QByteArray &secret, QObject *context, Handler handler) override;
    void remove(const QString &account, QObject *context, Handler handler) override;

private:
    void forget(const QString &account);

    QHash<QString, QByteArray> m_secrets;
};

/// What probeSecretStore() tells: a store that works, and SecretStoreUnavailable when it is not the keychain.
using SecretStoreHandler = std::function<void(std::unique_ptr<Domain::SecretStore>, const Domain::Problem &)>;

/// Tries the system's keychain by reading an entry that need not exist. Any error but "not found" and "denied", or no
/// answer within `limit`, means a MemorySecretStore. Answers once, from the event loop; not after `context` is gone.
void probeSecretStore(QObject *context, SecretStoreHandler handler,
                      std::chrono::milliseconds limit = std::chrono::seconds(3));

} // namespace Backend
