// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

class QWidget;

namespace Gui {

/// Asks, once, whether what was typed in `window` may be lost; `discard` runs when it may.
void askToDiscard(QWidget *window, std::function<void()> discard);

} // namespace Gui
