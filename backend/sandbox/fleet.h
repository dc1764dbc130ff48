// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/sandboxdevice.h"

#include <vector>

namespace Backend {

/// The devices of the sandbox: applications `orchard` and `vineyard` (v3) and `greenhouse` (v2). docs/sandbox.md tells
/// what each one is there for.
std::vector<DeviceModel> sandboxFleet();

} // namespace Backend
