// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/deviceapi.h"
#include "backend/import/importrunner.h"

#include <QCoreApplication>
#include <QMap>
#include <QPointer>

#include <functional>
#include <map>

/// A clock that goes on when the test has nothing else to do.
class FakeClock
{
public:
    qint64 now = 1'000'000;

    Backend::ImportClock clock()
    {
        return {
            [this] { return now; },
            [this](qint64 ms, QObject *context, std::function<void()> call) { after(ms, context, std::move(call)); }};
    }
    void after(qint64 ms, QObject *context, std::function<void()> call)
    {
        m_wakes.emplace(now + std::max<qint64>(0, ms), Wake{context, std::move(call)});
    }
    /// Lets everything happen until `done`; false when nothing happens any more.
    bool run(const std::function<bool()> &done)
    {
        while (true) {
            // What was posted by what was posted, too.
            for (int i = 0; i < 6; ++i) {
                QCoreApplication::sendPostedEvents();
                QCoreApplication::processEvents();
            }
            if (done())
                return true;
            if (m_wakes.empty())
                return false;
            const auto first = m_wakes.begin();
            now = std::max(now, first->first);
            const Wake wake = std::move(first->second);
            m_wakes.erase(first);
            if (wake.context)
                wake.call();
        }
    }

private:
    struct Wake
    {
        QPointer<QObject> context;
        std::function<void()> call;
    };
    std::multimap<qint64, Wake> m_wakes;
};

/// A network with devices, a distance, and an optional limit of calls per minute, as its servers have it.
class FakeDevices : public Domain::DeviceApi
{
public:
    using Done = Domain::Result<Domain::Done>;
    using Problem = Domain::Problem;

    explicit FakeDevices(FakeClock *clock)
        : m_clock(clock)
    {
    }

    QMap<QString, Domain::Device> stored;
    /// What refuses a registration; none lets it happen.
    std::function<Problem(const Domain::Device &device, int attempt)> script;
    /// Problems that do not keep the device from being registered all the same, or by half.
    std::function<bool(const Problem &)> leavesIt = [](const Problem &) { return false; };
    int latencyMs = 20;
    int perMinute = 0; ///< calls; 0: no limit. A device takes four
    int created = 0;
    int removed = 0;
    int restored = 0;
    int refusals = 0;
    int underWay = 0;
    int mostUnderWay = 0;
    bool hasBackups = true;
    QStringList unreadable; ///< ids whose backup lacks its keys

    Domain::Call<Domain::Result<Domain::DevicePage>> devices(const QString &, const Domain::DeviceQuery &query) override
    {
        Domain::DevicePage page;
        const QList<Domain::Device> all = stored.values();
        page.total = all.size();
        page.devices = all.mid(qsizetype(query.limit) * (query.page - 1), query.limit);
        return answer(Domain::Result<Domain::DevicePage>(page));
    }
    Domain::Call<Domain::Result<Domain::Device>> device(const QString &, const QString &id,
                                                        Domain::DeviceKeys keys) override
    {
        if (!stored.contains(id) || vanished.contains(id))
            return answer(Domain::Result<Domain::Device>(notFound(id)));
        Domain::Device found = stored.value(id);
        if (keys == Domain::DeviceKeys::Leave)
            found.appKey = found.nwkSKey = found.appSKey = std::nullopt;
        return answer(Domain::Result<Domain::Device>(found));
    }
    Domain::Call<Done> createDevice(const Domain::Device &device) override { return put(device); }
    Domain::Call<Done> changeDevice(const QString &, const QString &, const Domain::DeviceChange &) override
    {
        return Domain::notOfThisNetwork<Domain::Done>();
    }
    Domain::Call<Done> deleteDevice(const QString &, const QString &id) override
    {
        ++removed;
        stored.remove(id);
        return answer(Done(Domain::Done{}));
    }
    Domain::Call<Domain::Result<Domain::DeviceBackup>> backup(const QString &application, const QString &id) override
    {
        if (!hasBackups)
            return Domain::notOfThisNetwork<Domain::DeviceBackup>();
        if (!stored.contains(id) || vanished.contains(id))
            return answer(Domain::Result<Domain::DeviceBackup>(notFound(id)));
        Domain::DeviceBackup backup;
        backup.application = application;
        backup.id = id;
        backup.json
            = "{\"ids\":{\"device_id\":\"" + id.toUtf8() + "\"},\"root_keys\":{\"app_key\":{\"key\":\"secret\"}}}";
        if (unreadable.contains(id))
            backup.missing += QStringLiteral("root_keys");
        return answer(Domain::Result<Domain::DeviceBackup>(backup));
    }
    Domain::Result<Domain::DeviceBackup> backupOf(const QByteArray &json) const override
    {
        Domain::DeviceBackup backup;
        backup.json = json;
        if (json.contains("impossible"))
            return Problem{Problem::Code::SheetUnreadable, {}, {}, {}, false};
        return backup;
    }
    Domain::Call<Done> restore(const Domain::DeviceBackup &backup, const QString &application,
                               const QString &id) override
    {
        ++restored;
        restoredJson += backup.json;
        Domain::Device device;
        device.application = application;
        device.id = id;
        return put(device);
    }

    QStringList vanished; ///< ids that are listed, and gone when one asks for them
    QByteArray restoredJson;
    QMap<QString, int> attempts;

private:
    static Problem notFound(const QString &id) { return {Problem::Code::DeviceNotFound, {id}, {}, {}, false}; }

    template <typename T>
    Domain::Call<T> answer(T value)
    {
        const Domain::CallSource<T> source;
        m_clock->after(latencyMs, &m_context, [source, value] { source.deliver(value); });
        return source.call();
    }

    Domain::Call<Done> put(const Domain::Device &device)
    {
        mostUnderWay = std::max(mostUnderWay, ++underWay);
        const int attempt = ++attempts[device.id];
        Problem problem = limited();
        if (!problem && script)
            problem = script(device, attempt);
        if (!problem && stored.contains(device.id))
            problem = {Problem::Code::IdTaken, {}, {}, {}, false};
        else if (!problem || leavesIt(problem))
            stored.insert(device.id, device);
        created += problem ? 0 : 1;
        refusals += problem ? 1 : 0;
        const Domain::CallSource<Done> source;
        source.onCancel([this] { --underWay; });
        m_clock->after(latencyMs, &m_context, [this, source, problem] {
            if (source.isCancelled())
                return;
            --underWay;
            source.deliver(problem ? Done(problem) : Done(Domain::Done{}));
        });
        return source.call();
    }

    /// A bucket that fills steadily.
    Problem limited()
    {
        if (perMinute == 0)
            return {};
        if (m_filledAt < 0)
            m_tokens = perMinute;
        else
            m_tokens = std::min<double>(perMinute, m_tokens + double(m_clock->now - m_filledAt) * perMinute / 60'000);
        m_filledAt = m_clock->now;
        if (m_tokens >= 4) {
            m_tokens -= 4;
            return {};
        }
        const int seconds = int((4 - m_tokens) * 60 / perMinute) + 1;
        return {Problem::Code::RateLimited, {QString::number(seconds)}, {}, {}, true};
    }

    FakeClock *m_clock;
    QObject m_context;
    double m_tokens = 0;
    qint64 m_filledAt = -1;
};
