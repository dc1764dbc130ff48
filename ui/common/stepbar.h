// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>
#include <QWidget>

class QToolButton;
class QVBoxLayout;

namespace Gui {

class Theme;

/// The steps of a wizard, one below the other: which is the current one, and which lie behind and can be gone back to.
class StepBar : public QWidget
{
    Q_OBJECT

public:
    explicit StepBar(const Theme *theme, QWidget *parent = nullptr);

    void setSteps(const QStringList &titles);
    /// `back`: steps before the current one can be chosen.
    void setCurrent(int step, bool back);

Q_SIGNALS:
    void stepChosen(int step);

private:
    void updateLook();

    const Theme *m_theme = nullptr;
    QVBoxLayout *m_layout = nullptr;
    QList<QToolButton *> m_buttons;
    QStringList m_titles;
    int m_current = 0;
};

} // namespace Gui
