// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/problem.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace Gui {

class Theme;

/// One line for what needs a person: what happened, why, what to do, and the button that does it.
class NoticeBar : public QWidget
{
    Q_OBJECT

public:
    explicit NoticeBar(const Theme *theme, QWidget *parent = nullptr);

    /// `source` in front of the sentence, may be empty; `action` on the button, may be empty.
    void showProblem(const QString &source, const Domain::Problem &problem, const QString &action, bool dismissible);
    void showText(const QString &text, const QString &details, bool dismissible, const QString &action = {});
    void clear();

Q_SIGNALS:
    void actionRequested();
    void dismissed();

private:
    void updateColors();

    const Theme *m_theme = nullptr;
    QLabel *m_text = nullptr;
    QLabel *m_advice = nullptr;
    QPushButton *m_action = nullptr;
    QToolButton *m_close = nullptr;
};

} // namespace Gui
