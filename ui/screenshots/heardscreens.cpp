// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/consolecontext.h"
#include "ui/heard/heardpage.h"
#include "ui/mainwindow.h"
#include "ui/screenshots/screenwalk.h"

#include <QAbstractButton>

namespace Gui {

namespace {

/// The page over the window's middle, as a window of its own.
HeardPage *showPage(MainWindow *window, const char *name, const Scope &scope)
{
    auto *page = new HeardPage(&window->context(), window->activity(), window->theme(), scope, window);
    page->setObjectName(QLatin1String(name));
    page->setWindowFlags(Qt::Dialog);
    page->setAttribute(Qt::WA_DeleteOnClose);
    page->resize(1090, 700);
    page->show();
    return page;
}

} // namespace

void addHeardScreens(ScreenWalk &walk)
{
    MainWindow *window = &walk.window();
    walk.addDialog("heard-everything", "heardEverything", [window] { showPage(window, "heardEverything", {}); });
    walk.addDialog("heard-application", "heardApplication", [window] {
        const std::vector<Domain::ProfileRef> profiles = window->context().profiles();
        const Domain::ProfileRef profile = profiles.empty() ? Domain::ProfileRef(0) : profiles.front();
        showPage(window, "heardApplication",
                 {profile, profile ? window->context().profile(profile).applications.value(0) : QString()});
    });
    walk.addDialog("heard-silent", "heardSilent", [window] {
        showPage(window, "heardSilent", {})
            ->findChild<QAbstractButton *>(QStringLiteral("silentOnlyButton"))
            ->setChecked(true);
    });
    walk.addDialog("heard-empty", "heardEmpty", [window] {
        showPage(window, "heardEmpty", {0, QStringLiteral("an-application-that-never-sent")});
    });
}

} // namespace Gui
