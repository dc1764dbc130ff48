// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/eventrecord.h"

#include <QStatusBar>

#include <vector>

class QLabel;
class QToolButton;

namespace Gui {

class ConsoleContext;
class Theme;
class WorkButton;

/// The status bar: connection, rate, history, lag and losses of what the window shows.
class StatusLine : public QStatusBar
{
    Q_OBJECT

public:
    StatusLine(ConsoleContext *context, const Theme *theme, QWidget *parent = nullptr);

    /// One network, or all of them (0).
    void setScope(Domain::ProfileRef profile);
    void setUtc(bool utc);
    [[nodiscard]] WorkButton *work() const { return m_work; }

Q_SIGNALS:
    void utcToggled(bool utc);

private:
    QLabel *addLabel(const char *name, const QString &accessibleName);
    void updateState();
    void updateCounters();
    [[nodiscard]] std::vector<Domain::ProfileRef> shown() const;

    ConsoleContext *m_context = nullptr;
    const Theme *m_theme = nullptr;
    Domain::ProfileRef m_profile = 0;
    QLabel *m_dot = nullptr;
    QLabel *m_state = nullptr;
    QLabel *m_rate = nullptr;
    QLabel *m_stored = nullptr;
    QLabel *m_lag = nullptr;
    QLabel *m_dropped = nullptr;
    QLabel *m_unsaved = nullptr;
    QLabel *m_secrets = nullptr;
    WorkButton *m_work = nullptr;
    QToolButton *m_zone = nullptr;
};

} // namespace Gui
