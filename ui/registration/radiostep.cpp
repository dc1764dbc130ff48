// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/registration/radiostep.h"

#include "backend/domain/lorawanversions.h"
#include "backend/domain/problemtext.h"
#include "ui/common/theme.h"
#include "ui/connect/formcolumn.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace Gui {

namespace Versions = Domain::LorawanVersions;
using Part = Models::RegistrationDraft::Part;

namespace {

constexpr int LongestPeriod = 128; ///< s

QComboBox *newBox(const char *name, QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->setObjectName(QLatin1String(name));
    // Names of plans are long; the window is not to grow with them.
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(24);
    return box;
}

QCheckBox *newCheck(const char *name, const QString &text, QWidget *parent)
{
    auto *check = new QCheckBox(text, parent);
    check->setObjectName(QLatin1String(name));
    check->setAccessibleName(QString(text).remove(u'&'));
    return check;
}

} // namespace

RadioStep::RadioStep(RegistrationWork *work, QWidget *parent)
    : RegistrationStep(work, parent)
    , m_form(new FormColumn(theme(), this))
    , m_intro(newPlainLabel(QStringLiteral("radioIntro"), {}, this))
{
    m_intro->setAccessibleName(tr("About this step"));
    m_activation = newBox("activationBox", this);
    m_activation->addItem(tr("Over the air (OTAA): it joins"), true);
    m_activation->addItem(tr("By personalization (ABP): address and session keys are fixed"), false);
    m_form->addField(m_activation, tr("Activation"));
    buildRadio();
    buildRest();
    m_form->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    layout->addWidget(m_intro);
    layout->addWidget(m_form, 1);

    for (QComboBox *box : {m_activation, m_mac, m_plan, m_phy, m_pingSlot})
        connect(box, &QComboBox::currentIndexChanged, this, &RadioStep::onEdited);
    for (QCheckBox *check : {m_classB, m_classC, m_resets, m_wide})
        connect(check, &QCheckBox::toggled, this, &RadioStep::onEdited);
    connect(m_constraints, &QLineEdit::textEdited, this, &RadioStep::onEdited);
    connect(&work->catalog(), &Models::RegistrationCatalog::changed, this, [this] {
        if (isVisible())
            update();
    });
    m_fields = {{Field::Plan, m_plan},
                {Field::MacVersion, m_mac},
                {Field::PhyVersion, m_phy},
                {Field::PingSlot, m_pingSlot},
                {Field::Constraints, m_constraints}};
}

void RadioStep::buildRadio()
{
    m_mac = newBox("macBox", this);
    m_form->addField(m_mac, draft().title(Field::MacVersion), draft().hint(Field::MacVersion));
    for (const QString &mac : Versions::macVersions())
        m_mac->addItem(Versions::macTitle(mac), mac);
    m_plan = newBox("planBox", this);
    m_retry = new QPushButton(tr("Try again"), this);
    m_retry->setObjectName(QStringLiteral("planRetry"));
    m_retry->setAccessibleName(tr("Read the frequency plans again"));
    m_retry->setAutoDefault(false);
    m_form->addField(m_plan, draft().title(Field::Plan), draft().hint(Field::Plan), m_retry);
    connect(m_retry, &QPushButton::clicked, this, [this] {
        work().catalog().load();
        update();
    });
    m_phy = newBox("phyBox", this);
    m_form->addField(m_phy, draft().title(Field::PhyVersion), draft().hint(Field::PhyVersion));
    m_classB = newCheck("classBCheck", tr("Class &B: it also listens at fixed times"), this);
    m_classC = newCheck("classCCheck", tr("Class &C: it listens all the time"), this);
    m_form->addBlock(m_classB);
    m_form->addBlock(m_classC);
    m_pingSlot = newBox("pingSlotBox", this);
    m_pingSlot->addItem(tr("As the device says"), 0);
    for (int period = 1; period <= LongestPeriod; period *= 2)
        m_pingSlot->addItem(tr("%n s", nullptr, period), period);
    m_form->addField(m_pingSlot, draft().title(Field::PingSlot), draft().hint(Field::PingSlot));
}

void RadioStep::buildRest()
{
    m_resets = newCheck("resetsCheck", tr("Take frames also when the counter goes &back (insecure)"), this);
    m_resets->setToolTip(tr("For test devices that begin at 0 again. Old frames can be sent again by anybody who has "
                            "recorded them."));
    m_form->addBlock(m_resets);
    m_wide = newCheck("wideCheck", tr("&32-bit frame counters"), this);
    m_form->addBlock(m_wide);
    m_constraints = m_form->addLine("constraintsField", draft().title(Field::Constraints), QStringLiteral("local"),
                                    draft().hint(Field::Constraints));
}

bool RadioStep::isFixed() const
{
    // The repository knows better than we do.
    return work().way == RegistrationWork::Way::Repository;
}

void RadioStep::enter()
{
    work().catalog().load();
    update();
    showMistakes(false);
}

