// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/registration/placestep.h"

#include "models/placetext.h"
#include "ui/common/theme.h"
#include "ui/connect/formcolumn.h"
#include "ui/registration/attributesedit.h"

#include <QBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QToolButton>

namespace Gui {

using Models::RegistrationDraft;
using Part = RegistrationDraft::Part;

namespace {

constexpr int LongestText = 1'000;
constexpr int DescriptionLines = 3;

} // namespace

PlaceStep::PlaceStep(RegistrationWork *work, QWidget *parent)
    : RegistrationStep(work, parent)
    , m_form(new FormColumn(theme(), this))
    , m_description(new QPlainTextEdit(this))
    , m_attributes(new AttributesEdit(theme(), this))
{
    m_description->setObjectName(QStringLiteral("deviceDescription"));
    m_description->setTabChangesFocus(true);
    m_description->setFixedHeight(m_description->fontMetrics().lineSpacing() * DescriptionLines + 16);
    m_form->addField(m_description, draft().title(Field::Description));
    addLine(Field::Latitude, "latitudeField", QStringLiteral("52.3702"));
    addLine(Field::Longitude, "longitudeField", QStringLiteral("4.8952"));
    addLine(Field::Altitude, "altitudeField", QStringLiteral("12"));
    m_form->addField(m_attributes, draft().title(Field::Attributes), draft().hint(Field::Attributes));
    addLine(Field::SerialNumber, "serialField", {});
    addClaimCode();
    m_form->addStretch();
    // The lines were made after the rest of the form.
    QWidget *before = m_description;
    for (const Field field : {Field::Latitude, Field::Longitude, Field::Altitude}) {
        setTabOrder(before, m_lines.at(field));
        before = m_lines.at(field);
    }
    setTabOrder(before, m_attributes->focusProxy());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_form, 1);
    connect(m_description, &QPlainTextEdit::textChanged, this, &PlaceStep::onEdited);
    connect(m_attributes, &AttributesEdit::edited, this, &PlaceStep::onEdited);
}

PlaceStep::~PlaceStep()
{
    for (const auto &[field, line] : m_lines)
        line->disconnect(this); // the last focus is lost while the window goes
}

QLineEdit *PlaceStep::addLine(Field field, const char *name, const QString &example)
{
    QLineEdit *line = m_form->addLine(name, draft().title(field), example, draft().hint(field));
    line->setMaxLength(LongestText);
    m_lines[field] = line;
    connect(line, &QLineEdit::textEdited, this, &PlaceStep::onEdited);
    // Not while one types: the second number is not complete then.
    connect(line, &QLineEdit::editingFinished, this, [this, line] {
        if (splitPair(line))
            onEdited();
    });
    return line;
}

void PlaceStep::addClaimCode()
{
    auto *line = new QLineEdit(this);
    line->setObjectName(QStringLiteral("claimField"));
    line->setEchoMode(QLineEdit::Password);
    line->setMaxLength(LongestText);
    line->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    auto *reveal = new QToolButton(this);
    reveal->setObjectName(QStringLiteral("claimReveal"));
    reveal->setAccessibleName(tr("Show the claim code"));
    reveal->setToolTip(tr("Show it"));
    reveal->setCheckable(true);
    reveal->setAutoRaise(true);
    reveal->setFocusPolicy(Qt::StrongFocus);
    reveal->setIcon(theme()->icon(QStringLiteral("reveal")));
    connect(reveal, &QToolButton::toggled, line,
            [line](bool on) { line->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password); });
    m_form->addField(line, draft().title(Field::ClaimCode), draft().hint(Field::ClaimCode), reveal);
    m_lines[Field::ClaimCode] = line;
    connect(line, &QLineEdit::textEdited, this, &PlaceStep::onEdited);
}

void PlaceStep::enter()
{
    m_showing = true;
    if (m_description->toPlainText() != draft().description)
        m_description->setPlainText(draft().description);
    m_lines.at(Field::Latitude)->setText(draft().latitude);
    m_lines.at(Field::Longitude)->setText(draft().longitude);
    m_lines.at(Field::Altitude)->setText(draft().altitude);
    m_lines.at(Field::SerialNumber)->setText(draft().serialNumber);
    m_lines.at(Field::ClaimCode)->setText(draft().claimCode);
    m_attributes->setAttributes(draft().attributes);
    for (const auto &[field, line] : m_lines)
        m_form->setFieldVisible(line, draft().has(field));
    m_showing = false;
    showMistakes(false);
}

bool PlaceStep::splitPair(const QLineEdit *line)
{
    if (line != m_lines.at(Field::Latitude) && line != m_lines.at(Field::Longitude))
        return false;
    const auto place = Models::PlaceText::read(line->text());
    if (place) {
        m_lines.at(Field::Latitude)->setText(Models::PlaceText::degrees(place->latitude));
        m_lines.at(Field::Longitude)->setText(Models::PlaceText::degrees(place->longitude));
    }
    return place.has_value();
}

void PlaceStep::onEdited()
{
    if (m_showing)
        return;
    draft().description = m_description->toPlainText();
    draft().latitude = m_lines.at(Field::Latitude)->text();
    draft().longitude = m_lines.at(Field::Longitude)->text();
    draft().altitude = m_lines.at(Field::Altitude)->text();
    draft().serialNumber = m_lines.at(Field::SerialNumber)->text();
    draft().claimCode = m_lines.at(Field::ClaimCode)->text();
    draft().attributes = m_attributes->attributes();
    work().touch();
    showMistakes(false);
    Q_EMIT changed();
}

void PlaceStep::showMistakes(bool complete)
{
    const auto wrong = [&](Field field) {
        const QString refused = refusalOf(field);
        return refused.isEmpty() ? draft().mistake(field, complete) : refused;
    };
    for (const auto &[field, line] : m_lines)
        m_form->setMistake(line, wrong(field));
    const QString kept = draft().remark(Field::SerialNumber);
    m_form->setHint(m_lines.at(Field::SerialNumber), kept.isEmpty() ? draft().hint(Field::SerialNumber) : kept);
    m_form->setMistake(m_description, wrong(Field::Description));
    m_form->setMistake(m_attributes, wrong(Field::Attributes));
}

void PlaceStep::focusField(Field field)
{
    if (const auto found = m_lines.find(field); found != m_lines.end())
        found->second->setFocus();
    else if (field == Field::Attributes)
        m_attributes->setFocus();
    else
        m_description->setFocus();
}

bool PlaceStep::finish()
{
    for (const Field field : {Field::Latitude, Field::Longitude}) {
        if (splitPair(m_lines.at(field)))
            onEdited();
    }
    showMistakes(true);
    const Field wrong = draft().firstMistake(Part::Place);
    if (wrong != Field::None)
        focusField(wrong);
    return wrong == Field::None;
}

void PlaceStep::showRefusal()
{
    showMistakes(true);
    focusField(work().refusedField);
}

void PlaceStep::takeFocus()
{
    m_description->setFocus();
}

} // namespace Gui
