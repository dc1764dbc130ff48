// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QDialog;

namespace Gui {

/// Keeps a dialog high enough for what it says. Qt reckons texts that break over several lines as if they were wider,
/// and then everything in the dialog is squeezed by the lines that are missing. It never becomes higher than the
/// screen.
void keepRoomForText(QDialog *dialog);

} // namespace Gui
