// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/accessapi.h"

#include <QAbstractTableModel>

#include <vector>

namespace Models {

/// Who works with an application. GUI thread.
class CollaboratorsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column : int { Account, Kind, Rights, Contact, ColumnCount };
    enum Role : int { MeaningRole = Qt::UserRole + 1 };

    using QAbstractTableModel::QAbstractTableModel;

    void setCollaborators(const QList<Domain::Collaborator> &collaborators);
    /// Whom the network writes to about the application, and whose key this is; may be nobody.
    void setKnown(const Domain::Account &administrative, const Domain::Account &technical, const Domain::Account &self);

    /// nullptr without such a row. Valid until the next change.
    [[nodiscard]] const Domain::Collaborator *collaborator(int row) const;
    [[nodiscard]] QList<Domain::Account> accounts() const;
    [[nodiscard]] bool isContact(int row) const;
    [[nodiscard]] bool isSelf(int row) const;
    /// The only one that is known to have all rights: somebody must keep them.
    [[nodiscard]] bool isLastWithAllRights(int row) const;

    [[nodiscard]] static QString kindText(Domain::Account::Kind kind);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(int row, int column) const;

    std::vector<Domain::Collaborator> m_collaborators;
    Domain::Account m_administrative;
    Domain::Account m_technical;
    Domain::Account m_self;
};

} // namespace Models
