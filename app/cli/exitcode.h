// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace App {

/// How ttnc ends; scripts rely on the numbers.
enum ExitCode : int {
    Done = 0,
    Failed = 1, ///< refused or failed by the network
    WrongUsage = 2,
    Interrupted = 3, ///< stopped half-way; what was done is printed
};

} // namespace App
