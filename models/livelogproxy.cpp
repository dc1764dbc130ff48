// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/livelogproxy.h"

#include <QThreadPool>

#include <algorithm>

namespace Models {

using Domain::EventKind;
using Domain::EventRecord;
using Domain::FilterTerm;

namespace {

/// Up to here a new filter is judged at once: less than a millisecond.
constexpr int JudgedAtOnce = 16 * 1024;
/// More changed rows than this are judged together.
constexpr int RejudgedSingly = 64;

bool asksForNormalized(const Domain::FilterSpec &filter)
{
    return std::any_of(filter.terms.begin(), filter.terms.end(), [](const FilterTerm &term) {
        return term.field == FilterTerm::Field::Kind && !term.negated
            && std::any_of(term.words.begin(), term.words.end(), [](const QString &word) {
                   return word.compare(QLatin1String("normalized"), Qt::CaseInsensitive) == 0;
               });
    });
}

} // namespace

LiveLogProxy::LiveLogProxy(JudgeFactory judges, QObject *parent)
    : QAbstractProxyModel(parent)
    , m_judges(std::move(judges))
{
    m_judge = makeJudge(m_filter);
}

RecordJudge LiveLogProxy::makeJudge(const Domain::FilterSpec &filter) const
{
    RecordJudge judge;
    if (!filter.isEmpty())
        judge = m_judges(filter.recordPart());
    if (asksForNormalized(filter))
        return judge ? judge : [](const EventRecord &) { return true; };
    if (!judge)
        return [](const EventRecord &record) { return record.kind != EventKind::Normalized; };
    return [judge](const EventRecord &record) { return record.kind != EventKind::Normalized && judge(record); };
}

void LiveLogProxy::setSourceModel(QAbstractItemModel *model)
{
    const bool isFirst = !m_log;
    beginResetModel();
    if (m_log) {
        rememberPause();
        m_log->disconnect(this);
    }
    m_judging.cancel();
    if (m_nextJudge)
        m_judge = std::exchange(m_nextJudge, nullptr);
    m_log = qobject_cast<LiveLogModel *>(model);
    Q_ASSERT(m_log);
    QAbstractProxyModel::setSourceModel(model);
    // The base class relays nothing but the destruction of the source.
    connect(m_log, &QAbstractItemModel::rowsInserted, this, &LiveLogProxy::onSourceInserted);
    connect(m_log, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex &, int first, int last) { onSourceAboutToBeRemoved(first, last); });
    connect(m_log, &QAbstractItemModel::rowsRemoved, this, &LiveLogProxy::onSourceRemoved);
    connect(m_log, &QAbstractItemModel::dataChanged, this, &LiveLogProxy::onSourceChanged);
    connect(m_log, &QAbstractItemModel::modelAboutToBeReset, this, [this] { beginResetModel(); });
    connect(m_log, &QAbstractItemModel::modelReset, this, &LiveLogProxy::onSourceReset);
    m_ids.reserve(std::size_t(store().cap()) + 2 * LiveLogStore::BlockRows);
    m_pausedEndId = store().endId();
    // Back in a log that stood still before: it still does.
    for (const auto &[paused, endId] : m_pausedEnds)
        m_pausedEndId = paused == m_log->store() ? std::min(endId, m_pausedEndId) : m_pausedEndId;
    const int pendingBefore = pendingCount();
    // Nobody looks yet: the window need not wait for a million rows.
    const bool later = isFirst && store().rowCount() > JudgedAtOnce;
    if (later) {
        m_knownFirstId = store().firstId();
        m_knownEndId = store().endId();
        m_nextJudge = m_judge;
        judgeInPool();
    } else {
        judgeAll();
    }
    endResetModel();
    if (later)
        Q_EMIT judgingChanged(true);
    if (pendingBefore != pendingCount())
        Q_EMIT pendingCountChanged(pendingCount());
}

void LiveLogProxy::rememberPause()
{
    if (!m_paused)
        return;
    std::erase_if(m_pausedEnds, [this](const auto &entry) { return entry.first == m_log->store(); });
    m_pausedEnds.emplace_back(m_log->store(), m_pausedEndId);
}

void LiveLogProxy::judgeAll()
{
    m_knownFirstId = store().firstId();
    m_knownEndId = store().endId();
    const qint64 shownEnd = m_paused ? std::min(m_pausedEndId, m_knownEndId) : m_knownEndId;
    Ids ids = judged(m_judge, m_knownFirstId, shownEnd);
    m_ids.assign(ids.begin(), ids.end());
    m_pending = judged(m_judge, shownEnd, m_knownEndId);
}

LiveLogProxy::Ids LiveLogProxy::judged(const RecordJudge &judge, qint64 firstId, qint64 endId) const
{
    Ids ids;
    store().snapshot().forEach(firstId, endId, [&](qint64 id, const EventRecord &record) {
        if (judge(record))
            ids.push_back(id);
        return true;
    });
    return ids;
}

