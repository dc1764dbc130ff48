// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/history.h"
#include "ui/common/theme.h"

#include <QObject>

class QSettings;

namespace Gui {

/// What a person has chosen for the whole program, kept in the settings at once. Values out of range, as after an edit
/// by hand, are brought into it. GUI thread.
class Preferences : public QObject
{
    Q_OBJECT

public:
    static constexpr int FewestRows = 100'000;
    static constexpr int MostRows = 4'000'000;
    static constexpr int MostDays = 3'650;
    static constexpr int MostGigabytes = 1'000;
    static constexpr int MostClipboardMinutes = 60;

    /// The settings must outlive it.
    Preferences(QSettings *settings, QObject *parent);

    [[nodiscard]] Theme::Mode themeMode() const { return m_themeMode; }
    [[nodiscard]] bool utc() const { return m_utc; }
    /// Keys without Ctrl act in the log.
    [[nodiscard]] bool singleKeys() const { return m_singleKeys; }
    /// How many rows the log keeps in memory.
    [[nodiscard]] int logRows() const { return m_logRows; }
    [[nodiscard]] Domain::RetentionPolicy retention() const { return m_retention; }
    /// After how long a copied secret is taken out of the clipboard; 0: never.
    [[nodiscard]] int clipboardMinutes() const { return m_clipboardMinutes; }

public Q_SLOTS:
    void setThemeMode(Gui::Theme::Mode mode);
    void setUtc(bool utc);
    void setSingleKeys(bool on);
    void setLogRows(int rows);
    void setRetention(const Domain::RetentionPolicy &policy);
    void setClipboardMinutes(int minutes);

Q_SIGNALS:
    void themeModeChanged(Gui::Theme::Mode mode);
    void utcChanged(bool utc);
    void singleKeysChanged(bool on);
    void logRowsChanged(int rows);
    void retentionChanged(const Domain::RetentionPolicy &policy);
    void clipboardMinutesChanged(int minutes);

private:
    void load();

    QSettings *m_settings = nullptr;
    Theme::Mode m_themeMode = Theme::Mode::System;
    bool m_utc = false;
    bool m_singleKeys = true;
    int m_logRows = 1'000'000;
    Domain::RetentionPolicy m_retention;
    int m_clipboardMinutes = 1;
};

} // namespace Gui
