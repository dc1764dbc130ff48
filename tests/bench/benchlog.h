// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QStringList>

namespace Bench {

/// The live log of the whole window, on a history of a million events (`--events N`): opening it, appending with the
/// repaint, filters, memory, and how long the window stands still while 5,000 events per second (`--rate N`) come in
/// from a real broker for a minute (`--seconds N`). `--data-dir DIR` keeps the folder, and uses what is in it from an
/// earlier run. Needs a QApplication.
QJsonObject runLogBench(const QStringList &arguments);

} // namespace Bench
