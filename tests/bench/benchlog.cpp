// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/benchlog.h"

#include "app/console/console.h"
#include "backend/sandbox/mosquittobroker.h"
#include "tests/bench/benchpublisher.h"
#include "tests/bench/windowbench.h"
#include "ui/live/livelogview.h"
#include "ui/live/livepage.h"
#include "ui/mainwindow.h"

#include <QApplication>
#include <QEvent>
#include <QScrollBar>
#include <QSettings>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QTemporaryDir>

#include <algorithm>
#include <vector>

namespace Bench {

namespace {

using namespace Domain;
using Models::LiveLogModel;

constexpr int AppendRounds = 1'000;
constexpr int AppendedRows = 50;
constexpr int FilterRounds = 5;
constexpr int PeerRows = 100'000;
constexpr int SummaryMs = 300; ///< it is there much earlier

/// Tells when the log was painted with rows in it.
class PaintWatch : public QObject
{
public:
    explicit PaintWatch(Gui::LiveLogView *view)
        : m_view(view)
    {
        view->viewport()->installEventFilter(this);
    }
    bool hasPaintedRows() const { return m_painted; }
    void forget() { m_painted = false; }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        m_painted = m_painted || (event->type() == QEvent::Paint && m_view->model()->rowCount() > 0);
        return false;
    }

private:
    Gui::LiveLogView *m_view;
    bool m_painted = false;
};

/// The console as a person has it: everything but the person.
struct House
{
    explicit House(const WindowRun &run)
        : console(options(run))
        , settings(run.paths().configFolder() + QLatin1String("/settings.ini"), QSettings::IniFormat)
        , window(console, settings)
    {
        window.resize(1280, 800);
        window.show();
    }
    static App::Console::Options options(const WindowRun &run)
    {
        App::Console::Options options;
        options.paths = run.paths();
        return options;
    }
    Gui::LivePage &page() { return *window.livePage(); }
    Gui::LiveLogView &view() { return *window.livePage()->view(); }

    App::Console console;
    QSettings settings;
    Gui::MainWindow window;
};

double percentile(std::vector<double> &values, double share)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[std::size_t(double(values.size() - 1) * share)];
}

/// From the order to filter until its rows are painted.
double filterMs(WindowRun &run, House &house, const QString &text)
{
    bool done = false;
    const auto link
        = QObject::connect(&house.page().log(), &Models::LiveLogProxy::filtered, &house.window, [&] { done = true; });
    QElapsedTimer clock;
    clock.start();
    house.page().setFilterText(text);
    run.waitMs("a filter", [&] { return done; });
    house.view().viewport()->repaint();
    const double taken = double(clock.nsecsElapsed()) / 1e6;
    QObject::disconnect(link);
    return taken;
}

