// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/applications/rightschooser.h"

#include "models/righttext.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

namespace Gui {

using Domain::Right;
using Domain::Rights;
namespace RightText = Models::RightText;

namespace {

QString capitalized(const QString &text)
{
    return text.left(1).toUpper() + text.mid(1);
}

} // namespace

RightsChooser::RightsChooser(QWidget *parent)
    : QWidget(parent)
    , m_grantable(RightText::all())
{
    setObjectName(QStringLiteral("rightsChooser"));
    auto *presets = new QHBoxLayout;
    presets->setSpacing(8);
    presets->addWidget(addPreset("rightsRead", tr("Read only"), tr("Traffic and devices, without keys"),
                                 Right::ReadTraffic | Right::ViewDevices | Right::ViewApplication));
    presets->addWidget(addPreset(
        "rightsWork", tr("Work with devices"),
        tr("Traffic, downlinks, devices and their keys; neither people nor keys"),
        RightText::all() & ~(Rights(Right::ManageApiKeys) | Right::ManageCollaborators | Right::DeleteApplication)));
    presets->addWidget(addPreset("rightsAll", tr("Everything"), tr("All rights"), RightText::all()));
    presets->addWidget(addPreset("rightsNone", tr("Nothing"), tr("Tick nothing"), {}));
    presets->addStretch();
    auto *columns = new QHBoxLayout;
    columns->setSpacing(24);
    QVBoxLayout *sides[2] = {new QVBoxLayout, new QVBoxLayout};
    const QList<RightText::Group> groups = RightText::groups();
    for (qsizetype i = 0; i < groups.size(); ++i) {
        QVBoxLayout *side = sides[i < 2 ? 0 : 1];
        auto *heading = new QLabel(groups.at(i).title, this);
        QFont font = heading->font();
        font.setWeight(QFont::DemiBold);
        heading->setFont(font);
        if (i == 1 || i == 3)
            side->addSpacing(8);
        side->addWidget(heading);
        for (const Right right : groups.at(i).rights) {
            auto *box = new QCheckBox(capitalized(RightText::words(right)), this);
            box->setObjectName(u"right" + RightText::wireName(right).mid(qsizetype(sizeof("RIGHT_APPLICATION_")) - 1));
            box->setToolTip(RightText::wireName(right));
            connect(box, &QCheckBox::clicked, this, &RightsChooser::edited);
            side->addWidget(box);
            m_boxes[right] = box;
        }
    }
    for (QVBoxLayout *side : sides) {
        side->setSpacing(4);
        side->addStretch();
        columns->addLayout(side, 1);
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addLayout(presets);
    layout->addLayout(columns);
}

QPushButton *RightsChooser::addPreset(const char *name, const QString &text, const QString &hint, Rights rights)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(QLatin1String(name));
    button->setAutoDefault(false);
    button->setToolTip(hint);
    connect(button, &QPushButton::clicked, this, [this, rights] { choose(rights); });
    return button;
}

void RightsChooser::choose(Rights rights)
{
    for (const auto &[right, box] : m_boxes) {
        if (box->isEnabled())
            box->setChecked(rights.testFlag(right));
    }
    Q_EMIT edited();
}

void RightsChooser::setRights(Rights rights)
{
    for (const auto &[right, box] : m_boxes)
        box->setChecked(rights.testFlag(right));
}

Rights RightsChooser::rights() const
{
    Rights rights;
    for (const auto &[right, box] : m_boxes)
        rights.setFlag(right, box->isChecked());
    return rights;
}

void RightsChooser::setGrantable(Rights grantable, const QString &reason)
{
    m_grantable = grantable;
    for (const auto &[right, box] : m_boxes) {
        const bool may = grantable.testFlag(right);
        box->setEnabled(may);
        box->setToolTip(may ? RightText::wireName(right) : QString(RightText::wireName(right) + u'\n' + reason));
    }
}

} // namespace Gui
