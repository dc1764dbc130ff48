// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/historyloader.h"

#include "models/livelogstore.h"

#include <algorithm>

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

void HistoryLoader::request(int rows)
{
    m_call = m_reader.page(m_before, rows);
    m_call.then(this, [this](const RecordPage &page) { onPage(page); });
}

void HistoryLoader::onPage(const RecordPage &page)
{
    if (page.problem)
        Q_EMIT failed(page.problem);
    if (!page.records.empty()) {
        m_before = page.records.front().seq;
        m_newest = std::max(m_newest, page.records.back().seq);
        m_log.prepend(m_profile, page.records);
    }
    m_reachedStart = page.reachedStart || page.records.empty();
    if (!m_newestLoaded) {
        m_newestLoaded = true;
        Q_EMIT newestLoaded();
    }
    const bool room = m_log.rowCount() + PageRows <= m_log.cap();
    if (!m_reachedStart && room && !page.problem) {
        request(PageRows);
        return;
    }
    Q_EMIT hasOlderChanged();
}

} // namespace App
