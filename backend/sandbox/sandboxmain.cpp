// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/sandboxmain.h"

#include "backend/domain/clock.h"
#include "backend/domain/interruptsignal.h"
#include "backend/domain/problemtext.h"
#include "backend/sandbox/inputlines.h"
#include "backend/sandbox/sandboxcontrol.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

namespace Backend {

namespace {

constexpr int WrongUsage = 2;

void print(const QByteArray &line)
{
    std::fwrite(line.constData(), 1, std::size_t(line.size()), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
}

void complain(const QString &text)
{
    std::fprintf(stderr, "ttn-sandbox: %s\n", text.toLocal8Bit().constData());
}

QString tr(const char *text)
{
    return QCoreApplication::translate("Sandbox", text);
}

} // namespace

int runSandbox(QCoreApplication &app, const QStringList &arguments, const SandboxServicesFactory &services)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        tr("Runs a local network with devices that send, for The Things Stack v3 and TTN v2."));
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    const QCommandLineOption rate(QStringLiteral("rate"), tr("Messages per second over all devices, 0.1 to 10000."),
                                  QStringLiteral("N"), QString::number(Simulation::DefaultRate));
    const QCommandLineOption seed(QStringLiteral("seed"), tr("The same devices and values for the same number."),
                                  QStringLiteral("N"));
    const QCommandLineOption start(QStringLiteral("start"), tr("The time in the sandbox at its start, as RFC 3339."),
                                   QStringLiteral("TIME"));
    const QCommandLineOption paused(QStringLiteral("paused"), tr("Time goes on by the command “forward” only."));
    parser.addOptions({rate, seed, start, paused});
    if (!parser.parse(arguments) || !parser.positionalArguments().isEmpty()) {
        complain(parser.errorText().isEmpty() ? tr("unexpected argument") : parser.errorText());
        return WrongUsage;
    }
    if (parser.isSet(help)) {
        print(parser.helpText().toLocal8Bit().trimmed());
        return 0;
    }
    if (parser.isSet(version)) {
        print(app.applicationName().toLocal8Bit() + ' ' + app.applicationVersion().toLocal8Bit());
        return 0;
    }
    SandboxOptions options;
    bool rateOk = false;
    options.rate = parser.value(rate).toDouble(&rateOk);
    bool seedOk = true;
    if (parser.isSet(seed))
        options.seed = parser.value(seed).toULongLong(&seedOk);
    if (!rateOk || !(options.rate >= 0.1 && options.rate <= 10'000) || !seedOk) {
        complain(tr("--rate takes a number from 0.1 to 10000, --seed a whole number"));
        return WrongUsage;
    }
    if (parser.isSet(start)) {
        options.startNs = Domain::parseRfc3339(parser.value(start).toStdString());
        if (!options.startNs) {
            complain(tr("--start takes a time like 2026-11-20T12:00:00Z"));
            return WrongUsage;
        }
    }
    options.paused = parser.isSet(paused);
    options.services = services;

    SandboxNetwork network(options);
    SandboxControl control(network);
    Domain::InterruptSignal interrupt;
    std::unique_ptr<InputLines> input;
    QObject::connect(&interrupt, &Domain::InterruptSignal::interrupted, &network, &SandboxNetwork::stop);
    QObject::connect(&network, &SandboxNetwork::stopped, &app, [&] { app.quit(); });
    QObject::connect(&network, &SandboxNetwork::failed, &app, [&](const Domain::Problem &problem) {
        complain(Domain::problemLine(problem));
        app.exit(1);
    });
    QObject::connect(&network, &SandboxNetwork::started, &app, [&] {
        print(network.access().toJson());
        input = std::make_unique<InputLines>();
        QObject::connect(input.get(), &InputLines::line, &app, [&](const QByteArray &line) {
            if (!line.trimmed().isEmpty() && network.isRunning())
                print(control.execute(line));
        });
        QObject::connect(input.get(), &InputLines::ended, &network, &SandboxNetwork::stop);
    });
    QMetaObject::invokeMethod(&network, &SandboxNetwork::start, Qt::QueuedConnection);
    return app.exec();
}

} // namespace Backend
