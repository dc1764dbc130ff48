// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/palettemodel.h"

#include <algorithm>
#include <tuple>

namespace Models {

int PaletteModel::addSource(std::unique_ptr<PaletteSource> source)
{
    m_sources.push_back(std::move(source));
    return int(m_sources.size()) - 1;
}

void PaletteModel::refresh()
{
    for (const auto &source : m_sources)
        source->refresh();
    findUsed();
    setQuery({});
}

void PaletteModel::setQuery(const QString &typed)
{
    beginResetModel();
    m_query = PaletteQuery(typed);
    m_rows.clear();
    if (m_query.isEmpty())
        listFirst();
    else
        listMatches();
    endResetModel();
}

void PaletteModel::setRecent(const QStringList &ids)
{
    m_recent = ids.mid(0, MostRemembered);
    findUsed();
}

void PaletteModel::noteUsed(const QString &id)
{
    m_recent.removeAll(id);
    m_recent.prepend(id);
    m_recent = m_recent.mid(0, MostRemembered);
    findUsed();
}

void PaletteModel::findUsed()
{
    m_used.clear();
    for (const auto &source : m_sources) {
        std::vector<int> &places = m_used.emplace_back();
        for (const QString &id : m_recent)
            places.push_back(source->find(id));
    }
}

void PaletteModel::addHeading(const QString &title, int shown, int total)
{
    Row row;
    row.item.text = title;
    if (shown < total)
        row.item.detail = tr("%1 of %2").arg(shown).arg(total);
    m_rows.push_back(std::move(row));
}

void PaletteModel::listFirst()
{
    QStringList shown;
    for (int place = 0; place < m_recent.size() && shown.size() < MostRecent; ++place) {
        for (std::size_t i = 0; i < m_sources.size(); ++i) {
            const int entry = m_used[i][std::size_t(place)];
            if (entry < 0)
                continue;
            if (shown.isEmpty())
                addHeading(tr("Used last"), 0, 0);
            m_rows.push_back({int(i), m_sources[i]->item(entry), {}});
            shown << m_recent[place];
            break;
        }
    }
    for (std::size_t i = 0; i < m_sources.size(); ++i) {
        const PaletteSource &source = *m_sources[i];
        if (!source.isListedAtFirst())
            continue;
        std::vector<Row> rows;
        for (int entry = 0; entry < source.count(); ++entry) {
            PaletteItem item = source.item(entry);
            if (!shown.contains(item.id))
                rows.push_back({int(i), std::move(item), {}});
        }
        if (rows.empty())
            continue;
        const int total = int(rows.size());
        rows.resize(std::min(rows.size(), std::size_t(MostAtFirst)));
        addHeading(source.title(), int(rows.size()), total);
        std::move(rows.begin(), rows.end(), std::back_inserter(m_rows));
    }
}

PaletteModel::Group PaletteModel::find(int number) const
{
    const PaletteSource &source = *m_sources[std::size_t(number)];
    const std::vector<int> &used = m_used[std::size_t(number)];
    Group group{.source = number, .matches = {}, .total = 0};
    for (int entry = 0; entry < source.count(); ++entry) {
        const PaletteRank rank = source.rank(entry, m_query);
        if (rank != PaletteRank::None)
            group.matches.push_back({rank, 0, entry});
    }
    for (Match &match : group.matches)
        match.used = int(std::find(used.begin(), used.end(), match.entry) - used.begin());
    group.total = int(group.matches.size());
    const auto isBetter = [&source](const Match &a, const Match &b) {
        if (a.rank != b.rank || a.used != b.used)
            return std::tie(a.rank, a.used) < std::tie(b.rank, b.used);
        const QStringView one = source.key(a.entry);
        const QStringView other = source.key(b.entry);
        if (one.size() != other.size())
            return one.size() < other.size();
        const int order = one.compare(other);
        return order != 0 ? order < 0 : a.entry < b.entry;
    };
    const auto end = group.matches.begin() + std::min(group.total, MostInGroup);
    std::partial_sort(group.matches.begin(), end, group.matches.end(), isBetter);
    group.matches.erase(end, group.matches.end());
    return group;
}

void PaletteModel::listMatches()
{
    std::vector<Group> groups;
    for (std::size_t i = 0; i < m_sources.size(); ++i) {
        Group group = find(int(i));
        if (group.total > 0)
            groups.push_back(std::move(group));
    }
    std::stable_sort(groups.begin(), groups.end(),
                     [](const Group &a, const Group &b) { return a.matches.front().rank < b.matches.front().rank; });
    for (const Group &group : groups) {
        const PaletteSource &source = *m_sources[std::size_t(group.source)];
        addHeading(source.title(), int(group.matches.size()), group.total);
        for (const Match &match : group.matches)
            m_rows.push_back({group.source, source.item(match.entry), m_query.ranges(source.key(match.entry))});
    }
}

const PaletteItem *PaletteModel::item(const QModelIndex &index) const
{
    return source(index) < 0 ? nullptr : &m_rows[std::size_t(index.row())].item;
}

int PaletteModel::source(const QModelIndex &index) const
{
    return index.isValid() ? m_rows[std::size_t(index.row())].source : -1;
}

int PaletteModel::selectable(int row, int step) const
{
    for (; row >= 0 && row < rowCount(); row += step) {
        if (m_rows[std::size_t(row)].source >= 0)
            return row;
    }
    return -1;
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return row.item.text;
    case Qt::AccessibleTextRole: {
        QStringList words{row.item.text, row.item.shortcut, row.item.detail};
        if (row.item.checked)
            words << (*row.item.checked ? tr("on") : tr("off"));
        words.removeAll(QString());
        return words.join(QStringLiteral(", "));
    }
    case Qt::CheckStateRole:
        return row.item.checked ? QVariant(int(*row.item.checked ? Qt::Checked : Qt::Unchecked)) : QVariant();
    case HeadingRole:
        return row.source < 0;
    case DetailRole:
        return row.item.detail;
    case ShortcutRole:
        return row.item.shortcut;
    case IconRole:
        return row.item.icon;
    case RangesRole:
        return QVariant::fromValue(row.ranges);
    default:
        return {};
    }
}

Qt::ItemFlags PaletteModel::flags(const QModelIndex &index) const
{
    return source(index) < 0 ? Qt::ItemFlags(Qt::NoItemFlags) : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

} // namespace Models
