// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/sandboxservices.h"

#include <QStringList>

class QCoreApplication;

namespace Backend {

/// `ttn-sandbox [--rate N] [--seed N]`: prints one line of JSON, answers control commands from standard input, runs
/// until SIGINT, SIGTERM or end of input. 0: ended as asked, 1: it could not run, 2: wrong usage. `arguments` begins
/// with the name.
int runSandbox(QCoreApplication &app, const QStringList &arguments, const SandboxServicesFactory &services);

} // namespace Backend
