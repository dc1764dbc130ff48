// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/import/lorawanversions.h"

#include <QHash>

namespace Backend::LoraWanVersions {

namespace {

struct Version
{
    const char *spelled; ///< digits and letters that count
    const char *name;
};

constexpr Version macVersions[]
    = {{"100", "MAC_V1_0"},   {"10", "MAC_V1_0"},    {"101", "MAC_V1_0_1"}, {"102", "MAC_V1_0_2"},
       {"103", "MAC_V1_0_3"}, {"104", "MAC_V1_0_4"}, {"110", "MAC_V1_1"},   {"11", "MAC_V1_1"}};

constexpr Version phyVersions[]
    = {{"10", "PHY_V1_0"},           {"100", "PHY_V1_0"},          {"101", "PHY_V1_0_1"},
       {"102", "PHY_V1_0_2_REV_A"}, // the older name of the same
       {"102a", "PHY_V1_0_2_REV_A"}, {"102b", "PHY_V1_0_2_REV_B"}, {"103", "PHY_V1_0_3_REV_A"},
       {"103a", "PHY_V1_0_3_REV_A"}, {"110a", "PHY_V1_1_REV_A"},   {"11a", "PHY_V1_1_REV_A"},
       {"110b", "PHY_V1_1_REV_B"},   {"11b", "PHY_V1_1_REV_B"}};

constexpr Version rp002Versions[] = {{"100", "RP002_V1_0_0"}, {"10", "RP002_V1_0_0"},  {"101", "RP002_V1_0_1"},
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
QString find(const Version (&versions)[Size], const QString &spelled)
{
    for (const Version &version : versions) {
        if (spelled == QLatin1String(version.spelled))
            return QString::fromLatin1(version.name);
    }
    return {};
}

} // namespace

QString mac(QStringView text)
{
    return text.size() > 60 ? QString() : find(macVersions, essence(text));
}

QString phy(QStringView text)
{
    if (text.size() > 60)
        return {};
    const QString spelled = essence(text);
    if (spelled.startsWith(u"rp002"))
        return find(rp002Versions, spelled.mid(5));
    // Only the newer document has a 1.0.4; people leave its number out.
    return spelled == u"104" ? QString() : find(phyVersions, spelled);
}

bool belongTogether(const QString &mac, const QString &phy)
{
    if (mac == u"MAC_V1_0_4")
        return phy.startsWith(u"RP002_");
    if (mac == u"MAC_V1_1")
        return phy.startsWith(u"PHY_V1_1_") || phy.startsWith(u"RP002_");
    if (mac == u"MAC_V1_0")
        return phy == u"PHY_V1_0";
    const QString same = QString(mac).replace(QLatin1String("MAC_"), QLatin1String("PHY_"));
    return !mac.isEmpty() && (phy == same || phy.startsWith(QString(same + u"_REV_")));
}

} // namespace Backend::LoraWanVersions
