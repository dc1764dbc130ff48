// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/factsmodel.h"

namespace Models {

void FactsModel::setFacts(std::vector<Fact> facts)
{
    beginResetModel();
    m_rows.clear();
    for (std::size_t i = 0; i < facts.size(); ++i) {
        if (i == 0 || m_rows.back().fact.section != facts[i].section) {
            Row heading;
            heading.fact.section = facts[i].section;
            heading.fact.label = EventFacts::sectionTitle(facts[i].section);
            heading.heading = true;
            m_rows.push_back(std::move(heading));
        }
        m_rows.push_back({std::move(facts[i]), false});
    }
    endResetModel();
}

int FactsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int FactsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FactsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &[fact, heading] = m_rows[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Label ? fact.label : index.column() == Value ? fact.value : fact.delay;
    case Qt::ToolTipRole:
        return fact.hint;
    case Qt::TextAlignmentRole:
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    case InspectorRole::MeaningRole:
        return int(index.column() == Value ? fact.meaning : Meaning::Quiet);
    case InspectorRole::HeadingRole:
        return heading;
    case InspectorRole::MonospaceRole:
        return fact.monospace && index.column() == Value;
    case InspectorRole::CopyRole:
        return heading ? QString() : fact.copy.isEmpty() ? fact.value : fact.copy;
    default:
        return {};
    }
}

} // namespace Models
