// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/history.h"
#include "models/cellcache.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace Models {

/// Brings one event's message and what it says from a history. GUI thread.
class EventLoader : public QObject
{
    Q_OBJECT

public:
    enum class State : quint8 {
        Empty, ///< nothing was asked for
        Waiting, ///< asked, but for so short a time that nobody needs to be told
        Loading,
        Ready,
        Gone, ///< retention took it
        Unsaved, ///< it is not stored: only its record is known
        Closed, ///< the history is not open
        Failed, ///< answer().problem says why
    };
    /// How long one waits before the wait is shown.
    static constexpr int QuietMs = 200;

    explicit EventLoader(QObject *parent = nullptr);

    /// Null reader: the history is not open. What was asked before is dropped.
    void load(const EventKey &key, Domain::HistoryReader *reader);
    void clear();
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const std::optional<EventKey> &key() const { return m_key; }
    /// Null unless Ready. Valid until the next load() or clear().
    [[nodiscard]] const Domain::EventAnswer *answer() const;
    [[nodiscard]] const Domain::Problem &problem() const { return m_answer.problem; }

Q_SIGNALS:
    void changed();

private:
    void setState(State state);

    std::optional<EventKey> m_key;
    State m_state = State::Empty;
    Domain::Call<Domain::EventAnswer> m_call;
    Domain::EventAnswer m_answer;
    QTimer m_quiet;
};

} // namespace Models
