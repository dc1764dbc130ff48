// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/deviceapi.h"
#include "tests/fakes/fakedesk.h"

#include <map>

namespace TestSupport {

/// The devices of a fake network: what was registered is listed, read, changed and deleted.
class FakeDevices : public Domain::DeviceApi
{
public:
    using Code = Domain::Problem::Code;

    explicit FakeDevices(FakeDesk *desk);
    ~FakeDevices() override;

    void add(const Domain::Device &device);
    /// Those of all applications, by their ids.
    [[nodiscard]] QList<Domain::Device> all() const;
    [[nodiscard]] bool has(const QString &application, const QString &id) const;

    Answer<Domain::DevicePage> devices(const QString &application, const Domain::DeviceQuery &query) override;
    Answer<Domain::Device> device(const QString &application, const QString &id, Domain::DeviceKeys keys) override;
    Answer<Domain::Done> createDevice(const Domain::Device &device) override;
    Answer<Domain::Done> changeDevice(const QString &application, const QString &id,
                                      const Domain::DeviceChange &change) override;
    Answer<Domain::Done> deleteDevice(const QString &application, const QString &id) override;
    Answer<QList<Domain::DeviceOutcome>> deleteDevices(const QString &application, const QStringList &ids) override;
    Answer<Domain::DeviceBackup> backup(const QString &application, const QString &id) override;
    Answer<Domain::Done> restore(const Domain::DeviceBackup &backup, const QString &application,
                                 const QString &id) override;
    Domain::Result<Domain::Device> read(const Domain::DeviceBackup &backup) const override;
    Answer<Domain::Done> resetDevice(const QString &application, const QString &id, bool joinNonces) override;
    Answer<Domain::Done> simulateUplink(const QString &application, const QString &id, int fPort,
                                        const QByteArray &payload) override;

    std::map<QString, std::map<QString, Domain::Device>> registered; ///< by application and id
    QStringList unreadable; ///< DeviceBackup::missing
    std::map<QString, Domain::Problem> undeletable; ///< by id: what deleteDevices() says of it
    QList<Domain::DeviceChange> changes;

private:
    [[nodiscard]] const Domain::Device *findEuis(const Domain::Device &device) const;
    static Domain::Device withoutKeys(Domain::Device device);
    /// As the lists of v3, which come from the Identity Server alone.
    static Domain::Device listed(Domain::Device device);
    static void apply(Domain::Device &device, const Domain::DeviceChange &change);

    FakeDesk *m_desk;
    std::map<QByteArray, Domain::Device> m_backups;
};

} // namespace TestSupport
