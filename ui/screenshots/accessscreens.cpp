// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Who can get into an application: its API keys and its collaborators.
#include "backend/domain/accessapi.h"
#include "ui/applications/applicationsettingspage.h"
#include "ui/applications/secretdialog.h"
#include "ui/consolecontext.h"
#include "ui/mainwindow.h"
#include "ui/screenshots/screenwalk.h"

#include <QAction>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

namespace Gui {

namespace {

Scope applicationOfStack(MainWindow *window)
{
    for (const Domain::ProfileRef profile : window->context().profiles()) {
        const Domain::Profile facts = window->context().profile(profile);
        if (facts.generation == Domain::Generation::V3 && !facts.applications.isEmpty())
            return {profile, facts.applications.first()};
    }
    return {};
}

ApplicationSettingsPage *showSection(MainWindow *window, const char *section)
{
    const Scope scope = applicationOfStack(window);
    window->showWelcome(false);
    window->showScope(scope.profile, scope.application);
    window->workspace()->setKind(PageKind::Settings);
    auto *page = qobject_cast<ApplicationSettingsPage *>(window->workspace()->currentPage());
    if (page)
        page->showSection(QLatin1String(section));
    return page;
}

/// Nothing happens where the key lacks the right, or the row that it is about has not come.
void order(MainWindow *window, const char *section, const char *action)
{
    const ApplicationSettingsPage *page = showSection(window, section);
    if (auto *found = page ? page->findChild<QAction *>(QLatin1String(action)) : nullptr)
        found->trigger();
}

/// With the shape of a key and no secret in it.
Domain::NewApiKey madeUpKey()
{
    Domain::NewApiKey made;
    made.key.id = QStringLiteral("EXAMPLEONLYEXAMPLEONLY");
    made.key.name = QStringLiteral("Dashboard of the west greenhouse");
    made.key.rights = Domain::Right::ViewApplication | Domain::Right::ViewDevices | Domain::Right::ReadTraffic;
    made.secret = "NNSXS.EXAMPLEONLYEXAMPLEONLY.THISISNOKEYBUTITSSHAPE";
    return made;
}

void addSecrets(ScreenWalk &walk)
{
    MainWindow *window = &walk.window();
    walk.addDialog("api-key-secret", "secretDialog", [window] {
        showSection(window, "apiKeysSection");
        (new SecretDialog(madeUpKey(), window->theme(), window))->open();
    });
    walk.addDialog("api-key-secret-shown", "secretDialog", [window] {
        auto *dialog = new SecretDialog(madeUpKey(), window->theme(), window);
        dialog->findChild<QPushButton *>(QStringLiteral("secretShow"))->setChecked(true);
        dialog->open();
    });
    walk.addDialog("api-key-not-copied", "uncopiedBox", [window] {
        auto *dialog = new SecretDialog(madeUpKey(), window->theme(), window);
        dialog->open();
        dialog->reject();
        QObject::connect(dialog->findChild<QDialog *>(QStringLiteral("uncopiedBox")), &QDialog::finished, dialog,
                         [dialog] { dialog->done(QDialog::Rejected); });
    });
}

} // namespace

void addAccessScreens(ScreenWalk &walk)
{
    MainWindow *window = &walk.window();
    if (applicationOfStack(window).profile == 0)
        return;
    const auto leave = [window] {
        window->showScope(0, {});
        window->workspace()->setKind(PageKind::Live);
    };
    const auto addOrder = [&](const char *name, const char *dialog, const char *section, const char *action) {
        walk.addDialog(name, dialog, [=] { order(window, section, action); });
    };
    walk.add(
        "settings-api-keys", [window] { showSection(window, "apiKeysSection"); }, leave);
    addOrder("api-key-new", "apiKeyDialog", "apiKeysSection", "newApiKey");
    addOrder("api-key-edit", "apiKeyDialog", "apiKeysSection", "editApiKey");
    addOrder("api-key-delete", "typedConfirmation", "apiKeysSection", "deleteApiKey");
    addSecrets(walk);
    walk.add(
        "settings-collaborators", [window] { showSection(window, "collaboratorsSection"); }, leave);
    walk.addDialog("collaborator-add", "collaboratorDialog", [window] {
        order(window, "collaboratorsSection", "addCollaborator");
        if (auto *search = window->findChild<QLineEdit *>(QStringLiteral("accountSearch")))
            search->insert(QStringLiteral("gr"));
    });
    addOrder("collaborator-rights", "collaboratorDialog", "collaboratorsSection", "editCollaborator");
    walk.addDialog(
        "collaborator-remove", "typedConfirmation",
        [window] {
            // The first one is the last with all rights.
            if (auto *table = window->findChild<QTableView *>(QStringLiteral("collaboratorsTable")))
                table->setCurrentIndex(table->model()->index(1, 0));
            order(window, "collaboratorsSection", "removeCollaborator");
        },
        leave);
}

} // namespace Gui
