// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QLabel;
class QPushButton;

namespace Gui {

class Theme;

/// What would become of the watched applications, with what that means; below the table while something was ticked.
class WatchBar : public QWidget
{
    Q_OBJECT

public:
    explicit WatchBar(const Theme *theme, QWidget *parent = nullptr);

    /// Hides it when both are the same.
    void setChoice(const QStringList &watched, const QStringList &chosen);

Q_SIGNALS:
    void applied();
    void undone();

private:
    void updateColors();

    const Theme *m_theme = nullptr;
    QLabel *m_what = nullptr;
    QLabel *m_meaning = nullptr;
    QPushButton *m_undo = nullptr;
    QPushButton *m_apply = nullptr;
};

} // namespace Gui
