// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/registration/donestep.h"

#include "ui/common/theme.h"
#include "ui/consolecontext.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QPushButton>

namespace Gui {

using Models::RegistrationList;

namespace {

constexpr double TitleScale = 1.25;

QString clockTime(qint64 ns)
{
    return QDateTime::fromMSecsSinceEpoch(ns / 1'000'000).toString(QStringLiteral("HH:mm:ss"));
}

} // namespace

DoneStep::DoneStep(RegistrationWork *work, QWidget *parent)
    : RegistrationStep(work, parent)
    , m_done(newPlainLabel(QStringLiteral("doneTitle"), {}, this))
    , m_failed(newPlainLabel(QStringLiteral("doneFailed"), {}, this))
    , m_next(newPlainLabel(QStringLiteral("doneNext"), {}, this))
    , m_signs(newPlainLabel(QStringLiteral("doneSigns"), {}, this))
    , m_details(new QPushButton(this))
    , m_another(new QPushButton(tr("Register another"), this))
    , m_watch(&work->context().liveLog(), &work->context().dictionary())
{
    QFont font = m_done->font();
    font.setPointSizeF(font.pointSizeF() * TitleScale);
    font.setWeight(QFont::DemiBold);
    m_done->setFont(font);
    m_done->setAccessibleName(tr("What was done"));
    m_failed->setAccessibleName(tr("What was not done"));
    m_next->setAccessibleName(tr("What to do next"));
    m_signs->setAccessibleName(tr("Signs of life"));
    m_details->setObjectName(QStringLiteral("doneDetails"));
    m_another->setObjectName(QStringLiteral("doneAnother"));
    for (QPushButton *button : {m_details, m_another})
        button->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_details);
    buttons->addWidget(m_another);
    buttons->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(m_done);
    layout->addWidget(m_failed);
    layout->addWidget(m_next);
    layout->addWidget(m_signs);
    layout->addSpacing(4);
    layout->addLayout(buttons);
    layout->addStretch(1);
    connect(m_details, &QPushButton::clicked, this, [this] { Q_EMIT detailsRequested(m_devices.value(0)); });
    connect(m_another, &QPushButton::clicked, this, &DoneStep::anotherRequested);
    connect(&m_watch, &Models::FirstSigns::heard, this, &DoneStep::updateSigns);
    connect(theme(), &Theme::changed, this, &DoneStep::updateLook);
}

void DoneStep::enter()
{
    const RegistrationList &list = work().list();
    m_devices.clear();
    m_joins = true;
    for (int row = 0; row < list.count(); ++row) {
        if (list.entry(row).state != RegistrationList::State::Registered)
            continue;
        m_devices += list.entry(row).draft.effectiveId();
        m_joins = m_joins && list.entry(row).draft.joins;
    }
    m_watch.watch(work().scope().profile, work().scope().application, m_devices);
    const int failed = list.count() - int(m_devices.size());
    m_done->setText(m_devices.size() == 1
                        ? tr("%1 is registered in %2.").arg(m_devices.first(), work().scope().application)
                        : tr("%1 devices are registered in %2.").arg(m_devices.size()).arg(work().scope().application));
    m_failed->setText(failed > 0 ? tr("Not registered: %1.").arg(failed) : QString());
    m_failed->setVisible(failed > 0);
    m_next->setText(m_joins ? tr("Switch the device on, within reach of a gateway. Its join shows here.")
                            : tr("Switch the device on, within reach of a gateway. Its first uplink shows here."));
    m_details->setVisible(m_devices.size() == 1);
    m_details->setText(m_joins ? tr("Show Joining") : tr("Show the device"));
    m_details->setToolTip(m_joins ? tr("The page of the device: what joins reached the network, and why one failed")
                                  : tr("The page of the device"));
    updateSigns();
}

void DoneStep::updateSigns()
{
    m_signMeaning = Models::Meaning::Quiet;
    QString text;
    if (m_devices.size() == 1) {
        const Models::FirstSigns::Signs signs = m_watch.signsOf(m_devices.first());
        if (signs.joinedNs != 0 && signs.uplinkNs != 0)
            text = tr("It joined at %1, its first uplink came at %2.")
                       .arg(clockTime(signs.joinedNs), clockTime(signs.uplinkNs));
        else if (signs.joinedNs != 0)
            text = tr("It joined at %1. Waiting for its first uplink…").arg(clockTime(signs.joinedNs));
        else if (signs.uplinkNs != 0)
            text = tr("Its first uplink came at %1.").arg(clockTime(signs.uplinkNs));
        else
            text = m_joins ? tr("Waiting for its join…") : tr("Waiting for its first uplink…");
        if (signs.joinedNs != 0 || signs.uplinkNs != 0)
            m_signMeaning = Models::Meaning::Good;
    } else if (!m_devices.isEmpty()) {
        text = tr("%1 of %2 have joined, %3 have sent.")
                   .arg(m_watch.joinedCount())
                   .arg(m_devices.size())
                   .arg(m_watch.heardCount());
        if (m_watch.joinedCount() > 0 || m_watch.heardCount() > 0)
            m_signMeaning = Models::Meaning::Good;
    }
    m_signs->setText(text);
    updateLook();
}

void DoneStep::takeFocus()
{
    m_another->setFocus();
}

void DoneStep::updateLook()
{
    colorLabel(m_failed, theme()->color(Models::Meaning::Bad));
    colorLabel(m_signs, theme()->color(m_signMeaning));
}

} // namespace Gui
