// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/importplan.h"

namespace Backend {

/// What a column is by its head, in the words of vendors and of The Things Stack, in several languages.
[[nodiscard]] Domain::ImportColumn columnByName(QStringView head);

/// Finds the header row and what the columns are: by their names, and where names say nothing by what stands below.
/// Chooses an id template that fits: the column with ids, else the DevEUI.
[[nodiscard]] Domain::ImportPlan guessPlan(const Domain::ImportSheet &sheet, Domain::ImportPlan plan);

} // namespace Backend
