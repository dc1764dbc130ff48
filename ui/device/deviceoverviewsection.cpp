// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/device/deviceoverviewsection.h"

#include "backend/domain/clock.h"
#include "models/deviceeditor.h"
#include "ui/common/theme.h"
#include "ui/device/factlist.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace Gui {

DeviceOverviewSection::DeviceOverviewSection(const DevicePageParts *parts, QWidget *parent)
    : DeviceSectionView(parts, parent)
    , m_half(new QWidget(this))
    , m_facts(new FactList(parts->theme, this))
{
    setObjectName(QStringLiteral("deviceOverview"));
    buildHalfMade();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    layout->addWidget(m_half);
    layout->addWidget(m_facts);
    layout->addStretch();
    connect(m_facts, &FactList::noted, this, &DeviceSectionView::noted);
    connect(parts->theme, &Theme::changed, this, &DeviceOverviewSection::refresh);
    refresh();
}

void DeviceOverviewSection::buildHalfMade()
{
    m_halfText = new QLabel(m_half);
    m_halfText->setObjectName(QStringLiteral("halfMadeText"));
    m_halfText->setAccessibleName(tr("What is missing"));
    m_halfText->setTextFormat(Qt::PlainText);
    m_halfText->setWordWrap(true);
    m_finish = new QPushButton(tr("Finish…"), m_half);
    m_finish->setObjectName(QStringLiteral("finishButton"));
    m_finish->setToolTip(tr("Fill in what is missing, or register it there at once when nothing is"));
    connect(m_finish, &QPushButton::clicked, this, &DeviceOverviewSection::finish);
    auto *remove = new QPushButton(tr("Remove the rest…"), m_half);
    remove->setObjectName(QStringLiteral("removeRestButton"));
    remove->setToolTip(tr("Delete what there is of this device, so that it can be registered anew"));
    connect(remove, &QPushButton::clicked, this, &DeviceSectionView::deletionRequested);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_finish);
    buttons->addWidget(remove);
    buttons->addStretch();
    auto *layout = new QVBoxLayout(m_half);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_halfText);
    layout->addLayout(buttons);
}

void DeviceOverviewSection::finish()
{
    const QList<Models::DeviceField> missing = m_parts->editor->draft().fieldsToFinish();
    for (const Models::DeviceField field : missing) {
        if (!m_parts->editor->mistake(field).isEmpty()) {
            Q_EMIT sectionRequested(sectionOf(field));
            return;
        }
    }
    m_parts->editor->save();
}

void DeviceOverviewSection::refresh()
{
    const Models::DeviceEditor &editor = *m_parts->editor;
    const bool half = editor.draft().isHalfMade();
    m_half->setVisible(half);
    if (half) {
        m_halfText->setText(Models::DeviceWords::halfMade(editor.device()));
        m_finish->setEnabled(editor.work() == Models::DeviceEditor::Work::None
                             && editor.readOnlyReason(Models::DeviceField::MacVersion).isEmpty());
        QPalette palette = m_halfText->palette();
        palette.setColor(QPalette::WindowText, m_parts->theme->color(Models::Meaning::Bad));
        m_halfText->setPalette(palette);
    }
    const Models::DeviceFacts facts(m_parts->text);
    m_facts->setFacts(facts.overview({&editor.device(), editor.shape(), m_parts->heardNs(), Domain::nowNs()}));
}

} // namespace Gui
