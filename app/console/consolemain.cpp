// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/consolemain.h"

#include "app/console/codepictures.h"
#include "app/console/console.h"
#include "app/console/pictures.h"
#include "backend/domain/interruptsignal.h"
#include "ui/mainwindow.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QSettings>
#include <QTemporaryDir>

#include <cstdio>

namespace App {

namespace {

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
        request.console.sandboxArguments = Pictures::sandboxArguments();
        if (!QDir().mkpath(request.screenshots)) {
            say(tr("The folder %1 cannot be made.").arg(request.screenshots));
            return 1;
        }
    }
    return std::nullopt;
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

    if (request.sandbox && !request.screenshots.isEmpty())
        Pictures::stopClock();
    QSettings settings(request.console.paths.configFolder() + QLatin1String("/settings.ini"), QSettings::IniFormat);
    Console console(request.console);
    CodePictures codes;
    Gui::MainWindow window(console, settings);
    window.setCodeReader(&codes);
    QObject::connect(&application, &QApplication::lastWindowClosed, &console, &Console::close);
    Domain::InterruptSignal interrupt;
    QObject::connect(&interrupt, &Domain::InterruptSignal::interrupted, &window, [&] {
        console.backgroundWork().cancelAll(); // who sends a signal does not answer questions
        window.close();
    });
    window.show();
    console.start();
    if (request.sandbox)
        console.startSandbox();
    if (request.screenshots.isEmpty()) {
        QObject::connect(&console, &Console::shutDown, &application, &QCoreApplication::quit);
        return QApplication::exec();
    }
    Pictures pictures(console, window, request.screenshots);
    pictures.start();
    return QApplication::exec();
}

} // namespace App
