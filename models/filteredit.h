// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/filterspec.h"

#include <QString>

#include <vector>

/// What menus do to the text of a filter. Only the term that is meant changes: what the person wrote besides stays
/// letter by letter, also what cannot be read yet. Any thread.
namespace Models::FilterEdit {

using Field = Domain::FilterTerm::Field;

/// `field:word`, or with a minus.
[[nodiscard]] Domain::FilterTerm wordTerm(Field field, const QString &word, bool negated = false);

/// True when the filter asks for this value of a field of names (device, kind, …), by itself or by a wildcard.
[[nodiscard]] bool isChosen(const Domain::FilterSpec &filter, Field field, const QString &value);
/// True when a negated term takes this value away.
[[nodiscard]] bool isExcluded(const Domain::FilterSpec &filter, Field field, const QString &value);
/// How many words of positive terms the filter has for a field.
[[nodiscard]] int chosenCount(const Domain::FilterSpec &filter, Field field);

/// Adds or removes one value. On: its exclusion goes, and it joins the alternatives. Off: it leaves them; where a
/// wildcard still asks for it, it is excluded.
[[nodiscard]] QString choose(const QString &text, Field field, const QString &value, bool on);
/// Takes every term of a field away, then adds these.
[[nodiscard]] QString replaceField(const QString &text, Field field, const std::vector<Domain::FilterTerm> &terms);
/// The positive terms of a field become this one; exclusions stay.
[[nodiscard]] QString only(const QString &text, Field field, const QString &value);
/// Adds a term unless it is there already; its opposite goes.
[[nodiscard]] QString withTerm(const QString &text, const Domain::FilterTerm &term);

} // namespace Models::FilterEdit
