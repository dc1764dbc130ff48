// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fakes/fakecontext.h"
#include "ui/common/theme.h"
#include "ui/heard/heardpage.h"
#include "ui/heard/heardview.h"

#include <QApplication>
#include <QFile>
#include <QLineEdit>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <random>

// The page of devices heard with 100,000 of them: sorting, filtering, batches and ticks with the repaint, a page of
// older events, memory. Prints one JSON object.

namespace {

constexpr int Devices = 100'000;
constexpr int Rounds = 8;
constexpr int BatchRows = 2'000;
constexpr int PageRows = 65'536;
constexpr qint64 Second = 1'000'000'000;
constexpr qint64 Start = 1'795'000'000 * Second;

double residentMb()
{
#ifdef Q_OS_LINUX
    QFile file(QStringLiteral("/proc/self/statm"));
    if (file.open(QIODevice::ReadOnly))
        return file.readAll().split(' ').value(1).toDouble() * 4096 / 1e6;
#endif
    return 0;
}

/// Milliseconds of the processor, so that a busy machine does not count.
template <typename Run>
double measure(Run run)
{
    const std::clock_t before = std::clock();
    run();
    return double(std::clock() - before) * 1e3 / CLOCKS_PER_SEC;
}

struct Bench
{
    Bench()
        : profile(context.addNetwork(QStringLiteral("bench"), {QStringLiteral("orchard")}))
        , activity(&context.log, &context.names, nullptr, [this] { return now; })
    {
        context.log.setCap(4'000'000);
        for (int i = 0; i < Devices; ++i) {
            devices.push_back(context.names.internDevice(profile, "orchard", "device-" + std::to_string(i * 7919)));
            context.names.setDevEui(devices.back(), Domain::Eui(0x70B3D57ED0000000 + quint64(i)));
        }
    }
    std::vector<Domain::EventRecord> uplinks(qint64 firstSeq, int count, qint64 firstNs, qint64 stepNs)
    {
        std::vector<Domain::EventRecord> records = TestSupport::uplinks(firstSeq, count);
        for (int i = 0; i < count; ++i) {
            Domain::EventRecord &record = records[std::size_t(i)];
            record.device = devices[std::size_t(random() % Devices)];
            record.timeNs = record.receivedNs = firstNs + stepNs * i;
            record.rssiCentiDbm = qint16(-int(random() % 12'000));
        }
        return records;
    }

    std::minstd_rand random{1};
    qint64 now = Start;
    Gui::Theme theme;
    TestSupport::FakeContext context;
    Domain::ProfileRef profile;
    std::vector<Domain::DeviceRef> devices;
    Models::DeviceActivity activity;
};

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    Bench bench;
    constexpr qint64 StepNs = 6'000'000; // a device sends every ten minutes
    const int total = Devices * Rounds;
    qint64 seq = PageRows + 1;
    qint64 time = Start;
    double feed = 0;
    const double before = residentMb();
    for (int done = 0; done < total; done += BatchRows) {
        const auto rows = TestSupport::batch(bench.profile, bench.uplinks(seq, BatchRows, time, StepNs));
        seq += BatchRows;
        time += StepNs * BatchRows;
        feed += measure([&] { bench.context.log.append(rows); });
    }
    bench.now = time;
    const double memory = residentMb() - before - double(total) * (sizeof(Domain::EventRecord) + 2) / 1e6;
    const double firstTick = measure([&] { bench.activity.tick(); });

    Gui::HeardPage page(&bench.context, &bench.activity, &bench.theme, {});
    page.resize(1280, 800);
    page.show();
    application.processEvents();
    double sort = 0;
    for (int column = 0; column < Models::HeardColumnCount; ++column) {
        for (const Qt::SortOrder order : {Qt::DescendingOrder, Qt::AscendingOrder}) {
            sort = std::max(sort, measure([&] {
                                page.view()->sortByColumn(column, order);
                                application.processEvents();
                            }));
        }
    }
    double filter = 0;
    auto *field = page.findChild<QLineEdit *>(QStringLiteral("heardFilter"));
    for (const char *text : {"d", "de", "dev", "devi", "device-1", "device-12", "device-12 orch", "70b3", "zz", ""}) {
        filter = std::max(filter, measure([&] {
                              field->setText(QLatin1String(text));
                              Q_EMIT field->returnPressed(); // without the wait for the next key
                              application.processEvents();
                          }));
    }
    const double older = measure([&] {
        bench.context.log.prepend(bench.profile, bench.uplinks(1, PageRows, Start - StepNs * PageRows, StepNs));
    });
    page.view()->sortByColumn(int(Models::HeardColumn::LastHeard), Qt::AscendingOrder);
    page.view()->selectRow(3);
    double batch = 0;
    std::vector<double> ticks;
    for (int round = 0; round < 60; ++round) {
        const auto rows = TestSupport::batch(bench.profile, bench.uplinks(seq, BatchRows, time, StepNs));
        seq += BatchRows;
        time += StepNs * BatchRows;
        bench.now = time;
        batch += measure([&] { bench.context.log.append(rows); }) / 60;
        ticks.push_back(measure([&] {
            bench.activity.tick();
            application.processEvents();
        }));
    }
    std::sort(ticks.begin(), ticks.end());
    std::printf(
        "{\"bench\":\"heard\",\"figures\":{\"devices\":%d,\"feed_2000_rows_ms\":%.2f,\"batch_2000_rows_ms\":%.2f,"
        "\"first_tick_ms\":%.1f,\"tick_p50_ms\":%.1f,\"tick_max_ms\":%.1f,\"sort_max_ms\":%.0f,"
        "\"filter_max_ms\":%.0f,\"older_page_ms\":%.1f,\"memory_mb\":%.1f,\"device_bytes\":%d}}\n",
        bench.activity.count(), feed / (double(total) / BatchRows), batch, firstTick, ticks[ticks.size() / 2],
        ticks.back(), sort, filter, older, memory, int(sizeof(Models::DeviceActivity::Device)));
    return 0;
}
