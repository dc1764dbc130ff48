// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/problem.h"

#include <QObject>
#include <QString>

#include <functional>

namespace Domain {

/// Keeps credentials: in the system's keychain, or in memory for this session. GUI thread (or the main thread of ttnc).
/// Answers arrive later, from the event loop, never from inside the call; not after `context` is gone.
class SecretStore : public QObject
{
    Q_OBJECT

public:
    /// The secret, or why there is none; an empty secret with Problem::Code::None means "not found".
    struct Answer
    {
        QByteArray secret;
        Problem problem;
    };
    using Handler = std::function<void(const Answer &)>;

    using QObject::QObject;
    /// True when secrets outlive the program.
    [[nodiscard]] virtual bool isPersistent() const = 0;
    virtual void read(const QString &account, QObject *context, Handler handler) = 0;
    virtual void write(const QString &account, const QByteArray &secret, QObject *context, Handler handler) = 0;
    virtual void remove(const QString &account, QObject *context, Handler handler) = 0;
};

} // namespace Domain
