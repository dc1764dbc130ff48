// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/backgroundwork.h"

#include <algorithm>
#include <utility>

namespace Models {

BackgroundWork::Id BackgroundWork::add(const QString &title, std::function<void()> cancel)
{
    const int row = int(m_works.size());
    beginInsertRows({}, row, row);
    Work &work = m_works.emplace_back();
    work.id = ++m_lastId;
    work.title = title;
    work.cancel = std::move(cancel);
    endInsertRows();
    Q_EMIT activeCountChanged(activeCount());
    return m_lastId;
}

int BackgroundWork::row(Id id) const
{
    const auto found = std::find_if(m_works.begin(), m_works.end(), [id](const Work &work) { return work.id == id; });
    return found == m_works.end() ? -1 : int(found - m_works.begin());
}

QModelIndex BackgroundWork::find(Id id) const
{
    return index(row(id), 0);
}

void BackgroundWork::tell(int row)
{
    Q_EMIT dataChanged(index(row, 0), index(row, 0));
}

void BackgroundWork::drop(int row)
{
    beginRemoveRows({}, row, row);
    m_works.erase(m_works.begin() + row);
    endRemoveRows();
}

void BackgroundWork::setProgress(Id id, quint64 done, quint64 total, const QString &detail)
{
    const int at = row(id);
    if (at < 0 || !m_works[std::size_t(at)].isActive())
        return;
    Work &work = m_works[std::size_t(at)];
    work.done = total > 0 ? std::min(done, total) : done;
    work.total = total;
    work.detail = detail;
    tell(at);
}

void BackgroundWork::finish(Id id, const QString &detail, const QString &result)
{
    const int at = row(id);
    if (at < 0 || !m_works[std::size_t(at)].isActive())
        return;
    Work &work = m_works[std::size_t(at)];
    work.detail = detail;
    work.result = result;
    work.done = work.total;
    end(at, State::Done);
}

void BackgroundWork::fail(Id id, const Domain::Problem &problem)
{
    const int at = row(id);
    if (at < 0 || !m_works[std::size_t(at)].isActive())
        return;
    m_works[std::size_t(at)].problem = problem;
    end(at, State::Failed);
}

void BackgroundWork::stopped(Id id)
{
    const int at = row(id);
    if (at >= 0 && m_works[std::size_t(at)].isActive())
        end(at, State::Cancelled);
}

void BackgroundWork::end(int at, State state)
{
    Work &work = m_works[std::size_t(at)];
    const Id id = work.id;
    work.state = state;
    work.endedAt = QDateTime::currentDateTime();
    work.cancel = {};
    tell(at);
    Q_EMIT activeCountChanged(activeCount());
    Q_EMIT ended(id);
    const auto isEnded = [](const Work &other) { return !other.isActive(); };
    if (std::count_if(m_works.begin(), m_works.end(), isEnded) > MostEnded)
        drop(int(std::find_if(m_works.begin(), m_works.end(), isEnded) - m_works.begin()));
}

void BackgroundWork::cancel(Id id)
{
    const int at = row(id);
    if (at < 0 || m_works[std::size_t(at)].state != State::Running || !m_works[std::size_t(at)].cancel)
        return;
    m_works[std::size_t(at)].state = State::Stopping;
    const std::function<void()> stop = std::exchange(m_works[std::size_t(at)].cancel, {});
    tell(at);
    stop();
}

void BackgroundWork::cancelAll()
{
    std::vector<Id> ids;
    for (const Work &work : m_works)
        ids.push_back(work.id);
    for (const Id id : ids)
        cancel(id);
}

void BackgroundWork::forgetEnded()
{
    for (int at = int(m_works.size()) - 1; at >= 0; --at) {
        if (!m_works[std::size_t(at)].isActive())
            drop(at);
    }
}

int BackgroundWork::activeCount() const
{
    return int(std::count_if(m_works.begin(), m_works.end(), [](const Work &work) { return work.isActive(); }));
}

int BackgroundWork::runningCount() const
{
    return int(
        std::count_if(m_works.begin(), m_works.end(), [](const Work &work) { return work.state == State::Running; }));
}

double BackgroundWork::progress() const
{
    double sum = 0;
    int count = 0;
    for (const Work &work : m_works) {
        if (!work.isActive())
            continue;
        if (work.total == 0)
            return -1;
        sum += double(work.done) / double(work.total);
        ++count;
    }
    return count > 0 ? sum / count : -1;
}

int BackgroundWork::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_works.size());
}

QVariant BackgroundWork::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Work &work = m_works[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return work.title;
    case IdRole:
        return work.id;
    case DetailRole:
        return work.detail;
    case DoneRole:
        return work.done;
    case TotalRole:
        return work.total;
    case StateRole:
        return int(work.state);
    case ProblemRole:
        return QVariant::fromValue(work.problem);
    case CancellableRole:
        return work.state == State::Running && work.cancel;
    case FinishedAtRole:
        return work.endedAt;
    case ResultRole:
        return work.result;
    default:
        return {};
    }
}

} // namespace Models
