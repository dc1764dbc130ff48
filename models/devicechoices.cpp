// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/devicechoices.h"

#include <QThreadPool>

#include <algorithm>

namespace Models {

namespace {

/// More applications than this are not listed behind a name.
constexpr int MostApplications = 3;

struct Device
{
    QString name;
    QStringList applications;
    qint64 heard = 0; ///< row id; -1: not in the log
};

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

std::vector<Device> devicesOf(const Domain::Dictionary &dictionary, const LiveLogStore::Snapshot &log,
                              Domain::ProfileRef profile, const QString &application)
{
    const Domain::DeviceRef count = dictionary.deviceCount();
    const std::vector<qint64> heard = lastHeard(log, count);
    std::vector<Device> devices;
    QHash<QString, std::size_t> byName;
    for (Domain::DeviceRef ref = 1; ref < count; ++ref) {
        const Domain::DeviceEntry &entry = dictionary.device(ref);
        if (entry.device.isEmpty() || (profile != 0 && entry.profile != profile)
            || (!application.isEmpty() && entry.application != application))
            continue;
        const auto known = byName.constFind(entry.device);
        if (known == byName.constEnd()) {
            byName.insert(entry.device, devices.size());
            devices.push_back({entry.device, {entry.application}, heard[ref]});
            continue;
        }
        Device &device = devices[*known];
        device.heard = std::max(device.heard, heard[ref]);
        if (device.applications.size() <= MostApplications && !device.applications.contains(entry.application))
            device.applications << entry.application;
    }
    return devices;
}

} // namespace

Domain::Call<std::vector<ChoiceModel::Entry>> deviceChoices(const Domain::Dictionary *dictionary,
                                                            LiveLogStore::Snapshot log, Domain::ProfileRef profile,
                                                            const QString &application)
{
    const Domain::CallSource<std::vector<ChoiceModel::Entry>> source;
    QThreadPool::globalInstance()->start([source, dictionary, log = std::move(log), profile, application] {
        std::vector<Device> devices = devicesOf(*dictionary, log, profile, application);
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
                               application.isEmpty() ? device.applications.join(QStringLiteral(", ")) : QString(),
                               Meaning::Plain});
        }
        source.deliver(std::move(entries));
    });
    return source.call();
}

} // namespace Models
