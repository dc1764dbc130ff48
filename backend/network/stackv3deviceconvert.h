// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/device.h"
#include "backend/domain/deviceapi.h"

#include <string>
#include <ttn/lorawan/v3/end_device.pb.h>
#include <vector>

namespace Backend {

/// From the devices of The Things Stack to the domain. A device is kept by four servers, each with fields of its own; a
/// field that is asked of the wrong one fails the call. Pure; any thread.

using FieldPaths = std::vector<std::string>;

/// What to ask each server for. Keys need a right of their own, and without it the whole call fails, also when a parent
/// of a key is named.
FieldPaths identityListPaths();
FieldPaths identityPaths();
FieldPaths networkPaths(Domain::DeviceKeys keys);
FieldPaths applicationPaths(Domain::DeviceKeys keys);
FieldPaths joinPaths(Domain::DeviceKeys keys);

/// Of a backup: all that can be registered again. Without `keys` as far as one may read without that right.
FieldPaths identityBackupPaths();
FieldPaths networkBackupPaths(Domain::DeviceKeys keys);
FieldPaths applicationBackupPaths(Domain::DeviceKeys keys);
FieldPaths joinBackupPaths(Domain::DeviceKeys keys);

/// From their names; unknown ones are MAC_UNKNOWN and PHY_UNKNOWN.
ttn::lorawan::v3::MACVersion macVersion(const Domain::RadioProfile &radio);
ttn::lorawan::v3::PHYVersion phyVersion(const Domain::RadioProfile &radio);

ttn::lorawan::v3::EndDeviceIdentifiers deviceIds(const QString &application, const QString &id);

Domain::Device deviceOf(const ttn::lorawan::v3::EndDevice &identity);
void addNetworkPart(Domain::Device &device, const ttn::lorawan::v3::EndDevice &network);
/// After the Network Server's part, if there is one.
void addApplicationPart(Domain::Device &device, const ttn::lorawan::v3::EndDevice &application);
void addJoinPart(Domain::Device &device, const ttn::lorawan::v3::EndDevice &join);

} // namespace Backend
