// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/pictures.h"

#include "app/console/console.h"
#include "backend/domain/clock.h"
#include "ui/mainwindow.h"
#include "ui/screenshots/screenshots.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdio>
#include <utility>

namespace App {

namespace {

constexpr qint64 Second = 1'000'000'000;
constexpr const char *Begin = "2026-11-20T12:00:00Z";
/// Long enough for devices to join, to answer downlinks, to begin again at 0 and to fall silent.
constexpr qint64 FilledNs = 120 * Second;
constexpr qint64 BackNs = 145 * Second;
constexpr qint64 EndNs = 185 * Second;
/// Short, so that seldom two connections have something in the same one; what they had would change places.
constexpr qint64 StepNs = 67'000'000;

constexpr int PollMs = 50;
/// Longer than a batch takes to close, to be stored and to be shown.
constexpr int ArrivalMs = 75;
constexpr int SettleMs = 1'500;
constexpr qint64 PatienceMs = 20'000;

const QString Fault = QStringLiteral("v3 cut");

qint64 beginNs()
{
    return Domain::parseRfc3339(Begin).value_or(0);
}

} // namespace

Pictures::Pictures(Console &console, Gui::MainWindow &window, QString folder)
    : m_console(console)
    , m_window(window)
    , m_folder(std::move(folder))
    , m_timer(this)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Pictures::step);
}

QStringList Pictures::sandboxArguments()
{
    return {QStringLiteral("--seed"),  QStringLiteral("1"),  QStringLiteral("--rate"),  QStringLiteral("2"),
            QStringLiteral("--start"), QLatin1String(Begin), QStringLiteral("--paused")};
}

void Pictures::stopClock()
{
    Domain::stopClock(beginNs());
}

void Pictures::start()
{
    if (SandboxControl *sandbox = m_console.sandbox())
        connect(sandbox, &SandboxControl::forwarded, this, &Pictures::onForwarded);
    enter(m_console.sandbox() ? Phase::Connecting : Phase::Settling);
}

void Pictures::enter(Phase phase)
{
    m_phase = phase;
    m_inPhase.start();
    m_timer.start(PollMs);
}

bool Pictures::isLive() const
{
    if (m_console.sandboxFaults().isEmpty())
        return false; // it is not there yet
    const std::vector<Domain::ProfileRef> profiles = m_console.profiles();
    return std::all_of(profiles.begin(), profiles.end(), [this](Domain::ProfileRef profile) {
        return !m_console.isSandbox(profile)
            || m_console.status(profile).state == Domain::ConnectionStatus::State::Live;
    });
}

void Pictures::moveOn(qint64 untilNs, Phase next)
{
    if (m_passedNs >= untilNs) {
        enter(next);
        return;
    }
    m_passedNs += StepNs;
    m_moving = true;
    Domain::stopClock(beginNs() + m_passedNs);
    m_console.sandbox()->forward(double(StepNs) / double(Second));
    m_timer.start(int(PatienceMs)); // the answer is faster
}

void Pictures::onForwarded(quint64 published)
{
    if (std::exchange(m_moving, false))
        m_timer.start(std::exchange(m_published, published) == published ? 0 : ArrivalMs);
}

void Pictures::step()
{
    const bool waiting = m_phase == Phase::Connecting || m_phase == Phase::Cutting || m_phase == Phase::Returning;
    const bool stuck = !m_console.sandbox() || m_moving || (waiting && m_inPhase.hasExpired(PatienceMs));
    if (stuck && m_phase != Phase::Settling) {
        enter(Phase::Settling); // what is there is drawn
        return;
    }
    switch (m_phase) {
    case Phase::Connecting:
        isLive() ? enter(Phase::Filling) : m_timer.start(PollMs);
        break;
    case Phase::Filling:
        moveOn(FilledNs, Phase::Cutting);
        break;
    case Phase::Cutting:
        m_console.setSandboxFault(Fault, true);
        isLive() ? m_timer.start(PollMs) : enter(Phase::Missing);
        break;
    case Phase::Missing:
        moveOn(BackNs, Phase::Returning);
        break;
    case Phase::Returning:
        m_console.setSandboxFault(Fault, false);
        if (isLive()) {
            enter(Phase::Living);
            break;
        }
        for (const Domain::ProfileRef profile : m_console.profiles()) {
            if (m_console.isSandbox(profile))
                m_console.connectNow(profile);
        }
        m_timer.start(PollMs);
        break;
    case Phase::Living:
        moveOn(EndNs, Phase::Settling);
        break;
    case Phase::Settling:
        if (m_inPhase.elapsed() < SettleMs)
            m_timer.start(PollMs);
        else
            draw();
        break;
    }
}

void Pictures::draw()
{
    Gui::renderScreens(m_window, m_folder, [this](const QStringList &failed) {
        for (const QString &file : failed) {
            std::fprintf(stderr, "ttn-console: %s\n",
                         qPrintable(QCoreApplication::translate("ttn-console", "%1 could not be written.").arg(file)));
        }
        connect(&m_console, &Console::shutDown, this, [ok = failed.isEmpty()] { QCoreApplication::exit(ok ? 0 : 1); });
        m_console.close();
    });
}

} // namespace App
