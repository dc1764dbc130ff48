// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/consolemain.h"

#include "app/console/console.h"
#include "backend/domain/interruptsignal.h"
#include "ui/mainwindow.h"
#include "ui/screenshots.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>

#include <chrono>
#include <cstdio>

namespace App {

namespace {

/// Pictures are taken when the log has this much to show, or when it takes too long.
constexpr int PictureRows = 60;
constexpr auto PicturePatience = std::chrono::seconds(25);
constexpr auto PictureInterval = std::chrono::milliseconds(200);

struct Request
{
    Console::Options console;
    QString screenshots;
    bool sandbox = false;
};

/// Without a display the xcb plugin would abort the program: draw off screen instead.
void choosePlatform()
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_MACOS)
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM") && qEnvironmentVariableIsEmpty("DISPLAY")
        && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
#endif
}

void say(const QString &text)
{
    std::fprintf(stderr, "ttn-console: %s\n", text.toLocal8Bit().constData());
}

/// Returns an exit code when there is nothing to run.
std::optional<int> read(const QApplication &application, const QTemporaryDir &scratch, Request &request)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("ttn-console", text); };
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("A desktop console for The Things Network."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
        {QStringLiteral("sandbox"), tr("Start a network on this computer to try everything with.")},
        {QStringLiteral("mqtt"), tr("The MQTT library: qt or mosquitto."), tr("library")},
        {QStringLiteral("data-dir"), tr("Keep profiles, settings and histories in this folder."), tr("folder")},
        {QStringLiteral("screenshots"), tr("Draw every page into pictures in this folder and end."), tr("folder")},
    });
    parser.process(application);
    if (!parser.positionalArguments().isEmpty()) {
        say(tr("There is nothing to do with “%1”. Try: ttn-console --help")
                .arg(parser.positionalArguments().constFirst()));
        return 2;
    }
    if (parser.isSet(QStringLiteral("mqtt"))) {
        const auto kind = Backend::MqttTransport::kindFromName(parser.value(QStringLiteral("mqtt")));
        if (!kind || !Backend::MqttTransport::isBuilt(*kind)) {
            say(tr("--mqtt knows: %1.").arg(Backend::MqttTransport::builtNames().join(QLatin1String(", "))));
            return 2;
        }
        request.console.transport = *kind;
    }
    request.sandbox = parser.isSet(QStringLiteral("sandbox"));
    request.screenshots = parser.value(QStringLiteral("screenshots"));
    if (parser.isSet(QStringLiteral("data-dir")))
        request.console.paths = Backend::Paths::below(parser.value(QStringLiteral("data-dir")));
    else if (!request.screenshots.isEmpty())
        request.console.paths = Backend::Paths::below(scratch.path()); // the same pictures for everybody
    if (!request.screenshots.isEmpty()) {
        request.console.sandboxArguments = {QStringLiteral("--seed"), QStringLiteral("1")};
        if (!QDir().mkpath(request.screenshots)) {
            say(tr("The folder %1 cannot be made.").arg(request.screenshots));
            return 1;
        }
    }
    return std::nullopt;
}

/// Waits for something to show, draws, and ends the program.
void takePictures(Console &console, Gui::MainWindow &window, const QString &folder)
{
    auto *timer = new QTimer(&window);
    auto *patience = new QTimer(&window);
    patience->setSingleShot(true);
    const auto draw = [&console, &window, folder, timer, patience] {
        timer->stop();
        patience->stop();
        Gui::renderScreens(window, folder, [&console, &window](const QStringList &failed) {
            for (const QString &file : failed)
                say(QCoreApplication::translate("ttn-console", "%1 could not be written.").arg(file));
            QObject::connect(&console, &Console::shutDown, &window,
                             [ok = failed.isEmpty()] { QCoreApplication::exit(ok ? 0 : 1); });
            console.close();
        });
    };
    QObject::connect(timer, &QTimer::timeout, &window, [&console, draw] {
        if (console.liveLog().rowCount() >= PictureRows)
            draw();
    });
    QObject::connect(patience, &QTimer::timeout, &window, draw);
    timer->start(PictureInterval);
    patience->start(PicturePatience);
}

} // namespace

int runConsole(int argc, char **argv)
{
    choosePlatform();
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("ttn-console"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TTN_VERSION));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("TTN Console"));
    QGuiApplication::setDesktopFileName(QStringLiteral("ttn-console"));
    QApplication::setQuitOnLastWindowClosed(false);

    QTemporaryDir scratch;
    Request request;
    if (const auto exitCode = read(application, scratch, request))
        return *exitCode;

    QSettings settings(request.console.paths.configFolder() + QLatin1String("/settings.ini"), QSettings::IniFormat);
    Console console(request.console);
    Gui::MainWindow window(console, settings);
    QObject::connect(&application, &QApplication::lastWindowClosed, &console, &Console::close);
    Domain::InterruptSignal interrupt;
    QObject::connect(&interrupt, &Domain::InterruptSignal::interrupted, &window, &QWidget::close);
    window.show();
    console.start();
    if (request.sandbox)
        console.startSandbox();
    if (request.screenshots.isEmpty())
        QObject::connect(&console, &Console::shutDown, &application, &QCoreApplication::quit);
    else
        takePictures(console, window, request.screenshots);
    return QApplication::exec();
}

} // namespace App
