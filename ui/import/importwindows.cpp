// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/importwindows.h"

#include "ui/consolecontext.h"
#include "ui/import/importwindow.h"

namespace Gui {

ImportWindows::ImportWindows(ConsoleContext *context, const Models::DeviceActivity *activity, const Theme *theme,
                             QWidget *window)
    : QObject(window)
    , m_context(context)
    , m_activity(activity)
    , m_theme(theme)
    , m_window(window)
{
}

ImportWindow *ImportWindows::open(const Scope &scope)
{
    QPointer<ImportWindow> &place = m_windows[scope];
    if (!place) {
        std::shared_ptr<Domain::NetworkApi> network = m_context->network(scope.profile, scope.application);
        if (!network || !network->devices()) {
            const auto code
                = network ? Domain::Problem::Code::NotOfThisNetwork : Domain::Problem::Code::CredentialMissing;
            Q_EMIT failed({code, {m_context->profile(scope.profile).name}, {}, {}, false});
            return nullptr;
        }
        place = new ImportWindow(m_context, m_activity, m_theme, scope, std::move(network), m_window);
        ImportWindow *window = place;
        connect(window, &ImportWindow::registered, this, [this, scope] { Q_EMIT registered(scope); });
        connect(window, &ImportWindow::noted, this, &ImportWindows::noted);
        connect(window, &ImportWindow::devicesRequested, this, &ImportWindows::devicesRequested);
        // Hidden while it works: then it stays, to be looked at again.
        connect(window, &QDialog::rejected, window, [this, window, scope] {
            if (window->isRunning())
                return;
            m_windows.erase(scope);
            window->deleteLater();
        });
    }
    place->show();
    place->raise();
    place->activateWindow();
    return place;
}

} // namespace Gui
