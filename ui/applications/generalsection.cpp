// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/applications/generalsection.h"

#include "backend/domain/problemtext.h"
#include "models/collaboratorsmodel.h"
#include "ui/applications/attributefields.h"
#include "ui/common/statenote.h"
#include "ui/connect/formcolumn.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace Gui {

using Domain::Account;
using Models::ApplicationDraft;

namespace {

constexpr int DescriptionLines = 4;
constexpr int MostCollaborators = 1'000;

} // namespace

GeneralSection::GeneralSection(ApplicationDesk *desk, const Theme *theme, QWidget *parent)
    : FormSection(desk, theme, parent)
{
    setObjectName(QStringLiteral("generalSection"));
    m_id = form()->addLine("generalId", tr("Application ID"), {}, tr("It was chosen at the beginning and stays."));
    m_id->setReadOnly(true);
    m_id->setText(desk->id());
    m_name = form()->addLine("generalName", tr("Name"), tr("what people call it"));
    m_description = new QPlainTextEdit(this);
    m_description->setObjectName(QStringLiteral("generalDescription"));
    m_description->setTabChangesFocus(true);
    m_description->setFixedHeight(fontMetrics().lineSpacing() * DescriptionLines + 16);
    form()->addField(m_description, tr("Description"));
    m_attributes = new AttributeFields(this);
    form()->addField(
        m_attributes, tr("Attributes"),
        tr("At most %1 names with values, for programs that read them.").arg(ApplicationDraft::MostAttributes));
    m_administrative = addContact("administrativeContact", tr("Administrative contact"),
                                  tr("Gets what concerns the contract. One of the collaborators."));
    m_technical = addContact("technicalContact", tr("Technical contact"),
                             tr("Gets what concerns operation. One of the collaborators."));
    setFocusProxy(m_name);
    connect(m_name, &QLineEdit::textChanged, this, &GeneralSection::onEdited);
    connect(m_description, &QPlainTextEdit::textChanged, this, &GeneralSection::onEdited);
    connect(m_attributes, &AttributeFields::edited, this, &GeneralSection::onEdited);
    connect(desk, &ApplicationDesk::changed, this, &GeneralSection::onDeskChanged);
    connect(desk, &ApplicationDesk::collaboratorsChanged, this, &GeneralSection::loadCollaborators);
    onDeskChanged();
}

QComboBox *GeneralSection::addContact(const char *name, const QString &title, const QString &hint)
{
    auto *box = new QComboBox(this);
    box->setObjectName(QLatin1String(name));
    form()->addField(box, title, hint);
    form()->setFieldVisible(box, desk().has(Domain::Capability::Contacts));
    connect(box, &QComboBox::activated, this, &GeneralSection::onEdited);
    return box;
}

void GeneralSection::load(bool anew)
{
    if (anew)
        desk().refresh();
    if (m_accounts.isEmpty() || anew)
        loadCollaborators();
}

void GeneralSection::loadCollaborators()
{
    m_network = desk().network();
    Domain::AccessApi *lists = m_network ? m_network->accessLists() : nullptr;
    if (!lists || !desk().has(Domain::Capability::Contacts))
        return;
    m_collaborators = lists->collaborators(desk().id(), 1, MostCollaborators);
    m_collaborators.then(this, [this](const Domain::Result<Domain::ListPage<Domain::Collaborator>> &answer) {
        m_accounts.clear();
        for (const Domain::Collaborator &one : answer.value.rows)
            m_accounts += one.account;
        const auto kept = [](const QComboBox *box) { return box->currentData().value<Account>(); };
        fillContact(m_administrative, kept(m_administrative));
        fillContact(m_technical, kept(m_technical));
    });
}

void GeneralSection::fillContact(QComboBox *box, const Account &current)
{
    m_filling = true;
    box->clear();
    QList<Account> accounts = m_accounts;
    if (!current.id.isEmpty() && !accounts.contains(current))
        accounts.prepend(current);
    if (current.id.isEmpty())
        box->addItem(tr("Nobody"), QVariant::fromValue(Account()));
    for (const Account &account : accounts) {
        box->addItem(tr("%1 (%2)").arg(account.id, Models::CollaboratorsModel::kindText(account.kind)),
                     QVariant::fromValue(account));
        if (account == current)
            box->setCurrentIndex(box->count() - 1);
    }
    m_filling = false;
}

