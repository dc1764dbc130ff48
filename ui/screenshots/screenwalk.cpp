// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/screenshots/screenwalk.h"

#include "ui/mainwindow.h"
#include "ui/screenshots/screenshots.h"

#include <QCoreApplication>
#include <QCursor>
#include <QDialog>
#include <QDir>
#include <QPainter>

#include <algorithm>

namespace Gui {

namespace {

constexpr QSize PictureSize(1280, 800);
constexpr int TitlePadding = 6;

/// With the title that a desktop puts above it.
void drawDialog(QPainter &painter, QWidget *dialog, QPoint at)
{
    const QPalette colors = dialog->palette();
    const QRect inside(at, dialog->size());
    if (!dialog->windowTitle().isEmpty() && !(dialog->windowType() == Qt::Popup)) {
        const int height = dialog->fontMetrics().height() + 2 * TitlePadding;
        const QRect title(inside.left(), inside.top() - height, inside.width(), height);
        painter.fillRect(title, colors.color(QPalette::AlternateBase));
        QFont font = dialog->font();
        font.setWeight(QFont::DemiBold);
        painter.setFont(font);
        painter.setPen(colors.color(QPalette::WindowText));
        painter.drawText(title, Qt::AlignCenter, dialog->windowTitle());
        painter.setPen(colors.color(QPalette::Mid));
        painter.drawRect(title.united(inside).adjusted(-1, -1, 0, 0));
    } else {
        painter.setPen(colors.color(QPalette::Mid));
        painter.drawRect(inside.adjusted(-1, -1, 0, 0));
    }
    painter.drawPixmap(at, dialog->grab());
}

QPixmap pictureOf(MainWindow &window, QWidget *dialog)
{
    QPixmap picture = window.grab();
    if (dialog && !picture.isNull()) {
        // A dialog is a window of its own: put into the middle of its parent, as a desktop would.
        QPainter painter(&picture);
        painter.fillRect(picture.rect(), QColor(0, 0, 0, 90));
        drawDialog(painter, dialog,
                   QPoint((window.width() - dialog->width()) / 2, (window.height() - dialog->height()) / 2));
    }
    return picture;
}

} // namespace

ScreenWalk::ScreenWalk(MainWindow *window, std::chrono::milliseconds settle, Visit visit, Done done)
    : QObject(window)
    , m_window(window)
    , m_visit(std::move(visit))
    , m_done(std::move(done))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(settle);
    connect(&m_timer, &QTimer::timeout, this, &ScreenWalk::visit);
    for (const Theme::Mode mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
        m_mode = mode;
        addLiveScreens(*this);
        addInspectorScreens(*this);
        addConnectScreens(*this);
        addWindowScreens(*this);
        addHeardScreens(*this);
        addConnectionsScreens(*this);
        addApplicationsScreens(*this);
        addAccessScreens(*this);
        addExportScreens(*this);
        addDeviceScreens(*this);
        addRegistrationScreens(*this);
        addImportScreens(*this);
        addDevicesScreens(*this);
    }
    m_window->resize(PictureSize);
    m_window->show();
    // Where the mouse happens to be it would raise what is below it.
    QCursor::setPos(m_window->mapToGlobal(QPoint(PictureSize.width(), PictureSize.height()) * 2));
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

void ScreenWalk::addDialog(const char *name, const char *objectName, std::function<void()> open,
                           std::function<void()> leave)
{
    add(
        name,
        [this, objectName, open = std::move(open)] {
            open();
            // The one of the step before, closed and not deleted yet, may have the same name.
            const QList<QWidget *> dialogs = m_window->findChildren<QWidget *>(QLatin1String(objectName));
            const auto shown = std::find_if(dialogs.begin(), dialogs.end(),
                                            [](const QWidget *dialog) { return dialog->isVisible(); });
            m_dialog = shown == dialogs.end() ? nullptr : *shown;
        },
        [this, leave = std::move(leave)] {
            if (auto *dialog = qobject_cast<QDialog *>(m_dialog.data()))
                dialog->done(QDialog::Rejected); // some would ask before they close
            else if (m_dialog)
                m_dialog->close();
            m_dialog.clear();
            if (leave)
                leave();
        });
}

void ScreenWalk::next()
{
    if (m_at == m_steps.size()) {
        m_done();
        deleteLater();
        return;
    }
    m_steps[m_at].enter();
    m_timer.start();
}

void ScreenWalk::visit()
{
    const Step &step = m_steps[m_at];
    // A clock may have ticked in this very turn, and what it changed has not got its room yet.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    m_visit(step.name, m_dialog);
    if (step.leave)
        step.leave();
    ++m_at;
    next();
}

void renderScreens(MainWindow &window, const QString &folder, std::function<void(const QStringList &failed)> done,
                   std::chrono::milliseconds settle)
{
    const auto failed = std::make_shared<QStringList>();
    const auto draw = [&window, folder, failed](const QString &name, QWidget *dialog) {
        const QString path = QDir(folder).filePath(name + QStringLiteral(".png"));
        if (!pictureOf(window, dialog).save(path))
            *failed << path;
    };
    new ScreenWalk(&window, settle, draw, [failed, done = std::move(done)] { done(*failed); });
}

void visitScreens(MainWindow &window, std::chrono::milliseconds settle, ScreenVisit visit, std::function<void()> done)
{
    new ScreenWalk(&window, settle, std::move(visit), std::move(done));
}

} // namespace Gui
