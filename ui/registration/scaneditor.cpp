// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/registration/scaneditor.h"

#include "backend/domain/problemtext.h"
#include "backend/domain/randomkey.h"
#include "ui/common/hexfield.h"
#include "ui/common/theme.h"
#include "ui/connect/formcolumn.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace Gui {

using Models::RegistrationDraft;
using Models::RegistrationList;

ScanEditor::ScanEditor(RegistrationWork *work, QWidget *parent)
    : QWidget(parent)
    , m_work(work)
    , m_form(new FormColumn(work->theme(), this))
    , m_title(newPlainLabel(QStringLiteral("scanDevice"), {}, this))
    , m_remark(newPlainLabel(QStringLiteral("scanRemark"), {}, this))
{
    m_title->setAccessibleName(tr("Chosen device"));
    m_title->setFont(Theme::monospace());
    m_remark->setAccessibleName(tr("About its code"));
    const RegistrationDraft &draft = work->draft;
    const auto addKey = [&](const char *name, Field field) {
        auto *hex = new HexField(name, HexField::Kind::Key, draft.title(field), work->theme(), this);
        hex->setGenerator(tr("Generate"), tr("A new key, for a device that you program yourself"));
        connect(hex, &HexField::generateRequested, this, [this, hex] {
            hex->setText(Domain::randomKey().toHex());
            onEdited();
        });
        connect(hex, &HexField::edited, this, &ScanEditor::onEdited);
        m_form->addField(hex, draft.title(field));
        return hex;
    };
    m_appKey = addKey("scanAppKey", Field::AppKey);
    m_nwkKey = addKey("scanNwkKey", Field::NwkKey);
    m_joinEui = new HexField("scanJoinEui", HexField::Kind::Eui, draft.title(Field::JoinEui), work->theme(), this);
    connect(m_joinEui, &HexField::edited, this, &ScanEditor::onEdited);
    m_form->addField(m_joinEui, draft.title(Field::JoinEui));
    m_id = m_form->addLine("scanId", draft.title(Field::Id), {}, draft.hint(Field::Id));
    connect(m_id, &QLineEdit::textEdited, this, &ScanEditor::onEdited);
    m_plan = new QComboBox(this);
    m_plan->setObjectName(QStringLiteral("scanPlan"));
    m_plan->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_plan->setMinimumContentsLength(16);
    connect(m_plan, &QComboBox::currentIndexChanged, this, &ScanEditor::onEdited);
    m_form->addField(m_plan, draft.title(Field::Plan));
    m_form->addStretch();
    m_remove = new QPushButton(tr("Take out of the list"), this);
    m_remove->setObjectName(QStringLiteral("scanRemove"));
    m_remove->setAutoDefault(false);
    connect(m_remove, &QPushButton::clicked, this, [this] { Q_EMIT removeRequested(m_row); });
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addWidget(m_remark);
    layout->addWidget(m_form, 1);
    layout->addWidget(m_remove, 0, Qt::AlignLeft);
    setRow(-1);
}

void ScanEditor::setRow(int row)
{
    m_row = row;
    refresh();
}

void ScanEditor::refresh()
{
    const RegistrationList &list = m_work->list();
    if (m_row >= list.count())
        m_row = -1;
    setVisible(m_row >= 0);
    if (m_row < 0)
        return;
    m_showing = true;
    const RegistrationList::Entry &entry = list.entry(m_row);
    const RegistrationDraft &draft = entry.draft;
    m_title->setText(list.index(m_row, RegistrationList::DevEuiColumn).data().toString());
    QStringList lines{entry.remark};
    if (entry.problem)
        lines += Domain::problemLine(entry.problem);
    lines.removeAll(QString());
    m_remark->setText(lines.join(u'\n'));
    m_remark->setVisible(!lines.isEmpty());
    colorLabel(m_remark, m_work->theme()->color(entry.problem ? Models::Meaning::Bad : Models::Meaning::Quiet));
    const std::pair<HexField *, const QString &> fields[]
        = {{m_appKey, draft.appKey}, {m_nwkKey, draft.nwkKey}, {m_joinEui, draft.joinEui}};
    for (const auto &[field, text] : fields) {
        if (field->text() != text && !field->line()->hasFocus())
            field->setText(text);
    }
    if (!m_id->hasFocus())
        m_id->setText(draft.effectiveId());
    m_form->setFieldVisible(m_nwkKey, draft.has(Field::NwkKey));
    m_form->setTitle(m_joinEui, draft.title(Field::JoinEui));
    m_joinEui->setRemark(draft.remark(Field::JoinEui));
    updatePlans();
    const bool ended = entry.state == RegistrationList::State::Registered;
    const bool running = entry.state == RegistrationList::State::Running;
    m_form->setEnabled(!ended && !running);
    m_remove->setEnabled(!running);
    m_showing = false;
    showMistakes();
}

void ScanEditor::updatePlans()
{
    const RegistrationDraft &draft = m_work->list().entry(m_row).draft;
    m_form->setFieldVisible(m_plan, draft.has(Field::Plan));
    m_plan->clear();
    m_plan->addItem(tr("Choose a plan"), QString());
    for (const Domain::FrequencyPlan &plan : m_work->catalog().plans(draft.base.versionIds.band))
        m_plan->addItem(plan.name.isEmpty() ? plan.id : plan.name, plan.id);
    if (!draft.plan.isEmpty() && m_plan->findData(draft.plan) < 0)
        m_plan->addItem(draft.plan, draft.plan);
    m_plan->setCurrentIndex(std::max(0, m_plan->findData(draft.plan)));
}

void ScanEditor::showMistakes()
{
    const RegistrationDraft &draft = m_work->list().entry(m_row).draft;
    m_form->setMistake(m_id, draft.mistake(Field::Id, !m_id->hasFocus()));
    m_form->setMistake(m_plan, draft.mistake(Field::Plan, true));
    const std::pair<HexField *, Field> fields[]
        = {{m_appKey, Field::AppKey}, {m_nwkKey, Field::NwkKey}, {m_joinEui, Field::JoinEui}};
    for (const auto &[hex, field] : fields) {
        if (const QString wrong = draft.mistake(field, false); !wrong.isEmpty())
            hex->setMistake(wrong);
    }
}

void ScanEditor::onEdited()
{
    if (m_showing || m_row < 0)
        return;
    RegistrationDraft draft = m_work->list().entry(m_row).draft;
    draft.appKey = m_appKey->text();
    draft.nwkKey = m_nwkKey->text();
    draft.joinEui = m_joinEui->text();
    const QString id = m_id->text().trimmed();
    draft.id = id == draft.suggestedId() ? QString() : id;
    draft.plan = m_plan->currentData().toString();
    m_work->list().setDraft(m_row, draft); // tells, and we show what it says
    m_work->touch();
}

} // namespace Gui
