// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/livelogproxy.h"

#include <algorithm>

// Where rows are: the proxy as a model over the ids that passed.

namespace Models {

namespace {

constexpr int ScreensAround = 3;

} // namespace

std::vector<std::pair<qint64, qint64>> LiveLogProxy::idRanges(int firstRow, int lastRow) const
{
    std::vector<std::pair<qint64, qint64>> ranges;
    for (int row = std::max(0, firstRow); row <= std::min(lastRow, rowCount() - 1); ++row) {
        const qint64 id = m_ids[std::size_t(row)];
        if (!ranges.empty() && ranges.back().second == id)
            ++ranges.back().second;
        else
            ranges.emplace_back(id, id + 1);
    }
    return ranges;
}

int LiveLogProxy::lowerRow(qint64 rowId) const
{
    return int(std::lower_bound(m_ids.begin(), m_ids.end(), rowId) - m_ids.begin());
}

int LiveLogProxy::rowAtTime(qint64 ns) const
{
    const auto isBefore = [&](qint64 id) { return store().record(int(id - store().firstId())).timeNs < ns; };
    auto at = std::partition_point(m_ids.begin(), m_ids.end(), isBefore);
    // Frames that a network delivers late stand out of order: look around for an earlier one.
    constexpr std::ptrdiff_t Around = 256;
    const auto from = at - std::min(Around, at - m_ids.begin());
    at = std::find_if_not(from, at, isBefore);
    return int(at - m_ids.begin());
}

int LiveLogProxy::findRow(const EventKey &key) const
{
    const int sourceRow = m_log ? store().find(key.profile, key.seq) : -1;
    if (sourceRow < 0)
        return -1;
    const qint64 id = store().firstId() + sourceRow;
    const int row = lowerRow(id);
    return row < rowCount() && m_ids[std::size_t(row)] == id ? row : -1;
}

void LiveLogProxy::showRows(int first, int last)
{
    if (!m_log || m_ids.empty() || first > last)
        return;
    const int screen = last - first + 1;
    const int begin = std::max(0, first - ScreensAround * screen);
    const int end = std::min(rowCount(), last + 1 + ScreensAround * screen);
    std::vector<int> rows;
    rows.reserve(std::size_t(end - begin));
    const auto add = [&](int from, int to) {
        for (int row = std::max(from, begin); row < std::min(to, end); ++row)
            rows.push_back(int(m_ids[std::size_t(row)] - store().firstId()));
    };
    add(first, last + 1);
    add(last + 1, end);
    add(begin, first);
    m_log->wantCells(rows);
}

QModelIndex LiveLogProxy::index(int row, int column, const QModelIndex &parent) const
{
    return hasIndex(row, column, parent) ? createIndex(row, column) : QModelIndex();
}

QModelIndex LiveLogProxy::parent(const QModelIndex &) const
{
    return {};
}

QModelIndex LiveLogProxy::sibling(int row, int column, const QModelIndex &index) const
{
    return index.isValid() ? this->index(row, column) : QModelIndex();
}

int LiveLogProxy::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_ids.size());
}

int LiveLogProxy::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(LiveLogModel::ColumnCount);
}

QModelIndex LiveLogProxy::mapToSource(const QModelIndex &index) const
{
    if (!m_log || !index.isValid() || !checkIndex(index))
        return {};
    return m_log->index(int(m_ids[std::size_t(index.row())] - store().firstId()), index.column());
}

QModelIndex LiveLogProxy::mapFromSource(const QModelIndex &index) const
{
    if (!m_log || !index.isValid())
        return {};
    const qint64 id = store().firstId() + index.row();
    const int row = lowerRow(id);
    return row < rowCount() && m_ids[std::size_t(row)] == id ? this->index(row, index.column()) : QModelIndex();
}

QVariant LiveLogProxy::data(const QModelIndex &index, int role) const
{
    const QModelIndex source = mapToSource(index);
    return source.isValid() ? m_log->data(source, role) : QVariant();
}

QVariant LiveLogProxy::headerData(int section, Qt::Orientation orientation, int role) const
{
    return m_log ? m_log->headerData(section, orientation, role) : QVariant();
}

} // namespace Models
