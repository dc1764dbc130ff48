// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/applications/applicationsettingspage.h"
#include "ui/consolecontext.h"
#include "ui/mainwindow.h"
#include "ui/screenshots/screenwalk.h"

#include <QLineEdit>

namespace Gui {

namespace {

Scope scopeOf(MainWindow *window, Domain::Generation generation, bool application)
{
    for (const Domain::ProfileRef profile : window->context().profiles()) {
        const Domain::Profile facts = window->context().profile(profile);
        if (facts.generation == generation)
            return {profile, application ? facts.applications.value(0) : QString()};
    }
    return {};
}

Page *show(MainWindow *window, const Scope &scope, PageKind kind)
{
    window->showWelcome(false);
    window->showScope(scope.profile, scope.application);
    window->workspace()->setKind(kind);
    return window->workspace()->currentPage();
}

void leave(MainWindow *window)
{
    window->showScope(0, {});
    window->workspace()->setKind(PageKind::Live);
}

void addSection(ScreenWalk &walk, const char *name, Domain::Generation generation, const char *section)
{
    MainWindow *window = &walk.window();
    walk.add(
        name,
        [window, generation, section] {
            auto *page = qobject_cast<ApplicationSettingsPage *>(
                show(window, scopeOf(window, generation, true), PageKind::Settings));
            if (page)
                page->showSection(QLatin1String(section));
        },
        [window] { leave(window); });
}

} // namespace

void addApplicationsScreens(ScreenWalk &walk)
{
    using Domain::Generation;
    MainWindow *window = &walk.window();
    if (scopeOf(window, Generation::V3, true).profile == 0)
        return;
    const auto list = [window](Generation generation) {
        return show(window, scopeOf(window, generation, false), PageKind::Applications);
    };
    walk.add(
        "applications-list", [list] { list(Generation::V3); }, [window] { leave(window); });
    walk.add(
        "applications-none",
        [list] {
            list(Generation::V3)
                ->findChild<QLineEdit *>(QStringLiteral("applicationsSearch"))
                ->setText(QStringLiteral("no-application-has-this"));
        },
        [list, window] {
            list(Generation::V3)->findChild<QLineEdit *>(QStringLiteral("applicationsSearch"))->clear();
            leave(window);
        });
    addSection(walk, "settings-overview", Generation::V3, "overviewSection");
    addSection(walk, "settings-general", Generation::V3, "generalSection");
    addSection(walk, "settings-formatters", Generation::V3, "formatterSection");
    addSection(walk, "settings-delete", Generation::V3, "dangerSection");
    if (scopeOf(window, Generation::V2, true).profile != 0) {
        walk.add(
            "applications-v2", [list] { list(Generation::V2); }, [window] { leave(window); });
        addSection(walk, "settings-v2-overview", Generation::V2, "overviewSection");
        addSection(walk, "settings-v2-general", Generation::V2, "payloadSection");
    }
}

} // namespace Gui
