// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/applications/formdialog.h"

#include "ui/common/discardquestion.h"
#include "ui/common/noticebar.h"
#include "ui/common/theme.h"
#include "ui/connect/formcolumn.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>

namespace Gui {

namespace {

constexpr int FormWidth = 560;
constexpr int Border = 24;

} // namespace

FormDialog::FormDialog(const Theme *theme, QWidget *parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_notice(new NoticeBar(theme, this))
    , m_scroll(new QScrollArea(this))
    , m_form(new FormColumn(theme, m_scroll))
    , m_state(new QLabel(this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_accept(new QPushButton(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    auto *inside = new QWidget(m_scroll);
    auto *insideLayout = new QVBoxLayout(inside);
    insideLayout->setContentsMargins(Border, Border, Border, 8);
    insideLayout->addWidget(m_form);
    insideLayout->addStretch();
    m_scroll->setWidget(inside);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_state->setObjectName(QStringLiteral("formState"));
    m_state->setAccessibleName(tr("What goes on"));
    m_state->setTextFormat(Qt::PlainText);
    m_cancel->setObjectName(QStringLiteral("formCancel"));
    m_cancel->setAutoDefault(false);
    connect(m_cancel, &QPushButton::clicked, this, &FormDialog::reject);
    m_accept->setObjectName(QStringLiteral("formAccept"));
    m_accept->setDefault(true);
    m_accept->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return));
    connect(m_accept, &QPushButton::clicked, this, [this] {
        m_notice->clear();
        send();
    });
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(Border, 8, Border, 16);
    buttons->setSpacing(8); // what the layout it goes into has is 0
    buttons->addWidget(m_state, 1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_accept);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_notice);
    layout->addWidget(m_scroll, 1);
    layout->addLayout(buttons);
}

void FormDialog::setAcceptText(const QString &text, const QString &hint)
{
    m_accept->setText(text);
    m_accept->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return)); // a new text takes it away
    m_acceptHint = tr("%1 (%2)").arg(hint, m_accept->shortcut().toString(QKeySequence::NativeText));
    m_accept->setToolTip(m_acceptHint);
}

void FormDialog::setDangerous()
{
    m_accept->setDefault(false);
    m_accept->setAutoDefault(false);
    m_cancel->setDefault(true);
}

void FormDialog::setAcceptAllowed(bool allowed)
{
    m_allowed = allowed;
    m_accept->setEnabled(allowed && !m_sending);
}

/// Only what is shown has a height.
void FormDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    fitToForm();
    // The fields were made after the buttons, and are read before them.
    const QWidget *inside = m_scroll->widget();
    QWidget *last = nullptr;
    for (QWidget *widget = nextInFocusChain(); widget != this; widget = widget->nextInFocusChain()) {
        if (inside->isAncestorOf(widget) && (widget->focusPolicy() & Qt::TabFocus))
            last = widget;
    }
    if (last) {
        setTabOrder(last, m_cancel);
        setTabOrder(m_cancel, m_accept);
    }
}

/// Grows to what it has to show, as far as the screen allows.
void FormDialog::fitToForm()
{
    QWidget *inside = m_scroll->widget();
    inside->layout()->activate();
    const int height = inside->layout()->hasHeightForWidth() ? inside->layout()->totalHeightForWidth(FormWidth)
                                                             : inside->sizeHint().height();
    const int most = screen() ? screen()->availableSize().height() * 4 / 5 : height;
    m_scroll->setMinimumWidth(FormWidth + m_scroll->verticalScrollBar()->sizeHint().width());
    resize(m_scroll->minimumWidth(), std::min(height + m_accept->sizeHint().height() + 32, std::max(most, 420)));
}

void FormDialog::setSending(bool sending)
{
    m_sending = sending;
    m_form->setEnabled(!sending);
    m_state->setText(sending ? tr("Sending…") : QString());
    m_accept->setEnabled(m_allowed && !sending);
}

void FormDialog::showProblem(const Domain::Problem &problem)
{
    setSending(false);
    m_notice->showProblem({}, problem, {}, true);
}

void FormDialog::reject()
{
    if (m_sending) {
        cancelSending();
        setSending(false);
        return;
    }
    if (hasUnsavedChanges())
        askToDiscard(this, [this] { QDialog::reject(); });
    else
        QDialog::reject();
}

} // namespace Gui
