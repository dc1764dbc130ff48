// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/device.h"

namespace TestSupport {

/// One that joins, with everything that can be set.
Domain::Device joiningDevice();
Domain::Device personalizedDevice();

} // namespace TestSupport
