// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <vector>

namespace Backend {

/// Remembers the identities of recent messages. A message that comes a second time around a reconnect is one event;
/// one that comes a second time while we listened really was sent twice. `ingest` thread.
class DuplicateFilter
{
public:
    enum class Verdict { Fresh, Repeat, Duplicate };

    DuplicateFilter();
    /// From now until `untilNs` a known identity is a duplicate.
    void openWindow(qint64 untilNs) { m_windowEndNs = untilNs; }
    Verdict judge(quint64 identity, qint64 receivedNs);

private:
    // One slot per hash value: a later message takes the place of an earlier one, so memory is bounded and old ones
    // are forgotten by and by. 65,536 slots hold some minutes of a busy network.
    std::vector<quint64> m_slots;
    qint64 m_windowEndNs = 0;
};

} // namespace Backend