void RadioStep::update()
{
    m_showing = true;
    const bool radio = draft().hasRadio();
    const bool scans = work().way == RegistrationWork::Way::Scan;
    m_intro->setText(isFixed()   ? tr("%1: versions and classes are those of the repository.").arg(work().product)
                         : scans ? tr("For the scanned devices. Where a code names a product of the Device Repository, "
                                      "versions and classes are that product's.")
                                 : QString());
    m_intro->setVisible(!m_intro->text().isEmpty());
    m_activation->setCurrentIndex(draft().joins ? 0 : 1);
    m_form->setFieldVisible(m_activation, !scans);
    m_activation->setEnabled(!isFixed());
    m_form->setWarning(
        m_activation,
        draft().joins ? QString()
                      : tr("Only where the device cannot join. After a restart such a device often begins counting "
                           "at 0 again; the network then takes its frames for old ones, and they are lost until "
                           "the counter has caught up."));
    for (QWidget *field :
         {static_cast<QWidget *>(m_mac), static_cast<QWidget *>(m_plan), static_cast<QWidget *>(m_phy)})
        m_form->setFieldVisible(field, radio);
    m_mac->setCurrentIndex(m_mac->findData(draft().macVersion));
    m_mac->setEnabled(!isFixed());
    updatePlans();
    updatePhyVersions();
    m_classB->setVisible(radio);
    m_classC->setVisible(radio);
    m_classB->setEnabled(!isFixed());
    m_classC->setEnabled(!isFixed());
    m_classB->setChecked(draft().supportsClassB);
    m_classC->setChecked(draft().supportsClassC);
    m_form->setFieldVisible(m_pingSlot, draft().has(Field::PingSlot));
    m_pingSlot->setCurrentIndex(std::max(0, m_pingSlot->findData(draft().pingSlotPeriod.value_or(0))));
    m_resets->setVisible(!draft().joins);
    m_resets->setChecked(draft().resetsCounters);
    m_wide->setVisible(!radio);
    m_wide->setChecked(draft().uses32BitCounters);
    m_form->setFieldVisible(m_constraints, draft().has(Field::Constraints));
    if (m_constraints->text() != draft().constraints)
        m_constraints->setText(draft().constraints);
    m_showing = false;
}

void RadioStep::updatePlans()
{
    Models::RegistrationCatalog &catalog = work().catalog();
    const QString band = isFixed() ? draft().base.versionIds.band : QString();
    m_plan->clear();
    m_plan->addItem(catalog.isLoading() ? tr("Reading the plans…") : tr("Choose a plan"), QString());
    for (const Domain::FrequencyPlan &plan : catalog.plans(band)) {
        m_plan->addItem(plan.name.isEmpty() ? plan.id : plan.name, plan.id);
        m_plan->setItemData(m_plan->count() - 1, plan.id, Qt::ToolTipRole);
    }
    // One that was chosen before stays, even when the list could not be read.
    if (!draft().plan.isEmpty() && m_plan->findData(draft().plan) < 0)
        m_plan->addItem(draft().plan, draft().plan);
    m_plan->setCurrentIndex(std::max(0, m_plan->findData(draft().plan)));
    m_retry->setVisible(bool(catalog.problem()));
    m_form->setHint(m_plan,
                    catalog.problem()    ? Domain::problemLine(catalog.problem())
                        : band.isEmpty() ? draft().hint(Field::Plan)
                                         : tr("Those of the band %1, for which the product was made.").arg(band));
}

void RadioStep::updatePhyVersions()
{
    const QStringList offered = work().catalog().phyVersions(draft().macVersion, draft().plan);
    if (!isFixed() && !offered.contains(draft().phyVersion))
        draft().phyVersion = offered.size() == 1 ? offered.first() : QString();
    m_phy->clear();
    m_phy->addItem(tr("Choose"), QString());
    for (const QString &phy : offered)
        m_phy->addItem(Versions::phyTitle(phy), phy);
    if (!draft().phyVersion.isEmpty() && m_phy->findData(draft().phyVersion) < 0)
        m_phy->addItem(Versions::phyTitle(draft().phyVersion), draft().phyVersion);
    m_phy->setCurrentIndex(std::max(0, m_phy->findData(draft().phyVersion)));
    m_phy->setEnabled(!isFixed());
}

void RadioStep::onEdited()
{
    if (m_showing)
        return;
    draft().joins = m_activation->currentData().toBool();
    draft().macVersion = m_mac->currentData().toString();
    draft().plan = m_plan->currentData().toString();
    draft().phyVersion = m_phy->currentData().toString();
    draft().supportsClassB = m_classB->isChecked();
    draft().supportsClassC = m_classC->isChecked();
    const int period = m_pingSlot->currentData().toInt();
    draft().pingSlotPeriod = period > 0 ? std::optional(period) : std::nullopt;
    draft().resetsCounters = m_resets->isChecked();
    draft().uses32BitCounters = m_wide->isChecked();
    draft().constraints = m_constraints->text();
    work().touch();
    update();
    showMistakes(false);
    Q_EMIT changed();
}

void RadioStep::showMistakes(bool complete)
{
    for (const auto &[field, widget] : m_fields) {
        const QString refused = refusalOf(field);
        m_form->setMistake(widget, refused.isEmpty() ? draft().mistake(field, complete) : refused);
    }
}

bool RadioStep::finish()
{
    showMistakes(true);
    const Field wrong = draft().firstMistake(Part::Radio);
    if (const auto found = m_fields.find(wrong); found != m_fields.end())
        found->second->setFocus();
    return wrong == Field::None;
}

void RadioStep::showRefusal()
{
    showMistakes(true);
    if (const auto found = m_fields.find(work().refusedField); found != m_fields.end())
        found->second->setFocus();
}

void RadioStep::takeFocus()
{
    if (m_activation->isVisible() && m_activation->isEnabled())
        m_activation->setFocus();
    else
        m_plan->setFocus();
}

} // namespace Gui
