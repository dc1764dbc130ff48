// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/stepbar.h"

#include "ui/common/theme.h"

#include <QBoxLayout>
#include <QToolButton>

namespace Gui {

namespace {

constexpr int Width = 176;

} // namespace

StepBar::StepBar(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_layout(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("stepBar"));
    setAccessibleName(tr("Steps"));
    setFixedWidth(Width);
    m_layout->setContentsMargins(16, 24, 8, 16);
    m_layout->setSpacing(4);
    m_layout->addStretch(1);
    connect(theme, &Theme::changed, this, &StepBar::updateLook);
}

void StepBar::setSteps(const QStringList &titles)
{
    if (titles == m_titles)
        return;
    m_titles = titles;
    qDeleteAll(m_buttons);
    m_buttons.clear();
    for (int i = 0; i < titles.size(); ++i) {
        auto *button = new QToolButton(this);
        button->setObjectName(u"step" + QString::number(i));
        button->setText(QString::number(i + 1) + u"  " + titles.at(i));
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::NoFocus); // the keyboard has Back
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        connect(button, &QToolButton::clicked, this, [this, i] { Q_EMIT stepChosen(i); });
        m_layout->insertWidget(i, button, 0, Qt::AlignLeft);
        m_buttons += button;
    }
    updateLook();
}

void StepBar::setCurrent(int step, bool back)
{
    m_current = step;
    for (int i = 0; i < m_buttons.size(); ++i) {
        QToolButton *button = m_buttons.at(i);
        const bool can = back && i < step;
        button->setEnabled(can || i == step);
        button->setAttribute(Qt::WA_TransparentForMouseEvents, !can);
        const QString title = m_titles.at(i);
        button->setAccessibleName(i == step ? tr("%1, the current step").arg(title)
                                      : can ? tr("Back to %1").arg(title)
                                            : tr("%1, to come").arg(title));
        button->setToolTip(can ? tr("Back to %1; nothing is lost").arg(title) : QString());
    }
    updateLook();
}

void StepBar::updateLook()
{
    for (int i = 0; i < m_buttons.size(); ++i) {
        QPalette colors = m_buttons.at(i)->palette();
        const auto meaning = i == m_current ? Models::Meaning::Uplink
            : i < m_current                 ? Models::Meaning::Plain
                                            : Models::Meaning::Quiet;
        const QColor color = m_theme->color(meaning);
        for (const QPalette::ColorRole role : {QPalette::ButtonText, QPalette::WindowText, QPalette::Text})
            colors.setColor(role, color);
        m_buttons.at(i)->setPalette(colors);
    }
}

} // namespace Gui
