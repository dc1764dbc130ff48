// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/live/logchoices.h"

#include <QSettings>

namespace App {

/// The choices of all logs, kept in the program's settings. GUI thread.
class StoredLogChoices final : public Gui::LogChoices
{
    Q_OBJECT

public:
    explicit StoredLogChoices(const QString &settingsFile, QObject *parent = nullptr);

private:
    void load();
    void store();

    QSettings m_settings;
};

} // namespace App
