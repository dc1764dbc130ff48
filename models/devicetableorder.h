// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deviceactivity.h"
#include "models/devicetablerow.h"

#include <vector>

namespace Models {

/// In which order the rows of *Devices* stand. What is compared of a row is kept, so that a page that arrives is merged
/// and not sorted in. GUI thread.
class DeviceTableOrder
{
public:
    /// `activity` must outlive it.
    explicit DeviceTableOrder(const DeviceActivity *activity);

    /// Every key is to be told anew then.
    void setSort(DeviceTableColumn column, Qt::SortOrder order);
    [[nodiscard]] DeviceTableColumn column() const { return m_column; }
    [[nodiscard]] Qt::SortOrder order() const { return m_order; }
    /// True when what arrives of a device can change its place.
    [[nodiscard]] bool isLiving() const;

    void set(int index, const DeviceTableRow &row);
    void rebuild(const std::vector<DeviceTableRow> &rows);
    /// What a device does not have stands at the end in either order; equal ones stand by their id.
    [[nodiscard]] bool before(int a, int b) const;
    void sort(std::vector<int> &indexes) const;
    /// Of sorted ones into sorted ones.
    void merge(std::vector<int> &into, const std::vector<int> &fresh) const;
    [[nodiscard]] bool isSorted(const std::vector<int> &indexes) const;

private:
    struct Key
    {
        quint64 first = 0; ///< decides, then `second`, then `text`, then `id`
        quint64 second = 0;
        QString text; ///< shared, not copied
        QString id;
        bool absent = false;
    };

    [[nodiscard]] Key key(const DeviceTableRow &row) const;

    const DeviceActivity *m_activity;
    std::vector<Key> m_keys; ///< by index of the row
    DeviceTableColumn m_column = DeviceTableColumn::Id;
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

} // namespace Models
