// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/connectionsmodel.h"

#include <algorithm>
#include <utility>

namespace Models {

using State = Domain::ConnectionStatus::State;

namespace {

// Internal id of an index: 0 for the top level, else the top-level row of its network.
constexpr quintptr TopLevel = 0;

} // namespace

void ConnectionsModel::setNetworks(std::vector<Network> networks)
{
    const bool sameShape = std::equal(
        networks.begin(), networks.end(), m_networks.begin(), m_networks.end(), [](const Network &a, const Network &b) {
            return a.profile == b.profile && a.name == b.name && a.applications == b.applications;
        });
    if (sameShape) {
        for (const Network &network : networks)
            setStatus(network.profile, network.status);
        return;
    }
    beginResetModel();
    m_networks = std::move(networks);
    endResetModel();
}

void ConnectionsModel::setStatus(Domain::ProfileRef profile, const Domain::ConnectionStatus &status)
{
    for (std::size_t i = 0; i < m_networks.size(); ++i) {
        if (m_networks[i].profile != profile)
            continue;
        m_networks[i].status = status;
        const QModelIndex changed = index(int(i) + 1, 0);
        Q_EMIT dataChanged(changed, changed, {MeaningRole, StateRole, Qt::ToolTipRole, Qt::AccessibleTextRole});
    }
}

void ConnectionsModel::setSilent(const SilentCounts &counts)
{
    const SilentCounts before = std::exchange(m_silent, counts);
    const auto tell = [&](const QModelIndex &index) {
        const std::pair key(index.data(ProfileRole).value<Domain::ProfileRef>(),
                            index.data(ApplicationRole).toString());
        const auto was = before.find(key);
        const auto is = m_silent.find(key);
        if ((was == before.end() ? 0 : was->second) != (is == m_silent.end() ? 0 : is->second))
            Q_EMIT dataChanged(index, index, {SilentRole, Qt::ToolTipRole, Qt::AccessibleTextRole});
    };
    for (int row = 0; row < rowCount(); ++row) {
        const QModelIndex top = index(row, 0);
        tell(top);
        for (int child = 0; child < rowCount(top); ++child)
            tell(index(child, 0, top));
    }
}

int ConnectionsModel::silent(const QModelIndex &index) const
{
    const auto found
        = m_silent.find({index.data(ProfileRole).value<Domain::ProfileRef>(), index.data(ApplicationRole).toString()});
    return found == m_silent.end() ? 0 : found->second;
}

QString ConnectionsModel::withSilent(const QString &text, const QString &separator, int devices)
{
    if (devices == 0)
        return text;
    // One form per number here: English needs no translation file.
    return text + separator + (devices == 1 ? tr("one silent device") : tr("%1 silent devices").arg(devices));
}

QModelIndex ConnectionsModel::find(Domain::ProfileRef profile, const QString &application) const
{
    if (profile == 0)
        return index(0, 0);
    for (std::size_t i = 0; i < m_networks.size(); ++i) {
        if (m_networks[i].profile != profile)
            continue;
        const QModelIndex network = index(int(i) + 1, 0);
        if (application.isEmpty())
            return network;
        const auto row = m_networks[i].applications.indexOf(application);
        return row < 0 ? QModelIndex() : index(int(row), 0, network);
    }
    return {};
}

QString ConnectionsModel::stateText(const Domain::ConnectionStatus &status)
{
    switch (status.state) {
    case State::Offline:
        return tr("offline");
    case State::Connecting:
        return tr("connecting");
    case State::Live:
        return tr("live");
    case State::Partly:
        return tr("%1 of %2 live").arg(status.liveApplications).arg(status.applications);
    case State::Waiting:
        return tr("waiting to connect again");
    case State::Refused:
        return tr("refused");
    case State::Following:
        return status.holder.isEmpty() ? tr("reading along") : tr("reading along, %1 receives").arg(status.holder);
    }
    return {};
}

Meaning ConnectionsModel::stateMeaning(State state)
{
    switch (state) {
    case State::Live:
    case State::Following:
        return Meaning::Good;
    case State::Partly:
    case State::Waiting:
    case State::Connecting:
        return Meaning::Downlink;
    case State::Refused:
        return Meaning::Bad;
    case State::Offline:
        break;
    }
    return Meaning::Quiet;
}

QModelIndex ConnectionsModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) : TopLevel);
}

QModelIndex ConnectionsModel::parent(const QModelIndex &index) const
{
    return index.isValid() && index.internalId() != TopLevel ? createIndex(int(index.internalId()), 0, TopLevel)
                                                             : QModelIndex();
}

int ConnectionsModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_networks.size()) + 1;
    if (parent.internalId() != TopLevel || parent.row() == 0 || parent.column() != 0)
        return 0;
    return int(m_networks[std::size_t(parent.row() - 1)].applications.size());
}

int ConnectionsModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant ConnectionsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !checkIndex(index))
        return {};
    const bool top = index.internalId() == TopLevel;
    if (top && index.row() == 0) {
        switch (role) {
        case Qt::DisplayRole:
            return tr("Everything");
        case Qt::AccessibleTextRole:
            return withSilent(tr("Everything"), QStringLiteral(", "), silent(index));
        case Qt::ToolTipRole:
            return withSilent(tr("The events of all networks"), QStringLiteral("\n"), silent(index));
        case SilentRole:
            return silent(index);
        case ProfileRole:
            return Domain::ProfileRef(0);
        case ApplicationRole:
            return QString();
        default:
            return {};
        }
    }
    const Network &network = m_networks[top ? std::size_t(index.row() - 1) : std::size_t(index.internalId() - 1)];
    const QString name = top ? network.name : network.applications.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return name;
    case Qt::AccessibleTextRole:
        return withSilent(top ? QString(name + u", " + stateText(network.status)) : name, QStringLiteral(", "),
                          silent(index));
    case Qt::ToolTipRole:
        return withSilent(top ? QString(name + u": " + stateText(network.status)) : name, QStringLiteral("\n"),
                          silent(index));
    case SilentRole:
        return silent(index);
    case ProfileRole:
        return network.profile;
    case ApplicationRole:
        return top ? QString() : name;
    case MeaningRole:
        return top ? QVariant(int(stateMeaning(network.status.state))) : QVariant();
    case StateRole:
        return top ? QVariant(stateText(network.status)) : QVariant();
    default:
        return {};
    }
}

} // namespace Models
