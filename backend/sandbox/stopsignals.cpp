// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/stopsignals.h"

#include <QtGlobal>

#ifdef Q_OS_UNIX
#include <QSocketNotifier>

#include <cerrno>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>
#else
#include <atomic>
#include <windows.h>
#endif

namespace Backend {

#ifdef Q_OS_UNIX

namespace {

// What a signal handler may touch.
int g_wakeUp[2] = {-1, -1};

void noteSignal(int)
{
    const int before = errno;
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(g_wakeUp[0], &byte, 1);
    errno = before;
}

} // namespace

struct StopSignals::Private
{
    std::unique_ptr<QSocketNotifier> notifier;
    struct sigaction oldInterrupt = {};
    struct sigaction oldTerminate = {};
};

StopSignals::StopSignals(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, g_wakeUp) != 0)
        return;
    for (const int end : g_wakeUp) {
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
        ::fcntl(end, F_SETFL, O_NONBLOCK);
    }
    d->notifier = std::make_unique<QSocketNotifier>(g_wakeUp[1], QSocketNotifier::Read);
    connect(d->notifier.get(), &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        [[maybe_unused]] const auto count = ::read(g_wakeUp[1], &byte, 1);
        Q_EMIT stopRequested();
    });
    struct sigaction action = {};
    action.sa_handler = noteSignal;
    action.sa_flags = SA_RESTART;
    ::sigemptyset(&action.sa_mask);
    ::sigaction(SIGINT, &action, &d->oldInterrupt);
    ::sigaction(SIGTERM, &action, &d->oldTerminate);
}

StopSignals::~StopSignals()
{
    if (!d->notifier)
        return;
    ::sigaction(SIGINT, &d->oldInterrupt, nullptr);
    ::sigaction(SIGTERM, &d->oldTerminate, nullptr);
    d->notifier.reset();
    for (int &end : g_wakeUp)
        ::close(std::exchange(end, -1));
}

#else

namespace {

std::atomic<StopSignals *> g_current = nullptr;

BOOL WINAPI noteControl(DWORD)
{
    // Runs in a thread of the system.
    StopSignals *current = g_current;
    if (!current)
        return FALSE;
    QMetaObject::invokeMethod(current, &StopSignals::stopRequested, Qt::QueuedConnection);
    return TRUE;
}

} // namespace

struct StopSignals::Private
{
};

StopSignals::StopSignals(QObject *parent)
    : QObject(parent)
{
    g_current = this;
    SetConsoleCtrlHandler(noteControl, TRUE);
}

StopSignals::~StopSignals()
{
    SetConsoleCtrlHandler(noteControl, FALSE);
    g_current = nullptr;
}

#endif

} // namespace Backend
