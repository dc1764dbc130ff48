// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/choicemodel.h"

namespace Models {

ChoiceModel::ChoiceModel(FilterEdit::Field field, QObject *parent)
    : QAbstractListModel(parent)
    , m_field(field)
{
}

void ChoiceModel::setEntries(std::vector<Entry> entries)
{
    beginResetModel();
    m_entries = std::move(entries);
    search();
    endResetModel();
}

void ChoiceModel::setFilter(const Domain::FilterSpec &filter)
{
    m_filter = filter;
    if (!m_shown.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Qt::CheckStateRole, DetailRole});
}

void ChoiceModel::setSearch(const QString &part)
{
    if (part == m_search)
        return;
    beginResetModel();
    m_search = part;
    search();
    endResetModel();
}

void ChoiceModel::search()
{
    m_shown.clear();
    for (int i = 0; i < int(m_entries.size()); ++i) {
        const Entry &entry = m_entries[std::size_t(i)];
        if (m_search.isEmpty() || entry.text.contains(m_search, Qt::CaseInsensitive)
            || entry.detail.contains(m_search, Qt::CaseInsensitive))
            m_shown.push_back(i);
    }
}

int ChoiceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

QVariant ChoiceModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Entry &entry = m_entries[std::size_t(m_shown[std::size_t(index.row())])];
    switch (role) {
    case Qt::DisplayRole:
        return entry.text;
    case Qt::CheckStateRole:
        return FilterEdit::isChosen(m_filter, m_field, entry.value) ? Qt::Checked : Qt::Unchecked;
    case ValueRole:
        return entry.value;
    case DetailRole:
        return FilterEdit::isExcluded(m_filter, m_field, entry.value) ? tr("excluded") : entry.detail;
    case MeaningRole:
        return int(entry.meaning);
    default:
        return {};
    }
}

bool ChoiceModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    Q_EMIT chosen(index.data(ValueRole).toString(), value.toInt() == Qt::Checked);
    return true;
}

Qt::ItemFlags ChoiceModel::flags(const QModelIndex &index) const
{
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable : Qt::NoItemFlags;
}

} // namespace Models