void GeneralSection::onDeskChanged()
{
    if (!desk().network()) {
        note()->showText(tr("No services"), tr("The connection names no server to ask about the application."));
        showForm(hasUnsavedChanges());
        return;
    }
    if (desk().problem() && !desk().isLoaded()) {
        note()->showProblem(desk().problem(), tr("Try again"));
        showForm(false);
        return;
    }
    if (!desk().isLoaded()) {
        note()->showLoading(tr("Loading the application…"));
        showForm(false);
        return;
    }
    form()->setFieldVisible(m_administrative, desk().has(Domain::Capability::Contacts));
    form()->setFieldVisible(m_technical, desk().has(Domain::Capability::Contacts));
    showForm(true);
    setReason(desk().reason(Domain::Right::EditSettings));
    // What was typed stays until it is saved or undone.
    if (!hasUnsavedChanges() && !isSending())
        showApplication();
}

void GeneralSection::showApplication()
{
    m_before = desk().application();
    const ApplicationDraft shown = ApplicationDraft::of(m_before);
    m_filling = true;
    if (m_name->text() != shown.name)
        m_name->setText(shown.name);
    if (m_description->toPlainText() != shown.description)
        m_description->setPlainText(shown.description);
    if (m_attributes->pairs() != shown.attributes)
        m_attributes->setPairs(shown.attributes);
    m_filling = false;
    fillContact(m_administrative, m_before.administrativeContact);
    fillContact(m_technical, m_before.technicalContact);
    onEdited();
}

ApplicationDraft GeneralSection::draft() const
{
    ApplicationDraft draft;
    draft.id = m_before.id;
    draft.name = m_name->text();
    draft.description = m_description->toPlainText();
    draft.attributes = m_attributes->pairs();
    return draft;
}

Domain::ApplicationChange GeneralSection::change() const
{
    Domain::ApplicationChange change = draft().changes(m_before);
    const auto chosen = [](const QComboBox *box) { return box->currentData().value<Account>(); };
    if (const Account account = chosen(m_administrative);
        !account.id.isEmpty() && account != m_before.administrativeContact)
        change.administrativeContact = account;
    if (const Account account = chosen(m_technical); !account.id.isEmpty() && account != m_before.technicalContact)
        change.technicalContact = account;
    return change;
}

void GeneralSection::onEdited()
{
    if (m_filling)
        return;
    const ApplicationDraft now = draft();
    form()->setMistake(m_name, now.nameMistake());
    form()->setMistake(m_description, now.descriptionMistake());
    form()->setMistake(m_attributes, now.attributesMistake());
    form()->setMistake(m_administrative, {});
    form()->setMistake(m_technical, {});
    const Domain::ApplicationChange change = this->change();
    setUnsaved(change.name || change.description || change.attributes || change.administrativeContact
                   || change.technicalContact,
               now.nameMistake().isEmpty() && now.descriptionMistake().isEmpty() && now.attributesMistake().isEmpty());
}

void GeneralSection::undoChanges()
{
    showApplication();
}

void GeneralSection::save()
{
    m_network = desk().network();
    if (!m_network || !hasUnsavedChanges())
        return;
    setSending(true);
    m_call = m_network->changeApplication(desk().id(), change());
    m_call.then(this, [this](const Domain::Result<Domain::Done> &answer) {
        setSending(false);
        if (answer.problem) {
            showRefusal(answer.problem);
            return;
        }
        // What is compared with is what was sent; the network's own answer follows.
        Domain::Application saved = m_before;
        const Domain::ApplicationChange sent = change();
        saved.name = sent.name.value_or(saved.name);
        saved.description = sent.description.value_or(saved.description);
        saved.attributes = sent.attributes.value_or(saved.attributes);
        saved.administrativeContact = sent.administrativeContact.value_or(saved.administrativeContact);
        saved.technicalContact = sent.technicalContact.value_or(saved.technicalContact);
        m_before = saved;
        onEdited();
        Q_EMIT desk().noted(tr("%1 is saved.").arg(desk().id()));
        desk().refresh();
    });
}

/// Beside the field that the network names.
void GeneralSection::showRefusal(const Domain::Problem &problem)
{
    const QString field = problem.code == Domain::Problem::Code::FieldInvalid ? problem.args.value(0) : QString();
    const std::pair<QLatin1String, QWidget *> places[] = {{QLatin1String("attributes"), m_attributes},
                                                          {QLatin1String("description"), m_description},
                                                          {QLatin1String("administrative"), m_administrative},
                                                          {QLatin1String("technical"), m_technical},
                                                          {QLatin1String("name"), m_name}};
    for (const auto &[word, place] : places) {
        if (field.contains(word)) {
            form()->setMistake(place, Domain::problemLine(problem));
            place->setFocus();
            return;
        }
    }
    showProblem(problem);
}

} // namespace Gui
