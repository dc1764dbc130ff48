// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/statenote.h"

#include "backend/domain/problemtext.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace Gui {

namespace {

constexpr int MostWidth = 480;
constexpr int PatienceMs = 200;
constexpr double TitleScale = 1.25;

} // namespace

StateNote::StateNote(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new QLabel(this))
    , m_body(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_action(new QPushButton(this))
    , m_second(new QPushButton(this))
{
    setObjectName(QStringLiteral("stateNote"));
    m_title->setObjectName(QStringLiteral("stateTitle"));
    m_title->setAccessibleName(tr("State"));
    QFont font = m_title->font();
    font.setPointSizeF(font.pointSizeF() * TitleScale);
    font.setWeight(QFont::DemiBold);
    m_title->setFont(font);
    m_body->setObjectName(QStringLiteral("stateBody"));
    m_body->setAccessibleName(tr("What it means"));
    for (QLabel *label : {m_title, m_body}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_progress->setObjectName(QStringLiteral("stateProgress"));
    m_progress->setAccessibleName(tr("Loading"));
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_action->setObjectName(QStringLiteral("stateAction"));
    connect(m_action, &QPushButton::clicked, this, &StateNote::actionRequested);
    m_second->setObjectName(QStringLiteral("stateSecondAction"));
    connect(m_second, &QPushButton::clicked, this, &StateNote::secondActionRequested);
    m_patience.setSingleShot(true);
    m_patience.setInterval(PatienceMs);
    connect(&m_patience, &QTimer::timeout, this, [this] { setWordsShown(true); });
    connect(theme, &Theme::changed, this, &StateNote::updateColors);

    auto *column = new QWidget(this);
    column->setMaximumWidth(MostWidth);
    auto *words = new QVBoxLayout(column);
    words->setContentsMargins(0, 0, 0, 0);
    words->setSpacing(12);
    words->addWidget(m_title);
    words->addWidget(m_body);
    words->addWidget(m_progress);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_action);
    buttons->addWidget(m_second);
    buttons->addStretch();
    words->addLayout(buttons);
    auto *around = new QGridLayout(this);
    around->setContentsMargins(24, 24, 24, 24);
    around->setRowStretch(0, 2);
    around->setRowStretch(2, 3);
    around->setColumnStretch(0, 1);
    around->setColumnStretch(1, 3);
    around->setColumnStretch(2, 1);
    around->addWidget(column, 1, 1);
    updateColors();
}

void StateNote::setWordsShown(bool shown)
{
    m_title->setVisible(shown);
    m_progress->setVisible(shown);
}

void StateNote::showLoading(const QString &what)
{
    m_title->setText(what);
    m_body->hide();
    m_action->hide();
    m_second->hide();
    setWordsShown(false);
    m_patience.start();
}

void StateNote::showText(const QString &title, const QString &body, const QString &action)
{
    m_patience.stop();
    m_progress->hide();
    m_title->setText(title);
    m_title->show();
    m_body->setText(body);
    m_body->setVisible(!body.isEmpty());
    m_action->setText(action);
    m_action->setAccessibleName(action);
    m_action->setVisible(!action.isEmpty());
    m_second->hide();
    m_body->setToolTip({});
}

void StateNote::offerSecond(const QString &action)
{
    m_second->setText(action);
    m_second->setAccessibleName(action);
    m_second->setVisible(!action.isEmpty());
}

void StateNote::showProblem(const Domain::Problem &problem, const QString &action)
{
    const Domain::ProblemText text = Domain::problemText(problem);
    QStringList parts{text.body, text.advice};
    parts.removeAll(QString());
    showText(text.title, parts.join(QStringLiteral("\n\n")), action);
    m_body->setToolTip(plainToolTip(problem.details));
}

void StateNote::updateColors()
{
    QPalette palette = m_body->palette();
    palette.setColor(QPalette::WindowText, m_theme->tokens().secondary);
    m_body->setPalette(palette);
}

} // namespace Gui
