// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/pagewindow.h"

#include "ui/common/page.h"

#include <QAction>
#include <QBoxLayout>
#include <QEvent>

namespace Gui {

PageWindow::PageWindow(Page *page, const QString &title, const QList<QAction *> &actions)
    : QWidget(nullptr, Qt::Window)
    , m_page(page)
{
    setObjectName(QStringLiteral("pageWindow"));
    setWindowTitle(title);
    setWindowIcon(QIcon(QStringLiteral(":/icons/ttn-console.svg")));
    setMinimumSize(640, 400);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(page);
    page->show();
    addActions(actions);
    auto *close = new QAction(tr("Close this window"), this);
    close->setObjectName(QStringLiteral("closePageWindow"));
    close->setShortcut(QKeySequence::Close);
    connect(close, &QAction::triggered, this, &QWidget::close);
    addAction(close);
}

Page *PageWindow::release(QWidget *parent)
{
    Page *page = std::exchange(m_page, nullptr);
    if (page)
        page->setParent(parent);
    return page;
}

void PageWindow::closeEvent(QCloseEvent *event)
{
    QWidget::closeEvent(event);
    Q_EMIT closed();
}

void PageWindow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isActiveWindow())
        Q_EMIT activated();
}

} // namespace Gui
