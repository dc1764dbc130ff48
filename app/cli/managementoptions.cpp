// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/managementoptions.h"

#include "models/righttext.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <iterator>

namespace App {

using namespace Domain;

namespace {

using Order = ManagementOptions::Order;

QString tr(const char *text)
{
    return QCoreApplication::translate("ttnc", text);
}

/// How many words follow the first two.
struct Command
{
    const char *words;
    Order order;
    int fewest;
    int most;
    const char *options; ///< the ones that it takes, separated by blanks
};

constexpr int Any = 10'000;
constexpr const char *KeyOptions = "name right expires dry-run";

constexpr Command commands[] = {
    {"applications list", Order::ListApplications, 0, 0, ""},
    {"applications get", Order::GetApplication, 1, 1, ""},
    {"applications create", Order::CreateApplication, 1, 1, "input owner dry-run"},
    {"applications update", Order::UpdateApplication, 1, 1, "input dry-run"},
    {"applications delete", Order::DeleteApplication, 1, 1, "yes dry-run"},
    {"devices list", Order::ListDevices, 1, 1, "with-keys"},
    {"devices get", Order::GetDevice, 2, 2, "with-keys"},
    {"devices create", Order::CreateDevice, 1, 1, "input dry-run"},
    {"devices update", Order::UpdateDevice, 2, 2, "input dry-run"},
    {"devices delete", Order::DeleteDevices, 2, Any, "yes backup dry-run"},
    {"devices move", Order::MoveDevices, 2, Any, "to backup dry-run"},
    {"devices import", Order::ImportDevices, 1, 2,
     "frequency-plan lorawan-version lorawan-phy-version join-eui id-template prefix accept-doubts first resume "
     "dry-run"},
    {"devices export", Order::ExportDevices, 2, Any, "with-keys format"},
    {"keys list", Order::ListKeys, 1, 1, ""},
    {"keys get", Order::GetKey, 2, 2, ""},
    {"keys create", Order::CreateKey, 1, 1, KeyOptions},
    {"keys update", Order::UpdateKey, 2, 2, KeyOptions},
    {"keys delete", Order::DeleteKey, 2, 2, "yes dry-run"},
};

const Command *find(const QString &words)
{
    const auto it = std::find_if(std::begin(commands), std::end(commands),
                                 [&](const Command &command) { return words == QLatin1String(command.words); });
    return it == std::end(commands) ? nullptr : it;
}

bool isDeletion(Order order)
{
    return order == Order::DeleteApplication || order == Order::DeleteDevices || order == Order::DeleteKey;
}

/// Returns an error sentence, or nothing.
QString readKeyOptions(const QCommandLineParser &parser, ManagementOptions &options)
{
    if (parser.isSet(QStringLiteral("name")))
        options.name = parser.value(QStringLiteral("name"));
    if (parser.isSet(QStringLiteral("right"))) {
        Rights rights;
        const QStringList names = parser.values(QStringLiteral("right"));
        for (const QString &name : names) {
            const std::optional<Rights> found = Models::RightText::byWireName(name);
            if (!found)
                return tr("--right does not know \"%1\". It knows: %2.")
                    .arg(name, Models::RightText::wireNames(Models::RightText::all()));
            rights |= *found;
        }
        options.rights = rights;
    }
    if (parser.isSet(QStringLiteral("expires"))) {
        const QString text = parser.value(QStringLiteral("expires"));
        options.expires = text == u"never" ? QDateTime() : QDateTime::fromString(text, Qt::ISODate);
        if (text != u"never" && !options.expires->isValid())
            return tr("--expires needs a time like 2027-01-31T00:00:00Z, or never.");
    }
    if (options.order == Order::CreateKey && !options.rights)
        return tr("A key needs at least one right: --right RIGHT_APPLICATION_INFO, for example.");
    if (options.order == Order::UpdateKey && !options.name && !options.rights && !options.expires)
        return tr("Say what to change: --name, --right or --expires.");
    return {};
}

/// Returns an error sentence, or nothing.
QString readImportOptions(const QCommandLineParser &parser, ManagementOptions &options)
{
    options.resume = parser.value(QStringLiteral("resume"));
    if (options.item.isEmpty() == options.resume.isEmpty())
        return tr("Name the file to import, or an interrupted import (--resume).");
    options.idTemplate = parser.value(QStringLiteral("id-template"));
    options.prefix = parser.value(QStringLiteral("prefix"));
    options.acceptsDoubts = parser.isSet(QStringLiteral("accept-doubts"));
    RadioProfile radio;
    radio.frequencyPlan = parser.value(QStringLiteral("frequency-plan"));
    radio.macVersion = parser.value(QStringLiteral("lorawan-version"));
    radio.phyVersion = parser.value(QStringLiteral("lorawan-phy-version"));
    if (!radio.frequencyPlan.isEmpty() || !radio.macVersion.isEmpty() || !radio.phyVersion.isEmpty())
        options.defaults.radio = radio;
    if (parser.isSet(QStringLiteral("join-eui"))) {
        options.defaults.joinEui = Eui::fromHex(parser.value(QStringLiteral("join-eui")).toStdString());
        if (!options.defaults.joinEui)
            return tr("--join-eui needs 16 hexadecimal digits.");
    }
    if (parser.isSet(QStringLiteral("first"))) {
        bool ok = false;
        options.most = parser.value(QStringLiteral("first")).toInt(&ok);
        if (!ok || options.most < 1)
            return tr("--first needs a whole number of at least 1.");
    }
    return {};
}

/// Returns an error sentence, or nothing.
QString readOwner(const QCommandLineParser &parser, ManagementOptions &options)
{
    if (!parser.isSet(QStringLiteral("owner")))
        return {};
    const QString text = parser.value(QStringLiteral("owner"));
    const QString kind = text.section(u':', 0, 0);
    options.owner.id = text.section(u':', 1);
    options.owner.kind = kind == u"organization" ? Account::Kind::Organization : Account::Kind::User;
    if ((kind != u"user" && kind != u"organization") || options.owner.id.isEmpty())
        return tr("--owner needs user:ID or organization:ID.");
    return {};
}

/// Returns an error sentence, or nothing.
QString readFormat(const QCommandLineParser &parser, ManagementOptions &options)
{
    using Format = DeviceExportRequest::Format;
    const QString text = parser.value(QStringLiteral("format"));
    if (!text.isEmpty() && text != u"csv" && text != u"json")
        return tr("--format knows: csv, json.");
    const bool csv = text.isEmpty() ? options.item.endsWith(u".csv", Qt::CaseInsensitive) : text == u"csv";
    options.format = csv ? Format::Csv : Format::Json;
    return {};
}

/// Returns an error sentence, or nothing.
QString readRest(const QCommandLineParser &parser, ManagementOptions &options)
{
    options.withKeys = parser.isSet(QStringLiteral("with-keys"));
    options.dryRun = parser.isSet(QStringLiteral("dry-run"));
    options.confirmed = parser.isSet(QStringLiteral("yes"));
    options.input = parser.value(QStringLiteral("input"));
    options.backup = parser.value(QStringLiteral("backup"));
    options.target = parser.value(QStringLiteral("to"));
    if (options.order == Order::MoveDevices && (options.target.isEmpty() || options.target == options.application))
        return tr("Say where the devices go: --to, another application.");
    if (options.order == Order::MoveDevices && options.backup.isEmpty() && !options.dryRun)
        return tr("A move deletes each device and registers it again. Say where its backup goes: --backup FILE.");
    if (isDeletion(options.order) && !options.confirmed && !options.dryRun)
        return tr("This deletes. Say --yes, or --dry-run to see what it would do.");
    const bool needsInput = options.order == Order::UpdateApplication || options.order == Order::CreateDevice
        || options.order == Order::UpdateDevice;
    if (needsInput && options.input.isEmpty())
        return tr("Say where the JSON is: --input FILE, or --input - for standard input.");
    switch (options.order) {
    case Order::CreateApplication:
        return readOwner(parser, options);
    case Order::CreateKey:
    case Order::UpdateKey:
        return readKeyOptions(parser, options);
    case Order::ImportDevices:
        return readImportOptions(parser, options);
    case Order::ExportDevices:
        return readFormat(parser, options);
    default:
        return {};
    }
}

} // namespace

void addManagementOptions(QCommandLineParser &parser)
{
    parser.addOptions({
        {QStringLiteral("with-keys"), tr("Print or write the keys of devices, too.")},
        {QStringLiteral("dry-run"), tr("Check and tell what would be done, change nothing.")},
        {QStringLiteral("yes"), tr("Delete without asking.")},
        {QStringLiteral("input"), tr("Read JSON with the keys that get prints; - is standard input."), tr("file")},
        {QStringLiteral("backup"), tr("Before deleting or moving, write the devices into this file, keys included."),
         tr("file")},
        {QStringLiteral("to"), tr("The application to move devices to."), tr("application")},
        {QStringLiteral("owner"), tr("Whose the new application is: user:ID or organization:ID."), tr("account")},
        {QStringLiteral("name"), tr("Name of an API key."), tr("name")},
        {QStringLiteral("right"), tr("A right of an API key; repeat for more."), tr("right")},
        {QStringLiteral("expires"), tr("When an API key expires: 2027-01-31T00:00:00Z, or never."), tr("time")},
        {QStringLiteral("frequency-plan"), tr("For rows that do not say: EU_863_870_TTN and the like."), tr("plan")},
        {QStringLiteral("lorawan-version"), tr("For rows that do not say: MAC_V1_0_3 and the like."), tr("version")},
        {QStringLiteral("lorawan-phy-version"), tr("For rows that do not say: PHY_V1_0_3_REV_A and the like."),
         tr("version")},
        {QStringLiteral("join-eui"), tr("For rows that do not say."), tr("EUI")},
        {QStringLiteral("id-template"), tr("How ids are made: eui-{deveui}, {prefix}-{serial}, {n:000}."),
         tr("template")},
        {QStringLiteral("prefix"), tr("For {prefix} in the id template."), tr("text")},
        {QStringLiteral("accept-doubts"), tr("Register rows that a spreadsheet may have damaged, too.")},
        {QStringLiteral("first"), tr("Register so many, then stop; --resume goes on."), tr("number")},
        {QStringLiteral("resume"), tr("Go on with an interrupted import."), tr("import")},
        {QStringLiteral("format"), tr("csv (as The Things Stack reads it) or json (as ttn-lw-cli does)."),
         tr("format")},
    });
}

QStringList managementOptionNames()
{
    QStringList names;
    for (const Command &command : commands)
        names += QString::fromLatin1(command.options).split(u' ', Qt::SkipEmptyParts);
    names.removeDuplicates();
    return names;
}

QString managementHelp()
{
    return tr("  ttnc applications list                      prints each application that the key sees\n"
              "  ttnc applications get|create|update|delete APPLICATION\n"
              "  ttnc devices list APPLICATION               prints each device of an application\n"
              "  ttnc devices get|update APPLICATION DEVICE\n"
              "  ttnc devices create APPLICATION --input FILE\n"
              "  ttnc devices delete APPLICATION DEVICE…\n"
              "  ttnc devices move APPLICATION DEVICE… --to APPLICATION --backup FILE\n"
              "  ttnc devices import APPLICATION FILE        .xlsx, CSV, JSON\n"
              "  ttnc devices export APPLICATION FILE [DEVICE…]\n"
              "  ttnc keys list APPLICATION                  API keys, without their secrets\n"
              "  ttnc keys create APPLICATION --right RIGHT… prints the new key, this once\n"
              "  ttnc keys get|update|delete APPLICATION KEY-ID\n");
}

std::optional<ManagementOptions> readManagement(const QCommandLineParser &parser, QString *error)
{
    const QStringList words = parser.positionalArguments();
    const Command *command = find(words.mid(0, 2).join(u' '));
    if (!command)
        return std::nullopt;
    const int names = int(words.size()) - 2;
    if (names < command->fewest || names > command->most) {
        *error = tr("ttnc %1 needs other words behind it.").arg(QLatin1String(command->words));
        return std::nullopt;
    }
    const QStringList known = QString::fromLatin1(command->options).split(u' ', Qt::SkipEmptyParts);
    const QStringList all = managementOptionNames();
    for (const QString &name : all) {
        if (parser.isSet(name) && !known.contains(name)) {
            *error = tr("--%1 does not belong to this command.").arg(name);
            return std::nullopt;
        }
    }
    ManagementOptions options;
    options.order = command->order;
    options.application = words.value(2);
    if (options.order == Order::DeleteDevices || options.order == Order::MoveDevices) {
        options.devices = words.mid(3);
    } else {
        options.item = words.value(3);
        options.devices = words.mid(4);
    }
    *error = readRest(parser, options);
    return error->isEmpty() ? std::optional(std::move(options)) : std::nullopt;
}

} // namespace App
