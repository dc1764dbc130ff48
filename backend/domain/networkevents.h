// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/problem.h"

#include <QDateTime>
#include <QList>
#include <QObject>
#include <QStringList>

namespace Domain {

/// One entry of a network's own event stream (v3): more than what MQTT brings, failed joins for example. Value type.
struct NetworkEvent
{
    QString name; ///< "ns.up.join.cluster.fail"; names that are not known stay as they are
    QString uniqueId;
    QDateTime time;
    QString application;
    QString device; ///< empty: of the application itself
    QStringList correlationIds;
    Problem problem; ///< what failed; none for events that tell of success
    QString dataType; ///< "ErrorDetails", "ApplicationUp", …; empty: none
    QByteArray json; ///< the event as JSON, without what is secret
};

/// Listens to a network's event stream and opens it again after a loss. GUI thread; deleting it ends the stream at the
/// server.
class NetworkEvents : public QObject
{
    Q_OBJECT

public:
    enum class State : quint8 { Connecting, Live, Waiting, Refused };

    using QObject::QObject;

    [[nodiscard]] virtual State state() const = 0;
    /// None while it is live.
    [[nodiscard]] virtual Problem problem() const = 0;

Q_SIGNALS:
    /// In the order of arrival, which is not that of their times; each unique id once.
    void arrived(const QList<Domain::NetworkEvent> &events);
    void stateChanged();
};

} // namespace Domain

Q_DECLARE_METATYPE(Domain::NetworkEvent)
