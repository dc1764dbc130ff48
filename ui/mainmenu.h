// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/eventrecord.h"
#include "ui/common/theme.h"

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

    // What the window connects; all have shortcuts and belong to the window.
    QAction *filter = nullptr;
    QAction *connectNew = nullptr;
    QAction *sandbox = nullptr;
    QAction *loadOlder = nullptr;
    QAction *tree = nullptr;
    QAction *details = nullptr;
    QAction *utc = nullptr;
    QAction *fullScreen = nullptr;
    QAction *singleKeys = nullptr;
    QAction *standardColumns = nullptr;
    QAction *copyMessage = nullptr;
    QAction *shortcuts = nullptr;
    QAction *about = nullptr;
    QAction *quit = nullptr;

Q_SIGNALS:
    void keyRequested(Domain::ProfileRef profile);
    void removeRequested(Domain::ProfileRef profile);
    void deleteHistoryRequested(Domain::ProfileRef profile);

private:
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
};

} // namespace Gui
