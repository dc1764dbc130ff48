// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/livelogmodel.h"

#include <vector>

/// What a cell of the log says, as conditions of a filter. GUI thread.
namespace Models::CellTerms {

/// One decoded field of a row's line, as far as the line has it whole.
struct DecodedField
{
    QString name; ///< dotted path
    QString value; ///< as sent
};

/// The conditions that rows with the same content meet; none where the cell is empty or no condition can tell. The time
/// gives two comparisons: from then on, and until then.
[[nodiscard]] std::vector<Domain::FilterTerm> of(const LiveLogModel &log, int row, LiveLogModel::Column column);
/// The decoded fields of a row as its cell has them; empty while the text is not here.
[[nodiscard]] std::vector<DecodedField> decodedFields(const LiveLogModel &log, int row);

} // namespace Models::CellTerms
