// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/popup.h"

#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QScreen>
#include <QVBoxLayout>

namespace Gui {

Popup::Popup(const char *name, const QString &title, QWidget *parent)
    : QWidget(parent, Qt::Popup)
    , m_column(new QVBoxLayout(this))
{
    setObjectName(QLatin1String(name));
    setAccessibleName(title);
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    setAutoFillBackground(true);
    m_column->setContentsMargins(12, 12, 12, 12);
    m_column->setSpacing(8);
}

QLabel *Popup::addText(const char *name, const QString &accessibleName)
{
    auto *label = new QLabel(this);
    label->setObjectName(QLatin1String(name));
    label->setAccessibleName(accessibleName);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    m_column->addWidget(label);
    return label;
}

void Popup::openBelow(const QWidget *anchor)
{
    openAt(anchor->mapToGlobal(QPoint(0, anchor->height() + 2)));
}

void Popup::fit()
{
    // adjustSize() measures texts that break as if they were wider.
    layout()->activate();
    const int width = std::clamp(sizeHint().width(), minimumWidth(), maximumWidth());
    resize(width, layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width) : sizeHint().height());
}

void Popup::openAt(QPoint position)
{
    fit();
    if (const QScreen *screen = parentWidget()->screen()) {
        const QRect area = screen->availableGeometry();
        position.setX(std::max(area.left(), std::min(position.x(), area.right() - width())));
        position.setY(std::max(area.top(), std::min(position.y(), area.bottom() - height())));
    }
    move(position);
    show();
    if (m_first)
        m_first->setFocus(Qt::PopupFocusReason);
}

void Popup::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void Popup::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

} // namespace Gui
