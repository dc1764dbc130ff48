// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Keys of the window, its end, and what it remembers; the rest is in mainwindow.cpp.
#include "ui/common/workwatch.h"
#include "ui/mainmenu.h"
#include "ui/mainwindow.h"
#include "ui/questions.h"

#include <QCloseEvent>
#include <QSettings>
#include <QSplitter>
#include <QToolButton>

namespace Gui {

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    m_altAlone = event->key() == Qt::Key_Alt && event->modifiers() == Qt::AltModifier;
    if (event->key() == Qt::Key_F10 && event->modifiers() == Qt::NoModifier) {
        openMenu();
        return;
    }
    QMainWindow::keyPressEvent(event);
}

void MainWindow::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Alt && m_altAlone && m_menuButton->isVisible()) {
        m_altAlone = false;
        openMenu();
        return;
    }
    QMainWindow::keyReleaseEvent(event);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveState();
    if (!m_questions->mayLeave(m_workspace->unsavedPages()) || !m_workWatch->mayClose()) {
        event->ignore();
        return;
    }
    m_saving.stop();
    m_workspace->closeWindows();
    QMainWindow::closeEvent(event);
}

void MainWindow::saveState()
{
    m_settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    m_settings.setValue(QStringLiteral("window/splitter"), m_splitter->saveState());
    m_settings.setValue(QStringLiteral("window/tree"), m_menu->tree->isChecked());
    m_settings.setValue(QStringLiteral("heard/silentAfter"), m_activity.factor());
    m_places.save();
    m_workspace->saveState();
}

void MainWindow::restoreState()
{
    restoreGeometry(m_settings.value(QStringLiteral("window/geometry")).toByteArray());
    m_splitter->restoreState(m_settings.value(QStringLiteral("window/splitter")).toByteArray());
    m_menu->tree->setChecked(m_settings.value(QStringLiteral("window/tree"), true).toBool());
    m_activity.setFactor(
        m_settings.value(QStringLiteral("heard/silentAfter"), Models::DeviceActivity::StandardFactor).toDouble());
    m_places.load();
}

} // namespace Gui
