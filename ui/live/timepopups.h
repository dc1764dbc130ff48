// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/live/popup.h"

#include <functional>
#include <optional>

class QDateTimeEdit;
class QLabel;
class QLineEdit;
class QPushButton;

namespace Gui {

/// Asks for a moment and goes to it: a time of day, or a day with a time, in the zone that the log shows.
class GoToTimePopup : public Popup
{
    Q_OBJECT

public:
    /// What became of a wish to go to a time.
    struct Outcome
    {
        bool reached = false;
        bool olderInHistory = false; ///< it lies before the log; the history has older events
        QString note; ///< why it was not reached
    };
    using GoTo = std::function<Outcome(qint64 ns)>;

    GoToTimePopup(bool utc, GoTo goTo, QWidget *parent);

public Q_SLOTS:
    /// The log has grown at its beginning: perhaps it reaches back far enough now.
    void tryAgain();

Q_SIGNALS:
    void loadOlderRequested();
    /// Look for the hour after this moment in the history.
    void searchRequested(qint64 ns);

private:
    void read();
    void go();

    const bool m_utc;
    GoTo m_goTo;
    std::optional<qint64> m_moment;
    bool m_waiting = false; ///< older events were asked for
    QLineEdit *m_field = nullptr;
    QLabel *m_meaning = nullptr;
    QPushButton *m_go = nullptr;
    QPushButton *m_older = nullptr;
    QPushButton *m_search = nullptr;
};

/// Asks from when to when.
class TimeRangePopup : public Popup
{
    Q_OBJECT

public:
    /// Times in ns UTC.
    TimeRangePopup(bool utc, qint64 fromNs, qint64 toNs, QWidget *parent);

Q_SIGNALS:
    void chosen(qint64 fromNs, qint64 toNs);

private:
    void refresh();
    void accept();

    QDateTimeEdit *m_from = nullptr;
    QDateTimeEdit *m_to = nullptr;
    QLabel *m_note = nullptr;
    QPushButton *m_show = nullptr;
};

} // namespace Gui
