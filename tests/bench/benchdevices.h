// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QStringList>

namespace Bench {

/// Devices of a network at a distance: lists 10,000 into the table, searches them key by key, and registers 1,000 by
/// the import, against registering one call at a time. Options: --devices N, --registered N, --latency MS.
QJsonObject runDevicesBench(const QStringList &arguments);

} // namespace Bench
