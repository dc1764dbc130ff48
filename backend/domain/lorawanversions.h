// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <QStringView>

/// Versions of LoRaWAN and of its regional parameters, by their names on the wire (v3). The servers store every pair;
/// only some can be meant. Pure functions, any thread.
namespace Domain::LorawanVersions {

/// As people and files spell it: `1.0.3`, `V1.0.3`, `LoRaWAN 1.0.3`, `MAC_V1_0_3` give `MAC_V1_0_3`; empty: none that
/// there is.
[[nodiscard]] QString readMac(QStringView text);
/// `1.0.3-a`, `1.0.3 rev A`, `RP001 1.0.3 revision A`, `PHY_V1_0_3_REV_A`, `RP002-1.0.4` give the name on the wire;
/// empty: none that there is.
[[nodiscard]] QString readPhy(QStringView text);

/// Oldest first.
[[nodiscard]] QStringList macVersions();
/// The regional parameters that a version of LoRaWAN goes with, oldest first; none for an unknown one.
[[nodiscard]] QStringList phyVersions(const QString &mac);
/// One of several names for the same thing: the one that is used here. Unknown names stay.
[[nodiscard]] QString canonicalPhy(const QString &phy);
[[nodiscard]] bool fitTogether(const QString &mac, const QString &phy);
/// For people: `LoRaWAN 1.0.3`, `RP001 1.0.3 revision A`. Unknown names stay.
[[nodiscard]] QString macTitle(const QString &mac);
[[nodiscard]] QString phyTitle(const QString &phy);
/// Two root keys and three network session keys.
[[nodiscard]] bool hasNetworkKeys(const QString &mac);
/// 1.0.4 and later: a DevEUI also without joining.
[[nodiscard]] bool needsDevEui(const QString &mac);

} // namespace Domain::LorawanVersions
