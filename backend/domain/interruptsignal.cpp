// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/interruptsignal.h"

#include <QSocketNotifier>

#include <mutex>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>
#elif defined(Q_OS_WIN)
#include <windows.h>
#endif

namespace Domain {

#ifdef Q_OS_UNIX

namespace {

int wakeFds[2] = {-1, -1};

// Only what is safe in a signal handler: a byte into the pipe that the event loop watches.
void onSignal(int)
{
    const int savedErrno = errno;
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(wakeFds[1], &byte, 1);
    errno = savedErrno;
}

} // namespace

struct InterruptSignal::Private
{
    std::unique_ptr<QSocketNotifier> notifier;
    struct sigaction oldInterrupt = {};
    struct sigaction oldTerminate = {};
};

InterruptSignal::InterruptSignal(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    if (::pipe(wakeFds) != 0)
        return;
    for (const int fd : wakeFds) {
        ::fcntl(fd, F_SETFD, FD_CLOEXEC);
        ::fcntl(fd, F_SETFL, O_NONBLOCK);
    }
    d->notifier = std::make_unique<QSocketNotifier>(wakeFds[0], QSocketNotifier::Read);
    connect(d->notifier.get(), &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        while (::read(wakeFds[0], &byte, 1) == 1) { }
        Q_EMIT interrupted();
    });
    struct sigaction action = {};
    action.sa_handler = onSignal;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART | int(SA_RESETHAND);
    ::sigaction(SIGINT, &action, &d->oldInterrupt);
    ::sigaction(SIGTERM, &action, &d->oldTerminate);
}

InterruptSignal::~InterruptSignal()
{
    if (!d->notifier)
        return;
    ::sigaction(SIGINT, &d->oldInterrupt, nullptr);
    ::sigaction(SIGTERM, &d->oldTerminate, nullptr);
    d->notifier.reset();
    for (int &fd : wakeFds) {
        ::close(fd);
        fd = -1;
    }
}

#elif defined(Q_OS_WIN)

namespace {

std::mutex receiverMutex;
InterruptSignal *receiver = nullptr;

BOOL WINAPI onControl(DWORD)
{
    // Runs in a thread of its own; the signal goes through the event loop of the object.
    const std::lock_guard lock(receiverMutex);
    if (!receiver)
        return FALSE;
    QMetaObject::invokeMethod(receiver, &InterruptSignal::interrupted, Qt::QueuedConnection);
    receiver = nullptr; // the second one ends us
    return TRUE;
}

} // namespace

struct InterruptSignal::Private
{
};

InterruptSignal::InterruptSignal(QObject *parent)
    : QObject(parent)
{
    const std::lock_guard lock(receiverMutex);
    receiver = this;
    SetConsoleCtrlHandler(onControl, TRUE);
}

InterruptSignal::~InterruptSignal()
{
    SetConsoleCtrlHandler(onControl, FALSE);
    const std::lock_guard lock(receiverMutex);
    receiver = nullptr;
}

#endif

} // namespace Domain
