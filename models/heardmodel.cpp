// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/heardmodel.h"

#include "backend/domain/dictionary.h"
#include "models/rowruns.h"

#include <QSize>

#include <algorithm>
#include <numeric>
#include <utility>

// The rows; what stands in them is in heardtext.cpp.

namespace Models {

HeardModel::HeardModel(DeviceActivity *activity, QObject *parent)
    : QAbstractTableModel(parent)
    , m_activity(activity)
    , m_order(activity)
{
    connect(activity, &DeviceActivity::devicesAdded, this, [this](int first) { m_firstNew = first; });
    connect(activity, &DeviceActivity::devicesChanged, this,
            [this](const std::vector<int> &devices) { m_changed = devices; });
    connect(activity, &DeviceActivity::ticked, this, &HeardModel::onTicked);
    connect(activity, &DeviceActivity::aboutToReset, this, [this] {
        Q_EMIT aboutToArrange();
        beginResetModel();
        m_rows.clear();
        m_rowOf.clear();
    });
    connect(activity, &DeviceActivity::wasReset, this, [this] {
        rebuild();
        endResetModel();
        Q_EMIT arranged();
        updateCounts();
    });
    rebuild();
    updateCounts();
}

int HeardModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int HeardModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : HeardColumnCount;
}

int HeardModel::findRow(Domain::DeviceRef device) const
{
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        if (m_activity->device(m_rows[row]).ref == device)
            return int(row);
    }
    return -1;
}

// --- Which rows, in which order ---

void HeardModel::rebuild()
{
    m_rows.clear();
    m_changed.clear();
    m_firstNew = -1;
    for (int device = 0; device < m_activity->count(); ++device) {
        if (m_order.accepts(device))
            m_rows.push_back(device);
    }
    m_order.sort(m_rows);
    m_inOrder = true;
    updateRows();
}

void HeardModel::updateRows()
{
    m_rowOf.assign(std::size_t(m_activity->count()), -1);
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        m_rowOf[std::size_t(m_rows[row])] = int(row);
}

void HeardModel::setFilter(const HeardFilter &filter)
{
    if (filter == m_order.filter())
        return;
    Q_EMIT aboutToArrange();
    beginResetModel();
    m_order.setFilter(filter);
    rebuild();
    endResetModel();
    Q_EMIT arranged();
    updateCounts();
}

void HeardModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= HeardColumnCount)
        return;
    m_order.setSort(HeardColumn(column), order);
    sortAgain();
}

void HeardModel::sortAgain()
{
    arrange();
    Q_EMIT countsChanged();
}

void HeardModel::arrange()
{
    m_inOrder = true;
    std::vector<int> sorted = m_rows;
    m_order.sort(sorted);
    if (sorted == m_rows)
        return;
    Q_EMIT aboutToArrange();
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<int> devices;
    devices.reserve(std::size_t(before.size()));
    for (const QModelIndex &index : before)
        devices.push_back(m_rows[std::size_t(index.row())]);
    m_rows = std::move(sorted);
    updateRows();
    QModelIndexList after;
    after.reserve(before.size());
    for (qsizetype i = 0; i < before.size(); ++i)
        after << index(m_rowOf[std::size_t(devices[std::size_t(i)])], before.at(i).column());
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
    Q_EMIT arranged();
}

void HeardModel::setHeld(bool held)
{
    if (held == m_held)
        return;
    m_held = held;
    if (!held && !m_inOrder)
        sortAgain();
}

// --- What a tick brings ---

void HeardModel::onTicked()
{
    if (m_changed.empty() && m_firstNew < 0)
        return;
    takeChanges();
    const bool sorted = m_order.isSorted(m_rows);
    if (!sorted && !m_held)
        arrange();
    else
        m_inOrder = sorted;
    updateCounts();
}

void HeardModel::takeChanges()
{
    std::vector<int> leaving;
    std::vector<int> coming;
    for (const int device : m_changed) {
        const int row = m_rowOf[std::size_t(device)];
        const bool wanted = row < 0 || m_order.filter().silentOnly ? m_order.accepts(device) : true;
        if (row >= 0 && !wanted)
            leaving.push_back(row);
        else if (row < 0 && wanted)
            coming.push_back(device);
    }
    for (int device = std::exchange(m_firstNew, -1); device >= 0 && device < m_activity->count(); ++device) {
        if (m_order.accepts(device))
            coming.push_back(device);
    }
    m_rowOf.resize(std::size_t(m_activity->count()), -1);
    tellChanged();
    const bool moves = !leaving.empty() || !coming.empty();
    if (!moves)
        return;
    Q_EMIT aboutToArrange();
    if (!leaving.empty())
        removeRowsOf(std::move(leaving));
    if (!coming.empty()) {
        m_order.sort(coming);
        beginInsertRows({}, rowCount(), rowCount() + int(coming.size()) - 1);
        m_rows.insert(m_rows.end(), coming.begin(), coming.end());
        updateRows();
        endInsertRows();
    }
    Q_EMIT arranged();
}

void HeardModel::removeRowsOf(std::vector<int> rows)
{
    std::sort(rows.begin(), rows.end());
    const std::vector<std::pair<int, int>> pieces = rowRuns(rows);
    if (pieces.size() > MostPieces) {
        beginResetModel();
        for (const int row : rows)
            m_rows[std::size_t(row)] = -1;
        std::erase(m_rows, -1);
        updateRows();
        endResetModel();
        return;
    }
    for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece) {
        beginRemoveRows({}, piece->first, piece->second);
        m_rows.erase(m_rows.begin() + piece->first, m_rows.begin() + piece->second + 1);
        endRemoveRows();
    }
    updateRows();
}

void HeardModel::tellChanged()
{
    std::vector<int> rows;
    for (const int device : std::exchange(m_changed, {})) {
        if (const int row = m_rowOf[std::size_t(device)]; row >= 0)
            rows.push_back(row);
    }
    if (rows.empty())
        return;
    std::sort(rows.begin(), rows.end());
    std::vector<std::pair<int, int>> pieces = rowRuns(rows);
    if (pieces.size() > MostPieces)
        pieces = {{rows.front(), rows.back()}};
    for (const auto &[first, last] : pieces)
        Q_EMIT dataChanged(index(first, 0), index(last, HeardColumnCount - 1));
}

void HeardModel::updateCounts()
{
    const auto isSilent = [&](int device) { return m_activity->device(device).state == DeviceActivity::State::Silent; };
    m_named = 0;
    m_silent = 0;
    if (m_order.filter().silentOnly) {
        for (int device = 0; device < m_activity->count(); ++device)
            m_named += m_order.acceptsName(device);
        m_silent = rowCount();
    } else {
        m_named = rowCount();
        m_silent = int(std::count_if(m_rows.begin(), m_rows.end(), isSilent));
    }
    Q_EMIT countsChanged();
}

void HeardModel::setUtc(bool utc)
{
    m_text.setUtc(utc);
}

} // namespace Models
