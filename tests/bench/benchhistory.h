// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QStringList>

namespace Bench {

/// Stores and reads back events in a temporary folder (TMPDIR). `--events N` (1,000,000), `--batch N` (2,000).
/// The object has `figures` and `peers`; `failed` when something could not be measured.
QJsonObject runHistoryBench(const QStringList &arguments);

} // namespace Bench
