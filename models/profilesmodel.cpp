// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/profilesmodel.h"

#include "models/connectionsmodel.h"
#include "models/connectiontext.h"

#include <QDateTime>

#include <algorithm>

namespace Models {

using DomainState = Domain::ConnectionStatus::State;

namespace {

constexpr qint64 NsPerMs = 1'000'000;
constexpr int LongestName = 100;

} // namespace

bool ProfilesModel::replaceInPlace(std::vector<Entry> &entries)
{
    const auto isIn = [](const std::vector<Entry> &list, Domain::ProfileRef ref) {
        return std::any_of(list.begin(), list.end(), [ref](const Entry &entry) { return entry.ref == ref; });
    };
    for (int row = int(m_entries.size()) - 1; row >= 0; --row) {
        if (isIn(entries, m_entries[std::size_t(row)].ref))
            continue;
        beginRemoveRows({}, row, row);
        m_entries.erase(m_entries.begin() + row);
        endRemoveRows();
    }
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (i < m_entries.size() && m_entries[i].ref == entries[i].ref) {
            m_entries[i] = std::move(entries[i]);
            rowChanged(int(i), 0, ColumnCount - 1);
        } else if (!isIn(m_entries, entries[i].ref)) {
            beginInsertRows({}, int(i), int(i));
            m_entries.insert(m_entries.begin() + qsizetype(i), std::move(entries[i]));
            endInsertRows();
        } else {
            return false; // in another order
        }
    }
    return true;
}

void ProfilesModel::setEntries(std::vector<Entry> entries)
{
    std::vector<Entry> wanted = entries;
    if (replaceInPlace(wanted))
        return;
    beginResetModel();
    m_entries = std::move(entries);
    endResetModel();
}

void ProfilesModel::rowChanged(int row, int firstColumn, int lastColumn)
{
    Q_EMIT dataChanged(index(row, firstColumn), index(row, lastColumn));
}

void ProfilesModel::setStatus(Domain::ProfileRef profile, const Domain::ConnectionStatus &status, KeyPlace key)
{
    const int row = rowOf(profile);
    if (row < 0)
        return;
    m_entries[std::size_t(row)].status = status;
    m_entries[std::size_t(row)].key = key;
    rowChanged(row, State, State);
    rowChanged(row, Key, Key);
}

void ProfilesModel::setCounters(Domain::ProfileRef profile, const Domain::TrafficCounters &counters)
{
    const int row = rowOf(profile);
    if (row < 0)
        return;
    Domain::TrafficCounters &known = m_entries[std::size_t(row)].counters;
    const bool same = known.storedEvents == counters.storedEvents && known.storedBytes == counters.storedBytes;
    known = counters;
    if (!same)
        rowChanged(row, Events, Size);
}

void ProfilesModel::setUtc(bool utc)
{
    m_utc = utc;
    if (!m_entries.empty())
        Q_EMIT dataChanged(index(0, State), index(rowCount() - 1, State));
}

int ProfilesModel::rowOf(Domain::ProfileRef profile) const
{
    const auto at
        = std::find_if(m_entries.begin(), m_entries.end(), [=](const Entry &entry) { return entry.ref == profile; });
    return at == m_entries.end() ? -1 : int(at - m_entries.begin());
}

const ProfilesModel::Entry *ProfilesModel::entry(int row) const
{
    return row >= 0 && row < int(m_entries.size()) ? &m_entries[std::size_t(row)] : nullptr;
}

QString ProfilesModel::stateText(const Domain::ConnectionStatus &status) const
{
    if (status.state == DomainState::Waiting && status.nextAttemptNs > 0) {
        const QDateTime time
            = QDateTime::fromMSecsSinceEpoch(status.nextAttemptNs / NsPerMs, m_utc ? Qt::UTC : Qt::LocalTime);
        return tr("waiting; next attempt at %1").arg(time.toString(QStringLiteral("HH:mm:ss")));
    }
    if (status.state == DomainState::Refused && status.problem.code == Domain::Problem::Code::CredentialMissing)
        return tr("needs a key");
    return ConnectionsModel::stateText(status);
}

