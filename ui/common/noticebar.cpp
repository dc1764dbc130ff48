// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/noticebar.h"

#include "backend/domain/problemtext.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace Gui {

NoticeBar::NoticeBar(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_text(new QLabel(this))
    , m_advice(new QLabel(this))
    , m_action(new QPushButton(this))
    , m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("noticeBar"));
    setAccessibleName(tr("Notice"));
    setAutoFillBackground(true);
    m_text->setObjectName(QStringLiteral("noticeText"));
    m_advice->setObjectName(QStringLiteral("noticeAdvice"));
    for (QLabel *label : {m_text, m_advice}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_text->setAccessibleName(tr("What happened"));
    m_advice->setAccessibleName(tr("What to do"));
    m_action->setObjectName(QStringLiteral("noticeAction"));
    m_action->setAccessibleName(tr("Do what the notice advises"));
    m_close->setObjectName(QStringLiteral("noticeClose"));
    m_close->setAccessibleName(tr("Close this notice"));
    m_close->setToolTip(tr("Close this notice"));
    m_close->setAutoRaise(true);
    connect(m_action, &QPushButton::clicked, this, &NoticeBar::actionRequested);
    connect(m_close, &QToolButton::clicked, this, [this] {
        clear();
        Q_EMIT dismissed();
    });
    connect(theme, &Theme::changed, this, &NoticeBar::updateColors);

    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_text);
    words->addWidget(m_advice);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->addLayout(words, 1);
    layout->addWidget(m_action);
    layout->addWidget(m_close);
    updateColors();
    hide();
}

void NoticeBar::updateColors()
{
    QPalette palette = m_text->palette();
    palette.setColor(QPalette::WindowText, m_theme->color(Models::Meaning::Bad));
    m_text->setPalette(palette);
    palette.setColor(QPalette::WindowText, m_theme->color(Models::Meaning::Quiet));
    m_advice->setPalette(palette);
    m_close->setIcon(m_theme->icon(QStringLiteral("close")));
}

void NoticeBar::showProblem(const QString &source, const Domain::Problem &problem, const QString &action,
                            bool dismissible)
{
    const Domain::ProblemText text = Domain::problemText(problem);
    showText((source.isEmpty() ? QString() : QString(source + u": ")) + text.title,
             QStringList{text.body, text.advice}.join(u' ').trimmed(), dismissible, action);
    setToolTip(plainToolTip(problem.details));
}

void NoticeBar::showText(const QString &text, const QString &details, bool dismissible, const QString &action)
{
    m_text->setText(text);
    m_advice->setText(details);
    m_advice->setVisible(!details.isEmpty());
    m_action->setText(action);
    m_action->setAccessibleName(action);
    m_action->setVisible(!action.isEmpty());
    m_close->setVisible(dismissible);
    setToolTip({});
    show();
}

void NoticeBar::clear()
{
    hide();
}

} // namespace Gui
