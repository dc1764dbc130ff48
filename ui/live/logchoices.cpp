// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/logchoices.h"

#include <algorithm>

namespace Gui {

void LogChoices::setSavedFilters(std::vector<SavedFilter> filters)
{
    if (filters.size() > MostFilters)
        filters.resize(MostFilters);
    m_filters = std::move(filters);
    Q_EMIT savedFiltersChanged();
}

bool LogChoices::saveFilter(const QString &name, const QString &text)
{
    const QString trimmed = name.trimmed();
    if (trimmed.isEmpty())
        return false;
    const auto present = std::find_if(m_filters.begin(), m_filters.end(),
                                      [&](const SavedFilter &filter) { return filter.name == trimmed; });
    if (present != m_filters.end())
        present->text = text;
    else if (m_filters.size() < MostFilters)
        m_filters.push_back({trimmed, text});
    else
        return false;
    Q_EMIT savedFiltersChanged();
    return true;
}

bool LogChoices::renameFilter(int index, const QString &name)
{
    const QString trimmed = name.trimmed();
    for (int i = 0; i < int(m_filters.size()); ++i) {
        if (i != index && m_filters[std::size_t(i)].name == trimmed)
            return false;
    }
    if (trimmed.isEmpty())
        return false;
    m_filters[std::size_t(index)].name = trimmed;
    Q_EMIT savedFiltersChanged();
    return true;
}

SavedFilter LogChoices::takeFilter(int index)
{
    SavedFilter filter = std::move(m_filters[std::size_t(index)]);
    m_filters.erase(m_filters.begin() + index);
    Q_EMIT savedFiltersChanged();
    return filter;
}

void LogChoices::insertFilter(int index, const SavedFilter &filter)
{
    m_filters.insert(m_filters.begin() + std::clamp(index, 0, int(m_filters.size())), filter);
    Q_EMIT savedFiltersChanged();
}

} // namespace Gui
