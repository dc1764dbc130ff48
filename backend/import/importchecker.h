// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/importplan.h"
#include "backend/import/importlimits.h"

namespace Backend {

/// Looks at every row by itself and at all of them together: what would fail, or would be taken by the network although
/// it cannot be meant. Proportional to the rows. Any thread. `surroundings` may be null.
[[nodiscard]] Domain::ImportCheck checkImport(const Domain::ImportSheet &sheet, const Domain::ImportPlan &plan,
                                              const Domain::ImportSurroundings *surroundings,
                                              const ImportContinue &goOn = {});

/// Calls and seconds for so many devices.
[[nodiscard]] Domain::ImportEstimate estimateImport(Domain::Generation generation, qint64 joining, qint64 personalized);

} // namespace Backend
