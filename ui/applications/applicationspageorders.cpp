// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What one can do on the page; what it shows is in applicationspage.cpp.
#include "ui/applications/applicationdialog.h"
#include "ui/applications/applicationsettingspage.h"
#include "ui/applications/applicationspage.h"
#include "ui/applications/deleteddialog.h"
#include "ui/applications/settingsdialog.h"
#include "ui/applications/stopwatching.h"
#include "ui/connections/connectionservice.h"
#include "ui/consolecontext.h"

namespace Gui {

using Domain::Capability;

void ApplicationsPage::toggleWatched()
{
    m_model.toggleWatched(currentRow());
}

void ApplicationsPage::applyWatch()
{
    Domain::Profile changed = m_context->profile(m_scope.profile);
    changed.applications = m_model.chosen();
    m_context->connections().updateProfile(m_scope.profile, changed, {});
    Q_EMIT noted(changed.applications.size() == 1
                     ? tr("One application is watched.")
                     : tr("%1 applications are watched.").arg(changed.applications.size()));
}

void ApplicationsPage::create()
{
    // Where each application has keys of its own, its own one registers it.
    const bool details = m_network->capabilities().testFlag(Capability::ApplicationDetails);
    auto network = details ? m_network : m_context->network(m_scope.profile, currentId());
    if (!network)
        return;
    auto *dialog = new ApplicationDialog(std::move(network), m_context->profile(m_scope.profile).generation,
                                         m_rights->entry(m_scope).access, m_theme, window());
    if (!details)
        dialog->suggestId(currentId());
    connect(dialog, &ApplicationDialog::created, this, [this](const QString &id) {
        m_wanted = id;
        Q_EMIT noted(m_model.isChoosable() ? tr("%1 is there. Tick Watch to see what it sends.").arg(id)
                                           : tr("%1 is there.").arg(id));
        load();
    });
    dialog->open();
}

void ApplicationsPage::open()
{
    const QString id = currentId();
    if (id.isEmpty())
        return;
    if (m_model.isWatched(currentRow()))
        Q_EMIT scopeRequested({m_scope.profile, id});
    else
        showSettings({});
}

void ApplicationsPage::openSettings()
{
    showSettings({});
}

void ApplicationsPage::remove()
{
    showSettings(QStringLiteral("dangerSection"));
}

void ApplicationsPage::showSettings(const QString &section)
{
    const Scope scope{m_scope.profile, currentId()};
    if (scope.application.isEmpty() || !m_network)
        return;
    auto *dialog = new SettingsDialog(m_context, m_activity, m_theme, scope, window());
    if (!section.isEmpty())
        dialog->page()->showSection(section);
    connect(dialog->page(), &Page::noted, this, &Page::noted);
    connect(dialog->page(), &Page::connectionEditRequested, this, &Page::connectionEditRequested);
    connect(dialog->page(), &Page::keyRequested, this, &Page::keyRequested);
    connect(dialog->page(), &ApplicationSettingsPage::devicesRequested, this, [this, dialog](const Scope &wanted) {
        dialog->reject();
        Q_EMIT scopeRequested(wanted);
    });
    connect(
        dialog->page(), &ApplicationSettingsPage::deleted, this,
        [this, dialog, scope] {
            dialog->accept();
            stopWatching(*m_context, scope);
            load();
        },
        Qt::QueuedConnection);
    connect(dialog, &QDialog::rejected, this, &ApplicationsPage::load);
    dialog->open();
}

void ApplicationsPage::showDeleted()
{
    auto *dialog = new DeletedDialog(m_network, m_theme, window());
    connect(dialog, &DeletedDialog::restored, this, [this](const QString &id) {
        m_wanted = id;
        Q_EMIT noted(tr("%1 is back.").arg(id));
        load();
    });
    dialog->open();
}

void ApplicationsPage::onNoteAction()
{
    switch (m_noteAction) {
    case NoteAction::Retry:
        load();
        break;
    case NoteAction::EditConnection:
        Q_EMIT connectionEditRequested(m_scope.profile);
        break;
    case NoteAction::EnterKey:
        Q_EMIT keyRequested(m_scope.profile);
        break;
    case NoteAction::ShowAll:
        stepBack();
        break;
    }
}

} // namespace Gui
