// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/access.h"
#include "backend/domain/application.h"
#include "backend/domain/call.h"
#include "backend/domain/device.h"
#include "backend/domain/result.h"

#include <QFlags>

namespace Domain {

/// What one generation of the network has and the other lacks. The window hides or explains what is missing.
enum class Capability : quint32 {
    ReadAccess = 1 << 0, ///< the credential can be asked what it may do
    ListApplications = 1 << 1, ///< more than the ones that are named
    SearchApplications = 1 << 2,
    ApplicationDetails = 1 << 3, ///< name, description, attributes
    ApplicationFunctions = 1 << 4, ///< payload functions belong to the application
    ApiKeys = 1 << 5,
    Collaborators = 1 << 6,
    Devices = 1 << 7, ///< devices() is not null
};
Q_DECLARE_FLAGS(Capabilities, Capability)
Q_DECLARE_OPERATORS_FOR_FLAGS(Capabilities)

/// Whether root and session keys are asked for: it needs a right of its own, and most of the time nobody needs them.
enum class DeviceKeys : quint8 { Leave, Read };

/// The devices of a network. Each function returns at once; the answer comes into the consumer's thread, and dropping
/// the Call cancels at the server.
class DeviceApi
{
public:
    virtual ~DeviceApi() = default;

    [[nodiscard]] virtual Call<Result<DevicePage>> devices(const QString &application, const DeviceQuery &query) = 0;
    [[nodiscard]] virtual Call<Result<Device>> device(const QString &application, const QString &id, DeviceKeys keys)
        = 0;
    /// Registers a new device; one that exists already is a Problem. What fails half-way is taken back, also when the
    /// Call is dropped meanwhile; RegistrationIncomplete says what could not be.
    [[nodiscard]] virtual Call<Result<Done>> createDevice(const Device &device) = 0;
    /// Reads, changes and writes, so that nothing is lost that is not named.
    [[nodiscard]] virtual Call<Result<Done>> changeDevice(const QString &application, const QString &id,
                                                          const DeviceChange &change)
        = 0;
    [[nodiscard]] virtual Call<Result<Done>> deleteDevice(const QString &application, const QString &id) = 0;
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
};

} // namespace Domain
