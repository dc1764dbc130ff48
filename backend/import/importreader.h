// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/import/importlimits.h"

namespace Backend {

/// Reads a list of devices, whatever kind it is of: told by its content, not by its name. Any thread.
[[nodiscard]] ImportReading readImport(const QByteArray &bytes, const ImportLimits &limits,
                                       const ImportContinue &goOn = {});
[[nodiscard]] ImportReading readImportFile(const QString &path, const ImportLimits &limits,
                                           const ImportContinue &goOn = {});
/// Cells or devices from the clipboard.
[[nodiscard]] ImportReading readImportText(const QString &text, const ImportLimits &limits,
                                           const ImportContinue &goOn = {});

} // namespace Backend
