// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

/// Cells of CSV as RFC 4180 has them, safe to be opened in a spreadsheet. Any thread.
namespace Backend::CsvText {

/// True for what a spreadsheet would take for a formula: it begins with = + - @ (also full-width, also after blanks), a
/// tab or a line break, and is no plain number.
[[nodiscard]] bool looksLikeFormula(QByteArrayView utf8);

/// Appends one cell, quoted when necessary. A formula gets an apostrophe in front, so that it stays text; NUL and bytes
/// that are not UTF-8 become U+FFFD.
void appendCell(QByteArray &out, QByteArrayView utf8);

} // namespace Backend::CsvText
