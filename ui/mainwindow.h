// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deviceactivity.h"
#include "ui/common/theme.h"
#include "ui/consolecontext.h"
#include "ui/places.h"
#include "ui/workspace/workspace.h"

#include <QMainWindow>
#include <QTimer>

#include <vector>

class QSettings;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace Gui {

class CodeReader;
class ConnectionActions;
class DeviceOrders;
class LivePage;
class ImportWindow;
class ImportWindows;
class MainMenu;
class NoticeBar;
class Notices;
class Palette;
class Preferences;
class Questions;
class SideTree;
class ToastStack;
class WorkWatch;
class StatusLine;
class WelcomePage;

/// The window: the tree of networks at the left, the pages beside it, the status bar below. Remembers its place, pages
/// and colours in the settings that it is given, now and then also while it runs. GUI thread.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// Both must outlive the window.
    MainWindow(ConsoleContext &context, QSettings &settings, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Reads codes in pictures for those who register devices; must outlive the window. Null: pictures cannot be read.
    void setCodeReader(CodeReader *reader) { m_codes = reader; }

    [[nodiscard]] Theme *theme() const { return m_theme; }
    /// What is known of each device heard; one for all pages.
    [[nodiscard]] Models::DeviceActivity *activity() { return &m_activity; }
    [[nodiscard]] StatusLine *statusLine() const { return m_status; }
    [[nodiscard]] ToastStack *toasts() const { return m_toasts; }
    [[nodiscard]] Workspace *workspace() const { return m_workspace; }
    [[nodiscard]] Palette *commandPalette() const { return m_palette; }
    [[nodiscard]] ConnectionActions *connections() const { return m_connections; }
    [[nodiscard]] DeviceOrders *deviceOrders() const { return m_deviceOrders; }
    [[nodiscard]] Questions *questions() const { return m_questions; }
    [[nodiscard]] ConsoleContext &context() const { return m_context; }
    /// The log of the chosen scope; made when it is not there yet.
    [[nodiscard]] LivePage *livePage() const;
    /// Chooses a network or application in the tree; profile 0: everything.
    void showScope(Domain::ProfileRef profile, const QString &application);
    /// The log of the device's application with this device only.
    void showDevice(Domain::DeviceRef device);
    /// What is registered of a device.
    void showDeviceDetails(const Scope &scope, const QString &device);
    /// Opens the wizard for a new device of this application. `copyOf`: with the settings of this one.
    void registerDevice(const Scope &scope, const QString &copyOf = {});
    /// Opens the import of many devices into this application. Null where that cannot be; it is said then.
    ImportWindow *importDevices(const Scope &scope);

public Q_SLOTS:
    void showShortcuts();
    void showPreferences();
    /// Asks what of the active log is to be written into a file.
    void askToExport();
    void showWelcome(bool shown);
    void saveState();

protected:
    void closeEvent(QCloseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;

private:
    Workspace *buildWorkspace();
    Page *makePage(PageKind kind, const Scope &scope, QWidget *parent);
    Page *makeSettings(const Scope &scope, QWidget *parent);
    QWidget *buildTopRow();
    void connectMenu();
    void connectPages();
    void connectConnections();
    void connectPalette();
    void connectPreferences();
    void openMenu();
    /// Something succeeded out of sight.
    void note(const QString &text);
    void restoreState();
    void onProfilesChanged();
    void onPageChanged();
    void updateIcons();

    ConsoleContext &m_context;
    QSettings &m_settings;
    CodeReader *m_codes = nullptr;
    Theme *m_theme = nullptr;
    Models::DeviceActivity m_activity;
    Preferences *m_preferences = nullptr;
    ConnectionActions *m_connections = nullptr;
    DeviceOrders *m_deviceOrders = nullptr;
    Questions *m_questions = nullptr;
    MainMenu *m_menu = nullptr;
    QToolButton *m_menuButton = nullptr;
    QToolButton *m_themeButton = nullptr;
    QToolButton *m_helpButton = nullptr;
    NoticeBar *m_notice = nullptr;
    QSplitter *m_splitter = nullptr;
    SideTree *m_tree = nullptr;
    QStackedWidget *m_pages = nullptr;
    WelcomePage *m_welcome = nullptr;
    Workspace *m_workspace = nullptr;
    Places m_places;
    StatusLine *m_status = nullptr;
    Palette *m_palette = nullptr;
    ToastStack *m_toasts = nullptr;
    WorkWatch *m_workWatch = nullptr;
    ImportWindows *m_imports = nullptr;
    QTimer m_saving;
    bool m_altAlone = false;
};

} // namespace Gui
