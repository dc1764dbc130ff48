// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QStringList>

namespace Bench {

/// Opens the whole window on a week of 3,000 devices (`--events N`, 2,000,000) and finds its way through all of it.
/// `--data-dir DIR` keeps the folder, and uses what is in it from an earlier run; without it a temporary one.
/// Needs a QApplication.
QJsonObject runRestartBench(const QStringList &arguments);

} // namespace Bench
