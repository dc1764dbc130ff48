// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

#include <functional>

namespace Gui {

class MainWindow;

/// Draws each page, dialog and state of the window as it is now into `<page>-<state>-<light|dark>.png`, 1280 × 800.
/// Goes from state to state by the event loop, because texts come asynchronously; then calls `done` with the files that
/// could not be written. The window is to be left alone meanwhile.
void renderScreens(MainWindow &window, const QString &folder, std::function<void(const QStringList &failed)> done);

} // namespace Gui
