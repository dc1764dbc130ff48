// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/applications/formattersection.h"

#include "ui/common/statenote.h"
#include "ui/common/texts.h"
#include "ui/connect/formcolumn.h"

#include <QComboBox>

namespace Gui {

namespace {

const QString None = QStringLiteral("FORMATTER_NONE");
const QString Repository = QStringLiteral("FORMATTER_REPOSITORY");
const QString CayenneLpp = QStringLiteral("FORMATTER_CAYENNELPP");
const QString JavaScript = QStringLiteral("FORMATTER_JAVASCRIPT");

/// Nothing set and “none” mean the same.
QString kindOf(const QString &kind)
{
    return kind.isEmpty() ? None : kind;
}

} // namespace

FormatterSection::FormatterSection(ApplicationDesk *desk, const Theme *theme, QWidget *parent)
    : FormSection(desk, theme, parent)
{
    setObjectName(QStringLiteral("formatterSection"));
    m_up = addChoice("formatterUp", tr("Uplinks"), tr("How payloads of devices are read into named fields."));
    m_down = addChoice("formatterDown", tr("Downlinks"), tr("How named fields are written into payloads for devices."));
    setFocusProxy(m_up);
    connect(desk, &ApplicationDesk::changed, this, [this] {
        setReason(this->desk().reason(Domain::Right::EditSettings));
        if (m_asked && this->desk().network() != m_network)
            load(true);
    });
    setReason(desk->reason(Domain::Right::EditSettings));
}

QComboBox *FormatterSection::addChoice(const char *name, const QString &title, const QString &hint)
{
    auto *box = new QComboBox(this);
    box->setObjectName(QLatin1String(name));
    form()->addField(box, title, hint);
    connect(box, &QComboBox::activated, this, &FormatterSection::onEdited);
    return box;
}

void FormatterSection::load(bool anew)
{
    if ((m_asked && !anew) || hasUnsavedChanges())
        return;
    m_asked = true;
    m_network = desk().network();
    if (!m_network) {
        note()->showText(tr("No services"), tr("The connection names no server to ask about formatters."));
        showForm(false);
        return;
    }
    if (!m_loaded) {
        note()->showLoading(tr("Loading the formatters…"));
        showForm(false);
    }
    m_read = m_network->defaultFormatters(desk().id());
    m_read.then(this, [this](const Domain::Result<Domain::Formatters> &answer) {
        if (answer.problem) {
            note()->showProblem(answer.problem, tr("Try again"));
            showForm(false);
            return;
        }
        m_before = answer.value;
        m_loaded = true;
        showFormatters();
        showForm(true);
    });
}

void FormatterSection::fill(QComboBox *box, const QString &kind, const QString &parameter)
{
    box->clear();
    box->addItem(tr("None: bytes only"), None);
    box->addItem(tr("From the Device Repository, by each device's model"), Repository);
    box->addItem(tr("CayenneLPP"), CayenneLpp);
    if (kind == JavaScript || !parameter.isEmpty())
        box->addItem(tr("The JavaScript that is there (%1)").arg(byteSize(quint64(parameter.toUtf8().size()))),
                     JavaScript);
    int at = box->findData(kindOf(kind));
    if (at < 0) {
        box->addItem(tr("“%1”, which this program does not know").arg(kind), kind);
        at = box->count() - 1;
    }
    box->setCurrentIndex(at);
}

void FormatterSection::showFormatters()
{
    m_filling = true;
    fill(m_up, m_before.up, m_before.upParameter);
    fill(m_down, m_before.down, m_before.downParameter);
    m_filling = false;
    onEdited();
}

/// A script stays while it is not the chosen one, so that one can go back to it.
Domain::Formatters FormatterSection::chosen() const
{
    Domain::Formatters now = m_before;
    if (m_up->currentData().toString() != kindOf(m_before.up))
        now.up = m_up->currentData().toString();
    if (m_down->currentData().toString() != kindOf(m_before.down))
        now.down = m_down->currentData().toString();
    return now;
}

void FormatterSection::onEdited()
{
    if (!m_filling)
        setUnsaved(!(chosen() == m_before), true);
}

void FormatterSection::undoChanges()
{
    showFormatters();
}

void FormatterSection::save()
{
    if (!m_network || !hasUnsavedChanges())
        return;
    setSending(true);
    const Domain::Formatters sent = chosen();
    m_call = m_network->setDefaultFormatters(desk().id(), sent);
    m_call.then(this, [this, sent](const Domain::Result<Domain::Done> &answer) {
        if (answer.problem) {
            showProblem(answer.problem);
            return;
        }
        setSending(false);
        m_before = sent;
        showFormatters();
        Q_EMIT desk().noted(tr("The default formatters of %1 are saved.").arg(desk().id()));
    });
}

} // namespace Gui
