// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QTimer>

#include <functional>
#include <vector>

namespace Gui {

class LivePage;
class MainWindow;

/// One walk through the states of the window, a picture of each; deletes itself at its end. Each page has a file that
/// adds its states; they are taken in the order added, first all in light, then all in dark. GUI thread.
class ScreenWalk : public QObject
{
public:
    using Done = std::function<void(const QStringList &failed)>;

    ScreenWalk(MainWindow *window, const QString &folder, Done done);

    [[nodiscard]] MainWindow &window() const { return *m_window; }
    /// `name` is `<page>-<state>`. `enter` brings the window into the state, `leave` out of it once it is taken.
    void add(const char *name, std::function<void()> enter, std::function<void()> leave = {});
    /// A state with a dialog over the window: `open` opens it, it is found by its object name and closed afterwards.
    void addDialog(const char *name, const char *objectName, std::function<void()> open);

private:
    struct Step
    {
        QString name;
        std::function<void()> enter;
        std::function<void()> leave;
    };

    void next();
    void take();

    MainWindow *m_window = nullptr;
    QString m_folder;
    Done m_done;
    QTimer m_timer;
    Theme::Mode m_mode = Theme::Mode::Light;
    std::vector<Step> m_steps;
    std::size_t m_at = 0;
    QPointer<QWidget> m_dialog;
    QStringList m_failed;
};

// What the pages add.
void addLiveScreens(ScreenWalk &walk);
void addInspectorScreens(ScreenWalk &walk);
void addConnectScreens(ScreenWalk &walk);

} // namespace Gui
