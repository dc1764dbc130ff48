// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QStringList>

namespace Bench {

/// From the socket to the history and the live model, against mosquitto_sub on the same stream: see the usage in
/// main.cpp. Arguments: --messages=N, --pairs=N, --mqtt=qt|mosquitto.
QJsonObject runIngestBench(const QStringList &arguments);

} // namespace Bench
