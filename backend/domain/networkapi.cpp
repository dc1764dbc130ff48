// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/networkapi.h"

#include "backend/domain/networkevents.h"

namespace Domain {

std::unique_ptr<NetworkEvents> NetworkApi::events(const QString & /*application*/, const QStringList & /*devices*/,
                                                  int /*newest*/)
{
    return nullptr;
}

Call<Result<Done>> NetworkApi::tryCreateApplication(const Application & /*application*/)
{
    return notOfThisNetwork<Done>();
}

Call<Result<Done>> NetworkApi::tryChangeApplication(const QString & /*id*/, const ApplicationChange & /*change*/)
{
    return notOfThisNetwork<Done>();
}

Call<Result<Done>> NetworkApi::restoreApplication(const QString & /*id*/)
{
    return notOfThisNetwork<Done>();
}

Call<Result<Formatters>> NetworkApi::defaultFormatters(const QString & /*application*/)
{
    return notOfThisNetwork<Formatters>();
}

Call<Result<Done>> NetworkApi::setDefaultFormatters(const QString & /*application*/, const Formatters & /*formatters*/)
{
    return notOfThisNetwork<Done>();
}

Call<Result<ServiceAnnouncement>> NetworkApi::serviceAnnouncement(const QString & /*application*/)
{
    return notOfThisNetwork<ServiceAnnouncement>();
}

Call<Result<Done>> DeviceApi::tryCreate(const Device & /*device*/)
{
    return notOfThisNetwork<Done>();
}

Call<Result<Done>> DeviceApi::tryChange(const QString & /*application*/, const QString & /*id*/,
                                        const DeviceChange & /*change*/)
{
    return notOfThisNetwork<Done>();
}

Call<Result<QList<DeviceOutcome>>> DeviceApi::deleteDevices(const QString & /*application*/,
                                                            const QStringList & /*ids*/)
{
    return notOfThisNetwork<QList<DeviceOutcome>>();
}

Call<Result<DeviceBackup>> DeviceApi::backup(const QString & /*application*/, const QString & /*id*/)
{
    return notOfThisNetwork<DeviceBackup>();
}

Call<Result<Done>> DeviceApi::restore(const DeviceBackup & /*backup*/, const QString & /*application*/,
                                      const QString & /*id*/)
{
    return notOfThisNetwork<Done>();
}

Result<DeviceBackup> DeviceApi::backupOf(const QByteArray & /*json*/) const
{
    return Problem{Problem::Code::NotOfThisNetwork, {}, {}, {}, false};
}

Result<Device> DeviceApi::read(const DeviceBackup & /*backup*/) const
{
    return Problem{Problem::Code::NotOfThisNetwork, {}, {}, {}, false};
}

Call<Result<Done>> DeviceApi::resetDevice(const QString & /*application*/, const QString & /*id*/, bool /*joinNonces*/)
{
    return notOfThisNetwork<Done>();
}

Call<Result<Done>> DeviceApi::simulateUplink(const QString & /*application*/, const QString & /*id*/, int /*fPort*/,
                                             const QByteArray & /*payload*/)
{
    return notOfThisNetwork<Done>();
}

} // namespace Domain
