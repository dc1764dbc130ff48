// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/palettesource.h"

#include <QHash>
#include <QMenu>
#include <QPointer>

#include <functional>

namespace Gui {

/// What a menu and its submenus offer now, as entries of the palette: enabled, visible, each once. GUI thread.
class MenuActions
{
public:
    using Wanted = std::function<bool(const QAction *action)>;

    /// Submenus for which `wanted` is false are left out as a whole. Besides the menu, the actions of `window` (may be
    /// null) are offered.
    MenuActions(QMenu *menu, QWidget *window, Wanted wanted);

    [[nodiscard]] std::vector<Models::PaletteItem> items();
    /// Does nothing when the action is gone or disabled by now.
    void run(const Models::PaletteItem &item) const;

private:
    void addMenu(QMenu *menu, const QString &path, std::vector<Models::PaletteItem> &items);
    void add(QAction *action, const QString &path, std::vector<Models::PaletteItem> &items);

    QPointer<QMenu> m_menu;
    QPointer<QWidget> m_window;
    Wanted m_wanted;
    QHash<QString, QPointer<QAction>> m_actions;
};

} // namespace Gui
