// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/result.h"

#include <QByteArray>
#include <QObject>
#include <QString>

#include <functional>

namespace Backend {

/// Keeps what is secret in files that only this user's keychain opens. GUI thread. Answers come later, from the event
/// loop, and not after `context` is gone.
class ImportVault
{
public:
    virtual ~ImportVault() = default;

    virtual void write(const QString &path, const QByteArray &plain, QObject *context,
                       std::function<void(const Domain::Problem &)> handler)
        = 0;
    virtual void read(const QString &path, QObject *context,
                      std::function<void(const Domain::Result<QByteArray> &)> handler)
        = 0;
};

} // namespace Backend
