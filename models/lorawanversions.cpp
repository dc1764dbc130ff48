// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lorawanversions.h"

#include <algorithm>
#include <iterator>

namespace Models::LorawanVersions {

namespace {

struct Phy
{
    const char *name;
    const char *alias; ///< of the same number; null: none
    const char *title;
    const char *macs; ///< that it goes with, with blanks between
};

constexpr const char *const Macs[][2] = {
    {"MAC_V1_0", "LoRaWAN 1.0.0"},   {"MAC_V1_0_1", "LoRaWAN 1.0.1"}, {"MAC_V1_0_2", "LoRaWAN 1.0.2"},
    {"MAC_V1_0_3", "LoRaWAN 1.0.3"}, {"MAC_V1_0_4", "LoRaWAN 1.0.4"}, {"MAC_V1_1", "LoRaWAN 1.1.0"},
};

constexpr Phy Phys[] = {
    {"PHY_V1_0", "TS001_V1_0", "TS001 1.0.0", "MAC_V1_0"},
    {"PHY_V1_0_1", "TS001_V1_0_1", "TS001 1.0.1", "MAC_V1_0_1"},
    {"PHY_V1_0_2_REV_A", "RP001_V1_0_2", "RP001 1.0.2", "MAC_V1_0_2"},
    {"PHY_V1_0_2_REV_B", "RP001_V1_0_2_REV_B", "RP001 1.0.2 revision B", "MAC_V1_0_2"},
    {"PHY_V1_0_3_REV_A", "RP001_V1_0_3_REV_A", "RP001 1.0.3 revision A", "MAC_V1_0_3"},
    {"PHY_V1_1_REV_A", "RP001_V1_1_REV_A", "RP001 1.1 revision A", "MAC_V1_1"},
    {"PHY_V1_1_REV_B", "RP001_V1_1_REV_B", "RP001 1.1 revision B", "MAC_V1_1"},
    {"RP002_V1_0_0", nullptr, "RP002 1.0.0", "MAC_V1_0_4 MAC_V1_1"},
    {"RP002_V1_0_1", nullptr, "RP002 1.0.1", "MAC_V1_0_4 MAC_V1_1"},
    {"RP002_V1_0_2", nullptr, "RP002 1.0.2", "MAC_V1_0_4 MAC_V1_1"},
    {"RP002_V1_0_3", nullptr, "RP002 1.0.3", "MAC_V1_0_4 MAC_V1_1"},
    {"RP002_V1_0_4", nullptr, "RP002 1.0.4", "MAC_V1_0_4 MAC_V1_1"},
};

const Phy *find(const QString &name)
{
    const auto *const found = std::find_if(std::begin(Phys), std::end(Phys), [&name](const Phy &phy) {
        return name == QLatin1String(phy.name) || (phy.alias && name == QLatin1String(phy.alias));
    });
    return found == std::end(Phys) ? nullptr : found;
}

bool goesWith(const Phy &phy, const QString &mac)
{
    return QString::fromLatin1(phy.macs).split(u' ').contains(mac);
}

} // namespace

QStringList macVersions()
{
    QStringList names;
    for (const auto &mac : Macs)
        names += QLatin1String(mac[0]);
    return names;
}

QStringList phyVersions(const QString &mac)
{
    QStringList names;
    for (const Phy &phy : Phys) {
        if (goesWith(phy, mac))
            names += QLatin1String(phy.name);
    }
    return names;
}

QString canonicalPhy(const QString &phy)
{
    const Phy *known = find(phy);
    return known ? QString(QLatin1String(known->name)) : phy;
}

bool fitTogether(const QString &mac, const QString &phy)
{
    const Phy *known = find(phy);
    return known && goesWith(*known, mac);
}

QString macTitle(const QString &mac)
{
    for (const auto &known : Macs) {
        if (mac == QLatin1String(known[0]))
            return QLatin1String(known[1]);
    }
    return mac;
}

QString phyTitle(const QString &phy)
{
    const Phy *known = find(phy);
    return known ? QString(QLatin1String(known->title)) : phy;
}

bool hasNetworkKeys(const QString &mac)
{
    return mac == QLatin1String("MAC_V1_1");
}

bool needsDevEui(const QString &mac)
{
    return mac == QLatin1String("MAC_V1_0_4") || mac == QLatin1String("MAC_V1_1");
}

} // namespace Models::LorawanVersions
