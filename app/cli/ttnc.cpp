// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ttnc.h"

#include "app/cli/eventscommand.h"
#include "app/cli/managementcommand.h"
#include "app/keyring.h"
#include "backend/accounts/connectionfile.h"
#include "backend/accounts/credentials.h"
#include "backend/accounts/paths.h"
#include "backend/accounts/profilestore.h"
#include "backend/accounts/secretstores.h"
#include "backend/domain/interruptsignal.h"
#include "backend/domain/problemtext.h"
#include "backend/network/networkservices.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace App {

using namespace Domain;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ttnc", text);
}

void say(const QString &text)
{
    std::fprintf(stderr, "%s\n", text.toLocal8Bit().constData());
}

int wrongUsage(const QString &text)
{
    say(tr("ttnc: %1 Try: ttnc --help").arg(text));
    return WrongUsage;
}

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        tr("The Things Network on the command line.\n\n"
           "  ttnc events                                 prints each event of a profile as one line of JSON\n"
           "%1\n"
           "The key comes from the system's keychain or from the environment variable TTN_CREDENTIAL, never from an "
           "argument.\n"
           "Exit codes: 0 done, 1 refused or failed by the network, 2 wrong usage, 3 stopped half-way.")
            .arg(managementHelp()));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("command"), tr("events, applications, devices or keys"), tr("command"));
    parser.addOptions({
        {QStringLiteral("profile"), tr("A saved profile."), tr("name")},
        {QStringLiteral("connection"), tr("A connection file, as the console exports it."), tr("file")},
        {QStringLiteral("count"), tr("End after this many events."), tr("number")},
        {QStringLiteral("for"), tr("End after this many seconds."), tr("seconds")},
        {QStringLiteral("store"), tr("Keep the events in the profile's history, too.")},
        {QStringLiteral("mqtt"), tr("The MQTT library: qt or mosquitto."), tr("library")},
        {QStringLiteral("data-dir"), tr("Keep profiles and histories in this folder."), tr("folder")},
    });
    addManagementOptions(parser);
}

/// Returns an error sentence, or nothing.
QString readNumbers(const QCommandLineParser &parser, EventsCommand::Options &options)
{
    bool ok = true;
    if (parser.isSet(QStringLiteral("count"))) {
        options.count = parser.value(QStringLiteral("count")).toULongLong(&ok);
        if (!ok || options.count == 0)
            return tr("--count needs a whole number of at least 1.");
    }
    if (parser.isSet(QStringLiteral("for"))) {
        options.seconds = parser.value(QStringLiteral("for")).toDouble(&ok);
        if (!ok || !std::isfinite(options.seconds) || options.seconds <= 0)
            return tr("--for needs a number of seconds above 0.");
    }
    if (parser.isSet(QStringLiteral("mqtt"))) {
        const auto kind = Backend::MqttTransport::kindFromName(parser.value(QStringLiteral("mqtt")));
        if (!kind || !Backend::MqttTransport::isBuilt(*kind))
            return tr("--mqtt knows: %1.").arg(Backend::MqttTransport::builtNames().join(QLatin1String(", ")));
        options.transport = *kind;
    }
    return {};
}

/// Returns an error sentence, or nothing.
QString checkOptions(const QCommandLineParser &parser, bool events)
{
    const QStringList foreign = events
        ? managementOptionNames()
        : QStringList{QStringLiteral("count"), QStringLiteral("for"), QStringLiteral("store"), QStringLiteral("mqtt")};
    for (const QString &name : foreign) {
        if (parser.isSet(name))
            return tr("--%1 does not belong to this command.").arg(name);
    }
    if (parser.isSet(QStringLiteral("profile")) == parser.isSet(QStringLiteral("connection")))
        return tr("Name either a profile (--profile) or a connection file (--connection).");
    return {};
}

