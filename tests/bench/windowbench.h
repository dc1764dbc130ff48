// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/accounts/paths.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonObject>
#include <QObject>

namespace Bench {

/// Memory of this process that lies in RAM; 0 where it is not known.
double residentMb();

/// Processor time of this thread; 0 where it is not known.
double threadCpuMs();

/// Notices how long the event loop was busy with something else. Keeps it turning, once a millisecond.
class StallWatch : public QObject
{
public:
    StallWatch() { m_timer = startTimer(1, Qt::PreciseTimer); }

    /// The longest time between two turns since the last call, and of that what this thread computed: on a busy
    /// machine the rest went to others.
    struct Stall
    {
        double wallMs = 0;
        double cpuMs = 0;
    };
    Stall takeLongest();

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    QElapsedTimer m_clock;
    double m_cpuMs = 0;
    Stall m_longest;
    int m_timer = 0;
};

/// What the benchmarks of the whole window share: a folder with a history, figures, waiting.
struct WindowRun
{
    QString folder;
    qint64 events = 0;
    StallWatch stalls;
    QJsonObject figures, peers;
    QString failed;

    void set(const char *key, double value) { figures.insert(QLatin1String(key), value); }
    void fail(const QString &why)
    {
        if (failed.isEmpty())
            failed = why;
    }
    /// Runs the event loop until `done`; fails after ten minutes.
    template <typename Condition>
    double waitMs(const char *what, Condition done)
    {
        constexpr int PatienceMs = 600'000;
        QElapsedTimer clock;
        clock.start();
        while (failed.isEmpty() && !done()) {
            if (clock.elapsed() > PatienceMs)
                fail(QStringLiteral("waited too long for %1").arg(QLatin1String(what)));
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
        return double(clock.nsecsElapsed()) / 1e6;
    }
    [[nodiscard]] Backend::Paths paths() const { return Backend::Paths::below(folder); }
    /// A saved profile with a history of `events` in the folder; one that is there already is used again. Made by a
    /// process of its own, so that its memory does not count. `port` is the profile's MQTT broker on this computer.
    void prepare(quint16 port);
    [[nodiscard]] QJsonObject result() const;
};

/// The child of prepare(): FOLDER EVENTS PORT. Prints how many events there are.
int runFill(const QStringList &arguments);

} // namespace Bench
