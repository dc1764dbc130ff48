// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/lorawanversions.h"

#include <algorithm>
#include <iterator>

namespace Domain::LorawanVersions {

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

struct Spelling
{
    const char *spelled; ///< digits and letters that count
    const char *name;
};

constexpr Spelling spelledMacs[]
    = {{"100", "MAC_V1_0"},   {"10", "MAC_V1_0"},    {"101", "MAC_V1_0_1"}, {"102", "MAC_V1_0_2"},
       {"103", "MAC_V1_0_3"}, {"104", "MAC_V1_0_4"}, {"110", "MAC_V1_1"},   {"11", "MAC_V1_1"}};

constexpr Spelling spelledPhys[]
    = {{"10", "PHY_V1_0"},           {"100", "PHY_V1_0"},          {"101", "PHY_V1_0_1"},
       {"102", "PHY_V1_0_2_REV_A"}, // the older name of the same
       {"102a", "PHY_V1_0_2_REV_A"}, {"102b", "PHY_V1_0_2_REV_B"}, {"103", "PHY_V1_0_3_REV_A"},
       {"103a", "PHY_V1_0_3_REV_A"}, {"110a", "PHY_V1_1_REV_A"},   {"11a", "PHY_V1_1_REV_A"},
       {"110b", "PHY_V1_1_REV_B"},   {"11b", "PHY_V1_1_REV_B"}};

constexpr Spelling spelledRp002s[] = {{"100", "RP002_V1_0_0"}, {"10", "RP002_V1_0_0"},  {"101", "RP002_V1_0_1"},
                                      {"102", "RP002_V1_0_2"}, {"103", "RP002_V1_0_3"}, {"104", "RP002_V1_0_4"}};

/// Lower case, without the words and signs that only adorn a version.
QString essence(QStringView text)
{
    QString out = text.toString().toLower();
    for (const char *word : {"lorawan", "regional", "parameters", "revision", "rev", "mac", "phy", "rp001", "version"})
        out.remove(QLatin1String(word));
    QString letters;
    for (const QChar c : std::as_const(out)) {
        if (c.isLetterOrNumber() && c != u'v')
            letters += c;
    }
    return letters;
}

template <std::size_t Size>
QString named(const Spelling (&versions)[Size], const QString &spelled)
{
    for (const Spelling &version : versions) {
        if (spelled == QLatin1String(version.spelled))
            return QString::fromLatin1(version.name);
    }
    return {};
}

} // namespace

QString readMac(QStringView text)
{
    return text.size() > 60 ? QString() : named(spelledMacs, essence(text));
}

QString readPhy(QStringView text)
{
    if (text.size() > 60)
        return {};
    const QString spelled = essence(text);
    if (spelled.startsWith(u"rp002"))
        return named(spelledRp002s, spelled.mid(5));
    // Only the newer document has a 1.0.4; people leave its number out.
    return spelled == u"104" ? QString() : named(spelledPhys, spelled);
}

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

} // namespace Domain::LorawanVersions
