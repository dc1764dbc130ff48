// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/profile.h"
#include "backend/domain/secretstore.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <memory>

namespace App {

/// Collects the keys of a profile's applications from a secret store. GUI or main thread.
class Keyring : public QObject
{
    Q_OBJECT

public:
    /// Key per application; those that the store does not have are missing. `problem`: why the store could not answer.
    using Handler = std::function<void(const QHash<QString, QByteArray> &keys, const Domain::Problem &problem)>;

    explicit Keyring(Domain::SecretStore &store, QObject *parent = nullptr)
        : QObject(parent)
        , m_store(store)
    {
    }

    /// Answers from the event loop.
    void collect(const Domain::Profile &profile, Handler handler);

private:
    Domain::SecretStore &m_store;
};

} // namespace App
