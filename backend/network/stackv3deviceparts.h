// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/device.h"
#include "backend/network/stackv3deviceconvert.h"

#include <optional>
#include <ttn/lorawan/v3/end_device.pb.h>

namespace Backend {

/// From the domain to what each server of The Things Stack is told of a device. Pure; any thread.

/// What one server is told, and which fields of it.
struct DevicePart
{
    ttn::lorawan::v3::EndDevice device;
    FieldPaths paths;
};

/// All that is needed to register a device.
struct DeviceParts
{
    ttn::lorawan::v3::EndDevice identity; ///< no mask there
    std::optional<DevicePart> join; ///< nullopt: no Join Server of this network has it
    DevicePart network;
    DevicePart application;
    /// Left out when the Network Server does not take them: state that another version has written.
    FieldPaths optionalNetworkPaths;
};

/// Of a new device that nothing speaks against. `servers`: where it lives, unless it says so itself.
DeviceParts newDeviceParts(const Domain::Device &device, const Domain::ServerAddresses &servers);

/// What the four servers have of a device; a part of a backup belongs to one of them.
struct StoredDevice
{
    ttn::lorawan::v3::EndDevice identity;
    std::optional<ttn::lorawan::v3::EndDevice> network; ///< nullopt: not asked, or not there
    std::optional<ttn::lorawan::v3::EndDevice> application;
    std::optional<ttn::lorawan::v3::EndDevice> join;
};

/// What a change tells each server. No paths: that server need not be called.
struct DeviceChangeParts
{
    DevicePart identity;
    DevicePart join;
    DevicePart outdated; ///< Network Server, before `network`: see MacSettingsChange
    DevicePart network;
    DevicePart application;
};

/// Which servers a change concerns, so which of them have to be read before.
struct ConcernedServers
{
    bool network = false;
    bool application = false;
    bool join = false;
};
ConcernedServers concernedServers(const Domain::DeviceChange &change);

DeviceChangeParts changeParts(const Domain::DeviceChange &change, const StoredDevice &stored);

} // namespace Backend
