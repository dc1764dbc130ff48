// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deviceactivity.h"

#include <QStringList>

#include <vector>

namespace Domain {
struct DeviceEntry;
} // namespace Domain

namespace Models {

/// The columns of *Heard*. Saved in settings: never renumber.
enum class HeardColumn : int {
    Device = 0,
    Application = 1,
    Network = 2,
    LastHeard = 3,
    Interval = 4,
    State = 5,
    Missed = 6,
    Rssi = 7,
    Snr = 8,
    DataRate = 9,
    Uplinks = 10,
    DevEui = 11,
};
constexpr int HeardColumnCount = 12;

/// Which devices are listed.
struct HeardFilter
{
    Domain::ProfileRef profile = 0; ///< 0: of all
    QString application; ///< empty: of all
    QString text; ///< words; each is part of the device's or application's name or of the DevEUI
    bool silentOnly = false;

    friend bool operator==(const HeardFilter &, const HeardFilter &) = default;
};

/// Chooses and sorts devices of a DeviceActivity: some tens of ms for 100,000, because each value is read once instead
/// of at each comparison. GUI thread.
class HeardOrder
{
public:
    explicit HeardOrder(const DeviceActivity *activity);

    void setFilter(const HeardFilter &filter);
    [[nodiscard]] const HeardFilter &filter() const { return m_filter; }
    void setSort(HeardColumn column, Qt::SortOrder order);
    [[nodiscard]] HeardColumn column() const { return m_column; }
    [[nodiscard]] Qt::SortOrder order() const { return m_order; }

    [[nodiscard]] bool accepts(int device) const;
    /// The same without regard to whether it is silent.
    [[nodiscard]] bool acceptsName(int device) const;
    /// What a device does not have stands at the end in either order.
    void sort(std::vector<int> &devices) const;
    [[nodiscard]] bool isSorted(const std::vector<int> &devices) const;

private:
    /// Numbers, then text; `absent` goes to the end.
    struct Key
    {
        double number = 0;
        double second = 0; ///< where the first is the same
        const QString *text = nullptr;
        quint64 letters = 0; ///< the first of the text that are not the same for all
        int device = 0;
        bool absent = false;
    };

    [[nodiscard]] Key key(int device) const;
    static void packLetters(std::vector<Key> &keys);
    [[nodiscard]] bool before(const Key &a, const Key &b) const;
    [[nodiscard]] bool has(const Domain::DeviceEntry &entry, const QString &word) const;

    const DeviceActivity *m_activity;
    HeardFilter m_filter;
    QStringList m_words;
    HeardColumn m_column = HeardColumn::State;
    Qt::SortOrder m_order = Qt::AscendingOrder;
    mutable std::map<Domain::RadioRef, QString> m_dataRates;
    mutable std::map<Domain::ProfileRef, QString> m_networks;
};

} // namespace Models
