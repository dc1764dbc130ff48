// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/devicetablemodel.h"
#include "models/rowruns.h"

#include <algorithm>
#include <utility>

// Which rows are shown, in which order.

namespace Models {

using State = DeviceTableState;

bool DeviceTableModel::accepts(int index) const
{
    const DeviceTableRow &row = m_store[std::size_t(index)];
    return (!m_filter.silentOnly || row.state == State::Silent) && (!m_filter.only || m_filter.only->contains(row.id))
        && m_search.accepts(index);
}

/// After values of these have changed: judges them, and lets them stand and be shown as they are now.
void DeviceTableModel::settle(std::vector<int> changed)
{
    if (changed.empty())
        return;
    std::vector<bool> isChanged(m_store.size());
    for (const int index : changed) {
        isChanged[std::size_t(index)] = true;
        setState(index, judge(m_store[std::size_t(index)]));
        m_order.set(index, m_store[std::size_t(index)]);
    }
    changed.clear();
    std::copy_if(m_all.begin(), m_all.end(), std::back_inserter(changed),
                 [&](int index) { return isChanged[std::size_t(index)]; });
    reorder(m_all, changed);
    std::vector<bool> isLeaving(m_store.size());
    std::vector<bool> isShown(m_store.size());
    std::vector<int> rows;
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        const auto index = std::size_t(m_rows[row]);
        if (!isChanged[index])
            continue;
        rows.push_back(int(row));
        isShown[index] = true;
        isLeaving[index] = !accepts(int(index));
    }
    tellChanged(rows);
    hideRows(isLeaving);
    if (m_order.isSorted(m_rows))
        m_inOrder = true;
    else if (m_held && m_order.isLiving())
        m_inOrder = false;
    else
        sortAgain();
    std::erase_if(changed, [&](int index) { return isShown[std::size_t(index)]; });
    showRows(std::move(changed));
}

void DeviceTableModel::reorder(std::vector<int> &indexes, const std::vector<int> &changed) const
{
    if (m_order.isSorted(indexes))
        return;
    std::vector<bool> moves(m_store.size());
    for (const int index : changed)
        moves[std::size_t(index)] = true;
    std::erase_if(indexes, [&](int index) { return moves[std::size_t(index)]; });
    std::vector<int> sorted = changed;
    m_order.sort(sorted);
    m_order.merge(indexes, sorted);
}

void DeviceTableModel::insertDevices(std::vector<int> indexes)
{
    m_order.sort(indexes);
    m_order.merge(m_all, indexes);
    showRows(std::move(indexes));
}

/// Those of them that the filter takes. They are in order.
void DeviceTableModel::showRows(std::vector<int> indexes)
{
    std::erase_if(indexes, [this](int index) { return !accepts(index); });
    if (indexes.empty())
        return;
    Q_EMIT aboutToArrange();
    std::vector<int> merged = m_rows;
    if (m_inOrder)
        m_order.merge(merged, indexes);
    else
        merged.insert(merged.end(), indexes.begin(), indexes.end());
    std::vector<bool> isNew(m_store.size());
    for (const int index : indexes)
        isNew[std::size_t(index)] = true;
    std::vector<int> places;
    for (std::size_t row = 0; row < merged.size(); ++row) {
        if (isNew[std::size_t(merged[row])])
            places.push_back(int(row));
    }
    const auto pieces = rowRuns(places);
    if (pieces.size() > MostPieces) {
        beginResetModel();
        m_rows = std::move(merged);
        endResetModel();
    } else {
        for (const auto &[first, last] : pieces) {
            beginInsertRows({}, first, last);
            m_rows.insert(m_rows.begin() + first, merged.begin() + first, merged.begin() + last + 1);
            endInsertRows();
        }
    }
    Q_EMIT arranged();
}

/// By place in the store.
void DeviceTableModel::hideRows(const std::vector<bool> &isLeaving)
{
    std::vector<int> rows;
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        if (isLeaving[std::size_t(m_rows[row])])
            rows.push_back(int(row));
    }
    if (rows.empty())
        return;
    Q_EMIT aboutToArrange();
    const auto pieces = rowRuns(rows);
    if (pieces.size() > MostPieces) {
        beginResetModel();
        std::erase_if(m_rows, [&](int index) { return isLeaving[std::size_t(index)]; });
        endResetModel();
    } else {
        for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece) {
            beginRemoveRows({}, piece->first, piece->second);
            m_rows.erase(m_rows.begin() + piece->first, m_rows.begin() + piece->second + 1);
            endRemoveRows();
        }
    }
    Q_EMIT arranged();
}

