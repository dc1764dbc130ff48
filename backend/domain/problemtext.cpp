// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/problemtext.h"

namespace Domain {

ProblemText problemText(const Problem &)
{
    return {};
}

QString problemLine(const Problem &)
{
    return {};
}

} // namespace Domain
