// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logwatch.h"

#include "backend/domain/dictionary.h"

#include <algorithm>

namespace Models {

namespace {

/// An application that is silent for longer than this many events of others is looked for no further.
constexpr int MostRows = 20'000;

} // namespace

LogWatch::LogWatch(const LiveLogStore *store, const Domain::Dictionary *dictionary, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_dictionary(dictionary)
{
    connect(store, &LiveLogStore::rowsAppended, this, [this](int count) { look(m_store->rowCount() - count); });
    const auto again = [this] {
        if (m_lastNs == 0)
            look(0);
    };
    connect(store, &LiveLogStore::rowsPrepended, this, again);
    connect(store, &LiveLogStore::wasReset, this, [this] {
        m_lastNs = 0;
        look(0);
    });
    look(0);
}

void LogWatch::setScope(Domain::ProfileRef profile, const QString &application)
{
    m_profile = profile;
    m_application = application;
    m_lastNs = 0;
    look(0);
}

bool LogWatch::concerns(Domain::ProfileRef profile, const Domain::EventRecord &record) const
{
    if (m_profile == 0)
        return true;
    if (profile != m_profile)
        return false;
    if (m_application.isEmpty())
        return true;
    const QString &application = m_dictionary->device(record.device).application;
    return application == m_application || (application.isEmpty() && record.kind == Domain::EventKind::Gap);
}

void LogWatch::look(int firstRow)
{
    const int last = m_store->rowCount() - 1;
    for (int row = last; row >= std::max(firstRow, last - MostRows); --row) {
        const Domain::EventRecord &record = m_store->record(row);
        if (!concerns(m_store->profile(row), record))
            continue;
        m_lastNs = std::max({m_lastNs, record.receivedNs, record.kind == Domain::EventKind::Gap ? record.timeNs : 0});
        Q_EMIT arrived();
        return;
    }
}

} // namespace Models
