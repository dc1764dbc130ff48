// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/workwatch.h"

#include "models/backgroundwork.h"
#include "ui/common/toast.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QMainWindow>
#include <QMessageBox>
#include <QPushButton>
#include <QUrl>

namespace Gui {

using Models::BackgroundWork;
using State = BackgroundWork::State;

WorkWatch::WorkWatch(BackgroundWork *work, ToastStack *toasts, QMainWindow *window)
    : QObject(window)
    , m_work(work)
    , m_toasts(toasts)
    , m_window(window)
{
    connect(work, &BackgroundWork::ended, this, &WorkWatch::onEnded);
}

void WorkWatch::onEnded(int id)
{
    const QModelIndex index = m_work->find(id);
    // What failed is told by a notice, and what one has cancelled one knows.
    if (State(index.data(BackgroundWork::StateRole).toInt()) != State::Done)
        return;
    const QString title = index.data().toString();
    const QString detail = index.data(BackgroundWork::DetailRole).toString();
    const QString path = index.data(BackgroundWork::ResultRole).toString();
    const QString text = detail.isEmpty() ? title : QString(title + u'\n' + detail);
    if (path.isEmpty())
        m_toasts->show(text);
    else
        m_toasts->show(text, tr("Open folder"), [path] { openFolder(path); });
}

void WorkWatch::openFolder(const QString &path)
{
    QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(path).absolutePath()));
}

bool WorkWatch::mayClose()
{
    if (m_quitAnyway || m_work->runningCount() == 0)
        return true;
    if (m_window->findChild<QMessageBox *>(QStringLiteral("quitBox")))
        return false;
    QStringList titles;
    for (int row = 0; row < m_work->rowCount(); ++row) {
        const QModelIndex index = m_work->index(row, 0);
        if (State(index.data(BackgroundWork::StateRole).toInt()) == State::Running)
            titles << index.data().toString();
    }
    auto *box
        = new QMessageBox(QMessageBox::NoIcon, tr("Quit TTN Console"),
                          tr("This is still running and would be cancelled; nothing half done is left behind:\n%1")
                              .arg(titles.join(u'\n')),
                          QMessageBox::NoButton, m_window);
    box->setObjectName(QStringLiteral("quitBox"));
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *stay = box->addButton(tr("Keep running"), QMessageBox::RejectRole);
    stay->setObjectName(QStringLiteral("stayButton"));
    QPushButton *quit = box->addButton(tr("Cancel it and quit"), QMessageBox::AcceptRole);
    quit->setObjectName(QStringLiteral("quitButton"));
    box->setDefaultButton(stay);
    box->setEscapeButton(stay);
    connect(quit, &QPushButton::clicked, this, [this] {
        m_quitAnyway = true;
        m_work->cancelAll();
        // Behind the box: it would hold the window open.
        QMetaObject::invokeMethod(m_window, &QWidget::close, Qt::QueuedConnection);
    });
    box->open();
    return false;
}

} // namespace Gui
