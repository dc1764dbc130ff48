// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/console.h"
#include "backend/session/profilesession.h"

namespace App {

/// One profile that is open in the console.
struct Console::Open
{
    std::unique_ptr<Backend::ProfileSession> session;
    std::unique_ptr<HistoryLoader> loader; ///< reads from the session's reader: goes before it
    Backend::HistoryStatus history;
    QByteArray entered; ///< a key to be kept as soon as it is known where
    double rate = 0; ///< events per second, when countedNs was
    qint64 countedNs = 0;
    bool sandbox = false;
    bool historyOpen = false;
    bool dropsHistory = false; ///< its file goes as soon as it is closed
};

} // namespace App
