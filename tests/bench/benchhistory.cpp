// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/benchhistory.h"

#include "backend/domain/clock.h"
#include "backend/domain/dictionary.h"
#include "backend/history/sqlitehistoryreader.h"
#include "backend/history/sqlitehistorystore.h"
#include "tests/bench/storedevents.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <algorithm>
#include <numeric>

namespace Bench {

namespace {

using namespace Domain;
using namespace Backend;

constexpr qint64 FirstNs = 1'795'000'000'000'000'000;

struct Run
{
    QString path;
    Dictionary dictionary;
    ProfileRef profile = dictionary.internProfile(QStringLiteral("bench"));
    int events = 1'000'000;
    int batch = 2'000;
    QJsonObject figures, peers;
    QString failed;

    bool succeeded(const Problem &problem)
    {
        if (problem && failed.isEmpty())
            failed = QStringLiteral("problem %1: %2").arg(int(problem.code)).arg(problem.details);
        return !problem;
    }
};

template <typename T>
T wait(Call<T> call)
{
    QEventLoop loop;
    std::optional<T> answer;
    call.then(&loop, [&](T value) {
        answer = std::move(value);
        loop.quit();
    });
    loop.exec();
    return std::move(*answer);
}

double milliseconds(const QElapsedTimer &clock)
{
    return double(clock.nsecsElapsed()) / 1e6;
}

double percentile(std::vector<double> &values, double share)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[std::size_t(double(values.size() - 1) * share)];
}

double megabytes(const QString &path)
{
    return double(QFileInfo(path).size()) / 1e6;
}

std::unique_ptr<SqliteHistoryStore> openStore(Run &run)
{
    Problem problem;
    HistoryOptions options;
    options.path = run.path;
    options.profile = run.profile;
    options.dictionary = &run.dictionary;
    auto store = SqliteHistoryStore::open(options, &problem);
    run.succeeded(problem);
    return store;
}

/// Events are made outside of the measured time.
void insert(Run &run, SqliteHistoryStore &store)
{
    StoredEvents source(run.dictionary, run.profile, FirstNs);
    std::vector<EventRecord> records;
    std::vector<RawMessage> raw;
    std::vector<double> batches;
    double total = 0;
    for (int done = 0; done < run.events; done += run.batch) {
        records.clear();
        raw.clear();
        for (int i = 0; i < run.batch; ++i)
            source.add(records, raw);
        QElapsedTimer clock;
        clock.start();
        if (!run.succeeded(store.append(records, raw)))
            return;
        batches.push_back(milliseconds(clock));
        total += batches.back();
    }
    run.figures.insert(QStringLiteral("insert_events_per_s"), run.events / total * 1000);
    run.figures.insert(QStringLiteral("insert_batch_p99_ms"), percentile(batches, 0.99));
    run.figures.insert(QStringLiteral("insert_batch_max_ms"), batches.back());
}

/// What storing each message in a row of its own would cost.
void insertPlain(Run &run, const QString &path)
{
    const int events = std::min(run.events, 200'000);
    QFile file(path);
    SqliteDatabase database;
    if (!file.open(QIODevice::WriteOnly) || database.open(path, SqliteDatabase::Mode::ReadWrite) != SQLITE_OK)
        return;
    database.exec("PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;CREATE TABLE message(seq INTEGER PRIMARY "
                  "KEY,received INTEGER,"
                  "topic TEXT,payload BLOB)");
    SqliteStatement row = database.prepare("INSERT INTO message(received,topic,payload) VALUES(?1,?2,?3)");
    StoredEvents source(run.dictionary, run.profile, FirstNs);
    std::vector<EventRecord> records;
    std::vector<RawMessage> raw;
    double total = 0;
    for (int done = 0; done < events; done += run.batch) {
        records.clear();
        raw.clear();
        for (int i = 0; i < run.batch; ++i)
            source.add(records, raw);
        QElapsedTimer clock;
        clock.start();
        database.exec("BEGIN");
        for (const RawMessage &message : raw) {
            row.bind(1, message.receivedNs);
            row.bindText(2, message.topic);
            row.bindBlob(3, message.payload);
            row.run();
        }
        database.exec("COMMIT");
        total += milliseconds(clock);
    }
    run.peers.insert(QStringLiteral("plain_insert_events_per_s"), events / total * 1000);
}

/// One screen of matches, as the window asks for it.
void contentFilter(Run &run, SqliteHistoryReader &reader)
{
    constexpr std::size_t Screen = 40;
    const FilterSpec filter = FilterSpec::parse(QStringLiteral("temperature>39")).spec;
    QElapsedTimer clock;
    clock.start();
    qint64 before = 0;
    std::size_t found = 0;
    quint64 scanned = 0;
    do {
        const ScanPage page = wait(reader.scan(filter, before, int(Screen - found)));
        run.succeeded(page.problem);
        found += page.matches.size();
        scanned += page.scanned;
        before = page.nextSeq;
    } while (found < Screen && before > 0);
    run.figures.insert(QStringLiteral("content_filter_first_ms"), milliseconds(clock));
    run.figures.insert(QStringLiteral("content_filter_first_scanned_events"), double(scanned));
    if (found < Screen && run.failed.isEmpty() && run.events >= 10'000)
        run.failed = QStringLiteral("the content filter found only %1").arg(found);
}

void read(Run &run)
{
    SqliteHistoryReader reader(
        {run.path, run.profile, &run.dictionary, [] { return TrafficCodec::create(Generation::V3); }});
    QElapsedTimer clock;
    clock.start();
    RecordPage page = wait(reader.page(0, 1'000'000));
    run.figures.insert(QStringLiteral("load_newest_million_ms"), milliseconds(clock));
    if (!run.succeeded(page.problem))
        return;

    QRandomGenerator random(2);
    std::vector<double> screens;
    for (int i = 0; i < 300; ++i) {
        std::vector<qint64> seqs(280); // 40 rows and three screens on both sides
        std::iota(seqs.begin(), seqs.end(), 1 + qint64(random.bounded(quint32(std::max(1, run.events - 280)))));
        clock.start();
        run.succeeded(wait(reader.cells(std::move(seqs))).problem);
        screens.push_back(milliseconds(clock));
    }
    run.figures.insert(QStringLiteral("cells_random_screen_p50_ms"), percentile(screens, 0.5));
    run.figures.insert(QStringLiteral("cells_random_screen_p99_ms"), percentile(screens, 0.99));

    contentFilter(run, reader);

    const FilterSpec filter = FilterSpec::parse(QStringLiteral("device:field-1* snr<-15 sf:12")).spec;
    clock.start();
    const RecordPredicate predicate(filter, run.dictionary);
    const auto matches = std::count_if(page.records.begin(), page.records.end(), predicate);
    run.figures.insert(QStringLiteral("record_filter_ms"), milliseconds(clock));

    clock.start();
    qint64 before = 0;
    std::size_t found = 0;
    do {
        const ScanPage scan = wait(reader.scan(filter, before, 1'000'000));
        run.succeeded(scan.problem);
        found += scan.matches.size();
        before = scan.nextSeq;
    } while (before > 0);
    run.figures.insert(QStringLiteral("record_filter_history_ms"), milliseconds(clock));
    if (found != std::size_t(matches) && run.failed.isEmpty() && run.events <= 1'000'000)
        run.failed = QStringLiteral("predicate and SQL disagree");
}

void forget(Run &run, SqliteHistoryStore &store)
{
    RetentionPolicy policy;
    policy.age = std::chrono::hours(1);
    const HistoryInfo info = store.info();
    // As old as event 100,000 of 300 ms each.
    const qint64 now = info.oldestNs + 100'000 * 300'000'000LL + 3'600'000'000'000LL;
    double longest = 0;
    QElapsedTimer total, call;
    total.start();
    quint64 deleted = 0, some = 0;
    do {
        call.start();
        some = store.deleteExpired(policy, now, 100'000);
        longest = std::max(longest, milliseconds(call));
        deleted += some;
    } while (some > 0);
    run.figures.insert(QStringLiteral("delete_oldest_100000_ms"), milliseconds(total));
    run.figures.insert(QStringLiteral("delete_longest_stall_ms"), longest);
    run.figures.insert(QStringLiteral("deleted_events"), double(deleted));
}

int option(const QStringList &arguments, const QString &name, int fallback)
{
    const qsizetype at = arguments.indexOf(name);
    return at >= 0 && at + 1 < arguments.size() ? std::max(1, arguments[at + 1].toInt()) : fallback;
}

} // namespace

QJsonObject runHistoryBench(const QStringList &arguments)
{
    const QTemporaryDir folder;
    Run run;
    run.path = folder.filePath(QStringLiteral("bench/bench.history"));
    run.events = option(arguments, QStringLiteral("--events"), run.events);
    run.batch = option(arguments, QStringLiteral("--batch"), run.batch);
    if (const auto store = openStore(run))
        insert(run, *store);
    run.figures.insert(QStringLiteral("file_mb_before"), megabytes(run.path));
    if (run.failed.isEmpty())
        insertPlain(run, folder.filePath(QStringLiteral("plain.sqlite")));
    if (run.failed.isEmpty())
        read(run);
    if (const auto store = run.failed.isEmpty() ? openStore(run) : nullptr)
        forget(run, *store);
    run.figures.insert(QStringLiteral("file_mb_after"), megabytes(run.path));
    QJsonObject result{{QStringLiteral("figures"), run.figures}, {QStringLiteral("peers"), run.peers}};
    if (!run.failed.isEmpty())
        result.insert(QStringLiteral("failed"), run.failed);
    return result;
}

} // namespace Bench
