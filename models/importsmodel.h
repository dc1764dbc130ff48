// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/deviceimports.h"
#include "models/deviceactivity.h"

#include <QAbstractTableModel>
#include <QHash>

#include <functional>
#include <optional>
#include <vector>

namespace Models {

/// The imports into one application that are kept, newest first, and of how many of their devices something was heard
/// since. GUI thread.
class ImportsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column : int {
        FileColumn,
        BegunColumn,
        RowsColumn,
        RegisteredColumn,
        FailedColumn,
        HeardColumn,
        NeverHeardColumn,
        ColumnCount
    };
    Q_ENUM(Column)

    enum Role : int {
        IdRole = Qt::UserRole + 1, ///< QString: of the import
        CanResumeRole, ///< bool: rows wait or have failed, and their keys are there
        MeaningRole, ///< Models::Meaning as int
        CopyRole, ///< QString
        CountRole, ///< int: the number of a column with numbers
    };
    Q_ENUM(Role)

    /// Some of the devices of an import.
    enum class Part : quint8 { Registered, Failed, Heard, NeverHeard };
    Q_ENUM(Part)

    /// Both must outlive it. `profile`: the id that the imports have, and what the events have.
    ImportsModel(Domain::DeviceImports *imports, const DeviceActivity *activity, const QString &profile,
                 Domain::ProfileRef profileRef, const QString &application, QObject *parent = nullptr);
    ~ImportsModel() override;

    /// Reads the list anew.
    void refresh();
    [[nodiscard]] bool isLoading() const { return m_listing.isPending(); }
    /// Takes an import off the list, with what is kept of it. The devices stay.
    void forget(int row);

    [[nodiscard]] const Domain::ImportRecord &record(int row) const { return m_entries[std::size_t(row)].record; }
    /// -1: not there.
    [[nodiscard]] int find(const QString &import) const;
    [[nodiscard]] int count(int row, Part part) const;
    /// Ids of devices, to filter a list of devices or a log by.
    [[nodiscard]] QStringList devices(int row, Part part) const;
    [[nodiscard]] Domain::AcceptanceReport report(int row, const QString &network) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void loadingChanged();

private:
    struct Entry
    {
        Domain::ImportRecord record;
        std::vector<bool> heard; ///< by row
        int registered = 0;
        int failed = 0;
        int heardCount = 0;
    };
    struct Place
    {
        int entry = 0;
        int row = 0;
    };

    void take(const QList<Domain::ImportRecord> &records);
    void onDevices(const std::vector<int> &devices);
    void readActivity(int first, int last);
    /// Notes that a device was heard; adds the entries whose counts it changes.
    void note(int device, std::vector<int> &changed);
    [[nodiscard]] qint64 lastHeardNs(const QString &device) const;
    [[nodiscard]] bool isPart(const Entry &entry, std::size_t row, Part part) const;
    [[nodiscard]] QVariant number(const Entry &entry, int column) const;

    Domain::DeviceImports *m_imports;
    const DeviceActivity *m_activity;
    const QString m_profile;
    const Domain::ProfileRef m_profileRef;
    const QString m_application;
    std::vector<Entry> m_entries;
    QHash<QString, std::vector<Place>> m_places; ///< by device
    QHash<QString, int> m_activityOf; ///< by device: index in the activity
    Domain::Call<QList<Domain::ImportRecord>> m_listing;
};

} // namespace Models
