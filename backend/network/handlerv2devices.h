// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/networkapi.h"
#include "backend/network/handlerdirectory.h"

#include <handler/handler.pb.h>

namespace Backend {

/// Devices of a v2 network.
class HandlerV2Devices : public Domain::DeviceApi
{
public:
    HandlerV2Devices(std::shared_ptr<RpcLine> line, std::shared_ptr<HandlerDirectory> directory);

    Domain::Call<Domain::Result<Domain::DevicePage>> devices(const QString &application,
                                                             const Domain::DeviceQuery &query) override;
    Domain::Call<Domain::Result<Domain::Device>> device(const QString &application, const QString &id,
                                                        Domain::DeviceKeys keys) override;
    Domain::Call<Domain::Result<Domain::Done>> createDevice(const Domain::Device &device) override;
    Domain::Call<Domain::Result<Domain::Done>> tryCreate(const Domain::Device &device) override;
    Domain::Call<Domain::Result<Domain::Done>> tryChange(const QString &application, const QString &id,
                                                         const Domain::DeviceChange &change) override;
    Domain::Call<Domain::Result<Domain::Done>> changeDevice(const QString &application, const QString &id,
                                                            const Domain::DeviceChange &change) override;
    Domain::Call<Domain::Result<Domain::Done>> deleteDevice(const QString &application, const QString &id) override;
    /// One after the other: the handlers have no call for many and a limit for each application.
    Domain::Call<Domain::Result<QList<Domain::DeviceOutcome>>> deleteDevices(const QString &application,
                                                                             const QStringList &ids) override;
    Domain::Call<Domain::Result<Domain::Done>> simulateUplink(const QString &application, const QString &id, int fPort,
                                                              const QByteArray &payload) override;
    /// The handlers give everything but the nonces that were used; a device that joins again may repeat one.
    Domain::Call<Domain::Result<Domain::DeviceBackup>> backup(const QString &application, const QString &id) override;
    Domain::Call<Domain::Result<Domain::Done>> restore(const Domain::DeviceBackup &backup, const QString &application,
                                                       const QString &id) override;
    Domain::Result<Domain::Device> read(const Domain::DeviceBackup &backup) const override;

private:
    /// Try: nothing is written, and Done means that nothing speaks against it.
    enum class Intent : quint8 { Do, Try };
    struct Save;

    [[nodiscard]] Domain::Call<Domain::Result<Domain::Done>>
    registerNew(const handler::Device &device, const Domain::Problem &problem, Intent intent = Intent::Do);
    [[nodiscard]] Domain::Call<Domain::Result<Domain::Done>> registerNew(const Domain::Device &device, Intent intent);
    [[nodiscard]] Domain::Call<Domain::Result<Domain::Done>> change(const QString &application, const QString &id,
                                                                    const Domain::DeviceChange &change, Intent intent);

    std::shared_ptr<RpcLine> m_line;
    std::shared_ptr<HandlerDirectory> m_directory;
};

} // namespace Backend
