// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/windowbench.h"

#include "backend/accounts/profilestore.h"
#include "backend/domain/clock.h"
#include "backend/history/sqlitehistorystore.h"
#include "tests/bench/storedevents.h"

#include <QFile>
#include <QProcess>

#include <algorithm>
#include <cstdio>
#include <utility>

#ifdef Q_OS_LINUX
#include <time.h>
#include <unistd.h>
#endif

namespace Bench {

using namespace Domain;

double residentMb()
{
#ifdef Q_OS_LINUX
    QFile file(QStringLiteral("/proc/self/statm"));
    if (file.open(QIODevice::ReadOnly))
        return double(file.readAll().split(' ').value(1).toLongLong()) * double(sysconf(_SC_PAGESIZE)) / 1e6;
#endif
    return 0;
}

double threadCpuMs()
{
#ifdef Q_OS_LINUX
    timespec time{};
    if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) == 0)
        return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
#endif
    return 0;
}

void StallWatch::timerEvent(QTimerEvent *)
{
    const double cpuMs = threadCpuMs();
    if (m_clock.isValid()) {
        m_longest.wallMs = std::max(m_longest.wallMs, double(m_clock.nsecsElapsed()) / 1e6);
        m_longest.cpuMs = std::max(m_longest.cpuMs, cpuMs - m_cpuMs);
    }
    m_cpuMs = cpuMs;
    m_clock.start();
}

StallWatch::Stall StallWatch::takeLongest()
{
    return std::exchange(m_longest, {});
}

void WindowRun::prepare(quint16 port)
{
    QProcess filler;
    filler.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    filler.start(QCoreApplication::applicationFilePath(),
                 {QStringLiteral("fill"), folder, QString::number(events), QString::number(port)});
    if (!filler.waitForFinished(-1) || filler.exitCode() != 0)
        return fail(QStringLiteral("the history could not be made"));
    events = filler.readAllStandardOutput().trimmed().toLongLong();
}

QJsonObject WindowRun::result() const
{
    QJsonObject result{{QStringLiteral("figures"), figures}, {QStringLiteral("peers"), peers}};
    if (!failed.isEmpty())
        result.insert(QStringLiteral("failed"), failed);
    return result;
}

int runFill(const QStringList &arguments)
{
    const Backend::Paths paths = Backend::Paths::below(arguments.value(0));
    const qint64 events = arguments.value(1).toLongLong();
    Backend::ProfileStore profiles(paths.profilesFile());
    if (events <= 0 || paths.create() || profiles.load())
        return 1;
    Profile profile;
    if (!profiles.profiles().empty())
        profile = profiles.profiles().front();
    profile.name = QStringLiteral("A week");
    profile.mqtt = {QStringLiteral("127.0.0.1"), arguments.value(2).toUShort(), std::nullopt};
    profile.applications = {QStringLiteral("bench")};
    if (profile.id.isNull() ? profiles.add(profile) : profiles.update(profile))
        return 1;
    Dictionary dictionary;
    Problem problem;
    Backend::HistoryOptions options;
    options.path = paths.historyFile(profile.id);
    options.profile = dictionary.internProfile(profile.name);
    options.dictionary = &dictionary;
    const auto store = Backend::SqliteHistoryStore::open(options, &problem);
    if (!store || problem)
        return 1;
    if (store->info().events == 0) {
        constexpr int batchEvents = 2'000;
        StoredEvents source(dictionary, options.profile, nowNs() - events * StoredEvents::IntervalNs);
        std::vector<EventRecord> records;
        std::vector<RawMessage> raw;
        for (qint64 done = 0; done < events; done += batchEvents) {
            records.clear();
            raw.clear();
            for (int i = 0; i < batchEvents; ++i)
                source.add(records, raw);
            if (store->append(records, raw))
                return 1;
        }
        // As a console leaves it that was closed.
        store->saveCounters({});
    }
    std::printf("%lld\n", static_cast<long long>(store->info().events));
    return 0;
}

} // namespace Bench
