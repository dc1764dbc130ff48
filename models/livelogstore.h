// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/eventrecord.h"

#include <QObject>

#include <array>
#include <deque>
#include <memory>
#include <span>
#include <vector>

namespace Models {

/// The rows of the live log in view order (arrival, newest last) for all profiles together, in blocks of 4,096 records.
/// GUI thread; snapshots may be read in any thread. A row has an *id* that never changes while it stays (ids are
/// consecutive, they grow at the end and shrink at the front) and a *row*, its distance from the oldest one present.
class LiveLogStore : public QObject
{
    Q_OBJECT

public:
    static constexpr int BlockRows = 4096;
    static constexpr int DefaultCap = 1'000'000;

    /// Storage of one block. Rows outside a snapshot's range may be written while it is read; rows inside never are.
    struct Rows
    {
        std::array<Domain::EventRecord, BlockRows> records;
        std::array<Domain::ProfileRef, BlockRows> profiles;
    };

    /// The rows as they were when it was taken; cheap (one pointer per block), may be kept by other threads.
    class Snapshot
    {
    public:
        [[nodiscard]] qint64 firstId() const { return m_firstId; }
        [[nodiscard]] qint64 endId() const { return m_firstId + m_count; }
        /// Calls `visit(id, record)` for each row with an id in [first, end); stops when it returns false.
        template <typename Visit>
        void forEach(qint64 first, qint64 end, Visit visit) const;

    private:
        friend class LiveLogStore;
        qint64 m_firstId = 0;
        qint64 m_count = 0;
        int m_frontBegin = 0; ///< where the first row lies in the first block
        std::vector<std::shared_ptr<const Rows>> m_blocks;
    };

    explicit LiveLogStore(QObject *parent = nullptr);

    [[nodiscard]] int rowCount() const { return m_count; }
    [[nodiscard]] const Domain::EventRecord &record(int row) const;
    [[nodiscard]] Domain::ProfileRef profile(int row) const;
    [[nodiscard]] qint64 firstId() const { return m_firstId; }
    [[nodiscard]] qint64 endId() const { return m_firstId + m_count; }
    [[nodiscard]] Snapshot snapshot() const;

    /// Row of an event, or -1. A seq is unique within its profile only.
    [[nodiscard]] int find(Domain::ProfileRef profile, qint64 seq) const;
    /// The smallest stored seq of this profile that is present; 0: none. Where "Load older" goes on.
    [[nodiscard]] qint64 oldestSeq(Domain::ProfileRef profile) const;
    /// The largest stored seq of this profile that is present; 0: none.
    [[nodiscard]] qint64 newestSeq(Domain::ProfileRef profile) const;

    /// How many rows are kept at most, rounded to blocks; rows that prepend() brought raise it until clear().
    void setCap(int rows);
    [[nodiscard]] int cap() const { return m_cap; }

public Q_SLOTS:
    /// New rows at the end, revised and saved ones in place. Emits at most one insertion.
    void append(const Domain::EventBatchPtr &batch);
    /// Older rows of one profile, in order of seq. What is present already is left out. Lies one profile's page between
    /// rows of others, it is merged by time of arrival, with a reset.
    void prepend(Domain::ProfileRef profile, std::span<const Domain::EventRecord> records);
    void clear();
    /// Takes out the rows of one profile.
    void clearProfile(Domain::ProfileRef profile);

Q_SIGNALS:
    void rowsAboutToBeAppended(int count);
    void rowsAppended(int count);
    void rowsAboutToBePrepended(int count);
    void rowsPrepended(int count);
    /// From the front.
    void rowsAboutToBeRemoved(int count);
    void rowsRemoved(int count);
    /// Record values of these rows are others now.
    void rowsChanged(int first, int last);
    void aboutToReset();
    void wasReset();
    /// prepend() brought these, wherever they stand now: for those who count rows instead of showing them.
    void olderRowsCame(Domain::ProfileRef profile, std::span<const Domain::EventRecord> records);
    /// The rows of this profile (0: of all) were taken out for good.
    void profileCleared(Domain::ProfileRef profile);

private:
    struct SeqRange
    {
        Domain::ProfileRef profile = 0;
        bool stored = false;
        qint64 low = 0;
        qint64 high = 0;
    };
    /// Only the first block may begin above 0, only the last may end below BlockRows.
    struct Block
    {
        std::shared_ptr<Rows> rows;
        int begin = 0;
        int end = 0;
        std::vector<SeqRange> ranges; ///< covers every seq in the block, maybe more

        void cover(Domain::ProfileRef profile, qint64 seq);
        [[nodiscard]] bool mayHold(Domain::ProfileRef profile, qint64 seq) const;
        /// Own storage from now on: a snapshot may be looking at the old one.
        void detach();
    };
    struct Place
    {
        int block = 0;
        int offset = 0;
    };

    [[nodiscard]] Place place(int row) const;
    [[nodiscard]] int rowAt(Place place) const;
    void push(Domain::ProfileRef profile, const Domain::EventRecord &record);
    void pushFront(Domain::ProfileRef profile, const Domain::EventRecord &record);
    void dropFront(int count);
    void evict();
    void revise(Domain::ProfileRef profile, std::span<const Domain::EventRecord> records);
    void markSaved(Domain::ProfileRef profile, std::span<const std::pair<qint64, qint64>> pairs);
    void tellChanged(std::vector<int> rows);
    void mergeFront(Domain::ProfileRef profile, std::span<const Domain::EventRecord> records);

    std::deque<Block> m_blocks;
    qint64 m_firstId = 0;
    int m_count = 0;
    int m_cap = DefaultCap;
    int m_limit = DefaultCap; ///< m_cap, or more after prepend()
};

template <typename Visit>
void LiveLogStore::Snapshot::forEach(qint64 first, qint64 end, Visit visit) const
{
    first = std::max(first, m_firstId);
    end = std::min(end, endId());
    for (qint64 id = first; id < end;) {
        const qint64 position = id - m_firstId + m_frontBegin;
        const Rows &rows = *m_blocks[std::size_t(position / BlockRows)];
        int offset = int(position % BlockRows);
        for (; offset < BlockRows && id < end; ++offset, ++id) {
            if (!visit(id, rows.records[std::size_t(offset)]))
                return;
        }
    }
}

} // namespace Models
