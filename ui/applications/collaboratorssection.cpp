// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/applications/collaboratorssection.h"

#include "models/righttext.h"
#include "ui/applications/collaboratordialog.h"
#include "ui/applications/typedconfirmation.h"
#include "ui/common/noticebar.h"
#include "ui/common/statenote.h"

#include <QAction>
#include <QHeaderView>
#include <QTableView>

namespace Gui {

using Domain::Access;
using Domain::Account;
using Domain::Right;
using Models::CollaboratorsModel;

CollaboratorsSection::CollaboratorsSection(ApplicationDesk *desk, const Theme *theme, QWidget *parent)
    : TableSection(desk, theme, parent)
{
    setObjectName(QStringLiteral("collaboratorsSection"));
    m_add = addOrder("addCollaborator", tr("Add…"), QKeySequence(Qt::Key_Insert), tr("Let somebody work with it"),
                     [this] { add(); });
    m_edit = addOrder("editCollaborator", tr("Rights…"), {}, tr("Other rights (Enter)"), [this] { edit(); });
    m_remove = addOrder("removeCollaborator", tr("Remove…"), QKeySequence(Qt::Key_Delete), tr("Take all rights away"),
                        [this] { remove(); });
    setModel(&m_model, CollaboratorsModel::MeaningRole, "collaboratorsTable", tr("Collaborators"), {});
    table()->setColumnWidth(CollaboratorsModel::Account, 280);
    table()->setColumnWidth(CollaboratorsModel::Kind, 100);
    table()->setColumnWidth(CollaboratorsModel::Rights, 300);
    connect(table(), &QTableView::activated, this, &CollaboratorsSection::edit);
    setIntroduction(
        tr("Users and organizations that see this application in their own Console, with what they may do."));
    connect(desk, &ApplicationDesk::changed, this, [this] {
        updateKnown();
        if (m_asked && this->desk().network() != m_network)
            load(true);
        updateActions();
    });
    m_people.ask = [this](int page, int limit) {
        return m_network->accessLists()->collaborators(this->desk().id(), page, limit);
    };
    m_people.show = [this] { showCollaborators(); };
    updateKnown();
    updateActions();
}

CollaboratorsSection::~CollaboratorsSection()
{
    // The view goes before the model that it shows.
    delete table();
}

void CollaboratorsSection::updateKnown()
{
    Account self;
    const RightsBook::Entry &own = desk().rights();
    if (own.state == RightsBook::State::Known && own.access.kind == Access::Kind::User)
        self = {Account::Kind::User, own.access.entity};
    else if (own.state == RightsBook::State::Known && own.access.kind == Access::Kind::Organization)
        self = {Account::Kind::Organization, own.access.entity};
    const Domain::Application &application = desk().application();
    m_model.setKnown(application.administrativeContact, application.technicalContact, self);
}

void CollaboratorsSection::load(bool anew)
{
    if (m_asked && !anew)
        return;
    m_asked = true;
    m_people.call.cancel();
    m_network = desk().network();
    if (!m_network || !m_network->accessLists()) {
        note()->showText(tr("No services"), tr("The connection names no server to ask for collaborators."));
        showTable(false);
        return;
    }
    if (!m_people.complete) {
        note()->showLoading(tr("Loading the collaborators…"));
        showTable(false);
    }
    list(m_people);
}

void CollaboratorsSection::showCollaborators()
{
    m_model.setCollaborators(m_people.rows);
    if (m_people.rows.isEmpty())
        note()->showText(tr("Nobody is told"), tr("The network names no collaborator to this key."), tr("Try again"));
    showTable(!m_people.rows.isEmpty());
    if (currentRow() < 0 && !m_people.rows.isEmpty())
        table()->setCurrentIndex(m_model.index(0, 0));
    updateActions();
}

QString CollaboratorsSection::guard() const
{
    const int row = currentRow();
    if (m_model.isLastWithAllRights(row))
        return tr("Somebody must keep all rights, and nobody else has them.");
    if (m_model.isContact(row))
        return tr("A contact of the application cannot be removed: name another one under General first.");
    return {};
}

void CollaboratorsSection::updateActions()
{
    const QString reason
        = desk().network() ? desk().reason(Right::ManageCollaborators) : tr("The connection names no server for this.");
    const QString none = reason.isEmpty() && currentRow() < 0 ? tr("Choose a collaborator.") : reason;
    allow(m_add, tr("Let somebody work with it"), reason);
    allow(m_edit, tr("Other rights (Enter)"), none);
    const QString guarded = none.isEmpty() ? guard() : none;
    allow(m_remove, tr("Take all rights away"), guarded);
    setReason(!m_people.complete ? QString() : reason.isEmpty() && currentRow() >= 0 ? guard() : reason);
}

void CollaboratorsSection::add()
{
    auto *dialog = new CollaboratorDialog(&desk(), m_model.accounts(), theme(), window());
    connect(dialog, &CollaboratorDialog::saved, this, [this](const Account &account) {
        Q_EMIT desk().noted(tr("%1 works with %2 now.").arg(account.id, desk().id()));
        Q_EMIT desk().collaboratorsChanged();
    });
    connect(dialog, &QDialog::finished, this, [this] { load(true); });
    dialog->open();
}

void CollaboratorsSection::edit()
{
    const int row = currentRow();
    const Domain::Collaborator *one = m_model.collaborator(row);
    if (!one || !m_edit->isEnabled())
        return;
    const bool isSelf = m_model.isSelf(row);
    auto *dialog = new CollaboratorDialog(&desk(), m_model.accounts(), theme(), window());
    dialog->edit(*one, isSelf, m_model.isLastWithAllRights(row));
    connect(dialog, &CollaboratorDialog::saved, this, [this, isSelf](const Account &account) {
        Q_EMIT desk().noted(tr("The rights of %1 are changed.").arg(account.id));
        if (isSelf)
            desk().refresh();
    });
    connect(dialog, &QDialog::finished, this, [this] { load(true); });
    dialog->open();
}

void CollaboratorsSection::remove()
{
    const int row = currentRow();
    const Domain::Collaborator *one = m_model.collaborator(row);
    if (!one || !m_remove->isEnabled())
        return;
    const Account account = one->account;
    QString loss = tr("%1 does not see %2 any more, and keys that %1 has made for it as a user stop working. The "
                      "application, its devices and its own API keys stay.")
                       .arg(account.id, desk().id());
    if (m_model.isSelf(row))
        loss += tr("\n\nThe key of this console is of this account: nothing of the application arrives any more then.");
    const auto order = [network = desk().network(), application = desk().id(), account] {
        return network->accessLists()->removeCollaborator(application, account);
    };
    const QString word = m_model.isSelf(row) ? account.id : QString();
    auto *dialog = new TypedConfirmation(tr("Remove %1 from %2").arg(account.id, desk().id()), loss, word, tr("Remove"),
                                         order, theme(), window());
    connect(dialog, &TypedConfirmation::done, this, [this, account] {
        Q_EMIT desk().noted(tr("%1 does not work with %2 any more.").arg(account.id, desk().id()));
        Q_EMIT desk().collaboratorsChanged();
    });
    connect(dialog, &QDialog::finished, this, [this] { load(true); });
    dialog->open();
}

} // namespace Gui
