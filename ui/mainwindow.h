// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/connectionsmodel.h"
#include "ui/common/theme.h"
#include "ui/consolecontext.h"

#include <QMainWindow>

#include <deque>

class QLabel;
class QSettings;
class QSplitter;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace Gui {

class LivePage;
class MainMenu;
class NoticeBar;
class StatusLine;
class ToastStack;
class WelcomePage;
class WorkWatch;

/// The window: the tree of networks at the left, the live page beside it, the status bar below. Remembers its place,
/// columns, filter and colours in the settings that it is given. GUI thread.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// Both must outlive the window.
    MainWindow(ConsoleContext &context, QSettings &settings, QWidget *parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] Theme *theme() const { return m_theme; }
    [[nodiscard]] LivePage *livePage() const { return m_live; }
    [[nodiscard]] ConsoleContext &context() const { return m_context; }
    [[nodiscard]] StatusLine *statusLine() const { return m_status; }
    [[nodiscard]] ToastStack *toasts() const { return m_toasts; }
    /// Chooses a network or application in the tree; profile 0: everything.
    void showScope(Domain::ProfileRef profile, const QString &application);

public Q_SLOTS:
    void askForNetwork();
    void askForKey(Domain::ProfileRef profile);
    void askToDeleteHistory(Domain::ProfileRef profile);
    void askToRemove(Domain::ProfileRef profile);
    void askToExport();
    void showShortcuts();
    void showWelcome(bool shown);
    void saveState();

protected:
    void closeEvent(QCloseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;

private:
    struct Notice
    {
        Domain::ProfileRef profile = 0;
        Domain::Problem problem;
        QString text; ///< instead of a problem
    };

    QWidget *buildTopRow();
    QWidget *buildTree();
    void connectMenu();
    void openMenu();
    void connectContext();
    void restoreState();
    void updateNetworks();
    void updateNotice();
    void updateIcons();
    void onTreeChosen(const QModelIndex &index);
    void onNoticeAction();
    void confirm(const char *name, const QString &title, const QString &text, const QString &action,
                 const std::function<void()> &run);

    ConsoleContext &m_context;
    QSettings &m_settings;
    Theme *m_theme = nullptr;
    Models::ConnectionsModel m_networks;
    MainMenu *m_menu = nullptr;
    QToolButton *m_menuButton = nullptr;
    QToolButton *m_themeButton = nullptr;
    QToolButton *m_helpButton = nullptr;
    QLabel *m_title = nullptr;
    NoticeBar *m_notice = nullptr;
    QSplitter *m_splitter = nullptr;
    QTreeView *m_tree = nullptr;
    QStackedWidget *m_pages = nullptr;
    WelcomePage *m_welcome = nullptr;
    LivePage *m_live = nullptr;
    StatusLine *m_status = nullptr;
    ToastStack *m_toasts = nullptr;
    WorkWatch *m_workWatch = nullptr;
    Domain::ProfileRef m_profile = 0;
    QString m_application;
    std::deque<Notice> m_notices; ///< to be closed by the person, oldest first
    Domain::ProfileRef m_noticeProfile = 0; ///< what the notice's button is about
    bool m_noticeAsksForKey = false;
    bool m_noticeIsDismissible = false;
    bool m_altAlone = false;
};

} // namespace Gui
