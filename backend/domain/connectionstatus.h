// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/eventrecord.h"
#include "backend/domain/problem.h"

#include <QMetaType>

namespace Domain {

/// State of all connections of one profile together. Value type.
struct ConnectionStatus
{
    enum class State : quint8 {
        Offline, ///< not asked to connect, or no longer
        Connecting,
        Live, ///< every application is connected and subscribed
        Partly, ///< some are
        Waiting, ///< retrying; `nextAttemptNs` says when
        Refused, ///< credentials refused: retries stopped, a person must act
        Following, ///< another program receives for this profile; we read along
    };

    State state = State::Offline;
    int applications = 0;
    int liveApplications = 0;
    qint64 nextAttemptNs = 0;
    Problem problem; ///< the latest reason for not being live
    QString holder; ///< Following: who receives
};

/// What the status bar shows of one profile. Value type.
struct TrafficCounters
{
    quint64 received = 0; ///< messages taken from the sockets since start
    quint64 storedEvents = 0; ///< in the history now
    quint64 storedBytes = 0; ///< file size minus free pages
    quint64 unsaved = 0; ///< shown but not stored
    quint64 lost = 0; ///< given up by us
    quint64 lagMessages = 0; ///< read from the socket, not yet stored
    quint64 lagBytes = 0;
    bool readingStopped = false; ///< the queue is full: the socket waits
    double eventsPerSecond = 0;
    quint64 duplicates = 0; ///< arrived twice around a reconnect, shown once
};

} // namespace Domain

Q_DECLARE_METATYPE(Domain::ConnectionStatus)
Q_DECLARE_METATYPE(Domain::TrafficCounters)
