// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/access.h"
#include "backend/domain/deviceimports.h"
#include "backend/domain/profile.h"

#include <QByteArrayList>
#include <QDateTime>
#include <QStringList>

#include <optional>

class QCommandLineParser;

namespace App {

/// What ttnc is to do with applications, devices and keys.
struct ManagementOptions
{
    enum class Order : quint8 {
        ListApplications,
        GetApplication,
        CreateApplication,
        UpdateApplication,
        DeleteApplication,
        ListDevices,
        GetDevice,
        CreateDevice,
        UpdateDevice,
        DeleteDevices,
        MoveDevices,
        ImportDevices,
        ExportDevices,
        ListKeys,
        GetKey,
        CreateKey,
        UpdateKey,
        DeleteKey,
    };

    Domain::Profile profile; ///< names its services
    /// One after the other for the list of applications, where each may see other ones; else only the first counts.
    /// Of a move: those of both applications, or one for both.
    QByteArrayList keys;
    Order order = Order::ListApplications;
    QString application;
    QString item; ///< a device, a key's id, or the file of an import or export
    QStringList devices; ///< of a deletion, a move or an export
    QString target; ///< the application that devices are moved to
    bool withKeys = false; ///< print or write root and session keys, too
    bool dryRun = false; ///< check and tell, change nothing
    bool confirmed = false; ///< deletions
    QString input; ///< file with JSON; "-": standard input
    QString backup; ///< file for what is deleted or moved
    Domain::Account owner; ///< of a new application; without an id: whose key it is
    // API keys
    std::optional<QString> name;
    std::optional<Domain::Rights> rights;
    std::optional<QDateTime> expires; ///< invalid: never
    // Import and export
    QString folder; ///< where imports are kept
    QString sealedFolder; ///< for what is secret of them
    QString idTemplate;
    QString prefix;
    QString resume; ///< an import that was interrupted
    Domain::Device defaults; ///< what rows have that do not say otherwise
    bool acceptsDoubts = false;
    int most = 0; ///< register so many, then stop; 0: all
    Domain::DeviceExportRequest::Format format = Domain::DeviceExportRequest::Format::Json;
};

/// The options of these commands.
void addManagementOptions(QCommandLineParser &parser);
/// Names of all of them.
[[nodiscard]] QStringList managementOptionNames();
/// The lines of the help.
[[nodiscard]] QString managementHelp();
/// Nothing when the words are no such command. `error`: a sentence, when they are one and something is wrong with it.
[[nodiscard]] std::optional<ManagementOptions> readManagement(const QCommandLineParser &parser, QString *error);

} // namespace App
