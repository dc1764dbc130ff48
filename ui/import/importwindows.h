// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/problem.h"
#include "ui/common/page.h"

#include <QPointer>

#include <map>

namespace Models {
class DeviceActivity;
} // namespace Models

namespace Gui {

class ConsoleContext;
class ImportWindow;
class Theme;

/// The imports that are open: one for each application, also while it only works in the background. GUI thread.
class ImportWindows : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it; `window` is what they stand over.
    ImportWindows(ConsoleContext *context, const Models::DeviceActivity *activity, const Theme *theme, QWidget *window);

    /// Shows the import of this application. Null where its network has no devices to register, or its key is not
    /// known; that is told by failed().
    ImportWindow *open(const Scope &scope);

Q_SIGNALS:
    void registered(const Gui::Scope &scope);
    void noted(const QString &text);
    void devicesRequested(const Gui::Scope &scope, const QStringList &devices);
    void failed(const Domain::Problem &problem);

private:
    ConsoleContext *m_context;
    const Models::DeviceActivity *m_activity;
    const Theme *m_theme;
    QWidget *m_window;
    std::map<Scope, QPointer<ImportWindow>> m_windows;
};

} // namespace Gui
