// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ttn-bench NAME [options]: runs one benchmark and prints its figures as one JSON object on the last line.
#include "tests/bench/benchexport.h"
#include "tests/bench/benchhistory.h"
#include "tests/bench/benchingest.h"
#include "tests/bench/benchpublisher.h"

#ifdef TTN_BENCH_GUI
#include "tests/bench/benchdevices.h"
#include "tests/bench/benchlog.h"
#include "tests/bench/benchrestart.h"
#include "tests/bench/windowbench.h"

#include <QApplication>
#endif
#include <QCoreApplication>
#include <QJsonDocument>
#include <QThread>

#include <cstdio>
#include <cstring>
#include <memory>

namespace {

struct Benchmark
{
    const char *name;
    QJsonObject (*run)(const QStringList &arguments);
};

constexpr Benchmark Benchmarks[] = {
    {"export", Bench::runExportBench},   {"history", Bench::runHistoryBench}, {"ingest", Bench::runIngestBench},
#ifdef TTN_BENCH_GUI
    {"devices", Bench::runDevicesBench}, {"log", Bench::runLogBench},         {"restart", Bench::runRestartBench},
#endif
};

/// Only what shows a window gets one.
std::unique_ptr<QCoreApplication> makeApplication(int &argc, char **argv)
{
#ifdef TTN_BENCH_GUI
    const char *const name = argc > 1 ? argv[1] : "";
    if (std::strcmp(name, "restart") == 0 || std::strcmp(name, "log") == 0 || std::strcmp(name, "devices") == 0) {
        if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
            qputenv("QT_QPA_PLATFORM", "offscreen");
        return std::make_unique<QApplication>(argc, argv);
    }
#endif
    return std::make_unique<QCoreApplication>(argc, argv);
}

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
    const auto application = makeApplication(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 2)
        return usage();
    if (arguments[1] == QLatin1String("publisher")) // a child of others
        return Bench::runPublisher(arguments.mid(2));
#ifdef TTN_BENCH_GUI
    if (arguments[1] == QLatin1String("fill")) // a child of those that show a window
        return Bench::runFill(arguments.mid(2));
#endif
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
