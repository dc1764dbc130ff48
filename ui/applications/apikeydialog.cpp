// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/applications/apikeydialog.h"

#include "backend/domain/clock.h"
#include "models/applicationdraft.h"
#include "models/righttext.h"
#include "ui/applications/rightschooser.h"
#include "ui/connect/formcolumn.h"

#include <QComboBox>
#include <QDateEdit>
#include <QLineEdit>

namespace Gui {

using Domain::Right;
using Domain::Rights;

namespace {

constexpr int LongestName = 50;
constexpr qint64 NsPerMs = 1'000'000;

QDateTime now()
{
    return QDateTime::fromMSecsSinceEpoch(Domain::nowNs() / NsPerMs);
}

} // namespace

ApiKeyDialog::ApiKeyDialog(ApplicationDesk *desk, const Theme *theme, QWidget *parent)
    : FormDialog(theme, parent)
    , m_desk(desk)
    , m_network(desk->network())
{
    setObjectName(QStringLiteral("apiKeyDialog"));
    setWindowTitle(tr("New API key of %1").arg(desk->id()));
    setAcceptText(tr("Create key"), tr("Create the key; its secret is shown once"));
    m_name = form()->addLine(
        "apiKeyName", tr("Name"), tr("What uses it, for example: dashboard in the office"),
        tr("So that one knows later what stops when the key goes. At most %1 characters.").arg(LongestName));
    m_rights = new RightsChooser(this);
    form()->addField(m_rights, tr("What may be done with it"),
                     tr("As little as will do: whoever has the key has these."));
    if (const RightsBook::Entry &own = desk->rights(); own.state == RightsBook::State::Known) {
        m_rights->setGrantable(own.rights, tr("A key can only give what it has itself."));
        m_rights->setRights((Right::ReadTraffic | Right::ViewDevices | Right::ViewApplication) & own.rights);
    } else {
        m_rights->setRights(Right::ReadTraffic | Right::ViewDevices | Right::ViewApplication);
    }
    buildExpiry();
    connect(m_name, &QLineEdit::textEdited, this, &ApiKeyDialog::updateFields);
    connect(m_rights, &RightsChooser::edited, this, &ApiKeyDialog::updateFields);
    connect(m_ending, &QComboBox::currentIndexChanged, this, &ApiKeyDialog::updateFields);
    connect(m_day, &QDateEdit::dateChanged, this, &ApiKeyDialog::updateFields);
    updateFields();
    m_name->setFocus();
}

void ApiKeyDialog::buildExpiry()
{
    m_ending = new QComboBox(this);
    m_ending->setObjectName(QStringLiteral("apiKeyEnding"));
    m_ending->addItem(tr("Never"), Never);
    m_ending->addItem(tr("In 30 days"), Days30);
    m_ending->addItem(tr("In 90 days"), Days90);
    m_ending->addItem(tr("In a year"), Year);
    m_ending->addItem(tr("On a day"), OnDay);
    form()->addField(m_ending, tr("Expires"), tr("From then on the network refuses it."));
    m_day = new QDateEdit(now().date().addDays(30), this);
    m_day->setObjectName(QStringLiteral("apiKeyDay"));
    m_day->setCalendarPopup(true);
    m_day->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
    form()->addField(m_day, tr("Last day"), tr("It works until the end of this day."));
}

void ApiKeyDialog::edit(const Domain::ApiKey &key, bool isOwn)
{
    m_editing = true;
    m_before = key;
    m_isOwn = isOwn;
    setWindowTitle(tr("API key %1").arg(key.name.isEmpty() ? key.id : key.name));
    setAcceptText(tr("Save"), tr("Save the changes; they hold at once"));
    m_name->setText(key.name);
    m_rights->setRights(key.rights);
    if (key.expires.isValid()) {
        m_ending->insertItem(
            0, tr("As it is: %1").arg(key.expires.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm"))), AsItIs);
        m_ending->setCurrentIndex(0);
        m_day->setDate(key.expires.toLocalTime().date());
    }
    if (!key.otherRights.isEmpty())
        form()->setHint(m_rights, Models::RightText::othersNote(key.otherRights));
    updateFields();
}

QDateTime ApiKeyDialog::expires() const
{
    switch (Ending(m_ending->currentData().toInt())) {
    case Never:
        return {};
    case Days30:
        return now().addDays(30);
    case Days90:
        return now().addDays(90);
    case Year:
        return now().addYears(1);
    case OnDay:
        return QDateTime(m_day->date(), QTime(23, 59, 59));
    case AsItIs:
        return m_before.expires;
    }
    return {};
}

Domain::ApiKeyChange ApiKeyDialog::change() const
{
    Domain::ApiKeyChange change;
    if (m_name->text().trimmed() != m_before.name)
        change.name = m_name->text().trimmed();
    if (m_rights->rights() != m_before.rights)
        change.rights = m_rights->rights();
    const QDateTime end = expires();
    if (end != m_before.expires && (end.isValid() || m_before.expires.isValid()))
        change.expires = end;
    return change;
}

bool ApiKeyDialog::hasUnsavedChanges() const
{
    if (!m_editing)
        return !m_name->text().trimmed().isEmpty();
    const Domain::ApiKeyChange now = change();
    return now.name || now.rights || now.expires;
}

bool ApiKeyDialog::check()
{
    const qsizetype length = Models::characters(m_name->text().trimmed());
    const bool tooLong = length > LongestName;
    form()->setMistake(m_name,
                       tooLong ? tr("At most %1 characters; these are %2.").arg(LongestName).arg(length) : QString());
    const bool none = !m_rights->rights() && m_before.otherRights.isEmpty();
    form()->setMistake(m_rights,
                       !none           ? QString()
                           : m_editing ? tr("Without a right the network would delete the key. Tick at least one, or "
                                            "delete it.")
                                       : tr("Tick at least one right."));
    const QDateTime end = expires();
    const bool past = end.isValid() && end <= now() && end != m_before.expires;
    form()->setMistake(m_day, past ? tr("This day is over.") : QString());
    return !tooLong && !none && !past;
}

void ApiKeyDialog::updateFields()
{
    form()->setFieldVisible(m_day, m_ending->currentData().toInt() == OnDay);
    m_warned = false;
    check();
}

/// Once, beside the field; pressing Save again does it.
void ApiKeyDialog::warnOfOwn()
{
    m_warned = true;
    form()->setMistake(
        m_rights,
        tr("This console works with this key and would lose the right to %1. Save again if you want that.")
            .arg(Models::RightText::list(m_before.rights & ~m_rights->rights())));
}

void ApiKeyDialog::send()
{
    if (!check() || !m_network)
        return;
    Domain::AccessApi *lists = m_network->accessLists();
    if (!lists)
        return;
    if (m_editing && m_isOwn && (m_before.rights & ~m_rights->rights()) && !m_warned) {
        warnOfOwn();
        return;
    }
    if (m_editing && !hasUnsavedChanges()) {
        accept();
        return;
    }
    setSending(true);
    if (m_editing) {
        m_change = lists->changeApiKey(m_desk->id(), m_before.id, change());
        m_change.then(this, [this](const Domain::Result<Domain::ApiKey> &answer) {
            if (answer.problem) {
                showProblem(answer.problem);
                return;
            }
            Q_EMIT changed(answer.value);
            accept();
        });
        return;
    }
    m_creation = lists->createApiKey(m_desk->id(), m_name->text().trimmed(), m_rights->rights(), expires());
    m_creation.then(this, [this](const Domain::Result<Domain::NewApiKey> &answer) {
        if (answer.problem) {
            showProblem(answer.problem);
            return;
        }
        Q_EMIT created(answer.value);
        accept();
    });
}

void ApiKeyDialog::cancelSending()
{
    m_creation.cancel();
    m_change.cancel();
}

} // namespace Gui
