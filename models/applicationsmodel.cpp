// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/applicationsmodel.h"

#include "models/connectionsmodel.h"

#include <QDateTime>

#include <algorithm>

namespace Models {

namespace {

constexpr qint64 NsPerMs = 1'000'000;

QString timeText(const QDateTime &time, bool utc)
{
    if (!time.isValid())
        return {};
    return (utc ? time.toUTC() : time.toLocalTime()).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

} // namespace

// --- Rows ---

void ApplicationsModel::indexRows()
{
    m_rowsById.clear();
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        m_rowsById.insert(m_rows[row].application.id, int(row));
}

void ApplicationsModel::append(std::vector<Row> rows)
{
    if (rows.empty())
        return;
    const int first = int(m_rows.size());
    beginInsertRows({}, first, first + int(rows.size()) - 1);
    for (Row &row : rows) {
        m_rowsById.insert(row.application.id, int(m_rows.size()));
        row.heard = m_heard.value(row.application.id);
        m_rows.push_back(std::move(row));
    }
    endInsertRows();
}

void ApplicationsModel::clear()
{
    beginResetModel();
    std::erase_if(m_rows, [](const Row &row) { return !row.watched && !row.wanted; });
    for (Row &row : m_rows)
        row.listed = false;
    m_complete = false;
    indexRows();
    endResetModel();
}

void ApplicationsModel::add(const QList<Domain::Application> &applications)
{
    std::vector<Row> fresh;
    for (const Domain::Application &application : applications) {
        const int known = rowOf(application.id);
        if (known < 0) {
            Row row;
            row.application = application;
            row.listed = true;
            fresh.push_back(std::move(row));
            continue;
        }
        m_rows[std::size_t(known)].application = application;
        m_rows[std::size_t(known)].listed = true;
        Q_EMIT dataChanged(index(known, 0), index(known, ColumnCount - 1));
    }
    append(std::move(fresh));
}

void ApplicationsModel::setComplete(bool complete)
{
    m_complete = complete;
    columnsChanged(State, State);
}

void ApplicationsModel::setWatched(const QStringList &ids, const Domain::ConnectionStatus &status)
{
    m_status = status;
    if (ids != m_watched) {
        m_watched = ids;
        for (Row &row : m_rows) {
            row.watched = ids.contains(row.application.id);
            row.wanted = row.watched;
        }
        removeUnlisted();
        std::vector<Row> fresh;
        for (const QString &id : ids) {
            if (rowOf(id) >= 0)
                continue;
            Row row;
            row.application.id = id;
            row.watched = true;
            row.wanted = true;
            fresh.push_back(std::move(row));
        }
        append(std::move(fresh));
        Q_EMIT choiceChanged();
    }
    columnsChanged(0, ColumnCount - 1);
}

/// What is neither watched nor seen any more.
void ApplicationsModel::removeUnlisted()
{
    for (int row = int(m_rows.size()) - 1; row >= 0; --row) {
        const Row &entry = m_rows[std::size_t(row)];
        if (entry.listed || entry.watched || entry.wanted)
            continue;
        beginRemoveRows({}, row, row);
        m_rows.erase(m_rows.begin() + row);
        indexRows();
        endRemoveRows();
    }
}

void ApplicationsModel::setHeard(const QHash<QString, Heard> &heard)
{
    m_heard = heard;
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        const Heard now = heard.value(m_rows[row].application.id);
        if (now == m_rows[row].heard)
            continue;
        m_rows[row].heard = now;
        Q_EMIT dataChanged(index(int(row), Devices), index(int(row), LastHeard));
    }
}

void ApplicationsModel::setChoosable(bool choosable)
{
    if (choosable == m_choosable)
        return;
    m_choosable = choosable;
    columnsChanged(Watch, Watch);
}

void ApplicationsModel::setUtc(bool utc)
{
    m_utc = utc;
    columnsChanged(Created, LastHeard);
}

void ApplicationsModel::columnsChanged(int first, int last)
{
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, first), index(rowCount() - 1, last));
}

Domain::Application ApplicationsModel::application(int row) const
{
    return row >= 0 && row < rowCount() ? m_rows[std::size_t(row)].application : Domain::Application();
}

bool ApplicationsModel::isWatched(int row) const
{
    return row >= 0 && row < rowCount() && m_rows[std::size_t(row)].watched;
}

bool ApplicationsModel::isListed(int row) const
{
    return row >= 0 && row < rowCount() && m_rows[std::size_t(row)].listed;
}

// --- What is to be watched ---

void ApplicationsModel::toggleWatched(int row)
{
    if (!m_choosable || row < 0 || row >= rowCount())
        return;
    m_rows[std::size_t(row)].wanted = !m_rows[std::size_t(row)].wanted;
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    Q_EMIT choiceChanged();
}

