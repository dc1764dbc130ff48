// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/benchexport.h"

#include "backend/domain/dictionary.h"
#include "backend/export/exporter.h"
#include "backend/history/sqlitehistoryreader.h"
#include "backend/history/sqlitehistorystore.h"
#include "tests/bench/storedevents.h"

#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QTemporaryDir>

#include <ctime>

namespace Bench {

namespace {

using namespace Domain;
using namespace Backend;

constexpr qint64 FirstNs = 1'795'000'000'000'000'000;
constexpr int BatchRows = 2'000;

/// VmRSS or VmHWM of this process in MB; 0 where there is no such file.
double memoryMb(const QByteArray &field)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith(field))
            return line.mid(field.size() + 1).trimmed().split(' ').constFirst().toDouble() * 1024 / 1e6;
    }
    return 0;
}

/// From here on VmHWM counts anew.
void forgetPeak()
{
    QFile file(QStringLiteral("/proc/self/clear_refs"));
    if (file.open(QIODevice::WriteOnly))
        file.write("5");
}

QString fill(SqliteHistoryStore &store, Dictionary &dictionary, ProfileRef profile, int events)
{
    StoredEvents source(dictionary, profile, FirstNs);
    std::vector<EventRecord> records;
    std::vector<RawMessage> raw;
    for (int done = 0; done < events; done += BatchRows) {
        records.clear();
        raw.clear();
        for (int i = 0; i < std::min(BatchRows, events - done); ++i)
            source.add(records, raw);
        if (const Problem problem = store.append(records, raw))
            return problem.details;
    }
    return {};
}

ExportResult run(Exporter &exporter, const ExportRequest &request, const ExportSource &source)
{
    QEventLoop loop;
    ExportResult result;
    const auto done = QObject::connect(&exporter, &Exporter::finished, &loop, [&](int, const ExportResult &finished) {
        result = finished;
        loop.quit();
    });
    exporter.start(request, {source});
    loop.exec();
    QObject::disconnect(done);
    return result;
}

} // namespace

QJsonObject runExportBench(const QStringList &arguments)
{
    const auto option = [&](const QString &name, const QString &fallback) {
        const qsizetype at = arguments.indexOf(name);
        return at >= 0 && at + 1 < arguments.size() ? arguments[at + 1] : fallback;
    };
    const QTemporaryDir folder(option(QStringLiteral("--folder"), QDir::tempPath())
                               + QStringLiteral("/ttn-bench-XXXXXX"));
    const int events = std::max(1, option(QStringLiteral("--events"), QStringLiteral("1000000")).toInt());
    Dictionary dictionary;
    const ProfileRef profile = dictionary.internProfile(QStringLiteral("bench"));
    const QString path = folder.filePath(QStringLiteral("bench/bench.history"));
    Problem problem;
    const auto store = SqliteHistoryStore::open({path, profile, &dictionary}, &problem);
    QJsonObject figures;
    QString failed = store ? fill(*store, dictionary, profile, events) : problem.details;

    SqliteHistoryReader reader({path, profile, &dictionary, [] { return TrafficCodec::create(Generation::V3); }});
    Exporter exporter(dictionary);
    exporter.setReader(profile, &reader);
    for (const bool csv : {false, true}) {
        if (!failed.isEmpty())
            break;
        ExportRequest request;
        request.path = folder.filePath(csv ? QStringLiteral("bench.csv") : QStringLiteral("bench.jsonl"));
        request.format = csv ? ExportRequest::Format::Csv : ExportRequest::Format::JsonLines;
        for (int column = 0; column < ExportColumnCount; ++column)
            request.columns.push_back(ExportColumn(column));
        request.rows[profile] = {{1, events}};
        const QString name = csv ? QStringLiteral("csv_") : QStringLiteral("jsonl_");
        forgetPeak();
        const double before = memoryMb("VmRSS");
        QElapsedTimer clock;
        clock.start();
        const std::clock_t cpu = std::clock(); // all threads: says more than the time on a busy machine
        const ExportResult result = run(exporter, request, {profile, Generation::V3, QStringLiteral("bench")});
        figures.insert(name + QStringLiteral("s"), double(clock.nsecsElapsed()) / 1e9);
        figures.insert(name + QStringLiteral("cpu_s"), double(std::clock() - cpu) / CLOCKS_PER_SEC);
        figures.insert(name + QStringLiteral("mb"), double(result.bytes) / 1e6);
        figures.insert(name + QStringLiteral("peak_rss_mb"), memoryMb("VmHWM"));
        figures.insert(name + QStringLiteral("rss_before_mb"), before);
        if (result.problem || result.events != quint64(events))
            failed = QStringLiteral("%1 of %2 events, %3").arg(result.events).arg(events).arg(result.problem.details);
        QFile::remove(request.path);
    }
    QJsonObject json{{QStringLiteral("figures"), figures}, {QStringLiteral("peers"), QJsonObject()}};
    if (!failed.isEmpty())
        json.insert(QStringLiteral("failed"), failed);
    return json;
}

} // namespace Bench
