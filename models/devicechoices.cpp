// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/devicechoices.h"

#include <QThreadPool>

#include <algorithm>

namespace Models {

namespace {

/// More applications than this are not listed behind a name.
constexpr int MostApplications = 3;

struct Name
{
    Domain::DeviceRef ref;
    QString device;
    QString application;
};

struct Device
{
    QString name;
    QStringList applications;
    qint64 heard = 0; ///< row id; -1: not in the log
};

/// Copies: the dictionary may go before the pool is through. Some milliseconds for 100,000 devices.
std::vector<Name> namesOf(const Domain::Dictionary &dictionary, Domain::ProfileRef profile, const QString &application)
{
    std::vector<Name> names;
    const Domain::DeviceRef count = dictionary.deviceCount();
    for (Domain::DeviceRef ref = 1; ref < count; ++ref) {
        const Domain::DeviceEntry &entry = dictionary.device(ref);
        if (!entry.device.isEmpty() && (profile == 0 || entry.profile == profile)
            && (application.isEmpty() || entry.application == application))
            names.push_back({ref, entry.device, entry.application});
    }
    return names;
}

std::vector<qint64> lastHeard(const LiveLogStore::Snapshot &log, std::size_t devices)
{
    std::vector<qint64> heard(devices, -1);
    log.forEach(log.firstId(), log.endId(), [&](qint64 id, const Domain::EventRecord &record) {
        if (record.device < heard.size())
            heard[record.device] = id;
        return true;
    });
    return heard;
}

std::vector<Device> devicesOf(const std::vector<Name> &names, const LiveLogStore::Snapshot &log)
{
    const std::vector<qint64> heard = lastHeard(log, names.empty() ? 0 : names.back().ref + 1);
    std::vector<Device> devices;
    QHash<QString, std::size_t> byName;
    for (const Name &name : names) {
        const auto known = byName.constFind(name.device);
        if (known == byName.constEnd()) {
            byName.insert(name.device, devices.size());
            devices.push_back({name.device, {name.application}, heard[name.ref]});
            continue;
        }
        Device &device = devices[*known];
        device.heard = std::max(device.heard, heard[name.ref]);
        if (device.applications.size() <= MostApplications && !device.applications.contains(name.application))
            device.applications << name.application;
    }
    return devices;
}

} // namespace

Domain::Call<std::vector<ChoiceModel::Entry>> deviceChoices(const Domain::Dictionary &dictionary,
                                                            LiveLogStore::Snapshot log, Domain::ProfileRef profile,
                                                            const QString &application)
{
    const Domain::CallSource<std::vector<ChoiceModel::Entry>> source;
    QThreadPool::globalInstance()->start([source, names = namesOf(dictionary, profile, application),
                                          log = std::move(log), oneApplication = !application.isEmpty()] {
        std::vector<Device> devices = devicesOf(names, log);
        if (source.isCancelled())
            return;
        std::sort(devices.begin(), devices.end(), [](const Device &a, const Device &b) {
            return a.heard != b.heard ? a.heard > b.heard : a.name < b.name;
        });
        std::vector<ChoiceModel::Entry> entries;
        entries.reserve(devices.size());
        for (Device &device : devices) {
            if (device.applications.size() > MostApplications)
                device.applications.back() = QStringLiteral("…");
            entries.push_back({device.name, device.name,
                               oneApplication ? QString() : device.applications.join(QStringLiteral(", ")),
                               Meaning::Plain});
        }
        source.deliver(std::move(entries));
    });
    return source.call();
}

} // namespace Models
