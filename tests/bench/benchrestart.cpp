// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/benchrestart.h"

#include "app/console/console.h"
#include "models/historysearch.h"
#include "tests/bench/windowbench.h"
#include "ui/mainwindow.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QSettings>
#include <QTemporaryDir>

#include <algorithm>

namespace Bench {

namespace {

using namespace Domain;

/// Looks through everything stored, as the window does for "Search older events" and for filters over the message.
void search(WindowRun &run, App::Console &console, const char *filter, const char *firstKey, const char *wholeKey)
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

void measure(WindowRun &run)
{
    App::Console::Options options;
    options.paths = run.paths();
    App::Console console(options);
    QSettings settings(options.paths.configFolder() + QLatin1String("/settings.ini"), QSettings::IniFormat);
    Gui::MainWindow window(console, settings);
    window.resize(1280, 800);
    window.show();
    run.waitMs("the window", [&] { return window.isVisible(); });
    QCoreApplication::processEvents();
    const double emptyMb = residentMb();
    Models::LiveLogStore &log = console.liveLog();
    bool told = false;
    QObject::connect(&console, &App::Console::hasOlderEventsChanged, &window, [&] { told = true; });

    run.stalls.takeLongest();
    QElapsedTimer clock;
    clock.start();
    console.start();
    run.waitMs("the first screen", [&] { return log.rowCount() > 0; });
    run.set("newest_screen_ms", double(clock.nsecsElapsed()) / 1e6);
    run.waitMs("the newest million", [&] { return told; });
    run.set("newest_million_ms", double(clock.nsecsElapsed()) / 1e6);
    run.set("newest_million_rows", log.rowCount());
    run.set("newest_million_gui_stall_max_ms", run.stalls.takeLongest().wallMs);
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
    run.set("load_older_gui_stall_max_ms", run.stalls.takeLongest().wallMs);
    run.set("whole_rows", log.rowCount());
    run.set("whole_rss_above_empty_mb", residentMb() - emptyMb);
    if (log.rowCount() != run.events)
        run.fail(QStringLiteral("%1 of %2 events are in the log").arg(log.rowCount()).arg(run.events));

    search(run, console, "device:field-17*", "record_search_first_ms", "record_search_whole_ms");
    search(run, console, "temperature>39.8", "content_search_first_ms", "content_search_whole_ms");
    run.set("search_gui_stall_max_ms", run.stalls.takeLongest().wallMs);

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
    WindowRun run;
    run.events = std::max(qint64(0), option("--events").toLongLong());
    if (run.events == 0)
        run.events = 2'000'000;
    const QString kept = option("--data-dir");
    run.folder = kept.isEmpty() ? folder.path() : kept;
    run.prepare(1); // nobody listens there
    if (run.failed.isEmpty())
        measure(run);
    return run.result();
}

} // namespace Bench
