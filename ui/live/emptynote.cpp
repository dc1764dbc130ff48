// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/emptynote.h"

#include "ui/common/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace Gui {

namespace {

constexpr int MostWidth = 520;
constexpr int Border = 24;

} // namespace

EmptyNote::EmptyNote(const Theme *theme, QWidget *log)
    : QWidget(log)
    , m_theme(theme)
    , m_title(new QLabel(this))
    , m_body(new QLabel(this))
    , m_action(new QPushButton(this))
{
    setObjectName(QStringLiteral("emptyNote"));
    m_title->setObjectName(QStringLiteral("emptyTitle"));
    m_title->setAccessibleName(tr("Why the log is empty"));
    QFont font = m_title->font();
    font.setPointSizeF(font.pointSizeF() * 1.25);
    font.setWeight(QFont::DemiBold);
    m_title->setFont(font);
    m_body->setObjectName(QStringLiteral("emptyBody"));
    m_body->setAccessibleName(tr("What it may mean"));
    for (QLabel *label : {m_title, m_body}) {
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
    }
    m_action->setObjectName(QStringLiteral("emptyAction"));
    m_action->setAccessibleName(tr("What to do"));
    connect(m_action, &QPushButton::clicked, this,
            [this] { Q_EMIT actionRequested(m_advice.action, m_advice.profile); });
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addWidget(m_body);
    layout->addSpacing(8);
    layout->addWidget(m_action, 0, Qt::AlignHCenter);
}

void EmptyNote::tell(const LogAdvice &advice)
{
    m_advice = advice;
    m_title->setText(advice.title);
    m_body->setText(advice.body);
    m_body->setVisible(!advice.body.isEmpty());
    m_action->setText(advice.actionText);
    if (!advice.actionText.isEmpty())
        m_action->setAccessibleName(advice.actionText);
    m_action->setVisible(advice.action != LogAdvice::Action::None);
    for (QLabel *label : {m_title, m_body}) {
        QPalette palette = label->palette();
        palette.setColor(QPalette::WindowText, label == m_title ? m_theme->tokens().text : m_theme->tokens().secondary);
        label->setPalette(palette);
    }
    place();
    setVisible(true);
}

void EmptyNote::place()
{
    const QSize room = parentWidget()->size();
    const int width = std::max(1, std::min(MostWidth, room.width() - 2 * Border));
    const int height = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width) : sizeHint().height();
    setGeometry((room.width() - width) / 2, std::max(Border, (room.height() - height) / 2), width, height);
}

} // namespace Gui