QString ProfilesModel::generationText(Domain::Generation generation)
{
    return generation == Domain::Generation::V3 ? tr("v3") : tr("v2");
}

QString ProfilesModel::protectionText(const Domain::Endpoint &endpoint)
{
    if (!endpoint.trust)
        return tr("none");
    switch (endpoint.trust->kind) {
    case Domain::TrustPolicy::Kind::System:
        break;
    case Domain::TrustPolicy::Kind::Ca:
        return tr("TLS, own CA");
    case Domain::TrustPolicy::Kind::Pin:
        return tr("TLS, pinned");
    }
    return tr("TLS");
}

QString ProfilesModel::keyText(KeyPlace key)
{
    switch (key) {
    case KeyPlace::Unknown:
        break;
    case KeyPlace::Missing:
        return tr("missing");
    case KeyPlace::Keychain:
        return tr("keychain");
    case KeyPlace::Memory:
        return tr("memory");
    case KeyPlace::Environment:
        return tr("environment");
    case KeyPlace::Sandbox:
        return tr("sandbox");
    }
    return {};
}

int ProfilesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

int ProfilesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant ProfilesModel::text(const Entry &entry, int column) const
{
    switch (column) {
    case Name:
        return entry.profile.name;
    case State:
        return stateText(entry.status);
    case Applications:
        return entry.profile.applications.join(QStringLiteral(", "));
    case Address:
        return ConnectionText::addressText({entry.profile.mqtt.host, entry.profile.mqtt.port});
    case Generation:
        return generationText(entry.profile.generation);
    case Protection:
        return protectionText(entry.profile.mqtt);
    case Key:
        return keyText(entry.key);
    case Events:
        return entry.counters.storedEvents;
    case Size:
        return entry.counters.storedBytes;
    default:
        return {};
    }
}

QVariant ProfilesModel::data(const QModelIndex &index, int role) const
{
    const Entry *found = index.isValid() ? entry(index.row()) : nullptr;
    if (!found)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return text(*found, index.column());
    case Qt::EditRole:
        return index.column() == Name ? QVariant(found->profile.name) : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == Events || index.column() == Size ? int(Qt::AlignRight | Qt::AlignVCenter)
                                                                  : int(Qt::AlignLeft | Qt::AlignVCenter);
    case ProfileRole:
        return found->ref;
    case MeaningRole:
        return index.column() == State ? QVariant(int(ConnectionsModel::stateMeaning(found->status.state)))
                                       : QVariant();
    default:
        return {};
    }
}

QVariant ProfilesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return section == Events || section == Size ? int(Qt::AlignRight | Qt::AlignVCenter)
                                                    : int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case State:
        return tr("State");
    case Applications:
        return tr("Applications");
    case Address:
        return tr("Address");
    case Generation:
        return tr("Speaks");
    case Protection:
        return tr("Protection");
    case Key:
        return tr("Key");
    case Events:
        return tr("Events");
    case Size:
        return tr("Size");
    default:
        return {};
    }
}

Qt::ItemFlags ProfilesModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return QAbstractTableModel::flags(index);
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index) | Qt::ItemNeverHasChildren;
    const Entry *found = entry(index.row());
    return found && index.column() == Name && !found->sandbox ? flags | Qt::ItemIsEditable : flags;
}

bool ProfilesModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const Entry *found = index.isValid() ? entry(index.row()) : nullptr;
    const QString name = value.toString().trimmed().left(LongestName);
    if (!found || role != Qt::EditRole || index.column() != Name || found->sandbox || name.isEmpty()
        || name == found->profile.name)
        return false;
    Q_EMIT renameRequested(found->ref, name);
    return true;
}

} // namespace Models