/// Finds the profile; a problem has been said when there is none.
std::optional<Profile> findProfile(const QCommandLineParser &parser, const Backend::Paths &paths, bool management,
                                   int &exitCode)
{
    Problem problem;
    Backend::ProfileStore store(paths.profilesFile());
    const Problem loading = store.load();
    if (parser.isSet(QStringLiteral("connection"))) {
        auto profile = Backend::ConnectionFile::load(parser.value(QStringLiteral("connection")), &problem);
        if (!profile) {
            say(QStringLiteral("ttnc: ") + problemLine(problem));
            exitCode = WrongUsage;
            return std::nullopt;
        }
        // The same connection saved as a profile has a history already: keep to it.
        for (const Profile &saved : store.profiles()) {
            if (saved.generation != profile->generation || saved.mqtt != profile->mqtt
                || saved.applications != profile->applications || saved.tenant != profile->tenant)
                continue;
            // A saved key goes to the saved servers, never to those that a file names beside them.
            const bool sameServices = saved.grpcIdentity == profile->grpcIdentity
                && saved.grpcCluster == profile->grpcCluster && saved.discovery == profile->discovery;
            if (!management || sameServices || !Backend::namesServices(*profile))
                return saved;
        }
        return profile;
    }
    if (loading)
        say(QStringLiteral("ttnc: ") + problemLine(loading));
    const QString name = parser.value(QStringLiteral("profile"));
    auto profile = store.findByName(name);
    if (!profile) {
        say(QStringLiteral("ttnc: ") + problemLine({Problem::Code::ProfileUnknown, {name}}));
        exitCode = WrongUsage;
    }
    return profile;
}

