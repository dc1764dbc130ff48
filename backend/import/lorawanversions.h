// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

/// Versions of LoRaWAN and of its regional parameters as people and files spell them. Pure; any thread.
namespace Backend::LoraWanVersions {

/// `1.0.3`, `V1.0.3`, `LoRaWAN 1.0.3`, `MAC_V1_0_3` give `MAC_V1_0_3`; empty: none that there is.
[[nodiscard]] QString mac(QStringView text);
/// `1.0.3-a`, `1.0.3 rev A`, `RP001 1.0.3 revision A`, `PHY_V1_0_3_REV_A`, `RP002-1.0.4` give the name on the wire;
/// empty: none that there is.
[[nodiscard]] QString phy(QStringView text);
/// The regional parameters that were made for this version of LoRaWAN. Servers take others, and then talk past the
/// device.
[[nodiscard]] bool belongTogether(const QString &mac, const QString &phy);

} // namespace Backend::LoraWanVersions