void LiveLogProxy::setFilter(const Domain::FilterSpec &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    const bool wasJudging = m_judging.isPending();
    m_judging.cancel();
    m_nextJudge = makeJudge(filter);
    m_judgedAgain = false;
    if (!m_log || store().rowCount() <= JudgedAtOnce) {
        takeJudged({}, 0, 0);
        if (wasJudging)
            Q_EMIT judgingChanged(false);
        return;
    }
    judgeInPool();
    if (!wasJudging)
        Q_EMIT judgingChanged(true);
}

void LiveLogProxy::refresh()
{
    if (!m_log || m_paused || m_judging.isPending() || !m_filter.isRelative())
        return;
    m_nextJudge = makeJudge(m_filter);
    m_judgedAgain = true;
    if (store().rowCount() <= JudgedAtOnce) {
        takeJudged({}, 0, 0);
        return;
    }
    judgeInPool();
    Q_EMIT judgingChanged(true);
}

void LiveLogProxy::judgeInPool()
{
    const Domain::CallSource<Ids> source;
    m_judging = source.call();
    auto snapshot = store().snapshot();
    const qint64 firstId = snapshot.firstId();
    const qint64 endId = snapshot.endId();
    m_judging.then(this, [this, firstId, endId](Ids ids) {
        takeJudged(std::move(ids), firstId, endId);
        Q_EMIT judgingChanged(false);
    });
    QThreadPool::globalInstance()->start([source, snapshot = std::move(snapshot), judge = m_nextJudge] {
        Ids ids;
        qint64 looked = 0;
        snapshot.forEach(snapshot.firstId(), snapshot.endId(), [&](qint64 id, const EventRecord &record) {
            if (judge(record))
                ids.push_back(id);
            return ++looked % LiveLogStore::BlockRows != 0 || !source.isCancelled();
        });
        source.deliver(std::move(ids));
    });
}

void LiveLogProxy::takeJudged(Ids ids, qint64 firstId, qint64 endId)
{
    m_judge = std::exchange(m_nextJudge, nullptr);
    if (!m_log)
        return;
    // The log went on meanwhile: rows left at the front or were prepended, and new ones came.
    const qint64 storeFirst = store().firstId();
    const qint64 storeEnd = store().endId();
    if (endId <= storeFirst || firstId >= storeEnd) {
        ids.clear();
        firstId = endId = storeFirst;
    }
    ids.erase(ids.begin(), std::lower_bound(ids.begin(), ids.end(), storeFirst));
    const Ids before = judged(m_judge, storeFirst, firstId);
    ids.insert(ids.begin(), before.begin(), before.end());
    const Ids after = judged(m_judge, std::max(endId, storeFirst), storeEnd);
    ids.insert(ids.end(), after.begin(), after.end());
    if (onlyLosesFront(ids))
        return;
    setIds(std::move(ids));
    Q_EMIT filtered();
}

bool LiveLogProxy::onlyLosesFront(const Ids &ids)
{
    // What leaves as the clock goes on is the oldest: the rest need not be told to be others.
    if (!m_judgedAgain || m_paused || ids.size() > m_ids.size())
        return false;
    const auto kept = m_ids.end() - std::ptrdiff_t(ids.size());
    if (!std::equal(ids.begin(), ids.end(), kept))
        return false;
    const int leaving = int(m_ids.size() - ids.size());
    if (leaving > 0) {
        beginRemoveRows({}, 0, leaving - 1);
        m_ids.erase(m_ids.begin(), kept);
        endRemoveRows();
    }
    return true;
}

void LiveLogProxy::setIds(Ids ids)
{
    const int pendingBefore = pendingCount();
    beginResetModel();
    m_knownFirstId = store().firstId();
    m_knownEndId = store().endId();
    m_pending.clear();
    if (m_paused) {
        const auto waiting = std::lower_bound(ids.begin(), ids.end(), m_pausedEndId);
        m_pending.assign(waiting, ids.end());
        ids.erase(waiting, ids.end());
    }
    // Copied into the room that was reserved: a vector that grows at a million rows stops the window.
    m_ids.assign(ids.begin(), ids.end());
    endResetModel();
    if (pendingBefore != pendingCount())
        Q_EMIT pendingCountChanged(pendingCount());
}

void LiveLogProxy::setPaused(bool paused)
{
    if (paused == m_paused)
        return;
    m_paused = paused;
    m_pausedEnds.clear();
    if (paused) {
        m_pausedEndId = m_log ? store().endId() : 0;
        return;
    }
    if (m_pending.empty())
        return;
    beginInsertRows({}, int(m_ids.size()), int(m_ids.size() + m_pending.size()) - 1);
    m_ids.insert(m_ids.end(), m_pending.begin(), m_pending.end());
    m_pending.clear();
    endInsertRows();
    Q_EMIT pendingCountChanged(0);
}

