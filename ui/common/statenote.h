// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/problem.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace Gui {

class Theme;

/// In place of a page's content: what is missing, why, and one thing to do. While something loads it stays blank for a
/// moment, so that what comes at once does not flicker.
class StateNote : public QWidget
{
    Q_OBJECT

public:
    explicit StateNote(const Theme *theme, QWidget *parent = nullptr);

    void showLoading(const QString &what);
    /// An empty `action`: nothing can be done here.
    void showText(const QString &title, const QString &body, const QString &action = {});
    void showProblem(const Domain::Problem &problem, const QString &action);
    /// Beside the action, until something else is shown.
    void offerSecond(const QString &action);

Q_SIGNALS:
    void actionRequested();
    void secondActionRequested();

private:
    void updateColors();
    void setWordsShown(bool shown);

    const Theme *m_theme = nullptr;
    QTimer m_patience;
    QLabel *m_title = nullptr;
    QLabel *m_body = nullptr;
    QProgressBar *m_progress = nullptr;
    QPushButton *m_action = nullptr;
    QPushButton *m_second = nullptr;
};

} // namespace Gui
