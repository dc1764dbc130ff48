// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/access.h"
#include "backend/domain/application.h"
#include "backend/domain/call.h"
#include "backend/domain/deviceapi.h"
#include "backend/domain/result.h"

#include <QFlags>

#include <memory>

namespace Domain {

class AccessApi;
class CatalogApi;
class NetworkEvents;

/// What one generation of the network has and the other lacks. The window hides or explains what is missing.
enum class Capability : quint32 {
    ReadAccess = 1 << 0, ///< the credential can be asked what it may do
    ListApplications = 1 << 1, ///< more than the ones that are named
    SearchApplications = 1 << 2,
    ApplicationDetails = 1 << 3, ///< name, description, attributes
    ApplicationFunctions = 1 << 4, ///< payload functions belong to the application
    ApiKeys = 1 << 5, ///< accessLists() is not null
    Collaborators = 1 << 6, ///< accessLists() is not null
    Devices = 1 << 7, ///< devices() is not null
    Catalog = 1 << 8, ///< catalog() is not null: plans, versions and products to choose from
    Events = 1 << 9, ///< events() is not null
    DefaultFormatters = 1 << 10, ///< applications have formatters that their devices inherit
    Contacts = 1 << 11,
    RestoreApplications = 1 << 12,
    DeviceNames = 1 << 13, ///< devices have a name, formatters, a radio profile, MAC settings
    SearchDevices = 1 << 14, ///< DeviceQuery::search and order
    ResetDevices = 1 << 15,
    SimulateUplinks = 1 << 16,
    ActivationConstraints = 1 << 17,
    EditableEuis = 1 << 18, ///< a device's EUIs can change after registration
    Announcement = 1 << 19, ///< discovery tells where the application lives
};
Q_DECLARE_FLAGS(Capabilities, Capability)
Q_DECLARE_OPERATORS_FOR_FLAGS(Capabilities)

/// What discovery (v2) says of the handler that has an application. Value type; untrusted text.
struct ServiceAnnouncement
{
    QString service; ///< "handler"
    QString id;
    QString name;
    QString description;
    QString url;
    QString gRpcAddress; ///< host:port
    QString mqttAddress; ///< host[:port]; empty: not told
    QString amqpAddress;
    bool isPublic = false;
    QByteArray certificate; ///< PEM; empty: the system's roots
};

/// What the window and ttnc ask of a network, whatever its generation. Calls as in DeviceApi. What the servers would
/// accept without a word although it cannot be meant is refused here, before the first call.
class NetworkApi
{
public:
    virtual ~NetworkApi() = default;

    [[nodiscard]] virtual Capabilities capabilities() const = 0;
    /// Null without Capability::Devices. Lives as long as this.
    [[nodiscard]] virtual DeviceApi *devices() = 0;
    /// Null without Capability::ApiKeys and Capability::Collaborators. Lives as long as this.
    [[nodiscard]] virtual AccessApi *accessLists() { return nullptr; }
    /// Null without Capability::Catalog. Lives as long as this.
    [[nodiscard]] virtual CatalogApi *catalog() { return nullptr; }
    /// What happens in an application, and in these devices of it in full; an application's own stream leaves much out.
    /// `newest`: so many events from before come first, where the server keeps some. Null without Capability::Events.
    [[nodiscard]] virtual std::unique_ptr<NetworkEvents> events(const QString &application, const QStringList &devices,
                                                                int newest);

    /// Whose key it is and what it may do. A key that the server does not know is a Problem, never an empty answer.
    [[nodiscard]] virtual Call<Result<Access>> access() = 0;
    /// What the key may do with one application; none when there is no such application.
    [[nodiscard]] virtual Call<Result<Rights>> rights(const QString &application) = 0;

    [[nodiscard]] virtual Call<Result<ApplicationPage>> applications(const ApplicationQuery &query) = 0;
    [[nodiscard]] virtual Call<Result<Application>> application(const QString &id) = 0;
    /// `owner` without an id: whose key it is. v2 takes the id and the functions only.
    [[nodiscard]] virtual Call<Result<Done>> createApplication(const Application &application, const Account &owner)
        = 0;
    [[nodiscard]] virtual Call<Result<Done>> changeApplication(const QString &id, const ApplicationChange &change) = 0;
    /// Refused while it has devices.
    [[nodiscard]] virtual Call<Result<Done>> deleteApplication(const QString &id) = 0;
    // What a generation lacks is refused as NotOfThisNetwork.

    /// What createApplication() would check before it changes something, and that the id is free. Changes nothing.
    [[nodiscard]] virtual Call<Result<Done>> tryCreateApplication(const Application &application);
    /// What changeApplication() would check before it changes something. Changes nothing.
    [[nodiscard]] virtual Call<Result<Done>> tryChangeApplication(const QString &id, const ApplicationChange &change);

    /// Takes back a deletion of the last 24 hours. Only with Capability::RestoreApplications.
    [[nodiscard]] virtual Call<Result<Done>> restoreApplication(const QString &id);
    /// What devices without formatters of their own inherit; empty when nothing was set. Only with
    /// Capability::DefaultFormatters.
    [[nodiscard]] virtual Call<Result<Formatters>> defaultFormatters(const QString &application);
    [[nodiscard]] virtual Call<Result<Done>> setDefaultFormatters(const QString &application,
                                                                  const Formatters &formatters);
    /// Where discovery says that the application lives. Only with Capability::Announcement.
    [[nodiscard]] virtual Call<Result<ServiceAnnouncement>> serviceAnnouncement(const QString &application);
};

} // namespace Domain