/// The clock runs since before the console was made.
void open(WindowRun &run, House &house, const QElapsedTimer &clock)
{
    PaintWatch painted(&house.view());
    bool loaded = false;
    QObject::connect(&house.console, &App::Console::hasOlderEventsChanged, &house.window, [&] { loaded = true; });
    house.console.start();
    run.waitMs("the first screen", [&] { return painted.hasPaintedRows(); });
    run.set("first_paint_ms", double(clock.nsecsElapsed()) / 1e6);
    run.stalls.takeLongest();
    run.waitMs("the log", [&] { return loaded; });
    const QScrollBar *bar = house.view().verticalScrollBar();
    const qint64 rows = house.console.liveLog().rowCount();
    if (rows < std::min<qint64>(run.events, house.console.liveLog().cap()) - 65'536)
        run.fail(QStringLiteral("%1 events are in the log").arg(rows));
    if (bar->maximum() < qint64(house.view().model()->rowCount() - 100) * house.view().rowHeight(0))
        run.fail(QStringLiteral("the scroll bar tells of less than there is"));
    run.set("log_rows", double(rows));
    run.set("loaded_log_ms", double(clock.nsecsElapsed()) / 1e6);
    run.set("load_gui_stall_max_ms", run.stalls.takeLongest().wallMs);
    filterMs(run, house, QStringLiteral("device:field-17*"));
    run.set("usable_log_ms", double(clock.nsecsElapsed()) / 1e6);
    if (house.page().log().rowCount() == 0)
        run.fail(QStringLiteral("the filter found nothing"));
    filterMs(run, house, {});
}

void append(WindowRun &run, House &house)
{
    Models::LiveLogStore &log = house.console.liveLog();
    const ProfileRef profile = house.console.profiles().front();
    std::vector<EventRecord> records;
    for (int row = log.rowCount() - AppendedRows; row < log.rowCount(); ++row)
        records.push_back(log.record(row));
    qint64 seq = log.newestSeq(profile);
    std::vector<double> taken;
    std::vector<double> computed;
    PaintWatch painted(&house.view());
    QElapsedTimer clock;
    for (int round = 0; round < AppendRounds; ++round) {
        auto batch = std::make_shared<EventBatch>();
        batch->profile = profile;
        for (EventRecord &record : records) {
            record.seq = ++seq;
            record.timeNs += 1'000'000;
            record.receivedNs += 1'000'000;
        }
        batch->records = records;
        const double before = threadCpuMs();
        clock.start();
        log.append(batch);
        painted.forget();
        QCoreApplication::sendPostedEvents(); // the repaint among them
        if (!painted.hasPaintedRows())
            house.view().viewport()->repaint();
        taken.push_back(double(clock.nsecsElapsed()) / 1e6);
        computed.push_back(threadCpuMs() - before);
        QCoreApplication::processEvents();
    }
    run.set("append_median_ms", percentile(taken, 0.5));
    run.set("append_p99_ms", percentile(taken, 0.99));
    run.set("append_max_ms", taken.back());
    run.set("append_p99_cpu_ms", percentile(computed, 0.99)); // without what other programs took meanwhile
}

/// The slowest filter by its median: a busy machine must not decide.
void filter(WindowRun &run, House &house)
{
    double slowest = 0;
    double worst = 0;
    for (const char *text : {"device:field-17", "device:field-1*", "fport:2 fcnt:200-", "sf:12 snr<-5", "-kind:join"}) {
        std::vector<double> taken;
        for (int round = 0; round < FilterRounds; ++round) {
            taken.push_back(filterMs(run, house, QLatin1String(text)));
            taken.push_back(filterMs(run, house, {}));
        }
        slowest = std::max(slowest, percentile(taken, 0.5));
        worst = std::max(worst, taken.back());
    }
    run.set("filter_ms", slowest);
    run.set("filter_max_ms", worst);
}

void filterContent(WindowRun &run, House &house)
{
    std::vector<double> taken;
    for (int round = 0; round < FilterRounds; ++round) {
        const int screen = house.view().viewport()->height() / house.view().rowHeight(0) + 1;
        QElapsedTimer clock;
        clock.start();
        house.page().setFilterText(QStringLiteral("temperature>39"));
        run.waitMs("a content filter", [&] { return house.page().log().rowCount() >= screen; });
        house.view().viewport()->repaint();
        taken.push_back(double(clock.nsecsElapsed()) / 1e6);
        house.page().setFilterText({});
        QCoreApplication::processEvents();
    }
    run.set("content_filter_first_ms", percentile(taken, 0.5));
    run.set("content_filter_first_max_ms", taken.back());
}

/// Ctrl+A until the chosen rows are painted, and how long the window stood still until their summary was there. Not
/// with a screen reader: Qt tells of none on an offscreen platform.
void selectAll(WindowRun &run, House &house)
{
    std::vector<double> taken;
    double stall = 0;
    for (const bool filtered : {false, true}) {
        if (filtered)
            filterMs(run, house, QStringLiteral("fport:2"));
        for (int round = 0; round < FilterRounds; ++round) {
            house.view().clearSelection();
            run.waitMs("some turns", [turns = 0]() mutable { return ++turns > 20; });
            run.stalls.takeLongest();
            QElapsedTimer clock;
            clock.start();
            house.view().selectAll();
            house.view().viewport()->repaint();
            taken.push_back(double(clock.nsecsElapsed()) / 1e6);
            run.waitMs("the summary", [&] { return clock.elapsed() > SummaryMs; });
            stall = std::max(stall, run.stalls.takeLongest().wallMs);
        }
    }
    house.view().clearSelection();
    filterMs(run, house, {});
    run.set("select_all_ms", percentile(taken, 0.5));
    run.set("select_all_max_ms", taken.back());
    run.set("select_all_stall_max_ms", stall);
}

/// Broker, network, ingest, history and window, all of them, with the log at its limit.
void live(WindowRun &run, House &house, quint16 port, int seconds, int rate)
{
    App::Console &console = house.console;
    const ProfileRef profile = console.profiles().front();
    qint64 arrived = 0;
    quint64 lag = 0;
    QObject::connect(&console.liveLog(), &Models::LiveLogStore::rowsAppended, &house.window,
                     [&](int count) { arrived += count; });
    QObject::connect(&console, &App::Console::countersChanged, &house.window,
                     [&](ProfileRef, const TrafficCounters &counters) { lag = std::max(lag, counters.lagMessages); });
    run.waitMs("the connection", [&] { return console.status(profile).state == ConnectionStatus::State::Live; });
    const qint64 messages = qint64(seconds) * rate;
    Publisher publisher(port, quint32(messages), rate);
    if (!publisher.isReady())
        return run.fail(QStringLiteral("the publisher did not start"));
    run.waitMs("one turn", [turns = 0]() mutable { return ++turns > 10; });
    arrived = 0;
    run.stalls.takeLongest();
    QElapsedTimer clock;
    clock.start();
    publisher.go();
    run.waitMs("the events", [&] { return arrived >= messages || clock.elapsed() > (seconds + 30) * 1000; });
    const StallWatch::Stall stall = run.stalls.takeLongest();
    run.set("gui_stall_max_ms", stall.wallMs);
    run.set("gui_stall_max_cpu_ms", stall.cpuMs);
    run.set("live_seconds", double(clock.elapsed()) / 1000);
    run.set("live_events_per_s", double(arrived) / double(clock.elapsed()) * 1000);
    run.set("peak_lag_messages", double(lag));
    run.set("lost_events", double(messages - arrived));
    run.set("live_log_rows", console.liveLog().rowCount());
}

/// What Qt brings along, with a tenth of the rows.
void measurePeers(WindowRun &run, House &house)
{
    const Dictionary &names = house.console.dictionary();
    auto *log = new LiveLogModel(&house.console.liveLog(), &names, &house.window);
    const int columns = 12;
    const double before = residentMb();
    QStandardItemModel items(0, columns);
    const int rows = std::min(PeerRows, log->rowCount());
    for (int row = 0; row < rows; ++row) {
        QList<QStandardItem *> line;
        for (int column = 0; column < columns; ++column)
            line.append(new QStandardItem(log->index(row, column).data().toString()));
        items.appendRow(line);
    }
    run.peers.insert(QStringLiteral("qstandarditemmodel_100k_rss_mb"), residentMb() - before);
    QSortFilterProxyModel proxy;
    proxy.setSourceModel(&items);
    proxy.setFilterKeyColumn(LiveLogModel::Device);
    QElapsedTimer clock;
    const int all = proxy.rowCount(); // it looks at the rows only when asked
    clock.start();
    proxy.setFilterWildcard(QStringLiteral("field-1*"));
    if (proxy.rowCount() == 0 || proxy.rowCount() == all)
        run.fail(QStringLiteral("the peer did not filter"));
    run.peers.insert(QStringLiteral("qsortfilterproxymodel_100k_filter_ms"), double(clock.nsecsElapsed()) / 1e6);
    clock.start();
    proxy.setFilterWildcard({});
    if (proxy.rowCount() != all)
        run.fail(QStringLiteral("the peer did not unfilter"));
    run.peers.insert(QStringLiteral("qsortfilterproxymodel_100k_unfilter_ms"), double(clock.nsecsElapsed()) / 1e6);
    delete log;
}

void measure(WindowRun &run, quint16 port, int seconds, int rate)
{
    // The broker takes any key; in the environment it is kept nowhere.
    qputenv("TTN_CREDENTIAL", "none");
    QElapsedTimer clock;
    clock.start();
    House house(run);
    QCoreApplication::processEvents();
    run.set("empty_window_ms", double(clock.nsecsElapsed()) / 1e6);
    const double emptyMb = residentMb();
    run.set("rss_empty_mb", emptyMb);
    open(run, house, clock);
    run.set("rss_above_empty_mb", residentMb() - emptyMb);
    if (run.failed.isEmpty())
        append(run, house);
    if (run.failed.isEmpty())
        filter(run, house);
    if (run.failed.isEmpty())
        filterContent(run, house);
    if (run.failed.isEmpty())
        selectAll(run, house);
    if (run.failed.isEmpty() && seconds > 0)
        live(run, house, port, seconds, rate);
    run.set("rss_end_above_empty_mb", residentMb() - emptyMb);
    if (run.failed.isEmpty())
        measurePeers(run, house);
    bool ended = false;
    QObject::connect(&house.console, &App::Console::shutDown, &house.window, [&] { ended = true; });
    house.window.close();
    house.console.close();
    run.waitMs("the end", [&] { return ended; });
}

} // namespace

QJsonObject runLogBench(const QStringList &arguments)
{
    const QTemporaryDir folder;
    const auto option = [&](const char *name, const QString &standard) {
        const qsizetype at = arguments.indexOf(QLatin1String(name));
        return at >= 0 ? arguments.value(at + 1) : standard;
    };
    WindowRun run;
    run.folder = option("--data-dir", folder.path());
    run.events = option("--events", QStringLiteral("1000000")).toLongLong();
    Backend::BrokerOptions options;
    options.anonymous = true;
    Backend::MosquittoBroker broker(options);
    QObject::connect(&broker, &Backend::MosquittoBroker::failed, &broker,
                     [&run](const Problem &problem) { run.fail(problem.details); });
    broker.start();
    run.waitMs("the broker", [&] { return broker.isRunning(); });
    if (run.failed.isEmpty())
        run.prepare(broker.port());
    if (run.failed.isEmpty()) {
        measure(run, broker.port(), option("--seconds", QStringLiteral("60")).toInt(),
                option("--rate", QStringLiteral("5000")).toInt());
    }
    return run.result();
}

} // namespace Bench
