// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/registration/identitystep.h"

#include "backend/domain/problemtext.h"
#include "backend/domain/randomkey.h"
#include "ui/common/hexfield.h"
#include "ui/common/theme.h"
#include "ui/connect/formcolumn.h"

#include <QBoxLayout>
#include <QLineEdit>

namespace Gui {

using Models::RegistrationDraft;
using Part = RegistrationDraft::Part;

namespace {

constexpr int LongestText = 200; ///< what is longer than ids and names is still told as such

} // namespace

IdentityStep::IdentityStep(RegistrationWork *work, QWidget *parent)
    : RegistrationStep(work, parent)
    , m_form(new FormColumn(theme(), this))
{
    using Kind = HexField::Kind;
    addHex(Field::JoinEui, "joinEui", int(Kind::Eui));
    addHex(Field::DevEui, "devEui", int(Kind::Eui));
    addHex(Field::DevAddr, "devAddr", int(Kind::DevAddr));
    addHex(Field::AppKey, "appKey", int(Kind::Key));
    addHex(Field::NwkKey, "nwkKey", int(Kind::Key));
    addHex(Field::NwkSKey, "nwkSKey", int(Kind::Key));
    addHex(Field::SNwkSIntKey, "sNwkSIntKey", int(Kind::Key));
    addHex(Field::NwkSEncKey, "nwkSEncKey", int(Kind::Key));
    addHex(Field::AppSKey, "appSKey", int(Kind::Key));
    m_id = m_form->addLine("deviceId", draft().title(Field::Id), QStringLiteral("pump-02"), draft().hint(Field::Id));
    m_name = m_form->addLine("deviceName", draft().title(Field::Name), {}, draft().hint(Field::Name));
    for (QLineEdit *line : {m_id, m_name})
        line->setMaxLength(LongestText);
    m_form->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_form, 1);

    connect(m_id, &QLineEdit::textEdited, this, [this](const QString &text) {
        draft().id = text.trimmed() == draft().suggestedId() ? QString() : text;
        this->work().touch();
        showMistakes(false);
        Q_EMIT changed();
    });
    connect(m_name, &QLineEdit::textEdited, this, [this](const QString &text) {
        draft().name = text;
        this->work().touch();
        showMistakes(false);
    });
    // What is unfinished while one types is a mistake when one goes on.
    connect(m_id, &QLineEdit::editingFinished, this, [this] {
        if (!m_id->text().isEmpty() && refusalOf(Field::Id).isEmpty())
            m_form->setMistake(m_id, draft().mistake(Field::Id, true));
    });
    connect(&work->catalog(), &Models::RegistrationCatalog::changed, this, [this] {
        if (isVisible())
            updateWords();
    });
}

IdentityStep::~IdentityStep()
{
    m_id->disconnect(this); // the last focus is lost while the window goes
}

void IdentityStep::addHex(Field field, const char *name, int kind)
{
    auto *hex = new HexField(name, HexField::Kind(kind), draft().title(field), theme(), this);
    m_hex[field] = hex;
    m_form->addField(hex, draft().title(field));
    connect(hex, &HexField::edited, this, [this, field] { onHexEdited(field); });
    connect(hex, &HexField::generateRequested, this, [this, field] { generate(field); });
}

QString RegistrationDraft::*IdentityStep::memberOf(Field field)
{
    switch (field) {
    case Field::JoinEui:
        return &RegistrationDraft::joinEui;
    case Field::DevEui:
        return &RegistrationDraft::devEui;
    case Field::DevAddr:
        return &RegistrationDraft::devAddr;
    case Field::NwkKey:
        return &RegistrationDraft::nwkKey;
    case Field::NwkSKey:
        return &RegistrationDraft::nwkSKey;
    case Field::SNwkSIntKey:
        return &RegistrationDraft::sNwkSIntKey;
    case Field::NwkSEncKey:
        return &RegistrationDraft::nwkSEncKey;
    case Field::AppSKey:
        return &RegistrationDraft::appSKey;
    default:
        return &RegistrationDraft::appKey;
    }
}

void IdentityStep::enter()
{
    m_showing = true;
    work().catalog().load();
    offerGenerators();
    for (const auto &[field, hex] : m_hex) {
        m_form->setFieldVisible(hex, draft().has(field));
        const QString &text = draft().*memberOf(field);
        if (hex->text() != text)
            hex->setText(text);
    }
    m_name->setText(draft().name);
    m_form->setFieldVisible(m_name, draft().has(Field::Name));
    m_showing = false;
    updateId();
    updateWords();
    showMistakes(false);
}

