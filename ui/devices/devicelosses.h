// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deviceremoval.h"

class QMessageBox;

namespace Gui {

/// What DeviceBackup::missing means, as the end of a sentence: `its root keys and its session`.
[[nodiscard]] QString lossWords(const QStringList &missing);
/// One line for each kind of loss with the devices that it concerns.
[[nodiscard]] QString lossList(const QList<Models::DeviceRemoval::Loss> &losses);

/// Asks about the deletion of `all` devices, of which `losses` could not be brought back and `safe` could. Its buttons:
/// `confirmButton` for all, `deleteSafeButton` for the safe ones, `cancelButton`.
[[nodiscard]] QMessageBox *lossBox(const QStringList &all, const QList<Models::DeviceRemoval::Loss> &losses,
                                   qsizetype safe, QWidget *parent);

} // namespace Gui
