// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QStringList>

namespace Bench {

/// Writes a history of `--events N` (1,000,000) into CSV and JSON lines, below `--folder DIR` (a temporary one).
QJsonObject runExportBench(const QStringList &arguments);

} // namespace Bench
