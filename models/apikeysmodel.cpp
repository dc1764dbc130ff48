// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/apikeysmodel.h"

#include "backend/domain/clock.h"
#include "models/meaning.h"
#include "models/righttext.h"

#include <algorithm>

namespace Models {

namespace {

constexpr qint64 NsPerMs = 1'000'000;

QDateTime now()
{
    return QDateTime::fromMSecsSinceEpoch(Domain::nowNs() / NsPerMs, Qt::UTC);
}

} // namespace

void ApiKeysModel::setKeys(const QList<Domain::ApiKey> &keys)
{
    const auto isIn = [](const auto &list, const QString &id) {
        return std::any_of(list.begin(), list.end(), [&](const Domain::ApiKey &key) { return key.id == id; });
    };
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (isIn(keys, m_keys[std::size_t(row)].id))
            continue;
        beginRemoveRows({}, row, row);
        m_keys.erase(m_keys.begin() + row);
        endRemoveRows();
    }
    for (const Domain::ApiKey &key : keys) {
        const auto known
            = std::find_if(m_keys.begin(), m_keys.end(), [&](const Domain::ApiKey &one) { return one.id == key.id; });
        if (known != m_keys.end()) {
            *known = key;
            const int row = int(known - m_keys.begin());
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
            continue;
        }
        beginInsertRows({}, rowCount(), rowCount());
        m_keys.push_back(key);
        endInsertRows();
    }
}

void ApiKeysModel::setOwn(const QString &id)
{
    m_own = id;
    if (!m_keys.empty())
        Q_EMIT dataChanged(index(0, Name), index(rowCount() - 1, Name));
}

void ApiKeysModel::setUtc(bool utc)
{
    m_utc = utc;
    if (!m_keys.empty())
        Q_EMIT dataChanged(index(0, Created), index(rowCount() - 1, Expires));
}

const Domain::ApiKey *ApiKeysModel::key(int row) const
{
    return row >= 0 && row < rowCount() ? &m_keys[std::size_t(row)] : nullptr;
}

bool ApiKeysModel::isOwn(int row) const
{
    const Domain::ApiKey *found = key(row);
    return found && !m_own.isEmpty() && found->id == m_own;
}

int ApiKeysModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_keys.size());
}

int ApiKeysModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ApiKeysModel::text(const Domain::ApiKey &key, int column) const
{
    const auto timeText = [this](const QDateTime &time) {
        return time.isValid() ? (m_utc ? time.toUTC() : time.toLocalTime()).toString(QStringLiteral("yyyy-MM-dd HH:mm"))
                              : QString();
    };
    switch (column) {
    case Name: {
        const QString name = key.name.isEmpty() ? tr("without a name") : key.name;
        return key.id == m_own ? tr("%1 (used by this console)").arg(name) : name;
    }
    case Id:
        return key.id;
    case Rights:
        return RightText::summary(key.rights, key.otherRights.size());
    case Created:
        return timeText(key.created);
    case Expires:
        if (!key.expires.isValid())
            return tr("never");
        return key.expires <= now() ? tr("expired %1").arg(timeText(key.expires)) : timeText(key.expires);
    default:
        return {};
    }
}

QVariant ApiKeysModel::data(const QModelIndex &index, int role) const
{
    const Domain::ApiKey *found = index.isValid() ? key(index.row()) : nullptr;
    if (!found)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return text(*found, index.column());
    case Qt::ToolTipRole:
        return index.column() == Rights ? RightText::wireNames(found->rights) : QString();
    case MeaningRole:
        if (index.column() == Expires && found->expires.isValid()) {
            const QDateTime moment = now();
            return int(found->expires <= moment                         ? Meaning::Bad
                           : found->expires <= moment.addDays(SoonDays) ? Meaning::Downlink
                                                                        : Meaning::Quiet);
        }
        return int(index.column() == Name || index.column() == Rights ? Meaning::Plain : Meaning::Quiet);
    default:
        return {};
    }
}

QVariant ApiKeysModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= ColumnCount)
        return {};
    static const char *const titles[ColumnCount]
        = {QT_TR_NOOP("Name"), QT_TR_NOOP("ID"), QT_TR_NOOP("May"), QT_TR_NOOP("Created"), QT_TR_NOOP("Expires")};
    return tr(titles[section]);
}

} // namespace Models
