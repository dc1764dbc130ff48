// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/identifiers.h"

namespace Domain {

bool isValidId(Generation generation, QStringView id)
{
    int letters = 0;
    bool afterSeparator = true; // none at the start
    for (const QChar c : id) {
        const bool letter = (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9');
        const bool separator = c == u'-' || (generation == Generation::V2 && c == u'_');
        if (!letter && (!separator || afterSeparator))
            return false;
        letters += letter;
        afterSeparator = separator;
    }
    if (afterSeparator)
        return false;
    return generation == Generation::V2 ? letters >= 2 && letters <= 36 : letters >= 3 && id.size() <= 36;
}

} // namespace Domain
