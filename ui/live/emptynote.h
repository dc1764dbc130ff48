// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/live/logadvice.h"

class QLabel;
class QPushButton;

namespace Gui {

class Theme;

/// Stands in the middle of an empty log: why it is empty, and one thing to do. GUI thread.
class EmptyNote : public QWidget
{
    Q_OBJECT

public:
    EmptyNote(const Theme *theme, QWidget *log);

    void tell(const LogAdvice &advice);
    /// Into the middle of the log.
    void place();

Q_SIGNALS:
    void actionRequested(Gui::LogAdvice::Action action, Domain::ProfileRef profile);

private:
    const Theme *m_theme = nullptr;
    LogAdvice m_advice;
    QLabel *m_title = nullptr;
    QLabel *m_body = nullptr;
    QPushButton *m_action = nullptr;
};

} // namespace Gui
