// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/page.h"

namespace Gui {

class ConsoleContext;

/// What a log without events, or without new ones, may mean, in words, and what one can do about it.
struct LogAdvice
{
    enum class Action : quint8 { None, ClearFilter, Resume, Connect, EnterKey };

    QString title;
    QString body;
    Action action = Action::None;
    QString actionText;
    Domain::ProfileRef profile = 0; ///< what Connect and EnterKey are about
};

/// How a log without rows came to have none.
struct LogSituation
{
    enum class Reading : quint8 {
        NotTold, ///< the network does not say what the key may do, or has not yet
        Allowed, ///< of every application of the scope
        Lacking, ///< of some
    };

    Scope scope;
    Reading reading = Reading::NotTold;
    QStringList unreadable; ///< Lacking: the applications
    bool searching = false; ///< the history is being looked through
    bool filtered = false; ///< the person's filter has conditions
    bool hasEvents = false; ///< without the filter there would be some
    bool hasOlder = false; ///< the history has events that the log has not
    int waiting = 0; ///< that came during the pause
    bool paused = false;
};

/// Fills in what the book of rights knows; asks the network where it was not asked yet.
void tellReading(ConsoleContext *context, LogSituation &situation);
[[nodiscard]] LogAdvice adviceForEmptyLog(const ConsoleContext &context, const LogSituation &situation);
/// What a live connection that brings nothing may mean.
[[nodiscard]] QString adviceForSilence(const ConsoleContext &context, const Scope &scope);
/// True while the network of the scope, or any of them, delivers what is sent.
[[nodiscard]] bool isListening(const ConsoleContext &context, const Scope &scope);

} // namespace Gui