void ApplicationsModel::resetChoice()
{
    for (Row &row : m_rows)
        row.wanted = row.watched;
    columnsChanged(0, ColumnCount - 1);
    Q_EMIT choiceChanged();
}

bool ApplicationsModel::hasChoice() const
{
    return std::any_of(m_rows.begin(), m_rows.end(), [](const Row &row) { return row.wanted != row.watched; });
}

QStringList ApplicationsModel::chosen() const
{
    QStringList ids;
    for (const QString &id : m_watched) {
        if (const int row = rowOf(id); row >= 0 && m_rows[std::size_t(row)].wanted)
            ids += id;
    }
    for (const Row &row : m_rows) {
        if (row.wanted && !row.watched)
            ids += row.application.id;
    }
    return ids;
}

// --- Cells ---

int ApplicationsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ApplicationsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ApplicationsModel::stateText(const Row &row) const
{
    if (row.wanted != row.watched)
        return row.wanted ? tr("to be watched") : tr("not to be watched any more");
    if (!row.watched)
        return {};
    const QString state = tr("watched, %1").arg(ConnectionsModel::stateText(m_status));
    return m_complete && !row.listed ? tr("%1; not seen by this key").arg(state) : state;
}

Meaning ApplicationsModel::meaning(const Row &row, int column) const
{
    if (column == State && row.wanted != row.watched)
        return Meaning::Downlink;
    if (column == State && row.watched)
        return m_complete && !row.listed ? Meaning::Bad : ConnectionsModel::stateMeaning(m_status.state);
    return column == Id || column == Name || column == Devices ? Meaning::Plain : Meaning::Quiet;
}

QVariant ApplicationsModel::text(const Row &row, int column) const
{
    switch (column) {
    case Id:
        return row.application.id;
    case Name:
        return row.application.name;
    case Devices:
        return row.heard.devices > 0 ? QVariant(row.heard.devices) : QVariant();
    case Created:
        return timeText(row.application.created, m_utc);
    case LastHeard:
        return row.heard.lastNs > 0
            ? timeText(QDateTime::fromMSecsSinceEpoch(row.heard.lastNs / NsPerMs, Qt::UTC), m_utc)
            : QString();
    case State:
        return stateText(row);
    default:
        return {};
    }
}

QVariant ApplicationsModel::sortValue(const Row &row, int column) const
{
    switch (column) {
    case Watch:
        return row.wanted ? 0 : 1;
    case Devices:
        return row.heard.devices;
    case Created:
        return row.application.created.isValid() ? row.application.created.toMSecsSinceEpoch() : 0;
    case LastHeard:
        return row.heard.lastNs;
    default:
        return text(row, column);
    }
}

QVariant ApplicationsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Row &row = m_rows[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::CheckStateRole:
        return index.column() == Watch ? QVariant(row.wanted ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == Devices ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case Qt::AccessibleTextRole:
        return index.column() == Watch ? QVariant(row.wanted ? tr("%1, watched").arg(row.application.id)
                                                             : tr("%1, not watched").arg(row.application.id))
                                       : QVariant();
    case Qt::ToolTipRole:
        if (index.column() == State && m_complete && row.watched && !row.listed)
            return tr("The connection names it, but the key does not see it: it was deleted, is of somebody else, or "
                      "is spelled otherwise.");
        return index.column() == Name ? row.application.description : QString();
    case MeaningRole:
        return int(meaning(row, index.column()));
    case SortRole:
        return sortValue(row, index.column());
    case SearchRole:
        return QString(row.application.id + u'\n' + row.application.name + u'\n' + row.application.description);
    case IdRole:
        return row.application.id;
    default:
        return {};
    }
}

QVariant ApplicationsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::ToolTipRole) {
        return section == Devices  ? tr("Devices that were heard on this computer; more may be registered")
            : section == LastHeard ? tr("The last uplink or join that this computer has of it")
            : section == Watch     ? tr("Whether this console listens to it")
                                   : QString();
    }
    if (role == Qt::TextAlignmentRole)
        return int((section == Devices ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    static const char *const titles[ColumnCount]
        = {QT_TR_NOOP("Watch"),   QT_TR_NOOP("ID"),         QT_TR_NOOP("Name"), QT_TR_NOOP("Heard"),
           QT_TR_NOOP("Created"), QT_TR_NOOP("Last heard"), QT_TR_NOOP("State")};
    return tr(titles[section]);
}

Qt::ItemFlags ApplicationsModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && index.column() == Watch && m_choosable)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

bool ApplicationsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::CheckStateRole || index.column() != Watch || !m_choosable)
        return false;
    const bool wanted = value.toInt() == Qt::Checked;
    if (wanted != m_rows[std::size_t(index.row())].wanted)
        toggleWatched(index.row());
    return true;
}

} // namespace Models