void DeviceTableModel::removeDevices(const std::function<bool(int index)> &leaves)
{
    std::vector<bool> isLeaving(m_store.size());
    std::vector<int> leaving;
    for (const int index : m_all) {
        if (!leaves(index))
            continue;
        isLeaving[std::size_t(index)] = true;
        leaving.push_back(index);
    }
    if (leaving.empty())
        return;
    hideRows(isLeaving);
    for (const int index : leaving) {
        DeviceTableRow &row = m_store[std::size_t(index)];
        m_silent -= int(row.state == State::Silent);
        if (row.activity >= 0)
            m_storeOf[std::size_t(row.activity)] = -1;
        m_index.remove(row.id);
        if (row.watched)
            std::erase(m_watched, index);
        row = {};
        m_free.push_back(index);
    }
    std::erase_if(m_all, [&](int index) { return isLeaving[std::size_t(index)]; });
    Q_EMIT countsChanged();
}

void DeviceTableModel::tellChanged(const std::vector<int> &rows)
{
    auto pieces = rowRuns(rows);
    if (pieces.size() > MostPieces)
        pieces = {{rows.front(), rows.back()}};
    for (const auto &[first, last] : pieces)
        Q_EMIT dataChanged(index(first, 0), index(last, DeviceTableColumnCount - 1));
}

void DeviceTableModel::setFilter(const DeviceTableFilter &filter)
{
    if (filter == m_filter)
        return;
    const bool same = filter.silentOnly == m_filter.silentOnly && filter.only == m_filter.only;
    const bool narrowed = m_search.setText(filter.text) && same && m_inOrder;
    m_filter = filter;
    showAgain(narrowed);
    Q_EMIT countsChanged();
}

/// `narrowed`: nothing is shown that is not shown now.
void DeviceTableModel::showAgain(bool narrowed)
{
    std::vector<int> rows;
    const std::vector<int> &from = narrowed ? m_rows : m_all;
    std::copy_if(from.begin(), from.end(), std::back_inserter(rows), [this](int index) { return accepts(index); });
    m_inOrder = true;
    if (rows == m_rows)
        return;
    Q_EMIT aboutToArrange();
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
    Q_EMIT arranged();
}

void DeviceTableModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= DeviceTableColumnCount)
        return;
    m_order.setSort(DeviceTableColumn(column), order);
    m_order.rebuild(m_store);
    m_order.sort(m_all);
    sortAgain();
    Q_EMIT countsChanged();
}

void DeviceTableModel::sortAgain()
{
    // Those that are shown, in the order of all.
    std::vector<bool> isShown(m_store.size());
    for (const int index : m_rows)
        isShown[std::size_t(index)] = true;
    std::vector<int> rows;
    rows.reserve(m_rows.size());
    std::copy_if(m_all.begin(), m_all.end(), std::back_inserter(rows),
                 [&](int index) { return isShown[std::size_t(index)]; });
    const bool was = std::exchange(m_inOrder, true);
    if (rows != m_rows)
        moveDevices(std::move(rows));
    if (!was)
        Q_EMIT countsChanged();
}

void DeviceTableModel::moveDevices(std::vector<int> rows)
{
    Q_EMIT aboutToArrange();
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<int> rowOf(m_store.size(), -1);
    for (std::size_t row = 0; row < rows.size(); ++row)
        rowOf[std::size_t(rows[row])] = int(row);
    QModelIndexList after;
    after.reserve(before.size());
    for (const QModelIndex &index : before)
        after << this->index(rowOf[std::size_t(m_rows[std::size_t(index.row())])], index.column());
    m_rows = std::move(rows);
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
    Q_EMIT arranged();
}

void DeviceTableModel::setHeld(bool held)
{
    if (held == m_held)
        return;
    m_held = held;
    if (!held && !m_inOrder)
        sortAgain();
}

} // namespace Models
