// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/consolecontext.h"

#include <QObject>

#include <functional>

class QWidget;

namespace Gui {

class Theme;

/// The dialogs of the window that ask a person for something and give the order that follows. None waits: each opens
/// and returns. GUI thread.
class Questions : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it; `window` is the parent of the dialogs.
    Questions(ConsoleContext &context, const Theme &theme, QWidget *window);

public Q_SLOTS:
    void askForNetwork();
    void askForKey(Domain::ProfileRef profile);
    void askToDeleteHistory(Domain::ProfileRef profile);
    void askToRemove(Domain::ProfileRef profile);
    void showAbout();

private:
    void confirm(const char *name, const QString &title, const QString &text, const QString &action,
                 const std::function<void()> &run);

    ConsoleContext &m_context;
    const Theme &m_theme;
    QWidget *m_window = nullptr;
};

} // namespace Gui
