// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/applications/formsection.h"

#include "ui/common/noticebar.h"
#include "ui/common/statenote.h"
#include "ui/connect/formcolumn.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>

namespace Gui {

FormSection::FormSection(ApplicationDesk *desk, const Theme *theme, QWidget *parent)
    : SettingsSection(desk, theme, parent)
    , m_notice(new NoticeBar(theme, this))
    , m_stack(new QStackedWidget(this))
{
    auto *scroll = new QScrollArea(m_stack);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *inside = new QWidget(scroll);
    m_form = new FormColumn(theme, inside);
    m_reason = newNote("formReason");
    m_reason->hide();
    m_state = newNote("formState");
    m_state->setAccessibleName(tr("Whether it is saved"));
    m_undo = new QPushButton(tr("Undo changes"), inside);
    m_undo->setObjectName(QStringLiteral("undoChanges"));
    m_undo->setToolTip(tr("As it is at the network"));
    connect(m_undo, &QPushButton::clicked, this, [this] {
        m_notice->clear();
        undoChanges();
    });
    m_save = new QPushButton(tr("Save"), inside);
    m_save->setObjectName(QStringLiteral("saveChanges"));
    m_save->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return));
    m_save->setToolTip(tr("Save at the network (%1)").arg(m_save->shortcut().toString(QKeySequence::NativeText)));
    connect(m_save, &QPushButton::clicked, this, [this] {
        m_notice->clear();
        save();
    });
    auto *buttons = new QWidget(inside);
    buttons->setMaximumWidth(m_form->maximumWidth());
    auto *line = new QHBoxLayout(buttons);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_state, 1);
    line->addWidget(m_undo);
    line->addWidget(m_save);
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(24, 16, 24, 16);
    column->setSpacing(16);
    column->addWidget(m_reason);
    column->addWidget(m_form);
    column->addWidget(buttons);
    column->addStretch();
    scroll->setWidget(inside);
    m_note = new StateNote(theme, m_stack);
    connect(m_note, &StateNote::actionRequested, this, [this] { load(true); });
    m_stack->addWidget(scroll);
    m_stack->addWidget(m_note);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_notice);
    layout->addWidget(m_stack, 1);
    updateButtons();
}

void FormSection::showForm(bool shown)
{
    m_stack->setCurrentIndex(shown ? 0 : 1);
}

void FormSection::setReason(const QString &reason)
{
    m_reason->setText(reason);
    m_reason->setVisible(!reason.isEmpty());
    m_readOnly = !reason.isEmpty();
    m_form->setEnabled(!m_readOnly && !m_sending);
    m_form->setToolTip(reason);
    updateButtons();
}

void FormSection::setUnsaved(bool unsaved, bool right)
{
    const bool told = unsaved != m_unsaved;
    m_unsaved = unsaved;
    m_right = right;
    updateButtons();
    if (told)
        Q_EMIT unsavedChanged();
}

void FormSection::setSending(bool sending)
{
    m_sending = sending;
    m_form->setEnabled(!m_readOnly && !sending);
    updateButtons();
}

void FormSection::showProblem(const Domain::Problem &problem)
{
    setSending(false);
    m_notice->showProblem({}, problem, {}, true);
}

void FormSection::updateButtons()
{
    m_undo->setEnabled(m_unsaved && !m_sending);
    m_save->setEnabled(m_unsaved && m_right && !m_sending && !m_readOnly);
    m_state->setText(m_sending ? tr("Saving…") : m_unsaved ? tr("Not saved yet.") : QString());
}

} // namespace Gui
