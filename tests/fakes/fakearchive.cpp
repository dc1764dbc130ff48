// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fakes/fakearchive.h"

#include <algorithm>

namespace TestSupport {

namespace {

template <typename T>
Domain::Call<T> answered(T value)
{
    const Domain::CallSource<T> source;
    source.deliver(std::move(value));
    return source.call();
}

} // namespace

bool FakeArchive::isPersistent() const
{
    return persistent;
}

Domain::Call<Domain::Result<QString>> FakeArchive::keep(const Domain::DeviceBackup &backup,
                                                        const Domain::ArchivedDevice &about)
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

Domain::Call<Domain::Result<QList<Domain::ArchivedDevice>>> FakeArchive::list()
{
    if (problem)
        return answered(Domain::Result<QList<Domain::ArchivedDevice>>(problem));
    QList<Domain::ArchivedDevice> devices;
    for (const auto &[entry, backup] : entries)
        devices << entry;
    return answered(Domain::Result(devices));
}

Domain::Call<Domain::Result<Domain::DeviceBackup>> FakeArchive::take(const QString &id)
{
    const auto found = find(id);
    if (found == entries.end())
        return answered(Domain::Result<Domain::DeviceBackup>(
            Domain::Problem{Domain::Problem::Code::EntryNotFound, {}, {}, {}, false}));
    return answered(Domain::Result(found->second));
}

Domain::Call<Domain::Result<Domain::Done>> FakeArchive::drop(const QString &id)
{
    if (const auto found = find(id); found != entries.end()) {
        entries.erase(found);
        Q_EMIT changed();
    }
    return answered(Domain::Result(Domain::Done{}));
}

std::vector<std::pair<Domain::ArchivedDevice, Domain::DeviceBackup>>::iterator FakeArchive::find(const QString &id)
{
    return std::find_if(entries.begin(), entries.end(), [&](const auto &entry) { return entry.first.id == id; });
}

} // namespace TestSupport
