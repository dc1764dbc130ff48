// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/device.h"

namespace Gui {

/// For pictures and tests: one that has joined, of LoRaWAN 1.0.3, with all keys and counters.
inline Domain::Device sampleDevice()
{
    Domain::Device device;
    device.application = QStringLiteral("orchard");
    device.id = QStringLiteral("field-01");
    device.name = QStringLiteral("Soil probe by the gate");
    device.devEui = Domain::Eui(0x70B3D57ED0000001);
    device.joinEui = Domain::Eui(0);
    device.devAddr = Domain::DevAddr(0x260B1234);
    device.appKey = Domain::Aes128Key::fromHex("00112233445566778899AABBCCDDEEFF");
    device.nwkSKey = Domain::Aes128Key::fromHex("0123456789ABCDEF0123456789ABCDEF");
    device.appSKey = Domain::Aes128Key::fromHex("FEDCBA9876543210FEDCBA9876543210");
    device.fCntUp = 1'204;
    device.fCntDown = 17;
    device.radio = {QStringLiteral("EU_863_870_TTN"), QStringLiteral("MAC_V1_0_3"), QStringLiteral("PHY_V1_0_3_REV_A")};
    device.mac = Domain::MacSettings();
    device.servers = {QStringLiteral("eu1.cloud.thethings.network"), QStringLiteral("eu1.cloud.thethings.network"),
                      QStringLiteral("eu1.cloud.thethings.network")};
    return device;
}

/// With its address and keys for good.
inline Domain::Device personalized(Domain::Device device)
{
    device.appKey.reset();
    device.servers.join.clear();
    device.radio->supportsJoin = false;
    return device;
}

} // namespace Gui
