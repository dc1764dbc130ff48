// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/historyloader.h"

#include "models/livelogstore.h"

#include <algorithm>
#include <utility>

namespace App {

using namespace Domain;

namespace {
constexpr int FirstPageRows = 4'096;
constexpr int PageRows = 65'536;
} // namespace

HistoryLoader::HistoryLoader(ProfileRef profile, HistoryReader &reader, Models::LiveLogStore &log, QObject *parent)
    : QObject(parent)
    , m_profile(profile)
    , m_reader(reader)
    , m_log(log)
{
    // Over its cap the log gives rows back; the history keeps them, so from then on there are older ones.
    connect(&m_log, &Models::LiveLogStore::rowsAboutToBeRemoved, this, &HistoryLoader::onRowsLeaving);
    connect(&m_log, &Models::LiveLogStore::rowsRemoved, this, [this] {
        if (std::exchange(m_rowsLeft, false))
            Q_EMIT hasOlderChanged();
    });
}

void HistoryLoader::start()
{
    request(FirstPageRows);
}

void HistoryLoader::loadOlder()
{
    if (!m_call.isPending() && !m_reachedStart)
        request(PageRows);
}

void HistoryLoader::refresh()
{
    m_refresh = m_reader.page(0, FirstPageRows);
    m_refresh.then(this, [this](const RecordPage &page) {
        if (page.problem)
            Q_EMIT failed(page.problem);
        show(page.records);
    });
}

void HistoryLoader::onCleared()
{
    m_call.cancel();
    m_reachedStart = true;
    tellNewestLoaded();
    Q_EMIT hasOlderChanged();
    refresh(); // what was stored since
}

void HistoryLoader::show(const std::vector<EventRecord> &records)
{
    if (records.empty())
        return;
    m_newest = std::max(m_newest, records.back().seq);
    m_log.prepend(m_profile, records);
}

void HistoryLoader::tellNewestLoaded()
{
    if (std::exchange(m_newestLoaded, true))
        return;
    Q_EMIT newestLoaded();
}

void HistoryLoader::request(int rows)
{
    // Not from where the last page ended: rows may have left the log since.
    m_call = m_reader.page(m_log.oldestSeq(m_profile), rows);
    m_call.then(this, [this](const RecordPage &page) { onPage(page); });
}

void HistoryLoader::onRowsLeaving(int count)
{
    if (!m_reachedStart)
        return;
    for (int row = 0; row < count && m_reachedStart; ++row)
        m_reachedStart = m_log.profile(row) != m_profile || m_log.record(row).seq <= 0;
    m_rowsLeft = !m_reachedStart;
}

void HistoryLoader::onPage(const RecordPage &page)
{
    if (page.problem)
        Q_EMIT failed(page.problem);
    show(page.records);
    // What could not be read this time may be there the next.
    m_reachedStart = page.reachedStart || (page.records.empty() && !page.problem);
    tellNewestLoaded();
    const int room = m_log.cap() - m_log.rowCount();
    if (!m_reachedStart && room > 0 && !page.problem) {
        request(std::min(room, PageRows));
        return;
    }
    Q_EMIT hasOlderChanged();
}

} // namespace App
