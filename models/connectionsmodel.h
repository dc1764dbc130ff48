// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/connectionstatus.h"
#include "backend/domain/eventrecord.h"
#include "models/meaning.h"
#include "models/silentcounts.h"

#include <QAbstractItemModel>
#include <QStringList>

#include <vector>

namespace Models {

/// The side tree: "Everything", then each network with its applications. GUI thread.
class ConnectionsModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Role : int {
        ProfileRole = Qt::UserRole + 1, ///< Domain::ProfileRef; 0: everything
        ApplicationRole, ///< QString; empty: all of the network
        MeaningRole, ///< Models::Meaning of the connection as int; invalid without one
        StateRole, ///< QString: the connection in words
        SilentRole, ///< int: how many devices are silent
    };
    Q_ENUM(Role)

    struct Network
    {
        Domain::ProfileRef profile = 0;
        QString name;
        QStringList applications;
        Domain::ConnectionStatus status;
    };

    using QAbstractItemModel::QAbstractItemModel;

    /// Replaces all; resets the model when names or order differ, else only statuses change.
    void setNetworks(std::vector<Network> networks);
    void setStatus(Domain::ProfileRef profile, const Domain::ConnectionStatus &status);
    void setSilent(const SilentCounts &counts);
    /// Index of a network (empty application) or application; invalid when it is not there. profile 0: everything.
    [[nodiscard]] QModelIndex find(Domain::ProfileRef profile, const QString &application) const;

    /// The state in a word or a few.
    [[nodiscard]] static QString stateText(const Domain::ConnectionStatus &status);
    [[nodiscard]] static Meaning stateMeaning(Domain::ConnectionStatus::State state);

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    using QObject::parent;

private:
    [[nodiscard]] int silent(const QModelIndex &index) const;
    [[nodiscard]] static QString withSilent(const QString &text, const QString &separator, int devices);

    std::vector<Network> m_networks;
    SilentCounts m_silent;
};

} // namespace Models
