// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/device.h"
#include "backend/domain/problem.h"
#include "backend/network/stackv3deviceparts.h"

namespace Backend {

/// What the servers of The Things Stack would take although it cannot be meant. Pure; any thread.

/// What speaks against registering it. The servers take impossible pairs of versions and devices without a plan, and
/// find a missing key only after the first of four calls.
Domain::Problem newDeviceProblem(const Domain::Device &device);
/// What speaks against a change by itself.
Domain::Problem changeProblem(const Domain::DeviceChange &change);
/// What speaks against it for this device. Other EUIs are ignored by the servers without a word.
Domain::Problem changeProblem(const Domain::DeviceChange &change, const StoredDevice &stored);

} // namespace Backend
