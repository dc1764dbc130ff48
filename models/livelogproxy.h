// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/call.h"
#include "backend/domain/filterspec.h"
#include "models/livelogmodel.h"

#include <QAbstractProxyModel>

#include <functional>
#include <vector>

namespace Models {

using RecordJudge = std::function<bool(const Domain::EventRecord &)>;
/// Makes a judge of the record part of a filter; the judge is copied into a pool thread.
using JudgeFactory = std::function<RecordJudge(const Domain::FilterSpec &)>;

/// The judge of the domain: RecordPredicate. The dictionary must outlive it.
JudgeFactory recordJudges(const Domain::Dictionary *dictionary);

/// The rows of a LiveLogModel that pass a filter, in the same order: a sorted vector of row ids that only grows at its
/// ends. (QSortFilterProxyModel needs 131 s for a new filter at a million rows.) A new filter is judged in the thread
/// pool on a snapshot; until its answer is here the old rows stay. Normalized uplinks are folded into their uplink
/// unless the filter asks for them. While paused the rows stand still and newcomers are counted. GUI thread.
class LiveLogProxy : public QAbstractProxyModel
{
    Q_OBJECT

public:
    explicit LiveLogProxy(JudgeFactory judges, QObject *parent = nullptr);

    using QObject::parent;

    /// A LiveLogModel; it must outlive the proxy or be replaced before it goes. The first one is judged like a new
    /// filter, one that takes over at once.
    void setSourceModel(QAbstractItemModel *model) override;
    [[nodiscard]] LiveLogModel *log() const { return m_log; }

    /// Only the record part is judged here; for content see HistorySearch.
    void setFilter(const Domain::FilterSpec &filter);
    [[nodiscard]] const Domain::FilterSpec &filter() const { return m_filter; }
    /// Judges every row anew where the filter depends on the clock; what no longer passes leaves. Nothing happens while
    /// paused.
    void refresh();
    /// True while a new filter is being judged.
    [[nodiscard]] bool isJudging() const { return m_judging.isPending(); }

    void setPaused(bool paused);
    [[nodiscard]] bool isPaused() const { return m_paused; }
    /// Rows that wait for the end of the pause.
    [[nodiscard]] int pendingCount() const { return int(m_pending.size()); }

    /// Row of an event, or -1 when it is not here or filtered out.
    [[nodiscard]] int findRow(const EventKey &key) const;
    /// The row with this id, else the next one after it; rowCount() when there is none.
    [[nodiscard]] int lowerRow(qint64 rowId) const;
    /// The first row at or after this time (ns UTC) in a log that is nearly in order of time; rowCount(): none.
    [[nodiscard]] int rowAtTime(qint64 ns) const;
    /// The ids of these rows as ranges [first, end).
    [[nodiscard]] std::vector<std::pair<qint64, qint64>> idRanges(int firstRow, int lastRow) const;
    /// Asks for the texts of the rows that a view shows and of three screens around them.
    void showRows(int first, int last);

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] QModelIndex sibling(int row, int column, const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex mapToSource(const QModelIndex &index) const override;
    [[nodiscard]] QModelIndex mapFromSource(const QModelIndex &index) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// A new filter holds now: the model was reset.
    void filtered();
    void judgingChanged(bool judging);
    void pendingCountChanged(int count);

private:
    using Ids = std::vector<qint64>;

    [[nodiscard]] const LiveLogStore &store() const { return *m_log->store(); }
    [[nodiscard]] RecordJudge makeJudge(const Domain::FilterSpec &filter) const;
    [[nodiscard]] Ids judged(const RecordJudge &judge, qint64 firstId, qint64 endId) const;
    void judgeAll();
    void judgeInPool();
    void takeJudged(Ids ids, qint64 firstId, qint64 endId);
    void setIds(Ids ids);
    bool onlyLosesFront(const Ids &ids);
    void rememberPause();
    void rejudge(int firstRow, int lastRow);
    void rejudgeRow(qint64 id);

    void onSourceInserted();
    void onSourceAboutToBeRemoved(int first, int last);
    void onSourceRemoved();
    void onSourceChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles);
    void onSourceReset();

    JudgeFactory m_judges;
    LiveLogModel *m_log = nullptr;
    Domain::FilterSpec m_filter;
    RecordJudge m_judge; ///< what the present rows passed
    RecordJudge m_nextJudge; ///< what is being judged in the pool
    Domain::Call<Ids> m_judging;
    Ids m_ids;
    Ids m_pending; ///< passed, but came after the pause began
    qint64 m_knownFirstId = 0; ///< rows of the source that were looked at
    qint64 m_knownEndId = 0;
    qint64 m_pausedEndId = 0; ///< rows from here on wait
    std::vector<std::pair<const LiveLogStore *, qint64>> m_pausedEnds; ///< of logs shown before in this pause
    int m_removing = 0;
    bool m_judgedAgain = false; ///< the filter that is judged is the old one at a later moment
    bool m_paused = false;
};

} // namespace Models
