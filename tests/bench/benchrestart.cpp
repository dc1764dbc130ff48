// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/benchrestart.h"

#include "app/console/console.h"
#include "backend/domain/clock.h"
#include "backend/history/sqlitehistorystore.h"
#include "models/historysearch.h"
#include "tests/bench/storedevents.h"
#include "ui/mainwindow.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QSettings>
#include <QTemporaryDir>

#include <algorithm>

#ifdef Q_OS_LINUX
#include <unistd.h>
#endif

namespace Bench {

namespace {

using namespace Domain;

constexpr int PatienceMs = 600'000;
constexpr int BatchEvents = 2'000;

double residentMb()
{
#ifdef Q_OS_LINUX
    QFile file(QStringLiteral("/proc/self/statm"));
    if (file.open(QIODevice::ReadOnly))
        return double(file.readAll().split(' ').value(1).toLongLong()) * double(sysconf(_SC_PAGESIZE)) / 1e6;
#endif
    return 0;
}

/// Notices how long the event loop was busy with something else.
class StallWatch : public QObject
{
public:
    StallWatch() { m_timer = startTimer(1, Qt::PreciseTimer); }
    double takeLongestMs() { return std::exchange(m_longestMs, 0); }

protected:
    void timerEvent(QTimerEvent *) override
    {
        if (m_clock.isValid())
            m_longestMs = std::max(m_longestMs, double(m_clock.nsecsElapsed()) / 1e6);
        m_clock.start();
    }

private:
    QElapsedTimer m_clock;
    double m_longestMs = 0;
    int m_timer = 0;
};

struct Run
{
    Backend::Paths paths = Backend::Paths::standard();
    qint64 events = 2'000'000;
    QJsonObject figures;
    QString failed;

