// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/stackv3messages.h"

#include <optional>
#include <vector>

namespace Backend {

/// Reads what a client publishes on `down/push` and `down/replace` of The Things Stack v3 (ApplicationDownlinks as
/// JSON), as tolerantly as the server does, and runs the device's encoder. nullopt: the server ignores it without a
/// sign.
std::optional<std::vector<StackV3Downlink>> parseStackV3Push(const QByteArray &json, const Sensor &sensor);

} // namespace Backend
