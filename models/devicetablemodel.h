// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/device.h"
#include "models/devicetableorder.h"
#include "models/devicetablesearch.h"
#include "models/eventtext.h"
#include "models/meaning.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>

namespace Models {

/// Which of the registered devices are shown.
struct DeviceTableFilter
{
    QString text; ///< as in DeviceTableSearch
    bool silentOnly = false;
    std::optional<QSet<QString>> only; ///< these ids; nullopt: any

    friend bool operator==(const DeviceTableFilter &, const DeviceTableFilter &) = default;
};

/// The devices registered in one application, as the network lists them, page by page, and as they were heard; filtered
/// and sorted by itself. Takes 100,000. GUI thread.
class DeviceTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role : int {
        MeaningRole = Qt::UserRole + 1, ///< Models::Meaning as int
        CopyRole, ///< QString: ASCII signs, ISO times
        IdRole, ///< QString
    };
    Q_ENUM(Role)

    /// `activity` must outlive it.
    DeviceTableModel(const DeviceActivity *activity, Domain::ProfileRef profile, QString application,
                     Domain::Generation generation, QObject *parent = nullptr);

    // What the network tells

    /// The list is asked for from its beginning; what is known stays until it is known to be gone.
    void beginListing();
    /// What is there already takes its new values; the rest is new.
    void addPage(const QList<Domain::Device> &devices);
    /// Each device has come that there is: what was in none of the last `listings` goes.
    void endListing(int listings = 1);
    /// More than the list tells of one of them. Others are ignored.
    void addDetails(const Domain::Device &device);
    void remove(const QStringList &ids);
    void setName(const QString &id, const QString &name);

    // What is shown

    void setFilter(const DeviceTableFilter &filter);
    [[nodiscard]] const DeviceTableFilter &filter() const { return m_filter; }
    /// Of all, whether shown or not.
    [[nodiscard]] int deviceCount() const { return int(m_all.size()); }
    [[nodiscard]] int silentCount() const { return m_silent; }
    /// Held: rows that were seen stay where they are when values change. Else the order is restored at once.
    void setHeld(bool held);
    [[nodiscard]] bool isInOrder() const { return m_inOrder; }
    void sortAgain();
    [[nodiscard]] DeviceTableColumn sortColumn() const { return m_order.column(); }
    [[nodiscard]] Qt::SortOrder sortOrder() const { return m_order.order(); }
    void setUtc(bool utc);
    /// Names can be edited in their cells; renameRequested() tells of it.
    void setEditable(bool editable);

    [[nodiscard]] const DeviceTableRow &device(int row) const { return m_store[std::size_t(m_rows[std::size_t(row)])]; }
    /// Null: no such device.
    [[nodiscard]] const DeviceTableRow *find(const QString &id) const;
    /// -1: not shown.
    [[nodiscard]] int findRow(const QString &id) const;
    /// All, in their order.
    [[nodiscard]] QStringList ids() const;
    [[nodiscard]] Domain::Generation generation() const { return m_generation; }
    [[nodiscard]] const DeviceActivity *activity() const { return m_activity; }

    [[nodiscard]] static QString columnTitle(DeviceTableColumn column, Domain::Generation generation);
    [[nodiscard]] static QString columnHint(DeviceTableColumn column, Domain::Generation generation);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

Q_SIGNALS:
    /// Around each change of rows, so that a view can keep what it shows in its place.
    void aboutToArrange();
    void arranged();
    /// Counts or isInOrder() have changed.
    void countsChanged();
    void renameRequested(const QString &id, const QString &name);

private:
    [[nodiscard]] bool accepts(int index) const;
    [[nodiscard]] DeviceTableState judge(const DeviceTableRow &row) const;
    [[nodiscard]] const DeviceActivity::Device *heard(const DeviceTableRow &row) const;
    [[nodiscard]] qint64 lastSeenNs(const DeviceTableRow &row) const;
    [[nodiscard]] int fresh(const QString &id);
    void take(DeviceTableRow &row, const Domain::Device &device) const;
    void attach(int index, int activity);
    void setState(int index, DeviceTableState state);
    void findHeard(int first);
    void onActivityReset();
    void onTicked();
    void settle(std::vector<int> changed);
    void insertDevices(std::vector<int> indexes);
    void showRows(std::vector<int> indexes);
    void hideRows(const std::vector<bool> &isLeaving);
    void removeDevices(const std::function<bool(int index)> &leaves);
    void moveDevices(std::vector<int> rows);
    void showAgain(bool narrowed);
    void reorder(std::vector<int> &indexes, const std::vector<int> &changed) const;
    void tellChanged(const std::vector<int> &rows);
    [[nodiscard]] QString text(const DeviceTableRow &row, DeviceTableColumn column, EventText::Style style) const;
    [[nodiscard]] QString toolTip(const DeviceTableRow &row, DeviceTableColumn column) const;
    [[nodiscard]] QString stateHint(const DeviceTableRow &row) const;
    [[nodiscard]] Meaning meaning(const DeviceTableRow &row, DeviceTableColumn column) const;

    const DeviceActivity *m_activity;
    const Domain::ProfileRef m_profile;
    const QString m_application;
    const Domain::Generation m_generation;
    DeviceTableOrder m_order;
    DeviceTableSearch m_search;
    DeviceTableFilter m_filter;
    EventText m_text;
    std::vector<DeviceTableRow> m_store; ///< rows that went leave a place that the next one takes
    std::vector<int> m_free;
    QHash<QString, int> m_index; ///< by id: place in the store
    QHash<QString, int> m_heard; ///< by id: place in the activity
    std::vector<int> m_storeOf; ///< by place in the activity: place in the store, or -1
    std::vector<int> m_all; ///< places in the store, in order
    std::vector<int> m_rows; ///< the same of what is shown
    std::vector<int> m_watched; ///< active only because the network has heard of them later than we have
    std::vector<int> m_changed; ///< places in the activity that were told since the last tick
    quint32 m_listing = 0;
    int m_silent = 0;
    bool m_held = false;
    bool m_inOrder = true;
    bool m_editable = false;
};

} // namespace Models
