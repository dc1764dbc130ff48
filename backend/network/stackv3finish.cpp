// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/stackv3finish.h"

#include "backend/network/stackv3values.h"

namespace Backend {

namespace {

namespace wire = ttn::lorawan::v3;
using Domain::DeviceChange;

bool lacks(const QStringList &missingAt, const char *server)
{
    return missingAt.contains(QLatin1String(server));
}

bool joins(const DeviceChange &change, const StoredDevice &stored)
{
    return change.radio ? change.radio->supportsJoin : stored.network && stored.network->supports_join();
}

bool isNew(const DeviceChange &change, const StoredDevice &stored)
{
    const wire::MACVersion version = change.radio ? macVersion(*change.radio)
        : stored.network                          ? stored.network->lorawan_version()
                                                  : wire::MAC_UNKNOWN;
    return version == wire::MAC_V1_1;
}

std::string address(const DeviceChange &change, const StoredDevice &stored)
{
    if (change.devAddr)
        return V3::bytesOf(*change.devAddr);
    return stored.network ? stored.network->session().dev_addr() : std::string();
}

bool makesNetworkRecord(const DeviceChange &change)
{
    if (!change.radio || change.radio->frequencyPlan.isEmpty())
        return false;
    if (change.radio->supportsJoin)
        return true;
    const bool keys = macVersion(*change.radio) != wire::MAC_V1_1
        || (V3::isSet(change.sNwkSIntKey) && V3::isSet(change.nwkSEncKey));
    return change.devAddr && V3::isSet(change.nwkSKey) && keys;
}

/// What the Identity Server knows and the others keep a copy of.
void addProduct(DevicePart &part, const DeviceChange &change, const wire::EndDevice &identity)
{
    if (!change.versionIds && identity.has_version_ids() && identity.version_ids().ByteSizeLong()) {
        *part.device.mutable_version_ids() = identity.version_ids();
        part.paths.emplace_back("version_ids");
    }
    if (!change.serialNumber && !identity.serial_number().empty()) {
        part.device.set_serial_number(identity.serial_number());
        part.paths.emplace_back("serial_number");
    }
}

} // namespace

bool finishesRegistration(const DeviceChange &change, const StoredDevice &stored, const QStringList &missingAt)
{
    if (lacks(missingAt, "Network Server") && !makesNetworkRecord(change))
        return false;
    if (lacks(missingAt, "Application Server") && !joins(change, stored)
        && (!V3::isSet(change.appSKey) || address(change, stored).empty()))
        return false;
    return !lacks(missingAt, "Join Server")
        || (V3::isSet(change.appKey) && (!isNew(change, stored) || V3::isSet(change.nwkKey)));
}

void finishParts(DeviceChangeParts &parts, const DeviceChange &change, const StoredDevice &stored,
                 const QStringList &missingAt)
{
    const wire::EndDevice &identity = stored.identity;
    if (lacks(missingAt, "Network Server")) {
        parts.outdated.paths.clear(); // there is nothing that could be outdated
        parts.network.device.set_supports_join(change.radio->supportsJoin);
        parts.network.paths.emplace_back("supports_join");
        addProduct(parts.network, change, identity);
    }
    if (lacks(missingAt, "Application Server")) {
        addProduct(parts.application, change, identity);
        if (!joins(change, stored))
            parts.application.device.mutable_session()->set_dev_addr(address(change, stored));
    }
    if (lacks(missingAt, "Join Server")) {
        parts.join.device.set_network_server_address(identity.network_server_address());
        parts.join.device.set_application_server_address(identity.application_server_address());
        parts.join.paths.insert(parts.join.paths.end(), {"network_server_address", "application_server_address"});
    }
}

} // namespace Backend
