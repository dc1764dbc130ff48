// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/secretstore.h"

namespace Backend {

/// Keeps secrets in the system's keychain by QtKeychain; its fallback to a plain file is off. The answer to read() may
/// take as long as a person needs to unlock the keychain.
class KeychainSecretStore : public Domain::SecretStore
{
    Q_OBJECT

public:
    using SecretStore::SecretStore;

    [[nodiscard]] bool isPersistent() const override { return true; }
    void read(const QString &account, QObject *context, Handler handler) override;
    /// An empty secret is the same as remove().
    void write(const QString &account, const QByteArray &secret, QObject *context, Handler handler) override;
    void remove(const QString &account, QObject *context, Handler handler) override;
};

} // namespace Backend
