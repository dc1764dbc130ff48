// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/accounts/sealeddevicearchive.h"

#include "backend/accounts/sealedfiles.h"
#include "backend/domain/clock.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <utility>

namespace Backend {

using Domain::ArchivedDevice;
using Domain::Call;
using Domain::CallSource;
using Domain::DeviceArchive;
using Domain::DeviceBackup;
using Domain::Done;
using Domain::Problem;
using Domain::Result;

namespace {

// An entry is a file of three records: what the list shows, the backup's message, its JSON.
constexpr qsizetype messageRecord = 1;
constexpr qsizetype jsonRecord = 2;

QString prefix()
{
    return QStringLiteral("deleted-");
}

QDateTime now()
{
    return QDateTime::fromMSecsSinceEpoch(Domain::nowNs() / 1'000'000, Qt::UTC);
}

bool isExpired(const ArchivedDevice &entry)
{
    return entry.when.addDays(DeviceArchive::keptDays) <= now();
}

QByteArray toJson(const ArchivedDevice &entry)
{
    const QJsonObject object{
        {QStringLiteral("profile"), entry.profile.toString(QUuid::WithoutBraces)},
        {QStringLiteral("profile_name"), entry.profileName},
        {QStringLiteral("application"), entry.application},
        {QStringLiteral("device"), entry.device},
        {QStringLiteral("name"), entry.name},
        {QStringLiteral("dev_eui"), entry.devEui ? entry.devEui->toString() : QString()},
        {QStringLiteral("when"), entry.when.toString(Qt::ISODateWithMs)},
        {QStringLiteral("reason"), int(entry.reason)},
        {QStringLiteral("moved_to"), entry.movedTo},
        {QStringLiteral("who"), entry.who},
        {QStringLiteral("missing"), QJsonArray::fromStringList(entry.missing)},
    };
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

std::optional<ArchivedDevice> fromJson(const QString &id, const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    ArchivedDevice entry;
    entry.id = id;
    entry.profile = QUuid::fromString(object.value(u"profile").toString());
    entry.profileName = object.value(u"profile_name").toString();
    entry.application = object.value(u"application").toString();
    entry.device = object.value(u"device").toString();
    entry.name = object.value(u"name").toString();
    entry.devEui = Domain::Eui::fromHex(object.value(u"dev_eui").toString().toStdString());
    entry.when = QDateTime::fromString(object.value(u"when").toString(), Qt::ISODateWithMs);
    entry.reason = ArchivedDevice::Reason(object.value(u"reason").toInt());
    entry.movedTo = object.value(u"moved_to").toString();
    entry.who = object.value(u"who").toString();
    for (const QJsonValue path : object.value(u"missing").toArray())
        entry.missing += path.toString();
    const bool known = entry.reason == ArchivedDevice::Reason::Deleted || entry.reason == ArchivedDevice::Reason::Moved;
    return known && entry.when.isValid() && !entry.device.isEmpty() ? std::optional(entry) : std::nullopt;
}

Problem notThere()
{
    return {Problem::Code::EntryNotFound, {}, {}, {}, false};
}

} // namespace

struct SealedDeviceArchive::Listing
{
    CallSource<Result<QList<ArchivedDevice>>> source;
    qsizetype open = 0;
    Problem problem; ///< the keychain's or the disk's; not that of one entry
};

SealedDeviceArchive::SealedDeviceArchive(SealedFiles &files, QObject *parent)
    : DeviceArchive(parent)
    , m_files(files)
{
}

bool SealedDeviceArchive::isPersistent() const
{
    return m_files.isPersistent();
}

template <typename T>
void SealedDeviceArchive::follow(Call<Result<T>> call, std::function<void(const Result<T> &)> then)
{
    const quint64 run = ++m_lastRun;
    const auto held = std::make_shared<Call<Result<T>>>(std::move(call));
    m_running.insert(run, held);
    held->then(this, [this, run, then = std::move(then)](const Result<T> &result) {
        const std::shared_ptr<void> done = m_running.take(run);
        then(result);
    });
}

Call<Result<QString>> SealedDeviceArchive::keep(const DeviceBackup &backup, const ArchivedDevice &about)
{
    const CallSource<Result<QString>> source;
    ArchivedDevice entry = about;
    entry.id = prefix() + QUuid::createUuid().toString(QUuid::WithoutBraces);
    entry.when = now();
    entry.application = backup.application;
    entry.device = backup.id;
    entry.missing = backup.missing;
    follow<Done>(m_files.write(entry.id, {toJson(entry), backup.message, backup.json}),
                 [this, source, entry](const Result<Done> &result) {
                     if (!result) {
                         source.deliver(result.problem);
                         return;
                     }
                     m_entries.insert(entry.id, entry);
                     source.deliver(entry.id);
                     Q_EMIT changed();
                 });
    return source.call();
}

Call<Result<QList<ArchivedDevice>>> SealedDeviceArchive::list()
{
    const auto listing = std::make_shared<Listing>();
    follow<QStringList>(m_files.list(prefix()), [this, listing](const Result<QStringList> &names) {
        if (names)
            onNames(listing, names.value);
        else
            listing->source.deliver(names.problem);
    });
    return listing->source.call();
}

void SealedDeviceArchive::onNames(const std::shared_ptr<Listing> &listing, const QStringList &names)
{
    erase_if(m_entries, [&](auto entry) { return !names.contains(entry.key()); });
    listing->open = 1;
    for (const QString &name : names) {
        if (m_entries.contains(name))
            continue;
        ++listing->open;
        // Without the records that hold secrets.
        follow<QList<QByteArray>>(
            m_files.read(name, messageRecord),
            [this, listing, name](const Result<QList<QByteArray>> &records) { onEntry(listing, name, records); });
    }
    finish(listing);
}

void SealedDeviceArchive::onEntry(const std::shared_ptr<Listing> &listing, const QString &id,
                                  const Result<QList<QByteArray>> &records)
{
    using Code = Problem::Code;
    const std::optional<ArchivedDevice> entry
        = records.value.isEmpty() ? std::nullopt : fromJson(id, records.value.constFirst());
    const Code code = records.problem.code;
    if (code == Code::SealedFileDamaged || code == Code::SealedFileForeign || code == Code::SealedFileNewer)
        Q_EMIT damageFound(records.problem);
    else if (!records)
        listing->problem = records.problem;
    else if (entry)
        m_entries.insert(id, *entry);
    finish(listing);
}

void SealedDeviceArchive::finish(const std::shared_ptr<Listing> &listing)
{
    if (--listing->open > 0)
        return;
    if (listing->problem) {
        listing->source.deliver(listing->problem);
        return;
    }
    QList<ArchivedDevice> entries;
    for (const ArchivedDevice &entry : m_entries.values()) {
        if (isExpired(entry))
            setExpired(entry.id);
        else
            entries += entry;
    }
    std::sort(entries.begin(), entries.end(), [](const ArchivedDevice &a, const ArchivedDevice &b) {
        return a.when != b.when ? a.when > b.when : a.id < b.id;
    });
    listing->source.deliver(entries);
}

/// Quietly: the list that is being made does not have it, and one that had it was told a time that has passed.
void SealedDeviceArchive::setExpired(const QString &id)
{
    m_entries.remove(id);
    follow<Done>(m_files.remove(id), [](const Result<Done> &) {});
}

Call<Result<DeviceBackup>> SealedDeviceArchive::take(const QString &id)
{
    const CallSource<Result<DeviceBackup>> source;
    if (!id.startsWith(prefix())) {
        source.deliver(notThere());
        return source.call();
    }
    follow<QList<QByteArray>>(m_files.read(id), [this, source, id](const Result<QList<QByteArray>> &records) {
        const std::optional<ArchivedDevice> entry
            = records.value.size() > jsonRecord ? fromJson(id, records.value.constFirst()) : std::nullopt;
        if (!records)
            source.deliver(records.problem);
        else if (entry && !isExpired(*entry))
            source.deliver(DeviceBackup{entry->application, entry->device, records.value.at(messageRecord),
                                        records.value.at(jsonRecord), entry->missing});
        else
            source.deliver(notThere());
        if (!entry)
            forget(id);
    });
    return source.call();
}

Call<Result<Done>> SealedDeviceArchive::drop(const QString &id)
{
    const CallSource<Result<Done>> source;
    if (!id.startsWith(prefix())) {
        source.deliver(Done());
        return source.call();
    }
    follow<Done>(m_files.remove(id), [this, source, id](const Result<Done> &result) {
        source.deliver(result);
        if (result)
            forget(id);
    });
    return source.call();
}

void SealedDeviceArchive::forget(const QString &id)
{
    if (m_entries.remove(id) > 0)
        Q_EMIT changed();
}

} // namespace Backend
