// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/importdefaults.h"

#include "backend/domain/lorawanversions.h"
#include "models/importdraft.h"
#include "ui/common/hexfield.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSignalBlocker>

namespace Gui {

using Models::ImportDraft;
namespace Versions = Domain::LorawanVersions;

ImportDefaults::ImportDefaults(ImportDraft *draft, Domain::CatalogApi *catalog, const Theme *theme, QWidget *parent)
    : FormColumn(theme, parent)
    , m_draft(draft)
{
    setObjectName(QStringLiteral("importDefaults"));
    m_template = addLine("importTemplate", tr("Device IDs"), QStringLiteral("eui-{deveui}"),
                         tr("Made of columns: {deveui}, {serial}, {prefix}, any column's name; {n:000} counts. Empty: "
                            "from the list's own column."));
    m_prefix = addLine("importPrefix", tr("Prefix"), QStringLiteral("meter"), tr("For {prefix}"));
    if (m_draft->target().generation == Domain::Generation::V3)
        buildRadio();
    m_joinEui = new HexField("importJoinEui", HexField::Kind::Eui, tr("JoinEUI (AppEUI)"), theme, this);
    m_joinEui->setHint(tr("For rows that have none"));
    addField(m_joinEui, tr("JoinEUI (AppEUI)"));
    m_activation = new QComboBox(this);
    m_activation->setObjectName(QStringLiteral("importActivation"));
    m_activation->addItem(tr("By the keys of each row"), QVariant());
    m_activation->addItem(tr("Over the air (OTAA)"), true);
    m_activation->addItem(tr("By personalization (ABP)"), false);
    addField(m_activation, tr("Activation"), tr("Where a row does not say"));
    addStretch();

    connect(m_template, &QLineEdit::textEdited, m_draft, &ImportDraft::setIdTemplate);
    connect(m_prefix, &QLineEdit::textEdited, m_draft, &ImportDraft::setPrefix);
    connect(m_joinEui, &HexField::edited, this, &ImportDefaults::apply);
    connect(m_activation, &QComboBox::currentIndexChanged, this, [this] {
        const QVariant joins = m_activation->currentData();
        m_draft->setJoins(joins.isValid() ? std::optional(joins.toBool()) : std::nullopt);
    });
    connect(m_draft, &ImportDraft::planChanged, this, &ImportDefaults::update);
    connect(m_draft, &ImportDraft::checkChanged, this, &ImportDefaults::update);
    if (m_plan && catalog)
        askForPlans(catalog);
    update();
}

void ImportDefaults::buildRadio()
{
    const auto box = [this](const char *name, const QString &title, const QString &hint) {
        auto *result = new QComboBox(this);
        result->setObjectName(QLatin1String(name));
        result->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        result->setMinimumContentsLength(16);
        addField(result, title, hint);
        connect(result, &QComboBox::currentTextChanged, this, &ImportDefaults::apply);
        return result;
    };
    m_plan = box("importPlan", tr("Frequency plan"), tr("For rows that name none"));
    m_plan->setEditable(true);
    m_plan->lineEdit()->setPlaceholderText(QStringLiteral("EU_863_870_TTN"));
    m_mac = box("importMacVersion", tr("LoRaWAN version"), {});
    m_mac->addItem(tr("As each row says"), QString());
    const QStringList versions = Versions::macVersions();
    for (const QString &version : versions)
        m_mac->addItem(Versions::macTitle(version), version);
    m_phy = box("importPhyVersion", tr("Regional Parameters"), {});
    connect(m_mac, &QComboBox::currentIndexChanged, this, &ImportDefaults::fillPhyVersions);
    fillPhyVersions();
}

void ImportDefaults::fillPhyVersions()
{
    m_filling = true;
    m_phy->clear();
    const QStringList versions = Versions::phyVersions(m_mac->currentData().toString());
    if (versions.isEmpty())
        m_phy->addItem(tr("As each row says"), QString());
    for (const QString &version : versions)
        m_phy->addItem(Versions::phyTitle(version), version);
    m_phy->setCurrentIndex(m_phy->count() - 1); // the newest is what devices of today have
    m_phy->setEnabled(versions.size() > 1);
    m_filling = false;
    apply();
}

void ImportDefaults::askForPlans(Domain::CatalogApi *catalog)
{
    m_plans = catalog->frequencyPlans();
    m_plans.then(this, [this](const Domain::Result<QList<Domain::FrequencyPlan>> &answer) {
        if (!answer)
            return; // it can be typed
        m_filling = true;
        const QString typed = m_plan->currentText();
        m_plan->clear();
        for (const Domain::FrequencyPlan &plan : answer.value)
            m_plan->addItem(plan.id, plan.id);
        m_plan->setCurrentText(typed);
        m_filling = false;
    });
}

void ImportDefaults::apply()
{
    if (m_filling)
        return;
    Domain::Device device = m_draft->plan().defaults;
    device.joinEui = m_joinEui ? m_joinEui->value().eui() : std::nullopt;
    if (m_plan) {
        Domain::RadioProfile radio;
        radio.frequencyPlan = m_plan->currentText().trimmed();
        radio.macVersion = m_mac->currentData().toString();
        radio.phyVersion = m_phy ? m_phy->currentData().toString() : QString();
        const bool empty = radio.frequencyPlan.isEmpty() && radio.macVersion.isEmpty();
        device.radio = empty ? std::nullopt : std::optional(radio);
    }
    m_draft->setDefaults(device);
}

void ImportDefaults::update()
{
    if (!m_template->hasFocus())
        m_template->setText(m_draft->plan().idTemplate);
    m_prefix->setEnabled(m_draft->plan().idTemplate.contains(QLatin1String("{prefix}")));
    const QStringList samples = m_draft->sampleIds(3);
    setHint(m_prefix,
            samples.isEmpty() ? tr("For {prefix}") : tr("First IDs: %1").arg(samples.join(QLatin1String(", "))));
}

} // namespace Gui
