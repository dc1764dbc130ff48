// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/connectionstatus.h"
#include "backend/domain/eventrecord.h"
#include "backend/domain/profile.h"
#include "models/meaning.h"

#include <QAbstractTableModel>

#include <vector>

namespace Models {

/// Where the key of a profile is.
enum class KeyPlace : quint8 { Unknown, Missing, Keychain, Memory, Environment, Sandbox };

/// The list of saved connections, one row each, in the order of the tree. GUI thread.
class ProfilesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    /// Events and Size give numbers; everything else words.
    enum Column : int { Name, State, Applications, Address, Generation, Protection, Key, Events, Size, ColumnCount };
    enum Role : int {
        ProfileRole = Qt::UserRole + 1, ///< Domain::ProfileRef
        MeaningRole, ///< Models::Meaning of the state as int, in column State
    };

    struct Entry
    {
        Domain::ProfileRef ref = 0;
        Domain::Profile profile;
        Domain::ConnectionStatus status;
        Domain::TrafficCounters counters;
        KeyPlace key = KeyPlace::Unknown;
        bool sandbox = false; ///< cannot be changed
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Rows that stay are the same rows afterwards, so that selection and scroll position survive.
    void setEntries(std::vector<Entry> entries);
    void setStatus(Domain::ProfileRef profile, const Domain::ConnectionStatus &status, KeyPlace key);
    void setCounters(Domain::ProfileRef profile, const Domain::TrafficCounters &counters);
    /// Times in UTC instead of the local zone.
    void setUtc(bool utc);

    /// -1: not there.
    [[nodiscard]] int rowOf(Domain::ProfileRef profile) const;
    /// nullptr without such a row. Valid until the next change.
    [[nodiscard]] const Entry *entry(int row) const;

    /// With the time of the next attempt.
    [[nodiscard]] QString stateText(const Domain::ConnectionStatus &status) const;
    [[nodiscard]] static QString generationText(Domain::Generation generation);
    [[nodiscard]] static QString protectionText(const Domain::Endpoint &endpoint);
    [[nodiscard]] static QString keyText(KeyPlace key);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    /// Only asks for the new name; the row changes when it has been taken.
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

Q_SIGNALS:
    void renameRequested(Domain::ProfileRef profile, const QString &name);

private:
    [[nodiscard]] QVariant text(const Entry &entry, int column) const;
    bool replaceInPlace(std::vector<Entry> &entries);
    void rowChanged(int row, int firstColumn, int lastColumn);

    std::vector<Entry> m_entries;
    bool m_utc = false;
};

} // namespace Models
