// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/livelogstore.h"

#include <QHash>

#include <algorithm>

namespace Models {

using Domain::EventKind;
using Domain::EventRecord;
using Domain::ProfileRef;

namespace {

/// Rows that "Load older" brings may exceed the cap by this factor.
constexpr int MaxCapFactor = 4;

/// What view order is made of; a gap stands where it began.
qint64 arrival(const EventRecord &record)
{
    return record.kind == EventKind::Gap ? record.timeNs : record.receivedNs;
}

} // namespace

void LiveLogStore::Block::cover(ProfileRef profile, qint64 seq)
{
    for (SeqRange &range : ranges) {
        if (range.profile == profile && range.stored == (seq > 0)) {
            range.low = std::min(range.low, seq);
            range.high = std::max(range.high, seq);
            return;
        }
    }
    ranges.push_back({profile, seq > 0, seq, seq});
}

bool LiveLogStore::Block::mayHold(ProfileRef profile, qint64 seq) const
{
    return std::any_of(ranges.begin(), ranges.end(), [&](const SeqRange &range) {
        return range.profile == profile && range.low <= seq && seq <= range.high;
    });
}

void LiveLogStore::Block::detach()
{
    rows = std::make_shared<Rows>(*rows);
}

LiveLogStore::LiveLogStore(QObject *parent)
    : QObject(parent)
{
}

LiveLogStore::Place LiveLogStore::place(int row) const
{
    Q_ASSERT(row >= 0 && row < m_count);
    const int position = row + m_blocks.front().begin;
    return {position / BlockRows, position % BlockRows};
}

int LiveLogStore::rowAt(Place place) const
{
    return place.block * BlockRows + place.offset - m_blocks.front().begin;
}

const EventRecord &LiveLogStore::record(int row) const
{
    const Place where = place(row);
    return m_blocks[std::size_t(where.block)].rows->records[std::size_t(where.offset)];
}

ProfileRef LiveLogStore::profile(int row) const
{
    const Place where = place(row);
    return m_blocks[std::size_t(where.block)].rows->profiles[std::size_t(where.offset)];
}

LiveLogStore::Snapshot LiveLogStore::snapshot() const
{
    Snapshot snapshot;
    snapshot.m_firstId = m_firstId;
    snapshot.m_count = m_count;
    snapshot.m_frontBegin = m_blocks.empty() ? 0 : m_blocks.front().begin;
    snapshot.m_blocks.reserve(m_blocks.size());
    for (const Block &block : m_blocks)
        snapshot.m_blocks.push_back(block.rows);
    return snapshot;
}

int LiveLogStore::find(ProfileRef profile, qint64 seq) const
{
    // A few hundred ranges, then at most one or two blocks: some microseconds at a million rows.
    for (std::size_t i = m_blocks.size(); i-- > 0;) {
        const Block &block = m_blocks[i];
        if (!block.mayHold(profile, seq))
            continue;
        for (int offset = block.begin; offset < block.end; ++offset) {
            if (block.rows->records[std::size_t(offset)].seq == seq
                && block.rows->profiles[std::size_t(offset)] == profile)
                return rowAt({int(i), offset});
        }
    }
    return -1;
}

qint64 LiveLogStore::oldestSeq(ProfileRef profile) const
{
    // Within a profile rows stand in order of seq, so the first block that has any has the oldest.
    for (const Block &block : m_blocks) {
        const bool hasStored = std::any_of(block.ranges.begin(), block.ranges.end(), [&](const SeqRange &range) {
            return range.profile == profile && range.stored;
        });
        if (!hasStored)
            continue;
        qint64 oldest = 0;
        for (int offset = block.begin; offset < block.end; ++offset) {
            const qint64 seq = block.rows->records[std::size_t(offset)].seq;
            if (seq > 0 && block.rows->profiles[std::size_t(offset)] == profile)
                oldest = oldest == 0 ? seq : std::min(oldest, seq);
        }
        if (oldest != 0)
            return oldest;
    }
    return 0;
}

qint64 LiveLogStore::newestSeq(ProfileRef profile) const
{
    for (auto block = m_blocks.rbegin(); block != m_blocks.rend(); ++block) {
        for (const SeqRange &range : block->ranges) {
            if (range.profile == profile && range.stored)
                return range.high;
        }
    }
    return 0;
}

void LiveLogStore::setCap(int rows)
{
    m_cap = std::max(rows, 2 * BlockRows);
    m_limit = m_cap;
    evict();
}

void LiveLogStore::push(ProfileRef profile, const EventRecord &record)
{
    if (m_blocks.empty() || m_blocks.back().end == BlockRows) {
        Block &fresh = m_blocks.emplace_back();
        fresh.rows = std::make_shared<Rows>();
    }
    Block &block = m_blocks.back();
    block.rows->records[std::size_t(block.end)] = record;
    block.rows->profiles[std::size_t(block.end)] = profile;
    block.cover(profile, record.seq);
    ++block.end;
    ++m_count;
}

void LiveLogStore::pushFront(ProfileRef profile, const EventRecord &record)
{
    if (m_blocks.empty() || m_blocks.front().begin == 0) {
        Block &fresh = m_blocks.emplace_front();
        fresh.rows = std::make_shared<Rows>();
        fresh.begin = BlockRows;
        fresh.end = BlockRows;
    }
    Block &block = m_blocks.front();
    --block.begin;
    block.rows->records[std::size_t(block.begin)] = record;
    block.rows->profiles[std::size_t(block.begin)] = profile;
    block.cover(profile, record.seq);
    ++m_count;
    --m_firstId;
}

void LiveLogStore::dropFront(int count)
{
    m_count -= count;
    m_firstId += count;
    while (count > 0) {
        Block &front = m_blocks.front();
        const int taken = std::min(count, front.end - front.begin);
        // Rows given back are written again by pushFront(): not in storage that a snapshot may hold.
        front.begin += taken;
        if (front.begin == front.end)
            m_blocks.pop_front();
        else
            front.detach();
        count -= taken;
    }
}

void LiveLogStore::evict()
{
    int leaving = 0;
    std::size_t blocks = 0;
    while (m_count - leaving > m_limit && blocks + 1 < m_blocks.size()) {
        leaving += m_blocks[blocks].end - m_blocks[blocks].begin;
        ++blocks;
    }
    if (leaving == 0)
        return;
    Q_EMIT rowsAboutToBeRemoved(leaving);
    dropFront(leaving);
    Q_EMIT rowsRemoved(leaving);
}

void LiveLogStore::append(const Domain::EventBatchPtr &batch)
{
    if (!batch)
        return;
    // A batch may revise or save what an earlier one brought, never its own rows; the new rows are final as they come.
    markSaved(batch->profile, batch->saved);
    revise(batch->profile, batch->revised);
    if (batch->records.empty())
        return;
    const int count = int(batch->records.size());
    Q_EMIT rowsAboutToBeAppended(count);
    for (const EventRecord &record : batch->records)
        push(batch->profile, record);
    Q_EMIT rowsAppended(count);
    evict();
}

void LiveLogStore::prepend(ProfileRef profile, std::span<const EventRecord> records)
{
    std::vector<EventRecord> missing;
    const qint64 oldest = oldestSeq(profile);
    missing.reserve(records.size());
    std::copy_if(records.begin(), records.end(), std::back_inserter(missing), [&](const EventRecord &record) {
        return oldest == 0 || record.seq < oldest || find(profile, record.seq) < 0;
    });
    const auto room = std::max<qint64>(0, qint64(m_cap) * MaxCapFactor - m_count);
    if (qint64(missing.size()) > room)
        missing.erase(missing.begin(), missing.end() - room);
    if (missing.empty())
        return;
    const bool fits = m_count == 0 || (this->profile(0) == profile && missing.back().seq < record(0).seq)
        || arrival(missing.back()) <= arrival(record(0));
    if (fits) {
        const int count = int(missing.size());
        Q_EMIT rowsAboutToBePrepended(count);
        for (auto it = missing.rbegin(); it != missing.rend(); ++it)
            pushFront(profile, *it);
        Q_EMIT rowsPrepended(count);
    } else {
        Q_EMIT aboutToReset();
        mergeFront(profile, missing);
        Q_EMIT wasReset();
    }
    m_limit = std::max(m_limit, m_count);
    Q_EMIT olderRowsCame(profile, missing);
}

void LiveLogStore::mergeFront(ProfileRef profile, std::span<const EventRecord> records)
{
    struct Row
    {
        ProfileRef profile;
        EventRecord record;
    };
    std::vector<Row> fresh;
    for (const EventRecord &record : records)
        fresh.push_back({profile, record});
    std::vector<Row> present;
    for (int row = 0; row < m_count && arrival(record(row)) <= arrival(records.back()); ++row)
        present.push_back({this->profile(row), record(row)});
    std::vector<Row> merged;
    merged.reserve(fresh.size() + present.size());
    // Clocks may step, so neither side is strictly sorted; merging keeps the order of each all the same.
    std::merge(fresh.begin(), fresh.end(), present.begin(), present.end(), std::back_inserter(merged),
               [](const Row &a, const Row &b) { return arrival(a.record) < arrival(b.record); });
    dropFront(int(present.size()));
    for (auto it = merged.rbegin(); it != merged.rend(); ++it)
        pushFront(it->profile, it->record);
}

void LiveLogStore::revise(ProfileRef profile, std::span<const EventRecord> records)
{
    std::vector<int> changed;
    for (const EventRecord &record : records) {
        const int row = find(profile, record.seq);
        if (row < 0)
            continue;
        const Place where = place(row);
        Block &block = m_blocks[std::size_t(where.block)];
        block.detach();
        block.rows->records[std::size_t(where.offset)] = record;
        changed.push_back(row);
    }
    tellChanged(std::move(changed));
}

void LiveLogStore::markSaved(ProfileRef profile, std::span<const std::pair<qint64, qint64>> pairs)
{
    if (pairs.empty())
        return;
    QHash<qint64, qint64> finals;
    finals.reserve(qsizetype(pairs.size()));
    for (const auto &[temporary, stored] : pairs)
        finals.insert(temporary, stored);

    std::vector<int> changed;
    for (std::size_t i = 0; i < m_blocks.size(); ++i) {
        Block &block = m_blocks[i];
        const bool hasUnsaved = std::any_of(block.ranges.begin(), block.ranges.end(), [&](const SeqRange &range) {
            return range.profile == profile && !range.stored;
        });
        if (!hasUnsaved)
            continue;
        block.detach();
        bool someLeft = false;
        for (int offset = block.begin; offset < block.end; ++offset) {
            EventRecord &record = block.rows->records[std::size_t(offset)];
            if (record.seq > 0 || block.rows->profiles[std::size_t(offset)] != profile)
                continue;
            const auto found = finals.constFind(record.seq);
            if (found == finals.constEnd()) {
                someLeft = true;
                continue;
            }
            record.seq = *found;
            block.cover(profile, record.seq);
            changed.push_back(rowAt({int(i), offset}));
        }
        if (!someLeft) {
            std::erase_if(block.ranges,
                          [&](const SeqRange &range) { return range.profile == profile && !range.stored; });
        }
    }
    tellChanged(std::move(changed));
}

void LiveLogStore::tellChanged(std::vector<int> rows)
{
    std::sort(rows.begin(), rows.end());
    for (std::size_t i = 0; i < rows.size();) {
        std::size_t last = i;
        while (last + 1 < rows.size() && rows[last + 1] <= rows[last] + 1)
            ++last;
        Q_EMIT rowsChanged(rows[i], rows[last]);
        i = last + 1;
    }
}

void LiveLogStore::clear()
{
    Q_EMIT aboutToReset();
    // Ids go on: what still holds one of before will not find it.
    m_firstId += m_count;
    m_count = 0;
    m_blocks.clear();
    m_limit = m_cap;
    Q_EMIT wasReset();
    Q_EMIT profileCleared(0);
}

void LiveLogStore::clearProfile(ProfileRef profile)
{
    Q_EMIT aboutToReset();
    const std::deque<Block> before = std::exchange(m_blocks, {});
    m_firstId += m_count;
    m_count = 0;
    m_limit = m_cap;
    for (const Block &block : before) {
        for (int offset = block.begin; offset < block.end; ++offset) {
            const ProfileRef owner = block.rows->profiles[std::size_t(offset)];
            if (owner != profile)
                push(owner, block.rows->records[std::size_t(offset)]);
        }
    }
    Q_EMIT wasReset();
    Q_EMIT profileCleared(profile);
}

} // namespace Models
