// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/eventtext.h"
#include "models/heardorder.h"

#include <QAbstractTableModel>

namespace Models {

/// The devices of a DeviceActivity as a table, filtered and sorted by itself: a general proxy compares cells through
/// QVariant and needs seconds for 100,000 of them. Values change in their places once a second; whether rows then move,
/// too, is the view's choice. GUI thread.
class HeardModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role : int {
        MeaningRole = Qt::UserRole + 1, ///< Models::Meaning as int
        CopyRole, ///< QString: ASCII signs, ISO times, seconds
        DeviceRole, ///< Domain::DeviceRef
    };
    Q_ENUM(Role)

    explicit HeardModel(DeviceActivity *activity, QObject *parent = nullptr);

    [[nodiscard]] const DeviceActivity *activity() const { return m_activity; }
    void setFilter(const HeardFilter &filter);
    [[nodiscard]] const HeardFilter &filter() const { return m_order.filter(); }
    /// How many devices the filter takes, and how many of them are silent, whether or not only those are shown.
    [[nodiscard]] int deviceCount() const { return m_named; }
    [[nodiscard]] int silentCount() const { return m_silent; }

    /// Held: rows stay where they are, new ones come to the end. Else the order is restored with each tick.
    void setHeld(bool held);
    /// False when rows stand where they would not if they were sorted now.
    [[nodiscard]] bool isInOrder() const { return m_inOrder; }
    void sortAgain();
    [[nodiscard]] HeardColumn sortColumn() const { return m_order.column(); }
    [[nodiscard]] Qt::SortOrder sortOrder() const { return m_order.order(); }

    /// Row of a device, or -1.
    [[nodiscard]] int findRow(Domain::DeviceRef device) const;
    void setUtc(bool utc);
    [[nodiscard]] static QString columnTitle(HeardColumn column);
    [[nodiscard]] static QString columnHint(HeardColumn column);
    /// `12 s ago`, `3 h ago`, by the activity's last tick.
    [[nodiscard]] static QString ago(qint64 ns);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

Q_SIGNALS:
    /// Around each change of rows, so that a view can keep what it shows in its place.
    void aboutToArrange();
    void arranged();
    /// Counts or isInOrder() have changed.
    void countsChanged();

private:
    [[nodiscard]] QString text(const DeviceActivity::Device &device, HeardColumn column, EventText::Style style) const;
    [[nodiscard]] QString toolTip(const DeviceActivity::Device &device, HeardColumn column) const;
    [[nodiscard]] QString stateHint(const DeviceActivity::Device &device) const;
    [[nodiscard]] static Meaning meaning(const DeviceActivity::Device &device, HeardColumn column);
    void rebuild();
    void onTicked();
    void takeChanges();
    void removeRowsOf(std::vector<int> rows);
    void tellChanged();
    void arrange();
    void updateRows();
    void updateCounts();

    DeviceActivity *m_activity;
    HeardOrder m_order;
    EventText m_text;
    std::vector<int> m_rows; ///< index of the device of each row
    std::vector<int> m_rowOf; ///< by index of the device; -1: not shown
    std::vector<int> m_changed; ///< devices that were told since the last tick
    int m_firstNew = -1; ///< devices from here on are new since the last tick; -1: none
    int m_named = 0;
    int m_silent = 0;
    bool m_held = false;
    bool m_inOrder = true;
};

} // namespace Models