void IdentityStep::offerGenerators()
{
    if (work().catalog().api()) {
        m_hex.at(Field::JoinEui)->setGenerator(tr("Default"), tr("The JoinEUI that this network proposes"));
        m_hex.at(Field::DevEui)
            ->setGenerator(tr("Issue"),
                           tr("The next DevEUI of the block that the network has for "
                              "this application"));
        m_hex.at(Field::DevAddr)->setGenerator(tr("Assign"), tr("An address of this network"));
    }
    for (const auto &[field, hex] : m_hex) {
        if (field != Field::JoinEui && field != Field::DevEui && field != Field::DevAddr)
            hex->setGenerator(tr("Generate"), tr("A new key from the system's secure random source"));
    }
}

void IdentityStep::onHexEdited(Field field)
{
    if (m_showing)
        return;
    draft().*memberOf(field) = m_hex.at(field)->text();
    work().touch();
    updateId();
    updateWords();
    showMistakes(false);
    Q_EMIT changed();
}

void IdentityStep::fill(Field field, const QString &text)
{
    m_hex.at(field)->setText(text);
    onHexEdited(field);
}

void IdentityStep::generate(Field field)
{
    if (field == Field::DevEui)
        issueDevEui();
    else if (field == Field::DevAddr)
        assignAddress();
    else if (field == Field::JoinEui)
        fill(field, work().catalog().defaultJoinEui().value_or(Domain::Eui()).toString());
    else
        fill(field, Domain::randomKey().toHex());
}

void IdentityStep::issueDevEui()
{
    HexField *field = m_hex.at(Field::DevEui);
    field->setGeneratorEnabled(false);
    m_euiCall = work().catalog().api()->issueDevEui(work().scope().application);
    m_euiCall.then(this, [this, field](const Domain::Result<Domain::Eui> &answer) {
        field->setGeneratorEnabled(true);
        if (answer)
            fill(Field::DevEui, answer.value.toString());
        else
            field->setMistake(Domain::problemLine(answer.problem));
    });
}

void IdentityStep::assignAddress()
{
    HexField *field = m_hex.at(Field::DevAddr);
    field->setGeneratorEnabled(false);
    m_addressCall = work().catalog().api()->newDevAddr();
    m_addressCall.then(this, [this, field](const Domain::Result<Domain::DevAddr> &answer) {
        field->setGeneratorEnabled(true);
        if (answer)
            fill(Field::DevAddr, answer.value.toString());
        else
            field->setMistake(Domain::problemLine(answer.problem));
    });
}

void IdentityStep::updateId()
{
    const QString wanted = draft().id.isEmpty() ? draft().suggestedId() : draft().id;
    if (m_id->text() != wanted)
        m_id->setText(wanted);
}

void IdentityStep::updateWords()
{
    draft().prefixes = work().catalog().joinEuiPrefixes();
    draft().claimable.reset();
    if (const auto joinEui = m_hex.at(Field::JoinEui)->value().eui(); joinEui && draft().has(Field::JoinEui))
        draft().claimable = work().catalog().claimable(*joinEui);
    for (const auto &[field, hex] : m_hex) {
        m_form->setTitle(hex, draft().title(field));
        hex->setTitle(draft().title(field));
        hex->setHint(draft().hint(field));
        hex->setRemark(draft().remark(field));
    }
    m_form->setHint(m_id, draft().hint(Field::Id));
}

void IdentityStep::showMistakes(bool complete)
{
    for (const auto &[field, hex] : m_hex) {
        const QString refused = refusalOf(field);
        const QString wrong = refused.isEmpty() ? draft().mistake(field, complete) : refused;
        if (!wrong.isEmpty() || complete)
            hex->setMistake(wrong);
    }
    for (const auto &[field, line] : {std::pair(Field::Id, m_id), std::pair(Field::Name, m_name)}) {
        const QString refused = refusalOf(field);
        m_form->setMistake(line, refused.isEmpty() ? draft().mistake(field, complete) : refused);
    }
}

void IdentityStep::focusField(Field field)
{
    if (const auto found = m_hex.find(field); found != m_hex.end())
        found->second->setFocus();
    else
        (field == Field::Name ? m_name : m_id)->setFocus();
}

bool IdentityStep::finish()
{
    showMistakes(true);
    const Field wrong = draft().firstMistake(Part::Identity);
    if (wrong != Field::None)
        focusField(wrong);
    return wrong == Field::None;
}

void IdentityStep::showRefusal()
{
    showMistakes(true);
    focusField(work().refusedField);
}

void IdentityStep::takeFocus()
{
    for (const Field field : RegistrationDraft::fields(Part::Identity)) {
        const auto found = m_hex.find(field);
        if (found != m_hex.end() && draft().has(field) && found->second->isEmpty()) {
            found->second->setFocus();
            return;
        }
    }
    m_id->setFocus();
}

} // namespace Gui
