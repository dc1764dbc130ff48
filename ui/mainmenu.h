// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/eventrecord.h"
#include "ui/common/theme.h"
#include "ui/workspace/pagekind.h"

#include <QMenu>
#include <QObject>

namespace Gui {

class ConsoleContext;

/// The ☰ menu (the menu bar on macOS) with every action of the window and its shortcut.
class MainMenu : public QObject
{
    Q_OBJECT

public:
    MainMenu(ConsoleContext *context, Theme *theme, QWidget *window);

    [[nodiscard]] QMenu *menu() const { return m_menu; }

    /// Offers what this page can do, and ticks its kind among those that there are. Null: no page.
    void setPage(const Page *page, PageKind kind, const std::vector<PageKind> &kinds);
    void showNetworkMenu(Domain::ProfileRef profile, const QPoint &globalPosition);

    // What the window connects; all belong to the window.
    QAction *palette = nullptr;
    QAction *connectNew = nullptr;
    QAction *sandbox = nullptr;
    QAction *newDevice = nullptr;
    QAction *importDevices = nullptr;
    QAction *loadOlder = nullptr;
    QAction *tree = nullptr;
    QAction *utc = nullptr;
    QAction *fullScreen = nullptr;
    QAction *tearOff = nullptr;
    QAction *preferences = nullptr;
    QAction *shortcuts = nullptr;
    QAction *about = nullptr;
    QAction *quit = nullptr;

Q_SIGNALS:
    void keyRequested(Domain::ProfileRef profile);
    void editRequested(Domain::ProfileRef profile);
    void testRequested(Domain::ProfileRef profile);
    void removeRequested(Domain::ProfileRef profile);
    void deleteHistoryRequested(Domain::ProfileRef profile);
    void pageRequested(Gui::PageKind kind);
    void commandRequested(Gui::PageCommand command);

private:
    QAction *addCommand(PageCommand command, const char *name, const QString &text, const QKeySequence &shortcut,
                        const QString &hint);
    void buildPages();
    void fillNetwork(QMenu *menu, Domain::ProfileRef profile);
    QAction *add(const char *name, const QString &text, const QKeySequence &shortcut, const QString &hint);
    void buildThemes();
    void fillNetworks();
    void fillHistory();
    void fillFaults();

    ConsoleContext *m_context = nullptr;
    Theme *m_theme = nullptr;
    QWidget *m_window = nullptr;
    QMenu *m_menu = nullptr;
    QMenu *m_networks = nullptr;
    QMenu *m_history = nullptr;
    QMenu *m_faults = nullptr;
    QMenu *m_pages = nullptr;
    std::vector<std::pair<PageCommand, QAction *>> m_commands;
    std::vector<QAction *> m_pageActions; ///< in the order of PageKind
};

} // namespace Gui
