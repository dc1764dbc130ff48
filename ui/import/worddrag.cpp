// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/worddrag.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QStyle>

#include <utility>

namespace Gui {

namespace {
constexpr QPoint BesideTheMouse(12, 16);
}

WordDrag::WordDrag(QWidget *area)
    : QObject(area)
    , m_area(area)
    , m_label(new QLabel(area))
{
    m_label->setObjectName(QStringLiteral("importDraggedWord"));
    m_label->setTextFormat(Qt::PlainText);
    m_label->setFrameShape(QFrame::Box);
    m_label->setAutoFillBackground(true);
    m_label->setBackgroundRole(QPalette::ToolTipBase);
    m_label->setForegroundRole(QPalette::ToolTipText);
    m_label->setMargin(4);
    m_label->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_label->hide();
}

WordDrag::~WordDrag() = default;

void WordDrag::press(QWidget *source, const QPoint &globalPos, const Word &word)
{
    m_source = source;
    m_word = word;
    m_pressedAt = globalPos;
    m_pressed = true;
    m_cancelled = false;
}

bool WordDrag::move(const QPoint &globalPos)
{
    if (!m_pressed)
        return m_cancelled;
    if (!m_dragging) {
        if ((globalPos - m_pressedAt).manhattanLength() < QApplication::startDragDistance())
            return false;
        m_dragging = true;
        m_label->setText(m_word.text);
        m_label->adjustSize();
        m_label->raise();
        m_label->show();
        if (m_source)
            m_source->setCursor(Qt::ClosedHandCursor);
        qApp->installEventFilter(this);
    }
    const QPoint at = m_area->mapFromGlobal(globalPos) + BesideTheMouse;
    m_label->move(qBound(0, at.x(), m_area->width() - m_label->width()),
                  qBound(0, at.y(), m_area->height() - m_label->height()));
    Q_EMIT moved(globalPos);
    return true;
}

bool WordDrag::release(const QPoint &globalPos)
{
    m_pressed = false;
    if (std::exchange(m_cancelled, false))
        return true;
    if (!m_dragging)
        return false;
    const QPointer<WordDrag> self(this);
    Q_EMIT dropped(globalPos);
    if (self)
        end();
    return true;
}

void WordDrag::cancel()
{
    m_cancelled = m_dragging;
    m_pressed = false;
    end();
}

void WordDrag::end()
{
    if (!std::exchange(m_dragging, false))
        return;
    qApp->removeEventFilter(this);
    m_label->hide();
    if (m_source)
        m_source->unsetCursor();
    Q_EMIT ended();
}

bool WordDrag::eventFilter(QObject *watched, QEvent *event)
{
    const auto isEscape = [event] { return static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape; };
    switch (event->type()) {
    case QEvent::ShortcutOverride:
        if (isEscape()) {
            event->accept(); // it is no shortcut now
            return true;
        }
        break;
    case QEvent::KeyPress:
        if (isEscape()) {
            cancel();
            return true; // the window stays
        }
        break;
    case QEvent::ApplicationDeactivate:
        cancel();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace Gui
