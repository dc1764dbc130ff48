// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/firstsigns.h"

#include "backend/domain/dictionary.h"

#include <algorithm>

namespace Models {

FirstSigns::FirstSigns(const LiveLogStore *store, const Domain::Dictionary *dictionary, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_dictionary(dictionary)
{
    connect(store, &LiveLogStore::rowsAppended, this, [this](int count) { look(m_store->rowCount() - count); });
}

void FirstSigns::watch(Domain::ProfileRef profile, const QString &application, const QStringList &devices)
{
    m_profile = profile;
    m_application = application;
    m_signs.clear();
    for (const QString &device : devices)
        m_signs.insert(device, {});
}

void FirstSigns::look(int firstRow)
{
    if (m_signs.isEmpty())
        return;
    for (int row = std::max(0, firstRow); row < m_store->rowCount(); ++row) {
        if (m_store->profile(row) != m_profile)
            continue;
        const Domain::EventRecord &record = m_store->record(row);
        const bool joined = record.kind == Domain::EventKind::Join;
        if (!joined && record.kind != Domain::EventKind::Uplink)
            continue;
        const Domain::DeviceEntry &entry = m_dictionary->device(record.device);
        const auto found = entry.application == m_application ? m_signs.find(entry.device) : m_signs.end();
        if (found == m_signs.end())
            continue;
        qint64 &first = joined ? found->joinedNs : found->uplinkNs;
        if (first == 0) {
            first = record.timeNs;
            Q_EMIT heard(found.key());
        }
    }
}

int FirstSigns::joinedCount() const
{
    return int(std::count_if(m_signs.begin(), m_signs.end(), [](const Signs &signs) { return signs.joinedNs != 0; }));
}

int FirstSigns::heardCount() const
{
    return int(std::count_if(m_signs.begin(), m_signs.end(), [](const Signs &signs) { return signs.uplinkNs != 0; }));
}

} // namespace Models
