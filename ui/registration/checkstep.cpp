// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/registration/checkstep.h"

#include "backend/domain/lorawanversions.h"
#include "backend/domain/problemtext.h"
#include "models/placetext.h"
#include "ui/common/theme.h"

#include <QBoxLayout>
#include <QFormLayout>
#include <QProgressBar>
#include <QPushButton>

namespace Gui {

using Models::RegistrationDraft;
using Models::RegistrationList;
using Field = RegistrationDraft::Field;
namespace Versions = Domain::LorawanVersions;

namespace {

const QString Masked = QStringLiteral("••••••••");

} // namespace

CheckStep::CheckStep(RegistrationWork *work, QWidget *parent)
    : RegistrationStep(work, parent)
    , m_intro(newPlainLabel(QStringLiteral("checkIntro"), {}, this))
    , m_facts(new QWidget(this))
    , m_layout(new QFormLayout(m_facts))
    , m_warnings(newPlainLabel(QStringLiteral("checkWarnings"), {}, this))
    , m_progress(new QProgressBar(this))
    , m_problemBox(new QWidget(this))
    , m_problemTitle(newPlainLabel(QStringLiteral("checkProblem"), {}, m_problemBox))
    , m_problemText(newPlainLabel(QStringLiteral("checkProblemText"), {}, m_problemBox))
    , m_finish(new QPushButton(tr("Remove it and register anew"), m_problemBox))
    , m_remove(new QPushButton(tr("Remove it"), m_problemBox))
{
    m_facts->setObjectName(QStringLiteral("checkFacts"));
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setHorizontalSpacing(24);
    m_layout->setVerticalSpacing(6);
    m_layout->setLabelAlignment(Qt::AlignLeft);
    m_layout->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_intro->setAccessibleName(tr("About this step"));
    m_warnings->setAccessibleName(tr("Worth knowing"));
    m_progress->setObjectName(QStringLiteral("checkProgress"));
    m_progress->setAccessibleName(tr("Registering"));
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_problemTitle->setAccessibleName(tr("What happened"));
    m_problemText->setAccessibleName(tr("Why, and what to do"));
    m_problemText->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_finish->setObjectName(QStringLiteral("incompleteFinish"));
    m_remove->setObjectName(QStringLiteral("incompleteRemove"));
    for (QPushButton *button : {m_finish, m_remove})
        button->setAutoDefault(false);
    connect(m_finish, &QPushButton::clicked, this, [this] { Q_EMIT cleanUpRequested(true); });
    connect(m_remove, &QPushButton::clicked, this, [this] { Q_EMIT cleanUpRequested(false); });
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_finish);
    buttons->addWidget(m_remove);
    buttons->addStretch(1);
    auto *problem = new QVBoxLayout(m_problemBox);
    problem->setContentsMargins(0, 0, 0, 0);
    problem->setSpacing(4);
    problem->addWidget(m_problemTitle);
    problem->addWidget(m_problemText);
    problem->addLayout(buttons);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    layout->addWidget(m_problemBox);
    layout->addWidget(m_progress);
    layout->addWidget(m_intro);
    layout->addWidget(m_facts);
    layout->addWidget(m_warnings);
    layout->addStretch(1);
    connect(theme(), &Theme::changed, this, &CheckStep::updateLook);
    updateLook();
}

void CheckStep::addFact(const QString &title, const QString &value, bool fixedWidth)
{
    if (value.isEmpty())
        return;
    QLabel *name = newPlainLabel({}, title, m_facts);
    name->setWordWrap(false);
    colorLabel(name, theme()->color(Models::Meaning::Quiet));
    name->setProperty("quiet", true);
    QLabel *shown = newPlainLabel(u"fact" + QString::number(m_layout->rowCount()), value, m_facts);
    shown->setAccessibleName(title);
    shown->setTextInteractionFlags(Qt::TextSelectableByMouse);
    if (fixedWidth)
        shown->setFont(Theme::monospace());
    m_layout->addRow(name, shown);
}

