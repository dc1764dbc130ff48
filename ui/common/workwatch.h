// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QMainWindow;

namespace Models {
class BackgroundWork;
}

namespace Gui {

class ToastStack;

/// What a window does about background work: a note when it is done, a question when one quits while it runs.
class WorkWatch : public QObject
{
    Q_OBJECT

public:
    WorkWatch(Models::BackgroundWork *work, ToastStack *toasts, QMainWindow *window);

    /// False: the person is being asked; a yes cancels the work and closes the window again.
    [[nodiscard]] bool mayClose();
    /// Opens the folder of this file in the system's file manager.
    static void openFolder(const QString &path);

private:
    void onEnded(int id);

    Models::BackgroundWork *m_work = nullptr;
    ToastStack *m_toasts = nullptr;
    QMainWindow *m_window = nullptr;
    bool m_quitAnyway = false;
};

} // namespace Gui
