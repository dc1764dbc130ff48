// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/consolecontext.h"

#include <QObject>

#include <deque>

namespace Gui {

class NoticeBar;

/// What the bar at the top of the window says: first what a person must act on, which goes by itself when it is over,
/// then what one has to know, until it is closed. GUI thread.
class Notices : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive it.
    Notices(ConsoleContext &context, NoticeBar &bar, QObject *parent = nullptr);

    /// profile 0: concerns the program.
    void note(Domain::ProfileRef profile, const Domain::Problem &problem);

Q_SIGNALS:
    void keyRequested(Domain::ProfileRef profile);

private:
    struct Notice
    {
        Domain::ProfileRef profile = 0;
        Domain::Problem problem;
        QString text; ///< instead of a problem
    };

    void update();
    [[nodiscard]] bool showConnectionProblem();
    void noteRetention(Domain::ProfileRef profile, quint64 events);
    void onAction();
    void onDismissed();

    ConsoleContext &m_context;
    NoticeBar &m_bar;
    std::deque<Notice> m_notices; ///< oldest first
    Domain::ProfileRef m_profile = 0; ///< what the button is about
    bool m_asksForKey = false;
    bool m_dismissible = false;
};

} // namespace Gui
