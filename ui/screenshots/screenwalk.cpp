// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/screenshots/screenwalk.h"

#include "ui/mainwindow.h"
#include "ui/screenshots/screenshots.h"

#include <QDir>
#include <QPainter>

namespace Gui {

namespace {

/// For texts to come and layouts to settle.
constexpr int SettleMs = 250;
constexpr QSize PictureSize(1280, 800);

} // namespace

ScreenWalk::ScreenWalk(MainWindow *window, const QString &folder, Done done)
    : QObject(window)
    , m_window(window)
    , m_folder(folder)
    , m_done(std::move(done))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(SettleMs);
    connect(&m_timer, &QTimer::timeout, this, &ScreenWalk::take);
    for (const Theme::Mode mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
        m_mode = mode;
        addLiveScreens(*this);
        addInspectorScreens(*this);
        addConnectScreens(*this);
    }
    m_window->resize(PictureSize);
    m_window->show();
    next();
}

void ScreenWalk::add(const char *name, std::function<void()> enter, std::function<void()> leave)
{
    const QString scheme = m_mode == Theme::Mode::Dark ? QStringLiteral("dark") : QStringLiteral("light");
    m_steps.push_back({QLatin1String(name) + u'-' + scheme,
                       [this, mode = m_mode, enter = std::move(enter)] {
                           m_window->theme()->setMode(mode);
                           enter();
                       },
                       std::move(leave)});
}

void ScreenWalk::addDialog(const char *name, const char *objectName, std::function<void()> open)
{
    add(
        name,
        [this, objectName, open = std::move(open)] {
            open();
            m_dialog = m_window->findChild<QWidget *>(QLatin1String(objectName));
        },
        [this] {
            if (m_dialog)
                m_dialog->close();
            m_dialog.clear();
        });
}

void ScreenWalk::next()
{
    if (m_at == m_steps.size()) {
        m_done(m_failed);
        deleteLater();
        return;
    }
    m_steps[m_at].enter();
    m_timer.start();
}

void ScreenWalk::take()
{
    const Step &step = m_steps[m_at];
    const QString path = QDir(m_folder).filePath(step.name + QStringLiteral(".png"));
    QPixmap picture = m_window->grab();
    if (m_dialog && !picture.isNull()) {
        // A dialog is a window of its own: put into the middle of its parent, as a desktop would.
        const QPixmap dialog = m_dialog->grab();
        QPainter painter(&picture);
        const QSize size = m_dialog->size();
        const QPoint at((m_window->width() - size.width()) / 2, (m_window->height() - size.height()) / 2);
        painter.fillRect(picture.rect(), QColor(0, 0, 0, 90));
        painter.drawPixmap(at, dialog);
    }
    if (!picture.save(path))
        m_failed << path;
    if (step.leave)
        step.leave();
    ++m_at;
    next();
}

void renderScreens(MainWindow &window, const QString &folder, std::function<void(const QStringList &failed)> done)
{
    new ScreenWalk(&window, folder, std::move(done));
}

} // namespace Gui
