// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences/preferences.h"

#include <QSettings>

#include <algorithm>

namespace Gui {

namespace {

constexpr auto ThemeKey = "window/theme";
constexpr auto UtcKey = "window/utc";
constexpr auto SingleKeysKey = "log/singleKeys";
constexpr auto RowsKey = "log/rows";
constexpr auto DaysKey = "history/days";
constexpr auto GigabytesKey = "history/gigabytes";
constexpr auto ClipboardKey = "window/clipboardMinutes";
constexpr int GigabyteBits = 30;

int days(const Domain::RetentionPolicy &policy)
{
    return int(policy.age.count() / 24);
}

int gigabytes(const Domain::RetentionPolicy &policy)
{
    return int(policy.bytes >> GigabyteBits);
}

Domain::RetentionPolicy policyOf(int days, int gigabytes)
{
    Domain::RetentionPolicy policy;
    policy.age = std::chrono::hours(24 * std::clamp(days, 1, Preferences::MostDays));
    policy.bytes = quint64(std::clamp(gigabytes, 1, Preferences::MostGigabytes)) << GigabyteBits;
    return policy;
}

} // namespace

Preferences::Preferences(QSettings *settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{
    load();
}

void Preferences::load()
{
    const auto number = [this](const char *key, int standard) {
        bool isNumber = false;
        const int value = m_settings->value(QLatin1String(key), standard).toInt(&isNumber);
        return isNumber ? value : standard;
    };
    const int mode = number(ThemeKey, int(Theme::Mode::System));
    if (mode >= int(Theme::Mode::System) && mode <= int(Theme::Mode::Dark))
        m_themeMode = Theme::Mode(mode);
    m_utc = m_settings->value(QLatin1String(UtcKey), m_utc).toBool();
    m_singleKeys = m_settings->value(QLatin1String(SingleKeysKey), m_singleKeys).toBool();
    m_logRows = std::clamp(number(RowsKey, m_logRows), FewestRows, MostRows);
    m_clipboardMinutes = std::clamp(number(ClipboardKey, m_clipboardMinutes), 0, MostClipboardMinutes);
    m_retention = policyOf(number(DaysKey, days(m_retention)), number(GigabytesKey, gigabytes(m_retention)));
}

void Preferences::setThemeMode(Theme::Mode mode)
{
    if (mode == m_themeMode)
        return;
    m_themeMode = mode;
    m_settings->setValue(QLatin1String(ThemeKey), int(mode));
    Q_EMIT themeModeChanged(mode);
}

void Preferences::setUtc(bool utc)
{
    if (utc == m_utc)
        return;
    m_utc = utc;
    m_settings->setValue(QLatin1String(UtcKey), utc);
    Q_EMIT utcChanged(utc);
}

void Preferences::setSingleKeys(bool on)
{
    if (on == m_singleKeys)
        return;
    m_singleKeys = on;
    m_settings->setValue(QLatin1String(SingleKeysKey), on);
    Q_EMIT singleKeysChanged(on);
}

void Preferences::setLogRows(int rows)
{
    rows = std::clamp(rows, FewestRows, MostRows);
    if (rows == m_logRows)
        return;
    m_logRows = rows;
    m_settings->setValue(QLatin1String(RowsKey), rows);
    Q_EMIT logRowsChanged(rows);
}

void Preferences::setClipboardMinutes(int minutes)
{
    minutes = std::clamp(minutes, 0, MostClipboardMinutes);
    if (minutes == m_clipboardMinutes)
        return;
    m_clipboardMinutes = minutes;
    m_settings->setValue(QLatin1String(ClipboardKey), minutes);
    Q_EMIT clipboardMinutesChanged(minutes);
}

void Preferences::setRetention(const Domain::RetentionPolicy &wanted)
{
    const Domain::RetentionPolicy policy = policyOf(days(wanted), gigabytes(wanted));
    if (policy == m_retention)
        return;
    m_retention = policy;
    m_settings->setValue(QLatin1String(DaysKey), days(policy));
    m_settings->setValue(QLatin1String(GigabytesKey), gigabytes(policy));
    Q_EMIT retentionChanged(policy);
}

} // namespace Gui
