// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/problem.h"

#include <QObject>
#include <QStringList>

namespace Domain {

/// One step on the way to an application's events, as far as a test has come. Value type. What a server says of itself
/// is untrusted text.
struct ConnectionTestStep
{
    enum class Kind : quint8 { Name, Tcp, Tls, Login, Subscription };
    enum class State : quint8 {
        Waiting, ///< its turn has not come
        Running,
        Passed,
        Listening, ///< subscribed; waiting for a message that proves the right to read
        Unproven, ///< subscribed, but no message came in time
        Failed,
        Skipped, ///< not needed, or a step before has failed
    };

    Kind kind = Kind::Name;
    State state = State::Waiting;
    QString application; ///< Login and Subscription
    qint64 elapsedMs = -1; ///< -1: not known
    /// Name: the addresses. Tcp: the address reached. Tls: protocol, subject, issuer, last day of validity (ISO 8601).
    /// Login: user name. Subscription: topic of the message that came; none
    /// when the rights of the key prove it.
    QStringList facts;
    Problem problem; ///< Failed
};

/// Tries step by step whether a profile's connection works: name, TCP, TLS, then for each application login and
/// subscription. Never with the client id of the profile itself. One use; deleting it cancels. GUI thread.
class ConnectionTest : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// To be called once; from then on changed() comes, at last finished().
    virtual void start() = 0;
    /// Known before start().
    [[nodiscard]] virtual const QList<ConnectionTestStep> &steps() const = 0;

Q_SIGNALS:
    void changed(int step);
    void finished();
};

} // namespace Domain

Q_DECLARE_METATYPE(Domain::ConnectionTestStep)
