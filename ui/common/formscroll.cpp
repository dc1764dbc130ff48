// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/formscroll.h"

#include <QApplication>
#include <QEvent>
#include <QScrollBar>
#include <QVBoxLayout>

namespace Gui {

namespace {

constexpr int Border = 24;
constexpr int Above = 8; ///< the buttons
constexpr int Below = 16;
constexpr int LeastHeight = 96;

} // namespace

FormScroll::FormScroll(QWidget *dialog)
    : QScrollArea(dialog)
{
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    auto *inside = new QWidget(this);
    m_body = new QVBoxLayout(inside);
    m_body->setContentsMargins(Border, Border, Border, Above);
    m_body->setSpacing(16);
    setWidget(inside);
    inside->installEventFilter(this);
    auto *outside = new QVBoxLayout(dialog);
    outside->setContentsMargins(0, 0, 0, 0);
    outside->setSpacing(0);
    outside->addWidget(this, 1);
    // Whoever goes through the fields with Tab sees where they are.
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        if (now && widget()->isAncestorOf(now))
            ensureWidgetVisible(now, 0, Border);
    });
}

void FormScroll::addBelow(QWidget *buttons)
{
    auto *row = new QVBoxLayout;
    row->setContentsMargins(Border, Above, Border, Below);
    row->addWidget(buttons);
    static_cast<QVBoxLayout *>(parentWidget()->layout())->addLayout(row);
}

int FormScroll::heightForWidth(int width) const
{
    return m_body->hasHeightForWidth() ? m_body->totalHeightForWidth(width) : m_body->totalSizeHint().height();
}

QSize FormScroll::sizeHint() const
{
    const int width = m_body->totalSizeHint().width();
    return {width, heightForWidth(width)};
}

QSize FormScroll::minimumSizeHint() const
{
    return {m_body->totalMinimumSize().width() + verticalScrollBar()->sizeHint().width(), LeastHeight};
}

bool FormScroll::eventFilter(QObject *watched, QEvent *event)
{
    // A scroll area does not ask for the height that lines need when they are broken.
    if (watched == widget() && (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)) {
        const int needed = heightForWidth(widget()->width());
        if (needed != widget()->minimumHeight())
            widget()->setMinimumHeight(needed);
        if (event->type() == QEvent::LayoutRequest)
            updateGeometry();
    }
    return QScrollArea::eventFilter(watched, event);
}

} // namespace Gui
