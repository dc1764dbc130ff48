// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/pictures.h"

#include "app/console/console.h"
#include "ui/mainwindow.h"
#include "ui/screenshots/screenshots.h"

#include <QCoreApplication>

#include <chrono>
#include <cstdio>

namespace App {

namespace {

constexpr auto StepInterval = std::chrono::milliseconds(100);
constexpr int FullLog = 150;
/// Fast while the log fills, lively when it is drawn.
constexpr double FillingRate = 25;
constexpr double LivelyRate = 3;
constexpr qint64 PhaseLimitMs = 20'000;
constexpr qint64 CutMs = 2'500;
constexpr qint64 SettleMs = 3'000;

const QString Fault = QStringLiteral("v3 cut");

} // namespace

Pictures::Pictures(Console &console, Gui::MainWindow &window, const QString &folder)
    : m_console(console)
    , m_window(window)
    , m_folder(folder)
    , m_timer(this)
{
    connect(&m_timer, &QTimer::timeout, this, &Pictures::step);
    connect(&m_console, &Console::sandboxFaultsChanged, this, [this] {
        if (m_phase == Phase::Filling)
            m_console.setSandboxRate(FillingRate);
    });
}

void Pictures::start()
{
    enter(Phase::Filling);
    m_timer.start(StepInterval);
}

void Pictures::enter(Phase phase)
{
    m_phase = phase;
    m_inPhase.start();
}

bool Pictures::isLive() const
{
    for (const Domain::ProfileRef profile : m_console.profiles()) {
        if (m_console.status(profile).state != Domain::ConnectionStatus::State::Live)
            return false;
    }
    return true;
}

void Pictures::step()
{
    const bool late = m_inPhase.hasExpired(PhaseLimitMs);
    switch (m_phase) {
    case Phase::Filling:
        if (m_console.liveLog().rowCount() < FullLog && !late)
            return;
        enter(Phase::Cut);
        m_console.setSandboxRate(LivelyRate);
        m_console.setSandboxFault(Fault, true);
        break;
    case Phase::Cut:
        if (!m_inPhase.hasExpired(CutMs))
            return;
        m_console.setSandboxFault(Fault, false);
        enter(Phase::Returning);
        break;
    case Phase::Returning:
        if (!isLive() && !late) {
            for (const Domain::ProfileRef profile : m_console.profiles())
                m_console.connectNow(profile);
            return;
        }
        enter(Phase::Settling);
        break;
    case Phase::Settling:
        if (!m_inPhase.hasExpired(SettleMs))
            return;
        enter(Phase::Drawing);
        m_timer.stop();
        draw();
        break;
    case Phase::Drawing:
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
