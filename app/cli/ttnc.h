// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QCoreApplication;

namespace App {

/// The console's headless twin: JSON lines on standard output, problems in words on standard error. Returns the exit
/// code.
int runTtnc(QCoreApplication &application);

} // namespace App
