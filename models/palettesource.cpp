// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/palettesource.h"

#include "backend/domain/dictionary.h"

#include <algorithm>

namespace Models {

PaletteSource::PaletteSource(QString title)
    : m_title(std::move(title))
{
}

// --- Lists ---

PaletteList::PaletteList(QString title, Fill fill)
    : PaletteSource(std::move(title))
    , m_fill(std::move(fill))
{
}

void PaletteList::refresh()
{
    m_entries.clear();
    for (PaletteItem &item : m_fill()) {
        QString key = PaletteQuery::folded(item.text);
        QString detail = PaletteQuery::folded(item.detail);
        m_entries.push_back({std::move(item), std::move(key), std::move(detail)});
    }
}

PaletteRank PaletteList::rank(int entry, const PaletteQuery &query) const
{
    const Entry &candidate = m_entries[std::size_t(entry)];
    return query.rank(candidate.key, candidate.detail);
}

int PaletteList::find(const QString &id) const
{
    const auto it
        = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry &entry) { return entry.item.id == id; });
    return it == m_entries.end() ? -1 : int(it - m_entries.begin());
}

// --- Devices ---

PaletteDevices::PaletteDevices(QString title, const Domain::Dictionary *dictionary, Networks networks)
    : PaletteSource(std::move(title))
    , m_dictionary(dictionary)
    , m_listNetworks(std::move(networks))
{
}

void PaletteDevices::refresh()
{
    m_networks = m_listNetworks();
    const Domain::DeviceRef end = m_dictionary->deviceCount();
    for (; m_seen < end; ++m_seen) {
        const Domain::DeviceEntry &device = m_dictionary->device(m_seen);
        if (!device.device.isEmpty())
            m_entries.push_back({m_seen, &device, PaletteQuery::folded(device.device)});
    }
}

const PaletteDevices::Network *PaletteDevices::network(Domain::ProfileRef profile) const
{
    const auto it = std::find_if(m_networks.begin(), m_networks.end(),
                                 [profile](const Network &network) { return network.profile == profile; });
    return it == m_networks.end() ? nullptr : &*it;
}

PaletteRank PaletteDevices::rank(int entry, const PaletteQuery &query) const
{
    const Entry &candidate = m_entries[std::size_t(entry)];
    PaletteRank rank = query.rank(candidate.key);
    if (rank > PaletteRank::Substring)
        rank = std::min(rank, query.rankOfEui(candidate.device->devEui.load(std::memory_order_relaxed)));
    // The dictionary never forgets, but a network that was removed is gone for the person.
    return rank == PaletteRank::None || network(candidate.device->profile) ? rank : PaletteRank::None;
}

PaletteItem PaletteDevices::item(int entry) const
{
    const Entry &candidate = m_entries[std::size_t(entry)];
    const Domain::DeviceEntry &device = *candidate.device;
    PaletteItem item;
    item.text = device.device;
    item.icon = QStringLiteral("devices");
    item.profile = device.profile;
    item.application = device.application;
    item.device = candidate.ref;
    QStringList places{device.application};
    if (const Network *owner = network(device.profile)) {
        item.id = idOf(candidate, *owner);
        places << owner->name;
    }
    if (const quint64 eui = device.devEui.load(std::memory_order_relaxed))
        places << QStringLiteral("%1").arg(eui, 16, 16, QLatin1Char('0')).toUpper();
    item.detail = places.join(QStringLiteral(" · "));
    return item;
}

QString PaletteDevices::idOf(const Entry &entry, const Network &network) const
{
    return QStringLiteral("device/") + network.id + u'/' + entry.device->application + u'/' + entry.device->device;
}

int PaletteDevices::find(const QString &id) const
{
    if (!id.startsWith(u"device/"))
        return -1;
    const QString device = id.section(u'/', -1);
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const Entry &entry = m_entries[i];
        if (entry.device->device != device)
            continue;
        const Network *owner = network(entry.device->profile);
        if (owner && idOf(entry, *owner) == id)
            return int(i);
    }
    return -1;
}

} // namespace Models
