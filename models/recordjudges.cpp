// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/livelogproxy.h"

namespace Models {

JudgeFactory recordJudges(const Domain::Dictionary *dictionary)
{
    return [dictionary](const Domain::FilterSpec &filter) -> RecordJudge {
        return Domain::RecordPredicate(filter, *dictionary);
    };
}

} // namespace Models
