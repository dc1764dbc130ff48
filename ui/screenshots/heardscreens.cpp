// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/consolecontext.h"
#include "ui/heard/heardpage.h"
#include "ui/mainwindow.h"
#include "ui/screenshots/screenwalk.h"

#include <QAbstractButton>
#include <QLineEdit>

namespace Gui {

namespace {

Page *showHeard(MainWindow *window, const Scope &scope)
{
    window->showWelcome(false);
    window->showScope(scope.profile, scope.application);
    window->workspace()->setKind(PageKind::Heard);
    return window->workspace()->currentPage();
}

} // namespace

void addHeardScreens(ScreenWalk &walk)
{
    MainWindow *window = &walk.window();
    const auto silentOnly = [](Page *page, bool on) {
        page->findChild<QAbstractButton *>(QStringLiteral("silentOnlyButton"))->setChecked(on);
    };
    const auto leave = [window] {
        window->showScope(0, {});
        window->workspace()->setKind(PageKind::Live);
    };
    walk.add(
        "heard-everything", [window] { showHeard(window, {}); }, leave);
    walk.add(
        "heard-application",
        [window] {
            const std::vector<Domain::ProfileRef> profiles = window->context().profiles();
            const Domain::ProfileRef profile = profiles.empty() ? Domain::ProfileRef(0) : profiles.front();
            const QString application = profile ? window->context().profile(profile).applications.value(0) : QString();
            showHeard(window, {profile, application});
        },
        leave);
    walk.add(
        "heard-silent", [window, silentOnly] { silentOnly(showHeard(window, {}), true); },
        [window, silentOnly, leave] {
            silentOnly(showHeard(window, {}), false);
            leave();
        });
    walk.add(
        "heard-none",
        [window] {
            auto *filter = showHeard(window, {})->findChild<QLineEdit *>(QStringLiteral("heardFilter"));
            filter->setText(QStringLiteral("no-device-has-this-name"));
        },
        [window, leave] {
            showHeard(window, {})->findChild<QLineEdit *>(QStringLiteral("heardFilter"))->clear();
            leave();
        });
}

} // namespace Gui
