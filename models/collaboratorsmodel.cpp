// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/collaboratorsmodel.h"

#include "models/meaning.h"
#include "models/righttext.h"

#include <algorithm>

namespace Models {

void CollaboratorsModel::setCollaborators(const QList<Domain::Collaborator> &collaborators)
{
    const auto same = [](const Domain::Account &account) {
        return [&account](const Domain::Collaborator &one) { return one.account == account; };
    };
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (std::any_of(collaborators.begin(), collaborators.end(), same(m_collaborators[std::size_t(row)].account)))
            continue;
        beginRemoveRows({}, row, row);
        m_collaborators.erase(m_collaborators.begin() + row);
        endRemoveRows();
    }
    for (const Domain::Collaborator &collaborator : collaborators) {
        const auto known = std::find_if(m_collaborators.begin(), m_collaborators.end(), same(collaborator.account));
        if (known != m_collaborators.end()) {
            *known = collaborator;
            continue;
        }
        beginInsertRows({}, rowCount(), rowCount());
        m_collaborators.push_back(collaborator);
        endInsertRows();
    }
    if (!m_collaborators.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void CollaboratorsModel::setKnown(const Domain::Account &administrative, const Domain::Account &technical,
                                  const Domain::Account &self)
{
    m_administrative = administrative;
    m_technical = technical;
    m_self = self;
    if (!m_collaborators.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

const Domain::Collaborator *CollaboratorsModel::collaborator(int row) const
{
    return row >= 0 && row < rowCount() ? &m_collaborators[std::size_t(row)] : nullptr;
}

QList<Domain::Account> CollaboratorsModel::accounts() const
{
    QList<Domain::Account> accounts;
    for (const Domain::Collaborator &one : m_collaborators)
        accounts += one.account;
    return accounts;
}

bool CollaboratorsModel::isContact(int row) const
{
    const Domain::Collaborator *one = collaborator(row);
    return one && (one->account == m_administrative || one->account == m_technical);
}

bool CollaboratorsModel::isSelf(int row) const
{
    const Domain::Collaborator *one = collaborator(row);
    return one && !m_self.id.isEmpty() && one->account == m_self;
}

bool CollaboratorsModel::isLastWithAllRights(int row) const
{
    const auto hasAll = [](const Domain::Collaborator &one) { return one.rights == RightText::all(); };
    const Domain::Collaborator *one = collaborator(row);
    return one && hasAll(*one) && std::count_if(m_collaborators.begin(), m_collaborators.end(), hasAll) == 1;
}

QString CollaboratorsModel::kindText(Domain::Account::Kind kind)
{
    return kind == Domain::Account::Kind::Organization ? tr("organization") : tr("user");
}

int CollaboratorsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_collaborators.size());
}

int CollaboratorsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString CollaboratorsModel::text(int row, int column) const
{
    const Domain::Collaborator &one = m_collaborators[std::size_t(row)];
    switch (column) {
    case Account:
        return isSelf(row) ? tr("%1 (whose key this console uses)").arg(one.account.id) : one.account.id;
    case Kind:
        return kindText(one.account.kind);
    case Rights:
        return one.rights || !one.otherRights.isEmpty() ? RightText::summary(one.rights, one.otherRights.size())
                                                        : tr("not shown to this key");
    case Contact: {
        QStringList roles;
        if (one.account == m_administrative)
            roles += tr("administrative contact");
        if (one.account == m_technical)
            roles += tr("technical contact");
        return roles.join(QStringLiteral(", "));
    }
    default:
        return {};
    }
}

QVariant CollaboratorsModel::data(const QModelIndex &index, int role) const
{
    const Domain::Collaborator *one = index.isValid() ? collaborator(index.row()) : nullptr;
    if (!one)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return text(index.row(), index.column());
    case Qt::ToolTipRole:
        return index.column() == Rights ? RightText::wireNames(one->rights) : QString();
    case MeaningRole:
        return int(index.column() == Account || (index.column() == Rights && one->rights) ? Meaning::Plain
                                                                                          : Meaning::Quiet);
    default:
        return {};
    }
}

QVariant CollaboratorsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= ColumnCount)
        return {};
    static const char *const titles[ColumnCount]
        = {QT_TR_NOOP("Account"), QT_TR_NOOP("Kind"), QT_TR_NOOP("May"), QT_TR_NOOP("Is also")};
    return tr(titles[section]);
}

} // namespace Models
