// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fakecontext.h"
#include "ui/live/livelogview.h"
#include "ui/live/livepage.h"
#include "ui/mainwindow.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QSettings>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

// The live log at a million rows: appending 50 rows with the repaint, a new filter, memory. Prints one JSON object.

namespace {

constexpr int Rows = 1'000'000;
constexpr int BatchRows = 50;
constexpr int Rounds = 400;

double residentMb()
{
#ifdef Q_OS_LINUX
    QFile file(QStringLiteral("/proc/self/statm"));
    if (file.open(QIODevice::ReadOnly))
        return file.readAll().split(' ').value(1).toDouble() * 4096 / 1e6;
#endif
    return 0;
}

std::vector<Domain::EventRecord> someUplinks(qint64 first, int count, const std::vector<Domain::DeviceRef> &devices)
{
    std::vector<Domain::EventRecord> records = TestSupport::uplinks(first, count);
    for (Domain::EventRecord &record : records)
        record.device = devices[std::size_t(record.seq * 7919) % devices.size()];
    return records;
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    TestSupport::FakeContext context;
    const Domain::ProfileRef profile = context.addNetwork(QStringLiteral("bench"), {QStringLiteral("orchard")});
    std::vector<Domain::DeviceRef> devices;
    for (int i = 0; i < 3000; ++i)
        devices.push_back(context.names.internDevice(profile, "orchard", "device-" + std::to_string(i)));
    context.log.setCap(2 * Rows);
    Gui::MainWindow window(context, settings);
    window.resize(1280, 800);
    window.show();
    QApplication::processEvents();
    const double empty = residentMb();

    qint64 next = 1;
    for (; next <= Rows; next += 10'000)
        context.log.append(TestSupport::batch(profile, someUplinks(next, 10'000, devices)));
    QApplication::processEvents();
    const double full = residentMb();

    QElapsedTimer clock;
    std::vector<double> appended;
    for (int round = 0; round < Rounds; ++round, next += BatchRows) {
        const Domain::EventBatchPtr batch = TestSupport::batch(profile, someUplinks(next, BatchRows, devices));
        clock.start();
        context.log.append(batch);
        QApplication::sendPostedEvents();
        window.livePage()->view()->viewport()->repaint();
        appended.push_back(double(clock.nsecsElapsed()) / 1e6);
        QApplication::processEvents();
    }
    std::sort(appended.begin(), appended.end());

    std::vector<double> filtered;
    for (const char *text :
         {"device:device-7", "device:device-1*", "fport:2 fcnt:500000-", "missed>0", "-kind:uplink"}) {
        bool done = false;
        const auto link
            = QObject::connect(&window.livePage()->log(), &Models::LiveLogProxy::filtered, [&] { done = true; });
        clock.start();
        window.livePage()->setFilterText(QLatin1String(text));
        while (!done)
            QApplication::processEvents(QEventLoop::WaitForMoreEvents);
        window.livePage()->view()->viewport()->repaint();
        filtered.push_back(double(clock.nsecsElapsed()) / 1e6);
        QObject::disconnect(link);
        window.livePage()->setFilterText({});
        while (window.livePage()->log().isJudging())
            QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    std::printf(
        "{\"bench\":\"livelog\",\"cores\":%d,\"figures\":{\"rows\":%d,\"append_median_ms\":%.2f,\"append_p99_ms\":%.2f,"
        "\"append_max_ms\":%.2f,\"filter_ms\":%.1f,\"rss_above_empty_mb\":%.1f},\"peers\":{}}\n",
        QThread::idealThreadCount(), Rows, appended[appended.size() / 2], appended[appended.size() * 99 / 100],
        appended.back(), *std::max_element(filtered.begin(), filtered.end()), full - empty);
    return 0;
}
