// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ttn-bench NAME [options]: runs one benchmark and prints its figures as one JSON object on the last line.
#include "tests/bench/benchhistory.h"
#include "tests/bench/benchingest.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QThread>

#include <cstdio>

namespace {

struct Benchmark
{
    const char *name;
    QJsonObject (*run)(const QStringList &arguments);
};

constexpr Benchmark Benchmarks[] = {
    {"history", Bench::runHistoryBench},
    {"ingest", Bench::runIngestBench},
};

int usage()
{
    std::fprintf(stderr, "usage: ttn-bench NAME [--json] [options]\nnames:");
    for (const Benchmark &benchmark : Benchmarks)
        std::fprintf(stderr, " %s", benchmark.name);
    std::fprintf(stderr, "\n");
    return 2;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 2)
        return usage();
    if (arguments[1] == QLatin1String("publisher")) // a child of the benchmark `ingest`
        return Bench::runPublisher(arguments.mid(2));
    for (const Benchmark &benchmark : Benchmarks) {
        if (arguments[1] != QLatin1String(benchmark.name))
            continue;
        QJsonObject result = benchmark.run(arguments.mid(2));
        result.insert(QStringLiteral("bench"), arguments[1]);
        result.insert(QStringLiteral("cores"), QThread::idealThreadCount());
        std::printf("%s\n", QJsonDocument(result).toJson(QJsonDocument::Compact).constData());
        return result.contains(QLatin1String("failed")) ? 1 : 0;
    }
    return usage();
}
