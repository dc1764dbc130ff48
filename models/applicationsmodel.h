// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/application.h"
#include "backend/domain/connectionstatus.h"
#include "models/meaning.h"

#include <QAbstractTableModel>
#include <QHash>

#include <vector>

namespace Models {

/// What a key sees of a network's applications, and which of them are watched, or are to be. GUI thread.
class ApplicationsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column : int { Watch, Id, Name, Devices, Created, LastHeard, State, ColumnCount };
    enum Role : int {
        MeaningRole = Qt::UserRole + 1, ///< Models::Meaning as int
        SortRole, ///< raw values
        SearchRole, ///< QString: what a search looks through
        IdRole, ///< QString
    };

    /// What this computer has heard of an application.
    struct Heard
    {
        int devices = 0;
        qint64 lastNs = 0; ///< ns UTC
        friend bool operator==(const Heard &, const Heard &) = default;
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Before a list is loaded anew: only those stay that are watched, or are to be.
    void clear();
    void add(const QList<Domain::Application> &applications);
    /// The list is complete: what is watched and did not come is not seen by the key.
    void setComplete(bool complete);
    void setWatched(const QStringList &ids, const Domain::ConnectionStatus &status);
    void setHeard(const QHash<QString, Heard> &heard);
    /// Whether what is watched can be chosen here.
    void setChoosable(bool choosable);
    [[nodiscard]] bool isChoosable() const { return m_choosable; }
    /// Times in UTC instead of the local zone.
    void setUtc(bool utc);

    void toggleWatched(int row);
    /// What was ticked and unticked is forgotten.
    void resetChoice();
    [[nodiscard]] bool hasChoice() const;
    /// Those to be watched, in the order of before, new ones behind.
    [[nodiscard]] QStringList chosen() const;
    [[nodiscard]] QStringList watched() const { return m_watched; }

    /// -1: not there.
    [[nodiscard]] int rowOf(const QString &id) const { return m_rowsById.value(id, -1); }
    [[nodiscard]] Domain::Application application(int row) const;
    [[nodiscard]] bool isWatched(int row) const;
    /// The key lists it.
    [[nodiscard]] bool isListed(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

Q_SIGNALS:
    void choiceChanged();

private:
    struct Row
    {
        Domain::Application application;
        Heard heard;
        bool listed = false;
        bool watched = false;
        bool wanted = false;
    };

    void append(std::vector<Row> rows);
    void removeUnlisted();
    void indexRows();
    void columnsChanged(int first, int last);
    [[nodiscard]] QVariant text(const Row &row, int column) const;
    [[nodiscard]] QVariant sortValue(const Row &row, int column) const;
    [[nodiscard]] QString stateText(const Row &row) const;
    [[nodiscard]] Meaning meaning(const Row &row, int column) const;

    std::vector<Row> m_rows;
    QHash<QString, int> m_rowsById;
    QHash<QString, Heard> m_heard;
    QStringList m_watched;
    Domain::ConnectionStatus m_status;
    bool m_complete = false;
    bool m_choosable = false;
    bool m_utc = false;
};

} // namespace Models