void LiveLogProxy::onSourceInserted()
{
    if (store().firstId() < m_knownFirstId) {
        const Ids fresh = judged(m_judge, store().firstId(), m_knownFirstId);
        m_knownFirstId = store().firstId();
        if (!fresh.empty()) {
            beginInsertRows({}, 0, int(fresh.size()) - 1);
            m_ids.insert(m_ids.begin(), fresh.begin(), fresh.end());
            endInsertRows();
        }
    }
    if (store().endId() <= m_knownEndId)
        return;
    const Ids fresh = judged(m_judge, m_knownEndId, store().endId());
    m_knownEndId = store().endId();
    if (fresh.empty())
        return;
    if (m_paused) {
        m_pending.insert(m_pending.end(), fresh.begin(), fresh.end());
        Q_EMIT pendingCountChanged(pendingCount());
        return;
    }
    beginInsertRows({}, int(m_ids.size()), int(m_ids.size() + fresh.size()) - 1);
    m_ids.insert(m_ids.end(), fresh.begin(), fresh.end());
    endInsertRows();
}

void LiveLogProxy::onSourceAboutToBeRemoved(int first, int last)
{
    // Rows leave the log from the front only.
    Q_ASSERT(first == 0);
    const qint64 end = store().firstId() + last + 1;
    m_knownFirstId = end;
    m_removing = lowerRow(end);
    if (m_removing > 0)
        beginRemoveRows({}, 0, m_removing - 1);
}

void LiveLogProxy::onSourceRemoved()
{
    const auto waiting = std::lower_bound(m_pending.begin(), m_pending.end(), m_knownFirstId);
    const bool fewer = waiting != m_pending.begin();
    m_pending.erase(m_pending.begin(), waiting);
    if (m_removing > 0) {
        m_ids.erase(m_ids.begin(), m_ids.begin() + m_removing);
        m_removing = 0;
        endRemoveRows();
    }
    if (fewer)
        Q_EMIT pendingCountChanged(pendingCount());
}

void LiveLogProxy::onSourceChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles)
{
    // Without roles the records themselves are others; with roles only their texts are.
    if (roles.isEmpty())
        rejudge(topLeft.row(), bottomRight.row());
    const int first = lowerRow(store().firstId() + topLeft.row());
    const int last = lowerRow(store().firstId() + bottomRight.row() + 1) - 1;
    if (first <= last)
        Q_EMIT dataChanged(index(first, topLeft.column()), index(last, bottomRight.column()), roles);
}

void LiveLogProxy::rejudge(int firstRow, int lastRow)
{
    if (m_judging.isPending()) {
        // The snapshot is from before the change.
        m_judging.cancel();
        judgeInPool();
    }
    if (lastRow - firstRow < RejudgedSingly) {
        for (int row = firstRow; row <= lastRow; ++row)
            rejudgeRow(store().firstId() + row);
        return;
    }
    const qint64 first = store().firstId() + firstRow;
    const qint64 end = store().firstId() + lastRow + 1;
    Ids all = m_ids;
    all.insert(all.end(), m_pending.begin(), m_pending.end());
    const auto from = std::lower_bound(all.begin(), all.end(), first);
    const auto to = std::lower_bound(from, all.end(), end);
    const Ids now = judged(m_judge, first, end);
    if (std::equal(from, to, now.begin(), now.end()))
        return;
    const auto place = all.erase(from, to);
    all.insert(place, now.begin(), now.end());
    setIds(std::move(all));
}

void LiveLogProxy::rejudgeRow(qint64 id)
{
    const bool passes = m_judge(store().record(int(id - store().firstId())));
    if (m_paused && id >= m_pausedEndId) {
        const auto at = std::lower_bound(m_pending.begin(), m_pending.end(), id);
        const bool present = at != m_pending.end() && *at == id;
        if (present == passes)
            return;
        if (passes)
            m_pending.insert(at, id);
        else
            m_pending.erase(at);
        Q_EMIT pendingCountChanged(pendingCount());
        return;
    }
    const int row = lowerRow(id);
    const bool present = row < rowCount() && m_ids[std::size_t(row)] == id;
    if (present == passes)
        return;
    if (passes) {
        beginInsertRows({}, row, row);
        m_ids.insert(m_ids.begin() + row, id);
        endInsertRows();
    } else {
        beginRemoveRows({}, row, row);
        m_ids.erase(m_ids.begin() + row);
        endRemoveRows();
    }
}

void LiveLogProxy::onSourceReset()
{
    // The reset was begun with the source's. Judging a million rows here takes some 20 ms; resets are rare.
    const bool wasJudging = m_judging.isPending();
    m_judging.cancel();
    if (m_nextJudge)
        m_judge = std::exchange(m_nextJudge, nullptr);
    const int pendingBefore = pendingCount();
    // A rebuilt log keeps the ids of what came during the pause; one that began anew has others.
    if (m_paused && store().firstId() >= m_pausedEndId)
        m_pausedEndId = store().endId();
    judgeAll();
    endResetModel();
    if (pendingBefore != pendingCount())
        Q_EMIT pendingCountChanged(pendingCount());
    if (wasJudging) {
        Q_EMIT filtered();
        Q_EMIT judgingChanged(false);
    }
}

} // namespace Models
