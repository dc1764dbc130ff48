// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/device.h"
#include "backend/domain/networkapi.h"

#include <string>
#include <ttn/lorawan/v3/end_device.pb.h>
#include <vector>

namespace Backend {

/// Between the devices of The Things Stack and the domain. A device is kept by four servers, each with fields of its
/// own; a field that is named to the wrong one fails the call. Pure; any thread.

using FieldPaths = std::vector<std::string>;

/// What to ask each server for. Keys need a right of their own, and without it the whole call fails.
FieldPaths identityPaths();
FieldPaths networkPaths(Domain::DeviceKeys keys);
FieldPaths applicationPaths(Domain::DeviceKeys keys);
FieldPaths joinPaths(Domain::DeviceKeys keys);

/// From their names; unknown ones are MAC_UNKNOWN and PHY_UNKNOWN.
ttn::lorawan::v3::MACVersion macVersion(const Domain::RadioProfile &radio);
ttn::lorawan::v3::PHYVersion phyVersion(const Domain::RadioProfile &radio);

ttn::lorawan::v3::EndDeviceIdentifiers deviceIds(const QString &application, const QString &id);

Domain::Device deviceOf(const ttn::lorawan::v3::EndDevice &identity);
void addNetworkPart(Domain::Device &device, const ttn::lorawan::v3::EndDevice &network);
void addApplicationPart(Domain::Device &device, const ttn::lorawan::v3::EndDevice &application);
void addJoinPart(Domain::Device &device, const ttn::lorawan::v3::EndDevice &join);

/// What one server is told of a device, and which fields of it.
struct DevicePart
{
    ttn::lorawan::v3::EndDevice device;
    FieldPaths paths;
};

/// Of a new device. `host`: where it lives, unless it says so itself.
DevicePart identityPart(const Domain::Device &device, const QString &host);
DevicePart joinPart(const Domain::Device &device, const QString &host);
DevicePart networkPart(const Domain::Device &device);
DevicePart applicationPart(const Domain::Device &device);

/// Of a change to a device that the Identity Server has as `stored`. No paths: that server need not be called.
DevicePart identityPart(const Domain::DeviceChange &change, const ttn::lorawan::v3::EndDevice &stored);
DevicePart joinPart(const Domain::DeviceChange &change, const ttn::lorawan::v3::EndDevice &stored);
DevicePart networkPart(const Domain::DeviceChange &change, const ttn::lorawan::v3::EndDevice &stored);
DevicePart applicationPart(const Domain::DeviceChange &change, const ttn::lorawan::v3::EndDevice &stored);

} // namespace Backend
