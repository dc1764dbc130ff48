// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fakes/fakedevices.h"

namespace TestSupport {

FakeDevices::FakeDevices(FakeDesk *desk)
    : m_desk(desk)
{
}

FakeDevices::~FakeDevices() = default;

void FakeDevices::add(const Domain::Device &device)
{
    registered[device.application][device.id] = device;
}

QList<Domain::Device> FakeDevices::all() const
{
    QList<Domain::Device> result;
    for (const auto &[application, devices] : registered) {
        for (const auto &[id, device] : devices)
            result << device;
    }
    return result;
}

bool FakeDevices::has(const QString &application, const QString &id) const
{
    const auto found = registered.find(application);
    return found != registered.end() && found->second.contains(id);
}

Answer<Domain::DevicePage> FakeDevices::devices(const QString &application, const Domain::DeviceQuery &query)
{
    const QString line = QStringLiteral("devices %1 %2 %3").arg(application).arg(query.page).arg(query.limit);
    return m_desk->answer<Domain::DevicePage>(line, [this, application, query] {
        const auto &all = registered[application];
        Domain::DevicePage page;
        const qint64 first = qint64(query.page - 1) * query.limit;
        for (const auto &[id, device] : all) {
            if (!id.contains(query.search))
                continue;
            if (page.total++ >= first && page.devices.size() < query.limit)
                page.devices << listed(device);
        }
        return Domain::Result(page);
    });
}

Answer<Domain::Device> FakeDevices::device(const QString &application, const QString &id, Domain::DeviceKeys keys)
{
    const bool all = keys == Domain::DeviceKeys::Read;
    const QString line
        = QStringLiteral("device %1 %2%3").arg(application, id, all ? QStringLiteral(" keys") : QString());
    return m_desk->answer<Domain::Device>(line, [this, application, id, all]() -> Domain::Result<Domain::Device> {
        if (!has(application, id))
            return fakeProblem(Code::DeviceNotFound, {id, application});
        return all ? registered[application][id] : withoutKeys(registered[application][id]);
    });
}

Answer<Domain::Done> FakeDevices::createDevice(const Domain::Device &device)
{
    const QString line = QStringLiteral("createDevice %1 %2").arg(device.application, device.id);
    return m_desk->done(line, [this, device]() -> Domain::Problem {
        if (has(device.application, device.id))
            return fakeProblem(Code::IdTaken);
        if (const Domain::Device *twin = findEuis(device))
            return fakeProblem(Code::EuisTaken,
                               {device.joinEui.value_or(Domain::Eui()).toString(),
                                device.devEui.value_or(Domain::Eui()).toString(), twin->id, twin->application});
        add(device);
        return {};
    });
}

Answer<Domain::Done> FakeDevices::changeDevice(const QString &application, const QString &id,
                                               const Domain::DeviceChange &change)
{
    return m_desk->done(QStringLiteral("changeDevice %1 %2").arg(application, id), [this, application, id, change] {
        if (!has(application, id))
            return fakeProblem(Code::DeviceNotFound, {id, application});
        changes.push_back(change);
        apply(registered[application][id], change);
        return Domain::Problem();
    });
}

Answer<Domain::Done> FakeDevices::deleteDevice(const QString &application, const QString &id)
{
    return m_desk->done(QStringLiteral("deleteDevice %1 %2").arg(application, id), [this, application, id] {
        if (!has(application, id))
            return fakeProblem(Code::DeviceNotFound, {id, application});
        registered[application].erase(id);
        return Domain::Problem();
    });
}

Answer<QList<Domain::DeviceOutcome>> FakeDevices::deleteDevices(const QString &application, const QStringList &ids)
{
    const QString line = QStringLiteral("deleteDevices %1 %2").arg(application, ids.join(u','));
    return m_desk->answer<QList<Domain::DeviceOutcome>>(line, [this, application, ids] {
        QList<Domain::DeviceOutcome> outcomes;
        for (const QString &id : ids) {
            const auto failing = undeletable.find(id);
            if (failing == undeletable.end())
                registered[application].erase(id);
            outcomes << Domain::DeviceOutcome{id, failing == undeletable.end() ? Domain::Problem() : failing->second};
        }
        return Domain::Result(outcomes);
    });
}

Answer<Domain::DeviceBackup> FakeDevices::backup(const QString &application, const QString &id)
{
    const QString line = QStringLiteral("backup %1 %2").arg(application, id);
    return m_desk->answer<Domain::DeviceBackup>(
        line, [this, application, id]() -> Domain::Result<Domain::DeviceBackup> {
            if (!has(application, id))
                return fakeProblem(Code::DeviceNotFound, {id, application});
            const QByteArray message = "backup " + QByteArray::number(qsizetype(m_backups.size()));
            m_backups[message] = registered[application][id];
            return Domain::DeviceBackup{application, id, message, "{}", unreadable};
        });
}

Answer<Domain::Done> FakeDevices::restore(const Domain::DeviceBackup &backup, const QString &application,
                                          const QString &id)
{
    return m_desk->done(QStringLiteral("restore %1 %2").arg(application, id), [this, backup, application, id] {
        if (has(application, id))
            return fakeProblem(Code::IdTaken);
        Domain::Device device = m_backups[backup.message];
        device.application = application;
        device.id = id;
        add(device);
        return Domain::Problem();
    });
}

Domain::Result<Domain::Device> FakeDevices::read(const Domain::DeviceBackup &backup) const
{
    const auto found = m_backups.find(backup.message);
    if (found == m_backups.end())
        return fakeProblem(Code::AnswerUnreadable);
    return found->second;
}

Answer<Domain::Done> FakeDevices::resetDevice(const QString &application, const QString &id, bool joinNonces)
{
    const QString what = joinNonces ? QStringLiteral(" nonces") : QString();
    return m_desk->done(QStringLiteral("resetDevice %1 %2%3").arg(application, id, what), [this, application, id] {
        if (!has(application, id))
            return fakeProblem(Code::DeviceNotFound, {id, application});
        Domain::Device &device = registered[application][id];
        device.devAddr.reset();
        device.fCntUp.reset();
        device.fCntDown.reset();
        return Domain::Problem();
    });
}

Answer<Domain::Done> FakeDevices::simulateUplink(const QString &application, const QString &id, int fPort,
                                                 const QByteArray &payload)
{
    const QString line = QStringLiteral("simulateUplink %1 %2 %3 %4")
                             .arg(application, id, QString::number(fPort), QString::fromLatin1(payload.toHex()));
    return m_desk->done(line, [] { return Domain::Problem(); });
}

const Domain::Device *FakeDevices::findEuis(const Domain::Device &device) const
{
    for (const auto &[application, devices] : registered) {
        for (const auto &[id, other] : devices) {
            if (device.devEui && other.devEui == device.devEui && other.joinEui == device.joinEui)
                return &other;
        }
    }
    return nullptr;
}

Domain::Device FakeDevices::withoutKeys(Domain::Device device)
{
    device.appKey = device.nwkKey = device.nwkSKey = device.sNwkSIntKey = device.nwkSEncKey = device.appSKey
        = std::nullopt;
    return device;
}

Domain::Device FakeDevices::listed(Domain::Device device)
{
    device = withoutKeys(std::move(device));
    device.radio.reset();
    device.mac.reset();
    device.devAddr.reset();
    device.fCntUp.reset();
    device.fCntDown.reset();
    device.multicast = false;
    return device;
}

void FakeDevices::apply(Domain::Device &device, const Domain::DeviceChange &change)
{
    const auto set = [](auto &member, const auto &wanted) {
        if (wanted)
            member = *wanted;
    };
    set(device.name, change.name);
    set(device.description, change.description);
    set(device.attributes, change.attributes);
    set(device.devEui, change.devEui);
    set(device.joinEui, change.joinEui);
    set(device.devAddr, change.devAddr);
    set(device.appKey, change.appKey);
    set(device.nwkKey, change.nwkKey);
    set(device.nwkSKey, change.nwkSKey);
    set(device.sNwkSIntKey, change.sNwkSIntKey);
    set(device.nwkSEncKey, change.nwkSEncKey);
    set(device.appSKey, change.appSKey);
    set(device.fCntUp, change.fCntUp);
    set(device.fCntDown, change.fCntDown);
    set(device.radio, change.radio);
    set(device.mac, change.mac);
    set(device.versionIds, change.versionIds);
    set(device.serialNumber, change.serialNumber);
    set(device.resetsJoinNonces, change.resetsJoinNonces);
    set(device.checksCounters, change.checksCounters);
    set(device.uses32BitCounters, change.uses32BitCounters);
    set(device.activationConstraints, change.activationConstraints);
    if (change.removesLocation)
        device.location.reset();
    else if (change.location)
        device.location = change.location;
    if (change.inheritsFormatters)
        device.formatters.reset();
    else if (change.formatters)
        device.formatters = change.formatters;
}

} // namespace TestSupport
