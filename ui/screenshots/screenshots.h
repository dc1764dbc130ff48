// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>
#include <QWidget>

#include <chrono>
#include <functional>

namespace Gui {

class MainWindow;

/// Draws each page, dialog and state of the window as it is now into `<page>-<state>-<light|dark>.png`, 1280 × 800.
/// Goes from state to state by the event loop, because texts come asynchronously; then calls `done` with the files that
/// could not be written. The window is to be left alone meanwhile. `settle` is for texts to come and layouts to settle.
void renderScreens(MainWindow &window, const QString &folder, std::function<void(const QStringList &failed)> done,
                   std::chrono::milliseconds settle = std::chrono::milliseconds(250));

/// `dialog` is the one over the window, or null.
using ScreenVisit = std::function<void(const QString &name, QWidget *dialog)>;

/// The same walk for a visitor, who looks at each state after `settle`. Names as those of the pictures.
void visitScreens(MainWindow &window, std::chrono::milliseconds settle, ScreenVisit visit, std::function<void()> done);

} // namespace Gui
