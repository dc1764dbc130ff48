// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/cellcache.h"

#include <QSet>

#include <algorithm>

namespace Models {

CellCache::CellCache(QObject *parent)
    : QObject(parent)
    , m_cells(Capacity)
{
    m_turn.setSingleShot(true);
    m_turn.setInterval(0);
    connect(&m_turn, &QTimer::timeout, this, qOverload<>(&CellCache::ask));
}

void CellCache::setReader(Domain::ProfileRef profile, Domain::HistoryReader *reader)
{
    if (!reader) {
        m_sources.erase(profile);
        return;
    }
    Source &source = m_sources[profile];
    if (source.reader == reader)
        return;
    source.call.cancel();
    source.asked.clear();
    source.reader = reader;
    m_turn.start();
}

const Domain::CellText *CellCache::find(const EventKey &key) const
{
    return m_cells.object(key);
}

void CellCache::want(std::vector<EventKey> keys)
{
    if (keys.size() > std::size_t(Capacity))
        keys.resize(std::size_t(Capacity));
    m_wanted = std::move(keys);
    if (!m_wanted.empty())
        m_turn.start();
}

void CellCache::setField(const QString &path)
{
    if (path == m_field)
        return;
    m_field = path;
    std::vector<EventKey> wanted = std::move(m_wanted);
    clear();
    want(std::move(wanted));
}

void CellCache::forget(const EventKey &key)
{
    m_cells.remove(key);
    // An answer on its way may be from before the change: ask again.
    if (const auto found = m_sources.find(key.profile); found != m_sources.end()) {
        Source &source = found->second;
        if (std::find(source.asked.begin(), source.asked.end(), key.seq) != source.asked.end()) {
            source.call.cancel();
            source.asked.clear();
        }
    }
    m_turn.start();
}

void CellCache::clear()
{
    m_cells.clear();
    m_wanted.clear();
    for (auto &[profile, source] : m_sources) {
        source.call.cancel();
        source.asked.clear();
    }
}

void CellCache::ask()
{
    for (auto &[profile, source] : m_sources)
        ask(profile, source);
}

void CellCache::ask(Domain::ProfileRef profile, Source &source)
{
    std::vector<qint64> missing;
    for (const EventKey &key : m_wanted) {
        if (key.profile == profile && key.seq > 0 && !m_cells.contains(key))
            missing.push_back(key.seq);
    }
    if (missing.empty())
        return;
    // While an answer is under way that holds the most urgent one, it is faster to wait for it than to ask anew.
    if (!source.asked.empty()
        && std::find(source.asked.begin(), source.asked.end(), missing.front()) != source.asked.end())
        return;
    source.asked = missing;
    source.call = source.reader->cells(std::move(missing), m_field);
    source.call.then(this, [this, profile](const Domain::CellsAnswer &answer) { take(profile, answer); });
}

void CellCache::take(Domain::ProfileRef profile, const Domain::CellsAnswer &answer)
{
    const auto found = m_sources.find(profile);
    if (found == m_sources.end())
        return;
    const std::vector<qint64> asked = std::exchange(found->second.asked, {});
    if (answer.problem)
        return; // asked again when the view moves
    QSet<qint64> here;
    for (const auto &[seq, cell] : answer.cells) {
        here.insert(seq);
        m_cells.insert({profile, seq}, new Domain::CellText(cell));
    }
    // What the history no longer has is remembered as empty, or it would be asked for again and again.
    for (const qint64 seq : asked) {
        if (!here.contains(seq))
            m_cells.insert({profile, seq}, new Domain::CellText);
    }
    Q_EMIT arrived();
    m_turn.start();
}

} // namespace Models
