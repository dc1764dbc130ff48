// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/inputlines.h"

#include <QtGlobal>

#ifdef Q_OS_UNIX
#include <QSocketNotifier>

#include <cerrno>
#include <unistd.h>
#else
#include <QCoreApplication>
#include <QPointer>

#include <cstdio>
#include <thread>
#endif

namespace Backend {

namespace {

constexpr qsizetype LongestLine = 65'536;

} // namespace

#ifdef Q_OS_UNIX

struct InputLines::Private
{
    QSocketNotifier notifier{STDIN_FILENO, QSocketNotifier::Read};
};

InputLines::InputLines(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    connect(&d->notifier, &QSocketNotifier::activated, this, [this] {
        char buffer[4'096];
        const ssize_t count = ::read(STDIN_FILENO, buffer, sizeof buffer);
        if (count > 0) {
            take(QByteArray(buffer, qsizetype(count)));
        } else if (count == 0 || (errno != EINTR && errno != EAGAIN)) {
            d->notifier.setEnabled(false);
            Q_EMIT ended();
        }
    });
}

#else

struct InputLines::Private
{
};

InputLines::InputLines(QObject *parent)
    : QObject(parent)
{
    // A read of the console cannot be interrupted: the thread ends with the input or with the process.
    std::thread([self = QPointer<InputLines>(this), app = QCoreApplication::instance()] {
        char buffer[4'096];
        while (std::fgets(buffer, sizeof buffer, stdin)) {
            QMetaObject::invokeMethod(app, [self, bytes = QByteArray(buffer)] {
                if (self)
                    self->take(bytes);
            });
        }
        QMetaObject::invokeMethod(app, [self] {
            if (self)
                Q_EMIT self->ended();
        });
    }).detach();
}

#endif

InputLines::~InputLines() = default;

void InputLines::take(const QByteArray &bytes)
{
    m_rest += bytes;
    qsizetype begin = 0;
    for (qsizetype end = m_rest.indexOf('\n'); end >= 0; end = m_rest.indexOf('\n', begin)) {
        const QByteArray text = m_rest.mid(begin, end - begin);
        begin = end + 1;
        Q_EMIT line(text);
    }
    m_rest.remove(0, begin);
    // Nobody types that; it must not grow without end.
    if (m_rest.size() > LongestLine)
        m_rest.clear();
}

} // namespace Backend
