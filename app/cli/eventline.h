// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/eventrecord.h"
#include "backend/domain/trafficevent.h"

#include <QByteArray>
#include <QString>

namespace App {

/// One event as `ttnc events` prints it: a JSON object on one line, always with the same keys in the same order, null
/// where the message does not say. `network` is the profile's name. Values are those of `event`, `missed` comes from
/// `record`.
QByteArray eventLine(const Domain::TrafficEvent &event, const Domain::EventRecord &record, const QString &network);

} // namespace App
