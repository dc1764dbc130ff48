// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/deviceapi.h"
#include "backend/network/stackv3change.h"
#include "backend/network/stackv3places.h"
#include "backend/network/stackv3settings.h"
#include "backend/rpc/rpctask.h"

#include <memory>

namespace Backend {

struct DeviceParts;

/// The devices of The Things Stack, whom four servers know: Identity, Join, Network and Application Server.
class StackV3Devices : public Domain::DeviceApi
{
public:
    StackV3Devices(std::shared_ptr<RpcLine> line, StackV3Settings settings);

    Domain::Call<Domain::Result<Domain::DevicePage>> devices(const QString &application,
                                                             const Domain::DeviceQuery &query) override;
    Domain::Call<Domain::Result<Domain::Device>> device(const QString &application, const QString &id,
                                                        Domain::DeviceKeys keys) override;
    Domain::Call<Domain::Result<Domain::Done>> createDevice(const Domain::Device &device) override;
    Domain::Call<Domain::Result<Domain::Done>> tryCreate(const Domain::Device &device) override;
    Domain::Call<Domain::Result<Domain::Done>> tryChange(const QString &application, const QString &id,
                                                         const Domain::DeviceChange &change) override;
    /// The servers have no way to change several of them at once: after a failure in the middle the ones before have
    /// what is new, and doing it again completes it.
    Domain::Call<Domain::Result<Domain::Done>> changeDevice(const QString &application, const QString &id,
                                                            const Domain::DeviceChange &change) override;
    /// The Identity Server comes last and only after the others, so that what is left can be deleted later.
    Domain::Call<Domain::Result<Domain::Done>> deleteDevice(const QString &application, const QString &id) override;
    Domain::Call<Domain::Result<QList<Domain::DeviceOutcome>>> deleteDevices(const QString &application,
                                                                             const QStringList &ids) override;
    Domain::Call<Domain::Result<Domain::DeviceBackup>> backup(const QString &application, const QString &id) override;
    Domain::Result<Domain::DeviceBackup> backupOf(const QByteArray &json) const override;
    Domain::Call<Domain::Result<Domain::Done>> restore(const Domain::DeviceBackup &backup, const QString &application,
                                                       const QString &id) override;
    Domain::Result<Domain::Device> read(const Domain::DeviceBackup &backup) const override;
    Domain::Call<Domain::Result<Domain::Done>> resetDevice(const QString &application, const QString &id,
                                                           bool joinNonces) override;
    Domain::Call<Domain::Result<Domain::Done>> simulateUplink(const QString &application, const QString &id, int fPort,
                                                              const QByteArray &payload) override;

private:
    using DoneSource = Domain::CallSource<Domain::Result<Domain::Done>>;
    /// What registers a device with these servers, or why not.
    using MakeParts = std::function<Domain::Result<DeviceParts>(const Domain::ServerAddresses &)>;

    [[nodiscard]] Domain::Problem newProblem(const Domain::Device &device) const;
    [[nodiscard]] Domain::Call<Domain::Result<Domain::Done>> change(const QString &application, const QString &id,
                                                                    const Domain::DeviceChange &change,
                                                                    StackV3Change::Intent intent);
    [[nodiscard]] Domain::Problem startProblem(const QString &application, const QString &id) const;
    [[nodiscard]] Domain::Call<Domain::Result<Domain::Done>>
    registerWith(const Domain::Problem &problem, const QString &application, const QString &id, MakeParts makeParts);

    std::shared_ptr<RpcLine> m_line;
    std::shared_ptr<StackV3Places> m_places;
};

} // namespace Backend
