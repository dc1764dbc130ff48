// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QStringList>
#include <QTimer>

namespace Gui {
class MainWindow;
}

namespace App {

class Console;

/// Takes the pictures of `--screenshots`: lets the sandbox live through a few minutes with a gap in them, draws every
/// page, and ends the program. Console and sandbox share a clock that stands unless this moves it on, in small steps
/// after each of which everything may arrive; so the pictures of today show what those of yesterday did. Without a
/// sandbox it draws what is there.
class Pictures : public QObject
{
    Q_OBJECT

public:
    Pictures(Console &console, Gui::MainWindow &window, QString folder);

    /// What the sandbox is to be started with.
    [[nodiscard]] static QStringList sandboxArguments();
    /// Stops the clock where the sandbox begins. To be called before anything looks at it.
    static void stopClock();

    void start();

private:
    enum class Phase { Connecting, Filling, Cutting, Missing, Returning, Living, Settling };

    void step();
    void enter(Phase phase);
    /// Moves the clock on; at the end of the time comes the next phase.
    void moveOn(qint64 untilNs, Phase next);
    void onForwarded(quint64 published);
    void draw();
    [[nodiscard]] bool isLive() const;

    Console &m_console;
    Gui::MainWindow &m_window;
    const QString m_folder;
    QTimer m_timer;
    QElapsedTimer m_inPhase;
    Phase m_phase = Phase::Connecting;
    qint64 m_passedNs = 0;
    quint64 m_published = 0;
    bool m_moving = false;
};

} // namespace App
