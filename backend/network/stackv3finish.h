// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/network/stackv3deviceparts.h"

#include <QStringList>

namespace Backend {

/// True when the change says all that the servers need which lack the device: its registration had stopped half-way.
bool finishesRegistration(const Domain::DeviceChange &change, const StoredDevice &stored, const QStringList &missingAt);
/// Adds what makes whole records there of the parts of a change.
void finishParts(DeviceChangeParts &parts, const Domain::DeviceChange &change, const StoredDevice &stored,
                 const QStringList &missingAt);

} // namespace Backend
