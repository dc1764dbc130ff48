// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/call.h"
#include "backend/domain/device.h"
#include "backend/domain/result.h"

namespace Domain {

/// Whether root and session keys are asked for: it needs a right of its own, and most of the time nobody needs them.
enum class DeviceKeys : quint8 { Leave, Read };

/// Refuses a call that a generation does not have.
template <typename T>
[[nodiscard]] Call<Result<T>> notOfThisNetwork()
{
    const CallSource<Result<T>> source;
    source.deliver(Result<T>(Problem{Problem::Code::NotOfThisNetwork, {}, {}, {}, false}));
    return source.call();
}

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

    // What a generation lacks is refused as NotOfThisNetwork.

    /// What createDevice() would check before it changes something, and that the id is free. Changes nothing.
    [[nodiscard]] virtual Call<Result<Done>> tryCreate(const Device &device);
    /// What changeDevice() would check before it changes something. Changes nothing.
    [[nodiscard]] virtual Call<Result<Done>> tryChange(const QString &application, const QString &id,
                                                       const DeviceChange &change);

    /// Each on its own; a device that is gone already is no problem. Where the network has calls for many, they are
    /// used.
    [[nodiscard]] virtual Call<Result<QList<DeviceOutcome>>> deleteDevices(const QString &application,
                                                                           const QStringList &ids);

    /// Everything that can be read. What the credential may not read is named in `missing`.
    [[nodiscard]] virtual Call<Result<DeviceBackup>> backup(const QString &application, const QString &id);
    /// Registers a device as it was, session and counters included, in this application and under this id. As
    /// createDevice() it leaves all or nothing.
    [[nodiscard]] virtual Call<Result<Done>> restore(const DeviceBackup &backup, const QString &application,
                                                     const QString &id);
    /// A device in the JSON that `ttn-lw-cli` reads and writes, as if it came from backup() (v3). No call.
    [[nodiscard]] virtual Result<DeviceBackup> backupOf(const QByteArray &json) const;
    /// What a backup holds, keys included. No call.
    [[nodiscard]] virtual Result<Device> read(const DeviceBackup &backup) const;
    /// Session, MAC state and queue are forgotten as if the device was new (v3); `joinNonces` also its nonces.
    [[nodiscard]] virtual Call<Result<Done>> resetDevice(const QString &application, const QString &id,
                                                         bool joinNonces);
    /// As if the device had sent this. FPort 1…223; v3 fills radio values in.
    [[nodiscard]] virtual Call<Result<Done>> simulateUplink(const QString &application, const QString &id, int fPort,
                                                            const QByteArray &payload);
};

} // namespace Domain
