// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/device.h"
#include "backend/domain/result.h"
#include "backend/network/stackv3deviceparts.h"
#include "backend/network/stackv3reading.h"

namespace Backend {

/// Devices of The Things Stack as one message, and back to what each server keeps. Pure; any thread.

/// What to ask the servers for, with what may be read when a right is missing.
StackV3Reading::Wanted backupQuestions();
Domain::DeviceBackup backupOf(const StackV3Reading::Found &found);

/// As if its servers had told it. UnexpectedShape: no device.
Domain::Result<Domain::DeviceBackup> backupOf(const QByteArray &json);

/// What it holds. UnexpectedShape: no backup of a device.
Domain::Result<Domain::Device> deviceOf(const Domain::DeviceBackup &backup);

/// What registers it again as it was, under this name, at these servers. What it has no keys of cannot be restored:
/// FieldInvalid names them.
Domain::Result<DeviceParts> restoredParts(const Domain::DeviceBackup &backup, const QString &application,
                                          const QString &id, const Domain::ServerAddresses &servers);

} // namespace Backend