void CheckStep::addDevice()
{
    const Domain::Device device = draft().device();
    addFact(tr("Application"), device.application);
    addFact(draft().title(Field::Id), device.id);
    addFact(draft().title(Field::Name), device.name);
    addFact(tr("Product"), work().product);
    addFact(tr("Activation"), draft().joins ? tr("over the air (OTAA)") : tr("by personalization (ABP)"));
    if (device.radio) {
        addFact(draft().title(Field::MacVersion), Versions::macTitle(device.radio->macVersion));
        addFact(draft().title(Field::PhyVersion), Versions::phyTitle(device.radio->phyVersion));
        addFact(draft().title(Field::Plan), device.radio->frequencyPlan);
        QStringList classes{QStringLiteral("A")};
        if (device.radio->supportsClassB)
            classes += QStringLiteral("B");
        if (device.radio->supportsClassC)
            classes += QStringLiteral("C");
        addFact(tr("Classes"), classes.join(QStringLiteral(", ")));
    }
    addFact(draft().title(Field::JoinEui), device.joinEui ? device.joinEui->toString() : QString(), true);
    addFact(draft().title(Field::DevEui), device.devEui ? device.devEui->toString() : QString(), true);
    addFact(draft().title(Field::DevAddr), device.devAddr ? device.devAddr->toString() : QString(), true);
    for (const auto &[field, key] :
         {std::pair(Field::AppKey, device.appKey), std::pair(Field::NwkKey, device.nwkKey),
          std::pair(Field::NwkSKey, device.nwkSKey), std::pair(Field::SNwkSIntKey, device.sNwkSIntKey),
          std::pair(Field::NwkSEncKey, device.nwkSEncKey), std::pair(Field::AppSKey, device.appSKey)})
        addFact(draft().title(field), key ? Masked : QString());
    addFact(draft().title(Field::Description), device.description);
    if (device.location) {
        const QString place = Models::PlaceText::degrees(device.location->latitude) + QStringLiteral(", ")
            + Models::PlaceText::degrees(device.location->longitude);
        const int altitude = device.location->altitude;
        addFact(tr("Place"), altitude == 0 ? place : tr("%1, %2 m").arg(place).arg(altitude));
    }
    QStringList attributes;
    for (auto it = device.attributes.begin(); it != device.attributes.end(); ++it)
        attributes += it.key() + u" = " + it.value();
    addFact(draft().title(Field::Attributes), attributes.join(u'\n'));
    addFact(draft().title(Field::SerialNumber), device.serialNumber);
    addFact(draft().title(Field::ClaimCode), device.claimCode.isEmpty() ? QString() : Masked);
}

void CheckStep::enter()
{
    while (m_layout->rowCount() > 0)
        m_layout->removeRow(0);
    m_intro->setText(tr("This will be registered. Nothing has been sent yet."));
    addDevice();
    updateWarnings();
    updateState();
}

void CheckStep::updateWarnings()
{
    QStringList warnings;
    if (!draft().joins)
        warnings += draft().resetsCounters
            ? tr("Frames are taken also when the counter goes back: old ones can be sent again by others.")
            : tr("When the device begins counting at 0 again, its frames are lost until the counter has caught up.");
    for (const Field field : {Field::JoinEui, Field::DevEui}) {
        if (const QString remark = draft().remark(field); !remark.isEmpty())
            warnings += tr("%1: %2").arg(draft().title(field), remark);
    }
    m_warnings->setText(warnings.join(u'\n'));
    m_warnings->setVisible(!warnings.isEmpty());
}

void CheckStep::updateState()
{
    const RegistrationList &list = work().list();
    const bool running = list.isRunning();
    const Domain::Problem problem = list.count() == 1 ? list.entry(0).problem : Domain::Problem();
    const bool cancelled = list.count() == 1 && list.entry(0).state == RegistrationList::State::Cancelled;
    const bool incomplete = list.count() == 1 && list.entry(0).state == RegistrationList::State::Incomplete;
    m_progress->setVisible(running);
    m_intro->setVisible(!running && !problem && !cancelled);
    m_problemBox->setVisible(!running && (problem || cancelled));
    m_finish->setVisible(incomplete);
    m_remove->setVisible(incomplete);
    if (cancelled) {
        m_problemTitle->setText(tr("Nothing is registered."));
        m_problemText->setText(tr("What had been made of the device is taken back."));
    } else if (problem) {
        const Domain::ProblemText text = Domain::problemText(problem);
        m_problemTitle->setText(text.title);
        QStringList lines{text.body, text.advice, problem.details};
        lines.removeAll(QString());
        m_problemText->setText(lines.join(u'\n'));
    }
    updateLook();
}

void CheckStep::takeFocus()
{
    // The window's button: there is nothing to type here.
    if (m_finish->isVisible())
        m_finish->setFocus();
}

void CheckStep::updateLook()
{
    const QColor quiet = theme()->color(Models::Meaning::Quiet);
    colorLabel(m_intro, quiet);
    colorLabel(m_warnings, theme()->color(Models::Meaning::Downlink));
    colorLabel(m_problemTitle, theme()->color(Models::Meaning::Bad));
    for (QLabel *label : m_facts->findChildren<QLabel *>()) {
        if (label->property("quiet").toBool())
            colorLabel(label, quiet);
    }
}

} // namespace Gui
