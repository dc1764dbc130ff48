// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/storedlogchoices.h"

namespace App {

StoredLogChoices::StoredLogChoices(const QString &settingsFile, QObject *parent)
    : LogChoices(parent)
    , m_settings(settingsFile, QSettings::IniFormat)
{
    load();
    connect(this, &LogChoices::savedFiltersChanged, this, &StoredLogChoices::store);
}

void StoredLogChoices::load()
{
    std::vector<Gui::SavedFilter> filters;
    const int count = std::min(m_settings.beginReadArray(QStringLiteral("filters")), MostFilters);
    for (int i = 0; i < count; ++i) {
        m_settings.setArrayIndex(i);
        const QString name = m_settings.value(QStringLiteral("name")).toString().trimmed();
        if (!name.isEmpty())
            filters.push_back({name, m_settings.value(QStringLiteral("text")).toString()});
    }
    m_settings.endArray();
    setSavedFilters(std::move(filters));
}

void StoredLogChoices::store()
{
    m_settings.remove(QStringLiteral("filters"));
    m_settings.beginWriteArray(QStringLiteral("filters"), int(savedFilters().size()));
    int i = 0;
    for (const Gui::SavedFilter &filter : savedFilters()) {
        m_settings.setArrayIndex(i++);
        m_settings.setValue(QStringLiteral("name"), filter.name);
        m_settings.setValue(QStringLiteral("text"), filter.text);
    }
    m_settings.endArray();
}

} // namespace App
