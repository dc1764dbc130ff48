// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/import/importlimits.h"

namespace Backend {

/// The visible sheets of an Excel file (.xlsx, Office Open XML): values only, formulas as they were computed last.
/// Numbers keep their digits, so that damage can be seen. Any thread.
[[nodiscard]] ImportReading readXlsx(const QByteArray &bytes, const ImportLimits &limits,
                                     const ImportContinue &goOn = {});

} // namespace Backend