    void set(const char *key, double value) { figures.insert(QLatin1String(key), value); }
    void fail(const QString &why)
    {
        if (failed.isEmpty())
            failed = why;
    }
    /// Runs the event loop until `done`.
    template <typename Condition>
    double waitMs(const char *what, Condition done)
    {
        QElapsedTimer clock;
        clock.start();
        while (failed.isEmpty() && !done()) {
            if (clock.elapsed() > PatienceMs)
                fail(QStringLiteral("waited too long for %1").arg(QLatin1String(what)));
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 20);
        }
        return double(clock.nsecsElapsed()) / 1e6;
    }
};

/// A saved profile with its history; one that is there already is used again.
void prepare(Run &run)
{
    if (run.paths.create())
        return run.fail(QStringLiteral("the folder cannot be made"));
    Backend::ProfileStore profiles(run.paths.profilesFile());
    if (profiles.load())
        return run.fail(QStringLiteral("the profiles cannot be read"));
    Profile profile;
    if (profiles.profiles().empty()) {
        profile.name = QStringLiteral("A week");
        profile.mqtt = {QStringLiteral("127.0.0.1"), 1, std::nullopt};
        profile.applications = {QStringLiteral("orchard")};
        if (profiles.add(profile))
            return run.fail(QStringLiteral("the profile cannot be saved"));
    } else {
        profile = profiles.profiles().front();
    }
    Dictionary dictionary;
    Problem problem;
    Backend::HistoryOptions options;
    options.path = run.paths.historyFile(profile.id);
    options.profile = dictionary.internProfile(profile.name);
    options.dictionary = &dictionary;
    const auto store = Backend::SqliteHistoryStore::open(options, &problem);
    if (!store || problem)
        return run.fail(QStringLiteral("the history cannot be opened"));
    run.events = std::max(run.events, qint64(store->info().events));
    if (store->info().events > 0)
        return;
    StoredEvents source(dictionary, options.profile, nowNs() - run.events * StoredEvents::IntervalNs);
    std::vector<EventRecord> records;
    std::vector<RawMessage> raw;
    for (qint64 done = 0; done < run.events; done += BatchEvents) {
        records.clear();
        raw.clear();
        for (int i = 0; i < BatchEvents; ++i)
            source.add(records, raw);
        if (store->append(records, raw))
            return run.fail(QStringLiteral("the history cannot be written"));
    }
    // As a console leaves it that was closed.
    store->saveCounters({});
    run.events = qint64(store->info().events);
}

/// Looks through everything stored, as the window does for "Search older events" and for filters over the message.
void search(Run &run, App::Console &console, const char *filter, const char *firstKey, const char *wholeKey)
{
    const FilterSpec spec = FilterSpec::parse(QString::fromLatin1(filter)).spec;
    Models::LiveLogStore results;
    Models::HistorySearch search(&console.liveLog(), &results);
    const ProfileRef profile = console.profiles().front();
    search.setReader(profile, console.reader(profile));
    QElapsedTimer clock;
    clock.start();
    search.start(spec);
    run.waitMs("the first screen of a search", [&] { return results.rowCount() >= 40 || !search.isRunning(); });
    run.set(firstKey, double(clock.nsecsElapsed()) / 1e6);
    run.waitMs("a whole search", [&] { return !search.isRunning(); });
    run.set(wholeKey, double(clock.nsecsElapsed()) / 1e6);
    if (qint64(search.scanned()) < run.events)
        run.fail(QStringLiteral("\"%1\" looked at %2 events only").arg(QLatin1String(filter)).arg(search.scanned()));
    if (results.rowCount() == 0 || results.record(0).seq > run.events / 10)
        run.fail(QStringLiteral("\"%1\" did not reach the oldest events").arg(QLatin1String(filter)));
    if (spec.needsContent())
        return;
    const RecordPredicate predicate(spec, console.dictionary());
    int inMemory = 0;
    for (int row = 0; row < console.liveLog().rowCount(); ++row)
        inMemory += predicate(console.liveLog().record(row));
    if (inMemory != results.rowCount())
        run.fail(QStringLiteral("%1 found in memory, %2 in the file").arg(inMemory).arg(results.rowCount()));
}

void measure(Run &run)
{
    App::Console::Options options;
    options.paths = run.paths;
    App::Console console(options);
    QSettings settings(run.paths.configFolder() + QLatin1String("/settings.ini"), QSettings::IniFormat);
    Gui::MainWindow window(console, settings);
    window.resize(1280, 800);
    window.show();
    run.waitMs("the window", [&] { return window.isVisible(); });
    QCoreApplication::processEvents();
    const double emptyMb = residentMb();
    Models::LiveLogStore &log = console.liveLog();
    bool told = false;
    QObject::connect(&console, &App::Console::hasOlderEventsChanged, &window, [&] { told = true; });

    StallWatch stalls;
    QElapsedTimer clock;
    clock.start();
    console.start();
    run.waitMs("the first screen", [&] { return log.rowCount() > 0; });
    run.set("newest_screen_ms", double(clock.nsecsElapsed()) / 1e6);
    run.waitMs("the newest million", [&] { return told; });
    run.set("newest_million_ms", double(clock.nsecsElapsed()) / 1e6);
    run.set("newest_million_rows", log.rowCount());
    run.set("newest_million_gui_stall_max_ms", stalls.takeLongestMs());
    run.set("rss_empty_mb", emptyMb);
    run.set("rss_above_empty_mb", residentMb() - emptyMb);

    clock.start();
    int orders = 0;
    while (run.failed.isEmpty() && console.hasOlderEvents()) {
        const int before = log.rowCount();
        console.loadOlder();
        run.waitMs("an older page", [&] { return log.rowCount() > before || !console.hasOlderEvents(); });
        ++orders;
    }
    run.set("load_older_page_ms", orders ? double(clock.nsecsElapsed()) / 1e6 / orders : 0);
    run.set("load_older_pages", orders);
    run.set("load_older_gui_stall_max_ms", stalls.takeLongestMs());
    run.set("whole_rows", log.rowCount());
    run.set("whole_rss_above_empty_mb", residentMb() - emptyMb);
    if (log.rowCount() != run.events)
        run.fail(QStringLiteral("%1 of %2 events are in the log").arg(log.rowCount()).arg(run.events));

    search(run, console, "device:field-17*", "record_search_first_ms", "record_search_whole_ms");
    search(run, console, "temperature>39.8", "content_search_first_ms", "content_search_whole_ms");
    run.set("search_gui_stall_max_ms", stalls.takeLongestMs());

    bool ended = false;
    QObject::connect(&console, &App::Console::shutDown, &window, [&] { ended = true; });
    window.close();
    console.close();
    run.set("close_ms", run.waitMs("the end", [&] { return ended; }));
}

} // namespace

QJsonObject runRestartBench(const QStringList &arguments)
{
    const QTemporaryDir folder;
    const auto option = [&](const char *name) {
        const qsizetype at = arguments.indexOf(QLatin1String(name));
        return at >= 0 ? arguments.value(at + 1) : QString();
    };
    Run run;
    const QString kept = option("--data-dir");
    run.paths = Backend::Paths::below(kept.isEmpty() ? folder.path() : kept);
    if (const qint64 events = option("--events").toLongLong(); events > 0)
        run.events = events;
    prepare(run);
    if (run.failed.isEmpty())
        measure(run);
    QJsonObject result{{QStringLiteral("figures"), run.figures}, {QStringLiteral("peers"), QJsonObject()}};
    if (!run.failed.isEmpty())
        result.insert(QStringLiteral("failed"), run.failed);
    return result;
}

} // namespace Bench
