// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/consolecontext.h"

#include <QObject>

#include <functional>

class QWidget;

namespace Gui {

/// The dialogs of the window that ask a person for something and give the order that follows. None waits: each opens
/// and returns. GUI thread.
class Questions : public QObject
{
    Q_OBJECT

public:
    /// The context must outlive it; `window` is the parent of the dialogs.
    Questions(ConsoleContext &context, QWidget *window);

    /// False: the window stays until a person has said what is to become of what these pages have not saved.
    [[nodiscard]] bool mayLeave(const QStringList &unsavedPages);

public Q_SLOTS:
    void askToDeleteHistory(Domain::ProfileRef profile);
    void showAbout();

private:
    void confirm(const char *name, const QString &title, const QString &text, const QString &action,
                 const std::function<void()> &run);

    ConsoleContext &m_context;
    QWidget *m_window = nullptr;
    bool m_leavesUnsaved = false;
};

} // namespace Gui
