// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/application.h"
#include "backend/domain/device.h"
#include "backend/domain/problem.h"
#include "backend/domain/result.h"

#include <handler/handler.pb.h>

namespace Backend {

/// Between the wire of v2 and the domain. Pure; any thread.
Domain::Application applicationOf(const handler::Application &wire);
/// `isList`: counters and last_seen are always zero there, so they are not told.
Domain::Device deviceOf(const handler::Device &wire, bool isList);

void setFunctions(handler::Application &wire, const Domain::PayloadFunctions &functions);
/// The key for registering on join comes masked when the caller may not see it; such text must never be written back.
bool isMaskedKey(const std::string &key);

handler::Device wireOf(const Domain::Device &device);
/// Changes what the server said. Keys and the address are left out where they do not change: the server then keeps its
/// own, also when the device joins at this very moment. Counters stay as read: left out they would be reset.
void apply(handler::Device &wire, const Domain::DeviceChange &change);

Domain::DeviceBackup backupOf(const handler::Device &wire);
/// What registers it again under this name, counters included. UnexpectedShape: no backup of a device.
Domain::Result<handler::Device> restored(const Domain::DeviceBackup &backup, const QString &application,
                                         const QString &id);

/// The server checks attributes only after it has changed half of the device.
Domain::Problem attributesProblem(const QMap<QString, QString> &attributes);

} // namespace Backend
