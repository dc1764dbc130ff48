// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/pagetabs.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>

namespace Gui {

namespace {

/// How far a tab is dragged off the bar before it comes off.
constexpr int TearDistance = 32;

} // namespace

PageTabs::PageTabs(QWidget *parent)
    : QTabBar(parent)
{
    setObjectName(QStringLiteral("pageTabs"));
    setAccessibleName(tr("Pages"));
    setDrawBase(false);
    setExpanding(false);
    setElideMode(Qt::ElideRight);
}

void PageTabs::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->button() == Qt::LeftButton ? tabAt(event->position().toPoint()) : -1;
    QTabBar::mousePressEvent(event);
}

void PageTabs::mouseMoveEvent(QMouseEvent *event)
{
    const QRect reach = rect().adjusted(-TearDistance, -TearDistance, TearDistance, TearDistance);
    if (m_pressed >= 0 && !reach.contains(event->position().toPoint())) {
        const int index = m_pressed;
        m_pressed = -1;
        Q_EMIT tearOffRequested(index);
        return;
    }
    QTabBar::mouseMoveEvent(event);
}

void PageTabs::mouseReleaseEvent(QMouseEvent *event)
{
    m_pressed = -1;
    QTabBar::mouseReleaseEvent(event);
}

void PageTabs::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const int index = byKey ? currentIndex() : tabAt(event->pos());
    if (index < 0)
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("pageMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *tear
        = menu->addAction(tr("Open in a window of its own"), this, [this, index] { Q_EMIT tearOffRequested(index); });
    tear->setObjectName(QStringLiteral("tearOffTab"));
    menu->popup(byKey ? mapToGlobal(tabRect(index).bottomLeft()) : event->globalPos());
}

} // namespace Gui
