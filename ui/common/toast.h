// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QString>

#include <functional>
#include <vector>

class QMainWindow;
class QWidget;

namespace Gui {

class Theme;

/// Short notes at the bottom right of a window for what succeeded out of sight. Each stays for five seconds, longer
/// while the mouse or the focus is on it; a fourth one takes the place of the oldest. They never take the focus; a
/// screen reader is told of them. GUI thread.
class ToastStack : public QObject
{
    Q_OBJECT

public:
    static constexpr int Most = 3;

    ToastStack(QMainWindow *window, const Theme *theme);

    /// `action` names what `run` does; empty: no button. Its click also closes the note.
    void show(const QString &text, const QString &action = {}, std::function<void()> run = {});
    void clear();
    [[nodiscard]] int count() const { return int(m_toasts.size()); }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void remove(QWidget *toast);
    void place();

    QMainWindow *m_window = nullptr;
    const Theme *m_theme = nullptr;
    std::vector<QPointer<QWidget>> m_toasts; ///< the newest last, at the bottom
};

} // namespace Gui
