// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/importsheet.h"
#include "backend/domain/result.h"

#include <functional>

namespace Backend {

/// How much of a file is taken before it is refused. Files come from anywhere and may be made to exhaust memory.
struct ImportLimits
{
    qint64 fileBytes = 128LL << 20;
    qint64 textLetters = 100LL << 20; ///< of all cells of a sheet
    qint64 cells = 10'000'000; ///< of a sheet
    qint64 partBytes = 512LL << 20; ///< of one part of a spreadsheet, unpacked
    int rows = 250'000;
    int columns = 250; ///< cells further right are left out
    int sheets = 50;
    qsizetype cellLetters = 50'000; ///< a longer cell is cut
    int depth = 64; ///< of JSON
};

/// Asked now and then with the bytes done so far; false ends the work.
using ImportContinue = std::function<bool(quint64 done, quint64 total)>;

using ImportReading = Domain::Result<Domain::ImportDocument>;

/// A list that cannot be read, and where.
[[nodiscard]] inline Domain::Problem sheetProblem(Domain::Problem::Code code, const QString &what = {},
                                                  const QString &where = {})
{
    return {code, {what, where}, {}, {}, false};
}

/// True when a sheet has become larger than anybody means it to be.
[[nodiscard]] inline bool isTooLarge(const Domain::ImportSheet &sheet, const ImportLimits &limits)
{
    return sheet.rowCount() > limits.rows || sheet.textSize() > limits.textLetters || sheet.cellTotal() > limits.cells;
}

} // namespace Backend
