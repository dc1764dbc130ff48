// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <functional>
#include <vector>

namespace Gui {

class LivePage;
class MainWindow;

/// One walk through the states of the window, each visited once it has settled; deletes itself at its end. Each page
/// has a file that adds its states; they are taken in the order added, first all in light, then all in dark. GUI
/// thread.
class ScreenWalk : public QObject
{
public:
    /// `dialog` is the one over the window, or null.
    using Visit = std::function<void(const QString &name, QWidget *dialog)>;
    using Done = std::function<void()>;

    ScreenWalk(MainWindow *window, std::chrono::milliseconds settle, Visit visit, Done done);

    [[nodiscard]] MainWindow &window() const { return *m_window; }
    /// `name` is `<page>-<state>`. `enter` brings the window into the state, `leave` out of it once it is taken.
    void add(const char *name, std::function<void()> enter, std::function<void()> leave = {});
    /// A state with a dialog over the window: `open` opens it, it is found by its object name and closed afterwards,
    /// without being asked.
    void addDialog(const char *name, const char *objectName, std::function<void()> open,
                   std::function<void()> leave = {});

private:
    struct Step
    {
        QString name;
        std::function<void()> enter;
        std::function<void()> leave;
    };

    void next();
    void visit();

    MainWindow *m_window = nullptr;
    Visit m_visit;
    Done m_done;
    QTimer m_timer;
    Theme::Mode m_mode = Theme::Mode::Light;
    std::vector<Step> m_steps;
    std::size_t m_at = 0;
    QPointer<QWidget> m_dialog;
};

// What the pages add.
void addLiveScreens(ScreenWalk &walk);
void addInspectorScreens(ScreenWalk &walk);
void addConnectScreens(ScreenWalk &walk);
void addWindowScreens(ScreenWalk &walk);
void addHeardScreens(ScreenWalk &walk);
void addConnectionsScreens(ScreenWalk &walk);
void addApplicationsScreens(ScreenWalk &walk);
void addAccessScreens(ScreenWalk &walk);
void addExportScreens(ScreenWalk &walk);
void addDeviceScreens(ScreenWalk &walk);
void addRegistrationScreens(ScreenWalk &walk);
void addImportScreens(ScreenWalk &walk);
void addDevicesScreens(ScreenWalk &walk);

} // namespace Gui
