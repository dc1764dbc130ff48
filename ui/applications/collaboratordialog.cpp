// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/applications/collaboratordialog.h"

#include "backend/domain/problemtext.h"
#include "models/collaboratorsmodel.h"
#include "models/righttext.h"
#include "ui/applications/rightschooser.h"
#include "ui/connect/formcolumn.h"

#include <QLineEdit>
#include <QListWidget>

namespace Gui {

using Domain::Account;
using Models::RightText::all;

namespace {

constexpr int TypingMs = 250;
constexpr int LongestSearch = 50;
constexpr int FewestLetters = 2;
constexpr int ShownRows = 5;
constexpr int KindRole = Qt::UserRole;
constexpr int IdRole = Qt::UserRole + 1;

} // namespace

CollaboratorDialog::CollaboratorDialog(ApplicationDesk *desk, const QList<Account> &present, const Theme *theme,
                                       QWidget *parent)
    : FormDialog(theme, parent)
    , m_desk(desk)
    , m_network(desk->network())
    , m_present(present)
{
    setObjectName(QStringLiteral("collaboratorDialog"));
    setWindowTitle(tr("New collaborator of %1").arg(desk->id()));
    setAcceptText(tr("Add"), tr("Give this account the ticked rights"));
    m_search = form()->addLine("accountSearch", tr("User or organization"), tr("part of an id"),
                               tr("At least %1 letters of the id; the network shows at most ten.").arg(FewestLetters));
    m_search->setMaxLength(LongestSearch);
    m_found = new QListWidget(this);
    m_found->setObjectName(QStringLiteral("accountList"));
    m_found->setFixedHeight((fontMetrics().height() + 8) * ShownRows);
    form()->addField(m_found, tr("Found"), tr("Type above, then choose."));
    m_rights = new RightsChooser(this);
    form()->addField(m_rights, tr("Rights"), tr("All of them make a second owner."));
    if (const RightsBook::Entry &own = desk->rights(); own.state == RightsBook::State::Known)
        m_rights->setGrantable(own.rights, tr("A key can only give what it has itself."));
    m_rights->setRights(Domain::Right::ViewApplication | Domain::Right::ReadTraffic | Domain::Right::ViewDevices);
    m_typing.setSingleShot(true);
    m_typing.setInterval(TypingMs);
    connect(&m_typing, &QTimer::timeout, this, &CollaboratorDialog::search);
    connect(m_search, &QLineEdit::textEdited, this, [this] { m_typing.start(); });
    connect(m_found, &QListWidget::currentRowChanged, this, [this] { form()->setMistake(m_found, {}); });
    connect(m_rights, &RightsChooser::edited, this, [this] {
        m_warned = false;
        form()->setMistake(m_rights, {});
    });
    m_search->setFocus();
}

void CollaboratorDialog::edit(const Domain::Collaborator &collaborator, bool isSelf, bool isLast)
{
    m_editing = true;
    m_before = collaborator;
    m_isSelf = isSelf;
    m_isLast = isLast;
    setWindowTitle(tr("Rights of %1").arg(collaborator.account.id));
    setAcceptText(tr("Save"), tr("Save the rights; they hold at once"));
    form()->setFieldVisible(m_search, false);
    form()->setFieldVisible(m_found, false);
    m_rights->setRights(collaborator.rights);
    if (!collaborator.otherRights.isEmpty())
        form()->setHint(m_rights, Models::RightText::othersNote(collaborator.otherRights));
    m_rights->setFocus();
}

void CollaboratorDialog::search()
{
    const QString text = m_search->text().trimmed();
    Domain::AccessApi *lists = m_network ? m_network->accessLists() : nullptr;
    if (!lists || text.size() < FewestLetters) {
        m_searching.cancel();
        m_found->clear();
        form()->setHint(m_found, tr("Type above, then choose."));
        return;
    }
    form()->setHint(m_found, tr("Searching…"));
    m_searching = lists->findAccounts(text);
    m_searching.then(this, [this](const Domain::Result<QList<Account>> &answer) { showFound(answer); });
}

void CollaboratorDialog::showFound(const Domain::Result<QList<Account>> &answer)
{
    m_found->clear();
    if (answer.problem) {
        form()->setMistake(m_found, Domain::problemLine(answer.problem));
        return;
    }
    form()->setMistake(m_found, {});
    for (const Account &account : answer.value) {
        const bool there = m_present.contains(account);
        const QString text = tr("%1 (%2)").arg(account.id, Models::CollaboratorsModel::kindText(account.kind));
        auto *item = new QListWidgetItem(there ? tr("%1, works with it already").arg(text) : text, m_found);
        item->setData(KindRole, int(account.kind));
        item->setData(IdRole, account.id);
        if (there)
            item->setFlags(Qt::NoItemFlags);
    }
    form()->setHint(m_found,
                    answer.value.isEmpty() ? tr("Nobody has an id with these letters.")
                                           : tr("Choose one. If it is not here, type more of its id."));
    if (answer.value.size() == 1 && m_found->item(0)->flags() != Qt::NoItemFlags)
        m_found->setCurrentRow(0);
}

std::optional<Account> CollaboratorDialog::chosen() const
{
    if (m_editing)
        return m_before.account;
    const QListWidgetItem *item = m_found->currentItem();
    if (!item || item->flags() == Qt::NoItemFlags)
        return std::nullopt;
    return Account{Account::Kind(item->data(KindRole).toInt()), item->data(IdRole).toString()};
}

bool CollaboratorDialog::hasUnsavedChanges() const
{
    return m_editing ? m_rights->rights() != m_before.rights : chosen().has_value();
}

bool CollaboratorDialog::check()
{
    if (!chosen()) {
        form()->setMistake(m_found, tr("Choose an account."));
        m_search->setFocus();
        return false;
    }
    const Domain::Rights wanted = m_rights->rights();
    if (!wanted) {
        form()->setMistake(m_rights, tr("Tick at least one right, or remove the collaborator."));
        return false;
    }
    if (m_editing && m_isLast && wanted != all()) {
        form()->setMistake(m_rights, tr("Nobody else has all rights: give them to somebody else first."));
        return false;
    }
    if (m_editing && m_isSelf && (m_before.rights & ~wanted) && !m_warned) {
        m_warned = true;
        form()->setMistake(m_rights,
                           tr("The key of this console is of this user and would lose the right to %1. Save "
                              "again if you want that.")
                               .arg(Models::RightText::list(m_before.rights & ~wanted)));
        return false;
    }
    return true;
}

void CollaboratorDialog::send()
{
    if (!check() || !m_network || !m_network->accessLists())
        return;
    setSending(true);
    const Account account = *chosen();
    m_call = m_network->accessLists()->setCollaborator(m_desk->id(), account, m_rights->rights());
    m_call.then(this, [this, account](const Domain::Result<Domain::Done> &answer) {
        if (answer.problem) {
            showProblem(answer.problem);
            return;
        }
        Q_EMIT saved(account);
        accept();
    });
}

void CollaboratorDialog::cancelSending()
{
    m_call.cancel();
}

} // namespace Gui
