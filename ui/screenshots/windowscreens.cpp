// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"
#include "ui/palette/palette.h"
#include "ui/screenshots/screenwalk.h"

namespace Gui {

void addWindowScreens(ScreenWalk &walk)
{
    MainWindow *window = &walk.window();
    Palette *palette = window->commandPalette();
    const auto addQuery = [&](const char *name, const QString &query) {
        walk.add(
            name,
            [palette, query] {
                palette->open();
                palette->setQuery(query);
            },
            [palette] { palette->dismiss(); });
    };
    addQuery("palette-empty", {});
    addQuery("palette-action", QStringLiteral("co"));
    addQuery("palette-device", QStringLiteral("field"));
    addQuery("palette-nothing", QStringLiteral("no such thing"));
    walk.addDialog("preferences-dialog", "preferencesDialog", [window] { window->showPreferences(); });
    walk.addDialog("shortcuts-dialog", "shortcutsDialog", [window] { window->showShortcuts(); });
}

} // namespace Gui
