// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace App {

/// The desktop console: reads the command line, opens the window, runs until it is closed. Returns the exit code.
int runConsole(int argc, char **argv);

} // namespace App
