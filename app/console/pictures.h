// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace Gui {
class MainWindow;
}

namespace App {

class Console;

/// Takes the pictures of `--screenshots`: lets the log fill, lets the sandbox lose its v3 connections for a moment so
/// that there is a gap to see, draws every page, and ends the program. Without a sandbox it draws what is there.
class Pictures : public QObject
{
    Q_OBJECT

public:
    Pictures(Console &console, Gui::MainWindow &window, const QString &folder);

    void start();

private:
    enum class Phase { Filling, Cut, Returning, Settling, Drawing };

    void step();
    void enter(Phase phase);
    void draw();
    [[nodiscard]] bool isLive() const;

    Console &m_console;
    Gui::MainWindow &m_window;
    const QString m_folder;
    QTimer m_timer;
    QElapsedTimer m_inPhase;
    Phase m_phase = Phase::Filling;
};

} // namespace App
