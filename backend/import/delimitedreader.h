// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/import/importlimits.h"

#include <QStringView>

namespace Backend {

/// Cells between delimiters, with quotes as RFC 4180 has them and as people write them. Pure; any thread.

/// The delimiter that divides the first lines most evenly: tab, semicolon, comma or bar; outside of quotes only.
/// A first line `sep=;` decides.
[[nodiscard]] QChar guessDelimiter(QStringView text);

/// Rows may have any number of cells; empty rows are left out, blanks around cells are cut off. What spreadsheets write
/// to keep text as it is (`="0012"`, an apostrophe in front) is taken off.
[[nodiscard]] Domain::Result<Domain::ImportSheet>
readDelimited(QStringView text, QChar delimiter, const ImportLimits &limits, const ImportContinue &goOn = {});

} // namespace Backend
