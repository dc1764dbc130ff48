// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/identifiers.h"

#include <QByteArray>

namespace Domain {

/// One message as a broker delivered it, or one event that the console itself makes (gap, lost) as JSON. Value type.
struct RawMessage
{
    QByteArray topic;
    QByteArray payload;
    qint64 receivedNs = 0; ///< UTC
    bool retained = false;
    quint8 qos = 0;
};

} // namespace Domain
