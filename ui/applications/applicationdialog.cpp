// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/applications/applicationdialog.h"

#include "backend/domain/accessapi.h"
#include "backend/domain/problemtext.h"
#include "models/connectiondraft.h"
#include "ui/applications/attributefields.h"
#include "ui/connect/formcolumn.h"

#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QStringListModel>

namespace Gui {

using Domain::Access;
using Domain::Account;
using Models::ApplicationDraft;
using Code = Domain::Problem::Code;

namespace {

constexpr int LongestId = 64;
constexpr int DescriptionLines = 3;

} // namespace

ApplicationDialog::ApplicationDialog(std::shared_ptr<Domain::NetworkApi> network, Domain::Generation generation,
                                     const Access &access, const Theme *theme, QWidget *parent)
    : FormDialog(theme, parent)
    , m_network(std::move(network))
    , m_generation(generation)
{
    const bool details = m_network->capabilities().testFlag(Domain::Capability::ApplicationDetails);
    setObjectName(QStringLiteral("applicationDialog"));
    setWindowTitle(details ? tr("New application") : tr("Register an application"));
    setAcceptText(details ? tr("Create") : tr("Register"), tr("Create this application at the network"));
    m_id
        = form()->addLine("applicationId", tr("Application ID"), QStringLiteral("my-orchard"),
                          generation == Domain::Generation::V3
                              ? tr("3 to 36 lower-case letters, digits and single hyphens. It cannot change later, and "
                                   "stays taken when the application is deleted.")
                              : tr("2 to 36 lower-case letters, digits, hyphens and underscores."));
    m_id->setMaxLength(LongestId);
    if (details) {
        buildDetails();
        buildOwner(access);
        m_attributes = new AttributeFields(this);
        form()->addField(
            m_attributes, tr("Attributes"),
            tr("At most %1 names with values, for programs that read them.").arg(ApplicationDraft::MostAttributes));
        connect(m_attributes, &AttributeFields::edited, this, [this] { check(false); });
    }
    connect(m_id, &QLineEdit::textChanged, this, [this] { check(false); });
    m_id->setFocus();
}

void ApplicationDialog::buildDetails()
{
    m_name = form()->addLine("applicationName", tr("Name"), tr("what people call it"));
    m_description = new QPlainTextEdit(this);
    m_description->setObjectName(QStringLiteral("applicationDescription"));
    m_description->setTabChangesFocus(true);
    m_description->setFixedHeight(fontMetrics().lineSpacing() * DescriptionLines + 16);
    form()->addField(m_description, tr("Description"));
    connect(m_name, &QLineEdit::textChanged, this, [this] { check(false); });
    connect(m_description, &QPlainTextEdit::textChanged, this, [this] { check(false); });
}

void ApplicationDialog::buildOwner(const Access &access)
{
    m_owner = new QComboBox(this);
    m_owner->setObjectName(QStringLiteral("applicationOwner"));
    const bool ofOrganization = access.kind == Access::Kind::Organization;
    m_owner->addItem(ofOrganization ? tr("The organization %1").arg(access.entity) : tr("Me (%1)").arg(access.entity));
    form()->addField(m_owner, tr("Owner"), tr("Has all rights, and is its contact at first."));
    if (ofOrganization)
        return; // it makes applications for itself only
    m_owner->addItem(tr("One of my organizations"));
    m_organization = form()->addLine("applicationOrganization", tr("Organization"), QStringLiteral("my-company"),
                                     tr("Its id. You need the right to create applications there."));
    m_organization->setMaxLength(LongestId);
    auto *completer = new QCompleter(new QStringListModel(this), this);
    m_organization->setCompleter(completer);
    form()->setFieldVisible(m_organization, false);
    connect(m_owner, &QComboBox::currentIndexChanged, this, [this](int index) {
        form()->setFieldVisible(m_organization, index == 1);
        check(false);
    });
    connect(m_organization, &QLineEdit::textEdited, this, [this](const QString &text) {
        check(false);
        findOrganizations(text.trimmed());
    });
}

void ApplicationDialog::findOrganizations(const QString &text)
{
    Domain::AccessApi *lists = m_network->accessLists();
    if (!lists || text.size() < 2)
        return;
    m_search = lists->findAccounts(text);
    m_search.then(this, [this](const Domain::Result<QList<Account>> &answer) {
        QStringList ids;
        for (const Account &account : answer.value) {
            if (account.kind == Account::Kind::Organization)
                ids += account.id;
        }
        auto *model = qobject_cast<QStringListModel *>(m_organization->completer()->model());
        if (model->stringList() != ids)
            model->setStringList(ids);
    });
}

void ApplicationDialog::suggestId(const QString &id)
{
    m_suggested = id;
    m_id->setText(id);
    m_id->selectAll();
    form()->setHint(m_id,
                    tr("2 to 36 lower-case letters, digits, hyphens and underscores. The access key of the chosen "
                       "application registers it, so it must be the one of this id."));
}

ApplicationDraft ApplicationDialog::draft() const
{
    ApplicationDraft draft;
    draft.generation = m_generation;
    draft.id = m_id->text();
    if (m_name) {
        draft.name = m_name->text();
        draft.description = m_description->toPlainText();
        draft.attributes = m_attributes ? m_attributes->pairs() : ApplicationDraft::Pairs();
    }
    return draft;
}

Account ApplicationDialog::owner() const
{
    if (m_owner && m_owner->currentIndex() == 1)
        return {Account::Kind::Organization, m_organization->text().trimmed()};
    return {};
}

QString ApplicationDialog::ownerMistake(bool complete) const
{
    if (!m_owner || m_owner->currentIndex() != 1)
        return {};
    const QString id = m_organization->text().trimmed();
    if (id.isEmpty())
        return complete ? tr("Give the ID of the organization.") : QString();
    return complete ? Models::ConnectionDraft::idSentence(Domain::Generation::V3, id) : QString();
}

void ApplicationDialog::check(bool complete)
{
    const ApplicationDraft now = draft();
    form()->setMistake(m_id, now.idMistake(complete));
    if (!m_name)
        return;
    form()->setMistake(m_name, now.nameMistake());
    form()->setMistake(m_description, now.descriptionMistake());
    if (m_attributes)
        form()->setMistake(m_attributes, now.attributesMistake());
    if (m_organization)
        form()->setMistake(m_organization, ownerMistake(complete));
}

bool ApplicationDialog::hasUnsavedChanges() const
{
    return m_id->text().trimmed() != m_suggested;
}

void ApplicationDialog::send()
{
    check(true);
    if (!draft().isRight() || !ownerMistake(true).isEmpty())
        return;
    setSending(true);
    m_call = m_network->createApplication(draft().application(), owner());
    m_call.then(this, [this](const Domain::Result<Domain::Done> &answer) { onAnswer(answer); });
}

void ApplicationDialog::onAnswer(const Domain::Result<Domain::Done> &answer)
{
    if (!answer.problem) {
        Q_EMIT created(m_id->text().trimmed());
        accept();
        return;
    }
    switch (answer.problem.code) {
    case Code::IdTaken:
    case Code::IdForbidden:
    case Code::IdInvalid:
        setSending(false);
        form()->setMistake(m_id, Domain::problemLine(answer.problem));
        m_id->setFocus();
        break;
    case Code::NoUserRights:
        if (m_organization && m_owner->currentIndex() == 1) {
            setSending(false);
            form()->setMistake(m_organization,
                               tr("You may not create applications there, or there is no such organization."));
            break;
        }
        [[fallthrough]];
    default:
        showProblem(answer.problem);
    }
}

void ApplicationDialog::cancelSending()
{
    m_call.cancel();
}

} // namespace Gui
