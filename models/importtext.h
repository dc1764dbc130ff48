// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/deviceimports.h"

#include <QString>

namespace Models {
class ImportDraft;
} // namespace Models

/// Imports in words. Translated; GUI thread.
namespace Models::ImportText {

/// What a column can be: `JoinEUI (AppEUI)`. Empty for ImportField::None.
[[nodiscard]] QString fieldName(Domain::ImportField field);
/// A column's name in the file, or its number.
[[nodiscard]] QString columnName(const ImportDraft &draft, int column);
/// One sentence, which names the rule.
[[nodiscard]] QString findingText(const Domain::ImportFinding &finding);
/// `Ready`, `Doubtful`, `Wrong`; what becomes of the row.
[[nodiscard]] QString severityText(Domain::ImportSeverity severity);
/// `Waiting`, `Registered`, …
[[nodiscard]] QString stateText(Domain::ImportedRow::State state);
/// What a run does, in a line; why it stopped is its problem.
[[nodiscard]] QString runText(Domain::ImportRun::State state, const Domain::ImportRun::Progress &progress);
/// `4 000 calls, 25 s at best`.
[[nodiscard]] QString estimateText(const Domain::ImportEstimate &estimate);
/// `12 s`, `4 min`, `2 h 5 min`.
[[nodiscard]] QString durationText(qint64 seconds);

} // namespace Models::ImportText
