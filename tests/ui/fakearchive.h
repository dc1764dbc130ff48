// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/devicearchive.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace TestSupport {

/// *Recently deleted* in memory; answers come with the event loop.
class FakeArchive : public Domain::DeviceArchive
{
public:
    [[nodiscard]] bool isPersistent() const override { return persistent; }
    [[nodiscard]] Domain::Call<Domain::Result<QString>> keep(const Domain::DeviceBackup &backup,
                                                             const Domain::ArchivedDevice &about) override
    {
        if (problem)
            return answered(Domain::Result<QString>(problem));
        Domain::ArchivedDevice entry = about;
        entry.id = QString::number(++m_last);
        entry.when = QDateTime::currentDateTimeUtc();
        entries.insert(entries.begin(), {entry, backup});
        Q_EMIT changed();
        return answered(Domain::Result<QString>(entry.id));
    }
    [[nodiscard]] Domain::Call<Domain::Result<QList<Domain::ArchivedDevice>>> list() override
    {
        if (problem)
            return answered(Domain::Result<QList<Domain::ArchivedDevice>>(problem));
        QList<Domain::ArchivedDevice> devices;
        for (const auto &[entry, backup] : entries)
            devices << entry;
        return answered(Domain::Result(devices));
    }
    [[nodiscard]] Domain::Call<Domain::Result<Domain::DeviceBackup>> take(const QString &id) override
    {
        const auto found = find(id);
        if (found == entries.end())
            return answered(Domain::Result<Domain::DeviceBackup>(
                Domain::Problem{Domain::Problem::Code::EntryNotFound, {}, {}, {}, false}));
        return answered(Domain::Result(found->second));
    }
    [[nodiscard]] Domain::Call<Domain::Result<Domain::Done>> drop(const QString &id) override
    {
        if (const auto found = find(id); found != entries.end()) {
            entries.erase(found);
            Q_EMIT changed();
        }
        return answered(Domain::Result(Domain::Done{}));
    }

    std::vector<std::pair<Domain::ArchivedDevice, Domain::DeviceBackup>> entries; ///< newest first
    Domain::Problem problem; ///< what keep() and list() answer with
    bool persistent = true;

private:
    template <typename T>
    static Domain::Call<T> answered(T value)
    {
        const Domain::CallSource<T> source;
        source.deliver(std::move(value));
        return source.call();
    }
    std::vector<std::pair<Domain::ArchivedDevice, Domain::DeviceBackup>>::iterator find(const QString &id)
    {
        return std::find_if(entries.begin(), entries.end(), [&](const auto &entry) { return entry.first.id == id; });
    }

    int m_last = 0;
};

} // namespace TestSupport
