// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/problem.h"

namespace Domain {

/// The one table of sentences: title (what happened), body (why, with the other side's words quoted), advice (what to
/// do). Translated in the context "Problem". Any thread after the translators are installed.
struct ProblemText
{
    QString title;
    QString body;
    QString advice;
};

ProblemText problemText(const Problem &problem);
/// Title, body and advice as one line, for terminals and logs.
QString problemLine(const Problem &problem);
/// What a right of a network allows, by its name on the wire; one without words keeps its name.
QString rightText(const QString &name);

} // namespace Domain
