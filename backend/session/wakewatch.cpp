// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/session/wakewatch.h"

#include "backend/domain/clock.h"

#include <chrono>

namespace Backend {

namespace {

constexpr auto TickInterval = std::chrono::seconds(1);
/// Longer than any pause of a busy machine, shorter than the time in which a server gives us up.
constexpr qint64 SleptNs = 20'000'000'000;

} // namespace

WakeWatch::WakeWatch(QObject *parent)
    : QObject(parent)
    , m_timer(this)
{
    connect(&m_timer, &QTimer::timeout, this, [this] { tick(Domain::nowNs()); });
}

void WakeWatch::start()
{
    m_lastNs = Domain::nowNs();
    m_timer.start(TickInterval);
}

void WakeWatch::tick(qint64 nowNs)
{
    const qint64 since = m_lastNs;
    m_lastNs = nowNs;
    if (since && nowNs - since > SleptNs)
        Q_EMIT awoke(since);
}

} // namespace Backend
