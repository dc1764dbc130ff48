// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ttnc.h"

#include "app/cli/eventscommand.h"
#include "app/keyring.h"
#include "backend/accounts/connectionfile.h"
#include "backend/accounts/credentials.h"
#include "backend/accounts/paths.h"
#include "backend/accounts/profilestore.h"
#include "backend/accounts/secretstores.h"
#include "backend/domain/interruptsignal.h"
#include "backend/domain/problemtext.h"

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

/// What the command line asks for, checked.
struct Request
{
    EventsCommand::Options events;
    bool store = false;
};

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        tr("The Things Network on the command line.\n\n"
           "  ttnc events   prints each event of a profile as one line of JSON\n\n"
           "The key comes from the system's keychain or from the environment variable TTN_CREDENTIAL, never from an "
           "argument.\n"
           "Exit codes: 0 done, 1 refused or failed by the network, 2 wrong usage, 3 stopped half-way."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("command"), tr("events"), tr("command"));
    parser.addOptions({
        {QStringLiteral("profile"), tr("A saved profile."), tr("name")},
        {QStringLiteral("connection"), tr("A connection file, as the console exports it."), tr("file")},
        {QStringLiteral("count"), tr("End after this many events."), tr("number")},
        {QStringLiteral("for"), tr("End after this many seconds."), tr("seconds")},
        {QStringLiteral("store"), tr("Keep the events in the profile's history, too.")},
        {QStringLiteral("mqtt"), tr("The MQTT library: qt or mosquitto."), tr("library")},
        {QStringLiteral("data-dir"), tr("Keep profiles and histories in this folder."), tr("folder")},
    });
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

/// Finds the profile; a problem has been said when there is none.
std::optional<Profile> findProfile(const QCommandLineParser &parser, const Backend::Paths &paths, int &exitCode)
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
            if (saved.generation == profile->generation && saved.mqtt == profile->mqtt
                && saved.applications == profile->applications && saved.tenant == profile->tenant)
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

/// Asks the keychain for the keys, then runs.
int askKeychain(QCoreApplication &application, EventsCommand::Options options)
{
    auto interrupt = std::make_unique<InterruptSignal>();
    QObject context;
    QObject::connect(interrupt.get(), &InterruptSignal::interrupted, &context,
                     [] { QCoreApplication::exit(Interrupted); });
    std::unique_ptr<SecretStore> store;
    std::unique_ptr<Keyring> keyring;
    const Profile profile = options.profile;
    Backend::probeSecretStore(&context, [&](std::unique_ptr<SecretStore> found, const Problem &) {
        store = std::move(found);
        keyring = std::make_unique<Keyring>(*store);
        keyring->collect(profile, [&](const QHash<QString, QByteArray> &keys, const Problem &problem) {
            // What the script handed over comes first.
            for (auto key = keys.begin(); key != keys.end(); ++key) {
                if (!options.keys.contains(key.key()))
                    options.keys.insert(key.key(), key.value());
            }
            if (problem)
                say(QStringLiteral("ttnc: ") + problemLine(problem));
            QCoreApplication::exit(Done);
        });
    });
    if (const int ended = QCoreApplication::exec(); ended != Done)
        return ended;
    interrupt.reset(); // the command has its own
    for (const QString &name : profile.applications) {
        if (!options.keys.contains(name)) {
            say(QStringLiteral("ttnc: ") + problemLine({Problem::Code::CredentialMissing, {profile.name}}));
            return Failed;
        }
    }
    return runEvents(application, std::move(options));
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
    if (parser.positionalArguments() != QStringList{QStringLiteral("events")})
        return wrongUsage(tr("Say what to do: ttnc events."));
    if (parser.isSet(QStringLiteral("profile")) == parser.isSet(QStringLiteral("connection")))
        return wrongUsage(tr("Name either a profile (--profile) or a connection file (--connection)."));
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
    const auto profile = findProfile(parser, paths, exitCode);
    if (!profile)
        return exitCode;
    options.profile = *profile;
    if (parser.isSet(QStringLiteral("store"))) {
        if (const Problem problem = paths.create()) {
            say(QStringLiteral("ttnc: ") + problemLine(problem));
            return Failed;
        }
        options.historyPath = paths.historyFile(profile->id);
    }
    for (const QString &name : profile->applications) {
        if (const QByteArray key = credentials.key(name); !key.isEmpty())
            options.keys.insert(name, key);
    }
    if (options.keys.size() < profile->applications.size())
        return askKeychain(application, std::move(options));
    return runEvents(application, std::move(options));
}

} // namespace App