int runEvents(QCoreApplication &application, EventsCommand::Options options)
{
    EventsCommand command(std::move(options));
    InterruptSignal interrupt;
    QObject::connect(&interrupt, &InterruptSignal::interrupted, &command, &EventsCommand::interrupt);
    QObject::connect(&command, &EventsCommand::finished, &application, [](int code) { QCoreApplication::exit(code); });
    // Waiting for a thread that waits for a reader who has stopped reading would never end.
    QObject::connect(&command, &EventsCommand::stuck, &application, [](int code) { std::_Exit(code); });
    QMetaObject::invokeMethod(&command, &EventsCommand::start, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

int runManagement(QCoreApplication &application, ManagementOptions options)
{
    const std::unique_ptr<ManagementCommand> command = ManagementCommand::make(std::move(options));
    InterruptSignal interrupt;
    QObject::connect(&interrupt, &InterruptSignal::interrupted, command.get(), &ManagementCommand::interrupt);
    QObject::connect(command.get(), &ManagementCommand::finished, &application,
                     [](int code) { QCoreApplication::exit(code); });
    QMetaObject::invokeMethod(command.get(), &ManagementCommand::start, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

/// Adds what the keychain has of the keys that are missing. Done, or how to exit.
int askKeychain(const Profile &profile, QHash<QString, QByteArray> &keys)
{
    InterruptSignal interrupt;
    QObject context;
    QObject::connect(&interrupt, &InterruptSignal::interrupted, &context, [] { QCoreApplication::exit(Interrupted); });
    std::unique_ptr<SecretStore> store;
    std::unique_ptr<Keyring> keyring;
    Backend::probeSecretStore(&context, [&](std::unique_ptr<SecretStore> found, const Problem &) {
        store = std::move(found);
        keyring = std::make_unique<Keyring>(*store);
        keyring->collect(profile, [&](const QHash<QString, QByteArray> &stored, const Problem &problem) {
            // What the script handed over comes first.
            for (auto key = stored.begin(); key != stored.end(); ++key) {
                if (!keys.contains(key.key()))
                    keys.insert(key.key(), key.value());
            }
            if (problem)
                say(QStringLiteral("ttnc: ") + problemLine(problem));
            QCoreApplication::exit(Done);
        });
    });
    return QCoreApplication::exec();
}

/// The keys of these applications, from the script or the keychain. Done, or how to exit; that has been said then.
int findKeys(const Backend::Credentials &credentials, Profile profile, const QStringList &applications,
             QHash<QString, QByteArray> &keys)
{
    QStringList missing;
    for (const QString &name : applications) {
        const QByteArray key = credentials.key(name);
        if (key.isEmpty())
            missing += name;
        else
            keys.insert(name, key);
    }
    if (missing.isEmpty())
        return Done;
    profile.applications = missing;
    if (const int ended = askKeychain(profile, keys); ended != Done)
        return ended;
    for (const QString &name : missing) {
        if (!keys.contains(name)) {
            say(QStringLiteral("ttnc: ") + problemLine({Problem::Code::CredentialMissing, {profile.name}}));
            return Failed;
        }
    }
    return Done;
}

int runEvents(QCoreApplication &application, const Backend::Credentials &credentials, EventsCommand::Options options)
{
    if (const int ended = findKeys(credentials, options.profile, options.profile.applications, options.keys))
        return ended;
    return runEvents(application, std::move(options));
}

int runManagement(QCoreApplication &application, const Backend::Credentials &credentials, ManagementOptions options)
{
    if (!Backend::namesServices(options.profile)) {
        const char *part = options.profile.generation == Generation::V3 ? "grpc" : "discovery";
        return wrongUsage(tr("%1 does not say where the network is managed: its part \"%2\" is missing.")
                              .arg(options.profile.name, QString::fromLatin1(part)));
    }
    QStringList applications = options.profile.applications;
    if (!options.application.isEmpty())
        applications = QStringList{options.application};
    if (!options.target.isEmpty())
        applications += options.target;
    QHash<QString, QByteArray> keys;
    if (const int ended = findKeys(credentials, options.profile, applications, keys))
        return ended;
    for (const QString &name : applications) {
        if (!options.keys.contains(keys.value(name)))
            options.keys += keys.value(name);
    }
    return runManagement(application, std::move(options));
}

} // namespace

int runTtnc(QCoreApplication &application)
{
#ifdef Q_OS_UNIX
    std::signal(SIGPIPE, SIG_IGN); // a reader that goes away shows as a failed write
#endif
    Backend::Credentials credentials = Backend::Credentials::takeFromEnvironment();
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(QCoreApplication::arguments()))
        return wrongUsage(parser.errorText() + u'.');
    if (parser.isSet(QStringLiteral("help")))
        parser.showHelp(Done);
    if (parser.isSet(QStringLiteral("version")))
        parser.showVersion();
    const QStringList words = parser.positionalArguments();
    const bool events = words == QStringList{QStringLiteral("events")};
    QString mistake;
    auto management = readManagement(parser, &mistake);
    if (!mistake.isEmpty())
        return wrongUsage(mistake);
    if (!events && !management)
        return wrongUsage(tr("Say what to do: ttnc events, ttnc applications list, ttnc devices list APPLICATION."));
    if (const QString error = checkOptions(parser, events); !error.isEmpty())
        return wrongUsage(error);
    EventsCommand::Options options;
    if (const QString error = readNumbers(parser, options); !error.isEmpty())
        return wrongUsage(error);
    if (const Problem problem = credentials.problem()) {
        say(QStringLiteral("ttnc: ") + problemLine(problem));
        return WrongUsage;
    }

    const Backend::Paths paths = parser.isSet(QStringLiteral("data-dir"))
        ? Backend::Paths::below(parser.value(QStringLiteral("data-dir")))
        : Backend::Paths::standard();
    int exitCode = Failed;
    const auto profile = findProfile(parser, paths, management.has_value(), exitCode);
    if (!profile)
        return exitCode;
    if (management) {
        management->profile = *profile;
        management->folder = paths.dataFolder() + QLatin1String("/imports");
        management->sealedFolder = paths.sealedFolder();
        return runManagement(application, credentials, *std::move(management));
    }
    options.profile = *profile;
    if (parser.isSet(QStringLiteral("store"))) {
        if (const Problem problem = paths.create()) {
            say(QStringLiteral("ttnc: ") + problemLine(problem));
            return Failed;
        }
        options.historyPath = paths.historyFile(profile->id);
    }
    return runEvents(application, credentials, std::move(options));
}

} // namespace App
