// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/devicelimits.h"

#include <QStringList>

namespace Domain::DeviceLimits {

bool isFreeAttributeV2(const QString &name)
{
    static const QStringList names{QStringLiteral("ttn-brand"), QStringLiteral("ttn-model"),
                                   QStringLiteral("ttn-version"), QStringLiteral("ttn-antenna"),
                                   QStringLiteral("ttn-module-type")};
    return names.contains(name);
}

} // namespace Domain::DeviceLimits
