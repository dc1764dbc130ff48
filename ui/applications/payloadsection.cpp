// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/applications/payloadsection.h"

#include "models/connectiontext.h"
#include "ui/common/statenote.h"
#include "ui/common/texts.h"
#include "ui/connect/formcolumn.h"
#include "ui/connect/keyfield.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>

namespace Gui {

namespace {

const QString Custom = QStringLiteral("custom");
const QString CayenneLpp = QStringLiteral("cayennelpp");

} // namespace

PayloadSection::PayloadSection(ApplicationDesk *desk, const Theme *theme, QWidget *parent)
    : FormSection(desk, theme, parent)
{
    setObjectName(QStringLiteral("payloadSection"));
    m_format = new QComboBox(this);
    m_format->setObjectName(QStringLiteral("payloadFormat"));
    m_format->addItem(tr("None: bytes only"), QString());
    m_format->addItem(tr("CayenneLPP"), CayenneLpp);
    m_format->addItem(tr("Functions of its own"), Custom);
    form()->addField(m_format, tr("Payload format"), QStringLiteral(" "));
    m_functions = form()->addNote("payloadFunctions", m_format);
    m_functions->setAccessibleName(tr("Payload functions"));
    m_joining = new QComboBox(this);
    m_joining->setObjectName(QStringLiteral("registerOnJoin"));
    form()->addField(m_joining, tr("Devices register themselves when they join"),
                     tr("Needs an access key with the right “devices”, which the handler keeps. Every device with the "
                        "AppEUI and AppKey of the default device may then join."));
    m_key = makeKeyField(this);
    m_key->setObjectName(QStringLiteral("registerOnJoinKey"));
    m_key->setPlaceholderText(QStringLiteral("ttn-account-v2.…"));
    form()->addField(m_key, tr("Access key for this"), tr("It is not shown again."));
    connect(m_format, &QComboBox::activated, this, &PayloadSection::onEdited);
    connect(m_joining, &QComboBox::activated, this, &PayloadSection::onEdited);
    connect(m_key, &QLineEdit::textEdited, this, &PayloadSection::onEdited);
    connect(desk, &ApplicationDesk::changed, this, &PayloadSection::onDeskChanged);
    setFocusProxy(m_format);
    onDeskChanged();
}

void PayloadSection::load(bool anew)
{
    if (anew)
        desk().refresh();
}

void PayloadSection::onDeskChanged()
{
    if (!desk().network()) {
        note()->showText(tr("No services"), tr("The connection names no server to ask about the application."));
        showForm(hasUnsavedChanges());
    } else if (desk().problem() && !desk().isLoaded()) {
        note()->showProblem(desk().problem(), tr("Try again"));
        showForm(false);
    } else if (!desk().isLoaded()) {
        note()->showLoading(tr("Loading the application…"));
        showForm(false);
    } else {
        showForm(true);
        setReason(desk().reason(Domain::Right::EditSettings));
        if (!hasUnsavedChanges() && !isSending())
            showApplication();
    }
}

QString PayloadSection::sizes(const Domain::PayloadFunctions &functions)
{
    QStringList parts;
    const auto add = [&parts](const QString &name, const QString &script) {
        if (!script.isEmpty())
            parts += tr("%1 %2").arg(name, byteSize(quint64(script.toUtf8().size())));
    };
    add(tr("decoder"), functions.decoder);
    add(tr("converter"), functions.converter);
    add(tr("validator"), functions.validator);
    add(tr("encoder"), functions.encoder);
    return parts.isEmpty()
        ? tr("There are no functions.")
        : tr("Functions that are kept, whatever the format is: %1.").arg(parts.join(QStringLiteral(", ")));
}

void PayloadSection::showApplication()
{
    m_before = desk().application();
    m_filling = true;
    const QString format = m_before.functions.format;
    int at = m_format->findData(format);
    if (at < 0) { // the handler takes any word
        m_format->addItem(tr("“%1”, which this program does not know").arg(format), format);
        at = m_format->count() - 1;
    }
    m_format->setCurrentIndex(at);
    m_functions->setText(sizes(m_before.functions));
    m_joining->clear();
    m_joining->addItem(m_before.registersOnJoin ? tr("Yes, with the key that is there") : tr("No"), AsItIs);
    m_joining->addItem(m_before.registersOnJoin ? tr("Yes, with another key") : tr("Yes"), NewKey);
    if (m_before.registersOnJoin)
        m_joining->addItem(tr("No: forget the key"), NoKey);
    m_key->clear();
    m_filling = false;
    onEdited();
}

QString PayloadSection::keyMistake() const
{
    return m_joining->currentData().toInt() == NewKey && Models::ConnectionText::cleanKey(m_key->text()).key.isEmpty()
        ? tr("Paste an access key of the application.")
        : QString();
}

Domain::ApplicationChange PayloadSection::change() const
{
    Domain::ApplicationChange change;
    if (const QString format = m_format->currentData().toString(); format != m_before.functions.format) {
        change.functions = m_before.functions;
        change.functions->format = format;
    }
    const int joining = m_joining->currentData().toInt();
    if (joining == NewKey)
        change.registerOnJoinKey = Models::ConnectionText::cleanKey(m_key->text()).key;
    else if (joining == NoKey)
        change.registerOnJoinKey = QByteArray();
    return change;
}

void PayloadSection::onEdited()
{
    if (m_filling)
        return;
    form()->setFieldVisible(m_key, m_joining->currentData().toInt() == NewKey);
    const QString format = m_format->currentData().toString();
    const bool hasFunctions = Domain::PayloadFunctions{{},
                                                       m_before.functions.decoder,
                                                       m_before.functions.converter,
                                                       m_before.functions.validator,
                                                       m_before.functions.encoder}
        != Domain::PayloadFunctions();
    form()->setMistake(m_format,
                       format.isEmpty() && hasFunctions
                           ? tr("With functions there, the handler takes “None” as “Functions of its own”. They are "
                                "removed where they are written.")
                           : QString());
    // Typed as far as it goes: only an empty one is missing, and only said when it is to be saved.
    const Domain::ApplicationChange now = change();
    setUnsaved(now.functions || now.registerOnJoinKey, keyMistake().isEmpty() && !(format.isEmpty() && hasFunctions));
}

void PayloadSection::undoChanges()
{
    showApplication();
}

void PayloadSection::save()
{
    m_network = desk().network();
    if (!m_network || !hasUnsavedChanges() || !keyMistake().isEmpty())
        return;
    setSending(true);
    const Domain::ApplicationChange sent = change();
    m_call = m_network->changeApplication(desk().id(), sent);
    m_call.then(this, [this, sent](const Domain::Result<Domain::Done> &answer) {
        if (answer.problem) {
            showProblem(answer.problem);
            return;
        }
        setSending(false);
        setUnsaved(false, true);
        m_key->clear();
        Q_EMIT desk().noted(tr("%1 is saved.").arg(desk().id()));
        desk().refresh();
    });
}

} // namespace Gui
